"""Addresses of pages, and for editing a record or reporting a mistake."""

from __future__ import annotations

from urllib.parse import quote

from apdir.editor import FOLDER, code_host
from apdir.pages.page import Site

PROVIDERS = "providers/"
FRAMEWORKS = "frameworks/"
CROSSWALK = "frameworks/crosswalk/"
FORMS = "forms/"
GUIDANCE = "guidance/"
DUE = "due/"
REPORT = "report/"
TOTALS = "totals/"
GAPS = "report/gaps/"
FIELDS = "officers/fields/"
CHANGES = "changes/"
SEARCH = "search/"
COMPARE = "compare/"
SHORTLIST = "shortlist/"
PLAN = "plan/"
ENQUIRY = "ask/"
CORRECT = "correct/"
ASSESSMENT = "self-assessment/"
#: The folders of the further pages of the list, and of the lists by area, need, key stage and standing. No provider may
#: be called so.
LIST_FOLDER = "page"
BROWSE_FOLDER = "by"
LIST_FOLDERS = (LIST_FOLDER, BROWSE_FOLDER)
BROWSE = f"{PROVIDERS}{BROWSE_FOLDER}/"


def provider_path(slug: str) -> str:
    """The address of a provider's page below the site's root."""
    return f"{PROVIDERS}{slug}/"


def checking_path(slug: str) -> str:
    """The address of the page to take along when a school checks a provider."""
    return f"{PROVIDERS}{slug}/check/"


def watch_path(page: str) -> str:
    """The address of the feed and the calendar of a provider or a list, by its page's, without an ending."""
    of = page.removeprefix(BROWSE) if page.startswith(BROWSE) else f"provider/{page.removeprefix(PROVIDERS)}"
    return f"{CHANGES}{of.strip('/')}"


def report_path(key: str) -> str:
    """The address of the report on a period: that on the year so far is the first."""
    return REPORT if key == "year" else f"{REPORT}{key}/"


def visit_path(slug: str, visit: str) -> str:
    """The address of a visit's page below the site's root."""
    return f"{PROVIDERS}{slug}/visits/{visit}/"


def framework_path(framework: str) -> str:
    """The address of a framework's page below the site's root."""
    return f"{FRAMEWORKS}{framework}/"


def form_path(form: str) -> str:
    """The address of a blank form below the site's root."""
    return f"{FORMS}{form}/"


def list_path(number: int) -> str:
    """The address of a page of the list of providers; the first is 1."""
    return PROVIDERS if number == 1 else f"{PROVIDERS}{LIST_FOLDER}/{number}/"


def in_link(address: str) -> str:
    """An email address as a link has it: nothing in it can begin a subject or another address."""
    return quote(address.replace(" ", ""), safe="@+()")


def edit_link(site: Site, file: str) -> str | None:
    """Address to edit a file: in the commissioner edition, or where anyone may read the repository."""
    repository = site.settings.repository
    if repository.url is None or not (site.edition == "commissioner" or repository.open):
        return None
    return f"{repository.url.rstrip('/')}/{repository.edit_path.strip('/')}/{quote(file)}"


def provider_editor(site: Site, slug: str) -> str | None:
    """Address to change a provider in the web editor, below the site's root; None where there is no editor."""
    return _editor(site, "providers", f"{slug}/provider")


def visit_editor(site: Site, framework: str, slug: str, visit: str) -> str | None:
    """Address to change a visit in the web editor, below the site's root; None where there is no editor."""
    return _editor(site, f"visits-{framework}", f"{slug}/visits/{visit}")


def _editor(site: Site, collection: str, entry: str) -> str | None:
    if code_host(site.settings, site.edition) is None:
        return None
    return f"{FOLDER}/#/collections/{collection}/entries/{entry}"


def mistake_link(site: Site, about: str) -> str:
    """Address to report a mistake: a letter that names what it is about, or the council's form."""
    to = site.settings.council.report_mistake
    if to.startswith(("http://", "https://")):
        return to
    return f"mailto:{in_link(to)}?subject={quote(f'Mistake in {site.settings.council.directory}: {about}')}"
