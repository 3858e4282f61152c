"""Facts that prefill a form for one provider, from a record already redacted to its edition."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from apdir.days import day_in_words
from apdir.directory import ProviderRecord
from apdir.edition import UNPUBLISHED
from apdir.forms.form import DATE, PROVIDER, Form
from apdir.model.form_field import says
from apdir.model.provider import Provider
from apdir.model.registration import Ofsted, Registration

#: A fact by its name. Cells of tables are named by row and column, ticks by their labels.
Facts = Mapping[str, str]
YES = "yes"


def facts_of(record: ProviderRecord) -> dict[str, str]:
    """Everything about a provider that a form may ask for, by the names that `Field.fills` uses."""
    found = {name: value for name, value in _facts(record.provider) if value}
    actions = _open_actions(record)
    return {**found, "actions": actions} if actions else found


def _facts(provider: Provider) -> Iterator[tuple[str, str]]:
    yield "name", provider.name
    addresses = [", ".join([*site.address, site.postcode or ""]).strip(", ") for site in provider.sites]
    yield "sites", "\n".join(address for address in addresses if address)
    yield "site", _only_site(provider)
    contact = provider.contact
    yield "contact/0/Name", contact.role
    yield "contact/0/Telephone", contact.phone or ""
    yield "contact/0/Email", contact.email or ""
    yield "contact/0/Website", contact.website or ""
    lead = provider.safeguarding_lead
    if lead is not None:
        yield "safeguarding_lead/0/Name", lead.name or ""
        yield "safeguarding_lead/0/Telephone", lead.phone or ""
        yield "safeguarding_lead/0/Email", lead.email or ""
    registration = provider.registration
    yield "registration.status", registration.status
    yield "registration", _registration(registration)
    yield "registration.dfe_number", registration.dfe_number or ""
    if registration.ofsted:
        yield from _ofsted(max(registration.ofsted, key=lambda report: report.date))
    figures = registration.figures
    if figures is not None:
        if figures.any_ehcp_or_looked_after is not None:
            yield "registration.figures.any_ehcp_or_looked_after", YES if figures.any_ehcp_or_looked_after else "no"
        yield "registration.figures/0/Full-time pupils", _number(figures.full_time_hours)
        yield "registration.figures/0/Part-time pupils", _number(figures.part_time_hours)
    for kind in provider.offer.delivery:
        yield f"offer.delivery/{kind[0].upper()}{kind[1:]}", YES
    for row, programme in enumerate(provider.offer.programmes):
        base = f"offer.programmes/{row}"
        yield f"{base}/Course or programme", programme.name
        yield f"{base}/Expected outcome", programme.outcome or ""
        yield f"{base}/Level", programme.level or ""
    for row, programme in enumerate(programme for programme in provider.offer.programmes if programme.qualification):
        yield f"offer.qualifications/{row}/Qualification", programme.qualification or ""
        yield f"offer.qualifications/{row}/Level", programme.level or ""


def _only_site(provider: Provider) -> str:
    """The name of the site that a visit is to, where there is no doubt: the one public site, or the only one."""
    public = [site.name for site in provider.sites if site.public]
    names = public if len(public) == 1 else [site.name for site in provider.sites]
    return names[0] if len(names) == 1 and names[0] != UNPUBLISHED else ""


def _registration(registration: Registration) -> str:
    """The registration in one line."""
    day = registration.gias_checked
    looked = f"looked up on {day_in_words(day)}" if day else "no look-up in Get Information about Schools is recorded"
    if registration.status == "registered":
        return f"Registered school, URN {registration.urn}, DfE number {registration.dfe_number}; {looked}"
    return f"Unregistered (non-school) provision; {looked}"


def _ofsted(report: Ofsted) -> Iterator[tuple[str, str]]:
    yield "registration.ofsted/date", _day(report.date)
    areas = [f"{area}: {grade}" for area, grade in (report.areas or {}).items()]
    safeguarding = [f"Safeguarding: {report.safeguarding}"] if report.safeguarding else []
    yield "registration.ofsted", report.outcome or "; ".join([*areas, *safeguarding])
    for row, improvement in enumerate(report.improvements):
        yield f"registration.ofsted/{row}/Area for improvement", improvement.area
        yield f"registration.ofsted/{row}/Actions taken towards completing it", improvement.action_taken or ""


def _number(value: object) -> str:
    return "" if value is None else f"{value}"


def _day(day: date) -> str:
    """A day as forms ask for it."""
    return day.strftime("%d/%m/%Y")


def _open_actions(record: ProviderRecord) -> str:
    """A line for each action that is not done; only officers' records hold any."""
    lines = []
    for visit in record.visits:
        for action in visit.visit.improvement_plan:
            if action.done is None and visit.visit.is_final:
                by = f" (by {day_in_words(action.by)})" if action.by else ""
                lines.append(f"{action.area}: {' '.join(action.action.split())}{by}")
    return "\n".join(lines)


def answers(form: Form, facts: Facts, day: date | None) -> dict[str, str]:
    """The form's fields that the facts fill, by name: text, the key of a choice, or the value of a tick.

    Without a ``day`` the date is left for whoever visits: when a form was printed is no day of a visit.
    """
    filled: dict[str, str] = {}
    for field in form.fields:
        value = facts.get(field.fills) if field.fills else None
        if field.name == DATE:
            value = _day(day) if day is not None else None
        elif field.name == PROVIDER:
            value = facts.get("name")
        if value is None:
            continue
        if field.kind == "choice":
            chosen = [option.key for option in field.options if says(option.key, value)]
            if chosen:
                filled[field.name] = chosen[0]
        else:
            filled[field.name] = field.tick if field.kind == "tick" else value
    return filled
