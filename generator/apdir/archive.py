"""Office files are zip archives; here one loses the time of its making, so that the same form gives the same bytes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

#: The earliest time that a zip archive can tell.
THEN = (1980, 1, 1, 0, 0, 0)


def without_times(archive: bytes, change: Callable[[str, bytes], bytes] = lambda _, content: content) -> bytes:
    """The archive with the same entries in the same order, each packed as it was, all at one time.

    ``change`` gives the content of an entry from its name and what is in it.
    """
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as made, zipfile.ZipFile(out, "w") as settled:
        for entry in made.infolist():
            fixed = zipfile.ZipInfo(entry.filename, THEN)
            fixed.compress_type = entry.compress_type
            fixed.create_system = 0
            settled.writestr(fixed, change(entry.filename, made.read(entry)))
    return out.getvalue()
