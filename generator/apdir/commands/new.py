"""`apdir new`: a record with every field in place, ready to be filled in."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import BinaryIO

import click

from apdir.blank import provider_text, visit_text
from apdir.commands.completion import frameworks
from apdir.commands.completion import providers as folders
from apdir.commands.edits import WITH_ZERO, begin, provider_folder, tell_planned
from apdir.commands.framework import new_framework
from apdir.commands.limit import in_good_time
from apdir.commands.options import Day, repository, shared, tell_rest, today
from apdir.days import day_in_words
from apdir.directory import ReadVisit, planned_for, planned_values, read_provider, same_day
from apdir.issue import questions, record_from
from apdir.library import Library, read_library
from apdir.model.described import keys_at
from apdir.model.visit import RECORDED, Visit
from apdir.names import slug_of, visit_name
from apdir.pages.views import words
from apdir.problems import did_you_mean, outside_records, shown
from apdir.rules.person import mail_of_a_person
from apdir.source.document import dotted
from apdir.source.edit import Editable

#: Which option says a field of a provider, and of a visit.
OPTIONS = {
    "name": "NAME", "type": "--type", "registration.status": "--registration", "registration.urn": "--urn",
    "registration.dfe_number": "--dfe-number", "contact.role": "--role", "contact.phone": "--phone",
    "contact.email": "--email", "contact.website": "--website", "offer.key_stages": "--key-stage",
    "offer.needs": "--need", "offer.delivery": "--delivery", "serves": "--serves", "checked.date": "--checked",
    "checked.by": "--checked-by",
}  # fmt: skip
OF_VISITS = {
    "date": "--date", "kind": "--kind", "site": "--site", "state": "--state",
    "visited_by[1].organisation": "--organisation", "visited_by[1].role": "--role", "notice.given": "--notice",
    "notice.period.to": "--until",
}  # fmt: skip

#: The most of an issue that is read: a code host keeps 65,536 characters of four bytes at most.
MOST = 262_144


@click.group()
def new() -> None:
    """Begin a provider's or a visit's record, or a framework of your own.

    \b
    Examples:
      apdir new provider "Riverside Learning" --type "vocational centre"
      apdir new visit riverside-learning --framework coastshire --date 2026-11-20
      apdir new framework coastshire
    """


new.add_command(new_framework)


@new.command("provider", short_help="Begin a provider's record.")
@shared
@click.argument("name", required=False)
@click.option("--type", "type_", metavar="WORDS", help="The type of provider, as settings.yml lists them.")
@click.option(
    "--registration",
    type=click.Choice(["registered", "unregistered"]),
    help="Whether it is a registered school.",
)
@click.option("--urn", help="For a registered school: six digits.")
@click.option("--dfe-number", help="For a registered school, such as 830/1102.")
@click.option("--role", help="The office to ask for; never a person's name.")
@click.option("--phone", help="Its telephone number.")
@click.option("--email", help="Its email address.")
@click.option("--website", help="Its website.")
@click.option("--key-stage", "key_stages", multiple=True, metavar="KS", help="Repeat for each: KS3, KS4 …")
@click.option("--need", "needs", multiple=True, metavar="WORDS", help="Repeat for each, as settings.yml lists them.")
@click.option("--delivery", multiple=True, metavar="WORDS", help="Repeat for each: on site, outreach, online …")
@click.option("--serves", multiple=True, metavar="AREA", help="Repeat for each area, as settings.yml lists them.")
@click.option("--from-issue", "issue", type=click.File("rb"), metavar="FILE|-",
              help="The body of an issue made with the form “Suggest a provider”; answers are text.")  # fmt: skip
@click.option("--checked", type=Day(), help="The day on which someone confirmed these details.")
@click.option("--checked-by", metavar="ROLE", help="Which role confirmed them; never a name.")
@in_good_time
def new_provider(name: str | None, type_: str | None, issue: BinaryIO | None, **known: object) -> None:
    """Begin a provider's record in providers/<folder>/provider.md.

    What is not given stays empty, and is told: nobody has confirmed the facts until --checked and --checked-by, or
    the record, say so.

    \b
    Examples:
      apdir new provider --from-issue issue.md
      apdir new provider "Riverside Learning" --type "vocational centre" \\
        --role "Placements office" --phone "01632 960123" --key-stage KS4 --delivery "on site"
    """
    root = repository()
    library = read_library(root)
    text, said = None, OPTIONS
    if issue is not None:
        if name or type_:
            raise click.UsageError("With --from-issue, the issue says everything: leave the rest out.")
        name, text = _from_issue(issue, library)
        said = {dotted(question.path): question.label for question in questions(library.settings)}
    if name is None:
        raise click.UsageError('Name the provider, such as: apdir new provider "Riverside Learning".')
    slug = slug_of(name)
    if not slug:
        raise click.BadParameter(f"`{name}` has no letters to make a folder's name of.", param_hint="NAME")
    file = f"providers/{slug}/provider.md"
    if (root / file).parent.exists():
        raise click.UsageError(
            f"providers/{slug} is there already. Give the new provider another name, or edit that one."
        )
    text = text or provider_text(name, {"type": type_, **known})
    missing = begin(file, Editable(text, markdown=True), library, said)
    click.echo(f"Wrote {file}.")
    for note in mail_of_a_person(read_provider(root, slug, library)):
        click.echo(f"To look at: {said.get(note.field, note.field)}: {note.message} {note.hint}")
    tell_rest(missing)


@new.command("visit", short_help="Begin a visit, with every requirement unanswered.")
@shared
@click.argument("provider", shell_complete=folders)
@click.option("--framework", metavar="ID", shell_complete=frameworks, help="The framework's id, such as coastshire.")
@click.option("--date", "day", type=Day(), help="The day of the visit.  [default: today]")
@click.option("--kind", help="The kind of visit, where the framework has several.  [default: its first]")
@click.option("--site", help="The id of the site visited, where the provider has several.")
@click.option(
    "--state",
    type=click.Choice(["planned", *RECORDED]),
    default="draft",
    show_default=True,
    help="What stage the record has reached. Only a final visit counts, and is public. A planned one is still to come.",
)
@click.option("--until", type=Day(), help="Of a planned visit: the last day on which it may come, where it is open.")
@click.option("--notice", type=Day(), help="The day on which notice was given.")
@click.option("--organisation", help="Who visited, as settings.yml names it: the council.")
@click.option("--role", help="The visitor's role; never a name.")
def new_visit(
    provider: str,
    framework: str | None,
    day: date | None,
    until: date | None,
    notice: date | None,
    **known: str | None,
) -> None:
    """Begin a visit's record, with every requirement of the framework, unanswered; or plan a visit.

    \b
    Examples:
      apdir new visit riverside-learning --framework coastshire --date 2026-11-20
      apdir new visit riverside-learning --framework coastshire --kind visit --site main
      apdir new visit riverside-learning --framework coastshire --state planned --date 2027-01-11 --until 2027-01-15
    """
    root = repository()
    library = read_library(root)
    provider = provider_folder(provider)
    if known["state"] == "final":
        raise click.BadParameter(
            "A visit that is begun has nothing in it yet, and a final one is public. Write it as a draft, fill it in, "
            "then set `state: final`.",
            param_hint="--state",
        )
    if framework is None or framework not in library.frameworks:
        said = "Name the framework" if framework is None else f"There is no framework `{framework}`"
        raise click.BadParameter(f"{said}: {', '.join(library.frameworks)}.", param_hint="--framework")
    planned = known["state"] == "planned"
    if planned and day is None:
        raise click.UsageError("Say with --date for which day the visit is planned.")
    if until is not None and not planned:
        raise click.UsageError("--until is for a visit that is planned: add --state planned, or leave it out.")
    dated, day = day, day or today()
    if day > today() and not planned:
        raise click.BadParameter(
            f"{day.isoformat()} lies in the future; today is {today().isoformat()}. To plan a visit, add "
            "--state planned.",
            param_hint="--date",
        )
    version = library.on(framework, day)
    if version is None:
        first = library.frameworks[framework][0].in_force.start
        raise click.BadParameter(f"No version of `{framework}` was in force then; the earliest holds from {first}.",
                                 param_hint="--date")  # fmt: skip
    kind = known.get("kind") or version.kinds[0].id
    if kind not in version.kind:
        raise click.BadParameter(
            f"{shown(kind)} is not a kind of visit of `{framework}`. {did_you_mean(kind, version.kind)}",
            param_hint="--kind",
        )
    read = read_provider(root, provider, library)
    record = read.reading.record if read.reading else None
    sites = [site.id for site in record.sites] if record else []
    site = known.get("site")
    if site is not None and site not in sites:
        hint = did_you_mean(site, sites) if sites else "Leave --site out: it has none."
        raise click.BadParameter(f"The provider has no site {shown(site)}. {hint}", param_hint="--site")
    plan = None if planned else planned_for(read, version.id, kind, site, day)
    if plan is not None and plan.reading.record is not None and site is None:
        site = known["site"] = plan.reading.record.site
    others = [other for other in same_day(read, version.id, day) if plan is None or other[0] != plan.id]
    # The only site tells no visit from another.
    name = visit_name(version.id, day, kind, site if len(sites) > 1 else None, others)
    if name is None:
        there = ", ".join(f"providers/{provider}/visits/{other}.yml" for other, *_ in others)
        apart = [*(["--kind"] if len(version.kinds) > 1 else ()), *(["--site"] if len(sites) > 1 else ())]
        another = (
            f" Is this another one? Then say what tells it apart with {' or '.join(apart)}. If it is the same, edit"
            if apart
            else " Nothing would tell another one apart, so edit"
        )
        raise click.UsageError(f"A visit of that day is there already: {there}.{another} that record.")
    if site is None and record is not None and len(sites) > 1:
        named = ", ".join(f"{one.id} ({one.name})" for one in record.sites)
        raise click.UsageError(f"The provider has several sites: {named}. Say which was visited with --site.")
    stays = plan is not None and plan.reading.record is not None and plan.reading.record.date == day
    name = plan.id if plan is not None and stays else name
    file = f"providers/{provider}/visits/{name}.yml"
    told = {"kind": kind, "until": until and until.isoformat(), "notice": notice and notice.isoformat()}
    made = Editable(visit_text(version, day, known | told))
    if plan is not None:
        made = _as_planned(made, plan, known)
        made = replace(made, was=Editable.of(root / file).text) if stays else made
    problems = begin(file, made, library, OF_VISITS)
    click.echo(f"Wrote {file}, which was the plan of this visit." if stays else f"Wrote {file}.")
    tell_planned(read_provider(root, provider, library), name)
    assumed = {"--date": f"the day ({day_in_words(day)})"} if dated is None else {}
    assumed |= {"--kind": f"the kind ({kind})"} if known.get("kind") is None and len(version.kinds) > 1 else {}
    if assumed:
        click.echo(
            f"Not given, so assumed: {', '.join(assumed.values())}. If that is wrong, delete the file, and say it with "
            f"{' or '.join(assumed)}."
        )
    if problems:
        tell_rest(problems)
    elif planned:
        click.echo("It is planned: it counts for nothing, and is not public. Officers see it among what needs doing.")
    else:
        click.echo(
            f"It is a {known['state']}: it counts for nothing, and is not public, until somebody sets `state: final`."
            if known["state"] == "draft"
            else f"Its state is {known['state']}: it counts, and is public, only once somebody sets `state: final`."
        )
    asked = version.looked_at.get(kind, version.requirements)
    if not (problems or planned) and asked:
        number = f"{len(asked)} {version.words.requirements}"
        outcome = ["the outcome"] if version.outcomes and version.decides(kind) else []
        left = words([number, *outcome, *([] if made.data.get("visited_by") else ["who visited"])])
        click.echo(f"Nothing is answered yet: {left}. Fill the file in, and run `apdir check`.")


def _as_planned(made: Editable, plan: ReadVisit, known: Mapping[str, str | None]) -> Editable:
    """The visit's record with all that its plan says beside the day, and who goes unless that is given."""
    for key, value in planned_values(plan):
        if not (key == "visited_by" and (known.get("organisation") or known.get("role"))):
            made = made.put((key,), value, order=keys_at(Visit))
    return made


def _from_issue(issue: BinaryIO, library: Library) -> tuple[str, str]:
    """The name and record that an issue's answers make. Where one cannot be taken, the command ends with 1."""
    body = issue.read(MOST + 1).decode("utf-8", "replace")
    if len(body) > MOST:
        raise click.ClickException(f"This issue has more than {MOST:,} characters, which no code host's has.")
    name, text, problems = record_from(body, library.settings)
    if text is None:
        for problem in problems:
            field = f"{problem.field}: " if problem.field else ""
            click.echo(f"{field}{problem.message} {outside_records(problem.hint, WITH_ZERO)}")
        click.echo("No record was made.", err=True)
        sys.exit(1)
    return name, text
