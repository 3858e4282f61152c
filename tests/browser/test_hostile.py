"""Whatever stands in a record, a page shows it as text: nothing runs or is loaded, no element or attribute is new."""

from __future__ import annotations

import os
import re
import shutil
from functools import partial
from html.parser import HTMLParser
from pathlib import Path

import lxml.etree
import lxml.html
import pytest
import yaml
from playwright.sync_api import expect

from apdir import security
from apdir.markdown import TAGS
from tests.browser.test_finder import settle
from tests.conftest import EVERY_PAGE
from tests.support import hostile
from tests.support.canary import write
from tests.support.sites import ROOT, apdir, site

DAY = "2025-11-22"
#: The web editor's page, and the one host beside its own that it may talk to.
EDITOR, API = "admin/", "https://git.trentside.example"
#: So many copies give every field every string; `make test-long` asks for all, `make test` looks at a few.
ALL_COPIES = -(-len(hostile.strings()) // 3)
COPIES = int(os.environ.get("HOSTILE_COPIES", "1"))
#: Of thousands of pages no more is drawn than their tops: what counts is what they hold.
LOW = {"width": 1280, "height": 100}
#: What every page tells of itself: its elements with their attributes, where links lead, what it loads.
LOOK = """() => {
  const kinds = new Set();
  const links = new Set();
  for (const element of document.querySelectorAll("*")) {
    for (const name of ["", ...element.getAttributeNames()]) kinds.add(`${element.localName} ${name}`);
    for (const name of ["href", "src", "action", "formaction", "data", "poster", "srcset", "ping", "background"]) {
      if (element.hasAttribute(name) && element.namespaceURI.endsWith("xhtml")) {
        const url = new URL(element.getAttribute(name), document.baseURI);
        links.add(`${element.localName} ${name} ${url.protocol}${element.localName === "a" ? "" : url.host}`);
      }
    }
  }
  return {kinds: [...kinds], links: [...links], broken: window.broken ?? 0, told: window.told ?? [],
          text: document.body.textContent};
}"""
WATCH = """window.told = [];
document.addEventListener("securitypolicyviolation", (event) => {
  window.told.push(`${event.violatedDirective} ${event.blockedURI}`);
});
"""
#: A script written into the page, which the policy must stop.
INLINE = """() => {
  const script = document.createElement("script");
  script.textContent = "window.broken = 1";
  document.head.append(script);
}"""
#: A description may hold these, whatever its provider wrote.
FROM_MARKDOWN = {f"{tag} " for tag in TAGS} | {"a href", "a rel", "code class"}


def built(root: Path, edition: str) -> Path:
    out = root / f"site-{edition}"
    done = apdir("build", "--no-cache", "--no-forms", "--edition", edition, "--out", str(out), root=root, today=DAY)
    assert done.returncode == 0, done.stdout + done.stderr
    return out


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("hostile")
    hostile.fill(root, COPIES)
    return root


@pytest.fixture(scope="module")
def harmless(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same records with the same fields filled with plain words."""
    root = tmp_path_factory.mktemp("harmless")
    for name in ("frameworks", "content"):
        shutil.copytree(ROOT / name, root / name)
    write(root, yaml.load((ROOT / "settings.yml").read_text(encoding="utf-8"), Loader=yaml.CBaseLoader))
    return root


@pytest.mark.slow
@pytest.mark.parametrize("edition", ["public", "commissioner"])
def test_hostile_strings_stay_text(edition, filled, harmless, serve_directory, new_page):
    plain, bad = built(harmless, edition), built(filled, edition)
    known = set(FROM_MARKDOWN)
    links = {"a href https:", "a href http:", "a href mailto:", "a href tel:"}
    tab = new_page(viewport=LOW)
    base = serve_directory(plain)
    for path in of_records(pages(plain)):
        tab.page.goto(base + path)
        seen = tab.page.evaluate(LOOK)
        known |= set(seen["kinds"])
        links |= {link.replace(base.split("/")[2], "HOST") for link in seen["links"]}
    base = serve_directory(bad)
    host = base.split("/")[2]
    # As a browser that holds to the policy, and as one that knows none, where only escaping helps: there every third
    # page, or all each night.
    tried = of_records(pages(bad))
    for bypass, paths in ((False, tried), (True, tried if EVERY_PAGE else tried[edition == "commissioner" :: 3])):
        tab = new_page(bypass_csp=bypass, viewport=LOW)
        tab.page.add_init_script(WATCH)
        tab.page.on("dialog", partial(refuse, tab))
        for path in paths:
            tab.page.goto(base + path)
            seen = tab.page.evaluate(LOOK)
            assert seen["broken"] == 0, path
            assert seen["told"] == [], path
            assert set(seen["kinds"]) - known == set(), path
            assert {link.replace(host, "HOST") for link in seen["links"]} - links == set(), path
        assert tab.foreign_requests == []
        # A picture for the tab's own list is given up when the next page is opened at once.
        assert [said for said in tab.complaints if "ERR_ABORTED" not in said] == []


def refuse(tab, dialog):
    """A script that shows a message has run."""
    tab.errors.append(dialog.message)
    dialog.dismiss()


def pages(folder: Path) -> list[str]:
    """Every page but the web editor's, which draws itself: test_editor.py looks at that one."""
    found = [file.relative_to(folder).as_posix().removesuffix("index.html") for file in sorted(folder.rglob("*.html"))]
    return [path for path in found if path != EDITOR]


def of_records(found: list[str]) -> list[str]:
    """Pages that say something of a provider; every page where every string is tried."""
    if COPIES >= ALL_COPIES:
        return found
    return [path for path in found if not path.startswith(("forms/", "frameworks/", "guidance/", "officers/"))]


@pytest.mark.slow
def test_hostile_strings_are_shown_as_they_were_written(filled):
    """Nothing is lost on the way either: names stand on the page letter by letter."""
    built_site = filled / "site-public"
    if not built_site.is_dir():
        built(filled, "public")
    for copy in range(COPIES):
        record = (filled / f"providers/two-{copy}/provider.md").read_text(encoding="utf-8")
        data = yaml.load(record.removeprefix("---\n").partition("---\n")[0], Loader=yaml.CBaseLoader)
        page = (built_site / f"providers/two-{copy}/index.html").read_text(encoding="utf-8")
        assert data["name"] in _Text.of(page)


class _Text(HTMLParser):
    text: str

    @classmethod
    def of(cls, page: str) -> str:
        made = cls()
        made.text = ""
        made.feed(page)
        return made.text

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.mark.slow
def test_a_search_for_hostile_words_shows_them_as_text(filled, serve_directory, new_page):
    folder = filled / "site-public"
    if not folder.is_dir():
        built(filled, "public")
    base = serve_directory(folder)
    for bypass in (False, True):
        tab = new_page(bypass_csp=bypass)
        tab.page.add_init_script(WATCH)
        for query in ("<img src=x onerror=window.broken=1>", "evil", "script"):
            tab.page.goto(base + "providers/")
            tab.page.locator("#ask-q").fill(query)
            settle(tab.page)
            seen = tab.page.evaluate(LOOK)
            assert seen["broken"] == 0
            assert seen["told"] == []
            assert not any(kind.startswith(("img", "script on", "x-evil", "iframe")) for kind in seen["kinds"])
        expect(tab.page.locator("[data-ap-pages-found] li")).not_to_have_count(0)
        assert tab.foreign_requests == []
        assert tab.complaints == []


@pytest.mark.slow
@pytest.mark.parametrize(
    "path", ["providers/", "providers/?q=evil", "compare/", "compare/?p=one-0&p=two-0", "search/?q=evil"]
)
def test_what_scripts_write_into_a_page_is_text_too(path, filled, serve_directory, new_page):
    folder = filled / "site-public"
    if not folder.is_dir():
        built(filled, "public")
    base = serve_directory(folder)
    for bypass in (False, True):
        tab = new_page(bypass_csp=bypass)
        tab.page.add_init_script(WATCH)
        tab.page.goto(base + path)
        tab.quiet()
        seen = tab.page.evaluate(LOOK)
        assert (seen["broken"], seen["told"]) == (0, [])
        assert not any(re.match(r"img|iframe|x-evil|math|object|embed|\S+ on", kind) for kind in seen["kinds"])
        assert not [link for link in seen["links"] if re.search("javascript:|data:|evil", link)]
        assert tab.foreign_requests == []
        assert tab.complaints == []


# The policy.


def allowed(page: str) -> tuple[list[str], list[str]]:
    """What a page says of the policy before anything that it loads, and what of it a policy would have to allow."""
    first, inline = [], []
    loads = False
    for element in lxml.html.document_fromstring(page).iter(lxml.etree.Element):
        given = element.attrib
        if given.get("http-equiv", "").lower() == "content-security-policy":
            first.append("too late" if loads else given["content"])
        loads |= element.tag in ("script", "link", "style")
        data_block = given.get("type", "").endswith("json")
        if element.tag == "style" or (element.tag == "script" and "src" not in given and not data_block):
            inline.append(f"<{element.tag}>")
        inline += [name for name in given if name.startswith("on") or name == "style"]
        if element.tag == "script" and "<" in (element.text or ""):
            inline.append("< in a script")
    return first, inline


@pytest.mark.slow
@pytest.mark.parametrize("edition", ["public", "commissioner"])
def test_every_page_carries_the_policy_before_anything_it_loads_and_needs_no_exception(edition):
    folder = site(edition)
    found = pages(folder)
    assert len(found) > 100
    for path in [*found, *([EDITOR] if edition == "commissioner" else [])]:
        name = f"{path}index.html" if path.endswith("/") or not path else path
        wanted = {"providers/": security.SEARCH, EDITOR: security.editor(API)}.get(path, security.POLICY)
        page = (folder / name).read_text(encoding="utf-8")
        assert allowed(page) == ([security.written(wanted)], []), path


def test_the_policy_allows_no_more_than_it_must():
    text = security.written(security.POLICY)
    assert "unsafe" not in text
    assert "*" not in text
    assert "http" not in text
    assert text.startswith("default-src 'self'; ")
    assert security.SEARCH["script-src"] == "'self' 'wasm-unsafe-eval'"
    assert {name for name in security.SEARCH if security.SEARCH[name] != security.POLICY[name]} == {"script-src"}


@pytest.mark.slow
@pytest.mark.parametrize("edition", ["public", "commissioner"])
def test_hosts_are_told_to_send_it_too(edition):
    """The header allows what each page's own element allows, or the stricter of the two would break the page."""
    officers = edition == "commissioner"
    headers = security.headers(officers=officers, api=API if officers else None)
    sent = dict(part.split(" ", 1) for part in headers["Content-Security-Policy"].split("; "))
    for name, sources in security.SEARCH.items():
        assert set(sources.split()) <= set(sent[name].split())
    assert sent["frame-ancestors"] == "'none'"
    assert ("noindex" in headers.get("X-Robots-Tag", "")) == (edition == "commissioner")
    page = (site(edition) / "index.html").read_text(encoding="utf-8")
    assert ('name="robots"' in page) == (edition == "commissioner")


@pytest.mark.slow
@pytest.mark.parametrize(
    "path", ["", "providers/?q=registration", "providers/", "providers/riverside-learning/", "404.html"]
)
def test_a_page_works_behind_the_headers(path, new_page, serve_directory):
    tab = new_page()
    headers = security.headers(officers=False)
    tab.page.route("**/*", lambda route: send_with(route, headers))
    tab.page.add_init_script(WATCH)
    tab.page.goto(serve_directory(site()) + path)
    tab.quiet()
    if "?q" in path:
        tab.page.locator("[data-ap-pages-found] li").first.wait_for()
    assert tab.page.evaluate("window.told") == []
    assert tab.complaints == []
    tab.page.evaluate(INLINE)
    assert tab.page.evaluate("[window.broken ?? 0, window.told.length > 0]") == [0, True]


def send_with(route, headers):
    answer = route.fetch()
    route.fulfill(response=answer, headers={**answer.headers, **headers})
