"""A council's own face in the site: its colours as style sheets, clean pictures, its sign in every size."""

from __future__ import annotations

from pathlib import Path

from apdir.brand import FOLDER, Face, Picture
from apdir.rendering import own_styles
from apdir.source import Theme

SIGN = "assets/favicon.svg"
#: Names of the sign as a PNG, by its width: for browsers that draw no SVG, and for the home screen of a phone.
ICONS = {32: "assets/icon-32.png", 180: "assets/icon-180.png"}
#: The picture of a link in a message, in the size that messengers show whole, with the sign so high in its middle.
PREVIEW, PREVIEW_SIZE, SIGN_HEIGHT = "assets/preview.png", (1200, 630), 300


def write_brand(out: Path, theme: Theme, face: Face) -> None:
    """Put the sign of the directory below ``out``, and what `brand` in the settings says."""
    files = {picture.name: picture.content for picture in (face.logo, face.icon) if picture is not None}
    sign = face.icon or Picture(SIGN, "image/svg+xml", theme.file(SIGN).read_bytes(), "", 1)
    for width, name in ICONS.items():
        files[name] = _drawn(theme, sign, (width, width), width)
    files[PREVIEW] = _drawn(theme, sign, PREVIEW_SIZE, SIGN_HEIGHT, face.band)
    if face.light:
        files[f"{FOLDER}/light.css"] = own_styles(theme, "colours.css", colours=face.light).encode()
    if face.dark:
        files[f"{FOLDER}/dark.css"] = own_styles(theme, "colours.css", colours=face.dark).encode()
    for name, content in files.items():
        (out / name).parent.mkdir(parents=True, exist_ok=True)
        (out / name).write_bytes(content)


def _drawn(theme: Theme, sign: Picture, size: tuple[int, int], height: int, ground: str = "none") -> bytes:
    """The sign in the middle of a picture of a size, as a PNG."""
    width, tall = size
    about = {"sign": sign.data, "width": width, "tall": tall, "height": height, "ground": ground}
    return Picture("", "image/svg+xml", own_styles(theme, "sign.svg", **about).encode(), "", 1).png(tall)
