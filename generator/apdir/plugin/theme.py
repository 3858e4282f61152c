"""Material as this site uses it: its style sheet, and none of the ten thousand icons that MkDocs would look at."""

from __future__ import annotations

import os
from pathlib import Path

import jinja2
from mkdocs.theme import Theme

from apdir.source import PROGRAM

#: Material's style sheet as the program keeps it, for a build without Material's package. The shell, `theme/main.html`,
#: is the program's own.
KEPT = PROGRAM / "theme/vendor/material/templates"


class _Loader(jinja2.FileSystemLoader):
    """Loads every template, and lists those of no hidden folder: MkDocs looks at each of them, and leaves it out."""

    def list_templates(self) -> list[str]:
        found: set[str] = set()
        for top in self.searchpath:
            for folder, below, names in os.walk(top):
                below[:] = [name for name in below if not name.startswith(".")]
                within = os.path.relpath(folder, top).replace(os.sep, "/")
                found.update(name if within == "." else f"{within}/{name}" for name in names)
        return sorted(found)


def without_icons(theme: Theme) -> None:
    """Have the theme's environments list its files in a tenth of the time."""
    make = theme.get_env

    def get_env() -> jinja2.Environment:
        env = make()
        env.loader = _Loader(theme.dirs)
        return env

    theme.get_env = get_env  # type: ignore[method-assign]


def style_sheet(theme: Theme) -> str:
    """Material's style sheet, whose name changes with every version of it."""
    found = (path for top in theme.dirs for path in sorted(Path(top).glob("assets/stylesheets/main.*.min.css")))
    return f"assets/stylesheets/{next(found).name}"
