"""One provider before and after, as its readers would be told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from apdir.changes.fields import Difference, differences, said
from apdir.days import day_in_words
from apdir.directory import ProviderRecord, VisitRecord
from apdir.model.visit import Action
from apdir.pages import sites
from apdir.pages.views import count, small
from apdir.summary import ProviderSummary, VisitSummary
from apdir.summary.visit import Judged

#: Fields of the record that have a sentence of their own.
OWN_SENTENCE = ("name", "status", "status_date", "public_notice", "checked")
#: The most fields and judgements that one sentence names.
MOST = 8


def begun(record: ProviderRecord, summary: ProviderSummary) -> Iterator[str]:
    """A provider that was not there before."""
    visits = f", with {count(len(record.visits), 'visit')}" if record.visits else ""
    yield f"new: {record.provider.type}, {small(sites.label(record.provider, summary))}{visits}"


def compared(
    before: tuple[ProviderRecord, ProviderSummary], after: tuple[ProviderRecord, ProviderSummary]
) -> Iterator[str]:
    """Yield the differences, gravest first; nothing where readers see the same."""
    before, moved = _sites(before, after[0])
    (old, was), (new, now) = before, after
    if old.slug != new.slug:
        yield f"folder renamed from {old.slug} to {new.slug}: its pages move, and links to the old addresses break"
    if old.provider.name != new.provider.name:
        yield f"renamed from {said(old.provider.name)} to {said(new.provider.name)}"
    yield from _standing(before, after)
    notice = new.provider.public_notice
    if notice and notice != old.provider.public_notice:
        yield f"schools are told: “{said(notice)}”"
    elif old.provider.public_notice and not notice and was.standing.label == now.standing.label:
        yield "its notice to schools is taken out"
    yield from _visits(before, after)
    yield from _lapses(was, now)
    yield from _years(old, new)
    yield from _actions(was, now)
    yield from _next(was, now)
    if old.provider.checked != new.provider.checked:
        checked = new.provider.checked
        yield f"details confirmed on {day_in_words(checked.date)} by {said(checked.by)}"
    yield from moved
    found = list(differences(old.provider, new.provider, OWN_SENTENCE))
    if old.description.strip() != new.description.strip():
        found.append(Difference("description", "", wording=True))
    yield from told(found)


def _sites(
    before: tuple[ProviderRecord, ProviderSummary], new: ProviderRecord
) -> tuple[tuple[ProviderRecord, ProviderSummary], list[str]]:
    """Return the old state without what a site changes by being published or not, and what is said of that.

    Whoever takes an address from the site has a reason: no sentence repeats it. A site that is not public has another
    id in the public edition, so those that went are paired with those that came.
    """
    old, was = before
    there = {site.id: site for site in old.provider.sites}
    after = {site.id: site for site in new.provider.sites}
    pairs = {name: name for name in there if name in after and there[name].public != after[name].public}
    for public in (True, False):
        went = (name for name, site in there.items() if name not in after and site.public is public)
        came = (name for name, site in after.items() if name not in there and site.public is not public)
        pairs |= dict(zip(went, came, strict=False))
    if not pairs:
        return before, []
    now_there = tuple(after[pairs[site.id]] if site.id in pairs else site for site in old.provider.sites)
    visits = tuple(
        replace(visit, visit=visit.visit.model_copy(update={"site": pairs[visit.visit.site]}))
        if visit.visit.site in pairs
        else visit
        for visit in old.visits
    )
    said_of = [
        f"site {other}: published" if after[other].public else f"site {name}: published no longer"
        for name, other in pairs.items()
    ]
    told = tuple(replace(visit, site=pairs.get(visit.site or "", visit.site)) for visit in was.visits)
    provider = old.provider.model_copy(update={"sites": now_there})
    return (replace(old, provider=provider, visits=visits), replace(was, visits=told)), said_of


def told(found: list[Difference]) -> Iterator[str]:
    """Differences as parts of a sentence: facts one by one, then every text of which only the wording changes."""
    facts = [difference.told for difference in found if not difference.wording]
    yield from facts[:MOST]
    if len(facts) > MOST:
        yield f"and {count(len(facts) - MOST, 'more field')}"
    wording = list(dict.fromkeys(difference.what for difference in found if difference.wording))
    if wording:
        more = f" and {len(wording) - MOST} more" if len(wording) > MOST else ""
        yield f"wording ({', '.join(wording[:MOST])}{more})"


def _standing(
    before: tuple[ProviderRecord, ProviderSummary], after: tuple[ProviderRecord, ProviderSummary]
) -> Iterator[str]:
    """The standing in the words of pages: an approval of one site alone says of which."""
    labels = [small(sites.label(record.provider, summary)) for record, summary in (before, after)]
    one, other = before[1].standing, after[1].standing
    if labels[0] != labels[1]:
        since = f", since {day_in_words(other.since)}" if other.since else ""
        yield f"{' → '.join(labels)}{since}"
    elif one.since != other.since and other.key in ("suspended", "withdrawn", "closed") and other.since:
        yield f"{other.label.lower()} on {day_in_words(other.since)}"


def _lapses(was: ProviderSummary, now: ProviderSummary) -> Iterator[str]:
    one, other = was.standing, now.standing
    if one.approved_until != other.approved_until and other.approved_until is not None:
        yield f"its approval expires after {day_in_words(other.approved_until)}"


def _visits(
    before: tuple[ProviderRecord, ProviderSummary], after: tuple[ProviderRecord, ProviderSummary]
) -> Iterator[str]:
    old = {visit.id: visit for visit in before[0].visits}
    new = {visit.id: visit for visit in after[0].visits}
    was = {visit.id: visit for visit in before[1].visits}
    now = {visit.id: visit for visit in after[1].visits}
    for name in new:
        if name not in old:
            yield f"new {_visit(now[name], after[0])}: {now[name].result.label}"
    for name in old:
        if name not in new:
            yield f"without the {_visit(was[name], before[0])}"
    for name, visit in new.items():
        if name in old:
            parts = tuple(_visit_changed(old[name], visit, was[name], now[name]))
            if parts:
                yield f"{_visit(now[name], after[0])}: {', '.join(parts)}"


def _visit(visit: VisitSummary, record: ProviderRecord) -> str:
    """The visit in words: the day and what is told of it, its site among several too."""
    state = "" if visit.state == "final" else visit.state
    told = (visit.framework_title, small(visit.kind), sites.site_of(record.provider, visit), state)
    return f"visit on {day_in_words(visit.date)} ({', '.join(filter(None, told))})"


def _visit_changed(old: VisitRecord, new: VisitRecord, was: VisitSummary, now: VisitSummary) -> Iterator[str]:
    parts: list[str] = []
    if was.state != now.state:
        parts.append(f"{was.state} → {now.state}")
    if was.outcome != now.outcome:
        parts.append(f"outcome {was.outcome_label or 'not recorded'} → {now.outcome_label or 'not recorded'}")
    before = {line.id: line for line in was.judged}
    changed = [
        f"{line.id} {_value(before[line.id])} → {_value(line)}"
        for line in now.judged
        if line.id in before and _key(line) != _key(before[line.id])
    ]
    if changed:
        more = f" and {len(changed) - MOST} more" if len(changed) > MOST else ""
        parts.append(f"{count(len(changed), 'judgement')} changed: {'; '.join(changed[:MOST])}{more}")
    elif _numbers(was) != _numbers(now):
        parts.append("counts of judgements")
    leave_out = ("state", "outcome", "judgements", "rows", "improvement_plan", "next_visit", "provider_folder")
    found = list(differences(old.visit, new.visit, leave_out))
    if new.visit.rows != old.visit.rows and not changed:
        found.append(Difference("rows", "", wording=True))
    found += _plan(old.visit.improvement_plan, new.visit.improvement_plan)
    yield from (*parts, *told(found))


def _plan(old: tuple[Action, ...], new: tuple[Action, ...]) -> Iterator[Difference]:
    """Yield differences in earlier actions, but for those that are now done or no longer: they are counted."""
    for number, (one, other) in enumerate(zip(old, new, strict=False), 1):
        for difference in differences(one, other, ("done",) if None in (one.done, other.done) else ()):
            yield Difference(f"action {number} {difference.what}", difference.how, difference.wording)


def _key(line: Judged) -> str:
    """The judgement itself: its label is the framework's to change."""
    return line.value.key if line.value is not None else _value(line)


def _value(line: Judged) -> str:
    if line.value is not None:
        return line.value.label
    return "not applicable" if line.not_applicable else "unanswered"


def _numbers(visit: VisitSummary) -> list[int]:
    return [*(row.number for row in visit.tally.counts), visit.tally.unanswered, visit.tally.not_applicable]


def _years(old: ProviderRecord, new: ProviderRecord) -> Iterator[str]:
    before = {year.id: year for year in old.years}
    after = {year.id: year for year in new.years}
    for name, year in after.items():
        title = f"judged year {year.year.year} ({year.framework.short_title})"
        if name not in before:
            yield f"new {title}: {year.year.overall or 'no overall judgement'}"
        else:
            parts = list(told(list(differences(before[name].year, year.year))))
            if parts:
                yield f"{title}: {', '.join(parts)}"
    for name, year in before.items():
        if name not in after:
            yield f"without the judged year {year.year.year} ({year.framework.short_title})"


def _actions(was: ProviderSummary, now: ProviderSummary) -> Iterator[str]:
    closed, added = now.plan.done - was.plan.done, now.plan.total - was.plan.total
    if closed > 0:
        yield f"{count(closed, 'action')} closed"
    if closed < 0:
        yield f"{count(-closed, 'closed action')} fewer"
    still = added - max(closed, 0) if len(now.visits) > len(was.visits) else added
    if still > 0:
        yield f"{count(still, 'action')} added"
    if added < 0:
        yield f"{count(-added, 'action')} fewer"
    late = now.plan.overdue - was.plan.overdue
    if late > 0:
        yield f"{count(late, 'action')} more overdue"


def _next(was: ProviderSummary, now: ProviderSummary) -> Iterator[str]:
    """When the next visit is planned, as each visit says; to the public not where visits come at short notice."""
    before = {visit.id: visit.next_visit for visit in was.visits}
    for visit in now.visits:
        old = before.get(visit.id)
        if visit.next_visit == old:
            continue
        if visit.next_visit is None:
            yield "no next visit is planned any more"
        elif old is None:
            yield f"next visit planned for {day_in_words(visit.next_visit)}"
        else:
            yield f"next visit moves to {day_in_words(visit.next_visit)}"
