"""`outcome_rule: derby` of a framework becomes the rule itself, under `outcome_rules`."""

from __future__ import annotations

import re
from typing import Any

from apdir.migrations.files import Files
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
#: How the old field said that no rule gives an outcome: what a framework without rules says too.
NONE = ("none", "", None)
COMMENT = re.compile(r"(?:^|\s)(#.*)$")


def forward(files: Files) -> None:
    """Write the rule itself where its name stands."""
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
    """Write the name of a rule where the rule stands, if it is one that the old versions had."""
    for name, file, line in _with(files, NEW):
        rule = next((rule for rule, rows in RULES.items() if rows == file.data[NEW]), None)
        if rule is None and file.data[NEW]:
            files.refuse(name, line, f"`{NEW}` has rules of its own, which no version before 0.2.0 can read.")
        else:
            _put(files, name, file, line, f"`{NEW}` becomes `{OLD}: {rule or 'none'}`.", OLD, rule or "none")


def _with(files: Files, field: str) -> list[tuple[str, Editable, int]]:
    """The frameworks that have a field at their top, each with the line on which it stands."""
    found = []
    for name in files.below("frameworks", ".yml"):
        text = files.read(name)
        at = re.search(rf"^{field}[ ]*:", text, re.MULTILINE)
        if at is not None:
            file = Editable(text)
            try:
                if field in file.data:
                    found.append((name, file, text.count("\n", 0, at.start()) + 1))
            except CannotEdit as error:
                files.refuse(name, 0, str(error))
    return found


def _put(files: Files, name: str, file: Editable, line: int, words: str, field: str, value: Any) -> None:
    """Put a field of another name and value in the place of the one there; nothing where the value is None."""
    other = NEW if field == OLD else OLD
    try:
        made = file.drop((other,)) if value is None else file.rename((other,), field).put((field,), value)
        files.put(name, _with_comments(file.text, made.text), line, words)
    except CannotEdit as error:
        files.refuse(name, line, str(error))


def _with_comments(before: str, after: str) -> str:
    """The new text with the comments, above what changed, that went with the lines that are no longer there."""
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    same = next((at for at, (one, other) in enumerate(zip(old, new, strict=False)) if one != other), len(new))
    end = "\r\n" if "\r\n" in before else "\n"
    kept = [match[1] for row in old if (match := COMMENT.search(row.rstrip("\r\n")))]
    for comment in (match[1] for row in new if (match := COMMENT.search(row.rstrip("\r\n")))):
        if comment in kept:
            kept.remove(comment)
    return "".join([*new[:same], *(f"{comment}{end}" for comment in kept), *new[same:]])
