"""A role is asked for: names of people are refused, and nothing else is."""

import re
from collections.abc import Iterator

import pytest
from pydantic import BaseModel

from generator.model.fields import field
from generator.model.provider import Provider
from generator.model.reading import holds
from generator.model.role import MESSAGE, Role, names_a_person
from generator.model.visit import Visit
from generator.model.year import Year

NAMES = [
    "Jane Smith", "JANE SMITH", "jane smith", "Jane", "Jane Mary Smith", "Jane M. Smith", "Sarah Jones-Patel",
    "Mohammed O’Brien", "Mr Brown", "Mr. Brown", "Mrs A Brown", "MRS BROWN", "mrs brown", "Ms D'Arcy", "Dr Okafor",
    "Miss B", "Mx Lee", "Rev Green", "Revd. Green", "Prof Hughes", "J. Smith", "J. P. Smith",
    "Head of centre (Jane Smith)", "Jane Smith, Head of centre", "AP officer: Jane Smith", "Jane Smith / SENCo",
    "Deputy head - Mr Brown", "Ms Brown and Mr Green", "Centre manager – Priya Patel", "Headteacher Mr Brown",
    "“Jane Smith”", "Smith, Jane",
]  # fmt: skip
ROLES = [
    "Head of Centre", "Head of centre", "SENCo", "Deputy Head", "Grace Road centre lead", "AP officer",
    "Mark of Quality lead", "Hope House manager", "Charlotte Street AP lead", "Amber Valley AP coordinator",
    "St John Ambulance trainer", "John Port School AP lead", "AP lead of John Port School",
    "AP lead, David Nieper Academy", "William Booth centre lead", "Dr Barnardo's centre lead", "Elizabeth House",
    "MS Teams trainer", "DR lead", "Near miss coordinator", "A Level tutor", "Professor of education", "Reverend",
    "The potter", "Chair of the charity", "Director (programmes)", "Lead practitioner", "Trustees",
    "Designated Safeguarding Lead", "Virtual School Head", "the council", "Provider", "E-learning tutor",
    "Chef-tutor", "Victoria Centre", "Miss", "Rose Garden manager", "Joy and Faith centres lead",
    "Head and Deputy Head", "Elizabeth Academy Head", "Thomas Telford school visitor",
    "Assistant Headteacher (Inclusion)", "Will writer",
]  # fmt: skip


@pytest.mark.parametrize("text", NAMES)
def test_what_surely_is_a_name_is_one(text: str) -> None:
    assert names_a_person(text)


@pytest.mark.parametrize("text", ROLES)
def test_a_role_or_an_organisation_is_no_name(text: str) -> None:
    assert not names_a_person(text)


def test_the_message_asks_for_the_role_and_does_not_repeat_the_name() -> None:
    class Holder(BaseModel):
        role: Role = field("A role.", example="AP officer")

    with pytest.raises(ValueError, match=MESSAGE) as refused:
        Holder.model_validate({"role": "Jane Smith"})
    assert "Jane" not in str(refused.value).split("[")[0]
    assert Holder.model_validate({"role": " AP  officer "}).role == "AP officer"


def _roles(model: type[BaseModel]) -> Iterator[tuple[str, bool]]:
    """Every field of a model, and of what is in it, that asks for a role, and whether it refuses names."""
    for name, info in model.model_fields.items():
        inner = {part for part in _parts(info.annotation) if isinstance(part, type) and issubclass(part, BaseModel)}
        for part in inner:
            yield from _roles(part)
        if not inner and holds(info, LINE) and re.search(r"\brole\b", info.description or ""):
            yield f"{model.__name__}.{name}", holds(info, ROLE)


def _parts(annotation: object) -> set[object]:
    return {annotation}.union(*(_parts(part) for part in getattr(annotation, "__args__", ())))


LINE, ROLE = Role.__metadata__  # type: ignore[attr-defined]


def test_every_field_that_asks_for_a_role_refuses_a_name() -> None:
    found = dict(row for model in (Provider, Visit, Year) for row in _roles(model))
    assert [name for name, refuses in found.items() if not refuses] == []
    known = {"Checked.by", "Contact.role", "Visitor.role", "Signature.role", "Action.who", "DisputeStep.by", "Year.by"}
    assert known <= set(found)
