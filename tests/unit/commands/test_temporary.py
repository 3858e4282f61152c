"""A command's own folder, beside those of other commands."""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from apdir import state
from apdir.commands import temporary


def test_a_folder_that_another_command_takes_for_one_that_is_left_is_made_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    taken: list[Path] = []
    real = state.locked

    @contextmanager
    def late(lock: Path, *given: Any) -> Any:
        """The lock, taken as the first folder goes."""
        with real(lock, *given):
            if not taken:
                taken.append(lock.parent)
                shutil.rmtree(lock.parent)
            yield

    monkeypatch.setattr(temporary, "locked", late)
    with temporary.temporary_folder() as folder:
        assert (folder / temporary.IN_USE).exists()
        assert taken
        assert folder not in taken
    assert not folder.exists()
