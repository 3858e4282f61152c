"""What people type into a cell is taken for what it can only mean; where it may mean two things, it is refused."""

import pytest

from apdir.tables.loose import Unclear, normalise
from apdir.tables.sheets import BY_NAME, Column

NEEDS = ("SEMH", "autism", "looked-after children")


def column(heading: str, sheet: str = "providers") -> Column:
    return next(column for column in BY_NAME[sheet].columns if column.heading == heading)


@pytest.mark.parametrize(
    ("heading", "text", "meant"),
    [
        ("offer.days", "Monday, Tues & weds", "Mon; Tue; Wed"),
        ("offer.days", "Mon-Wed", "Mon; Tue; Wed"),
        ("offer.days", "Monday to Friday", "Mon; Tue; Wed; Thu; Fri"),
        ("offer.days", "mon–tue; Thursdays", "Mon; Tue; Thu"),
        ("offer.days", "MON\nThurs.\nThur", "Mon; Thu"),
        ("offer.days", "Mon Tue Fri", "Mon; Tue; Fri"),
        ("offer.days", "Fri-Mon", "Fri-Mon"),
        ("offer.days", "Mon and Moonday", "Mon; Moonday"),
        ("offer.key_stages", "KS3/KS4", "KS3; KS4"),
        ("offer.key_stages", "Key Stage 3 and ks 4", "KS3; KS4"),
        ("offer.key_stages", "KS2-4", "KS2; KS3; KS4"),
        ("offer.key_stages", "KS3 - KS4", "KS3; KS4"),
        ("offer.delivery", "On-site, outreach", "on site; outreach"),
        ("offer.delivery", "pupil's home", "pupil's home"),
        ("status", "Listed", "listed"),
        ("offer.hours.from", "9.30", "09:30"),
        ("offer.hours.from", "9am", "09:00"),
        ("offer.hours.from", "3:15 pm", "15:15"),
        ("offer.hours.from", "12 am", "00:00"),
        ("offer.hours.from", "0930", "09:30"),
        ("offer.hours.from", "09:30:00", "09:30"),
        ("offer.hours.from", "9", "9"),
        ("offer.hours.from", "13pm", "13pm"),
        ("checked.date", "14/10/2026", "2026-10-14"),
        ("checked.date", "4.1.2026", "2026-01-04"),
        ("checked.date", "Wednesday, 14th October 2026", "2026-10-14"),
        ("checked.date", "14-Oct-2026", "2026-10-14"),
        ("checked.date", "14-Oct-26", "2026-10-14"),
        ("checked.date", "2026-10-14 09:30", "2026-10-14"),
        ("checked.date", "14/10/26", "14/10/26"),
        ("checked.date", "14 Octember 2026", "14 Octember 2026"),
        ("checked.date", "14 Foo 2026", "14 Foo 2026"),
        ("offer.needs", "semh, Autism", "SEMH; autism"),
        ("offer.needs", " semh ;autism", "SEMH; autism"),
        ("offer.needs", "semh, autizm", "semh, autizm"),
        ("offer.subjects", "English; maths", "English; maths"),
        ("offer.subjects", '"Food, nutrition"; "a;b"', 'Food, nutrition; "a;b"'),
        ("name", "Smith, Son and Co", "Smith, Son and Co"),
    ],
)
def test_a_cell_is_taken_for_what_it_can_only_mean(heading: str, text: str, meant: str) -> None:
    assert normalise(text, column(heading), NEEDS if heading == "offer.needs" else ()) == meant


def test_an_address_is_parted_at_its_commas() -> None:
    assert normalise("12 Mill Lane, Derby", column("address", "sites")) == "12 Mill Lane; Derby"


def test_a_comma_that_may_part_items_or_not_is_refused_with_both_ways_to_write_it() -> None:
    with pytest.raises(Unclear, match="may part two items") as refused:
        normalise("English, maths", column("offer.subjects"))
    assert (
        refused.value.hint
        == 'Put a semicolon between two: `English; maths`. Put one item in quotes: `"English, maths"`.'
    )


def test_a_time_that_a_spreadsheet_has_made_a_number_of_is_refused() -> None:
    with pytest.raises(Unclear, match=r"makes the number 9\.3 of 9\.30") as refused:
        normalise("9.3", column("offer.hours.from"))
    assert refused.value.hint == "Type 9:30, with a colon."
    with pytest.raises(Unclear) as refused:
        normalise("9.5", column("offer.hours.from"))
    assert refused.value.hint == "Type 9:50, with a colon. For half past, type 9:30."
