"""The pieces of a form as paragraphs and tables of a Word document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from apdir.forms.looks import BESIDE, COLUMNS, HALF, LABEL, STYLES, WIDTH, height_of, parts, unbroken, width_of
from apdir.forms.ooxml import Controls, Element, cell, keep_together, paragraph, row, run, table, w
from apdir.forms.pieces import Boxes, Frame, Heading, Marked, Pair, Piece, Points, Sheet, Words, Write


def drawn(pieces: Iterable[Piece], controls: Controls) -> Iterator[Element]:
    """The elements of the document's body. A thin line is under each table: two that touch would be one, and what
    keeps a table's rows together would keep it with the next.
    """
    for piece in pieces:
        yield from _piece(piece, controls)
        if isinstance(piece, Write | Pair | Sheet | Frame):
            yield paragraph("Gap")


def _piece(piece: Piece, controls: Controls) -> Iterator[Element]:
    match piece:
        case Write():
            yield from _field(piece, controls)
        case Pair():
            yield _parts(piece, controls)
        case Sheet():
            yield _sheet(piece, controls)
        case Frame():
            yield _frame(piece, controls)
        case _:
            yield from _words(piece, controls)


def _words(piece: Piece, controls: Controls) -> Iterator[Element]:
    """Paragraphs, in the body as in a requirement."""
    match piece:
        case Heading():
            mark = [run(" "), run(piece.mark, w("rStyle", val="Mark"))] if piece.mark else []
            yield paragraph(f"Heading{piece.level}", run(piece.text), *mark)
        case Words():
            term = [run(f"{piece.term}: ", w("b"))] if piece.term else []
            yield paragraph(STYLES[piece.role].replace(" ", ""), *term, run(piece.text))
        case Points():
            for item in piece.items:
                yield paragraph("ListBullet", run(item))
        case Boxes():
            yield from _boxes(piece, controls)
        case Marked():
            yield paragraph("BodyText", run(piece.text))
            yield from _boxes(piece.boxes, controls)


def _boxes(piece: Boxes, controls: Controls, *, centre: bool = False) -> Iterator[Element]:
    if piece.lines:
        for box in piece.boxes:
            yield paragraph("Tick", controls.tick(box), w("r", w("tab")), run(box.label))
        return
    line: list[Element] = []
    for box in piece.boxes:
        line.append(controls.tick(box))
        if box.label:
            line.append(run(f"\u00a0{unbroken(box.label)}{' ' * 4 if box is not piece.boxes[-1] else ''}"))
    yield paragraph("Ticks", *line, centre=centre)


def _answer(piece: Write, controls: Controls) -> Element:
    return paragraph("Answer", controls.write(piece.field))


def _label(piece: Write) -> Element:
    hint = [run(f" {piece.hint}", w("rStyle", val="Aside"))] if piece.hint else []
    return paragraph("Label", run(piece.label), *hint)


def _field(piece: Write, controls: Controls) -> Iterator[Element]:
    """A field of its own in the body: its label or hint, then its box."""
    if piece.label:
        yield _label(piece)
    elif piece.hint:
        yield paragraph("Hint", run(piece.hint))
    width = width_of(piece)
    yield table((width,), [row([cell(width, _answer(piece, controls))], height=height_of(piece))])


def _parts(piece: Pair, controls: Controls) -> Element:
    """Fields with their labels before them."""
    each, widths = parts(piece)
    rows = []
    for start in range(0, len(piece.boxes), each):
        cells = []
        for part in piece.boxes[start : start + each]:
            cells.append(cell(widths[0], paragraph("Answer", run(part.label))))
            cells.append(cell(widths[1], _answer(part, controls), border="top left bottom right"))
        rows.append(row(cells, height=height_of(piece.boxes[start])))
    return table(widths * each, rows)


def _sheet(piece: Sheet, controls: Controls) -> Element:
    widths = [share * WIDTH for share in piece.shares]
    rows = [
        row((cell(width, paragraph("Column", run(title)), shaded=bool(title))
             for title, width in zip(piece.columns, widths, strict=True)), head=True)
    ]  # fmt: skip
    for head, cells in piece.rows:
        heading = [cell(widths[0], paragraph("Column", run(head)), shaded=True)] if head else []
        made = []
        for entry, width in zip(cells, widths[len(heading) :], strict=True):
            if isinstance(entry, Boxes):
                bare = all(not box.label for box in entry.boxes)
                made.append(cell(width, *_boxes(entry, controls, centre=bare)))
            else:
                made.append(cell(width, _answer(entry, controls)))
        height = max((float(entry.field.height) for entry in cells if isinstance(entry, Write)), default=0.0)
        rows.append(row((*heading, *made), height=height))
    if piece.whole:
        keep_together(rows)
    return table(widths, rows, about=piece.label)


def _frame(piece: Frame, controls: Controls) -> Element:
    rows = [row([cell(WIDTH, *_words(piece.heading, controls), span=3, border="bottom", shaded=True)], head=True)]
    rows += [_strip(strip, controls) for strip in piece.strips]
    keep_together(rows)
    return table(COLUMNS, rows, lines=False)


def _strip(strip: tuple[Piece, ...], controls: Controls) -> Element:
    """A row of a requirement."""
    match strip:
        case (Pair() as pair,):
            cells = [
                cell(HALF, _label(box), _answer(box, controls), span=span, border=border)
                for box, span, border in zip(pair.boxes, (1, 2), ("top right", "top left"), strict=True)
            ]
            return row(cells, height=LABEL + max(height_of(box) for box in pair.boxes))
        case (Write() as box,):
            return row([cell(WIDTH, _label(box), _answer(box, controls), span=3, border="top")],
                       height=LABEL + height_of(box))  # fmt: skip
        case (Marked() as marked,):
            prompt = cell(WIDTH - BESIDE, paragraph("BodyText", run(marked.text)), span=2, middle=True)
            return row([prompt, cell(BESIDE, *_boxes(marked.boxes, controls), middle=True)])
    return row([cell(WIDTH, *(element for piece in strip for element in _words(piece, controls)), span=3)])
