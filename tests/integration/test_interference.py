"""The public site is the same bytes, whatever the records hold that is not public: nothing can be worked out from it.

A canary shows that no private value is told as it is. Here two directories differ in something private alone, and all
that could depend on it (an order, a count, an id, an address, a time) would be seen.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from tests.integration.test_building import PARTS, copy_of
from tests.integration.test_editions import Canary, canary
from tests.nightly.test_sequences import directory
from tests.support.canary import otherwise
from tests.support.sites import TODAY, apdir

__all__ = ["canary"]  # a directory in which every value can be recognised

pytestmark = pytest.mark.slow  # each builds a site

HOMES = """  - {id: 6-plover-close, name: Home, address: [6 Plover Close], postcode: DE3 0DA, public: no}
  - {id: 9-heron-way, name: Second home, address: [9 Heron Way], postcode: DE3 0DA, public: no}
"""
PICTURE = "pictures: [{file: pictures/farm.jpg, alt: The farm, no_pupils: yes}]\n"
DERBY = "2026-03-12-derby-main.yml"
REFUSED = "2025-09-01-derby.yml"


def commit(root: Path, day: str) -> None:
    """Commit all that is there, on a day."""
    when = os.environ | dict.fromkeys(("GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"), f"{day}T12:00:00+00:00")
    who = ["-c", "user.name=Officer", "-c", "user.email=officer@trentside.example"]
    for line in (["init", "-q"], ["add", "--all"], [*who, "commit", "-q", "--allow-empty", "--message=Edit"]):
        subprocess.run(["git", *line], cwd=root, check=True, env=when)


#: What else the public may be given: commands that write it.
GIVEN = (
    "export --format json --out -",
    "export --out {out}/all.xlsx",
    "due --within 3650 --format ics",
    "form derby-visit --provider {slug} --out {out}/form.html",
)


def site(root: Path, out: Path) -> dict[str, bytes]:
    """Every file of the public site, and what commands write of the public edition."""
    slug = min(path.name for path in (root / "providers").iterdir())
    slug = "farm-0" if (root / "providers/farm-0").exists() else slug
    build = " ".join(["build", *PARTS, "--no-cache", "--jobs", "1", "--out", "{out}"])
    told = {}
    for line in (build, *GIVEN):
        done = apdir(*(word.format(out=out, slug=slug) for word in line.split()), root=root, today=TODAY)
        assert done.returncode == 0, done.stdout + done.stderr
        told[line] = b"" if line == build else done.stdout.replace(str(out), "").encode()
    return told | {path.relative_to(out).as_posix(): path.read_bytes() for path in out.rglob("*") if path.is_file()}


def differing(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    return sorted(name for name in {*one, *other} if one.get(name) != other.get(name))


def replace(root: Path, what: str, by: str, files: str = "**/*.*") -> None:
    """Replace a text in every file of the records."""
    for path in sorted(path for path in (root / "providers").glob(files) if path.suffix != ".jpg"):
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace(what, by), encoding="utf-8")


def names_of_homes(root: Path, other: str) -> None:
    for path in sorted((root / "providers").glob("*/visits/*6-plover-close*")):
        path.rename(path.with_name(path.name.replace("6-plover-close", other)))
    replace(root, "6-plover-close", other)


def names_of_pictures(root: Path) -> None:
    replace(root, "pictures/farm.jpg", "pictures/6-plover-close.jpg", "*/provider.md")
    for path in (root / "providers").glob("*/pictures/farm.jpg"):
        path.rename(path.with_stem("6-plover-close"))


def add_visit(root: Path, day: str, state: str, due: str = "2026-11-10", done: str = "2026-11-09") -> None:
    visits = root / "providers/farm-0/visits"
    text = (visits / DERBY).read_text(encoding="utf-8").replace("2026-06-01", due).replace("2026-05-20", done)
    text = text.replace("2026-03-12", day).replace("state: final", f"state: {state}")
    (visits / f"{day}-derby.yml").write_text(text, encoding="utf-8")


def drafts(root: Path) -> None:
    for day, state in (("2026-10-01", "draft"), ("2026-10-02", "shared with provider"), ("2026-10-03", "disputed"),
                       ("2026-02-01", "draft")):  # fmt: skip
        add_visit(root, day, state)
    planned = "framework: derby\ndate: 2026-12-08\nstate: planned\nsite: main\n"
    (root / "providers/farm-0/visits/2026-12-08-derby.yml").write_text(planned, encoding="utf-8")


def expired(root: Path) -> None:
    for day in ("2024-10-12", "2025-08-30"):
        add_visit(root, day, "final", "2025-09-10", "2025-09-09")


def closed(root: Path) -> None:
    gone = root / "providers/a-farm"
    shutil.copytree(root / "providers/farm-0", gone)
    text = (gone / "provider.md").read_text(encoding="utf-8").replace("Farm 0", "A Farm").replace("KS3, KS4", "KS1")
    text = text.replace("status: listed", "status: closed\nstatus_date: 2020-01-01\npublic_notice: It has closed.")
    (gone / "provider.md").write_text(text, encoding="utf-8")


def refused_again(root: Path) -> None:
    """A draft does not yet lift a refusal, which stays published for as long as it holds."""
    visits = root / "providers/farm-1/visits"
    text = (visits / REFUSED).read_text(encoding="utf-8").replace("2025-09-01", "2026-05-01")
    text = text.replace("not met, may reapply", "all met").replace(": partially", ": fully")
    (visits / "2026-05-01-derby.yml").write_text(text.replace("state: final", "state: draft"), encoding="utf-8")


OFFICERS = """private_reason: The office was not answering.
safeguarding_lead: {name: Centre lead, phone: "01632 960555"}
dates: {fire_drill: 2026-05-05, public_liability_expires: 2026-05-06}
"""
#: What is done to the records, none of it public.
PRIVATE: dict[str, Callable[[Path], None]] = {
    "a home has a later id": lambda root: names_of_homes(root, "zz-top"),
    "a home has a neutral id": lambda root: names_of_homes(root, "site-1"),
    "a home is elsewhere": lambda root: replace(root, "Heron Way], postcode: DE3 0DA", "Low Road], postcode: S1 2HE"),
    "a home has another name": lambda root: replace(root, "name: Second home", "name: A bungalow"),
    "a picture has another name": names_of_pictures,
    "a home is far": lambda root: replace(root, "postcode: DE3 0DA", "far: yes, postcode: DE3 0DA"),
    "visits are not final": drafts,
    "visits have expired": expired,
    "a provider closed long ago": closed,
    "a draft after a refusal": refused_again,
    "officers' fields": lambda root: replace(root, "type: farm\n", f"type: farm\n{OFFICERS}", "*/provider.md"),
    "a visit's notes": lambda root: replace(root, "outcome: majority", "decision: Ask again.\noutcome: majority"),
    "comments": lambda root: replace(root, "name: Farm", "# an officer's note\nname: Farm", "*/provider.md"),
    "what an editor left": lambda root: replace(root, "Sheep", "Cows", "*/provider.md~"),
}  # fmt: skip


@pytest.fixture(scope="module")
def homes(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, bytes]]:
    """A directory in git whose farms have two homes, all visited on one day, and its public site."""
    root = directory(tmp_path_factory.mktemp("homes") / "records")
    settings = (root / "settings.yml").read_text(encoding="utf-8")
    settings = re.sub(r"visits_for_months: \d+", "visits_for_months: 12", settings)
    (root / "settings.yml").write_text(settings, encoding="utf-8")
    replace(root, "offer:\n", f"{HOMES}{PICTURE}offer:\n", "*/provider.md")
    for provider in (root / "providers").glob("*/provider.md"):
        (provider.parent / "pictures").mkdir()
        Image.new("RGB", (400, 300), "green").save(provider.parent / "pictures/farm.jpg")
    for visits in (root / "providers").glob("*/visits"):
        [visit] = visits.iterdir()
        text = visit.read_text(encoding="utf-8")
        visit.unlink()
        for name in ("6-plover-close", "9-heron-way", "main"):
            (visits / f"2026-03-12-derby-{name}.yml").write_text(
                text.replace("site: main", f"site: {name}"), encoding="utf-8"
            )
    refused = root / "providers/farm-1/visits"
    text = (refused / DERBY).read_text(encoding="utf-8").replace("2026-03-12", "2025-09-01")
    for visit in refused.iterdir():
        visit.unlink()
    text = text.partition("improvement_plan")[0].replace(": fully", ": partially").replace("site: main\n", "")
    (refused / REFUSED).write_text(text.replace("majority met", "not met, may reapply"), encoding="utf-8")
    (root / "providers/farm-2/provider.md~").write_text("Sheep, of an earlier day.", encoding="utf-8")
    commit(root, "2026-04-05")
    return root, site(root, root.parent / "site")


#: What is done at once; `make test-long` does one thing at a time.
TOGETHER = (
    ("a home has a later id", "a home is elsewhere", "a home has another name"),
    ("a home has a neutral id", "a picture has another name", "a home is far"),
    ("visits have expired", "a draft after a refusal"),
    ("visits are not final", "a provider closed long ago", "officers' fields", "a visit's notes", "comments",
     "what an editor left"),
)  # fmt: skip
assert {name for names in TOGETHER for name in names} == set(PRIVATE)
TRIED = [(name,) for name in PRIVATE] if "ONE_AT_A_TIME" in os.environ else TOGETHER


@pytest.mark.parametrize("names", TRIED, ids=", ".join)
def test_the_public_site_is_the_same_whatever_is_private(
    names: tuple[str, ...], homes: tuple[Path, dict[str, bytes]], tmp_path: Path
) -> None:
    root = Path(shutil.copytree(homes[0], tmp_path / "records"))
    for name in names:
        before = {path: path.read_bytes() for path in (root / "providers").rglob("*.*")}
        PRIVATE[name](root)
        assert before != {path: path.read_bytes() for path in (root / "providers").rglob("*.*")}, name
    commit(root, "2026-05-05")
    assert differing(homes[1], site(root, tmp_path / "site")) == []
    told = apdir("changes", "HEAD~1..HEAD", root=root, today=TODAY).stdout
    assert "and 0 pages change (public edition" in told, told


def test_the_public_site_is_the_same_whatever_a_private_field_says(canary: Canary, tmp_path: Path) -> None:
    root = tmp_path / "records"
    copy_of(canary.root, root)
    others = {mark.value: otherwise(mark.value) for mark in canary.marks if mark.private}
    others |= {"looked_after: 'no'": "looked_after: 'yes'", "rag: amber": "rag: red", "id: hidden": "id: a-home",
               "confirmed: 'yes'": "confirmed: 'no'", "far: 'yes'": "far: 'no'"}  # fmt: skip
    value = re.compile(rf"(?<![a-zA-Z\d.@])(?:{'|'.join(map(re.escape, others))})(?!\w)")
    replaced = set()

    def other(found: re.Match[str]) -> str:
        replaced.add(found[0])
        return others[found[0]]

    for path in [path for path in (root / "providers").rglob("*.*") if path.suffix != ".jpg"]:
        path.write_text(value.sub(other, path.read_text(encoding="utf-8")), encoding="utf-8")
        path.rename(path.with_name(value.sub(other, path.name)))  # the day of a planned visit is private too
    assert replaced == set(others)
    assert differing(site(canary.root, tmp_path / "one"), site(root, tmp_path / "other")) == []
