"""A form as a fillable PDF."""

from __future__ import annotations

import contextlib
import io

import jinja2

from apdir.brand import PLAIN, Face
from apdir.forms.form import Form
from apdir.forms.html import paper
from apdir.forms.typeface import FormsFailed, font_file
from apdir.model.settings import Council
from apdir.rendering import bundled, own_styles
from apdir.source import Theme

STYLES = ("form.css", "form-paper.css")
#: Commands that install WeasyPrint's libraries, by system.
PANGO = """PDFs of the forms need the library Pango. Install it, and try again:
  Windows: install MSYS2 (msys2.org), and in its window: pacman -S mingw-w64-ucrt-x86_64-pango
  macOS: brew install pango
  Debian, Ubuntu: apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0
  Fedora: dnf install pango"""


def missing() -> str:
    """The library that PDFs lack on this machine, and how to get it; else empty."""
    try:
        with contextlib.redirect_stdout(io.StringIO()):  # WeasyPrint prints how its developers see it
            import weasyprint  # noqa: F401
        font_file()
    except OSError:
        return PANGO
    except FormsFailed as error:
        return str(error)
    return ""


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
    if told := missing():
        raise FormsFailed(told)
    from weasyprint import CSS, HTML

    from apdir.forms.finish import finish

    sheets = [CSS(string=bundled(theme, name)) for name in STYLES]
    sheets.append(CSS(string=own_styles(theme, "colours.css", colours=face.light)))
    html = HTML(string=paper(form, templates, council, face, large=large))
    drawn = html.write_pdf(stylesheets=sheets, pdf_forms=True, pdf_variant="pdf/ua-1", custom_metadata=True)
    return finish(drawn, form)
