"""Rules on what a provider's and a visit's record say: right up to the boundary, and told beyond it."""

import pytest

from tests.support.records import AVE, PROVIDER, problems, provider, visit

TODAY, TOMORROW = "2026-11-22", "2026-11-23"


def offer(**fields):
    return provider(offer=PROVIDER["offer"] | fields)


def figures(**fields):
    counted = {
        "as_at": "2026-09-14",
        "compulsory_age_full_time": "2",
        "full_time_ehcp": "0",
        "full_time_looked_after": "0",
    }
    return provider(registration={"status": "unregistered", "figures": counted | fields})


def inspected(**fields):
    school = {"status": "registered", "urn": "123456", "dfe_number": "830/1102"}
    return provider(registration=school | {"ofsted": [{"framework": "x", "date": "2026-01-20"} | fields]})


def told(*visits, about=PROVIDER):
    return [field for _, field, _ in problems(*visits, about=about)]


@pytest.mark.parametrize(
    ("about", "fields"),
    [
        (offer(hours={"from": "09:00", "to": "09:01"}), []),
        (offer(hours={"from": "09:00", "to": "09:00"}), ["offer.hours.to"]),
        (offer(ages={"from": "11", "to": "11"}), []),
        (offer(ages={"from": "12", "to": "11"}), ["offer.ages.to"]),
        (offer(ages={"from": "3", "to": "25"}), []),
        (offer(capacity="3", vacancies={"number": "3", "as_at": TODAY}), []),
        (offer(capacity="3", vacancies={"number": "4", "as_at": TODAY}), ["offer.vacancies.number"]),
        (offer(vacancies={"number": "4", "as_at": TODAY}), []),
        (offer(capacity="3", vacancies={"number": "3", "as_at": TOMORROW}), ["offer.vacancies.as_at"]),
        (figures(full_time_ehcp="2", full_time_looked_after="2"), []),
        (figures(full_time_ehcp="3"), ["registration.figures.full_time_ehcp"]),
        (figures(full_time_looked_after="3"), ["registration.figures.full_time_looked_after"]),
        (figures(as_at=TODAY), []),
        (figures(as_at=TOMORROW), ["registration.figures.as_at"]),
        (inspected(outcome="Good"), []),
        (inspected(outcome="Good", areas={"Behaviour": "Good"}), []),
        (inspected(areas={"Inclusion": "Expected standard"}), []),
        (inspected(areas={"Inclusion": "Expected standard", "Behaviour": "Good"}), ["registration.ofsted[1].areas"]),
        (inspected(outcome="Good", areas={"Inclusion": "Strong standard"}), ["registration.ofsted[1].areas"]),
        (inspected(outcome="Good", date=TOMORROW), ["registration.ofsted[1].date"]),
        (inspected(), ["registration.ofsted[1]"]),
        (provider(checked={"date": TODAY, "by": "AP officer"}), []),
        (provider(checked={"date": TOMORROW, "by": "AP officer"}), ["checked.date"]),
        (provider(dates={"public_liability_expires": TOMORROW, "fire_drill": TODAY}), []),
        (provider(dates={"fire_drill": TOMORROW}), ["dates.fire_drill"]),
        (provider(status="closed", status_date=TOMORROW, public_notice="Closed."), ["status_date"]),
    ],
    ids=str,
)  # fmt: skip
def test_a_provider(about, fields):
    assert told(about=about) == fields


def test_a_sites_programmes_are_those_of_the_offer():
    site = {"id": "main", "name": "Main", "public": "yes", "programmes": ["Catering", "Farmwork"]}
    about = offer(programmes=[{"name": "Catering"}, {"name": "Farm work"}]) | {"sites": [site]}
    [(_, field, message)] = problems(about=about)
    assert (field, message) == ("sites[1].programmes[2]", "`Farmwork` is not among the programmes of the offer.")


GIVEN = {"given": "2026-03-01"}


def derby(**fields):
    return visit("derby", "2026-03-12", **({"state": "draft"} | fields))


def plan(**fields):
    return derby(improvement_plan=[{"area": "1b", "action": "Update it."} | fields])


@pytest.mark.parametrize(
    ("made", "fields"),
    [
        (visit("derby", TODAY, state="draft"), []),
        (visit("derby", TOMORROW, state="draft"), ["date"]),
        (derby(next_visit="2026-03-13"), []),
        (derby(next_visit="2026-03-12"), ["next_visit"]),
        (derby(notice={"given": "2026-03-12"}), []),
        (derby(notice={"given": "2026-03-13"}), ["notice.given"]),
        (derby(notice=GIVEN | {"period": {"from": "2026-03-09", "to": "2026-03-09"}}), []),
        (derby(notice=GIVEN | {"period": {"from": "2026-03-10", "to": "2026-03-09"}}), ["notice.period.to"]),
        (derby(time={"from": "09:30", "to": "09:31"}), []),
        (derby(time={"from": "09:30", "to": "09:30"}), ["time.to"]),
        (derby(signed=[{"for": "council", "role": "AP officer", "date": TODAY}]), []),
        (derby(signed=[{"for": "council", "role": "AP officer", "date": TOMORROW}]), ["signed[1].date"]),
        (plan(by="2026-03-12", done="2026-03-12"), []),
        (plan(by="2026-03-11"), ["improvement_plan[1].by"]),
        (plan(done="2026-03-11"), ["improvement_plan[1].done"]),
        (plan(done=TODAY), []),
        (plan(done=TOMORROW), ["improvement_plan[1].done"]),
        (plan(area="9z"), ["improvement_plan[1].area"]),
        (plan(area="Fire safety"), []),
        (plan(area="2026"), []),
        (derby(reassesses="2025-03-12-derby"), ["reassesses"]),
        (derby(judgements=["1a"], outcome="all met", state="final"), []),  # nothing is known of the judgements
        (derby(judgements={"1a": ["fully"]}, outcome="majority met", state="final"), ["outcome"]),
        (derby(details={"1a": {"not_applicable": "n/a."}}), ["details.1a.not_applicable"]),
        (derby(details={"1a": {"not_applicable": "No pupil is taught here."}}), []),
    ],
    ids=str,
)  # fmt: skip
def test_a_visit(made, fields):
    assert told(made) == fields


MAIN, BARN = ({"id": name, "name": name.capitalize(), "public": "yes"} for name in ("main", "barn"))
ONE, TWO = provider(sites=[MAIN]), provider(sites=[MAIN, BARN])


def twice(about, name, *visits):
    """What is told of visits of one day under a framework, each by the end of its name and what it says."""
    made = [visit(name, "2026-03-12", end, **({"state": "draft"} | said)) for end, said in visits]
    return [told for told in problems(*made, about=about) if "Are they one visit?" in told[2]]


@pytest.mark.parametrize(
    ("about", "name", "one", "other", "told"),
    [
        (ONE, "derby", ("", {}), ("-visit", {}), 2),
        (ONE, "derby", ("", {"site": "main"}), ("-visit", {}), 2),
        (ONE, "derby", ("", {}), ("-main", {"site": "main"}), 2),
        (PROVIDER, "derby", ("", {}), ("-visit", {}), 2),
        (TWO, "derby", ("", {"site": "main"}), ("-visit-main", {"site": "main"}), 2),
        (TWO, "derby", ("", {}), ("-visit", {}), 2),
        (TWO, "derby", ("", {"site": "main"}), ("-barn", {"site": "barn"}), 0),
        (TWO, "derby", ("", {}), ("-barn", {"site": "barn"}), 0),  # `new visit --site barn` begins it beside the other
        (ONE, AVE, ("", {"kind": "learning walk"}), ("-learning-walk", {"kind": "learning walk"}), 2),
        (ONE, AVE, ("", {"kind": "learning walk"}), ("-work-scrutiny", {"kind": "work scrutiny"}), 0),
        (ONE, "derby", ("", {}), ("-visit", {"kind": ["visit"]}), 0),  # nobody knows of which kind
    ],
    ids=str,
)
def test_two_visits_are_told_apart(about, name, one, other, told):
    found = twice(about, name, one, other)
    assert [field for _, field, _ in found] == ["date"] * told
    assert len({file for file, *_ in found}) == told


def test_a_reassessment_names_a_visit_that_is_there():
    assert told(visit("derby", "2025-03-12", state="draft"), derby(reassesses="2025-03-12-derby")) == []


def test_a_report_card_has_no_overall_grade() -> None:
    report = {"framework": "Report card 2025", "date": "2026-01-20", "outcome": "Good"}
    told = problems(about=PROVIDER | {"registration": PROVIDER["registration"] | {"ofsted": [report]}})
    assert {at: message for _, at, message in told} == {
        "registration.ofsted[1].outcome": "A report card gives no overall grade, so this is another inspection's.",
    }


@pytest.mark.parametrize(("mark", "fields"), [({}, []), ({"marks": ["green"]}, ["rows"])])
def test_a_planned_visit_may_have_rows_that_are_blank(mark, fields):
    row = {"items": ["1.1"], "marks": []} | mark
    assert told(visit("leicestershire", TOMORROW, state="planned", rows=[row])) == fields
