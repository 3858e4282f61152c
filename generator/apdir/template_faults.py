"""What is wrong with a template of the directory's own, told at its line."""

from __future__ import annotations

import os
import re
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import jinja2

from apdir.problems import Problem
from apdir.source import RecordFile, TemplateFault, Theme
from apdir.source.readable import MOST
from apdir.state import open_ordinary

HINT = "Correct it, or take it out: the program’s own is then in its place."


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
    with open_ordinary(file.path) as opened:
        raw = opened.read(MOST + 1)
    if len(raw) > MOST:  # told where files are looked into
        return
    try:
        jinja2.Environment(extensions=["jinja2.ext.i18n"]).parse(raw.decode("utf-8", "replace"))
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
