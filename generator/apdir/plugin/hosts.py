"""Files for whoever serves the site: robots.txt for all, and what the host and the sign-in need that settings name."""

from __future__ import annotations

from urllib.parse import urlsplit

import jinja2

from apdir import security
from apdir.data import paths
from apdir.model.fields import Edition
from apdir.model.hosting import Officers
from apdir.source import PROGRAM, Theme

#: Folder of the files, with folders named as settings name hosts and sign-ins; two hosts read the same files.
FOLDER = "hosts"
EVERY = "every"
SAME = {"cloudflare-pages": "netlify"}


def host_files(
    theme: Theme,
    edition: Edition,
    site_url: str,
    host: str | None,
    api: str | None = None,
    *,
    officers: Officers = Officers(),  # noqa: B008
) -> dict[str, str]:
    """The text of each file by its name: those of `theme/hosts/every/`, of the host's folder and of the sign-in's."""
    for_officers = edition == "commissioner"
    sign_in = officers.asked_by(host) if for_officers else None
    if sign_in not in (None, "other"):
        theme = Theme.of(PROGRAM)  # a directory's own file may be older than the sign-in, and ask nobody
    environment = jinja2.Environment(  # not HTML, so nothing is escaped: the model lets no sign through that matters
        loader=jinja2.FileSystemLoader(theme.below(FOLDER).folders), undefined=jinja2.StrictUndefined, trim_blocks=True,
        lstrip_blocks=True, keep_trailing_newline=True, autoescape=False,
    )  # fmt: skip
    values = {
        "officers": for_officers,
        "sign_in": sign_in,
        "tenant": officers.tenant,
        "password_file": officers.password_file,
        "headers": security.headers(officers=for_officers, api=api),
        "open": {} if for_officers else security.OPEN_DATA,
        "types": security.TYPES,
        "url": site_url.rstrip("/") + "/",
        "root": urlsplit(site_url).path.rstrip("/") + "/",
        "data": paths.ROOT,
        "referral": paths.REFERRAL,
        "lists": paths.REFERRAL_NAMES,
    }
    folders = {EVERY, SAME.get(host or "", host), sign_in}
    return {
        name.split("/", 1)[1]: environment.get_template(name).render(values)
        for name in sorted(environment.list_templates())
        if name.split("/", 1)[0] in folders
    }
