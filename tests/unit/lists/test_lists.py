"""Lists as councils keep them come in as they are: nothing is guessed wrongly, and nothing is lost in silence."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner, Result
from openpyxl import Workbook, load_workbook

from apdir.commands.main import apdir
from apdir.lists.ages import ages_in, key_stages_in
from apdir.lists.contacts import contact_in, phone_in, sites_in
from apdir.lists.days import days_in, hours_in
from apdir.lists.headings import meant
from apdir.lists.prices import prices_in
from tests.support.case import HERE
from tests.support.sites import ROOT, TODAY

HEADINGS = [
    "Name of Provider",
    "Address 1",
    "Address 2",
    "Post Code",
    "Tel No.",
    "Contact Name",
    "E-mail",
    "Web",
    "Ages",
    "Type of provision",
    "Registered school Y/N",
    "Cost per day",
    "QA visit date",
    "RAG rating",
]
FARM = ["Hilltop Farm", "Hilltop Lane", "Belper", "de56 1qf", 1632960201, "Bookings office", "bookings@hilltop.example",
        "www.hilltop.example", "11-16", "Farm", "N", "£95", date(2026, 3, 12), "Green"]  # fmt: skip
MOTORS = [
    "Oak Lodge Motors",
    "2 High St",
    "Ilkeston",
    "DE7 5AB.",
    "01632 960202 / 07700 900202",
    "Centre manager",
    "office@oak.example",
    "oak.example",
    "14 to 16",
    "Motor vehicle",
    "no",
    "£85/£45 half",
    "Not yet",
    "",
]
#: What these lists do not say.
SAID = ["--set", "checked.by=AP officer", "--set", "checked.date=2026-11-01", "--set", "offer.delivery=on site",
        "--set", "sites.public=yes"]  # fmt: skip
REST = [*SAID, "--set", "contact.role=Office", "--set", "registration.status=unregistered", "--set", "type=farm",
        "--set", "offer.key_stages=KS4", "--set", "contact.email=office@list.example"]  # fmt: skip


class Directory:
    """A directory of one provider, and imports into it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        shutil.copytree(HERE / "base", root / "providers/case-farm")
        shutil.copy(ROOT / "settings.yml", root)

    def run(self, *arguments: str) -> Result:
        done = CliRunner().invoke(apdir, ["--root", str(self.root), "--today", TODAY, *arguments])
        assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
        return done

    def take(self, file: Path, *arguments: str) -> Result:
        return self.run("import", str(file), "--new", *arguments)

    def record(self, slug: str) -> dict[str, Any]:
        return yaml.safe_load((self.root / f"providers/{slug}/provider.md").read_text().split("---\n")[1])

    @property
    def slugs(self) -> set[str]:
        return {path.name for path in (self.root / "providers").iterdir()} - {"case-farm"}

    def mapping(self, name: str) -> Path:
        return self.root / f"imports/{name}.yml"


@pytest.fixture
def directory(tmp_path: Path) -> Directory:
    return Directory(tmp_path / "records")


def book(folder: Path, name: str = "list", merged: str = "", **sheets: list[list[Any]]) -> Path:
    made = Workbook()
    del made[made.sheetnames[0]]
    for title, rows in sheets.items():
        page = made.create_sheet(title)
        for row in rows:
            page.append(row)
        if merged:
            page.merge_cells(merged)
    made.save(folder / f"{name}.xlsx")
    return folder / f"{name}.xlsx"


def text(folder: Path, content: str, encoding: str = "utf-8", name: str = "list.csv") -> Path:
    (folder / name).write_bytes(content.encode(encoding))
    return folder / name


@pytest.mark.parametrize("heading", ["Pupils on roll (names)", "Pupil initials", "Names of the children there"])
def test_a_column_that_may_name_pupils_is_to_go_and_none_of_it_is_shown(heading: str) -> None:
    said = meant(heading, ["AB, KT", "J. Marsh"])
    assert (said.sure, said.field, said.example) == (False, "", "")
    assert said.reason.startswith("pupils' names do not belong here")


def test_what_a_list_hides_is_told(directory: Directory, tmp_path: Path) -> None:
    file = book(tmp_path, Providers=[HEADINGS, FARM, MOTORS])
    made = load_workbook(file)
    made["Providers"].row_dimensions[3].hidden = True
    made["Providers"].column_dimensions["B"].hidden = True
    made.save(file)
    said = f"Hidden in the file, and read all the same: row 3 and column `{HEADINGS[1]}`. Show them and look."
    assert said in directory.take(file).stderr


@pytest.mark.slow
def test_a_councils_list_comes_in_as_it_is(directory: Directory, tmp_path: Path) -> None:
    rows = [["Approved providers"], HEADINGS, FARM, MOTORS, [], FARM[:4], ["Total: 2"]]
    file = book(tmp_path, merged="A1:N1", Providers=rows, Guidance=[["Ring first"]])
    done = directory.take(file, *SAID, "--write")
    assert done.exit_code == 0, done.output
    for said in (
        "sheet Providers: headings in row 2",
        "row 7 (Total: 2)",
        "hidden or without a list of providers: `Guidance`",
        "QA visit date: left out",
        "RAG rating: left out",
        "the first zero of 01632 960201",
        "https:// before oak.example",
        "what stands around the postcode DE7 5AB",
        "07700 900202",
        "Providers!A6 (Hilltop Farm)",
    ):
        assert said in done.stderr or said.replace("A6", "6") in done.stderr, said
    farm, motors = directory.record("hilltop-farm"), directory.record("oak-lodge-motors")
    assert farm["contact"] == {"role": "Bookings office", "phone": "01632 960201", "email": "bookings@hilltop.example",
                               "website": "https://www.hilltop.example"}  # fmt: skip
    assert farm["sites"] == [{"id": "main", "name": "Main site", "address": ["Hilltop Lane", "Belper"],
                              "postcode": "DE56 1QF", "public": True}]  # fmt: skip
    assert farm["offer"]["ages"] == {"from": 11, "to": 16}
    assert motors["offer"]["price"] == [{"amount": 85, "per": "day"}, {"amount": 45, "per": "half day"}]
    assert directory.run("check").exit_code == 0
    # The next term: nothing is asked, nothing changes; a price that changed does, and nothing else.
    again = directory.take(file, "--write")
    assert (again.exit_code, "nothing changes" in again.stderr) == (0, True), again.output
    done = directory.take(book(tmp_path, "next-term", Providers=[HEADINGS, [*FARM[:11], 98, *FARM[12:]]]), "--write")
    assert done.stdout.strip().split("\n") == [
        "providers/hilltop-farm/provider.md",
        "  offer.price[1].amount: `95` → `98`  (Providers!L2)",
    ]


def shape(directory: Directory, folder: Path, name: str, *given: str, answers: dict[str, str] | None = None) -> Result:
    """Take in one of the invented lists in `tests/support/lists`, once each guess is answered in its mapping."""
    file = Path(shutil.copy(HERE / "lists" / name, folder))
    asked = directory.take(file, *given)
    assert (asked.exit_code, directory.slugs) == (1, set()), asked.output
    mapping = directory.mapping(file.stem)
    text = mapping.read_text()
    for old, new in {'?"': '"', **(answers or {})}.items():
        assert old in text or old == '?"', (old, text)
        text = text.replace(old, new)
    mapping.write_text(text)
    return directory.take(file, "--set", "checked.date=2026-11-01", "--skip-bad", "--write")


@pytest.mark.slow
def test_a_councils_list_comes_in_alike_from_each_program_that_keeps_it(directory: Directory, tmp_path: Path) -> None:
    """Two rows are one provider at two sites, and a school's number that no register bears out is given back."""
    done = shape(directory, tmp_path, "council-list.csv", *SAID, "--ignore", "Notes")
    assert directory.slugs == {"hilltop-farm-cic", "bright-sparks-electrical", "the-willow-room"}, done.output
    assert "row 10 (Total: 5)" in done.stderr
    assert "Row 8: council-list!K8 (Ofsted registered Y/N): A registered school needs `dfe_number`." in done.stdout
    assert "1 row given back" in done.stderr
    farm, sparks, willow = (directory.record(slug) for slug in ("hilltop-farm-cic", "bright-sparks-electrical",
                                                               "the-willow-room"))  # fmt: skip
    assert [site["postcode"] for one in (farm, sparks) for site in one["sites"]] == ["DE56 1QF", "DE7 5AB", "DE1 1RN"]
    assert [farm["offer"]["ages"], sparks["offer"]["ages"]] == [{"from": 11, "to": 16}, {"from": 14, "to": 16}]
    assert [one["offer"]["price"] for one in (farm, sparks, willow)] == [
        [{"amount": 95, "per": "day"}],
        [{"amount": 85, "per": "day"}, {"amount": 45, "per": "half day"}],
        [{"amount": 45, "per": "hour"}],
    ]
    # A hyphen says nothing: it is no URN, and no address.
    assert ("urn" in willow["registration"], willow["contact"]["website"]) == (False, "http://willowroom.example/")
    assert willow["offer"]["needs"] == ["SEMH", "autism"]
    others = ("council-list.ods", "council-list.xlsx", "council-list-semicolon-cp1252.csv",
              "council-list-unicode-text.txt")  # fmt: skip
    for name in others:
        file = Path(shutil.copy(HERE / "lists" / name, tmp_path))
        again = directory.take(file, "--set", "checked.date=2026-11-01", "--skip-bad")
        assert "3 providers of" in again.stderr, (name, again.output)
        assert "the records say the same already, nothing changes" in again.stderr, (name, again.output)
        assert "1 row would be given back" in again.stderr, name
    assert (
        "Rows that say nothing new of a provider above: Sheet1!9 (Hilltop Farm CIC)"
        in directory.take(tmp_path / "council-list.xlsx", "--set", "checked.date=2026-11-01").stderr
    )


@pytest.mark.slow
@pytest.mark.parametrize("answer", ["Reach", "Reach (Ilkeston)"])
def test_a_name_with_a_place_in_brackets_is_asked_about_once(directory: Directory, tmp_path: Path, answer: str) -> None:
    file = text(tmp_path, "Provider,Postcode\nReach,DE1 2FS\nReach (Ilkeston),DE7 5AB\n")
    done = directory.take(file, *REST, "--write")
    assert (done.exit_code, directory.slugs) == (1, set())
    assert done.stdout.count("Is this a site of `Reach`, or a provider of its own?") == 1
    mapping = directory.mapping("list")
    mapping.write_text(mapping.read_text().replace('"Reach?"', f'"{answer}"'))
    done = directory.take(file, *REST, "--write")
    assert done.exit_code == 0, done.output
    found = {slug: [site["postcode"] for site in directory.record(slug)["sites"]] for slug in directory.slugs}
    assert found == ({"reach": ["DE1 2FS", "DE7 5AB"]} if answer == "Reach" else
                     {"reach": ["DE1 2FS"], "reach-ilkeston": ["DE7 5AB"]})  # fmt: skip


@pytest.mark.slow
def test_rows_of_one_number_are_one_provider_and_tags_no_text(directory: Directory, tmp_path: Path) -> None:
    """Days, sites and hours of several rows are put together; a postcode that is none is told."""
    done = shape(
        directory, tmp_path, "services-several-rows.csv", *REST, "--set", "offer.key_stages=KS4",
        answers={'cost: "offer.price"': "cost: {field: offer.price, per: day}"},
    )  # fmt: skip
    assert directory.slugs == {"the-mens-shed"}
    assert "I4 (postcode): There is no postcode `NG16 3AA`" in done.stdout
    file = tmp_path / "services-several-rows.csv"
    file.write_text(file.read_text().replace("NG16 3AA", "NG16 3AG"))
    done = directory.take(file, "--set", "checked.date=2026-11-01", "--write")
    assert (done.exit_code, directory.slugs) == (0, {"anvil-youth", "the-mens-shed"}), done.output
    assert "F4 (opens_at): 10:00; 09:30 of row 2 is kept, for a provider has usual times" in done.stderr
    anvil = directory.record("anvil-youth")
    assert anvil["offer"]["days"] == ["Mon", "Tue", "Thu"]
    assert [(site["name"], site["postcode"]) for site in anvil["sites"]] == [
        ("The Forge", "NG16 3BE"), ("Annexe", "NG16 3AG")]  # fmt: skip
    for slug, words in {
        "anvil-youth": "Welding & metalwork.\n\nLunch is given.\nBring boots.\n",
        "the-mens-shed": "Woodwork\nwith a mentor\n",
    }.items():
        assert (directory.root / f"providers/{slug}/provider.md").read_text().endswith(f"---\n\n{words}"), slug
    assert directory.record("the-mens-shed")["name"] == "The Men's Shed"


@pytest.mark.slow
def test_lists_of_tutors_and_of_training_come_in(directory: Directory, tmp_path: Path) -> None:
    rest = [*REST, "--set", "type=vocational centre"]
    done = shape(
        directory, tmp_path, "tutors.csv", *rest, "--ignore", "Group size",
        answers={"All Derbyshire:\n": "All Derbyshire: Amber Valley; Erewash\n"},
    )  # fmt: skip
    assert directory.slugs == {"number-line-tutors", "quiet-corner", "fell-and-ford-outdoors"}, done.output
    quiet = directory.record("quiet-corner")
    assert [site["postcode"] for site in quiet["sites"]] == ["DE56 1DT", "DE5 3AS"]
    assert (quiet["offer"]["key_stages"], quiet["offer"]["days"]) == (["KS2", "KS3", "KS4"], ["Mon", "Wed", "Fri"])
    assert directory.record("fell-and-ford-outdoors")["serves"] == ["Amber Valley", "Erewash"]
    assert "Cells that say nothing: 1 (`POA` 1)." in done.stderr
    assert "F4 (Days available): term time only" in done.stderr
    shutil.rmtree(directory.root / "imports")
    for slug in directory.slugs:
        shutil.rmtree(directory.root / "providers" / slug)
    left_out = ("notes", "name (column C)", "last_checked")
    done = shape(
        directory, tmp_path, "training-providers.csv", *rest, *(one for name in left_out for one in ("--ignore", name)),
        answers={"    H:\n": "    H: vocational centre\n"},
    )  # fmt: skip
    assert directory.slugs == {"spanner-and-sons-training", "cafe-skills"}, done.output
    cafe = directory.record("cafe-skills")
    assert (cafe["name"], cafe["registration"]["ukprn"]) == ("Café Skills", "10088802")
    assert cafe["contact"]["website"] == "https://www.cafe-skills.example/o%27clock"
    assert directory.record("spanner-and-sons-training")["offer"]["subjects"] == ["Motor vehicle", "Maths"]
    assert "Row 4: training-providers!I4 (telephone): `test tel` is not a telephone number." in done.stdout
    assert "1 row given back" in done.stderr


@pytest.mark.slow
@pytest.mark.parametrize(
    ("encoding", "sign"), [("utf-16", "\t"), ("utf-16-le", "\t"), ("cp1252", ";"), ("utf-8-sig", ","), ("utf-8", "|")]
)
def test_a_list_is_read_in_any_usual_encoding_and_separator(
    directory: Directory, tmp_path: Path, encoding: str, sign: str
) -> None:
    rows = [["Café list"], ["Provider", "Postcode", "Price"], ["Café Gräser", "DE1 2FS", "£95 per day"]]
    done = directory.take(text(tmp_path, "\r\n".join(map(sign.join, rows)), encoding), *REST, "--write")
    assert done.exit_code == 0, done.output
    record = directory.record("cafe-graser")
    assert (record["name"], record["offer"]["price"]) == ("Café Gräser", [{"amount": 95, "per": "day"}])


@pytest.mark.slow
def test_what_is_not_sure_is_asked_once_in_a_file_and_kept(directory: Directory, tmp_path: Path) -> None:
    content = "Provider,Postcode,Type,Notes,Widgets\nElm,DE1 2FS,Vocational,Boots needed,7\nOak,DE7 5AB,farm,,8\n"
    file = text(tmp_path, content)
    at = REST.index("type=farm")
    rest = [*REST[: at - 1], *REST[at + 1 :]]
    done = directory.take(file, *rest, "--write")
    assert done.exit_code == 1
    assert directory.slugs == set()
    assert "description? ASKED" in done.stderr
    assert "`Notes` and `Widgets`" in done.stderr
    assert "`Vocational` (is it `vocational centre`?)" in done.stdout
    mapping = directory.mapping("list")
    written = mapping.read_text()
    assert '  Notes: "description?"  # descriptions are published' in written
    assert '    Vocational: "vocational centre?"' in written
    mapping.write_text(written.replace('"description?"', "description").replace("centre?", "centre") + "# ours\n")
    done = directory.take(file, "--ignore", "Widgets", "--set", "checked.date=2026-11-01", "--write")
    assert done.exit_code == 0, done.output
    assert directory.record("elm")["type"] == "vocational centre"
    assert (directory.root / "providers/elm/provider.md").read_text().endswith("---\n\nBoots needed\n")
    assert "# ours" in mapping.read_text()
    assert "checked.date" not in mapping.read_text()  # it is true of this list alone


@pytest.mark.slow
def test_words_of_several_columns_are_asked_in_one_file(directory: Directory, tmp_path: Path) -> None:
    rows = ["Provider,Postcode,Type,Needs,Areas", "Elm,DE1 2FS,Unicorns,Wings,Moon", "Oak,DE7 5AB,Dragons,Fire,Mars",
            "Fir,DE5 3BR,farm,SEMH,Derby", "Ash,DE5 3BR,farm,\"Kayden Smith, aged 14\",Derby"]  # fmt: skip
    file = text(tmp_path, "\n".join(rows) + "\n")
    rest = [*REST[: REST.index("type=farm") - 1], *REST[REST.index("type=farm") + 1 :]]
    done = directory.take(file, *rest, "--skip-bad", "--write")
    assert (done.exit_code, directory.slugs) == (1, {"fir"}), done.output
    values = yaml.safe_load(directory.mapping("list").read_text())["values"]
    assert values == {
        "type": {"Unicorns": None, "Dragons": None},
        "offer.needs": {"Wings": None, "Fire": None},
        "serves": {"Moon": None, "Mars": None},
    }
    assert "This looks like pupil data: " in done.stdout
    assert "Kayden" not in done.output + directory.mapping("list").read_text()


@pytest.mark.slow
def test_good_rows_are_taken_in_and_the_others_given_back(directory: Directory, tmp_path: Path) -> None:
    bad = [*MOTORS[:3], "DE99 9ZZ", *MOTORS[4:]]
    rows = [["Approved providers"], HEADINGS, FARM, bad, ["Fir", "", "", "", "", "", "", "", "", "Unicorns"]]
    file = book(tmp_path, Providers=rows)
    done = directory.take(file, *SAID, "--write")
    assert (done.exit_code, directory.slugs) == (1, set())
    assert "With --skip-bad, 1 provider would be taken in, and 2 rows given back." in done.stderr
    done = directory.take(file, *SAID, "--skip-bad", "--write")
    assert (done.exit_code, directory.slugs) == (1, {"hilltop-farm"}), done.output
    assert directory.run("check").exit_code == 0
    page = load_workbook(tmp_path / "list-given-back.xlsx")["Providers"]
    back = [[cell.value for cell in row] for row in page.iter_rows()]
    assert [row[0] for row in back] == ["Approved providers", HEADINGS[0], "Oak Lodge Motors", "Fir"]
    assert back[2][:-1] == [value or None for value in bad]
    assert "Post Code: No postcode begins with" in back[2][-1] or "There is no postcode `DE99 9ZZ`" in back[2][-1]
    assert "`Unicorns`" in back[3][-1]
    # Put right, it comes in: its last column is known, and it is read as the list was.
    page["D3"] = "DE7 5AB"
    page.delete_rows(4)
    page.parent.save(tmp_path / "list-given-back.xlsx")
    done = directory.take(tmp_path / "list-given-back.xlsx", *SAID, "--write")
    assert (done.exit_code, directory.slugs) == (0, {"hilltop-farm", "oak-lodge-motors"}), done.output
    assert "Read by imports/list.yml." in done.stderr


@pytest.mark.slow
def test_a_mistake_of_every_row_is_told_once(directory: Directory, tmp_path: Path) -> None:
    rows = [f"Farm {number},DE1 2FS,Unicorns,11-16,£95,sometimes" for number in range(355)]
    file = text(tmp_path, "\n".join(["Provider,Postcode,Areas,Ages,Cost per day,Days", *rows]))
    done = directory.take(file, "--set", "type=tuition")
    assert done.exit_code == 1
    assert "say in imports/list.yml, under `values`, what these are here: `Unicorns`" in done.stdout
    assert done.stdout.count("`tuition` is not among this directory's types.") == 1
    assert len(done.output.splitlines()) <= 40, done.output


@pytest.mark.slow
def test_sheets_of_one_workbook_are_joined_by_name(directory: Directory, tmp_path: Path) -> None:
    file = book(
        tmp_path,
        Providers=[["Provider name", "Tel"], ["Elm", "01632 960601"], ["Oak", "01632 960602"]],
        Sites=[["Provider", "Site name", "Postcode"], ["Elm", "Top field", "DE1 2FS"], ["Elm", "Barn", "DE7 5AB"]],
        Costs=[["Provider", "Cost per day", "1:1 cost per hour"], ["Elm", 95, 40], ["Oak", "£110", None]],
    )
    done = directory.take(file, *REST, "--write")
    assert done.exit_code == 0, done.output
    elm = directory.record("elm")
    assert [(site["id"], site["postcode"]) for site in elm["sites"]] == [("top-field", "DE1 2FS"), ("barn", "DE7 5AB")]
    assert elm["offer"]["price"] == [
        {"amount": 95, "per": "day"},
        {"amount": 40, "per": "hour", "note": "1:1 cost per hour"},
    ]
    assert directory.record("oak")["offer"]["price"] == [{"amount": 110, "per": "day"}]


@pytest.mark.slow
def test_a_workbook_of_our_own_tables_may_be_all_new(directory: Directory, tmp_path: Path) -> None:
    fields = {
        "folder": "elm",
        "name": "Elm",
        "type": "farm",
        "contact.role": "Office",
        "contact.phone": "01632 960601",
        "offer.key_stages": "KS3",
        "offer.delivery": "on site",
        "checked.date": "2026-11-01",
        "checked.by": "AP officer",
        "registration.status": "unregistered",
        "description": "Sheep and *goats*.",
    }
    sites = [["folder", "id", "name", "postcode", "public", "number"], ["elm", "main", "Main site", "DE1 2FS", "yes"]]
    file = book(tmp_path, sites=sites, providers=[list(fields), list(fields.values())])
    done = directory.take(file, "--write")
    assert done.exit_code == 0, done.output
    assert directory.record("elm")["sites"][0]["postcode"] == "DE1 2FS"
    assert (directory.root / "providers/elm/provider.md").read_text().endswith("---\n\nSheep and *goats*.\n")


@pytest.mark.slow
@pytest.mark.parametrize("answer", ["one provider", "several providers"])
def test_one_name_at_two_places_is_asked_about(directory: Directory, tmp_path: Path, answer: str) -> None:
    file = text(tmp_path, "Provider,Town,Postcode\nReach,Derby,DE1 2FS\nReach,Ilkeston,DE7 5AB\n")
    done = directory.take(file, *REST, "--write")
    assert (done.exit_code, directory.slugs) == (1, set())
    assert "Row 2 has this name too, at another place." in done.stdout
    mapping = directory.mapping("list")
    mapping.write_text(mapping.read_text().replace('"one provider?"', answer))
    done = directory.take(file, *REST, "--write")
    if answer == "one provider":
        assert [site["id"] for site in directory.record("reach")["sites"]] == ["derby", "ilkeston"], done.output
    else:  # the check wants two of one name told apart, and says how
        assert "name them apart, such as with the town in brackets" in done.stdout


@pytest.mark.slow
def test_a_list_may_name_records_by_their_folders(directory: Directory, tmp_path: Path) -> None:
    file = text(tmp_path, 'Our prices\n\nfolder,Cost per day,Description\ncase-farm,£95,"Hens_x000D_\nfirst."\n')
    for said in ("offer.price[1].amount: nothing → `95`", ""):
        done = directory.run("import", str(file), "--write")
        assert (done.exit_code, said in done.stdout) == (0, True), done.output
    assert (directory.slugs, directory.record("case-farm")["offer"]["price"]) == (set(), [{"amount": 95, "per": "day"}])
    assert (directory.root / "providers/case-farm/provider.md").read_text().endswith("---\n\nHens\nfirst.\n")
    assert "line breaks written as _x000D_" in done.stderr


@pytest.mark.slow
def test_a_log_of_visits_becomes_drafts_of_what_it_surely_says(directory: Directory, tmp_path: Path) -> None:
    head = ["Provider", "Framework", "Visit date", "Visited by", "Outcome", "Safeguarding", "Actions", "Due"]
    file = book(tmp_path, Log=[
        head,
        ["case farm ", "Derby", date(2026, 10, 8), "AP officer", "Yes", "8/9", "1b: refresh it", date(2026, 12, 1)],
        ["Case Farm", "derby", "14/11/2026", "AP officer", "", "", "4e policy list", "Spring term"],
        ["Case Farm", "Derby", "Oct 26", "", "", "", "", ""],
        ["Nowhere", "Derby", "2026-10-09", "", "", "", "", ""],
    ])  # fmt: skip
    done = directory.take(file, "--set", "visit.organisation=the council", "--skip-bad", "--write")
    assert done.exit_code == 1
    for said in ("`Outcome` and `Safeguarding`", "Log!H3 (Due): Spring term: by which day?", "2 rows given back"):
        assert said in done.stderr, done.output
    for said in ("Log!C4 (Visit date): `Oct 26` is no day.", "Log!A5 (Provider): There is no provider `Nowhere`."):
        assert said in done.stdout, done.output
    visits = directory.root / "providers/case-farm/visits"
    draft = yaml.safe_load((visits / "2026-10-08-derby.yml").read_text())
    assert (draft["state"], draft["visited_by"]) == ("draft", [{"organisation": "the council", "role": "AP officer"}])
    assert draft["improvement_plan"] == [{"area": "1b", "action": "refresh it", "by": date(2026, 12, 1)}]
    assert not any(draft["judgements"].values())
    assert "by:" not in (visits / "2026-11-14-derby.yml").read_text().partition("improvement_plan:")[2].split("\n")[0]
    assert directory.run("check").exit_code == 0
    before = {path: path.read_bytes() for path in visits.iterdir()}
    done = directory.take(file, "--skip-bad", "--write")
    assert "Here already: row 2 (2026-10-08-derby) and row 3 (2026-11-14-derby)." in done.stderr
    assert before == {path: path.read_bytes() for path in visits.iterdir()}


@pytest.mark.slow
def test_a_log_asks_about_a_month_and_a_term(directory: Directory, tmp_path: Path) -> None:
    for slug in ("riverside-learning", "spanner-works"):
        (directory.root / "providers" / slug).mkdir()
        shutil.copy(ROOT / f"providers/{slug}/provider.md", directory.root / "providers" / slug)
    file = Path(shutil.copy(HERE / "lists/qa-log.xlsx", tmp_path))
    done = directory.take(file, "--set", "visit.organisation=the council", "--skip-bad", "--write")
    assert "C4 (Visit date): `Oct 26` is no day." in done.stdout
    assert "L3 (Due): Spring term: by which day?" in done.stderr
    drafts = {path.name: yaml.safe_load(path.read_text()) for path in directory.root.rglob("visits/*.yml")
              if path.parts[-3] == "riverside-learning"}  # fmt: skip
    assert {name: draft["state"] for name, draft in drafts.items()} == {
        "2026-10-08-derby.yml": "draft", "2026-11-14-derby.yml": "draft"}  # fmt: skip


@pytest.mark.parametrize(
    ("heading", "cells", "field", "sure"),
    [
        ("Contact Name", ["Sue Brown", "Mo Ali"], "ignore", True),
        ("Contact Name", ["Centre manager", "Bookings office"], "contact.role", True),
        ("Contact", ["01632 960601"], "contact.phone", True),
        ("Contact", ["Sue Brown 01632 960601"], "contact", True),
        ("QA visit date", ["2026-03-12"], "ignore", True),
        ("Last checked", ["2026-03-12"], "checked.date", False),
        ("Last inspection", ["2026-03-12"], "ignore", True),
        ("Number of pupils on roll", ["12", "31"], "", False),
        ("organisation", ["Anvil Youth"], "name", True),
        ("Cost per day", ["£95"], "offer.price", True),
        ("Cost", ["£95"], "offer.price", False),
        ("Cost", ["POA"], "", False),
        ("Notes", ["Bring boots"], "description", False),
        ("Ofsted registered Y/N", ["Y", "N"], "registration.status", False),
        ("UKPRN", ["10088801"], "registration.ukprn", True),
        ("Website", ["Sue Brown", "Mo Ali"], "", False),
        ("Postcode", ["01632 960601", "01632 960602"], "", False),
        ("Reach us", ["info@elm.example"], "contact.email", False),
        ("KS3", ["Y", "N"], "offer.key_stages", True),
        ("Tuesday", ["x", ""], "offer.days", True),
        ("EstablishmentName", ["Elm"], "name", True),
        ("RAG", ["Red"], "ignore", True),
        ("Key contact", ["Sue Brown", "Mo Ali"], "ignore", True),
        ("Trading Name", ["Elm"], "name", True),
        ("charity_contact_postcode", ["DE1 2FS"], "sites.postcode", True),
        ("Unregulated / Registered", ["Unregulated"], "registration.status", True),
        ("Status", ["Approved"], "", False),
        ("status", ["listed", "closed"], "status", True),
        ("Type", ["Y", "N"], "", False),
        ("Transport", ["Yes", "No"], "", False),
        ("Approved until", ["2027-01-01"], "ignore", True),
        ("Name and address", ["Elm, 1 Mill Lane, Derby DE1 2FS"], "", False),
        ("Cost p/d", ["95"], "offer.price", True),
        ("minimum_age", ["11"], "offer.ages.from", True),
        ("DSL email", ["dsl@elm.example"], "safeguarding_lead.email", True),
        ("Pupil name", ["Sue Brown", "Mo Ali"], "", False),
    ],
)  # fmt: skip
def test_a_column_is_what_its_heading_and_its_cells_say_together(
    heading: str, cells: list[str], field: str, sure: bool
) -> None:
    found = meant(heading, cells)
    assert (found.field, found.sure) == (field, sure), found.reason
    assert found.reason


@pytest.mark.parametrize(
    ("cell", "per", "prices", "left"),
    [
        ("£95", "day", ["95 day"], ""),
        ("95.00", "day", ["95 day"], ""),
        ("£45 p/h", "day", ["45 hour"], ""),
        ("£38,000 pa", "day", ["38000 year"], ""),
        ("£85/£45 half", "day", ["85 day", "45 half day"], ""),
        ("Half day: £45; Full day: £85", "", ["45 half day", "85 day"], ""),
        ("Full day £95 / Half day £50", "", ["95 day", "50 half day"], ""),
        ("1:1 £45, 2:1 £30 per hour", "", ["45 hour (1:1 £45)", "30 hour (2:1 £30 per hour)"], ""),
        ("£42 an hour, £38 in groups of 3", "", ["42 hour", "38 hour (£38 in groups of 3)"], ""),
        ("From £60 per half day", "", ["60 half day (From £60 per half day)"], ""),
        ("£85-£120 per day", "", ["85 day (£85-£120 per day)"], ""),
        ("£95 + VAT per day", "", ["95 day (£95 + VAT per day)"], ""),
        ("£50ph/£250pd", "", ["50 hour", "250 day"], ""),
        ("free", "day", ["0 day"], ""),
        ("£75", "", [], "£75"),
        ("POA", "day", [], "POA"),
    ],
)
def test_a_price_is_taken_for_what_it_says(cell: str, per: str, prices: list[str], left: str) -> None:
    part = prices_in(cell, per)
    note = [f" ({item['note']})" if "note" in item else "" for item in part.items]
    assert [f"{item['amount']} {item['per']}{more}" for item, more in zip(part.items, note, strict=True)] == prices
    assert part.left == left


def test_ages_days_hours_and_contacts_are_taken_for_what_they_say() -> None:
    for cell, ages in {
        "11-16": ("11", "16"),
        "14 to 16 years": ("14", "16"),
        "5–16": ("5", "16"),
        "Year 7 - Year 11": ("11", "16"),
        "2016-11-01": ("11", "16"),
        "2026-11-05": ("5", "11"),
        "14+": None,
    }.items():
        assert ages_in(cell)[0] == ages, cell
    for cell, stages in {
        "KS3/4": "34",
        "2,3,4": "234",
        "KS2-KS4": "234",
        "KS 3 and KS 4": "34",
        "Secondary": "34",
    }.items():
        assert key_stages_in(cell, figures=True) == ([f"KS{number}" for number in stages], ""), cell
    assert days_in("Tues & Thurs term time only") == (["Tue", "Thu"], "term time only")
    assert days_in("Mon-Thurs") == (["Mon", "Tue", "Wed", "Thu"], "")
    assert hours_in("Mon 9.30-2.30")[0] == ("09:30", "14:30")
    sites = sites_in("Site 1: Mill St, Belper DE56 1DT; Site 2: 9 High St, Ripley, DE5 3AS")
    assert sites.items == [
        {"postcode": "DE56 1DT", "address": "Mill St; Belper"},
        {"postcode": "DE5 3AS", "address": "9 High St; Ripley"},
    ]
    assert phone_in("1632960202").values == [("contact.phone", "01632 960202")]
    assert phone_in("01632 960402/3").repairs
    found = contact_in("Sue Brown, 01632 960601, info@elm.example")
    assert (dict(found.values), found.left) == (
        {"contact.email": "info@elm.example", "contact.phone": "01632 960601"},
        "Sue Brown",
    )
