"""What `apdir serve` answers, and what it does not: it is for this machine, and holds what officers alone may see."""

from __future__ import annotations

import http.client
import threading
from collections.abc import Iterator
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path

import pytest

from generator import security
from generator.commands.serve import Builds, Handler


@pytest.fixture
def port(tmp_path: Path) -> Iterator[int]:
    """A site of two files, served, with a file beside it that must stay there."""
    site = tmp_path / "site"
    (site / "assets").mkdir(parents=True)
    for name in ("index.html", "404.html"):
        (site / name).write_text(f"<body>{name}</body>")
    (site / "assets/x.css").write_text("p {}")
    (site / "admin").mkdir()
    (site / "admin/index.html").write_text("<body>editor</body>")
    (tmp_path / "secret.txt").write_text("secret")
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, builds=Builds(), directory=str(site)))
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
def test_nothing_can_be_sent(method: str, port: int) -> None:
    assert ask(port, "/", method=method)[0] == 501
