"""The blank forms in the site: a page for each, and beside it its files."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import jinja2
from markupsafe import Markup

from apdir.brand import Face
from apdir.forms.form import Form
from apdir.forms.html import page
from apdir.forms.made import MadeFile
from apdir.model.fields import Edition
from apdir.model.settings import Settings
from apdir.pages.forms import file_links
from apdir.pages.links import form_path
from apdir.plugin.files import link_file

Files = Mapping[str, tuple[MadeFile, ...]]


def write_forms(
    out: Path,
    forms: Mapping[str, Form],
    files: Files,
    templates: jinja2.Environment,
    settings: Settings,
    edition: Edition,
    face: Face,
    header: str,
) -> None:
    """Put every form's page, below the site's ``header``, and its files below ``out``.

    A file is a link to the one that is kept, which never changes.
    """
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
            face,
            officers=edition == "commissioner",
            header=Markup(header),  # the theme's own
        )
        (folder / "index.html").write_text(text, encoding="utf-8", newline="\n")
        for file in made:
            link_file(file.path, folder / file.name)
