"""Telephone numbers: what is one, what was meant by what is none, and what a link dials."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from openpyxl import Workbook
from pydantic import ValidationError

from apdir.commands.main import apdir
from apdir.data.referral_shapes import PhoneNumber
from apdir.model.form_field import FormField
from apdir.model.provider import Contact, SafeguardingLead
from apdir.model.settings import Council
from apdir.model.shapes import SHAPES
from apdir.model.telephone import dialled, meant, read
from apdir.rules.judgements import _misfit
from tests.integration.test_issue import body
from tests.support.editor_rules import told
from tests.unit.tables.test_tables import FARM, Records, records

__all__ = ["records"]
slow = pytest.mark.slow

NUMBERS = {
    "01632 960123": ("01632 960123", "+441632960123"),
    "01632960123": ("01632 960123", "+441632960123"),
    "(01632) 960-123": ("01632 960123", "+441632960123"),
    "+44 1632 960123": ("01632 960123", "+441632960123"),
    "+44 (0)1632 960123": ("01632 960123", "+441632960123"),
    "0044 1632 960123": ("01632 960123", "+441632960123"),
    "0207 946 0123": ("020 7946 0123", "+442079460123"),
    "0115 496 0123": ("0115 496 0123", "+441154960123"),
    "07700 900123": ("07700 900123", "+447700900123"),
    "0808 157 0123": ("0808 157 0123", "+448081570123"),
    "0909 8790123": ("0909 879 0123", "+449098790123"),
    "0306 999 0123": ("0306 999 0123", "+443069990123"),
    "01632 960123 ext 4": ("01632 960123 ext 4", "+441632960123;ext=4"),
    "01632 960123, extension 12": ("01632 960123 ext 12", "+441632960123;ext=12"),
    "01632 960123x4": ("01632 960123 ext 4", "+441632960123;ext=4"),
    "+33 1 42 68 53 00": ("+33 1 42 68 53 00", "+33142685300"),
}
#: Numbers with fewer digits than the others.
SHORT = ["0800 1111", "0845 46 47", "016977 3555", "0800 123456"]
#: What is no number, and the number that was most likely meant.
NONE = {
    "1632960123": "01632 960123", "1632 960123 ext 4": "01632 960123 ext 4", "7700900123": "07700 900123",
    "2079460123": "020 7946 0123", "441632960123": "01632 960123", "+1632960123": "01632 960123",
    "O1632 960123": "01632 960123", "01632 960l23": "01632 960123", "Tel: 01632 960123": "01632 960123",
    "01632 960123 (office)": "01632 960123", "01632 960123 / 960124": "01632 960123",
    "01632 960123 or 07700 900123": "01632 960123", "1.632960123e9": None,
    "01632 96012": None, "01632 9601234": None, "020 7946 012": None, "07700 90012": None, "960123": None,
    "999": None, "116 123": None, "00000 000000": None, "01999 960123": None, "-": None, "n/a": None, "ring Bob": None,
    "٠١٦٣٢٩٦٠١٢٣": None,
}  # fmt: skip


@pytest.mark.parametrize("text", NUMBERS)
def test_a_number_is_read_in_its_usual_grouping(text: str) -> None:
    number, link = NUMBERS[text]
    assert read(text) == number
    assert dialled(number) == link
    assert read(number) == number


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_number_is_refused_and_the_right_one_offered(text: str) -> None:
    assert read(text) is None
    assert meant(text) == NONE[text]


@pytest.mark.parametrize(
    ("model", "name"),
    [(Contact, "phone"), (SafeguardingLead, "phone"), (Council, "phone"), (PhoneNumber, "number")],
    ids=str,
)
def test_every_field_for_a_number_takes_no_other(model, name) -> None:
    given = {"role": "Office", "name": "x", "directory": "x", "team": "x", "email": "a@b.example", "id": "x"}
    given |= {"report_mistake": "a@b.example", "type": "voice"}
    data = {key: value for key, value in given.items() if key in model.model_fields}
    assert getattr(model.model_validate(data | {name: "01632960123"}), name) == "01632 960123"
    assert "Did you mean `01632 960123`?" in hint(model, data | {name: "1632960123"})


def hint(model, data) -> str:
    with pytest.raises(ValidationError) as refused:
        model.model_validate(data)
    [detail] = refused.value.errors()
    return detail["ctx"]["hint"]


def test_too_few_digits_are_counted() -> None:
    assert "10 digits, which is too few" in hint(Contact, {"role": "Office", "phone": "01632 96012"})


def test_an_answer_on_a_form_is_a_number_too() -> None:
    field = FormField.model_validate({"id": "tel", "label": "Telephone", "type": "phone", "stored": "yes"})
    assert _misfit(field, "01632 960123") is None
    assert _misfit(field, "1632960123") == ("`1632960123` is not a telephone number.", "Did you mean `01632 960123`?")


def test_a_schema_takes_what_the_check_takes_and_refuses_a_lost_zero() -> None:
    pattern = re.compile(SHAPES["Phone"][0])
    assert [text for text in (*NUMBERS, *SHORT) if not pattern.match(text)] == []
    refused = [text for text in NONE if not pattern.match(text)]
    # A digit that is one too few, or an area that there is not, is left to the check.
    assert set(NONE) - set(refused) <= {"01632 96012", "01999 960123", "+1632960123"}


@slow
def test_the_web_editor_takes_what_the_check_takes_and_nothing_else() -> None:
    assert [text for text in SHORT if read(text) is None] == []
    assert told("contact.phone", [*NUMBERS, *SHORT, ""]) == [None] * (len(NUMBERS) + len(SHORT) + 1)
    refused = dict(zip(NONE, told("safeguarding_lead.phone", NONE), strict=True))
    assert [text for text, words in refused.items() if words is None] == []
    assert refused["1632960123"] == "“1632960123” is not a telephone number. Did you mean 01632960123?"
    assert "has 10 digits, which is too few" in (refused["01632 96012"] or "")


def begun(records: Records, folder: Path, number: object) -> Result:
    book = Workbook()
    page = book.active
    page.title = "providers"
    page.append(["folder", "contact.phone"])
    page.append(["case-farm", number])
    book.save(folder / "numbers.xlsx")
    return records.run("import", str(folder / "numbers.xlsx"), "--write")


@slow
def test_a_number_that_a_spreadsheet_kept_as_a_number_is_refused_at_its_cell(records: Records, tmp_path: Path) -> None:
    done = begun(records, tmp_path, 1632960999)
    assert done.exit_code == 1
    assert "providers!B2 (contact.phone): `1632960999` is not a telephone number. Did you mean `01632 960999`?" in (
        done.stdout
    )
    assert records.untouched
    done = begun(records, tmp_path, "01632 960999 ext. 4")
    assert done.exit_code == 0, done.output
    assert "01632 960999 ext 4" in records.text(FARM)


@slow
def test_a_suggestion_with_a_lost_zero_is_asked_about() -> None:
    done = CliRunner().invoke(apdir, ["new", "provider", "--from-issue", "-"], input=body(Telephone="1632960177"))
    assert done.exit_code == 1
    assert "Telephone: `1632960177` is not a telephone number. Did you mean `01632 960177`?" in done.output
