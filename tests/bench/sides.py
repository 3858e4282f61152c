"""The contestants, and how they take turns."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from tests.bench import ours
from tests.bench.measure import Failed, Measurement, Watch, measure, processor_of
from tests.bench.shell import Shell


def nothing() -> None:
    """Where there is nothing to undo."""


def tell(text: str) -> None:
    """A line about progress."""
    print(text, file=sys.stderr, flush=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One contestant: the command that builds its site in `out`, and how many providers that site has.

    `forget` undoes what an earlier build left elsewhere; `runs` has what each round took.
    """

    name: str
    command: Sequence[str]
    out: Path
    providers: int
    forget: Callable[[], None] = nothing
    runs: list[Measurement] = field(default_factory=list)

    def clean(self) -> None:
        """Put aside what earlier builds made.

        It is not deleted: ext4 searches long for room where many files were deleted within the last minute, and the
        build that happens to come next would pay for it.
        """
        if self.out.exists():
            self.out.rename(next(free for free in _aside(self.out) if not free.exists()))
        self.forget()

    def build(self, folder: Path, environment: Mapping[str, str]) -> Measurement:
        """Build once, over what is there, and say how long it took. Raises Failed."""
        taken = measure(self.command, folder, environment)
        tell(f"  {self.name}: {taken.wall:.2f} s")
        return taken


def _aside(out: Path) -> Iterator[Path]:
    return (out.with_name(f"{out.name}.{number}") for number in count(1))


def take_turns(sides: Sequence[Side], rounds: int, folder: Path, environment: Mapping[str, str]) -> None:
    """Clean builds of every side in turn, in the opposite order every other round."""
    for turn in range(rounds):
        tell(f"Round {turn + 1} of {rounds}")
        for side in sides if turn % 2 == 0 else reversed(sides):
            side.clean()
            side.runs.append(side.build(folder, environment))


def change_and_rebuild(cold: Side, again: Side, rounds: int, root: Path, environment: Mapping[str, str]) -> Measurement:
    """Build `cold` from nothing, then change one record and build it `again`, several times; return the first run.

    Raises ValueError where a change does not show.
    """
    cold.clean()
    first = cold.build(root.parent, environment)
    for _ in range(rounds):
        slug = ours.change_a_record(root)
        page = again.out / "providers" / slug / "index.html"
        before = page.read_bytes()
        again.runs.append(again.build(root.parent, environment))
        if page.read_bytes() == before:
            raise ValueError(f"{page} is as it was, although its record changed")
    return first


def change_while_served(side: Side, rounds: int, root: Path, environment: Mapping[str, str]) -> None:
    """Change one record while `side` serves the site, several times, each until its page is another. Raises Failed."""
    with subprocess.Popen(
        side.command, env=dict(environment), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        try:
            told = process.stdout.readline() if process.stdout else ""
            if not (address := re.search(r"http://[\w.:]+/", told)):
                raise Failed(f"{' '.join(side.command)}: {told}")
            for _ in range(rounds):
                watch, used = Watch(process.pid), processor_of(process.pid)
                page = f"{address[0]}providers/{ours.record_to_change(root)}/"
                before = _text(page)
                watch.start()
                started = time.perf_counter()
                ours.change_a_record(root)
                while _text(page) == before:
                    time.sleep(0.02)
                wall = time.perf_counter() - started
                watch.stop()
                used = processor_of(process.pid) - used
                side.runs.append(Measurement(wall, used, watch.together, watch.shared_once, watch.largest))
                tell(f"  {side.name}: {wall:.2f} s")
        finally:
            process.send_signal(signal.SIGINT)


def _text(page: str) -> str:
    """A page as it is served, without the number of the build; the one before while it is exchanged."""
    with urllib.request.urlopen(page) as answer:
        return re.sub(r'data-build="\d+"', "", answer.read().decode("utf-8"))


def our_shells(folder: Path, environment: Mapping[str, str], today: str) -> dict[str, Shell]:
    """The shells of a provider's and a visit's page, from a small build of ours in `folder`."""
    folder.mkdir()
    root, out = folder / "directory", folder / "site"
    ours.set_up(root, 2)
    measure(ours.command(root, out, today, *ours.PAGES_ALONE), folder, environment)
    provider = next((out / "providers").glob("*/index.html"))
    visit = next((out / "providers").glob("*/visits/*/index.html"))
    return {"provider": Shell(provider.read_text("utf-8")), "visit": Shell(visit.read_text("utf-8"))}
