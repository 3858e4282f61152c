"""The field reference for officers has every field of every file, with its readers, its words and its meaning."""

from __future__ import annotations

import html
import re

import pytest
from pydantic import BaseModel

from apdir.data.fields import fields_page
from apdir.pages.page import Site
from apdir.pages.templates import make_templates
from apdir.schema import KINDS
from apdir.source import Theme
from tests.support.records import ROOT, TODAY, library


def rows(kind: str) -> dict[str, list[str]]:
    """Return the cells of each row of one kind of file, by the field's name."""
    page = fields_page(Site(library(), "commissioner", TODAY, make_templates(Theme.of(ROOT)))).content
    part = page.split(f'<h2 id="{kind}">', 1)[1].split("</section>", 1)[0]
    found = {}
    for row in part.split("<tr>")[2:]:
        name, *cells = (
            html.unescape(re.sub(r"<[^>]+>", "", cell)) for cell in re.split(r"</t[hd]>", row.split("</tr>")[0])[:-1]
        )
        found[name] = cells
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_each_field_of_a_model_has_a_row(kind: str) -> None:
    model: type[BaseModel] = KINDS[kind][0]
    shown = rows(kind)
    for name, info in model.model_fields.items():
        key = str(info.validation_alias or name)
        row = next(cells for path, cells in shown.items() if re.fullmatch(rf"{key}(\[\]|\.<id>)*", path))
        assert row[2] == (info.description or "").replace("`", "")


@pytest.mark.parametrize(
    ("kind", "name", "holds", "seen_by", "example"),
    [
        ("provider", "status", "listed, suspended, withdrawn, closed", "Everybody", "listed"),
        ("provider", "private_reason", "text", "Officers", "Two incidents reported in September."),
        ("provider", "sites[].public", "yes or no", "Everybody", "yes"),
        ("provider", "registration.figures.sole_provision", "number", "Officers", "0"),
        ("visit", "improvement_plan[].done", "date", "Officers, and the provider in letters", "2026-05-20"),
        ("settings", "publishing.feed_secret", "text", "Officers", "kqzvwhtrmxbd"),
    ],
)
def test_a_field_says_what_it_holds_and_who_sees_it(
    kind: str, name: str, holds: str, seen_by: str, example: str
) -> None:
    cells = rows(kind)[name]
    assert (cells[0], cells[1], cells[3]) == (holds, seen_by, example)
