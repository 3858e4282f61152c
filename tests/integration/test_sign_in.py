"""The officers' edition behind a sign-in: whoever has not signed in gets nothing, whatever they ask for."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from pydantic import ValidationError

from apdir.model.hosting import HOSTS, SIGN_INS, Officers
from apdir.plugin.hosts import host_files
from apdir.source import Theme
from tests.integration.test_hosts import DEPLOYED, KINDS, REFERRAL, SERVERS, ask, folder
from tests.support.commands import typed
from tests.support.sites import ROOT, TODAY

__all__ = ["folder"]
TENANT = "2d4f1a7c-5b0e-4c39-8a56-0f9e6b3d7c21"
FOUND = [*KINDS, *REFERRAL, "404.html", "apdir.json"]
#: Addresses without a file for readers: a server must not tell even that.
MISSING = [
    "nowhere/",
    "assets/",
    "pagefind",
    ".git/config",
    "api/v1/openreferral/services/nobody",
    *DEPLOYED,
    "_worker.js",
]
LOGIN = {"Authorization": f"Basic {b64encode(b'officer:let me in').decode()}"}
WRONG = {"Authorization": f"Basic {b64encode(b'officer:let me out').decode()}"}


def made(host: str, below: str = "", **officers: str) -> dict[str, str]:
    """The files of a host for the officers' edition."""
    return host_files(
        Theme.of(ROOT), "commissioner", f"https://ap.example/{below}", host, officers=Officers.model_validate(officers)
    )


def write(root: Path, below: str, host: str, **officers: str) -> None:
    """A site with its host's files, and with what an earlier build for other hosts may have left there."""
    (root / below / "apdir.json").write_text("{}")
    (root / below / "_worker.js").write_text("")
    for name, text in {**dict.fromkeys(DEPLOYED, ""), **made(host, below, **officers)}.items():
        (root / below / name).write_text(text)


@pytest.mark.slow
@pytest.mark.parametrize("host", SERVERS)
def test_a_password_is_asked_for_whatever_is_asked_for(host: str, folder: tuple[Path, str]) -> None:
    root, below = folder
    file = root.parent / "officers"
    write(root, below, host, sign_in="basic", password_file=str(file))
    with SERVERS[host](root) as address:
        # Without the file of passwords, nobody gets in.
        for path in FOUND:
            status, text, _ = ask(address, f"/{below}{path}", **LOGIN)
            assert status in (401, 403, 404, 500), path
            assert "A page" not in text, path
        # As the guide has it made.
        hashed = subprocess.run(
            ["openssl", "passwd", "-6", "-stdin"], input="let me in", capture_output=True, text=True, check=True
        ).stdout
        file.write_text(f"officer:{hashed}")
        file.chmod(0o644)
        for path in (*FOUND, *MISSING):
            for method, login in (("GET", {}), ("GET", WRONG), ("HEAD", {}), ("POST", {})):
                status, text, headers = ask(address, f"/{below}{path}", method, **login)
                assert (status, headers.get("www-authenticate")) == (401, 'Basic realm="For officers"'), (method, path)
                assert "our own page" not in text.lower(), path
        for path in FOUND:
            status, _, headers = ask(address, f"/{below}{path}", **LOGIN)
            if status == 301:
                status, _, headers = ask(address, headers["location"].removeprefix(address), **LOGIN)
            assert status == 200, path
        for path in ("nowhere/", ".git/config", "nginx.conf" if host == "nginx" else ".htaccess"):
            assert ask(address, f"/{below}{path}", **LOGIN)[0] == 404, path


class Proxy(BaseHTTPRequestHandler):
    """What oauth2-proxy answers: nobody is signed in but who has its cookie; the rest begin with a redirect."""

    def do_GET(self) -> None:
        if self.path == "/oauth2/auth":
            self.send_response(202 if self.headers["Cookie"] == "_oauth2_proxy=ours" else 401)
        else:
            self.send_response(302)
            self.send_header("Location", f"https://login.example/?for={self.headers['X-Auth-Request-Redirect']}")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@contextmanager
def proxy() -> Iterator[int]:
    with HTTPServer(("127.0.0.1", 0), Proxy) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield server.server_port
        finally:
            server.shutdown()
            thread.join()


@pytest.mark.slow
def test_nginx_serves_only_whom_oauth2_proxy_knows(folder: tuple[Path, str]) -> None:
    root, below = folder
    write(root, below, "nginx", sign_in="oauth2-proxy")
    own = root / below / "nginx.conf"
    with proxy() as port:
        own.write_text(own.read_text().replace(":4180", f":{port}"))
        with SERVERS["nginx"](root) as address:
            for path in (*FOUND, *MISSING):
                status, text, headers = ask(address, f"/{below}{path}?a=1&b=2")
                assert (status, text) == (302, ""), path
                assert headers["location"] == f"https://login.example/?for=/{below}{path}?a=1&b=2"
            for path in FOUND:
                assert ask(address, f"/{below}{path}", Cookie="_oauth2_proxy=ours")[0] == 200, path
            assert ask(address, f"/{below}nginx.conf", Cookie="_oauth2_proxy=ours")[0] == 404
    with SERVERS["nginx"](root) as address:  # and where it does not run, nobody
        for path in FOUND:
            status, text, _ = ask(address, f"/{below}{path}", Cookie="_oauth2_proxy=ours")
            assert status == 500, path
            assert "A page" not in text


def test_azure_lets_nobody_in_but_the_councils_own_tenant() -> None:
    told = json.loads(made("azure-static-web-apps", sign_in="entra", tenant=TENANT)["staticwebapp.config.json"])
    # The first route that fits an address decides, and this one fits them all.
    assert told["routes"] == [{"route": "/*", "allowedRoles": ["authenticated"]}]
    assert "navigationFallback" not in told
    # A provider of one's own turns off those that let in anybody with an account at Microsoft or GitHub.
    (provider,) = told["auth"]["identityProviders"]
    assert told["auth"]["identityProviders"][provider] == {
        "registration": {
            "openIdIssuer": f"https://login.microsoftonline.com/{TENANT}/v2.0",
            "clientIdSettingName": "AZURE_CLIENT_ID", "clientSecretSettingName": "AZURE_CLIENT_SECRET",
        }
    }  # fmt: skip
    assert provider == "azureActiveDirectory"
    assert told["responseOverrides"]["401"] == {
        "redirect": "/.auth/login/aad?post_login_redirect_uri=.referrer", "statusCode": 302
    }  # fmt: skip
    assert told["globalHeaders"]["X-Robots-Tag"] == "noindex, nofollow"


WORKER = """
import worker from "./worker.mjs";
const TEAM = "https://coastshire.cloudflareaccess.com";
const RSA = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256", modulusLength: 2048, publicExponent: Uint8Array.of(1, 0, 1) };
const pair = () => crypto.subtle.generateKey(RSA, true, ["sign", "verify"]);
const [ours, theirs] = [await pair(), await pair()];
const b64 = (bytes) => Buffer.from(bytes).toString("base64url");
async function token(claims = {}, head = {}, key = ours) {
  const all = { iss: TEAM, aud: ["tag"], exp: Date.now() / 1000 + 60, ...claims };
  const text = [{ alg: "RS256", kid: "1", ...head }, all].map((part) => b64(JSON.stringify(part))).join(".");
  return `${text}.${b64(await crypto.subtle.sign("RSASSA-PKCS1-v1_5", key.privateKey, Buffer.from(text)))}`;
}
const keys = [{ ...(await crypto.subtle.exportKey("jwk", ours.publicKey)), kid: "1" }];
let certs = async (address) => {
  if (address !== `${TEAM}/cdn-cgi/access/certs`) throw new Error(address);
  return new Response(JSON.stringify({ keys }));
};
globalThis.fetch = (address) => certs(address);
const set = { TEAM_DOMAIN: TEAM, POLICY_AUD: "tag" };
const ASSETS = { fetch: async () => new Response("A page") };
const told = {};
async function ask(name, given, env = set) {
  const headers = given === null ? {} : { "Cf-Access-Jwt-Assertion": given };
  const answer = await worker.fetch(new Request("https://ap.example/x", { headers }), { ...env, ASSETS });
  told[name] = [answer.status, (await answer.text()) === "A page"];
}
const good = await token();
await ask("signed in", good);
await ask("nothing", null);
await ask("nonsense", "a.b.c");
await ask("no signature", good.slice(0, good.lastIndexOf(".") + 1));
await ask("another's key", await token({}, {}, theirs));
await ask("an unknown key", await token({}, { kid: "2" }));
await ask("unsigned", await token({}, { alg: "none" }));
await ask("another site", await token({ aud: ["other"] }));
await ask("another team", await token({ iss: "https://other.cloudflareaccess.com" }));
await ask("run out", await token({ exp: Date.now() / 1000 - 1 }));
await ask("no end", await token({ exp: undefined }));
await ask("never set up", good, {});
await ask("half set up", await token({ aud: [undefined] }), { TEAM_DOMAIN: TEAM });
certs = async () => { throw new Error("no answer"); };
await ask("no keys to be had", good);
console.log(JSON.stringify(told));
"""


def test_cloudflare_serves_only_whom_access_let_through(tmp_path: Path) -> None:
    files = made("cloudflare-pages", sign_in="cloudflare-access")
    (tmp_path / "worker.mjs").write_text(files["_worker.js"], encoding="utf-8")
    (tmp_path / "ask.mjs").write_text(WORKER, encoding="utf-8")
    node = Path(sys.executable).with_name("node")
    done = subprocess.run([node, tmp_path / "ask.mjs"], capture_output=True, text=True, check=True)
    told = json.loads(done.stdout)
    assert told.pop("signed in") == [200, True]
    assert len(told) == 13
    assert set(map(tuple, told.values())) == {(403, False)}, told


def test_no_other_edition_or_host_has_anything_of_a_sign_in() -> None:
    for sign_in in SIGN_INS:
        officers = Officers.model_validate({"sign_in": sign_in, "tenant": TENANT})
        for host in HOSTS:
            for edition in ("public", "commissioner"):
                files = host_files(Theme.of(ROOT), edition, "https://ap.example/", host, officers=officers)
                asked = any(
                    sign in text
                    for text in files.values()
                    for sign in ("auth_basic ", "auth_request ", "AuthType", '"auth"', "Cf-Access-Jwt-Assertion")
                )
                fits = sign_in != "other" and host in SIGN_INS[sign_in]
                assert asked == (edition == "commissioner" and fits), (sign_in, host, edition)


def test_a_hosts_file_of_ones_own_does_not_open_the_site(tmp_path: Path) -> None:
    own = tmp_path / "theme/hosts/nginx/nginx.conf"
    own.parent.mkdir(parents=True)
    own.write_text("autoindex on;")
    for sign_in, kept in (("basic", False), ("oauth2-proxy", False), ("other", True)):
        officers = Officers.model_validate({"sign_in": sign_in})
        files = host_files(Theme.of(tmp_path), "commissioner", "https://ap.example/", "nginx", officers=officers)
        assert (files["nginx.conf"] == "autoindex on;") == kept


@pytest.mark.parametrize("wrong", [
    {"password_file": "officers"}, {"password_file": '/etc/x"; auth_basic off; #'}, {"password_file": "/etc/$host"},
    {"password_file": "/etc/a\n Require all granted"}, {"tenant": "common"}, {"tenant": "coastshire.example"},
    {"sign_in": "saml"}, {"host": "iis"},
])  # fmt: skip
def test_what_could_open_the_site_is_refused(wrong: dict[str, str]) -> None:
    with pytest.raises(ValidationError):
        Officers.model_validate(wrong)


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A directory of settings and a provider, without a host."""
    root = tmp_path / "records"
    (root / "providers").mkdir(parents=True)
    (root / "settings.yml").write_text((ROOT / "tests/directory/settings.yml").read_text(encoding="utf-8"))
    return root


@pytest.mark.parametrize(("lines", "said"), [
    ("officers: {sign_in: entra}", ["nothing says what serves the site", "Without `tenant`"]),
    ("host: github-pages\nofficers: {sign_in: basic}", ["`host: nginx` or `host: apache`"]),
    ("host: netlify\nofficers: {host: nginx, sign_in: cloudflare-access}", ["`host: cloudflare-pages`"]),
])  # fmt: skip
def test_a_sign_in_that_the_host_cannot_ask_for_is_a_problem(
    lines: str, said: list[str], small: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with (small / "settings.yml").open("a") as settings:
        settings.write(f"\n{lines}\n")
    code, out, _ = typed(["--root", str(small), "check"], capsys, monkeypatch)
    assert code == 1
    for words in said:
        assert words in out


@pytest.mark.slow
def test_a_build_that_asks_nobody_to_sign_in_says_so(
    small: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = small / "settings.yml"
    start = ["--root", str(small), "--today", TODAY, "build", "--no-search", "--no-forms", "--no-feeds", "--jobs", "1"]
    text = settings.read_text(encoding="utf-8")
    for lines, more, warned, there in (
        ("", ("--edition", "commissioner"), True, set()),
        ("", (), False, set()),
        ("officers: {host: nginx, sign_in: basic}", ("--edition", "commissioner"), False, {"nginx.conf"}),
        ("officers: {host: nginx, sign_in: basic}", ("--edition", "commissioner", "--host", "github-pages"), True,
         {".nojekyll"}),
        ("officers: {sign_in: other}", ("--edition", "commissioner"), False, set()),
    ):  # fmt: skip
        settings.write_text(f"{text}\n{lines}\n", encoding="utf-8")
        code, _, said = typed([*start, *more], capsys, monkeypatch)
        assert code == 0, said
        assert ("This site asks nobody to sign in" in said) == warned, (lines, more)
        assert {name for name in (*DEPLOYED, "_worker.js") if (small / "site" / name).exists()} == there
