"""What happened to a provider's record, as git has it: when, by which role, in which pull request. For officers."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Past:
    """One change: its day, the role of whoever made it, the number of its pull request, what changed in words."""

    day: date
    by: str
    request: int | None
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pasts:
    """The changes of each provider that git has, by its folder, the newest first, not before ``since``.

    ``whole``: whether they reach back as far as settings ask. ``most`` is how many there are of a provider at most.
    """

    since: date
    whole: bool
    most: int
    of: Mapping[str, tuple[Past, ...]]

    def digest(self, slug: str) -> str:
        """Return a digest of one provider's changes: its page is made anew where it differs."""
        return hashlib.blake2b(repr(self.of.get(slug)).encode(), digest_size=8).hexdigest()
