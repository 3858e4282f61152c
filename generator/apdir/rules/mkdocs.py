"""Checks of mkdocs.yml: it may order pages, and nothing that would have a build run or publish something else.

MkDocs itself would run the programs that `hooks`, plugins, Markdown extensions and tags of YAML name, and copy whatever
folder is called a theme. So it never reads the file: it is given what is fixed here, and what the file adds to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from pathlib import Path
from typing import Any

from apdir.library import open_document
from apdir.problems import Problem
from apdir.source import Document, FieldPath, Limits, record_file

FILE = "mkdocs.yml"
#: Fixed in every directory; the file may repeat it, and not change it.
FIXED: Mapping[str, Any] = {
    "docs_dir": "content",
    "site_dir": "site",
    "use_directory_urls": True,
    "theme": {
        "name": "material",
        "custom_dir": "theme",
        "language": "en",
        "font": False,
        "static_templates": ["404.html", "assets/names.css"],
    },
    "plugins": ["apdir"],
    "markdown_extensions": ["attr_list", "def_list", "md_in_html", {"toc": {"permalink": False}}],
}
#: Each directory's own: texts and lists of pages.
TEXTS = ("site_name", "exclude_docs", "not_in_nav")
NAVIGATION = "nav"
#: Targets of an entry of the navigation: a page of `content/`, or another website.
LEADS = re.compile(r"(?!/)(?!.*(?:^|/)\.)[^\\:?#]+\.md|https://[^\s\"'<>]+")


def read_mkdocs(root: Path) -> tuple[dict[str, Any], list[Problem]]:
    """Return MkDocs' settings for a directory, and a problem for all in mkdocs.yml that MkDocs is not told."""
    known: dict[str, Any] = {"site_name": "AP Directory", **deepcopy(dict(FIXED))}  # settings.yml names the site
    if not (root / FILE).exists():
        return known, []
    file = record_file(root, FILE)
    document, problems = (None, [file]) if isinstance(file, Problem) else open_document(file, Limits(), markdown=False)
    if document is None:
        return known, problems
    for name, value in document.data.items():
        found = list(_wrong(document, name, value))
        problems += found
        if not found and name not in FIXED and value is not None:
            known[name] = value
    return known, problems


def _wrong(document: Document, name: str, value: Any) -> Iterator[Problem]:
    if name in FIXED:
        if value != _as_read(FIXED[name]):
            yield document.problem(
                (name,),
                f"`{name}` is not as the program has it. What else stands here could run programs in every build, or "
                "publish other files.",
                "Take it from the program's own mkdocs.yml again, or delete it: it is the same either way.",
                "mkdocs",
                key=True,
            )
    elif name == NAVIGATION:
        yield from _entries(document, (name,), value)
    elif name not in TEXTS:
        yield document.problem(
            (name,),
            f"`{name}` cannot be set in mkdocs.yml: it could run programs in every build, or publish other files.",
            f"Delete it. What can be set here is {NAVIGATION}, {', '.join(TEXTS[:-1])} and {TEXTS[-1]}.",
            "mkdocs",
            key=True,
        )
    elif value is not None and not isinstance(value, str):
        yield document.problem((name,), f"`{name}` must be text.", "Write one name a line, below `|`.", "mkdocs")
    elif name == "exclude_docs" and re.search(r"^\s*!", value or "", re.MULTILINE):
        message = "A line that begins with `!` would publish files that are left out of every site."
        yield document.problem((name,), message, "Delete the line.", "mkdocs")


def _entries(document: Document, path: FieldPath, value: Any) -> Iterator[Problem]:
    """A problem for each entry of the navigation that is not a title with a page, or with entries of its own."""
    for at, entry in enumerate(value if isinstance(value, list) else [value]):
        where = (*path, at) if isinstance(value, list) else path
        for title, leads in entry.items() if isinstance(entry, dict) else [(None, entry)]:
            place = where if title is None else (*where, title)
            if isinstance(leads, list):
                yield from _entries(document, place, leads)
            elif not (isinstance(value, list) and isinstance(leads, str) and LEADS.fullmatch(leads)):
                message = "An entry of the navigation leads neither to a page of content/ nor to another website."
                yield document.problem(place, message, "Write `- Title: page.md`, or an https:// address.", "mkdocs")


def _as_read(value: Any) -> Any:
    """A value as the file's reader gives it: every scalar is text."""
    if isinstance(value, Mapping):
        return {key: _as_read(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_as_read(each) for each in value]
    return str(value).lower() if isinstance(value, bool) else value
