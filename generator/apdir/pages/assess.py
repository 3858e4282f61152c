"""The pages on which a provider says before a visit how it meets a framework: a script makes a file of it."""

from __future__ import annotations

from collections.abc import Iterator

from apdir.model.fields import LONGEST
from apdir.model.framework import Framework
from apdir.model.settings import Settings
from apdir.pages import links
from apdir.pages.page import Page, Site
from apdir.tables.details import FORMAT


def assesses(framework: Framework) -> bool:
    """Whether a visit under the framework looks at requirements, so that a provider can say how it meets each."""
    return any(framework.looked_at[kind.id] for kind in framework.kinds)


def address_for(settings: Settings, framework: Framework, slug: str) -> str:
    """The address of the page for one provider."""
    base = str(settings.site_url).rstrip("/")
    return f"{base}/{links.framework_path(framework.id)}{links.ASSESSMENT}?provider={slug}"


def assessed(site: Site) -> list[Framework]:
    """Each such framework, in its version of today."""
    current = (site.library.current(name, site.today) for name in site.library.frameworks)
    return [framework for framework in current if assesses(framework)]


def assess_pages(site: Site) -> Iterator[Page]:
    """The page of each framework, for whichever provider its address names."""
    return (_page(framework, site) for framework in assessed(site))


def _page(framework: Framework, site: Site) -> Page:
    path = f"{links.framework_path(framework.id)}{links.ASSESSMENT}"
    content = site.render(
        "assess.html", path, framework=framework, format=FORMAT, longest=LONGEST, edit=None, mistake=None
    )
    return Page(
        path=path,
        title=f"Self-assessment: {framework.short_title}",
        description=f"For providers: say before a visit how you meet each {framework.words.requirement} of the "
        f"{framework.short_title}. Nobody needs to sign in, and the page sends nothing.",
        content=content,
    )
