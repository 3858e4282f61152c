"""What Linux has and another system has not, taken away; then commands run as a person types them, one after another.

`python -X utf8=0 -m tests.support.elsewhere COMMANDS` takes lines of arguments as JSON, and stops at the first that
fails. This is no Windows and no macOS: what only they do is seen on them alone.
"""

from __future__ import annotations

import ctypes
import json
import multiprocessing
import os
import shutil
import signal
import subprocess
import sys
import sysconfig
import time
import warnings
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import cffi

#: Modules, and what is in `os` and `signal`, that Windows has not.
MODULES = ("fcntl", "grp", "pwd", "resource", "termios")
CALLS = ("O_DIRECTORY", "O_NOFOLLOW", "O_NONBLOCK", "fchmod", "fork", "geteuid", "getuid", "link", "mkfifo", "symlink")
SIGNALS = ("SIGALRM", "SIGHUP", "SIGPROF", "SIGQUIT", "SIGUSR1", "SIGUSR2", "SIGVTALRM", "SIGXCPU")
NAMELESS = os.O_TMPFILE & ~os.O_DIRECTORY


def take_away() -> None:
    """Leave this process what Windows has, and let it refuse what Windows refuses."""
    sysconfig.get_config_vars()  # which Python reads from a file named after the system
    sys.platform = "elsewhere"
    for name in MODULES:
        sys.modules[name] = None  # type: ignore[assignment]
    with warnings.catch_warnings(action="ignore"):
        import filelock  # noqa: F401  # without `fcntl` it locks as it does where there are no locks
    for name in CALLS:
        delattr(os, name)
    for name in SIGNALS:
        delattr(signal, name)
    os.supports_fd.discard(os.utime)
    shutil._use_fd_functions = False  # type: ignore[attr-defined]
    multiprocessing.get_all_start_methods = lambda: ["spawn"]
    _refuse(cffi.FFI, "dlopen", OSError, lambda *_: True)  # WeasyPrint finds no Pango
    _refuse(ctypes, "CDLL", TypeError, lambda name=0, *_, **__: name is None)
    _refuse(subprocess.Popen, "__init__", ValueError, lambda *_, **given: given.get("preexec_fn") is not None)
    # A file without a name is what Windows has in another way.
    _refuse(os, "open", PermissionError, lambda path, flags, *_, **__: Path(path).is_dir() and not flags & NAMELESS)
    _refuse(os, "utime", TypeError, lambda path, *_, **__: isinstance(path, int))
    for name in ("rename", "replace", "unlink", "remove", "rmdir"):
        _refuse(os, name, PermissionError, lambda path, *_, **__: _is_open(path))
    _refuse(os, "rename", FileExistsError, lambda _, there, **__: os.path.lexists(there))
    _refuse(os, "replace", PermissionError, lambda _, there, **__: Path(there).is_dir() or _is_open(there))


def _refuse(module: Any, name: str, error: type[Exception], when: Callable[..., bool]) -> None:
    real = getattr(module, name)

    def call(*given: Any, **more: Any) -> Any:
        if when(*given, **more):
            raise error(f"{name} {given[:2]}: not on this system")
        return real(*given, **more)

    setattr(module, name, call)


def _is_open(path: Any) -> bool:
    """Whether this process has a file open, or one in a folder: Windows neither moves nor deletes it then."""
    real = os.path.realpath(path)
    for handle in Path("/proc/self/fd").iterdir():
        try:
            there = str(handle.readlink())
        except OSError:
            continue
        if there == real or there.startswith(f"{real}/"):
            return True
    return False


def _stop(_: float) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    take_away()
    from apdir.commands.main import main

    for line in json.loads(sys.argv[1]):
        sys.argv[1:] = line
        if "serve" in line:  # and stop it when it serves
            from apdir.commands import serve

            serve.time = SimpleNamespace(monotonic=time.monotonic, sleep=_stop)  # type: ignore[assignment, attr-defined]
        try:
            main()
        except SystemExit as done:
            if done.code:
                raise
