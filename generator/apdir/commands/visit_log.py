"""`apdir import` of a log of visits: a draft for each, with what the log surely says."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from apdir.blank import visit_text
from apdir.commands.edits import new_problems
from apdir.commands.export import records_of
from apdir.directory import read_provider, same_day
from apdir.library import Library
from apdir.lists.cells import is_unsaid
from apdir.lists.headings import known, plain
from apdir.lists.layout import Listing, Row
from apdir.lists.rows import LEFT, Note
from apdir.model.framework import Framework
from apdir.model.values import DAY, day_as_typed
from apdir.names import visit_name
from apdir.problems import FOLDERS, Problem, did_you_mean, quoted, shown
from apdir.source.edit import Editable
from apdir.tables.loose import SHORT_YEAR

#: What a column of a log is, by its heading as `plain` has it.
COLUMNS = {
    "framework": r"(?:qa )?(?:framework|standards|tool)(?: used)?",
    "date": r"(?:date (?:of )?(?:the )?)?(?:qa )?(?:visit|visited)(?: date| on)?|date",
    "role": r"visited by|visitor|visiting officer|(?:qa )?officer|carried out by",
    "kind": r"(?:kind|type) of visit|visit type",
    "site": r"site|site visited|venue",
    "action": r"actions?(?: points?| required| agreed)?|areas? for improvement",
    "by": r"(?:action )?(?:due|due date|due by|deadline|by when|target date)",
}
#: An action that begins with the number of its requirement: `1b: refresh the training`.
ACTION = re.compile(r"\s*(?P<area>[0-9]{1,2}(?:\.[0-9]{1,2})?[a-z]?)\s*[:.)–-]?\s+(?P<action>\S.*)\Z", re.DOTALL)
ORGANISATION = "visit.organisation"


@dataclass
class Log:
    """What comes of a log: drafts by file, the row of each, problems by row, what was left, what is there already."""

    texts: dict[str, Editable] = field(default_factory=dict)
    rows: dict[str, Row] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    there: list[str] = field(default_factory=list)


def columns_of(listing: Listing) -> dict[str, str]:
    """The columns of a log of visits by what each is; none where a list is none."""
    found: dict[str, str] = {}
    for key in listing.places:
        heading = known(plain(key))
        if heading is not None and heading.field == "name":
            found.setdefault("name", key)
        for what, pattern in COLUMNS.items():
            if re.fullmatch(pattern, plain(key)):
                found.setdefault(what, key)
    return found if {"name", "framework", "date"} <= found.keys() else {}


def drafts_of(
    root: Path, library: Library, file: str, listing: Listing, columns: Mapping[str, str], organisation: str, day: date
) -> Log:
    """The drafts of a log's visits. ``organisation``: whose visits they were, empty where nobody has said."""
    log = Log()
    records, _ = records_of(root, library, "commissioner", day)
    by_name = {" ".join(one.provider.name.lower().split()): one.slug for one in records}
    sites = {one.slug: [site.id for site in one.provider.sites] for one in records}
    begun: dict[tuple[str, str, date], list[tuple[str, str, str | None]]] = {}
    for row in listing.rows:
        said = {what: "" if is_unsaid(row.cells[key]) else row.cells[key] for what, key in columns.items()}

        def wrong(what: str, message: str, hint: str, row: Row = row) -> None:
            place = listing.place(row.number, columns[what])
            log.problems.append(Problem(file, row.number, 0, place, message, hint, "visit"))

        slug = by_name.get(" ".join(said["name"].lower().split()))
        version, visited = _version(said["framework"], library, said["date"])
        if slug is None:
            wrong("name", f"There is no provider {shown(said['name'])}.", did_you_mean(said["name"], by_name, FOLDERS))
        if visited is None:
            wrong("date", f"{shown(said['date'])} is no day.", "Write the day of the visit, such as 2026-11-20.")
        elif visited > day:
            wrong("date", "This day lies in the future.", "Only visits that were made are recorded.")
        elif version is None:
            wrong("framework", f"{shown(said['framework'])} is no framework here, or was not in force then.",
                  f"Use one of: {quoted(library.frameworks)}.")  # fmt: skip
        if slug is None or visited is None or version is None or visited > day:
            continue
        site = said.get("site") or None
        if site not in sites[slug] and len(sites[slug]) > 1:
            where = "site" if "site" in columns else "name"
            wrong(where, "It has several sites, and the log does not say which was visited.",
                  f"Say it in a column `site`: {quoted(sites[slug])}.")  # fmt: skip
            continue
        told = site if len(sites[slug]) > 1 else None  # the only site tells no visit from another
        kind = next((one.id for one in version.kinds if one.id.lower() == said.get("kind", "").lower()), None)
        of_day = same_day(read_provider(root, slug, library), version.id, visited)
        others = begun.setdefault((slug, version.id, visited), of_day)
        name = visit_name(version.id, visited, kind or version.kinds[0].id, told, others)
        if name is None:
            log.there.append(f"row {row.number} ({others[0][0]})")
            continue
        others.append((name, kind or version.kinds[0].id, told))
        target = f"providers/{slug}/visits/{name}.yml"
        known_of = {"kind": kind, "site": told, "organisation": organisation, "role": said.get("role", "")}
        places = {what: listing.place(row.number, key) for what, key in columns.items()}
        log.texts[target] = _draft(version, visited, known_of, said, places, log)
        log.rows[target] = row
    for problem in new_problems(root, {name: one.text for name, one in log.texts.items()}, library, day):
        row = log.rows[problem.file]
        place = listing.place(row.number, columns["name"])
        message = f"{problem.field}: {problem.message}" if problem.field else problem.message
        log.problems.append(Problem(file, row.number, 0, place, message, problem.hint, problem.kind))
    return log


def _version(text: str, library: Library, day: str) -> tuple[Framework | None, date | None]:
    """The version of a framework that a log names, on the day that it says."""
    typed = SHORT_YEAR.sub(r"\g<1>20\2", day.strip())
    iso = typed if DAY.match(typed) else day_as_typed(typed)
    visited = date.fromisoformat(iso) if iso else None
    wanted = " ".join(text.lower().split())
    for name, versions in library.frameworks.items():
        if visited and wanted in (name, *(title.lower() for one in versions for title in (one.title, one.short_title))):
            return library.on(name, visited), visited
    return None, visited


def _draft(
    version: Framework,
    visited: date,
    of_visit: Mapping[str, str | None],
    said: Mapping[str, str],
    places: Mapping[str, str],
    log: Log,
) -> Editable:
    """A draft with what the log says; what it says otherwise is noted at its cell, of ``places``."""
    if of_visit["role"] and not of_visit["organisation"]:
        words = f'{of_visit["role"]}: whose officer? --set "{ORGANISATION}=the council" says it'
        log.notes.append(Note(LEFT, words, places["role"]))
        of_visit = {**of_visit, "role": ""}
    draft = Editable(visit_text(version, visited, of_visit))
    action = ACTION.match(said.get("action", ""))
    if action is not None and action["area"] in version.requirement:
        entry = {"area": action["area"], "action": " ".join(action["action"].split())}
        typed = said.get("by", "")
        by = typed if DAY.match(typed) else day_as_typed(typed)
        if by:
            entry["by"] = by
        elif typed:
            log.notes.append(Note(LEFT, f"{typed}: by which day?", places["by"]))
        draft = draft.put(("improvement_plan",), [entry])
    elif said.get("action"):
        log.notes.append(Note(LEFT, said["action"], places["action"]))
    return draft


def left_out(listing: Listing, columns: Mapping[str, str]) -> Sequence[str]:
    """The columns that a person enters when a draft is filled in."""
    return [key for key in listing.places if key not in columns.values() and any(listing.cells(key))]
