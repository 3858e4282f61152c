"""What pages say of how a visit ended: sentences from what was counted, and none that claims what is not published."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest

from apdir.compile import pages_of
from apdir.data.provider import data_of
from apdir.edition import redact_for
from apdir.model.fields import Edition
from apdir.pages.card import card_of
from apdir.pages.page import Site
from apdir.pages.row import row_html
from apdir.pages.templates import make_templates
from apdir.source import Theme
from tests.support.records import COUNCIL, GOOD, ROOT, ave, framework, library, record, visit, year
from tests.unit.pages.test_pages import words

TODAY = date(2026, 11, 29)
ESSENTIAL = [row.id for row in framework("herefordshire").requirements if row.id[0] in "12"]
STANDARDS = [row.id for row in framework("derby").requirements]


def shown(*visits: tuple[str, dict[str, Any]], edition: Edition = "public", years: Any = ()) -> dict[str, str]:
    """All that an edition has of a provider with some visits, by name: pages in words, the row and the data."""
    site = Site(library(), edition, TODAY, make_templates(Theme.of(ROOT)))
    whole = record(*visits, years=years)
    cut = redact_for(whole, library(), edition, TODAY)
    assert cut is not None
    card = card_of(*cut)
    data = data_of(*cut, edition, "https://ap.trentside.example/")
    found = {page.path: words(f"{page.title} {page.description} {page.content}") for page in pages_of(*cut, site)}
    return found | data.files | {"row": row_html(card, site), "card": repr(card), "lines": repr(data.items)}


def of_visit(made: tuple[str, dict[str, Any]], edition: Edition = "public") -> str:
    """The page of one visit."""
    return shown(made, edition=edition)[f"providers/hill-farm/visits/{made[0]}/"]


def derby(day: str, fully: int, outcome: str | None, **fields: Any) -> tuple[str, dict[str, Any]]:
    judgements = {key: "fully" if at < fully else "limited" for at, key in enumerate(STANDARDS)}
    ended = {"outcome": outcome} if outcome else {}
    return visit("derby", day, **({"judgements": judgements, "visited_by": COUNCIL} | ended | fields))


def herefordshire(outcome: str, **lower: str) -> tuple[str, dict[str, Any]]:
    return visit("herefordshire", "2026-11-10", judgements=dict.fromkeys(ESSENTIAL, "fully met") | lower,
                 outcome=outcome)  # fmt: skip


def test_an_outcome_that_the_judgements_do_not_explain_says_so() -> None:
    seen = of_visit(herefordshire("not appropriate"))
    assert "14 of 14 requirements of the essential themes that apply are met in full." in seen
    assert "By the framework’s rule, these judgements allow ‘Appropriate provision’." in seen
    assert "The visitors recorded ‘Not appropriate provision’. The record gives no reason." in seen
    assert "not fully met" not in seen
    name, fields = herefordshire("not appropriate")
    held = (name, fields | {"decision": "Placements end."})
    assert "‘Not appropriate provision’. What else they recorded is not published." in of_visit(held)
    assert "‘Not appropriate provision’." in (officers := of_visit(held, "commissioner"))
    assert "not published" not in officers
    assert "no reason" not in officers


def test_one_that_they_do_explain_says_that() -> None:
    seen = of_visit(herefordshire("not appropriate", **{"1.3": "not met"}))
    assert "13 of 14 requirements of the essential themes that apply are met in full and 1 is judged lower." in seen
    assert "By the framework’s rule, these judgements lead to this outcome." in seen


def test_a_draft_that_contradicts_its_judgements_says_so_first() -> None:
    seen = of_visit(derby("2026-10-06", 10, "all met", state="draft"), "commissioner")
    told = "This outcome contradicts the judgements: by the framework’s rule they give ‘Standards not met, may reapply’"
    assert seen.index(told) < seen.index("10 of 32 standards that apply are met in full and 22 are judged lower.")


def test_improvements_that_nobody_wrote_down_are_not_said_to_be_agreed() -> None:
    assert "The record has no improvement plan." in of_visit(derby("2026-10-06", 20, "majority met"))
    plan = [{"area": "1b", "action": "Update it.", "by": "2026-12-20"}]
    assert "no improvement plan" not in of_visit(derby("2026-10-06", 20, "majority met", improvement_plan=plan))


@pytest.mark.parametrize("name", [name for name in sorted(library().frameworks) if framework(name).outcome_rules])
def test_a_rule_of_our_own_is_not_the_frameworks(name: str) -> None:
    """Above "No source says exactly when this outcome is reached", no rule of the framework's leads to it."""
    keys = [scale.keys[0] for scale in framework(name).scale_of.values()]
    judgements = dict(zip(framework(name).scale_of, keys, strict=True))
    last = list(judgements)[-1]
    lower = judgements | {last: framework(name).scale_of[last].keys[1]}
    for outcome in framework(name).outcomes:
        for answers in (judgements, lower):
            seen = of_visit(visit(name, "2026-10-06", outcome=outcome.key, judgements=answers))
            if "No source says exactly when this outcome is reached" in seen:
                assert "the framework’s rule" not in seen.casefold()
                assert "this directory’s rule" in seen.casefold()


@pytest.mark.parametrize("edition", ["public", "commissioner"])
@pytest.mark.parametrize("name", [name for name in sorted(library().frameworks) if framework(name).outcomes])
def test_no_page_of_a_visit_repeats_what_an_outcome_is_defined_as(name: str, edition: Edition) -> None:
    """Whatever was judged: a definition holds for some visit, and not for this one."""
    version = framework(name)
    told = [text for outcome in version.outcomes for text in (outcome.meaning, outcome.follows) if text]
    sentences = [row for text in told for row in re.split(r"(?<=\.) ", " ".join(text.split())) if len(row) > 20]
    sentences += [" ".join(kind.about.split())[:60] for kind in version.kinds if kind.about]
    for outcome in version.outcomes:
        seen = of_visit(visit(name, "2026-10-06", outcome=outcome.key), edition)
        assert outcome.label in seen
        assert not [row for row in sentences if row in seen]


def test_an_overall_judgement_heads_the_page_of_an_inspection() -> None:
    areas = GOOD | {"personal-development": "inadequate"}
    seen = of_visit(ave("half-day inspection", "2026-03-02", areas=areas, overall="requires improvement"))
    assert "Outcome Overall effectiveness: requires improvement" in seen
    assert "The judgement of each area is below." in seen
    assert "no overall outcome" not in seen
    assert "Overall effectiveness: requires improvement." in seen.split("Home")[0]  # search engines read it too


WALK = ave("learning walk", "2026-03-02", visited_by=COUNCIL)
NOTHING = "The record holds nothing of what was seen on this visit"
KEPT_BACK = "What was seen on this visit is not published"


@pytest.mark.parametrize("edition", ["public", "commissioner"])
@pytest.mark.parametrize("more", [
    {},
    {"signed": [{"for": "council", "role": "AP officer"}], "time": {"from": "09:30", "to": "11:00"}},
    {"header": {"provider-name": "Hill Farm", "strengths": ""}, "details": {}},
])  # fmt: skip
def test_a_visit_that_recorded_nothing_says_so(more: dict[str, Any], edition: Edition) -> None:
    pages = shown((WALK[0], WALK[1] | more), edition=edition)
    seen = pages[f"providers/hill-farm/visits/{WALK[0]}/"]
    assert f"Outcome Nothing recorded {NOTHING}." in seen
    assert "In this directory, this kind of visit changes no approval by itself." in seen
    assert "The council: AP officer" in seen
    assert f"No judgement made {NOTHING}" in pages["providers/hill-farm/"]
    assert "not published" not in f"{seen} {pages['providers/hill-farm/']}"


@pytest.mark.parametrize("more", [
    {"points": {"w4": "Pupils were late."}},
    {"header": {"strengths": "Pupils were late."}},
    {"improvement_plan": [{"area": "Calm", "action": "Pupils were late."}]},
    {"decision": "Pupils were late."},
])  # fmt: skip
def test_a_visit_whose_findings_are_not_published_says_that_and_no_more(more: dict[str, Any]) -> None:
    held = (WALK[0], WALK[1] | more)
    pages = shown(held)
    seen = pages[f"providers/hill-farm/visits/{WALK[0]}/"]
    assert f"Outcome Findings not published {KEPT_BACK}." in seen
    assert f"No judgement made {KEPT_BACK}" in pages["providers/hill-farm/"]
    assert NOTHING not in f"{seen} {pages['providers/hill-farm/']}"
    assert not [name for name, text in pages.items() if "Pupils were late" in text]
    officers = of_visit(held, "commissioner")
    assert "Pupils were late." in officers
    assert "not published" not in officers


def test_what_is_kept_back_is_told_in_the_same_words_whatever_it_is() -> None:
    one, other = ((WALK[0], WALK[1] | {"points": {key: text}}) for key, text in (("w4", "Late."), ("w1", "Calm.")))
    assert shown(one) == shown(other)


def test_a_final_visit_without_an_outcome_says_what_it_changes() -> None:
    seen = of_visit(derby("2026-03-02", 10, None))
    assert "Outcome No outcome recorded" in seen
    assert "This visit changes no approval. 10 of 32 standards that apply are met in full" in seen


UNPUBLISHED = [
    derby("2026-09-22", 2, "not met, may reapply", state="disputed"),
    derby("2026-11-11", 32, "all met", state="draft"),
    ave("reassessment", "2026-04-20", state="shared with provider", areas=GOOD, overall="good",
        reassesses="2026-03-02-amber-valley-erewash"),
]  # fmt: skip


@pytest.mark.parametrize("before", [
    [],
    [derby("2025-10-01", 32, "all met")],
    [derby("2026-10-01", 20, "majority met")],
    [ave("half-day inspection", "2026-03-02", areas=GOOD, overall="inadequate")],
])  # fmt: skip
def test_nothing_public_tells_whether_a_visit_is_unpublished(before: list[tuple[str, dict[str, Any]]]) -> None:
    without = shown(*before)
    assert without == shown(*before, *UNPUBLISHED, years=[year()])
    for name, text in without.items():
        if name == "row" or name.startswith("providers/"):
            assert not re.search(r"never visited|no visit (has|is recorded|recorded)|not visited", text, re.IGNORECASE)


def test_what_is_past_its_day_says_that_nothing_later_is_published() -> None:
    old = derby("2025-10-01", 32, "all met")
    page = shown(old)["providers/hill-farm/"]
    assert "Valid until 1 October 2026; no later result is published." in page
    later = shown(old, visit("herefordshire", "2026-11-10", outcome="not appropriate"))["providers/hill-farm/"]
    assert "Valid until 1 October 2026; no later decision is published." in later
    poor = ave("half-day inspection", "2026-03-02", areas=GOOD, overall="inadequate")
    assert "was due by 27 April 2026. No result of one is published." in shown(poor)["providers/hill-farm/"]
