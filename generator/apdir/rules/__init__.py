"""Rules that a record must keep beyond the shape of its fields.

A rule yields findings; it never prints, raises or stops at the first. Each is a function of one noun: a provider, a
visit, a whole directory.
"""

from apdir.rules.check import Check, check_directory, check_provider
from apdir.rules.content import check_content
from apdir.rules.kept import check_kept

__all__ = ["Check", "check_content", "check_directory", "check_kept", "check_provider"]
