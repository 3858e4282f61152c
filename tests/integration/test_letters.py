"""Letters to providers: what they say, what they need, and what the check finds in their words."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import docx
import icalendar
import pypdf
import pytest

from apdir.letters.fields import FIELDS, PARTS
from tests.support.case import HERE
from tests.support.sites import ROOT, apdir, letters

pytestmark = pytest.mark.slow  # each reads five frameworks anew
OWN = "---\ntitle: Notice\npurpose: notice\n---\nDear {{ contact }}\n"


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A directory of one provider with two visits, of which the checker has nothing to say."""
    root = tmp_path / "records"
    shutil.copytree(HERE / "base", root / "providers" / "case-farm")
    shutil.copy(ROOT / "settings.yml", root)
    record = root / "providers/case-farm/provider.md"
    record.write_text(record.read_text(encoding="utf-8").replace("gias_checked: 2026-09-14", "census_setting: OTH"),
                      encoding="utf-8")  # fmt: skip
    return root


def of_pdf(file: Path) -> str:
    return "".join("".join(page.extract_text().split()) for page in pypdf.PdfReader(file).pages)


def of_word(file: Path) -> list[str]:
    """The text of each paragraph, those of tables too."""
    document = docx.Document(str(file))
    cells = [text.text for table in document.tables for line in table.rows for cell in line.cells
             for text in cell.paragraphs]  # fmt: skip
    return [text for text in (*(text.text for text in document.paragraphs), *cells) if text.strip()]


def test_a_letter_says_what_the_record_says_in_the_frameworks_words_and_in_both_files_the_same() -> None:
    said = of_word(letters() / "riverside-learning-2025-03-13-derby-report.docx")
    for words in ("Report of the visit on 13 March 2025", "5. Outcomes of children", "5c Reviewing effectiveness",
                  "Limited evidence", "By when?", "12 December 2025", "Trustees"):  # fmt: skip
        assert words in said
    assert any(
        text.endswith("under the Derby framework (QA visit). The council (AP quality officer) visited.")
        for text in said
    )
    marked = of_word(letters() / "the-lantern-2026-05-12-leicestershire-report.docx")
    for words in ("1. Learner safety", "Observer notes", "1.1 LEBC compliance", "2 green", "Judgement: Green"):
        assert words in marked
    assert "Overall effectiveness" in of_word(next(letters().glob("quarry-lane*.docx")))
    for file in letters().glob("*.docx"):
        pages = of_pdf(file.with_suffix(".pdf"))
        assert [text for text in of_word(file) if "".join(text.split()) not in pages] == []


def test_an_outcome_that_decides_no_approval_here_is_told_without_one(tmp_path: Path) -> None:
    done = apdir("letter", "quarry-lane-skills", "2026-11-10", "--kind", "outcome", "--out", str(tmp_path))
    assert done.returncode == 0, done.stderr
    said = of_word(next(tmp_path.glob("*.docx")))
    assert "Outcome of the visit on 10 November 2026" in said
    assert any(text.startswith("This visit neither gives nor takes away an approval of Quarry Lane") for text in said)
    assert not re.search(r"\bapproved|this directory’s rule|the source", " ".join(said), re.IGNORECASE)


def test_a_notice_comes_with_an_invitation_and_is_the_same_bytes_again(tmp_path: Path) -> None:
    names = [f"southpaw-boxing-gym-2027-01-14-derby-notice.{ending}" for ending in ("docx", "ics", "pdf")]
    assert apdir("letter", "southpaw-boxing-gym", "2027-01-14", "--out", str(tmp_path / "new")).returncode == 0
    assert sorted(path.name for path in (tmp_path / "new").iterdir()) == names
    for name in names:
        assert (tmp_path / "new" / name).read_bytes() == (letters() / name).read_bytes(), name
    [event] = icalendar.Calendar.from_ical((letters() / names[1]).read_bytes()).events
    assert event["dtstart"].dt.isoformat() == "2027-01-14T09:30:00+00:00"
    done = apdir("letter", "southpaw-boxing-gym", "2027-01-14", "--out", str(tmp_path / "new"))
    assert (done.returncode, "there already. Name another folder with --out" in done.stderr) == (2, True)


@pytest.mark.parametrize(
    ("provider", "arguments", "words"),
    [
        ("southpaw-boxing-gym", "2027-01-14 --kind report", "state is `planned`: until the visit was made"),
        ("riverside-learning", "2026-03-12 --kind notice", "state is `final`, and notice is given of a"),
        ("riverside-learning", "2026-03-12 --kind dispute", "no step of a dispute. Write the first one"),
        ("riverside-learning", "2026-03-12 --kind reassessment", "judgements ask for no reassessment"),
        ("riverside-learning", "2026-03-21", "riverside-learning has no visit `2026-03-21`. Did you mean"),
        ("the-lantern", "2026-05-12 --kind outcome", "ended in no outcome. Write its report: --kind report."),
    ],
)  # fmt: skip
def test_a_letter_that_cannot_be_written_says_why(provider: str, arguments: str, words: str, tmp_path: Path) -> None:
    done = apdir("letter", provider, *arguments.split(), "--out", str(tmp_path / "new"))
    assert done.returncode in (1, 2)
    assert words in done.stderr
    assert not (tmp_path / "new").exists()


def test_what_is_wrong_with_a_letter_is_told_at_its_line(small: Path) -> None:
    folder = small / "content/letters"
    folder.mkdir(parents=True)
    wrong = {
        "notice.md": OWN + "On {{ visit_dya }} from {{ time }\n\nIt found {{ findings }}.\n\n{% if x %}\n",
        "second.md": OWN.replace("notice\n---", "notice\nframeworks: [drby]\noutcomes: [all mett]\n---"),
        "third.md": OWN.replace("---\nDear", "frameworks: [derby]\noutcomes: [all mett]\n---\nDear"),
        "fourth.md": OWN.replace("---\nDear", "kinds: [visit]\n---\nDear") + "\n> Quoted.\n",
        "fifth.md": OWN.replace("Notice", '"Notice {{ plan }}"').replace("---\nDear", "kinds: [visit]\n---\n\nDear"),
        "sixth.md": OWN.replace("notice\n---", "notise\n---"),
        "seventh.md": OWN.replace("Dear {{ contact }}\n", "").replace("---\n", "kinds: [visit]\n---\n").replace(
            "kinds: [visit]\n---\ntitle", "---\ntitle"),
        "eighth.txt": "Dear all",
        "deep.md": OWN.replace("notice\n---", "report\nkinds: [visit]\n---") + "*a **b " * 1000 + "c" + "***" * 1000,
        "linked.md": OWN.replace("notice\n---", "dispute\nkinds: [visit]\n---")
        + "[Us](mailto:{{ email }})\n\n[x](data:x)\n",
        "long.md": OWN.replace("notice\n---", "outcome\nkinds: [visit]\n---") + "Words. " * 3000,
    }  # fmt: skip
    for name, text in wrong.items():
        (folder / name).write_text(text, encoding="utf-8")
    done = apdir("check", root=small)
    assert done.returncode == 1
    told = sorted(line.removeprefix("content/letters/") for line in done.stdout.splitlines() if "letters/" in line)
    assert [re.sub(r" (Say with|Use headings|A letter has|Name it).*", "", line) for line in told] == [
        "deep.md:6:1: This letter has signs too deep within one another, and a letter cannot.",
        "eighth.txt: A letter does not belong here.",
        "fifth.md:2:15: title: There is no field `plan` for letters. Did you mean `place`?",
        "fourth.md:6:1: This letter has a quotation, and a letter cannot.",
        "linked.md:6:1: This letter has a link to something else than a web page, an email address or a telephone "
        "number, and a letter cannot.",
        "linked.md:7:4: A link's address has a field, and is then no link. Write the field by itself, as text.",
        "long.md:6:1: This letter has 21,019 characters; 20,000 is the most. Say it shorter.",
        "notice.md:10:1: `{%` is not part of a field.",
        "notice.md:6:25: `{{` is not part of a field.",
        "notice.md:6:4: There is no field `visit_dya` for letters. Did you mean `visit_day`?",
        "notice.md:8:10: `findings` is a part of several lines. Write {{ findings }} on a line of its own.",
        "second.md:4:14: frameworks[1]: There is no framework `drby`. Did you mean `derby`?",
        "seventh.md:1:1: purpose: This letter is for the same visits as content/letters/fifth.md.",
        "seventh.md:6:1: This letter has no words. Write the letter below the second line `---`.",
        "sixth.md:3:10: purpose: `notise` is not one of the words for this. Did you mean `notice`?",
        "third.md:5:12: outcomes[1]: `all mett` is no outcome of these frameworks. Did you mean `all met`?",
    ]


def test_every_field_and_part_of_letters_is_in_the_guide() -> None:
    guide = (ROOT / "content/officers/write-letters.md").read_text(encoding="utf-8")
    told = {name: f"| `{name}` | {it.meaning} |" for name, it in FIELDS.items()}
    told |= {name: f"| `{name}` | {it.meaning} |" for name, it in PARTS.items()}
    assert [name for name, row in told.items() if row not in guide] == []


def test_a_letter_of_the_directorys_own_takes_the_place_of_the_programs(small: Path, tmp_path: Path) -> None:
    """Of what a letter says, a value is text: no Markdown, no field."""
    (small / "content/letters").mkdir(parents=True)
    own = OWN.replace("notice", "outcome").replace("---\nDear", "outcomes: [majority met]\n---\nDear")
    (small / "content/letters/ours.md").write_text(
        f"{own}\n- *Till {{{{ next_visit? }}}}*\n- {{{{ decision? }}}}\n", "utf-8"
    )
    record = small / "providers/case-farm/provider.md"
    record.write_text(record.read_text("utf-8").replace("role: ", "role: Centre {{ office }} *Manager* # "), "utf-8")
    done = apdir("letter", "case-farm", "2026-03-12", "--out", str(tmp_path), root=small)
    assert done.returncode == 0, done.stderr
    said = of_word(tmp_path / "case-farm-2026-03-12-derby-outcome.docx")
    assert said[-2:] == ["Dear Centre {{ office }} *Manager*", "Till 12 March 2027"]
