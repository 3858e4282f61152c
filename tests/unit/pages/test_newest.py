"""What was found last: its result beside it, a warning where it is worse, actions by requirement, an approval's end."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from html import unescape
from typing import Any

import pytest

from apdir.data.provider import data_of, told_cells
from apdir.edition import redact_for
from apdir.model.fields import Edition
from apdir.pages.card import card_of
from apdir.pages.columns import make_index
from apdir.pages.compare import ROWS, details, details_json
from apdir.pages.home import home_page
from apdir.pages.page import Site
from apdir.pages.provider import provider_page
from apdir.pages.row import row_html
from apdir.pages.templates import make_templates
from apdir.pages.visit import visit_page
from apdir.source import Theme
from apdir.summary import ProviderSummary, summarise
from apdir.tables.sheets import TOLD_COLUMNS
from tests.support.records import AVE, GOOD, PROVIDER, ROOT, ave, framework, judged, library, provider, record, visit

TODAY = date(2026, 11, 29)
TAGS = re.compile(r"<[^>]+>")
COUNCIL = [{"organisation": "the council", "role": "AP officer"}]
OTHERS = [{"organisation": "Erewash Schools Partnership", "role": "AP lead of a member school"}]
APPROVED = visit(
    "derby", "2026-03-18", visited_by=COUNCIL, outcome="all met",
    judgements=dict.fromkeys(framework("derby", date(2026, 3, 18)).requirement, "fully"),
)  # fmt: skip
ESSENTIAL = [requirement.id for theme in framework("herefordshire").themes if theme.essential
             for requirement in theme.requirements]  # fmt: skip


def words(markup: str) -> str:
    """The words of a page as they are read."""
    return re.sub(r"\s+([:,.])", r"\1", " ".join(unescape(TAGS.sub(" ", markup)).split()))


def herefordshire(day: str = "2026-11-10", suffix: str = "", **fields: Any) -> tuple[str, dict[str, Any]]:
    """A visit that found one essential requirement not met."""
    scales = framework("herefordshire").scale_of
    judgements = {key: scale.keys[0] for key, scale in scales.items()} | {ESSENTIAL[0]: "not met"}
    given = {"visited_by": OTHERS, "outcome": "not appropriate", "judgements": judgements}
    return visit("herefordshire", day, suffix, **(given | fields))


def leicestershire(day: str, mark: str, closing: str) -> tuple[str, dict[str, Any]]:
    rows = [{"items": ["1.1"], "marks": [mark]}, {"items": ["1.2"], "marks": ["green"]}]
    return visit("leicestershire", day, rows=rows, concluding={"1C": {"judgement": closing}}, visited_by=OTHERS)


def align(day: str, *values: str) -> tuple[str, dict[str, Any]]:
    judgements = dict(zip(framework("align").requirement, values, strict=False))
    return visit("align", day, judgements=judgements, visited_by=OTHERS)


def shown(
    *visits: Any, today: date = TODAY, edition: Edition = "public", about: Any = PROVIDER, **publishing: Any
) -> tuple[Any, Any]:
    made = record(*visits, about=about)
    own = library().settings.publishing.model_copy(update=publishing)
    settings = library().settings.model_copy(update={"publishing": own})
    both = redact_for(made, replace(library(), settings=settings), edition, today)
    assert both is not None
    return both


def site(today: date = TODAY, edition: Edition = "public") -> Site:
    return Site(library(), edition, today, make_templates(Theme.of(ROOT)))


def page(*visits: Any, today: date = TODAY, edition: Edition = "public", **publishing: Any) -> str:
    return words(
        provider_page(*shown(*visits, today=today, edition=edition, **publishing), site(today, edition)).content
    )


def result(*visits: Any) -> tuple[str, str | None, str]:
    latest = shown(*visits)[1].latest
    return latest.result.label, latest.result.detail, latest.result.tone


@pytest.mark.parametrize(("made", "label", "detail", "tone"), [
    (APPROVED, "All standards met", None, "good"),
    (herefordshire(), "Not appropriate provision", "1 of 44 requirements not met", "stop"),
    (align("2026-10-01", "in place", "in place", "developing"), "2 in place, 1 developing", None, "neutral"),
    (align("2026-10-01", "in place", "developing", "developing"), "1 in place, 2 developing", None, "caution"),
    (align("2026-10-01", *["in place"] * 5, "not in place"), "5 in place, 1 not in place", None, "caution"),
    (align("2026-10-01", *["in place"] * 3, "not in place"), "3 in place, 1 not in place", None, "stop"),
    (leicestershire("2026-10-01", "green", "green"), "1 section green", "18 of 20 items unanswered", "neutral"),
    (leicestershire("2026-10-01", "green", "amber"), "1 section amber", "18 of 20 items unanswered", "caution"),
    (leicestershire("2026-10-01", "green", "red"), "1 section red", "18 of 20 items unanswered", "stop"),
    (leicestershire("2026-10-01", "red", "green"), "1 section green",
     "1 of 2 marks red; 18 of 20 items unanswered", "stop"),
    (ave("half-day inspection", "2026-10-01", areas=GOOD, overall="good"),
     "Overall effectiveness: good", None, "neutral"),
    (ave("half-day inspection", "2026-10-01", areas=GOOD | {"personal-development": "inadequate"}, overall="good"),
     "Overall effectiveness: good; Personal development: inadequate", None, "stop"),
    (ave("half-day inspection", "2026-10-01", areas=GOOD, overall="requires improvement"),
     "Overall effectiveness: requires improvement", None, "caution"),
    (ave("learning walk", "2026-10-01"), "No judgement made", None, "neutral"),
    (visit("align", "2026-10-01"), "No judgement recorded", None, "neutral"),
])  # fmt: skip
def test_each_framework_says_what_was_found_in_its_own_words(
    made: Any, label: str, detail: str | None, tone: str
) -> None:
    assert result(made) == (label, detail, tone)
    assert label in page(made)


def test_a_worse_finding_stands_before_the_approval_everywhere() -> None:
    both = shown(APPROVED, herefordshire(improvement_plan=[{"area": ESSENTIAL[0], "action": "x", "by": "2026-11-20"}]))
    sentence = (
        "The latest published visit, 10 November 2026 under the Herefordshire framework by Erewash Schools "
        "Partnership, found: Not appropriate provision. 1 of 44 requirements not met. 1 action from "
        "this visit is overdue."
    )
    seen = words(provider_page(*both, site()).content)
    assert seen.index(sentence) < seen.index("Approval status: Approved")
    card = card_of(*both)
    of_list = words(row_html(card, site()))
    assert of_list.index("Later finding: Not appropriate provision") < of_list.index("Approved")
    assert "10 November 2026 by Erewash Schools Partnership, Herefordshire framework Not appropriate" in of_list
    compared = dict(zip(ROWS, details(card)["values"], strict=True))
    assert compared["Approval status"][0] == ("not met", "Later finding: Not appropriate provision")
    assert ("not met", "Not appropriate provision") in compared["Last visited"]
    assert "Not appropriate provision" in words(home_page([card], site()).content)
    index = json.loads(make_index([card], details_json).files["core.json"])["columns"]
    assert index["warning"]["values"] == ["Later finding: Not appropriate provision"]
    assert index["result"]["values"] == ["Not appropriate provision"]
    data = data_of(*both, "public", "https://ap.trentside.example/")
    whole = json.loads(data.files["api/v1/providers/hill-farm.json"])
    assert whole["warnings"] == [{"about": "2026-11-10-herefordshire", "text": sentence}]
    assert whole["last_visit"]["result"] == "Not appropriate provision"
    service = next(text for name, text in data.files.items() if "services" in name)
    assert json.loads(service)["alert"] == sentence
    assert sum(sentence in str(items) for items in data.items.values()) == 4  # providers and standings, as JSON and CSV


def worse(*visits: Any, years: Any = (), about: Any = None, today: date = TODAY) -> tuple[str, ...]:
    made = record(*visits, years=years, **({"about": about} if about else {}))
    return summarise(made, library(), today).worse


@pytest.mark.parametrize("after", [
    align("2026-11-20", "in place"),  # another framework takes nothing back
    ave("learning walk", "2026-11-20"),  # nor does a visit that judges nothing
    herefordshire("2026-11-20", state="draft", outcome="appropriate"),  # nor one that is not final
])  # fmt: skip
def test_a_later_visit_of_another_kind_does_not_hide_it(after: Any) -> None:
    assert worse(APPROVED, herefordshire(), after) == ("2026-11-10-herefordshire",)
    if after[1]["state"] == "final":
        assert "A later visit, 10 November 2026 under the Herefordshire framework" in page(
            APPROVED, herefordshire(), after
        )


def test_what_is_no_worse_or_overtaken_is_not_warned_of() -> None:
    good = {key: scale.keys[0] for key, scale in framework("herefordshire").scale_of.items()}
    again = herefordshire("2026-11-20", outcome="appropriate", judgements=good)
    assert worse(APPROVED, herefordshire(), again) == ()
    assert worse(herefordshire("2026-03-01"), APPROVED) == ()  # the approval is newer
    assert worse(APPROVED, align("2026-11-20", "in place")) == ()
    assert worse(APPROVED, herefordshire(state="disputed")) == ()
    suspended = provider(status="suspended", status_date="2026-11-12", public_notice="Paused.")
    assert worse(APPROVED, herefordshire(), about=suspended) == ()


def test_one_site_does_not_answer_for_another() -> None:
    sites = [{"id": name, "name": name, "public": "yes"} for name in ("north", "south")]
    good = {key: scale.keys[0] for key, scale in framework("herefordshire").scale_of.items()}
    north, south = (herefordshire(site=name, suffix=f"-{name}") for name in ("north", "south"))
    again = herefordshire("2026-11-20", site="south", outcome="appropriate", judgements=good)
    assert worse(APPROVED, north, south, again, about=provider(sites=sites)) == ("2026-11-10-herefordshire-north",)


PLACES = [{"id": name, "name": f"{name.capitalize()} site", "public": "yes"} for name in ("north", "south", "west")]
OF_NORTH = (APPROVED[0], APPROVED[1] | {"site": "north"})
BEFORE = "2025-10-07"


@pytest.mark.parametrize(("visits", "warned"), [
    ((OF_NORTH, herefordshire(BEFORE, site="south")), ("2025-10-07-herefordshire",)),  # older, of another site
    ((OF_NORTH, herefordshire(BEFORE, site="north")), ()),  # older, of the site that was approved
    ((OF_NORTH, herefordshire(BEFORE)), ("2025-10-07-herefordshire",)),  # older, of the whole: the south too
    ((APPROVED, herefordshire(BEFORE, site="south")), ()),  # the approval is of the whole
    ((OF_NORTH, herefordshire("2026-11-10", site="north")), ("2026-11-10-herefordshire",)),
])  # fmt: skip
def test_an_approval_of_one_site_takes_back_nothing_at_another(visits: Any, warned: tuple[str, ...]) -> None:
    assert worse(*visits, about=provider(sites=PLACES)) == warned
    if visits[0] is OF_NORTH:  # with one site, a visit of it is of all there is
        assert worse(*visits, about=provider(sites=PLACES[:1])) == tuple(it for it in warned if it > APPROVED[0])


def test_of_two_visits_on_a_day_the_worse_is_the_last() -> None:
    good = visit("derby", APPROVED[1]["date"], "-west", **(APPROVED[1] | {"site": "west"}))
    bad = visit("derby", APPROVED[1]["date"], "-south", visited_by=COUNCIL, site="south",
                outcome="not met, may reapply",
                judgements=dict.fromkeys(APPROVED[1]["judgements"], "not at all"))  # fmt: skip
    walk = ave("learning walk", APPROVED[1]["date"], visited_by=OTHERS)
    for visits, last in (((good, bad, walk), "Standards not met"), ((good, walk), "All standards met")):
        both = redact_for(record(*visits, about=provider(sites=PLACES)), library(), "public", TODAY)
        assert both is not None
        assert both[1].latest.result.label.startswith(last)
        assert told_cells(*both)[list(TOLD_COLUMNS).index("last_result")].startswith(last)


def test_an_approval_and_a_last_visit_say_of_which_site_everywhere() -> None:
    made = record(OF_NORTH, herefordshire(BEFORE, site="south"), about=provider(sites=PLACES))
    both = redact_for(made, library(), "public", TODAY)
    assert both is not None
    approval, last = (
        "Approved: based on the visit to North site only",
        "by the council, Derby framework, North site only",
    )
    south = "South site: last visited on 7 October 2025, Herefordshire framework (not appropriate provision)."
    found = (
        "The latest published visit to South site, 7 October 2025 under the Herefordshire framework by Erewash Schools "
        "Partnership, found: Not appropriate provision."
    )
    card, data = card_of(*both), data_of(*both, "public", "https://a.example/")
    seen, row = words(provider_page(*both, site()).content), words(row_html(card, site()))
    assert seen.index(found) < seen.index(approval) < seen.index(f"{south} West site: no published visit.")
    assert "Derby framework, QA visit, North site only" in seen
    assert row.index("Earlier finding at South site: Not appropriate provision") < row.index(approval)
    assert f"{approval} on 18 March 2026; no published visit to West site" in row
    assert last in row
    assert last.removeprefix("by ") in words(home_page([card], site()).content)
    compared = dict(zip(ROWS, details(card)["values"], strict=True))
    assert ("approved", f"{approval} on 18 March 2026") in compared["Approval status"]
    assert south in compared["Approval status"][-1][1]
    assert "North site only" in compared["Last visited"]
    index = json.loads(make_index([card], details_json).files["core.json"])["columns"]
    assert index["stands"]["values"] == [approval]  # the map and the rows of a search
    whole = json.loads(data.files["api/v1/providers/hill-farm.json"])
    assert (whole["standing"]["label"], whole["standing"]["site"]) == (approval, "North site")
    assert south in whole["standing"]["other_sites"]
    assert whole["last_visit"]["site"] == "North site"
    service = next(text for name, text in data.files.items() if "services" in name)
    assert json.loads(service)["alert"].startswith(found)
    assert sum(approval in str(items) for items in data.items.values()) == 4  # providers and standings, as JSON and CSV
    ends = redact_for(made, library(), "public", date(2027, 3, 14))
    assert ends is not None
    home = words(home_page([card_of(*ends)], site()).content)
    assert f"on 18 March 2027 {approval} Earlier finding at South site: Not appropriate provision" in home
    of_visit = words(visit_page(both[0], both[0].visits[1], both[1].visits[0], both[1], site()).content)
    assert "based on this visit to North site only: Approved" in of_visit


def test_a_worse_finding_says_on_which_days_its_site_is_open() -> None:
    places = [{**place, "days": days} for place, days in zip(PLACES, (["Mon"], ["Tue", "Thu"], []), strict=True)]
    made = record(OF_NORTH, herefordshire(BEFORE, site="south"), about=provider(sites=places))
    both = redact_for(made, library(), "public", TODAY)
    assert both is not None
    card = card_of(*both)
    assert card.warning == "Earlier finding at South site (Tue and Thu): Not appropriate provision"
    assert [found for _, _, found in card.open_at] == ["", "earlier finding: Not appropriate provision", ""]


def test_a_visit_of_the_whole_provider_names_no_site() -> None:
    made = record(APPROVED, about=provider(sites=PLACES))
    both = redact_for(made, library(), "public", TODAY)
    assert both is not None
    assert card_of(*both).standing_label == "Approved"
    assert "site only" not in words(provider_page(*both, site()).content)


def test_a_site_that_is_not_public_is_not_named() -> None:
    hidden = [PLACES[0] | {"name": "Secret house", "public": "no"}, PLACES[1]]
    both = redact_for(record(OF_NORTH, about=provider(sites=hidden)), library(), "public", TODAY)
    assert both is not None
    everything = repr(both) + "".join(data_of(*both, "public", "https://a.example/").files.values())
    assert "Secret house" not in everything + provider_page(*both, site()).content
    assert card_of(*both).standing_label == "Approved: based on the visit to a site with no published address only"


def test_a_refusal_is_not_valid_and_alerts() -> None:
    refused = visit("derby", "2026-03-18", visited_by=COUNCIL, outcome="not met, may reapply")
    both = shown(refused)
    assert "The decision stands until a later visit decides otherwise" in both[1].standing.reason
    assert "alid until" not in page(refused) + both[1].standing.reason
    assert "alid until" not in page(refused, today=date(2027, 6, 1))
    service = next(
        text for name, text in data_of(*both, "public", "https://a.example/").files.items() if "services" in name
    )
    assert json.loads(service)["alert"].startswith("Standards not met. ")
    assert json.loads(service)["status"] == "inactive"
    assert '"@type":' not in page(refused).replace(" ", "")
    assert '"@type":' in page(APPROVED).replace(" ", "")
    assert "Valid until 18 March 2027." in page(APPROVED)


def test_the_newest_is_drawn_first_where_it_is_worse() -> None:
    seen = page(APPROVED, herefordshire())
    part = seen[seen.index("What visits found") :]
    assert part.index("Herefordshire framework, 10 November 2026") < part.index("Derby framework, 18 March 2026")


def test_overdue_actions_of_other_visits_are_not_this_visits() -> None:
    late = {"area": "9.5", "action": "x", "by": "2026-10-09"}
    approved = (APPROVED[0], APPROVED[1] | {"improvement_plan": [late, late]})
    assert "2 actions from all visits are overdue." in page(approved, herefordshire())
    one = (APPROVED[0], APPROVED[1] | {"improvement_plan": [late]})
    assert "1 action from another visit is overdue." in page(one, herefordshire())
    assert "3 actions from all visits are overdue." in page(approved, herefordshire(improvement_plan=[late]))
    assert "1 action from this visit is overdue." in page(APPROVED, herefordshire(improvement_plan=[late]))


def test_a_judged_year_warns_too() -> None:
    poor = judged("2025-26", areas=GOOD | {"personal-development": "inadequate"}, overall="inadequate")
    assert worse(APPROVED, years=[poor]) == (f"2025-26-{AVE}",)
    made = record(APPROVED, years=[poor])
    both = redact_for(made, library(), "public", TODAY)
    assert both is not None
    seen = words(provider_page(*both, site()).content)
    assert "The judgement of the year 2025-26, 20 July 2026 under the Amber Valley & Erewash policy, found:" in seen


def test_a_mark_that_several_items_share_is_counted_once() -> None:
    rows = [
        {"items": ["1.3", "1.4", "1.5"], "marks": ["green"] * 6 + ["amber"]},
        {"items": ["1.1"], "marks": ["green"]},
    ]
    made = visit("leicestershire", "2026-10-01", rows=rows, concluding={"1C": {"judgement": "amber"}},
                 visited_by=OTHERS)  # fmt: skip
    told = "1 of 8 marks amber; 16 of 20 items unanswered"
    assert result(made)[1] == told
    both = shown(made)
    card = card_of(*both)
    assert card.visited is not None
    assert (card.visited.detail, card.visited.found) == (told, "7 of 8 marks green")
    lowest = "Each square shows a mark or, where there are several, the lowest: this directory’s rule."
    seen = words(provider_page(*both, site()).content)
    of_visit = visit_page(both[0], both[0].visits[0], both[1].visits[0], both[1], site())
    for text in (seen, words(of_visit.content)):
        assert "7 of 8 marks green" in text
        assert lowest in text
        assert "3 of 20 items" not in text
    assert "7 green, 1 amber, 16 unanswered" in seen
    assert "7 green, 1 amber" in of_visit.description
    data = json.loads(data_of(*both, "public", "https://a.example/").files["api/v1/providers/hill-farm.json"])
    assert [row["number"] for row in data["visits"][0]["found"]["marks"]] == [7, 1, 0]
    assert (
        "marks"
        not in json.loads(
            data_of(*shown(APPROVED), "public", "https://a.example/").files["api/v1/providers/hill-farm.json"]
        )["visits"][0]["found"]
    )


def test_who_was_never_approved_is_warned_of_the_gravest_alone() -> None:
    assert worse(herefordshire()) == ("2026-11-10-herefordshire",)
    assert worse(leicestershire("2026-10-01", "green", "amber")) == ()


def test_a_visit_that_is_no_longer_published_warns_nobody_in_public() -> None:
    again = visit("derby", "2027-01-20", visited_by=COUNCIL, outcome="all met", judgements=APPROVED[1]["judgements"])
    later = date(2028, 1, 10)
    both = shown(APPROVED, herefordshire(), today=later, visits_for_months=12)
    assert (both[1].worse, both[1].latest, both[1].plan.total) == ((), None, 0)
    assert "Not appropriate" not in page(APPROVED, herefordshire(), again, today=later, visits_for_months=12)
    assert shown(APPROVED, herefordshire(), today=later, edition="commissioner")[1].worse


# Actions.

PLAN = [
    {"area": "9.5", "action": "Secret words.", "by": "2026-10-09", "who": "Head of centre", "rag": "red"},
    {"area": "4.3", "action": "Secret words.", "by": "2026-12-04", "review": "Secret words."},
    {"area": "The secret barn", "action": "Secret words.", "by": "2026-10-20"},
    {"area": "1.1", "action": "Secret words.", "by": "2026-05-01", "done": "2026-05-02"},
]
PLANNED = visit("herefordshire", "2026-03-12", visited_by=OTHERS, improvement_plan=PLAN)


def test_an_overdue_action_names_its_requirement_and_its_day() -> None:
    both = shown(PLANNED)
    seen = words(provider_page(*both, site()).content)
    assert (
        "2 actions overdue 9.5 Monitoring teaching and learning, since 10 October 2026 "
        "An action that belongs to no single requirement (visit on 12 March 2026), since 21 October 2026" in seen
    )
    assert "1 action still open, due by 4 December 2026" in seen
    assert "9.5 Monitoring teaching and learning (Herefordshire framework): overdue since 10 October 2026" in seen
    assert "4.3 Shared experiences between partners (Herefordshire framework): due by 4 December 2026" in seen
    unnamed = "An action that belongs to no single requirement"
    assert f"{unnamed} (visit on 12 March 2026, Herefordshire framework): overdue since 21 October 2026" in seen
    of_visit = words(visit_page(both[0], both[0].visits[0], both[1].visits[0], both[1], site()).content)
    assert "9.5 Monitoring teaching and learning (Herefordshire framework): overdue since 10 October 2026" in of_visit
    card = card_of(*both)
    row = words(row_html(card, site()))
    assert "2 actions overdue" in row
    assert "Overdue 9.5 Monitoring teaching and learning, since 10 October 2026; An action" in row
    compared = dict(zip(ROWS, details(card)["values"], strict=True))
    assert compared["Agreed improvements"] == [
        ("overdue", "2 actions overdue"), "9.5 Monitoring teaching and learning, since 10 October 2026",
        ("detail", f"{unnamed} (visit on 12 March 2026), since 21 October 2026"),
        "1 action still open, due by 4 December 2026", ("detail", "1 done"),
    ]  # fmt: skip
    data = json.loads(data_of(*both, "public", "https://a.example/").files["api/v1/providers/hill-farm.json"])
    assert [row["title"] for row in data["actions"]["not_done"]] == [
        "Monitoring teaching and learning", unnamed, "Shared experiences between partners",
    ]  # fmt: skip
    assert data["actions"]["not_done"][0] == {
        "requirement": "9.5", "title": "Monitoring teaching and learning", "framework": "Herefordshire framework",
        "visit": "2026-03-12-herefordshire", "due": "2026-10-09", "overdue": True,
    }  # fmt: skip


@pytest.mark.parametrize(("area", "named"), [
    ("Unregistered provision", "Before the visit: unregistered provision"),
    ("registration", "Before the visit: registration status"),
    ("Qualifications offered at the provision", "Qualifications offered at the provision"),
    ("Do you offer full-time placements?", None),  # what is answered there is for officers
    ("Registration threshold", None),
])  # fmt: skip
def test_an_action_about_a_part_of_the_form_is_named_by_it(area: str, named: str | None) -> None:
    plan = [{"area": area, "action": "Secret words.", "by": "2026-10-20"}]
    seen = page(visit("herefordshire", "2026-03-12", visited_by=OTHERS, improvement_plan=plan))
    unnamed = "An action that belongs to no single requirement (visit on 12 March 2026)"
    assert f"1 action overdue {named or unnamed}, since 21 October 2026" in seen


def test_every_overdue_action_is_named_once_or_counted_and_safety_comes_first() -> None:
    late = ["9.5", "9.5", "The barn", ESSENTIAL[0], "9.5", "9.4", "9.3"]
    plan = [{"area": area, "action": "x", "by": f"2026-10-{10 + number}"} for number, area in enumerate(late)]
    both = shown(visit("herefordshire", "2026-03-12", visited_by=OTHERS, improvement_plan=plan))
    first, second, third, more = card_of(*both).overdue_of
    assert (first.split()[0], more) == (ESSENTIAL[0], "and 2 more: see its page")
    assert third == "An action that belongs to no single requirement (visit on 12 March 2026), since 13 October 2026"
    assert second == "9.5 Monitoring teaching and learning (3 actions), the first since 11 October 2026"
    seen = page(visit("herefordshire", "2026-03-12", visited_by=OTHERS, improvement_plan=plan))
    assert "and 2 more: see “Improvement plans”" in seen
    alike = [PLAN[0]] * 3
    seen = page(visit("herefordshire", "2026-03-12", visited_by=OTHERS, improvement_plan=alike))
    assert seen.count("9.5 Monitoring teaching and learning (3 actions, Herefordshire framework)") == 1


def test_a_shared_theme_of_safety_comes_first_too() -> None:
    areas = ["4a", "2g"]
    plan = [{"area": area, "action": "x", "by": f"2026-10-{10 + number}"} for number, area in enumerate(areas)]
    both = shown((APPROVED[0], APPROVED[1] | {"improvement_plan": plan}))
    assert [name.split()[0] for name in card_of(*both).overdue_of] == ["2g", "4a"]


def test_the_words_of_a_plan_stay_private() -> None:
    both = shown(PLANNED)
    everything = repr(both) + provider_page(*both, site()).content + "".join(
        data_of(*both, "public", "https://a.example/").files.values()
    )  # fmt: skip
    for secret in ("Secret words", "secret barn", "Head of centre"):
        assert secret not in everything


@pytest.mark.parametrize("publishing", [{"actions": "counts"}, {"judgements": "counts by theme"}])
def test_a_setting_leaves_actions_at_counts(publishing: dict[str, str]) -> None:
    both = shown(PLANNED, **publishing)
    assert both[1].plan.actions == both[1].visits[0].plan.actions == ()
    seen = page(PLANNED, **publishing)
    assert "2 actions overdue" in seen
    for told in ("9.5", "Monitoring teaching", "10 October 2026", "9 October 2026", "4 December 2026"):
        assert told not in seen
    assert "9.5 Monitoring teaching" in page(PLANNED, edition="commissioner", **publishing)


def test_an_action_about_an_area_is_named_by_it() -> None:
    plan = [{"area": "quality of education", "action": "x", "by": "2026-10-09"}]
    made = ave("half-day inspection", "2026-03-02", areas=GOOD, overall="good", improvement_plan=plan)
    assert "Quality of education (Amber Valley & Erewash policy): overdue since 10 October 2026" in page(made)


# The end of an approval.


@pytest.mark.parametrize(("today", "told"), [
    ("2027-02-17", ""),
    ("2027-02-18", "Approval expires soon, on 18 March 2027"),
    ("2027-03-18", "Approval expires soon, on 18 March 2027"),
    ("2027-03-19", ""),
])  # fmt: skip
def test_an_approval_says_when_it_ends_soon(today: str, told: str) -> None:
    day = date.fromisoformat(today)
    both = shown(APPROVED, today=day)
    card = card_of(*both)
    assert card.ending == told
    compared = dict(zip(ROWS, details(card)["values"], strict=True))
    data = json.loads(data_of(*both, "public", "https://a.example/").files["api/v1/providers/hill-farm.json"])
    assert data["standing"].get("ending", "") == told
    texts = [page(APPROVED, today=day), words(row_html(card, site(day))), words(home_page([card], site(day)).content)]
    assert [("Approval expires" in text, told in text) for text in texts] == [(bool(told), True)] * 3
    assert (("lapsed", told) in compared["Approval status"]) == bool(told)


def test_what_is_no_approval_does_not_end() -> None:
    made = visit("derby", "2026-03-18", visited_by=COUNCIL, outcome="not met, may reapply")
    found: ProviderSummary = shown(made, today=date(2027, 3, 14))[1]
    assert (found.standing.key, found.ends_soon) == ("not met", None)
