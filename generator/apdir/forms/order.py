"""One form as it was ordered: in one format, blank or filled in beforehand for one provider."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from apdir.brand import face_of
from apdir.directory import ProviderRecord, ReadVisit, read_provider
from apdir.edition import redact_for
from apdir.forms.facts import answers, facts_of
from apdir.forms.fill import fill
from apdir.forms.form import Form
from apdir.forms.html import alone, form_templates
from apdir.forms.merge import kept
from apdir.forms.of_framework import framework_forms
from apdir.forms.opendocument import opendocument
from apdir.forms.pdf import pdf
from apdir.forms.record import answers_of, record_of
from apdir.forms.word import word
from apdir.library import Library
from apdir.model.fields import Edition
from apdir.problems import nearest
from apdir.rules import check_provider
from apdir.source import FieldPath, Theme


class NoSuchProvider(Exception):
    """There is no such provider, or none that can be shown. The message is for the user."""


@dataclass(frozen=True, slots=True)
class FormOrder:
    """Which form, as what (`ENDINGS`), for whose eyes, with which date filled in if any, on which day.

    ``visit`` is the record of a visit, whose answers are filled in too.
    """

    form: Form
    kind: str
    edition: Edition
    dated: date | None
    today: date
    visit: ReadVisit | None = None


#: Fields of a visit that no form asks for, or asks in other words.
NOT_ASKED = ("framework", "kind", "date", "state", "provider", "owner", "site", "reassesses")
ENDINGS = {"pdf": ".pdf", "large print": "-large-print.pdf", "docx": ".docx", "odt": ".odt", "html": ".html"}


def write(order: FormOrder, library: Library, root: Path, provider: str | None, theme: Theme) -> tuple[bytes, str]:
    """The file that was ordered, and the ending of its name. Raises NoSuchProvider and FormsFailed."""
    record = _record(order, library, root, provider) if provider is not None else None
    given = answers(order.form, facts_of(record) if record is not None else {}, order.dated)
    if order.visit is not None and record is not None:
        given |= recorded(order.form, order.visit, record)
    council, face = library.settings.council, face_of(root, library.settings.brand, order.today)
    templates = form_templates(theme)
    if order.kind == "html":
        content = alone(order.form, templates, theme, council, given, face).encode("utf-8")
    elif order.kind == "docx":
        content = word(order.form, council, given, face)
    elif order.kind == "odt":
        content = opendocument(order.form, council, given, face)
    else:
        blank = pdf(order.form, templates, theme, council, face, large=order.kind == "large print")
        content = fill(blank, given, record.slug if record is not None else "") if given else blank
    return content, ENDINGS[order.kind]


def form_of_visit(visit: ReadVisit, name: str | None) -> Form | None:
    """The form of a visit in the version that it was made under; None where ``name`` is that of another."""
    framework, kind = visit.framework, visit.reading.record.kind if visit.reading.record is not None else ""
    if framework is None:
        return None
    wanted = name or framework.form_ids.get(kind)
    return next((form for form in framework_forms(framework) if form.id == wanted and form.kind == kind), None)


def recorded(form: Form, visit: ReadVisit, record: ProviderRecord) -> dict[str, str]:
    """The answers of a visit's record to the fields of its form."""
    if visit.framework is None:
        return {}
    return answers_of(
        form, visit.framework, visit.document.data, {site.id: site.name for site in record.provider.sites}
    )


def beyond(form: Form, visit: ReadVisit, record: ProviderRecord) -> list[FieldPath]:
    """Where a visit's record says what its form has no room for."""
    if visit.framework is None:
        return []
    said = record_of(form, visit.framework, recorded(form, visit, record)).data
    return [path for path in kept(visit.document.data, said) if path[0] not in NOT_ASKED]


def _record(order: FormOrder, library: Library, root: Path, slug: str) -> ProviderRecord:
    """The provider as the edition may show it."""
    folder = root / "providers" / slug
    if "/" in slug or not folder.is_dir():
        known = [path.name for path in sorted((root / "providers").iterdir()) if path.is_dir()]
        near = nearest(slug, known)
        hint = f"Did you mean `{near}`?" if near else "The folders in providers/ are their names."
        raise NoSuchProvider(f"There is no provider `{slug}`. {hint}")
    read = read_provider(root, slug, library)
    record = read.record()
    if record is None or check_provider(read, library, order.today):
        raise NoSuchProvider(f"The record of `{slug}` has problems. Run `apdir check`, and correct them first.")
    shown = redact_for(record, library, order.edition, order.today)
    if shown is None:
        raise NoSuchProvider(f"`{slug}` is no longer shown in the {order.edition} edition.")
    return shown[0]
