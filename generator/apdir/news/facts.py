"""Facts of one file of the records, as digests: enough to see what changed, nothing that could be told."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from typing import Any

from apdir.model.offer import Price
from apdir.model.provider import Provider
from apdir.model.reading import read
from apdir.source import Limits, read_document

#: Facts kept of a file: words of the model's own, and digests of all else.
Facts = dict[str, Any]
#: The lists of an offer that schools choose by.
LISTS = ("key_stages", "needs", "subjects", "delivery", "days")
WORD = re.compile(r"[^\W_]+")
#: A text's words, each as short digests of itself and of what is left of it without one letter or another: so short
#: that many words have the same.
Shape = list[list[str]]


def digest(*values: Any) -> str:
    """Digest of a value, which does not tell it."""
    text = "\x1f".join(map(str, values))
    return hashlib.blake2b(" ".join(text.split()).lower().encode(), digest_size=8).hexdigest()


def shape(text: str) -> Shape:
    """Digests of a text that tell other spellings of it from other texts."""
    return [_near(word) for word in WORD.findall(text.lower())]


def _near(word: str) -> list[str]:
    fewer = () if any(map(str.isdigit, word)) else (word[:at] + word[at + 1 :] for at in range(len(word)))
    return sorted({hashlib.blake2b(near.encode(), digest_size=2).hexdigest() for near in (word, *fewer) if near})


def respelt(one: Shape, other: Shape) -> bool:
    """Whether two texts differ by no more than a letter in a word, or two that changed places."""
    return len(one) == len(other) and all(
        not set(here).isdisjoint(there) for here, there in zip(one, other, strict=True)
    )


def priced(prices: Iterable[Price]) -> str:
    """Digest of what prices come to: their notes and hours may be put in other words."""
    return digest(*((price.amount, price.per) for price in prices))


def facts_of(name: str, content: bytes) -> Facts | None:
    """The facts of a provider's or a visit's file, by its name within the provider's folder; None where it has none."""
    try:
        text = content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        return None
    markdown = name == "provider.md"
    document, problems = read_document(name, text, Limits(), markdown=markdown)
    if document is None or problems:
        return None
    if not markdown:
        return _visit(document.data)
    reading = read(Provider, document)
    return _provider(reading.record) if reading.record is not None and not reading.problems else None


def _visit(data: dict[str, Any]) -> Facts | None:
    if not isinstance(data.get("state"), str):
        return None
    return {"final": data["state"].strip().lower() == "final", "outcome": digest(data.get("outcome"))}


def _provider(provider: Provider) -> Facts:
    offer, contact = provider.offer, provider.contact
    own = provider.sole_trader and not contact.business
    reached = (contact.website, *(() if own else (contact.phone, contact.email)))
    public = [site for site in provider.sites if site.public]
    lists: dict[str, Iterable[str]] = {name: getattr(offer, name) for name in LISTS}
    programmes = [row.name for row in offer.programmes]
    lists |= {"programmes": programmes, "serves": provider.serves}
    return {
        "status": provider.status,
        "registered": provider.registration.status == "registered",
        "name": digest(provider.name),
        "urn": digest(provider.registration.urn) if provider.registration.urn else None,
        "shapes": {digest(text): shape(text) for text in (provider.name, *programmes, *offer.subjects)},
        "lists": {name: [digest(word) for word in words] for name, words in lists.items()},
        "values": {
            "ages": digest(offer.ages),
            "hours": digest(offer.hours),
            "prices": priced(offer.price),
            "lengths of placement": digest(*offer.lengths),
            "procurement lists": digest(*((entry.name, entry.lot) for entry in provider.lists)),
            "level of checking": digest(provider.level),
            "contact details": digest(*reached),
            # A street or a name may be spelt better: a move changes the postcode, or the number.
            "site details": digest(*((re.findall(r"\d+", " ".join(site.address)), site.postcode) for site in public)),
        },
    }
