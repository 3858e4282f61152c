"""The theme's page, made once with marks in the places that differ from page to page."""

from __future__ import annotations

from dataclasses import dataclass

import jinja2
from markupsafe import escape
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage

from apdir.pages.page import Page

#: Marks that no record can hold: private-use characters round a word. Material looks for a heading in the content and
#: adds one where it finds none, so the content's mark holds the start of one.
MARKS = {"title": "\ue000title\ue001", "description": "\ue000description\ue001", "content": "\ue000<h1\ue001"}
HEADER = "partials/header.html"
SEGMENT = "apdir-shell-segment"


@dataclass(frozen=True, slots=True)
class Shell:
    """A finished page cut at its marks: pieces of text, and between them the name of what goes there."""

    pieces: tuple[str, ...]

    def fill(self, page: Page) -> str:
        """The page in the shell, byte for byte what MkDocs makes of it."""
        values = {
            "title": escape(page.title),
            "description": escape(page.description),
            "content": page.content,
            "path": page.path,
        }
        return "".join(piece if index % 2 == 0 else values[piece] for index, piece in enumerate(self.pieces))


class Shells:
    """Shells by the place of a page: its depth, and the part of the site it belongs to."""

    def __init__(self, config: MkDocsConfig, files: Files, nav: Navigation, env: jinja2.Environment) -> None:
        self._config = config
        self._files = files
        self._nav = nav
        self._env = env
        self._made: dict[tuple[int, str], Shell] = {}

    def of(self, path: str) -> Shell:
        """The shell for a page's path, made on first use."""
        key = (path.count("/"), path.split("/", 1)[0])
        if key not in self._made:
            self._made[key] = self._make(*key)
        return self._made[key]

    def header(self, path: str) -> str:
        """The head of a page that is no page of MkDocs."""
        return render_by_mkdocs(Page(path, "", "", ""), self._config, self._files, self._nav, self._env, HEADER)

    def _make(self, depth: int, section: str) -> Shell:
        path = "/".join([section, *[SEGMENT] * (depth - 1)]) + "/"
        page = Page(path, MARKS["title"], MARKS["description"], MARKS["content"])
        text = render_by_mkdocs(page, self._config, self._files, self._nav, self._env)
        for name, mark in MARKS.items():
            text = text.replace(mark, f"\0{name}\0")
        text = text.replace(path, "\0path\0")
        return Shell(tuple(text.split("\0")))


def mkdocs_page(page: Page, config: MkDocsConfig) -> MkDocsPage:
    """One of our pages as a page of MkDocs, with its content in place."""
    file = File.generated(config, f"{page.path}index.md", content="")
    made = MkDocsPage(page.title, file, config)
    fill(made, page)
    return made


def fill(made: MkDocsPage, page: Page) -> None:
    """Give a page of MkDocs the content of one of ours."""
    made.content = page.content
    made.meta = {"title": page.title, "description": page.description, "hide": ["navigation", "toc"]}


def render_by_mkdocs(
    page: Page,
    config: MkDocsConfig,
    files: Files,
    nav: Navigation,
    env: jinja2.Environment,
    template: str = "main.html",
) -> str:
    """A page or a part of it as MkDocs renders it, with the entry of its part of the site active in the navigation."""
    made = mkdocs_page(page, config)
    section = next((item for item in nav.pages if item.file.src_uri == f"{page.path.split('/', 1)[0]}/index.md"), None)
    made.active = True
    if section is not None:
        section.active = True
    try:
        context = get_context(nav, files, config, made)
        return env.get_template(template).render(context)
    finally:
        if section is not None:
            section.active = False
