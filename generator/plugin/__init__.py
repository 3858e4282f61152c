"""The edge to MkDocs: the only part of the program that imports it."""

from generator.plugin.events import DirectoryPlugin

__all__ = ["DirectoryPlugin"]
