"""The page that plans a placement: a script answers as one types, and without scripts the rules stand as a table."""

from __future__ import annotations

from apdir.model.form import FormFile
from apdir.model.form_field import PLANNED
from apdir.pages import links
from apdir.pages.columns import Index
from apdir.pages.page import Page, Site
from apdir.pages.tally import SIGNS
from apdir.summary.placement import PARTS, rulebook
from apdir.summary.plan import DAYS, HALVES, STAGES


def placement_page(site: Site, index: Index) -> Page:
    """The page, with the rules that apply in this directory."""
    book = rulebook(site.library, site.today)
    content = site.render(
        "placement.html",
        links.PLAN,
        index=index,
        book=book,
        parts=PARTS,
        days=DAYS,
        halves=HALVES,
        stages=STAGES,
        signs=SIGNS,
        forms=[form for form in site.library.forms if _fills(form)],
        edit=None,
        mistake=links.mistake_link(site, "the page that plans a placement"),
    )
    return Page(
        path=links.PLAN,
        title="Plan a placement",
        description="What the rules say about a placement in alternative provision: hours, length, registration, "
        "attendance codes, and what is due when. Nothing is sent or kept.",
        content=content,
        searched=True,
    )


def _fills(form: FormFile) -> bool:
    """Whether a plan knows anything that a form asks for."""
    return any(field.fills_from in PLANNED for section in form.sections for field in section.fields)
