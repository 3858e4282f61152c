"""Our side: a directory repository made of this one's framework, settings and theme, with the invented providers."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

from tests.bench.corpus import write_providers

REPOSITORY = Path(__file__).parents[2]
#: What a directory repository holds beside its providers; what is not there is left out.
COPIED = (
    "content/index.md", "content/about.md", "content/accessibility.md", "content/privacy.md", "content/search.md",
    "frameworks/derby", "theme", "mkdocs.yml", "settings.yml",
)  # fmt: skip
CACHE = ".cache"
AS_NOBODY = ("-c", "user.name=Bench", "-c", "user.email=bench@bench.example", "-c", "commit.gpgsign=false")
#: What leaves out the full-text index, the forms' files and the data, so that every side makes the same set of pages.
PAGES_ALONE = ("--no-search", "--no-forms", "--no-feeds")


def set_up(root: Path, number: int) -> None:
    """Lay out a directory repository with `number` invented providers at `root`."""
    root.mkdir()
    for name in COPIED:
        path = REPOSITORY / name
        if path.is_dir():
            shutil.copytree(path, root / name)
        elif path.is_file():
            (root / name).parent.mkdir(exist_ok=True)
            shutil.copy(path, root / name)
    # The other sides have one framework, which is compared with none, and one page of guidance, so has ours.
    with (root / "settings.yml").open("a", encoding="utf-8") as settings:
        settings.write("frameworks: [derby]\n")
    (root / "content" / "guidance").mkdir()
    (root / "content" / "guidance" / "index.md").write_text(
        "# Guidance\n\nHow to use the directory.\n", encoding="utf-8"
    )
    write_providers(root, number)
    # The page of changes is made from git's history: it is read too.
    (root / ".gitignore").write_text(f"{CACHE}/\n", encoding="utf-8")
    for words in (["init"], ["add", "."], [*AS_NOBODY, "commit", "--message", "The records"]):
        subprocess.run(["git", "-C", str(root), *words], check=True, capture_output=True)


def command(root: Path, out: Path, today: str, *options: str) -> list[str]:
    """What builds the public edition."""
    return _apdir(root, today, "build", "--out", str(out), *options)


def serve(root: Path, today: str) -> list[str]:
    """What serves the public edition on a free port."""
    return _apdir(root, today, "serve", "--port", "0")


def _apdir(root: Path, today: str, *arguments: str) -> list[str]:
    program = Path(sys.executable).with_name("apdir")
    return [str(program), "--root", str(root), "--today", today, *arguments]


def forget(root: Path) -> None:
    """Delete what earlier builds left for the next one."""
    shutil.rmtree(root / CACHE, ignore_errors=True)


def record_to_change(root: Path) -> str:
    """The slug of the provider in the middle of the list."""
    folders = sorted((root / "providers").iterdir())
    return folders[len(folders) // 2].name


def change_a_record(root: Path) -> str:
    """One more place at the provider in the middle of the list, whose slug is returned."""
    file = root / "providers" / record_to_change(root) / "provider.md"
    text, changes = re.subn(
        r"(?m)^(  capacity: )(\d+)$", lambda found: f"{found[1]}{int(found[2]) + 1}", file.read_text(encoding="utf-8")
    )
    if changes != 1:
        raise ValueError(f"{file}: no capacity to change")
    file.write_text(text, encoding="utf-8")
    return file.parent.name
