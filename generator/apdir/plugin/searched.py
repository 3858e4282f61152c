"""The small pages that the full-text index reads in place of the real ones, kept from one build to the next."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from apdir.pages.page import Site
from apdir.plugin.files import link_files, write_file
from apdir.state import own_folder


@dataclass(frozen=True, slots=True)
class Searched:
    """A new folder of them, laid out as the site is; ``earlier``: the one of the build before, None without a cache."""

    folder: Path
    earlier: Path | None

    def write(self, path: str, site: Site, title: str, content: str, *, form: bool = False) -> tuple[int, int]:
        """Write what is searched of one page: a title and the words. Return the file's size and time.

        Of a form the title weighs most: pages that speak of a form at length are not what somebody looks for by its
        name.
        """
        template = site.templates.get_template("searched.html")
        return write_file(self.folder / path, template.render(title=title, content=content, form=form))

    def take_over(self, stamps: dict[str, tuple[int, int]]) -> bool:
        """Take the files of some pages from the build before; False where one is not as it was left."""
        files = ((f"{path}index.html", stamp) for path, stamp in stamps.items())
        return self.earlier is not None and link_files(files, self.earlier, self.folder)

    def keep(self) -> None:
        """Put the new folder in the place of the earlier one, for the next build."""
        if self.earlier is not None:
            shutil.rmtree(own_folder(self.earlier), ignore_errors=True)
            shutil.move(self.folder, self.earlier)
