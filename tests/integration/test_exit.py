"""The way out: the same site without Material's package, and with ProperDocs in the place of MkDocs."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
from importlib import metadata
from pathlib import Path

import pytest

from apdir.plugin.theme import KEPT
from tests.support.sites import ROOT, TODAY

PACKAGES = Path(sysconfig.get_path("purelib"))


def built(root: Path, folder: Path, *away: str, start: str = "pass") -> dict[str, bytes]:
    """The files of a site that is built where the packages whose names begin so are not there at all."""
    packages = folder / "packages"
    packages.mkdir(parents=True)
    for found in PACKAGES.iterdir():
        if not found.name.startswith(away) and found.suffix != ".pth":
            (packages / found.name).symlink_to(found)
    code = f"{start}; from apdir.commands import main; main()"
    out = folder / "site"
    command = [sys.executable, "-S", "-c", code, "--root", os.fspath(root), "--today", TODAY, "build", "--no-cache"]
    paths = os.pathsep.join(map(os.fspath, (packages, ROOT / "generator")))
    done = subprocess.run(
        [*command, "--no-forms", "--out", os.fspath(out)], cwd=folder, env=os.environ | {"PYTHONPATH": paths},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in out.rglob("*") if path.is_file()}


def test_what_is_kept_is_what_is_installed() -> None:
    """Where another version of Material was locked, copy its style sheet and licence to theme/vendor/material/."""
    material = metadata.distribution("mkdocs-material")
    (kept,) = (path for path in KEPT.rglob("*") if path.is_file())
    installed = Path(str(material.locate_file("material/templates"))) / kept.relative_to(KEPT)
    assert kept.read_bytes() == installed.read_bytes()
    assert (KEPT.parent / "LICENSE").read_text(encoding="utf-8") == material.read_text("licenses/LICENSE")


@pytest.mark.slow
def test_the_site_is_the_same_without_material_and_under_properdocs(tmp_path: Path) -> None:
    root = tmp_path / "records"
    shutil.copytree(ROOT / "tests/support/base", root / "providers/case-farm")
    shutil.copy(ROOT / "settings.yml", root)
    usual = built(root, tmp_path / "usual")
    assert "providers/case-farm/visits/2026-03-12-derby/index.html" in usual
    assert built(root, tmp_path / "alone", "material", "mkdocs_material") == usual
    proper = built(root, tmp_path / "proper", "material", "mkdocs", start="import properdocs.replacement")
    assert proper == usual
