"""What falls due says what it is of, which stays when its day moves."""

from __future__ import annotations

from tests.support.records import COUNCIL, summary, visit


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
