"""Every form of a directory: those of its frameworks as they hold today, and those of its own files."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from apdir.forms.form import Form
from apdir.forms.of_file import file_form
from apdir.forms.of_framework import framework_forms
from apdir.library import Library


def forms_of(library: Library, today: date) -> dict[str, Form]:
    """Every form by its id, in the order of frameworks and then of files."""
    forms: dict[str, Form] = {}
    for name in library.frameworks:
        for form in framework_forms(library.current(name, today)):
            forms[form.id] = form
    for file in library.forms:
        title = library.current(file.framework, today).title if file.framework in library.frameworks else ""
        forms[file.id] = file_form(file, title)
    base = str(library.settings.site_url).rstrip("/")
    return {name: replace(form, address=f"{base}/forms/{name}/") for name, form in forms.items()}
