"""Rules on roles: each says which role or office is meant, so that no person is named in its place."""

from __future__ import annotations

from collections.abc import Iterator

from apdir.model.described import places, values_at
from apdir.model.fields import Record
from apdir.model.reading import overlap
from apdir.model.role import ROLE
from apdir.model.role_words import ROLES, names_a_role
from apdir.problems import nearest
from apdir.rules.finding import Context, Finding
from apdir.rules.organisation import SLIP

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
    for trail in places(type(record), ROLE):
        for at, role in values_at(record, trail):
            if not names_a_role(role, more):
                near = next((word for part in role.split() if (word := nearest(part, (*ROLES, *more), SLIP))), None)
                yield Finding(at, MESSAGE, f"Did you mean `{near}`? {HINT}" if near else HINT, "no role")
