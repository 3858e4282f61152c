"""First names that people in England have: who is named beside a role, or as a pupil."""

from __future__ import annotations

from pathlib import Path

FIRST_NAMES = frozenset(
    name
    for line in Path(__file__).with_name("first_names.txt").read_text(encoding="ascii").split("\n")
    if not line.startswith("#")
    for name in line.split()
)
#: Names that are also words or places: a person's where a role should stand, but not in running text.
ALSO_WORDS = frozenset(  # one text, as a list of single words would fill a page
    """
    bess betty bob chelsea clive dev duncan eddie frank ginny hans heather hector howard jan jill ken
    kerry kim len les lorraine mo norman olive pat patience perry raj ray reena reg rick ron rosemary roy
    sandy sid stan steve stu sue val vera vic violet viv winston
    """.split()  # noqa: SIM905
)
ALL_FIRST_NAMES = FIRST_NAMES | ALSO_WORDS
