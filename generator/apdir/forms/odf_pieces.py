"""The pieces of a form as paragraphs and tables of an OpenDocument text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from apdir.forms.looks import COLUMNS, LABEL, STYLES, WIDTH, height_of, parts, unbroken, width_of
from apdir.forms.odf import Blanks, Element, Sheets, o, paragraph, spoken
from apdir.forms.pieces import Boxes, Frame, Heading, Marked, Pair, Piece, Points, Sheet, Words, Write

ROUND = "top left bottom right"


class Drawing:
    """The body of one document, drawn piece by piece."""

    def __init__(self, sheets: Sheets, blanks: Blanks) -> None:
        self._sheets = sheets
        self._blanks = blanks

    def elements(self, pieces: Iterable[Piece]) -> Iterator[Element]:
        """Every element of the body, with a thin line under each table."""
        for piece in pieces:
            match piece:
                case Write():
                    yield from self._field(piece)
                case Pair():
                    yield self._parts(piece)
                case Sheet():
                    yield self._sheet(piece)
                case Frame():
                    yield self._frame(piece)
                case _:
                    yield from self._words(piece)
            if isinstance(piece, Write | Pair | Sheet | Frame):
                yield paragraph("Gap")

    def _words(self, piece: Piece) -> Iterator[Element]:
        """Paragraphs, in the body as in a requirement."""
        match piece:
            case Heading():
                attributes = {"text:style-name": f"Heading_20_{piece.level}", "text:outline-level": piece.level}
                mark = (spoken(" "), spoken(piece.mark, "Mark")) if piece.mark else ()
                yield o("text:h", attributes, spoken(piece.text), *mark)
            case Words():
                term = (spoken(f"{piece.term}: ", "Strong"),) if piece.term else ()
                yield paragraph(STYLES[piece.role], *term, spoken(piece.text))
            case Points():
                items = (o("text:list-item", {}, paragraph("Points", spoken(item))) for item in piece.items)
                yield o("text:list", {"text:style-name": "Form_20_points"}, *items)
            case Boxes():
                yield from self._boxes(piece)
            case Marked():
                yield paragraph("Body Text", spoken(piece.text))
                yield from self._boxes(piece.boxes)

    def _boxes(self, piece: Boxes, *, centre: bool = False) -> Iterator[Element]:
        if piece.lines:
            for box in piece.boxes:
                yield paragraph("Tick", *self._blanks.tick(box), o("text:tab", {}), spoken(box.label))
            return
        line: list[Element] = []
        for box in piece.boxes:
            line += self._blanks.tick(box)
            if box.label:
                line.append(spoken(f"\u00a0{unbroken(box.label)}"))
            if box is not piece.boxes[-1]:
                line.append(o("text:s", {"text:c": 4}))
        yield paragraph("Ticks centred" if centre else "Ticks", *line)

    def _answer(self, piece: Write) -> Element:
        return paragraph("Answer", *self._blanks.write(piece.field))

    def _label(self, piece: Write) -> Element:
        hint = (spoken(f" {piece.hint}", "Aside"),) if piece.hint else ()
        return paragraph("Label", spoken(piece.label), *hint)

    def _field(self, piece: Write) -> Iterator[Element]:
        """A field of its own in the body: its label or hint, then its box."""
        if piece.label:
            yield self._label(piece)
        elif piece.hint:
            yield paragraph("Hint", spoken(piece.hint))
        box = self._sheets.cell(self._answer(piece), border=ROUND)
        yield self._sheets.table((width_of(piece),), [self._sheets.row([box], height=height_of(piece))])

    def _parts(self, piece: Pair) -> Element:
        """Fields with their labels before them."""
        each, widths = parts(piece)
        rows = []
        for start in range(0, len(piece.boxes), each):
            cells = []
            for part in piece.boxes[start : start + each]:
                cells.append(self._sheets.cell(paragraph("Answer", spoken(part.label)), border=ROUND))
                cells.append(self._sheets.cell(self._answer(part), border=ROUND))
            rows.append(self._sheets.row(cells, height=height_of(piece.boxes[start])))
        return self._sheets.table(widths * each, rows)

    def _sheet(self, piece: Sheet) -> Element:
        make = self._sheets
        head = make.row(
            make.cell(paragraph("Column", spoken(title)), border=ROUND, shaded=bool(title)) for title in piece.columns
        )
        rows = []
        for heading, entries in piece.rows:
            cells = [make.cell(paragraph("Column", spoken(heading)), border=ROUND, shaded=True)] if heading else []
            for entry in entries:
                if isinstance(entry, Boxes):
                    bare = all(not box.label for box in entry.boxes)
                    cells.append(make.cell(*self._boxes(entry, centre=bare), border=ROUND))
                else:
                    cells.append(make.cell(self._answer(entry), border=ROUND))
            height = max((float(entry.field.height) for entry in entries if isinstance(entry, Write)), default=0.0)
            rows.append(make.row(cells, height=height))
        return make.table([share * WIDTH for share in piece.shares], rows, head=head, whole=piece.whole)

    def _frame(self, piece: Frame) -> Element:
        head = self._sheets.row([self._sheets.cell(*self._words(piece.heading), span=3, border=ROUND, shaded=True)])
        last = len(piece.strips) - 1
        rows = [self._strip(strip, "bottom" if at == last else "") for at, strip in enumerate(piece.strips)]
        return self._sheets.table(COLUMNS, rows, head=head)

    def _strip(self, strip: tuple[Piece, ...], end: str) -> Element:
        """A row of a requirement; the last one closes its frame."""
        make = self._sheets
        match strip:
            case (Pair() as pair,):
                cells = [
                    make.cell(self._label(box), self._answer(box), span=span, border=ROUND)
                    for box, span in zip(pair.boxes, (1, 2), strict=True)
                ]
                return make.row(cells, height=LABEL + max(height_of(box) for box in pair.boxes))
            case (Write() as box,):
                cell = make.cell(self._label(box), self._answer(box), span=3, border=ROUND)
                return make.row([cell], height=LABEL + height_of(box))
            case (Marked() as marked,):
                prompt = paragraph("Body Text", spoken(marked.text))
                boxes = self._boxes(marked.boxes)
                return make.row(
                    [make.cell(prompt, span=2, border=f"left {end}", middle=True),
                     make.cell(*boxes, border=f"right {end}", middle=True)]
                )  # fmt: skip
        content = (element for piece in strip for element in self._words(piece))
        return make.row([make.cell(*content, span=3, border=f"left right {end}")])
