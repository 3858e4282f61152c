"""`apdir close`, `apdir status`: an officer's commonest edits in one line each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

import click

from apdir.commands.completion import providers as folders
from apdir.commands.completion import visits
from apdir.commands.edits import editable, provider_named, save
from apdir.commands.misuse import typed_rightly
from apdir.commands.options import Day, Words, repository, shared, today, whole
from apdir.days import day_in_words
from apdir.directory import ReadProvider, ReadVisit
from apdir.library import read_library
from apdir.model.described import keys_at
from apdir.model.provider import Provider
from apdir.model.values import day_as_typed
from apdir.model.visit import Action, Visit
from apdir.pages.views import count
from apdir.problems import did_you_mean, shown
from apdir.source.edit import CannotEdit


def not_ahead(day: date | None) -> date:
    """The day that was given, or today; one that lies ahead is wrong use."""
    if day is not None and day > today():
        raise click.BadParameter(
            f"{day.isoformat()} lies in the future; today is {today().isoformat()}. Give the command on that day, once "
            "it is so.",
            param_hint="--on",
        )
    return day or today()


@click.command()
@shared
@click.argument("provider", shell_complete=folders)
@click.argument("visit", required=False, shell_complete=visits)
@click.argument("numbers", metavar="[NUMBER]...", nargs=-1)
@click.option("--on", "day", type=Day(), help="The day on which it was done.  [default: today]")
def close(provider: str, visit: str | None, numbers: tuple[str, ...], day: date | None) -> None:
    """Close actions in an improvement plan: give the date on which they were done.

    Without a VISIT or a NUMBER, the open actions are listed with both. The day of a visit is enough where there was one
    visit that day. Nothing else of the record changes.

    \b
    Examples:
      apdir close riverside-learning
      apdir close riverside-learning 2026-03-12 2
      apdir close riverside-learning 2026-03-12-coastshire 2 --on 2026-11-20
    """
    library = whole(read_library(repository()))
    given, day = day, not_ahead(day)
    read = provider_named(library, provider)
    there = {row.id: row for row in read.visits}
    words = [word for word in (visit, *numbers) if word is not None]
    if visit is not None and any(visit.lower() == action.area.lower() for _, _, action in _open(there.values())):
        what = f"{shown(visit)} is no visit: a visit is named first, then the number of the action."
        raise click.BadParameter(f"{what} {_meant(read, words, given)}", param_hint="VISIT")
    visit = visit_meant(read.slug, visit, list(there)) if visit is not None else None
    if visit is None or not numbers:
        _list_open(read.slug, [there[visit]] if visit else list(read.visits))
        return
    actions = _actions(there[visit])
    wrong = next((word for word in numbers if not (word.isdecimal() and 1 <= int(word[:6]) <= len(actions))), None)
    if wrong is not None:
        numbered = f"{count(len(actions), 'action')}, by number, and no {shown(wrong)}" if actions else "no actions"
        raise click.BadParameter(f"{visit} has {numbered}. {_meant(read, words, given)}", param_hint="NUMBER")
    chosen = [int(word) for word in numbers]
    done = next((number for number in chosen if actions[number - 1].done is not None), None)
    if done is not None:
        was = actions[done - 1].done
        raise click.UsageError(f"Action {done} is closed already, on {day_in_words(was) if was else 'some day'}.")
    name = there[visit].document.file
    order = keys_at(Visit, ("improvement_plan", 0))
    try:
        file = editable(name)
        for number in chosen:
            file = file.put(("improvement_plan", number - 1, "done"), day.isoformat(), order=order)
    except CannotEdit as error:
        raise click.ClickException(f"{name}: {error}") from None
    save({name: file}, library)
    for number in chosen:
        click.echo(f"Closed on {day_in_words(day)}: {actions[number - 1].area}: {shown(actions[number - 1].action)}.")


def visit_meant(slug: str, given: str, visits: list[str]) -> str:
    """The visit that a short form means: its day, or the day and the framework, where only one begins so."""
    if day := day_as_typed(given):
        raise click.BadParameter(f"{shown(given)} is no visit. Write its day as {day}.", param_hint="VISIT")
    name = given.removesuffix(".yml").rpartition("/")[2]
    begun = [visit for visit in visits if visit == name] or [
        visit for visit in visits if f"{visit}-".startswith(f"{name}-")
    ]
    if len(begun) == 1:
        return begun[0]
    if begun:
        raise click.BadParameter(
            f"{shown(given)} may be {' or '.join(map(shown, begun))}. Say which.", param_hint="VISIT"
        )
    raise click.BadParameter(f"{slug} has no visit {shown(given)}. {did_you_mean(name, visits)}", param_hint="VISIT")


def _actions(visit: ReadVisit) -> tuple[Action, ...]:
    """The actions of a visit's plan; where one of them cannot be read, the command ends, and tells where to look."""
    if any(path[0] == "improvement_plan" for path in visit.reading.mended):
        raise click.ClickException(f"{visit.document.file}: the plan has problems, which `apdir check` tells.")
    return visit.reading.record.improvement_plan if visit.reading.record is not None else ()


def _open(visits: Iterable[ReadVisit]) -> Iterator[tuple[str, int, Action]]:
    """The open actions, each with its visit and its number there."""
    for visit in visits:
        for number, action in enumerate(_actions(visit), 1):
            if action.done is None:
                yield visit.id, number, action


def _meant(read: ReadProvider, words: Sequence[str], day: date | None) -> str:
    """The command that closes the open action that was meant, as it is typed, or the one that lists them all.

    ``words`` are what was given: a visit, a number, a requirement.
    """
    rows = list(_open(read.visits))
    said = {word.lower() for word in words}
    of_area = [row for row in rows if row[2].area.lower() in said]
    found = of_area or [row for row in rows if str(row[1]) in said]
    if len(found) != 1:
        return f"`apdir close {read.slug}` lists the open actions with their numbers."
    [(visit, number, _)] = found
    on = ["--on", day.isoformat()] if day is not None else []
    return f"Did you mean: {typed_rightly(['close', read.slug, visit, str(number), *on])}"


def _list_open(provider: str, visits: list[ReadVisit]) -> None:
    first = None
    for visit, number, action in _open(visits):
        first = first or f"{visit} {number}"
        click.echo(f"{visit} {number}  {_told(action)}")
    if first is not None:
        click.echo(f"Close one by its visit and number, such as `apdir close {provider} {first}`.", err=True)
    else:
        click.echo(f'No action is open. To close the listing itself: apdir status {provider} closed --notice "…"')


def _told(action: Action) -> str:
    due = f", by {day_in_words(action.by)}" if action.by else ""
    late = " (overdue)" if action.by and not action.done and action.by < today() else ""
    return f"{action.area}: {shown(action.action)}{due}{late}"


@click.command()
@shared
@click.argument("provider", shell_complete=folders)
@click.argument("to", metavar="STATUS", type=click.Choice(["listed", "suspended", "withdrawn", "closed"]))
@click.option("--notice", metavar="TEXT", type=Words(), help="What schools are told; needed unless it is listed again.")
@click.option("--reason", metavar="TEXT", type=Words(), help="Why, for officers only.")
@click.option("--on", "day", type=Day(), help="The date it starts.  [default: today, or the date in the record]")
def status(provider: str, to: str, notice: str | None, reason: str | None, day: date | None) -> None:
    """Suspend, withdraw or close a listing, or list it again.

    The page stays, with the notice on top, so that a school that uses the provider finds out. When it is listed
    again, the notice and its date are removed; what only officers see stays until somebody removes it.

    \b
    Examples:
      apdir status riverside-learning suspended --notice "Placements are paused while new premises are checked."
      apdir status riverside-learning listed
    """
    library = whole(read_library(repository()))
    dated, day = day is not None, not_ahead(day)
    read = provider_named(library, provider)
    record = read.reading.record if read.reading else None
    name = f"providers/{read.slug}/provider.md"
    if to != "listed" and not notice:
        raise click.UsageError(f"Say with --notice what schools are told of a provider that is {to}.")
    for option, given in (("--notice", notice is not None), ("--on", dated)):
        if to == "listed" and given:
            raise click.UsageError(
                f"A provider that is listed has no notice and no day: leave {option} out. What schools are told of it "
                "is its description."
            )
    if not dated and record is not None and record.status == to and record.status_date is not None:
        day = record.status_date
    order = keys_at(Provider)
    try:
        file = editable(name).put(("status",), to)
        if to == "listed":
            for field in ("status_date", "public_notice"):
                file = file.drop((field,)) if field in file.data else file
        else:
            file = file.put(("status_date",), day.isoformat(), order=order)
            file = file.put(("public_notice",), notice, order=order)
        if reason:
            file = file.put(("private_reason",), reason, order=order)
    except CannotEdit as error:
        raise click.ClickException(f"{name}: {error}") from None
    if not save({name: file}, library):
        return
    told = f"{read.name or read.slug} is {to}"
    if to == "listed":
        click.echo(f"{told} again: the notice is gone from its page.")
        if record is not None and record.private_reason:
            click.echo("What only officers see still gives the reason: take `private_reason` out when it is past.")
    else:
        click.echo(f"{told} from {day_in_words(day)}. Schools read: {shown(notice or '')}")
        if record is not None and record.private_reason and record.status != to and not reason:
            click.echo(
                f"What only officers see still gives the reason why it was {record.status}: give the new one with "
                "--reason, or take `private_reason` out."
            )
    click.echo("`apdir changes` tells what that changes on the site.")
