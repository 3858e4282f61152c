"""The data for other programs: its shape, what its schemas say of it, and what a hostile record makes of it."""

from __future__ import annotations

import copy
import csv
import io
import json
import os
import re
import uuid
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from apdir.data import paths, schemas
from apdir.data.lists import LISTS, lines_of, list_files
from apdir.data.page import data_page
from apdir.data.provider import data_of, told_cells
from apdir.data.referral import identifier
from apdir.edition import redact_for
from apdir.model.fields import Edition
from apdir.pages.page import Site
from apdir.pages.templates import make_templates
from apdir.source import Theme
from apdir.tables.rows import tables
from apdir.tables.sheets import WORKED_OUT
from apdir.tables.written import as_csv, csv_lines
from tests.support.records import PROVIDER, ROOT, TODAY, library, provider, record, visit

GOLDEN = Path(__file__).parent / "golden"
URL = "https://ap.trentside.example/"
FARM = provider(
    status="suspended",
    status_date="2026-10-05",
    public_notice="Placements are paused.",
    private_reason="Two incidents.",
    contact={"role": "Office", "email": "office@hillfarm.example", "phone": "01632 960123",
             "website": "https://hillfarm.example"},
    serves=["Derby"],
    sites=[
        {"id": "main", "name": "Main site", "address": ["12 Mill Lane", "Derby"], "postcode": "DE1 2FS",
         "public": "yes", "days": ["Mon"]},
        {"id": "home", "name": "The refuge", "address": ["3 Hidden Lane", "Belper"], "postcode": "DE56 1GG",
         "public": "no"},
    ],
    offer={"key_stages": ["KS3", "KS4"], "ages": {"from": "11", "to": "16"}, "needs": ["SEMH"],
           "delivery": ["on site"], "days": ["Mon", "Tue"], "hours": {"from": "09:30", "to": "15:00"},
           "price": [{"amount": "95", "per": "day", "note": "Lunch included"}],
           "accessibility": "Step-free ground floor."},
)  # fmt: skip
VISIT = visit(
    "derby", "2026-03-12", visited_by=[{"organisation": "the council", "role": "AP officer"}],
    judgements={"1a": "fully", "1b": "partially"}, outcome="majority met", details={"1b": {"evidence": "Six files."}},
    improvement_plan=[{"area": "1b", "action": "Update it.", "by": "2026-06-01"}],
)  # fmt: skip


def site(edition: Edition = "public") -> Site:
    return Site(library(), edition, TODAY, make_templates(Theme.of(ROOT)))


def files(about: dict[str, Any] = FARM, *visits: Any, edition: Edition = "public", times: int = 1) -> dict[str, str]:
    """Every file of the data of a directory with one provider, or with the same several times."""
    it = record(*(visits or (VISIT,)), about=about)
    cut = redact_for(it, library(), edition, TODAY)
    assert cut is not None
    data = data_of(*cut, edition, URL)
    row = lines_of(data.items)
    service = next(text for name, text in data.files.items() if name.startswith(paths.SERVICES))
    lists = list_files([row] * times, [service.encode().rstrip(b"\n")] * times, site(edition))
    return data.files | {name: content.decode() for name, content in lists}


def strict(schema: Any) -> Any:
    """A schema that allows nothing that it does not name: what the files hold is all described."""
    if isinstance(schema, list):
        return [strict(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    made = {key: strict(value) for key, value in schema.items()}
    return {**made, "additionalProperties": False} if "properties" in made and "type" in made else made


def kinds(name: str) -> str:
    """The schema that describes a file."""
    inside = name.removeprefix(paths.ROOT)
    for pattern, kind in {
        r"providers/.+": "provider", r"frameworks/.+": "framework",
        r"openreferral/services/[^/]+": "openreferral-service",
        r"openreferral/(\w+)": r"openreferral-\1", r"(\w+)": r"\1",
    }.items():  # fmt: skip
        match = re.fullmatch(rf"{pattern}\.json", inside)
        if match:
            return match.expand(kind)
    raise AssertionError(name)


@pytest.mark.slow
@pytest.mark.parametrize("edition", ["public", "commissioner"])
def test_every_file_is_as_its_schema_says_and_holds_nothing_else(edition: Edition) -> None:
    published = {Path(name).stem: json.loads(text) for name, text in schemas.schema_files(edition)}
    seen = set()
    for name, text in files(edition=edition).items():
        if name.endswith(".csv") or name == f"{paths.ROOT}index.json":
            continue
        kind = kinds(name)
        seen.add(kind)
        for schema in (published[kind], strict(published[kind])):
            jsonschema.Draft202012Validator.check_schema(schema)
            check = jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())
            assert [
                f"{name}: {fault.json_path}: {fault.message}" for fault in check.iter_errors(json.loads(text))
            ] == []
    assert seen == set(schemas.KINDS)


def test_a_file_that_is_not_so_is_noticed() -> None:
    schema = schemas.schema("provider", "public")
    good = json.loads(files()[f"{paths.ROOT}providers/hill-farm.json"])
    check = jsonschema.Draft202012Validator(strict(schema))
    assert not list(check.iter_errors(good))
    assert list(check.iter_errors(good | {"private_reason": "Two incidents."}))
    assert list(check.iter_errors({key: value for key, value in good.items() if key != "standing"}))


@pytest.mark.parametrize("edition", ["public", "commissioner"])
def test_the_shape_of_version_1_stays(edition: Edition) -> None:
    """Fields may be added to the golden files, never changed or removed: then a `v2` is due.

    WRITE_GOLDEN=1 makes the files anew, for a person to read what changed.
    """
    made = {name: text for name, text in files(edition=edition).items()
            if "frameworks" not in name and "taxonomy_terms" not in name}  # fmt: skip
    text = "".join(f"== {name}\n{text}" for name, text in sorted(made.items()))
    golden = GOLDEN / f"{edition}.txt"
    if "WRITE_GOLDEN" in os.environ:
        golden.write_text(text.replace("\r\n", "\n"), encoding="utf-8")
    assert golden.read_text(encoding="utf-8").replace("\n", "\r\n") == text.replace("\r\n", "\n").replace("\n", "\r\n")


def test_every_field_of_version_1_is_still_there() -> None:
    """The fields of the data, one a line: a line may be added, which WRITE_GOLDEN=1 does, and none taken out."""
    golden = GOLDEN / "fields.txt"
    before = golden.read_text(encoding="utf-8").splitlines()
    now = [
        f"{name}: {field.path}: {field.holds}"
        for name, (model, _) in schemas.KINDS.items()
        for field in schemas.fields_of(model, "public")
    ]
    assert [line for line in before if line not in now] == []
    if "WRITE_GOLDEN" in os.environ:
        golden.write_text("".join(f"{line}\n" for line in now), encoding="utf-8")
    else:
        assert before == now, "a field was added: run this with WRITE_GOLDEN=1, and read what changed"


def test_csv_has_the_columns_and_cells_of_the_export_and_the_price_of_a_day() -> None:
    it = record(VISIT, about=FARM)
    cut = redact_for(it, library(), "public", TODAY)
    assert cut is not None
    exported = as_csv(next(table for table in tables([cut[0]], "public") if table[0].name == "providers"))
    heads, row = exported.split("\r\n")[:2]
    found = csv_lines([("95", "no", "Lunch included", *told_cells(*cut))])
    whole = files()[f"{paths.ROOT}providers.csv"]
    assert whole == f"\ufeff{heads},{','.join(WORKED_OUT)}\r\n{row},{found}"
    page = data_page(site()).content
    assert all(f"<code>{name}</code>" in page for name in WORKED_OUT)


def test_every_list_is_in_the_index_and_on_the_page_about_the_data() -> None:
    made = files()
    index = json.loads(made.pop(f"{paths.ROOT}index.json"))["files"]
    lists = {name.removeprefix(paths.ROOT) for name in made if name.count("/") == paths.ROOT.count("/")}
    assert lists - index.keys() == set()
    page = data_page(site()).content
    assert [name for name in sorted(lists) if f"<code>{name}</code>" not in page] == []


def test_an_estimate_of_a_day_s_price_says_so_in_the_data() -> None:
    about = copy.deepcopy(FARM)
    about["offer"]["hours"] = {"from": "10:00", "to": "14:00"}
    about["offer"]["price"] = [{"amount": "78", "per": "session", "hours": "4"}]
    made = files(about)
    basis = "£78 for a session of four hours, one a day"
    told = json.loads(made[f"{paths.ROOT}providers/hill-farm.json"])["price_a_day"]
    assert told == {"amount": "78", "estimated": True, "basis": basis}
    rows = csv.DictReader(io.StringIO(made[f"{paths.ROOT}providers.csv"].removeprefix("\ufeff"), newline=""))
    assert [(row["price_a_day"], row["price_a_day_estimated"], row["price_a_day_basis"]) for row in rows] == [
        ("78", "yes", basis)
    ]
    # A note stands where the price does; what is limited by one is not compared, and the basis says all of it.
    for price, cells in (
        ({"amount": "82", "per": "day", "note": "whites lent"}, ("82", "no", "whites lent")),
        (
            {"amount": "130", "per": "day", "note": "Assessments only"},
            ("", "", "No price per day to compare: £130 a day (Assessments only)"),
        ),
        (
            {"amount": "2250", "per": "term"},
            ("", "", "No price per day to compare: £2,250 a term"),
        ),
    ):
        about["offer"]["price"] = [price]
        made = files(about)
        assert ("price_a_day" in json.loads(made[f"{paths.ROOT}providers/hill-farm.json"])) == bool(cells[0])
        rows = csv.DictReader(io.StringIO(made[f"{paths.ROOT}providers.csv"].removeprefix("\ufeff"), newline=""))
        assert [
            tuple(row[name] for name in ("price_a_day", "price_a_day_estimated", "price_a_day_basis")) for row in rows
        ] == [cells]


def test_a_cell_can_be_no_formula_and_a_line_break_stays_in_its_cell() -> None:
    about = FARM | {"name": "=HYPERLINK(1)", "public_notice": "One.\n\n@Two"}
    text = files(about)[f"{paths.ROOT}providers.csv"].removeprefix("\ufeff")
    heads, row = csv.reader(io.StringIO(text, newline=""))
    found = dict(zip(heads, row, strict=True))
    assert found["name"] == "'=HYPERLINK(1)"
    assert found["public_notice"] == "One.\n\n@Two"
    standing = files(about)[f"{paths.ROOT}standings.csv"].removeprefix("\ufeff")
    assert list(csv.reader(io.StringIO(standing, newline="")))[1][1] == "'=HYPERLINK(1)"


def test_hostile_text_is_only_text() -> None:
    hostile = '"</script>\\\x1f\u2028{{7*7}}'.replace("\x1f", " ")
    made = files(FARM | {"name": hostile, "serves": [hostile]})
    for name, text in made.items():
        if name.endswith(".json"):
            json.loads(text)
    assert json.loads(made[f"{paths.ROOT}providers.json"])["providers"][0]["name"] == " ".join(hostile.split())


def test_the_public_edition_has_no_place_that_is_not_public_and_no_private_field() -> None:
    public, officers = ("".join(files(edition=edition).values()) for edition in ("public", "commissioner"))
    for private in ("Two incidents", "Hidden Lane", "DE56 1GG", "The refuge", "Six files.", "Update it."):
        assert private not in public, private
        assert private in officers, private
    locations = json.loads(files()[f"{paths.REFERRAL}locations.json"])
    assert [row["name"] for row in locations["contents"]] == ["Main site"]


def test_assured_date_is_when_the_facts_were_checked_and_never_a_result() -> None:
    services = json.loads(files()[f"{paths.REFERRAL}services.json"])["contents"]
    assert [row["assured_date"] for row in services] == ["2026-09-14"]
    text = "".join(text for name, text in files().items() if name.startswith(paths.REFERRAL))
    for word in ("majority met", "Majority", "standing", "2026-03-12"):
        assert word not in text, word


def test_what_a_listing_is_as_a_service() -> None:
    found = {}
    for status in ("listed", "suspended", "withdrawn", "closed"):
        about = FARM | {"status": status}
        service = json.loads(files(about)[f"{paths.REFERRAL}services.json"])["contents"][0]
        found[status] = service["status"], "alert" in service
    assert found == {"listed": ("active", False), "suspended": ("inactive", True), "withdrawn": ("inactive", True),
                     "closed": ("defunct", True)}  # fmt: skip


def test_a_long_list_is_all_on_one_page() -> None:
    made = files(times=1001)
    page = json.loads(made[f"{paths.REFERRAL}services.json"])
    assert (page["total_pages"], page["page_number"], page["size"], page["total_items"]) == (1, 1, 1001, 1001)
    assert (page["first_page"], page["last_page"], page["empty"]) == (True, True, False)
    assert len(page["contents"]) == 1001
    assert not [name for name in made if "/page/" in name]


def test_a_directory_without_providers_has_its_files() -> None:
    made = dict(list_files([], [], site()))
    assert json.loads(made[f"{paths.ROOT}providers.json"])["providers"] == []
    empty = json.loads(made[f"{paths.REFERRAL}services.json"])
    assert (empty["empty"], empty["total_pages"], empty["contents"]) == (True, 1, [])


def test_ids_are_uuids_and_stay() -> None:
    assert identifier(URL, "x") == str(uuid.uuid5(uuid.NAMESPACE_URL, f"{URL}#x"))
    assert set(LISTS) == set(data_of(*_cut(), "public", URL).items)  # type: ignore[call-arg]


def _cut() -> Any:
    it = record(about=PROVIDER)
    return redact_for(it, library(), "public", TODAY)
