"""What each edition holds: all of it for officers, and for the public nothing that is not a field of theirs."""

from __future__ import annotations

import dataclasses
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import yaml

from apdir import edition as editions
from apdir.directory import ProviderRecord, read_provider
from apdir.edition import redact, redact_for
from apdir.library import read_library, read_settings
from apdir.model.described import described
from apdir.model.fields import Edition
from apdir.model.provider import Provider
from apdir.model.settings import Settings
from apdir.model.visit import Visit
from apdir.model.year import Year
from apdir.pages.card import card_of
from apdir.rules import check_provider
from apdir.summary import ProviderSummary, summarise
from tests.support.canary import KNOWN, PLANNED, Filler, Mark, Trail, is_private, seen_in, spelled, trails, write
from tests.support.forms import blanks
from tests.support.reading import everything
from tests.support.records import GOOD, ave, judged, library, provider, record, visit
from tests.support.records import year as year_of
from tests.support.sites import ROOT, apdir, letters

TODAY = date(2025, 11, 22)
MODELS = (Provider, Visit, Year)
#: Fields that no page shows as they are: officers' that are not shown yet, hours that a day's price is worked out from,
#: and those of a provider each of whose sites has its own. One that is shown goes from here: a test fails till then.
NOT_SHOWN_YET = frozenset(
    ["Year.received.note", "Year.college", "Year.questionnaires.pupils", "Year.reasons",
     "Year.questionnaires.parents", "Year.payment_withheld.start", "Year.payment_withheld.until", "Year.decision",
     "Year.payment_withheld.reason", "Year.payment_withheld.by", "Provider.offer.price.hours",
     "Provider.offer.price.a_day", "Provider.offer.hours.start", "Provider.offer.hours.end"]
)  # fmt: skip


@dataclasses.dataclass(frozen=True)
class Canary:
    """A directory in which every value can be recognised."""

    root: Path
    marks: list[Mark]
    settings: Settings
    full: list[tuple[ProviderRecord, ProviderSummary]]

    def seen(self, text: str) -> set[Mark]:
        return seen_in(text, self.marks)

    def redacted(self, edition: Edition) -> set[Mark]:
        """What is found in all that pages of an edition are made from."""
        shown = self.full if edition == "commissioner" else [redact(*both, self.settings) for both in self.full]
        cards = [card_of(*both) for both in shown]
        return self.seen("\n".join(spelled([shown, cards])))


@pytest.fixture(scope="module")
def canary(tmp_path_factory: pytest.TempPathFactory) -> Canary:
    root = tmp_path_factory.mktemp("canary")
    for name in ("frameworks", "content"):
        shutil.copytree(ROOT / name, root / name)
    settings = yaml.load((ROOT / "settings.yml").read_text(encoding="utf-8"), Loader=yaml.CBaseLoader)
    marks = write(root, settings)
    read = read_library(root)
    full = []
    for slug in ("one", "two"):
        folder = read_provider(root, slug, read)
        assert check_provider(folder, read, TODAY) == []
        record = folder.record()
        assert record is not None
        full.append((record, summarise(record, read, TODAY)))
    return Canary(root, marks, read.settings, full)


def names(marks: set[Mark]) -> set[str]:
    return {mark.field for mark in marks}


def test_the_canary_marks_every_field_that_can_be_marked(canary: Canary) -> None:
    filler = Filler(date(2025, 1, 1))
    for model in MODELS:
        filler.fill(model)
    made = {mark for mark in canary.marks if mark.trail[:1] != PLANNED}
    assert {"date", "role", "owner"} <= {mark.trail[-1][1] for mark in set(canary.marks) - made}
    assert names(made) == {mark.field for mark in filler.marks} - KNOWN
    assert len({mark.value for mark in canary.marks}) == len(canary.marks)


def test_what_the_public_edition_is_made_from_holds_no_private_value(canary: Canary) -> None:
    seen = canary.redacted("public")
    assert names({mark for mark in seen if mark.private}) == set()
    assert names({mark for mark in canary.marks if not mark.private} - seen) == set()


def test_what_the_commissioner_edition_is_made_from_holds_every_value(canary: Canary) -> None:
    assert canary.redacted("commissioner") == set(canary.marks)


@pytest.fixture
def anew() -> Iterator[None]:
    """What the edition remembers of the models is worked out anew, before and after."""
    for remembered in (editions._redactor, editions._has_private):
        remembered.cache_clear()
    yield
    for remembered in (editions._redactor, editions._has_private):
        remembered.cache_clear()


PRIVATE = [trail for model in MODELS for trail in trails(model) if is_private(trail[-1][0].model_fields[trail[-1][1]])]


@pytest.mark.slow
@pytest.mark.usefixtures("anew")
@pytest.mark.parametrize("trail", PRIVATE, ids=[".".join(name for _, name in trail) for trail in PRIVATE])
def test_one_field_opened_by_mistake_is_noticed(trail: Trail, canary: Canary, monkeypatch: pytest.MonkeyPatch) -> None:
    """Opened with all that it stands in, as opening the inner field alone shows nothing."""
    for model, name in trail:
        monkeypatch.setitem(model.model_fields[name].json_schema_extra, "visible", "public")
    opened = {mark for mark in canary.marks if mark.private and mark.trail[: len(trail)] == trail}
    still = {mark for mark in opened if any(is_private(model.model_fields[name]) for model, name in mark.trail)}
    leaked = {mark for mark in canary.redacted("public") if mark.private}
    assert leaked == opened - still
    assert leaked or still == opened


#: `make test-long` makes the forms' files too, and reads each.
FORMS = [] if os.environ.get("FORMS") == "1" else ["--no-forms"]


def built(canary: Canary, edition: Edition, opened: str = "") -> str:
    """Every file of a site as one text, decompressed and read; ``opened`` runs before the build does."""
    out = canary.root / f"site-{edition}{'-opened' if opened else ''}"
    code = f"{opened or 'pass'}\nfrom apdir.commands import main\nmain()"
    line = [sys.executable, "-c", code, "--root", str(canary.root), "--today", "2025-11-22", "build"]
    done = subprocess.run(
        [*line, *FORMS, "--no-cache", "--edition", edition, "--out", str(out)], cwd=ROOT, capture_output=True,
        text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return everything(out)


@pytest.mark.slow
def test_one_field_opened_by_mistake_is_seen_in_the_site(canary: Canary) -> None:
    """In the page and in the full-text index, so what stands in either would be noticed."""
    opened = """
from apdir.model.provider import Provider
Provider.model_fields["private_reason"].json_schema_extra["visible"] = "public"
import apdir.pages.provider as pages
first = pages.provider_page
def told(record, *rest):
    page = first(record, *rest)
    return type(page)(**{name: getattr(page, name) for name in page.__slots__} |
                      {"content": f"{page.content}<p>{record.provider.private_reason}</p>"})
import apdir.compile
apdir.compile.provider_page = told
"""
    seen = canary.seen(built(canary, "public", opened))
    assert names({mark for mark in seen if mark.private}) == {"Provider.private_reason"}


@pytest.mark.slow
def test_the_public_site_holds_every_public_value_and_no_other(canary: Canary) -> None:
    seen = canary.seen(built(canary, "public"))
    assert (canary.root / "site-public" / "api" / "v1" / "providers" / "one.json").is_file()
    assert names({mark for mark in seen if mark.private}) == set()
    assert names({mark for mark in canary.marks if not mark.private} - seen) == set()


@pytest.mark.slow
def test_the_commissioner_site_holds_every_value(canary: Canary) -> None:
    assert canary.seen(built(canary, "commissioner")) == set(canary.marks)
    # The data has every field: what no page shows is told without it.
    shutil.rmtree(canary.root / "site-commissioner" / "api")
    seen = canary.seen(everything(canary.root / "site-commissioner"))
    assert names(set(canary.marks) - seen) == NOT_SHOWN_YET


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["pdf", "docx", "odt", "html"])
def test_a_form_for_one_provider_holds_what_its_edition_may(kind: str, canary: Canary, tmp_path: Path) -> None:
    seen = {}
    # The blank of a word processor holds numbers of its own, such as a shade of Word's.
    blank = tmp_path / "blank" / "form"
    blank.parent.mkdir()
    if kind in ("docx", "odt"):
        shutil.copy(blanks()["derby-visit"][kind], blank)
    by_chance = canary.seen(everything(blank.parent))
    for edition in ("public", "commissioner"):
        out = tmp_path / edition / "form"
        out.parent.mkdir()
        line = ["form", "derby-visit", "--provider", "one", "--format", kind, "--edition", edition, "--out", str(out)]
        done = apdir(*line, root=canary.root, today="2025-11-22")
        assert done.returncode == 0, done.stderr
        seen[edition] = canary.seen(everything(out.parent)) - by_chance
    assert names({mark for mark in seen["public"] if mark.private}) == set()
    assert "Provider.name" in names(seen["public"])
    assert {"Provider.safeguarding_lead.phone", "Provider.safeguarding_lead.email"} <= names(seen["commissioner"])
    assert seen["public"] < seen["commissioner"]


#: Fields that letters may tell and that the report of a visit has no place for.
NOT_REPORTED = frozenset(
    ["Visit.notice.given", "Visit.notice.period.start", "Visit.notice.period.end", "Visit.time.start", "Visit.time.end",
     "Visit.decision", "Visit.next_visit", "Visit.self_assessment"]
)  # fmt: skip


@pytest.mark.slow
def test_letters_tell_a_provider_what_is_shared_and_nothing_else(canary: Canary, tmp_path: Path) -> None:
    def shared(mark: Mark) -> bool:
        return all(next(one for one in described(model) if one.name == name).shared for model, name in mark.trail)

    *made, to_come = sorted(path.stem for path in (canary.root / "providers/one/visits").iterdir())
    ordered = [(to_come, "notice"), *((name, "report") for name in made), (made[0], "dispute")]
    for name, kind in ordered:
        line = ["letter", "one", name, "--kind", kind, "--out", str(tmp_path)]
        done = apdir(*line, root=canary.root, today="2025-11-22")
        assert done.returncode == 0, done.stderr
    # A Word file holds numbers of its own.
    by_chance = {mark for mark in canary.seen(everything(letters())) if mark.value.isdigit()}
    seen = canary.seen(everything(tmp_path)) - by_chance
    planned = {mark for mark in seen if mark.trail[:1] == PLANNED}
    told = ("date", "notice.period.end", "visited_by.organisation", "visited_by.role", "time.start", "time.end")
    assert names(planned) == {f"Visit.planned.{name}" for name in told}
    seen -= planned
    assert names({mark for mark in seen if not shared(mark)}) == set()
    other = (canary.root / "providers/two/provider.md").read_text(encoding="utf-8")
    assert [mark.field for mark in seen if mark.value in other] == []
    wanted = {mark.field for mark in canary.marks if mark.trail[:1] != PLANNED and shared(mark)}
    assert {name for name in wanted - names(seen) if name.startswith("Visit.")} == NOT_REPORTED


# What settings and single fields decide.


def shown(made: ProviderRecord, today: date = date(2026, 11, 22), **publishing: object) -> ProviderRecord | None:
    both = redacted(made, today, **publishing)
    return both[0] if both else None


def redacted(
    made: ProviderRecord, today: date = date(2026, 11, 22), **publishing: object
) -> tuple[ProviderRecord, ProviderSummary] | None:
    own = library().settings.publishing.model_copy(update=publishing)
    settings: Settings = library().settings.model_copy(update={"publishing": own})
    return redact_for(made, dataclasses.replace(library(), settings=settings), "public", today)


@pytest.mark.parametrize(("today", "kept"), [("2026-03-22", 2), ("2026-03-23", 1)])
def test_visits_stay_published_for_so_many_months(today: str, kept: int) -> None:
    made = record(visit("derby", "2025-03-22"), visit("derby", "2026-03-12"))
    found = shown(made, date.fromisoformat(today), visits_for_months=12)
    assert found is not None
    assert len(found.visits) == kept


def test_a_visit_no_longer_published_is_not_told_by_the_one_after_it() -> None:
    first = visit("derby", "2025-03-22", judgements={"1a": "limited"})
    made = record(first, visit("derby", "2026-03-12", judgements={"1a": "fully"}))
    both = redacted(made, visits_for_months=12)
    assert both is not None
    [visit_summary] = both[1].visits
    line = next(line for line in visit_summary.judged if line.id == "1a")
    assert (line.before, line.change) == (None, "new")
    both = redacted(made, visits_for_months=48)
    assert both is not None
    line = next(line for line in both[1].visits[0].judged if line.id == "1a")
    assert line.before is not None
    assert (line.before.key, line.change) == ("limited", "better")


def test_a_visit_no_longer_published_is_not_named_by_what_judges_it_again() -> None:
    made = record(visit("derby", "2025-03-22"), visit("derby", "2026-03-12", reassesses="2025-03-22-derby"))
    for months, named in ((48, "2025-03-22-derby"), (12, None)):
        found = shown(made, visits_for_months=months)
        assert found is not None
        [last] = [it.visit for it in found.visits if it.id == "2026-03-12-derby"]
        assert last.reassesses == named


@pytest.mark.parametrize("status", ["closed", "withdrawn"])
@pytest.mark.parametrize(("today", "published"), [("2028-10-05", True), ("2028-10-06", False)])
def test_who_closed_stays_published_for_so_many_months(status: str, today: str, published: bool) -> None:
    about = provider(status=status, status_date="2026-10-05", public_notice="It has closed.")
    found = shown(record(about=about), date.fromisoformat(today), closed_for_months=24)
    assert (found is not None) == published


@pytest.mark.parametrize("status", ["listed", "suspended"])
def test_who_is_listed_or_suspended_stays(status: str) -> None:
    about = provider(status=status, status_date="2016-10-05", public_notice="Paused.")
    assert shown(record(about=about), closed_for_months=1) is not None


def test_counts_by_theme_take_each_judgement_out() -> None:
    made = record(
        visit("derby", "2026-03-12", judgements={"1a": "fully"}, details={"1b": {"not_applicable": "No staff."}})
    )
    both = redacted(made, judgements="counts by theme")
    assert both is not None
    public, summary = both
    assert (public.visits[0].visit.judgements, public.visits[0].visit.details) == ({}, {})
    [counted] = summary.visits
    assert (counted.judged, counted.reason) == ((), "")
    assert (counted.tally.met, counted.tally.not_applicable) == (1, 1)
    rows = record(visit("leicestershire", "2026-03-05", rows=[{"items": ["1.1"], "marks": ["green"]}]))
    cut = shown(rows, judgements="counts by theme")
    assert cut is not None
    assert cut.visits[0].visit.rows == ()


@pytest.mark.parametrize(("sole", "business", "published"), [
    ("no", "no", True), ("yes", "no", False), ("yes", "yes", True), ("no", "yes", True),
])  # fmt: skip
def test_a_sole_traders_own_number_is_not_published(sole: str, business: str, published: bool) -> None:
    contact = {"role": "Tutor", "phone": "01632 960123", "email": "a@b.example", "website": "https://b.example"}
    found = shown(record(about=provider(sole_trader=sole, contact=contact | {"business": business})))
    assert found is not None
    contacts = found.provider.contact
    assert (contacts.phone is not None, contacts.email is not None) == (published, published)
    assert contacts.website == "https://b.example"


def test_a_place_that_is_not_public_is_named_by_nothing() -> None:
    site = {
        "id": "home",
        "name": "The bungalow",
        "address": ["4 Hill Top", "Belper"],
        "postcode": "DE56 1AA",
        "public": "no",
    }
    found = shown(record(about=provider(sites=[site | {"days": ["Mon"]}])))
    assert found is not None
    [place] = found.provider.sites
    assert (place.address, place.postcode, place.days) == ((), None, ("Mon",))
    assert "bungalow" not in repr(found)


@pytest.mark.parametrize("state", ["draft", "shared with provider", "disputed"])
def test_only_final_visits_are_public(state: str) -> None:
    both = redacted(record(visit("derby", "2026-03-12", state=state)))
    assert both is not None
    assert (both[0].visits, both[1].visits, both[1].latest) == ((), (), None)


def test_an_approval_is_told_no_longer_than_the_visit_that_it_rests_on() -> None:
    judgements = dict.fromkeys(library().frameworks["derby"][0].requirement, "fully")
    council = [{"organisation": name, "role": "AP officer"} for name in library().settings.standing.organisations]
    made = record(visit("derby", "2026-03-12", judgements=judgements, outcome="all met", visited_by=council))
    both = redacted(made, date(2027, 3, 12), visits_for_months=12)
    assert both is not None
    assert (both[1].standing.key, both[1].standing.visit) == ("approved", "2026-03-12-derby")
    for day in (date(2027, 3, 13), date(2030, 3, 15)):
        both = redacted(made, day, visits_for_months=12)
        never = redacted(record(), day, visits_for_months=12)
        assert both is not None
        assert both == never


def test_judged_years_stay_published_as_visits_do() -> None:
    made = record(years=[judged("2024-25", judged_on="2025-07-20"), judged("2025-26", judged_on="2026-07-20")])
    both = redacted(made, date(2026, 7, 20), visits_for_months=12)
    assert both is not None
    assert [year.id for year in both[0].years] == ["2024-25-amber-valley-erewash", "2025-26-amber-valley-erewash"]
    assert [year.id for year in both[1].years] == ["2025-26-amber-valley-erewash", "2024-25-amber-valley-erewash"]
    both = redacted(made, date(2026, 7, 21), visits_for_months=12)
    assert both is not None
    assert (
        [year.id for year in both[0].years] == [year.id for year in both[1].years] == ["2025-26-amber-valley-erewash"]
    )
    draft = redacted(record(years=[year_of("2026-27")]), visits_for_months=480)
    assert draft is not None
    assert (draft[0].years, draft[1].years) == ((), ())


def test_a_reassessment_is_told_as_long_as_what_asked_for_it() -> None:
    poor = GOOD | {"personal-development": "inadequate"}
    made = record(ave("half-day inspection", "2026-03-02", areas=poor, overall="inadequate"))
    for months, told in ((12, 1), (6, 0)):
        both = redacted(made, visits_for_months=months)
        assert both is not None
        assert len(both[1].reassessments) == told


def test_a_header_field_is_public_where_the_framework_says_so() -> None:
    made = record(
        visit("herefordshire", "2026-03-12", header={"provision-name": "Hill Farm", "main-characteristics": "Small."})
    )
    found = shown(made)
    assert found is not None
    assert found.visits[0].visit.header == {"provision-name": "Hill Farm"}


@pytest.mark.parametrize(("months", "refused"), [(11, True), (12, False)])
def test_visits_are_published_as_long_as_the_approvals_that_rest_on_them(
    months: int, refused: bool, tmp_path: Path
) -> None:
    written = (ROOT / "settings.yml").read_text(encoding="utf-8")
    (tmp_path / "settings.yml").write_text(
        written.replace("visits_for_months: 48", f"visits_for_months: {months}"), encoding="utf-8"
    )
    problems = read_settings(tmp_path)[2]
    assert [problem.field for problem in problems] == (["publishing.visits_for_months"] if refused else [])
