"""First names that people in England have: who is named beside a role, or as a pupil."""

from __future__ import annotations

from pathlib import Path

FIRST_NAMES = frozenset(
    name
    for line in Path(__file__).with_name("first_names.txt").read_text(encoding="ascii").split("\n")
    if not line.startswith("#")
    for name in line.split()
)
#: Names that are also words or places: a person's in a field for a role, but not in running text.
ALSO_WORDS = frozenset(  # one text, as a list of single words would fill a page
    """
    bess betty bob chelsea clive dawn des dev drew duncan eddie frank ginny hans hazel heather hector howard jade jan
    jill ken kerry kim lawrence lee leigh len les lorraine mark mo norman olive pat patience perry raj ray reena reg
    rick ron rosemary ross roy sandy sid stan steve stu sue val vera vic violet viv winston
    """.split()  # noqa: SIM905
)
ALL_FIRST_NAMES = FIRST_NAMES | ALSO_WORDS
#: Names that are words or places first of all: somebody's only with a role or another name behind ("Hope Manager").
WORDS_FIRST = frozenset(
    """
    albert amber april ash autumn basil belle bill brooke cliff coral crystal dale dean di ed faith fern flora florence
    ginger glen grace grant guy hal heath holly hope iris ivy jay jewel joy june laurel max may miles pearl poppy
    primrose rich robin rose saffron sal skye summer victoria wade warren will willow
    """.split()  # noqa: SIM905
)
#: Those of all these names that are also words for what a role is of: "Christian youth worker", "Summer coordinator".
SUBJECTS = frozenset(
    ("christian", "dev", "ed", "faith", "grant", "harley", "kia", "marina", "mercedes", "peace", "porsche", "reg",
     "roman", "summer", "viola")
)  # fmt: skip
