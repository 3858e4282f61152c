"""How many providers a list has: those open to referrals, and beside them the others, by their standing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from apdir.pages import views
from apdir.pages.card import Card
from apdir.summary.statuses import LABELS, NO_REFERRALS, TONES

#: Every standing: its key, label and tone, and how those that are not open to referrals are counted; for the scripts.
SIGNS = tuple((key, LABELS[key], TONES[key], NO_REFERRALS.get(key, "")) for key in LABELS)


@dataclass(frozen=True, slots=True)
class Tally:
    """``open`` is the number that counts; ``off`` has the number and the words of each standing of those apart."""

    open: int
    off: tuple[tuple[str, int], ...]

    @property
    def apart(self) -> str:
        """`1 with standards not met; 2 withdrawn`; empty where all are open to referrals."""
        return "; ".join(f"{number:,} {words}" for words, number in self.off)

    @property
    def words(self) -> str:
        """`32 providers; 1 suspended`; where none is open, `0 open to referrals; 1 suspended`."""
        told = views.count(self.open, "provider") if self.open or not self.off else "0 open to referrals"
        return "; ".join(filter(None, (told, self.apart)))

    @property
    def figures(self) -> str:
        """The same beside a link: `32`, `32; 1 suspended`, or where none is open to referrals, `1 suspended`."""
        return "; ".join(filter(None, (f"{self.open:,}" if self.open or not self.off else "", self.apart)))


def tally(cards: Iterable[Card]) -> Tally:
    """The numbers of some providers."""
    numbers = Counter(NO_REFERRALS.get(card.standing, "") for card in cards)
    return Tally(numbers[""], tuple((words, numbers[words]) for words in NO_REFERRALS.values() if numbers[words]))
