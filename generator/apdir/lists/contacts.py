"""Addresses, telephone numbers, mail and web addresses as people write them in one cell of a list."""

from __future__ import annotations

import re
from collections.abc import Iterator

from apdir.lists.cells import Part
from apdir.model import telephone

POSTCODE = re.compile(r"\b([A-Z]{1,2}[0-9][A-Z0-9]?)\s*([0-9][ABD-HJLNP-UW-Z]{2})\b\.?", re.IGNORECASE)
SITE_LABEL = re.compile(r"\A\W*(?:site|venue|base|centre)\s*\d*\s*[:.-]\s*|\A\W*\d\)\s*", re.IGNORECASE)
EMAIL = re.compile(r"[A-Za-z0-9.!$'*+/^_~-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
WEB = re.compile(r"(?:https?://|www\.)[^\s,;<>\"]+|\b[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:co\.uk|org\.uk|ac\.uk|sch\.uk|gov\.uk|"
                 r"com|org|uk|net|info|example)\b(?:/[^\s,;<>\"]*)?", re.IGNORECASE)  # fmt: skip
SEVERAL = re.compile(r"\s*(?:;|/|,|\n|\bor\b|\band\b)\s*")


def sites_in(text: str) -> Part:
    """The addresses of a cell, each up to its postcode; one without a postcode needs a number or a comma."""
    part = Part()
    at = 0
    for match in POSTCODE.finditer(text):
        lines = _lines(SITE_LABEL.sub("", text[at : match.start()]))
        part.items.append({"postcode": f"{match[1]} {match[2]}".upper(), **({"address": lines} if lines else {})})
        at = match.end()
    rest = SITE_LABEL.sub("", text[at:]).strip(" ,;.\n")
    if not part.items and rest and (re.search(r"\d|,|\n", rest)):
        part.items.append({"address": _lines(rest)})
    else:
        part.left = rest
    return part


def _lines(text: str) -> str:
    return "; ".join(line for piece in re.split(r"[,;\n]", text) if (line := " ".join(piece.split()).strip(" .")))


def phone_in(text: str) -> Part:
    """The first telephone number of a cell."""
    if telephone.read(" ".join(text.split())):
        return Part([("contact.phone", text)])
    found = telephone.meant(text)
    if found is None:
        return Part([("contact.phone", text)])  # the model says what is wrong
    figures, known = re.sub(r"\D", "", text), re.sub(r"\D", "", found)
    if figures == known.lstrip("0") and not re.search(r"[A-Za-z]{2}", text):
        return Part([("contact.phone", found)], repairs=[f"the first zero of {found}"])
    rest = [piece for piece in SEVERAL.split(text) if re.sub(r"\D", "", piece) not in figures[: len(known)]]
    rest = [piece for piece in rest if piece] or re.findall(r"[A-Za-z][A-Za-z .]+", text)
    left = "; ".join(rest)
    repairs = [] if left else [f"{found} of {text}"]
    return Part([("contact.phone", found)], left=left, repairs=repairs)


def email_in(text: str) -> Part:
    """The first email address of a cell."""
    found = EMAIL.findall(text)
    if not found:
        return Part([("contact.email", text)])
    rest = re.sub(r"(?i)\bmailto:|\bemail\b", "", text.replace(found[0], " ", 1)).strip(" ,;:/.<>()|\n")
    return Part([("contact.email", found[0])], left=" ".join(rest.split()))


def website_in(text: str) -> Part:
    """The first web address of a cell, with https:// where it has no beginning."""
    match = WEB.search(text)
    if match is None:
        return Part([("contact.website", text)])
    found = match[0].rstrip(".)'")
    rest = (text[: match.start()] + " " + text[match.start() + len(found) :]).strip(" ,;:/.<>()|\n")
    if re.fullmatch(r"\S+", rest) and text.strip().startswith(found) and text.strip()[len(found)] == " ":
        return Part([("contact.website", text)])  # an address with a space in it, of which a part leads nowhere
    repairs = []
    if "'" in found:
        found = found.replace("'", "%27")
        repairs.append("%27 for the apostrophe in the address")
    if not found.lower().startswith("http"):
        repairs.append(f"https:// before {found}")
        found = f"https://{found}"
    return Part([("contact.website", found)], left=rest, repairs=repairs)


def contact_in(text: str) -> Part:
    """Email, telephone and website of a cell that has several of them, and what is left: a name, mostly."""
    part = Part()
    rest = text
    for pattern, read in ((EMAIL, email_in), (WEB, website_in)):
        match = pattern.search(rest)
        if match:
            one = read(match[0])
            part.values += one.values
            part.repairs += one.repairs
            rest = rest.replace(match[0], " ", 1)
    for piece in _numbers(rest):
        if (found := telephone.meant(piece)) and not any(name == "contact.phone" for name, _ in part.values):
            part.values.append(("contact.phone", found))
            rest = rest.replace(piece, " ", 1)
    part.left = re.sub(r"(?i)\b(?:tel|telephone|phone|email|e-mail|web|website|mobile|mob)\b\.?:?|[|<>]", " ", rest)
    part.left = " ".join(part.left.split()).strip(" ,;:/.-()")
    return part


def _numbers(text: str) -> Iterator[str]:
    yield from (match[0].strip() for match in re.finditer(r"\+?\(?\d[\d ()-]{8,}\d", text))
