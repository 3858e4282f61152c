"""Places by postcode: the table read rightly, small files from it, and nothing of a site that is not public."""

from __future__ import annotations

import os
import random
import re
from datetime import date
from itertools import pairwise
from math import hypot

import pytest

from apdir.edition import redact_for
from apdir.library import read_library
from apdir.model.provider import Provider
from apdir.model.provider import Site as ProviderSite
from apdir.output import NewSite
from apdir.pages.card import card_of
from apdir.pages.page import Site
from apdir.pages.places import exact_files, map_files, own_places, sector_files
from apdir.pages.spot import spot_of
from apdir.pages.templates import make_templates
from apdir.places import Grid, coast, has, no_middle, table, table_date, unknown, where
from apdir.places.drawing import Frame, drawn, frame_of
from apdir.places.outline import area, blurred, outlines, simpler
from apdir.places.sectors import FILE, by_area, sectors, worked_out
from apdir.places.shards import read_shard
from apdir.plugin.parts import Parts
from apdir.plugin.places import NAMES, write_places
from apdir.rules.place import postcodes_exist
from apdir.source import Theme
from tests.support.records import PROVIDER, ROOT, TODAY, library, problems, provider, record, summary

HIDDEN = "DE56 1BE"


@pytest.fixture(scope="module")
def site() -> Site:
    return Site(library(), "public", TODAY, make_templates(Theme.of(ROOT)))


def cards():
    about = provider(
        sites=[
            {"id": "main", "name": "Main", "address": ["1 Lane", "Derby"], "postcode": "DE1 2FS", "public": "yes"},
            {"id": "home", "name": "Home", "address": ["Secretville"], "postcode": HIDDEN, "public": "no"},
        ]
    )
    shown = redact_for(record(about=about), library(), "public", TODAY)
    assert shown is not None
    return [card_of(*shown)]


@pytest.mark.parametrize(
    ("postcode", "place"),
    [
        ("DE1 2FS", (435461, 336327)),
        ("E1 0AA", (535267, 181084)),
        ("HR3 5AA", (322981, 242421)),  # its file is out of order
        ("AB10 1AB", (394235, 806529)),  # the first row of the first file
        ("DE99 3AB", (436031, 335411)),
        ("DE1 2FA", None),
        ("BT1 5GS", None),
        ("ZZ1 1AA", None),
        ("", None),
    ],
)
def test_a_postcode_is_found_in_the_table(postcode, place):
    assert where(postcode) == place
    assert has(postcode) is (place is not None)


def test_every_postcode_of_an_area_is_found_as_its_row_has_it():
    rows = list(table.postcodes("DE"))
    assert len(rows) > 17_000
    for postcode, place in rows[::37]:
        assert where(postcode) == place


def test_the_table_says_when_it_was_made():
    assert table_date() == date(2024, 10, 18)


@pytest.mark.parametrize(
    ("postcode", "hint"),
    [
        ("DE1 2SF", "Did you mean `DE1 2FS`?"),
        # Three that are alike are named; of four none is likely.
        ("NG12 2NB", "Did you mean `NG12 2BN`, `NG12 2NP` or `NG1 2NB`?"),
        ("NG4 2BJ", "There are postcodes that begin `NG4 2`: check the last two letters."),
        ("DE11 2FS", "Did you mean `DE1 2FS`?"),
        ("DEI 2FS", "Did you mean `DE1 2FS`?"),
        ("DE2 2FS", "No postcode begins with DE2: check what stands before the space"),
        ("DE1 8AA", "Every postcode in DE1 has 0, 1, 2, 3 or 9 straight after the space"),
        ("DE1 9ZZ", "There are postcodes that begin `DE1 9`: check the last two letters"),
        ("XZ1 9ZX", "No postcode begins with XZ"),
    ],
)
def test_an_unknown_postcode_is_met_with_what_may_be_meant(postcode, hint):
    found = unknown(postcode)
    assert found is not None
    assert found[0] == f"There is no postcode `{postcode}` in the table of October 2024."
    assert found[1].startswith(hint)


@pytest.mark.parametrize(
    ("line", "written", "field", "says"),
    [
        ("Belper: DE56 1QF", "Belper: EH1 1YZ", "places.towns.Belper", "miles from all the other places"),
        ("DE1, DE3", "EH1, DE3", "places.postcodes[1]", "miles from all the other places"),
        ("DE1, DE3", "DE1, DE1, DE3", "places.postcodes[2]", "`DE1` is there already"),
        ("Belper: DE56 1QF", "ilkeston: DE56 1QF", "places.towns.ilkeston", "`ilkeston` is there already"),
    ],
)
def test_places_of_settings_are_close_by_and_there_once(tmp_path, line, written, field, says):
    (tmp_path / "providers").mkdir()
    text = (ROOT / "settings.yml").read_text(encoding="utf-8")
    assert text.count(line) == 1
    (tmp_path / "settings.yml").write_text(text.replace(line, written), encoding="utf-8")
    told = [row for row in read_library(tmp_path).problems if row.kind == "places"]
    assert [row.field for row in told] == [field]
    assert says in told[0].message


@pytest.mark.parametrize(
    ("postcode", "where"), [("IM1 1AA", "the Isle of Man"), ("JE2 3AB", "Jersey"), ("BF1 2AA", "the forces")]
)
def test_a_town_that_the_table_leaves_out_is_no_po_box(postcode, where):
    assert no_middle(postcode)[0] == f"The table of postcodes has no street for `{postcode}`: it leaves out {where}."


@pytest.mark.parametrize("field", ["name", "site"])
@pytest.mark.parametrize("name", ["TBC", "tba.", "Provider name", "[Provider name]", "Unknown"])
def test_what_stands_for_a_name_is_no_name(name, field):
    site = {"id": "main", "name": name, "postcode": "DE1 2FS", "public": "yes"}
    about = provider(name=name) if field == "name" else provider(sites=[site])
    right = "This is no name yet." if name == "Unknown" else "This is not an answer."
    assert [message for _, _, message in problems(about=about)] == [right]


@pytest.mark.parametrize("postcode", ["DE1 2FS", "BT1 5GS", "JE2 3AB", "BF1 2AA"])
def test_nothing_is_said_of_what_is_there_or_left_out(postcode):
    assert unknown(postcode) is None


def test_a_newer_postcode_is_placed_by_the_one_close_by():
    about = provider(sites=[{"id": "main", "name": "Main", "postcode": "DE1 2ZZ", "near": "DE1 2FS", "public": "yes"}])
    assert problems(about=about) == []
    card = card_of(record(about=about), summary(about=about))
    assert (card.eastings, card.northings) == ((435461,), (336327,))


def test_settings_name_towns_by_postcodes_that_exist(tmp_path):
    (tmp_path / "providers").mkdir()
    text = (ROOT / "settings.yml").read_text(encoding="utf-8")
    line = next(number for number, row in enumerate(text.splitlines(), 1) if "Belper:" in row)
    (tmp_path / "settings.yml").write_text(text.replace("Belper: DE56 1QF", "Belper: DE56 1QQ"), encoding="utf-8")
    found = [(row.line, row.field, row.kind) for row in read_library(tmp_path).problems if "DE56" in row.message]
    assert found == [(line, "places.towns.Belper", "unknown postcode")]


@pytest.mark.parametrize(
    ("written", "field", "says"),
    [
        ("towns: {Truro: TR1 9ZZ}", "places.towns.Truro", "no street for `TR1 9ZZ`"),
        ("towns: {Truro: TR1 1ZZ}", "places.towns.Truro", "no postcode `TR1 1ZZ`"),
        ("towns: {Belfast: BT1 5GS}", "places.towns.Belfast", "no street for `BT1 5GS`"),
        ("postcodes: [DE1, TR99]", "places.postcodes[2]", "No postcode begins with `TR99`."),
        ("postcodes: [QQ]", "places.postcodes[1]", "No postcode begins with `QQ`."),
        ("postcodes: [DE, NG10, BT1]\n  towns: {Derby: DE1 2FS}", "", ""),
    ],
)
def test_towns_and_districts_of_settings_are_looked_up(tmp_path, written, field, says):
    text = (ROOT / "settings.yml").read_text(encoding="utf-8")
    head = text[: text.index("\nplaces:")]
    (tmp_path / "providers").mkdir()
    # Another fault elsewhere does not keep a place from being looked up.
    (tmp_path / "settings.yml").write_text(f"{head}\nplaces:\n  {written}\nabot: x\n", encoding="utf-8")
    told = [row for row in read_library(tmp_path).problems if row.kind == "unknown postcode"]
    assert [row.field for row in told] == [field] * bool(field)
    assert not told or (says in told[0].message and told[0].line > 0)


@pytest.mark.parametrize(
    ("postcode", "more", "delivery", "told"),
    [
        ("EH1 1BB", {}, ["on site"], True),
        ("EH1 1BB", {"far": "yes"}, ["on site"], False),
        ("EH1 1BB", {}, ["online", "pupil's home"], False),
        ("EH1 1BB", {}, ["online", "on site"], True),
        ("LE1 6RX", {}, ["on site"], False),
        ("S1 2HH", {}, ["on site"], False),
    ],
)
def test_a_site_far_from_everything_is_asked_about(postcode, more, delivery, told):
    site = {"id": "main", "name": "Main", "postcode": postcode, "public": "yes"} | more
    about = provider(sites=[site], offer=PROVIDER["offer"] | {"delivery": delivery})
    assert [field for _, field, _ in problems(about=about)] == ["sites[1].postcode"] * told


@pytest.mark.slow
def test_the_sectors_kept_beside_the_program_are_those_of_the_table():
    """A few areas', as all take half a minute. WRITE_GOLDEN=1 makes the file anew, after a new table has come."""
    if "WRITE_GOLDEN" in os.environ:
        FILE.write_text("\n".join(worked_out(table.areas())) + "\n", encoding="ascii")
    assert tuple(by_area()) == table.areas()
    for letters in {"DE", "NG", "ZE", *table.areas()[::15]}:
        assert "\n".join(worked_out([letters])) + "\n" == by_area()[letters], letters


def test_files_give_back_what_they_were_made_of():
    text = exact_files(("DE",))["DE1.txt"]
    assert read_shard("DE1", text) == {
        postcode: place for postcode, place in table.postcodes("DE") if postcode.startswith("DE1 ")
    }
    assert sector_files()["DE.txt"].startswith("DE1 ")
    assert sectors("DE1")["2"] == pytest.approx((435660, 335770))
    assert len(by_area()) == 120


def nearest(place: Grid, providers: list[Grid]) -> list[Grid]:
    return sorted(providers, key=lambda other: (hypot(other[0] - place[0], other[1] - place[1]), other))[:3]


@pytest.mark.slow
def test_the_three_nearest_are_those_of_exact_distances():
    """For 300 postcodes of the directory's own areas, found as a browser finds them; by sector alone, fewer."""
    chance = random.Random(11)
    everywhere = [row for name in ("DE", "NG") for row in table.postcodes(name)]
    providers = [place for _, place in chance.sample([row for row in everywhere if row[0].startswith("DE")], 36)]
    files = exact_files(("DE", "NG"))
    right = by_sector = 0
    for postcode, place in chance.sample(everywhere, 300):
        district, _, rest = postcode.partition(" ")
        found = read_shard(district, files[f"{district}.txt"])[postcode]
        right += nearest(found, providers) == nearest(place, providers)
        by_sector += nearest(sectors(district)[rest[0]], providers) == nearest(place, providers)
    assert right >= 0.97 * 300
    assert by_sector < right


def test_a_site_that_is_not_public_has_no_place_in_any_file(site):
    made = cards()
    assert made[0].eastings == (435461,)
    hidden = where(HIDDEN)
    assert hidden is not None
    index = map_files(own_places(site, made), [], site)["index.json"]
    assert "Secretville" not in index
    assert str(hidden[0]) not in index
    assert own_places(site, made).areas == ("DE", "NG")


def test_without_settings_the_areas_of_most_public_sites_are_the_directorys_own(site):
    settings = site.settings.model_copy(update={"places": type(site.settings.places)()})
    bare = Site(site.library.__class__(settings, {}), "public", TODAY, site.templates)
    own = own_places(bare, cards())
    assert (own.postcodes, own.areas, own.sites) == (("DE",), ("DE",), ((435461, 336327),))
    assert own.towns == {"Derby": (435461, 336327)}
    assert "map.svg" in map_files(own, [], bare)
    assert own_places(bare, []).postcodes == ()
    assert list(map_files(own_places(bare, []), [], bare)) == ["index.json"]


@pytest.mark.slow
def test_what_did_not_change_is_not_written_again(tmp_path, site):
    def made(name: str, earlier: str | None = None, cache: str | None = "cache"):
        new = NewSite(tmp_path / name, tmp_path / earlier if earlier else None)
        parts = Parts(new, tmp_path / cache if cache else None)
        write_places(site, cards(), Theme.of(ROOT), parts)
        parts.save(*NAMES)
        return {file.relative_to(new.out): file.read_bytes() for file in new.out.rglob("*.*")}, new.kept

    first, kept = made("one")
    assert not kept
    second, kept = made("two", "one")
    assert second == {}
    assert {name.as_posix() for name in first} <= kept
    # What the cache does not vouch for is made anew, and is the same.
    assert made("three", "one", None) == (first, set())
    # Nor does one file more in a folder stay.
    (tmp_path / "one/places/map/stray.txt").write_text("x", encoding="utf-8")
    fourth, kept = made("four", "one")
    assert {name.parts[1] for name in fourth} == {"map"}
    assert "places/exact/" in kept


def test_the_lines_round_a_hill_close_and_keep_what_is_within():
    hill = [[0.0] * 6, [0, 0, 4, 4, 0, 0], [0, 4, 9, 9, 4, 0], [0, 0, 4, 4, 0, 0], [0.0] * 6]
    (loop,) = outlines(hill, 2)
    assert 6 < area(loop) < 9
    assert area(simpler(loop, 0.1)) == pytest.approx(area(loop), abs=0.8)
    assert len(outlines(hill, 6)) == 1
    assert outlines(hill, 10) == []
    # Two that touch at a corner stay two; one at the edge closes as well.
    assert len(outlines([[5.0, 0], [0, 5.0]], 4)) == 2
    assert len(outlines([[0, 5.0, 0, 5.0], [0.0] * 4], 4)) == 2


def test_the_frame_holds_the_directorys_own_postcodes():
    frame = frame_of(("DE1", "NG10"))
    assert frame is not None
    assert all(frame.holds(place) for code, place in table.postcodes("DE") if code.startswith("DE1 "))
    wide, high = frame.east - frame.west, frame.north - frame.south
    assert 0.7 <= wide / high <= 1.25
    assert frame_of(()) is None
    ground = drawn(("DE1",), frame)
    assert ground.own.startswith("M")
    assert len(ground.built) == 3


@pytest.mark.parametrize(
    ("own", "frame"),
    [
        # 1.5 km round the postcodes, on whole kilometres; at least 12 km a side, and neither flat nor narrow.
        (("DE1",), Frame(426_000, 328_000, 439_000, 341_000)),
        (("DE1", "NG10"), Frame(427_000, 323_000, 452_000, 345_000)),
        (("DE",), Frame(404_000, 306_000, 456_000, 376_000)),
        (("CT",), Frame(600_000, 130_000, 642_000, 173_000)),
        (("ZZ",), None),
    ],
)
def test_the_frame_leaves_room_round_the_postcodes_and_keeps_its_shape(own, frame):
    assert frame_of(own) == frame


@pytest.mark.parametrize(
    ("own", "islands", "built"),
    [(("DE1",), 1, [7, 2, 3]), (("DE1", "NG10"), 2, [22, 15, 6])],
)
def test_land_is_drawn_by_how_many_postcodes_are_in_a_square_kilometre(own, islands, built):
    """So many villages, towns and city centres are in the frame, and so many pieces of the directory's own area."""
    frame = frame_of(own)
    assert frame is not None
    ground = drawn(own, frame)
    assert (ground.own.count("M"), [path.count("M") for path in ground.built]) == (islands, built)


@pytest.mark.parametrize(
    ("place", "held"),
    [((10, 20), True), ((9, 20), False), ((10, 19), False), ((29, 39), True), ((30, 39), False), ((29, 40), False)],
)
def test_a_frame_holds_its_west_and_south_and_not_its_east_and_north(place, held):
    frame = Frame(10, 20, 30, 40)
    assert frame.holds(place) == held
    assert frame.wider(1) == Frame(9, 19, 31, 41)


def test_a_cell_weighs_on_those_within_two_of_it():
    one = [[0.0] * 7 for _ in range(7)]
    one[3][3] = 256.0
    beside = (0, 1, 4, 6, 4, 1, 0)
    assert blurred(one) == [[across * up for across in beside] for up in beside]
    assert blurred([[16.0, 0.0, 0.0, 0.0]]) == [[11.0, 5.0, 1.0, 0.0]]


def test_a_large_frame_is_drawn_from_sectors():
    ground = drawn(("DE",), Frame(300_000, 100_000, 600_000, 500_000))
    assert len("".join(ground.built)) < 200_000


def sites(*codes: str, public: str = "yes") -> tuple[ProviderSite, ...]:
    rows = [{"id": f"s{at}", "name": f"Site {at}", "postcode": code, "public": public} for at, code in enumerate(codes)]
    return Provider.model_validate(provider(sites=rows)).sites


def test_a_providers_page_has_a_window_on_the_ground(site):
    own = site.settings.places.postcodes
    spot = spot_of(sites("DE1 2FS"), own)
    assert spot is not None
    left, top, wide, high = (int(number) for number in spot.view.split())
    assert (wide, high, spot.times) == (1600, 1000, 1)
    assert spot.marks == ((43546, -33633),)
    assert left < 43546 < left + wide
    assert top < -33633 < top + high
    apart = spot_of(sites("DE1 2FS", "DE55 7BD"), own)
    assert apart is not None
    assert (apart.times, len(apart.marks), apart.beyond) == (3, 2, ())
    three = spot_of(sites("DE4 5DP", "NG10 2FY", "DE22 3BG"), own)  # from one end of the ground to the other
    assert three is not None
    assert (three.times, len(three.marks), three.beyond) == (4, 3, ())


def test_no_window_shows_what_is_not_public_or_not_drawn(site):
    own = site.settings.places.postcodes
    assert spot_of(sites("DE1 2FS", public="no"), own) is None
    assert spot_of(sites("TR26 1NJ"), own) is None
    assert spot_of(sites("DE1 2FS"), ()) is None
    beside = spot_of(sites("DE1 2FS", "TR26 1NJ"), own)
    assert beside is not None
    assert (len(beside.marks), beside.beyond) == (1, ("Site 1",))


def test_a_site_without_a_postcode_is_no_fault():
    assert list(postcodes_exist(())) == []


@pytest.mark.parametrize("template", ["finder.html", "provider.html"])
def test_whose_data_it_is_stands_wherever_places_are_used(template):
    assert "{{ attribution }}" in (ROOT / "theme" / "pages" / template).read_text(encoding="utf-8")
    assert "{attribution}" in (ROOT / "content" / "about.md").read_text(encoding="utf-8")


def outline_of(path: str) -> list[list[tuple[float, float]]]:
    """The closed lines of a path of the drawing, as points on the National Grid."""
    loops = []
    for start, curves in re.findall(r"M(-?\d+ -?\d+)q([^z]*)z", path):
        x, y = (int(number) for number in start.split())
        numbers = [int(number) for number in re.findall(r"-?\d+", curves)]
        loop = []
        for _, _, across, down in zip(*[iter(numbers)] * 4, strict=True):
            x, y = x + across, y + down
            loop.append((x * 10.0, -y * 10.0))
        loops.append(loop)
    return loops


def within(place: Grid, path: str) -> bool:
    """Whether a place lies in what a path fills."""
    east, north = place
    inside = False
    for loop in outline_of(path):
        for (x, y), (to_x, to_y) in pairwise([*loop, loop[0]]):
            if (y > north) != (to_y > north) and east < x + (to_x - x) * (north - y) / (to_y - y):
                inside = not inside
    return inside


#: The directory's own districts or areas; places of theirs, and places at sea that are nearer to them than to others.
COASTS = {
    "Cornwall": (("TR",), [(182400, 44800), (147300, 30300)], [(155000, 60000), (130000, 15000), (192000, 22000)]),
    "Wight": (tuple(f"PO{number}" for number in range(30, 42)), [(449900, 89100)], [(432000, 74000), (464000, 78000)]),
    "Kent": (("CT",), [(614900, 157900)], [(640000, 162000), (634000, 136000), (612000, 172000)]),
    "Norfolk": (("NR",), [(623000, 308500)], [(640000, 335000), (656000, 320000)]),
}


@pytest.mark.slow
@pytest.mark.parametrize("coast", COASTS)
def test_the_sea_is_no_land_of_anybodys(coast):
    own, ashore, at_sea = COASTS[coast]
    frame = frame_of(own)
    assert frame is not None
    ground = drawn(own, frame)
    for place in ashore:
        assert within(place, ground.own), place
        assert not within(place, ground.sea), place
    for place in at_sea:
        assert frame.holds(place), place
        assert within(place, ground.sea), place
        assert not within(place, ground.own), place


def test_inland_there_is_no_sea():
    frame = frame_of(("DE1", "NG10"))
    assert frame is not None
    assert drawn(("DE1", "NG10"), frame).sea == ""


def test_land_that_no_postcode_is_of_is_neither_the_directorys_own_nor_sea():
    """Calais is nearer to Kent than to any other postcode, and land; half-way over there is the Channel."""
    ground = drawn(("CT",), Frame(600_000, 90_000, 690_000, 180_000))
    calais, channel = (672_000, 118_000), (650_000, 128_000)
    assert not within(calais, ground.own)
    assert not within(calais, ground.sea)
    assert within(channel, ground.sea)
    assert within((614_900, 157_900), ground.own)


def test_where_post_goes_there_is_land_however_coarse_the_coast():
    frame = frame_of(("CT",))
    assert frame is not None
    ground = drawn(("CT",), frame)
    places = [place for _, place in list(table.postcodes("CT"))[::200]]
    assert len(places) > 50
    assert sum(within(place, ground.own) for place in places) >= 0.98 * len(places)


def test_a_directory_that_names_a_whole_area_has_a_map(site):
    places = site.settings.places.model_copy(update={"postcodes": ("TR",)})
    settings = site.settings.model_copy(update={"places": places})
    cornish = Site(site.library.__class__(settings, {}), "public", TODAY, site.templates)
    svg = map_files(own_places(cornish, []), [], cornish)["map.svg"]
    assert '<path stroke="currentColor" stroke-opacity=".25"' in svg


def test_the_coast_says_where_it_comes_from_and_so_do_the_pages():
    head = "".join(line for line in coast.FILE.read_text(encoding="ascii").splitlines() if line.startswith("#"))
    for words in ("Natural Earth", "world-atlas 2.0.2", "public domain", "tests/coastline.py"):
        assert words in head
    assert "Natural Earth" in (ROOT / "content" / "licences.md").read_text(encoding="utf-8")
    kinds = [kind for kind, _ in coast.rings()]
    assert {kind: kinds.count(kind) for kind in set(kinds)} == {"land": 55, "abroad": 20}


def test_a_newer_postcode_is_as_far_away_as_the_one_close_by():
    site = {"id": "main", "name": "Main", "postcode": "DE1 2ZZ", "near": "EH1 1YZ", "public": "yes"}
    assert [field for _, field, _ in problems(about=provider(sites=[site]))] == ["sites[1].near"]
    assert problems(about=provider(sites=[site | {"far": "yes"}])) == []


@pytest.mark.parametrize("delivery", ["online", "pupil's home"])
def test_what_is_done_from_afar_needs_no_distance(delivery):
    site = {"id": "main", "name": "Main", "postcode": "JE2 3AB", "public": "yes"}
    about = provider(sites=[site])
    assert [field for _, field, _ in problems(about=about)] == ["sites[1].postcode"]
    assert problems(about=about | {"offer": about["offer"] | {"delivery": [delivery]}}) == []
