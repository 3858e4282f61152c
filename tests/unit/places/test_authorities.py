"""The table of authorities and towns that `apdir init` takes: whole, sorted, and true to the table of postcodes."""

from __future__ import annotations

import csv
from datetime import date

import pytest

from apdir.names import slug_of
from apdir.places.authorities import AUTHORITIES, TOWNS, authorities, authority, towns
from apdir.places.reach import far_off
from apdir.places.sectors import districts
from apdir.places.table import area_of, where
from apdir.places.unknown import no_middle, unknown_district
from apdir.pupil import findings
from apdir.starting import Answers, starting_files
from apdir.starting.area import MOST, area_typed
from tests.support.sites import ROOT, TODAY


def test_each_authority_is_there_once_with_its_number_code_and_name():
    found = authorities()
    assert len(found) == 153
    kinds = [one.code[:3] for one in found]
    assert {kind: kinds.count(kind) for kind in set(kinds)} == {"E06": 63, "E08": 36, "E09": 33, "E10": 21}
    for field in ("number", "code", "name"):
        assert len({slug_of(getattr(one, field)) for one in found}) == len(found)
        assert all(authority(getattr(one, field)) == one for one in found)
    assert [one.number for one in found] == sorted(one.number for one in found)


@pytest.mark.slow
def test_each_district_and_each_towns_postcode_is_in_the_table():
    assert [part for one in authorities() for part in one.postcodes if unknown_district(part)] == []
    postcodes = sorted(town.postcode for town in towns())
    assert [postcode for postcode in postcodes if no_middle(postcode)] == []


def test_towns_stand_by_authority_the_largest_first():
    with TOWNS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert rows == sorted(rows, key=lambda row: (row["authority"], -int(row["people"]), row["name"]))
    assert {row["authority"] for row in rows} == {one.number for one in authorities()}
    assert len({(row["authority"], row["name"]) for row in rows}) == len(rows)


@pytest.mark.slow
def test_no_authority_or_town_is_taken_for_a_pupil():
    for one in authorities():
        answers = Answers(areas=[one.number])
        texts = starting_files(answers, ["align"], version="1", secret="x" * 16, today=date.fromisoformat(TODAY))
        assert [name for name, text in texts.items() if findings(text)] == [], one.name


@pytest.mark.slow
def test_no_place_of_an_authority_is_far_from_its_others():
    for one in authorities():
        area = area_typed([one.number])
        assert 0 < len(area.towns) <= MOST
        middles = {name: where(postcode) for name, postcode in area.towns.items()}
        middles |= {part: districts(area_of(f"{part}0")).get(part) for part in area.postcodes}
        assert far_off({name: place for name, place in middles.items() if place}) == {}, one.name


def test_the_tables_are_small_and_the_pages_say_whose_they_are():
    assert AUTHORITIES.stat().st_size + TOWNS.stat().st_size < 150_000
    words = (ROOT / "content" / "licences.md").read_text(encoding="utf-8")
    assert "GeoNames" in words
    assert "creativecommons.org/licenses/by/4.0/" in words
