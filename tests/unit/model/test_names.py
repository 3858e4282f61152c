"""One rule makes addresses of names, here, in the finder's script and in the web editor."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from apdir.gias.register import plain_name
from apdir.names import LONGEST, RESERVED, letters, slug_of, visit_name, visit_names
from tests.node import run
from tests.support.sites import ROOT

TABLE = json.loads((ROOT / "tests/support/names.json").read_text(encoding="utf-8"))
DAY = date(2026, 11, 20)
SCRIPT = """
import { readFileSync } from "node:fs";
import { slugOf, visitName } from "%s";
const { table, letters } = JSON.parse(readFileSync(0, "utf8"));
const named = (row) => {
  const others = row.others.map(([name, kind, site]) => ({ name, kind, site }));
  return visitName({ framework: "derby", date: "2026-11-20", ...row }, others, letters);
};
process.stdout.write(JSON.stringify({
  slugs: table.slugs.map(([name]) => slugOf(name, letters)),
  plain: table.slugs.map(([name]) => slugOf(name)),
  visits: table.visits.map(named),
}));
"""


@pytest.mark.parametrize(("name", "slug"), TABLE["slugs"])
def test_a_name_makes_one_address(name: str, slug: str) -> None:
    assert slug_of(name) == slug
    assert len(slug) <= LONGEST
    assert slug not in RESERVED
    assert slug_of(slug) == slug


@pytest.mark.parametrize("row", TABLE["visits"])
def test_a_visit_is_named_by_what_tells_it_from_the_others_of_its_day(row: dict[str, Any]) -> None:
    others = [(name, kind, site) for name, kind, site in row["others"]]
    name = visit_name("derby", DAY, row["kind"], row["site"], others)
    assert name == row["name"]
    assert name is None or name in visit_names("derby", DAY, row["kind"], row["site"])


@pytest.mark.slow
def test_the_scripts_have_the_same_rule() -> None:
    made = run(SCRIPT % (ROOT / "theme/assets/names.js").as_uri(), {"table": TABLE, "letters": letters()})
    assert made["slugs"] == [slug for _, slug in TABLE["slugs"]]
    assert made["visits"] == [row["name"] for row in TABLE["visits"]]
    # The finder's script has no table of letters: the build sends it the address of a name that needs one.
    plain = [(name, slug) for name, slug in TABLE["slugs"] if name.isascii()]
    assert len(plain) >= 6
    assert [made["plain"][number] for number, (name, _) in enumerate(TABLE["slugs"]) if name.isascii()] == [
        slug for _, slug in plain
    ]


def test_a_name_is_the_same_in_the_register_of_schools_however_it_is_spelt() -> None:
    assert plain_name("The Zoë’s Café & Farm Ltd") == plain_name("ZOES CAFE AND FARM") == "zoes cafe farm"
