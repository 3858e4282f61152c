"""Names that a reader would take for another's are told, and characters that nobody sees are refused."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from apdir.lookalike import skeleton, unseen_in
from apdir.model.shapes import SHAPES
from tests.integration.test_commands import Run, run, small
from tests.support.case import REAL
from tests.support.editor_rules import told
from tests.support.sites import ROOT

__all__ = ["run", "small"]

NAME = "Riverside Learning"
#: The same to the eye, or to the ear.
SAME = [
    "Riverside Learning", "RIVERSIDE LEARNING", "Riverside  Learning", "River Side Learning", "Riverside-Learning",
    "Riverside Learning.", "‘Riverside’ Learning", "Riverside Leaming", "Riverslde Learning", "RiversIde Learning",
    "R1verside Learning", "Ríverside Learning", "Ｒｉｖｅｒｓｉｄｅ Learning", "𝐑iverside Learning",
    "Riverside Leɑrning",
    "Riverside Learnіng", "Riversidе Learning", "Riverside Lеarning", "Rivеrsidе Lеаrning", "Rіvеrѕіdе Lеаrnіng",
    "Riverside Learninɡ", "Riνerside Learning", "Riverside\u00a0Learning", "Riverside Learn\u0456ng",
]  # fmt: skip
#: A name that the record itself may not have.
UNREADABLE = [
    "\u3164", "\u200b", "\u2800\u2800", "River\u200bside Learning", "Riverside\u2060 Learning",
    "Riverside\u3164Learning",
    "Riverside Learn\u00ading", "\ufe0fRiverside Learning", "Riverside Learning\U000e0041", "\u115fRiverside", "---",
    "Rіverside Garden", "Riverside Gαrden", "…",
]  # fmt: skip
OTHER = ["Riverside Learning (Ilkeston)", "Riverside Training", "Lakeside Learning", "Riverside Learning 2"]


def others(small: Path, names: list[str]) -> list[str]:
    """Enter providers of other names beside case-farm, which is called Riverside Learning from now on; their files."""
    file = small / "providers/case-farm/provider.md"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("name: Case Farm", f"name: {NAME}"), encoding="utf-8")
    files = []
    for number, (name, postcode) in enumerate(zip(names, REAL[1:], strict=False)):
        files.append(f"providers/farm-{number}/provider.md")
        (small / files[-1]).parent.mkdir()
        changed = text.replace("name: Case Farm", f'name: "{name}"').replace("DE1 2FS", postcode)
        (small / files[-1]).write_text(changed, encoding="utf-8")
    return files


def test_a_name_that_looks_like_anothers_is_told_at_each(run: Run, small: Path) -> None:
    files = others(small, SAME)
    code, out, _ = run("check")
    assert code == 1
    for file in ("providers/case-farm/provider.md", *files):
        told = [line for line in out.splitlines() if line.startswith(f"{file}:2:")]
        assert any(": name: This name looks like that of " in line or " has the same name." in line for line in told)


def test_a_clearly_different_name_is_accepted(run: Run, small: Path) -> None:
    others(small, OTHER)
    code, out, err = run("check")
    assert (code, "To look at" in err) == (0, False), out


def test_a_name_that_cannot_be_read_is_refused(run: Run, small: Path) -> None:
    files = others(small, UNREADABLE)
    code, out, _ = run("check")
    assert code == 1
    for file, name in zip(files, UNREADABLE, strict=True):
        told = [line for line in out.splitlines() if line.startswith(f"{file}:2:")]
        words = ("invisible character", "is blank", "is not an answer", "no letter or digit", "two alphabets")
        assert any(word in line for line in told for word in words), name


def test_a_name_that_differs_by_what_kind_of_body_it_is_is_pointed_out(run: Run, small: Path) -> None:
    others(small, ["Riverside Learning Ltd.", "The Riverside Learning", "Riverside Learning C.I.C."])
    code, _, err = run("check")
    assert code == 0
    assert "To look at: providers/case-farm/provider.md:2:7: name: But for words such as Ltd" in err
    assert all(f"To look at: providers/farm-{number}/provider.md" in err for number in range(3))


@pytest.mark.parametrize("field", ["role: Farm\u200b office", "role: Farm office\u3164", 'role: "\u2062Farm office"'])
def test_no_line_of_a_record_has_a_character_that_nobody_sees(field: str, run: Run, small: Path) -> None:
    file = small / "providers/case-farm/provider.md"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("role: Farm office", field), encoding="utf-8")
    code, out, _ = run("check")
    assert code == 1
    assert "contact.role: There is an invisible character here" in out


def test_a_text_of_invisible_characters_is_blank(run: Run, small: Path) -> None:
    file = small / "providers/case-farm/provider.md"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("  capacity:", "  meals: \u3164 \u200b\n  capacity:"), encoding="utf-8")
    code, out, _ = run("check")
    assert (code, "offer.meals: This is blank." in out) == (1, True)


def test_an_import_is_told_alike(run: Run, small: Path, tmp_path: Path) -> None:
    others(small, ["Lakeside Learning"])
    head = ["folder", "name"]
    for name, words in (("Rivеrside Learning", "two alphabets"), ("RIVERSIDE LEARNING", "case-farm/provider.md"),
                        ("Riverside\u200b Learning", "invisible")):  # fmt: skip
        book = openpyxl.Workbook()
        sheet: Any = book.active
        sheet.title = "providers"
        sheet.append(head)
        sheet.append(["farm-0", name])
        book.save(tmp_path / "list.xlsx")
        code, out, err = run("import", str(tmp_path / "list.xlsx"), "--write")
        assert code == 1, name
        assert words in out, (name, out, err)
    assert "Lakeside" in (small / "providers/farm-0/provider.md").read_text(encoding="utf-8")


@pytest.mark.slow
def test_the_web_editor_refuses_what_cannot_be_read() -> None:
    readable = ["Zoë’s Café", NAME, "No. 9", "Tŷ Gwyn", "Łódź House"]
    for path in ("name", "sites.1.name"):
        assert None not in told(path, [*UNREADABLE, "tbc", "[Name of the provider]"])
        assert told(path, readable) == [None] * len(readable)
    unseen = [name for name in UNREADABLE if unseen_in(name) is not None]
    lines = ("offer.programmes.0.level", "sites.0.address.2", "registration.ofsted.0.areas.x")
    assert {words.split(":")[0] for path in lines for words in told(path, unseen) if words} == {
        "There is an invisible character here"
    }
    texts = told("public_notice", ["Open\u202e", "A family: \U0001f468\u200d\U0001f469"])
    assert [words is None for words in texts] == [False, True]
    for kind, good, bad in (
        ("Web", "https://www.farm.example/a?b=c", "https://www.gov.uk@evil.example"),
        ("Web", "http://farm.example:8080/", "https://www.gоv.uk"),
        ("Web", "https://farm.example", "https://xn--80ak6aa92e.com"),
        ("Email", "office@farm.example", "office@xn--80ak6aa92e.com"),
        ("Email", "o.f-f@a.b.example", "оffice@farm.example"),
    ):
        assert re.search(SHAPES[kind][0], good)
        assert not re.search(SHAPES[kind][0], bad)


@pytest.mark.parametrize(
    "address",
    ["https://www.gоv.uk", "https://xn--80ak6aa92e.com", "https://a.XN--80ak6aa92e.com/x", "https://localhost",
     "https://10.0.0.12/", "https://-farm.example", "https://farm..example", "https://www.gov.uk@evil.example",
     "https://www.gov.uk:x@evil.example/", "//farm.example", "ftp://farm.example"],
)  # fmt: skip
def test_a_website_is_named_in_one_way_alone(address: str, run: Run, small: Path) -> None:
    file = small / "providers/case-farm/provider.md"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("  role:", f'  website: "{address}"\n  role:'), encoding="utf-8")
    code, out, _ = run("check")
    assert (code, "contact.website: " in out) == (1, True)


def test_two_schools_of_one_name_are_told_apart_by_the_register(run: Run, small: Path) -> None:
    others(small, [NAME])
    for folder, number in (("case-farm", "123456"), ("farm-0", "123457")):
        file = small / "providers" / folder / "provider.md"
        text = file.read_text(encoding="utf-8")
        registered = f'status: registered\n  urn: "{number}"\n  dfe_number: "830/{number[2:]}"'
        file.write_text(text.replace("status: unregistered", registered), encoding="utf-8")
    code, out, _ = run("check")
    assert code == 0, out


def test_what_looks_alike_has_one_skeleton() -> None:
    assert {skeleton(name) for name in SAME} == {skeleton(NAME)}
    assert len({skeleton(name) for name in (NAME, *OTHER)}) == 1 + len(OTHER)
    assert skeleton("AIder House") == skeleton("Alder House") == skeleton("ALDER HOUSE")
    assert skeleton("Ltd", legal=False) != skeleton("The Company", legal=False)


MISLEADING = [
    "[us](//evil.example)", "[www.gov.uk](https://evil.example)", "[us](https://www.gov.uk@evil.example)",
    "[us](javascript:alert)", "[us](mailto:a@farm.example?bcc=b@evil.example)", "[us](https://www.g\u043ev.uk)",
    '<a href="https://www.gov.uk@evil.example">us</a>', "<https://www.gov.uk%2F@evil.example>",
    "[us][1]\n\n[1]: https://xn--80ak6aa92e.com", '<a href="data:text/html,x">us</a>', "[**www.gov.uk**](https://evil.example)",
    '<a href="https://evil.example/1">www.<b>nhs.uk</b></a>', "[www.ofsted.gov.uk][2]\n\n[2]: https://evil.example/2",
    "[www.acas.org.uk]\n\n[www.acas.org.uk]: https://evil.example/3",
    "<a href='mailto:a@evil.example'>a@farm.example</a>", '<a href=https://evil.example/4><em>www.mind.org.uk</em></a>',
]  # fmt: skip
LEADING = [
    "[us](about.md)", "[us](#top)", "[GOV.UK](https://www.gov.uk/ap)", "[us](mailto:office@farm.example)",
    "`[us](//evil.example)`", '<a href="https://farm.example">farm.example</a>', "[farm.example][9]\n\n[9]: https://farm.example",
    "[us](https://farm.example/a?b=c@d)",
]  # fmt: skip


@pytest.mark.slow
def test_no_page_of_the_councils_own_has_a_link_that_misleads(run: Run, small: Path) -> None:
    page = small / "content/privacy.md"
    page.parent.mkdir()
    text = (ROOT / "content/privacy.md").read_text(encoding="utf-8")
    first = text.count("\n") + 2
    page.write_text("\n\n".join([text, *LEADING[1:], ""]), encoding="utf-8")
    code, out, _ = run("check")
    assert code == 0, out
    page.write_text("\n".join([text, *(link.replace("\n\n", "\n") for link in MISLEADING), ""]), encoding="utf-8")
    code, out, _ = run("check")
    assert code == 1
    lines = set(map(int, re.findall(r"^content/privacy\.md:(\d+):", out, re.MULTILINE)))
    assert len(lines) == len(MISLEADING)
    assert min(lines) == first
