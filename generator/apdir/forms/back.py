"""A filled form taken back as a draft: of which provider and visit it is, and what file the record becomes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from apdir.days import day_in_words
from apdir.directory import ReadProvider, planned_for, planned_values, provider_folders, read_provider, same_day
from apdir.edition import redact_for
from apdir.forms.catalogue import forms_of
from apdir.forms.facts import answers, facts_of
from apdir.forms.filled import Filled
from apdir.forms.form import DATE, PROVIDER, Field, Form
from apdir.forms.html import digest
from apdir.forms.merge import Change, has, kept, merged
from apdir.forms.of_framework import framework_forms
from apdir.forms.record import TWO_ANSWERS, Fault, Reading, record_of, record_text
from apdir.library import Library
from apdir.model.described import keys_at
from apdir.model.framework import Framework
from apdir.model.provider import Site
from apdir.model.visit import Visit
from apdir.names import visit_name
from apdir.problems import did_you_mean, nearest, shown
from apdir.pupil import without
from apdir.source import FieldPath
from apdir.source.edit import CannotEdit, Editable

#: States of a record into which a form's answers go.
BEGUN = ("planned", "draft")


class NotTaken(Exception):
    """No record is made of the filled form; ``reasons`` say why, and what would be right."""

    def __init__(self, *reasons: str) -> None:
        self.reasons = reasons
        super().__init__("\n".join(reasons))


@dataclass(frozen=True, slots=True)
class Draft:
    """A record made of a filled form.

    ``file`` is its place below the repository's root, ``text`` the whole file, ``exists`` whether a record that is
    there is changed. Then ``changes`` are what the form's answers add to it and replace in it, and ``kept`` what it
    says where the form is blank, which stays. ``added``: only a plan is added. ``blank`` are the fields of the form
    that nothing in the record answers, ``faults`` what was written and could not be kept. ``unchanged`` are parts of
    the form that were filled in beforehand and are left out, since nobody touched them. ``planned``: the record was the
    plan of the visit, and becomes its draft.
    """

    form: Form
    slug: str
    file: str
    text: str
    exists: bool
    added: bool = False
    changes: tuple[Change, ...] = ()
    kept: tuple[FieldPath, ...] = ()
    blank: tuple[Field, ...] = ()
    faults: tuple[Fault, ...] = field(default=())
    unchanged: tuple[str, ...] = ()
    planned: bool = False

    @property
    def asks(self) -> bool:
        """Whether somebody must say first that the record that is there may be changed."""
        return self.exists and not (self.added or self.planned)


def take_back(
    filled: Filled,
    library: Library,
    root: Path,
    today: date,
    *,
    provider: str | None = None,
    day: date | None = None,
    site: str | None = None,
    alone: bool = False,
) -> Draft:
    """The draft that a filled form makes. Nothing is written here. Raises NotTaken.

    ``provider``, ``day`` and ``site`` (its id) say what the form leaves open. A draft of the same visit is changed, any
    other record of it refused; ``alone``: what is there does not matter, where it is not a draft.
    """
    form, framework = _form(filled, library, today)
    reading = record_of(form, framework, filled.values, filled.unclear)
    if reading.pupil:
        rows = (f"{fault.where}: {fault.what}" for fault in reading.pupil)
        raise NotTaken("Nothing was written: the form holds what looks like pupil data.", *rows,
                       "Take it out of the form, and read it again.")  # fmt: skip
    said = reading.data.get(DATE)
    about = {entry.about for entry in form.fields if entry.to == (DATE,)}
    if day is not None:
        reading.data[DATE] = day.isoformat()
        reading.faults = [fault for fault in reading.faults if fault.where not in about]  # it is said otherwise
    if DATE not in reading.data:
        said = [f"{fault.where}: {fault.what}" for fault in reading.faults if fault.where in about]
        found = "cannot be read" if said else "is not on the form"
        raise NotTaken(f"The day of the visit {found}.", *said, "Say it with --date.")
    when = date.fromisoformat(reading.data[DATE])
    if when > today:
        raise NotTaken(
            f"The day of the visit, {day_in_words(when)}, is in the future; today is {day_in_words(today)}. "
            "Correct the date on the form, and read it again."
        )
    _in_force(form, framework, when, library)
    if said not in (None, when.isoformat()):
        raise NotTaken(
            f"The form says that the visit was on {day_in_words(date.fromisoformat(said))}, and --date says "
            f"{day_in_words(when)}. Leave --date out, or correct the date on the form."
        )
    slug = _provider(filled, library, root, provider, reading)
    read = read_provider(root, slug, library)
    _find_site(reading, read, site, asked=form.read_as == "visit")
    beforehand = _beforehand(form, read, library, today)
    reading.faults += _without_place(form, filled.values, beforehand)
    unchanged = _without_unchanged(form, filled.values, reading, beforehand) if filled.provider else []
    _find_reassessed(reading, read, framework)
    if form.read_as == "plan":
        return _plan(form, framework, reading, read, root)
    return replace(_visit(form, framework, reading, read, root, alone=alone), unchanged=tuple(unchanged))


def _form(filled: Filled, library: Library, today: date) -> tuple[Form, Framework]:
    """The form that a filled copy is of, in its version, with its framework. Raises NotTaken."""
    current = forms_of(library, today)
    known = current.get(filled.form)
    if known is None:
        raise NotTaken(f"This directory has no form {shown(without(filled.form))}.")
    if known.read_as == "nothing":
        raise NotTaken(f"{known.title}: this form cannot be imported. {known.not_read}")
    for framework in library.frameworks[known.framework]:
        for form in framework_forms(framework):
            if form.id == filled.form and form.version == filled.version:
                if digest(form) != filled.fields:
                    raise NotTaken(
                        f"{form.title}: this copy was made when the form had other fields. "
                        "Take a new blank form, and type what this one holds."
                    )
                return form, framework
    version = shown(without(filled.version)) if filled.version else "unknown"
    raise NotTaken(
        f"{known.title}: this copy is of version {version}, and "
        f"the form is now of version {known.version}. What they ask may differ, so nothing is taken over."
    )


def _in_force(form: Form, framework: Framework, when: date, library: Library) -> None:
    holds = library.on(framework.id, when)
    if holds is not framework:
        now = f"version {holds.version} was in force" if holds else "no version was in force"
        raise NotTaken(
            f"{form.title}: this copy is of another version, {framework.version}. On {day_in_words(when)} {now}. "
            "Check the date on the form, or type the record with `apdir new visit`."
        )


def _provider(filled: Filled, library: Library, root: Path, given: str | None, reading: Reading) -> str:
    """The folder of the provider that a form is of. Raises NotTaken.

    The command says it, or the form, which was made for one or has its exact name. Where two of them say different
    providers, nobody can tell which is right.
    """
    for slug in (given, filled.provider):
        if slug and slug not in provider_folders(root)[0]:
            raise NotTaken(f"There is no provider {shown(slug)}.{_near(slug, root)}")
    made_for = filled.provider or None
    if given and made_for and given != made_for:
        raise NotTaken(
            f"The form was made for `{made_for}`, and --provider says `{given}`. Leave --provider out, or fill in a "
            f"form made for `{given}`."
        )
    if PROVIDER in filled.unclear:
        raise NotTaken(f"The name of the provider: {TWO_ANSWERS}")
    name = " ".join(filled.values.get(PROVIDER, "").split())
    meant = given or made_for
    if not name and meant:
        return meant
    if not name:
        raise NotTaken("The name of the provider is not on the form. Say its folder with --provider.")
    found = []
    names = {}
    for folder in sorted((root / "providers").iterdir()):
        called = read_provider(root, folder.name, library).name if folder.is_dir() else None
        if called is not None:
            names[called] = folder.name
            if " ".join(called.split()).casefold() == name.casefold():
                found.append(folder.name)
    if meant in found:
        return meant
    if meant and found:
        said = f"--provider says `{meant}`" if given else f"the form was made for `{meant}`"
        raise NotTaken(
            f"The name on the form is that of `{found[0]}`, but {said}. "
            + (
                "Which of them was visited? Correct --provider or the name on the form."
                if given
                else f"If `{found[0]}` was visited, fill in a form made for it: apdir form {filled.form} --provider "
                f"{found[0]}. If it was `{meant}`, correct the name."
            )
        )
    if given:
        return given  # the name may be an older or a shorter one: somebody says whose it is
    if made_for:
        what = f"No provider is called {shown(name)}. The form was made for `{made_for}`, and goes into its record."
        reading.faults.append(Fault("Name of the provider", f"{what} If it is of another provider, delete the draft."))
        return made_for
    if len(found) == 1:
        return found[0]
    if found:
        raise NotTaken(f"{len(found)} providers have the name on the form: say which with --provider {found[0]}.")
    near = nearest(name, names)
    hint = f" Did you mean {near}? Then add --provider {names[near]}." if near else " Say its folder with --provider."
    raise NotTaken(f"No provider has the name that is on the form.{hint}")


def _near(slug: str, root: Path) -> str:
    near = nearest(slug, [path.name for path in (root / "providers").iterdir() if path.is_dir()])
    return f" Did you mean `{near}`?" if near else ""


def _find_site(reading: Reading, read: ReadProvider, given: str | None, *, asked: bool) -> None:
    """A site that is named on the form, by its name or its address, becomes its id.

    One that the provider does not have is a fault. Where it has several, a visit is of one of them: with none known,
    two visits of a day would be taken for one. Raises NotTaken.
    """
    said = reading.data.pop("site", None)
    record = read.reading.record if read.reading else None
    if record is None:
        if said is not None:
            what = "The provider’s record has problems, so its sites are not known: run `apdir check`."
            reading.faults.append(Fault("Site visited", what))
        return
    ids = [site.id for site in record.sites]
    if given is not None and given not in ids:
        hint = did_you_mean(given, ids) if ids else "Leave --site out: it has none."
        raise NotTaken(f"The provider has no site {shown(given)}. {hint}")
    found = [site.id for site in record.sites if said is not None and _is_of(site, said)]
    if given is not None and found and given not in found:
        raise NotTaken(
            f"The site on the form is {shown(found[0])}, and --site says {shown(given)}. Leave --site out, or correct "
            "the form."
        )
    if given is not None:
        reading.data["site"] = given
    elif len(found) == 1:
        reading.data["site"] = found[0]
    elif asked and len(ids) > 1:
        named = f"{shown(said)} on the form is no one site of this provider" if said else "The form names no site"
        sites = ", ".join(f"{site.id} ({site.name})" for site in record.sites)
        raise NotTaken(f"{named}, and it has several: {sites}. Say which was visited with --site.")
    elif said is not None:
        names = ", ".join(site.name for site in record.sites) or "none"
        reading.faults.append(Fault("Site visited", f"The provider has no site of that name. It has: {names}."))


def _is_of(site: Site, said: str) -> bool:
    """Whether what a form says of the site visited is a site's id, its name, or the address that the form prints."""
    words = _letters(said)
    address = _letters("".join([*site.address, site.postcode or ""]))
    names = [_letters(name) for name in (site.id, site.name, *site.address[:1], site.postcode or "")]
    return words in names or (address != "" and (address in words or (len(words) > 5 and words in address)))


def _letters(text: str) -> str:
    """The letters and digits of a text, without separators."""
    return re.sub(r"[\W_]+", "", text).casefold()


def _beforehand(form: Form, read: ReadProvider, library: Library, today: date) -> list[dict[str, str]]:
    """The prefilled answers of a provider's form, in the officers' edition and in the public one."""
    record = read.record()
    public = redact_for(record, library, "public", today) if record is not None else None
    seen = [known for known in (record, public[0] if public is not None else None) if known is not None]
    return [answers(form, facts_of(known), None) for known in seen]


def _without_unchanged(
    form: Form, values: Mapping[str, str], reading: Reading, beforehand: Sequence[Mapping[str, str]]
) -> list[str]:
    """Take out the answers and tables left as they were filled in beforehand: nobody saw them on the day."""
    parts: dict[FieldPath, list[Field]] = {}
    for entry in form.answers:
        if entry.to is not None and entry.to[0] in ("header", "pre_visit") and has(reading.data, entry.to[:2]):
            parts.setdefault(entry.to[:2], []).append(entry)
    unchanged = [
        path
        for path, entries in parts.items()
        if any(all(_alike(entry.name, values, known) for entry in entries) for known in beforehand)
    ]
    for part, name in unchanged:
        answered = reading.data[str(part)]
        del answered[name]
        if not answered:
            del reading.data[str(part)]
    reading.blank = [entry for entry in reading.blank if entry.to is None or entry.to[:2] not in unchanged]
    return [str(name) for _, name in unchanged]


def _alike(name: str, *answered: Mapping[str, str]) -> bool:
    one, other = (_letters(values.get(name, "")) for values in answered)
    return one == other


def _without_place(form: Form, values: Mapping[str, str], beforehand: Sequence[Mapping[str, str]]) -> Iterator[Fault]:
    """A fault for each answer that no record of a visit keeps, and that is not what the form was filled in with.

    The names and signatures of those who visited and signed stay on the form, as the form itself says.
    """
    for entry in form.answers:
        text = values.get(entry.name, "")
        if not text or entry.to is not None or entry.name == PROVIDER or _is_of_a_person(entry):
            continue
        if _letters(text) not in {_letters(known.get(entry.name, "")) for known in beforehand}:
            place = "If it is new, put it into provider.md." if entry.fills else "It stays on the form alone."
            if entry.fills == "actions":
                place = "Change it in the earlier visit’s plan, where `apdir close` closes an action."
            yield Fault(entry.about, f"The record of a visit has no place for this. {place}")


def _is_of_a_person(entry: Field) -> bool:
    return not entry.fills and entry.about.rpartition(": ")[2].lower() in ("name", "signature")


def _find_reassessed(reading: Reading, read: ReadProvider, framework: Framework) -> None:
    """The visit that is reassessed, named on the form by its day, becomes that visit's id."""
    said = reading.data.pop("reassesses", None)
    if said is None:
        return
    found = [visit.id for visit in read.visits if visit.id.startswith(f"{said}-{framework.id}")]
    if len(found) == 1:
        reading.data["reassesses"] = found[0]
    else:
        many = "several visits" if found else "no visit"
        reading.faults.append(
            Fault("Date of the visit being reassessed", f"The provider has {many} under this framework on {said}.")
        )


def _same(read: ReadProvider, framework: Framework, kind: str, data: dict[str, Any]) -> str | None:
    """The id of the record of the same visit, if there is one. Raises NotTaken where it could be any of several."""
    day, site = date.fromisoformat(data[DATE]), data.get("site")
    there = [(name, where) for name, other, where in same_day(read, framework.id, day) if other == kind]
    found = [name for name, where in there if site is not None and where == site]
    found = found or [name for name, where in there if None in (site, where)]
    if len(found) > 1:
        names = ", ".join(f"providers/{read.slug}/visits/{name}.yml" for name in found)
        raise NotTaken(f"There are {len(found)} visits that this may be: {names}. Write the site on the form.")
    return found[0] if found else None


def _visit(
    form: Form, framework: Framework, reading: Reading, read: ReadProvider, root: Path, *, alone: bool = False
) -> Draft:
    same = _same(read, framework, form.kind, reading.data)
    if same is not None and not (alone and _state(read, same) not in BEGUN):
        return _merged(form, same, reading, read, root)
    day, site = date.fromisoformat(reading.data[DATE]), reading.data.get("site")
    name = same or visit_name(framework.id, day, form.kind, site, same_day(read, framework.id, day))
    if name is None:
        raise NotTaken(f"There is a visit of this day already in providers/{read.slug}/visits/: say on the form at "
                       "which site this one was.")  # fmt: skip
    plan = planned_for(read, framework.id, form.kind, site, day)
    if plan is not None:  # made on another day of those for which it was planned
        said = dict(planned_values(plan))
        both = {key: {**said[key], **value} for key, value in reading.data.items()
                if isinstance(value, dict) and isinstance(said.get(key), dict)}  # fmt: skip
        every = said | reading.data | both
        reading.data = {key: every[key] for key in keys_at(Visit) if key in every}
    text = record_text(framework, form.kind, reading.data, form)
    return Draft(
        form, read.slug, f"providers/{read.slug}/visits/{name}.yml", text, False,
        blank=tuple(reading.blank), faults=tuple(reading.faults),
    )  # fmt: skip


def _state(read: ReadProvider, name: str) -> str:
    """How far the record of a visit has come."""
    records = (visit.reading.record for visit in read.visits if visit.id == name)
    return next((record.state for record in records if record is not None), "draft")


def _merged(form: Form, name: str, reading: Reading, read: ReadProvider, root: Path, *, added: bool = False) -> Draft:
    """The record that is there with the form's answers over what it says; one that is no draft is refused.

    ``added``: the form adds something of its own, so that a record may be in any state.
    """
    file = f"providers/{read.slug}/visits/{name}.yml"
    state = _state(read, name)
    if state not in BEGUN and not added:
        raise NotTaken(
            f"There is a record of this visit already, and its state is `{state}`: {file}. Nothing was changed. To put "
            "the form's answers into it, set `state: draft` there first, and read the form again. With --print you see "
            "what the form says."
        )
    there = Editable.of(root / file)
    planned = {"state": "draft"} if state == "planned" else {}
    try:
        record, changes = merged(there, reading.data | planned)
    except CannotEdit as error:
        raise NotTaken(f"{file}: {error}") from None
    blank = tuple(entry for entry in reading.blank if entry.to is not None and not has(record.data, entry.to))
    asked = {entry.to[0] for entry in form.answers if entry.to is not None}
    stays = tuple(path for path in kept(there.data, reading.data) if path[0] in asked)
    faults = tuple(reading.faults)
    return Draft(form, read.slug, file, record.text, True, added, tuple(changes), stays, blank, faults,
                 planned=bool(planned))  # fmt: skip


def _plan(form: Form, framework: Framework, reading: Reading, read: ReadProvider, root: Path) -> Draft:
    """A plan goes into the record of the visit that it follows; where there is none yet, it begins one."""
    same = _same(read, framework, form.kind, reading.data)
    if same is None:
        return _visit(form, framework, reading, read, root)
    reading.data = {name: value for name, value in reading.data.items() if name == "improvement_plan"}
    file = f"providers/{read.slug}/visits/{same}.yml"
    there = Editable.of(root / file).data.get("improvement_plan")
    if there and _state(read, same) != "draft":
        raise NotTaken(
            f"The visit has a plan already, and its state is `{_state(read, same)}`: {file}. Nothing was changed. To "
            "put this plan's lines into it, set `state: draft` there first, and read the form again."
        )
    return _merged(form, same, reading, read, root, added=not there)


__all__ = ["Draft", "NotTaken", "take_back"]
