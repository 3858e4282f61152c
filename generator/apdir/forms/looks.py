"""The looks of Word and OpenDocument forms: the same sizes, spaces and lines in both, after those of the PDF."""

from __future__ import annotations

from apdir.forms.pieces import Pair, Role, Write

LANGUAGE = "en-GB"
#: Colours: of text, of quieter text, of lines, of strong lines, behind headings.
INK, QUIET, LINE, STRONG, WASH = "111111", "444444", "8B979B", "333333", "EEF2F1"
#: The signs of a box to tick; they are 5 mm wide in so many points.
TICKED, EMPTY, BOX_SIZE = "☒", "☐", 18
#: The width of the text on A4, in millimetres, of a field for one line and of one for a date, a time or a number.
WIDTH, LINE_WIDTH, SHORT = 182.0, 110.0, 38.0
#: The height of a field for one line, and what a label takes above one, in millimetres.
ONE, LABEL = 9.0, 9.0
#: How high and wide the logo is at the head of a council's own forms at the most, in millimetres, and how high in dots:
#: 600 to the inch.
LOGO, LOGO_WIDTH, LOGO_DOTS = 12.0, 80.0, 283
#: The columns of a requirement: two halves, of which the second has boxes at the right of a prompt.
HALF, BESIDE = WIDTH / 2, 72.0
COLUMNS = (HALF, WIDTH - HALF - BESIDE, BESIDE)
#: Labels of boxes that are no longer than this are not broken over two lines.
UNBROKEN = 32
#: The styles of paragraphs: points of type, of space before and after, whether bold, whether kept with what follows.
PARAGRAPHS: dict[str, tuple[float, float, float, bool, bool]] = {
    "Normal": (10, 0, 3, False, False),
    "Heading 1": (20, 0, 5, True, True),
    "Heading 2": (14, 16, 6, True, True),
    "Heading 3": (10.5, 1, 1, True, True),
    "Heading 4": (10, 2, 2, True, True),
    "Body Text": (10, 0, 3, False, False),
    "List Bullet": (10, 0, 2, False, False),
    "Header": (9, 0, 0, False, False),
    "Footer": (8.5, 0, 0, False, False),
    "Lead": (11, 0, 5, False, False),
    "Rule": (10, 6, 8, False, False),
    "Introduction": (10, 0, 5, False, True),
    "Label": (10, 3, 2, True, True),
    "Hint": (8.5, 0, 2, False, True),
    "Own": (8.5, 0, 3, False, True),
    "More": (8.5, 8, 0, False, False),
    "Stage": (8.5, 3, 1, True, True),
    "Column": (9, 0, 0, True, False),
    "Answer": (10, 0, 0, False, False),
    "Ticks": (10, 0, 4, False, False),
    "Tick": (10, 0, 1, False, False),
    "Gap": (4, 0, 0, False, False),
}
#: Those that are in quieter text.
QUIETLY = ("Hint", "Own", "More", "Stage")
#: The style of each kind of paragraph.
STYLES: dict[Role, str] = {
    "lead": "Lead",
    "rule": "Rule",
    "intro": "Introduction",
    "body": "Body Text",
    "label": "Label",
    "hint": "Hint",
    "own": "Own",
    "more": "More",
    "stage": "Stage",
}


def logo_size(ratio: float) -> tuple[float, float]:
    """Width and height of a logo in millimetres, by its ratio of width to height."""
    width = min(LOGO * ratio, LOGO_WIDTH)
    return width, width / ratio


def bare(colour: str) -> str:
    """A colour as these files write it: without its sign."""
    return colour.removeprefix("#").upper()


def is_short(piece: Write) -> bool:
    """Whether a field needs room for a date, a time or a number alone."""
    return piece.field.kind in ("date", "time", "number")


def width_of(piece: Write) -> float:
    """Width of a field of its own, in millimetres."""
    return SHORT if is_short(piece) else WIDTH if piece.field.kind == "text" else LINE_WIDTH


def height_of(piece: Write) -> float:
    """Least height of a field, in millimetres."""
    return float(piece.field.height) if piece.field.kind == "text" else ONE


def parts(piece: Pair) -> tuple[int, tuple[float, float]]:
    """The number of a question's fields in a line, three where short, and the widths of label and field."""
    short = all(is_short(part) for part in piece.boxes)
    return (min(3, len(piece.boxes)), (24.0, 36.0)) if short else (1, (60.0, LINE_WIDTH))


def unbroken(label: str) -> str:
    """The label of a box with spaces that do not break, where it is short."""
    return label.replace(" ", "\u00a0") if len(label) <= UNBROKEN else label
