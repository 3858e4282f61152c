"""One provider before and after, and two states of a directory: each sentence that there is, on both sides of it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from apdir.changes.compare import Seen, compare
from apdir.changes.fields import Difference
from apdir.changes.provider import MOST, begun, compared, told
from apdir.directory import ProviderRecord
from apdir.pages.card import card_of
from apdir.summary import ProviderSummary
from tests.support.records import COUNCIL, PROVIDER, framework, judged, library, record, summary, visit

State = tuple[ProviderRecord, ProviderSummary]
DAY = "visit on 12 October 2026 (Derby framework, QA visit)"
JUDGED = {"1a": "fully", "1b": "partially", "1c": "not at all"}
EVERY = [requirement.id for theme in framework("derby").themes for requirement in theme.requirements]
ALL = dict.fromkeys(EVERY, "fully")
SITES = [
    {"id": name, "name": f"{name.title()} yard", "address": ["1 Lane", "Derby"], "postcode": code, "public": "yes"}
    for name, code in (("main", "DE1 2FS"), ("north", "DE1 3AF"))
]
HIDDEN = [SITES[0], SITES[1] | {"public": "no"}]
#: As the public edition has it: a site that is not public has an id that tells nothing.
NAMELESS = [SITES[0], HIDDEN[1] | {"id": "site-2"}]


def state(*visits: Any, years: Any = (), **about: Any) -> State:
    whole = PROVIDER | about
    return record(*visits, years=years, about=whole), summary(*visits, years=years, about=whole)


def derby(**fields: Any) -> State:
    """A provider with one visit, and fields of that visit."""
    about = {name: fields.pop(name) for name in ("sites", "years", "name", "checked", "status", "status_date",
                                                 "public_notice") if name in fields}  # fmt: skip
    given = {"visited_by": COUNCIL, "judgements": JUDGED, "outcome": "not met, may reapply"} | fields
    return state(visit("derby", "2026-10-12", **given), **about)


def plan(*days: tuple[str, str]) -> list[dict[str, str]]:
    """An improvement plan: when each action is due, and done."""
    rows = [{"area": "1a", "action": f"Do {number}.", "by": by, "done": done} for number, (by, done) in enumerate(days)]
    return [{key: value for key, value in row.items() if value} for row in rows]


DUE = plan(("2026-11-01", ""), ("2027-01-01", ""))
DONE = plan(("2026-11-01", "2026-10-30"), ("2027-01-01", ""))


def turned(number: int) -> dict[str, str]:
    return ALL | dict.fromkeys(EVERY[:number], "partially")


FIRST = "; ".join(f"{key} Fully → Partially" for key in EVERY[:MOST])


@pytest.mark.parametrize(
    ("before", "after", "sentences"),
    [
        ({}, {}, []),
        ({}, {"name": "Dale Farm"}, ["renamed from Hill Farm to Dale Farm"]),
        ({}, {"status": "suspended", "status_date": "2026-11-01", "public_notice": "Paused."},
         ["standards not met → suspended, since 1 November 2026", "schools are told: “Paused.”"]),
        ({"status": "suspended", "status_date": "2026-11-01"}, {"status": "suspended", "status_date": "2026-11-02"},
         ["suspended on 2 November 2026"]),
        ({"public_notice": "Paused."}, {}, ["its notice to schools is taken out"]),
        ({"state": "draft"}, {},
         ["no published decision → standards not met, since 12 October 2026", f"{DAY}: draft → final"]),
        ({}, {"judgements": JUDGED | {"1a": "partially", "1c": "fully"}},
         [f"{DAY}: 2 judgements changed: 1a Fully → Partially; 1c Not at all → Fully"]),
        ({"judgements": ALL}, {"judgements": turned(MOST)}, [f"{DAY}: 8 judgements changed: {FIRST}"]),
        ({"judgements": ALL}, {"judgements": turned(MOST + 1)},
         [f"{DAY}: 9 judgements changed: {FIRST} and 1 more"]),
        ({}, {"judgements": {"1a": "fully", "1b": "partially"}},
         [f"{DAY}: 1 judgement changed: 1c Not at all → unanswered"]),
        ({}, {"judgements": {"1a": "fully", "1b": "partially"}, "details": {"1c": {"not_applicable": "None."}}},
         [f"{DAY}: 1 judgement changed: 1c Not at all → not applicable, details 1c: added"]),
        ({"judgements": turned(3), "outcome": "majority met"}, {"judgements": ALL, "outcome": "all met"},
         ["approved with improvements → approved, since 12 October 2026",
          f"{DAY}: outcome Majority of standards met, improvements agreed → All standards met, 3 judgements changed: "
          + "; ".join(f"{key} Partially → Fully" for key in EVERY[:3])]),
        ({}, {"next_visit": "2027-03-03"}, ["next visit planned for 3 March 2027"]),
        ({"next_visit": "2027-03-03"}, {"next_visit": "2027-03-04"}, ["next visit moves to 4 March 2027"]),
        ({"next_visit": "2027-03-03"}, {}, ["no next visit is planned any more"]),
        ({}, {"improvement_plan": DUE}, ["2 actions added", "1 action more overdue"]),
        ({"improvement_plan": DUE}, {"improvement_plan": DONE}, ["1 action closed"]),
        ({"improvement_plan": DONE}, {"improvement_plan": DUE}, ["1 closed action fewer", "1 action more overdue"]),
        ({"improvement_plan": DUE}, {}, ["2 actions fewer"]),
        ({"improvement_plan": DUE}, {"improvement_plan": plan(("2026-11-01", ""), ("2026-11-02", ""))},
         [f"{DAY}: action 2 by: 1 January 2027 → 2 November 2026", "1 action more overdue"]),
        ({}, {"checked": {"date": "2026-10-14", "by": "AP lead"}}, ["details confirmed on 14 October 2026 by AP lead"]),
        ({}, {"years": [judged()]}, ["new judged year 2025-26 (Amber Valley & Erewash policy): good"]),
        ({"years": [judged()]}, {}, ["without the judged year 2025-26 (Amber Valley & Erewash policy)"]),
        ({"years": [judged()]}, {"years": [judged(overall="requires improvement")]},
         ["judged year 2025-26 (Amber Valley & Erewash policy): overall: good → requires improvement"]),
        ({"sites": SITES}, {"sites": HIDDEN}, ["site north: published no longer"]),
        ({"sites": SITES}, {"sites": NAMELESS}, ["site north: published no longer"]),
        ({"sites": HIDDEN}, {"sites": SITES}, ["site north: published"]),
        ({"sites": SITES, "site": "north"}, {"sites": NAMELESS, "site": "site-2"}, None),
        ({"sites": SITES[:1]}, {"sites": SITES}, ["sites: adds north"]),
        ({"sites": SITES}, {"sites": SITES[:1]}, ["sites: without north"]),
    ],
)  # fmt: skip
def test_what_is_different_is_one_sentence(before: Any, after: Any, sentences: list[str] | None) -> None:
    found = list(compared(derby(**before), derby(**after)))
    if sentences is None:  # the standing speaks of the site too; the visit is the same
        assert not any(DAY in sentence or "adds" in sentence or "without" in sentence for sentence in found)
        assert "site north: published no longer" in found
    else:
        assert found == sentences


def test_a_visit_comes_and_goes() -> None:
    with_one, without = derby(), state()
    assert list(compared(without, with_one)) == [
        "no published decision → standards not met, since 12 October 2026",
        f"new {DAY}: Standards not met, may reapply",
    ]
    assert list(compared(with_one, without)) == ["standards not met → no published decision", f"without the {DAY}"]
    assert list(begun(*with_one)) == ["new: farm, standards not met, with 1 visit"]
    assert list(begun(*without)) == ["new: farm, no published decision"]


def test_actions_that_are_closed_while_others_are_added_by_a_new_visit_are_told_apart() -> None:
    closed = visit("derby", "2026-10-12", visited_by=COUNCIL, improvement_plan=DONE)
    before = state(visit("derby", "2026-10-12", visited_by=COUNCIL, improvement_plan=DUE))
    later = visit("derby", "2026-11-12", visited_by=COUNCIL, improvement_plan=plan(*[("2027-02-01", "")] * 3))
    found = list(compared(before, state(closed, later)))
    assert "1 action closed" in found
    assert "2 actions added" in found


@pytest.mark.parametrize(("number", "last"), [(MOST, "field 8"), (MOST + 1, "and 1 more field"),
                                              (MOST + 2, "and 2 more fields")])  # fmt: skip
def test_eight_facts_and_as_many_texts_are_named_and_the_rest_counted(number: int, last: str) -> None:
    facts = [Difference("field", str(at), wording=False) for at in range(1, number + 1)]
    assert list(told(facts))[-1].replace(":", "") == last
    texts = [Difference(f"text {at}", "", wording=True) for at in range(1, number + 1)]
    [wording] = told(texts)
    assert wording.count("text ") == MOST
    assert wording.endswith(f" and {number - MOST} more)" if number > MOST else "text 8)")


def seen(slug: str, of: State | None, **pages: str) -> Seen:
    if of is None:
        return Seen(slug)
    whole = replace(of[0], slug=slug)
    return Seen(slug, whole, (whole, of[1]), card_of(*of), pages)


def sentences(before: list[Seen], after: list[Seen], *names: str, there: tuple[str, str] = ("a", "a")) -> list[str]:
    folders = (frozenset(there[0].split()), frozenset(there[1].split()))
    found = compare(before, after, (library(), library()), folders, names)
    unread = [f"unread: {slug}" for slug in found.unread]
    return [f"{row.name}: {'; '.join(row.parts)}" for row in (*found.providers, *found.others)] + unread


ONE, OTHER = derby(), derby(name="Dale Farm")
UNSHOWN = Seen("a", ONE[0])


@pytest.mark.parametrize(
    ("before", "after", "names", "there", "expected"),
    [
        ([seen("a", ONE)], [seen("a", ONE)], (), ("a", "a"), []),
        ([seen("a", ONE)], [seen("a", OTHER)], (), ("a", "a"), ["Dale Farm: renamed from Hill Farm to Dale Farm"]),
        ([], [seen("a", ONE)], (), ("", "a"), ["Hill Farm: new: farm, standards not met, with 1 visit"]),
        ([seen("a", ONE)], [], (), ("a", ""), ["Hill Farm: taken out, with all its visits"]),
        ([seen("a", ONE)], [UNSHOWN], (), ("a", "a"), ["Hill Farm: is published no longer"]),
        ([UNSHOWN], [seen("a", ONE)], (), ("a", "a"), ["Hill Farm: is published again"]),
        ([UNSHOWN], [UNSHOWN], ("providers/a/provider.md",), ("a", "a"),
         ["a: a provider that this edition does not show"]),
        ([seen("a", ONE)], [Seen("a")], (), ("a", "a"), ["unread: a"]),
        ([seen("a", ONE)], [seen("a", ONE)], ("providers/a/provider.md",), ("a", "a"),
         ["Hill Farm: layout or comments of its file; pages stay as they are"]),
        ([seen("a", ONE, p="1")], [seen("a", ONE, p="2")], ("providers/a/provider.md",), ("a", "a"),
         ["Hill Farm: layout of its pages"]),
        ([seen("a", ONE, p="1")], [seen("a", ONE, p="2")], (), ("a", "a"),
         ["Pages beside: those of 1 provider show the above"]),
        ([seen("a", ONE)], [seen("a", ONE)], ("providers/README.md",), ("a", "a"), []),
        ([], [], ("content/walks.md", "content/about.md"), ("", ""),
         ["Pages written by hand: about.md; walks.md"]),
        ([], [], ("theme/x.css",), ("", ""), ["The program: theme/x.css: pages may look different"]),
        ([], [], ("theme/x.css", "mkdocs.yml"), ("", ""),
         ["The program: mkdocs.yml and theme/x.css: pages may look different"]),
        ([], [], ("derby-visit.pdf", "a.txt", "b.txt", "sam-brown-y9.pdf"), ("", ""),
         ["Other files: a.txt, b.txt, derby-visit.pdf and 1 more file: no page depends on them"]),
    ],
)  # fmt: skip
def test_two_states_of_a_directory(
    before: list[Seen], after: list[Seen], names: tuple[str, ...], there: tuple[str, str], expected: list[str]
) -> None:
    assert sentences(before, after, *names, there=there) == expected


def test_a_value_that_officers_alone_see_is_told_without_it() -> None:
    after = derby()
    whole = after[0].provider.model_copy(update={"private_reason": "Secret."})
    other = replace(seen("a", after), whole=replace(after[0], slug="a", provider=whole))
    [sentence] = sentences([seen("a", ONE)], [other])
    assert sentence == "Hill Farm: changes only in what officers see; public pages stay as they are"


@pytest.mark.parametrize(
    ("other", "moved"),
    [
        ({}, True),
        ({"name": "HILL FARM", "contact": {"role": "Desk", "email": "desk@hillfarm.example"}}, True),
        ({"name": "Dale Farm"}, True),  # the same contact
        ({"name": "Dale Farm", "contact": {"role": "Desk", "email": "desk@dalefarm.example"}}, False),
    ],
)
def test_a_folder_is_renamed_where_name_contact_or_school_is_the_same(other: dict[str, Any], moved: bool) -> None:
    found = sentences([seen("a", state())], [seen("b", state(**other))], there=("a", "b"))
    assert len(found) == (1 if moved else 2)
    assert sentences([seen("a", state())], [seen("b", state(**other))], there=("a b", "a b")) != found


def test_a_folder_is_renamed_once_alone() -> None:
    found = sentences([seen("a", state())], [seen("b", state()), seen("c", state())], there=("a", "b c"))
    assert sum("new: farm" in sentence for sentence in found) == 1
