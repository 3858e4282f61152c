"""Migrations of a directory's own files where a new version changes the names of files or fields, and the way back.

Each migration finds by what the files say whether it has something to do, so that to run one twice changes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from apdir.migrations import form_fields, guidance, outcome_rules, page_fields
from apdir.migrations.files import Files, Moved

__all__ = ["MIGRATIONS", "Files", "Migration", "Moved", "migrated", "number"]


@dataclass(frozen=True, slots=True)
class Migration:
    """A change of names: the version that it came with, what it is, and what makes it and takes it back."""

    version: str
    words: str
    forward: Callable[[Files], None]
    back: Callable[[Files], None]


MIGRATIONS = (
    Migration(
        "0.2.0",
        "Frameworks: `reassesses` says of a kind of visit what the id `reassessment` alone said before.",
        form_fields.say_reassesses,
        form_fields.leave_out_reassesses,
    ),
    Migration(
        "0.2.0",
        "Frameworks and forms: `fills_from: offer.lengths`, from which no form was filled, is not taken any more.",
        form_fields.take_out_lengths,
        form_fields.leave,
    ),
    Migration(
        "0.2.0",
        "Frameworks: `outcome_rule` named a rule of the program. The rule itself now stands under `outcome_rules`.",
        outcome_rules.forward,
        outcome_rules.back,
    ),
    Migration(
        "0.2.0",
        "Guidance stands in a folder for each framework. A page of your own in place of the program's moves with it.",
        guidance.forward,
        guidance.back,
    ),
    Migration(
        "0.2.0",
        "Pages: the fields above a page are read as those of records are, so a value with a colon needs quotes.",
        page_fields.forward,
        page_fields.back,
    ),
)


def number(version: str) -> tuple[int, ...]:
    """A version as numbers that can be compared."""
    return tuple(int(part) for part in re.findall(r"\d+", version.partition("+")[0]))


def migrated(root: Path, *, since: str = "0", back: str | None = None) -> Files:
    """A directory's files as the migrations after a version leave them, or with ``back`` as that version reads them.

    Nothing is written.
    """
    files = Files(root)
    for migration in reversed(MIGRATIONS) if back is not None else MIGRATIONS:
        if number(migration.version) > number(since if back is None else back):
            before = len(files.told)
            (migration.forward if back is None else migration.back)(files)
            if len(files.told) > before:
                files.why.append(migration.words)
    return files
