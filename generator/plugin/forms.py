"""The blank forms in the site: a page for each, and beside it its files."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from pathlib import Path

import jinja2

from generator.forms.form import Form
from generator.forms.html import page
from generator.forms.made import MadeFile
from generator.model.fields import Edition
from generator.model.settings import Settings
from generator.pages.forms import file_links
from generator.pages.links import form_path

Files = Mapping[str, tuple[MadeFile, ...]]


def write_forms(
    out: Path,
    forms: Mapping[str, Form],
    files: Files,
    templates: jinja2.Environment,
    settings: Settings,
    edition: Edition,
) -> None:
    """Put every form's page and files below ``out``. A file is a link to the one that is kept, which never changes."""
    for form in forms.values():
        folder = out / form_path(form.id)
        folder.mkdir(parents=True, exist_ok=True)
        made = files.get(form.id, ())
        text = page(
            form,
            templates,
            settings.council,
            file_links(made),
            str(settings.site_url),
            officers=edition == "commissioner",
        )
        (folder / "index.html").write_text(text, encoding="utf-8")
        for file in made:
            _link(file.path, folder / file.name)


def _link(source: Path, target: Path) -> None:
    try:
        os.link(source, target)
    except OSError:
        # Another file system, or one without links.
        shutil.copyfile(source, target)
