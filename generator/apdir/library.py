"""Settings, frameworks and forms: what every provider's folder is read against."""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from apdir import settings_faults
from apdir.brand import brand_problems
from apdir.model.checked_framework import CheckedFramework
from apdir.model.crosswalk import Crosswalk
from apdir.model.crosswalk import gaps as crosswalk_gaps
from apdir.model.fields import Record
from apdir.model.form import FormFile
from apdir.model.framework import Framework
from apdir.model.reading import Reading, read
from apdir.model.settings import Settings
from apdir.problems import Problem, did_you_mean, guarded
from apdir.source import (
    PROGRAM,
    Document,
    FieldPath,
    Limits,
    RecordFile,
    layered_file,
    layered_files,
    pupil_in_file,
    pupil_problems,
    read_bytes,
    read_document,
    record_file,
)

CONTENT = "content"
FRAMEWORKS = "frameworks"
CROSSWALK = "frameworks/crosswalk.yml"
FORMS = f"{CONTENT}/forms"
LETTERS = f"{CONTENT}/letters"
VERSION = re.compile(r"\d{4}-\d{2}\Z")
#: A framework holds five times what a visit does.
FRAMEWORK_LIMITS = Limits(bytes=2_000_000, nodes=60_000)
#: The parts of a framework that visits are judged against: where one of them is mended, no visit can be judged.
JUDGED_AGAINST = frozenset(
    ("id", "version", "in_force", "kinds", "scales", "scale", "header", "pre_visit", "themes", "areas", "lists",
     "outcomes", "outcome_rules", "schedule", "terms_a_year", "dispute")
)  # fmt: skip


@dataclass(frozen=True)
class Library:
    """Every framework in every version, the settings and the forms: what each provider's folder is read against.

    ``problems`` are those of its own files. Where there are any, settings or frameworks are mended: good for checking
    the records in the same run, never for a page. ``mended`` are the settings that could not be read, ``unreadable``
    the frameworks of which a version could not. ``documents`` are the files of the settings, frameworks and forms,
    ``files`` those of the frameworks and of their map, ``others`` the frameworks that are there and that this directory
    does not use.
    """

    settings: Settings
    frameworks: dict[str, tuple[Framework, ...]]
    documents: tuple[tuple[Record, Document], ...] = ()
    problems: tuple[Problem, ...] = ()
    unreadable: frozenset[str] = frozenset()
    mended: tuple[FieldPath, ...] = ()
    crosswalk: Crosswalk | None = None
    forms: tuple[FormFile, ...] = ()
    files: tuple[Path, ...] = ()
    others: frozenset[str] = frozenset()

    @property
    def compared(self) -> Crosswalk | None:
        """The map between frameworks, None where there are not two that it has."""
        return self.crosswalk if self.crosswalk is not None and len(self.crosswalk.frameworks) > 1 else None

    def current(self, framework: str, today: date) -> Framework:
        """The version in force on a day, or the latest there is."""
        versions = self.frameworks[framework]
        return next((version for version in reversed(versions) if version.holds_on(today)), versions[-1])

    def on(self, framework: str, day: date) -> Framework | None:
        """The version in force on a day, None where there is no such framework or none was in force."""
        return next((version for version in self.frameworks.get(framework, ()) if version.holds_on(day)), None)


class NoDirectory(Exception):
    """There is no directory repository where one was looked for. The message is for the user."""


def read_settings(root: Path) -> tuple[Document | None, Reading[Settings], list[Problem]]:
    """The settings below ``root``, with every problem of them; where there are any, what is read is mended."""
    file = record_file(root, "settings.yml")
    document, problems = (None, [file]) if isinstance(file, Problem) else open_document(file, Limits(), markdown=False)
    reading: Reading[Settings] = _read_cached(Settings, document or Document("settings.yml", {}))
    return document, reading, [*problems, *(reading.problems if document is not None else ())]


def read_library(root: Path) -> Library:
    """Settings, frameworks and forms below ``root``, with every problem of them.

    Raises NoDirectory where there are none.
    """
    for name, kind, is_kind in (("settings.yml", "file", Path.is_file), ("providers", "folder", Path.is_dir)):
        if is_kind(root / name):
            continue
        if os.path.lexists(root / name):
            raise NoDirectory(f"`{name}` in {root} is not a {kind}, and must be one.")
        above = next(
            (one for one in root.resolve().parents if (one / name).is_file() and (one / "providers").is_dir()), None
        )
        where = f"in {above} (`cd {os.path.relpath(above)}`)" if above is not None else "in the directory's own folder"
        raise NoDirectory(f"There is no {kind} `{name}` in {root}. Run the command {where}, or name it with --root.")
    document, reading, problems = read_settings(root)
    if reading.record is None:
        raise RuntimeError("settings cannot be mended from their examples")
    versions: dict[str, list[Framework]] = {}
    documents: list[tuple[Framework, Document]] = []
    unreadable: set[str] = set()
    settings = reading.record
    every = list(layered_files(root, FRAMEWORKS))
    others = frozenset(_folder(file) for file in every if not _is_used(file, settings))
    files = [file for file in every if _is_used(file, settings)]
    for file in files:
        if isinstance(file, Problem):
            problems.append(file)
            continue
        framework, framework_document, found = _read_framework(file)
        problems += found
        if framework is not None and framework_document is not None:
            versions.setdefault(framework.id, []).append(framework)
            documents.append((framework, framework_document))
        elif found:
            unreadable.add(file.name.split("/")[1])
    for rows in versions.values():
        rows.sort(key=lambda framework: framework.in_force.start)
    for earlier, later, overlapping in _overlaps(versions, documents):
        problems.append(
            overlapping.problem(
                ("in_force", "from"),
                f"Version {later.version} begins while version {earlier.version} still holds.",
                f"Give version {earlier.version} an `until` on the day before.",
                "version",
            )
        )
    if document is not None:
        there = sorted({*versions, *unreadable, *others})
        names = (file.name for file in layered_files(root, CONTENT) if isinstance(file, RecordFile))
        pages = {name.removeprefix(f"{CONTENT}/").rpartition(".")[0] for name in names}
        problems += settings_faults.unknown_names(settings, document, there, pages, reading.mended)
        problems += settings_faults.unknown_places(settings, document, reading.mended)
        problems += brand_problems(root, settings.brand, document, reading.mended)
    frameworks = {name: tuple(map(_until_next, rows, [*rows[1:], None])) for name, rows in sorted(versions.items())}
    crosswalk, found = _read_crosswalk(root, frameworks, unreadable, others)
    forms, wrong_forms = _read_forms(root, settings, frameworks, unreadable, others)
    return Library(
        settings,
        frameworks,
        (*([(settings, document)] if document is not None else []), *documents, *forms),
        tuple(guarded([*problems, *found, *wrong_forms])),
        frozenset(unreadable),
        reading.mended,
        crosswalk,
        tuple(form for form, _ in forms),
        tuple(file.path for file in files if isinstance(file, RecordFile)),
        others,
    )


def _folder(file: RecordFile | Problem) -> str:
    """The framework that a file of `frameworks/` is of, by its folder; empty for one of none."""
    parts = (file.file if isinstance(file, Problem) else file.name).split("/")
    return parts[1] if len(parts) > 2 else ""


def _is_used(file: RecordFile | Problem, settings: Settings) -> bool:
    """Whether the directory uses the framework that a file of `frameworks/` is of."""
    return not settings.frameworks or _folder(file) in ("", *settings.frameworks)


def _read_forms(
    root: Path,
    settings: Settings,
    frameworks: dict[str, tuple[Framework, ...]],
    unreadable: Collection[str],
    others: Collection[str],
) -> tuple[list[tuple[FormFile, Document]], list[Problem]]:
    """The forms that no framework owns and their files, in the order of their ids, with every problem of them.

    Those of frameworks that the directory does not use, and those that its settings leave out, are not among them.
    """
    forms: list[tuple[FormFile, Document]] = []
    problems: list[Problem] = []
    for file in layered_files(root, FORMS):
        if isinstance(file, Problem):
            problems.append(file)
            continue
        if file.path.name == "README.md":
            continue
        if file.path.suffix != ".yml" or file.name.count("/") != 2:
            hint = f"Name it {FORMS}/<id>.yml, such as {FORMS}/agreement.yml."
            problems.append(Problem(file.name, 0, 0, "", "A form does not belong here.", hint, "wrong place"))
            continue
        document, found = open_document(file, FRAMEWORK_LIMITS, markdown=False)
        problems += found
        if document is None:
            continue
        reading: Reading[FormFile] = _read_cached(FormFile, document)
        problems += reading.problems
        form = reading.record
        if form is None or form.framework in others or settings.leaves_out(f"forms/{form.id}"):
            continue
        if form.id != file.path.stem and ("id",) not in reading.mended:
            hint = f"Write `{file.path.stem}`, or rename the file."
            problems.append(document.problem(("id",), f"`{form.id}` is not the file's name.", hint, "folder and id"))
        if form.id in {name for rows in frameworks.values() for version in rows for name in version.form_ids.values()}:
            message = f"`{form.id}` is the id of a form that a framework makes."
            problems.append(document.problem(("id",), message, "Give this form another id.", "folder and id"))
        known = form.framework is None or form.framework in frameworks or form.framework in unreadable
        if not known and ("framework",) not in reading.mended:
            hint = did_you_mean(str(form.framework), frameworks)
            problems.append(
                document.problem(("framework",), f"There is no framework `{form.framework}`.", hint, "unknown id")
            )
        forms.append((form, document))
    return sorted(forms, key=lambda row: row[0].id), problems


def _read_crosswalk(
    root: Path, frameworks: dict[str, tuple[Framework, ...]], unreadable: Collection[str], others: Collection[str]
) -> tuple[Crosswalk | None, list[Problem]]:
    """The map between frameworks, None where there is none; a problem for whatever it leaves out.

    A directory's own map adds to the program's: themes, asks, and the rows of frameworks, which replace the program's.
    The rows of frameworks that the directory does not use are left out.
    """
    problems: list[Problem] = []
    whole = Crosswalk()
    for file in dict.fromkeys((RecordFile(PROGRAM / CROSSWALK, CROSSWALK), layered_file(root, CROSSWALK))):
        if isinstance(file, Problem):
            return None, [file]
        if file is None or not file.path.is_file():
            continue
        document, found = open_document(file, FRAMEWORK_LIMITS, markdown=False)
        problems += found
        if document is None:
            return None, problems
        reading: Reading[Crosswalk] = _read_cached(Crosswalk, document)
        problems += reading.problems
        if reading.record is not None:
            whole = reading.record.over(whole)
            if not file.path.is_relative_to(root):  # the program's map may be of another version than the directory's
                continue
            findings = crosswalk_gaps(reading.record, whole, frameworks, {*unreadable, *others})
            problems += [
                document.problem(path, message, hint, "crosswalk", key=len(path) > 1 and path[0] == "frameworks")
                for path, message, hint in findings
            ]
    return (None if problems else whole.of(frameworks)), problems


def _read_framework(file: RecordFile) -> tuple[Framework | None, Document | None, list[Problem]]:
    """One version of a framework; nothing at all for a file that is no version of one."""
    parts = file.name.split("/")
    if file.name == CROSSWALK or parts[-1] == "README.md":
        return None, None, []
    if len(parts) != 3 or not VERSION.match(file.path.stem) or file.path.suffix != ".yml":
        hint = "Name it frameworks/<id>/<year-month>.yml, such as frameworks/our-own/2026-09.yml."
        return None, None, [Problem(file.name, 0, 0, "", "A framework does not belong here.", hint, "wrong place")]
    document, problems = open_document(file, FRAMEWORK_LIMITS, markdown=False)
    if document is None:
        return None, None, problems
    reading: Reading[CheckedFramework] = _read_cached(CheckedFramework, document)
    problems += reading.problems
    framework = reading.record
    if framework is None:
        return None, None, problems
    for name, value, right in (("id", framework.id, parts[1]), ("version", framework.version, file.path.stem)):
        if value != right and (name,) not in reading.mended:
            what = "folder" if name == "id" else "file"
            problems.append(
                document.problem(
                    (name,), f"The {name} `{value}` is not the {what}'s name.", f'Write "{right}".', "folder and id"
                )
            )
    if framework.id != parts[1] or any(JUDGED_AGAINST.intersection(path[:1]) for path in reading.mended):
        return None, None, problems
    return framework, document, problems


def _until_next(framework: Framework, later: Framework | None) -> Framework:
    """A version that gives no last day holds until the next one begins."""
    if later is None or framework.in_force.until is not None:
        return framework
    ends = later.in_force.start - timedelta(days=1)
    return framework.model_copy(update={"in_force": framework.in_force.model_copy(update={"until": ends})})


def _overlaps(
    versions: dict[str, list[Framework]], documents: list[tuple[Framework, Document]]
) -> Iterator[tuple[Framework, Framework, Document]]:
    for rows in versions.values():
        for earlier, later in pairwise(rows):
            if earlier.in_force.until is not None and earlier.in_force.until >= later.in_force.start:
                yield earlier, later, next(document for framework, document in documents if framework is later)


def open_document(file: RecordFile, limits: Limits, *, markdown: bool) -> tuple[Document | None, list[Problem]]:
    """A record file as data, with every problem of its bytes and form."""
    text, problems = read_bytes(file, limits)
    if problems:
        return None, problems + pupil_in_file(file)
    # Frameworks and settings are the same from one reading to the next, of which `changes` has three.
    opened = _open_cached if limits == FRAMEWORK_LIMITS or file.name == "settings.yml" else _open
    document, problems = opened(file.name, text, limits, markdown=markdown)
    return document, [*problems]


def _open(name: str, text: str, limits: Limits, *, markdown: bool) -> tuple[Document | None, list[Problem]]:
    document, problems = read_document(name, text, limits, markdown=markdown)
    body = document.body_line if document is not None and markdown else None
    field_at = document.field_at if document is not None else None
    return document, problems + pupil_problems(name, text, body=body, field_at=field_at)


_open_cached = lru_cache(maxsize=64)(_open)


@lru_cache(maxsize=64)
def _read_cached(model: type[Record], document: Document) -> Reading[Any]:
    """Read a document as a record; by the document itself, which `_open_cached` returns again for the same text."""
    return read(model, document)
