"""The templates of pages, with the words of `views` as filters."""

from __future__ import annotations

from pathlib import Path

import jinja2

from generator.model import telephone
from generator.pages import links, text, views
from generator.places import ATTRIBUTION
from generator.rendering import strict_templates
from generator.summary.standing import TONES
from generator.wording import own

#: Macros that the pages of records use: there in every template without an import, whose cost those pages would feel.
COMMON = {
    "_shapes.html": ("shape", "told", "crumbs"),
    "_drawing.html": ("drawing", "sample"),
    "_prose.html": ("prose",),
}


def make_templates(folder: Path) -> jinja2.Environment:
    """The templates of a folder, `theme/pages/`."""
    environment = strict_templates(folder)
    environment.globals["attribution"] = ATTRIBUTION
    environment.filters.update(
        day=views.day,
        words=views.words,
        month=views.month,
        capitalised=views.capital,
        small=views.small,
        tone=TONES.__getitem__,
        counted=views.count,
        hours=views.hours,
        weekdays=views.weekdays,
        blocks=text.blocks,
        address=links.in_link,
        dialled=telephone.dialled,
        own=own,
    )
    for template, macros in COMMON.items():
        module = environment.get_template(template).module
        environment.globals.update({name: getattr(module, name) for name in macros})
    return environment
