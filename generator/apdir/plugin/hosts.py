"""Files for whoever serves the site: robots.txt for all, and what the one host needs that settings name."""

from __future__ import annotations

from urllib.parse import urlsplit

import jinja2

from apdir import security
from apdir.data import places
from apdir.model.fields import Edition
from apdir.source import Theme

#: Where the files of hosts stand, each in a folder named as settings name the host; two hosts read the same files.
FOLDER = "hosts"
EVERY = "every"
SAME = {"cloudflare-pages": "netlify"}


def host_files(
    theme: Theme, edition: Edition, site_url: str, host: str | None, api: str | None = None
) -> dict[str, str]:
    """The text of each file by its name: those of `theme/hosts/every/`, and of the host's own folder."""
    environment = jinja2.Environment(  # not HTML, so nothing is escaped: all values are this program's own
        loader=jinja2.FileSystemLoader(theme.below(FOLDER).folders), undefined=jinja2.StrictUndefined, trim_blocks=True,
        lstrip_blocks=True, keep_trailing_newline=True, autoescape=False,
    )  # fmt: skip
    officers = edition == "commissioner"
    values = {
        "officers": officers,
        "headers": security.headers(officers=officers, api=api),
        "open": {} if officers else security.OPEN_DATA,
        "types": security.TYPES,
        "url": site_url.rstrip("/") + "/",
        "root": urlsplit(site_url).path.rstrip("/") + "/",
        "data": places.ROOT,
        "referral": places.REFERRAL,
        "lists": places.REFERRAL_NAMES,
    }
    folders = [EVERY, SAME.get(host, host)] if host else [EVERY]
    return {
        name.split("/", 1)[1]: environment.get_template(name).render(values)
        for name in sorted(environment.list_templates())
        if name.split("/", 1)[0] in folders
    }
