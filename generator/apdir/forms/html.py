"""A form as HTML: the page of the site, and what the PDF is drawn from."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

import jinja2
from markupsafe import Markup

from apdir import security
from apdir.brand import PLAIN, Face
from apdir.days import day_in_words
from apdir.forms.form import SOURCE_FAULTS, Block, Form
from apdir.model.settings import Council
from apdir.rendering import bundled, own_styles, strict_templates
from apdir.source import Theme


@dataclass(frozen=True, slots=True)
class FormLink:
    """A file of the form beside its page: its name, what the link says, and its size in words."""

    name: str
    label: str
    size: str


def form_templates(theme: Theme) -> jinja2.Environment:
    """The templates in `forms/` of the theme."""
    environment = strict_templates(theme.below("forms"))
    environment.filters["day"] = day_in_words
    environment.globals["policy"] = security.written(security.POLICY)
    return environment


def digest(form: Form) -> str:
    """Digest that a filled copy must match: names, kinds and answers of every field."""
    rows = [(field.name, field.kind, *(option.key for option in field.options)) for field in form.fields]
    return hashlib.blake2b(repr((form.id, form.version, rows)).encode(), digest_size=8).hexdigest()


def paper(
    form: Form, templates: jinja2.Environment, council: Council, face: Face = PLAIN, *, large: bool = False
) -> str:
    """The HTML that the PDF is drawn from."""
    return _render(form, templates, council, face, paper=True, large=large, digest=digest(form))


def page(
    form: Form,
    templates: jinja2.Environment,
    council: Council,
    files: tuple[FormLink, ...],
    site_url: str,
    face: Face = PLAIN,
    *,
    officers: bool,
    header: Markup,
) -> str:
    """The page of a form, which also prints, below the ``header`` of the site."""
    blank = next((file.name for file in files if file.name == f"{form.id}.pdf"), "")
    return _render(
        form, templates, council, face, paper=False, large=False, files=files, officers=officers, base="../../",
        header=header, digest=digest(form), blank=blank,
        canonical=f"{site_url.rstrip('/')}/forms/{form.id}/",
    )  # fmt: skip


def alone(
    form: Form,
    templates: jinja2.Environment,
    theme: Theme,
    council: Council,
    given: Mapping[str, str],
    face: Face = PLAIN,
) -> str:
    """The form as one HTML file that needs no other, with ``given`` answers in place by the names of their fields."""
    layout, screen, printed = (bundled(theme, name) for name in ("form.css", "form-screen.css", "form-print.css"))
    own = own_styles(theme, "colours.css", colours=face.light)
    styles = Markup(f"{layout}\n@media screen {{{screen}}}\n@media print {{{printed}}}\n{own}")
    return _render(form, templates, council, face, paper=False, large=False, styles=styles, given=given)


def _render(
    form: Form,
    templates: jinja2.Environment,
    council: Council,
    face: Face,
    *,
    given: Mapping[str, str] | None = None,
    styles: str = "",
    **values: object,
) -> str:
    return templates.get_template("form.html").render(
        form=form,
        council=council,
        face=face,
        shape=_shape,
        source_faults=SOURCE_FAULTS,
        styles=styles,
        given=defaultdict(str, given or {}),
        **values,
    )


def _shape(block: Block) -> str:
    """The template's word for a kind of block."""
    return type(block).__name__.lower()
