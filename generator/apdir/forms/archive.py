"""Office files are zip archives; here one loses the time of its making, so that the same form gives the same bytes."""

from __future__ import annotations

import io
import zipfile

#: The earliest time that a zip archive can tell.
THEN = (1980, 1, 1, 0, 0, 0)


def without_times(archive: bytes) -> bytes:
    """The archive with the same entries in the same order, each packed as it was, all at one time."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as made, zipfile.ZipFile(out, "w") as settled:
        for entry in made.infolist():
            fixed = zipfile.ZipInfo(entry.filename, THEN)
            fixed.compress_type = entry.compress_type
            fixed.create_system = 0
            settled.writestr(fixed, made.read(entry))
    return out.getvalue()
