"""Words as they stand within a sentence."""

from __future__ import annotations


def small(text: str) -> str:
    """A label as it stands within a sentence: without the capital at its start, but GCSE stays GCSE."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]
