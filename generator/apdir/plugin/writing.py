"""Every provider's pages written into the new site, shared among processes, unchanged ones taken over."""

from __future__ import annotations

import gc
import os
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from apdir import processes
from apdir.cache import Cache, Entry, Gathered, line_of, signature
from apdir.compile import compile_provider
from apdir.data.lists import lines_of
from apdir.linked import leads_out
from apdir.model.provider import Provider
from apdir.model.visit import Visit
from apdir.model.year import Year
from apdir.output import NewSite, stamp_of, stamps_below
from apdir.pages.card import sharing
from apdir.pages.links import provider_path
from apdir.pages.page import Site
from apdir.pages.row import BASE, from_one_line
from apdir.plugin.files import write_bytes, write_file, write_whole
from apdir.plugin.shell import Shells
from apdir.problems import Problem

#: Fewer folders than this are done faster by one process than it takes to start another.
WORTH_SHARING = 60
CHUNK = 10


@dataclass(frozen=True)
class Work:
    """Inputs of every worker; handed on by fork, so nothing of it is copied.

    ``changed`` has the folders that changed since the last build, where that is known.
    """

    root: Path
    site: Site
    shells: Shells
    new: NewSite
    with_data: bool = False
    changed: Collection[str] | None = None


@dataclass(frozen=True, slots=True)
class Written:
    """One provider's folder after its pages were written.

    ``row`` is what lists show of it, ``compared`` what a comparison does, ``data`` its lines of the files that list
    all providers. ``anew``: it was not taken over from the earlier site.
    """

    slug: str
    problems: tuple[Problem, ...]
    entry: Entry
    row: str = ""
    compared: bytes = b""
    data: bytes = b""
    anew: bool = True


def write_providers(work: Work, slugs: Sequence[str], cache: Cache, jobs: int, kept: Gathered | None) -> list[Written]:
    """All providers in order: those that did not change kept from the earlier site, the others made anew.

    Each one's entry of the cache goes into ``kept`` as soon as it is made, and is in memory no longer.
    """
    written: dict[str, Written] = {}
    fresh: list[str] = []
    for slug in slugs:
        entry = cache.entries.get(slug)
        known = slug in cache.rows and slug in cache.compared and (not work.with_data or slug in cache.data)
        if entry is not None and known and _keep(work, slug, entry):
            row = from_one_line(cache.rows[slug])
            data = cache.data.get(slug, b"")
            written[slug] = Written(slug, (), entry, row, cache.compared[slug], data, anew=False)
            if kept is not None:
                kept.add(slug, cache.lines[slug])
        else:
            fresh.append(slug)
    for result, line in _make(work, fresh, jobs):
        written[result.slug] = result
        if kept is not None:
            kept.add(result.slug, line)
    return [written[slug] for slug in slugs]


def _make(work: Work, slugs: Sequence[str], jobs: int) -> Iterator[tuple[Written, bytes]]:
    """Write each provider's pages and yield its cache entry, as stored."""
    if jobs <= 1 or len(slugs) < WORTH_SHARING or not processes.can_share():
        yield from (_write(work, slug) for slug in slugs)
        return
    for depth in (2, 4):
        work.shells.of("providers/" + "x/" * (depth - 1))
    for model in (Provider, Visit, Year):
        model.model_rebuild()  # once, rather than by each process on its first record
    chunks = [slugs[start : start + CHUNK] for start in range(0, len(slugs), CHUNK)]
    with processes.pool(jobs, _start, work) as pool:
        for chunk in pool.map(_write_chunk, chunks):
            for result, line in chunk:
                yield _sharing(result), line


def _sharing(result: Written) -> Written:
    """The same, its card made of text that other cards have too: what came from another process shares none."""
    card = result.entry.card
    return result if card is None else replace(result, entry=replace(result.entry, card=sharing(card)))


_work: Work | None = None


def _start(work: Work) -> None:
    """Keep what this process works with: a pool hands it over once, not with every chunk."""
    global _work
    _work = work
    gc.freeze()


def _write_chunk(slugs: Sequence[str]) -> list[tuple[Written, bytes]]:
    if _work is None:
        raise RuntimeError("the process was not started by the pool")
    return [_write(_work, slug) for slug in slugs]


def _write(work: Work, slug: str) -> tuple[Written, bytes]:
    folder = work.root / "providers" / slug
    before = signature(folder) + _past_of(work, slug)
    compiled = compile_provider(work.root, slug, work.site, with_data=work.with_data)
    out = os.fspath(work.new.out)
    for page in compiled.pages:
        write_file(f"{out}/{page.path}", work.shells.of(page.path).fill(page))
    for name, photo in compiled.photos:
        write_bytes(f"{out}/{provider_path(slug)}{name}", photo.content)
    for name, text in compiled.invitations:
        write_bytes(f"{out}/{provider_path(slug)}{name}", text.encode())
    files = dict(stamps_below(out, provider_path(slug))) if compiled.pages else {}
    data = b""
    if compiled.data is not None:
        for name, text in compiled.data.files.items():
            write_whole(f"{out}/{name}", text)
            files[name] = stamp_of(f"{out}/{name}")
        data = lines_of(compiled.data.items)
    pages = {page.path: page.content for page in compiled.pages}
    links = leads_out(pages | {"": compiled.row.replace(BASE, "")}, work.site.url)
    entry = Entry(before, compiled.facts, compiled.card, compiled.due, compiled.reported, files, links)
    return Written(slug, compiled.problems, entry, compiled.row, compiled.compared, data), line_of(entry)


def _keep(work: Work, slug: str, entry: Entry) -> bool:
    """Whether a provider's pages stay from the earlier site: its files did not change, nor did the pages."""
    known = entry.signature.endswith(_past_of(work, slug))
    if work.changed is not None and slug not in work.changed and work.new.earlier is not None and known:
        work.new.kept.update(entry.files)
        return True
    try:
        unchanged = signature(work.root / "providers" / slug) + _past_of(work, slug) == entry.signature
    except OSError:
        return False
    return unchanged and work.new.keep(entry.files)


def _past_of(work: Work, slug: str) -> str:
    """What of a signature tells whether a provider's history is another: a commit changes no file."""
    return f" {work.site.pasts.digest(slug)}" if work.site.pasts is not None else ""
