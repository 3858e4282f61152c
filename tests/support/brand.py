"""A directory with a face of its own, for tests; and brand colours drawn at random, the same each time."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

from apdir.contrast import TEXT, WHITE, contrast, nearest
from tests.support.sites import ROOT

LOGO = """<?xml version="1.0"?>
<svg xmlns="http://www.w3.org/2000/svg" xmlns:of="https://maker.example/" width="240" height="60" of:version="1">
<metadata><of:kept>by the program</of:kept></metadata><style>.a { fill: #00703c }</style>
<path class="a" d="M6 44c12-16 22-16 34 0s22 16 34 0v10H6z" style="stroke: #5694ca"/>
<rect x="92" y="12" width="140" height="32"/>
</svg>
"""
BRAND = """brand:
  colour: "#00703c"
  header: "#ffffff"
  logo: {file: theme/logo.svg, text: Arms of Coastshire}
  favicon: theme/sign.svg
  footer:
    text: 1 Quay Street. Read [how we use data](privacy/).
    links:
      - {title: Complaints, address: https://www.coastshire.example/complaints}
      - {title: Write to us, address: ap@coastshire.example}
  notice: {text: "Closed until 4 January: [who to ask](accessibility/).", until: 2027-01-03}
  style: theme/own.css
"""


#: All that a `mkdocs.yml` of one's own needs.
NAVIGATION = """nav:
  - Home: index.md
  - Find a provider: providers/index.md
  - About us: about.md
  - Coastshire: https://www.coastshire.example/
"""


def branded(root: Path, brand: str = BRAND) -> Path:
    """The small directory of the tests, with a face of its own."""
    shutil.copytree(ROOT / "tests" / "directory", root)
    (root / "mkdocs.yml").write_text(NAVIGATION, encoding="utf-8")
    (root / "theme").mkdir()
    for name in ("logo.svg", "sign.svg"):
        (root / "theme" / name).write_text(LOGO, encoding="utf-8")
    (root / "theme" / "own.css").write_text("#ap-content { letter-spacing: 0.01em }\n", encoding="utf-8")
    with (root / "settings.yml").open("a", encoding="utf-8") as settings:
        settings.write(f"{brand}repository:\n  url: https://git.coastshire.example/ap/records\n")
    return root


def drawn(count: int) -> list[tuple[str, str]]:
    """So many main colours that are accepted, drawn or nearest to one drawn, each with another for the band."""
    chance = random.Random(17)
    picked = [tuple(f"#{chance.randrange(1 << 24):06x}" for _ in range(2)) for _ in range(count)]
    return [(nearest(one, lambda made: contrast(made, WHITE) >= TEXT), other) for one, other in picked]
