"""Pupil data is found wherever it stands, is not seen where it is not, and is never repeated by what tells of it."""

import json
import random
import re
import shutil
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apdir.problems import FORMATS, PUPIL_DATA, Problem, shown
from apdir.pupil import findings, hidden_name, in_name, without
from apdir.pupil.numbers import UPN_LETTERS, is_nhs_number, is_uln, is_upn
from apdir.pupil.score import LIST
from apdir.source.pupil import pupil_problems
from tests.support.sites import ROOT, apdir

# Numbers made up for these tests; what their check digits and letters must be is worked out by hand.
FOUND = {
    "unique pupil number": [
        "H801200001001", "h801200001001", "H 801 2000 01 001", "H-801-2000-01-001", "upn_H801200001001",
        "H80120000100B", "UPN: A801200001001", "unique pupil number is A801200001001", "x;H801200001001;y",
    ],
    "NHS number": [
        "943 476 5919", "943-476-5919", "9434765919", "NHS no. 943 476 5918", "NHS number 9434765918", "(9434765919)",
        "12/03/2026 9434765919 DE1 2FS",
    ],
    "unique learner number": ["1000000019", "ULN 1000000018", "ULN: 10 0000 0018"],
    "National Insurance number": ["AB123456C", "ab 12 34 56 c", "NI no AB-12-34-56-C"],
    "date of birth": [
        "born 12/03/2011", "Born on 12th of March, 2011", "born March 2011", "born in Derby on 12 March 2011",
        "DOB 12/3/11",
        "d.o.b. 12.03.2011", "D.O.B.: 2011-03-12", "date_of_birth: 2011-03-12", "dateOfBirth: 12/03/2011",
        "dob: 12032011",
        "Date of birth (of the pupil): 12/03/2011", "12/03/2011 (DOB)", "born\n  # 12/03/2011",
        "birthday is 12 Mar 2011",
        "born-12-03-2011",
    ],
    "pupil described by name": [
        "Year 9 boy called Sam", "Year 9 boy called sam", "a Y10 girl, called Ann-Marie O’Neil",
        "yr 10 pupil, Sam Smith",
        "Year 10 pupil Sam was", "Year 9\n  # boy called Sam", "Year 11 looked-after girl named Zoe",
        "child known as Zed",
        "girl with autism called Zed", "Sam, a Year 9 boy, said", "pupil name: Sam", "pupil_name: \"sam\"",
        "student's name: Zed", "pupil: Sam Smith", "Year nine boy called Kai", "year-9-boy-called-sam",
        "Year 9 boy called J",
    ],
    "pupil's initials": ["pupil J. S. was", "pupil J.S.", "Pupil JS was", "Year 10 student J. Smith", "learner (J.S.)"],
    "home address of a pupil": [
        "lives at 12 Mill Lane", "pupil's home address: 12 Mill Lane", "home address: [12 Mill Lane",
        "living at 3b High Street",
    ],
}  # fmt: skip
NOT_FOUND = [
    "H801200001002", "A 801 is 2000 m long", "phone: 01632 960123", "+44 113 496 0123", "+44 (0)113 496 0123",
    "0113 496 0123", "44 7700 900123", "9434765917", "1000000018", "1.9434765919", "435000 336000", "2026-03-12",
    "830/1102", "603/1234/5", "£1,000,000", "born out of a project in 2011", "Osborne 12/03/2011", "jobs 12/03/2011",
    "Date of birth is never asked for. Checked 12/03/2026", "born free", "Pupil A said", "pupil PE kit",
    "student IT room",
    "each pupil. The room", "Year 10 pupils, Maths and English", "every boy called out", "the girl called the office",
    "Year 10 pupil, Monday only", "pupil voice: Good", "Pupil Referral Unit", "one Year 9 pupil at a time",
    "a Year 10 learner who is out of school", "The pupil named in the plan", "lives at home", "address: [12 Mill Lane]",
    "GB123456C", "2026-03-12 2026-03-13 2026-03-14", "pupil: Learner", "pupil numbers: 12", "schoolboy: 12 Mill Lane",
]  # fmt: skip


@pytest.mark.parametrize(("kind", "text"), [(kind, text) for kind, rows in FOUND.items() for text in rows])
def test_pupil_data_is_found_and_taken_out(kind: str, text: str) -> None:
    for around in (text, f"Seen: {text}.", f"x: {{y: {text}}}", f"İ {text}\n"):
        assert kind in [found.kind for found in findings(around)], around
    told = without(text)
    assert "not shown]" in told
    assert not findings(told)
    for secret in re.findall(r"\b(?!2026)\d{3,}|Sam|sam|Zed|Zoe|Kai|O’Neil|Smith|Mill|High", text):
        assert secret not in told
        assert secret not in shown(f"{text} {'x' * 80}")


#: However it is written: other signs for the same letters, marks and breaks inside a word, names in sentences.
AWKWARD = [
    "H801\xa0200001001",
    "H801\u200b200001001",
    "943\u2013476\u20135919",
    "943 476\n    5919",
    "&#56;01 H&#56;01200001001",
    "H801**2000**01001",
    "Home address: 14 Mill Lane",
    "Year 9 boy CALLED Sam",
    "a Y10 girl NAMED Zara",
    "JS in Y9",
    "Kayden's mum rang",
    "Kayden Smith, aged 14",
    "K.S. (Y10)",
    "(b. 03/05/2011)",
    "Kayden\u2019s mum",
    "14-year-old Kayden",
    "Kayden (14) was excluded",
    "Sam in Year 9 hit another pupil",
    "Jayden has an EHCP and attends on Mondays",
    "Mia lives with her nan",
    "he lives at 14 Mill Lane",
    "Mum's mobile: 07700 900123",
    "Oliver, Y9, likes football",
    "Please call Ava's dad",
    "the mother of Leo",
    "Pupil: Noah Green",
    "Name of pupil: Noah",
    "Forename: Kayden",
    "DoB - 3rd May 2011",
    "dob 030511",
    "D/O/B 03/05/11",
    "ULN 1000000018",
    "Admission number: 12345",
    "Ethan was restrained on 3 May",
    "Year 10 - Ruby",
    "Ruby (Year 10)",
    "Zainab's EHC plan",
    "T.B., 14, was suspended",
    "the Y9 lad known as Macca",
    "His home address is 3 Park Road",
    "lives in Flat 3, Mill Lane",
    "our Year 11 girl Ellie",
    "student AB was late",
    "Jake\u2019s timetable is part-time",
]
#: Staff, animals, places, groups and numbers of things.
INNOCENT = [
    "Our founder, born in Derby in May 1970",
    "In Year 7 Pupil Passports are used",
    "The goat lives at 14 Mill Lane farm",
    "ISBN 0306406152",
    "contract number 9434765919",
    "Kate teaches Year 9 maths",
    "Sarah, our SENCO, runs Year 10 groups",
    "Ask for Sam about Year 9 places",
    "Pupils in Years 9 to 11 attend on Mondays.",
    "Riverside Learning, aged 11 to 16",
    "Construction (Year 10)",
    "Forest School, Year 9",
    "Duke of Edinburgh award for Year 10",
    "The James Rotherham College takes Year 11 pupils",
    "Each pupil's home address is kept by the school",
    "Call Emma on 01332 960123 to ask about placement",
    "St Mary's school",
    "Daisy the goat was born in March 2020",
    "Our charity was born on 3 May 2012",
    "Every child's mum is invited",
    "Today's parents",
    "Key stage 3 and KS4",
    "PE in Year 9",
    "The book Wonder by Rachel is read in Year 7",
    "head teacher Helen Marsh visits each term; attendance is checked daily",
    "Pupil Premium funding",
    "Year 9 pupil numbers",
    "The pupil called the office",
    "John Lewis Foundation supports pupils with autism",
    "Staff: Tom and Priya work with pupils who have an EHC plan",
    "Mountain bikes for Year 9 pupils",
    "Up to 12 pupils aged 14 live sessions",
    "Ofsted visited in May 2024; born again",
    "Horse called Billy helps pupils",
    "Jack Russell dogs visit pupils",
    "Mill Farm is run by Beth and Tom for pupils with anxiety",
    "Contact: Aisha Khan, placements officer, for attendance",
    "Derby's parents forum",
    "Mondays, Year 10",
    "Maths, English and Science in Year 11",
    "AP in Year 9",
    "Maximum hours for a child under 13",
    "Our learners are 14 to 16 years old",
]


@pytest.mark.parametrize("text", AWKWARD)
def test_it_is_found_however_it_is_written(text: str) -> None:
    assert findings(text)
    assert not findings(without(text))


@pytest.mark.parametrize("name", ["kayden-smith-y10.pdf", "alfie-ehcp.docx", "Year_9_boy_called_sam"])
def test_it_is_found_in_the_name_of_a_file(name: str) -> None:
    assert in_name(name) is not None
    assert hidden_name(f"providers/mill-farm/{name}").endswith("not shown]")


ORGANISATIONS = ["rowan-workshop", "rowan-skills-centre", "rowan-animal-care-project", "Rowan_Farm", "rowan-farm-ltd",
                 "rowan-quiet-rooms", "rowan-workshop-academy-of-craft", "douglas-house"]  # fmt: skip


@pytest.mark.parametrize("name", ORGANISATIONS)
def test_an_organisation_s_name_is_no_pupil_s(name: str) -> None:
    for path in (name, f"providers/{name}/visits/2026-03-12-derby.yml"):
        assert hidden_name(path) == path
    for more in ("kayden-y10-school", "kayden-ehcp-farm", f"providers/{name}/kayden-y10.pdf", f"kayden-y10/{name}"):
        assert in_name(more) is not None


@pytest.mark.parametrize("path", ["year-9-boy-called-zebedee/x.txt", "providers/year-9/boy-called-zebedee.md"])
def test_no_part_of_a_path_gives_away_what_is_hidden(path: str) -> None:
    assert "zebedee" not in hidden_name(path)


@pytest.mark.parametrize("text", [*NOT_FOUND, *INNOCENT])
def test_other_text_is_not_taken_for_pupil_data(text: str) -> None:
    assert findings(text) == ()
    assert without(text) == text


@pytest.mark.slow
def test_the_sample_directory_has_no_pupil_data() -> None:
    seen = 0
    for folder in ("providers", "content", "frameworks"):
        for path in (ROOT / folder).rglob("*"):
            assert findings(path.relative_to(ROOT).as_posix()) == ()
            if path.is_file() and path.suffix in (".md", ".yml"):
                seen += 1
                assert [found.kind for found in findings(path.read_text(encoding="utf-8"))] == [], path
    assert seen > 100


def test_the_check_letter_is_the_department_s() -> None:
    # 8*2 + 1*4 + 2*5 + 1*10 + 1*13 = 53 = 2*23 + 7, and the eighth letter is H.
    assert is_upn("H801200001001")
    assert not any(is_upn(letter + "801200001001") for letter in UPN_LETTERS if letter != "H")
    assert not is_upn("I801200001001")
    assert not is_upn("H80120000100S")  # S is not used in one
    assert not is_upn("")


def test_the_check_digits_are_those_of_the_nhs_and_of_the_learning_records_service() -> None:
    # 9*10+4*9+3*8+4*7+7*6+6*5+5*4+9*3+1*2 = 299; 299 + 9 = 28*11.
    assert [digit for digit in range(10) if is_nhs_number(f"943476591{digit}")] == [9]
    # 1*10 leaves 10 of 11 with the two 1*2 less: 10 + 1*2 = 12, 12 % 11 = 1, 10 - 1 = 9.
    assert [digit for digit in range(10) if is_uln(f"100000001{digit}")] == [9]
    assert not is_nhs_number("4444444444")


@pytest.mark.slow
@settings(max_examples=300, deadline=None)
@given(st.text(max_size=300), st.sampled_from([text for rows in FOUND.values() for text in rows]), st.text(max_size=60))
def test_any_text_can_be_searched_and_cleaned(before: str, middle: str, after: str) -> None:
    text = f"{before} {middle} {after}"
    found = findings(text)
    assert all(0 <= start < end <= len(text) for _, start, end in found)
    assert all(one.end < other.end and one.start <= other.start for one, other in pairwise(found))
    without(text)


@pytest.mark.slow
def test_a_long_text_is_searched_in_no_time() -> None:
    pieces = [text for rows in FOUND.values() for text in rows] + ["pupil ", "year 9 ", "born ", "1 ", "- ", "called "]
    for text in ("1" * 100_000, "1 " * 50_000, "pupil " * 20_000, "born " * 20_000, "y 9 " * 20_000 + "pupil",
                 " " * 100_000, "Year 9 boy" + " with aged" * 10_000, "A. " * 30_000, "child-" * 20_000,
                 "lives at flat " + "_" * 20_000, "boy with called" + "-" * 40_000,
                 "Yr Nine Pupil " * 60_000):  # fmt: skip
        findings(text)
    pupil_problems("provider.md", "<!-- not pupil data:" + " " * 20_000, body=1)
    findings(" ".join(random.Random(7).choices(pieces, k=5_000)))


def test_what_could_be_a_surname_is_read_in_one_way() -> None:
    """Where it could in many, each letter more would double the time."""
    for before in ("Sam H", "J. H"):
        for after in ("1", "'1", "@", "-"):
            assert findings(f"{before}{'a' * 60}{after}") == findings(f"{before}{'a-' * 60}{after}") == ()


@pytest.mark.slow
def test_a_text_that_names_too_many_people_is_refused_whole() -> None:
    text = "Sam Hill sang. " * 12_000
    assert [(one.kind, one.start, one.end) for one in findings(text)] == [(LIST, 0, len(text))]
    assert without(text) == f"[{LIST} not shown]"
    assert findings(text[: len(text) // 2]) == ()


def test_no_problem_repeats_it_in_any_format_whatever_made_it() -> None:
    for rows in FOUND.values():
        for text in rows:
            problem = Problem(
                f"providers/{text}/x.yml", 1, 1, f"offer.{text}", f"`{text}` is wrong.", f"Not {text}.", "k"
            )
            assert not findings(problem.file), text
            for form in FORMATS.values():
                assert not findings("\n".join(form([problem]))), text


def test_a_name_is_told_without_it() -> None:
    assert hidden_name("providers/mill-farm/provider.md") == "providers/mill-farm/provider.md"
    told = hidden_name("providers/H801200001001/visits/2026-03-12-derby.yml")
    assert told == "providers/[unique pupil number not shown]/visits/2026-03-12-derby.yml"


@pytest.fixture
def council(tmp_path: Path) -> Path:
    """A directory with the sample's settings and frameworks, and one provider."""
    shutil.copy(ROOT / "settings.yml", tmp_path)
    for name in ("frameworks", "content", "providers/riverside-learning"):
        shutil.copytree(ROOT / name, tmp_path / name)
    return tmp_path


SECRET = "a Year 9 boy called Zebedee, UPN H801200001001"
PLACES = {
    "a description": ("providers/riverside-learning/provider.md", f"\n{SECRET}\n"),
    "a comment": ("settings.yml", f"\n# {SECRET}\n"),
    "a framework": ("frameworks/derby/2024-05.yml", f"\n# {SECRET}\n"),
    "a page": ("content/guidance/index.md", f"\n{SECRET}\n"),
    "a comment of a page": ("content/privacy.md", f"\n<!-- {SECRET} -->\n"),
    "a key": ("settings.yml", f"\n{SECRET}: x\n"),
    "an unreadable record": ("providers/mill-farm/provider.md", f"---\n{SECRET}\n\x00\n"),
    "a back-up": ("providers/riverside-learning/provider.md~", SECRET),
    "a hidden file": ("providers/riverside-learning/.notes", SECRET),
    "a file that does not belong there": ("providers/riverside-learning/notes.txt", SECRET),
    "a file beside the providers": ("providers/README.md", SECRET),
    "a file's name": ("content/h801200001001-zebedee.md", "Nothing."),
    "a folder's name": ("providers/riverside-learning/year-9-boy-called-zebedee/x.yml", "a: b"),
}


@pytest.mark.slow
@pytest.mark.parametrize("command", [["check", "--format", "json"], ["check", "--format", "github"], ["build"]])
def test_pupil_data_is_refused_in_every_kind_of_file(command: list[str], council: Path) -> None:
    for name, text in PLACES.values():
        (council / name).parent.mkdir(parents=True, exist_ok=True)
        with (council / name).open("a", encoding="utf-8") as file:
            file.write(text)
    done = apdir(*command, root=council)
    assert done.returncode == 1
    said = done.stdout + done.stderr
    assert not re.search("zebedee|801200001001|Traceback", said, re.IGNORECASE)
    assert not (council / "site").exists()
    assert not (council / ".cache/apdir/forms").exists(), "forms were drawn for a site that is not made"
    for name, _ in PLACES.values():
        assert told(hidden_name(name), said), name
    if "json" in command:
        rows = [row for row in json.loads(done.stdout)["problems"] if row["kind"] == PUPIL_DATA]
        assert len(rows) >= len(PLACES)


def told(name: str, said: str) -> bool:
    """Whether pupil data is told of a file, in any format."""
    return re.search(rf"{re.escape(name)}[^\0]{{0,200}}?looks like pupil data", said) is not None


@pytest.mark.slow
def test_a_mark_with_its_reason_is_for_the_checker_alone(council: Path) -> None:
    page = council / "content/privacy.md"
    page.write_text(
        page.read_text(encoding="utf-8")
        + "\nFounded, or born, on 3 March 2011: our team is as old as that. Born 3 March "
        "2011.\n<!-- not pupil data: the day Xanthippe's team was founded -->\n",
        encoding="utf-8",
    )
    done = apdir("build", "--no-search", "--no-forms", root=council)
    assert done.returncode == 0, done.stdout
    assert not any("Xanthippe" in file.read_text(encoding="utf-8", errors="replace")
                   for file in (council / "site").rglob("*.*") if file.is_file())  # fmt: skip
