"""A code host for the web editor's tests: as much of its API as the editor asks for."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Route

HOST = "https://git.trentside.example"
HEAD = "a" * 40
ANYBODY = {f"access-control-allow-{what}": "*" for what in ("origin", "headers", "methods")}


def oid(text: str) -> str:
    """What a file is known by."""
    return hashlib.sha1(text.encode(), usedforsecurity=False).hexdigest()


class CodeHost:
    """The files that it keeps, and what was done to them."""

    def __init__(self, files: Mapping[str, str]) -> None:
        self.files = files
        self.done: list[tuple[str, Any]] = []

    def answer(self, route: Route) -> None:
        """Answer one request."""
        asked = route.request
        if asked.method == "OPTIONS":
            route.fulfill(status=204, headers=ANYBODY)
            return
        path = urlsplit(asked.url).path
        sent = asked.post_data_json if asked.post_data else None
        body = {"data": self.query(sent)} if path == "/api/graphql" else self.rest(asked.method, path, sent)
        route.fulfill(status=200, headers=ANYBODY, content_type="application/json", body=json.dumps(body))

    def query(self, sent: Any) -> Any:
        """The data of a GraphQL query."""
        text = sent["query"]
        found = {
            "createRef": {"createRef": {"ref": {"name": "refs/heads/cms"}}},
            "createCommitOnBranch": {"createCommitOnBranch": {"commit": {
                "oid": "b" * 40, "committedDate": "2026-11-20T10:00:00Z", "file_0": {"oid": "c" * 40},
            }}},
            "pullRequests(": {"repository": {"pullRequests": {"nodes": [], "totalCount": 0}}},
            "fork: repository": {"fork": {"id": "R_1"}, "base": {"ref": {"target": {"oid": HEAD}}}},
            "content_0": {"repository": {
                name: {"text": next(text for text in self.files.values() if oid(text) == wanted), "isTruncated": False}
                for name, wanted in re.findall(r'(content_\d+): object\(oid: "(\w+)"\)', text)
            }},
            "commit_0": {"repository": {
                name: {"target": {"history": {"nodes": [{
                    "author": {"name": "AP officer", "email": "", "user": None},
                    "committedDate": "2026-11-01T10:00:00Z",
                }]}}}
                for name in re.findall(r"(commit_\d+):", text)
            }},
            "history(first: 1)": {"repository": {"ref": {"target": {"history": {"nodes": [
                {"oid": HEAD, "message": "Records"},
            ]}}}}},
            "oid": {"repository": {"ref": {"target": {"oid": HEAD}}}},
        }  # fmt: skip
        name = next((name for name in found if name in text), text.strip())
        if text.lstrip().startswith("mutation"):
            self.done.append((name, sent["variables"]["input"]))
        return found.get(name, {})

    def rest(self, method: str, path: str, sent: Any) -> Any:
        """What a REST address gives."""
        if method != "GET":
            self.done.append((f"{method} {path}", sent))
            return {"number": 7, "node_id": "PR_7", "html_url": f"{HOST}/ap/directory/pull/7", "title": "",
                    "head": {"ref": "cms/providers/clay-and-fire", "sha": "b" * 40}}  # fmt: skip
        if path.endswith("/user"):
            return {"id": 1, "login": "officer", "name": "AP officer", "email": "", "html_url": f"{HOST}/officer",
                    "avatar_url": "https://pictures.example/1"}  # fmt: skip
        if "/git/trees/" in path:
            tree = [{"path": name, "type": "blob", "mode": "100644", "sha": oid(text), "size": len(text)}
                    for name, text in self.files.items()]  # fmt: skip
            return {"sha": HEAD, "truncated": False, "tree": tree}
        return {}
