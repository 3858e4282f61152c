"""The theme's files as MkDocs lists them, without a look at the ten thousand icons that no page here shows."""

from __future__ import annotations

import os

import jinja2
from mkdocs.theme import Theme


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
