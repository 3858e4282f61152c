"""The page for officers on every field of a directory's files: the same descriptions that the check reads by."""

from __future__ import annotations

from dataclasses import dataclass

from apdir.data.schemas import Field, fields_of
from apdir.pages import links
from apdir.pages.page import Page, Site
from apdir.schema import KINDS

#: Titles of kinds of files on the page.
TITLES = {
    "provider": "A provider",
    "visit": "A visit",
    "year": "A judged year",
    "settings": "Settings",
    "framework": "A framework",
    "crosswalk": "The comparison of frameworks",
    "form": "A form of its own",
    "letter": "A letter to a provider",
}
#: Types of a record's fields, where data for programs has JSON's words.
HOLDS = {"true or false": "yes or no", "number, or a number written as text": "number", "day": "date"}
EXAMPLES = {"true": "yes", "false": "no"}


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of file with its fields; ``files`` is the pattern of their names."""

    id: str
    title: str
    files: str
    fields: tuple[Field, ...]


def fields_page(site: Site) -> Page:
    """Return the field reference. For the commissioner edition alone."""
    kinds = [
        Kind(name, TITLES[name], files, tuple(fields_of(model, "commissioner")))
        for name, (model, files) in KINDS.items()
    ]
    content = site.render(
        "fields.html", links.FIELDS, kinds=kinds, holds=HOLDS, examples=EXAMPLES, edit=None, mistake=None
    )
    return Page(
        path=links.FIELDS,
        title="Every field of the records",
        description="What each field of records, settings, frameworks and forms means, with an example. For officers.",
        content=content,
    )
