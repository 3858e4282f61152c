"""What one file of the records said, in digests: enough to see what changed, nothing that could be told."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Any

from generator.model.provider import Provider
from generator.model.reading import read
from generator.source import Limits, read_document

#: What is kept of a file: words of the model's own, and digests of all else.
Facts = dict[str, Any]
#: The lists of an offer that schools choose by.
LISTS = ("key_stages", "needs", "subjects", "delivery", "days")


def digest(*values: Any) -> str:
    """What tells a value from others, and not what it is."""
    text = "\x1f".join(map(str, values))
    return hashlib.blake2b(" ".join(text.split()).lower().encode(), digest_size=8).hexdigest()


def facts_of(name: str, content: bytes) -> Facts | None:
    """The facts of a provider's or a visit's file, by its name within the provider's folder; None where it has none."""
    try:
        text = content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        return None
    markdown = name == "provider.md"
    document, problems = read_document(name, text, Limits(), markdown=markdown, quickly=True)
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
    reached = (contact.role, contact.website, *(() if own else (contact.phone, contact.email)))
    public = [site for site in provider.sites if site.public]
    lists: dict[str, Iterable[str]] = {name: getattr(offer, name) for name in LISTS}
    lists |= {"programmes": (row.name for row in offer.programmes), "serves": provider.serves}
    return {
        "status": provider.status,
        "registered": provider.registration.status == "registered",
        "name": digest(provider.name),
        "urn": digest(provider.registration.urn) if provider.registration.urn else None,
        "lists": {name: [digest(word) for word in words] for name, words in lists.items()},
        "values": {
            "ages": digest(offer.ages),
            "hours": digest(offer.hours),
            "prices": digest(*offer.price),
            "lengths of placement": digest(*offer.lengths),
            "contact details": digest(*reached),
            "sites": digest(*((site.name, site.address, site.postcode) for site in public)),
        },
    }
