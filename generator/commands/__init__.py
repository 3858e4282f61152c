"""The command line: the only place that reads the clock, the environment and the working folder."""

from generator.commands.main import main

__all__ = ["main"]
