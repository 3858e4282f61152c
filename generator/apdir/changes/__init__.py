"""Changes on the site between two states of the records, in words, for one edition and one day."""

from apdir.changes.compare import Change, Changes, Seen, compare
from apdir.changes.told import FORMATS

__all__ = ["FORMATS", "Change", "Changes", "Seen", "compare"]
