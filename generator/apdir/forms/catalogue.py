"""Every form of a directory: those of its frameworks as they hold today, and those of its own files."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from apdir.forms.form import Form
from apdir.forms.of_file import file_form
from apdir.forms.of_framework import framework_forms
from apdir.library import Library


def form_ids_of(library: Library, today: date) -> Iterator[str]:
    """Yield the id of every form, in the order of `forms_of`, and make none of them."""
    for name in library.frameworks:
        yield from library.current(name, today).form_ids.values()
    yield from (file.id for file in library.forms)


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
