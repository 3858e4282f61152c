"""Patterns of the checker as a browser's scripts have them."""

from __future__ import annotations

import re

#: Classes that a script lacks, within a class of signs and outside one.
CLASSES = {r"\w": (r"\p{L}\p{N}_", r"[\p{L}\p{N}_]"), r"\A": ("", "^"), r"\Z": ("", "$"),
           r"\b": (r"\b", r"(?:(?<=[\p{L}\p{N}_])(?![\p{L}\p{N}_])|(?<![\p{L}\p{N}_])(?=[\p{L}\p{N}_]))")}  # fmt: skip
#: Characters that a script may escape, beside letters and digits.
SYNTAX = frozenset("^$\\.*+?()[]{}|/-")
PIECE = re.compile(
    r"\\U[0-9a-f]{8}|\(\?<?[=!]|\\.|\[\^\\W\\d_\]|\(\?i:|\(\?P<|\(\?|[\[\]()]|[A-Za-z]-[A-Za-z]|.", re.DOTALL
)


def scripted(pattern: re.Pattern[str], *, at_start: bool = False, plain: bool = False) -> tuple[str, str]:
    r"""Return a pattern's source and flags for JavaScript, where `\w` and `\b` know plain letters alone.

    Groups that take any case are spelt out: not every browser that officers have knows them. ``at_start``: it is asked
    whether a text begins with it; ``plain``: of plain ASCII alone, where `\w` and `\b` are the same in both.
    """
    parts: list[str] = []
    in_class = False
    any_case = [False]
    for piece in PIECE.findall(pattern.pattern.removeprefix("(?i)")):  # its flags say so too
        if piece.startswith(r"\U"):
            parts.append(rf"\u{{{piece[2:]}}}")
        elif piece in CLASSES and not (plain and piece in (r"\w", r"\b")):
            parts.append(CLASSES[piece][0 if in_class else 1])
        elif piece[0] == "\\" and not piece[1].isalnum() and piece[1] not in SYNTAX:
            parts.append(piece[1])
        elif piece == r"[^\W\d_]" and not in_class:
            parts.append(r"\p{L}")
        elif piece in "[]" and in_class == (piece == "]"):
            in_class = piece == "["
            parts.append(piece)
        elif not in_class and piece.startswith("("):
            any_case.append(piece == "(?i:" or any_case[-1])
            parts.append({"(?i:": "(?:", "(?P<": "(?<"}.get(piece, piece))
        elif not in_class and piece == ")":
            any_case.pop()
            parts.append(piece)
        elif any_case[-1] and piece[0].isalpha():
            both = piece.lower() + piece.upper()
            parts.append(both if in_class else f"[{both}]")
        else:
            parts.append(piece)
    flags = {"i": re.IGNORECASE, "m": re.MULTILINE, "s": re.DOTALL}
    source = f"^(?:{''.join(parts)})" if at_start else "".join(parts)
    return source, "u" + "".join(flag for flag, value in flags.items() if pattern.flags & value)
