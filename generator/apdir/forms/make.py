"""The files of every form, made once and kept until something that they are made from changes."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Mapping
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path

from apdir import processes, state
from apdir.brand import PLAIN, Face
from apdir.forms.form import Form
from apdir.forms.html import form_templates
from apdir.forms.made import MadeFile
from apdir.forms.pdf import STYLES, pdf
from apdir.forms.pdf import missing as pdf_missing
from apdir.forms.typeface import FormsFailed, font_file
from apdir.model.settings import Council
from apdir.source import Theme

FOLDER = Path(__file__).parent
#: Formats: the file's ending after the form's id, the words of its link, and whether it has pages to count.
FORMATS = {
    "pdf": (".pdf", "Fillable PDF", True),
    "large print": ("-large-print.pdf", "Large-print PDF", True),
    "docx": (".docx", "Word file", False),
    "odt": (".odt", "OpenDocument file", False),
}
LIBRARIES = ("weasyprint", "pydyf", "pikepdf", "fonttools", "python-docx", "odfdo", "lxml")
NOTE = "made.json"


def make_forms(
    forms: Mapping[str, Form], theme: Theme, council: Council, keep: Path, jobs: int, face: Face = PLAIN
) -> dict[str, tuple[MadeFile, ...]]:
    """The files of each form, below ``keep``: taken from there where they were made from the same, else made anew.

    Where this machine cannot make PDFs, there are the others alone. Two builds of one directory share what is kept, so
    one waits for the other.
    """
    state.own_folder(keep)
    with state.locked(keep / ".lock"):
        return _made_or_kept(forms, theme, council, keep, jobs, face)


def _made_or_kept(
    forms: Mapping[str, Form], theme: Theme, council: Council, keep: Path, jobs: int, face: Face
) -> dict[str, tuple[MadeFile, ...]]:
    common = _digest_of_the_program(theme, council, face)
    folders, missing = _folders(forms, keep, common)
    paper = not missing or not pdf_missing()
    if not paper:
        folders, missing = _folders(forms, keep, common + b"without PDF")
    tasks = [(form, folders[form.id], theme, council, face, paper) for form in missing]
    if jobs > 1 and len(tasks) > 1 and processes.can_share():
        # The longest first, so that no process is left with a long one at the end.
        tasks.sort(key=lambda task: -len(task[0].fields))
        with processes.pool(jobs) as pool:
            list(pool.map(_make, *zip(*tasks, strict=True)))
    else:
        for task in tasks:
            _make(*task)
    for folder in keep.iterdir():
        if folder not in folders.values() and folder.is_dir():
            shutil.rmtree(folder, ignore_errors=True)
    return {name: _made(name, folder) for name, folder in folders.items()}


def _folders(forms: Mapping[str, Form], keep: Path, common: bytes) -> tuple[dict[str, Path], list[Form]]:
    """Paths of each form's files, and the forms whose files are not there."""
    folders = {form.id: keep / f"{form.id}-{_digest(form, common)}" for form in forms.values()}
    return folders, [form for form in forms.values() if _noted(folders[form.id]) is None]


def _make(form: Form, folder: Path, theme: Theme, council: Council, face: Face, paper: bool) -> None:
    """Make every file of one form in a folder beside its own, and put that in its place whole."""
    making = folder.with_name(f".{folder.name}.{os.getpid()}")
    shutil.rmtree(making, ignore_errors=True)
    making.mkdir(parents=True)
    pages: dict[str, int] = {}
    for kind, content in _contents(form, theme, council, face, paper).items():
        ending, _, counted = FORMATS[kind]
        file = making / f"{form.id}{ending}"
        file.write_bytes(content)
        if counted:
            import pikepdf  # as all that draws: where every form is kept, it is half of a build's start

            with pikepdf.open(file) as read:
                pages[kind] = len(read.pages)
    with state.writing(making / NOTE) as note:
        note.write(json.dumps({"pages": pages, "files": _stamps(making)}).encode())
    shutil.rmtree(state.own_folder(folder), ignore_errors=True)  # it is not as it was made
    making.rename(folder)


def _noted(folder: Path) -> dict[str, int] | None:
    """The numbers of pages of files that were made here, and are as they were made; None where they are not."""
    note = state.read_json(folder / NOTE)
    try:
        return dict(note["pages"]) if note["files"] == _stamps(folder) else None
    except (KeyError, TypeError, ValueError):
        return None


def _stamps(folder: Path) -> dict[str, list[int]]:
    """Size and time of each file, but the note."""
    found = {path.name: path.lstat() for path in sorted(folder.iterdir())}
    return {name: [status.st_size, status.st_mtime_ns] for name, status in found.items() if not _is_note(name)}


def _is_note(name: str) -> bool:
    return name.removeprefix(".").startswith(NOTE)


def _contents(form: Form, theme: Theme, council: Council, face: Face, paper: bool) -> dict[str, bytes]:
    from apdir.forms.opendocument import opendocument
    from apdir.forms.word import word

    templates = form_templates(theme)
    drawn = {"pdf": False, "large print": True} if paper else {}
    return {
        **{kind: pdf(form, templates, theme, council, face, large=large) for kind, large in drawn.items()},
        "docx": word(form, council, {}, face),
        "odt": opendocument(form, council, {}, face),
    }


def _made(name: str, folder: Path) -> tuple[MadeFile, ...]:
    pages = _noted(folder) or {}
    files = []
    for kind, (ending, label, _) in FORMATS.items():
        path = folder / f"{name}{ending}"
        if path.exists():
            files.append(MadeFile(path, path.name, label, path.stat().st_size, pages.get(kind)))
    return tuple(files)


def _digest_of_the_program(theme: Theme, council: Council, face: Face) -> bytes:
    """Digest of code, templates, styles, libraries and font."""
    digest = hashlib.blake2b(digest_size=16)
    files = [*sorted(FOLDER.glob("*.py")), *theme.below("forms").files(".html"), *theme.below("brand").files()]
    files += [*(theme.file(f"assets/{name}") for name in STYLES)]
    with suppress(FormsFailed):
        files.append(font_file())
    for file in files:
        with file.open("rb") as opened:
            digest.update(file.name.encode() + b"\0" + hashlib.file_digest(opened, "blake2b").digest())
    digest.update(" ".join(version(name) for name in LIBRARIES).encode())
    digest.update(council.model_dump_json().encode())
    digest.update(repr(face.on_paper).encode())
    return digest.digest()


def _digest(form: Form, common: bytes) -> str:
    return hashlib.blake2b(common + repr(form).encode(), digest_size=10).hexdigest()
