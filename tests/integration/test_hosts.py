"""The site as real servers serve it: found, with its type and headers, and nothing that is for the server alone."""

from __future__ import annotations

import http.client
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

from apdir import security
from apdir.model.hosting import HOSTS
from apdir.plugin.hosts import EVERY, FOLDER, SAME, host_files
from apdir.source import Theme
from tests.support import servers
from tests.support.sites import ROOT, apdir, site

#: A site's own files for hosts, whichever host they are for.
DEPLOYED = ("_headers", "_redirects", ".htaccess", "nginx.conf", "staticwebapp.config.json", ".nojekyll")
SERVERS = {"apache": servers.apache, "nginx": servers.nginx}
SERVICE = "ac148810-d857-441c-9679-408f346de14b"
#: A file of each kind that a site has, with its type.
KINDS = {
    "": "text/html; charset=utf-8", "providers/": "text/html; charset=utf-8", "assets/a.css": "text/css; charset=utf-8",
    "assets/a.js": "text/javascript; charset=utf-8", "api/v1/providers.json": "application/json",
    "api/v1/providers.csv": "text/csv; charset=utf-8", "dates.ics": "text/calendar; charset=utf-8",
    "changes/feed.xml": "application/atom+xml; charset=utf-8", "changes.atom": "application/atom+xml; charset=utf-8",
    "sitemap.xml": "application/xml", "robots.txt": "text/plain; charset=utf-8", "a.svg": "image/svg+xml",
    "a.jpg": "image/jpeg", "a.webp": "image/webp", "a.woff2": "font/woff2", "a.pdf": "application/pdf",
    "a.docx": security.TYPES[".docx"], "a.xlsx": security.TYPES[".xlsx"], "a.odt": security.TYPES[".odt"],
    "pagefind/wasm.en.pagefind": "application/octet-stream", "pagefind/a.wasm": "application/wasm",
    "pagefind/a.pf_index": "application/octet-stream",
}  # fmt: skip
REFERRAL = {
    "api/v1/openreferral/": "index", "api/v1/openreferral/services": "services",
    f"api/v1/openreferral/services/{SERVICE}": "one",
}  # fmt: skip


@pytest.fixture(params=["", "directory/"])
def folder(request: pytest.FixtureRequest) -> Iterator[tuple[Path, str]]:
    """A site of a file of each kind, at the root of a host or below a path; and the path."""
    with tempfile.TemporaryDirectory(prefix="apdir-hosts-") as name:
        Path(name).chmod(0o755)  # who serves it may be another user
        yield _folder(Path(name) / "www", request.param)


def _folder(root: Path, below: str) -> tuple[Path, str]:
    top = root / below
    for name in KINDS:
        file = top / (f"{name}index.html" if not name or name.endswith("/") else name)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("<p>A page</p>" if file.suffix == ".html" else "{}")
    services = top / "api/v1/openreferral/services"
    services.mkdir(parents=True)
    for file, text in ((services.parent / "index.json", "index"), (services.parent / "services.json", "services"),
                       (services / f"{SERVICE}.json", "one")):  # fmt: skip
        file.write_text(json.dumps(text))
    (top / "404.html").write_text("<p>Our own page</p>")
    return root, below


def ask(address: str, path: str, method: str = "GET", **headers: str) -> tuple[int, str, dict[str, str]]:
    connection = http.client.HTTPConnection(address.removeprefix("http://"), timeout=10)
    connection.request(method, path, headers=headers)
    answer = connection.getresponse()
    found = (
        answer.status,
        answer.read().decode("utf-8", "replace"),
        {name.lower(): value for name, value in answer.getheaders()},
    )
    connection.close()
    return found


@pytest.mark.slow
@pytest.mark.parametrize("edition", ["public", "commissioner"])
@pytest.mark.parametrize("host", SERVERS)
def test_a_server_sends_what_there_is_as_what_it_is(host: str, edition: str, folder: tuple[Path, str]) -> None:
    root, below = folder
    officers = edition == "commissioner"
    made = host_files(Theme.of(ROOT), edition, f"https://ap.example/{below}", host)
    for name, text in made.items():
        (root / below / name).write_text(text)
    sent = {name.lower(): value for name, value in security.headers(officers=officers).items()}
    with SERVERS[host](root) as address:
        for path, kind in KINDS.items():
            status, _, headers = ask(address, f"/{below}{path}")
            assert (status, headers["content-type"].lower()) == (200, kind), path
            assert sent.items() <= headers.items(), path
            assert ("access-control-allow-origin" in headers) == (path.startswith("api/v1/") and not officers), path
        for path, text in REFERRAL.items():
            status, found, headers = ask(address, f"/{below}{path}")
            if status == 301:  # Apache leads from the name of a folder to the same with a slash
                assert headers["location"] == f"{address}/{below}{path}/"
                status, found, headers = ask(address, f"/{below}{path}/")
            assert (status, found, headers["content-type"]) == (200, json.dumps(text), "application/json"), path
            assert (headers.get("access-control-allow-origin") == "*") != officers
        missing = [*DEPLOYED, "nowhere/", "nowhere.css", "assets/", "pagefind/", ".git/config", "api/v1/openreferral/x"]
        missing += ["api/v1/openreferral/services/nobody", "api/v1/providers/"]
        for path in missing:
            status, text, headers = ask(address, f"/{below}{path}")
            assert status in ((403, 404) if path == ".htaccess" else (404,)), path
            assert status == 403 or "Our own page" in text, path
            assert sent.items() <= headers.items(), path


@pytest.mark.slow
@pytest.mark.parametrize("folder", [""], indirect=True)
@pytest.mark.parametrize("host", SERVERS)
def test_every_file_of_the_sample_is_served(host: str, folder: tuple[Path, str]) -> None:
    whole = folder[0].parent / "whole"
    shutil.copytree(site(), whole)
    whole.chmod(0o755)
    files = [file.relative_to(whole).as_posix() for file in sorted(whole.rglob("*")) if file.is_file()]
    for name, text in host_files(Theme.of(ROOT), "public", "https://ap.trentside.example/", host).items():
        (whole / name).write_text(text)
    with SERVERS[host](whole) as address:
        for file in files:
            status, _, headers = ask(address, "/" + quote(file.removesuffix("index.html")))
            assert (status, headers["content-type"]) == (200, security.type_of(file)), file


@pytest.mark.slow
def test_pythons_own_server_has_nothing_to_hide(folder: tuple[Path, str]) -> None:
    root, below = folder
    for name, text in host_files(Theme.of(ROOT), "public", f"https://ap.example/{below}", None).items():
        (root / below / name).write_text(text)
    with servers.python(root) as address:
        for path, kind in KINDS.items():
            status, _, headers = ask(address, f"/{below}{path}")
            assert status == 200
            if path.rpartition(".")[2] in ("css", "js", "json", "csv", "pdf", "svg", "") or not path:
                assert headers["content-type"].split(";")[0] == kind.split(";")[0], path
        for path in (*DEPLOYED, "nowhere/"):
            assert ask(address, f"/{below}{path}")[0] == 404, path


def test_a_site_has_the_files_of_its_host_and_of_no_other() -> None:
    files = {host: set(host_files(Theme.of(ROOT), "public", "https://ap.example/", host)) for host in (None, *HOSTS)}
    assert files.pop(None) == {"robots.txt"}
    own = {host: names - {"robots.txt"} for host, names in files.items()}
    assert own == {
        "github-pages": {".nojekyll"}, "gitlab-pages": {"_redirects"}, "netlify": {"_headers", "_redirects"},
        "cloudflare-pages": {"_headers", "_redirects"}, "azure-static-web-apps": {"staticwebapp.config.json"},
        "nginx": {"nginx.conf"}, "apache": {".htaccess"},
    }  # fmt: skip
    assert {name for names in own.values() for name in names} == set(DEPLOYED)
    folders = {path.name for path in (ROOT / "theme" / FOLDER).iterdir()}
    assert folders == {EVERY, "cloudflare-access", *(SAME.get(host, host) for host in HOSTS)}


@pytest.mark.parametrize("edition", ["public", "commissioner"])
def test_every_host_that_can_is_told_of_each_header(edition: str) -> None:
    officers = edition == "commissioner"
    api = "https://api.example" if officers else None
    headers = security.headers(officers=officers, api=api)
    theme, url = Theme.of(ROOT), "https://ap.example/"
    made = {host: host_files(theme, edition, url, host, api) for host in HOSTS}
    lines = made["netlify"]["_headers"].splitlines()
    after = lines.index("/*") + 1
    assert dict(line.strip().split(": ", 1) for line in lines[after : after + len(headers)]) == headers
    azure = json.loads(made["azure-static-web-apps"]["staticwebapp.config.json"])
    assert azure["globalHeaders"] == headers
    assert azure["mimeTypes"] == dict(security.TYPES)
    for host, name in (("nginx", "nginx.conf"), ("apache", ".htaccess")):
        for header, value in headers.items():
            assert f'{header} "{value}"' in made[host][name]


def test_search_engines_are_told_what_is_theirs() -> None:
    public, officers = (host_files(Theme.of(ROOT), edition, "https://ap.example/dir", None)["robots.txt"]
                        for edition in ("public", "commissioner"))  # fmt: skip
    assert public == "User-agent: *\nDisallow:\n\nSitemap: https://ap.example/dir/sitemap.xml\n"
    assert officers == "User-agent: *\nDisallow: /\n"


@pytest.mark.slow
def test_a_build_knows_its_host_from_settings_or_is_told(tmp_path: Path) -> None:
    root = tmp_path / "records"
    (root / "providers").mkdir(parents=True)
    settings = (ROOT / "settings.yml").read_text(encoding="utf-8").replace("[derby]", "[leicestershire]")
    settings += "\nframeworks: [leicestershire]\nleave_out: [guidance, forms]\n"
    quick = ("build", "--no-search", "--no-feeds", "--out")
    for line, more, there in (
        ("", (), []),
        ("host: apache\n", (), [".htaccess"]),
        ("host: apache\n", ("--host", "nginx", "--edition", "commissioner"), ["nginx.conf"]),
    ):
        (root / "settings.yml").write_text(line + settings, encoding="utf-8")
        out = tmp_path / "site"
        done = apdir(*quick, os.fspath(out), *more, root=root)
        assert done.returncode == 0, done.stderr
        assert [name for name in DEPLOYED if (out / name).exists()] == there
        assert (out / "robots.txt").is_file()
    (root / "settings.yml").write_text("host: apache\n" + settings, encoding="utf-8")
    command = [sys.executable, "-m", "apdir", "--root", os.fspath(root), "serve", "--port", "0"]
    with subprocess.Popen([*command, "--no-search"], cwd=ROOT, stdout=subprocess.PIPE, text=True) as serving:
        assert serving.stdout is not None
        address = serving.stdout.readline().split()[2].rstrip("/")
        answers = {name: ask(address, f"/{name}")[0] for name in ("robots.txt", *DEPLOYED)}
        serving.terminate()
    assert answers == {"robots.txt": 200, **dict.fromkeys(DEPLOYED, 404)}
    (root / "settings.yml").write_text("host: netlfy\n" + settings, encoding="utf-8")
    done = apdir("check", root=root)
    assert "settings.yml:1:" in done.stdout
    assert "netlify" in done.stdout
