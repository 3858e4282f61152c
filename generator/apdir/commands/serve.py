"""`apdir serve`: the site on this machine, rebuilt on every change, the open page reloaded."""

from __future__ import annotations

import os
import socket
import sys
import threading
import time
from contextlib import suppress
from datetime import date
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import click
from watchdog.observers import Observer

from apdir import security
from apdir.cache import Memory
from apdir.commands.build import CACHE, tell_missing
from apdir.commands.history import read_history, state_of
from apdir.commands.options import Shared, refused, repository, shared, tell, today
from apdir.commands.temporary import temporary_folder
from apdir.commands.watch import Changes, watch
from apdir.data import paths as data
from apdir.editor import FOLDER
from apdir.model.fields import EDITIONS, Edition
from apdir.news.history import History
from apdir.pages.past import Pasts
from apdir.state import own_folder, refuse_special_below
from apdir.wording import providers as providers_in_words

#: By what names this machine alone is reached.
OWN_NAMES = frozenset(("127.0.0.1", "localhost", "[::1]"))
#: Served beside the site while it is watched: a script that waits for the next build, and that wait itself.
SCRIPT_PATH = "/_apdir/reload.js"
WAIT_PATH = "/_apdir/wait"
SCRIPT_FILE = Path(__file__).with_name("reload.js")
#: Headers of the web editor's page itself, which talks to the code host too, or needs others to sign in there.
EDITORS_OWN = ("Content-Security-Policy", "Cross-Origin-Opener-Policy")
#: Seconds without a change before a rebuild starts: an editor writes a file in several steps.
DEBOUNCE_SECONDS = 0.2
#: Seconds for a browser to send its request, or to take the answer.
TIMEOUT_SECONDS = 20
MAX_CONNECTIONS = 64


class Builds:
    """Numbers the builds and lets pages wait for the next one."""

    def __init__(self) -> None:
        self.number = 0
        self._changed = threading.Condition()

    def done(self) -> None:
        """Tell every waiting page that there is a new build."""
        with self._changed:
            self.number += 1
            self._changed.notify_all()

    def wait(self, known: int, seconds: float) -> int:
        """The number of the build after ``known``, or ``known`` itself when none came in time."""
        with self._changed:
            self._changed.wait_for(lambda: self.number > known, timeout=seconds)
            return self.number


class Server(ThreadingHTTPServer):
    """Answers each request in a thread of its own, and goes on whatever becomes of one."""

    daemon_threads = True
    allow_reuse_address = os.name == "posix"  # on Windows it would let two programs have one port
    request_queue_size = MAX_CONNECTIONS

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self._free = threading.Semaphore(MAX_CONNECTIONS)
        super().__init__(*args, **kwargs)

    def process_request(self, request: Any, client_address: Any) -> None:
        """Answer in a thread, or hang up where too many are being answered."""
        if self._free.acquire(blocking=False):
            super().process_request(request, client_address)
        else:
            self.shutdown_request(request)

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        """Answer one connection, and make room for another."""
        try:
            super().process_request_thread(request, client_address)
        finally:
            self._free.release()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of a browser that hangs up, and one line of anything else."""
        error = sys.exception()
        if not isinstance(error, OSError):
            click.echo(f"A request could not be answered: {type(error).__name__}: {error}", err=True)


class Handler(SimpleHTTPRequestHandler):
    """Serves the site as a host does, with the waiting script put into every page."""

    protocol_version = "HTTP/1.1"
    timeout = TIMEOUT_SECONDS
    error_message_format = "%(code)d %(message)s\n"
    error_content_type = "text/plain; charset=utf-8"

    def __init__(self, *args: Any, builds: Builds, officers: bool = False, **kwargs: Any) -> None:
        self.builds = builds
        self.officers = officers
        super().__init__(*args, **kwargs)

    def version_string(self) -> str:
        """The server's name, without versions that would tell its weaknesses."""
        return "apdir"

    def handle_one_request(self) -> None:
        """Answer one request; hang up on a browser that takes too long to send it, however steadily it does."""
        self._late = threading.Timer(self.timeout, self._hang_up)
        self._late.daemon = True
        self._late.start()
        try:
            super().handle_one_request()
        finally:
            self._late.cancel()

    def parse_request(self) -> bool:
        """Read what is asked; from then on only the answer takes time."""
        try:
            return super().parse_request()
        finally:
            self._late.cancel()

    def _hang_up(self) -> None:
        with suppress(OSError):
            self.connection.shutdown(socket.SHUT_RDWR)

    def do_GET(self) -> None:
        """Answer for a page, the script, or the wait for a build."""
        path = self._path
        if self._refused():
            return
        if path == SCRIPT_PATH:
            self._answer(SCRIPT_FILE.read_bytes(), "text/javascript; charset=utf-8")
        elif path == WAIT_PATH:
            known = self.path.partition("?")[2]
            number = self.builds.wait(int(known) if known.isdecimal() and len(known) < 9 else self.builds.number, 25)
            self._answer(str(number).encode(), "text/plain")
        else:
            self._file()

    def do_HEAD(self) -> None:
        """Answer for a file without sending it."""
        if not self._refused():
            self._file()

    def list_directory(self, path: Any) -> None:
        """No list of a folder's files: no host that the site is for gives one."""
        self.send_error(404)

    def guess_type(self, path: Any) -> str:
        """The type that hosts are told of a kind of file."""
        return security.type_of(os.fspath(path))

    @property
    def _path(self) -> str:
        # A request that cannot be read has no path.
        return getattr(self, "path", "").partition("?")[0].partition("#")[0]

    def _refused(self) -> bool:
        """Whether a request is not answered since another website's name led it here.

        A page elsewhere can have its own name point to this machine; then the browser would let it read the site.
        """
        name = self.headers.get("Host", "").rpartition(":")[0] or self.headers.get("Host", "")
        if name in OWN_NAMES:
            return False
        self._answer(b"Open the address that `apdir serve` prints.\n", "text/plain; charset=utf-8", 421)
        return True

    def _file(self) -> None:
        """Send the file that the path names, the page of a folder, or the page that says there is none."""
        file, status = self._found(self._path), 200
        if file is None:
            file, status = Path(self.directory) / "404.html", 404
            if not file.is_file():
                self.send_error(404)
                return
        elif file.name == "index.html" and not self._path.endswith(("/", "/index.html")):
            super().do_HEAD()  # leads to the same address with a slash
            return
        # The editor is not loaded again: what an officer has typed would be gone.
        if file.suffix == ".html" and not self._is_editor():
            tag = f'<script src="{SCRIPT_PATH}" data-build="{self.builds.number}" defer></script></body>'
            body = file.read_bytes().replace(b"</body>", tag.encode())
            self._answer(body, self.guess_type(file), status)
        else:
            self._answer(file.read_bytes(), self.guess_type(file), status)

    def _found(self, path: str) -> Path | None:
        """The file at a path, None where there is none or none can have such a name."""
        path = f"/{data.file_at(path.removeprefix('/'))}"
        try:
            file = Path(self.translate_path(path))
            if file.is_dir():
                file /= "index.html"
            elif path.endswith("/"):
                return None
            return file if file.is_file() else None
        except (OSError, ValueError):
            return None

    def _answer(self, body: bytes, kind: str, status: int = 200) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def end_headers(self) -> None:
        """Send what a host should send with every file."""
        own = security.headers(officers=self.officers)
        if self._path.startswith(f"/{data.ROOT}") and not self.officers:
            own.update(security.OPEN_DATA)
        for name, value in {**own, "Cache-Control": "no-store"}.items():
            if not (self._is_editor() and name in EDITORS_OWN):
                self.send_header(name, value)
        super().end_headers()

    def _is_editor(self) -> bool:
        return self._path in (f"/{FOLDER}/", f"/{FOLDER}/index.html")

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing of requests."""


@click.command()
@shared
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="Port on this machine.")
@click.option(
    "--edition",
    type=click.Choice(EDITIONS),
    default="public",
    show_default=True,
    help="Audience: public, or council officers.",
)
@click.option("--search/--no-search", default=True, show_default=True, help="Also make the full-text index.")
def serve(port: int, edition: Edition, search: bool) -> None:
    """Build the site, serve it on this machine alone, and build again on every change.

    When a record has a problem, it is reported and the last good site stays up.

    \b
    Examples:
      apdir serve
      apdir serve --edition commissioner --port 8001
    """
    from apdir.commands.pasts import tell_pasts
    from apdir.plugin.build import BuildFailed, build_site
    from apdir.plugin.job import Options, ProblemsFound
    from apdir.plugin.search import SearchFailed

    root = repository()
    refuse_special_below(own_folder(root / CACHE, root))
    day_of = click.get_current_context().ensure_object(Shared)
    with temporary_folder() as folder:
        out = folder / "site"
        builds, memory, changes = Builds(), Memory(), Changes(root)

        known: dict[tuple[date, bytes], tuple[History | None, Pasts | None]] = {}

        def past(day: date) -> tuple[History | None, Pasts | None]:
            """The history and what is told of it, read again when there is a commit or a setting more."""
            key = day, state_of(root)
            if key not in known:
                known.clear()
                history = read_history(root, day, folder / "news.json")
                known[key] = history, tell_pasts(root, history, edition, folder / "pasts.json")
            return known[key]

        def rebuild() -> bool:
            started = time.monotonic()
            day = day_of.today or today()
            history, pasts = past(day)
            options = Options(
                root,
                edition,
                day,
                jobs=os.cpu_count() or 1,
                search=search,
                history=history,
                pasts=pasts,
                earlier=out if out.is_dir() else None,
                cache=folder / "cache",
                memory=memory,
                forms_cache=root / CACHE / "forms",
                host="",  # what a web server is told lies open on this one
            )
            try:
                with changes.taken() as folders:
                    memory.changed = folders
                    job = build_site(options, out)
            except ProblemsFound as found:
                tell(found.problems, "text")
            except (BuildFailed, SearchFailed) as error:
                click.echo(f"Error: {error}", err=True)
            except OSError as error:  # a disk that is full; on Windows, a file of the site that somebody has open
                click.echo(f"Error: {refused(error)}", err=True)
            else:
                if options.earlier is None:
                    tell_missing(job)
                shown = sum(row.entry.card is not None for row in job.written)
                click.echo(f"Built the {edition} edition for {day.isoformat()}: {providers_in_words(shown)}, "
                           f"{time.monotonic() - started:.1f} s.", err=True)  # fmt: skip
                return True
            return False

        try:
            officers = edition == "commissioner"
            answer = partial(Handler, directory=os.fspath(out), builds=builds, officers=officers)
            server = Server(("127.0.0.1", port), answer)
        except OSError as error:
            raise click.UsageError(
                f"Port {port} cannot be used ({error.strerror}). Name another with --port."
            ) from None
        observer = Observer()
        watch(observer, changes, root)
        observer.start()
        if not rebuild():
            click.echo("There is no site yet: correct the above, and it is built again.", err=True)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            click.echo(f"Serving on http://127.0.0.1:{server.server_port}/ (stop with Ctrl+C)")
            sys.stdout.flush()
            while True:
                time.sleep(0.05)
                if changes.last is not None and time.monotonic() - changes.last > DEBOUNCE_SECONDS:
                    changes.last = None
                    if rebuild():
                        builds.done()
        except KeyboardInterrupt:
            click.echo("Stopped.", err=True)
        finally:
            observer.stop()
            server.shutdown()
            server.server_close()
