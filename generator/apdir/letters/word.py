"""A letter as a Word file, in the styles of the forms."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from datetime import date

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn

from apdir.archive import without_times
from apdir.brand import Face
from apdir.days import day_in_words
from apdir.forms.looks import WIDTH
from apdir.forms.ooxml import Element, cell, paragraph, row, run, table, w
from apdir.forms.word import begun, foot, letterhead, properties
from apdir.letters.blocks import Block, Heading, Paragraph, Points, Run, Table
from apdir.letters.compose import Written
from apdir.model.settings import Council


def word(letter: Written, to: Sequence[str], council: Council, face: Face, today: date) -> bytes:
    """Return the letter as a Word file; ``to`` are the lines of whom it is for. The same bytes for the same input."""
    document = begun(face)
    properties(document, council, letter.title, "", today)
    foot(document, letter.title)
    end = document.element.body.find(qn("w:sectPr"))
    head = [letterhead(document, council, face)] if face.on_paper else []
    head += [_apart(run(f"{council.name}\n{council.team}"))] if not head else []
    head += [_apart(run("\n".join(to))), _apart(run(day_in_words(today)))]
    head.append(paragraph("Heading1", run(letter.title)))
    for element in (*head, *(made for block in letter.blocks for made in _drawn(block, document))):
        end.addprevious(element)
    out = io.BytesIO()
    document.save(out)
    return without_times(out.getvalue())


def _drawn(block: Block, document: Element) -> Iterator[Element]:
    match block:
        case Heading(level, text):
            yield paragraph(f"Heading{level}", run(text))
        case Paragraph(runs):
            yield _apart(*_runs(runs, document))
        case Points(items, numbered):
            for number, runs in enumerate(items, 1):
                start = [run(f"{number}. ")] if numbered else []
                yield paragraph("BodyText" if numbered else "ListBullet", *start, *_runs(runs, document))
        case Table():
            yield _table(block)
            yield paragraph("Gap")


def _apart(*content: Element) -> Element:
    """A paragraph with the space after it that letters have."""
    made = paragraph("BodyText", *content)
    made.pPr.append(w("spacing", after=170))
    return made


def _runs(runs: Sequence[Run], document: Element) -> Iterator[Element]:
    for one in runs:
        look = [*([w("b")] if one.bold else []), *([w("i")] if one.italic else [])]
        if one.href:
            target = document.part.relate_to(one.href, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
            link = w("hyperlink", run(one.text, *look, w("u", val="single")))
            link.set(qn("r:id"), target)
            yield link
        else:
            yield run(one.text, *look)


def _table(block: Table) -> Element:
    widths = [share / sum(block.shares) * WIDTH for share in block.shares]
    head = row((cell(width, paragraph("Column", run(title)), shaded=True)
                for title, width in zip(block.columns, widths, strict=True)), head=True)  # fmt: skip
    rows = [
        row(cell(width, paragraph("Answer", run(text))) for text, width in zip(cells, widths, strict=True))
        for cells in block.rows
    ]
    return table(widths, [head, *rows], about=block.about)
