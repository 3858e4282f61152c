"""The result as plain text: a table of runs and the ratios between them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median

from tests.bench.measure import Measurement

MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Row:
    """One kind of run: its name, how many pages it makes, and what each round took.

    Of a run on a sample, the seconds beyond those that it takes without any page (the median of `fixed`) count `scale`
    times.
    """

    name: str
    pages: int
    runs: Sequence[Measurement]
    scale: float = 1.0
    fixed: Sequence[Measurement] = ()

    @property
    def wall(self) -> float:
        """Median seconds of wall time."""
        return self._whole("wall", median)

    @property
    def processor(self) -> float:
        """Median seconds of processor time."""
        return self._whole("processor", median)

    @property
    def spread(self) -> tuple[float, float]:
        """Seconds of wall time of the quickest and of the slowest round."""
        return self._whole("wall", min), self._whole("wall", max)

    @property
    def together(self) -> float:
        """Largest memory of all processes together, in bytes."""
        return max(run.together for run in self.runs)

    @property
    def shared_once(self) -> float:
        """The same with pages that processes share counted once, in bytes; 0 where no run took long enough to look."""
        return max(run.shared_once for run in self.runs)

    @property
    def largest(self) -> float:
        """Largest memory of one process, in bytes."""
        return max(run.largest for run in self.runs)

    def _whole(self, kind: str, pick: Callable[[list[float]], float]) -> float:
        start = median(getattr(run, kind) for run in self.fixed) if self.fixed else 0.0
        return start + (pick([getattr(run, kind) for run in self.runs]) - start) * self.scale


def table(rows: Sequence[Row]) -> str:
    """One line a row: wall seconds, quickest and slowest, processor seconds, milliseconds a page, peak memory."""
    head = ("", "rounds", "wall s", "from - to", "cpu s", "ms a page", "peak MB", "shared once", "largest process")
    lines = [
        (
            row.name,
            f"{len(row.runs)}",
            f"{row.wall:.2f}",
            f"{row.spread[0]:.2f} - {row.spread[1]:.2f}",
            f"{row.processor:.2f}",
            f"{row.wall / row.pages * 1000:.2f}",
            f"{row.together / MEGABYTE:.0f}",
            f"{row.shared_once / MEGABYTE:.0f}" if row.shared_once else "-",
            f"{row.largest / MEGABYTE:.0f}",
        )
        for row in rows
    ]
    return _aligned([head, *lines])


def ratios(pairs: Sequence[tuple[Row, Row]]) -> str:
    """One line a pair: the first row's median over the second's, by wall time and by processor time."""
    lines = [
        (f"{one.name} / {other.name}", f"{one.wall / other.wall:.3f}", f"{one.processor / other.processor:.3f}")
        for one, other in pairs
    ]
    return _aligned([("", "by wall time", "by cpu time"), *lines])


def _aligned(rows: Sequence[Sequence[str]]) -> str:
    widths = [max(len(cell) for cell in column) for column in zip(*rows, strict=True)]
    lines = []
    for first, *others in rows:
        cells = [cell.rjust(width) for cell, width in zip(others, widths[1:], strict=True)]
        lines.append("  ".join([first.ljust(widths[0]), *cells]).rstrip())
    return "\n".join(lines)
