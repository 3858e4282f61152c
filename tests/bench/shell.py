"""Material's page, made once by MkDocs, as a text with slots: what Hugo puts its pages into."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

SETTINGS = """\
site_name: AP Directory
site_url: https://directory.example/
theme:
  name: material
  language: en
  font: false
  palette:
  - media: "(prefers-color-scheme: light)"
    scheme: default
    toggle: {icon: material/weather-night, name: Switch to dark}
  - media: "(prefers-color-scheme: dark)"
    scheme: slate
    toggle: {icon: material/weather-sunny, name: Switch to light}
  features: [navigation.tabs, navigation.top, navigation.footer]
nav:
- Home: index.md
- Providers: providers/index.md
- Frameworks: frameworks/index.md
- Guidance: guidance.md
- About: about.md
not_in_nav: |
  /providers/*/
plugins: []
markdown_extensions:
- tables
- toc: {permalink: true}
"""
PLAIN_PAGES = ("index.md", "providers/index.md", "frameworks/index.md", "guidance.md", "about.md")


def write_site(folder: Path) -> None:
    """Lay out a MkDocs site in `folder`: settings and the hand-written pages, no providers yet."""
    (folder / "mkdocs.yml").write_text(SETTINGS, encoding="utf-8")
    for page in PLAIN_PAGES:
        path = folder / "docs" / page
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"# {page.removesuffix('.md').replace('/index', '').capitalize()}\n", encoding="utf-8")


def mkdocs_command() -> list[str]:
    """The command that builds the MkDocs site in the working directory, to which options are added."""
    return [sys.executable, "-m", "mkdocs", "build", "--quiet"]


def build(folder: Path) -> Path:
    """Build the MkDocs site in `folder` and return where it stands."""
    subprocess.run([*mkdocs_command(), "--site-dir", "site"], cwd=folder, check=True, stderr=subprocess.DEVNULL)
    return folder / "site"
