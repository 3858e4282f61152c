"""Files that tell web hosts which headers to send with the site."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

import jinja2

from generator import security
from generator.model.fields import Edition


def host_files(theme: Path, edition: Edition, site_url: str, api: str | None = None) -> dict[str, str]:
    """The text of each file of `theme/hosts/` by its name: it is read by the host it is for, and ignored elsewhere."""
    environment = jinja2.Environment(  # not HTML, so nothing is escaped: all values are this program's own
        loader=jinja2.FileSystemLoader(theme / "hosts"), undefined=jinja2.StrictUndefined, trim_blocks=True,
        lstrip_blocks=True, keep_trailing_newline=True, autoescape=False,
    )  # fmt: skip
    headers = security.headers(officers=edition == "commissioner", api=api)
    root = urlsplit(site_url).path.rstrip("/") + "/"
    names = sorted(environment.list_templates())
    return {name: environment.get_template(name).render(headers=headers, root=root) for name in names}
