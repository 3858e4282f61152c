"""Who is picked out by a text, and how sure it is that it is a child: each kind of name, with what makes it another."""

from __future__ import annotations

import pytest

from apdir.pupil.context import FIRST_BIRTH_YEAR, is_young
from apdir.pupil.flat import Flat
from apdir.pupil.somebody import (
    ALSO,
    DESCRIBED,
    FIRST,
    INITIALS,
    LETTERS,
    NAMED,
    NOBODY,
    UNKNOWN,
    is_unknown,
    kind_of,
    somebody,
)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Zoë’s café – £5", "Zoe's cafe - GBP5"),
        ("a \u2212 b \u2014 c", "a - b - c"),
        ("\u00abone\u00bb \u2018two\u2019", "\"one\" 'two'"),
        ("a\u00a0b\u200bc\u00add", "a bcd"),
        ("one * two", "one ; two"),
        ("* two", "; two"),
        ("*two*", "two"),
        ("a *two* b", "a two b"),
        ("one *two", "one two"),
        ("a*b", "ab"),
        ("S&#97;m &amp; M&eacute;l", "Sam & Mel"),
        ("S&x;m &", "S&x;m &"),
        ("<!-- Sam -->", "  Sam -- "),
        ("a < b", "a < b"),
        ("tab\there", "tab here"),
        ("a\0\0\0b\0 \1\1c", "ab c"),
        ("\u540d", "Ming"),
    ],
)
def test_a_text_is_looked_at_in_plain_letters(text: str, plain: str) -> None:
    assert Flat(text).data.decode() == plain


def test_a_place_in_the_plain_text_is_told_in_the_text_itself() -> None:
    text = "“Zoë” – &amp; Sam"
    flat = Flat(text)
    for word in ("Sam", "&", "Zo"):
        start = flat.data.decode().index(word)
        first, last = flat.span(start, start + len(word))
        assert text[first:last] == ("&amp;" if word == "&" else word)
    assert flat.span(0, len(flat.data)) == (0, len(text))


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("Sam", FIRST), ("Sam's", FIRST), ("Anne-Marie", FIRST), ("Rose-Marie", FIRST),
        ("Rose", ALSO), ("May", ALSO),
        ("Zbigxed", UNKNOWN), ("Xyz", UNKNOWN), ("McGlinchey", UNKNOWN), ("MacDonaldx", UNKNOWN), ("DeWitx", UNKNOWN),
        ("JS", LETTERS), ("AB", LETTERS),
        ("PE", NOBODY), ("BBC", NOBODY), ("SAM", NOBODY), ("Al", NOBODY), ("Xy", NOBODY), ("JavaScript", NOBODY),
        ("Derby", NOBODY), ("Ofsted", NOBODY), ("Helped", NOBODY), ("Helps", NOBODY),
    ],
)  # fmt: skip
def test_a_word_with_a_capital_is_one_kind_of_name(word: str, kind: int) -> None:
    assert kind_of(word.encode()) == kind


@pytest.mark.parametrize(("word", "unknown"), [("zbigxed", True), ("sam", False), ("rose", False), ("xyz9", False),
                                               ("zoë", False), ("helped", False)])  # fmt: skip
def test_a_word_that_no_list_has_may_be_a_surname(word: str, unknown: bool) -> None:
    assert is_unknown(word) == unknown


@pytest.mark.parametrize(
    ("text", "who"),
    [
        # A first name, alone and with a surname; a surname that is an initial is a pupil's.
        ("Sam came", [("Sam", NAMED, 5)]),
        ("SAM came", []),
        ("Sam Smith came", [("Sam Smith", NAMED, 4)]),
        ("Kayden S.", [("Kayden S", NAMED, 5)]),
        ("Kayden's mum", [("Kayden", NAMED, 5)]),
        ("Kayden McGlinchey-Green", [("Kayden McGlinchey-Green", NAMED, 4)]),
        ("Kayden Al Smith Green Brown Black", [("Kayden Al Smith Green", NAMED, 4), ("Brown Black", NAMED, 1)]),
        # Of an age that pupils are not.
        ("Margaret Hill came", [("Margaret Hill", NAMED, 1)]),
        ("Anne-Marie came", [("Anne-Marie", NAMED, 2)]),
        ("Ed came", [("Ed", NAMED, 4)]),
        # A word that is a name too: by what is beside it.
        ("Rose came", []),
        ("Rose went home", [("Rose", NAMED, 3)]),
        ("ask Rose", [("Rose", NAMED, 3)]),
        ("Rose's mum", [("Rose", NAMED, 3)]),
        ("Rose Smith came", [("Rose Smith", NAMED, 5)]),
        ("In Rose we", []),
        ("in Rose", []),
        ("April said", []),
        # A word that no list has is a name where another stands beside it.
        ("Zbigx came", []),
        ("told Zbigx Kowalx", [("Zbigx Kowalx", NAMED, 1)]),
        ("at Zbigx Kowalx", []),
        ("Zbigx Kayden came", [("Kayden", NAMED, 5)]),
        # Several in a row are one somebody, with the points of the surest.
        ("Kayden, Ava and Leo", [("Kayden, Ava and Leo", NAMED, 5)]),
        ("Kayden Smith and Ava", [("Kayden Smith and Ava", NAMED, 5)]),
        ("Kayden and Ava House", [("Kayden", NAMED, 5)]),
        ("Kayden and the dog", [("Kayden", NAMED, 5)]),
        # Things and places that have a name, and people whom everybody knows.
        ("Robin Close", []), ("Robin group", []), ("Rose Close", []), ("at Zbigx House", []), ("in Belper", []),
        ("Harry Potter came", []),
        # Initials, with stops and without, and one with a surname.
        ("JS was late", [("JS", INITIALS, 3)]),
        ("BBC was late", []),
        ("T.B. left", [("T.B.", INITIALS, 4)]),
        ("J. Smith left", [("J. Smith", INITIALS, 3)]),
        ("J. Tuesday", []),
        # Small letters.
        ("sam left", [("sam", NAMED, 3)]),
        ("may come", []),
        # One child, by what singles it out; of the same so close together the first is enough.
        ("she is 14", [("she", DESCRIBED, -4)]),
        ("her mum says that he is", [("her", DESCRIBED, -4)]),
        ("her mum says that on Mondays he is", [("her", DESCRIBED, -4), ("he", DESCRIBED, -4)]),
    ],
)  # fmt: skip
def test_somebody_is_picked_out_with_so_many_points(text: str, who: list[tuple[str, str, int]]) -> None:
    data = Flat(text).data
    assert [(data[one.start : one.end].decode(), one.kind, one.points) for one in somebody(data)] == who


@pytest.mark.parametrize(
    ("day", "young"),
    [
        ("12/03/11", True), ("1/1/49", True), ("1/1/50", False), ("3 May 97", False), ("12 May 2011", True),
        (f"May {FIRST_BIRTH_YEAR}", True), (f"May {FIRST_BIRTH_YEAR - 1}", False), ("in the spring", True),
    ],
)  # fmt: skip
def test_a_pupil_s_day_of_birth_is_recent_or_of_no_year(day: str, young: bool) -> None:
    assert is_young(f"born {day}".encode(), 5, 5 + len(day)) == young
