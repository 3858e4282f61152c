"""Everything that the site ships of others stands on its page of licences."""

import re
from pathlib import PurePosixPath

import pytest

from tests.support.sites import ROOT, site

LISTED = (ROOT / "content/licences.md").read_text(encoding="utf-8")
#: Folders and files that this project makes itself.
OURS = re.compile(
    r"(?:[^/]+/)*index\.html|404\.html|apdir\.json|sitemap\.xml(?:\.gz)?|robots\.txt|assets/[\w.-]+|"
    r"(?:forms|places|api|changes|feeds|data|map|providers|finder|compare)/.*"
)


@pytest.mark.slow
def test_what_others_wrote_is_listed() -> None:
    theirs = {
        re.sub(r"\.[0-9a-f]{8}\.min", ".….", name).replace("..", ".")
        for file in site().rglob("*")
        if file.is_file() and not OURS.fullmatch(name := file.relative_to(site()).as_posix())
    }
    assert len(theirs) > 3
    for name in theirs:
        folders = (f"`{folder}/`" for folder in PurePosixPath(name).parents)
        assert f"`{name}`" in LISTED or any(folder in LISTED for folder in folders), name


@pytest.mark.slow
def test_nothing_that_helps_nobody_but_an_attacker_is_shipped() -> None:
    for file in site().rglob("*"):
        assert file.suffix not in (".map", ".py", ".yml", ".md", ".bak"), file
        if file.suffix == ".html":
            text = file.read_text(encoding="utf-8")
            assert "<!--" not in re.sub(r"<!--(?:marks|numbers)-->", "", text), file
            assert "sourceMappingURL" not in text


def test_every_locked_package_has_hashes() -> None:
    for name in ("requirements.lock", "requirements-dev.lock"):
        text = (ROOT / name).read_text(encoding="utf-8")
        pinned = re.findall(r"^[a-z0-9][\w.\[\],-]*==.*?(?=^\S|\Z)", text, re.MULTILINE | re.DOTALL)
        assert len(pinned) > 20
        assert [row.split("==")[0] for row in pinned if "--hash=sha256:" not in row] == []
