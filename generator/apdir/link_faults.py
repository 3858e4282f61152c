"""Faults of a link that somebody wrote: it leads nowhere, or elsewhere than its words say."""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

from apdir.lookalike import NO_SITE, plain, site_fault
from apdir.problems import shown

SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
#: An address without its scheme, such as people write: that of a site, or of a file beside this page.
ADDRESS = re.compile(r"(?:https?://)?(?P<host>(?:[\w-]+\.)+(?P<end>[a-z]{2,}))(?:[:/?#]\S*)?\Z", re.IGNORECASE)
FILES = frozenset(("md", "htm", "html", "pdf", "doc", "docx", "php", "jpg", "png", "yml"))
#: The name of a site anywhere among words, by what only an address begins or ends with; and the rest of the address.
ENDING = "uk|com|org|net|info|eu|io|co|education|example|wales|scot"
SITES = re.compile(
    rf"(?<![\w.-])(?:https?://)?((?:(?<=//)|www\.)(?:[\w-]+\.)+[a-z]{{2,24}}|(?:[\w-]+\.)+(?:{ENDING}))(?![\w-]|\.\w)"
    r"(?:[:/?#]\S*)?",
    re.IGNORECASE,
)
#: Dots of an address that somebody put spaces beside.
SPACED_DOTS = re.compile(rf"(?<=\w) ?\. ?(?=(?:[a-z0-9-]{{1,63}} ?\. ?){{0,5}}(?:{ENDING})\b)")
MAIL = re.compile(r"[^\s@?&,;:/<>%\\]+@(?:[\w-]+\.)+[\w-]{2,}\Z")
MAILS = re.compile(r"[^\s@?&,;:/<>()]{1,64}@(?:[\w-]{1,63}\.){1,8}[\w-]{2,63}")
#: A telephone number among words.
NUMBERS = re.compile(r"\+?\d[\d ().-]{7,30}\d")
TELEPHONE = re.compile(r"\+?[\d().-]{3,}\Z")


def link_fault(href: str, words: str = "") -> tuple[str, str] | None:
    """The fault of a link out of a page that the council wrote: it may lead within the site as well.

    Without ``words`` they are not known.
    """
    target = unquote(href)
    if not SCHEME.match(target) and not target.lstrip().startswith(("//", "\\")):
        return None
    return wrong_link(target, words or target, href)


def wrong_link(target: str, words: str, href: str) -> tuple[str, str] | None:
    """The fault of a link's target, None where it works as it says.

    ``target`` is its address for people to read; ``href`` is the same as a browser reads it.
    """
    scheme = SCHEME.match(target)
    kind = scheme[0].lower() if scheme and (MAIL.match(target) is None) else ""
    if not words:
        return "This link has no words, so nobody sees it.", "Write `[words](https://address)`."
    if kind in ("http:", "https:"):
        return _web_fault(href, target) or _other_fault(words, _bare(urlsplit(href).hostname or ""), "")
    if kind == "mailto:":
        address = target[len(kind) :]
        if MAIL.match(address) is None:
            return f"{shown(target)} is not an email address alone.", "Write `mailto:office@provider.example`, no more."
        host = address.rpartition("@")[2].lower()
        fault = site_fault(host)
        if fault is not None:
            return f"The site of {shown(address)} {fault}.", "Write it in plain letters."
        return _other_fault(words, host, address.lower())
    if kind == "tel:":
        number = target[len(kind) :]
        if TELEPHONE.match(number) is None:
            return f"{shown(target)} is not a telephone number.", "Write it like `tel:01632960123`."
        if any(_digits(said) != _digits(number) for said in NUMBERS.findall(plain(words))):
            return "The words name one telephone number, and the link another.", "Write the same in both."
        return _other_fault(words, "", "")
    if MAIL.match(target):
        return f"The link {shown(target)} leads nowhere.", f"Write {shown(f'mailto:{target}')}."
    bare = target.lstrip("/")
    site = ADDRESS.match(bare)
    if site and site["end"].lower() not in FILES and (target == bare or target.startswith("//")) and not kind:
        return (
            f"The link {shown(target)} leads nowhere.",
            f"Write it with https:// in front: {shown(f'https://{bare}')}.",
        )
    if kind or not target:
        return "This link leads nowhere.", "A link begins with https://, mailto: or tel:."
    return f"The link {shown(target)} is not a whole address.", "Write it with https:// and the name of the site."


def _web_fault(href: str, target: str) -> tuple[str, str] | None:
    try:
        parts = urlsplit(href)
        host = (parts.hostname or "").rstrip(".")
        named = parts.port is None or parts.port > 0
    except ValueError:
        host, named, parts = "", False, urlsplit("")
    if "@" in parts.netloc:
        meant = (
            f"Write {shown(f'https://{host}')} if that is meant." if host else "Write the address of the site alone."
        )
        return f"{shown(target)} has a name before its site's.", meant
    fault = site_fault(host)
    if not named or fault == NO_SITE:
        return f"{shown(target)} is not a web address.", "Write it like https://provider.example."
    if fault is not None:
        return f"The site of {shown(target)} {fault}.", "Write it in plain letters, like https://provider.example."
    return None


def _other_fault(words: str, host: str, mail: str) -> tuple[str, str] | None:
    """The fault of a link whose words name another site or email address than it leads to."""
    said = SPACED_DOTS.sub(".", plain(words))
    for address in MAILS.findall(said):
        if address.lower() != mail:
            return "The words name one email address, and the link another.", "Write the same in both."
    for named in SITES.findall(MAILS.sub(" ", said)):
        if _bare(named) != _bare(host):
            to = shown(host) if host else "no site"
            return f"The words name {shown(named)}, and the link leads to {to}.", "Write the same in both."
    return None


def _digits(number: str) -> str:
    """The digits of a telephone number as dialled within the country."""
    digits = re.sub(r"\D", "", number.replace("(0)", ""))
    return re.sub(r"\A(?:0044|44)", "0", digits)


def _bare(host: str) -> str:
    return host.lower().rstrip(".").removeprefix("www.")
