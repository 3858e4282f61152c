"""What a search box suggests as one types, and what words mean: providers by name, choices, pages by title."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from html import unescape
from typing import Any

from apdir.forms.form import Form
from apdir.pages import links
from apdir.pages.choices import Group
from apdir.pages.page import Site
from apdir.pages.words import ignored, searched

#: Groups of the finder whose choices are suggested, by what a reader calls them.
GROUPS = {"need": "Need", "stage": "Key stage", "day": "Day", "how": "Teaching", "time": "Time", "subject": "Subject"}
HEADING = re.compile(r"<h([1-3])([^>]*)>(.*?)</h\1>", re.DOTALL)
TAG = re.compile(r"<[^>]*>")

Title = tuple[str, str, str]


def suggestions(
    choices: Sequence[Group], site: Site, hand_written: Mapping[str, str], forms: Mapping[str, Form], *, full_text: bool
) -> dict[str, Any]:
    """What every search box knows; ``choices`` are the finder's.

    ``hand_written`` is the HTML of the pages in `content/`, by address.
    """
    pages = list(_pages(site, hand_written, forms))
    titles = {address: title for title, address, _ in pages} | dict(_headings(hand_written))
    return {
        "words": list(searched(site.settings.words, titles.get)),
        "ignored": " ".join(ignored()),
        "pages": pages,
        "choices": [
            (group.key, choice.value, f"{GROUPS[group.key]}: {choice.label}")
            for group in choices
            if group.key in GROUPS
            for choice in group.choices
            if choice.number
        ],
        "full_text": full_text,
    }


def _pages(site: Site, hand_written: Mapping[str, str], forms: Mapping[str, Form]) -> Iterator[Title]:
    """The title, address and kind of every page that is no provider's, and of each requirement."""
    for address, html in hand_written.items():
        title = next((text for level, _, text in _read(html) if level == "1"), "")
        if title and address not in ("", links.SEARCH):
            yield title, address, "Guidance" if address.startswith(links.GUIDANCE) else "Page"
    for name in site.library.frameworks:
        framework = site.library.current(name, site.today)
        address = links.framework_path(name)
        yield framework.title, address, "Framework"
        for theme in framework.themes:
            for requirement in theme.requirements:
                title = f"{requirement.id} {requirement.title or theme.title}"
                yield title, f"{address}#{requirement.id}", framework.short_title
    for form in forms.values():
        yield form.title, links.form_path(form.id), "Form"
    yield "Forms", links.FORMS, "Page"
    yield "Frameworks", links.FRAMEWORKS, "Page"
    if site.library.compared is not None:
        yield "Frameworks side by side", links.CROSSWALK, "Page"
    yield "Shortlist", links.SHORTLIST, "Page"


def _headings(hand_written: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for address, html in hand_written.items():
        read = list(_read(html))
        page = next((text for level, _, text in read if level == "1"), "")
        for _, attributes, text in read:
            if place := re.search(r'\bid="([^"]+)"', attributes):
                yield f"{address}#{place[1]}", f"{page}: {text}"


def _read(html: str) -> Iterator[tuple[str, str, str]]:
    """The level, attributes and text of each heading."""
    for level, attributes, inner in HEADING.findall(html):
        yield level, attributes, " ".join(unescape(TAG.sub("", inner)).split())
