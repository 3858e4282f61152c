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

from tests.support.sites import ROOT

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
    for name in ("pyproject.toml", "mkdocs.yml", "CHANGELOG.md", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, source)
    subprocess.run([*pip, "wheel", "--no-deps", "--no-build-isolation", "-w", str(folder), str(source)], check=True)
    shutil.rmtree(source)
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(folder / "env")], check=True)
    packages = Path(sysconfig.get_path("purelib", vars={"base": str(folder / "env")}))
    (wheel,) = folder.glob("*.whl")
    subprocess.run([*pip, "install", "--no-deps", "--target", str(packages), str(wheel)], check=True)
    (packages / "others.pth").write_text(f"{sysconfig.get_path('purelib')}\n", encoding="utf-8")
    return folder / "env"


def run(env: Path, root: Path, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    """A run of the command that is installed, in the directory's own folder."""
    command = [str(env / "bin" / "python"), "-m", "apdir", "--today", "2026-11-29", *arguments]
    surroundings = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"} | more
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
    of_derby = {path.name for path in (tmp_path / "records/site/frameworks/derby").iterdir()}
    assert of_derby == {"index.html", "self-assessment"}
    assert not list((tmp_path / "records/site").rglob("*september-2026*"))


@pytest.fixture(scope="module")
def earlier(installed: Path) -> Path:
    """An environment with a version before the wheel's: it reads `outcome_rule`, and has a file that is gone since."""
    env = installed.with_name("earlier")
    shutil.copytree(installed, env, symlinks=True)
    (package,) = env.glob("lib/python*/site-packages/apdir")
    about, framework = package / "__init__.py", package / "model" / "framework.py"
    about.write_text(re.sub(r'__version__ = ".*"', '__version__ = "0.1.0"', about.read_text(encoding="utf-8")))
    text = framework.read_text(encoding="utf-8")
    field = '    outcome_rule: Line = for_all("What it once was.", example="derby", default="none")\n'
    framework.write_text(re.sub(r"    renamed: .*\n", field, text), encoding="utf-8")
    (package / "theme/assets/crest.css").write_text("", encoding="utf-8")
    return env


@pytest.fixture
def ours(tmp_path: Path) -> Path:
    """A directory with a framework, a page and colours of its own, which names the earlier version."""
    root = tmp_path / "ours"
    shutil.copytree(ROOT / "tests" / "directory", root)
    text = (ROOT / "frameworks/derby/2024-05.yml").read_text(encoding="utf-8")
    text = re.sub(r"^id: .*", "id: coastshire", text, flags=re.MULTILINE)
    text = re.sub(r"^# [^\n]*\noutcome_rules:\n(?:  .*\n)*", "outcome_rule: derby  # ours\n", text, flags=re.MULTILINE)
    own = {
        "frameworks/coastshire/2024-05.yml": text,
        "settings.yml": (root / "settings.yml").read_text(encoding="utf-8").replace("s: [le", "s: [coastshire, le", 1),
        "content/guidance/visits.md": "# Visits in Coastshire\n",
        "theme/assets/names.css": ":root { --ap-brand: #5b2c83 }\n",
        "requirements.txt": "# The program\napdir==0.1.0\n",
    }
    for name, written in own.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(written, encoding="utf-8")
    return root


def contents(root: Path) -> dict[str, str]:
    files = (path for path in root.rglob("*") if path.is_file() and ".cache" not in path.parts)
    return {path.relative_to(root).as_posix(): path.read_text(encoding="utf-8") for path in files}


def test_a_directory_is_taken_from_one_wheel_to_the_next_by_one_command(
    installed: Path, earlier: Path, ours: Path
) -> None:
    before = contents(ours)
    (wheel,) = installed.parent.glob("*.whl")
    # What the program rests on is there already, so pip asks nobody.
    packages = {"PIP_NO_DEPS": "1", "PIP_NO_INDEX": "1", "PIP_IGNORE_INSTALLED": "1",
                "PYTHONPATH": sysconfig.get_path("purelib")}  # fmt: skip
    done = run(earlier, ours, "upgrade", str(wheel), **packages)
    assert done.returncode == 0, done.stdout + done.stderr
    after = contents(ours)
    changed = {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}
    assert changed == {"requirements.txt", "frameworks/coastshire/2024-05.yml"}
    assert after["requirements.txt"] == f"# The program\napdir=={wheel.name.split('-')[1]}\n"
    assert "outcome_rules:\n  - {when: [{all: yes}], gives: [all met]}" in after["frameworks/coastshire/2024-05.yml"]
    assert "# ours" in after["frameworks/coastshire/2024-05.yml"]
    for said in ("`outcome_rule: derby` becomes `outcome_rules`", "No approval status has changed (1 provider).",
                 "Fields that the data files no longer have: frameworks: outcome_rule.", "In the program"):  # fmt: skip
        assert said in done.stdout, done.stdout


def test_nothing_is_written_where_something_would_be_lost(installed: Path, earlier: Path, ours: Path) -> None:
    (ours / "theme/assets/crest.css").write_text(".crest { color: #5b2c83 }\n", encoding="utf-8")
    before = contents(ours)
    done = run(installed, ours, "upgrade", "--before", str(earlier / "bin/python"))
    assert done.returncode == 1, done.stdout + done.stderr
    assert "theme/assets/crest.css stands in place of a file that version" in done.stdout
    assert contents(ours) == before
    (ours / "theme/assets/crest.css").unlink()
    (ours / "content/about.md").write_text("# About\n\n[Gone](nowhere.md)\n", encoding="utf-8")
    done = run(installed, ours, "upgrade", "--before", str(earlier / "bin/python"))
    assert done.returncode == 1, done.stdout + done.stderr
    assert "content/about.md:3:" in done.stdout
    assert (ours / "requirements.txt").read_text(encoding="utf-8") == before["requirements.txt"]
