"""The files that a site is made from beside the records: which are allowed, and that none holds pupil data."""

from __future__ import annotations

import filecmp
import re
from collections.abc import Collection, Iterator
from pathlib import Path

from apdir.library import CONTENT, FORMS, LETTERS, Library
from apdir.lookalike import unseen_in
from apdir.names import is_text
from apdir.problems import UNPRINTABLE, Problem, did_you_mean, shown
from apdir.rules.copied import copied_record
from apdir.rules.kept import is_program
from apdir.rules.mkdocs import read_mkdocs
from apdir.rules.page import text_of, too_much
from apdir.security import TYPES
from apdir.source import (
    PROGRAM,
    Document,
    Limits,
    RecordFile,
    layered_files,
    look_into,
    pupil_in_name,
    read_bytes,
    read_document,
    record_file,
    record_files,
    special_file,
)
from apdir.source.fetching import computed_line
from apdir.source.sheet import sheet_problems
from apdir.source.svg import drawing_problems
from apdir.template_faults import template_problems

#: Folders in which every file is checked, and files beside the records that are none.
THEME = "theme"
GUIDANCE = "guidance/"
BESIDE = ("providers", "frameworks")
#: Others that the program reads or writes.
NAMED = ("settings.yml", "mkdocs.yml", THEME, "schema", ".vscode", ".github", *BESIDE)
#: Endings of files in `content/` that come into the site: pages, pictures, and documents that can be looked into.
PUBLISHED = frozenset((".md", ".png", ".jpg", ".jpeg", ".gif", ".webp",
                       ".csv", ".docx", ".odt", ".ods", ".pdf", ".txt", ".xlsx"))  # fmt: skip
#: Endings of files of the theme that run, and the folder of those that tell a host what to send.
TEMPLATES = (".html", ".jinja", ".xml")
CODE = (*TEMPLATES, ".js", ".mjs")
HOSTS = f"{THEME}/hosts/"
#: Endings of files of the theme that a browser asks for.
IN_BROWSERS = frozenset((".css", ".js", ".mjs", ".json", ".svg", ".woff2", ".png", ".jpg", ".webp", ".ico"))

#: Not allowed in the name of a page or file: lost in an address, or in what is printed of it.
UNFIT = re.compile(rf"[<>\"`?#%\\\\:*|]|{UNPRINTABLE.pattern}")
COMPUTED = (
    "A spreadsheet would compute a cell of this line.",
    "Begin no cell with = or @, nor with + or - before anything but a number; an apostrophe in front makes it text.",
)
UNFIT_NAME = (
    "The name of this file has a sign that an address cannot have or that nobody sees, or two endings.",
    "Give it another name, of letters, figures and hyphens.",
)


def check_content(root: Path, named: Collection[str] = ()) -> Iterator[Problem]:
    """Every problem of mkdocs.yml, of `content/` and `theme/`, and beside the folders of records.

    ``named`` are drawings that the settings name: their problems are told there.
    """
    yield from read_mkdocs(root)[1]
    for name in NAMED:
        problem = special_file(root, name)
        if problem is not None:
            yield problem
    for file in record_files(root, CONTENT, passed_over=True):
        if isinstance(file, Problem):
            yield file
        elif not is_text(file.name):
            yield _no_text(file.name)
        elif UNFIT.search(file.name) or unseen_in(file.name) is not None or _is_like_a_file(file):
            yield Problem(shown(file.name), 0, 0, "", *UNFIT_NAME, "file name")
        elif not _is_form(file):  # a record, looked at when read
            yield from _in(file)
            if not file.passed_over and file.path.suffix.lower() not in PUBLISHED:
                yield _unpublished(file.name)
            elif not file.passed_over and _is_edited(root, file.name, file.path):
                yield from copied_record(file)
                if file.path.suffix.lower() == ".csv" and (line := computed_line(text_of(file.path))):
                    yield Problem(file.name, line, 0, "", *COMPUTED, "formula")
                if file.path.suffix == ".md" and not file.name.startswith(f"{LETTERS}/"):
                    yield from too_much(file.name, text_of(file.path))
    for file in record_files(root, THEME):
        if isinstance(file, Problem):
            yield file
        elif not is_program(root) and not is_the_programs(file.name, file.path):
            yield from _in(file)
            yield from copied_record(file)
            if file.path.suffix.lower() == ".css":
                yield from sheet_problems(file)
            elif file.path.suffix.lower() == ".svg" and file.name not in named:
                yield from drawing_problems(file)
            elif _is_template(file.name):
                yield from template_problems(file)
    for folder in BESIDE:
        for path in sorted((root / folder).iterdir()) if (root / folder).is_dir() else ():
            name = f"{folder}/{path.name}"
            if path.is_file() and not path.is_symlink() and path.suffix != ".yml":
                yield from _in(RecordFile(path, name))


def published_files(root: Path, library: Library) -> dict[str, Path]:
    """Return the files of `content/` and `theme/` that may come into a site, by their names relative to the root.

    Each is an ordinary file that `check_content` has looked at, or one of the program's; anything else, and what the
    settings leave out, is not among them.
    """
    return {
        file.name: file.path
        for folder, endings in ((CONTENT, PUBLISHED), (THEME, IN_BROWSERS))
        for file in layered_files(root, folder)
        if isinstance(file, RecordFile) and file.path.suffix.lower() in endings and _is_wanted(file, library)
    }


def own_code(root: Path) -> list[str]:
    """Return the names of the files in a directory's own theme that run: templates in a build, scripts in browsers."""
    found = (file for file in record_files(root, THEME) if isinstance(file, RecordFile) and not is_program(root))
    return [file.name for file in found if (file.name.startswith(HOSTS) or file.name.lower().endswith(CODE))
            and not is_the_programs(file.name, file.path)]  # fmt: skip


def _is_template(name: str) -> bool:
    return name.startswith(HOSTS) or (name.endswith(TEMPLATES) and not name.startswith(f"{THEME}/editor/"))


def own_files(root: Path, library: Library) -> Iterator[RecordFile]:
    """Every file that comes into a site, or whose words do, and that the directory itself wrote."""
    for name in ("settings.yml", "mkdocs.yml"):
        file = record_file(root, name)
        if isinstance(file, RecordFile) and file.path.is_file():
            yield file
    for name, path in published_files(root, library).items():
        if path.is_relative_to(root) and _is_edited(root, name, path):
            yield RecordFile(path, name)


def about_no_framework(root: Path, library: Library) -> Iterator[Problem]:
    """A problem for each framework that a page of the directory says it is about, and that is not there."""
    there = sorted({*library.frameworks, *library.others, *library.unreadable})
    for file in own_files(root, library):
        document, named = _about(file)
        for at, name in enumerate(named):
            if document is not None and name not in there:
                message, hint = f"There is no framework {shown(name)}.", did_you_mean(name, there)
                yield document.problem(("frameworks", at), message, hint, "unknown id")


def _is_wanted(file: RecordFile, library: Library) -> bool:
    """Whether a file of `content/` comes into the site: by its address, and by the frameworks that it is about.

    A page in `guidance/<framework>/` is about that one, and any page about those that its front matter names.
    """
    if file.name.startswith(f"{LETTERS}/"):  # no pages: `apdir letter` writes them
        return False
    address = file.name.removeprefix(f"{CONTENT}/").removesuffix(".md").removesuffix("/index")
    about = set(file.name.split("/")[2:-1]) if file.name.startswith(f"{CONTENT}/{GUIDANCE}") else set()
    if library.others:
        about |= {*_about(file)[1]}
    return not library.settings.leaves_out(address) and library.others.isdisjoint(about)


def _about(file: RecordFile) -> tuple[Document | None, list[str]]:
    """Return a page as data, and the frameworks that its front matter names; nothing of a file that is no page."""
    text, problems = read_bytes(file, Limits()) if file.path.suffix == ".md" else ("", [])
    document = read_document(file.name, text, Limits(), markdown=True)[0] if text and not problems else None
    named = document.data.get("frameworks") if document is not None else None
    return document, [str(name) for name in named] if isinstance(named, list) else []


def _is_form(file: RecordFile) -> bool:
    return file.name.startswith(f"{FORMS}/") and file.path.suffix == ".yml"


def _is_edited(root: Path, name: str, path: Path) -> bool:
    """Return whether a file may hold what others than the program's makers wrote, as any page in its repository may."""
    return (name.startswith(f"{CONTENT}/") and is_program(root)) or not is_the_programs(name, path)


def is_the_programs(name: str, path: Path) -> bool:
    """Return whether a file, by its name below the root, is still as the program has it: what its makers wrote."""
    own = PROGRAM / name
    return own.is_file() and filecmp.cmp(own, path, shallow=False)


def _in(file: RecordFile) -> Iterator[Problem]:
    yield from pupil_in_name(file.name, file.name)
    yield from look_into(file)


def _is_like_a_file(file: RecordFile) -> bool:
    """Return whether a folder of the site would have the name of a file, as `index.html`: each page is a folder."""
    *folders, last = file.name.split("/")
    folders += [last.removesuffix(".md")] if last.endswith(".md") else []
    return any(Path(folder).suffix.lower() in TYPES for folder in folders)


def _no_text(name: str) -> Problem:
    told = name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    return Problem(told, 0, 0, "", "The name of this file is not UTF-8 text.", "Give it another name.", "file name")


def _unpublished(name: str) -> Problem:
    message = "A file of this kind cannot come into the site."
    hint = f"Keep it elsewhere and link to it. Pages, pictures and documents can: {', '.join(sorted(PUBLISHED))}."
    return Problem(name, 0, 0, "", message, hint, "wrong place")
