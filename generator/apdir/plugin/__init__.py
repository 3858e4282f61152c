"""The edge to MkDocs: the only part of the program that imports it."""

from apdir.plugin.events import DirectoryPlugin

__all__ = ["DirectoryPlugin"]
