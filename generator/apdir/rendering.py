"""The environment in which templates are rendered, the same for pages and forms: strict, and escaping every value."""

from __future__ import annotations

import os
import re
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import CodeType

import jinja2
from jinja2.bccache import Bucket

from apdir.problems import Problem
from apdir.source import RecordFile, TemplateFault, Theme

HINT = "Correct it, or take it out: the program’s own is then in its place."


class _Compiled(jinja2.BytecodeCache):
    """Keeps what templates were compiled to for as long as this process lives: `serve` builds again and again."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Have what was compiled from the same source, if it was."""
        bucket.code = self.kept.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled."""
        if bucket.code is not None:
            self.kept[bucket.key, bucket.checksum] = bucket.code


COMPILED = _Compiled()


def strict_templates(theme: Theme) -> jinja2.Environment:
    """The templates of a part of the theme: every value is escaped, and a name that is not given is an error."""
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(theme.folders),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        bytecode_cache=COMPILED,
    )


#: A part of a style sheet in the theme's `styles/`.
IMPORT = re.compile(r'^@import "([\w-]+\.css)";\n', re.MULTILINE)


def bundled(theme: Theme, name: str) -> str:
    """A style sheet of the theme with each part that it imports in the import's place.

    One of the directory's own that lacks an import of the program's, as a copy of an earlier version does, has that
    part before it: other sheets rely on its tokens.
    """

    def part(found: re.Match[str]) -> str:
        return theme.file(f"styles/{found[1]}").read_text(encoding="utf-8")

    text = theme.file(f"assets/{name}").read_text(encoding="utf-8")
    program = IMPORT.finditer((theme.folders[-1] / "assets" / name).read_text(encoding="utf-8"))
    return IMPORT.sub(part, "".join([found[0] for found in program if found[0] not in text]) + text)


def own_styles(theme: Theme, name: str, **colours: object) -> str:
    """A style sheet in `brand/` of the theme with a council's own colours put in."""
    return strict_templates(theme.below("brand")).get_template(f"{name}.jinja").render(**colours)


@contextmanager
def own_templates(theme: Theme) -> Iterator[None]:
    """Raise TemplateFault where what fails within is a template of the directory's own, or the program's beside one."""
    try:
        yield
    except Exception as error:
        problem = _fault(error, theme)
        if problem is None:
            raise
        raise TemplateFault(problem) from error


def _fault(error: Exception, theme: Theme) -> Problem | None:
    """Return the problem at the innermost line of an own template; other processes send nothing of it but text."""
    own = theme.own
    if own is None:
        return None
    line = re.compile(rf'^  File "{re.escape(f"{own}{os.sep}")}(.+)", line (\d+)', re.MULTILINE)
    found = line.findall("".join(traceback.format_exception(error)))
    if found:
        name, number = found[-1]
        return _problem(f"{own.name}/{Path(name).as_posix()}", int(number), error)
    return _problem(own.name, 0, error) if isinstance(error, jinja2.TemplateError) else None


def template_problems(file: RecordFile) -> Iterator[Problem]:
    """Yield what is wrong with the syntax of a template."""
    try:
        jinja2.Environment(extensions=["jinja2.ext.i18n"]).parse(file.path.read_text("utf-8", "replace"))
    except jinja2.TemplateSyntaxError as error:
        yield _problem(file.name, error.lineno, error)
    except RecursionError as error:
        yield _problem(file.name, 0, error)


def _problem(name: str, line: int, error: Exception) -> Problem:
    if isinstance(error, jinja2.TemplateNotFound):
        told = f"there is no template `{error.name}`"
    elif isinstance(error, RecursionError):
        told = "it is nested too deep"
    else:
        told = str(error.message if isinstance(error, jinja2.TemplateError) else error).rstrip(".")
    return Problem(name, line, min(line, 1), "", f"This template cannot be used: {told}.", HINT, "theme")
