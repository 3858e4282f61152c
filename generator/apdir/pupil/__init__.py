"""Pupil data in a text: found, so that it is refused, and taken out of whatever is said of it.

Nothing here knows of records: a text goes in, and kinds with places come out, never the words themselves. Records,
file names, imports and forms that are read back all ask here.
"""

from apdir.pupil.somebody import NAMES
from apdir.pupil.text import Found, findings, hidden_name, in_name, without

__all__ = ["NAMES", "Found", "findings", "hidden_name", "in_name", "without"]
