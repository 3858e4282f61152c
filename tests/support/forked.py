"""What a process of its own does, without its start: a server has read the program once, and forks for each call.

The fork ends with the call, so that nothing of it is left for the next one; its memory is what it uses itself.
"""

from __future__ import annotations

import atexit
import json
import os
import subprocess
import sys
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
SERVER = """
import json, os, sys, tempfile, traceback
{before}
import gc; gc.freeze()  # or every fork would copy what it looks through
for line in sys.stdin:
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        child = os.fork()
        if child == 0:
            os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
            os.dup2(out.fileno(), 1)
            os.dup2(err.fileno(), 2)
            ended = 0
            try:
                code, given, surroundings = json.loads(line)
                os.environ.clear()
                os.environ.update(surroundings)
                exec(code, globals() | {{"given": given}})
            except SystemExit as done:
                ended = done.code or 0
            except BaseException:
                traceback.print_exc()
                ended = 1
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(ended)
        ended = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        said = []
        for file in (out, err):
            file.seek(0)
            said.append(file.read().decode())
        print(json.dumps([ended, *said]), flush=True)
"""


@cache
def _server(before: str) -> subprocess.Popen[str]:
    """Return a server that has done this; it ends with the process that asks it."""
    line = [sys.executable, "-c", SERVER.format(before=before)]
    server = subprocess.Popen(line, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT)
    atexit.register(server.communicate)
    return server


def run(before: str, code: str, given: list[str]) -> subprocess.CompletedProcess[str]:
    """Run code that finds its arguments in `given`, in a fork of a process that has done `before`."""
    server = _server(before)
    assert server.stdin is not None
    assert server.stdout is not None
    print(json.dumps([code, given, dict(os.environ)]), file=server.stdin, flush=True)
    ended, out, err = json.loads(server.stdout.readline())
    return subprocess.CompletedProcess(given, ended, out, err)
