"""A letter as it was ordered: for one visit and one purpose, as the files that an officer sends."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from apdir.brand import face_of
from apdir.data.calendar import invitation
from apdir.directory import ProviderRecord, VisitRecord
from apdir.edition import for_provider
from apdir.forms.typeface import FormsFailed
from apdir.letters.compose import CannotWrite, chosen, written
from apdir.letters.fields import Facts
from apdir.letters.pdf import pdf
from apdir.letters.templates import Template
from apdir.letters.word import word
from apdir.library import Library
from apdir.model.provider import Provider
from apdir.pages import assess, links
from apdir.source import Theme
from apdir.summary import summarise
from apdir.summary.planned import site_of
from apdir.summary.standing import decides_approval


def files_of(
    record: ProviderRecord,
    visit: str,
    purpose: str | None,
    templates: Sequence[Template],
    library: Library,
    root: Path,
    theme: Theme,
    today: date,
) -> dict[str, bytes]:
    """Return the files of a letter by their names. Raises CannotWrite."""
    about = next(one for one in (*record.visits, *record.planned) if one.id == visit)
    purpose = purpose or _usual(about)
    if reason := _too_early(about, purpose):
        raise CannotWrite(reason)
    facts = _facts(record, about, library, today)
    if purpose == "reassessment" and facts.reassess_by is None:
        raise CannotWrite(f"{about.file}: its judgements ask for no reassessment that is still to come.")
    letter = written(chosen(templates, facts, purpose), facts)
    council, face = library.settings.council, face_of(root, library.settings.brand, today)
    to = _addressee(facts.provider, facts.record)
    name = f"{record.slug}-{visit}-{purpose}"
    try:
        made = {f"{name}.pdf": pdf(letter, to, theme, council, face, today)}
    except FormsFailed as error:
        raise CannotWrite(str(error)) from None
    made[f"{name}.docx"] = word(letter, to, council, face, today)
    if purpose == "notice":
        made[f"{name}.ics"] = invitation(about, record, today, str(library.settings.site_url)).encode()
    return made


def _usual(about: VisitRecord) -> str:
    """The purpose of the letter that usually comes next."""
    if about.visit.is_planned:
        return "notice"
    return "outcome" if about.visit.is_final and about.visit.outcome else "report"


def _too_early(about: VisitRecord, purpose: str) -> str:
    """Why a letter cannot be written in this state of the record; empty where it can."""
    state = f"{about.file}: its state is `{about.visit.state}`"
    if purpose == "notice":
        return "" if about.visit.is_planned else f"{state}, and notice is given of a visit that is `planned`."
    if about.visit.is_planned:
        return f"{state}: until the visit was made, only a notice can be written."
    if purpose == "report" and about.visit.state == "draft":
        return f"{state}. When it may go to the provider, write `state: shared with provider`."
    if purpose in ("outcome", "reassessment") and not about.visit.is_final:
        return f"{state}. What it ended in is told once it is `final`."
    if purpose == "outcome" and not about.visit.outcome:
        return f"{about.file}: the visit ended in no outcome. Write its report: --kind report."
    if purpose == "dispute" and not about.visit.dispute:
        return f"{about.file}: the record has no step of a dispute. Write the first one under `dispute`."
    return ""


def _facts(record: ProviderRecord, about: VisitRecord, library: Library, today: date) -> Facts:
    provider, visit = for_provider(record, about)
    days = {one.id: one.visit.date for one in record.visits} | {one.id: one.year.judged_on for one in record.years}
    summary = summarise(record, library, today, advised=False)
    found = next((one for one in summary.visits if one.id == about.id), None)
    due = [
        advice.due
        for advice in summary.reassessments
        if advice.about == about.id and advice.open and advice.due is not None
    ]
    framework = links.framework_path(about.framework.id)
    if about.framework.version != library.current(about.framework.id, today).version:
        framework += f"{about.framework.version}/"
    page = assess.address_for(library.settings, about.framework, record.slug)
    return Facts(
        provider, visit, library.settings.council, today,
        reassessed=days.get(about.visit.reassesses or ""), reassess_by=min(due, default=None),
        assessment=page if about.framework.looked_at[about.visit.kind] else None,
        page=f"{str(library.settings.site_url).rstrip('/')}/{framework}",
        decides=found is not None and decides_approval(found, library.settings),
    )  # fmt: skip


def _addressee(provider: Provider, record: VisitRecord) -> tuple[str, ...]:
    """The lines of whom a letter is for: the role that places are asked of, at the site or the first there is."""
    site = site_of(record.visit, provider) or next(iter(provider.sites), None)
    address = (*site.address, site.postcode or "") if site is not None else ()
    return tuple(filter(None, (provider.contact.role, provider.name, *address)))
