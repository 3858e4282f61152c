"""A page: text to put into the theme's shell, and its address."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

import jinja2

from apdir.library import Library
from apdir.model.fields import Edition
from apdir.model.settings import Settings
from apdir.pages.past import Pasts
from apdir.pages.words import Phrases


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the site.

    ``path`` is its address below the site's root, with a slash at the end (`providers/riverside-learning/`).
    ``content`` is the HTML of the article. ``crumbs`` are the pages above it, title and path. ``source`` is the file
    that an officer edits to change it. ``searched``: whether the full-text search covers it.
    """

    path: str
    title: str
    description: str
    content: str
    crumbs: tuple[tuple[str, str], ...] = ()
    source: str | None = None
    searched: bool = False


@dataclass(frozen=True)
class Site:
    """Inputs of every page: settings and frameworks, the edition, the day, the templates.

    ``guidance``: whether there are pages of guidance to link to; ``feeds``: whether there are feeds. ``pasts``
    has each provider's history for officers, None where it is not known.
    """

    library: Library
    edition: Edition
    today: date
    templates: jinja2.Environment
    guidance: bool = True
    feeds: bool = True
    pasts: Pasts | None = None
    pieces: dict[Hashable, str] = field(default_factory=dict, repr=False, compare=False)

    @property
    def settings(self) -> Settings:
        """The settings of the directory."""
        return self.library.settings

    @cached_property
    def phrases(self) -> Phrases:
        """What people type into the search, as it is looked for in texts."""
        return Phrases(self.settings.words)

    @property
    def url(self) -> str:
        """The address of the site, with a slash at its end."""
        return f"{str(self.settings.site_url).rstrip('/')}/"

    def render(self, template: str, path: str, **values: Any) -> str:
        """A template of `theme/pages/` as HTML for the page at ``path``.

        Every template gets `site`, `settings`, `edition`, `today` and `base`, the way from the page to the site's root.
        """
        return self.templates.get_template(template).render(
            site=self,
            settings=self.settings,
            edition=self.edition,
            today=self.today,
            base="../" * path.count("/") or "./",
            path=path,
            **values,
        )

    def piece(self, template: str, key: Hashable | None, **values: Any) -> str:
        """A template for a part of pages that is the same wherever ``key`` is: made once. Without a key, each time."""
        made = self.pieces.get(key) if key is not None else None
        if made is None:
            made = self.templates.get_template(template).render(edition=self.edition, **values)
            if key is not None:
                self.pieces[key] = made
        return made
