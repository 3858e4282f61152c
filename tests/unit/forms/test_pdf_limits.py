"""A PDF has a price that is known: one that unfolds to too much, or cannot be unfolded, is told in a sentence."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import zlib
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from apdir import isolated
from apdir.forms import filled
from apdir.forms.filled import NotReadable, read_filled, read_filled_isolated
from apdir.source.readable import BROKEN, TOO_MUCH, read
from tests.support.commands import typed
from tests.support.memory import cost
from tests.support.sites import ROOT, TODAY

FIELD = b"10 0 <</T(note)/V(seen)>>"
#: Megabytes: what a process has at the most that may have 500 of addresses.
MOST = 400


def file(objects: dict[int, bytes]) -> bytes:
    """A form of one field, the object 10, which stands in the packed part 9 as the page's content does."""
    objects = {
        1: b"<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[10 0 R]>>>>",
        2: b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
        3: b"<</Type/Page/Parent 2 0 R/Resources<<>>/MediaBox[0 0 9 9]/Contents 9 0 R>>",
        4: b"<</formid(derby-visit)>>",
    } | objects
    out, places = b"%PDF-1.7\n", {}
    for number, content in objects.items():
        places[number] = len(out)
        out += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    places[11] = len(out)
    rows = b"".join(
        b"\2" + (9).to_bytes(4, "big") + b"\0\0"
        if number == 10 and 10 not in objects
        else (b"\1" if number in places else b"\0") + places.get(number, 0).to_bytes(4, "big") + b"\0\0"
        for number in range(12)
    )
    table = b"<</Type/XRef/W[1 4 2]/Size 12/Root 1 0 R/Info 4 0 R/Length %d>>" % len(rows)
    return out + b"11 0 obj\n%b\nstream\n%b\nendstream\nendobj\nstartxref\n%d\n%%%%EOF" % (table, rows, len(out))


def stream(about: bytes, content: bytes) -> bytes:
    return b"<<%b/Length %d>>\nstream\n%b\nendstream" % (about, len(content), content)


def lzw(cycles: int) -> bytes:
    """Spaces, by a code for each run that is one longer than the last, until the table is full and begins anew."""
    widths = ((511, 9), (1023, 10), (2047, 11), (4094, 12))
    codes = "".join(f"{code:0{next(width for end, width in widths if code < end)}b}" for code in range(258, 4094))
    bits = f"{256:09b}" + (f"{32:09b}{codes}{256:012b}") * cycles
    return int(bits + "0" * (-len(bits) % 8), 2).to_bytes(-(-len(bits) // 8), "big")


def twice(content: bytes) -> bytes:
    return zlib.compress(content, 9)


KINDS = ("flate", "flate-twice", "flate-three-times", "run-length", "hex", "base-85", "lzw", "predictor")


@cache
def bombs() -> dict[str, tuple[bytes, bytes]]:
    """Return kinds of packing, and of each what unfolds from a few thousand bytes to tens of millions or more."""
    spaces = zlib.compress(b" " * 52_000_000)
    made = (
        (b"/FlateDecode", spaces),
        (b"[/FlateDecode/FlateDecode]", twice(spaces)),
        (b"[/FlateDecode/FlateDecode/FlateDecode]", twice(twice(spaces))),
        (b"[/FlateDecode/RunLengthDecode]", twice(b"\x81 " * 1_000_000)),
        (b"[/FlateDecode/ASCIIHexDecode]", twice(b"20" * 26_000_000)),
        (b"[/FlateDecode/ASCII85Decode]", twice(b"z" * 52_000_000)),
        (b"[/FlateDecode/LZWDecode]", twice(lzw(40))),
        (b"/FlateDecode/DecodeParms<</Predictor 12/Columns 9>>", zlib.compress(bytes(52_000_000))),
    )
    return dict(zip(KINDS, made, strict=True))


#: What cannot be unpacked.
UNREADABLE: dict[str, tuple[bytes, bytes]] = {
    "wrong": (b"/FlateDecode", zlib.compress(FIELD)[:-8] + b"x" * 8),
    "unknown": (b"/OtherDecode", FIELD),
    "row": (b"/FlateDecode/DecodeParms<</Predictor 12/Columns 2000000000>>", zlib.compress(FIELD)),
}
#: Where it stands: in the list of fields, or in what is written in one, which is on the page too.
PLACES: dict[str, Callable[[bytes, bytes], bytes]] = {
    "fields": lambda by, packed: file({9: stream(b"/Type/ObjStm/N 1/First 5/Filter" + by, packed)}),
    "answer": lambda by, packed: file(
        {9: stream(b"/Filter" + by, packed), 10: b"<</FT/Tx/T(note)/V 9 0 R>>"},
    ),
}
CALL = """
from apdir.forms.filled import NotReadable, read_filled_isolated
from apdir.source.readable import read
for file in sorted(path.iterdir()):
    try:
        print(f"{file.name}: {read_filled_isolated(file.read_bytes())}")
    except NotReadable as error:
        print(f"{file.name}: {error}")
    if file.name.removeprefix("answer-") in ("flate-twice", "lzw", "wrong", "unknown"):
        print(f"page of {file.name}: {read(file.read_bytes()).fault}")
"""


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, str], int]:
    """What is said of each of these, and the megabytes of the process that had the most."""
    folder = tmp_path_factory.mktemp("bombs")
    for place, made in PLACES.items():
        for kind, packing in (bombs() | UNREADABLE).items():
            content = made(*packing)
            assert len(content) < 100_000
            (folder / f"{place}-{kind}").write_bytes(content)
    said, most = cost(CALL, folder)
    return dict(line.split(": ", 1) for line in said.splitlines()), most


@pytest.mark.slow
@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("kind", KINDS)
def test_a_form_that_unfolds_to_too_much_is_refused(told: tuple[dict[str, str], int], place: str, kind: str) -> None:
    assert told[0][f"{place}-{kind}"] in (filled.TOO_LARGE, filled.TOO_SLOW)


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["flate-twice", "lzw"])
def test_a_page_that_unfolds_to_too_much_is_refused(told: tuple[dict[str, str], int], kind: str) -> None:
    assert told[0][f"page of answer-{kind}"] == str(TOO_MUCH)


@pytest.mark.slow
@pytest.mark.parametrize("kind", UNREADABLE)
def test_what_cannot_be_unpacked_is_told_and_never_blank(told: tuple[dict[str, str], int], kind: str) -> None:
    assert told[0][f"fields-{kind}"] == filled.DAMAGED
    by = UNREADABLE[kind][0].decode().partition("/DecodeParms")[0]
    named = f"The answer in the field `note` is packed in a way that cannot be read: `{by}`. "
    assert told[0][f"answer-{kind}"].startswith((filled.DAMAGED, named))


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["wrong", "unknown"])
def test_a_page_that_cannot_be_unpacked_is_refused(told: tuple[dict[str, str], int], kind: str) -> None:
    assert told[0][f"page of answer-{kind}"] == str(BROKEN)


@pytest.mark.slow
def test_no_process_that_reads_them_has_much_memory(told: tuple[dict[str, str], int]) -> None:
    assert told[1] < MOST


def form(fields: Callable[[pikepdf.Pdf], pikepdf.Object]) -> bytes:
    """A PDF that says it is one of the directory's forms, with these fields."""
    pdf = pikepdf.new()
    pdf.add_blank_page()
    pdf.docinfo["/formid"] = "derby-visit"
    pdf.Root.AcroForm = pdf.make_indirect(Dictionary(Fields=fields(pdf)))
    out = io.BytesIO()
    pdf.save(out, compress_streams=True)
    return out.getvalue()


def one_stream(pdf: pikepdf.Pdf) -> pikepdf.Object:
    value = pdf.make_stream(b"a" * 30_000_000)
    return Array([pdf.make_indirect(Dictionary(T=String(f"f{n}"), V=value)) for n in range(100)])


def one_string(pdf: pikepdf.Pdf) -> pikepdf.Object:
    value = pdf.make_indirect(String("a" * 900_000))
    return Array([pdf.make_indirect(Dictionary(T=String(f"f{n}"), V=value)) for n in range(100)])


def one_of_spaces(pdf: pikepdf.Pdf) -> pikepdf.Object:
    value = pdf.make_stream(b" " * 900_000)
    return Array([pdf.make_indirect(Dictionary(T=String(f"f{n}"), V=value)) for n in range(100)])


def shared_boxes(pdf: pikepdf.Pdf) -> pikepdf.Object:
    """A thousand buttons that all have the same thousand boxes."""
    boxes = pdf.make_indirect(Array([pdf.make_indirect(Dictionary(AS=Name.Off)) for _ in range(1_000)]))
    return Array([pdf.make_indirect(Dictionary(T=String(f"f{n}"), FT=Name.Btn, Kids=boxes)) for n in range(1_000)])


def shared_kids(pdf: pikepdf.Pdf) -> pikepdf.Object:
    """Eight levels of twelve fields, all of which lead to the same twelve of the next level."""
    level = Array([pdf.make_indirect(Dictionary(T=String("x"), V=String("y")))])
    for depth in range(8):
        below = pdf.make_indirect(level)
        level = Array(
            [pdf.make_indirect(Dictionary(T=String(f"k{depth}-{number}"), Kids=below)) for number in range(12)]
        )
    return level


def many_fields(pdf: pikepdf.Pdf) -> pikepdf.Object:
    return Array([Dictionary(T=String(f"f{n}")) for n in range(5_001)])


@pytest.mark.slow
@pytest.mark.parametrize(
    ("fields", "words"),
    [(one_stream, "would have more in it"), (one_string, "would have more in it"), (one_of_spaces, "would have more"),
     (many_fields, "5,000 fields"), (shared_boxes, "over and over")],
)  # fmt: skip
def test_a_form_that_has_too_much_is_refused(fields: Callable[[pikepdf.Pdf], pikepdf.Object], words: str) -> None:
    with pytest.raises(NotReadable, match=words):
        read_filled(form(fields))


def test_fields_that_stand_in_many_places_are_looked_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    looked = []
    real = filled._value
    monkeypatch.setattr(filled, "_value", lambda *given: looked.append(1) or real(*given))
    assert read_filled(form(shared_kids)).form == "derby-visit"
    assert len(looked) < 200


def test_a_form_that_takes_too_long_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(isolated, "SECONDS", 0)
    with pytest.raises(NotReadable, match="takes longer to read"):
        read_filled_isolated(file({10: FIELD[5:]}))
    assert read(file({10: FIELD[5:]})).fault == TOO_MUCH


def test_a_form_is_read_where_the_system_has_no_limits() -> None:
    program = (
        "import sys; sys.modules['resource'] = None\n"
        "from apdir.isolated import main; main('apdir.forms.filled', 'filled_or_reason')"
    )
    done = subprocess.run([sys.executable, "-c", program], input=file({10: FIELD[5:]}), capture_output=True, check=True)
    assert json.loads(done.stdout)["values"] == {"note": "seen"}


@pytest.mark.slow
def test_the_command_names_the_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "filled.pdf"
    path.write_bytes(PLACES["fields"](*bombs()["lzw"]))
    code, out, told = typed(["--root", str(ROOT), "--today", TODAY, "read", str(path)], capsys, monkeypatch)
    assert (code, out, told) == (1, "", f"filled.pdf: {filled.TOO_LARGE}\n")
