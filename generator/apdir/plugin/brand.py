"""A council's own face in the site: its colours as style sheets, and clean copies of its pictures."""

from __future__ import annotations

from pathlib import Path

from apdir.brand import FOLDER, Face
from apdir.rendering import own_styles
from apdir.source import Theme


def write_brand(out: Path, theme: Theme, face: Face) -> None:
    """Put what `brand` in the settings says below ``out``; nothing where it says nothing."""
    files = {picture.name: picture.content for picture in (face.logo, face.icon) if picture is not None}
    if face.light:
        files[f"{FOLDER}/light.css"] = own_styles(theme, "colours.css", colours=face.light).encode()
    if face.dark:
        files[f"{FOLDER}/dark.css"] = own_styles(theme, "colours.css", colours=face.dark).encode()
    for name, content in files.items():
        (out / name).parent.mkdir(parents=True, exist_ok=True)
        (out / name).write_bytes(content)
