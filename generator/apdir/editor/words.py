"""The checker's words for the web editor's own rules: its lists of words, its patterns, and where each holds."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from pydantic import BaseModel

from apdir import first_names, link_faults, lookalike, markdown, markdown_faults, placeholders
from apdir.editor.visits import places as places_of
from apdir.editor.visits import prompts, rows_of
from apdir.library import Library
from apdir.model import people, role, role_words, telephone
from apdir.model.described import Described, places, value_of
from apdir.model.fields import CALLED, LINE_KIND, LONGEST_DESCRIPTION, PLACED, TEXT_KIND, Day, Phone
from apdir.model.framework import Framework
from apdir.model.provider import Provider
from apdir.model.values import FIRST_YEAR, LAST_YEAR, QUOTED
from apdir.model.visit import Visit
from apdir.names import letters
from apdir.places.table import area_of
from apdir.places.unknown import ELSEWHERE
from apdir.pupil.flat import BLANK_LETTERS
from apdir.rules import person, placeholder, provider, visit
from apdir.rules import role as role_rules
from apdir.scripted import scripted
from apdir.source.files import HIDDEN

#: The sorts of records that the editor has forms for.
MODELS: Mapping[str, type[BaseModel]] = {"providers": Provider, "visits": Visit}
#: Marks of fields for a telephone number, and for a day.
PHONE, DAY = (value_of(kind).marks[0] for kind in (Phone, Day))
#: Of the patterns for a description, those that are looked for, and those that a text must begin with.
LOOKED_FOR = {
    "code": markdown_faults.CODE,
    "cells": markdown_faults.CELLS,
    "noLink": markdown_faults.NO_LINK,
    "mails": link_faults.MAILS,
    "numbers": link_faults.NUMBERS,
    "sites": link_faults.SITES,
    "spacedDots": link_faults.SPACED_DOTS,
}
BEGINS = {
    "element": markdown_faults.ELEMENT,
    "meaning": markdown_faults.MEANING,
    "delimiters": markdown_faults.DELIMITERS,
    "scheme": link_faults.SCHEME,
    "mail": link_faults.MAIL,
    "telephone": link_faults.TELEPHONE,
    "address": link_faults.ADDRESS,
    "site": lookalike.SITE,
}


#: The form's label of the field that the check's own hint names.
MAIL_HINT = "Ask for an office's, such as office@. If it is meant for everybody, say Yes at Business contact."
PEOPLE = {
    "word": scripted(role_words.WORD),
    "place": scripted(role_words.PLACE),
    "name": scripted(re.compile(rf"(?:{role.WORD})\Z"), at_start=True),
    "titled": scripted(role.TITLED),
    "titledSmall": scripted(role.TITLED_SMALL, at_start=True),
    "between": scripted(role.BETWEEN),
    "initials": scripted(role.INITIALS, at_start=True),
    "welsh": scripted(role.WELSH),
    "middle": scripted(role.MIDDLE, at_start=True),
    "named": scripted(people.NAMED),
    "alone": scripted(people.ALONE),
    "asks": scripted(people.ASKS),
    "placed": scripted(people.PLACED),
    "links": scripted(person.WORDS_OF_LINKS),
}
LISTS = {
    "roles": role_words.ROLES,
    "things": role_words.THINGS,
    "matters": role_words.MATTERS,
    "trades": role_words.TRADES,
    "onlyNames": first_names.FIRST_NAMES,
    "alsoWords": first_names.ALSO_WORDS,
    "wordsFirst": first_names.WORDS_FIRST,
    "subjects": first_names.SUBJECTS,
    "behind": role.BEHIND,
    "before": role.BEFORE,
    "others": people.OTHERS,
    "offices": person.OFFICES,
}


def words(library: Library, today: date) -> dict[str, Any]:
    """Each list, pattern and message by the name that `theme/editor/` has it by; of forms, how each is laid out."""
    own = {area_of(f"{part}0") for part in library.settings.places.postcodes}
    unseen = f"[{''.join(sorted(BLANK_LETTERS))}]|{scripted(lookalike.JOINING)[0]}"
    return {
        "letters": letters(),
        "placeholders": sorted(placeholders.words()),
        "sentence": scripted(placeholders.SENTENCE),
        "starts": placeholders.starts(),
        "brackets": placeholders.BRACKETS,
        "toWrite": scripted(placeholders.TO_WRITE, at_start=True),
        "dashes": scripted(placeholders.DASHES, at_start=True),
        "nothing": sorted(placeholders.NOTHING),
        "unsaid": f"{placeholders.UNSAID} {placeholder.HINT}",
        "hidden": scripted(re.compile(HIDDEN)),
        "unseen": (rf"\p{{Cf}}|{unseen}", "u"),
        "quoted": scripted(re.compile(rf"\A(?:{QUOTED.pattern})\Z")),
        "alphabets": lookalike.OTHER_ALPHABETS,
        "national": (f"^(?:{telephone.national()})$", ""),
        "markup": scripted(markdown.MARKUP),
        "plainWords": markdown.PLAIN_WORDS,
        "areas": library.settings.vocabulary.areas,
        "elsewhere": {area: what for area, what in ELSEWHERE.items() if area not in own},
        "noNames": sorted(provider.NO_NAMES),
        "frameworks": {name: list(map(_visits, versions)) for name, versions in library.frameworks.items()},
        "forms": {name: _form(library.current(name, today)) for name in library.frameworks},
        "noVisitor": " ".join(visit.NO_VISITOR).replace("`visited_by`", "Visited by"),
        "noReasons": sorted(placeholders.NO_REASON),
        "years": (FIRST_YEAR, LAST_YEAR),
        "longestDescription": LONGEST_DESCRIPTION,
        "places": {
            "lines": _places(LINE_KIND),
            "texts": _places(TEXT_KIND),
            "phones": _places(PHONE),
            "days": _places(DAY),
            "roles": _places(role.ROLE),
            "publicTexts": _places(TEXT_KIND, public=True),
            "publicLines": _places(LINE_KIND, public=True, but=(role.ROLE, CALLED)),
            "placed": _places(PLACED),
        },
        "people": {
            "beside": [scripted(pattern) for _, pattern in people.BESIDE],
            "lists": {name: sorted(found) for name, found in LISTS.items()},
            "endings": role_words.ENDINGS,
            "more": library.settings.vocabulary.roles,
            "patterns": PEOPLE,
            "named": f"{person.MESSAGE} {person.HINT}",
            "person": f"{role.MESSAGE} {role.HINT}",
            "mail": f"{person.MAIL_MESSAGE} {MAIL_HINT}",
            "noRole": f"{role_rules.MESSAGE} {role_rules.HINT}",
        },
        "description": {
            "lines": [(*scripted(pattern), f"{message} {hint}") for pattern, message, hint in markdown_faults.LINES],
            "instead": list(markdown_faults.INSTEAD.items()),
            "noTerms": " ".join(markdown_faults.NO_TERMS),
            "noTable": " ".join(markdown_faults.NO_TABLE),
            "unreadLink": " ".join(markdown_faults.UNREAD_LINK),
            "files": sorted(link_faults.FILES),
            "noSite": lookalike.NO_SITE,
            "foreign": lookalike.FOREIGN,
            "patterns": {name: scripted(pattern) for name, pattern in LOOKED_FOR.items()}
            | {name: scripted(pattern, at_start=True) for name, pattern in BEGINS.items()},
        },
    }


def _visits(framework: Framework) -> dict[str, Any]:
    """What a final visit needs under a version of a framework, by kind; `beforehand`: answers that a form fills in."""
    fields = (*framework.header, *(item for branch in framework.pre_visit for item in branch.fields))
    return {
        "from": framework.in_force.start.isoformat(),
        "asked": framework.words.requirements,
        "outcomes": bool(framework.outcomes),
        "beforehand": [item.id for item in fields if item.fills_from],
        "kinds": {
            kind.id: {"decides": kind.decides, "asks": [row.id for row in framework.looked_at[kind.id]]}
            for kind in framework.kinds
        },
    }


def _form(framework: Framework) -> dict[str, Any]:
    """How the form of a framework's visits is laid out otherwise than their records."""
    return {
        "places": list(places_of(framework)),
        "rows": [
            [name, [entry.id for entry in entries], len(prompts(entries))]
            for name, entries in rows_of(framework).items()
        ],
    }


def _places(mark: Any, *, public: bool = False, but: tuple[Any, ...] = ()) -> dict[str, str]:
    """Where records have values with a mark and with none in ``but``, for each sort of record: a pattern of paths.

    ``public``: of those that everybody may read alone.
    """

    def pattern(trail: tuple[Described, ...]) -> str:
        return r"\.".join(rf"{field.key}\.[^.]+" if field.value.item is not None else field.key for field in trail)

    found = {name: places(model, mark, but=but, public=public, keys=False) for name, model in MODELS.items()}
    return {name: f"^(?:{'|'.join(map(pattern, trails))})$" for name, trails in found.items()}
