"""The words of a record that says no pupil is to be placed, while the provider is listed as open."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from apdir.rules.pause import paused_at, pauses
from apdir.summary import summarise
from tests.integration.test_commands import Run, edit, run, small
from tests.support.records import COUNCIL, TODAY, library, provider, record, visit

__all__ = ["run", "small"]  # fixtures

PAUSED = [
    "The AP group starts no new placement here. Schools with full-time pupils were telephoned on 11 November.",
    "Decided on 22 May that member schools make no new placements until the record is complete.",
    "Lead retrained on 4 June, deputy still to be appointed, so the pause on new placements continues.",
    "New placements are paused from 5 October.",
    "Referrals are suspended until the lead is trained.",
    "No further pupils until the second exit is open.",
    "Please do not place pupils here until the checks are complete.",
    "Schools should not place any new pupils.",
    "Placements stopped on 12 November, pending the enquiry.",
    "New starts are on hold.",
    "We agreed to stop referring pupils for now.",
    "A moratorium on new placements holds until half term.",
    "Nobody is to be placed here until the lead is back.",
    "The provider agreed not to take new referrals this term.",
    "The council put a halt to all new admissions.",
    "No referrals for the time being.",
    "The council will not commission new places before the spring.",
    "Placements frozen pending the enquiry. Learners already there may stay.",
    "Pupils must not start here.",
    "Suspend placements with immediate effect.",
    "The pause on new placements has not been lifted.",
    "The suspension of referrals will be lifted when the deputy is in post.",
    "The pause on placements ended in May. From 3 June new placements are paused again.",
    "The centre is closed to new referrals.",
    "Schools were told that no new pupils can come.",
    "The team has paused new referrals; it decides again in January.",
    "No pupils are to be sent here until further notice.",
    "Stop taking new learners until the roof is mended.",
    "No placements at present.",
    "New pupils will not be admitted: intake is suspended.",
    "Placements will not start again until the centre has two first aiders.",
    "All commissioners were asked to hold off placing pupils.",
    "New referrals paused with immediate effect.",
    "The council has suspended all placements.",
    "No new pupils from 1 December.",
    "The group agreed that no more learners should start before February.",
    "Schools are advised against placing anyone here.",
    "The head of centre will not take any new pupils until staffing is settled.",
    "Admissions are closed for now.",
    "We asked the centre to take no new pupils this term.",
    "Referrals to be paused until 10 January.",
    "Placements here remain suspended.",
    "Intake frozen until the DSL is trained.",
    "No school may start a placement here until the second visit.",
    "We recommend that schools do not refer anyone until the premises are safe.",
    "The partnership has put new placements on hold.",
    "Placements suspended until 3 February.",
    "No new learners for the time being.",
    "Do not send pupils here until the DBS checks are seen.",
    "All new referrals are paused while the lead is absent.",
    "The local authority has stopped placing children at this centre.",
    "Schools asked not to start new placements before the second visit.",
    "New admissions remain closed.",
    "The AP panel will not agree any new placements this term.",
    "Intake is frozen.",
    "Placements must not begin until the risk assessment is signed.",
    "No new placements, as agreed by telephone.",
    "We advise schools to pause referrals.",
    "The provider has agreed to take no more pupils until January.",
    "Referral to this provider is suspended.",
    "It was agreed to suspend new placements with immediate effect.",
    "The group decided to pause all placements.",
    "New pupils cannot start until the fire door is mended.",
    "Embargo on new starts.",
    "Hold on all new referrals until further notice.",
    "The centre is not accepting referrals at the moment.",
    "Not currently taking new pupils.",
    "Please make no referrals until we write again.",
]
OPEN = [
    "The pause on new placements ended on 3 June.",
    "New placements were paused in May. Placements resumed on 4 June.",
    "New placements are no longer paused.",
    "The suspension of referrals was lifted on 12 October.",
    "No pause on new placements was needed.",
    "It was decided not to pause placements.",
    "Placements may go on.",
    "There is no reason to stop placements.",
    "The group saw no need to suspend new referrals.",
    "No referrals to the safeguarding partnership were made this year.",
    "No new placement began without a risk assessment.",
    "No new placements were made this term.",
    "If the deputy is not in post by March, new placements will be paused.",
    "New placements would be paused only on advice.",
    "The group will consider a pause on new placements in January.",
    "Pupils suspended from school settle quickly here.",
    "Rewards are still suspended.",
    "This alone would have stopped us placing a pupil here this week.",
    "One pupil's placement was paused for a week while a plan was written.",
    "Two placements were stopped by schools, for reasons of transport.",
    "Before the move, in 2024, new placements were paused for six weeks.",
    "Reviewed on 19 June: the deputy is appointed, so the pause on new placements ended that day.",
    "Do not place pupils near the saw until the guard is fitted.",
    "Pupils must not start until they have had the induction.",
    "The centre takes no pupils under 14 on the forge.",
    "Placements can go on; new pupils start again from 4 January.",
    "Bus stops are at the end of the lane, and new pupils are met there.",
    "Assess the pug mill and stop its use by pupils until done.",
    "Able carpenters were waiting for the rest to finish.",
    "Pause for breakfast before new pupils are shown round.",
    "We did not suspend placements, since the checks were complete the same day.",
    "Schools had been asked to make no new placements. They were told on 2 June that these start again.",
    "Referrals never stopped.",
    "No new pupil had waited longer than a week.",
    "Placements were paused in March; they began again in May.",
    "The tutor does not take new pupils without a call to the school.",
    "Staff stop new pupils at the gate and sign them in.",
    "No new placements are planned by the council this year.",
    "Pupils are not sent home early.",
    "The school paused its own referrals in summer because of a budget.",
    "Learners may be suspended only by their school.",
    "No more pupils than six are in the workshop at once.",
    "There are no other learners in the room during tests.",
    "No additional places are needed.",
    "Ask that the centre stops placing pupils in front of screens.",
    "New pupils are not left alone.",
    "The suspension bridge and other places were visited.",
    "No other pupils were present.",
    "Hold new pupils' files in the locked drawer.",
    "Placements are not made for pupils who need two adults.",
    "No places were free until June.",
    "The provider would take no further pupils if asked.",
    "The group on money has not started here, although it has a date.",
    "Schools have not sent more pupils since.",
    "The centre paused its cookery sessions in May.",
    "Pupils are not allowed to start the saw without a tutor.",
    "Placement reviews stopped being late this year.",
    "No referrals were late.",
    "Staff do not take pupils off site without consent.",
    "The pause between lessons is short.",
    "New placements began in September.",
    "No more than eight pupils attend.",
    "Fixed-term suspensions fell to two this year.",
    "The waiting list was closed in June.",
    "There were no new safeguarding referrals.",
    "Schools send no information before pupils start.",
    "The provider does not take referrals from parents.",
    "Placements are never suspended as a sanction.",
    "Stop signs are at the gate.",
    "New referrals are welcome.",
    "The provider is open to new placements.",
    "Pupils must not be sent here by taxi without an escort.",
    "The improvement plan is closed.",
    "Children are not placed here for more than two days.",
    "No pupil is to be placed with an untrained tutor.",
    "Placements here are not on hold.",
    "The council did not stop placements.",
]


@pytest.mark.parametrize("text", PAUSED)
def test_a_pause_is_known_by_its_words(text: str) -> None:
    assert pauses(text)


@pytest.mark.parametrize("text", OPEN)
def test_what_is_no_pause_or_is_over_is_passed(text: str) -> None:
    assert not pauses(text)


SAYS = (
    "The record of the visit on 18 March 2026 says that new placements pause, and the provider is listed as open. "
    "Suspend it, with a public notice, or write in that record since when placements begin again."
)


def due(*visits: Any, **about: Any) -> list[str]:
    made = record(*visits, about=provider(**about))
    return [row.what for row in summarise(made, library(), TODAY).due if row.kind == "decision"]


def of_day(day: str, name: str = "align", **fields: Any) -> Any:
    return visit(name, day, visited_by=COUNCIL, **fields)


STOP, ENDED = "No new placements until June.", "No new placements. The pause ended on 3 June."
SUSPENDED = {"status": "suspended", "status_date": "2026-04-12", "public_notice": "Paused."}


@pytest.mark.parametrize(("visits", "about", "told"), [
    ([of_day("2026-03-18", decision=STOP)], {}, True),
    ([of_day("2026-03-18", themes={"1": {"comments": STOP}})], {}, True),
    ([of_day("2026-03-18", improvement_plan=[{"area": "x", "action": STOP}])], {}, True),
    ([of_day("2026-03-18", improvement_plan=[{"area": "x", "action": STOP, "done": "2026-04-01"}])], {}, False),
    ([of_day("2026-03-18", decision=STOP), of_day("2026-05-18", "derby")], {}, True),  # another's does not end it
    ([of_day("2026-03-18", decision=STOP), of_day("2026-05-18")], {}, False),
    ([of_day("2026-03-18", decision=ENDED), of_day("2026-05-18", "derby")], {}, False),
    ([of_day("2026-03-18", decision=STOP, state="draft")], {}, False),
    ([of_day("2026-03-18", decision=STOP)], SUSPENDED, False),
    ([of_day("2026-03-18", "derby", decision=STOP, outcome="not met, may reapply")], {}, False),
])  # fmt: skip
def test_a_pause_of_a_newest_visit_is_due_while_the_provider_is_listed(visits: Any, about: Any, told: bool) -> None:
    assert (SAYS in due(*visits, **about)) is told


def test_a_decision_is_told_before_a_comment() -> None:
    made = record(of_day("2026-03-18", themes={"1": {"comments": STOP}}, decision=STOP))
    assert paused_at(made.visits[0].visit) == ("decision",)


@pytest.mark.slow
def test_the_check_points_a_pause_out_at_its_line_and_refuses_nothing(run: Run, small: Path) -> None:
    file = sorted((small / "providers/case-farm/visits").glob("*.yml"))[-1]
    line = file.read_text(encoding="utf-8").count("\n") + 1
    with file.open("a", encoding="utf-8") as record:
        record.write("decision: No new placements.\n")
    says = "says that new placements pause, and the provider is listed as open."
    place = f"providers/case-farm/visits/{file.name}"
    code, _, told = run("check")
    assert (code, f"To look at: {place}:{line}:11: decision: The record" in told, says in told) == (0, True, True), told
    assert "apdir status case-farm" in told
    code, out, _ = run("check", "--format", "github")
    assert (code, out.startswith(f"::notice file={place},line={line},"), says in out) == (0, True, True), out
    edit(file, "No new placements.", "No new placements. They began again on 2 June.")
    assert "new placements pause" not in run("check")[2]
