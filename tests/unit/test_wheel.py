"""What is installed from the wheel, away from the repository, makes a directory: nothing of the sample comes along."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

from tests.sites import ROOT

pytestmark = pytest.mark.slow
SAMPLE = re.compile(r"trentside|version of september 2026", re.IGNORECASE)


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment with the wheel, and with the packages of this one, but not with this repository."""
    folder = tmp_path_factory.mktemp("wheel")
    pip = [sys.executable, "-m", "pip", "--quiet", "--no-input", "--disable-pip-version-check"]
    source = folder / "source"
    source.mkdir()
    for name in ("generator", "theme", "frameworks", "content"):
        shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "mkdocs.yml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, source)
    subprocess.run([*pip, "wheel", "--no-deps", "--no-build-isolation", "-w", str(folder), str(source)], check=True)
    shutil.rmtree(source)
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(folder / "env")], check=True)
    packages = Path(sysconfig.get_path("purelib", vars={"base": str(folder / "env")}))
    (wheel,) = folder.glob("*.whl")
    subprocess.run([*pip, "install", "--no-deps", "--target", str(packages), str(wheel)], check=True)
    (packages / "others.pth").write_text(f"{sysconfig.get_path('purelib')}\n", encoding="utf-8")
    return folder / "env"


def run(env: Path, root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """A run of the command that is installed, in the directory's own folder."""
    command = [str(env / "bin" / "python"), "-m", "apdir", "--today", "2026-11-29", *arguments]
    surroundings = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    return subprocess.run(command, cwd=root, env=surroundings, capture_output=True, text=True, check=False)


def test_the_wheel_builds_a_directory_of_records_alone(installed: Path, tmp_path: Path) -> None:
    root = tmp_path / "records"
    shutil.copytree(ROOT / "tests" / "directory", root)
    where = "import apdir; print(apdir.__file__)"
    told = subprocess.run(
        [installed / "bin" / "python", "-c", where], cwd=root, capture_output=True, text=True, check=True
    )
    assert Path(told.stdout.strip()).is_relative_to(installed)
    done = run(installed, root, "build", "--no-search")
    assert done.returncode == 0, done.stdout + done.stderr
    site = root / "site"
    assert list((site / "forms").rglob("*.pdf"))
    assert {path.name for path in root.iterdir()} - {".cache", ".site.lock", "site"} == {"providers", "settings.yml"}
    for page in site.rglob("*.html"):
        assert not SAMPLE.search(page.read_text(encoding="utf-8")), page


def test_the_wheel_holds_every_framework_and_nothing_of_the_samples_own(installed: Path, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "tests" / "directory", tmp_path / "records")
    settings = tmp_path / "records" / "settings.yml"
    text = settings.read_text(encoding="utf-8").replace("leicestershire", "derby")
    settings.write_text(text, encoding="utf-8")
    done = run(installed, tmp_path / "records", "build", "--no-search", "--no-forms")
    assert done.returncode == 0, done.stdout + done.stderr
    pages = {path.name for path in (tmp_path / "records/site/frameworks").iterdir()}
    assert pages == {"derby", "index.html"}
    assert {path.name for path in (tmp_path / "records/site/frameworks/derby").iterdir()} == {"index.html"}
    assert not list((tmp_path / "records/site").rglob("*september-2026*"))
