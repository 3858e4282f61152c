"""`outcome_rule: derby` of a framework becomes the rule itself, under `outcome_rules`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from apdir.migrations.files import Files, with_comments
from apdir.source.edit import CannotEdit, Editable

OLD, NEW = "outcome_rule", "outcome_rules"
#: The rules that versions before 0.2.0 had in Python, as a framework's file says them.
RULES: dict[str, list[dict[str, Any]]] = {
    "derby": [
        {"when": [{"all": "yes"}], "gives": ["all met"]},
        {
            "when": [{"more_than_percent": "50"}],
            "gives": ["majority met", "not met, may reapply", "not met, withdrawn"],
        },
        {"gives": ["not met, may reapply", "not met, withdrawn"]},
    ],
    "herefordshire": [
        {"when": [{"of": ["essential"], "all": "yes"}], "gives": ["appropriate", "not appropriate"]},
        {"gives": ["not appropriate"]},
    ],
}
#: The old value for no rule of outcomes: what a framework without rules says too.
NONE = ("none", "", None)


def forward(files: Files) -> None:
    """Replace the rule's name by the rule itself."""
    for name, file, line in _with(files, OLD):
        rule = file.data[OLD]
        if rule not in (*NONE, *RULES):
            files.refuse(name, line, f"there never was an `{OLD}: {rule}`. Write your rules under `{NEW}` yourself.")
        elif NEW in file.data:
            files.refuse(name, line, f"`{OLD}` and `{NEW}` are both here. Take one of them out.")
        else:
            words = f"`{OLD}: {rule}` goes: a framework without `{NEW}` says the same."
            if rule in RULES:
                words = f"`{OLD}: {rule}` becomes `{NEW}`, with the same rule written out."
            _put(files, name, file, line, words, NEW, RULES.get(rule))


def back(files: Files) -> None:
    """Replace a rule by its name, if it is one that the old versions had."""
    for name, file, line in _with(files, NEW):
        rule = next((rule for rule, rows in RULES.items() if rows == file.data[NEW]), None)
        if rule is None and file.data[NEW]:
            files.refuse(name, line, f"`{NEW}` has rules of its own, which no version before 0.2.0 can read.")
        else:
            _put(files, name, file, line, f"`{NEW}` becomes `{OLD}: {rule or 'none'}`.", OLD, rule or "none")


def _with(files: Files, field: str) -> Iterator[tuple[str, Editable, int]]:
    """The frameworks that have a field at their top, each with the field's line."""
    for name, file in files.editable("frameworks", field):
        if field in file.data:
            yield name, file, file.line((field,))


def _put(files: Files, name: str, file: Editable, line: int, words: str, field: str, value: Any) -> None:
    """Put a field of another name and value in the place of the one there; nothing where the value is None."""
    other = NEW if field == OLD else OLD
    try:
        made = file.drop((other,)) if value is None else file.rename((other,), field).put((field,), value)
        files.put(name, with_comments(file.text, made.text), line, words)
    except CannotEdit as error:
        files.refuse(name, line, str(error))
