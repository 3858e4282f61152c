"""The rows of a list as changes of records: those that pass the whole check, and why the others do not."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from apdir.commands.at_cells import problems_at_cells
from apdir.commands.edits import refuse
from apdir.commands.export import records_of, shown_of
from apdir.directory import provider_folders
from apdir.library import Library
from apdir.lists.headings import fields
from apdir.lists.layout import Listing
from apdir.lists.mapping import ListMapping
from apdir.lists.providers import Group, Known, grids_of, groups_of
from apdir.lists.rows import Flat
from apdir.problems import Problem
from apdir.source.edit import Editable
from apdir.tables.grid import Grid
from apdir.tables.taking import Taken, Taking

#: So many problems of cells are looked for in a list, and so often are the rows tried that may be good.
MOST, MOST_TRIES = 10_000, 4


class Run:
    """The rows of a list through the model and the check; those that do not pass are left out, and the rest tried."""

    def __init__(
        self, root: Path, library: Library, file: str, listings: Sequence[Listing], mapping: ListMapping, day: date
    ) -> None:
        self.root, self.library, self.file, self.day = root, library, file, day
        self.listings, self.mapping = listings, mapping
        self.folders = provider_folders(root)[0]
        records, self.wrong = records_of(root, library, "commissioner", day)
        self.records = {one.slug: one for one in records}
        self.public = {one.slug: one for one in shown_of(records, library, "public", day)}
        self.every: list[Group] = []
        self.given_back: list[Group] = []

    def taken(self, rows: Sequence[Flat], *, new: bool, skip_bad: bool) -> tuple[Taken, list[Group], list[Problem]]:
        """What comes of the good rows, the providers that they are about, and every problem of the others.

        ``new``: rows about providers that are not there begin records. Without ``skip_bad``, what comes of all of them.
        """
        every = self.every = groups_of(self.file, rows, self.mapping)
        problems = [problem for row in rows for problem in row.problems]
        problems += [problem for group in every for problem in group.problems]
        bad = self._places(problems)
        kept = every if not skip_bad else [one for one in every if not one.places & bad]
        taken, found = self._try(kept, new=new)
        problems += found
        good, tried = kept, taken
        tries = 1
        while found:
            if tries == MOST_TRIES or tried.stopped:
                refuse(problems)
            tries += 1
            bad |= self._places(problems)
            good = [one for one in good if not one.places & bad]
            self.given_back = [one for one in every if one.places & bad]
            tried, found = self._try(good, new=new)
            if found and not self._places(found) - bad:
                refuse([*problems, *found])
            problems += found
        self.given_back = [one for one in every if one.places & bad]
        good = [one for one in good if not one.places & bad]
        return (tried if skip_bad else taken), good, problems

    def why(self, problems: Iterable[Problem]) -> dict[tuple[str, int], list[str]]:
        """Why each row is given back: its problems, or those of another row about the same provider."""
        by_place: dict[tuple[str, int], list[str]] = defaultdict(list)
        for problem in problems:
            place = self._place(problem)
            if place is not None:
                heading = re.search(r"\(([^()]*(?:\([^()]*\))?[^()]*)\)\Z", problem.field)
                said = f"{heading[1]}: " if heading else ""
                by_place[place].append(f"{said}{problem.message} {problem.hint}".strip())
        for group in self.given_back:
            some = sorted(place for place in group.places if place in by_place)
            for place in group.places - by_place.keys():
                by_place[place].append(f"Row {some[0][1]} is about the same provider, and says why." if some else "")
        return by_place

    def _try(self, groups: Sequence[Group], *, new: bool) -> tuple[Taken, list[Problem]]:
        """What comes of some providers' rows, and what is wrong with them."""
        settled = [Group(one.rows, repeats=one.repeats) for one in groups]
        known = Known(self.records, self.folders)
        known.settle(self.file, settled)
        texts = {one.file: Editable.of(self.root / one.file) for one in self.records.values()}
        vocabulary = self.library.settings.vocabulary
        asked = {"type": vocabulary.types, "offer.needs": vocabulary.needs, "serves": vocabulary.areas}
        unread = set(self.folders) - set(self.records)
        taking = Taking(self.records, self.public, texts, asked, unread, whole=False, most=MOST)
        for grid in grids_of(self.file, settled, self.listings, known, self.mapping.sets):
            taking.take(grid, new=new, part=True)
        taken = taking.done()
        waiting = {meaning.field for meaning in self.mapping.columns.values() if not meaning.sure}
        for one in settled:
            name = f"providers/{one.folder}/provider.md"
            of_rows = {field for row in one.rows for field in row.open}
            taken.refused |= {(name, field) for field in of_rows | waiting if field}
        problems = [problem for one in settled for problem in one.problems] + taken.problems
        return taken, [*problems, *problems_at_cells(self.root, taken, self.library, self.day, _set_it)]

    def _places(self, problems: Iterable[Problem]) -> set[tuple[str, int]]:
        return {place for problem in problems if (place := self._place(problem)) is not None}

    def _place(self, problem: Problem) -> tuple[str, int] | None:
        """Sheet and row of a problem."""
        title = next((one.title for one in self.listings if problem.field.startswith(f"{one.title}!")), None)
        return (title, problem.line) if title is not None and problem.line else None


def _set_it(problem: Problem, grid: Grid) -> str:
    """How to say a field that the list lacks."""
    name = re.sub(r"\[\d+\]", "", problem.field)
    name = {"offer": "offer.key_stages", "contact": "contact.email"}.get(name, name)
    column = fields().get(name)
    if name == "registration.status" and "needs" in problem.message:
        return "`apdir gias FILE --new` begins schools with both numbers."
    if column is None or (problem.field == name and not problem.message.endswith(("is missing.", "where it happens."))):
        return "A column of the list can say it."
    example = "YEAR-MONTH-DAY" if column.is_day else "…" if name.startswith("contact.") else column.example
    return f'--set "{name}={example}"'
