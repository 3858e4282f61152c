"""What would mislead a school: free places of a provider that takes none, what is not published, what is old."""

from __future__ import annotations

import json
import re
from datetime import date
from typing import Any

import pytest

from apdir.edition import redact_for
from apdir.model.fields import Edition
from apdir.pages import newest
from apdir.pages.card import card_of, from_json, in_brief, to_json
from apdir.pages.columns import make_index
from apdir.pages.compare import ROWS, details, details_json
from apdir.pages.forms import forms_page
from apdir.pages.home import home_page
from apdir.pages.provider import provider_page
from apdir.pages.row import row_html
from apdir.pages.visit import visit_page
from apdir.summary import summarise
from tests.support.forms import forms
from tests.support.records import framework, library, provider, record, visit
from tests.unit.pages.test_newest import (
    APPROVED,
    COUNCIL,
    OTHERS,
    PLACES,
    TODAY,
    align,
    herefordshire,
    page,
    site,
    words,
)

ASK = newest.ask(library().settings)
GOOD = {key: scale.keys[0] for key, scale in framework("herefordshire").scale_of.items()}
PLAN = [{"area": area, "action": "x", "by": day} for area, day in (("4a", "2025-12-12"), ("2g", "2026-06-12"))]
FREE = {"vacancies": {"number": 4, "as_at": "2026-11-01"}, "admissions": "Ring the office."}


def told(*visits: Any, about: Any = None, edition: Edition = "public") -> tuple[str, str, dict[str, Any]]:
    """The words of a provider's page, of its row, and the lines of its comparison."""
    both = redact_for(record(*visits, about=about or provider()), library(), edition, TODAY)
    assert both is not None
    card = card_of(*both)
    assert from_json(json.loads(json.dumps(to_json(in_brief(card))))) == in_brief(card)
    compared = dict(zip(ROWS, details(card, edition, ASK)["values"], strict=True))
    its_site = site(edition=edition)
    return words(provider_page(*both, its_site).content), words(row_html(card, its_site)), compared


@pytest.mark.parametrize(("visits", "asked"), [
    ((APPROVED,), 0),
    ((APPROVED, herefordshire()), 1),
    ((APPROVED, herefordshire(), align("2026-11-20", "in place", "not in place")), 1),  # once
    ((APPROVED, align("2026-11-20", "in place", "in place")), 0),
])  # fmt: skip
def test_a_school_is_sent_to_the_council_where_a_newer_finding_is_worse(visits: Any, asked: int) -> None:
    seen, row, compared = told(*visits)
    assert ASK == "Ask the Alternative provision team before you place a pupil."
    assert (seen.count(ASK), compared["Approval status"].count(ASK), ASK in row) == (asked, asked, False)


def test_what_was_newest_sends_to_the_council_even_where_the_approval_is_no_better() -> None:
    partly = visit("derby", "2026-03-18", visited_by=COUNCIL, outcome="majority met",
                   judgements=dict.fromkeys(framework("derby", date(2026, 3, 18)).requirement, "fully"))  # fmt: skip
    later = align("2026-11-20", *["in place"] * 5, "not in place")
    seen = page(partly, later)
    assert ", found:" not in seen
    assert ASK in seen


def test_an_outcome_that_the_judgements_do_not_lead_to_says_so_with_the_finding() -> None:
    told_more = herefordshire(judgements=GOOD, decision="No new placements.")
    seen, _, compared = told(APPROVED, told_more)
    why = "The judgements alone do not lead to this outcome; the rest of the record is not published"
    assert f"found: Not appropriate provision. {why}. {ASK} Read the report of this visit" in seen
    assert ("detail", why) in compared["Last visited"]
    assert "No new placements" not in seen
    assert "lead to this outcome" not in page(APPROVED, herefordshire())  # an essential requirement is not met
    assert "to this outcome; the record gives no reason." in page(APPROVED, herefordshire(judgements=GOOD))


@pytest.mark.parametrize(("about", "due"), [
    ({}, True),
    ({"status": "suspended", "status_date": "2026-11-12", "public_notice": "Paused."}, False),
])  # fmt: skip
def test_a_decision_that_no_public_page_tells_is_due(about: dict[str, Any], due: bool) -> None:
    decided = herefordshire("2026-11-10", decision="Pupils stay half a day less.")
    made = record(APPROVED, decided, about=provider(**about))
    rows = [row for row in summarise(made, library(), TODAY).due if row.kind == "decision"]
    text = (
        "A decision was recorded at the visit on 10 November 2026; nothing on the public page says so. If pupils "
        "should not be placed, change the status and write a public notice."
    )
    assert [(row.what, row.day, row.overdue) for row in rows] == ([(text, date(2026, 11, 10), True)] if due else [])
    assert (text in told(APPROVED, decided, about=provider(**about), edition="commissioner")[0]) is due
    later = record(APPROVED, decided, align("2026-11-20", "in place"), about=provider(**about))
    assert not [row for row in summarise(later, library(), TODAY).due if row.kind == "decision"]


def test_a_decision_changes_nothing_that_the_public_sees() -> None:
    without, decided = herefordshire(), herefordshire(decision="No new placements.")
    assert told(APPROVED, without) == told(APPROVED, decided)


def test_what_is_not_published_is_not_said_to_be_nothing() -> None:
    disputed = visit("derby", "2026-09-22", state="disputed", visited_by=COUNCIL, improvement_plan=PLAN)
    seen, row, compared = told(APPROVED, disputed)
    assert compared["Agreed improvements"] == ["None published"]
    assert "Latest published visit 18 March 2026" in seen
    assert "Latest published visit 18 March 2026" in row
    assert "Last visited" not in seen + row
    officers, row, compared = told(APPROVED, disputed, edition="commissioner")
    left = "2 overdue, visit on 22 September 2026 (disputed, does not count)"
    assert compared["Agreed improvements"] == ["None open at final visits", left]
    assert left in officers
    assert "Latest final visit 18 March 2026" in row
    done = [{"area": "2g", "action": "x", "by": "2026-06-12", "done": "2026-06-01"}]
    seen, _, compared = told((APPROVED[0], APPROVED[1] | {"improvement_plan": done}))
    assert "All published actions done (1)" in seen
    assert compared["Agreed improvements"] == ["All published actions done (1)"]


@pytest.mark.parametrize(("about", "visits"), [
    ({"status": "suspended", "status_date": "2026-11-12", "public_notice": "Paused."}, (APPROVED,)),
    ({}, (visit("derby", "2026-03-18", visited_by=COUNCIL, outcome="not met, may reapply"),)),
])  # fmt: skip
def test_who_takes_no_pupils_has_no_free_places_and_no_way_to_refer(about: Any, visits: Any) -> None:
    offer = provider()["offer"] | FREE
    seen, row, compared = told(*visits, about=provider(offer=offer, **about))
    assert "Places Not open to referrals" in seen
    assert "places free: Not open to referrals For" in row
    assert compared["Places free"] == ["Not open to referrals"]
    assert not any(words in seen for words in ("4 free", "Contact and refer", "How to refer", "Ring the office"))
    both = redact_for(record(*visits, about=provider(offer=offer, **about)), library(), "public", TODAY)
    assert both is not None
    index = json.loads(make_index([card_of(*both)], details_json).files["core.json"])["columns"]
    assert (index["places"]["values"], index["places"]["shown"]) == ([-1], ["Not open to referrals"])
    open_to_all = told(APPROVED, about=provider(offer=offer))
    assert "Contact and refer" in open_to_all[0]
    assert "places free: 4 on 1 November 2026" in open_to_all[1]


def test_a_suspension_is_not_said_to_come_from_a_visit() -> None:
    suspended = provider(status="suspended", status_date="2026-11-12", public_notice="Paused.")
    compared = told(APPROVED, about=suspended)[2]
    assert (
        compared["Visit that the approval status is based on"][0]
        == "Suspended whatever a visit found. The latest visit that decided:"
    )
    assert compared["Last visited"][-1] == ("detail", "The latest visit that decided")
    assert compared["Approval status"][1] == "Paused."


def test_each_overdue_action_has_its_own_day() -> None:
    seen, row, compared = told((APPROVED[0], APPROVED[1] | {"improvement_plan": PLAN}))
    first, *more = compared["Agreed improvements"]
    assert first == ("overdue", "2 actions overdue")
    lines = [first, *more]
    assert lines[1].startswith("2g ")
    assert lines[1].endswith(", since 13 June 2026")
    kind, second = lines[2]
    assert (kind, second[:3]) == ("detail", "4a ")
    assert second.endswith(", since 13 December 2025")
    assert f"{lines[1]}; {second}" in row
    assert f"{lines[1]} {second}" in seen


@pytest.mark.parametrize(("plan", "said"), [
    (PLAN[:1], "1 action overdue"),  # 4a is about no safety
    (PLAN[1:], "1 action overdue, about safety"),  # 2g: fire drills
    (PLAN, "2 actions overdue, some about safety"),
])  # fmt: skip
def test_a_list_says_without_opening_anything_whether_what_is_overdue_is_about_safety(plan: Any, said: str) -> None:
    both = redact_for(record((APPROVED[0], APPROVED[1] | {"improvement_plan": plan})), library(), "public", TODAY)
    assert both is not None
    made = row_html(card_of(*both), site())
    assert f">{said}</p>" in made[: made.index("<details")]
    index = json.loads(make_index([card_of(*both)], details_json).files["core.json"])["columns"]
    assert index["overdue"]["values"] == [said]


@pytest.mark.parametrize(("about", "visits", "said"), [
    ({}, (APPROVED, herefordshire()), "Later finding: Not appropriate provision"),
    ({"status": "suspended", "status_date": "2026-11-12", "public_notice": "Paused."}, (APPROVED,), "Paused."),
    ({}, (visit("derby", "2025-12-02", visited_by=COUNCIL, outcome="all met"),), "Approval expires soon"),
    ({"checked": {"date": "2025-09-25", "by": "AP officer"}}, (APPROVED,), "Details last confirmed"),
    ({}, (APPROVED,), "Approved on 18 March 2026"),
])  # fmt: skip
def test_a_list_says_what_keeps_a_pupil_safe_without_opening_anything(about: Any, visits: Any, said: str) -> None:
    both = redact_for(record(*visits, about=provider(**about)), library(), "public", TODAY)
    assert both is not None
    made = row_html(card_of(*both), site())
    assert said in words(made[: made.index("<details")])


def test_facts_that_nobody_checked_lately_say_so_in_lists() -> None:
    checked = {"date": "2025-09-25", "by": "AP officer"}
    _, row, compared = told(APPROVED, about=provider(checked=checked))
    assert "Details last confirmed 25 September 2025" in row
    assert compared["Details confirmed"][0] == ("lapsed", "Details last confirmed 25 September 2025")
    assert "Details last confirmed" not in told(APPROVED, about=provider(checked=checked | {"date": "2026-11-01"}))[1]


def test_a_mark_of_one_of_several_sites_shows_what_was_found_there() -> None:
    codes = ("DE1 2FS", "DE7 5AB", "NG10 1JG")
    places = [site | {"postcode": code} for site, code in zip(PLACES, codes, strict=True)]
    of_north = (APPROVED[0], APPROVED[1] | {"site": "north"})
    poor = herefordshire("2025-10-07", site="south", visited_by=OTHERS)
    both = redact_for(record(of_north, poor, about=provider(sites=places)), library(), "public", TODAY)
    assert both is not None
    (sites,) = json.loads(make_index([card_of(*both)], details_json).files["points.json"])["sites"]
    assert sites[2] == [
        ["", "", "", ""],
        ["not met", "Last visited on 7 October 2025, Herefordshire framework (not appropriate provision)",
         "not met", "Earlier finding at South site: Not appropriate provision"],
        ["never visited", "No published visit", "", ""],
    ]  # fmt: skip


def test_a_refusal_stays_published_as_long_as_it_stands() -> None:
    refused = visit("derby", "2025-03-18", visited_by=COUNCIL, outcome="not met, may reapply")
    begun = visit("derby", "2026-11-20", state="draft", visited_by=COUNCIL, outcome="all met")
    for visits in ((refused,), (refused, begun), (refused, herefordshire())):
        seen = page(*visits, visits_for_months=12)
        assert "Approval status: Standards not met" in seen
        assert "do not refer pupils before that" in seen
        assert "Places Not open to referrals" in seen
    assert "18 March 2025" not in page(refused, APPROVED, visits_for_months=12)
    old = visit("derby", "2025-03-18", visited_by=COUNCIL, outcome="all met")
    assert "Approval status: No published decision" in page(old, visits_for_months=12)


def test_the_result_of_every_visit_is_seen_without_opening_anything() -> None:
    better = herefordshire("2026-05-06", judgements=GOOD, outcome="appropriate")
    both = redact_for(record(APPROVED, herefordshire("2025-11-10"), better), library(), "public", TODAY)
    assert both is not None
    content = provider_page(*both, site()).content
    open_text = words(re.sub(r"<details.*?</details>", "", content, flags=re.DOTALL))
    assert re.search("10 November 2025 Herefordshire framework: [^.]* Not appropriate provision", open_text)


def test_a_school_is_led_to_the_form_for_its_own_check() -> None:
    seen = told(APPROVED)[0].rpartition("Visit it yourself ")[2]
    why = "Recommended for a school’s own check: approvals here are based on visits that use it. Derby framework"
    assert why in seen
    assert seen.index(why) < seen.index("Forms of other frameworks: Align")
    school = {"status": "registered", "urn": "123456", "dfe_number": "830/6001", "gias_checked": "2026-09-14"}
    seen = told(APPROVED, about=provider(registration=school))[0].rpartition("Visit it yourself ")[2]
    assert "own check" not in seen  # its framework is for providers that are not registered
    assert "Derby framework: QA visit" in seen
    seen = words(forms_page(forms(), {}, site()).content)
    first = "If your school checks a provider itself, and the provider is not a registered school, use Derby framework"
    assert first in seen
    listed = seen[seen.index("Visit a provider Before and during") :]
    assert listed.index("Derby framework: QA visit") < listed.index("Herefordshire framework")
    assert "A school can use the same form for provision that it commissions. Web page" in listed


def of_site(site: str, day: str = "2026-03-18", **judgements: str) -> tuple[str, dict[str, Any]]:
    good = APPROVED[1]["judgements"] | {key.removeprefix("_"): value for key, value in judgements.items()}
    return visit("derby", day, f"-{site}", site=site, visited_by=COUNCIL, outcome="all met", judgements=good)


@pytest.mark.parametrize(("visits", "covered"), [
    ((of_site("north"),), ["Tue", "Thu"]),
    ((of_site("south"),), ["Mon", "Tue", "Thu"]),  # the site has no days of its own
    ((APPROVED,), ["Mon", "Tue", "Thu"]),
    ((), ["Mon", "Tue", "Thu"]),
])  # fmt: skip
def test_the_index_has_the_days_of_what_an_approval_is_of(visits: Any, covered: list[str]) -> None:
    places = [PLACES[0] | {"days": ["Tue", "Thu"]}, PLACES[1]]
    offer = provider()["offer"] | {"days": ["Mon", "Tue", "Thu"]}
    both = redact_for(record(*visits, about=provider(sites=places, offer=offer)), library(), "public", TODAY)
    assert both is not None
    index = json.loads(make_index([card_of(*both)], details_json).files["core.json"])["columns"]
    assert (index["day"]["values"], index["covered"]["values"]) == (["Mon", "Tue", "Thu"], covered)


@pytest.mark.parametrize(("of_south", "rests_on", "sign"), [
    ((), "all met", "never visited"),
    ((), "not met, may reapply", "not met"),  # schools refer nobody, to whatever site
    ((of_site("south"),), "all met", "approved"),
    ((of_site("south"),), "majority met", "with improvements"),
    ((align("2026-03-01", *["in place"] * 6),), "all met", "visited"),  # nobody approved it
    ((herefordshire("2026-03-01"),), "all met", "not met"),
])  # fmt: skip
def test_the_mark_of_another_site_is_no_better_than_the_approval(of_south: Any, rests_on: str, sign: str) -> None:
    visits = [(name, data | {"site": "south"}) for name, data in of_south]
    name, data = of_site("north", "2026-04-18")
    made = record((name, data | {"outcome": rests_on}), *visits, about=provider(sites=PLACES[:2]))
    both = redact_for(made, library(), "public", TODAY)
    assert both is not None
    assert newest.at_site(both[0].provider, both[1], "south")[0] == sign


@pytest.mark.parametrize(("visits", "told_of_it", "counts"), [
    # Sites that differ: each by its name, the worse first, whichever was looked at last.
    ((of_site("north"), of_site("south", _1e="partially")),
     "South site: Derby framework 1e, which is partly met; 18 March 2026 (8 months ago) "
     "North site: Derby framework 1e, which is met; 18 March 2026 (8 months ago)", ["South site", "North site"]),
    ((of_site("north", _1e="partially"), of_site("south", "2026-10-18")),
     "North site: Derby framework 1e, which is partly met; 18 March 2026 (8 months ago) "
     "South site: Derby framework 1e, which is met; 18 October 2026 (42 days ago)", ["North site", "South site"]),
    # Sites that agree, by a visit each, or by one of the whole provider; and one site alone.
    ((of_site("north"), of_site("south")),
     "North site and South site: Derby framework 1e, which is met; 18 March 2026", ["South site", "North site"]),
    ((APPROVED,), "All sites: Derby framework 1e, which is met; 18 March 2026", ["All sites"]),
    ((of_site("north"),), "North site: Derby framework 1e, which is met; 18 March 2026", ["North site"]),
    # A newer visit of one site overtakes that of the whole there alone.
    ((APPROVED, of_site("south", "2026-10-18", _1e="partially")),
     "South site: Derby framework 1e, which is partly met; 18 October 2026 (42 days ago) "
     "North site: Derby framework 1e, which is met; 18 March 2026", ["South site", "North site"]),
])  # fmt: skip
def test_findings_of_several_sites_are_told_site_by_site(visits: Any, told_of_it: str, counts: list[str]) -> None:
    seen = told(*visits, about=provider(sites=PLACES[:2]))[0].replace(" ;", ";")
    assert f"Restricted access to the site or to pupils: {told_of_it}" in seen
    rows = re.findall("Safeguarding and wellbeing ((?:North|South|All) sites?)", seen)
    assert sorted(rows) == sorted(counts)
    assert rows[:1] == counts[:1] or "partly" not in told_of_it
    assert ("No finding is published for South site." in seen) == (counts == ["North site"])
    alone = told(*visits[:1], about=provider(sites=PLACES[:1]))[0]
    assert "Restricted access to the site or to pupils: Derby framework 1e, which is" in alone


SUSPENDED = {"status": "suspended", "status_date": "2026-11-12", "public_notice": "Paused."}
PARTLY = visit("derby", "2025-03-18", visited_by=COUNCIL, outcome="majority met")
REFUSED = visit("derby", "2026-09-18", visited_by=COUNCIL, outcome="not met, may reapply")


@pytest.mark.parametrize(("about", "visits", "notice"), [
    (SUSPENDED, (APPROVED,), "Approval status today: Suspended Notice to schools, 12 November 2026 Paused."),
    (SUSPENDED | {"status": "closed"}, (align("2026-10-01", "in place"),), "Approval status today: Closed Notice to"),
    ({}, (APPROVED, REFUSED), "Approval status today: Standards not met"),
    ({}, (align("2026-08-01", "in place"), REFUSED), "Approval status today: Standards not met"),
    ({}, (PARTLY, APPROVED), "Approval status today: Approved"),
    ({}, (APPROVED, herefordshire()), "found: Not appropriate provision. 1 of 44 requirements not met. " + ASK),
    ({}, (visit("derby", "2025-03-18", visited_by=COUNCIL, outcome="all met"),), "Approval status today: Expired"),
    ({}, (align("2025-01-01", "in place"), PARTLY), "Approval status today: Expired"),
    ({}, (align("2026-01-01", "in place"), APPROVED), "Approval status today: Approved"),
    ({}, (align("2026-01-01", "in place"),), "Approval status today: No published decision"),
    ({}, (APPROVED,), ""),  # the visit that it rests on says so itself
    ({}, (REFUSED,), ""),
    ({}, (align("2026-08-01", "in place"), APPROVED), ""),
])  # fmt: skip
def test_a_visit_says_first_what_holds_today_instead(about: dict[str, Any], visits: Any, notice: str) -> None:
    both = redact_for(record(*visits, about=provider(**about)), library(), "public", TODAY)
    assert both is not None
    made = visit_page(both[0], both[0].visits[0], both[1].visits[-1], both[1], site())
    assert not made.searched
    head = words(made.content).split(" Outcome ")[0]
    assert notice in head
    assert ("Approval status today" in head) == ("Approval status today" in made.description) == bool(notice)


@pytest.mark.parametrize(("visits", "doubts"), [
    ((APPROVED,), ""),
    ((APPROVED, herefordshire()), "1 of these has a warning: a worse finding at a later visit or another site"),
    (((APPROVED[0], APPROVED[1] | {"improvement_plan": PLAN[1:]}),), "or an overdue safety action"),  # 2g: fire drills
    (((APPROVED[0], APPROVED[1] | {"improvement_plan": PLAN[:1]}),), ""),  # 4a is about no safety
])  # fmt: skip
def test_the_number_of_approved_says_of_how_many_more_is_told(visits: Any, doubts: str) -> None:
    both = redact_for(record(*visits), library(), "public", TODAY)
    assert both is not None
    home = words(home_page([card_of(*both)], site()).content)
    assert doubts in home[home.index("1 approved") : home.index("Listing is not approval")]
    assert ("of these" in home) == bool(doubts)


@pytest.mark.parametrize(("registration", "line"), [
    ({"status": "registered", "urn": "123456", "dfe_number": "830/1102", "ukprn": "10012345"}, "URN 123456"),
    ({"status": "unregistered", "ukprn": "10012345", "census_setting": "OOT"}, "UKPRN 10012345"),
    ({"status": "unregistered", "census_setting": "OOT"}, "setting type OOT (one-to-one tuition)"),
    ({"status": "unregistered"}, "not recorded; ask Alternative provision team"),
])  # fmt: skip
def test_one_thing_is_said_for_the_census(registration: dict[str, Any], line: str) -> None:
    seen, _, _ = told(APPROVED, about=provider(registration=registration))
    assert f"In the alternative provision census: {line}" in seen
    assert "DfE, alternative provision census, data items, as of 2023. Check GOV.UK for the current version." in seen
