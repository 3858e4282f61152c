"""Material as this site uses it: its style sheet."""

from __future__ import annotations

from pathlib import Path

from mkdocs.theme import Theme

from apdir.source import PROGRAM

#: Material's style sheet as the program keeps it, for a build without Material's package. The shell, `theme/main.html`,
#: is the program's own.
KEPT = PROGRAM / "theme/vendor/material/templates"


def style_sheet(theme: Theme) -> str:
    """Material's style sheet, whose name changes with every version of it."""
    found = (path for top in theme.dirs for path in sorted(Path(top).glob("assets/stylesheets/main.*.min.css")))
    return f"assets/stylesheets/{next(found).name}"
