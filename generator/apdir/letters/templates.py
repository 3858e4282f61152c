"""The letters that a directory has: read from `content/letters/`, with every problem of them at its line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from apdir.directory import VisitRecord
from apdir.letters.blocks import Block, NotALetter, read_blocks
from apdir.letters.fields import FIELDS, PARTS
from apdir.library import LETTERS, Library, open_document
from apdir.model.fields import LONGEST_DESCRIPTION
from apdir.model.letter import Letter
from apdir.model.reading import read
from apdir.problems import Problem, did_you_mean, shown
from apdir.source import Document, Limits, layered_files

#: A field as a letter writes it; a question mark leaves its paragraph out where the record does not say it.
FIELD = re.compile(r"\{\{[ ]*([A-Za-z_]+)(\?)?[ ]*\}\}")
#: What looks like code or like a field that is not whole.
BRACES = re.compile(r"\{[{%#]|[%#}]\}")
#: A field where a link leads.
IN_LINK = re.compile(r"\]\([^()\n]{0,300}\{\{")
NO_CODE = "A letter has fields, such as {{ provider }}, and no code."


@dataclass(frozen=True, slots=True)
class Template:
    """One letter as it is written: its file, what it is for, and its words."""

    file: str
    letter: Letter
    blocks: tuple[Block, ...]

    @property
    def name(self) -> str:
        """The name of its file without the ending."""
        return Path(self.file).stem

    @property
    def conditions(self) -> tuple[tuple[str, ...], ...]:
        """What must be so of a visit, empty where it does not matter."""
        it = self.letter
        return tuple(tuple(sorted(some)) for some in (it.frameworks, it.kinds, it.outcomes, it.approval))

    def fits(self, record: VisitRecord, purpose: str, *, decides: bool) -> bool:
        """Whether it is meant for a visit; ``decides``: the visit gives or takes an approval in this directory."""
        outcome = record.framework.outcome.get(record.visit.outcome or "")
        standing = outcome.standing if outcome is not None and decides else "none"
        found = (record.framework.id, record.visit.kind, record.visit.outcome or "", standing)
        return self.letter.purpose == purpose and all(
            not wanted or it in wanted for wanted, it in zip(self.conditions, found, strict=True)
        )


def read_templates(root: Path, library: Library) -> tuple[list[Template], list[Problem]]:
    """Return the letters of a directory, its own over the program's of the same name, and their problems."""
    templates: list[Template] = []
    problems: list[Problem] = []
    for file in layered_files(root, LETTERS):
        if isinstance(file, Problem):
            problems.append(file)
            continue
        if file.path.name == "README.md":
            continue
        if file.path.suffix != ".md" or file.name.count("/") != 2:
            hint = f"Name it {LETTERS}/<name>.md, such as {LETTERS}/notice.md."
            problems.append(Problem(file.name, 0, 0, "", "A letter does not belong here.", hint, "wrong place"))
            continue
        document, found = open_document(file, Limits(), markdown=True)
        problems += found
        if document is None:
            continue
        reading = read(Letter, document)
        problems += reading.problems
        letter = reading.record
        if letter is None or (letter.frameworks and not set(letter.frameworks) - library.others):
            continue
        problems += _faults(document)
        if reading.mended:
            continue
        problems += _unknown(document, letter, library)
        if len(document.body) > LONGEST_DESCRIPTION:
            continue
        try:
            templates.append(Template(file.name, letter, tuple(read_blocks(document.body))))
        except NotALetter as error:
            hint = "Use headings, paragraphs, lists, bold, italics and links."
            message = f"This letter has {error}, and a letter cannot."
            problems.append(Problem(file.name, document.body_line, 1, "", message, hint, "letter"))
    return templates, [*problems, *_alike(templates)]


def _alike(templates: list[Template]) -> Iterator[Problem]:
    """Two letters of one purpose have other conditions: else nobody could say which is meant."""
    seen: dict[object, Template] = {}
    for template in templates:
        first = seen.setdefault((template.letter.purpose, template.conditions), template)
        if first is not template:
            message = f"This letter is for the same visits as {first.file}."
            hint = "Say with `frameworks`, `kinds`, `outcomes` or `approval` for which visits each is, or keep one."
            yield Problem(template.file, 1, 1, "purpose", message, hint, "letter")


def _unknown(document: Document, letter: Letter, library: Library) -> Iterator[Problem]:
    """Frameworks, kinds and outcomes that are not there."""
    there = sorted({*library.frameworks, *library.others, *library.unreadable})
    for at, name in enumerate(letter.frameworks):
        if name not in there:
            message, hint = f"There is no framework {shown(name)}.", did_you_mean(name, there)
            yield document.problem(("frameworks", at), message, hint, "unknown id")
    if set(letter.frameworks) & {*library.others, *library.unreadable} or set(letter.frameworks) - {*there}:
        return
    meant = [version for name in letter.frameworks or library.frameworks for version in library.frameworks[name]]
    known = {
        "kinds": (letter.kinds, {key for version in meant for key in version.kind}, "kind of visit"),
        "outcomes": (letter.outcomes, {key for version in meant for key in version.outcome}, "outcome"),
    }
    for field, (given, words, what) in known.items():
        for at, name in enumerate(given):
            if name not in words:
                message = (
                    f"{shown(name)} is no {what} of {'these frameworks' if letter.frameworks else 'any framework'}."
                )
                yield document.problem((field, at), message, did_you_mean(name, sorted(words)), "unknown id")


def _faults(document: Document) -> Iterator[Problem]:
    """Fields that are not there, parts within a sentence, and code, each at its line."""
    title = str(document.data.get("title") or "")
    line, column = document.position(("title",))
    yield from _in_line(document.file, "title", title, line, column, alone=False)
    if len(document.body) > LONGEST_DESCRIPTION:
        message = f"This letter has {len(document.body):,} characters; {LONGEST_DESCRIPTION:,} is the most."
        yield Problem(document.file, document.body_line, 1, "", message, "Say it shorter.", "letter")
    if not document.body.strip():
        hint = "Write the letter below the second line `---`."
        yield Problem(document.file, document.body_line, 1, "", "This letter has no words.", hint, "letter")
    for number, text in enumerate(document.body.split("\n"), document.body_line):
        yield from _in_line(document.file, "", text, number, 1, alone=True)


def _in_line(file: str, field: str, text: str, line: int, column: int, *, alone: bool) -> Iterator[Problem]:
    for found in FIELD.finditer(text):
        at = column + found.start()
        name = found[1]
        if name in PARTS:
            if not (alone and text.strip() == found[0]) or found[2]:
                message = f"`{name}` is a part of several lines."
                yield Problem(file, line, at, field, message, f"Write {{{{ {name} }}}} on a line of its own.", "letter")
        elif name not in FIELDS:
            message = f"There is no field `{name}` for letters."
            yield Problem(file, line, at, field, message, did_you_mean(name, [*FIELDS, *PARTS]), "letter")
    if linked := IN_LINK.search(text):
        message, hint = "A link's address has a field, and is then no link.", "Write the field by itself, as text."
        yield Problem(file, line, column + linked.start(), field, message, hint, "letter")
    if code := BRACES.search(FIELD.sub(lambda whole: " " * len(whole[0]), text)):
        message = f"`{code[0]}` is not part of a field."
        yield Problem(file, line, column + code.start(), field, message, NO_CODE, "letter")
