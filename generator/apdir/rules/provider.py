"""Rules on a provider's record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from apdir.lookalike import mixed_word
from apdir.model.known_words import meaning
from apdir.model.offer import Hours, Offer
from apdir.model.provider import Contact, Provider, Site
from apdir.model.reading import overlap
from apdir.model.registration import REPORT_CARD_GRADES, Registration
from apdir.model.search_words import SearchWords
from apdir.problems import nearest, quoted, shown
from apdir.rules import evidence
from apdir.rules import place as place_rules
from apdir.rules.finding import Context, Finding, in_order, not_after, times_in_order
from apdir.source import FieldPath

#: Not names, and maybe values elsewhere.
NO_NAMES = frozenset(("unknown", "not known", "test", "name"))


def check(provider: Provider, context: Context) -> Iterator[Finding]:
    """Every finding on a provider's own record."""
    yield from names_can_be_read(provider)
    yield from words_are_known(provider, context)
    yield from days_have_come(provider, context)
    yield from status_is_explained(provider)
    yield from registration_is_whole(provider.registration)
    yield from contact_can_be_reached(provider.contact)
    yield from offer_says_for_whom(provider.offer)
    yield from times_are_in_order(provider)
    yield from sites_are_told_apart(provider.sites)
    yield from lists_are_named_once(provider)
    yield from evidence.check(provider.evidence, context)
    yield from place_rules.check(provider, context)
    yield from grades_are_of_one_framework(provider)
    yield from parts_agree(provider)


def names_can_be_read(provider: Provider) -> Iterator[Finding]:
    """A provider's and a site's name has letters or digits, and no word in the letters of two alphabets."""
    names: list[tuple[FieldPath, str]] = [(("name",), provider.name)]
    names += [(("sites", index, "name"), site.name) for index, site in enumerate(provider.sites)]
    for path, name in names:
        mixed = mixed_word(name)
        if not any(sign.isalnum() for sign in name):
            yield Finding(path, "This name has no letter or digit.", "Write what it is called.", "name")
        elif name.strip(" .?[]()").casefold() in NO_NAMES:
            yield Finding(path, "This is no name yet.", "Write what it is called.", "name")
        elif mixed is not None:
            message = f"{shown(mixed)} is written in the letters of two alphabets, so it can be taken for another name."
            yield Finding(path, message, "Type it again in plain letters.", "name")


def words_are_known(provider: Provider, context: Context) -> Iterator[Finding]:
    """Types, needs, areas and procurement lists are words that settings.yml lists, so that lists and filters agree."""
    vocabulary = context.settings.vocabulary
    lists: list[tuple[FieldPath, Iterable[str], str]] = [
        (("type",), [provider.type], "types"),
        (("offer", "needs"), provider.offer.needs, "needs"),
        (("serves",), provider.serves, "areas"),
    ]
    if vocabulary.lists:
        lists += [(("lists", index, "name"), [entry.name], "lists") for index, entry in enumerate(provider.lists)]
    for path, values, name in lists:
        if not any(overlap(("vocabulary", name), done) for done in context.mended):
            known = getattr(vocabulary, name)
            yield from _listed(path, values, known, name, context.settings.words, single=path[-1] in ("type", "name"))


def _listed(
    path: FieldPath,
    values: Iterable[str],
    known: tuple[str, ...],
    name: str,
    own: tuple[SearchWords, ...],
    *,
    single: bool,
) -> Iterator[Finding]:
    words = {word.lower() for word in known}
    values = list(values)
    parts: set[int] = set()
    for index, value in enumerate(values):
        if value.lower() in words or index in parts:
            continue
        at = path if single else (*path, index)
        whole = next((word for word in known if _is_parted(word, values[index:])), None)
        if whole is not None:
            parts |= set(range(index, index + whole.count(",") + 1))
            message = f"The words `{whole}` have a comma in them, and so were read as several."
            yield Finding(at, message, f'Put them in quotes: `"{whole}"`.', "unknown word")
            continue
        near = meaning(value, known, own) or nearest(value, known)
        meant = f"Did you mean `{near}`? " if near else ""
        yield Finding(
            at,
            f"`{value}` is not among this directory's {name}.",
            f"{meant}Use one of: {quoted(known)}. A new one is added in settings.yml, under vocabulary.{name}.",
            "unknown word",
        )


def _is_parted(word: str, values: Sequence[str]) -> bool:
    """Whether values begin with the parts of a word that has commas in it."""
    pieces = [" ".join(piece.split()).lower() for piece in word.split(",")]
    return len(pieces) > 1 and [value.lower() for value in values[: len(pieces)]] == pieces


def days_have_come(provider: Provider, context: Context) -> Iterator[Finding]:
    """Days on which something happened do not lie in the future."""
    today = context.today
    yield from not_after(("checked", "date"), provider.checked.date, today, "The day of checking")
    yield from not_after(("status_date",), provider.status_date, today, "The day of the status")
    registration = provider.registration
    yield from not_after(("registration", "gias_checked"), registration.gias_checked, today, "The day of looking it up")
    for index, inspection in enumerate(registration.ofsted):
        yield from not_after(
            ("registration", "ofsted", index, "date"), inspection.date, today, "The day of the inspection"
        )
    if registration.figures is not None:
        yield from not_after(
            ("registration", "figures", "as_at"), registration.figures.as_at, today, "The day of the figures"
        )
    if provider.offer.vacancies is not None:
        yield from not_after(
            ("offer", "vacancies", "as_at"), provider.offer.vacancies.as_at, today, "The day of the vacancies"
        )
    for index, entry in enumerate(provider.lists):
        yield from not_after(("lists", index, "since"), entry.since, today, "The day from which it is on the list")
    if provider.dates is not None:
        for name in type(provider.dates).model_fields:
            if name != "public_liability_expires":
                yield from not_after(("dates", name), getattr(provider.dates, name), today, "This day")


def status_is_explained(provider: Provider) -> Iterator[Finding]:
    """Where an entry is not to be used, schools are told since when and why."""
    missing = [name for name in ("status_date", "public_notice") if getattr(provider, name) is None]
    if provider.status != "listed" and missing:
        yield Finding(
            ("status",),
            f"A provider that is {provider.status} needs {_names(missing)}.",
            "Say since when, and what schools are to be told.",
            "missing field",
            rests_on=(("status_date",), ("public_notice",)),
        )
    if provider.status == "listed":
        for name in ("status_date", "public_notice"):
            if getattr(provider, name) is not None:
                yield Finding(
                    (name,),
                    f"A provider that is listed has no `{name}`.",
                    "Take it out, or change `status`. What schools are told of a listed provider is its description.",
                    "listed",
                    key=True,
                    rests_on=(("status",),),
                )


def registration_is_whole(registration: Registration) -> Iterator[Finding]:
    """A registered school has its numbers, an unregistered provider has none; an inspection has a result."""
    path: FieldPath = ("registration", "status")
    numbers: tuple[FieldPath, ...] = (("registration", "urn"), ("registration", "dfe_number"))
    missing = [name for name in ("urn", "dfe_number") if getattr(registration, name) is None]
    if registration.status == "registered" and missing:
        yield Finding(
            path,
            f"A registered school needs {_names(missing)}.",
            "Look it up in Get Information about Schools and add it.",
            "missing field",
            rests_on=numbers,
        )
    if registration.status == "unregistered" and len(missing) < 2:
        yield Finding(
            path,
            "An unregistered provider cannot have a URN or DfE number.",
            "Write `status: registered`, or take the numbers out.",
            "registration",
            rests_on=numbers,
        )
    for index, inspection in enumerate(registration.ofsted):
        at: FieldPath = ("registration", "ofsted", index)
        if inspection.outcome is None and not inspection.areas:
            yield Finding(
                at,
                "This inspection has no result.",
                "Give `outcome` (old framework) or `areas` (report card).",
                "missing field",
                rests_on=((*at, "outcome"), (*at, "areas")),
            )


def contact_can_be_reached(contact: Contact) -> Iterator[Finding]:
    """There is one way at least to get in touch."""
    ways = ("phone", "email", "website")
    if not any(getattr(contact, way) for way in ways):
        yield Finding(
            ("contact",),
            "There is no way to reach this contact.",
            "Add `phone`, `email` or `website`.",
            "missing field",
            rests_on=tuple(("contact", way) for way in ways),
        )


def offer_says_for_whom(offer: Offer) -> Iterator[Finding]:
    """An offer says whom it takes and where it happens."""
    if not offer.key_stages and offer.ages is None:
        yield Finding(
            ("offer",),
            "The offer does not say for whom it is.",
            "Add `key_stages`, such as [KS3, KS4], or `ages`.",
            "missing field",
            rests_on=(("offer", "key_stages"), ("offer", "ages")),
        )
    if not offer.delivery:
        yield Finding(
            ("offer", "delivery"),
            "The offer does not say where it happens.",
            "Add `delivery`, such as [on site].",
            "missing field",
        )


def times_are_in_order(provider: Provider) -> Iterator[Finding]:
    """A day ends after it starts, and the oldest pupil is older than the youngest."""
    hours: list[tuple[FieldPath, Hours | None]] = [(("offer", "hours"), provider.offer.hours)]
    hours += [(("sites", index, "hours"), site.hours) for index, site in enumerate(provider.sites)]
    for path, day in hours:
        if day is not None:
            yield from times_in_order(path, "The day ends before it starts.", day.start, day.end)
    ages = provider.offer.ages
    if ages is not None:
        right = ages.youngest <= ages.oldest
        yield from in_order(("offer", "ages"), "These ages cannot be right.", right=right)


def sites_are_told_apart(sites: tuple[Site, ...]) -> Iterator[Finding]:
    """Each site has an id of its own."""
    seen: set[str] = set()
    for index, site in enumerate(sites):
        if site.id in seen:
            yield Finding(
                ("sites", index, "id"),
                f"Another site has the id `{site.id}` already.",
                "Give each site an id of its own.",
                "duplicate id",
            )
        seen.add(site.id)


def lists_are_named_once(provider: Provider) -> Iterator[Finding]:
    """No lot of a procurement list is named twice, nor a list without one."""
    seen: set[tuple[str, str]] = set()
    for index, entry in enumerate(provider.lists):
        key = (entry.name.casefold(), (entry.lot or "").casefold())
        if key in seen:
            yield Finding(
                ("lists", index),
                "This list is named before, with the same lot.",
                "Take one of the two out, or give each its own lot.",
                "list twice",
            )
        seen.add(key)


def _names(fields: Iterable[str]) -> str:
    return " and ".join(f"`{name}`" for name in fields)


def grades_are_of_one_framework(provider: Provider) -> Iterator[Finding]:
    """A report card's grades and the older words cannot be compared, so no inspection mixes them."""
    for index, inspection in enumerate(provider.registration.ofsted):
        path: FieldPath = ("registration", "ofsted", index)
        new = {grade for grade in inspection.areas.values() if grade in REPORT_CARD_GRADES}
        old = set(inspection.areas.values()) - new
        if new and (old or inspection.outcome):
            yield Finding(
                (*path, "areas"),
                "Grades of a report card stand beside grades of an older framework.",
                "Record the two inspections apart; nothing converts one into the other.",
                "mixed grades",
                key=True,
            )
        elif inspection.outcome is not None and inspection.framework.lower().startswith("report card"):
            yield Finding(
                (*path, "outcome"),
                "A report card gives no overall grade, so this is another inspection's.",
                "Give the grade of each area under `areas`, or correct `framework`.",
                "mixed grades",
            )


def parts_agree(provider: Provider) -> Iterator[Finding]:
    """Figures and names that are given twice agree."""
    offer = provider.offer
    if offer.vacancies is not None and offer.capacity is not None and offer.vacancies.number > offer.capacity:
        yield Finding(
            ("offer", "vacancies", "number"),
            f"There are {offer.vacancies.number} vacancies and only {offer.capacity} places.",
            "Check `vacancies` and `capacity`.",
            "figures",
        )
    names = {programme.name for programme in offer.programmes}
    for place, site in enumerate(provider.sites):
        for index, name in enumerate(site.programmes):
            if name not in names:
                near = nearest(name, names)
                yield Finding(
                    ("sites", place, "programmes", index),
                    f"`{name}` is not among the programmes of the offer.",
                    f"Did you mean `{near}`?" if near else "Add it to offer.programmes.",
                    "unknown id",
                )
    figures = provider.registration.figures
    if figures is not None:
        for name in ("full_time_ehcp", "full_time_looked_after"):
            part, whole = getattr(figures, name), figures.compulsory_age_full_time
            if part > whole:
                yield Finding(
                    ("registration", "figures", name),
                    f"This counts {part} of only {whole} full-time pupils.",
                    "It is a part of `compulsory_age_full_time` and cannot be more.",
                    "figures",
                )
