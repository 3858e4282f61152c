"""A role is asked for: names of people are refused, and nothing else is."""

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from pydantic import BaseModel

from apdir.model import role_words
from apdir.model.described import described
from apdir.model.fields import for_all
from apdir.model.provider import Provider
from apdir.model.role import MESSAGE, Role, names_a_person
from apdir.model.role_words import names_a_role
from apdir.model.visit import Visit
from apdir.model.year import Year
from apdir.placeholders import is_placeholder
from apdir.rules.finding import Context
from apdir.rules.role import MESSAGE as NO_ROLE
from apdir.rules.role import check
from apdir.schema import schemas
from tests.support.editor_rules import told
from tests.support.records import PROVIDER, TODAY, library, problems, provider, visit, year

NAMES = [
    "Jane Smith", "JANE SMITH", "jane smith", "Jane", "Jane Mary Smith", "Jane M. Smith", "Sarah Jones-Patel",
    "Mohammed O’Brien", "Mr Brown", "Mr. Brown", "Mrs A Brown", "MRS BROWN", "mrs brown", "Ms D'Arcy", "Dr Okafor",
    "Miss B", "Mx Lee", "Rev Green", "Revd. Green", "Prof Hughes", "J. Smith", "J. P. Smith",
    "Head of centre (Jane Smith)", "Jane Smith, Head of centre", "AP officer: Jane Smith", "Jane Smith / SENCo",
    "Deputy head - Mr Brown", "Ms Brown and Mr Green", "Centre manager – Priya Patel", "Headteacher Mr Brown",
    "“Jane Smith”", "Smith, Jane", "J Smith", "J P Smith", "Sue Brown", "Mo Ali", "Siobhan O'Neill",
    "Kate from the office", "Kate at reception",
    "Kate's office", "Office (Kate)", "Harriet the farmer", "Director Jane", "Tutor Jane Lee",
    "Sue Potter", "Rhys ap Gwilym", "placements@riverside.example",
    "Jo Head", "Amy Coach", "Grace Office", "Rose Gardener", "Hope Manager", "Sam Tutor", "Mark Tutor", "Will Mentor",
    "Jack Driver", "Holly Therapist", "Robin Teacher", "Max Trainer", "Dawn Secretary", "June Clerk", "Victoria Head",
    "JO HEAD", "amy coach", "Sam Youth Worker", "Kate Learning Mentor", "Sue Business Manager", "Lisa HLTA",
    "Nick Head of Year 10", "Jo-Ann Coach", "Siân Head", "Łukasz Coach", "Mohammed Office",
    "Sue Brown, head of centre", "Jane Smith head of centre", "Jane Smith AP lead", "Sarah SENCO", "Kate, DSL",
    "DSL: Kate", "DSL Kate", "Deputy Head Kate Jones", "Head of centre – Grace Brown", "Grace Brown, SENCO",
    "Faith Brown, tutor", "Mark, head of centre", "AP officer Mark Jones", "Dean Hollis", "Will Baker", "Mr Head",
    "Mrs Gardener", "Dave in the office", "Grace at reception", "Sue Brown from the office", "Sarah's office",
    "Sarah's Office", "Jo's manager", "PA to Jane Smith", "Assistant to Sarah", "Ask for Jo", "Contact Sue",
    "J Smith SENCO", "A. Patel head of centre", "J O'Neill, tutor", "Kate B", "Sue Hill, manager", "Tom Green SENCO",
    "Tom Hardy's office", "Tom Hardy’s Office", "tom hardy's office", "Mark Jones' manager", "Office of Tom Hardy",
    "The office of Jane Smith", "T Hardy's office", "Kate Ann Brown's secretary",
    "Head teacher Sarah", "Manager is Kate", "Admissions c/o Tom Hardy", "Admissions, attn Tom Hardy",
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
    "Forest School leader", "Garden Manager", "Grace House manager", "Head of centre, Derby site",
    "Head of centre, Amber Valley", "Rose Hill site lead", "Hope Valley centre manager", "Victoria Park centre lead",
    "Elizabeth Fry unit lead", "Albert Road site manager", "Ivy Cottage office", "Robin Hood centre lead",
    "Jamie's Farm lead", "St Anne's head", "Queen Elizabeth Academy head", "Florence Nightingale academy DSL",
    "King's Trust team leader", "Duke of Edinburgh manager", "D of E leader", "Romany and Traveller lead",
    "Christian youth worker", "Faith lead", "Summer coordinator", "Summer School Lead", "Autumn term lead",
    "Grant manager", "Art Teacher", "Viola tutor", "Tai Chi Coach", "Mercedes technician", "Ed Psych lead",
    "PIP adviser", "PAT tester and caretaker", "T Level lead", "P E Teacher", "ICT Manager", "MS OFFICE tutor",
    "Head of Year 10", "Head of KS4", "PA to the headteacher", "Centre manager (Mon-Wed)", "Fair access panel chair",
    "Speech and language therapist", "Head's office", "St Anne's office", "Douglas House reception",
    "Principal's office",
    "Elizabeth Fry's House manager", "William Booth's Centre lead", "Robin Hood's Academy head", "Office of the head",
    "Children's Services office", "King's office", "Head of Duke's School", "Office of St John's School",
]  # fmt: skip


#: Names that no list has: they have no word for a role.
NO_ROLES = [
    "Zbigniew Kowalski", "Ogheneruemu Adeyemi", "Mason Green", "Marlo Brown", "Qiu Chen",
    "O'Neill", "Smith J", "Ask for Bo", "Bo from the office", "Bo at reception", "TBC", "me", "Our website", "Ms",
]  # fmt: skip
OFFICES = [
    "Placements office", "Reception", "Bookings and placements", "Admissions", "General enquiries", "SENCO", "DSL",
    "Deputy DSL", "Tutors", "Link workers", "Youth worker", "Keyworker", "Co-ordinator", "Heads of centre",
    "The potter", "Skipper", "Lead bricklayer", "Site foreman", "Tailor", "potter in residence", "Trustees",
    "Teacher in charge",
    "Office in Derby", "Front desk", "CEO", "Owner-manager", "Chef-tutor", "Assistant principal (curriculum)",
    "SPEECH THERAPISTS", "Family and schools link", "Virtual School Head", "Clinical and learning lead",
    "DDSL", "Headteacher", "Executive headteacher", "Placements coordinator", "Farm manager",
    "Virtual School officer", "Team leader, Amber Valley", "Education welfare officer", "Admin", "Business manager",
    "Duty social worker", "Registered manager", "Responsible individual", "HLTA", "ELSA", "LADO", "IQA",
    "Internal verifier", "Dog handler", "Stable groom", "Boxing coach", "Football coach", "Play therapist",
    "Riding instructor", "School nurse", "Careers adviser", "Chief executive", "Main office, Ripley",
]  # fmt: skip


@pytest.mark.parametrize("text", NO_ROLES)
def test_what_has_no_word_for_a_role_is_refused_wherever_a_role_stands(text: str) -> None:
    assert not names_a_role(text)
    it = visit(
        "derby", "2026-03-12", state="draft", visited_by=[{"organisation": "the council", "role": text}],
        provider_represented_by=text, dispute=[{"date": "2026-03-20", "step": "raised", "by": text}],
        improvement_plan=[{"area": "1a", "action": "x", "who": text}], signed=[{"for": "council", "role": text}],
    )  # fmt: skip
    withheld = {"from": "2026-02-02", "reason": "x", "by": text}
    a_year = year(by=text, payment_withheld=withheld)
    about = provider(checked={"date": "2026-09-14", "by": text}, contact={"role": text, "email": "a@b.example"})
    told = problems(it, years=[a_year], about=about)
    fields = {at for _, at, _ in told}
    assert {"visited_by[1].role", "provider_represented_by", "dispute[1].by", "improvement_plan[1].who",
            "signed[1].role", "by", "payment_withheld.by", "checked.by", "contact.role"} <= fields  # fmt: skip
    assert not any(text in message for _, _, message in told if len(text) > 2)


@pytest.mark.parametrize("text", OFFICES)
def test_a_role_or_an_office_is_taken(text: str) -> None:
    assert names_a_role(text)
    assert not names_a_person(text)


@pytest.mark.slow
def test_settings_add_words_for_roles() -> None:
    assert not names_a_role("Horse wranglers")
    assert names_a_role("Horse wranglers", ("wrangler",))
    assert names_a_role("First mate", ("first mate",))
    assert not names_a_role("Tess Mate", ("first mate",))
    words = library().settings.vocabulary.model_copy(update={"roles": ("wrangler",)})
    settings = library().settings.model_copy(update={"vocabulary": words})
    about = Provider.model_validate(PROVIDER | {"contact": {"role": "Wrangler", "email": "a@b.example"}})
    assert [*check(about, Context(settings, TODAY))] == []
    assert [finding.path for finding in check(about, Context(library().settings, TODAY))] == [("contact", "role")]
    texts = ["Horse wranglers", "First mate", "Tess Mate", "Mate first"]
    told_of = told("contact.role", texts, roles=("wrangler", "First mate"))
    assert [words is None for words in told_of] == [True, True, False, False]
    schema = schemas(replace(library(), settings=settings))["provider"]["definitions"]["Contact"]["properties"]["role"]
    assert re.search(schema["pattern"], "Horse wrangler")
    assert not re.search(
        schemas(library())["provider"]["definitions"]["Contact"]["properties"]["role"]["pattern"], "Horse wrangler"
    )


def test_a_schema_takes_what_the_check_takes() -> None:
    schema = re.compile(role_words.pattern())
    assert [text for text in (*OFFICES, *ROLES) if names_a_role(text) and not schema.search(text)] == []
    nobody = [
        "Priya Patel",
        "Mrs Patel",
        "Deepa Krishnamurthy",
        "Mark Cook",
        "Will Baker",
        "Sue Brown",
        "Rhys ap Gwilym",
    ]
    assert [text for text in (*NO_ROLES, *nobody, "placements@riverside.example") if schema.search(text)] == []
    assert schema.search("")


@pytest.mark.slow
def test_the_web_editor_has_the_same_rule() -> None:
    texts = [text for text in (*NAMES, *ROLES, *NO_ROLES, *OFFICES) if not is_placeholder(text)]
    right = [MESSAGE if names_a_person(text) else None if names_a_role(text) else NO_ROLE for text in texts]
    for collection, path in (("providers", "contact.role"), ("visits-derby", "improvement_plan.3.who")):
        found = told(path, texts, collection)
        wrong = [row for row in zip(texts, found, right, strict=True) if (row[1] or "").find(row[2] or "") != 0]
        assert wrong == []
        assert [words is None for words in found] == [rule is None for rule in right]
    assert told("contact.role", ["", "  "]) == [None, None]


@pytest.mark.parametrize("text", NAMES)
def test_a_persons_name_is_recognised(text: str) -> None:
    assert names_a_person(text)


@pytest.mark.parametrize("text", ROLES)
def test_a_role_or_an_organisation_is_no_name(text: str) -> None:
    assert not names_a_person(text)


def test_the_message_asks_for_the_role_and_does_not_repeat_the_name() -> None:
    class Holder(BaseModel):
        role: Role = for_all("A role.", example="AP officer")

    with pytest.raises(ValueError, match=MESSAGE) as refused:
        Holder.model_validate({"role": "Jane Smith"})
    assert "Jane" not in str(refused.value).split("[")[0]
    assert Holder.model_validate({"role": " AP  officer "}).role == "AP officer"


def _roles(model: type[BaseModel]) -> Iterator[tuple[str, bool]]:
    """Every field of a model, and of what is in it, that asks for a role, and whether it refuses names."""
    for one in described(model):
        inner = one.value.innermost.model
        if inner is not None:
            yield from _roles(inner)
        elif one.value.holds(LINE) and re.search(r"\brole\b", one.meaning):
            yield f"{model.__name__}.{one.name}", one.value.holds(ROLE)


LINE, ROLE = Role.__metadata__  # type: ignore[attr-defined]


def test_every_field_that_asks_for_a_role_refuses_a_name() -> None:
    found = dict(row for model in (Provider, Visit, Year) for row in _roles(model))
    assert [name for name, refuses in found.items() if not refuses] == []
    known = {"Checked.by", "Contact.role", "Visitor.role", "Signature.role", "Action.who", "DisputeStep.by", "Year.by"}
    assert known <= set(found)


def test_the_schemas_hold_values_to_the_shapes_that_the_editor_has() -> None:
    made = schemas(library())["provider"]["definitions"]

    def takes(model: str, name: str, text: str) -> bool:
        return re.search(made[model]["properties"][name]["pattern"], text) is not None

    for right, no in (("01632 960123", "1632960123"), ("+33 1 42 68 53 00", "ring us")):
        assert (takes("Contact", "phone", right), takes("Contact", "phone", no)) == (True, False)
    assert (takes("Registration", "urn", "123456"), takes("Registration", "urn", "12345")) == (True, False)
    assert (takes("Contact", "role", "Head of centre"), takes("Contact", "role", "Priya Patel")) == (True, False)
