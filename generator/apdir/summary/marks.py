"""Marks and concluding judgements of a visit that a person must look at: blank, lower, or red ones."""

from __future__ import annotations

from collections.abc import Iterator

from apdir.days import day_in_words
from apdir.directory import VisitRecord
from apdir.model.policy import Escalation
from apdir.model.requirement import Theme
from apdir.summary.advice import Advice, in_words
from apdir.summary.visit import Judged, VisitSummary


def marks(record: VisitRecord, summary: VisitSummary) -> Iterator[Advice]:
    """Yield what R16, R17 and R18 say of one visit, by section; nothing where no section has a closing question."""
    for theme in record.framework.themes:
        if theme.concluding is None:
            continue
        judged = [line for line in summary.judged if line.theme == theme.id]
        yield from blank_items(record, theme, judged)
        yield from worst_item(record, theme, judged)
    if record.framework.escalate is not None:
        yield from escalation(record, summary, record.framework.escalate)


def blank_items(record: VisitRecord, theme: Theme, judged: list[Judged]) -> Iterator[Advice]:
    """R16: an item without a mark is blank, never green by default; its section is flagged.

    Leicestershire: in the filled record the first item 4.1 has text and no mark. That a section with a blank item is
    pointed out is this directory's rule.
    """
    blank = [line.id for line in judged if line.value is None and not line.not_applicable]
    if blank:
        items = ", ".join(blank)
        yield Advice(
            rule="R16",
            title=f"{record.framework.words.theme.capitalize()} {theme.id}: no mark",
            state="check",
            text=f"Check {items}: an item with text but no mark counts as unanswered, not green.",
            source=None,
            convention=True,
            about=record.id,
        )


def worst_item(record: VisitRecord, theme: Theme, judged: list[Judged]) -> Iterator[Advice]:
    """R17: the worst mark of a section is put beside its concluding judgement; the judgement is a person's.

    Leicestershire has no rule from marks to a section's judgement, so all of it is this directory's rule.
    """
    if theme.concluding is None:
        return
    scale = record.framework.concluding_scale[theme.concluding.id]
    ranks = {line.id: scale.keys.index(line.value.key) for line in judged if line.value in scale.values}
    if not ranks:
        return
    worst = max(ranks, key=ranks.__getitem__)
    said = record.visit.concluding.get(theme.concluding.id)
    given = said.judgement if said is not None else None
    if given is not None and scale.keys.index(given) >= ranks[worst]:
        return
    found = f"The worst mark is {scale.values[ranks[worst]].label.lower()}, on {worst}"
    if given is None:
        text = f"{found}. That would be the suggestion; no concluding judgement is recorded."
    else:
        text = f"{found}, and the concluding judgement is {scale.by_key[given].label.lower()}: look at the two again."
    yield Advice(
        rule="R17",
        title=f"{record.framework.words.theme.capitalize()} {theme.id}: concluding judgement",
        state="check",
        text=f"{text} No source has a rule; the judgement is the visitors'.",
        source=None,
        convention=True,
        about=record.id,
    )


def escalation(record: VisitRecord, summary: VisitSummary, rule: Escalation) -> Iterator[Advice]:
    """R18: cause for concern in a key aspect goes to the Partnership's Chair, until a decision is recorded.

    Leicestershire, How to use this document, step 7. That sections 1 to 3 are the key aspects is this directory's
    rule.
    """
    framework, visit = record.framework, record.visit
    word = framework.words.theme
    sections = [
        theme.id
        for theme in framework.themes
        if theme.id in rule.themes
        and theme.concluding is not None
        and (said := visit.concluding.get(theme.concluding.id)) is not None
        and said.judgement in rule.values
    ]
    items = [
        line.id
        for line in summary.judged
        if line.theme in rule.themes and line.value is not None and line.value.key in rule.values
    ]
    if not sections and not items:
        return
    where = f"{word} {', '.join(sections)}" if sections else f"item {', '.join(items)}"
    found = f"Cause for concern on {day_in_words(visit.date)} in {where}."
    if visit.decision is not None:
        state, text = "ok", f"{found} A decision is recorded. {rule.reading}"
    elif sections:
        state, text = "due", f"{found} {rule.action} No decision is recorded. {rule.reading}"
    else:
        state, text = "check", f"{found} Does it make the {word} a cause for concern? {rule.reading}"
    yield Advice(
        "R18",
        "Cause for concern",
        state,
        text,
        in_words(rule.source, record.framework),
        rule.convention,
        about=record.id,
    )
