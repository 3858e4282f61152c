"""The files of data and the news written into the new site."""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from pathlib import Path

from generator.data import places
from generator.data.lists import list_files
from generator.data.provider import parted
from generator.data.schemas import schema_files
from generator.pages.page import Site
from generator.plugin.writing import Written, write_whole

#: The folders that hold a file a provider, filled while the providers are made; the others are made anew each time.
EACH = (places.PROVIDERS, places.SERVICES)


def begin_data(out: Path) -> None:
    """Make the folders that every process writes into."""
    for folder in EACH:
        (out / folder).mkdir(parents=True, exist_ok=True)


def write_data(out: Path, written: Sequence[Written], site: Site) -> None:
    """Everything below `api/v1/` that is not a provider's own; what is there no longer goes."""
    wanted = {name for row in written for name in row.entry.files}
    for top, folders, names in os.walk(out / places.ROOT):
        for name in names:
            path = os.path.join(top, name)
            if os.path.relpath(path, out) not in wanted:
                os.unlink(path)
        folders[:] = [name for name in folders if not os.path.islink(os.path.join(top, name))]
    rows = [parted(row.data) for row in written if row.data]
    for name, text in (*list_files(rows, site), *schema_files(site.edition)):
        (out / name).parent.mkdir(parents=True, exist_ok=True)
        write_whole(f"{out}/{name}", text)


def no_data(out: Path) -> None:
    """Take out what the site before had."""
    shutil.rmtree(out / places.ROOT, ignore_errors=True)
