"""Questions of a visit's form before anything is judged: its header, the record's own needs, pre-visit questions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from apdir.forms.fields import ROW, block_of
from apdir.forms.form import DATE, PROVIDER, Block, Field, Question, Row, Section, Table, name_of
from apdir.forms.of_theme import points_section
from apdir.model.form_field import FormField
from apdir.model.framework import Framework
from apdir.model.visiting import Kind as VisitKind
from apdir.wording import own, small


def date_of_visit(about: str, label: str = "") -> Field:
    """The day of the visit."""
    return Field(DATE, label, about, "date", to=(DATE,))


def header_sections(framework: Framework, kind: VisitKind) -> Iterator[Section]:
    """The fields of the header, and the lists that this kind of visit goes through, in the order in which it asks."""
    fields = {entry.id: entry for entry in framework.header}
    lists = {entry.id: entry for entry in framework.lists}
    asks = kind.asks or tuple(fields)
    about = "About the visit"
    first: list[FormField] = []
    rest: list[FormField] = []
    listed: list[Section] = []
    for name in asks:
        if name in fields:
            (rest if listed else first).append(fields[name])
        elif name in lists:
            listed.append(points_section(lists[name]))
        else:
            points = [(entry, point) for entry in framework.lists for point in entry.points if point.id == name]
            listed += [points_section(entry.model_copy(update={"points": (point,)})) for entry, point in points]
    kept = {entry.kept_as for name, entry in fields.items() if name in asks}
    yield _asked("visit", about, first, about)
    reason = "The record of a visit needs this. The source’s form does not ask for it, or not in this way."
    needed = own(reason) if framework.source is not None else ""
    yield Section("record", "For the record", tuple(_for_the_record(framework, kind, kept)), own=needed)
    yield from listed
    if rest:
        yield _asked("found", "What was found", rest, about)


def _asked(name: str, title: str, entries: Sequence[FormField], about: str) -> Section:
    """A section of header fields. Where every one of them is added, the section says so once."""
    whole = all(entry.added for entry in entries)
    told = [entry.model_copy(update={"added": entry.added and not whole}) for entry in entries]
    blocks = tuple(block_of(entry, "header", about) for entry in told)
    return Section(name, title, blocks, own=own("The source has no form for it.") if whole else "")


def _for_the_record(framework: Framework, kind: VisitKind, kept: set[str | None]) -> Iterator[Block]:
    """Fields that the record of a visit needs and the source's header lacks."""
    about = "For the record"
    if "provider" not in kept:
        yield Question("Name of the provider", (Field(PROVIDER, "", f"{about}: name of the provider", fills="name"),))
    if "date" not in kept:
        yield Question("Date of this visit", (date_of_visit(f"{about}: date of this visit"),))
    if "site" not in kept:
        yield Question(
            "Site visited",
            (Field("site", "", f"{about}: site visited", to=("site",), fills="site"),),
            "Needed where the provider has several sites.",
        )
    asked = {entry.fills_from for entry in (*framework.header, *_asked_before(framework, kind))}
    for name, label, fills in (("address", "Address", "sites"), ("registration", "Registration", "registration")):
        if fills not in asked and f"{fills}.status" not in asked:
            text = Field(f"form-{name}", "", f"{about}: {label.lower()}", "text", fills=fills, height=14)
            yield Question(label, (text,), "From the provider’s own record; it is not stored again.")
    times = tuple(
        Field(name_of(("time", key)), label, f"{about}: time of the visit, {label.lower()}", "time", to=("time", key))
        for key, label in (("from", "From"), ("to", "To"))
    )
    yield Question("Time of the visit", times)
    if kind.notice and not kind.short_notice:
        given = Field("notice-given", "Given on", f"{about}: notice given on", "date", to=("notice", "given"))
        period = tuple(
            Field(name_of(("notice", "period", key)), label, f"{about}: {label.lower()}", "date",
                  to=("notice", "period", key))
            for key, label in (("from", "Period from"), ("to", "Period to"))
        )  # fmt: skip
        yield Question("Notice to the provider", (given, *period))
    if "visited_by" not in kept:
        rows = tuple(
            Row("", tuple(
                Field(name_of(("visited_by", index, key)), title, f"{about}, visitor {index + 1}: {title.lower()}",
                      "text", to=("visited_by", index, key), height=ROW)
                for key, title in (("organisation", "Organisation"), ("role", "Role"))
            ))
            for index in range(3)
        )  # fmt: skip
        hint = "The organisation and the role of each visitor. Do not give names."
        yield Table("Who visited", ("Organisation", "Role"), rows, hint=hint)
    represented = Field("provider_represented_by", "", f"{about}: who spoke for the provider",
                        to=("provider_represented_by",))  # fmt: skip
    yield Question("Provider's representative", (represented,), "The role, never a name.")
    if framework.plan:
        field = Field("form-open_actions", "", f"{about}: actions still open from earlier visits", "text",
                      fills="actions", height=25)  # fmt: skip
        yield Question(
            "Actions still open from earlier visits", (field,), "Ask what has been done. The answer is not stored."
        )
    if kind.reassesses:
        field = Field("reassesses", "", f"{about}: date of the visit being reassessed", "date", to=("reassesses",))
        yield Question("Date of the visit being reassessed", (field,))


def _asked_before(framework: Framework, kind: VisitKind) -> Iterator[FormField]:
    """The pre-visit questions that the form of this kind has."""
    if kind is framework.kinds[0]:
        for branch in framework.pre_visit:
            yield from branch.fields


def before_sections(framework: Framework, kind: VisitKind) -> Iterator[Section]:
    """The questions that are asked before the visit, by whom they are for."""
    if not any(_asked_before(framework, kind)):
        return
    who = {"all": "", "registered": "For registered providers.", "unregistered": "For unregistered providers."}
    for branch in framework.pre_visit:
        title = f"Before the visit: {small(branch.title)}"
        blocks = tuple(block_of(entry, "pre_visit", title) for entry in branch.fields)
        yield Section(f"pre-{branch.id}", title, blocks, intro=who[branch.when])
