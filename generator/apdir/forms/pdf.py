"""A form as a fillable PDF."""

from __future__ import annotations

import jinja2

from apdir.brand import PLAIN, Face
from apdir.forms.finish import finish
from apdir.forms.form import Form
from apdir.forms.html import paper
from apdir.forms.typeface import FormsFailed
from apdir.model.settings import Council
from apdir.rendering import own_styles
from apdir.source import Theme

STYLES = ("form.css", "form-paper.css")


def pdf(
    form: Form,
    templates: jinja2.Environment,
    theme: Theme,
    council: Council,
    face: Face = PLAIN,
    *,
    large: bool = False,
) -> bytes:
    """The blank form as a PDF. Raises FormsFailed."""
    try:
        from weasyprint import CSS, HTML
    except OSError as error:
        raise FormsFailed(
            "The forms need the library Pango. Install it (on Debian: apt-get install libpango-1.0-0 "
            "libpangoft2-1.0-0 libharfbuzz-subset0) and try again."
        ) from error
    sheets = [CSS(theme.file(f"assets/{name}")) for name in STYLES]
    sheets.append(CSS(string=own_styles(theme, "colours.css", colours=face.light)))
    html = HTML(string=paper(form, templates, council, face, large=large))
    drawn = html.write_pdf(stylesheets=sheets, pdf_forms=True, pdf_variant="pdf/ua-1", custom_metadata=True)
    return finish(drawn, form)
