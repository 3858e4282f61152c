"""The files of a new directory: settings, an example provider, and what a code host checks and publishes it by.

And a framework of a council's own, to begin with.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import jinja2

from apdir.blank import provider_text
from apdir.names import slug_of
from apdir.placeholders import AREA, COUNCIL, EXAMPLE, SITE
from apdir.source.written import flow
from apdir.starting.area import area_in, area_typed, town_typed

#: Sources of files, in this folder.
ALWAYS = {
    ".devcontainer/devcontainer.json": "devcontainer.json",
    ".gitignore": "gitignore",
    "README.md": "README.md",
    "requirements.txt": "requirements.txt",
}
ON_GITHUB = {
    ".github/dependabot.yml": "github/dependabot.yml",
    ".github/pull_request_template.md": "change.md",
    ".github/workflows/check.yml": "github/workflows/check.yml",
    ".github/workflows/publish.yml": "github/workflows/publish.yml",
    ".github/workflows/remind.yml": "github/workflows/remind.yml",
}
ON_GITLAB = {".gitlab-ci.yml": "gitlab-ci.yml", ".gitlab/merge_request_templates/Default.md": "change.md"}
#: Debian's packages that forms are drawn with; the Makefile has the same.
PACKAGES = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-liberation fonts-dejavu-core"
#: Who confirmed what the example says. A record without is not built, and nobody did.
NOBODY = "no officer, this is an example"
DESCRIPTION = (
    "**This is an example, and no such provider exists.** It shows what a record looks like. Write your first real "
    "provider, then delete this folder."
)


@dataclass(frozen=True, slots=True)
class Answers:
    """Facts of a council and its site, as somebody typed them; empty ones are still to fill in."""

    name: str = ""
    frameworks: Sequence[str] = field(default=())
    areas: Sequence[str] = field(default=())
    towns: Sequence[str] = field(default=())
    host: str = ""
    email: str = ""
    url: str = ""


def starting_files(
    answers: Answers, frameworks: Sequence[str], *, version: str, secret: str, today: date
) -> dict[str, str]:
    """Return the text of each file of a new directory by its name; `settings.yml`, which makes it one, is the last.

    ``frameworks`` are all that the program has: where none is chosen the site has all of them, and none decides.
    """
    environment = _environment()
    area = area_typed(answers.areas)
    name = answers.name or area.named
    parts = area.names or (area_in(name) if name else AREA,)
    host = answers.host or "github-pages"
    gitlab = host == "gitlab-pages"
    example = f"Example Farm {EXAMPLE}"
    values = {
        "name": name or COUNCIL,
        "directory": f"{area_in(name) if name else COUNCIL} AP Directory",
        "parts": list(parts),
        "about": f"For schools in {' and '.join(parts)} that are looking for alternative provision.",
        "email": answers.email or f"ap@{SITE}",
        "url": answers.url or f"https://ap.{SITE}/",
        "host": host,
        "code_host": "gitlab" if gitlab else "github",
        "gitlab": gitlab,
        "frameworks": list(answers.frameworks or frameworks),
        "deciding": list(answers.frameworks),
        "postcodes": list(area.postcodes),
        "towns": dict(map(town_typed, answers.towns)) or area.towns,
        "secret": secret,
        "version": version,
        "packages": PACKAGES,
        "example": slug_of(example),
    }
    made = {
        name: environment.get_template(template).render(values)
        for name, template in (ALWAYS | (ON_GITLAB if gitlab else ON_GITHUB)).items()
    }
    known = {
        "type": "farm", "registration": "unregistered", "role": "Placements office", "email": f"example@{SITE}",
        "key_stages": ["KS3", "KS4"], "needs": ["SEMH"], "delivery": ["on site"], "serves": list(parts),
        "checked": today.isoformat(), "checked_by": NOBODY,
    }  # fmt: skip
    made[f"providers/{slug_of(example)}/provider.md"] = provider_text(example, known, DESCRIPTION, notes=False)
    made["settings.yml"] = environment.get_template("settings.yml").render(values)
    return made


def framework_text(framework: str, title: str, publisher: str, start: date) -> str:
    """Return a small framework to write over, whole, with a comment to each part."""
    values = {"id": framework, "title": title, "publisher": publisher, "start": start}
    return _environment().get_template("framework.yml").render(values)


def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(  # not HTML, so nothing is escaped but by `yaml`; `{{` is the code host's
        loader=jinja2.FileSystemLoader(Path(__file__).parent), undefined=jinja2.StrictUndefined, trim_blocks=True,
        keep_trailing_newline=True, autoescape=False, variable_start_string="%%{", variable_end_string="}",
    )  # fmt: skip
    environment.filters["yaml"] = flow
    return environment
