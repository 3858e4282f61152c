"""Notes on what in a visit's record gives away that it was copied from another's. None refuses anything."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from apdir.commands.main import apdir
from tests.support.records import visit
from tests.support.sites import ROOT, TODAY

SEEN = "Six files were read, and each was complete on the pupil's first day."
READ = "The register names all thirteen staff, with a date in every cell."
DAY = "2026-03-18"


def check(root: Path, **folders: dict[str, Any]) -> tuple[int, list[str]]:
    """The exit code of a check of folders with one draft each, and the lines of what is to be looked at."""
    shutil.copy(ROOT / "settings.yml", root)
    for name, fields in folders.items():
        about = (ROOT / "providers/spanner-works/provider.md").read_text(encoding="utf-8")
        of, data = visit("derby", **{"day": DAY, "state": "draft"} | fields)
        folder = root / f"providers/{name}"
        (folder / "visits").mkdir(parents=True)
        (folder / "provider.md").write_text(about.replace("Spanner Works", name.title()), encoding="utf-8")
        (folder / f"visits/{of}.yml").write_text(json.dumps(data), encoding="utf-8")
    done = CliRunner().invoke(apdir, ["--root", str(root), "--today", TODAY, "check"])
    return done.exit_code, [line for line in done.stderr.splitlines() if "/visits/" in line]


def evidence(**texts: str) -> dict[str, Any]:
    return {"details": {name.replace("s", ""): {"evidence": text} for name, text in texts.items()}}


@pytest.mark.parametrize(("one", "two", "told"), [
    (evidence(s1a=SEEN, s1b=READ), evidence(s1b=READ, s2a=SEEN), "2 texts of this visit, the first here, are"),
    (evidence(s1a=f"{SEEN} {READ}"), evidence(s1c=f"{SEEN}\n  {READ}"), "This text is"),
    (evidence(s1a=SEEN), evidence(s1a=SEEN), None),  # one sentence may be a stock phrase
    (evidence(s1a="Seen.", s1b="Read."), evidence(s1a="Seen.", s1b="Read."), None),
])  # fmt: skip
def test_texts_of_another_providers_visit_are_pointed_out_at_the_later_one(
    one: dict[str, Any], two: dict[str, Any], told: str | None, tmp_path: Path
) -> None:
    code, lines = check(tmp_path, brook=one | {"day": "2026-03-19"}, alder=two)
    assert (code, len(lines)) == (0, told is not None), lines
    if told is not None:
        assert lines[0].startswith("To look at: providers/brook/visits/2026-03-19-derby.yml:1:")
        assert f"{told} word for word in providers/alder/visits/{DAY}-derby.yml" in lines[0]


@pytest.mark.parametrize(("fields", "told"), [
    ({"signed": [{"for": "council", "role": "AP officer", "date": "2026-03-17"}]},
     "signed[1].date: This was signed on 17 March 2026, before the visit on 18 March 2026."),
    ({"signed": [{"for": "council", "role": "AP officer", "date": DAY}]}, None),
    ({"notice": {"period": {"from": "2026-03-02", "to": "2026-03-17"}}},
     "notice.period: Notice was given of a visit from 2 March 2026 to 17 March 2026, and it was on 18 March 2026."),
    ({"notice": {"period": {"from": "2026-03-02", "to": DAY}}}, None),
])  # fmt: skip
def test_days_that_are_not_of_the_visit_are_pointed_out(
    fields: dict[str, Any], told: str | None, tmp_path: Path
) -> None:
    code, lines = check(tmp_path, alder=fields)
    assert (code, len(lines)) == (0, told is not None), lines
    assert told is None or told in lines[0]
