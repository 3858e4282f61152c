"""The site's own news: what a history says in words that today's edition may show, and nothing that was taken back."""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
import subprocess
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
import yaml
from icalendar import Calendar

from apdir.commands.history import read_history
from apdir.commands.revisions import GitFailed, changed_names, commit_of
from apdir.data.provider import data_of
from apdir.directory import provider_folders, read_provider
from apdir.edition import redact_for
from apdir.model.fields import Edition
from apdir.news.history import History
from apdir.news.page import ATOM, MOST, MOST_IN_FEED, changes_page, feed
from apdir.news.tell import Item, tell
from apdir.news.watch import watch_files
from apdir.pages.card import Card, card_of
from apdir.pages.page import Site
from apdir.pages.templates import make_templates
from apdir.source import Theme
from tests.support.records import COUNCIL, PROVIDER, ROOT, framework, library, visit

pytestmark = pytest.mark.slow  # each starts git a dozen times

TODAY = date(2026, 11, 22)
FARM = "providers/hill-farm/provider.md"
SCHOOL = PROVIDER | {"name": "Brook School", "contact": {"role": "Office", "email": "office@brook.example"}}


class Past:
    """A directory in git whose commits have days."""

    def __init__(self, root: Path) -> None:
        self.root = root
        (root / "providers").mkdir(parents=True)
        shutil.copy(ROOT / "settings.yml", root)
        self.git("init", "--quiet", "--initial-branch=main")
        self.write("providers/brook-school/provider.md", SCHOOL)
        self.commit("2026-01-05")

    def git(self, *arguments: str, day: str = "2026-01-05") -> str:
        who = ["-c", "user.name=Officer", "-c", "user.email=officer@trentside.example"]
        moment = day if day.startswith("@") else f"{day}T12:00:00+00:00"
        when = dict.fromkeys(("GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"), moment)
        done = subprocess.run(["git", *who, *arguments], cwd=self.root, capture_output=True, text=True, check=True,
                              env=os.environ | when)  # fmt: skip
        return done.stdout

    def write(self, name: str, data: Mapping[str, Any], body: str = "") -> None:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        text = yaml.safe_dump(dict(data))
        path.write_text(f"---\n{text}---\n{body}" if name.endswith(".md") else text, encoding="utf-8")

    def write_visit(self, slug: str, day: str) -> None:
        name, data = visit("align", day, judgements={"1.1": "in place"})
        self.write(f"providers/{slug}/visits/{name}.yml", data)

    def commit(self, day: str) -> None:
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message=Edit", day=day)

    def save(self, day: str, data: Mapping[str, Any] = PROVIDER, file: str = FARM, **changes: Any) -> None:
        self.write(file, {**data, **changes})
        self.commit(day)

    def history(self, today: date = TODAY) -> History | None:
        return read_history(self.root, today, self.root / "news.json")

    def items(self, edition: Edition = "public", today: date = TODAY) -> list[Item]:
        return self.both(edition, today)[0]

    def watched(self) -> dict[str, bytes]:
        """The feeds and calendars that one build makes."""
        return dict(watch_files(*self.both(), site()))

    def both(self, edition: Edition = "public", today: date = TODAY) -> tuple[list[Item], list[Card]]:
        history = self.history(today)
        assert history is not None
        shown: dict[str, Any] = {}
        cards: list[Card] = []
        for slug in provider_folders(self.root)[0]:
            record = read_provider(self.root, slug, library()).record()
            assert record is not None, slug
            cut = redact_for(record, library(), edition, today)
            if cut is not None:
                files = data_of(*cut, edition, str(library().settings.site_url)).files
                shown[slug] = json.loads(files[f"api/v1/providers/{slug}.json"])
                cards.append(card_of(*cut))
        return tell(history, shown, cards, library()), cards

    def told(self, edition: Edition = "public", today: date = TODAY) -> list[str]:
        return [f"{item.day}: {item.name}: {'; '.join(item.parts)}" for item in self.items(edition, today)]


@pytest.fixture
def past(tmp_path: Path) -> Past:
    return Past(tmp_path / "records")


def site(edition: Edition = "public") -> Site:
    return Site(library(), edition, TODAY, make_templates(Theme.of(ROOT)))


def offer(**more: Any) -> dict[str, Any]:
    return {"offer": {"key_stages": ["KS3"], "delivery": ["on site"]} | more}


def test_who_watches_a_provider_is_woken_by_a_suspension_and_not_by_a_spelling(past: Past) -> None:
    """One build each: the feed of the provider, of its area and of its need; the calendar stays one event."""
    about: dict[str, Any] = {"serves": ["Derby"], **offer(needs=["autism"], programmes=[{"name": "Bicycle repiar"}])}
    name, data = visit("derby", "2026-10-05", outcome="all met", visited_by=COUNCIL,
                       judgements=dict.fromkeys(framework("derby", TODAY).requirement, "fully"))  # fmt: skip
    past.write(f"providers/hill-farm/visits/{name}.yml", data)
    past.save("2026-10-06", **about)
    feeds = [f"changes/{of}.xml" for of in ("provider/hill-farm", "area/derby", "need/autism")]
    calendar = "changes/provider/hill-farm.ics"
    before = past.watched()
    assert {*feeds, calendar} < {*before}
    past.save("2026-11-02", **about | offer(needs=["autism"], programmes=[{"name": "Bicycle repair"}]))
    assert past.watched() == before
    paused = {"status": "suspended", "status_date": "2026-11-10", "public_notice": "Paused."}
    past.save("2026-11-10", **about, **paused)
    after = past.watched()
    atom = {"a": ATOM}
    for feed_of in feeds:
        newest = ElementTree.fromstring(after[feed_of]).find("a:entry", atom)
        assert newest is not None
        assert newest.findtext("a:title", namespaces=atom) == "Hill Farm: suspended"
        entries = [ElementTree.fromstring(made[feed_of]).findall("a:entry/a:id", atom) for made in (before, after)]
        assert [one.text for one in entries[1][1:]] == [one.text for one in entries[0]]
    assert after["changes/provider/brook-school.xml"] == before["changes/provider/brook-school.xml"]
    [event] = Calendar.from_ical(before[calendar]).walk("VEVENT")
    assert (str(event["uid"]), event["dtstart"].dt) == ("approval-hill-farm-public@apdir", date(2027, 10, 5))


def test_a_year_of_one_provider(past: Past) -> None:
    past.save("2026-03-02")
    past.save("2026-04-01", **offer(key_stages=["KS2", "KS3"], needs=["autism"], days=["Mon", "Fri"]))
    name, data = visit("derby", "2026-05-05", outcome="majority met", judgements={"1a": "fully"},
                       visited_by=[{"organisation": "the council", "role": "AP officer"}])  # fmt: skip
    past.write(f"providers/hill-farm/visits/{name}.yml", data | {"state": "draft"})
    past.commit("2026-05-06")
    past.write(f"providers/hill-farm/visits/{name}.yml", data)
    past.commit("2026-05-20")
    notice = {"status_date": "2026-07-01", "public_notice": "Premises are\nchecked."}
    past.save("2026-07-01", status="suspended", **notice, **offer(key_stages=["KS2", "KS3"]))
    past.save("2026-08-03", **offer(key_stages=["KS3"]))
    label = library().on("derby", date(2026, 5, 5))
    assert label is not None
    outcome = next(row.label for row in label.outcomes if row.key == "majority met")
    assert past.told() == [
        "2026-08-03: Hill Farm: listed again; no longer takes key stage 2",
        "2026-07-01: Hill Farm: suspended; no longer set up for autism; no longer open on Monday and Friday",
        f"2026-05-20: Hill Farm: new visit on 5 May 2026 (Derby framework, QA visit): {outcome}",
        "2026-04-01: Hill Farm: now takes key stage 2; now set up for autism; now open on Monday and Friday",
        "2026-03-02: Hill Farm: now listed: farm",
    ]


def test_a_notice_is_told_while_it_holds(past: Past) -> None:
    past.save("2026-03-02")
    past.save("2026-07-01", status="suspended", status_date="2026-07-01", public_notice="Premises are checked.")
    assert past.told()[0] == "2026-07-01: Hill Farm: suspended; schools are told: “Premises are checked.”"


def test_many_visits_of_one_day_are_counted(past: Past) -> None:
    for number in range(1, 5):
        past.write_visit("brook-school", f"2026-0{number}-09")
    past.commit("2026-04-09")
    assert past.told() == [
        "2026-04-09: Brook School: 4 new visits, from 9 January 2026 to 9 April 2026",
    ]


def test_a_visit_says_of_which_site_it_was_and_what_it_found(past: Past) -> None:
    sites = [{"id": name, "name": f"{name.capitalize()} site", "public": public}
             for name, public in (("north", "yes"), ("home", "no"))]  # fmt: skip
    past.save("2026-01-10", file="providers/brook-school/provider.md", name="Brook School", sites=sites)
    for site in sites:
        name, data = visit("align", "2026-02-03", f"-{site['id']}", site=site["id"], judgements={"1.1": "not in place"})
        past.write(f"providers/brook-school/visits/{name}.yml", data)
    past.commit("2026-02-04")
    told = " ".join(past.told())
    assert "new visit on 3 February 2026 (Align framework, visit, North site): 1 not in place" in told
    assert "new visit on 3 February 2026 (Align framework, visit): 1 not in place" in told
    assert "Home site" not in told


def test_a_visit_of_long_before_is_added_and_not_new(past: Past) -> None:
    past.write_visit("brook-school", "2025-11-01")
    past.commit("2026-01-30")
    past.write_visit("brook-school", "2025-11-02")
    past.commit("2026-02-01")
    past.write_visit("brook-school", "2024-12-01")
    past.write_visit("brook-school", "2025-06-01")
    past.commit("2026-02-02")
    assert past.told() == [
        "2026-02-02: Brook School: 2 earlier visits added, from 1 December 2024 to 1 June 2025",
        "2026-02-01: Brook School: earlier visit added: 2 November 2025 (Align framework, visit): 1 in place",
        "2026-01-30: Brook School: new visit on 1 November 2025 (Align framework, visit): 1 in place",
    ]


def test_what_arrives_in_bulk_is_one_piece_of_news(past: Past) -> None:
    """As when a council's records of two years are first put in: forty providers, then the visits of each."""
    slugs = [f"farm-{number}" for number in range(40)]
    for slug in slugs:
        past.write(f"providers/{slug}/provider.md", PROVIDER | {"name": slug.replace("-", " ").title()})
    past.commit("2026-03-02")
    for slug in slugs:
        past.write_visit(slug, "2024-12-05")
        past.write_visit(slug, "2025-05-05")
    past.commit("2026-03-03")
    items = past.items()
    assert [f"{item.day}: {item.name}: {'; '.join(item.parts)}" for item in items] == [
        "2026-03-03: 40 providers: 80 earlier visits added, from 5 December 2024 to 5 May 2025",
        "2026-03-02: 40 providers: now listed",
    ]
    text = feed(items, site())
    assert text.count("<entry>") == 2
    assert 'href="https://ap.trentside.example/changes/#d2026-03-02"' in text
    page = changes_page(items, past.history(), site()).content
    assert all(page.count(f'<a href="../providers/{slug}/">') == 2 for slug in slugs)
    past.write(f"providers/{slugs[0]}/provider.md", PROVIDER | {"name": "Farm 0", **offer(needs=["autism"])})
    past.commit("2026-03-03")
    assert {item.id for item in items} < {item.id for item in past.items()}
    assert past.told()[:2] == [
        "2026-03-03: 39 providers: 78 earlier visits added, from 5 December 2024 to 5 May 2025",
        "2026-03-03: Farm 0: now set up for autism; 2 earlier visits added, from 5 December 2024 to 5 May 2025",
    ]


def test_a_provider_that_comes_in_suspended_is_not_now_listed(past: Past) -> None:
    past.save("2026-03-02", status="suspended", status_date="2026-03-01", public_notice="Premises are checked.")
    assert past.told() == [
        "2026-03-02: Hill Farm: now in the directory: farm; suspended; schools are told: “Premises are checked.”"
    ]


def test_frameworks_that_have_long_been_in_force_are_added_and_not_new(past: Past) -> None:
    def add(*names: str) -> None:
        for name in names:
            target = past.root / "frameworks" / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / "frameworks" / name, target)

    add("derby/2026-09.yml")
    past.commit("2026-08-30")
    add("align/2024-09.yml")
    past.commit("2026-10-01")
    add("herefordshire/2024-09.yml", "leicestershire/2023-09.yml")
    past.commit("2026-10-02")
    assert past.told() == [
        "2026-10-02: Frameworks: 2 earlier versions added",
        "2026-10-01: Align framework: added, in force since 1 September 2024",
        "2026-08-30: Derby framework: new version, in force from 1 September 2026",
    ]


def test_a_corrected_spelling_is_no_news(past: Past) -> None:
    sites = [{"id": "main", "name": "Mian site", "address": ["12 Mil Lane"], "postcode": "DE1 2FS", "public": "yes"}]
    more = offer(programmes=[{"name": "Anmial care"}], subjects=["mathmatics"],
                 price=[{"amount": "95", "per": "session", "note": "Lunch inculded"}])  # fmt: skip
    past.save(
        "2026-03-02", name="Hill Fram", sites=sites, contact={"role": "Offfice", "email": "a@hill.example"}, **more
    )
    before = past.items()
    sites = [sites[0] | {"name": "Main site", "address": ["12 Mill Lane"]}]
    more = offer(programmes=[{"name": "Animal care"}], subjects=["mathematics"],
                 price=[{"amount": "95", "per": "session", "hours": "4", "note": "Lunch included"}])  # fmt: skip
    past.save("2026-03-03", sites=sites, contact={"role": "Office", "email": "a@hill.example"}, **more)
    assert [item.id for item in past.items()] == [item.id for item in before]
    more = offer(programmes=[{"name": "Animal welfare"}], subjects=["mathematics"],
                 price=[{"amount": "98", "per": "day", "note": "Lunch included"}])  # fmt: skip
    sites = [sites[0] | {"address": ["21 Mill Lane"]}]
    past.save("2026-03-04", name="Hilltop Farm", sites=sites, contact={"role": "Office", "email": "b@hill.example"},
              **more)  # fmt: skip
    assert past.told()[0] == (
        "2026-03-04: Hill Farm: has a new name; new programme: Animal welfare; 1 programme fewer; "
        "new prices: £98 a day (Lunch included); contact details and site details changed"
    ).replace("Hill Farm", "Hilltop Farm")


def test_a_standing_that_lapsed_is_told_by_its_day_alone(past: Past) -> None:
    name, data = visit("derby", "2025-09-01", outcome="all met", judgements={"1a": "fully"},
                       visited_by=[{"organisation": "the council", "role": "AP officer"}])  # fmt: skip
    past.write(f"providers/brook-school/visits/{name}.yml", data)
    past.save("2026-01-06", SCHOOL, "providers/brook-school/provider.md")
    assert past.told(today=date(2026, 9, 1))[0].startswith("2026-01-06")
    assert past.told()[0] == "2026-09-02: Brook School: its approval has expired, and no later decision is published"


def test_a_typo_a_note_and_a_private_field_are_no_news(past: Past) -> None:
    past.save("2026-03-02")
    before = past.told()
    private = {"safeguarding_lead": {"name": "A. Example"}, "private_reason": "Two incidents.",
               "dates": {"fire_drill": "2026-01-02"}}  # fmt: skip
    past.write(FARM, {**PROVIDER, **private, "checked": {"date": "2026-10-01", "by": "AP officer"}}, "A farm.\n")
    past.commit("2026-10-01")
    past.write(FARM, {**PROVIDER, **private, "sites": [{"id": "home", "name": "Home", "public": "no",
                                                       "postcode": "DE1 2FS"}]}, "A small farm.\n")  # fmt: skip
    past.commit("2026-10-02")
    assert past.told() == before


def test_a_sole_traders_own_number_is_no_news(past: Past) -> None:
    past.save("2026-03-02", sole_trader="yes")
    past.save("2026-03-03", sole_trader="yes", contact={"role": "Office", "email": "new@hillfarm.example"})
    assert len(past.told()) == 1
    past.save("2026-03-04", contact={"role": "Office", "email": "newer@hillfarm.example"})
    assert past.told()[0] == "2026-03-04: Hill Farm: contact details changed"


def test_what_was_taken_back_is_not_told_again(past: Past) -> None:
    """A name, a programme, a notice, a subject: once they are edited away, no news and no cache has them."""
    secret = "Riley Example"
    past.save("2026-03-02", name=f"{secret} Farm")
    past.save("2026-03-03", name=f"{secret} Farm", public_notice=f"{secret} was hurt.", status="suspended",
              status_date="2026-03-03",
              **offer(programmes=[{"name": f"Care of {secret}"}], subjects=[f"{secret}'s maths"],
                      price=[{"amount": "95", "per": "day", "note": f"For {secret}"}]))  # fmt: skip
    past.save("2026-03-04", **offer(programmes=[{"name": "Animal care"}], subjects=["maths"]))
    items = past.items()
    text = changes_page(items, past.history(), site()).content + feed(items, site()) + repr(past.history())
    text += (past.root / "news.json").read_text(encoding="utf-8")
    assert "Riley" not in text
    assert past.told() == [
        "2026-03-04: Hill Farm: listed again; has a new name; now teaches maths; 1 subject fewer; "
        "new programme: Animal care; 1 programme fewer; prices changed",
        "2026-03-03: Hill Farm: suspended; prices changed",
        "2026-03-02: Hill Farm: now listed: farm",
    ]


def test_whom_the_edition_does_not_show_is_no_news(past: Past) -> None:
    past.save("2026-03-02")
    past.save("2026-03-03", status="closed", status_date="2020-01-01", public_notice="It closed.")
    assert past.told() == []
    assert len(past.told("commissioner")) == 2
    shutil.rmtree(past.root / "providers" / "hill-farm")
    past.commit("2026-03-04")
    assert past.told("commissioner") == []


def test_a_renamed_folder_keeps_its_past_and_its_ids(past: Past) -> None:
    past.save("2026-03-02")
    before = [item.id for item in past.items()]
    past.git("mv", "providers/hill-farm", "providers/hilltop-farm")
    past.commit("2026-04-01")
    past.save("2026-05-01", PROVIDER, "providers/hilltop-farm/provider.md", **offer(needs=["autism"]))
    items = past.items()
    assert [item.parts for item in items] == [("now set up for autism",), ("now listed: farm",)]
    assert {item.path for item in items} == {"providers/hilltop-farm/"}
    assert [item.id for item in items][1:] == before
    assert "hill-farm" not in feed(items, site())


def test_what_a_day_undoes_is_no_news_and_a_merge_tells_once(past: Past) -> None:
    past.save("2026-03-02")
    past.git("switch", "--quiet", "--create", "branch")
    past.save("2026-03-03", **offer(needs=["autism"]))
    past.save("2026-03-03", **offer(needs=["SEMH"]))
    past.git("switch", "--quiet", "main")
    past.git("merge", "--quiet", "--no-ff", "--message=Merge", "branch", day="2026-03-05")
    past.save("2026-03-06")
    past.save("2026-03-06", **offer(needs=["SEMH"]))
    assert past.told()[0] == "2026-03-05: Hill Farm: now set up for SEMH"
    assert len(past.told()) == 2


def test_a_record_that_was_wrong_for_a_day_is_passed_over(past: Past) -> None:
    past.save("2026-03-02")
    (past.root / FARM).write_text("---\nname: [\n---\n", encoding="utf-8")
    past.commit("2026-03-03")
    past.save("2026-03-04", **offer(key_stages=["KS4"]))
    assert past.told()[0] == "2026-03-04: Hill Farm: now takes key stage 4; no longer takes key stage 3"
    assert len(past.told()) == 2


def test_a_commit_of_a_day_that_no_calendar_has_is_left_out(past: Past) -> None:
    past.save("2026-03-02")
    past.save("@253402300800 +0000", **offer(key_stages=["KS4"]))
    past.save("2026-03-04", **offer(key_stages=["KS4", "KS5"]))
    assert [row.partition(":")[0] for row in past.told()] == ["2026-03-04", "2026-03-02"]


def test_the_same_history_and_day_give_the_same_and_later_days_are_left_out(past: Past) -> None:
    past.save("2026-03-02")
    past.save("2026-03-04", **offer(key_stages=["KS4"]))
    first = past.items()
    assert past.items() == first
    (past.root / "news.json").unlink()
    assert past.items() == first
    assert len(past.items(today=date(2026, 3, 3))) == 1
    assert past.items(today=date(2027, 3, 3)) == first[:1]


def test_a_shallow_clone_says_how_far_back_it_goes(
    past: Past, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    past.save("2026-03-02")
    past.save("2026-04-02", **offer(key_stages=["KS4"]))
    for depth, seen, told in ((1, None, "tell nothing. This is a shallow"), (2, 1, "history begins on 2026-03-02")):
        clone = tmp_path / f"clone-{depth}"
        past.git("clone", "--quiet", f"--depth={depth}", f"file://{past.root}", str(clone))
        history = read_history(clone, TODAY, None)
        assert (history and len(history.turns)) == seen
        assert history is None or (not history.whole and history.since == date(2026, 3, 2))
        error = capsys.readouterr().err
        assert told in error
        assert "git fetch --unshallow" in error
    assert past.history() is not None
    assert capsys.readouterr().err == ""


def broken(past: Past, how: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Make git fail on a directory's history in one way."""
    folder = past.root / ".git"
    if how == "no repository":
        shutil.rmtree(folder)
    elif how == "no commit":
        shutil.rmtree(folder)
        past.git("init", "--quiet")
    elif how == "no git":
        monkeypatch.setenv("PATH", str(past.root))
    elif how == "another user's":
        monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    elif how == "bare":
        past.git("config", "core.bare", "true")
    elif how == "no head":
        (folder / "HEAD").write_text("nonsense\n")
    elif how == "fails":
        (past.root / "git").write_text("#!/bin/sh\necho born 03/05/2011 >&2\nexit 3\n")
        (past.root / "git").chmod(0o755)
        monkeypatch.setenv("PATH", f"{past.root}:{os.environ['PATH']}")
    elif how in ("no content", "no folder", "torn"):
        wanted = "HEAD:" if how == "no folder" else f"HEAD:{FARM}"
        id = past.git("rev-parse", wanted).strip()
        file = folder / "objects" / id[:2] / id[2:]
        file.chmod(0o644)
        file.unlink() if how != "torn" else file.write_bytes(b"x")


@pytest.mark.parametrize(
    ("how", "why"),
    [
        ("no repository", "with exit code 128: the folder is not in a git repository. It said: fatal: not a git"),
        ("no commit", "with exit code 128: nothing has been committed yet."),
        ("no git", "This needs git, which is not installed here."),
        ("another user's", "with exit code 128: git does not trust the folder, since it belongs to another user"),
        ("bare", "The folder is not in git's working tree."),
        ("no head", "with exit code 128"),
        ("fails", "`git rev-parse` ended with exit code 3: It said:"),
        ("no content", "this clone is damaged, or was made without it."),
        ("no folder", "`git log` ended with exit code 128"),
        ("torn", "this clone is damaged, or was made without it."),
    ],
)
def test_a_git_that_fails_is_told_with_its_reason(
    past: Past, how: str, why: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    past.save("2026-03-02")
    broken(past, how, monkeypatch)
    assert past.history() is None
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.startswith("Warning: the history of the records could not be read, so that the page of changes and")
    assert why in told.err
    assert told.err.count("\n") == 1
    assert "2011" not in told.err


def test_a_page_and_a_feed_without_a_history_say_so() -> None:
    page = changes_page((), None, site()).content
    assert "The history of the records could not be read when this copy of the site was made" in page
    assert "<h2" not in page
    subtitle = ElementTree.fromstring(feed((), site(), unread=True)).find(f"{{{ATOM}}}subtitle")
    assert subtitle is not None
    assert (
        subtitle.text == "The history of the records could not be read when this feed was made, so changes are missing."
    )
    assert "<subtitle" not in feed((), site())


def test_where_no_news_is_asked_for_none_is_missed(past: Past, capsys: pytest.CaptureFixture[str]) -> None:
    text = (past.root / "settings.yml").read_text(encoding="utf-8")
    (past.root / "settings.yml").write_text(text.replace("news_for_months: 12", "news_for_months: 0"))
    shutil.rmtree(past.root / ".git")
    assert past.history() is None
    assert capsys.readouterr().err == ""


def test_git_fetches_nothing_that_a_clone_lacks(past: Past, tmp_path: Path) -> None:
    past.save("2026-03-02")
    past.git("config", "uploadpack.allowFilter", "true")
    clone = tmp_path / "clone"
    past.git("clone", "--quiet", "--filter=blob:none", "--no-checkout", f"file://{past.root}", str(clone))
    shutil.copy(past.root / "settings.yml", clone)
    before = sorted((clone / ".git/objects/pack").iterdir())
    assert read_history(clone, TODAY, None) is None
    assert sorted((clone / ".git/objects/pack").iterdir()) == before


def test_a_branch_that_looks_like_a_repository_starts_no_program(past: Past, tmp_path: Path) -> None:
    ran, hook = tmp_path / "ran", tmp_path / "hook"
    hook.write_text(f"#!/bin/sh\ntouch {ran}\n")
    hook.chmod(0o755)
    inside = Past(past.root / "inside").root
    for name, value in (("core.worktree", str(inside)), ("core.fsmonitor", str(hook))):
        subprocess.run(["git", "config", "--file", str(inside / ".git/config"), name, value], check=True)
    shutil.copytree(inside / ".git", inside, dirs_exist_ok=True)
    shutil.rmtree(inside / ".git")
    with contextlib.suppress(GitFailed):
        changed_names(inside, commit_of(inside, "HEAD"), "")
    assert not ran.exists()


def test_the_first_commit_of_all_is_no_news(past: Past) -> None:
    assert past.told() == []
    page = changes_page([], past.history(), site()).content
    assert "Nothing has changed for schools in this time." in page


HOSTILE = "<b>&amp; ]]>'\"@x</b>"


def test_the_feed_is_valid_atom_whatever_a_record_says(past: Past) -> None:
    past.save("2026-03-02", name=HOSTILE)
    past.save("2026-03-04", name=HOSTILE, status="withdrawn", status_date="2026-03-04", public_notice=HOSTILE)
    items = past.items()
    text = feed(items, site())
    root = ElementTree.fromstring(text)
    assert root.tag == f"{{{ATOM}}}feed"

    def all_of(path: str) -> list[str]:
        return [found.text or "" for found in root.findall(path, {"": ATOM})]

    assert len(all_of("id")) == len(all_of("title")) == len(all_of("updated")) == len(all_of("author/name")) == 1
    assert len(set(all_of("entry/id"))) == len(all_of("entry/title")) == len(all_of("entry/updated")) == 2
    assert all(re.fullmatch(r"tag:ap\.trentside\.example,2026:[!-~]+", found) for found in all_of("entry/id"))
    assert all(
        re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)", found) for found in all_of(".//updated")
    )
    assert all_of("updated")[0] == max(all_of("entry/updated"))
    assert HOSTILE in all_of("entry/title")[0]
    links = [(link.get("rel"), link.get("href")) for link in root.findall(".//link", {"": ATOM})]
    assert ("self", "https://ap.trentside.example/changes/feed.xml") in links
    page = changes_page(items, past.history(), site()).content
    assert "<b>" not in page
    assert "&lt;b&gt;" in page


def test_the_page_and_the_feed_stay_light() -> None:
    day = date(2026, 11, 1)
    items = [Item(day, "2026-11-01T00:00:00Z", f"2026-11-01/p{number}", f"P{number}", "providers/p/", ("suspended",))
             for number in range(MOST + 5)]  # fmt: skip
    page = changes_page(items, History(day, whole=True), site()).content
    assert page.count('<li><a href="../providers/p/') == MOST
    assert "5 older pieces" in page
    assert feed(items, site()).count("<entry>") == MOST_IN_FEED
