"""The checker's lists and patterns for a page's script, which refuses more: whatever may pick somebody out.

The script looks at a message to a provider, which has no need of a person, before it is written: it asks of no match
whether it is a pupil after all, and counts no points. `theme/assets/pupil.js` uses this.
"""

from __future__ import annotations

import json
import re

from apdir.first_names import FIRST_NAMES
from apdir.pupil import numbers, said, somebody
from apdir.scripted import scripted

#: Patterns by which a name is known, by what the script calls them.
NAMES = {"token": somebody.TOKEN, "surname": somebody.SURNAME, "initials": somebody.BY_INITIALS,
         "small": somebody.IN_SMALL, "beside": somebody.BESIDE, "called": somebody.CALLED, "acts": somebody.ACTS,
         "starts": somebody.STARTS}  # fmt: skip
#: Lists of words that it looks a name up in.
LISTS = ("also words", "no names", "towns", "things", "no surnames", "acronyms", "with stops", "second halves",
         "also in small letters")  # fmt: skip
#: Patterns of whatever else may pick somebody out, each with its kind.
RULES = (*((rule.kind, rule.pattern) for rule in (*numbers.RULES, *said.RULES)),
         *((somebody.DESCRIBED, theme.pattern) for theme in somebody.CHILDREN))  # fmt: skip


def for_script() -> bytes:
    """Return as JSON: `rules`, each [kind, source, flags]; `names`, patterns by name; `lists` of words; `first` names.

    `words` are those that are no name unless a list says so, `ends` what may follow them.
    """
    data = {
        "rules": [[kind, *_pattern(pattern)] for kind, pattern in RULES],
        "names": {name: _pattern(pattern.pattern.decode()) for name, pattern in NAMES.items()},
        "lists": {name: _words(somebody.LISTS[name]) for name in LISTS},
        "first": _words(FIRST_NAMES),
        "words": _words(somebody.WORDS),
        "ends": somebody.ENDS,
    }
    return json.dumps(data, separators=(",", ":")).encode()


def _pattern(pattern: str) -> tuple[str, str]:
    # Within what takes any case, an initial does too: the script refuses more.
    return scripted(re.compile(pattern.replace("(?-i:", "(?:")), plain=True)


def _words(words: frozenset[str]) -> str:
    return " ".join(sorted(words))
