"""Photographs of a provider's place: what is refused, and that the site's copies are small and have no metadata."""

from __future__ import annotations

import os
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageFile

from apdir.source.photo import MOST_SHOWN, photo_of
from tests.integration.test_commands import Run, run, small

__all__ = ["run", "small"]

YARD = "  - {file: pictures/yard.jpg, alt: The yard and barn, no_pupils: yes}"


def noise(width: int, height: int) -> Image.Image:
    """A picture that packs badly."""
    return Image.frombytes("RGB", (width, height), os.urandom(width * height * 3))


def jpeg(image: Image.Image, **more: Any) -> bytes:
    out = BytesIO()
    image.save(out, "JPEG", **more)
    return out.getvalue()


PLAIN = jpeg(Image.new("RGB", (640, 480), "green"))


def put(small: Path, lines: Iterable[str], files: dict[str, bytes], edits: Iterable[tuple[str, str]] = ()) -> None:
    """Give the one provider these lines of `pictures` and these files."""
    folder = small / "providers/case-farm"
    record = folder / "provider.md"
    text = record.read_text(encoding="utf-8").replace("\noffer:", "\npictures:\n" + "\n".join(lines) + "\noffer:")
    for old, new in edits:
        assert old in text
        text = text.replace(old, new)
    record.write_text(text, encoding="utf-8")
    (folder / "pictures").mkdir()
    for name, content in files.items():
        (folder / "pictures" / name).write_bytes(content)


FOUR = [f"  - {{file: pictures/{name}.jpg, alt: The {name}, no_pupils: yes}}" for name in ("a", "b", "c", "d")]


@pytest.mark.parametrize(("lines", "files", "edits", "told"), [
    ([YARD], {"yard.jpg": PLAIN}, [], []),
    ([YARD], {}, [], ["There is no file pictures/yard.jpg in this folder."]),
    ([YARD], {"yard.jpg": PLAIN, "barn.jpg": PLAIN}, [], ["pictures/barn.jpg: The record does not name this picture."]),
    ([YARD, YARD], {"yard.jpg": PLAIN}, [], ["pictures[2].file: This picture is named already."]),
    ([YARD.replace("no_pupils: yes", "no_pupils: no")], {"yard.jpg": PLAIN}, [], ["A pupil may be recognised"]),
    ([YARD.replace(", no_pupils: yes", "")], {"yard.jpg": PLAIN}, [], ["pictures[1].no_pupils: "]),
    ([YARD.replace("alt: The yard and barn, ", "")], {"yard.jpg": PLAIN}, [], ["pictures[1].alt: "]),
    ([YARD.replace("yard.jpg", "IMG_2034.HEIC")], {}, [], ["Save it as a JPEG, and write it like pictures/yard.jpg"]),
    ([YARD.replace("pictures/yard", "../other-farm/pictures/yard")], {}, [], ["cannot be the name of a picture"]),
    (FOUR, {f"{name}.jpg": PLAIN for name in "abcd"}, [], ["There are 4 pictures. Keep 3."]),
    ([YARD], {"yard.jpg": b"<svg onload=alert(1)>"}, [], ["This is no JPEG"]),
    ([YARD], {"yard.jpg": PLAIN[: len(PLAIN) // 2]}, [], ["This picture is broken", "a part of it is missing"]),
    ([YARD], {"yard.jpg": jpeg(Image.new("RGB", (200, 640)))}, [], ["This picture is 200 by 640 pixels."]),
    ([YARD], {"yard.jpg": PLAIN + b"x" * 2_000_000}, [], ["too large to be looked into", "more than 2 MB"]),
    ([YARD], {"yard.jpg": PLAIN}, [("public: yes", "public: no")], ["a picture can show where it is"]),
])  # fmt: skip
def test_what_is_wrong_with_a_picture_is_told_at_its_line(
    small: Path,
    run: Run,
    monkeypatch: pytest.MonkeyPatch,
    lines: list[str],
    files: dict[str, bytes],
    edits: list[tuple[str, str]],
    told: list[str],
) -> None:
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)  # as WeasyPrint does once it is loaded
    put(small, lines, files, edits)
    code, out, err = run("check")
    assert code == int(bool(told)), out + err
    for words in told:
        assert words in out
    assert out.count("\n") == len(told), out


def test_a_copy_is_small_upright_and_has_no_metadata(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # it was taken with the camera on its side
    exif[0x010E] = "Sent from somebody's telephone"
    (tmp_path / "yard.jpg").write_bytes(jpeg(noise(1600, 1200), exif=exif, comment=b"Somebody", quality=20))
    made = photo_of(tmp_path / "yard.jpg")
    with Image.open(BytesIO(made.content)) as copy:
        copy.load()
        assert copy.format == "JPEG"
        assert copy.size == (made.width, made.height)
        assert made.width < made.height <= 800
        assert not copy.getexif()
        assert "comment" not in copy.info
    assert len(made.content) <= MOST_SHOWN
    assert b"omebody" not in made.content


@pytest.mark.slow
def test_the_page_shows_the_copies_with_their_words_and_sizes(small: Path, run: Run) -> None:
    put(small, [YARD], {"yard.jpg": jpeg(Image.new("RGB", (1600, 1200), "green"))})
    code, out, err = run("build", "--no-forms", "--no-search")
    assert code == 0, out + err
    folder = small / "site/providers/case-farm"
    page = (folder / "index.html").read_text(encoding="utf-8")
    assert '<img src="pictures/yard.jpg" width="800" height="600" alt="The yard and barn" loading="lazy"' in page
    with Image.open(folder / "pictures/yard.jpg") as copy:
        assert copy.size == (800, 600)
