"""What falls due says what it is of, which stays when its day moves."""

from __future__ import annotations

import dataclasses

from tests.support.records import COUNCIL, provider, summary, visit


def test_an_action_is_known_by_its_visit_area_and_words_and_a_visit_by_its_framework() -> None:
    plan = [{"area": "1a", "action": "Mend the gate", "by": "2026-12-01"},
            {"area": "1b", "action": "Read the log", "by": "2026-11-21"}]  # fmt: skip
    made = visit(
        "derby", "2026-10-12", visited_by=COUNCIL, outcome="all met", improvement_plan=plan, next_visit="2027-10-01"
    )
    rows = [row for row in summary(made).due if row.kind in ("action", "visit") and "R13" not in row.about]
    assert [(row.day.isoformat(), row.what, row.overdue, row.about) for row in rows] == [
        ("2026-11-21", "1b: Read the log", True, "2026-10-12-derby 1b Read the log"),
        ("2026-12-01", "1a: Mend the gate", False, "2026-10-12-derby 1a Mend the gate"),
        ("2027-10-01", "Next visit under Derby framework", False, "derby visit"),
    ]


def test_a_planned_visit_changes_nothing_but_what_needs_doing() -> None:
    made = visit("derby", "2025-10-12", visited_by=COUNCIL, outcome="all met", next_visit="2026-10-01")
    about = provider(sites=[{"id": "main", "name": "Main yard", "public": "yes"},
                            {"id": "barn", "name": "Barn", "public": "yes"}])  # fmt: skip
    plan = {"state": "planned", "visited_by": COUNCIL, "owner": "QA officer"}
    week = {"period": {"from": "2026-12-28", "to": "2027-01-02"}}
    planned = (
        visit("derby", "2026-11-20", site="barn", **plan),
        visit("align", "2026-12-28", notice=week, **plan),
    )
    before, after = summary(made, about=about), summary(made, *planned, about=about)
    assert dataclasses.replace(after, due=()) == dataclasses.replace(before, due=())
    rows = [row for row in after.due if row not in before.due]
    assert [(row.kind, row.day.isoformat(), row.overdue, row.owner, row.what) for row in rows] == [
        ("planned", "2026-11-20", True, "QA officer",
         "Visit planned for 20 November 2026 by the council (AP officer): Derby framework, QA visit, Barn"),
        ("planned", "2027-01-02", False, "QA officer",
         "Visit planned for 28 December 2026 to 2 January 2027 by the council (AP officer): Align framework, visit"),
    ]  # fmt: skip
    assert set(before.due) < set(after.due)


def test_evidence_falls_due_by_its_last_day_until_it_is_seen_anew() -> None:
    def seen(what: str, on: str, expires: str = "", **more: str) -> dict[str, str]:
        entry = {"what": what, "kept": "Records, 12", "seen_by": "AP officer", "seen": on, **more}
        return entry | ({"expires": expires} if expires else {})

    about = provider(evidence=[
        seen("Insurance", "2025-10-01", "2026-09-30"), seen("Insurance", "2026-10-01", "2027-09-30"),
        seen("Kitchen certificate", "2025-10-01", "2026-11-20"), seen("Register", "2026-10-01"),
    ])  # fmt: skip
    evidence = [seen("Policy", "2025-10-12", "2026-12-01", requirement="1b")]
    first = visit("derby", "2025-10-12", visited_by=COUNCIL, evidence=evidence, owner="QA officer")
    draft = visit("derby", "2026-10-12", visited_by=COUNCIL, evidence=evidence, state="draft")
    rows = [row for row in summary(first, draft, about=about).due if row.kind == "evidence"]
    assert [(row.day.isoformat(), row.what, row.overdue, row.owner, row.asked) for row in rows] == [
        ("2026-11-20", "Kitchen certificate expires", True, "Alternative provision team", ""),
        ("2026-12-01", "1b: Policy expires", False, "QA officer", ""),
        ("2027-09-30", "Insurance expires", False, "Alternative provision team", ""),
    ]
    later = visit("derby", "2026-10-12", visited_by=COUNCIL)
    told = [row.what for row in summary(first, later, about=about).due if row.kind == "evidence"]
    assert told == ["Kitchen certificate expires", "Insurance expires"]
    assert len({row.key for row in rows}) == 3
