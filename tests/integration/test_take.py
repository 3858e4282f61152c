"""What providers write of themselves, taken as untrusted."""

from __future__ import annotations

import json
import os
import random
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from apdir.source.edit import Editable
from apdir.tables.details import own_columns
from tests.support.case import HERE
from tests.support.commands import typed
from tests.support.hostile import strings
from tests.support.sites import ROOT

pytestmark = pytest.mark.slow

Run = Callable[..., tuple[int, str, str]]
#: Files that somebody made to do harm; `make test-long` takes 2,000.
HOSTILE = int(os.environ.get("FUZZ", "60"))
RECORD = "providers/case-farm/provider.md"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "records"
    shutil.copytree(HERE / "base", root / "providers" / "case-farm")
    shutil.copy(ROOT / "settings.yml", root)
    return root


@pytest.fixture
def run(root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    def run(*arguments: str) -> tuple[int, str, str]:
        return typed(["--root", str(root), "--today", "2026-11-22", "take", *arguments], capsys, monkeypatch)

    return run


def details(path: Path, **changed: Any) -> str:
    """The name of a file of details, of which some parts are others."""
    good = {
        "details": 1,
        "provider": "case-farm",
        "right": False,
        "was": {},
        "values": {"contact.phone": "01632 960999"},
    }
    path.write_text(json.dumps(good | changed), encoding="utf-8")
    return str(path)


def test_a_correction_is_told_and_then_made(root: Path, run: Run, tmp_path: Path) -> None:
    before = (root / RECORD).read_text(encoding="utf-8")
    values = {"contact.phone": "01632 960999", "offer.days": "Mon\nWed", "description": "Sheep, hens and an orchard."}
    file = details(tmp_path / "a.json", values=values, was={"contact.phone": "01632 960555"})
    code, out, told = run(file)
    assert (code, "1 file would change. Add --write" in told) == (0, True)
    assert "  contact.phone: `01632 960123` → `01632 960999`\n" in out
    assert "  offer.days: `Mon; Tue` → `Mon; Wed`\n" in out
    assert "To look at: contact.phone has changed since the provider read its page." in out
    assert (root / RECORD).read_text(encoding="utf-8") == before
    assert run(file, "--write")[0] == 0
    after = before.replace("01632 960123", "01632 960999").replace("[Mon, Tue]", "[Mon, Wed]")
    after = after.replace("Sheep, hens and a vegetable plot.", "\nSheep, hens and an orchard.")
    assert (root / RECORD).read_text(encoding="utf-8") == after


def test_a_confirmation_is_recorded_only_when_an_officer_says_so(root: Path, run: Run, tmp_path: Path) -> None:
    file = details(tmp_path / "a.json", values={}, right=True)
    code, out, told = run(file, "--write")
    assert (code, "Add --confirm to say so" in out, "Nothing changes." in told) == (0, True, True)
    assert run(file, "--confirm", "--by", "AP support officer", "--write")[0] == 0
    checked = Editable.of(root / RECORD).data["checked"]
    assert checked == {"date": "2026-11-22", "by": "AP support officer"}
    wrong = details(tmp_path / "b.json", values={"offer.days": "Monday or so"}, right=True)
    code, _, told = run(file, wrong, "--confirm", "--by", "Sue Brown", "--write")
    assert (code, "An earlier file" in told) == (1, False)
    assert Editable.of(root / RECORD).data["checked"] == checked


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"provider": "no-such-farm"}, "The site has no provider `no-such-farm`."),
        ({"provider": "../../etc"}, "This is no provider's folder."),
        ({"values": {"status": "withdrawn"}}, "`status` is no field that a provider writes."),
        ({"values": {"name": "Better Farm"}}, "`name` is no field that a provider writes."),
        ({"values": {"contact.business": "yes"}}, "`contact.business` is no field that a provider writes."),
        ({"values": {"contact.role": "Sue Brown"}}, "This looks like a person's name"),
        ({"values": {"contact.role": ""}}, "contact.role"),
        ({"values": {"offer.capacity": ["12"]}}, "This is no text."),
        ({"values": {"description": "x" * 9_000}}, "This has 9,000 characters; 8,000 is the most."),
        ({"values": {"description": "Ring Tom Smith, born 3 May 2012."}}, "pupil"),
        ({"values": {}}, "It changes nothing, and does not confirm that everything is correct."),
        ({"details": True}, "This is no file that a provider saved on the site."),
        ({"more": 1}, "This is no file that a provider saved on the site."),
    ],
)
def test_what_is_wrong_is_told_and_nothing_of_the_file_is_taken(
    root: Path, run: Run, tmp_path: Path, changed: dict[str, Any], told: str
) -> None:
    before = (root / RECORD).read_bytes()
    code, out, error = run(details(tmp_path / "a.json", **changed), "--write")
    assert (code, told in out + error) == (1, True), out + error
    assert (root / RECORD).read_bytes() == before


def hostile(seed: int) -> Iterator[bytes]:
    """Files that try to be more than a provider's details, the same ones every time."""
    draw = random.Random(seed)
    texts = strings()
    officers = (
        "status checked.date owner safeguarding_lead.name private_reason dates.fire_drill registration.status sites "
    )
    beyond = [*officers.split(), "__proto__", "offer", "contact", "contact.phone.x", "", "folder", "visit"]
    beyond += ["prices.0.amount", "prices.31.amount", "prices.1.number", "prices.1", "sites.1.postcode", "lists.1.name"]
    free = ["offer.meals", "offer.transport", "offer.admissions", "offer.accessibility", "prices.1.note"]
    own = [column.heading for column in own_columns()]
    own += ["prices.1.amount", "prices.2.per", "programmes.1.name", "programmes.2.outcome", "lengths.1.mode"]
    odd: list[Any] = [
        None,
        True,
        1e308,
        -1,
        [],
        {},
        [["x"]],
        "\ud800",
        "\x00",
        "(none)",
        "&a",
        "*a",
        "!!python/x",
        "---",
    ]
    while True:
        if draw.random() < 0.4:  # a good file, whose words alone are hostile
            values = {draw.choice(free): re.sub("[>)]", "", draw.choice(texts)) for _ in range(2)}
            good = {"details": 1, "provider": "case-farm", "right": True, "was": values, "values": values}
            yield json.dumps(good).encode()
            continue
        values = {
            draw.choice(own if draw.random() < 0.8 else beyond): draw.choice(texts) for _ in range(draw.randint(1, 4))
        }
        if draw.random() < 0.3:
            values[draw.choice(own)] = draw.choice(odd)
        data: dict[str, Any] = {
            "details": draw.choice([1, 1, 1, 1, 2, "1", True]),
            "provider": draw.choice(
                ["case-farm"] * 8 + ["..", "case-farm/../case-farm", "CASE-FARM", "case-farm/visits", 7]
            ),
            "right": draw.choice([True, False, False, "yes"]),
            "was": draw.choice([{}, values, None]),
            "values": values,
        }
        if draw.random() < 0.1:
            data[draw.choice(["visits", "files", "__class__"])] = draw.choice(odd)
        raw = json.dumps(data).encode()
        if draw.random() < 0.1:
            at = draw.randrange(len(raw))
            raw = raw[:at] + draw.choice([b"", b"\xff", b"\x00", b"[" * 100_000, raw]) + raw[at + 1 :]
        yield raw


PLANNED = "providers/case-farm/visits/2026-12-10-derby.yml"
VISIT = """framework: derby
kind: visit
date: 2026-12-10
state: planned
visited_by: [{organisation: the council, role: AP officer}]
"""


def assessment(path: Path, **changed: Any) -> str:
    """The name of a file of a self-assessment, of which some parts are others."""
    values = {"1a": "Every file was checked in May.", "2b": " "}
    good = {"self_assessment": 1, "provider": "case-farm", "framework": "derby", "version": "2026-09", "values": values}
    path.write_text(json.dumps(good | changed), encoding="utf-8")
    return str(path)


@pytest.fixture
def planned(root: Path) -> Path:
    """The directory, with a visit that is planned."""
    (root / PLANNED).write_text(VISIT, encoding="utf-8")
    return root / PLANNED


def test_a_self_assessment_goes_into_the_planned_visit_as_the_providers_own(
    planned: Path, run: Run, tmp_path: Path
) -> None:
    file = assessment(tmp_path / "said.json")
    code, out, told = run(file)
    assert (code, "1 file would change. Add --write" in told) == (0, True), told
    assert "1a: nothing → `Every file was checked in May.`" in out
    assert planned.read_text(encoding="utf-8") == VISIT
    assert run(file, "--write")[0] == 0
    added = 'self_assessment: {"1a": Every file was checked in May.}\n'
    assert planned.read_text(encoding="utf-8") == VISIT + added
    # What it says a second time changes that alone, and nothing is lost; what it says no more of stays.
    again = assessment(tmp_path / "again.json", values={"1b": "The lead is on site each day."})
    code, out, _ = run(again, "--write")
    assert (code, "1b: nothing → `The lead is on site each day.`" in out) == (0, True)
    said = Editable.of(planned).data
    assert said["self_assessment"] == {
        "1a": "Every file was checked in May.", "1b": "The lead is on site each day.",
    }  # fmt: skip
    assert (said["state"], said.get("judgements"), said.get("details")) == ("planned", None, None)
    assert "The record already says all of this." in run(again, "--write")[1]


def test_prices_are_changed_added_and_taken_out(root: Path, run: Run, tmp_path: Path) -> None:
    priced = Editable.of(root / RECORD).put(("offer", "price"), [{"amount": "95", "per": "day"}]).text
    (root / RECORD).write_text(priced, encoding="utf-8")
    values = {"prices.1.amount": "98", "prices.2.amount": "30", "prices.2.per": "hour"}
    file = details(tmp_path / "prices.json", values=values, was={"prices.1.amount": "90"})
    code, out, _ = run(file, "--write")
    assert code == 0
    assert "prices.1.amount: `95` → `98`" in out
    assert "To look at: prices.1.amount has changed since the provider read its page." in out
    rows = Editable.of(root / RECORD).data["offer"]["price"]
    assert [(row["amount"], row["per"]) for row in rows] == [("98", "day"), ("30", "hour")]
    gone = {"prices.1.amount": "", "prices.1.per": ""}
    assert run(details(tmp_path / "gone.json", values=gone), "--write")[0] == 0
    assert [row["amount"] for row in Editable.of(root / RECORD).data["offer"]["price"]] == ["30"]
    code, out, _ = run(details(tmp_path / "far.json", values={"prices.5.amount": "1"}), "--write")
    assert (code, "There is no number `5` here." in out) == (1, True)


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"values": {"9z": "Yes."}}, "has no standard `9z`"),
        ({"values": {"1a": "Alfie Brown of Year 9 was excluded in May."}}, "pupil"),
        ({"values": {"1a": "TBC"}}, "1a"),
        ({"values": {"1a": 3}}, "This is no text."),
        ({"values": {"1a": " "}}, "It says nothing of any requirement."),
        ({"values": {"1a": "x" * 20_000}}, "is the most"),
        ({"values": ["1a"]}, "This is no list of requirements."),
        ({"version": "2024-05"}, "It answers version `2024-05`"),
        ({"framework": "nowhere"}, "This directory has no framework `nowhere`"),
        ({"provider": "no-such-farm"}, "The site has no provider `no-such-farm`"),
        ({"judgements": {"1a": "fully"}}, "This is no file of a self-assessment."),
        ({"self_assessment": True}, "This is no file of a self-assessment."),
    ],
)
def test_a_self_assessment_with_anything_wrong_changes_nothing(
    changed: dict[str, Any], words: str, planned: Path, run: Run, tmp_path: Path
) -> None:
    code, out, told = run(assessment(tmp_path / "said.json", **changed), "--write")
    assert (code, words in out + told) == (1, True), out + told
    assert "Alfie" not in out + told
    assert planned.read_text(encoding="utf-8") == VISIT


def test_a_self_assessment_of_no_one_visit_says_what_to_do(planned: Path, run: Run, tmp_path: Path) -> None:
    file = assessment(tmp_path / "said.json")
    other = planned.with_name("2027-01-14-derby.yml")
    other.write_text(VISIT.replace("2026-12-10", "2027-01-14"), encoding="utf-8")
    _, told, _ = run(file, "--write")
    assert "It may be for more than one visit. Say which with --visit: 2026-12-10-derby or 2027-01-14-derby." in told
    assert run(file, "--visit", "2027-01-14-derby", "--write")[0] == 0
    assert ("1a" in other.read_text(encoding="utf-8"), planned.read_text(encoding="utf-8")) == (True, VISIT)
    other.unlink()
    planned.write_text(VISIT.replace("state: planned", "state: final"), encoding="utf-8")
    assert run(file, "--write")[0] == 1
    planned.unlink()
    _, told, _ = run(file, "--write")
    hint = "apdir new visit case-farm --framework derby --state planned --date DAY"
    assert "has no visit under this framework that is planned or a draft" in told
    assert hint in told


def test_hostile_files_change_nothing_but_the_providers_own_public_fields(root: Path, run: Run, tmp_path: Path) -> None:
    """Each is taken by itself into the good record, so that no earlier one stops it."""
    good = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    before = Editable.of(root / RECORD).data
    own = {column.path for column in own_columns()} | {("offer", name) for name in ("price", "programmes", "lengths")}
    taken = 0
    for number, raw in zip(range(HOSTILE), hostile(20_261_201), strict=False):
        file = tmp_path / "hostile.json"
        file.write_bytes(raw)
        code, out, told = run(str(file), "--write")
        assert code in (0, 1), (number, raw, told)
        assert not set(map(chr, range(32))) - {"\n"} & set(out + told), (number, raw)
        now = {path for path in root.rglob("*") if path.is_file() and not path.is_relative_to(root / ".cache")}
        assert {path for path in now if good.get(path) != path.read_bytes()} <= {root / RECORD}, (number, raw)
        assert set(good) <= now
        assert set(_differing(before, Editable.of(root / RECORD).data)) <= own, (number, raw)
        taken += (root / RECORD).read_bytes() != good[root / RECORD]
        (root / RECORD).write_bytes(good[root / RECORD])
    assert taken > HOSTILE // 10


def test_hostile_self_assessments_add_nothing_but_the_providers_words(
    planned: Path, root: Path, run: Run, tmp_path: Path
) -> None:
    draw = random.Random(20_261_201)
    good = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    before, texts = Editable.of(planned).data, strings()
    ids = ["1a", "1b", "2a", "7d", "__proto__", "judgements", "", "1a.evidence", "x"]
    taken = 0
    for number in range(HOSTILE):
        good_file = draw.random() < 0.5  # its words alone are hostile
        known = ids[:4] if good_file else ids
        texts_of = {draw.choice(known): re.sub("[>)]" if good_file else "$^", "", draw.choice(texts))}
        changed: dict[str, Any] = {"values": texts_of}
        if not good_file and draw.random() < 0.5:
            part = draw.choice(["provider", "framework", "version", "values", "self_assessment", "state", "outcome"])
            changed[part] = draw.choice(["..", "derby/../x", "final", None, [], {"1a": {"judgement": "fully"}}, 1e308])
        file = assessment(tmp_path / "hostile.json", **changed)
        code, out, told = run(file, "--write")
        assert code in (0, 1), (number, changed, told)
        assert not set(map(chr, range(32))) - {"\n"} & set(out + told), (number, changed)
        now = {path for path in root.rglob("*") if path.is_file() and not path.is_relative_to(root / ".cache")}
        assert {path for path in now if good.get(path) != path.read_bytes()} <= {planned}, (number, changed)
        said = Editable.of(planned).data
        assert {key: value for key, value in said.items() if key != "self_assessment"} == before, (number, changed)
        taken += "self_assessment" in said
        planned.write_bytes(good[planned])
    assert taken > HOSTILE // 10


def _differing(one: Any, other: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The paths of the columns at which two records differ."""
    if isinstance(one, dict | None) and isinstance(other, dict | None) and (one or other):
        for key in {*(one or {}), *(other or {})}:
            yield from _differing((one or {}).get(key), (other or {}).get(key), (*path, key))
    elif one != other:
        yield path
