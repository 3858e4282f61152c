"""Providers side by side, and the shortlist: pages that a script fills with what the reader chose."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from apdir.model.described import described
from apdir.model.fields import Edition
from apdir.model.offer import Offer
from apdir.pages import links, views
from apdir.pages.card import FullCard, VisitInBrief
from apdir.pages.columns import Index, points_of, sites_of
from apdir.pages.forms import VisitForm, to_visit, visit_forms
from apdir.pages.page import Page, Site
from apdir.pages.tally import SIGNS
from apdir.summary.statuses import LABELS

#: The most providers side by side.
MOST = 4


#: A line of the comparison: text, or text with the sign before it; with the sign `DETAIL`, one that a phone folds.
Line = str | tuple[str, str]
DETAIL = "detail"
#: Stands in a line for what a directory says to whoever would place a pupil: no card knows whom it is to ask.
ASK = "\x1d"


def _standing(card: FullCard) -> tuple[Line, ...]:
    label = f"{card.standing_label} on {views.day(card.since)}" if card.since else card.standing_label
    warning: tuple[Line, ...] = ()
    if card.warning is not None and card.warning_sign is not None:
        warning = ((card.warning_sign, card.warning), card.warning_on or "")
    ending: tuple[Line, ...] = (("lapsed", card.ending),) if card.ending else ()
    return (
        *warning,
        (card.standing, label),
        *ending,
        card.notice or "",
        ASK if card.ask else "",
        (DETAIL, card.reason),
    )


def _days(card: FullCard) -> tuple[str, ...]:
    return tuple(filter(None, (views.weekdays(card.days) if card.days else "", *(card.by_site or (card.hours or "",)))))


def _free(card: FullCard) -> tuple[str, ...]:
    if not card.open:
        return (views.NO_REFERRALS,)
    if card.vacancies is None or card.vacancies_as_at is None:
        return (f"{card.capacity} at a time",) if card.capacity is not None else ()
    of = f" of {card.capacity}" if card.capacity is not None else ""
    return (f"{card.vacancies}{of}, on {views.day(card.vacancies_as_at)}",)


def _prices(card: FullCard) -> tuple[Line, ...]:
    """Its prices, first what a day of attendance costs."""
    if card.price_estimated:
        estimate = f"{views.capital(card.price or '')}, our estimate: {card.price_of}"
        return (estimate, *((DETAIL, price) for price in card.prices))
    first, more = card.prices[:1], tuple((DETAIL, price) for price in card.prices[1:])
    return (*first, *more, views.NO_DAY_PRICE) if card.prices and card.price_day is None else (*first, *more)


def _visit(visit: VisitInBrief) -> tuple[Line, ...]:
    by = f" by {views.words(visit.organisations)}" if visit.organisations else ""
    result = (visit.sign, visit.result)
    site = f"{visit.site} only" if visit.site else ""
    found = visit.detail or visit.found or ""
    return (f"{views.day(visit.date)}{by}", (DETAIL, visit.framework), site, result, (DETAIL, found))


def _counted(card: FullCard) -> tuple[Line, ...]:
    if card.counted is None:
        # A standing outlives the time for which the visit itself is published.
        never = card.standing == "never visited"
        return (LABELS[card.standing] if never else "No longer published",)
    if card.status != "listed":
        return (
            f"{LABELS[card.standing]} whatever a visit found. The latest visit that decided:",
            *_visit(card.counted),
        )
    return _visit(card.counted)


def _visited(card: FullCard) -> tuple[Line, ...]:
    if card.visited is None:
        return ("No published visit",)
    day, *more = _visit(card.visited)
    site = f"{card.visited.site} only" if card.visited.site else ""
    same = card.counted is not None and card.counted.path == card.visited.path
    result = (card.visited.sign, card.visited.result)
    gives = "The approval status is based on this visit" if card.status == "listed" else "The latest visit that decided"
    return (day, site, result, (DETAIL, gives)) if same else (day, *more)


def _actions(card: FullCard) -> tuple[Line, ...]:
    late: tuple[Line, ...] = (("overdue", card.overdue),) if card.overdue else ()
    done = f"{card.done} done" if card.done and (card.overdue or card.still_open) else ""
    first, more = card.overdue_of[:1], card.overdue_of[1:]
    return (*late, *first, *((DETAIL, name) for name in more), card.still_open, *card.uncounted, (DETAIL, done))


def _more(at: int) -> Callable[[FullCard], tuple[Line, ...]]:
    """The line of one of the fields that are told by their labels."""
    return lambda card: (card.more[at],)


LAST = "Last visited"
#: Rows in the order in which a school asks: the term, and the lines of one provider.
ROWS: dict[str, Callable[[FullCard], tuple[Line, ...]]] = {
    "Approval status": _standing,
    LAST: _visited,
    "Agreed improvements": _actions,
    "Registered school": lambda card: ("Yes" if card.registered else "No (non-school)",),
    "For": lambda card: (card.stages,),
    "Days and hours": _days,
    "Places free": _free,
    "Price": _prices,
    "Needs": lambda card: (views.capital(", ".join(card.needs)),),
    "Subjects": lambda card: (views.capital(", ".join(card.subjects)),),
    "Programmes": lambda card: card.programmes,
    "Teaching": lambda card: (views.delivery(card.delivery),),
    "Length of placement": lambda card: card.lengths,
    "Where": lambda card: (views.capital(card.place),),
    "Takes pupils from": lambda card: (", ".join(card.areas),),
    **{
        field.label: _more(at)
        for at, field in enumerate(field for field in described(Offer) if field.labelled and field.public)
    },
    "Visit that the approval status is based on": _counted,
    "Details confirmed": lambda card: (
        ("lapsed", card.stale_told) if card.stale else "",
        f"{views.day(card.checked)}, by {card.checked_by}",
    ),
    "Level of checking": lambda card: (card.level_told,),
    "Procurement lists": lambda card: (card.listed,),
    "Contact": lambda card: card.contact,
}
#: The first row of each group that a phone folds, and the group's heading; what a school decides by comes before them.
GROUPS = {
    "Needs": "Needs and teaching",
    "Where": "Place, travel, access and food",
    "Visit that the approval status is based on": "Checks and contact",
}


def details(card: FullCard, edition: Edition = "public", ask: str = "") -> dict[str, Any]:
    """One provider as the script shows it: `values` has the lines of each of `ROWS`, `places` its public places.

    `sites` has what they are called, and `days` when they are open where they differ; `visit`: a form is offered;
    `plan` has what the rules of a placement turn on.
    ``ask`` is what a directory says to whoever would place a pupil.
    """
    rows = {term: [line for line in read(card) if line and line != (DETAIL, "")] for term, read in ROWS.items()}
    rows["Approval status"] = [ask if line == ASK else line for line in rows["Approval status"] if line != ASK or ask]
    if not card.overdue and not card.still_open:
        nothing = views.ALL_DONE[edition].format(card.done) if card.done else views.NONE_OPEN[edition]
        rows["Agreed improvements"].insert(0, nothing)
    values = list(rows.values())
    places = points_of(card)
    until = {"until": card.until} if card.until else {}
    return (
        {"name": card.name, "values": values, "visit": to_visit(card.standing, edition)}
        | {"plan": _plan(card)}
        | until
        | ({"places": places, "sites": sites_of(card), "days": card.places_open} if places else {})
    )


def details_json(card: FullCard, edition: Edition = "public", ask: str = "") -> bytes:
    """What `details` gives, as JSON."""
    return json.dumps(details(card, edition, ask), ensure_ascii=False, separators=(",", ":")).encode()


def _plan(card: FullCard) -> dict[str, Any]:
    """What a plan takes of a provider, by the names that it gives it; ``closed`` where it is not open to referrals."""
    known = {
        "registered": "yes" if card.registered else "no",
        "open_days": card.days,
        "takes": card.key_stages,
        "closed": "" if card.open else card.standing_label,
    }
    return {name: value for name, value in known.items() if value}


def compare_pages(site: Site, index: Index) -> list[Page]:
    """The page of the comparison and that of the shortlist."""
    shared = {
        "index": index,
        "terms": {term: views.LAST_VISIT[site.edition] if term == LAST else term for term in ROWS},
        "groups": GROUPS,
        "towns": site.settings.places.towns,
        "signs": SIGNS,
        "forms": _forms(site),
        "most": MOST,
        "edit": None,
        "mistake": None,
    }
    return [
        Page(
            path=links.COMPARE,
            title="Compare providers",
            description=f"Two to {MOST} providers of alternative provision side by side, to print for a meeting.",
            content=site.render("compare.html", links.COMPARE, **shared),
        ),
        Page(
            path=links.SHORTLIST,
            title="Shortlist",
            description="The providers that you saved on this device, to print for a meeting.",
            content=site.render("shortlist.html", links.SHORTLIST, **shared),
        ),
    ]


def _forms(site: Site) -> list[VisitForm]:
    """The visit forms that are recommended, or else all."""
    forms = visit_forms(site)
    return [form for form in forms if form.recommended] or forms
