"""How pages write days, prices and lists, and what becomes of a provider's own words."""

from datetime import date, time
from decimal import Decimal

import pytest

from apdir.model.offer import Hours, Length, Price
from apdir.pages import text, views


def test_days_and_versions_in_words():
    assert views.day(date(2026, 3, 3)) == "3 March 2026"
    assert views.day("2026-11-22") == "22 November 2026"
    assert views.month("2024-05") == "May 2024"


@pytest.mark.parametrize(
    ("days", "written"),
    [
        (("Mon", "Tue", "Wed", "Thu", "Fri"), "Monday to Friday"),
        (("Wed", "Mon", "Tue"), "Monday to Wednesday"),
        (("Mon", "Tue"), "Monday and Tuesday"),
        (("Mon", "Wed", "Fri"), "Monday, Wednesday and Friday"),
        (("Sat",), "Saturday"),
        ((), ""),
    ],
)
def test_weekdays(days, written):
    assert views.weekdays(days) == written


@pytest.mark.parametrize(
    ("amount", "per", "written"),
    [
        ("95", "day", "£95 a day"),
        ("7.5", "hour", "£7.50 an hour"),
        ("1250", "term", "£1,250 a term"),
        ("35", "review meeting", "£35 per review meeting"),
    ],
)
def test_prices_are_shown_as_given(amount, per, written):
    assert views.price(Price(amount=Decimal(amount), per=per)) == written


def test_a_price_with_a_note():
    assert views.price_with_note(Price(amount=Decimal(95), per="day", note="lunch included")) == (
        "£95 a day (lunch included)"
    )


def test_hours_of_the_day():
    assert views.hours(Hours.model_validate({"from": time(9, 30), "to": time(15)})) == "9:30am to 3pm"
    assert views.clock(time(12)) == "midday"
    assert views.clock(time(12, 5)) == "12:05pm"
    assert views.clock(time(0, 15)) == "12:15am"


def test_lengths_of_placement():
    assert views.length(Length(mode="part-time", up_to_days=2)) == "Part-time, up to 2 days a week"
    assert views.length(Length(mode="full-time", up_to_weeks=1)) == "Full-time, up to 1 week"
    assert views.length(Length(mode="full-time", open_ended=True)) == "Full-time, for as long as it is needed"


def test_lists_and_capitals():
    assert views.words(["a"]) == "a"
    assert views.words(["a", "b", "c"], "or") == "a, b or c"
    assert views.small("Fully") == "fully"
    assert views.small("GCSE passes") == "GCSE passes"
    assert views.key_stages(["KS3", "KS4"]) == "Key stages 3 and 4"


HOSTILE = [
    "<script>alert(1)</script>",
    '<img src="https://elsewhere.example/x.png" onerror="alert(1)">',
    "![picture](https://elsewhere.example/x.png)",
    "[click](javascript:alert(1))",
    "[click](data:text/html,hello)",
    '<a href="javascript:alert(1)">x</a>',
    "<svg onload=alert(1)><style>*{display:none}</style></svg>",
    '<p style="position:fixed" id="content" class="ap-standing">x</p>',
    "<iframe src=https://elsewhere.example></iframe>",
    "<form action=https://elsewhere.example><input></form>",
    '[web](https://a.example "told on hover") <em lang="xx" title="told">x</em>',
]


@pytest.mark.parametrize("written", HOSTILE)
def test_descriptions_are_cleaned(written):
    html = text.html(f"Before\n\n{written}\n\nAfter")
    for bad in ("<script", "<img", "<svg", "<style", "<iframe", "<form", "<input", "javascript:", "data:", " id="):
        assert bad not in html.lower()
    assert "onerror" not in html
    assert "onload" not in html
    assert "style=" not in html
    assert "class=" not in html
    assert "title=" not in html
    assert "lang=" not in html
    assert "Before" in html
    assert "After" in html


def test_links_of_a_description():
    html = text.html("[web](https://a.example) <mailto:b@a.example> [ring](tel:01632960000)")
    assert 'href="https://a.example"' in html
    assert 'href="tel:01632960000"' in html
    assert 'rel="noopener nofollow"' in html


def test_headings_of_a_description_stand_below_the_pages_own():
    assert text.html("# One\n\ntext\n\n#### Two").strip() == "<h3>One</h3>\n<p>text</p>\n<h4>Two</h4>"
    assert text.html("## One").strip() == "<h3>One</h3>"


def test_blocks_of_plain_text():
    assert text.blocks("one\ntwo\n\nthree\n- a\n- b\n  more\n\nfour") == [
        ("p", ["one two"]),
        ("p", ["three"]),
        ("ul", ["a", "b more"]),
        ("p", ["four"]),
    ]
    assert text.blocks("") == []


@pytest.mark.parametrize("made", [text.html, text.plain])
def test_a_sign_that_nobody_sees_cannot_be_written_as_a_reference(made):
    said = made("Boats &amp; bikes&#8238; for &#x1d;all&#65279;, caf&eacute;.\n")
    assert [sign for sign in said if ord(sign) < 32 or ord(sign) in (0x202E, 0xFEFF)] in ([], ["\n"])
    assert "bikes for all, café." in said
