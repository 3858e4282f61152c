"""Packages of npm that tests run, where `.ci/setup` puts them; package.json beside this file names them."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

from tests.support.sites import ROOT

PACKAGES = ROOT / ".venv/node/node_modules"
NODE = ROOT / ".venv/bin/node"
#: The W3C's checker of HTML, for Java; and what looks for breaches of WCAG 2 in a page, for a browser.
VNU = PACKAGES / "vnu-jar/build/dist/vnu.jar"
SNIFFER = PACKAGES / "html_codesniffer/build/HTMLCS.js"
#: A screen reader that runs in a page, and says what it reads as text.
SCREEN_READER = PACKAGES / "@guidepup/virtual-screen-reader/lib/esm/index.browser.js"


def run(module: str | Path, given: Any = None) -> Any:
    """What a module of JavaScript, a file or its text, writes as JSON; it reads what is given as JSON."""
    source = [module] if isinstance(module, Path) else ["--input-type=module", "--eval", module]
    command = [NODE, "--disable-warning=MODULE_TYPELESS_PACKAGE_JSON", *source]
    done = subprocess.run(command, input=json.dumps(given), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)
