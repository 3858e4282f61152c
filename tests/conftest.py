"""A browser for the tests: real Chromium, a local server, a page that remembers what it did, and axe-core."""

import gc
import os
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from importlib.util import find_spec
from pathlib import Path
from typing import Any, ClassVar, Protocol
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, sync_playwright

from tests import node
from tests.support import chromium, sites

# WCAG 2.2, levels A and AA: each version's tag holds only what that version added.
AXE_TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
#: Of its rules, those that depend on colours alone; they take it the most time.
COLOURS = ("color-contrast", "link-in-text-block")
#: Whether they look at every text, as each night, or at the first and last of those that are drawn alike.
EVERY_TEXT = "EVERY_TEXT" in os.environ
#: Whether every page is looked at, as each night, or some of each template.
EVERY_PAGE = "EVERY_PAGE" in os.environ
#: Lays out what is out of sight too: until then axe finds it where it will not be. And what stays in sight as one
#: scrolls covers something at every place, which axe takes for covered for good.
LAY_OUT = """() => {
  for (const one of document.querySelectorAll(".ap-browse, .ap-row")) one.style.contentVisibility = "visible";
  for (const one of document.querySelectorAll(".ap-plan-bar")) one.style.position = "static";
}"""
#: Runs axe inside what a selector matches. Alike are texts whose elements have the same names, classes and colours up
#: to the body, and the same size and weight: a directory's list repeats each of them for each provider.
RUN_AXE = """([within, options, alike]) => {
  if (!alike) return axe.run(within ?? document, options);
  const found = new Map();
  const roots = within ? [...document.querySelectorAll(within)] : [document.body];
  for (const root of roots) {
    for (const one of [root, ...root.querySelectorAll("*")]) {
      const texts = [...one.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
      if (!texts && !one.matches("a, button, input, select, textarea")) continue;
      const { color, fontSize, fontWeight, display, visibility } = getComputedStyle(one);
      const drawn = [color, fontSize, fontWeight, display, visibility];
      for (let up = one; up; up = up.parentElement) {
        const { backgroundColor, backgroundImage, opacity } = getComputedStyle(up);
        drawn.push(up.localName, up.getAttribute("class"), backgroundColor, backgroundImage, opacity);
      }
      const kind = drawn.join();
      found.set(kind, [found.get(kind)?.[0] ?? one, one]);
    }
  }
  const include = [...new Set([...found.values()].flat())];
  return include.length ? axe.run({ include }, options) : { violations: [] };
}"""


def pytest_configure(config: pytest.Config) -> None:
    """Makes the folder of the run's sites, in the process that starts the others; it goes with the run."""
    gc.disable()  # until all tests are found
    if not hasattr(config, "workerinput"):
        folder = ExitStack()
        folder.enter_context(sites.kept())
        config.add_cleanup(folder.close)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks every test that uses the browser, and puts the files that have one last: a file stays together.

    Of both, those with the most tests come first, and a slow one counts for ten, so that at the end no process is
    left alone with a long file.

    What breaks without a browser is so told first. And while Playwright's synchronous interface is up, its thread has
    a running event loop, in which `asyncio.run` fails.
    """
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)
    late = {item.path for item in items if item.get_closest_marker("browser") is not None}
    long = Counter[Path]()
    for item in items:
        long[item.path] += 10 if item.get_closest_marker("slow") else 1
    items.sort(key=lambda item: (item.path in late, -long[item.path]))


def pytest_collection_finish() -> None:
    """What the tests are made of lasts to the end: the garbage collector need not look through it again and again."""
    gc.freeze()
    gc.enable()


class _Folder(SimpleHTTPRequestHandler):
    """A folder as a static host serves it: mounted at `prefix`, with its own 404.html and no listings."""

    # Not the machine's own table of types, which differs from one to the next.
    extensions_map: ClassVar[dict[str, str]] = SimpleHTTPRequestHandler.extensions_map | {
        ".css": "text/css; charset=utf-8",
        ".html": "text/html; charset=utf-8",
        ".ics": "text/calendar; charset=utf-8",
        ".jpg": "image/jpeg",
        ".js": "text/javascript; charset=utf-8",
        ".json": "application/json",
        ".mjs": "text/javascript; charset=utf-8",
        ".pdf": "application/pdf",
        ".svg": "image/svg+xml",
        ".wasm": "application/wasm",
        ".webmanifest": "application/manifest+json",
        ".woff2": "font/woff2",
        ".xml": "application/xml",
    }

    def __init__(self, *args: Any, prefix: str, **kwargs: Any) -> None:
        self.prefix = prefix
        super().__init__(*args, **kwargs)

    def translate_path(self, path: str) -> str:
        if not path.startswith(self.prefix):
            return str(Path(self.directory) / "outside the prefix, where nothing is")
        return super().translate_path("/" + path.removeprefix(self.prefix))

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        own = Path(self.directory) / "404.html"
        if code != HTTPStatus.NOT_FOUND or not self.path.startswith(self.prefix) or not own.is_file():
            return super().send_error(code, message, explain)
        body = own.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", self.extensions_map[".html"])
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def list_directory(self, path: Any) -> None:
        self.send_error(HTTPStatus.NOT_FOUND)

    def end_headers(self) -> None:
        # A browser that opens many pages need not ask for styles and scripts, and compile them, again for each.
        keep = self.path.startswith(f"{self.prefix}assets/")
        self.send_header("Cache-Control", "max-age=3600" if keep else "no-store")
        super().end_headers()

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing: a test's output is its own."""


class _Server(ThreadingHTTPServer):
    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that goes away in the middle of a file is no error of the server's."""


@contextmanager
def serve(folder: Path, prefix: str = "/") -> Iterator[str]:
    """A folder served on a free port of 127.0.0.1, and its address there."""
    handler = partial(_Folder, directory=str(folder), prefix=prefix)
    with _Server(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}{prefix}"
        finally:
            server.shutdown()
            thread.join()


@pytest.fixture
def serve_directory() -> Iterator[Callable[..., str]]:
    """`serve_directory(folder, prefix="/")` serves a folder on a free port of 127.0.0.1 and gives its address.

    The address ends in a slash. A prefix such as `/directory/` mounts the folder there, with nothing beside it.
    """
    with ExitStack() as stack:

        def serving(folder: Path, prefix: str = "/") -> str:
            assert folder.is_dir(), folder
            assert prefix.startswith("/"), prefix
            assert prefix.endswith("/"), prefix
            return stack.enter_context(serve(folder, prefix))

        yield serving


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, for the whole run. Where there is none, the tests that need it fail: none is ever skipped."""
    executable = chromium.find()
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(
            executable_path=executable,
            headless=True,
            chromium_sandbox=False,
            args=[*chromium.FLAGS, *chromium.FEW_THREADS],
        )
        yield running
        running.close()


class Tab:
    """A page of its own profile, and all that it asked for and said since it was opened."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.requests: list[str] = []
        """The address of every request, in order, answered or not; without `data:` and `blob:`."""
        self.console: list[str] = []
        """Every console message, as `type: text (address:line)`."""
        self.errors: list[str] = []
        """Every exception that no script caught."""
        self.failed: list[str] = []
        """Every request that got no answer, with the browser's reason."""
        self.waiting: set[Request] = set()
        """The requests that are not answered yet."""
        page.on("request", self._requested)
        page.on("requestfinished", lambda request: self.waiting.discard(request))
        page.on("console", self._said)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("requestfailed", self._failed)

    def quiet(self) -> None:
        """Wait until the page is loaded, has answered, and asks for nothing for a tenth of a second.

        Playwright's `networkidle` waits for half a second each time.
        """
        self.page.wait_for_load_state()
        idle = 0
        for _ in range(1500):
            answered = self.page.evaluate(chromium.ANSWERED)
            idle = idle + 1 if answered and not self.waiting else 0
            if idle == 5:
                return
            self.page.wait_for_timeout(25)
        raise AssertionError(f"never quiet; under way: {[request.url for request in self.waiting]}")

    def _requested(self, request: Request) -> None:
        self.waiting.add(request)
        if urlsplit(request.url).scheme not in ("data", "blob"):
            self.requests.append(request.url)

    def _failed(self, request: Request) -> None:
        self.waiting.discard(request)
        # What the browser was still waiting for when the page was left or loaded again is missed by nobody.
        if request.failure != "net::ERR_ABORTED":
            self.failed.append(f"{request.failure}: {request.url}")

    def _said(self, message: ConsoleMessage) -> None:
        place = message.location
        self.console.append(f"{message.type}: {message.text} ({place['url']}:{place['lineNumber']})")

    @property
    def foreign_requests(self) -> list[str]:
        """The requests to any other host or port than the first one's: a page of ours makes none."""
        origins = [urlsplit(url)[:2] for url in self.requests]
        return [url for url, origin in zip(self.requests, origins, strict=True) if origin != origins[0]]

    @property
    def complaints(self) -> list[str]:
        """All that a good page leaves empty: console errors and warnings, uncaught exceptions, failed requests.

        On a machine at work the search gives up waiting for its helper, and answers without: that is no fault.
        """
        said = [message for message in self.console if message.startswith(("error:", "warning:"))]
        said = [message for message in said if "web worker, falling back to main thread" not in message]
        return said + self.errors + self.failed


class NewPage(Protocol):
    """What the fixture `new_page` gives."""

    def __call__(
        self, width: int = 1280, *, dark: bool = False, scripts: bool = True, today: str = sites.TODAY, **context: Any
    ) -> Tab:
        """A tab so wide, in that colour scheme, on that day; `context` goes to Playwright's `new_context`."""


@pytest.fixture
def new_page(browser: Browser) -> Iterator[NewPage]:
    """`new_page(width=1280, dark=False, scripts=True, today=TODAY, **context)` opens a new profile's tab (see Tab)."""
    with ExitStack() as stack:

        def open_tab(
            width: int = 1280, *, dark: bool = False, scripts: bool = True, today: str = sites.TODAY, **context: Any
        ) -> Tab:
            settings: dict[str, Any] = {
                "viewport": {"width": width, "height": 800},
                "color_scheme": "dark" if dark else "light",
                "java_script_enabled": scripts,
                # Colours that fade in would be measured half-way.
                "reduced_motion": "reduce",
                "locale": "en-GB",
                "timezone_id": "Europe/London",
                "service_workers": "block",
            }
            profile = browser.new_context(**(settings | context))
            stack.callback(profile.close)
            profile.add_init_script(chromium.on_day(today))
            return Tab(profile.new_page())

        yield open_tab


@pytest.fixture(scope="session")
def axe() -> Callable[..., list[str]]:
    """`axe(page)` gives the page's WCAG 2.2 A and AA violations as axe-core finds them, a line an element.

    `axe(page, "main")` looks only inside what the selector matches; `only` and `without` may be COLOURS. A page whose
    scripts are off cannot be looked at.
    """
    package = find_spec("axe_playwright_python")
    assert package is not None
    assert package.origin is not None
    source = (Path(package.origin).parent / "axe.min.js").read_text(encoding="utf-8")

    def violations(
        page: Page, within: str | None = None, *, only: tuple[str, ...] = (), without: tuple[str, ...] = ()
    ) -> list[str]:
        if not page.evaluate("'axe' in window"):
            page.evaluate(source)
        page.evaluate(LAY_OUT)
        every: dict[str, Any] = {"resultTypes": ["violations"]}
        asked = []
        if only != COLOURS:
            rules = {"rules": {rule: {"enabled": False} for rule in COLOURS}}
            asked.append((every | rules | {"runOnly": AXE_TAGS}, False))
        if without != COLOURS:
            asked.append((every | {"runOnly": {"type": "rule", "values": COLOURS}}, not EVERY_TEXT))
        return [
            f"{rule['id']} ({node['impact']}): {' '.join(map(str, node['target']))}: "
            f"{' '.join(node['failureSummary'].split())} [{node['html'][:120]}]"
            for options, alike in asked
            for rule in page.evaluate(RUN_AXE, [within, options, alike])["violations"]
            for node in rule["nodes"]
        ]

    return violations


@pytest.fixture(scope="session")
def sniff() -> Callable[[Page], list[str]]:
    """`sniff(page)` gives the errors that HTML_CodeSniffer finds on a page by WCAG 2, level AA, a line an element."""
    source = node.SNIFFER.read_text(encoding="utf-8")
    ask = """() => new Promise((done) => HTMLCS.process("WCAG2AA", document, () => done(HTMLCS.getMessages()
      .filter(({type}) => type === HTMLCS.ERROR)
      .map(({code, msg, element}) => `${code}: ${msg} [${element.outerHTML?.slice(0, 120)}]`))))"""

    def errors(page: Page) -> list[str]:
        page.evaluate(source)
        return list(page.evaluate(ask))

    return errors
