"""Commands as a person types them, in this process: quick, and with the words that reach the terminal."""

from __future__ import annotations

import pytest

from apdir.commands.main import main


def typed(
    arguments: list[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> tuple[int, str, str]:
    """Run `apdir` with some arguments: its exit code, what it printed, what it complained of."""
    monkeypatch.setattr("sys.argv", ["apdir", *arguments])
    code = 0
    try:
        main()
    except SystemExit as done:
        code = int(done.code or 0)
    told = capsys.readouterr()
    assert "Traceback" not in told.err
    return code, told.out, told.err
