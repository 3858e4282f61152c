"""The page of all blank forms: which to use when, and every format of each."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from apdir.forms.form import Form
from apdir.forms.html import FormLink
from apdir.forms.made import MadeFile
from apdir.model.fields import Edition
from apdir.pages import links
from apdir.pages.page import Page, Site
from apdir.summary.statuses import NO_REFERRALS
from apdir.wording import small

#: The boundary of two sentences.
SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z])")
#: Tasks of readers, in the page's order, with a sentence for each.
TASKS = {
    "visit a provider": (
        "Visit a provider",
        "Before and during a quality assurance visit. Use the form for the framework that the visit follows.",
    ),
    "improve after a visit": ("Plan what to improve", "After a visit, with the provider."),
    "place a pupil": ("Place a pupil", "When a school refers a pupil and agrees the placement with the provider."),
    "review a placement": ("Review a placement", "While a pupil attends."),
    "report progress": ("Report progress", "What a provider sends in during the year."),
    "hear pupils and parents": ("Hear pupils and parents", "During visits, and once a year."),
}


@dataclass(frozen=True, slots=True)
class FormLine:
    """One form in the list."""

    form: Form
    files: tuple[FormLink, ...]

    @property
    def first(self) -> str:
        """The first sentence of what it is for."""
        return SENTENCE.split(self.form.summary, maxsplit=1)[0]

    @property
    def rest(self) -> str:
        """The text after the first sentence, or empty."""
        return self.form.summary[len(self.first) :].strip()


def file_links(files: Sequence[MadeFile]) -> tuple[FormLink, ...]:
    """Links to the files of a form, each with its size and its pages in words."""
    return tuple(FormLink(file.name, file.label, in_words(file)) for file in files)


def in_words(file: MadeFile) -> str:
    """`16 pages, 226 kB`."""
    size = f"{max(1, round(file.size / 1000))} kB"
    if file.pages is None:
        return size
    return f"{file.pages} {'page' if file.pages == 1 else 'pages'}, {size}"


@dataclass(frozen=True, slots=True)
class VisitForm:
    """The form of a framework's first kind of visit, and what a link to it says.

    ``recommended``: for a school's own check, because approvals here rest on visits under its framework. No source says
    so: it is the directory's own recommendation.
    """

    id: str
    label: str
    recommended: bool


def visit_forms(site: Site, *, registered: bool = False) -> list[VisitForm]:
    """The visit form of each framework, the recommended ones first; for a registered school none that is not for it."""
    current = [site.library.current(name, site.today) for name in site.library.frameworks]
    forms = [
        VisitForm(
            framework.form_ids[framework.kinds[0].id],
            f"{framework.short_title}: {small(framework.kinds[0].title)}",
            framework.id in site.settings.standing.frameworks and not (registered and framework.applies_to != "all"),
        )
        for framework in current
    ]
    return sorted(forms, key=lambda form: not form.recommended)


def to_visit(standing: str, edition: Edition) -> bool:
    """Whether a provider's pages offer a form for a visit: to schools who may refer, to officers while it is there."""
    return standing not in NO_REFERRALS or (edition == "commissioner" and standing != "closed")


def forms_page(forms: Mapping[str, Form], files: Mapping[str, tuple[MadeFile, ...]], site: Site) -> Page:
    """The list of forms by what they are for, and by framework."""
    recommended = [form for form in visit_forms(site) if form.recommended and form.id in forms]
    first = [form.id for form in recommended]
    ordered = sorted(forms.values(), key=lambda form: form.id not in first)
    lines = [FormLine(form, file_links(files.get(form.id, ()))) for form in ordered]
    content = site.render(
        "forms.html",
        links.FORMS,
        tasks=[
            (title, about, [line for line in lines if line.form.task == task])
            for task, (title, about) in TASKS.items()
            if any(line.form.task == task for line in lines)
        ],
        frameworks=[
            (site.library.current(name, site.today), [line.form for line in lines if line.form.framework == name])
            for name in site.library.frameworks
        ],
        recommended=recommended,
        edit=None,
        mistake=links.mistake_link(site, "the forms"),
    )
    return Page(
        path=links.FORMS,
        title="Forms",
        description="Blank forms to print, fill on a tablet or edit: visits, referrals, agreements, reviews.",
        content=content,
        searched=True,
    )
