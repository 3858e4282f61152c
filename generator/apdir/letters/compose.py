"""One letter for one visit: the template that fits, with what the record says in the place of its fields."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from apdir.letters.blocks import Block, Heading, Paragraph, Points, Run, Table
from apdir.letters.fields import FIELDS, PARTS, Facts
from apdir.letters.templates import FIELD, Template
from apdir.pages import views


class CannotWrite(Exception):
    """The letter cannot be written. The message is for the user."""


@dataclass(frozen=True, slots=True)
class Written:
    """A letter with nothing left to fill in: its heading and its blocks."""

    title: str
    blocks: tuple[Block, ...]


def chosen(templates: Sequence[Template], facts: Facts, purpose: str) -> Template:
    """The letter that is meant for a visit: the one with most conditions. Raises CannotWrite."""
    fitting = [template for template in templates if template.fits(facts.record, purpose, decides=facts.decides)]
    most = max((_weight(template) for template in fitting), default=0)
    found = [template for template in fitting if _weight(template) == most]
    if not found:
        raise CannotWrite(
            f"No letter in content/letters/ is for this: purpose `{purpose}`, framework `{facts.record.framework.id}`. "
            "Write one, or take a condition out of one that is there."
        )
    if len(found) > 1:
        raise CannotWrite(
            f"Several letters fit alike: {', '.join(template.file for template in found)}. Give the one that is meant "
            "one more condition: `frameworks`, `kinds`, `outcomes` or `approval`."
        )
    return found[0]


def _weight(template: Template) -> int:
    return sum(bool(condition) for condition in template.conditions)


def written(template: Template, facts: Facts) -> Written:
    """A letter with its fields filled in. Raises CannotWrite, which names every field that the record does not say."""
    filling = _Filling(facts, {})
    title = filling.text(template.letter.title)
    blocks = tuple(made for block in template.blocks for made in filling.block(block))
    if filling.missing:
        lines = [f"  {name}: {where}" for name, where in filling.missing.items()]
        raise CannotWrite(
            "\n".join(
                [
                    f"{template.file} has fields that the records do not say. Fill them in, or write a question mark "
                    "behind the field's name, as in {{ time? }}, to leave its paragraph out:",
                    *lines,
                ]
            )
        )
    return Written(title, blocks)


@dataclass(slots=True)
class _Filling:
    """Puts values in the place of fields; ``missing`` are those without one, with where they come from."""

    facts: Facts
    missing: dict[str, str]

    def block(self, block: Block) -> Iterator[Block]:
        """Yield what a block becomes: nothing where a field that may be blank is, several where it is a part."""
        match block:
            case Paragraph(runs):
                whole = FIELD.fullmatch("".join(run.text for run in runs).strip())
                if whole is not None and whole[1] in PARTS:
                    yield from PARTS[whole[1]].blocks(self.facts.record)
                elif self.wanted(runs):
                    yield Paragraph(self.runs(runs))
            case Points(items, numbered):
                if kept := tuple(self.runs(runs) for runs in items if self.wanted(runs)):
                    yield Points(kept, numbered)
            case Heading(level, text):
                yield Heading(level, self.text(text))
            case Table():
                yield block

    def wanted(self, runs: Sequence[Run]) -> bool:
        """Whether every field that may be blank has a value."""
        optional = (found[1] for run in runs for found in FIELD.finditer(run.text) if found[2])
        return all(FIELDS[name].value(self.facts) for name in optional)

    def runs(self, runs: Sequence[Run]) -> tuple[Run, ...]:
        """Runs with values in the place of fields: a value is text, whatever signs it has."""
        return tuple(replace(run, text=self.text(run.text, first=at == 0)) for at, run in enumerate(runs))

    def text(self, text: str, *, first: bool = True) -> str:
        """Text with values in the place of fields; ``first``: it begins a sentence."""

        def value(field: re.Match[str]) -> str:
            name, before = field[1], text[: field.start()].rstrip()
            found = (FIELDS[name].value(self.facts) or "").rstrip()
            if not found:
                self.missing[name] = FIELDS[name].comes_from
            begins = before.endswith((".", "!", "?")) or (first and not before)
            return views.capital(found) if begins else found

        return FIELD.sub(value, text)
