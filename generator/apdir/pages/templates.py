"""The templates of pages, with the words of `views` as filters."""

from __future__ import annotations

import jinja2

from apdir.model import telephone
from apdir.pages import links, text, views
from apdir.places import ATTRIBUTION
from apdir.rendering import strict_templates
from apdir.source import Theme
from apdir.summary.statuses import TONES
from apdir.wording import own

#: Macros that the pages of records use: there in every template without an import, whose cost those pages would feel.
COMMON = {
    "_shapes.html": ("shape", "told", "crumbs"),
    "_drawing.html": ("drawing", "sample"),
    "_prose.html": ("prose",),
}


def make_templates(theme: Theme) -> jinja2.Environment:
    """The templates of `theme/pages/`."""
    environment = strict_templates(theme.below("pages"))
    environment.globals["attribution"] = ATTRIBUTION
    environment.globals["last_visit"] = views.LAST_VISIT
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
        found = environment.get_template(template)
        found.render()  # what fails here has the template's lines in its traceback; in `module` it would not
        module = found.module
        lacking = [name for name in macros if not hasattr(module, name)]
        if lacking:
            raise jinja2.UndefinedError(f"`{template}` has no macro `{lacking[0]}`")
        environment.globals.update({name: getattr(module, name) for name in macros})
    return environment
