"""MkDocs run on a directory, from the settings in mkdocs.yml to a finished site."""

from __future__ import annotations

import gc
import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import mkdocs
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort, MkDocsException
from mkdocs.utils import get_theme_names

from apdir.output import NewSite, replacing
from apdir.plugin.job import Job, Options, ProblemsFound
from apdir.problems import Problem
from apdir.processes import HelperLost
from apdir.pupil import without
from apdir.rules.mkdocs import FILE, read_mkdocs
from apdir.source import PROGRAM, TemplateFault
from apdir.template_faults import own_templates

#: Thresholds of the garbage collector: so many new objects, and so many collections of the younger generations.
#: A build makes millions of objects and few reference cycles: with Python's own numbers a ninth of its time goes into
#: collecting; with ten times these, each process holds some thirty megabytes of garbage.
RELAXED_GC = 10_000, 50, 1_000


class BuildFailed(Exception):
    """The site could not be made for a reason outside the records. The message is for the user."""


def build_site(options: Options, out: Path) -> Job:
    """Build the site into ``out`` atomically; what was made.

    Raises ProblemsFound, BuildFailed, NoDirectory, and what `replacing` raises.
    """
    with relaxed_gc():
        job = Job.begin(options)
        job.refuse_unsafe()
        kept: set[str] = set()
        with replacing(out, kept) as staging:
            job.new = NewSite(staging, options.earlier if not job.library.problems else None, kept)
            try:
                with own_templates(job.theme):
                    _run_mkdocs(job)
            except HelperLost as lost:
                raise BuildFailed(str(lost)) from None
            except TemplateFault as fault:
                raise ProblemsFound([fault.problem]) from fault
            broken = job.broken_links()
            if broken:
                raise ProblemsFound(broken)
        if options.memory is not None and job.remembered is not None:
            options.memory.cache = job.remembered
    return job


@contextmanager
def relaxed_gc() -> Iterator[None]:
    """Run the garbage collector as seldom as `RELAXED_GC` says, in processes forked meanwhile too.

    At the end all that was made is collected at once. A process that ends then spares itself that by `gc.freeze`.
    """
    before = gc.get_threshold()
    gc.set_threshold(*RELAXED_GC)
    try:
        yield
    finally:
        gc.set_threshold(*before)


def _run_mkdocs(job: Job) -> None:
    """Let MkDocs write its own pages and files beside those of the records, into `job.new.out`."""
    root = job.options.root
    base = root if (root / FILE).is_file() else PROGRAM
    told = read_mkdocs(base)[0]
    told["theme"]["custom_dir"] = os.fspath(PROGRAM / "theme")
    if told["theme"]["name"] not in get_theme_names():
        told["theme"]["name"] = None  # the plugin has the style sheet that is kept
    told |= {
        "site_dir": os.fspath(job.new.out),
        "not_in_nav": "/**",  # most pages are reached from others
        "docs_dir": os.fspath((root if (root / "content").is_dir() else PROGRAM) / "content"),
        "validation": {"links": dict.fromkeys(("not_found", "anchors", "unrecognized_links"), "ignore")},
        "plugins": [{"apdir": {"job": job}}],
    }
    with _told() as warnings, _built_on(job):
        try:
            config = load_config(BytesIO(b"{}"), config_file_path=os.fspath(base / FILE), **told)
            build(config)
        except ProblemsFound:
            raise
        except (MkDocsException, Abort) as error:
            raise BuildFailed(without("\n".join([*warnings, str(error)]))) from error
    if warnings:
        raise ProblemsFound(
            Problem("content", 0, 0, "", text, "Correct the link or the page.", "page")
            for text in dict.fromkeys(warnings)
        )


class _Told(logging.Handler):
    """Keeps what MkDocs warns of."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())


@contextmanager
def _told() -> Iterator[list[str]]:
    """The warnings of MkDocs, gathered instead of printed: each is a defect of a page."""
    logger = logging.getLogger(mkdocs.__name__)
    handler = _Told()
    before = logger.level, logger.propagate
    logger.addHandler(handler)
    logger.setLevel(logging.WARNING)
    logger.propagate = False
    try:
        yield handler.messages
    finally:
        logger.removeHandler(handler)
        logger.level, logger.propagate = before


@contextmanager
def _built_on(job: Job) -> Iterator[None]:
    """MkDocs takes the time it writes into the sitemap from the environment: give it the day of the build."""
    day = job.options.today
    values = {
        "SOURCE_DATE_EPOCH": str(int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp())),
        "NO_MKDOCS_2_WARNING": "1",
    }
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
