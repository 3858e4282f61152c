"""The files of a directory: which are read, in what order, and what is refused unread."""

import os
import subprocess
from pathlib import Path

import pytest

from apdir.problems import Problem
from apdir.source import Limits, RecordFile, read_bytes, record_file, record_files


def names(root: Path, folder: str = "records") -> list[str]:
    """What is found, with a mark before what is refused."""
    return [f"!{row.name if isinstance(row, RecordFile) else row.file}"[isinstance(row, RecordFile):]
            for row in record_files(root, folder)]  # fmt: skip


def test_files_come_in_order_without_hidden_ones_and_back_ups(tmp_path: Path) -> None:
    for name in ("b.yml", "a/z.yml", "a/y/x.yml", "c/.hidden/x.yml", ".git/config", "b.yml~", ".b.swp", "c/d.yml"):
        path = tmp_path / "records" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    assert names(tmp_path) == ["records/b.yml", "records/a/z.yml", "records/a/y/x.yml", "records/c/d.yml"]
    assert names(tmp_path, "nothing") == []


def test_links_out_of_the_directory_are_refused_and_links_within_it_read(tmp_path: Path) -> None:
    root = tmp_path / "root"
    (root / "records").mkdir(parents=True)
    (root / "other").mkdir()
    (root / "other/file.yml").touch()
    (tmp_path / "secret.yml").touch()
    links = {
        "within.yml": root / "other/file.yml",
        "out.yml": tmp_path / "secret.yml",
        "up.yml": Path("../../secret.yml"),
        "folder": root / "other",
        "circle": Path("circle"),
        "nothing.yml": root / "not-there.yml",
    }
    for name, target in links.items():
        (root / "records" / name).symlink_to(target)
    os.mkfifo(root / "records/pipe.yml")
    assert names(root) == ["!records/circle", "!records/folder", "!records/nothing.yml", "!records/out.yml",
                           "!records/pipe.yml", "!records/up.yml", "!records/within.yml"]  # fmt: skip
    (root / "linked").symlink_to(tmp_path)
    assert names(root, "linked") == ["!linked"]
    for name in ("records/out.yml", "records/within.yml", "records/pipe.yml"):
        assert isinstance(record_file(root, name), Problem)
    assert record_file(root, "other/file.yml") == RecordFile(root / "other/file.yml", "other/file.yml")


@pytest.mark.slow
def test_folders_within_folders_without_end_stop_nothing(tmp_path: Path) -> None:
    deep = tmp_path / "records"
    deep.mkdir()
    here = os.open(deep, os.O_RDONLY)
    for _ in range(1200):
        os.mkdir("a", dir_fd=here)
        inner = os.open("a", os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = inner
    os.close(here)
    try:
        assert names(tmp_path) == []
    finally:
        subprocess.run(["rm", "-rf", deep], check=True)  # Python's own way calls itself for each


@pytest.mark.parametrize(("size", "refused"), [(100, False), (101, True)])
def test_a_file_may_have_so_many_bytes(size: int, refused: bool, tmp_path: Path) -> None:
    (tmp_path / "x.yml").write_bytes(b"a" * size)
    text, problems = read_bytes(RecordFile(tmp_path / "x.yml", "x.yml"), Limits(bytes=100))
    assert (len(text), [row.kind for row in problems]) == ((0, ["huge file"]) if refused else (100, []))


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    text, problems = read_bytes(RecordFile(tmp_path / "gone.yml", "gone.yml"), Limits())
    assert (text, [(row.file, row.kind) for row in problems]) == ("", [("gone.yml", "file")])


def test_seven_equals_signs_are_a_mark_only_beside_another(tmp_path: Path) -> None:
    path = tmp_path / "x.md"
    for text, lines in (("A\n=======\n", []), ("<<<<<<< a\n=======\n>>>>>>> b\n", [1]), ("a <<<<<<< b\n", []),
                        ("||||||| base\n", [1]), ("a <<<<<<< b\n>>>>>>>\n", [2])):  # fmt: skip
        path.write_text(text)
        assert [row.line for row in read_bytes(RecordFile(path, "x.md"), Limits())[1]] == lines
