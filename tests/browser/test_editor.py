"""What an officer does in the web editor: each task as a new user would; in the files, only what was meant."""

from __future__ import annotations

import difflib
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from apdir.directory import read_provider
from apdir.library import read_library
from tests.conftest import serve
from tests.support.editing import Editor, records
from tests.support.sites import ROOT, TODAY, apdir, site

#: The providers that the browser's folder holds; the others make no difference to it.
HERE = ("riverside-learning", "spanner-works", "clay-and-fire", "alder-house", "copper-beech")
NOTICE = "Placements are paused while new premises are checked."
WITHDRAWN = "The provider no longer takes pupils. Ask us for others nearby."


def kept() -> dict[str, str]:
    return {path: text for path, text in records(ROOT).items() if path.split("/")[1] in HERE}


class Session:
    """One officer's afternoon: what the folder held before each task, and how the site's page behaved."""

    def __init__(self, browser: Browser, address: str) -> None:
        profile = browser.new_context(
            viewport={"width": 1280, "height": 900},
            locale="en-GB",
            timezone_id="Europe/London",
            reduced_motion="reduce",
        )
        profile.set_default_timeout(20_000)
        page = profile.new_page()
        self.asked: list[str] = []
        page.on("request", lambda request: self.asked.append(request.url))
        self.address = address
        self.editor = Editor(page, address, kept())
        self.editor.begin()
        self.before = self.editor.files()

    def changed(self) -> dict[str, list[str]]:
        """The lines that the last task took out (-) and put in (+), by file; it is over then."""
        before, self.before = self.before, self.editor.files()
        after = self.before
        return {
            path: [
                line
                for line in difflib.unified_diff(
                    before.get(path, "").splitlines(), after.get(path, "").splitlines(), n=0, lineterm=""
                )
                if not line.startswith(("---", "+++", "@@"))
            ]
            for path in sorted(before.keys() | after.keys())
            if before.get(path) != after.get(path)
        }


@pytest.fixture(scope="module")
def officer(browser: Browser) -> Iterator[Session]:
    """The editor with the folder open, the same for every task of this file."""
    with serve(site("commissioner")) as address:
        yield Session(browser, address)


def test_nothing_is_changed_by_looking_and_nobody_is_kept_out(officer: Session, axe: Callable[..., list[str]]) -> None:
    officer.editor.go("Providers", "Riverside Learning")
    assert axe(officer.editor.page) == []
    officer.editor.leave()
    assert officer.changed() == {}


def test_confirms_that_a_record_is_still_true(officer: Session) -> None:
    officer.editor.go("Providers", "Riverside Learning")
    officer.editor.fill("checked.date", "2026-11-20")
    officer.editor.save()
    assert officer.changed() == {
        "providers/riverside-learning/provider.md": [
            "-checked: {date: 2026-09-14, by: AP officer}",
            "+checked: {date: 2026-11-20, by: AP officer}",
        ]
    }


def test_suspends_and_then_withdraws_a_listing(officer: Session) -> None:
    file = "providers/clay-and-fire/provider.md"
    officer.editor.go("Providers", "Clay & Fire")
    officer.editor.pick("status", "suspended")
    officer.editor.refused("status", "needs a date (Status since) and a public notice")
    officer.editor.fill("status_date", "2026-11-19")
    officer.editor.fill("public_notice", NOTICE)
    officer.editor.fill("private_reason", "The new kiln is not inspected yet.")
    officer.editor.save()
    assert officer.changed() == {
        file: [
            "-status: listed",
            "+status: suspended",
            "+status_date: 2026-11-19",
            f"+public_notice: {NOTICE}",
            "+private_reason: The new kiln is not inspected yet.",
        ]
    }
    officer.editor.go("Providers", "Clay & Fire")
    officer.editor.pick("status", "withdrawn")
    officer.editor.fill("status_date", "2026-11-20")
    officer.editor.fill("public_notice", WITHDRAWN)
    officer.editor.save()
    assert officer.changed() == {
        file: [
            "-status: suspended",
            "-status_date: 2026-11-19",
            f"-public_notice: {NOTICE}",
            "+status: withdrawn",
            "+status_date: 2026-11-20",
            f"+public_notice: {WITHDRAWN}",
        ]
    }


def test_closes_an_action(officer: Session) -> None:
    officer.editor.go("Derby visits", "14 May 2026: Spanner Works")
    officer.editor.open("improvement_plan", "Fire drill with all present")
    officer.editor.fill("improvement_plan.1.done", "2026-11-20")
    officer.editor.save()
    assert officer.changed() == {
        "providers/spanner-works/visits/2026-05-14-derby.yml": ["+    done: 2026-11-20"],
    }


@pytest.mark.parametrize(("visits", "name", "file"), [
    # Ids with a dot, 4.1 and 4.10 among them; and a record that marks rows.
    ("Align visits", "20 May 2026: Riverside Learning", "riverside-learning/visits/2026-05-20-align.yml"),
    ("Leicestershire visits", "5 March 2026: Copper Beech", "copper-beech/visits/2026-03-05-leicestershire.yml"),
])  # fmt: skip
def test_changes_one_line_of_a_record_of_any_framework(officer: Session, visits: str, name: str, file: str) -> None:
    officer.editor.go(visits, name)
    officer.editor.fill("next_visit", "2027-06-16")
    officer.editor.save()
    changed = officer.changed()
    assert list(changed) == [f"providers/{file}"]
    assert changed[f"providers/{file}"][-1] == "+next_visit: 2027-06-16"
    assert len(changed[f"providers/{file}"]) <= 2


def test_adds_a_provider(officer: Session) -> None:
    officer.editor.go("Providers")
    officer.editor.fill("name", "Zoë’s Mill & Café")
    officer.editor.page.get_by_role("radio", name="Page address").click()
    officer.editor.page.get_by_text("zoes-mill-and-cafe").wait_for()
    officer.editor.page.get_by_role("radio", name="Page address").click()
    officer.editor.pick("type", "vocational centre")
    officer.editor.fill("checked.date", "2026-11-20")
    officer.editor.fill("checked.by", "AP officer")
    officer.editor.pick("registration.status", "unregistered")
    officer.editor.fill("contact.role", "Placements office")
    officer.editor.fill("contact.phone", "01632960777")
    officer.editor.pick("serves", "Derby", "Erewash")
    officer.editor.pick("offer.key_stages", "KS3", "KS4")
    officer.editor.pick("offer.delivery", "on site")
    officer.editor.fill("body", "Joinery for small groups.")
    officer.editor.save()
    written = {path: [line[1:] for line in lines] for path, lines in officer.changed().items()}
    assert list(written) == ["providers/zoes-mill-and-cafe/provider.md"]
    lines = written["providers/zoes-mill-and-cafe/provider.md"]
    assert "  phone: '01632960777'" in lines or '  phone: "01632960777"' in lines
    assert "  date: 2026-11-20" in lines
    # What was left empty is left out.
    assert [line for line in lines if line.endswith((":", '""', "''", "[]", "{}", "null"))] == [
        "checked:", "registration:", "contact:", "serves:", "offer:", "  key_stages:", "  delivery:",
    ]  # fmt: skip
    assert lines[-2:] == ["---", "Joinery for small groups."]


def test_records_a_visit(officer: Session) -> None:
    officer.editor.go("Derby visits")
    officer.editor.pick("provider", "Riverside Learning")
    officer.editor.fill("date", "2026-11-18")
    officer.editor.fill("site", "main")
    officer.editor.add("visited_by", "visitor")
    officer.editor.fill("visited_by.0.organisation", "the council")
    officer.editor.fill("visited_by.0.role", "AP officer")
    officer.editor.open("theme_1")
    officer.editor.pick("theme_1.1a.judgement", "Fully")
    officer.editor.pick("theme_1.1b.judgement", "Limited evidence")
    officer.editor.add("improvement_plan", "action")
    officer.editor.fill("improvement_plan.0.area", "1b")
    officer.editor.fill("improvement_plan.0.action", "Bring the policy up to date.")
    officer.editor.fill("improvement_plan.0.by", "2027-01-15")
    officer.editor.save()
    written = {path: [line[1:] for line in lines] for path, lines in officer.changed().items()}
    assert list(written) == ["providers/riverside-learning/visits/2026-11-18-derby.yml"]
    assert "\n".join(written["providers/riverside-learning/visits/2026-11-18-derby.yml"]).replace("'", '"') == (
        "framework: derby\ndate: 2026-11-18\nkind: visit\nsite: main\nstate: draft\n"
        "visited_by:\n  - organisation: the council\n    role: AP officer\n"
        "judgements:\n  1a: fully\n  1b: limited\n"
        "improvement_plan:\n  - area: 1b\n    action: Bring the policy up to date.\n    by: 2027-01-15"
    )


def test_records_a_visit_that_marks_rows(officer: Session) -> None:
    """Leicestershire's rows are there; a mark for all of a row, and one of its own, are marks in order."""
    editor = officer.editor
    editor.go("Leicestershire visits")
    editor.pick("provider", "Spanner Works")
    editor.fill("date", "2026-11-17")
    editor.add("visited_by", "visitor")
    editor.fill("visited_by.0.organisation", "the council")
    editor.fill("visited_by.0.role", "AP officer")
    editor.pick("rows.0.marks.every_mark", "Green")
    editor.fill("rows.0.note", "Both recommendations are done.")
    editor.pick("rows.1.marks.every_mark", "Green")
    editor.pick("rows.1.marks.mark_2", "Amber")
    editor.pick("theme_1.1C.judgement", "Green")
    editor.save()
    written = {path: [line[1:] for line in lines] for path, lines in officer.changed().items()}
    assert list(written) == ["providers/spanner-works/visits/2026-11-17-leicestershire.yml"]
    text = "\n".join(written["providers/spanner-works/visits/2026-11-17-leicestershire.yml"]).replace("'", '"')
    assert (
        'items:\n      - "1.1"\n    note: Both recommendations are done.\n    marks:\n      - green\n      - green\n'
        in text
    )
    assert 'items:\n      - "1.2"\n    marks:\n      - green\n      - amber\n      - green\n' in text
    # Of the others nothing is said.
    assert "2.1" not in text
    assert text.endswith("      - green\nconcluding:\n  1C:\n    judgement: green")


def test_a_visit_is_told_from_those_of_the_same_provider_alone(officer: Session) -> None:
    """Riverside Learning has one that day since the last task: Spanner Works may, and another of the same may not."""
    visits = []
    for provider, where in (("Spanner Works", ""), ("Riverside Learning", "main")):
        officer.editor.go("Derby visits")
        officer.editor.pick("provider", provider)
        officer.editor.fill("date", "2026-11-18")
        if where:
            officer.editor.fill("site", where)
        officer.editor.page.get_by_role("button", name="Save", exact=True).click()
        told = officer.editor.page.get_by_text("There is a visit to this provider on this day already.")
        officer.editor.new.or_(told).first.wait_for()
        visits += list(officer.changed())
        if where:
            assert told.is_visible(), visits
            officer.editor.page.get_by_role("button", name="OK", exact=True).click()
            told.wait_for(state="hidden")
            officer.editor.leave()
    assert visits == ["providers/spanner-works/visits/2026-11-18-derby.yml"]


def test_a_placeholder_is_not_saved(officer: Session) -> None:
    officer.editor.go("Providers", "Riverside Learning")
    officer.editor.fill("contact.role", "the office to ask for, never a person's name")
    officer.editor.refused("contact.role", "This is not an answer")
    officer.editor.leave()
    assert officer.changed() == {}


def directory(folder: Path) -> Path:
    """A copy of the directory's records to put an officer's work into."""
    for name in ("settings.yml", "mkdocs.yml"):
        shutil.copy(ROOT / name, folder / name)
    for name in ("frameworks", "content", "providers"):
        shutil.copytree(ROOT / name, folder / name)
    return folder


def test_a_record_that_is_written_anew_says_the_same(officer: Session, tmp_path: Path) -> None:
    written = officer.editor.page.evaluate(
        """async (files) => {
            const { markdown, yaml } = await import("./record.js");
            const anew = ([path, text]) => {
                const format = path.endsWith(".md") ? markdown : yaml;
                const { written_before, ...fields } = format.fromFile(text.trim(), path);
                return [path, format.toFile(fields)];
            };
            return Object.fromEntries(Object.entries(files).map(anew));
        }""",
        kept(),
    )
    assert sum(text == kept()[path] for path, text in written.items()) < len(written) / 2
    for path, text in written.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    library = read_library(ROOT)
    for slug in HERE:
        before, after = (read_provider(root, slug, library).record() for root in (ROOT, tmp_path))
        assert before is not None
        assert after is not None
        assert after.provider == before.provider
        assert after.description.strip() == before.description.strip()
        assert [row.visit for row in after.visits] == [row.visit for row in before.visits]


def test_all_that_was_done_passes_the_check(officer: Session, tmp_path: Path) -> None:
    directory(tmp_path)
    done = officer.editor.files()
    assert {path for path in done if done[path] != kept().get(path)} >= {"providers/zoes-mill-and-cafe/provider.md"}
    for path, text in done.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    checked = apdir("check", root=tmp_path, today=TODAY)
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_no_other_host_is_asked_and_icons_are_our_own(officer: Session) -> None:
    page = officer.editor.page
    own = [url for url in officer.asked if not url.startswith(("data:", "blob:"))]
    assert [url for url in own if not url.startswith(officer.address)] == []
    assert len([url for url in own if url.endswith(".woff2")]) >= 2
    loaded = page.evaluate("[...document.fonts].filter((font) => font.status === 'loaded').map((font) => font.family)")
    assert {"Material Symbols Outlined", "Source Sans 3"} <= {family.strip("'\"") for family in loaded}
