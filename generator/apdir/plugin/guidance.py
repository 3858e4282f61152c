"""The list of the pages of guidance that each framework has."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from mkdocs.structure.files import File
from mkdocs.utils.meta import get_data

from apdir.library import Library
from apdir.pages import links

#: The folder of the pages that set several frameworks beside each other.
COMPARED = "compared"


def guidance_by_framework(files: Iterable[File], library: Library, today: date) -> str:
    """Return a Markdown list of the pages in the folders of `content/guidance/`, with what each is about.

    Frameworks are in the order of their ids, pages that compare them last; a folder's `index.md` comes first. Links
    lead from `content/guidance/index.md`. Empty where there is no such page.
    """
    folders: dict[str, list[tuple[bool, str, str]]] = {}
    for file in files:
        folder, _, name = file.src_uri.removeprefix(links.GUIDANCE).partition("/")
        if file.src_uri.startswith(links.GUIDANCE) and name:
            about = get_data(file.content_string)[1]
            entry = f"- [{about.get('title', name)}]({folder}/{name}): {about.get('description', '')}".rstrip(": ")
            folders.setdefault(folder, []).append((name != "index.md", name, entry))
    headings = {name: library.current(name, today).short_title for name in library.frameworks}
    headings[COMPARED] = "Frameworks compared"
    lists = [
        f"### {heading}\n\n" + "\n".join(entry for *_, entry in sorted(folders[folder]))
        for folder, heading in headings.items()
        if folder in folders
    ]
    return "\n\n".join(["## Guidance by framework", *lists]) if lists else ""
