"""The host from which the web editor fetches records and to which it sends changes, by its API alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from apdir.model.fields import Edition
from apdir.model.settings import Settings

#: Folder of the editor in the site.
FOLDER = "admin"
#: API of each code host's own site, and its path on a council's own server.
API = {"github": ("github.com", "https://api.github.com", "/api/v3"), "gitlab": ("gitlab.com", "", "/api/v4")}


@dataclass(frozen=True, slots=True)
class CodeHost:
    """A code host: how the editor signs in there, and the one address that its page may talk to."""

    backend: dict[str, Any]
    api: str

    @property
    def origin(self) -> str:
        """The API's scheme and host, for the page's policy."""
        parts = urlsplit(self.api)
        return f"{parts.scheme}://{parts.netloc}"


def code_host(settings: Settings, edition: Edition) -> CodeHost | None:
    """The code host as settings name it; None where an edition has no editor, as where they name no repository."""
    address, editor = settings.repository.url, settings.editor
    if address is None or not (edition == "commissioner" or editor.public):
        return None
    parts = urlsplit(address)
    own, api_there, path = API[editor.code_host]
    api = api_there if parts.netloc == own and api_there else f"{parts.scheme}://{parts.netloc}{path}"
    backend: dict[str, Any] = {
        "name": editor.code_host,
        "repo": parts.path.strip("/").removesuffix(".git"),
        "branch": editor.branch,
        "api_root": api,
        "commit_messages": {
            "create": "{{collection}}: {{slug}} added",
            "update": "{{collection}}: {{slug}} changed",
            "delete": "{{collection}}: {{slug}} deleted",
        },
    }
    if editor.code_host == "github" and parts.netloc != own:
        # The editor would look for it at /graphql, where a server of one's own has it not.
        backend["graphql_api_root"] = f"{parts.scheme}://{parts.netloc}/api/graphql"
    if editor.code_host == "gitlab" and editor.application:
        backend |= {"auth_type": "pkce", "app_id": editor.application, "base_url": f"{parts.scheme}://{parts.netloc}"}
    elif editor.sign_in:
        backend |= {"base_url": editor.sign_in.rstrip("/")}
    else:
        backend |= {"auth_methods": ["token"]}
    return CodeHost(backend, api)
