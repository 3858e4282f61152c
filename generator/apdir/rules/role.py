"""Rules on roles: each says which role or office is meant, so that no name of a person stands in its place."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from pydantic import BaseModel

from apdir.model.fields import Record
from apdir.model.reading import holds, model_at, overlap
from apdir.model.role import ROLE
from apdir.model.role_words import names_a_role
from apdir.rules.finding import Context, Finding
from apdir.source import FieldPath

MESSAGE = "This does not say which role or office is meant."
HINT = (
    "Write the role, such as `Head of centre` or `Placements office`, never a person's name. If it is one already, add "
)
HINT += "its word to settings.yml under vocabulary.roles."


def check(record: Record, context: Context) -> Iterator[Finding]:
    """Every role of a record has a word for a role in it: the usual ones, or those that settings.yml adds."""
    if any(overlap(("vocabulary", "roles"), done) for done in context.mended):
        return
    more = context.settings.vocabulary.roles
    for path, names in _paths(type(record)):
        for at, role in values_at(record, names, path):
            if not names_a_role(role, more):
                yield Finding(at, MESSAGE, HINT, "no role")


@cache
def _paths(model: type[BaseModel]) -> tuple[tuple[FieldPath, tuple[str, ...]], ...]:
    """Where a model has roles: the keys that lead there as files write them, and the fields' names."""
    found: list[tuple[FieldPath, tuple[str, ...]]] = []
    for name, info in model.model_fields.items():
        key = str(info.validation_alias or name)
        if holds(info, ROLE):
            found.append(((key,), (name,)))
            continue
        inner = model_at(model, (key,)) or model_at(model, (key, 0))
        found += [((key, *path), (name, *names)) for path, names in _paths(inner)] if inner is not None else ()
    return tuple(found)


def values_at(
    thing: Any, names: tuple[str, ...], keys: FieldPath, at: FieldPath = ()
) -> Iterator[tuple[FieldPath, str]]:
    """The lines at a place, with their paths: each item's where a list stands on the way."""
    if isinstance(thing, tuple):
        for index, item in enumerate(thing):
            yield from values_at(item, names, keys, (*at, index))
    elif not names and isinstance(thing, str):
        yield at, thing
    elif isinstance(thing, BaseModel):
        yield from values_at(getattr(thing, names[0]), names[1:], keys[1:], (*at, keys[0]))
