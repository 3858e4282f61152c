"""A letter as a tagged PDF (PDF/UA-1)."""

from __future__ import annotations

import io
from datetime import date

from apdir.brand import Face
from apdir.forms.html import form_templates
from apdir.forms.pdf import missing
from apdir.forms.typeface import FormsFailed
from apdir.letters.compose import Written
from apdir.model.settings import Council
from apdir.rendering import bundled, own_styles
from apdir.source import Theme

STYLES = ("form.css", "form-paper.css", "letter.css")


def pdf(letter: Written, to: tuple[str, ...], theme: Theme, council: Council, face: Face, today: date) -> bytes:
    """Return the letter as a PDF; ``to`` are the lines of whom it is for. Raises FormsFailed."""
    if told := missing():
        raise FormsFailed(told)
    import pikepdf
    from weasyprint import CSS, HTML

    from apdir.forms.finish import scope_headings

    html = (
        form_templates(theme)
        .get_template("letter.html")
        .render(
            letter=letter,
            to=to,
            council=council,
            face=face,
            today=today,
            shape=lambda block: type(block).__name__.lower(),
        )
    )
    sheets = [CSS(string=bundled(theme, name)) for name in STYLES]
    sheets.append(CSS(string=own_styles(theme, "colours.css", colours=face.light)))
    drawn = HTML(string=html).write_pdf(stylesheets=sheets, pdf_variant="pdf/ua-1")
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(drawn)) as made:
        scope_headings(made.Root.StructTreeRoot)
        made.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()
