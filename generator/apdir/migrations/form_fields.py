"""Form fields of a framework: `reassesses` for a kind by the name of reassessment, no `offer.lengths`."""

from __future__ import annotations

from apdir.migrations.files import Files, fields, with_comments
from apdir.source.edit import CannotEdit, Editable

#: The kind of visit whose form asked, by its name alone, which earlier visit it judges again.
REASSESSMENT = "reassessment"
#: A value of `fills_from` that never filled a form.
FILLS_NOTHING = "offer.lengths"


def say_reassesses(files: Files) -> None:
    """Say of a kind of visit what its name said before."""
    for name, file in files.editable("frameworks", REASSESSMENT):
        for at, kind in _kinds(file):
            if kind.get("id") == REASSESSMENT and "reassesses" not in kind:
                words = f"`reassesses: yes` says what the id `{REASSESSMENT}` alone said before."
                file = _edited(files, name, file, file.line(("kinds", at)), words, at, "yes")


def leave_out_reassesses(files: Files) -> None:
    """Leave to the name of a kind what it says, and refuse it of kinds by another name."""
    for name, file in files.editable("frameworks", "reassesses"):
        for at, kind in _kinds(file):
            if "reassesses" in kind:
                line = file.line(("kinds", at, "reassesses"))
                if (kind["reassesses"] == "yes") != (kind.get("id") == REASSESSMENT):
                    words = f"no version before 0.2.0 can say this of a kind with the id `{kind.get('id')}`."
                    files.refuse(name, line, words)
                else:
                    file = _edited(files, name, file, line, "`reassesses` goes: the id says it.", at, None)


def take_out_lengths(files: Files) -> None:
    """Take out what fills nothing, and is refused by now."""
    for folder in ("frameworks", "content/forms"):
        for name, file in files.editable(folder, FILLS_NOTHING):
            for path in reversed(list(fields(file.data, "fills_from"))):
                if _at(file.data, path) == FILLS_NOTHING:
                    line = file.line(path)
                    try:
                        text = with_comments(file.text, file.drop(path).text)
                    except CannotEdit as error:
                        files.refuse(name, line, str(error))
                        break
                    files.put(name, text, line, f"`fills_from: {FILLS_NOTHING}` goes: no form was filled from it.")
                    file = Editable(text)


def leave(files: Files) -> None:
    """Leave everything: what said nothing is not missed."""


def _kinds(file: Editable) -> list[tuple[int, dict[str, object]]]:
    """The kinds of visit of a framework, with their places in its list."""
    kinds = file.data.get("kinds")
    rows = kinds if isinstance(kinds, list) else []
    return [(at, kind) for at, kind in enumerate(rows) if isinstance(kind, dict)]


def _edited(files: Files, name: str, file: Editable, line: int, words: str, at: int, value: str | None) -> Editable:
    """The file with `reassesses` of a kind at a value, or without it; as it was where that cannot be."""
    path = ("kinds", at, "reassesses")
    try:
        made = file.drop(path) if value is None else file.put(path, value)
    except CannotEdit as error:
        files.refuse(name, line, str(error))
        return file
    files.put(name, with_comments(file.text, made.text), line, words)
    return Editable(files.read(name))


def _at(data: object, path: tuple[str | int, ...]) -> object:
    for step in path:
        data = data[step]  # type: ignore[index]
    return data
