"""Parts of a site that cost time to make: taken over from the earlier site where they were made from the same."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from apdir import state
from apdir.plugin.files import link_files, stamps_in

#: In each part: the digest of all that it was made from.
DIGEST = "made-from.txt"
NOTE = "parts.json"


@dataclass(frozen=True)
class Parts:
    """The folders of the new site ``out`` that are made as a whole.

    ``earlier`` is the site before, and ``cache`` the folder that knows its files; None where there is none.
    """

    out: Path
    earlier: Path | None
    cache: Path | None

    def put(self, name: str, digest: str, make: Callable[[Path], None]) -> None:
        """Put a part into the site: the earlier one, if it was made from the same and no file of it changed since."""
        target = self.out / name
        known = self._known.get(name)
        if self.earlier is not None and known is not None and known["digest"] == digest:
            files = ((file, (stamp[0], stamp[1])) for file, stamp in known["files"].items())
            if link_files(files, self.earlier / name, target):
                return
        shutil.rmtree(target, ignore_errors=True)
        make(target)
        (target / DIGEST).write_text(digest, encoding="utf-8", newline="\n")

    def save(self, *names: str) -> None:
        """Note the files of the parts that there are, for the next build."""
        if self.cache is None:
            return
        known = {
            name: {
                "digest": (self.out / name / DIGEST).read_text(encoding="utf-8"),
                "files": stamps_in(self.out / name),
            }
            for name in names
            if (self.out / name / DIGEST).is_file()
        }
        state.own_folder(self.cache)
        with state.writing(self.cache / NOTE) as file:
            file.write(json.dumps(known).encode())

    @property
    def _known(self) -> dict[str, Any]:
        known = state.read_json(self.cache / NOTE) if self.cache is not None else None
        return known if isinstance(known, dict) else {}
