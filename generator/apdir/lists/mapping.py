"""How a list is read, kept beside the records in `imports/`: an officer changes it, and the next import uses it.

What each column is, what the list's words are called here, and what holds for all of it. A question mark at the end
marks a guess, which counts for nothing until somebody takes the mark away.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from apdir.lists.headings import IGNORE, WHY, Meant, fields
from apdir.names import slug_of
from apdir.problems import Problem, did_you_mean, shown
from apdir.source import Limits, RecordFile, read_bytes, read_document, record_files
from apdir.source.edit import Editable
from apdir.source.written import key, scalar

FOLDER = "imports"
LIMITS = Limits()
#: The most words of one field that are asked about at once; when they are said, the next are asked.
MOST_ASKED = 500
#: Least share of a list's headings that a mapping of another name has for it to be of the same list.
ENOUGH = 0.7
PARTS = ("columns", "values", "set", "same_name")
#: Of several rows with one name at several places, none of which has a school's number.
ONE, SEVERAL = "one provider", "several providers"
#: A day is true of one list alone, and so is kept for no other.
OF_ONE_LIST = ("checked.date", "registration.gias_checked", "offer.vacancies.as_at")
HEAD = """\
# How `apdir import` reads this list, and any other with these headings. Put right what is wrong, and import again.
# A question mark at the end is a guess: take it away where the guess is right, or write what is. `ignore` leaves a
# column out. `apdir import --columns` lists the fields.
"""
COMMENTS = {
    "values": "# Words of the list, and what they are called here (settings.yml has the words).",
    "set": "# What the list does not say, and is so of every new provider in it.",
}


@dataclass
class ListMapping:
    """A mapping as it is known: of its file, and of what an import adds to it."""

    name: str
    columns: dict[str, Meant] = field(default_factory=dict)
    values: dict[str, dict[str, str | dict[str, str]]] = field(default_factory=dict)
    sets: dict[str, str] = field(default_factory=dict)
    same_name: str = ""
    file: Editable | None = None
    #: What is added by this import, by path.
    added: dict[tuple[str, ...], Any] = field(default_factory=dict)
    reasons: dict[str, str] = field(default_factory=dict)
    #: How many words are asked about, by field.
    asked: Counter[str] = field(default_factory=Counter)

    @property
    def path(self) -> str:
        """The name of its file, relative to the directory."""
        return f"{FOLDER}/{self.name}.yml"

    def column(self, heading: str, meaning: Meant) -> None:
        """Add what a column is."""
        self.columns[heading] = meaning
        self.added["columns", heading] = _written(meaning)
        self.reasons[heading] = meaning.reason

    def ask(self, name: str, text: str, guess: str, others: Mapping[str, str] | None = None) -> None:
        """Add a word of the list that nobody has said the meaning of, with a guess or without one.

        ``others`` are values of other fields that the word says too.
        """
        if text not in self.values.setdefault(name, {}) and self.may_ask(name):
            said = f"{guess}?" if guess else ""
            self.asked[name] += 1
            self.values[name][text] = {name: said, **others} if others else said
            self.added["values", name, text] = self.values[name][text] or None

    def may_ask(self, name: str) -> bool:
        """Whether there is room for one more question about the words of a field."""
        return self.asked[name] < MOST_ASKED

    def say(self, name: str, value: str) -> None:
        """Add what is so of every new provider of the list."""
        self.sets[name] = value
        if name not in OF_ONE_LIST:
            self.added["set", name] = value

    def edited(self) -> Editable | None:
        """The file with what this import adds, None where it adds nothing. Raises CannotEdit."""
        if not self.added:
            return None
        if self.file is None:
            return Editable(HEAD + "".join(f"{line}\n" for line in self._lines(PARTS)))
        there = self.file.data
        new = [part for part in PARTS if part not in there or there[part] is None]
        changes = [(path, value) for path, value in self.added.items() if path[0] not in new]
        made = self.file.put_together(changes, lambda _: ()) if changes else self.file
        if made is None:
            made = self.file
            for path, value in changes:
                made = made.put(path, value)
        more = "".join(f"{line}\n" for line in self._lines([part for part in new if part not in there]))
        return replace(made, text=f"{made.text.rstrip()}\n{more}" if more else made.text)

    def _lines(self, parts: Sequence[str]) -> Iterator[str]:
        for part in parts:
            rows = [(path[1:], value) for path, value in self.added.items() if path[0] == part]
            if not rows:
                continue
            if part in COMMENTS:
                yield f"\n{COMMENTS[part]}"
            if rows[0][0] == ():
                yield f"{part}: {_flow(rows[0][1])}"
                continue
            yield f"{part}:"
            if part == "values":  # a table for each field, in the order in which the first of its words came
                names = list(dict.fromkeys(path[0] for path, _ in rows))
                rows.sort(key=lambda row: names.index(row[0][0]))
            last = ""
            for path, value in rows:
                if len(path) == 2 and path[0] != last:
                    last = path[0]
                    yield f"  {key(last)}:"
                reason = self.reasons.get(path[0], "") if part == "columns" else ""
                note = f"  # {reason}" if reason else ""
                yield f"{'  ' * len(path)}{scalar(path[-1])}: {_flow(value)}".rstrip() + note


def _flow(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{name}: {scalar(str(text))}" for name, text in value.items()) + "}"
    return scalar(str(value))


def _written(meaning: Meant) -> Any:
    """A meaning as the file has it."""
    name = meaning.field + ("" if meaning.sure or not meaning.field else "?")
    more = {what: text for what, text in (("per", meaning.per), ("tick", meaning.tick)) if text}
    return {"field": name, **more} if more else name or None


def find_mapping(root: Path, file: Path, headings: Iterable[str]) -> tuple[ListMapping, list[Problem]]:
    """The mapping of a list: that of its file's name, else the one that has most of its headings, else a new one.

    The problems are those of the mapping that is used.
    """
    name = slug_of(file.stem) or "list"
    wanted = set(headings) - {WHY}
    fitting: list[tuple[float, ListMapping, list[Problem]]] = []
    for found in record_files(root, FOLDER):
        if isinstance(found, Problem):
            return ListMapping(name), [found]
        if not found.name.endswith(".yml"):
            continue
        mapping, problems = _read(found)
        if mapping.name == name:
            return mapping, problems
        share = len(wanted & mapping.columns.keys()) / max(len(wanted), 1)
        if share >= ENOUGH:
            fitting.append((share, mapping, problems))
    if fitting:
        return max(fitting, key=lambda one: one[0])[1:]
    return ListMapping(name), []


def _read(file: RecordFile) -> tuple[ListMapping, list[Problem]]:
    """A mapping's file, and every problem of it."""
    mapping = ListMapping(file.path.stem)
    text, problems = read_bytes(file, LIMITS)
    if problems:
        return mapping, problems
    document, problems = read_document(file.name, text, LIMITS, markdown=False)
    if document is None or problems:
        return mapping, problems
    mapping.file = Editable.of(file.path)
    known = [name for name in fields() if name]

    def wrong(path: Sequence[str], message: str, hint: str) -> None:
        problems.append(document.problem(tuple(path), message, hint, "list"))

    for part, rows in document.data.items():
        if part not in PARTS:
            wrong((part,), f"There is no field {shown(part)} here.", did_you_mean(part, PARTS))
        elif part == "same_name":
            mapping.same_name = str(rows or "")
        elif not isinstance(rows, dict | None):
            wrong((part,), f"`{part}` has a line for each of its names.", "Indent the lines below it.")
        elif part == "columns":
            for heading, value in (rows or {}).items():
                meaning = _meaning(value)
                if meaning is None:
                    wrong(
                        (part, heading), "This does not say which field a column is.", "Write one field, or `ignore`."
                    )
                elif meaning.field and meaning.field not in known:
                    wrong((part, heading), f"There is no field {shown(meaning.field)}.", did_you_mean(
                        meaning.field, known, "`apdir import --columns` lists the fields."))  # fmt: skip
                else:
                    mapping.columns[heading] = meaning
        elif part == "set":
            for name, value in (rows or {}).items():
                if fields().get(name) is None:
                    wrong((part, name), f"There is no field {shown(name)}.", did_you_mean(name, known, ""))
                elif isinstance(value, list):
                    mapping.sets[name] = "; ".join(map(str, value))
                elif isinstance(value, str):
                    mapping.sets[name] = value
        else:
            for name, table in (rows or {}).items():
                if isinstance(table, dict):
                    mapping.values[name] = {text: _value(value) for text, value in table.items()}
                elif table is not None:
                    wrong((part, name), "This is no table of words.", "Write a line for each word: `ASD: autism`.")
    return mapping, problems


def _value(value: Any) -> str | dict[str, str]:
    if isinstance(value, dict):
        return {name: _text(text) for name, text in value.items()}
    return _text(value)


def _text(value: Any) -> str:
    return "; ".join(map(str, value)) if isinstance(value, list) else "" if value is None else str(value)


def _meaning(value: Any) -> Meant | None:
    """What a file says of a column; None where it says nothing that can be read."""
    if value is None:
        return Meant("", sure=False)
    more: Mapping[str, Any] = value if isinstance(value, dict) else {"field": value}
    if not {"field"} <= more.keys() <= {"field", "per", "tick"} or not all(
        isinstance(one, str) for one in more.values()
    ):
        return None
    name = str(more["field"]).strip()
    return Meant(name.rstrip("? "), sure=not name.endswith("?"), per=more.get("per", ""), tick=more.get("tick", ""))


def ignored(reason: str = "left out by --ignore") -> Meant:
    """A column that is left out."""
    return Meant(IGNORE, reason)
