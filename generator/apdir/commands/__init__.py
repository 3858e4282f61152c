"""The command line: the only place that reads the clock, the environment and the working folder."""

from __future__ import annotations

import sys


def main() -> None:
    """Run `apdir`. Ctrl-C ends it with a word at any moment, also while its modules are still being loaded."""
    try:
        from apdir.commands.main import main as run

        run()
    except KeyboardInterrupt:
        sys.stderr.write("Stopped.\n")
        sys.exit(130)


__all__ = ["main"]
