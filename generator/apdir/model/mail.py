"""How the directory sends mail: `mail` in `settings.yml`. The password is never in a file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Annotated

from apdir.model.fields import COUNT_KIND, LONGEST_LINE, Choice, Email, Kind, Line, Record, for_officers
from apdir.model.values import wrong
from apdir.problems import shown

#: Names of this machine: what is sent there crosses no network.
HERE = ("localhost", "127.0.0.1")


def _host(value: str) -> str:
    text = value.strip().lower()
    if re.match(r"[a-z0-9]([a-z0-9.-]*[a-z0-9])?\Z", text, re.ASCII) is None or len(text) > 253:
        raise wrong(
            f"{shown(value)} is not the name of a server.", "Write its name alone, such as smtp.coastshire.example."
        )
    return text


class Mail(Record):
    """The council's mail server, and where each owner reads mail."""

    host: Annotated[str, Kind(_host, "Write one name.", LONGEST_LINE)] = for_officers(
        "The mail server (SMTP) that takes mail from this directory.", example="smtp.coastshire.example"
    )
    port: Annotated[int, COUNT_KIND.between(1, 65_535)] = for_officers("The server's port.", example="587", default=587)
    security: Annotated[str, Choice("starttls", "tls", "none")] = for_officers(
        "How the connection is encrypted: `starttls` (usual on port 587) or `tls` (usual on port 465). `none` is for a "
        "server on the same machine alone.",
        example="starttls",
        default="starttls",
    )
    user: Line | None = for_officers(
        "The name to sign in to the server with. The password is given in the environment, as APDIR_MAIL_PASSWORD. "
        "Left out: the server asks for none.",
        example="ap-directory",
        default=None,
    )
    sender: Email | None = for_officers(
        "The mailbox that mail comes from. Left out: the council's.",
        example="ap@coastshire.example",
        default=None,
        alias="from",
    )
    mailboxes: dict[Line, Email] = for_officers(
        "The mailbox of each owner that is a role. An owner without one is written to at the council's address.",
        example={"QA officer": "qa@coastshire.example"},
        default={},
    )

    def faults(self) -> Iterator[tuple[tuple[str, ...], str, str]]:
        """Fault of a connection that anybody could read: place, words and hint."""
        if self.security == "none" and self.host not in HERE:
            message = f"Mail would go to {self.host} unencrypted."
            yield ("mail", "security"), message, "Write `starttls` or `tls`; `none` is for localhost alone."
