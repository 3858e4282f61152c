"""The program in another version: where a directory names it, and an environment of its own to run it in."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from apdir.migrations import number

#: The file that pins the version of the program.
FILE = "requirements.txt"
#: A line that names the program: by its number, or the file or address of its wheel.
PIN = re.compile(
    r"^[^#\n]*?(?<![\w-])apdir(?:(?:\[[^\]\n]*\])?[ ]*==[ ]*|-)(?P<version>\d[\w.+]*)[^\n]*$", re.MULTILINE
)
WHEEL = re.compile(r"apdir-(\d[\w.+]*)-py3-none-any\.whl\Z")
#: How any version is started, and where it has its own files.
MAIN = "from apdir.commands import main; main()"
PROGRAM = (
    "from pathlib import Path; import apdir; here = Path(apdir.__file__).parent; "
    "print(here if (here / 'theme').is_dir() else here.parents[1])"
)


@dataclass(frozen=True, slots=True)
class Pin:
    """The pinned version of the program: the text before that line, the line, what follows; the version."""

    before: str
    line: str
    after: str
    version: str

    @classmethod
    def of(cls, text: str) -> Pin:
        """Find the one line that names the program. None or several are wrong use."""
        found = list(PIN.finditer(text))
        if len(found) != 1:
            count = "No line" if not found else "More than one line"
            raise click.UsageError(f"{count} of {FILE} names the program, such as `apdir==0.1.0`. One must.")
        return cls(text[: found[0].start()], found[0][0], text[found[0].end() :], found[0]["version"])

    @property
    def text(self) -> str:
        """The whole text."""
        return self.before + self.line + self.after

    def at(self, version: str) -> str:
        """Return the text with another version. A line with the digest of a file is wrong use: it would not fit."""
        if "--hash" in self.line or self.line.rstrip().endswith("\\"):
            raise click.UsageError(
                f"{FILE} names the program with the digest of its file. Write the new number and digest yourself, "
                "and run `apdir upgrade --since HEAD` to see what it changes."
            )
        return self.before + self.line.replace(self.version, version) + self.after

    def at_newest(self) -> str:
        """Return the text with whatever version pip finds to be the newest."""
        return f"{self.before}apdir{self.after}"


def install(folder: Path, requirements: str, root: Path, *, wheels: Path | None = None) -> Path:
    """Install what a requirements file says in a new environment; the Python of it. Only pip uses the network.

    ``wheels`` is a folder in which pip looks as well. What pip cannot do ends the command with its words.
    """
    subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
    python = folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    file = folder / FILE
    file.write_text(requirements, encoding="utf-8", newline="\n")
    links = ["--find-links", str(wheels)] if wheels else []
    pip = [str(python), "-m", "pip", "--quiet", "--no-input", "--disable-pip-version-check", "install", *links]
    done = subprocess.run(
        [*pip, "-r", str(file)], cwd=root, capture_output=True, check=False, encoding="utf-8", errors="replace"
    )
    if done.returncode:
        said = "\n".join(f"  {line}" for line in done.stderr.strip().splitlines()[-6:])
        raise click.ClickException(f"pip cannot install what {FILE} would say. Nothing was written. It says:\n{said}")
    return python


def run(python: Path, arguments: Sequence[str], *, quiet: bool = True) -> subprocess.CompletedProcess[str]:
    """Run `apdir` of another environment; with ``quiet`` its words are kept, else they go to the terminal."""
    command = [str(python), "-c", MAIN, *arguments]
    return subprocess.run(command, capture_output=quiet, check=False, encoding="utf-8", errors="replace")


def version_of(python: Path) -> str:
    """The version of the program in an environment."""
    return run(python, ["--version"]).stdout.split()[-1]


def program_of(python: Path) -> Path:
    """The folder in which the program of an environment has its own theme and pages."""
    done = subprocess.run([str(python), "-X", "utf8", "-c", PROGRAM], capture_output=True, check=True, encoding="utf-8")
    return Path(done.stdout.strip())


def news_between(changelog: str, old: str, new: str) -> Iterator[str]:
    """Yield the lines of a changelog on the versions after ``old`` up to ``new``, without the names of versions."""
    for section in re.split(r"^## ", changelog, flags=re.MULTILINE)[1:]:
        title, _, text = section.partition("\n")
        named = re.match(r"\[?(\d[\w.]*)", title)
        if named is None or number(old) < number(named[1]) <= number(new):
            yield from (line.removeprefix("### ") for line in text.strip().split("\n") if line)
