"""The web editor's own rules as its page has them, asked by Node or in a browser."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from apdir.editor import code_host
from apdir.plugin.editor import write_editor
from apdir.source import Theme
from tests.support.records import library
from tests.support.sites import FOLDER, ROOT, TODAY

SCRIPT = """
import { readFileSync } from "node:fs";
import { yaml } from "./admin/record.js";
import { beforeSaving, changeName, checkField, newName, slug } from "./admin/rules.js";
const asked = JSON.parse(readFileSync(0, "utf8"));
const told = ([collection, path, value, record = {}]) => {
  const validity = {};
  checkField(validity, collection, path, value, { [path]: value, ...record });
  return validity.customErrorMessage ?? null;
};
const saved = ({ path, content, isNew }) => {
  try {
    const collection = path.includes("/visits/") ? "visits-derby" : "providers";
    beforeSaving({ locales: { _default: { path, content } } }, isNew, collection);
    return null;
  } catch (error) {
    return [error.message, error.cause.message];
  }
};
const edited = ([path, text, ...changes]) => {
  const fields = yaml.fromFile(text.trim(), path);
  for (const [steps, value] of changes) {
    const last = steps.pop();
    steps.reduce((here, step) => (here[step] ??= {}), fields)[last] = value;
  }
  return yaml.toFile(fields);
};
process.stdout.write(JSON.stringify({
  slugs: asked.slugs.map(slug),
  visits: asked.visits.map(({ fields, entries }) => newName("visits-derby", fields, entries) ?? null),
  provider: newName("providers", { name: "Mill Farm" }, []) ?? null,
  changes: asked.changes.map((given) => changeName(...given)),
  fields: asked.fields.map(told),
  saved: asked.records.map(saved),
  edited: asked.edits.map(edited),
}));
"""


@cache
def folder(roles: tuple[str, ...] = ()) -> Path:
    """A folder with the editor in `admin/`, as a site has it. ``roles`` are words for roles that the directory adds."""
    words = library().settings.vocabulary.model_copy(update={"roles": roles})
    settings = library().settings.model_copy(update={"vocabulary": words})
    host = code_host(settings, "commissioner")
    assert host is not None
    out = Path(tempfile.mkdtemp(prefix="editor-", dir=os.environ[FOLDER]))
    write_editor(out, Theme.of(ROOT), replace(library(), settings=settings), host, date.fromisoformat(TODAY))
    (out / "ask.mjs").write_text(SCRIPT, encoding="utf-8")
    return out


def ask(roles: tuple[str, ...] = (), **asked: Any) -> dict[str, Any]:
    """What the rules make of names, visits, changes, fields, records to save, and edits of records in their form."""
    given = {"slugs": [], "visits": [], "changes": [], "fields": [], "records": [], "edits": [], **asked}
    node = Path(sys.executable).with_name("node")
    script = folder(roles) / "ask.mjs"
    done = subprocess.run([node, script], input=json.dumps(given), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def told(
    path: str, texts: Iterable[str], collection: str = "providers", *, roles: tuple[str, ...] = ()
) -> list[str | None]:
    """What an officer is told beside a field of each text, None where nothing."""
    return ask(roles, fields=[[collection, path, text] for text in texts])["fields"]
