"""Reading text as data: every value as it was written."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from apdir.source import Limits, RecordFile, read_bytes, read_document
from apdir.source.document import NULLS
from apdir.source.files import CONTROL
from tests.support.sites import ROOT

RECORDS = sorted([*(ROOT / "providers").rglob("provider.md"), *(ROOT / "providers").rglob("*.yml")])
FRAMEWORKS = sorted((ROOT / "frameworks").rglob("*.yml"))
LARGE = Limits(bytes=2_000_000, nodes=60_000)


def data_of(text: str) -> dict[str, Any] | None:
    """The text's fields; None where it is not right."""
    document, problems = read_document("x.yml", text, LARGE, markdown=False)
    return None if problems or document is None else document.data


def as_written(value: object) -> object:
    """A value with None as the null that was written, which PyYAML leaves as text where it guesses nothing."""
    if isinstance(value, dict):
        return {name: as_written(item) for name, item in value.items()}
    if isinstance(value, list):
        return [as_written(item) for item in value]
    return "" if value is None or value in NULLS else value


@pytest.mark.slow
@pytest.mark.parametrize("path", [*RECORDS, *FRAMEWORKS], ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_record_is_read_as_pyyaml_reads_it(path: Path) -> None:
    text, problems = read_bytes(RecordFile(path, path.name), LARGE)
    document, more = read_document(path.name, text, LARGE, markdown=path.suffix == ".md")
    assert document is not None
    assert [*problems, *more] == []
    fields = text.split("\n---\n")[0] if path.suffix == ".md" else text
    assert as_written(document.data) == as_written(yaml.load(fields, yaml.CBaseLoader))


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("no", "no"),
        ("yes", "yes"),
        ("true", "true"),
        ("False", "False"),
        ("01332 960123", "01332 960123"),
        ("4.10", "4.10"),
        ("1:30", "1:30"),
        ("1_000", "1_000"),
        ("0x1F", "0x1F"),
        ("1e3", "1e3"),
        (".inf", ".inf"),
        ("2026-01-02", "2026-01-02"),
        ("~", None),
        ("null", None),
        ("Null", None),
        ("", None),
        ('""', ""),
        ('"null"', "null"),
        ("'~'", "~"),
        ("'It''s'", "It's"),
        ('"a: b # c"', "a: b # c"),
        ('"caf\\u00e9"', "café"),
        ("don't", "don't"),
        ("https://a.example/x#y", "https://a.example/x#y"),
        ("C&A, 50% off", "C&A, 50% off"),
        ("a # a note", "a"),
        ("Zoë’s “farm” 🚜", "Zoë’s “farm” 🚜"),
        ("[]", []),
        ("[a, 'b, c', null, [d]]", ["a", "b, c", None, ["d"]]),
        ("[09:30, 1.50]", ["09:30", "1.50"]),
        ("{a: no, b: [x, y]}", {"a": "no", "b": ["x", "y"]}),
        ("|\n  two\n    lines\n\n", "two\n  lines\n"),
        ("|-\n  two\n  lines", "two\nlines"),
        (">\n  one\n  line\n\n  more\n", "one line\nmore\n"),
        (">-\n  one\n  line", "one line"),
        ("one\n  line", "one line"),
        ("\n- a\n- b: c\n  d: e", ["a", {"b": "c", "d": "e"}]),
        ("\n  - - a\n    - b\n  - c", [["a", "b"], "c"]),
    ],
)
def test_a_value_arrives_as_it_was_written(written: str, value: object) -> None:
    assert data_of(f"key: {written}\n") == {"key": value}
    if isinstance(value, str) and "\n" not in written:
        assert data_of(f"key:\n- {written}\n- z\n") == {"key": [value, "z"]}


@pytest.mark.parametrize(
    "text",
    ["a: b: c\n", "a: &x b\n", "a: *x\n", "a: !x b\n", "a: b #c\n", "a: #c\n", "a: {b, c: d}\n", "a: {b: 1, b: 2}\n",
     '"": b\n', "a:\n  ' ': b\n", 'a: {"": b}\n',
     "a: 1\na: 2\n", "a: 'b\n", 'a: "\\0"\n', "a:\n\tb: c\n", "a: b\n---\nc: d\n", "a: [b\n", "a: [b,, c]\n", "- a\n",
     "a: b\n  c: d\n", "a:\n    b: c\n  d: e\n", "a: @b\n", "just text\n", "\n", "# a note\n",
     "a: b\u2028c: d: e", "a\x85b: c: d", "a\u2028<<: a\u2029<<: ",
     "a: " + "[" * 40 + "]" * 40 + "\n", "a: [" + "x, " * 60_000 + "x]\n"],
    ids=lambda text: text[:12],
)  # fmt: skip
def test_a_text_that_is_wrong_is_refused(text: str) -> None:
    assert data_of(text) is None


@pytest.mark.parametrize(
    ("text", "data"),
    [
        ("? a\n: b\n", {"a": "b"}),
        ("a:\n  b\n  c\n", {"a": "b c"}),
        ('a: "b\n  c"\n', {"a": "b c"}),
        ("a: [b,\n  c]\n", {"a": ["b", "c"]}),
        ("a: |+\n  b\n\n", {"a": "b\n\n"}),
        ('a: "\\u00e9"\n', {"a": "é"}),
        ("a: b\tc\n", {"a": "b\tc"}),
        ("%YAML 1.1\n---\na: b\n", {"a": "b"}),
        ("\u2028? a\u2028? b # c", {"a": None, "b": None}),
    ],
    ids=lambda value: str(value)[:12],
)
def test_an_unusual_text_is_read(text: str, data: object) -> None:
    assert data_of(text) == data


def test_windows_line_ends_and_a_byte_order_mark_change_nothing(tmp_path: Path) -> None:
    plain, windows = tmp_path / "plain.yml", tmp_path / "windows.yml"
    text = "a: b\nc: |\n  two\n  lines\n"
    plain.write_bytes(text.encode())
    windows.write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    assert read_bytes(RecordFile(windows, "x"), Limits()) == read_bytes(RecordFile(plain, "x"), Limits()) == (text, [])


#: Pieces that records are made of, and those that make them wrong.
PIECES = st.sampled_from(
    ["a", "b", "1a", '"1a"', "é", "no", "null", "~", "1.10", "09:30", '"x y"', "'q'", "'it''s'", "a: b", "c: {d: e}",
     "[x, y]", "{", "}", "[", "]", ",", ", ", ":", ": ", "- ", "-", " ", "  ", "\n", "\n  ", "\n- ", "\n    ", "\n\n",
     "|", "|\n   ", ">", ">-\n  ", " # c", "#x", "&", "*", "!", "?", "@", "%", "`", "\\", "\\n", '"', "'", "=", "<<",
     "---"]
)  # fmt: skip
NAMES = st.sampled_from(["a:", "b:", '"1a":', "a b:", "'c':", "", "# c"])
VALUES = st.sampled_from(
    ["", " x", " x: y", " 'it''s'", " {d: [e, f], g: h}", " [x, 'y']  # c", " |", " >-", " null", " a # b"]
)
ODD_VALUES = st.lists(PIECES, max_size=2).map(lambda pieces: " " + "".join(pieces).replace("\n", ""))
DASHES = st.sampled_from(["", "", "", "- ", "- - "])
INDENTS = st.sampled_from(["", "", "  ", "  ", "    ", " "])
LINES = st.lists(st.tuples(INDENTS, DASHES, NAMES, VALUES | VALUES | ODD_VALUES).map("".join), max_size=6).map(
    lambda lines: "\n".join(lines) + "\n"
)
NOISE = st.lists(PIECES, max_size=12).map(lambda pieces: "".join(pieces) + "\n")
#: A right record with something done to one place of it.
RECORD = """name: A Farm
checked: {date: 2026-09-14, by: AP officer}  # a note
contact:
  phone: "01632 960123"
sites:
  - {id: main, address: [12 Mill Lane, Derby], public: yes}
  - id: b
    hours: {from: "09:30", to: '15:00'}
offer:
  meals: >-
    Lunch, cooked
    with the pupils.

  notes: |
    One;
      two.
  lengths:
  - {mode: part-time}
judgements:
  "1a": fully
"""
CHANGED = st.builds(
    lambda start, length, piece: RECORD[:start] + piece + RECORD[start + length :],
    st.integers(0, len(RECORD)),
    st.sampled_from([0, 0, 1, 2, 20]),
    st.one_of(PIECES, st.text(max_size=3)),
)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("texts", "examples", "right"),
    [(LINES, 800, 50), (CHANGED, 400, 100), (NOISE, 400, 0), (st.text(), 200, 0)],
    ids=["lines", "changed", "noise", "any"],
)
def test_a_text_is_read_as_pyyaml_reads_it_or_refused(texts: st.SearchStrategy[str], examples: int, right: int) -> None:
    read = 0

    @settings(max_examples=examples, derandomize=True, database=None, deadline=None)
    @given(texts.filter(lambda text: not CONTROL.search(text)))  # what it matches is refused before it is read
    def agree(text: str) -> None:
        nonlocal read
        data = data_of(text)
        if data is not None:
            assert as_written(data) == as_written(yaml.load(text, yaml.CBaseLoader)), text
            read += 1

    agree()
    assert read >= right
