"""What a file must be to be read back as a filled form, and why every other is refused; in memory, form by form."""

from __future__ import annotations

import io

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from apdir.forms import filled
from apdir.forms.filled import NotReadable, read_filled

ABOUT = {"formid": "derby-visit", "formversion": "2026-09", "formfields": "abc"}


def pdf(fields, about=ABOUT, **saving):
    """A PDF with so many fields and nothing else."""
    made = pikepdf.new()
    made.add_blank_page()
    made.Root.AcroForm = Dictionary(Fields=Array([made.make_indirect(field) for field in fields]))
    for name, value in about.items():
        made.docinfo[f"/{name}"] = value
    out = io.BytesIO()
    made.save(out, **saving)
    return out.getvalue()


def values_or_reason(content):
    """What the fields hold, or why they cannot be read."""
    try:
        return read_filled(content).values
    except NotReadable as refused:
        return str(refused)


def text(name, value, **more):
    return Dictionary(FT=Name.Tx, T=String(name), V=value, **more)


def test_every_sort_of_value_is_read_as_text():
    shown = read_filled(
        pdf(
            [
                text("plain", String("Café, “quoted” – it’s fine")),
                text("lines", String("one\r\ntwo\rthree\x0bfour\u2028five")),
                text("hidden", String("a\u202eb\u0007c\td\ufeff")),
                text("spaces", String("  \n ")),
                Dictionary(FT=Name.Btn, T=String("chosen"), V=Name("/not met")),
                Dictionary(FT=Name.Btn, T=String("off"), V=Name.Off),
                Dictionary(FT=Name.Btn, T=String("box"), AS=Name.yes),
                Dictionary(FT=Name.Btn, T=String("kids"), Kids=Array([Dictionary(AS=Name.Off), Dictionary(AS=Name.b)])),
                Dictionary(T=String("empty"), FT=Name.Tx),
                Dictionary(T=String("number"), FT=Name.Tx, V=7),
                Dictionary(T=String("outer"), Kids=Array([text("inner", String("deep"))])),
                text("twice", String("first")),
                text("twice", String("")),
            ]
        )
    )
    assert shown.values == {
        "plain": "Café, “quoted” – it’s fine", "lines": "one\ntwo\nthree\nfour\nfive", "hidden": "a b c d",
        "spaces": "", "chosen": "not met", "off": "", "box": "yes", "kids": "b", "empty": "", "number": "",
        "outer.inner": "deep", "twice": "first",
    }  # fmt: skip
    assert (shown.form, shown.version, shown.fields, shown.provider) == ("derby-visit", "2026-09", "abc", "")


def test_a_tick_that_the_field_says_otherwise_is_not_clear():
    boxes = {"a": Name.Off, "b": Name.b, "c": Name.c}
    kids = {name: Array([Dictionary(AS=boxes[one]) for one in ones]) for name, ones in (
        ("alone", "ab"), ("other", "ab"), ("both", "bc"), ("right", "ab"), ("drawn blank", "aa"))}  # fmt: skip
    said = {"alone": Name.Off, "other": Name.c, "both": None, "right": Name.b, "drawn blank": Name.b}
    fields = [
        Dictionary(FT=Name.Btn, T=String(name), Kids=kids[name], **({"V": value} if value else {}))
        for name, value in said.items()
    ]
    assert read_filled(pdf(fields)).unclear == ["alone", "other", "both"]


def test_a_long_text_kept_as_a_stream_is_read():
    made = pikepdf.new()
    made.add_blank_page()
    long = text("long", made.make_stream("naïve “façade”".encode()))
    made.Root.AcroForm = Dictionary(Fields=Array([made.make_indirect(long)]))
    made.docinfo["/formid"] = "derby-visit"
    out = io.BytesIO()
    made.save(out)
    assert read_filled(out.getvalue()).values == {"long": "naïve “façade”"}


def nested(depth):
    field = text("x", String("v"))
    for _ in range(depth):
        field = Dictionary(T=String("x"), Kids=Array([field]))
    return field


GOOD = pdf([text("a", String("b"))])
LOCKED = {"encryption": pikepdf.Encryption(owner="owner", user="user")}
OPEN = {"encryption": pikepdf.Encryption(owner="owner", user="")}


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "not a PDF"),
        (b"\xff\xfe\x00rubbish" * 100, "not a PDF"),
        (b"PK\x03\x04word/document.xml", "but a Word, OpenDocument or other packed file, .* copy its answers"),
        (b"%PDF-1.7\n" + b"\xff\x00" * 5000, "broken"),
        (GOOD[: len(GOOD) // 4], "broken"),
        (pdf([]), "no fields: it was printed to PDF, flattened or scanned"),
        (pdf([text("a", String("b"))], {}), "none of this directory"),
        (pdf([text("a", String("b"))], **LOCKED), "needs a password"),
        (pdf([text("a", String("b"))], **OPEN), "is encrypted"),
        (pdf([nested(filled.DEEPEST + 2)]), "deeper than in any form"),
    ],
)  # fmt: skip
def test_what_is_no_filled_form_is_refused_with_its_reason(content, words):
    with pytest.raises(NotReadable, match=words):
        read_filled(content)


def test_a_copy_without_its_fields_is_refused_as_flattened():
    with pikepdf.open(io.BytesIO(GOOD)) as made:
        del made.Root.AcroForm
        out = io.BytesIO()
        made.save(out)
    with pytest.raises(NotReadable, match="flattened or scanned"):
        read_filled(out.getvalue())


def test_a_huge_file_is_refused_before_it_is_opened(monkeypatch):
    monkeypatch.setattr(filled, "LARGEST", 1000)
    with pytest.raises(NotReadable, match="1,000 at most"):
        read_filled(GOOD + b"\n" * 2000)


def test_more_fields_than_any_form_has_are_refused(monkeypatch):
    monkeypatch.setattr(filled, "MOST_FIELDS", 3)
    with pytest.raises(NotReadable, match="more than 3 fields"):
        read_filled(pdf([text(f"f{number}", String("")) for number in range(9)]))


@pytest.mark.parametrize("at", range(0, len(GOOD), 7))
def test_a_damaged_file_is_read_or_refused_and_never_a_traceback(at):
    damaged = GOOD[:at] + b"\x00\xff(<[/" + GOOD[at + 6 :]
    assert isinstance(values_or_reason(damaged), dict | str)


@pytest.mark.parametrize("odd", [Dictionary(), Array([Dictionary(T=5)]), Array([3, Name.x]), String("x")])
def test_fields_that_are_none_are_refused_or_passed_over(odd):
    made = pikepdf.new()
    made.add_blank_page()
    made.Root.AcroForm = Dictionary(Fields=odd)
    made.docinfo["/formid"] = "derby-visit"
    out = io.BytesIO()
    made.save(out)
    told = values_or_reason(out.getvalue())
    assert told == {} or "no fields" in told


def test_fields_that_hold_themselves_end():
    made = pikepdf.new()
    made.add_blank_page()
    field = made.make_indirect(Dictionary(T=String("a")))
    field.Kids = Array([field])
    made.Root.AcroForm = Dictionary(Fields=Array([field]))
    made.docinfo["/formid"] = "derby-visit"
    out = io.BytesIO()
    made.save(out)
    assert read_filled(out.getvalue()).values == {}
