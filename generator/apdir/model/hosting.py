"""Who serves a site, and how officers sign in to theirs: `officers` in `settings.yml`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Annotated

from apdir.model.fields import LONGEST_LINE, Choice, Email, Kind, Record, for_all, for_officers
from apdir.model.role import Role
from apdir.model.values import wrong
from apdir.problems import shown

#: Who can serve a site: each reads files of its own, which `theme/hosts/` makes.
HOSTS = ("github-pages", "gitlab-pages", "netlify", "cloudflare-pages", "azure-static-web-apps", "nginx", "apache")
#: The ways in which officers can sign in, each with the hosts that the site tells to ask for it.
SIGN_INS: Mapping[str, tuple[str, ...]] = {
    "entra": ("azure-static-web-apps",),
    "cloudflare-access": ("cloudflare-pages",),
    "oauth2-proxy": ("nginx",),
    "basic": ("nginx", "apache"),
    "other": HOSTS,
}


def _tenant(value: str) -> str:
    text = value.strip().lower()
    if re.match(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\Z", text) is None:
        hint = "Copy “Tenant ID” from the overview of Microsoft Entra ID: 8-4-4-4-12 figures and letters."
        raise wrong(f"{shown(value)} is not the id of a tenant.", hint)
    return text


def _path(value: str) -> str:
    text = value.strip()
    # It is written into the server's configuration, in quotation marks.
    if re.match(r"(?:[A-Za-z]:)?/[\w./ -]*[\w-]\Z", text, re.ASCII) is None:
        hint = "Write the whole path, beginning with /, with letters, figures, and . _ - alone."
        raise wrong(f"{shown(value)} is not the path of a file.", hint)
    return text


class Officers(Record):
    """The site of the commissioner edition: what serves it, and how officers sign in there."""

    host: Annotated[str, Choice(*HOSTS)] | None = for_all(
        "What serves the officers' site. Left out: what serves the public one.",
        example="azure-static-web-apps",
        default=None,
    )
    sign_in: Annotated[str, Choice(*SIGN_INS)] | None = for_all(
        "How officers sign in, so that nobody else gets anything: `entra` (Microsoft 365) on Azure Static Web Apps, "
        "`cloudflare-access` on Cloudflare Pages, `oauth2-proxy` on nginx, `basic` (names with passwords) on nginx and "
        "Apache. `other`: the council has seen to it by other means.",
        example="entra",
        default=None,
    )
    tenant: Annotated[str, Kind(_tenant, "Write one id.")] | None = for_all(
        "With `entra`: the id of the council's tenant. Nobody outside it can sign in.",
        example="2d4f1a7c-5b0e-4c39-8a56-0f9e6b3d7c21",
        default=None,
    )
    password_file: Annotated[str, Kind(_path, "Write one path.", LONGEST_LINE)] = for_all(
        "With `basic`: the file of names and passwords on the server, outside the folder of the site.",
        example="/etc/apdir/officers",
        default="/etc/apdir/officers",
    )

    roles: dict[Email, Role] = for_officers(
        "Who made a change, in the history that officers see of each provider: the role of whoever commits with an "
        "email address. Other changes are by “an officer”. No page shows the addresses.",
        example={"1234+ap@users.example": "AP officer"},
        default={},
    )

    def asked_by(self, host: str | None) -> str | None:
        """How a host has officers sign in; None where it serves the site to anybody."""
        if self.sign_in == "other":
            return self.sign_in
        return self.sign_in if self.sign_in is not None and host in SIGN_INS[self.sign_in] else None

    def faults(self, host: str | None) -> Iterator[tuple[tuple[str, ...], str, str]]:
        """Faults of a sign-in where ``host`` serves the site: place, words and hint."""
        if self.sign_in is None:
            return
        if self.asked_by(host) is None:
            fits = " or ".join(f"`host: {name}`" for name in SIGN_INS[self.sign_in])
            there = f"`{host}` serves the site" if host else "nothing says what serves the site"
            message = f"`{self.sign_in}` cannot be asked for here: {there}."
            yield ("officers", "sign_in"), message, f"Write {fits} beside it, or choose a sign-in that fits."
        if self.sign_in == "entra" and self.tenant is None:
            hint = "Write `tenant:` beside it, with the id of the council's tenant."
            yield ("officers", "sign_in"), "Without `tenant`, nobody could sign in by Entra.", hint
