"""Syntax errors of YAML, in an officer's words and at the place where it went wrong.

The parser tells where it could not go on. That is often some lines after the quotation mark or bracket that was left
open, so each fault here says which of the parser's places, or which place before it, a person must look at.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import yaml

from apdir.problems import shown
from apdir.source.loader import Place, last_token_before, place

#: What the parser counts as the end of a line.
BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
#: A character that looks like a space or like nothing, in the indent or behind a colon or a hyphen, and a long dash
#: where a list's item begins.
UNSEEN = re.compile(
    "(?<=[:-])[\u00a0\u2007\u202f\u200b-\u200f\u2060\ufeff]|^[ -]*[\u00a0\u2007\u202f\u200b-\u200f\u2060\ufeff]"
)
DASHED = re.compile("[ ]*([‐‑‒–—―−])")
KEPT = "A value starts with a character that YAML keeps for itself."
#: A field's name with its value right behind the colon.
NO_SPACE = re.compile(r"[ ]*(?:- )?(([a-z][a-z_]*):(?![\s/])(.+?))[ ]*\Z")
IN_QUOTES = "Put the value in quotes."
NOT_CLOSED = "A quotation mark is opened here and not closed."
CLOSE = "Close the quotes at the end of the value."
NO_NAME = "This line is not `name: value`."
ADD_COLON = "Put a colon and a space after the field's name."
DOCUMENTS = "There are several documents in this file."
KEEP_ONE = "Keep one: delete the line `---` or `...` in the middle."


@dataclass(frozen=True, slots=True)
class Fault:
    """A syntax error and its place; line and column count from 0."""

    place: Place
    message: str
    hint: str


#: Errors of the parser, with the fault each means, whose place is where the parser began or stopped.
#: A name of two words behind a value, as only fields have.
FIELD_AHEAD = re.compile(r"\s([a-z]+(?:_[a-z]+)+):\s")
FIELD_BEHIND = re.compile(r"\s([a-z]+(?:_[a-z]+)+)\s*\Z")
NO_ITEM = "did not find expected '-' indicator"
#: The dash of an item, and its first field.
ITEM = re.compile(r"([ ]*)(-[ ]+)(\w+):")
BEGAN = (
    ("while scanning a quoted scalar", NOT_CLOSED, CLOSE),
    ("could not find expected ':'", NO_NAME, ADD_COLON),
    ("while scanning an alias", KEPT, IN_QUOTES),
    ("while scanning an anchor", KEPT, IN_QUOTES),
    ("while scanning a block scalar", KEPT, IN_QUOTES),
    ("a tag", KEPT, IN_QUOTES),
    ("found character that cannot start any token", KEPT, IN_QUOTES),
)
STOPPED = (
    ("mapping keys are not allowed", KEPT, IN_QUOTES),
    ("did not find expected node content", KEPT, IN_QUOTES),
    ("while parsing a quoted scalar", "A backslash in double quotes does not stand for itself.",
     "Use single quotes, or write the backslash twice."),
    (NO_ITEM, "This line stands among list items without being one.",
     "Start it with `- `, or check its indentation."),
    ("block sequence entries are not allowed", "A list starts on the same line as its field's name.",
     "Start the list on the next line, or put a value that begins with a dash in quotes."),
    ("expected a single document", DOCUMENTS, KEEP_ONE),
)  # fmt: skip


def fault_of(error: yaml.MarkedYAMLError, text: str, offset: int) -> Fault:
    """Return the syntax error; ``offset`` is the number of lines in the file before the text."""
    fault = _fault_of(error, text, offset)
    return _typed(BREAK.split(text), fault) or fault


def _typed(lines: Sequence[str], fault: Fault) -> Fault | None:
    """What was typed at a fault, or a line before it, that looks right to the eye; None where nothing is so."""
    for number in range(fault.place[0], max(fault.place[0] - 2, -1), -1):
        line = lines[number] if number < len(lines) else ""
        unseen = UNSEEN.search(line)
        if unseen is not None:
            message = "There is an invisible character here: a space that is none to the computer, or no sign at all."
            return Fault((number, unseen.start()), message, "Delete it, and type the space again.")
        dash = DASHED.match(line)
        if dash is not None:
            message = "This line begins with a long dash."
            return Fault((number, dash.start(1)), message, "Begin it with a hyphen and a space: `- `.")
    tight = NO_SPACE.match(lines[fault.place[0]]) if fault.message == NO_NAME else None
    if tight is not None:
        hint = f"Put one there: `{tight[2]}: {shown(tight[3])[1:-1]}`."
        return Fault((fault.place[0], tight.end(2)), "A space is missing after the colon.", hint)
    return None


def _fault_of(error: yaml.MarkedYAMLError, text: str, offset: int) -> Fault:
    said = f"{error.context or ''}: {error.problem or ''}"
    stopped = place(error.problem_mark or error.context_mark)
    began = place(error.context_mark or error.problem_mark)
    if "mapping values are not allowed" in said:
        return _colon(text, stopped)
    if "did not find expected key" in said or "expected <document start>" in said:
        return _leftover(text, stopped, said)
    for bracket, closing in (("{", "}"), ("[", "]")):
        if f"did not find expected ',' or '{closing}'" in said:
            return _bracket(text, bracket, closing, began, stopped, offset)
    for phrase, message, hint in BEGAN:
        if phrase in said:
            return Fault(began, message, hint)
    if NO_ITEM in said and (askew := _askew(BREAK.split(text), stopped)):
        return askew
    for phrase, message, hint in STOPPED:
        if phrase in said:
            return Fault(stopped, message, hint)
    reason = (error.problem or "").splitlines()
    hint = f"The reader says: {reason[0]}." if reason else "Compare it with the line above."
    return Fault(stopped, "This is not readable YAML.", hint)


def _askew(lines: Sequence[str], stopped: Place) -> Fault | None:
    """A field of an item that begins left of the item's first one; None where it may as well be an item."""
    above = next((match for line in reversed(lines[: stopped[0]]) if (match := ITEM.match(line))), None)
    if above is None or not len(above[1]) < stopped[1] < above.end(2):
        return None
    message = "This line is not indented as the field above it."
    return Fault(
        stopped, message, f"Begin it, and what follows of the item, with {above.end(2)} spaces, as `{above[3]}`."
    )


def _colon(text: str, stopped: Place) -> Fault:
    """A colon where none can be: the value before it goes on, on its own line or from a line above."""
    token = last_token_before(text, stopped)
    start = place(token.start_mark) if isinstance(token, yaml.ScalarToken) else stopped
    lines = BREAK.split(text)
    line = lines[stopped[0]]
    if start[0] == stopped[0]:
        field = FIELD_BEHIND.search(line[: stopped[1]])
        if field is not None:
            begins = stopped[0], field.start(1)
            names = [field[1], *FIELD_AHEAD.findall(line[stopped[1] + 1 :])]
            lines_of = " and ".join(f"`{name}:`" for name in names)
            return Fault(begins, "Several fields stand on one line.", f"Begin a line of its own with {lines_of}.")
        return Fault(stopped, "There is a second colon in this value.", "Put the whole value in quotes.")
    if not lines[start[0]][: start[1]].strip(" -"):
        return Fault(start, NO_NAME, ADD_COLON)
    here = stopped[0], len(line) - len(line.lstrip())
    return Fault(
        here,
        "This line is indented further than the field above, and so is read as a part of it.",
        "Begin it in the same column as the field above.",
    )


def _leftover(text: str, stopped: Place, said: str) -> Fault:
    """Something where the next field was to come."""
    token = last_token_before(text, stopped)
    quoted = isinstance(token, yaml.ScalarToken) and token.style in ("'", '"')
    if quoted and token.start_mark.line < token.end_mark.line:
        return Fault(place(token.start_mark), NOT_CLOSED, CLOSE)
    if "document" in said:
        return Fault(stopped, DOCUMENTS, KEEP_ONE)
    same_line = token is not None and token.end_mark.line == stopped[0]
    if quoted and same_line:
        return Fault(
            stopped,
            "There is more text after the closing quotation mark.",
            "Put the whole value in quotes of the other kind, single or double.",
        )
    if same_line and isinstance(token, yaml.FlowSequenceEndToken | yaml.FlowMappingEndToken):
        return Fault(
            stopped, "There is more text after the closing bracket.", "Take it out, or put the whole value in quotes."
        )
    return Fault(
        stopped,
        "This line does not fit the lines above it.",
        "Check its indentation: the fields of one group begin in the same column.",
    )


def _bracket(text: str, bracket: str, closing: str, began: Place, stopped: Place, offset: int) -> Fault:
    """A list or group in brackets that is left open, or lacks a comma."""
    if began[0] == stopped[0]:
        opened = _left_open(BREAK.split(text)[began[0]], began[1], stopped[1])
        if opened is not None:
            return Fault((began[0], opened), NOT_CLOSED, CLOSE)
        return Fault(
            stopped,
            "A comma is missing before here, or the value before here needs quotes.",
            "Put commas between the parts, and quotes round a value that holds a comma, a colon or a bracket.",
        )
    return Fault(
        began,
        f"The `{bracket}` here is not closed, or a comma is missing before line {stopped[0] + 1 + offset}.",
        f"Close it with `{closing}`, close all quotes, and put quotes round a value that holds a comma, a colon or a "
        "bracket.",
    )


def _left_open(line: str, start: int, end: int) -> int | None:
    """Where a quotation mark is opened that closes only before the next value: `{from: "09:30, to: "15:00"}`."""
    for match in re.finditer(r'[:\[,]\s*(["\'])', line[start:end]):
        at = start + match.start(1)
        closing = line.find(match[1], at + 1)
        if closing != -1 and re.search(r",\s*\w+:\s*\Z", line[at:closing]):
            return at
    return None
