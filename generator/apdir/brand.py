"""A council's own face as pages and forms use it: colours made from one, clean pictures, a notice until its day."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from pathlib import Path

from apdir.contrast import IN_THE_DARK, TEXT, WHITE, contrast, ink_on, least, lighter, nearest
from apdir.model.brand import Brand, FooterLink, Pieces, pieces
from apdir.model.reading import overlap
from apdir.problems import Problem
from apdir.source import Document, FieldPath, RecordFile, layered_file
from apdir.source.picture import is_whole
from apdir.source.svg import DRAW_AGAIN, read_svg

#: Backgrounds of text in the main colour, in the theme's light and dark style sheets.
LIGHT = ("#ffffff", "#f2f6f5", "#e5f3ea", "#fdf1d9", "#fdeee3", "#fceae8", "#eef2f3", "#f6f0fb")
DARK = ("#11191c", "#1a2529", "#14291e", "#2d2410", "#2f1d10", "#351b1a", "#1d292d", "#241b2d")
#: The band at the top, and the lines under headings of forms, in the theme.
BAND, RULE = "#0d464d", "#333333"
#: The most bytes, and dots in width or height, of a PNG; how many times wider than high a picture is at the most.
LARGEST_PNG, WIDEST_PNG, LONGEST = 300_000, 3_000, 20
PNG = b"\x89PNG\r\n\x1a\n"
#: Folder of pictures in the site.
FOLDER = "assets/brand"


@dataclass(frozen=True, slots=True)
class Picture:
    """A logo or sign: its name in the site, its type and bytes, what it says, how much wider it is than high."""

    name: str
    type: str
    content: bytes
    text: str
    ratio: float

    @property
    def data(self) -> str:
        """The picture as an address that holds it."""
        return f"data:{self.type};base64,{base64.b64encode(self.content).decode('ascii')}"

    def png(self, height: int) -> bytes:
        """The picture as a PNG: a drawing so many dots high, a PNG as it is."""
        if self.type == "image/png":
            return self.content
        return _png(self.content.decode("utf-8"), height)


@lru_cache(maxsize=16)
def _png(drawing: str, height: int) -> bytes:
    import resvg_py  # Word and LibreOffice draw SVG each in their own way

    return bytes(resvg_py.svg_to_bytes(svg_string=drawing, height=height))


@dataclass(frozen=True, slots=True)
class Face:
    """A council's own look on a day. ``light`` and ``dark`` are colours by the names of the theme's properties.

    ``notice`` and ``foot`` are texts in pieces, ``links`` those at the foot; ``style`` is the name in the site of a
    style sheet, empty where there is none.
    """

    light: Mapping[str, str]
    dark: Mapping[str, str]
    logo: Picture | None = None
    icon: Picture | None = None
    notice: Pieces = ()
    foot: Pieces = ()
    links: tuple[FooterLink, ...] = ()
    style: str = ""

    @property
    def band(self) -> str:
        """The colour behind the logo."""
        return self.light.get("brand", BAND)

    @property
    def ink(self) -> str:
        """The colour of text on the band."""
        return ink_on(self.band)

    @property
    def rule(self) -> str:
        """The colour of the lines under headings of forms."""
        return self.light.get("rule", RULE)

    @property
    def edge(self) -> str:
        """The colour of the line under the band."""
        return self.light.get("brand-edge", BAND)

    @property
    def on_paper(self) -> tuple[object, ...]:
        """Inputs of the forms' look; nothing where they are the program's own."""
        return (dict(self.light), self.logo) if self.light or self.logo else ()


#: The program's own.
PLAIN = Face({}, {})


@cache
def colours(colour: str | None, header: str | None) -> tuple[dict[str, str], dict[str, str]]:
    """Return the light and the dark pages' replacements of the theme's colours, by the names of these.

    Text has a contrast of 4.5 with all its backgrounds (WCAG 2.2, 1.4.3), in the dark 9 with the page; signs that are
    drawn on the band have that of its text (1.4.11 asks for 3).
    """
    light, dark = {}, {}
    if colour is not None:
        link = nearest(colour, lambda made: least(made, LIGHT) >= TEXT)
        pale = nearest(colour, lambda made: contrast(made, DARK[0]) >= IN_THE_DARK)
        light = {"primary": colour, "primary-ink": WHITE, "link": link, "link-hover": lighter(link, -0.1)}
        light["rule"] = colour
        dark = {"primary": pale, "primary-ink": DARK[0], "link": pale, "link-hover": lighter(pale, 0.08)}
    band = header or colour
    if band is not None:
        light |= {"brand": band, "brand-ink": ink_on(band), "brand-mark": ink_on(band), "brand-edge": colour or band}
    return light, dark


def face_of(root: Path, brand: Brand, today: date) -> Face:
    """Return a council's own face; a picture that is not as it should be is left out, since `brand_problems` tells."""
    logo = _picture(root, brand.logo.file, "logo", brand.logo.text)[0] if brand.logo is not None else None
    icon = _picture(root, brand.favicon, "favicon", "")[0] if brand.favicon is not None else None
    light, dark = colours(brand.colour, brand.header)
    notice = brand.notice
    shown = notice is not None and (notice.until is None or today <= notice.until)
    return Face(
        light,
        dark,
        logo,
        icon,
        pieces(notice.text) if notice is not None and shown else (),
        pieces(brand.footer.text or ""),
        brand.footer.links,
        (brand.style or "").removeprefix("theme/"),
    )


def brand_problems(root: Path, brand: Brand, document: Document, mended: tuple[FieldPath, ...]) -> Iterator[Problem]:
    """Yield what is wrong with each file that `brand` names: at its line of the settings, or in the file itself."""
    named: tuple[tuple[FieldPath, str | None], ...] = (
        (("brand", "logo", "file"), brand.logo.file if brand.logo is not None else None),
        (("brand", "favicon"), brand.favicon),
        (("brand", "style"), brand.style),
    )
    for path, name in named:
        if name is None or any(overlap(path, done) for done in mended):
            continue
        if name.endswith(".css"):
            yield from _sheet_problems(root, name, document, path)
        else:
            for fault in _picture(root, name, "", "")[1]:
                yield document.problem(path, *fault, "brand")


def pictures(brand: Brand) -> frozenset[str]:
    """Return the names of the files whose clean copies come into the site in their place."""
    return frozenset(name for name in (brand.logo.file if brand.logo else None, brand.favicon) if name is not None)


def links(brand: Brand) -> Iterator[tuple[FieldPath, str]]:
    """Yield where each link of the foot and of the notice leads, with its path in the settings."""
    for at, link in enumerate(brand.footer.links):
        yield ("brand", "footer", "links", at, "address"), link.address
    texts = (("footer", brand.footer.text), ("notice", brand.notice.text if brand.notice is not None else None))
    for part, text in texts:
        for _, address in pieces(text or ""):
            if address:
                yield ("brand", part, "text"), address


def _picture(root: Path, name: str, kept: str, text: str) -> tuple[Picture | None, list[tuple[str, str]]]:
    """A picture of the directory's theme, or what is wrong with it and what would be right."""
    raw = _bytes(root, name)
    if raw is None:
        return None, [(f"There is no file `{name}`.", "Put it there, or correct the name.")]
    if name.endswith(".svg"):
        drawn = read_svg(raw)
        if drawn.faults:
            return None, [(f"`{name}` cannot be used as it is: {fault}.", DRAW_AGAIN) for fault in drawn.faults]
        return _of_shape(name, Picture(f"{FOLDER}/{kept}.svg", "image/svg+xml", drawn.content, text, drawn.ratio))
    width, height = (int.from_bytes(raw[at : at + 4], "big") for at in (16, 20))
    if raw.startswith(PNG) and (len(raw) > LARGEST_PNG or max(width, height) > WIDEST_PNG):
        hint = f"Make it smaller: {WIDEST_PNG:,} dots and {LARGEST_PNG:,} bytes are the most, and 600 dots are enough."
        more = f" and more than {LARGEST_PNG:,} bytes" if len(raw) > LARGEST_PNG else ""
        return None, [(f"`{name}` has {width:,} by {height:,} dots{more}.", hint)]
    if not raw.startswith(PNG) or not is_whole(raw) or not width or not height:
        return None, [(f"`{name}` is not a PNG, or a broken one.", "Save it as PNG from a program for pictures.")]
    return _of_shape(name, Picture(f"{FOLDER}/{kept}.png", "image/png", raw, text, width / height))


def _of_shape(name: str, picture: Picture) -> tuple[Picture | None, list[tuple[str, str]]]:
    """The picture, or that it is too long: at one height with text it would be a line, or larger than any page."""
    if 1 / LONGEST <= picture.ratio <= LONGEST:
        return picture, []
    message = f"`{name}` is more than {LONGEST} times as long one way as the other."
    return None, [(message, "Take one that is nearer to a square.")]


def _bytes(root: Path, name: str) -> bytes | None:
    file = layered_file(root, name)
    if not isinstance(file, RecordFile) or not file.path.is_file():
        return None
    with file.path.open("rb") as opened:
        return opened.read(LARGEST_PNG + 1)


def _sheet_problems(root: Path, name: str, document: Document, path: FieldPath) -> Iterator[Problem]:
    file = layered_file(root, name)
    if not isinstance(file, RecordFile) or not file.path.is_file():
        yield document.problem(path, f"There is no file `{name}`.", "Put it there, or correct the name.", "brand")
