"""A case: records that are right but for what one file in `cases/` changes, and all that the checker must say of them.

`file` names the record that is changed, below the provider's folder. `change` puts text in the place of other text,
which must be there once. Of these each file says what it needs: `text` is the whole file; `repeat` puts a piece behind
the place named, so many times; `rename` gives the file another name; `encoding` and `crlf` say how it is saved; `link`
makes it a symbolic link; `delete` takes it away; `twice` enters the whole provider in a second folder too.

`told` is every problem, in order: its `place` (line:column, 0:0 for the whole file), field, kind, and key words of what
it says; `file` where it is told of another file or folder.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from apdir.places.table import postcodes

HERE = Path(__file__).parent
FILES = sorted((HERE / "cases").glob("*.yml"))
#: Postcodes that there are, as long as the one in the base: one for each case.
REAL = [postcode for postcode, _ in postcodes("DE") if postcode.startswith("DE1 ")]


@dataclass(frozen=True)
class Case:
    """One file of `cases/`."""

    name: str
    facts: dict[str, Any]

    @classmethod
    def load(cls, path: Path) -> Case:
        """The case in a file."""
        return cls(path.stem, yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CBaseLoader))

    @property
    def slugs(self) -> list[str]:
        """The folders that the case is entered in."""
        return [f"case-{self.name}", *([f"case-{self.name}-again"] if "twice" in self.facts else [])]

    def write(self, providers: Path) -> None:
        """Enter the records of the case below `providers/`, under a name and at a postcode that no other case has."""
        for slug in self.slugs:
            folder = providers / slug
            shutil.copytree(HERE / "base", folder)
            self._change(folder / self.facts["file"])
            record = folder / "provider.md"
            if record.exists():
                raw = record.read_bytes().replace(b"DE1 2FS", self._postcode())
                record.write_bytes(raw.replace(b"name: Case Farm", f"name: Farm {self._number:04}".encode()))

    def told(self) -> list[tuple[str, int, int, str, str, list[str]]]:
        """Every problem that the case must give, sorted: file, line, column, field, kind and key words."""
        return sorted(
            (
                f"providers/{slug}/{row.get('file', self._name)}".rstrip("/"),
                *(int(number) for number in row["place"].split(":")),
                row.get("field", ""),
                row["kind"],
                row["says"],
            )
            for slug in self.slugs
            for row in self.facts["told"]
        )

    def _postcode(self) -> bytes:
        return REAL[self._number].encode()

    @property
    def _number(self) -> int:
        return [path.stem for path in FILES].index(self.name)

    @property
    def _name(self) -> str:
        return str(self.facts.get("rename", self.facts["file"]))

    def _change(self, file: Path) -> None:
        if "link" in self.facts:
            file.symlink_to(self.facts["link"])
            return
        text = self.facts["text"] if "text" in self.facts else file.read_text(encoding="utf-8")
        for old, new in self.facts.get("change", {}).items():
            assert text.count(old) == 1, f"{self.name}: {old!r} stands {text.count(old)} times"
            text = text.replace(old, new)
        if "repeat" in self.facts:
            behind, piece, times = self.facts["repeat"]
            assert text.count(behind) == 1, f"{self.name}: {behind!r} stands {text.count(behind)} times"
            text = text.replace(behind, behind + piece * int(times))
        if "crlf" in self.facts:
            text = text.replace("\n", "\r\n")
        file.unlink(missing_ok=True)
        if "delete" not in self.facts:
            new = file.with_name(file.name) if "rename" not in self.facts else self._renamed(file)
            new.parent.mkdir(exist_ok=True)
            new.write_bytes(text.encode(self.facts.get("encoding", "utf-8")))

    def _renamed(self, file: Path) -> Path:
        return file.parents[len(Path(self.facts["file"]).parts) - 1] / self.facts["rename"]
