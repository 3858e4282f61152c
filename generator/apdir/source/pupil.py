"""Pupil data in a file: refused at its line, unless a mark beside it says why it is none.

In YAML the mark is a comment, `# not pupil data: the number of a building`, at the end of the line, or on a line of its
own above it; it holds for the whole value that begins there. In Markdown it is an HTML comment,
`<!-- not pupil data: … -->`, in the paragraph that it holds for, or by itself above it. A mark that allows nothing is
a problem of its own, so that none is left standing when its reason has gone.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice, zip_longest

from apdir.problems import PUPIL_DATA, Problem, first_of
from apdir.pupil import NAMES, Found, findings, in_name
from apdir.source.disguised import disguised
from apdir.source.files import RecordFile
from apdir.source.readable import MOST, read
from apdir.state import open_ordinary

IN_YAML = re.compile(r"(?:^|(?<=\s))#[ \t]*not pupil data\b:?[ \t]*(.*)$", re.MULTILINE | re.IGNORECASE)
IN_COMMENT = re.compile(r"\s*not pupil data\b:?(.*)", re.DOTALL | re.IGNORECASE)
#: A field's name at the start of a line, for texts that cannot be read as YAML.
NAME = re.compile(r"[ \t]*(?:- +)*([\w-]{1,40}):(?:\s|\Z)")
#: Marks in one file, and lines up or down that one holds for. Each is compared with every finding, and the lines round
#: each are looked at, so more would be slow to read.
MOST_MARKS = 200
MOST_LINES = 1_000

TAKE_OUT = "Take it out. If it was committed, git keeps it: SECURITY.md says what to do."
NO_REASON = ("This mark gives no reason.", "Say why it is no pupil data: `not pupil data: the number of a building`.")
TOO_MANY = ("This file has too many marks.", f"Keep to {MOST_MARKS} marks in one file.")
ALLOWS_NOTHING = ("This mark allows nothing: nothing beside it looks like pupil data.", "Delete the mark.")


@dataclass(frozen=True, slots=True)
class _Mark:
    """A comment that allows what looks like pupil data on some lines, but not in itself."""

    start: int
    end: int
    reason: str
    first: int
    last: int


def pupil_problems(
    file: str, text: str, *, body: int | None = None, field_at: Callable[[int, int], str] | None = None
) -> list[Problem]:
    """Every problem of pupil data in a file's text, and of the marks that allow some.

    ``body`` is the line, from 1, on which Markdown begins; None where there is none. ``field_at`` tells the field at
    a line and column.
    """
    found = _found(text)
    if not found and "not pupil data" not in text.lower():
        return []
    lines = text.split("\n")
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)

    def problem(offset: int, message: str, hint: str) -> Problem:
        line = bisect_right(starts, offset)
        column = offset - starts[line - 1] + 1
        field = field_at(line, column) if field_at is not None else _field_on(lines[line - 1], line, body)
        return Problem(file, line, column, field, message, hint, PUPIL_DATA)

    marks = list(islice(_marks(text, lines, starts, body), MOST_MARKS + 1))
    used: set[_Mark] = set()
    refused: list[tuple[int, str, str]] = []
    for kind, start, end in found:
        first, last = bisect_right(starts, start) - 1, bisect_right(starts, max(end - 1, start)) - 1
        allowing = [
            mark
            for mark in marks
            if mark.first <= first and last <= mark.last and not mark.start <= start < mark.end and mark.reason
        ]
        used.update(allowing)
        if not allowing:
            sign = "<!-- not pupil data: why -->" if body is not None and first + 1 >= body else "# not pupil data: why"
            staff = "If it is one of the staff, write their role. " if kind in NAMES else ""
            hint = f"{staff}{TAKE_OUT} If it is no pupil's, say so beside it: `{sign}`."
            refused.append((start, f"This looks like pupil data: {kind}.", hint))
    refused += [(mark.start, *TOO_MANY) for mark in marks[MOST_MARKS:]]
    refused += [(mark.start, *NO_REASON) for mark in marks if not mark.reason]
    refused += [(mark.start, *ALLOWS_NOTHING) for mark in marks if mark.reason and mark not in used]
    return first_of(refused, lambda place: problem(*place))


@lru_cache(256)  # the pages and other files of a directory are the same from one build of a server to the next
def _found(text: str) -> tuple[Found, ...]:
    return tuple(sorted((*findings(text), *disguised(text)), key=lambda row: (row.start, row.end)))


def pupil_in_file(file: RecordFile) -> list[Problem]:
    """Pupil data in a file that is no readable record: a copy left behind, one of another encoding."""
    return [problem for problem in look_into(file) if problem.kind == PUPIL_DATA]


def look_into(file: RecordFile) -> list[Problem]:
    """Pupil data in a file of any kind, and a problem where nobody can say what is in it."""
    try:
        with open_ordinary(file.path) as opened:
            raw = opened.read(MOST + 1)
    except OSError as error:
        message = f"This file cannot be read ({error.strerror})."
        return [Problem(file.name, 0, 0, "", message, "Check its permissions.", "file")]
    inside = read(raw)
    if inside.is_text:
        text = inside.texts[0].replace("\r\n", "\n").replace("\r", "\n")
        problems = pupil_problems(file.name, text, body=_body_of(file.name, text))
    else:
        places: dict[str, str] = {}
        for text, place in zip_longest(inside.texts, inside.places, fillvalue=""):
            for found in (*findings(text), *disguised(text)):
                places.setdefault(found.kind, f", in {place}" if place else "")
        problems = [
            Problem(file.name, 0, 0, "", f"This looks like pupil data: {kind}{place}.", TAKE_OUT, PUPIL_DATA)
            for kind, place in places.items()
        ]
    if inside.fault is not None:
        problems.append(Problem(file.name, 0, 0, "", *inside.fault, "unreadable file"))
    return problems


def message_problems(name: str, text: str) -> list[Problem]:
    """Pupil data in the message of a commit, or in a list of names, one a line."""
    problems = pupil_problems(name, text)
    told = {problem.line for problem in problems}
    for number, line in enumerate(text.split("\n"), 1):
        kind = in_name(line) if number not in told and " " not in line.strip() else None
        if kind is not None:
            problems.append(Problem(name, number, 1, "", f"This looks like pupil data: {kind}.", TAKE_OUT, PUPIL_DATA))
    return problems


def pupil_in_name(path: str, name: str) -> list[Problem]:
    """A problem where a file's or folder's own ``name`` shows pupil data; ``path`` is relative to the root."""
    kind = in_name(name)
    if kind is None:
        return []
    message = f"The name of this file or folder looks like pupil data: {kind}."
    return [Problem(path, 0, 0, "", message, f"Give it another name. {TAKE_OUT.partition('. ')[2]}", PUPIL_DATA)]


def _body_of(name: str, text: str) -> int | None:
    """The line on which the Markdown of a file begins."""
    if not name.rstrip("~").endswith(".md"):
        return None
    lines = text.split("\n")
    if lines[0].rstrip() != "---":
        return 1
    return next((number + 1 for number, line in enumerate(lines[1:], 2) if line.rstrip() == "---"), None)


def markdown_marks(text: str, start: int = 0) -> Iterator[tuple[int, int, str]]:
    """Yield where each mark in Markdown begins and ends, and the reason that it gives."""
    while (start := text.find("<!--", start)) >= 0 and (end := text.find("-->", start + 4)) >= 0:
        if mark := IN_COMMENT.match(text[start + 4 : end]):
            yield start, end + 3, mark[1].strip()
        start = end + 3


def without_marks(text: str) -> str:
    """Return Markdown without its marks, which are for the checker alone; every line keeps its number."""
    done = 0
    kept: list[str] = []
    for start, end, _ in markdown_marks(text):
        kept += text[done:start], "\n" * text.count("\n", start, end)
        done = end
    return "".join((*kept, text[done:]))


def _marks(text: str, lines: list[str], starts: list[int], body: int | None) -> Iterator[_Mark]:
    """Every mark of a text, with the lines that it holds for, from 0."""
    split = starts[min(body - 1, len(lines))] if body is not None else len(text)
    for match in IN_YAML.finditer(text, 0, split):
        line = bisect_right(starts, match.start()) - 1
        alone = not lines[line][: match.start() - starts[line]].strip()
        last = line + 1 if alone else line
        value = lines[last] if last < len(lines) else ""
        width = len(value) - len(value.lstrip(" "))
        if not IN_YAML.sub("", value).rstrip().endswith(":"):
            while last + 1 < min(len(lines), line + MOST_LINES) and _continues(lines[last + 1], width):
                last += 1
        yield _Mark(match.start(), match.end(), match[1].strip(), line, last)
    for begin, finish, reason in markdown_marks(text, split):
        first = bisect_right(starts, begin) - 1
        last = bisect_right(starts, finish - 1) - 1
        around = lines[first][: begin - starts[first]] + lines[last][finish - starts[last] :]
        top, end = first, last
        while top > max(first - MOST_LINES, 0) and lines[top - 1].strip():
            top -= 1
        while end + 1 < min(len(lines), last + MOST_LINES) and lines[end + 1].strip():
            end += 1
        if not around.strip() and (top, end) == (first, last) and end + 1 < len(lines):
            end += 1
            while end + 1 < min(len(lines), last + MOST_LINES) and lines[end + 1].strip():
                end += 1
        yield _Mark(begin, finish, reason, top, end)


def _continues(line: str, width: int) -> bool:
    """Whether a line goes on with the value that began on a line of a certain indent."""
    return not line.strip() or len(line) - len(line.lstrip(" ")) > width


def _field_on(line: str, number: int, body: int | None) -> str:
    """The field of a line in a text that has no positions: its own name, where it begins with one."""
    name = NAME.match(line) if body is None or number < body else None
    return name[1] if name is not None else ""
