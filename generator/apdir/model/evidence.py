"""References to evidence that is kept elsewhere: what it is, where it is kept, who saw it. Never the file itself."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

from apdir.model.fields import Day, Line, Record, for_officers
from apdir.model.role import Role, names_a_person
from apdir.model.values import wrong


def _kept(text: str) -> str:
    """A place in words, no address: whoever has one may open it, and it may hold a key."""
    if "://" in text or "www." in text.lower():
        raise wrong(
            "This is a link; what it leads to may open for anybody who has it.",
            "Write the system and the file reference, such as `Records system, QA-0142`.",
            "link",
        )
    if names_a_person(text):
        raise wrong(
            "This looks like a person's name; a system or an office is asked for.",
            "Write where it is kept, such as `Records system, QA-0142` or `AP team's locked cabinet`.",
            "name of a person",
        )
    return text


class _KeptKind:
    """The check of a field for where something is kept."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_after_validator_function(_kept, handler(source))


class Evidence(Record):
    """One piece of evidence that somebody saw. For officers alone."""

    what: Line = for_officers("What it is.", example="Public liability certificate")
    kept: Annotated[Line, _KeptKind()] = for_officers(
        "Where it is kept: a system and a file reference, never a link, a person's name or the file itself.",
        example="Records system, QA-0142",
        label="Where it is kept",
    )
    seen_by: Role = for_officers("The role that saw it; never a person's name.", example="AP officer")
    seen: Day = for_officers("The day on which that role saw it.", example="2026-03-12", label="Seen on")
    expires: Day | None = for_officers(
        "The last day on which it is good, where there is one. It is listed under “What needs doing” by that day.",
        example="2027-03-31",
        default=None,
    )


class VisitEvidence(Evidence):
    """One piece of evidence that somebody saw for a requirement."""

    requirement: Line = for_officers("The requirement that it is for, by its id.", example="1b")
