"""What a call costs in a process of its own: the most memory that it, or one that it started, ever had."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.support.sites import ROOT

#: Megabytes, with the program itself, and seconds of processor time, with much to spare for a slow machine.
MOST, LONGEST = 500, 30
CHILD = """
import re, resource, sys
from pathlib import Path
resource.setrlimit(resource.RLIMIT_CPU, ({longest}, {longest}))
resource.setrlimit(resource.RLIMIT_AS, (4 << 30, 4 << 30))
path = Path(sys.argv[1])
{call}
here = int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1])
print(max(here, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss) // 1024)
"""


def cost(call: str, path: Path) -> tuple[str, int]:
    """What a call prints of a file, and its megabytes at most. Fails where the process ends in another way."""
    code = CHILD.format(call=call, longest=LONGEST)
    done = subprocess.run([sys.executable, "-c", code, path], capture_output=True, text=True, cwd=ROOT)
    assert (done.returncode, done.stderr) == (0, ""), (done.returncode, done.stderr[-500:])
    *said, most = done.stdout.splitlines()
    return "\n".join(said), int(most)
