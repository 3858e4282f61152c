"""Answers on a filled copy of a PDF form, field by field, as text."""

from __future__ import annotations

import dataclasses
import io
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream, StreamDecodeLevel, String

from apdir.forms.identity import IDENTITY, SEPARATOR, SETTINGS
from apdir.isolated import NotRead, TooMuch, read_isolated, unread
from apdir.problems import shown

#: A filled form is well under a megabyte; pictures pasted into one make it larger.
LARGEST = 20_000_000
#: The largest form has some four hundred fields.
MOST_FIELDS = 5_000
#: Entries of all lists of fields and boxes together: a radio button is in one as often as it has boxes.
MOST_LOOKS = 5 * MOST_FIELDS
DEEPEST = 8
LONGEST_NAME = 1_000
#: Flags of a box that a viewer does not show.
UNSHOWN = 2 | 32
#: Characters of all that is filled in: some forty pages full of text.
MOST_CHARACTERS = 200_000
TOO_LARGE = (
    "Opened, this PDF would have more in it than any form of this directory, so it is not read. "
    "Take pasted pictures out, or fill in a new copy of the form, and read that."
)
TOO_SLOW = (
    "This PDF takes longer to read, or more memory, than any form of this directory, so it is not read. "
    "Take pasted pictures out, or fill in a new copy of the form, and read that."
)
BROKEN = "This PDF is broken and cannot be read. Save the filled form again, and read that."
DAMAGED = (
    "Parts of this PDF are damaged and cannot be read, so answers could be lost, and nothing was taken from it. "
    "Open the form in the program that it was filled in with, save it again, and read that."
)
#: Not allowed in a record's text: a page break becomes a line break, the rest a space.
BREAKS = re.compile(r"\r\n|[\r\v\f\x85\u2028\u2029]")
UNSEEN = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]|\t")
#: How files begin that are no PDF, and what each is.
OTHERS = {
    b"PK\x03\x04": "a Word, OpenDocument or other packed file", b"\xd0\xcf\x11\xe0": "a file of an older Office",
    b"{\\rtf": "a rich text file", b"\xff\xd8\xff": "a picture", b"\x89PNG": "a picture", b"II*\0": "a picture",
}  # fmt: skip


class NotReadable(Exception):
    """The file is no filled form that can be read. The message is for the user."""


@dataclass(frozen=True, slots=True)
class Filled:
    """A filled copy: which form in which version, for which provider's folder, and the answers.

    ``values`` holds every field by its name; what is blank, and a box without a tick, is empty text. ``unclear``
    are the fields whose boxes show another tick than the field says (some programs set one of the two alone), those
    that a page may show otherwise or not at all, and names of two fields with two answers. Of one with several ticks
    the value is all of them, each on a line.
    """

    form: str
    version: str
    fields: str
    provider: str
    values: dict[str, str]
    unclear: list[str] = dataclasses.field(default_factory=list)


def read_filled_isolated(content: bytes) -> Filled:
    """Read a filled PDF from elsewhere in a process with limits. Raises NotReadable."""
    try:
        found = read_isolated(filled_or_reason, content)
    except TooMuch:
        raise NotReadable(TOO_SLOW) from None
    except NotRead:
        raise NotReadable(BROKEN) from None
    if "reason" in found:
        raise NotReadable(found["reason"])
    return Filled(**found)


def filled_or_reason(content: bytes) -> dict[str, Any]:
    """The parts of a ``Filled`` by their names, or the ``reason`` why there are none."""
    try:
        return asdict(read_filled(content))
    except NotReadable as error:
        return {"reason": str(error)}


def read_filled(content: bytes) -> Filled:
    """Read a filled PDF. Raises NotReadable with the reason where it is no filled form of a directory."""
    if len(content) > LARGEST:
        raise NotReadable(
            f"The file has {len(content):,} bytes; a filled form has {LARGEST:,} at most. Take pasted pictures out."
        )
    if b"%PDF-" not in content[:1024]:
        raise NotReadable(_no_pdf(content))
    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            if pdf.is_encrypted:
                raise NotReadable("This PDF is encrypted. Save a copy without a password, and read that.")
            try:
                return _read(pdf)
            finally:
                if fault := unread(pdf):
                    raise NotReadable(TOO_LARGE if fault == "much" else DAMAGED)
    except pikepdf.PasswordError:
        raise NotReadable("This PDF needs a password. Save a copy without one, and read that.") from None
    except (pikepdf.PdfError, ValueError, TypeError, AttributeError, KeyError, RecursionError) as error:
        raise NotReadable(BROKEN) from error


def _no_pdf(content: bytes) -> str:
    """Why a file cannot be read, by what it is, and what to do."""
    what = next((what for start, what in OTHERS.items() if content.startswith(start)), "")
    if not what:
        return "This is not a PDF, and only PDFs are read. Fill in the PDF of the form, and read that."
    do = (
        ""
        if what == "a picture"
        else "Open it, copy its answers into the PDF of the form, and read that; or type the record"
    )
    return f"This is not a PDF but {what}, and only PDFs are read. {do or 'Type the record'} with `apdir new visit`."


def _read(pdf: pikepdf.Pdf) -> Filled:
    form = pdf.Root.get("/AcroForm")
    if isinstance(form, Dictionary) and "/XFA" in form:
        raise NotReadable(
            "This PDF was saved as an XFA form (Adobe LiveCycle or AEM makes these), whose answers may be others than "
            "those of its fields. Fill in a new copy of the form in an ordinary PDF reader, and read that."
        )
    fields = form.get("/Fields") if isinstance(form, Dictionary) else None
    if not isinstance(fields, Array) or len(fields) == 0:
        raise NotReadable(
            "This PDF has no fields: it was printed to PDF, flattened or scanned, so what was written is a picture "
            "alone. Open the form that was filled in, save it (not Print), and read that; or type the record with "
            "`apdir new visit`."
        )
    about = {name: _text(pdf.docinfo.get(f"/{name}"), name).strip() for name in SETTINGS}
    values: dict[str, str] = {}
    unclear: list[str] = []
    left = MOST_CHARACTERS
    looks = iter(range(MOST_LOOKS))
    for name, entry in _walk(fields, "", 0, set(), looks):
        value, clear = _value(entry, name, looks)
        left -= len(name) + len(value)
        if left < 0:
            raise NotReadable(TOO_LARGE)
        value, before = value.strip(), values.get(name)
        # Of two fields with one name a viewer may show the other, and hide this one: also where one of them is blank.
        if not clear or (before is not None and value != before):
            unclear.append(name)
        values[name] = value or before or ""
    hidden = values.pop(IDENTITY, "").split(SEPARATOR)
    # What was beside the pages goes when another program writes the copy anew.
    if not about["formid"] and len(hidden) == len(SETTINGS) and IDENTITY not in unclear:
        about = dict(zip(SETTINGS, hidden, strict=True))
    if not about["formid"]:
        raise NotReadable(
            "This PDF is a form, but none of this directory, or the program that saved it left out which. Fill in a "
            "new copy with another program, or type the record with `apdir new visit`."
        )
    return Filled(about["formid"], about["formversion"], about["formfields"], about["apdirprovider"], values,
                  [name for name in unclear if name != IDENTITY])  # fmt: skip


def _walk(
    fields: Array, prefix: str, depth: int, seen: set[tuple[int, int] | int], looks: Iterator[int]
) -> Iterator[tuple[str, pikepdf.Object]]:
    """Every field with its full name; one in several places is looked at once."""
    if depth > DEEPEST:
        raise NotReadable("The fields of this PDF stand within one another deeper than in any form of this directory.")
    for field in _each(fields, looks):
        if not isinstance(field, Dictionary):
            continue
        mark = field.objgen if field.is_indirect else len(seen)
        if mark in seen:
            continue
        seen.add(mark)
        if len(seen) > MOST_FIELDS:
            raise _too_many()
        own = _text(field.get("/T"), prefix).strip()
        name = f"{prefix}.{own}" if prefix and own else own or prefix
        if len(name) > LONGEST_NAME:
            raise NotReadable(TOO_LARGE)
        kids = field.get("/Kids")
        named = False
        if isinstance(kids, Array):
            named = any(isinstance(kid, Dictionary) and "/T" in kid for kid in _each(kids, looks))
            if named:
                yield from _walk(kids, name, depth + 1, seen, looks)
        if name and (not named or "/V" in field):
            yield name, field


def _each(entries: Array, looks: Iterator[int]) -> Iterator[pikepdf.Object]:
    for number in range(len(entries)):
        if next(looks, None) is None:
            raise _too_many()
        yield entries[number]


def _too_many() -> NotReadable:
    return NotReadable(
        f"This PDF has more than {MOST_FIELDS:,} fields, or lists the same ones over and over, so it is none of this "
        "directory’s forms. Fill in a new copy of the form, and read that."
    )


def _value(entry: pikepdf.Object, name: str, looks: Iterator[int]) -> tuple[str, bool]:
    """A field's value as text, empty where it is blank or a box without a tick; and whether a page shows the same."""
    given, kids = entry.get("/V"), entry.get("/Kids")
    value = _text(given, name)
    boxes = [box for box in _each(kids, looks) if isinstance(box, Dictionary)] if isinstance(kids, Array) else [entry]
    # Whatever kind the field says that it is: a viewer may take that from elsewhere.
    ticked = {text for box in boxes if (text := _text(box.get("/AS"), name))}
    if given is None and len(ticked) == 1:  # some programs set the box alone
        value = next(iter(ticked))
    readable = given is None or isinstance(given, Name | String | Stream | str)
    hidden = name != IDENTITY and any(int(box.get("/F", 0)) & UNSHOWN for box in boxes)
    if len(ticked) > 1:
        value = "\n".join(sorted(ticked))
    return value, ticked <= {value} and readable and not hidden and "/RV" not in entry


def _text(value: object, name: str) -> str:
    """A value as text, with the spaces around it; ``name`` says whose it is."""
    if isinstance(value, Name):
        text = str(value).removeprefix("/")
        return "" if text == "Off" else text
    if isinstance(value, Stream):
        try:
            raw = value.read_bytes(StreamDecodeLevel.specialized)
        except pikepdf.PdfError:
            packing = str(value.get("/Filter")).replace("\n", " ")
            raise NotReadable(
                f"The answer in the field {shown(name)} is packed in a way that cannot be read: {shown(packing)}. "
                "Save the form again with another program, and read that."
            ) from None
        if len(raw) > MOST_CHARACTERS:
            raise NotReadable(TOO_LARGE)
        text = raw.decode("utf-8", "replace")
    elif isinstance(value, String | str):
        text = str(value)
    else:
        return ""
    return UNSEEN.sub(" ", BREAKS.sub("\n", text))
