"""Real web servers on this machine, each with its own configuration, on a free port, ended with the block."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.support.sites import ROOT

#: What a distribution's own configuration of Apache has: modules, and that .htaccess may change what it names.
APACHE = """
ServerRoot "{folder}"
PidFile "{folder}/pid"
Listen 127.0.0.1:{port}
ServerName 127.0.0.1
ErrorLog "{folder}/error.log"
{modules}
TypesConfig "{folder}/mime.types"
User #{user}
Group #{group}
DocumentRoot "{site}"
<Directory />
  Options Indexes FollowSymLinks
  AllowOverride None
  Require all denied
</Directory>
<Directory "{site}">
  AllowOverride FileInfo AuthConfig
  Require all granted
</Directory>
"""
MODULES = (
    "mpm_event", "authn_core", "authn_file", "auth_basic", "authz_core", "authz_user", "dir", "mime", "autoindex",
    "alias", "headers", "rewrite",
)  # fmt: skip
NGINX = """
pid "{folder}/pid";
error_log "{folder}/error.log";
daemon off;
{user}
events {{ }}
http {{
  access_log off;
  client_body_temp_path "{folder}/body";
  proxy_temp_path "{folder}/proxy";
  fastcgi_temp_path "{folder}/fastcgi";
  uwsgi_temp_path "{folder}/uwsgi";
  scgi_temp_path "{folder}/scgi";
  # As distributions begin: a few types, and all else is a download.
  types {{ text/html html; text/css css; application/javascript js; }}
  default_type application/octet-stream;
  server {{
    listen 127.0.0.1:{port};
    root "{site}";
    include "{own}";
  }}
}}
"""


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


def _program(name: str) -> str:
    """A server's program, which may stand where only root looks, or where `.ci/setup` has unpacked it."""
    places = [*os.get_exec_path(), "/usr/sbin", "/usr/local/sbin", os.fspath(ROOT / ".venv/debian/usr/sbin")]
    found = shutil.which(name, path=os.pathsep.join(places))
    assert found, f"{name} is not here: `make test` fetches it"
    return found


@contextmanager
def _running(command: list[str], port: int, log: Path) -> Iterator[str]:
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    try:
        for _ in range(300):
            if process.poll() is not None:
                break
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                yield f"http://127.0.0.1:{port}"
                return
            except ConnectionRefusedError:
                time.sleep(0.05)
        raise AssertionError(log.read_text() if log.is_file() else "no answer")
    finally:
        process.terminate()
        process.communicate(timeout=20)


@contextmanager
def apache(site: Path) -> Iterator[str]:
    """A folder served by Apache as its .htaccess says."""
    port = _free_port()
    with tempfile.TemporaryDirectory(prefix="apdir-apache-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        (folder / "mime.types").write_text("text/html html\n")
        modules = "\n".join(
            f"LoadModule {module}_module /usr/lib/apache2/modules/mod_{module}.so" for module in MODULES
        )
        text = APACHE.format(
            folder=folder, site=site, port=port, modules=modules, user=os.getuid() or 33, group=os.getgid() or 33
        )
        (folder / "apache.conf").write_text(text)
        command = [_program("apache2"), "-D", "FOREGROUND", "-f", os.fspath(folder / "apache.conf")]
        with _running(command, port, folder / "error.log") as address:
            yield address


@contextmanager
def nginx(site: Path) -> Iterator[str]:
    """A folder served by nginx with the file that is made for it."""
    port = _free_port()
    with tempfile.TemporaryDirectory(prefix="apdir-nginx-") as name:
        folder = Path(name)
        own = next(site.rglob("nginx.conf"))
        user = "user www-data;" if os.getuid() == 0 else ""
        (folder / "nginx.conf").write_text(NGINX.format(folder=folder, site=site, own=own, port=port, user=user))
        command = [_program("nginx"), "-p", name, "-e", f"{name}/error.log", "-c", f"{name}/nginx.conf"]
        with _running(command, port, folder / "error.log") as address:
            yield address


@contextmanager
def python(site: Path) -> Iterator[str]:
    """A folder served by Python's own server."""
    port = _free_port()
    command = [sys.executable, "-m", "http.server", "--bind", "127.0.0.1", "--directory", os.fspath(site), str(port)]
    with _running(command, port, site / "nowhere") as address:
        yield address
