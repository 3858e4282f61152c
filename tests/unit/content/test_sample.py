"""The sample records themselves. A council that replaces `providers/` deletes this file with them."""

from datetime import date

import pytest

from apdir.commands.check import find_problems
from apdir.directory import provider_folders, read_provider
from apdir.forms.merge import changes
from apdir.forms.order import form_of_visit, recorded
from apdir.forms.record import record_of
from apdir.summary import summarise
from apdir.summary.provider import ProviderSummary
from tests.support.records import ROOT, TODAY, library

pytestmark = pytest.mark.slow  # each reads all of it


def test_the_sample_has_no_problem_on_any_day_of_the_year() -> None:
    """Warnings that only time brings must not fail a build of records that nobody touched."""
    for day in (TODAY, date(2027, 6, 1), date(2028, 2, 29)):
        assert find_problems(ROOT, day)[0] == []


def test_the_sample_shows_every_standing() -> None:
    found = set()
    for slug in provider_folders(ROOT)[0]:
        record = read_provider(ROOT, slug, library()).record()
        assert record is not None
        found.add(summarise(record, library(), TODAY).standing.key)
    assert found == {"approved", "with improvements", "not met", "lapsed", "never visited", "suspended", "withdrawn",
                     "closed"}  # fmt: skip


@pytest.fixture(scope="module")
def copper_beech() -> ProviderSummary:
    """The sample's re-entry of the filled Leicestershire record."""
    record = read_provider(ROOT, "copper-beech", library()).record()
    assert record is not None
    return summarise(record, library(), date(2026, 11, 22))


def test_the_filled_record_has_35_marks_and_4_conclusions(copper_beech: ProviderSummary) -> None:
    visit = next(row for row in copper_beech.visits if row.framework == "leicestershire")
    assert visit.marks == 35 + 4
    assert [row.value.key for row in visit.concluding if row.value] == ["green"] * 4
    judged = {line.id: line for line in visit.judged}
    assert judged["4.1"].value is None
    assert (visit.tally.unanswered, visit.tally.not_applicable) == (1, 0)
    assert all(line.value and line.value.key == "green" for key, line in judged.items() if key != "4.1")
    assert all(line.inferred for key, line in judged.items() if key != "4.1")


def test_the_form_of_every_visit_says_nothing_but_what_its_record_says() -> None:
    """Sites and reassessed visits are in the form's words, which are understood where the form is read."""
    seen = 0
    for slug in provider_folders(ROOT)[0]:
        read = read_provider(ROOT, slug, library())
        record = read.record()
        for visit in read.visits:
            form = form_of_visit(visit, None)
            assert form is not None
            assert record is not None
            assert visit.framework is not None
            said = record_of(form, visit.framework, recorded(form, visit, record))
            assert said.faults == []
            found = [change for change in changes(visit.document.data, said.data)
                     if change.path[0] not in ("site", "reassesses")]  # fmt: skip
            assert found == [], visit.document.file
            seen += len(said.data.get("judgements", ())) + len(said.data.get("rows", ()))
    assert seen > 1000
