"""Rules on a visit's record: its place, its days, its plan and its outcome."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

from apdir.days import day_in_words
from apdir.directory import ReadProvider, ReadVisit
from apdir.model.framework import Framework
from apdir.model.provider import Provider
from apdir.model.reading import overlap
from apdir.model.visit import Visit
from apdir.names import visit_names
from apdir.problems import Problem, did_you_mean, nearest
from apdir.rules import dispute, evidence, judgements
from apdir.rules.finding import Context, Finding, in_order, not_after, times_in_order
from apdir.rules.outcome import answers, looked_at, says_more, says_something
from apdir.rules.reason import contradiction
from apdir.source import FieldPath

#: Key fields of a visit among those of the provider.
APART: tuple[FieldPath, ...] = (("date",), ("framework",), ("kind",), ("site",))
#: Fields of what a visit found, and of what followed.
FOUND = ("judgements", "details", "rows", "points", "best_practice", "themes", "concluding", "areas", "overall",
         "outcome", "decision", "dispute", "evidence", "improvement_plan", "next_visit", "signed",
         "confirmed_outcome")  # fmt: skip
#: Told of a final visit whose outcome rests on nobody.
NO_VISITOR = (
    "The record is final, and does not say who visited, so its outcome counts for nothing.",
    "Fill in `visited_by`: the organisation, as settings.yml names it, and the visitor's role.",
)


def check(
    read: ReadVisit, slug: str, provider: Provider | None, others: Collection[str], context: Context
) -> Iterator[Finding]:
    """Every finding on one visit; ``others`` are the ids of the provider's other visits.

    What needs its framework is looked at only where that is known.
    """
    visit = read.reading.record
    if visit is None:
        return
    yield from stands_where_it_belongs(read, slug, visit, provider, others)
    yield from days_are_possible(visit, context)
    yield from plan_is_possible(visit, read.framework, context)
    yield from evidence.check(visit.evidence, context)
    if visit.reassesses is not None and visit.reassesses not in others:
        near = nearest(visit.reassesses, others)
        hint = f"Did you mean `{near}`?" if near else "Give the name of the earlier visit's file, without `.yml`."
        yield Finding(("reassesses",), f"The provider has no visit `{visit.reassesses}`.", hint, "unknown id")
    yield from planned_is_to_come(visit)
    if read.framework is not None:
        yield from kind_is_known(visit, read.framework)
        yield from judgements.check(visit, read.framework)
        yield from evidence.requirement_is_known(visit, read.framework)
        yield from dispute.check(visit.dispute, visit.state, read.framework, context)
        yield from outcome_agrees(visit, read.framework, read.reading.mended)
        yield from final_is_whole(visit, read.framework)


def stands_where_it_belongs(
    read: ReadVisit, slug: str, visit: Visit, provider: Provider | None, others: Collection[str]
) -> Iterator[Finding]:
    """The file's name says the date, the framework and, where needed, kind and site; the site is the provider's."""
    names = visit_names(visit.framework, visit.date, visit.kind, visit.site)
    right = read.id in names if read.framework is not None else read.id.startswith(f"{visit.date.isoformat()}-")
    if not right:
        free = next((name for name in names if name not in others), None)
        rename = f"Rename it to {free}.yml, or c" if free else "C"
        record = f"the record in it is of {visit.date.isoformat()} under `{visit.framework}`"
        yield Finding(
            (),
            f"The file is called {read.id}.yml, but {record}.",
            f"{rename}orrect `date`, `framework`, `kind` or `site`.",
            "file name",
            rests_on=APART,
        )
    if visit.provider_folder is not None and visit.provider_folder != slug:
        yield Finding(
            ("provider",),
            f"`{visit.provider_folder}` is not the folder this visit stands in.",
            f"Write `{slug}`, or move the file.",
            "folder and slug",
        )
    if provider is not None and visit.site is not None:
        sites = [site.id for site in provider.sites]
        if visit.site not in sites:
            yield Finding(
                ("site",),
                f"The provider has no site `{visit.site}`.",
                did_you_mean(visit.site, sites) if sites else "Leave `site` out: the provider has none.",
                "unknown id",
            )


def told_apart(visits: Iterable[ReadVisit], provider: Provider | None) -> Iterator[tuple[ReadVisit, Finding]]:
    """Two visits differ in day, framework, kind or site: `new visit` begins no second record of one either.

    The only site tells no visit from another, whether a record names it or not.
    """
    alike: dict[tuple[object, ...], list[ReadVisit]] = defaultdict(list)
    for read in visits:
        if telling := _telling(read, provider):
            alike[telling].append(read)
    for same in alike.values():
        for read in same if len(same) > 1 else ():
            fields = ["`kind`"] if read.framework is None or len(read.framework.kinds) > 1 else []
            fields += ["`site`"] if provider is None or len(provider.sites) > 1 else []
            two = (
                f"say with {' or '.join(fields)} what tells them apart, or where nothing does put both into one record"
                if fields
                else "put what both found into one record, as nothing would tell them apart"
            )
            other = next(other for other in same if other is not read)
            yield (
                read,
                Finding(
                    ("date",),
                    f"{other.document.file} is of the same day, framework, kind and site. Are they one visit?",
                    f"If so, keep one of the two records. If there were two, {two}.",
                    "same visit",
                ),
            )


def _telling(read: ReadVisit, provider: Provider | None) -> tuple[object, ...] | None:
    """Return the key of a visit; None where any of it could not be read."""
    visit, mended = read.reading.record, read.reading.mended
    if visit is None or any(overlap(path, done) for path in APART for done in mended):
        return None
    only = [site.id for site in provider.sites] if provider is not None and len(provider.sites) == 1 else []
    return visit.date, visit.framework, visit.kind, None if visit.site in only else visit.site


def of_no_site(read: ReadProvider) -> Iterator[Problem]:
    """A note where a final visit that decides does not say of which of several sites it is: it counts for each.

    No fault, for a visit may be of all of them, and records of before say no more.
    """
    provider = read.reading.record if read.reading is not None else None
    if provider is None or len(provider.sites) < 2:
        return
    sites = ", ".join(f"`{site.id}`" for site in provider.sites)
    for visit in read.visits:
        record, framework = visit.reading.record, visit.framework
        if (
            record is None
            or framework is None
            or record.site
            or visit.reading.mended
            or not (record.is_final and framework.decides(record.kind))
        ):
            continue
        message = f"The provider has several sites ({sites}). This visit says none, so what it found counts for each."
        yield visit.document.problem((), message, "If it was of one of them, say which with `site`.", "no site")


def days_are_possible(visit: Visit, context: Context) -> Iterator[Finding]:
    """A visit that was made, its notice and its signatures do not lie in the future; days are in their order."""
    if not visit.is_planned:
        future = list(not_after(("date",), visit.date, context.today, "The day of the visit"))
        yield from (replace(one, hint=f"{one.hint} If it is still to come, write `state: planned`.") for one in future)
    for index, signature in enumerate(visit.signed):
        yield from not_after(("signed", index, "date"), signature.date, context.today, "The day of the signature")
    if visit.next_visit is not None and visit.next_visit <= visit.date:
        yield Finding(
            ("next_visit",),
            f"The next visit is on {day_in_words(visit.next_visit)}, which is not after this one.",
            "Check `next_visit` and `date`.",
            "dates",
            rests_on=(("date",),),
        )
    given = visit.notice.given if visit.notice is not None else None
    if visit.is_planned:
        yield from not_after(("notice", "given"), given, context.today, "The day of the notice")
    if given is not None and given > visit.date:
        yield Finding(
            ("notice", "given"),
            f"Notice was given on {day_in_words(given)}, after the visit.",
            "Check the two dates.",
            "dates",
            rests_on=(("date",),),
        )
    if visit.notice is not None and visit.notice.period is not None:
        period = visit.notice.period
        yield from in_order(("notice", "period"), "The period ends before it starts.", right=period.start <= period.end)
        if visit.is_planned and period.start <= period.end and not period.start <= visit.date <= period.end:
            yield Finding(
                ("date",),
                f"This day is not one of those from {day_in_words(period.start)} to {day_in_words(period.end)}.",
                "Write the first day on which the visit may come, or correct `notice.period`.",
                "dates",
                rests_on=(("notice", "period"),),
            )
    if visit.time is not None:
        yield from times_in_order(("time",), "The visit ends before it starts.", visit.time.start, visit.time.end)


def planned_is_to_come(visit: Visit) -> Iterator[Finding]:
    """A planned visit has found nothing yet; rows that are there and blank, as the editor begins them, say nothing."""
    for name in FOUND if visit.is_planned else ():
        blank = name == "rows" and not any(row.marks or row.evidence or row.note or row.action for row in visit.rows)
        if getattr(visit, name) and not blank:
            key = f"`{name}`"
            yield Finding(
                (name,),
                f"The visit is only planned, and its record has {key} already.",
                f"If it was made, write `state: draft`, and its day. If not, take {key} out.",
                "planned and recorded",
                key=True,
                rests_on=(("state",),),
            )


def kind_is_known(visit: Visit, framework: Framework) -> Iterator[Finding]:
    """The kind of visit is one of the framework's."""
    if visit.kind not in framework.kind:
        yield Finding(
            ("kind",),
            f"`{visit.kind}` is not a kind of visit of this framework.",
            did_you_mean(visit.kind, framework.kind),
            "unknown id",
        )


def plan_is_possible(visit: Visit, framework: Framework | None, context: Context) -> Iterator[Finding]:
    """An action is done between the visit and today, and names a requirement that exists where it names one."""
    for index, action in enumerate(visit.improvement_plan):
        path: FieldPath = ("improvement_plan", index)
        yield from not_after((*path, "done"), action.done, context.today, "The day on which this was done")
        if action.done is not None and action.done < visit.date:
            yield Finding(
                (*path, "done"),
                f"This was done on {day_in_words(action.done)}, before the visit that asked for it.",
                "Check the year.",
                "dates",
                rests_on=(("date",),),
            )
        if action.by is not None and action.by < visit.date:
            yield Finding(
                (*path, "by"),
                f"This was due on {day_in_words(action.by)}, before the visit.",
                "Check the year.",
                "dates",
                rests_on=(("date",),),
            )
        known = framework.requirement if framework is not None else {}
        looks_like_id = re.match(r"\d+(\.\d+|[a-z])\Z", action.area)
        if framework is not None and looks_like_id and known and action.area not in known:
            words = judgements.unknown(action.area, list(known), framework, framework.words.requirement)
            yield Finding((*path, "area"), *words, "unknown id")


def outcome_agrees(visit: Visit, framework: Framework, mended: Iterable[FieldPath]) -> Iterator[Finding]:
    """The outcome is one of the framework's; that of a final visit does not contradict the judgements.

    Any other state does not count and is at work still: `apdir read` tells of a draft's contradiction, and nothing
    stops the site from being built.
    """
    if visit.outcome is None:
        return
    if visit.outcome not in framework.outcome:
        hint = did_you_mean(visit.outcome, framework.outcome) if framework.outcome else "It has none: take this out."
        yield Finding(("outcome",), f"`{visit.outcome}` is not an outcome of this framework.", hint, "unknown outcome")
        return
    if not framework.decides(visit.kind):
        deciding = [f"`{kind.id}`" for kind in framework.kinds if kind.decides]
        yield Finding(
            ("outcome",),
            f"A visit of the kind `{visit.kind}` does not decide, so it has no outcome.",
            "Take the outcome out" + (f", or correct `kind`: {', '.join(deciding)} can decide." if deciding else "."),
            "outcome of a kind that does not decide",
            rests_on=(("kind",),),
        )
        return
    if not visit.is_final:
        return
    lost = [path for path in mended if path[0] in ("judgements", "details")]
    unread = set(framework.requirement) if any(len(path) == 1 for path in lost) else {str(path[1]) for path in lost}
    if problem := contradiction(visit, framework, unread):
        yield Finding(("outcome",), *problem, "outcome contradicts judgements")


def final_is_whole(visit: Visit, framework: Framework) -> Iterator[Finding]:
    """A final visit has judged something; one of a kind that decides has an outcome, or leaves nothing unanswered.

    One that ends in an outcome says who visited: on that rests whether it gives an approval. Where nothing is asked
    for, as on a walk that saw nothing to write down, it says at least who visited.

    What is final is published and counts, so a record that somebody has only begun is still a draft. A kind that looks
    at less is asked for no more than that, and one that does not decide, or a framework without outcomes, for no
    outcome.
    """
    if not visit.is_final or visit.kind not in framework.kind:
        return
    if visit.outcome is not None:
        if not visit.visited_by and framework.decides(visit.kind):
            yield Finding(("state",), *NO_VISITOR, "final and unfinished", rests_on=(("visited_by",), ("outcome",)))
        return
    count, words = answers(visit, framework), framework.words
    draft = "write `state: draft` until the record is complete"
    if not (visit.visited_by or says_something(visit, framework) or says_more(visit, framework)):
        message = "The record is final, and says neither who visited nor what was found."
        hint = f"Fill in `visited_by` and what was found, or {draft}."
    elif looked_at(visit, framework) and not says_something(visit, framework):
        message = f"The record is final, and none of its {count.applicable} {words.requirements} has a judgement."
        hint = f"Record the judgements, or {draft}."
    elif framework.outcomes and framework.decides(visit.kind) and count.unanswered:
        are = "is" if count.unanswered == 1 else "are"
        number = f"{count.unanswered} of {count.applicable} {words.requirements} {are}"
        message = f"The record is final, {number} unanswered, and there is no outcome."
        hint = (
            f"Answer the rest, say under details why a {words.requirement} does not apply, record the outcome, or "
            f"{draft}. A kind of visit that looks at less, or decides nothing, says so in the framework's file: "
            "`looks_at`, `decides: no`."
        )
    else:
        return
    lost = (
        ("outcome",),
        ("kind",),
        ("judgements",),
        ("details",),
        ("rows",),
        ("concluding",),
        ("areas",),
        ("overall",),
        ("visited_by",),
    )
    yield Finding(("state",), message, hint, "final and unfinished", rests_on=lost)
