"""The small pages that the full-text index reads in place of the real ones, kept from one build to the next."""

from __future__ import annotations

import shutil
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from generator.pages.page import Site
from generator.plugin import search
from generator.plugin.files import prune, write_file


@dataclass(frozen=True, slots=True)
class Searched:
    """A folder of them, laid out as the site is; ``kept``: it stays for the next build."""

    folder: Path
    kept: bool

    @property
    def _note(self) -> Path:
        """Where the key stands that they were made for."""
        return self.folder.with_suffix(".txt")

    def are_for(self, key: str) -> bool:
        """Whether they were made for this key; if not, they go, and what is written from now on is.

        A build for another day that fails has written its own by then, and they say what is not so today.
        """
        note = self._note
        same = self.folder.is_dir() and note.is_file() and note.read_text(encoding="utf-8") == key
        if not same:
            shutil.rmtree(self.folder, ignore_errors=True)
            self.folder.mkdir(parents=True)
            note.write_text(key, encoding="utf-8")
        return same

    def write(self, path: str, site: Site, title: str, content: str, *, form: bool = False) -> None:
        """Write what is searched of one page: a title and the words.

        Of a form the title weighs most: pages that speak of a form at length are not what somebody looks for by its
        name.
        """
        template = site.templates.get_template("searched.html")
        write_file(self.folder / path, template.render(title=title, content=content, form=form))

    def index(self, paths: Collection[str], out: Path, earlier: Path | None) -> None:
        """Put the index of the pages at some addresses, all that are searched, into ``out``. Raises SearchFailed."""
        prune(self.folder, "", paths)
        search.index(self.folder, out, earlier)
        if not self.kept:
            shutil.rmtree(self.folder)
