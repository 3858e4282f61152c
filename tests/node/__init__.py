"""Packages of npm that tests run, where `.ci/setup` puts them; package.json beside this file names them."""

from __future__ import annotations

from tests.support.sites import ROOT

PACKAGES = ROOT / ".venv/node/node_modules"
NODE = ROOT / ".venv/bin/node"
#: The W3C's checker of HTML, for Java; and what looks for breaches of WCAG 2 in a page, for a browser.
VNU = PACKAGES / "vnu-jar/build/dist/vnu.jar"
SNIFFER = PACKAGES / "html_codesniffer/build/HTMLCS.js"
