"""Words as written within a sentence, and the label of what no source says."""

from __future__ import annotations


def small(text: str) -> str:
    """A label as written within a sentence: without the capital at its start, but GCSE stays GCSE."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def counted_as(number: int, label: str) -> str:
    """The count of a label: `9 fully`; one that begins with a digit is apart, as in `9 at ‘3: strong’`."""
    return f"{number} at ‘{label}’" if label[:1].isdigit() else f"{number} {small(label)}"


def own(text: str = "") -> str:
    """Return a label, and the text under it, for what is the directory's own and not the source's."""
    return f"Added by this directory. {text}".rstrip()


def providers(number: int) -> str:
    """A number of providers: `1 provider`, `2 providers`."""
    return f"{number} provider{'' if number == 1 else 's'}"
