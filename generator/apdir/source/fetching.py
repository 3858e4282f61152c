"""Whether a part of an Office document fetches something or starts a program when the document is opened."""

from __future__ import annotations

import io
import re
from xml.etree import ElementTree

#: Addresses that wait until somebody chooses them.
WAITS = re.compile(r"\s*(?:https?:|mailto:|tel:|#)", re.IGNORECASE)
#: Addresses outside the document.
OUTSIDE = re.compile(r"\s*(?:[a-z][a-z0-9+.-]*:|[/\\]|\.\.)", re.IGNORECASE)
#: Fields of Word, and functions of sheets.
FIELD = re.compile(r"\b(?:DDE(?:AUTO)?|INCLUDETEXT|INCLUDEPICTURE|IMPORT|LINK|DATABASE)\b", re.IGNORECASE)
FORMULA = re.compile(r"\b(?:WEBSERVICE|RTD|CALL|REGISTER\.ID|IMAGE|DDE)\s*\(", re.IGNORECASE)
#: A cell of a text that a sheet computes when it opens it; not a telephone number, an amount or a dash.
CELL = re.compile(r"(?:^|[,;\t])\"?[ ]*(?:[=@]|[+-]+[A-Za-z(]|[+-][^,;\t\n]*[|!])", re.MULTILINE)
STARTS = frozenset(("event-listener", "dde-source", "dde-link", "ddeLink", "oleLink"))


def fetches(part: bytes) -> bool:
    """Return whether a part in XML names something elsewhere that is not a link to choose, or something to start."""
    field = ""
    try:
        for _, element in ElementTree.iterparse(io.BytesIO(part)):
            name = _local(element.tag)
            given = {_local(key): value for key, value in element.attrib.items()}
            if name in STARTS or _leads_out(name, given) or FORMULA.search(given.get("formula", "")):
                return True
            if name in ("f", "definedName") and FORMULA.search(element.text or ""):
                return True
            field += (element.text or "") if name == "instrText" else f" {given.get('instr', '')}"
            element.clear()
    except (ElementTree.ParseError, ValueError, LookupError):  # no program opens it either
        return False
    return FIELD.search(field) is not None


def computed_line(text: str) -> int | None:
    """Return the first line of a list in text, such as CSV, with a cell that a sheet would compute."""
    cell = CELL.search(text)
    return text.count("\n", 0, cell.end()) + 1 if cell else None


def _leads_out(name: str, given: dict[str, str]) -> bool:
    if name == "Relationship":
        chosen = given.get("Type", "").endswith("/hyperlink") and WAITS.match(given.get("Target", ""))
        return given.get("TargetMode") == "External" and not chosen
    href = given.get("href", "")
    # The template that a document was made from is not opened with it.
    return name != "template" and OUTSIDE.match(href) is not None and not (name == "a" and WAITS.match(href))


def _local(name: str) -> str:
    return name.rpartition("}")[2]
