"""One form as it was ordered: in one format, blank or filled in beforehand for one provider."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from apdir.brand import face_of
from apdir.directory import ProviderRecord, read_provider
from apdir.edition import redact_for
from apdir.forms.facts import answers, facts_of
from apdir.forms.fill import fill
from apdir.forms.form import Form
from apdir.forms.html import alone, form_templates
from apdir.forms.opendocument import opendocument
from apdir.forms.pdf import pdf
from apdir.forms.word import word
from apdir.library import Library
from apdir.model.fields import Edition
from apdir.problems import nearest
from apdir.rules import check_provider
from apdir.source import Theme


class NoSuchProvider(Exception):
    """There is no such provider, or none that can be shown. The message is for the user."""


@dataclass(frozen=True, slots=True)
class FormOrder:
    """Which form, as what (`ENDINGS`), for whose eyes, with which date filled in if any, on which day."""

    form: Form
    kind: str
    edition: Edition
    dated: date | None
    today: date


ENDINGS = {"pdf": ".pdf", "large print": "-large-print.pdf", "docx": ".docx", "odt": ".odt", "html": ".html"}


def write(order: FormOrder, library: Library, root: Path, provider: str | None, theme: Theme) -> tuple[bytes, str]:
    """The file that was ordered, and the ending of its name. Raises NoSuchProvider and FormsFailed."""
    record = _record(order, library, root, provider) if provider is not None else None
    given = answers(order.form, facts_of(record) if record is not None else {}, order.dated)
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
