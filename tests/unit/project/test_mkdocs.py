"""mkdocs.yml orders the pages; nothing in it has a build run a program or publish another file."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import yaml

from apdir.rules import check_content
from apdir.rules.mkdocs import FIXED, read_mkdocs
from tests.support.sites import ROOT, apdir

OURS = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
#: What to put before our own file, or in place of a part of it, so that MkDocs would run or publish something else.
#: `{canary}` is a file that a program would make, and what is told where.
HOSTILE = {
    "hooks": ("", "hooks: [content/run.py]\n", "`hooks` cannot be set"),
    "a plugin": ("plugins:\n  - apdir\n", "plugins:\n  - apdir\n  - search\n", "`plugins` is not as the program"),
    "an extension": ("  - md_in_html\n", "  - md_in_html\n  - run\n", "`markdown_extensions` is not as the program"),
    "files of others": ("  - md_in_html\n", "  - pymdownx.snippets: {base_path: /}\n", "`markdown_extensions` is not"),
    "a tag": ("", "x: !!python/object/apply:pathlib.Path.touch [!!python/object/apply:pathlib.Path ['{canary}']]\n",
              "A tag (`!name`) is used here."),
    "the environment": ("site_name: AP Directory", "site_name: !ENV HOME", "A tag (`!name`) is used here."),
    "another file": ("", "INHERIT: content/other.yml\n", "`INHERIT` cannot be set"),
    "a theme": ("custom_dir: theme", "custom_dir: providers", "`theme` is not as the program has it"),
    "a template": ("    - 404.html\n", "    - 404.html\n    - evil.xml\n", "`theme` is not as the program has it"),
    "other pages": ("docs_dir: content", "docs_dir: .", "`docs_dir` is not as the program has it"),
    "another place": ("site_dir: site", "site_dir: /tmp", "`site_dir` is not as the program has it"),
    "a script": ("", "extra_javascript: [https://evil.example/a.js]\n", "`extra_javascript` cannot be set"),
    "more for templates": ("", "extra: {edition: commissioner}\n", "`extra` cannot be set"),
    "a watched folder": ("", "watch: [/]\n", "`watch` cannot be set"),
    "the address": ("", "site_url: https://evil.example/\n", "`site_url` cannot be set"),
    "what is left out": ("exclude_docs: |\n", "exclude_docs: |\n  !.hidden.md\n", "would publish files"),
    "text that is a list": ("exclude_docs: |\n", "exclude_docs: []\nx_: |\n", "`exclude_docs` must be text"),
    "a script in the navigation": ("Home: index.md", "Home: javascript:alert(1)", "leads neither to a page"),
    "a way out": ("Home: index.md", "Home: ../providers/a/provider.md", "leads neither to a page"),
    "a whole path": ("Home: index.md", "Home: /etc/passwd.md", "leads neither to a page"),
    "another host": ("Home: index.md", "Home: //evil.example/a.md", "leads neither to a page"),
    "no navigation": ("nav:\n", "nav: all\nx_:\n", "leads neither to a page"),
}  # fmt: skip


def hostile(what: str, folder: Path) -> tuple[str, str]:
    """Our own file made hostile, and what is told of it."""
    old, new, told = HOSTILE[what]
    assert old in OURS
    return OURS.replace(old, new.replace("{canary}", str(folder / "canary")), 1), told


@pytest.mark.parametrize("what", HOSTILE)
def test_what_could_run_or_publish_something_else_is_told_and_never_reaches_mkdocs(what: str, tmp_path: Path) -> None:
    text, told = hostile(what, tmp_path)
    (tmp_path / "mkdocs.yml").write_text(text, encoding="utf-8")
    known, problems = read_mkdocs(tmp_path)
    [line] = {text.splitlines()[problem.line - 1] for problem in problems if told in problem.message}
    assert line not in OURS.splitlines() or line.partition(":")[0] in {*FIXED, "exclude_docs"}
    assert set(known) <= {*FIXED, "site_name", "nav", "exclude_docs", "not_in_nav"}
    assert {name: known[name] for name in FIXED} == FIXED
    assert set(problems) <= set(check_content(tmp_path))


def test_our_own_file_is_right_and_said_once_more_by_what_is_fixed() -> None:
    known, problems = read_mkdocs(ROOT)
    assert problems == []
    assert known == yaml.safe_load(OURS)


def test_a_directory_orders_its_own_pages(tmp_path: Path) -> None:
    nav = "nav:\n  - index.md\n  - Ours:\n      - A page: guidance/a-page.md\n      - Council: https://council.example/x\n"
    (tmp_path / "mkdocs.yml").write_text(f"site_name: Ours\n{nav}exclude_docs: |\n  /drafts/\n", encoding="utf-8")
    known, problems = read_mkdocs(tmp_path)
    assert problems == []
    assert known["nav"][1] == {"Ours": [{"A page": "guidance/a-page.md"}, {"Council": "https://council.example/x"}]}


@pytest.mark.slow
@pytest.mark.parametrize("what", ["hooks", "an extension", "a tag", "another file"])
def test_a_build_runs_nothing_that_mkdocs_yml_names(what: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = tmp_path / "records"
    for name in ("content", "frameworks", "theme"):
        shutil.copytree(ROOT / name, root / name)
    (root / "providers").mkdir()
    shutil.copy(ROOT / "settings.yml", root)
    text, _ = hostile(what, tmp_path)
    (root / "mkdocs.yml").write_text(text, encoding="utf-8")
    program = f"import pathlib\npathlib.Path({str(tmp_path / 'canary')!r}).touch()\n"
    (root / "content/run.py").write_text(program, encoding="utf-8")
    (root / "content/other.yml").write_text("hooks: [content/run.py]\n", encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(root / "content"))
    done = apdir("build", "--no-search", "--no-forms", "--no-feeds", "--out", str(tmp_path / "site"), root=root)
    assert done.returncode == 1
    assert "mkdocs.yml:" in done.stdout
    assert not (tmp_path / "canary").exists()
    assert not (tmp_path / "site").exists()
