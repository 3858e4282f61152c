"""Reading text as data: every value as it was written, and two readers that never differ."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apdir.source import Document, Limits, RecordFile, read_bytes, read_document
from apdir.source.fast import read_plain
from apdir.source.files import CONTROL
from tests.sites import ROOT

RECORDS = sorted([*(ROOT / "providers").rglob("provider.md"), *(ROOT / "providers").rglob("*.yml")])
FRAMEWORKS = sorted((ROOT / "frameworks").rglob("*.yml"))
LARGE = Limits(bytes=2_000_000, nodes=60_000)


def slowly(text: str) -> Document | None:
    """The text as PyYAML reads it, None where it is not right."""
    document, problems = read_document("x.yml", text, LARGE, markdown=False)
    return None if problems else document


def both(text: str) -> object:
    """The text's data, as both readers give it."""
    document = slowly(text)
    assert document is not None, text
    quick = read_plain(text)
    assert quick is None or quick == document.data
    return document.data


@pytest.mark.slow
@pytest.mark.parametrize("path", [*RECORDS, *FRAMEWORKS], ids=lambda path: path.relative_to(ROOT).as_posix())
def test_both_readers_give_the_same_data_for_every_record(path: Path) -> None:
    text, problems = read_bytes(RecordFile(path, path.name), LARGE)
    assert not problems
    markdown = path.suffix == ".md"
    slow, problems = read_document(path.name, text, LARGE, markdown=markdown)
    quick, more = read_document(path.name, text, LARGE, markdown=markdown, quickly=True)
    assert slow is not None
    assert quick is not None
    assert (problems, more) == ([], [])
    assert (quick.data, quick.body, quick.body_line) == (slow.data, slow.body, slow.body_line)


def test_nearly_every_record_is_read_quickly() -> None:
    texts = [path.read_text(encoding="utf-8") for path in RECORDS]
    slow = sum(read_plain(text.partition("\n---\n")[0].removeprefix("---\n") + "\n") is None for text in texts)
    assert slow * 20 <= len(RECORDS)


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
    assert both(f"key: {written}\n") == {"key": value}
    if isinstance(value, str) and "\n" not in written:
        assert both(f"key:\n- {written}\n- z\n") == {"key": [value, "z"]}


@pytest.mark.parametrize(
    "text",
    ["a: b: c\n", "a: &x b\n", "a: *x\n", "a: !x b\n", "a: b #c\n", "a: #c\n", "a: {b, c: d}\n", "a: {b: 1, b: 2}\n",
     '"": b\n', "a:\n  ' ': b\n", 'a: {"": b}\n',
     "a: 1\na: 2\n", "a: 'b\n", 'a: "\\0"\n', "a:\n\tb: c\n", "a: b\n---\nc: d\n", "a: [b\n", "a: [b,, c]\n", "- a\n",
     "a: b\n  c: d\n", "a:\n    b: c\n  d: e\n", "a: @b\n", "just text\n", "\n", "# a note\n",
     "a: " + "[" * 40 + "]" * 40 + "\n", "a: [" + "x, " * 60_000 + "x]\n"],
    ids=lambda text: text[:12],
)  # fmt: skip
def test_what_is_wrong_is_left_to_the_reader_that_says_where(text: str) -> None:
    assert slowly(text) is None
    assert read_plain(text) is None


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
    ],
    ids=lambda value: str(value)[:12],
)
def test_what_is_unusual_is_left_to_the_other_reader(text: str, data: object) -> None:
    assert read_plain(text) is None
    assert both(text) == data


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
    ("texts", "examples", "read"),
    [(LINES, 800, 50), (CHANGED, 400, 100), (NOISE, 400, 0), (st.text(), 200, 0)],
    ids=["lines", "changed", "noise", "any"],
)
def test_the_quick_reader_gives_what_the_other_gives_or_nothing(
    texts: st.SearchStrategy[str], examples: int, read: int
) -> None:
    agreed = 0

    @settings(max_examples=examples, derandomize=True, database=None, deadline=None)
    @given(texts.filter(lambda text: not CONTROL.search(text)))  # what it matches is refused before it is read
    def agree(text: str) -> None:
        nonlocal agreed
        quick = read_plain(text)
        if quick is not None:
            document = slowly(text)
            assert document is not None, text
            assert document.data == quick
            agreed += 1

    agree()
    assert agreed >= read
