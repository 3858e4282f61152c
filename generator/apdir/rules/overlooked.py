"""What may be right in a record or a final visit, and is easily left out: notes, which refuse nothing."""

from __future__ import annotations

from collections.abc import Iterator

from apdir.directory import ReadProvider, ReadVisit
from apdir.model.settings import Settings
from apdir.model.visit import Visit
from apdir.problems import Problem, nearest
from apdir.rules.organisation import SLIP, meant
from apdir.rules.outcome import answers


def overlooked(read: ReadProvider, settings: Settings) -> Iterator[Problem]:
    """Notes on one provider and its final visits, at the lines of what they leave out."""
    yield from _census(read)
    for visit in read.visits:
        record = visit.reading.record
        if record is None or not record.is_final or visit.reading.mended:  # what could not be read is told as that
            continue
        yield from _without_a_day(visit, record)
        if record.framework in settings.standing.frameworks:
            yield from _without_effect(visit, record, settings)


def _census(read: ReadProvider) -> Iterator[Problem]:
    """Exactly one of URN, UKPRN and setting type goes into the alternative provision census (DfE, data items)."""
    if read.document is None or read.reading is None or read.reading.record is None or read.reading.mended:
        return
    known = read.reading.record.registration
    at = ("registration", "status")
    if known.census_setting and (known.urn or known.ukprn):
        message = "The alternative provision census takes a number or a type of setting, and this has both."
        yield read.document.problem(at, message, "Take out `census_setting`: a number comes first.", "census")
    elif not (known.urn or known.ukprn or known.census_setting):
        message = "This does not say what to write of this provider in the alternative provision census."
        hint = "Add `ukprn`, or where it has none `census_setting`: NFE, OOT, OTH or WBP."
        yield read.document.problem(at, message, hint, "census")


def _without_a_day(visit: ReadVisit, record: Visit) -> Iterator[Problem]:
    for at, action in enumerate(record.improvement_plan):
        if action.by is None and action.done is None:
            message = "This action has no day by which it is to be done, so it never falls due."
            yield visit.document.problem(
                ("improvement_plan", at), message, "Agree a day and write it under `by`.", "due"
            )


def _without_effect(visit: ReadVisit, record: Visit, settings: Settings) -> Iterator[Problem]:
    """Of a kind that decides: everything is judged and there is no outcome, or nobody visited whose visits count."""
    framework = visit.framework
    if framework is None or not framework.outcomes or not framework.decides(record.kind):
        return
    if record.outcome is None:
        if not answers(record, framework).unanswered:
            message = f"All {framework.words.requirements} are judged and there is no outcome, so nothing is decided."
            yield visit.document.problem(("state",), message, "Record the outcome under `outcome`.", "outcome")
        return
    counting = settings.standing.organisations
    names = [who.organisation for who in record.visited_by]
    slips = any(nearest(name, (*counting, settings.council.name), SLIP) for name in names)  # told as what is meant
    if names and not slips and not any(meant(name, settings) in counting for name in names):
        message = "No visitor is of an organisation whose visits give an approval here, so this outcome changes none."
        hint = f"That is right for another council's visit. If not, name one of: {', '.join(counting)}."
        yield visit.document.problem(("visited_by",), message, hint, "organisation")
