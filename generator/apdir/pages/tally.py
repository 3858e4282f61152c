"""How many providers a list has: those that take pupils, and beside them those that do not, by their status."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from apdir.pages import views
from apdir.pages.card import Card

#: The statuses of who takes no pupils, in the order in which they are told.
NOT_TAKING = ("suspended", "withdrawn", "closed")


@dataclass(frozen=True, slots=True)
class Tally:
    """``taking`` is the number that counts; ``off`` has the number of each status of those that stand apart."""

    taking: int
    off: tuple[tuple[str, int], ...]

    @property
    def apart(self) -> str:
        """`1 suspended; 2 withdrawn`; empty where all take pupils."""
        return "; ".join(f"{number:,} {status}" for status, number in self.off)

    @property
    def words(self) -> str:
        """`32 providers; 1 suspended`; where none takes pupils, `0 taking pupils; 1 suspended`."""
        taking = views.count(self.taking, "provider") if self.taking or not self.off else "0 taking pupils"
        return "; ".join(filter(None, (taking, self.apart)))

    @property
    def figures(self) -> str:
        """The same beside a link: `32`, `32; 1 suspended`, or where none takes pupils, `1 suspended`."""
        return "; ".join(filter(None, (f"{self.taking:,}" if self.taking or not self.off else "", self.apart)))


def tally(cards: Iterable[Card]) -> Tally:
    """The numbers of some providers."""
    numbers = Counter(card.status for card in cards)
    return Tally(numbers["listed"], tuple((status, numbers[status]) for status in NOT_TAKING if numbers[status]))
