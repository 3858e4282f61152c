"""A council's own face: `brand` in `settings.yml`."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import model_validator

from apdir.contrast import TEXT, WHITE, contrast, nearest
from apdir.model.fields import LONGEST, LONGEST_LINE, Day, Kind, Line, Record, faults, for_all
from apdir.model.shapes import SHAPES
from apdir.model.values import read_web_or_email, wrong
from apdir.problems import shown

FILE = re.compile(r"theme/(?:[\w-][\w.-]*/)*[\w-][\w.-]*\Z", re.ASCII)
PAGE = re.compile(r"(?:[a-z0-9][a-z0-9._-]*/)+(?:#[\w-]+)?\Z", re.ASCII)
LINK = re.compile(r"\[([^\[\]\n]{1,300})\]\(([^()\s]{1,300})\)")
ADDRESS_HINT = "Write an address with https://, an email address, or a page of this site, such as `privacy/`."


def _colour(value: str) -> str:
    text = value.strip().lower()
    if re.match(r"#?(?:[0-9a-f]{3}|[0-9a-f]{6})\Z", text) is None:
        raise wrong(f"{shown(value)} is not a colour.", 'Write it in six figures and letters, in quotes: "#00703c".')
    text = text.removeprefix("#")
    return "#" + (text if len(text) == 6 else "".join(sign * 2 for sign in text))


def _file(value: str, *endings: str) -> str:
    text = value.strip()
    if FILE.match(text) is None:
        hint = f"Put the file into the folder `theme` and name it like `theme/ours{endings[0]}`, without spaces."
        raise wrong(f"{shown(value)} is not the name of a file in `theme/`.", hint)
    if not text.endswith(endings):
        raise wrong(f"{shown(value)} is of the wrong kind.", f"Its name must end in {' or '.join(endings)}.")
    return text


def _picture(value: str) -> str:
    return _file(value, ".svg", ".png")


def _sheet(value: str) -> str:
    return _file(value, ".css")


def _address(value: str) -> str:
    text = value.strip().removeprefix("mailto:")
    if PAGE.match(text.removeprefix("/")):
        return text.removeprefix("/")
    if "://" not in text and "@" not in text:
        raise wrong(f"{shown(value)} is not where a link can lead.", ADDRESS_HINT)
    found = read_web_or_email(text)
    return f"mailto:{found}" if "://" not in found else found


def _linked(value: str) -> str:
    text = value.strip()
    if not text:
        raise wrong("This is blank.", "Fill it in, or leave the whole line out.")
    return LINK.sub(lambda found: f"[{found[1]}]({_address(found[2])})", text)


#: Words, and where they lead; nothing where they are text.
Pieces = tuple[tuple[str, str], ...]


def pieces(text: str) -> Pieces:
    """Return a text that may have links as its pieces."""
    found: list[tuple[str, str]] = []
    end = 0
    for link in LINK.finditer(text):
        found += [(text[end : link.start()], ""), (link[1], link[2])]
        end = link.end()
    return tuple((" ".join(words.split()) if at else words, at) for words, at in [*found, (text[end:], "")] if words)


Colour = Annotated[str, Kind(_colour, "Write one colour.", shape=SHAPES["Colour"])]
Picture = Annotated[str, Kind(_picture, "Write the name of one file.", LONGEST_LINE)]
Sheet = Annotated[str, Kind(_sheet, "Write the name of one file.", LONGEST_LINE)]
Address = Annotated[str, Kind(_address, ADDRESS_HINT, LONGEST_LINE)]
Linked = Annotated[str, Kind(_linked, "Write text; a link in it as `[words](address)`.", LONGEST)]


class Logo(Record):
    """The council's logo."""

    file: Picture = for_all(
        "A drawing (SVG) or a PNG in the directory's own `theme/`. It stands on the band's colour, on pages and forms.",
        example="theme/logo.svg",
    )
    text: Line = for_all("What it says, for those who do not see it.", example="Coastshire Council")


class FooterLink(Record):
    """One link at the foot of every page."""

    title: Line = for_all("Its words.", example="Complaints")
    address: Address = for_all(
        "Where it leads: a web address, an email address, or a page of this site such as `privacy/`.",
        example="https://www.coastshire.example/complaints",
    )


class Footer(Record):
    """What the council adds at the foot of every page."""

    text: Linked | None = for_all(
        "A sentence or two; a link in it as `[words](address)`.",
        example="Coastshire Council, 1 Quay Street",
        default=None,
    )
    links: tuple[FooterLink, ...] = for_all(
        "Links, beside those that the program has.",
        example=[{"title": "Complaints", "address": "https://www.coastshire.example/complaints"}],
        default=(),
    )


class Notice(Record):
    """A notice at the top of every page."""

    text: Linked = for_all(
        "What it says; a link in it as `[words](address)`.", example="The team's office is closed until 4 January."
    )
    until: Day | None = for_all(
        "The last day on which it is shown. Left out: it is shown until you take it out.",
        example="2027-01-03",
        default=None,
    )


class Brand(Record):
    """The council's own face, on pages, forms and the web editor."""

    colour: Colour | None = for_all(
        "The main colour, of links, buttons and the band at the top, in quotes. White must be readable on it; lighter "
        "and darker ones are made from it.",
        example="#00703c",
        default=None,
    )
    header: Colour | None = for_all(
        "Another colour for the band at the top, such as one that the logo is made for. It may be light or dark.",
        example="#ffffff",
        default=None,
    )
    logo: Logo | None = for_all(
        "The logo.", example={"file": "theme/logo.svg", "text": "Coastshire Council"}, default=None
    )
    favicon: Picture | None = for_all(
        "The sign that browsers show beside the page's name, in the directory's own `theme/`: SVG or PNG, square.",
        example="theme/favicon.svg",
        default=None,
    )
    footer: Footer = for_all("The foot of every page.", example={"text": "Coastshire Council"}, default=Footer())
    notice: Notice | None = for_all(
        "A notice at the top of every page: of a consultation, of days when the office is closed.",
        example={"text": "The team's office is closed until 4 January.", "until": "2027-01-03"},
        default=None,
    )
    style: Sheet | None = for_all(
        "A style sheet of your own in `theme/`, for what colours and logo do not do. It stands behind all others.",
        example="theme/own.css",
        default=None,
    )

    @model_validator(mode="after")
    def _colour_can_be_read(self) -> Brand:
        """White on the main colour, and that colour on white, are text (WCAG 2.2, 1.4.3)."""
        if self.colour is not None and (ratio := contrast(self.colour, WHITE)) < TEXT:
            near = nearest(self.colour, lambda other: contrast(other, WHITE) >= TEXT)
            message = (
                f"`{self.colour}` is too light for links and buttons: against white it has a contrast of "
                f"{int(ratio * 100) / 100} to 1, and needs {TEXT}."
            )
            hint = f'The nearest that can be read is "{near}". For the band at the top alone, put yours under `header`.'
            faults([(("colour",), message, hint)])
        return self
