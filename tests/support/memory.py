"""What a call costs in a process of its own: the most memory that it, or one that it started, ever had."""

from __future__ import annotations

from pathlib import Path

from tests.support import forked

#: Megabytes, with the program itself, and seconds of processor time, with much to spare for a slow machine.
MOST, LONGEST = 500, 30
READ = "import apdir.forms.filled, apdir.tables.cells, apdir.tables.grid"
CALL = """
import re, resource
from pathlib import Path
resource.setrlimit(resource.RLIMIT_CPU, ({longest}, {longest}))
resource.setrlimit(resource.RLIMIT_AS, (4 << 30, 4 << 30))
path = Path(given[0])
{call}
here = int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1])
print(max(here, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss) // 1024)
"""


def cost(call: str, path: Path, longest: int = LONGEST) -> tuple[str, int]:
    """What a call prints of a file, and its megabytes at most. Fails where the process ends in another way."""
    done = forked.run(READ, CALL.format(call=call, longest=longest), [str(path)])
    assert (done.returncode, done.stderr) == (0, ""), (done.returncode, done.stderr[-500:])
    *said, most = done.stdout.splitlines()
    return "\n".join(said), int(most)
