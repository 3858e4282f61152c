"""Changes of a spreadsheet to the records: each cell that says something else than an export would."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from textwrap import shorten
from typing import Any

from pydantic import ValidationError

from apdir.blank import provider_text
from apdir.days import day_in_words
from apdir.directory import ProviderRecord, is_folder_name
from apdir.model.described import keys_at
from apdir.model.provider import Provider
from apdir.names import slug_of
from apdir.placeholders import UNSAID, is_placeholder, says_nothing
from apdir.problems import FOLDERS, MORE, MOST_IN_FILE, Problem, did_you_mean, outside_records, shown
from apdir.source import FieldPath
from apdir.source.document import dotted
from apdir.source.edit import CannotEdit, Editable, put
from apdir.tables.grid import Grid
from apdir.tables.loose import Unclear, normalise
from apdir.tables.parts import DIVIDE
from apdir.tables.rows import Key, Row, rows
from apdir.tables.sheets import DESCRIPTION, TAKE_OUT, Column, Sheet, cell, plain, strip_lines

#: A number that is true of one day, and that day.
FREE, FREE_ON = "offer.vacancies.number", "offer.vacancies.as_at"
#: The day on which somebody confirmed a record, which only moves on.
CHECKED = "checked.date"
#: The most records that one run begins, cells of one record and of all that it changes, and characters in these. A
#: council's list has some 400 providers, a visit of the largest framework 600 cells. Each record that is begun is
#: checked as `apdir check` does, which takes two milliseconds.
MOST_BEGUN, MOST_OF_ONE, MOST_CHANGED, MOST_WRITTEN = 400, 2_000, 15_000, 400_000
#: Remedy for a cell that is not an answer.
#: Cells of a column that hold each other's values, so many at least and of so many letters, are no chance.
FEWEST_MOVED, NO_CHANCE, MOST_OF = 3, 5, 0.8
SAY_OR_LEAVE = f"Write what is so, or leave the cell empty; {TAKE_OUT} takes out what the record says."


@dataclass(frozen=True, slots=True)
class Difference:
    """One value that a cell changes: in which file, at which path, from what to what, and which cell says so."""

    file: str
    path: FieldPath
    before: str
    after: str
    grid: Grid
    row: int
    heading: str
    #: Whether no cell says so: a new record has it all the same.
    unsaid: bool = False

    @property
    def cell(self) -> str:
        """The cell as spreadsheets name it: `providers!C4`."""
        return self.grid.place(self.row, self.heading).partition(" (")[0]

    def problem(self, problem: Problem) -> Problem:
        """The record's problem, told at the cell that makes it so."""
        return self.grid.problem(self.row, self.heading, problem.message, problem.hint, problem.kind)


@dataclass
class _Draft:
    """A file that changes: its text, its data with all changes, and those that are not in the text yet."""

    text: Editable
    data: dict[str, Any]
    waiting: list[tuple[Difference, Any]] = field(default_factory=list)


@dataclass
class Taken:
    """Result of an import. ``texts`` are the files that would change, ``left`` what was told and not done.

    ``refused`` are the headings of cells that cannot be read, with the file that each would have changed. ``passed``:
    rows were passed over, for the records that they are about have problems. ``stopped``: there was too much, and what
    came after that was not looked at.
    """

    texts: dict[str, Editable] = field(default_factory=dict)
    differences: list[Difference] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    refused: set[tuple[str, str]] = field(default_factory=set)
    passed: bool = False
    stopped: bool = False


class Taking:
    """Takes spreadsheets in, cell by cell.

    ``records`` are the whole records by folder, ``public`` those that the public edition shows: a cell that says what
    an export of either would say changes nothing. ``files`` are the texts of the records' files by name; ``words`` are
    those that settings.yml has for a column, by its heading. ``unread`` are the folders whose records have problems.
    ``whole``: they were exported for officers. After ``most`` problems no more rows are looked at.
    """

    def __init__(
        self,
        records: Mapping[str, ProviderRecord],
        public: Mapping[str, ProviderRecord],
        files: Mapping[str, Editable],
        words: Mapping[str, Sequence[str]],
        unread: Collection[str],
        *,
        whole: bool,
        most: int = MOST_IN_FILE,
    ) -> None:
        self.records = records
        self.public = public
        self.files = files
        self.words = words
        self.unread = unread
        self.whole = whole
        self.most = most
        self.taken = Taken()
        self._drafts: dict[str, _Draft] = {}
        self._written = 0

    def take(self, grid: Grid, *, new: bool, part: bool = False) -> None:
        """Take in one table; ``new``: rows about providers that are not there begin records.

        ``part``: it is a part of what the records have, and what it leaves out is not told.
        """
        if self.taken.stopped:
            return
        whole = {row.key: row for row in rows(grid.sheet, self.records.values(), grid.sheet.columns)}
        public = {row.key: row for row in rows(grid.sheet, self.public.values(), grid.sheet.columns)}
        columns = {column.heading: column for column in grid.sheet.columns}
        lists = Counter(key[:-1] for key in whole)
        if new and not grid.sheet.within and grid.sheet.model is Provider:
            begin = [number for number, values in grid.rows if values.get("folder", "") not in self.records]
            if len(begin) > MOST_BEGUN:
                self._stop(grid, begin[0], f"More than {MOST_BEGUN:,} rows begin a record.")
                return
        begun = len(self.taken.differences)
        for done, (number, values) in enumerate(sorted(grid.rows, key=lambda row: _turn(grid.sheet, row[1], lists))):
            if len(self.taken.problems) > self.most:
                left = len(grid.rows) - done
                message = f"And {left:,} more {'row is' if left == 1 else 'rows are'} not looked at yet."
                hint = "Correct the first ones, and import again."
                self.taken.problems.append(Problem(grid.file, number, 0, grid.title, message, hint, MORE, left))
                self.taken.stopped = True
                return
            if len(self.taken.differences) > MOST_CHANGED or self._written > MOST_WRITTEN:
                most = f"{MOST_CHANGED:,} cells, or more than {MOST_WRITTEN:,} characters"
                self._stop(grid, number, f"More than {most}, would change.")
                return
            key = tuple(values.get(name, "") for name in grid.sheet.keys)
            if (key[0] or slug_of(values.get("name", ""))) in self.unread:
                self.taken.passed = True
                continue
            before = len(self.taken.differences)
            if not grid.sheet.within and grid.sheet.model is Provider and key[0] not in self.records:
                self._begin(grid, number, values, columns, new=new)
                continue
            target = self._file(grid, number, key)
            if target is None:
                continue
            if target in self._drafts and len(self._drafts[target].waiting) > MOST_OF_ONE:
                self._stop(grid, number, f"More than {MOST_OF_ONE:,} cells change {target}.")
                return
            base = self._base(grid, number, key, target, lists)
            if base is None:
                continue
            now, shown_now = whole.get(key), public.get(key)
            other = self._is_another(grid.sheet, values, columns, (now, shown_now))
            texts = {name: values[name] or (TAKE_OUT if other else "") for name in columns if name in values}
            # An item goes with the last of its values: what it gets comes before what it loses.
            for heading in sorted(texts, key=lambda name: texts[name].lower() == TAKE_OUT):
                self._cell(grid, number, columns[heading], texts[heading], base, target, now, shown_now)
            changed = {row.heading for row in self.taken.differences[before:]}
            if FREE in changed and FREE_ON not in changed:
                self.taken.left.append(
                    f"To look at: {grid.place(number, FREE)} changes, and {FREE_ON} does not: on which day was that so?"
                )
        self.taken.differences[begun:] = sorted(self.taken.differences[begun:], key=lambda row: row.row)
        if not (part or (new and grid.sheet.model is Provider and not grid.sheet.within)):
            self._left_out(grid, whole, public)

    def done(self) -> Taken:
        """Return what came of all that was taken in, with the files' new texts; of too much, none is written."""
        self.taken.problems += [*_hidden(self.taken.differences), *_moved(self.taken.differences)]
        for target in () if self.taken.stopped else self._drafts:
            self._write(target)
        return self.taken

    def _is_another(
        self, sheet: Sheet, values: Mapping[str, str], columns: Mapping[str, Column], there: Sequence[Row | None]
    ) -> bool:
        """Whether a row is about another item than the one that has its number: nothing of that one is kept then.

        ``there`` is that one, whole and as the public edition shows it.
        """
        said = values.get(sheet.tells)
        known = [row for row in there if row is not None]
        if not said or not known:
            return False
        column, words = columns[sheet.tells], self.words.get(sheet.tells, ())
        try:
            meant = cell(column.read(normalise(said, column, words)))
        except (Unclear, ValidationError):
            return False
        return meant not in {cell(row.values[column]) for row in known}

    def _left_out(self, grid: Grid, whole: Mapping[Key, Row], public: Mapping[Key, Row]) -> None:
        """Tell of what the records have and the table has no row for, of all that an export would have had."""
        said = {tuple(values.get(name, "") for name in grid.sheet.keys) for _, values in grid.rows}
        lists = {key[:-1] for key in said if key[-1]}
        left = [
            key
            for key in whole
            if key not in said and (self.whole or key in public or (grid.sheet.within and key[:-1] in lists))
        ]
        if not grid.sheet.within:
            out = ""
            if grid.sheet.model is Provider and left:
                out = f' To take a listing out: apdir status {left[0][0]} closed --notice "…"'
            self._tell_left(f"Not in {grid.title}, and left as they are", map(" ".join, left), out)
            return
        self._tell_left(
            f"Not in {grid.title}, and left as they are",
            (f"{' '.join(key)}{_said_of(whole[key])}" for key in left if key[:-1] in lists),
            f" To take one out, keep its row, and write {TAKE_OUT} in each cell that says something of it.",
        )
        self._tell_left(
            f"No row in {grid.title} for these, and left as they are",
            (" ".join(key[:-1]) for key in left if key[:-1] not in lists),
        )

    def _tell_left(self, words: str, names: Iterable[str], hint: str = "") -> None:
        if some := list(dict.fromkeys(names)):
            self.taken.left.append(f"{words}: {_some(some)}.{hint}")

    def _file(self, grid: Grid, number: int, key: Key) -> str | None:
        """The file that a row is about."""
        record = self.records.get(key[0])
        begun = [f"providers/{folder}/provider.md" for folder in (key[0], slug_of(key[0]))]
        if record is None and grid.sheet.model is Provider:
            target = next((name for name in begun if name in self._drafts), None)
            if target is not None:
                return target
        if record is None:
            hint = did_you_mean(key[0], self.records, FOLDERS)
            self._wrong(grid, number, "folder", f"There is no provider {shown(key[0])}.", hint)
            return None
        if grid.sheet.model is Provider:
            return record.file
        visit = next((visit for visit in record.visits if visit.id == key[1]), None)
        if visit is None:
            names = [visit.id for visit in record.visits]
            hint = did_you_mean(key[1], names) + " A new visit begins with `apdir new visit`."
            self._wrong(grid, number, "visit", f"{key[0]} has no visit {shown(key[1])}.", hint)
            return None
        return visit.file

    def _base(self, grid: Grid, number: int, key: Key, target: str, lists: Mapping[Key, int]) -> FieldPath | None:
        """The path of the item that a row is about."""
        sheet = grid.sheet
        if not sheet.within:
            return ()
        if sheet.named:
            if not key[-1]:
                self._wrong(grid, number, "id", "The id is missing.", "Write the requirement's id, such as 1a.")
                return None
            return (*sheet.within, key[-1])
        there = lists[key[:-1]]
        now = self._now(target, sheet.within)
        if not key[-1]:
            return (*sheet.within, now)
        if not key[-1].isdecimal() or len(key[-1]) > 6 or not 1 <= int(key[-1]) <= max(there, now) + 1:
            most = f"They are numbered from 1 to {there}" if there else "There are none yet"
            hint = f"{most}; leave it empty to add one."
            self._wrong(grid, number, "number", f"There is no number {shown(key[-1])} here.", hint)
            return None
        return (*sheet.within, int(key[-1]) - 1 if int(key[-1]) <= there else now)

    def _now(self, target: str, path: FieldPath) -> int:
        """Number of items of a list, with those that this spreadsheet added."""
        data: Any = self._draft(target).data
        for step in path:
            data = (data or {}).get(step)
        return len(data or ())

    def _cell(
        self,
        grid: Grid,
        number: int,
        column: Column,
        text: str,
        base: FieldPath,
        target: str,
        whole: Row | None,
        public: Row | None,
    ) -> None:
        now = whole.values[column] if whole is not None else None
        shown_now = public.values[column] if public is not None else None
        if text in (strip_lines(cell(now)), strip_lines(cell(shown_now))):
            return
        path = (*base, *column.path)
        if not text:
            if cell(now) and cell(shown_now):
                place = grid.place(number, column.heading)
                self.taken.left.append(f"{place} is empty, and {target} keeps its value. {TAKE_OUT} takes it out.")
            return
        if text.lower() == TAKE_OUT:
            if now is not None:
                self._change(grid, number, column, target, path, cell(now), None)
            return
        if column.path == (DESCRIPTION,) and (is_placeholder(text) or says_nothing(text)):
            self._wrong(grid, number, column.heading, UNSAID, SAY_OR_LEAVE)
            return
        try:
            value = column.read(normalise(text, column, self.words.get(column.heading, ())))
        except Unclear as error:
            self.taken.refused.add((target, column.heading))
            self._wrong(grid, number, column.heading, str(error), error.hint)
            return
        except ValidationError as error:
            self.taken.refused.add((target, column.heading))
            if is_placeholder(text) or says_nothing(text):
                self._wrong(grid, number, column.heading, UNSAID, SAY_OR_LEAVE)
                return
            for detail in error.errors(include_url=False):
                context = detail.get("ctx", {})
                message = str(context.get("message", "This value cannot be right."))
                self._wrong(grid, number, column.heading, message, str(context.get("hint", column.meaning)))
            return
        if column.heading == CHECKED and isinstance(now, date) and isinstance(value, date) and value < now:
            hint = f"Write {now.isoformat()} or a later day. If it is {value.isoformat()}, say so in {target}."
            message = f"The facts were confirmed on {day_in_words(now)}, after this day."
            self._wrong(grid, number, column.heading, message, hint)
            return
        if value in (now, shown_now) or _lost_noughts(text, cell(now)):
            return
        self._change(grid, number, column, target, path, cell(now), plain(value))

    def _change(
        self, grid: Grid, number: int, column: Column, target: str, path: FieldPath, before: str, value: Any
    ) -> None:
        after = "" if value is None else cell(value)
        change = Difference(target, path, before, after, grid, number, column.heading)
        self._written += len(after)
        try:
            draft = self._draft(target)
            if path == (DESCRIPTION,):
                draft.text = draft.text.with_body(value or "")
            elif value is None:
                self._write(target)
                draft.text = draft.text.drop(path)
                draft.data = draft.text.data
            else:
                put(draft.data, path, value)
                draft.waiting.append((change, value))
        except (CannotEdit, KeyError, IndexError) as error:
            self._cannot(change, error)
        else:
            self.taken.differences.append(change)

    def _draft(self, target: str) -> _Draft:
        if target not in self._drafts:
            text = self.files[target]
            self._drafts[target] = _Draft(text, text.data)
        return self._drafts[target]

    def _write(self, target: str) -> None:
        """Write into a file's text what waits for it."""
        draft = self._drafts[target]
        waiting, draft.waiting = draft.waiting, []
        if waiting:
            self._put(draft, waiting)
        if draft.text is not self.files.get(target):
            self.taken.texts[target] = draft.text

    def _put(self, draft: _Draft, waiting: Sequence[tuple[Difference, Any]]) -> None:
        """Put all values at once; where some cannot be put so, each half of them, and one in the last resort alone."""
        model = waiting[0][0].grid.sheet.model

        def order(path: FieldPath) -> list[str]:
            return keys_at(model, path[:-1])

        made = draft.text.put_together([(change.path, value) for change, value in waiting], order)
        if made is not None:
            draft.text = made
        elif half := len(waiting) // 2:
            self._put(draft, waiting[:half])
            self._put(draft, waiting[half:])
        else:
            [(change, value)] = waiting
            try:
                draft.text = draft.text.put(change.path, value, order=order(change.path))
            except (CannotEdit, KeyError, IndexError) as error:
                self.taken.differences.remove(change)
                self._cannot(change, error)

    def _stop(self, grid: Grid, number: int, message: str) -> None:
        self.taken.stopped = True
        hint = f"Nothing after that was looked at. {DIVIDE}"
        self.taken.problems.append(grid.problem(number, grid.sheet.keys[0], message, hint, "huge file"))

    def _cannot(self, change: Difference, error: Exception) -> None:
        message = str(error) if isinstance(error, CannotEdit) else "There is no such value to take out."
        self._wrong(change.grid, change.row, change.heading, message, f"It stands in {change.file}.")

    def _begin(
        self, grid: Grid, number: int, values: Mapping[str, str], columns: Mapping[str, Column], *, new: bool
    ) -> None:
        """A row about a provider that is not there."""
        slug, name = values.get("folder", ""), values.get("name", "")
        if not slug:
            slug = slug_of(name)
        if slug in self.records and not values.get("folder"):
            self._wrong(grid, number, "name", f"providers/{slug} is there already.", f"Write `{slug}` under `folder`.")
            return
        where = "folder" if "folder" in grid.places else "name"
        if new and name and slug and not is_folder_name(slug):
            hint = f"Give it another, such as `{slug_of(name) or 'riverside-learning'}`."
            self._wrong(grid, number, where, f"{shown(slug)} cannot be the name of a folder.", hint)
            return
        if not (new and name and slug):
            what = shown(slug or name)
            hint = did_you_mean(slug, self.records, FOLDERS) if slug else "Give it a name."
            hint = f"{hint} With --new, a row with a name begins a record."
            self._wrong(grid, number, where, f"There is no provider {what}.", hint)
            return
        target = f"providers/{slug}/provider.md"
        if target in self._drafts:
            self._wrong(grid, number, "name", f"Another row begins providers/{slug} too.", "Keep one of the two.")
            return
        text = Editable(provider_text(name, {}, "", notes=False), markdown=True)
        self._drafts[target] = _Draft(text, text.data)
        before = len(self.taken.differences)
        for heading, column in columns.items():
            if values.get(heading) and heading != "name":
                self._cell(grid, number, column, values[heading], (), target, None, None)
        if not any(row.path == ("status",) for row in self.taken.differences[before:]):
            status = str(self._drafts[target].data["status"])
            self.taken.differences.append(
                Difference(target, ("status",), "", status, grid, number, "name", unsaid=True)
            )
        self.taken.differences.append(Difference(target, ("name",), "", name, grid, number, "name"))

    def _wrong(self, grid: Grid, number: int, heading: str, message: str, hint: str) -> None:
        hint = outside_records(hint, "Format the cell as text, so that no zero is lost.")
        self.taken.problems.append(grid.problem(number, heading, message, hint))


def _turn(sheet: Sheet, values: Mapping[str, str], lists: Mapping[Key, int]) -> int:
    """When a row has its turn: those of a list from its end, so that one taken out moves none still to come."""
    *of, item = (values.get(name, "") for name in sheet.keys)
    there = sheet.within and not sheet.named and item.isdecimal() and len(item) <= 6
    return -int(item) if there and int(item) <= lists[tuple(of)] else 0


def _hidden(differences: Sequence[Difference]) -> Iterator[Problem]:
    """A problem for each table in which rows that nobody sees would change: who fills a column down forgets them."""
    unseen: dict[str, list[Difference]] = {}
    for one in differences:
        if one.row in one.grid.hidden:
            unseen.setdefault(one.grid.title, []).append(one)
    for some in unseen.values():
        rows = list(dict.fromkeys(str(one.row) for one in some))
        names = list(dict.fromkeys(one.file.split("/")[1] for one in some))
        what = f"Row {rows[0]} is" if len(rows) == 1 else f"Rows {_some(rows)} are"
        message = f"{what} hidden, and would change: {_some(names)}."
        hint = "Show all rows, put back what was not meant, save the file, and import it again."
        yield some[0].grid.problem(some[0].row, some[0].heading, message, hint, "hidden rows")


def _moved(differences: Sequence[Difference]) -> Iterator[Problem]:
    """A problem for each column whose cells hold the values of one another: it was sorted without the others."""
    columns: dict[tuple[str, str], list[Difference]] = {}
    for one in differences:
        if len(one.before) >= NO_CHANCE and one.after:
            columns.setdefault((one.grid.title, one.heading), []).append(one)
    for (_, heading), some in columns.items():
        before = {one.before for one in some}
        if len(before) < FEWEST_MOVED or sum(one.after in before for one in some) < len(some) * MOST_OF:
            continue
        message = f"{len(some)} cells of `{heading}` hold each other's values, as if it was sorted without the others."
        hint = "Undo that, or export the records anew, and import again."
        yield some[0].grid.problem(some[0].row, heading, message, hint, "moved cells")


def told(differences: Sequence[Difference]) -> Iterator[str]:
    """Each record's differences, as lines."""
    by_file: dict[str, list[Difference]] = {}
    for difference in differences:
        by_file.setdefault(difference.file, []).append(difference)
    for file, some in by_file.items():
        yield file
        for row in some:
            before = shown(row.before) if row.before else "nothing"
            after = shown(row.after) if row.after else "nothing"
            where = f"no cell says so; a column `{dotted(row.path)}` can say otherwise" if row.unsaid else row.cell
            yield f"  {dotted(row.path)}: {before} → {after}  ({where})"


def _said_of(row: Row) -> str:
    """The first values of an item, by which somebody knows which it is: ` (amount 35, per review meeting)`."""
    said = [(column.heading, text) for column, value in row.values.items() if (text := cell(value))]
    words = ", ".join(f"{heading} {shorten(text, 40, placeholder=' …')}" for heading, text in said[:2])
    return f" ({words})" if words else ""


def _some(names: Sequence[str]) -> str:
    """The first of many names."""
    return ", ".join(names[:5]) + (f" and {len(names) - 5} more" if len(names) > 5 else "")


def _lost_noughts(text: str, now: str) -> bool:
    """Whether a spreadsheet took a number's leading noughts away."""
    digits = now.replace(" ", "")
    return digits.startswith("0") and digits.isdecimal() and text == digits.lstrip("0")
