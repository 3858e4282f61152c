"""Commands on a system that has not what Linux has; it is no Windows, but what is missing there is missing here."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from apdir.commands.build import cache_folder
from apdir.output import MARK, put_file, replacing
from apdir.state import open_ordinary
from tests.support.sites import ROOT, TODAY

FARM = "providers/orchard-farm/provider.md"
WHO = ("-c", "user.name=Officer", "-c", "user.email=officer@coastshire.example")


@dataclass
class Done:
    """A directory after all the commands, the folder beside it for temporary files, and what they said."""

    root: Path
    temporary: Path
    out: str
    err: str


def git(root: Path, *arguments: str) -> None:
    subprocess.run(["git", *WHO, *arguments], cwd=root, check=True, capture_output=True)


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> Done:
    """All the commands in one process, which writes text as an old Windows does unless it is told otherwise."""
    if sys.platform != "linux":
        pytest.skip("takes away what Linux has")
    top = tmp_path_factory.mktemp("elsewhere")
    root, new, book = top / "ours", top / "new", top / "providers.csv"
    (top / "temporary").mkdir()
    shutil.copytree(ROOT / "tests/directory", root)
    git(root, "init", "--initial-branch", "main")
    git(root, "add", ".")
    git(root, "commit", "--message", "Begin")
    text = (root / FARM).read_text(encoding="utf-8").replace("Orchard Farm", "Zoë’s Łódź Farm")
    (root / FARM).write_text(text, encoding="utf-8", newline="\r\n")
    book.write_text("folder,offer.capacity\norchard-farm,12\n", encoding="utf-8")
    here = ("--root", str(root), "--today", TODAY)
    lines = [
        ["--today", TODAY, "init", str(new), "--name", "Coastshire Council", "--framework", "leicestershire"],
        ["--root", str(new), "--today", TODAY, "check"],
        [*here, "check"],
        [*here, "changes", "--format", "markdown"],
        [*here, "build", "--jobs", "2", "--no-search"],
        [*here, "build"],
        [*here, "new", "visit", "orchard-farm", "--framework", "leicestershire"],
        [*here, "import", str(book)],
        [*here, "import", str(book), "--write"],
        [*here, "confirm", "orchard-farm"],
        [*here, "serve", "--port", "0", "--no-search"],
        [*here, "form", "leicestershire-visit", "--format", "docx", "--out", str(top / "form.docx")],
        [*here, "new", "provider", "Łódź Tutors", "--type", "farm"],
    ]
    surroundings = os.environ | {
        "TMPDIR": str(top / "temporary"), "LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": "cp1252",
    }  # fmt: skip
    told = subprocess.run(
        [sys.executable, "-X", "utf8=0", "-m", "tests.support.elsewhere", json.dumps(lines)],
        cwd=ROOT, env=surroundings, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert told.returncode == 0, told.stdout + told.stderr
    assert "Traceback" not in told.stderr
    return Done(root, top / "temporary", told.stdout, told.stderr)


@pytest.mark.slow
def test_records_are_begun_checked_compared_and_changed(done: Done) -> None:
    assert (done.root.parent / "new/settings.yml").is_file()
    assert "All is well: 1 provider checked." in done.err
    assert "Zoë’s Łódź Farm" in done.out
    assert (done.root / f"providers/orchard-farm/visits/{TODAY}-leicestershire.yml").is_file()
    assert (done.root / "providers/lodz-tutors/provider.md").is_file()
    farm = (done.root / FARM).read_bytes()
    assert b"capacity: 12\r\n" in farm
    assert TODAY.encode() in farm
    assert farm.count(b"\n") == farm.count(b"\r\n")


@pytest.mark.slow
def test_the_site_is_built_and_served_and_nothing_is_left_behind(done: Done) -> None:
    assert done.err.count("Built the public edition") == 3
    assert re.search(r"Serving on http://127\.0\.0\.1:\d+/", done.out)
    assert "Zoë’s Łódź Farm" in (done.root / "site/providers/orchard-farm/index.html").read_text(encoding="utf-8")
    assert (done.root / "site/pagefind/pagefind.js").is_file()
    assert list(done.temporary.iterdir()) == []
    expected = {".git", ".cache", "providers", "settings.yml", "site"}
    assert {path.name for path in done.root.iterdir()} - {".site.lock"} == expected


@pytest.mark.slow
def test_without_pango_all_but_the_pdfs_is_made_and_it_says_how_to_get_them(done: Done) -> None:
    folder = done.root / "site/forms/leicestershire-visit"
    assert {path.suffix for path in folder.iterdir()} == {".html", ".docx", ".odt"}
    assert ".pdf" not in (folder / "index.html").read_text(encoding="utf-8")
    assert (done.root.parent / "form.docx").is_file()
    assert "Everything is there but the forms' PDFs." in done.err
    for system in ("Windows", "macOS", "Debian", "Fedora"):
        assert re.search(rf"^  {system}\b.*pango", done.err, re.MULTILINE)
    assert "could not import some external libraries" not in done.out  # WeasyPrint's own words


def replaced(out: Path, text: str) -> None:
    with replacing(out) as folder:
        (folder / MARK).write_text("{}", encoding="utf-8")
        (folder / "page").write_text(text, encoding="utf-8")


def test_a_folder_that_cannot_be_put_in_place_leaves_the_old_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "site"
    for text in ("one", "two"):
        replaced(out, text)
        assert (out / "page").read_text(encoding="utf-8") == text
    rename = Path.rename

    def open_elsewhere(path: Path, target: Path) -> Path:
        if path.name == "site" and path != out:
            raise PermissionError
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", open_elsewhere)
    with pytest.raises(PermissionError):
        replaced(out, "three")
    assert (out / "page").read_text(encoding="utf-8") == "two"


def test_a_build_killed_between_two_renames_is_put_right_by_the_next(tmp_path: Path) -> None:
    out = tmp_path / "site"
    replaced(out, "one")
    (tmp_path / ".site.building-x").mkdir()
    out.rename(tmp_path / ".site.building-x/old")
    with pytest.raises(ZeroDivisionError), replacing(out):
        _ = 1 / 0
    assert (out / "page").read_text(encoding="utf-8") == "one"


def test_without_links_a_new_file_is_written_over_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(os, "link")
    put_file(tmp_path / "a", b"one")
    with pytest.raises(FileExistsError):
        put_file(tmp_path / "a", b"two")
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("a", b"one")]


def test_a_link_or_pipe_is_opened_nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "file")
    (tmp_path / "file").write_bytes(b"private")
    os.mkfifo(tmp_path / "pipe")
    for name in ("O_NOFOLLOW", "O_NONBLOCK"):
        monkeypatch.delattr(os, name)
    for name in ("link", "pipe"):
        with pytest.raises(OSError, match="not an ordinary file"):
            open_ordinary(tmp_path / name)


def test_a_cache_has_a_name_that_windows_can_write(tmp_path: Path) -> None:
    assert ":" not in cache_folder(tmp_path, Path("/C:/sites/ours"), "public").name


def test_a_container_for_who_has_no_python_is_set_up_by_what_there_is() -> None:
    container = json.loads((ROOT / ".devcontainer/devcontainer.json").read_text(encoding="utf-8"))
    make, target = container["postCreateCommand"].split()
    assert make == "make"
    assert f"\n{target}:" in (ROOT / "Makefile").read_text(encoding="utf-8")
