"""What `apdir serve` answers, and what it does not: it is for this machine, and holds what officers alone may see."""

from __future__ import annotations

import http.client
import os
import shutil
import signal
import socket
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from functools import partial
from pathlib import Path
from types import SimpleNamespace

import pytest
from watchdog.events import FileModifiedEvent
from watchdog.observers import Observer

from apdir import processes, security
from apdir.commands.serve import MAX_CONNECTIONS, Builds, Handler, Server
from apdir.commands.temporary import IN_USE, PREFIX, SIGNALS
from apdir.commands.watch import MANY, Changes, watch, watched
from tests.support.commands import typed
from tests.support.sites import ROOT

KINDS = {
    ".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".json": "application/json",
    ".csv": "text/csv; charset=utf-8", ".ics": "text/calendar; charset=utf-8", ".svg": "image/svg+xml",
    ".webp": "image/webp", ".pdf": "application/pdf", ".wasm": "application/wasm", ".woff2": "font/woff2",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".odt": "application/vnd.oasis.opendocument.text", ".atom": "application/atom+xml; charset=utf-8",
    ".pf_meta": "application/octet-stream",
}  # fmt: skip
SERVICE = "ac148810-d857-441c-9679-408f346de14b"


@pytest.fixture(params=[False])
def port(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[int]:
    """A site of a few files, served, with a file beside it that must stay there."""
    site = tmp_path / "site"
    (site / "assets").mkdir(parents=True)
    for name in ("index.html", "404.html"):
        (site / name).write_text(f"<body>{name}</body>")
    (site / "assets/x.css").write_text("p {}")
    (site / "admin").mkdir()
    (site / "admin/index.html").write_text("<body>editor</body>")
    (tmp_path / "secret.txt").write_text("secret")
    for ending in KINDS:
        (site / f"assets/a{ending}").write_bytes(b"a")
    (site / "changes").mkdir()
    (site / "changes/feed.xml").write_text("<feed/>")
    services = site / "api/v1/openreferral/services"
    services.mkdir(parents=True)
    (site / "api/v1/openreferral/index.json").write_text('{"version": 3}')
    (site / "api/v1/openreferral/services.json").write_text('{"contents": []}')
    (services / f"{SERVICE}.json").write_text('{"id": 1}')
    (site / "assets/large.bin").write_bytes(bytes(4_000_000))
    server = Server(("127.0.0.1", 0), partial(Handler, builds=Builds(), directory=str(site), officers=request.param))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield server.server_address[1]
    server.shutdown()
    thread.join()
    server.server_close()


def ask(port: int, path: str, host: str = "127.0.0.1", method: str = "GET") -> tuple[int, str, dict[str, str]]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.putrequest(method, path, skip_host=True)
    connection.putheader("Host", host)
    connection.putheader("Connection", "close")
    connection.endheaders()
    answer = connection.getresponse()
    found = answer.status, answer.read().decode(), dict(answer.getheaders())
    connection.close()
    return found


def test_a_page_comes_with_the_headers_of_the_policy(port: int) -> None:
    for path in ("/", "/assets/x.css", "/nowhere/"):
        _, _, headers = ask(port, path)
        for name, value in security.headers(officers=False).items():
            assert headers[name] == value, path


def test_the_editors_page_says_its_own_policy_and_is_never_loaded_again(port: int) -> None:
    _, text, headers = ask(port, "/admin/")
    assert text == "<body>editor</body>"
    assert "Content-Security-Policy" not in headers
    assert headers["X-Frame-Options"] == "DENY"
    _, text, headers = ask(port, "/admin/nowhere/")
    assert "Content-Security-Policy" in headers
    assert "reload.js" in ask(port, "/")[1]


@pytest.mark.parametrize("host", ["localhost", "localhost:8000", "127.0.0.1:8000", "[::1]:8000"])
def test_this_machine_is_answered(host: str, port: int) -> None:
    assert ask(port, "/", host)[0] == 200


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8000", "127.0.0.1.evil.example", "", "localhost.evil"])
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_another_name_that_leads_here_is_not(host: str, method: str, port: int) -> None:
    status, text, _ = ask(port, "/", host, method)
    assert status == 421
    assert "index.html" not in text


def test_every_kind_of_file_has_its_type(port: int) -> None:
    for ending, kind in KINDS.items():
        for method in ("GET", "HEAD"):
            status, text, headers = ask(port, f"/assets/a{ending}", method=method)
            assert (status, text, headers["Content-Type"]) == (200, "a" if method == "GET" else "", kind)
    assert ask(port, "/changes/feed.xml")[2]["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert ask(port, "/")[2]["Content-Type"] == "text/html; charset=utf-8"


def test_what_is_not_there_is_told_by_the_sites_own_page(port: int) -> None:
    for path in ("/nowhere/", "/nowhere", "/assets/nowhere.css", "/index.html/", "/nowhere.html"):
        for method in ("GET", "HEAD"):
            status, text, headers = ask(port, path, method=method)
            assert (status, headers["Content-Type"]) == (404, "text/html; charset=utf-8"), path
            assert ("404.html" in text) == (method == "GET")


def test_the_addresses_of_open_referral_need_no_ending(port: int) -> None:
    base = "/api/v1/openreferral"
    for path, text in (
        ("/", '{"version": 3}'),
        ("/services", '{"contents": []}'),
        (f"/services/{SERVICE}", '{"id": 1}'),
    ):
        status, found, headers = ask(port, base + path)
        assert (status, found, headers["Content-Type"]) == (200, text, "application/json")
        assert headers["Access-Control-Allow-Origin"] == "*"
    assert ask(port, f"{base}/services/nobody")[0] == 404
    assert ask(port, f"{base}/services/")[:2] == ask(port, f"{base}/services")[:2]
    assert "Access-Control-Allow-Origin" not in ask(port, "/")[2]


@pytest.mark.parametrize("port", [True], indirect=True)
def test_the_officers_edition_is_kept_by_nobody_and_read_by_no_other_site(port: int) -> None:
    for path in ("/", "/assets/x.css", "/nowhere/", "/api/v1/openreferral/services"):
        headers = ask(port, path)[2]
        assert headers["X-Robots-Tag"] == "noindex, nofollow"
        assert headers["Cache-Control"] == "no-store"
        assert headers["Cross-Origin-Resource-Policy"] == headers["Cross-Origin-Opener-Policy"] == "same-origin"
        assert "Access-Control-Allow-Origin" not in headers


def hang_up(port: int, sent: bytes, *, rudely: bool) -> None:
    """Send something and go away before the answer is read."""
    with socket.create_connection(("127.0.0.1", port), timeout=10) as client:
        if rudely:
            client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        client.sendall(sent)


GET = b"GET %s HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
BROKEN = {
    "page": GET % b"/", "large file": GET % b"/assets/large.bin", "many": GET % b"/assets/large.bin" * 20,
    "half a request": b"GET / HT", "half its headers": b"GET / HTTP/1.1\r\nHost: 127", "nothing": b"",
    "long segment": GET % (b"/" + b"a" * 255), "longer segment": GET % (b"/" + b"a" * 300 + b"/"),
    "long path": GET % (b"/a" * 5000), "long line": GET % (b"/" + b"a" * 70_000),
    "no text": GET % b"/%ED%B0%80", "no sign": GET % b"/%ff%fe", "zero": GET % b"/a%00b",
    "raw bytes": bytes(range(256)), "TLS": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", "old": b"GET /\r\n\r\n",
    "no host": b"GET / HTTP/1.0\r\n\r\n",
    "query": GET % b"/_apdir/wait?99999999999", "a percent": GET % b"/%", "no path": b"GET  HTTP/1.1\r\n\r\n",
    "an address": GET % b"http://127.0.0.1/", "a star": b"OPTIONS * HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
    "headers without end": b"GET / HTTP/1.1\r\n" + b"a: b\r\n" * 200,
}  # fmt: skip


@pytest.mark.parametrize("rudely", [False, True])
@pytest.mark.parametrize("what", BROKEN)
def test_no_broken_client_is_told_of(what: str, rudely: bool, port: int, capfd: pytest.CaptureFixture[str]) -> None:
    for _ in range(5):
        hang_up(port, BROKEN[what], rudely=rudely)
    assert ask(port, "/")[0] == 200
    told = capfd.readouterr()
    assert (told.out, told.err) == ("", "")


@pytest.mark.parametrize("path", ["/" + "a" * 255, "/" + "a" * 300 + ".css", "/%ED%B0%80", "/x%00.css", "/a" * 3000])
def test_a_name_that_no_file_can_have_is_not_there(path: str, port: int, capfd: pytest.CaptureFixture[str]) -> None:
    for method in ("GET", "HEAD"):
        assert ask(port, path, method=method)[0] == 404
    assert capfd.readouterr().err == ""


def test_nothing_behind_a_link_is_watched(tmp_path: Path) -> None:
    (tmp_path / "providers").mkdir()
    (tmp_path / "content").symlink_to("/")
    (tmp_path / "settings.yml").symlink_to("/etc/hostname")
    assert watched(tmp_path) == [tmp_path / "providers"]


def test_what_changed_is_known_by_its_folder_however_it_is_saved_and_reading_is_no_change(tmp_path: Path) -> None:
    for name in ("farm", "mill"):
        (tmp_path / "providers" / name).mkdir(parents=True)
        (tmp_path / "providers" / name / "provider.md").write_text("One")
    changes, observer = Changes(tmp_path), Observer()
    watch(observer, changes, tmp_path)
    observer.start()
    try:
        list(tmp_path.rglob("*"))
        (tmp_path / "providers/mill/provider.md").read_text()
        (tmp_path / "providers/farm/.new").write_text("Two")
        (tmp_path / "providers/farm/.new").replace(tmp_path / "providers/farm/provider.md")
        ends = time.monotonic() + 30
        while changes.last is None and time.monotonic() < ends:
            time.sleep(0.01)
    finally:
        observer.stop()
        observer.join()
    assert changes.last is not None
    with suppress(ZeroDivisionError), changes.taken() as folders:
        assert folders == frozenset({"farm"})
        1 / 0  # noqa: B018 - the build failed, so what changed is still to be built
    with changes.taken() as folders:
        assert folders == frozenset({"farm"})
    with changes.taken() as folders:
        assert folders == frozenset()
    many = [f"{tmp_path}/providers/{number}/provider.md" for number in range(MANY + 1)]
    for paths in (many, [f"{tmp_path}/providers"], ["/another/path/to/providers/farm/provider.md"]):
        for path in paths:
            changes.on_any_event(FileModifiedEvent(path))
        with changes.taken() as folders:
            assert folders is None


@pytest.mark.slow
def test_its_folder_goes_by_whatever_signal_it_ends(tmp_path: Path) -> None:
    ours, tmp_path = tmp_path / "ours", tmp_path / "temp"
    shutil.copytree(ROOT / "tests/directory", ours)
    with (ours / "settings.yml").open("a", encoding="utf-8") as settings_file:
        settings_file.write("leave_out: [guidance, forms]\n")
    tmp_path.mkdir()
    command = [sys.executable, "-m", "apdir", "--root", str(ours), "--today", "2026-11-22", "serve",
               "--port", "0", "--no-search", "--edition", "commissioner"]  # fmt: skip
    settings = os.environ | {"TMPDIR": str(tmp_path)}
    for sign, ends in ((signal.SIGKILL, -9), (signal.SIGTERM, 143), (signal.SIGINT, 0)):
        serving = subprocess.Popen(command, cwd=ROOT, env=settings, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        assert serving.stdout is not None
        assert b"Serving on" in serving.stdout.readline()
        found = list(tmp_path.glob(f"{PREFIX}*"))
        # What one that was killed has left is gone as soon as the next begins.
        assert [(folder / "site/index.html").is_file() and (folder / IN_USE).is_file() for folder in found] == [True]
        serving.send_signal(sign)
        _, told = serving.communicate(timeout=60)
        assert serving.returncode == ends, told
        assert b"Traceback" not in told
        assert bool(list(tmp_path.iterdir())) == (sign == signal.SIGKILL)


def test_a_file_that_cannot_be_written_is_told_and_what_is_there_stays_up(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied", "site")

    def stop(_: float) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("apdir.plugin.build.build_site", refuse)
    monkeypatch.setattr("apdir.commands.serve.time", SimpleNamespace(sleep=stop, monotonic=time.monotonic))
    shutil.copytree(ROOT / "tests/directory", tmp_path / "ours")
    code, out, err = typed(["--root", str(tmp_path / "ours"), "serve", "--port", "0"], capsys, monkeypatch)
    assert code == 0
    assert "Error: Permission denied: site.\nThere is no site yet" in err
    assert "Serving on" in out


HOLD = """
import sys, time
from apdir.commands.temporary import temporary_folder
with temporary_folder() as folder:
    (folder / "a.txt").write_text("private")
    print("begun", flush=True)
    time.sleep(60)
"""


@pytest.mark.parametrize("sign", [*SIGNALS, signal.SIGINT], ids=lambda sign: sign.name)
def test_a_folder_for_a_while_goes_by_every_signal(sign: signal.Signals, tmp_path: Path) -> None:
    holding = subprocess.Popen([sys.executable, "-c", HOLD], env=os.environ | {"TMPDIR": str(tmp_path)}, cwd=ROOT,
                               stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)  # fmt: skip
    assert holding.stdout is not None
    assert holding.stdout.readline() == b"begun\n"
    assert len(list(tmp_path.glob("*/a.txt"))) == 1
    holding.send_signal(sign)
    holding.communicate(timeout=60)
    assert holding.returncode == (128 + sign if sign in SIGNALS else -sign)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
def test_a_comparison_that_is_ended_leaves_no_records_behind(tmp_path: Path) -> None:
    (tmp_path / "bin").mkdir()
    (tmp_path / "temp").mkdir()
    git = tmp_path / "bin/git"
    git.write_text(f'#!/bin/sh\ncase "$*" in *cat-file*) echo >"{tmp_path}/begun"; exec sleep 60;; esac\n'
                   f'exec {shutil.which("git")} "$@"\n')  # fmt: skip
    git.chmod(0o755)
    os.mkfifo(tmp_path / "begun")
    settings = os.environ | {"TMPDIR": str(tmp_path / "temp"), "PATH": f"{git.parent}:{os.environ['PATH']}"}
    command = [sys.executable, "-m", "apdir", "--root", str(ROOT), "changes", "HEAD~1..HEAD"]
    comparing = subprocess.Popen(command, cwd=ROOT, env=settings, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert (tmp_path / "begun").read_bytes() == b"\n"
    assert list((tmp_path / "temp").iterdir())
    comparing.send_signal(signal.SIGTERM)
    comparing.communicate(timeout=60)
    assert comparing.returncode == 143
    assert list((tmp_path / "temp").iterdir()) == []


INTERRUPTED = """
import time
from apdir import processes
def work(number):
    return b"x" * 30_000_000 if {large} else time.sleep(number)
try:
    with processes.pool(2) as pool:
        results = pool.map(work, [0] + [60] * 200)
        next(results)
        results.close()
        raise KeyboardInterrupt
except KeyboardInterrupt:
    processes.leave(130)
"""


@pytest.mark.skipif(not processes.can_share(), reason="no work is shared here")
@pytest.mark.parametrize("large", [False, True])
def test_shared_work_that_is_stopped_ends_and_says_nothing_of_itself(large: bool) -> None:
    """However little of a large result has been sent."""
    script = INTERRUPTED.format(large=large)
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False, timeout=50
    )
    assert (done.returncode, done.stderr) == (130, "")


@pytest.mark.skipif(not processes.can_share(), reason="no work is shared here")
def test_a_process_that_shares_the_work_leaves_ctrl_c_to_the_one_that_started_it() -> None:
    """A terminal sends it to both; the other would print where it was, and could keep what the first one waits for."""
    with processes.pool(1) as pool:
        assert pool.submit(signal.raise_signal, signal.SIGINT).result() is None


def test_a_browser_that_sends_its_request_a_sign_at_a_time_is_hung_up_on(
    port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Handler, "timeout", 1)
    request = b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n" + b"a: b\r\n" * 90
    with socket.create_connection(("127.0.0.1", port), timeout=0.05) as client:
        for sign in request:  # at this pace it would take half a minute
            try:
                client.sendall(bytes((sign,)))
                assert client.recv(1000) == b""
                break
            except TimeoutError:
                continue
            except OSError:
                break
        else:
            raise AssertionError("it was waited for")


def test_too_many_at_once_are_hung_up_on(port: int) -> None:
    def connect() -> socket.socket:
        return stack.enter_context(socket.create_connection(("127.0.0.1", port), timeout=10))

    with ExitStack() as stack:
        for _ in range(MAX_CONNECTIONS):
            connect().sendall(b"GET / HTTP/1.1\r\n")
        assert connect().recv(1000) == b""


def test_nothing_tells_which_versions_answer(port: int) -> None:
    for path, method in (("/", "GET"), ("/", "POST"), ("/nowhere", "GET")):
        status, text, headers = ask(port, path, method=method)
        assert headers["Server"] == "apdir"
        assert status != 501 or (text, headers["Content-Type"]) == (
            "501 Unsupported method ('POST')\n",
            "text/plain; charset=utf-8",
        )


PATHS = (
    "/../secret.txt", "/%2e%2e/secret.txt", "/..%2fsecret.txt", "//secret.txt", "/assets/", "/x%00.css", "/.lock",
    "/assets/..%5c..%5csecret.txt",
)  # fmt: skip


@pytest.mark.parametrize("path", PATHS)
def test_nothing_beside_the_site_is_given_and_no_folder_listed(
    path: str, port: int, capfd: pytest.CaptureFixture[str]
) -> None:
    status, text, _ = ask(port, path)
    assert status in (404, 400)
    assert "secret" not in text.replace(path, "")
    assert "Traceback" not in capfd.readouterr().err


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "TRACE"])
def test_methods_that_send_are_refused(method: str, port: int) -> None:
    assert ask(port, "/", method=method)[0] == 501
