"""Reminders, sent to a mail server on this machine: each thing once, whatever goes wrong."""

from __future__ import annotations

import email
import os
import shutil
import signal
import socket
import ssl
import subprocess
import sys
from collections.abc import Callable, Iterator
from email import policy
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

from tests.support.case import HERE
from tests.support.commands import typed
from tests.support.sites import ROOT

pytestmark = pytest.mark.slow

Run = Callable[..., tuple[int, str, str]]
#: The details of each provider are to be confirmed by 13 March 2027, and its approval has expired the day before.
DAY = "2027-02-20"
TEAM = "ap-team@trentside.example"


class Handler:
    """Keeps what it takes, and answers as a test says by the address: `refuse` and `data` have an answer for each."""

    def __init__(self) -> None:
        self.taken: list[tuple[str, Any]] = []
        self.refuse: dict[str, str] = {}
        self.data: dict[str, Callable[[Any], str]] = {}

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        if address in self.refuse:
            return self.refuse[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        [to] = envelope.rcpt_tos
        if to in self.data:
            return self.data[to](server)
        self.taken.append((to, email.message_from_bytes(envelope.content, policy=policy.default)))
        return "250 OK"

    @property
    def to(self) -> list[str]:
        return [to for to, _ in self.taken]


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.fixture
def port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@pytest.fixture
def root(tmp_path: Path, port: int) -> Path:
    """A directory of three providers, each with an address, and a mail server on this machine."""
    root = tmp_path / "records"
    for name in ("ash", "beech", "cedar"):
        shutil.copytree(HERE / "base", root / "providers" / name)
        edit(
            root / "providers" / name / "provider.md",
            "  role: Farm office",
            f"  role: Office\n  email: office@{name}.example",
        )
    settings = (ROOT / "settings.yml").read_text(encoding="utf-8")
    mail = f"mail:\n  host: localhost\n  port: {port}\n  security: none\n"
    (root / "settings.yml").write_text(settings + mail, encoding="utf-8")
    return root


@pytest.fixture
def server(port: int) -> Iterator[Handler]:
    handler = Handler()
    controller = Controller(handler, hostname="127.0.0.1", port=port)
    controller.start()
    yield handler
    controller.stop()


@pytest.fixture
def run(root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    def run(*arguments: str, today: str = DAY) -> tuple[int, str, str]:
        return typed(["--root", str(root), "--today", today, "remind", *arguments], capsys, monkeypatch)

    return run


EVERYBODY = [TEAM, "office@ash.example", "office@beech.example", "office@cedar.example"]


def test_each_is_told_once_when_a_thing_comes_up_and_once_when_it_is_overdue(
    root: Path, run: Run, server: Handler
) -> None:
    code, out, told = run()
    assert (code, "4 mails would be sent" in told, TEAM in out) == (0, True, True)
    assert server.taken == []
    assert not list(root.glob("apdir-reminded*"))
    assert run("--send")[0] == 0
    assert server.to == EVERYBODY
    assert run("--send", "--within", "27", today="2027-02-23")[1] == "Nobody is to be reminded of anything new.\n"
    assert server.to == EVERYBODY
    assert run("--send", today="2027-03-14")[0] == 0
    assert server.to == EVERYBODY * 2
    log = (root / "apdir-reminded.log").read_text(encoding="utf-8")
    assert not any(word in log for word in ("@", "example", "ash", "beech"))


def test_a_mail_says_what_is_theirs_and_no_more(root: Path, run: Run, server: Handler) -> None:
    [visit] = (root / "providers/ash/visits").glob("*derby*")
    action = '  - {area: "1b", action: Secret words, by: 2027-02-01, owner: QA officer}'
    edit(visit, "improvement_plan:", f"improvement_plan:\n{action}")
    edit(
        root / "settings.yml",
        "  security: none\n",
        "  security: none\n  mailboxes: {QA Officer: qa@trentside.example}\n",
    )
    done = run("--send")
    assert done[0] == 0, done
    mails = dict(server.taken)
    theirs = mails["office@ash.example"].get_content()
    assert (
        mails["office@ash.example"]["Subject"] == "Case Farm: 1 overdue and 1 soon due, for the Trentside AP Directory"
    )
    assert "The action on 1b, agreed at the visit on" in theirs
    assert "https://ap.trentside.example/providers/ash/" in theirs
    assert "Secret words" not in theirs
    assert "beech" not in theirs
    assert "1b: Secret words" in mails["qa@trentside.example"].get_content()
    assert "Secret words" not in mails[TEAM].get_content()
    assert all(mail["Auto-Submitted"] == "auto-generated" for mail in mails.values())


@pytest.mark.parametrize("answer", ["550 5.1.1 No such mailbox", "452 4.2.2 Mailbox full"])
def test_a_refused_mail_is_told_and_tried_again(run: Run, server: Handler, answer: str) -> None:
    server.refuse["office@beech.example"] = answer
    code, _, told = run("--send")
    assert (code, f"Not sent to office@beech.example: the server says {answer}" in told) == (1, True)
    rest = [to for to in EVERYBODY if to != "office@beech.example"]
    assert server.to == rest
    server.refuse.clear()
    server.data["office@beech.example"] = lambda _: "552 Mailbox full"
    assert run("--send")[0] == 1
    server.data.clear()
    assert run("--send")[0] == 0
    assert server.to == [*rest, "office@beech.example"]


def test_a_server_that_is_not_there_is_told(root: Path, run: Run) -> None:
    code, _, told = run("--send")
    assert code == 1
    assert "cannot be reached: Connection refused. Nothing was sent." in told
    assert not list(root.glob("apdir-reminded.log"))


def test_a_server_that_dies_at_a_mail_leaves_it_uncertain_and_the_rest_for_later(run: Run, server: Handler) -> None:
    def die(smtp: Any) -> str:
        smtp.transport.abort()
        return "250 OK"

    server.data["office@ash.example"] = die
    code, _, told = run("--send")
    assert (code, server.to) == (1, [TEAM])
    assert "Nobody knows whether the mail to office@ash.example was sent" in told
    assert "Not tried: 2 mails" in told
    server.data.clear()
    code, _, told = run("--send")
    assert (code, server.to) == (1, [TEAM, *EVERYBODY[2:]])
    assert "1 mail was begun on 20 February 2027, and nobody knows" in told
    assert run("--send", "--uncertain", "again")[0] == 0
    assert server.to == [TEAM, *EVERYBODY[2:], "office@ash.example"]
    assert run("--send")[:2] == (0, "Nobody is to be reminded of anything new.\n")


@pytest.mark.parametrize("settled", ["sent", "again"])
def test_a_command_that_is_killed_forgets_nobody_and_mails_nobody_twice(
    root: Path, run: Run, server: Handler, settled: str
) -> None:
    line = [sys.executable, "-m", "apdir", "--root", str(root), "--today", DAY, "remind", "--send"]
    with subprocess.Popen(line, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as command:

        def kill(_: Any) -> str:
            os.kill(command.pid, signal.SIGKILL)
            command.wait()
            return "250 OK"

        server.data["office@beech.example"] = kill
    assert command.returncode == -signal.SIGKILL
    server.data.clear()
    assert server.to == EVERYBODY[:2]
    code, _, told = run("--send")
    assert (code, "1 mail was begun on" in told) == (1, True)
    assert server.to == [*EVERYBODY[:2], EVERYBODY[3]]
    assert run("--send", "--uncertain", settled)[0] == 0
    assert server.to.count("office@beech.example") == (settled == "again")
    assert run("--send")[0] == 0
    assert len(server.to) == 3 + (settled == "again")


def test_a_log_cut_within_its_last_line_is_read_and_a_broken_one_is_not(root: Path, run: Run, server: Handler) -> None:
    assert run("--send")[0] == 0
    log = root / "apdir-reminded.log"
    whole = log.read_bytes()
    for at in {0, 5, *range(len(whole) - 60, len(whole), 7)}:
        log.write_bytes(whole[:at])
        code, out, told = run("--to", "owners")
        assert code == (1 if "nobody knows" in told else 0), (at, out, told)
    log.write_bytes(whole[:-3])
    assert run("--send", "--uncertain", "sent")[0] == 0
    assert run("--send")[:2] == (0, "Nobody is to be reminded of anything new.\n")
    assert server.to == EVERYBODY
    for broken in (
        b"x\n" + whole,
        whole.replace(b'"day"', b'"dey"'),
        b'{"mail": "x", "came": "sent"}\n',
        b"\xff\n",
        b"a",
    ):
        log.write_bytes(broken)
        code, _, told = run("--send")
        assert (code, "Nothing was sent." in told) == (1, True)
    assert server.to == EVERYBODY


def test_mails_as_files(root: Path, run: Run, tmp_path: Path) -> None:
    out = tmp_path / "mails"
    assert run("--out", str(out))[0] == 0
    files = sorted(path.name for path in out.iterdir())
    assert len(files) == 4
    assert all(name.startswith(DAY) and name.endswith(".eml") for name in files)
    raw = (out / files[1]).read_bytes()
    assert email.message_from_bytes(raw)["X-Unsent"] == "1"
    assert b"\r\nSubject: Case Farm: 1 soon due, for the Trentside AP Directory\r\n" in raw
    assert all(len(line) <= 78 for line in raw.partition(b"\r\n\r\n")[2].split(b"\r\n"))
    shutil.rmtree(out)
    assert run("--out", str(out))[:2] == (0, "Nobody is to be reminded of anything new.\n")


@pytest.fixture
def certificate(tmp_path: Path) -> tuple[Path, ssl.SSLContext]:
    cert, key = tmp_path / "cert.pem", tmp_path / "key.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
         "-keyout", key, "-out", cert, "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"],
        check=True, capture_output=True,
    )  # fmt: skip
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(cert, key)
    return cert, context


def test_a_password_goes_encrypted_to_a_server_that_can_be_trusted_alone(
    root: Path, run: Run, port: int, certificate: tuple[Path, ssl.SSLContext], monkeypatch: pytest.MonkeyPatch
) -> None:
    cert, context = certificate
    handler = Handler()

    def signed_in(*given: Any) -> AuthResult:
        return AuthResult(success=given[-1].password == b"right", handled=False)

    controller = Controller(
        handler, hostname="127.0.0.1", port=port, tls_context=context, require_starttls=True, auth_required=True,
        authenticator=signed_in,
    )  # fmt: skip
    edit(root / "settings.yml", "  security: none\n", "  user: directory\n")
    controller.start()
    try:
        code, _, told = run("--send")
        assert (code, "set APDIR_MAIL_PASSWORD in the environment" in told) == (2, True)
        monkeypatch.setenv("APDIR_MAIL_PASSWORD", "wrong")
        code, _, told = run("--send")
        assert (code, "has a certificate that cannot be trusted" in told) == (1, True)
        monkeypatch.setenv("SSL_CERT_FILE", str(cert))
        code, _, told = run("--send")
        assert (code, "does not take the name directory with this password. Nothing was sent." in told) == (1, True)
        assert "wrong" not in told
        monkeypatch.setenv("APDIR_MAIL_PASSWORD", "right")
        assert run("--send")[0] == 0
        assert handler.to == EVERYBODY
    finally:
        controller.stop()


def test_used_wrongly(root: Path, run: Run) -> None:
    code, _, told = run("--send", "--out", "x")
    assert (code, "give one of the two" in told) == (2, True)
    code, _, told = run("--uncertain", "sent")
    assert (code, "--uncertain is for --send or --out." in told) == (2, True)
    edit(root / "settings.yml", "host: localhost", "host: smtp.trentside.example")
    code, out, _ = run()
    assert (code, "Mail would go to smtp.trentside.example unencrypted." in out) == (1, True)
    text = (root / "settings.yml").read_text(encoding="utf-8")
    (root / "settings.yml").write_text(text.partition("mail:\n  host")[0], encoding="utf-8")
    code, _, told = run("--send")
    assert (code, "does not say which server sends mail" in told) == (2, True)
