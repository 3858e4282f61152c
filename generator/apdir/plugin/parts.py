"""Parts of a site that cost time to make: those of the earlier site stay where they were made from the same."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from apdir import state
from apdir.output import NewSite, stamps_below

#: In each part: the digest of all that it was made from.
DIGEST = "made-from.txt"
NOTE = "parts.json"


@dataclass(frozen=True)
class Parts:
    """The folders of a new site that are made as a whole. ``cache`` knows the files of the earlier ones."""

    site: NewSite
    cache: Path | None

    def put(self, name: str, digest: str, make: Callable[[Path], None]) -> None:
        """Put a part into the site: the earlier one, if it was made from the same and no file of it changed since."""
        known = self._known.get(name)
        if known is not None and known["digest"] == digest and self.site.keep(known["files"]):
            return
        make(self.site.out / name)
        (self.site.out / name / DIGEST).write_text(digest, encoding="utf-8", newline="\n")

    def folder(self, name: str) -> Path:
        """Where a part is until the site is put in its place."""
        return self.site.file(f"{name}/")

    def save(self, *names: str) -> None:
        """Note the files of the parts that there are, for the next build."""
        if self.cache is None:
            return
        known = {}
        for name in names:
            folder = self.folder(name)
            if (folder / DIGEST).is_file():
                files = dict(stamps_below(str(folder).removesuffix(name), f"{name}/"))
                known[name] = {"digest": (folder / DIGEST).read_text(encoding="utf-8"), "files": files}
        state.own_folder(self.cache)
        with state.writing(self.cache / NOTE) as file:
            file.write(json.dumps(known).encode())

    @property
    def _known(self) -> dict[str, Any]:
        known = state.read_json(self.cache / NOTE) if self.cache is not None else None
        return known if isinstance(known, dict) else {}
