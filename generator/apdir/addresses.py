"""The addresses of the site's pages that do not depend on the records of providers."""

from __future__ import annotations

from datetime import date

from apdir.data import paths
from apdir.library import Library
from apdir.model.fields import Edition
from apdir.pages import links
from apdir.pages.assess import assesses
from apdir.summary.periods import reporting


def fixed_paths(library: Library, edition: Edition, today: date) -> list[str]:
    """The pages that are always there: they are in the navigation or linked by hand."""
    found = [
        "",
        links.PROVIDERS,
        links.FRAMEWORKS,
        links.FORMS,
        links.COMPARE,
        links.SHORTLIST,
        links.PLAN,
        links.ENQUIRY,
        links.CORRECT,
        paths.PAGE,
        links.CHANGES,
    ]
    for name, versions in library.frameworks.items():
        current = library.current(name, today)
        found.append(links.framework_path(name))
        found += [f"{links.framework_path(name)}{other.version}/" for other in versions if other is not current]
        if assesses(current):
            found.append(f"{links.framework_path(name)}{links.ASSESSMENT}")
    if library.compared is not None:
        found.append(links.CROSSWALK)
    if edition == "public" and library.settings.publishing.totals:
        found.append(links.TOTALS)
    if edition == "commissioner":
        reports = [links.report_path(one.key) for one in reporting(library.settings, today)]
        found += [links.DUE, links.FIELDS, *reports, links.GAPS]
    return found
