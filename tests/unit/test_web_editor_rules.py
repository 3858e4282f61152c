"""The web editor names files, and refuses what a template left, by the rules that the commands and the check have."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from apdir.editor import code_host
from apdir.placeholders import Fill
from apdir.plugin.editor import write_editor
from tests.records import library
from tests.sites import ROOT, TODAY

pytestmark = pytest.mark.slow  # the editor is written whole, and Node starts

TABLE = json.loads((ROOT / "tests/names.json").read_text(encoding="utf-8"))
SCRIPT = """
import { readFileSync } from "node:fs";
import { beforeSaving, changeName, newName, slug } from "%s/admin/rules.js";
const asked = JSON.parse(readFileSync(0, "utf8"));
const saved = ({ path, content, isNew }) => {
  try {
    beforeSaving({ locales: { _default: { path, content } } }, isNew);
    return null;
  } catch (error) {
    return [error.message, error.cause.message];
  }
};
process.stdout.write(JSON.stringify({
  slugs: asked.slugs.map(slug),
  visits: asked.visits.map(({ fields, entries }) => newName("visits-derby", fields, entries) ?? null),
  provider: newName("providers", { name: "Mill Farm" }, []) ?? null,
  changes: asked.changes.map((given) => changeName(...given)),
  saved: asked.records.map(saved),
}));
"""

Ask = Callable[..., dict[str, Any]]


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Ask:
    """Asks the editor's rules, as the site has them, about names, visits, changes and records to save."""
    folder = tmp_path_factory.mktemp("editor")
    host = code_host(library().settings, "commissioner")
    assert host is not None
    write_editor(folder, ROOT / "theme", library(), host, date.fromisoformat(TODAY))
    script = folder / "ask.mjs"
    script.write_text(SCRIPT % folder.as_uri(), encoding="utf-8")

    def ask(**asked: Any) -> dict[str, Any]:
        given = {"slugs": [], "visits": [], "changes": [], "records": [], **asked}
        node = Path(sys.executable).with_name("node")
        done = subprocess.run([node, script], input=json.dumps(given), capture_output=True, text=True, check=True)
        return json.loads(done.stdout)  # type: ignore[no-any-return]

    return ask


def entry(provider: str, name: str, kind: str, site: str | None, day: str = "2026-11-20") -> dict[str, Any]:
    path = f"providers/{provider}/visits/{name}.yml"
    return {"locales": {"_default": {"path": path, "content": {"date": day, "kind": kind, "site": site}}}}


def test_folders_and_visits_are_named_as_the_commands_name_them(ask: Ask) -> None:
    visits = []
    for row in TABLE["visits"]:
        fields = {"provider": "mill-farm", "date": "2026-11-20", "kind": row["kind"], "site": row["site"]}
        entries = [entry("mill-farm", *other) for other in row["others"]]
        # Another provider, and another day, have nothing to do with it.
        entries += [entry("hill-farm", "2026-11-20-derby", "visit", None)]
        entries += [entry("mill-farm", "2026-11-19-derby", "visit", None, "2026-11-19")]
        visits.append({"fields": fields, "entries": entries})
    made = ask(slugs=[name for name, _ in TABLE["slugs"]], visits=visits)
    assert made["slugs"] == [slug for _, slug in TABLE["slugs"]]
    assert made["visits"] == [row["name"] or "2026-11-20-derby-again" for row in TABLE["visits"]]
    assert made["provider"] is None


def test_a_second_visit_of_a_day_is_not_saved_but_asked_about(ask: Ask) -> None:
    again = {"path": "providers/mill-farm/visits/2026-11-20-derby-again.yml", "isNew": True, "content": {}}
    first = again | {"path": "providers/mill-farm/visits/2026-11-20-derby.yml"}
    told, nothing = ask(records=[again, first])["saved"]
    assert told[0] == "saving_failed"
    assert told[1].startswith("There is a visit to this provider on this day already. If this is another one, give")
    assert nothing is None


def test_the_changes_of_two_providers_are_two_changes(ask: Ask) -> None:
    name = "2026-11-20-derby"
    given = [["visits-derby", name, entry(provider, name, "visit", None)] for provider in ("mill-farm", "hill-farm")]
    made = ask(changes=[*given, ["providers", "mill-farm", None]])["changes"]
    assert made == ["mill-farm-2026-11-20-derby", "hill-farm-2026-11-20-derby", "mill-farm"]


def test_no_placeholder_is_saved_in_any_field(ask: Ask) -> None:
    places: list[Callable[[str], dict[str, Any]]] = [
        lambda word: {"name": word},
        lambda word: {"contact": None, "contact.role": f" {word.upper()} "},
        lambda word: {"improvement_plan.0.action": "Mend it.", "improvement_plan.1.action": f"{word}."},
        lambda word: {"body": f"Hens.\n- **{word}**\n"},
    ]
    records = [{"path": "x", "isNew": False, "content": place(word)} for word in Fill for place in places]
    told = ask(records=records)["saved"]
    assert [words[1].partition(": This is still what the template says")[0] for words in told] == [
        "name", "contact.role", "improvement plan.2.action", "Description"] * len(Fill)  # fmt: skip
    # What the file said before, with the template's notes in its comments, is no field.
    before = f"type:  # {Fill.TYPE}"
    right = {"name": "What was seen Ltd", "written_before": f"{before}\n---\n{Fill.DESCRIPTION}", "body": "Hens."}
    assert ask(records=[{"path": "x", "isNew": True, "content": right}])["saved"] == [None]


def test_nothing_is_filled_in_that_nobody_said() -> None:
    from apdir.editor import configuration

    host = code_host(library().settings, "commissioner")
    assert host is not None
    made = configuration(library(), host, date.fromisoformat(TODAY))
    found = {}
    for collection in made["collections"]:
        fields = [("", entry) for entry in collection["fields"]]
        for path, field in fields:
            inside = [(f"{path}{field['name']}.", part) for part in field.get("fields", ())]
            fields.extend(inside)
            if "default" in field and field["widget"] != "hidden":
                found[f"{collection['name']}: {path}{field['name']}"] = field["default"]
    several = {
        name for name in library().frameworks if len(library().current(name, date.fromisoformat(TODAY)).kinds) > 1
    }
    assert several
    kinds = {f"visits-{name}: kind": "visit" for name in library().frameworks if name not in several}
    states = {f"visits-{name}: state": "draft" for name in library().frameworks}
    assert found == {"providers: status": "listed", "providers: sites.id": "main", **states, **kinds}
