"""Changes beside providers: versions of frameworks that come, go or read otherwise."""

from __future__ import annotations

from dataclasses import replace

import pytest

from apdir.changes.compare import compare
from apdir.library import Library
from apdir.model.framework import Framework
from tests.support.records import library

WHOLE = library()
OLD, NEW = WHOLE.frameworks["derby"]
RETITLED = NEW.model_copy(update={"publisher": "Another council"})


def with_derby(*versions: Framework) -> Library:
    return replace(WHOLE, frameworks=WHOLE.frameworks | {"derby": versions})


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ((OLD, NEW), (OLD, NEW), []),
        ((OLD,), (OLD, NEW), [("2026-09", "new version, in force from 1 September 2026")]),
        ((OLD, NEW), (OLD,), [("2026-09", "taken out")]),
        ((OLD, NEW), (OLD, RETITLED), [("2026-09", f"publisher: {NEW.publisher} → Another council")]),
    ],
)
def test_a_version_of_a_framework_is_told(
    before: tuple[Framework, ...], after: tuple[Framework, ...], told: list[tuple[str, str]]
) -> None:
    found = compare([], [], (with_derby(*before), with_derby(*after)), (frozenset(), frozenset()))
    assert [(change.folder, *change.parts) for change in found.others] == [
        (f"frameworks/derby/{version}.yml", part) for version, part in told
    ]
