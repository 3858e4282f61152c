"""The plain way: MkDocs with Material on Markdown that was made beforehand, with the same facts on the same pages."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import jinja2

from tests.bench.facts import ProviderFacts, words
from tests.bench.framework import Framework

TEMPLATES = Path(__file__).parent / "markdown"


def command(site: Path, out: Path) -> list[str]:
    """What builds the site."""
    return [
        sys.executable, "-m", "mkdocs", "build", "--quiet",
        "--config-file", str(site / "mkdocs.yml"), "--site-dir", str(out),
    ]  # fmt: skip


def set_up(site: Path, providers: Iterable[ProviderFacts], framework: Framework, today: date) -> int:
    """Write the MkDocs site with a page for each provider and each visit; return how many pages that is."""
    env = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=False,
    )
    env.globals.update(framework=framework, today=words(today))
    env.filters["day"] = words
    provider_page, visit_page = env.get_template("provider.md"), env.get_template("visit.md")
    docs = site / "docs"
    for page in ("index.md", "providers/index.md", "frameworks/derby.md", "guidance.md", "about.md"):
        (docs / page).parent.mkdir(parents=True, exist_ok=True)
        (docs / page).write_text("# A page of the directory\n", encoding="utf-8")
    (site / "mkdocs.yml").write_text((TEMPLATES / "mkdocs.yml").read_text(encoding="utf-8"), encoding="utf-8")
    pages = 0
    for provider in providers:
        visits = docs / "providers" / provider.slug / "visits"
        visits.mkdir(parents=True)
        (visits.parent / "index.md").write_text(provider_page.render(provider=provider), encoding="utf-8")
        for visit in provider.visits:
            text = visit_page.render(provider=provider, visit=visit)
            (visits / f"{visit.name}.md").write_text(text, encoding="utf-8")
        pages += 1 + len(provider.visits)
    return pages
