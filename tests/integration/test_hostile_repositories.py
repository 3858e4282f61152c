"""What a stranger's branch can carry: links, pipes, caches and plans; nothing outside the directory is read or touched.

Each case makes one hostile directory. Whatever a command then says, nothing elsewhere has changed, nothing of elsewhere
and nothing that the checker has not seen is in the site, and no command hangs or prints a traceback.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from apdir.commands import check, revisions
from apdir.commands.check import find_problems
from apdir.commands.main import apdir, main
from apdir.forms.fill import fill
from apdir.output import Busy, NotOurs
from apdir.plugin import writing as making
from apdir.rules import content
from apdir.rules import kept as kept_files
from apdir.source.save import NotSaved
from apdir.state import NotAFile, writing
from tests.conftest import EVERY_PAGE
from tests.integration.test_building import digest
from tests.nightly.test_sequences import directory
from tests.support.memory import MOST, cost
from tests.support.sites import ROOT, TODAY

pytestmark = pytest.mark.slow

#: Stands in every file that must not come into a site.
SECRET = "Zanzibar"
Case = Callable[[Path, Path], None]


def run(root: Path, *arguments: str) -> tuple[int, str]:
    """How a command ends and what it says, in at most a minute."""

    def late(*_: object) -> None:
        raise AssertionError(f"{arguments} hangs")

    before = signal.signal(signal.SIGALRM, late)
    signal.alarm(60)
    try:
        done = CliRunner().invoke(apdir, ["--root", str(root), "--today", TODAY, *arguments])
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)
    if isinstance(done.exception, (Busy, NotOurs, NotSaved, NotAFile, OSError)):  # `main` tells these
        return 2, done.output + str(done.exception)
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done.exit_code, done.output


def checked(name: str, root: Path) -> Iterator[tuple[int, str]]:
    """Yield what a check says, and a build, which begins with one: of every third case, or of all each night."""
    yield run(root, "check")
    if EVERY_PAGE or zlib.crc32(name.encode()) % 3 == 0:
        yield build(root)


def build(root: Path, *arguments: str) -> tuple[int, str]:
    return run(root, "build", "--no-forms", "--no-search", "--jobs", "1", *arguments)


def state(folder: Path) -> dict[str, object]:
    """Every name below a folder, with its time, and what is in it."""
    return {
        path.relative_to(folder).as_posix(): (path.lstat().st_mtime_ns, path.read_bytes() if path.is_file() else b"")
        for path in folder.rglob("*")
    }


def texts(site: Path) -> Iterator[str]:
    for path in site.rglob("*"):
        yield path.name
        if path.is_file():
            yield path.read_bytes().decode("utf-8", "replace")


def made(folder: Path) -> Path:
    """A directory with a private word in its records and in git's own folder, and files elsewhere."""
    root = directory(folder / "records")
    [visit, *_] = sorted((root / "providers/farm-1/visits").glob("*.yml"))
    visit.write_text(f"{visit.read_text(encoding='utf-8')}# {SECRET}\n", encoding="utf-8")
    (root / ".git").mkdir()
    (root / ".git/config").write_text(SECRET, encoding="utf-8")
    elsewhere = folder / "elsewhere"
    (elsewhere / "folder").mkdir(parents=True)
    for name in ("secret.txt", "page.md", "record.yml", "folder/page.md", "folder/picture.png", "index.html"):
        (elsewhere / name).write_text(f"# {SECRET}\n", encoding="utf-8")
    return root


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return made(tmp_path)


@pytest.fixture(scope="module")
def as_it_is(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The digest of the site of such a directory, as nobody has touched it."""
    root = made(tmp_path_factory.mktemp("as-it-is"))
    assert build(root)[0] == 0
    return digest(root / "site")


def link(name: str, target: str = "") -> Case:
    """A link in the place of what is there: to something elsewhere or, where it begins with a dot, in the directory."""

    def make(root: Path, elsewhere: Path) -> None:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.is_dir() and not target:
            path.rename(elsewhere / "moved")
            path.symlink_to(elsewhere / "moved")
            return
        path.unlink(missing_ok=True)
        path.symlink_to(target if target.startswith(".") else elsewhere / target)

    return make


def pipe(name: str) -> Case:
    def make(root: Path, elsewhere: Path) -> None:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).unlink(missing_ok=True)
        os.mkfifo(root / name)

    return make


def file(name: str | bytes, text: str = SECRET) -> Case:
    def make(root: Path, elsewhere: Path) -> None:
        path = root / os.fsdecode(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    return make


def themed(case: Case) -> Case:
    """The same in a directory with a theme of its own."""

    def make(root: Path, elsewhere: Path) -> None:
        shutil.copytree(ROOT / "theme", root / "theme")
        shutil.copy(ROOT / "mkdocs.yml", root)
        case(root, elsewhere)

    return make


PLAN = "1 1\n" + json.dumps({"providers/x/provider.md": {"was": None, "is": "", "text": SECRET}})
DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{}</svg>'
VISIT = "providers/farm-1/visits/2026-03-12-derby.yml"
#: What a branch carries, and the name in it by which `check` and `build` refuse it.
REFUSED_BY_CHECK: dict[str, tuple[Case, str]] = {
    "a record as a picture": (link("content/v.png", f"../{VISIT}"), "content/v.png"),
    "a record as a file": (link("content/v.yml", f"../{VISIT}"), "content/v.yml"),
    "an editor's copy": (link("content/x~", f"../{VISIT}"), "content/x~"),
    "git's own settings": (link("content/config.md", "../.git/config"), "content/config.md"),
    "a hidden page": (link("content/.page.md", "page.md"), "content/.page.md"),
    "a page from elsewhere": (link("content/page.md", "page.md"), "content/page.md"),
    "a folder from elsewhere": (link("content/more", "folder"), "content/more"),
    "content from elsewhere": (link("content"), "content"),
    "a pipe as a page": (pipe("content/pipe.md"), "content/pipe.md"),
    "a pipe as a picture": (pipe("content/deep/pipe.png"), "content/deep/pipe.png"),
    "a pipe without an ending": (pipe("content/pipe"), "content/pipe"),
    "a device": (link("content/zero.md", "/dev/zero"), "content/zero.md"),
    "a copy of a record": (file("content/notes.yml"), "content/notes.yml"),
    "a page of HTML": (file("content/evil.html", f"<script>{SECRET}</script>"), "content/evil.html"),
    "a picture with scripts": (file("content/evil.svg", f"<svg><script>{SECRET}</script></svg>"), "content/evil.svg"),
    "a saved email": (file("content/notes.eml"), "content/notes.eml"),
    "a name that is no text": (file(b"content/caf\xe9.md", "# Words\n"), r"content/caf\xe9.md"),
    "a name that begins a line": (file("content/a\n::error::b.md", "# Words\n"), "content/a ::error::b.md"),
    "a name that moves the cursor": (file("content/\x1b[31mred.md", "# Words\n"), "content/ [31mred.md"),
    "a name that reads backwards": (file("content/\u202egnp.md", "# Words\n"), "content/ gnp.md"),
    "a name that nobody sees": (file("content/\u200b.md", "# Words\n"), "content/"),
    "a name with a tag": (file("content/<b>.md", "# Words\n"), "content/<b>.md"),
    "a name with a question": (file("content/a?b#c.md", "# Words\n"), "content/a?b#c.md"),
    "a picture whose name is no text": (file(b"content/caf\xe9.png"), r"content/caf\xe9.png"),
    "a provider from elsewhere": (link("providers/linked", "folder"), "providers/linked"),
    "a hidden provider": (link("providers/.linked", "folder"), "providers/.linked"),
    "visits from elsewhere": (link("providers/farm-1/visits"), "providers/farm-1/visits"),
    "a record from elsewhere": (link("providers/farm-1/provider.md", "page.md"), "providers/farm-1/provider.md"),
    "a pipe as a record": (pipe("providers/farm-1/provider.md"), "providers/farm-1/provider.md"),
    "another provider's visit": (link("providers/farm-2/visits/2026-01-01-derby.yml", f"../../../{VISIT}"),
                                 "providers/farm-2/visits/2026-01-01-derby.yml"),
    "all providers from elsewhere": (link("providers"), "providers"),
    "frameworks from elsewhere": (link("frameworks"), "frameworks"),
    "a framework from elsewhere": (link("frameworks/derby/2020-01.yml", "record.yml"), "frameworks/derby/2020-01.yml"),
    "a pipe as the crosswalk": (pipe("frameworks/crosswalk.yml"), "frameworks/crosswalk.yml"),
    "a form from elsewhere": (link("content/forms/x.yml", "record.yml"), "content/forms/x.yml"),
    "settings from elsewhere": (link("settings.yml", "record.yml"), "settings.yml"),
    "MkDocs' settings from elsewhere": (link("mkdocs.yml", "record.yml"), "mkdocs.yml"),
    "a theme from elsewhere": (themed(link("theme")), "theme"),
    "a script from elsewhere": (themed(link("theme/assets/extra.js", "secret.txt")), "theme/assets/extra.js"),
    "assets from elsewhere": (themed(link("theme/assets")), "theme/assets"),
    "the sign with a script": (themed(file("theme/assets/favicon.svg", DRAWING.format("<script>x</script>"))),
                               "theme/assets/favicon.svg: This drawing cannot be used as it is: there is `<script>`"),
    "a drawing of depths": (file("theme/a.svg", DRAWING.format("<g>" * 4_900 + "</g>" * 4_900)), "too deep in each"),
    "a style of depths": (file("theme/a.svg", DRAWING.format(f'<g style="fill:{"(" * 60_000}"/>')), "too deep in each"),
    "a style sheet of depths": (file("theme/a.css", f"a{{b:{'f(' * 50_000}url(//x.example/y)"), "theme/a.css:1:1000"),
    "a drawing that fetches": (file("theme/a.SVG", DRAWING.format('<use href="https://x.example/y.svg#z"/>')),
                               "theme/a.SVG: This drawing cannot be used as it is: it fetches another file (`href`)"),
    **{f"its own {name}": (file(f"content/{name}", "# Mine\n"), f"content/{name}: The program makes") for name in (
        "providers/farm-1/index.md", "providers/farm-9.md", "compare.md", "frameworks/derby/README.md",
        "admin/index.md", "api/v1/providers.csv", "robots.txt",
    )},
    "a page with a file's name": (file("content/index.html.md", "# Mine\n"), "content/index.html.md`: The name"),
    "a folder with a file's name": (file("content/404.html/x.md", "# Mine\n"), "content/404.html/x.md`: The name"),
    "a plan": (file(".apdir-saving.json", PLAN), ".apdir-saving.json was not left here"),
    "a folder as a plan": (file(".apdir-saving.json/x"), ".apdir-saving.json was not left here"),
    "a plan from elsewhere": (link(".apdir-saving.json", "record.yml"), ".apdir-saving.json was not left here"),
    "a folder as a plan that is not finished": (file(".apdir-saving.json.new/x"), ".apdir-saving.json.new is a folder"),
    "a pipe in the theme": (themed(pipe("theme/assets/extra.js")), "theme/assets/extra.js"),
}  # fmt: skip
#: What stands where the program itself writes.
REFUSED_WHERE_WRITTEN: dict[str, tuple[Case, str]] = {
    "the site elsewhere": (link("site", "folder"), "site"),
    "the site before last elsewhere": (link(".site.spare", "folder"), ".site.spare"),
    "the new site elsewhere": (link(".site.building-x", "folder"), ".site.building-x"),
    "a lock elsewhere": (link(".site.lock", "secret.txt"), ".site.lock"),
    "a lock that is nowhere": (link(".site.lock", "nowhere"), ".site.lock"),
    "a pipe as a lock": (pipe(".site.lock"), ".site.lock"),
    "the cache elsewhere": (link(".cache", "folder"), ".cache"),
    "our cache elsewhere": (link(".cache/apdir", "folder"), ".cache/apdir"),
    "a site's cache elsewhere": (link(".cache/apdir/public-site", "folder"), "public-site"),
    "a file of the cache elsewhere": (link(".cache/apdir/news.json", "secret.txt"), "news.json"),
    "the forms' lock elsewhere": (link(".cache/apdir/forms/.lock", "secret.txt"), ".lock"),
    "a pipe in the cache": (pipe(".cache/apdir/public-site/providers.cache"), "providers.cache"),
    "a file as the new site": (file(".site.building"), ".site.building"),
    "a folder as a lock": (file(".site.lock/x"), ".site.lock"),
    "a file as the cache": (file(".cache"), ".cache"),
}
#: What does no harm: it is not looked at, or not believed.
HARMLESS: dict[str, Case] = {
    "a plan of the version before": file(".apdir-saving/plan.json", json.dumps(["providers/farm-1/provider.md"])),
    "a cache that is none": file(".cache/apdir/public-site/providers.cache", '{"format": 6, "key": ""}\n'),
    "files of the theme that no browser asks for": themed(file("theme/record.yml")),
    "a copy of a record in the theme": themed(file("theme/assets/visit.yml")),
    "a hidden page": file("content/.hidden.md"),
    "an editor's copy": file("content/about.md~"),
    "a hidden folder": file("content/.hidden/page.md"),
    "a page left where the site is made": file(".site.building-x/site/left.html"),
    "a page left by the version before": file(".site.spare/left.html"),
}  # fmt: skip


@contextmanager
def untouched(root: Path) -> Iterator[None]:
    """Nothing elsewhere, and none of the records, changes; no secret comes into the site."""
    elsewhere = root.parent / "elsewhere"
    before = state(elsewhere), state(root / "providers")
    yield
    assert (state(elsewhere), state(root / "providers")) == before
    if (root / "site/apdir.json").is_file():
        assert [text[:80] for text in texts(root / "site") if SECRET in text] == []


@pytest.mark.parametrize("name", REFUSED_BY_CHECK)
def test_what_the_checker_refuses_is_not_read_and_not_published(name: str, root: Path) -> None:
    case, told = REFUSED_BY_CHECK[name]
    case(root, root.parent / "elsewhere")
    with untouched(root):
        for done, said in checked(name, root):
            assert done in (1, 2), said
            assert told in said
            assert SECRET not in said
    assert not (root / "site").exists()


@pytest.mark.parametrize("name", REFUSED_WHERE_WRITTEN)
def test_what_stands_where_a_build_writes_is_refused_by_name(name: str, root: Path) -> None:
    case, told = REFUSED_WHERE_WRITTEN[name]
    case(root, root.parent / "elsewhere")
    with untouched(root):
        for done, said in (run(root, "check"), build(root)):
            assert done in (1, 2), said
            assert told in said
    assert not (root / "site/apdir.json").exists()


def test_a_drawing_of_ones_own_comes_into_the_site_made_anew(root: Path) -> None:
    inner = (
        f'<metadata>{SECRET}</metadata><x:script xmlns:x="http://www.w3.org/1999/xhtml">x</x:script><path d="M0 0"/>'
    )
    file("theme/assets/a.svg", DRAWING.format(inner))(root, root)
    with untouched(root):
        for done, said in (run(root, "check"), build(root)):
            assert done == 0, said
    made = (root / "site/assets/a.svg").read_text(encoding="utf-8")
    assert ("<path" in made, "script" in made) == (True, False)


def test_code_in_a_theme_of_ones_own_is_named(root: Path) -> None:
    assert "theme" not in run(root, "check")[1]
    for name in ("assets/extra.js", "assets/own.css", "hosts/every/a.txt", "pages/home.html"):
        file(f"theme/{name}", "/* {} */")(root, root)
    told = "no check can judge: theme/assets/extra.js, theme/hosts/every/a.txt, theme/pages/home.html."
    assert told in run(root, "check")[1]


#: What stands in a file of the theme, and what is said of it: by a build alone where it is a name that is not there.
TEMPLATES: dict[str, tuple[str, bool, str]] = {
    "404.html": ("\n{% if %}", True, ":2:1: Expected an expression"),
    "main.html": ("{{ page.nothing.more }}", False, ":1:1: 'mkdocs.structure"),
    "pages/_shapes.html": ("\n\n{% macro shape %}", True, ":3:1: expected token"),
    "pages/_drawing.html": ("{% macro drawing() %}{% endmacro %}", False, "theme: `_drawing.html` has no macro"),
    "pages/_prose.html": ("\n{{ nothing }}", False, ":2:1: 'nothing' is undefined"),
    "pages/_row.html": ("{{ 1 / 0 }}", False, ":1:1: division by zero"),
    "pages/home.html": ('{% include "none.html" %}', False, ":1:1: there is no template `none.html`."),
    "pages/map.svg.html": ("\n{{ nothing }}", False, ":2:1: 'nothing' is undefined"),
    "pages/provider.html": ("{{ title|nothing }}", False, ":1:1: No filter named 'nothing'."),
    "pages/visit.html": ('{% include "visit.html" %}', False, ":1:1: it is nested too deep"),
    "forms/form.html": ("{{ form.nothing }}", False, ":1:1: 'apdir.forms.form.Form"),
    "brand/colours.css.jinja": ("{% for %}", True, ":1:1: Expected"),
    "hosts/every/a.txt": ("{{ nothing }}", False, ":1:1: 'nothing' is undefined"),
}  # fmt: skip


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_of_ones_own_that_fails_is_told_at_its_line(
    name: str, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text, by_check, told = TEMPLATES[name]
    where, _, why = (f"theme/{name}{told}" if told.startswith(":") else told).partition(": ")
    told = f"{where}: This template cannot be used: {why}"
    path = root / "theme" / name
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="utf-8")
    done, said = run(root, "check")
    assert (done, told in said) == (int(by_check), by_check), said
    monkeypatch.setattr(making, "WORTH_SHARING", 1)
    done, said = build(root, "--jobs", "2")
    assert (done, told in said) == (1, True), said
    assert not (root / "site").exists()


def test_a_file_for_hosts_may_stand_in_a_folder(root: Path) -> None:
    file("theme/hosts/every/.well-known/security.txt", "Contact: {{ url }}\n")(root, root)
    done, said = build(root)
    assert done == 0, said
    assert (root / "site/.well-known/security.txt").read_text("utf-8").startswith("Contact: https://")


def test_a_folder_that_a_build_would_not_replace_is_pointed_out(root: Path) -> None:
    file("site/mine.txt", "Words")(root, root)
    done, said = run(root, "check")
    assert (done, "To look at: site: These files are no site that this program made" in said) == (0, True), said
    assert build(root)[0] == 2
    assert (root / "site/mine.txt").read_text("utf-8") == "Words"


@pytest.mark.parametrize("name", HARMLESS)
def test_what_a_branch_left_where_the_program_keeps_its_own_is_not_believed(
    name: str, root: Path, as_it_is: str
) -> None:
    HARMLESS[name](root, root.parent / "elsewhere")
    with untouched(root):
        done, said = build(root)
        assert done == 0, said
    assert digest(root / "site") == as_it_is


@pytest.mark.parametrize("times", [False, True])
def test_a_site_and_a_cache_that_came_from_elsewhere_are_not_believed(times: bool, root: Path, tmp_path: Path) -> None:
    """They are those that this program made, but for what somebody wrote into them; an archive keeps their times."""
    given = ("build", "--no-forms", "--jobs", "1")
    assert run(root, *given)[0] == 0
    expected = digest(root / "site")
    branch = tmp_path / "branch"
    shutil.copytree(root, branch, copy_function=shutil.copy2 if times else shutil.copyfile)
    root.rename(tmp_path / "theirs")
    for part in ("site", ".cache"):
        for path in (branch / part).rglob("*"):
            if path.is_file() and path.name not in ("apdir.json", "made-from.txt", "parts.json"):
                was = path.stat()
                path.write_bytes(path.read_bytes().replace(b"Farm 1", b"Barn 1"))
                if times:
                    os.utime(path, ns=(was.st_atime_ns, was.st_mtime_ns))
    branch.rename(root)
    with untouched(root):
        assert run(root, *given)[0] == 0
    assert digest(root / "site") == expected


def test_a_file_of_the_cache_that_git_writes_over_is_not_believed(root: Path) -> None:
    """Git asks nobody before it writes over what it is told to ignore."""
    assert build(root)[0] == 0
    expected = digest(root / "site")
    rows = root / ".cache/apdir/public-site/providers.rows"
    rows.write_bytes(rows.read_bytes().replace(b"Farm 1", SECRET.encode()))
    assert build(root)[0] == 0
    assert digest(root / "site") == expected


def test_the_search_obeys_no_settings_that_a_branch_brings(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = f"logfile: {root.parent / 'elsewhere/secret.txt'}\nwrite_playground: true\n"
    file("pagefind.yml", settings)(root, root)
    monkeypatch.chdir(root)
    with untouched(root):
        done, said = run(root, "build", "--no-forms", "--jobs", "1")
        assert done == 0, said
    assert (root / "site/pagefind/pagefind.js").is_file()
    assert not (root / "site/pagefind/playground").exists()


@pytest.mark.parametrize("folder", ["public", "public/deep"])
def test_a_site_is_not_built_through_a_link_in_the_directory(folder: str, root: Path) -> None:
    (root / "public").symlink_to(root.parent / "elsewhere/folder")
    with untouched(root):
        done, said = build(root, "--out", str(root / folder / "site"))
    assert done == 2
    assert f"{root / 'public'} is a symbolic link" in said


def test_a_command_that_writes_follows_no_link(root: Path) -> None:
    (root / "schema").symlink_to(root.parent / "elsewhere/folder")
    with untouched(root):
        assert run(root, "schema")[0] == 2
    visits = root / "providers/farm-1/visits"
    visits.rename(root.parent / "elsewhere/visits")
    visits.symlink_to(root.parent / "elsewhere/visits")
    with untouched(root):
        done, said = run(root, "new", "visit", "farm-1", "--framework", "derby", "--date", "2026-11-20")
    assert done in (1, 2), said


#: What a page may not be, and what is said of it at a line: check and build tell the same.
REFUSED_PAGES: dict[str, tuple[str, str]] = {
    "a leap to elsewhere": ('<meta http-equiv="refresh" content="0">', ":3:1: The element `<meta>`"),
    "another base": ("<base href=x>", ":3:1: The element `<base>`"),
    "a frame": ('<iframe src="x"></iframe>', ":3:1: The element `<iframe>`"),
    "a form": ('<form action="https://x.example/"></form>', ":3:1: The element `<form>`"),
    "an object": ("<object data=x></object>", ":3:1: The element `<object>`"),
    "an element in a comment that ends early": ("<!--><script>x</script> -->", ":3:1: The element `<script>`"),
    "a click": ('<p onclick="x()">y</p>', ":3:1: The attribute `onclick`"),
    "a click in Markdown": ("Words\n{: onclick=x }", ":4:1: The attribute `onclick`"),
    "a style": ("<p style='position:fixed'>y</p>", ":3:1: The attribute `style`"),
    "a link that runs": ("[x](#y){: href=javascript:x }", ":3:1: `href` with `javascript:x`"),
    "a picture from elsewhere": ("<img src='//x.example/y.png' alt=''>", ":3:1: `src` with `//x.example/y.png`"),
    "a list of contents": ("[TOC]", ":3:1: The page would not show `TOC`"),
    "backticks": ("`" * 49_000, ":3:1: This page has more than 2,000 signs `` ` ``"),
    "brackets": ("[" * 20_000, ":3:1: This page has more than 1,000 signs `[`"),
    "pictures": ("![" * 49_000, ":3:1: This page has more than 1,000 signs `[`"),
    "definitions": (":   \n" * 16_000, "This page has more than 150 lines that begin with `:`"),
    "elements": ('<div markdown="1">\n' * 3_000, "This page has more than 50 elements"),
    "quotes": (">" * 3_000, ":3:1: This page has lines of lists so deep"),
    "lists": ("".join(f"{' ' * at}- x\n" for at in range(0, 400, 4)), "This page has lines of lists so far in"),
    "length": ("word " * 20_001, ": This page has more than 100,000 characters"),
}
REFUSED_FIELDS: dict[str, tuple[str, str]] = {
    "depth": ("---\ntitle: " + "[" * 40_000 + "\n---\n# Page\n", "nested more than 20 deep"),
    "a template": ("---\ntitle: Page\ntemplate: ../../x\n---\n# Page\n", ":3:1: template: A page cannot"),
    "a template without lines": ("template: ../../x\n\n# Page\n", ":1:1: The page begins with the field `template`"),
}  # fmt: skip


@pytest.mark.parametrize("name", [*REFUSED_PAGES, *REFUSED_FIELDS])
def test_a_page_that_does_more_than_show_itself_is_refused_by_check_and_build_alike(name: str, root: Path) -> None:
    text, told = REFUSED_FIELDS.get(name) or (f"# Page\n\n{REFUSED_PAGES[name][0]}\n", REFUSED_PAGES[name][1])
    file("content/page.md", text)(root, root)
    for done, said in checked(name, root):
        assert done == 1, said
        assert (f"content/page.md{told}" if told.startswith(":") else told) in said
    assert not (root / "site").exists()


def test_a_page_s_title_is_text(root: Path) -> None:
    text = "---\ntitle: '<script>x</script> & more'\n---\nWords with a <sub>mark</sub>, | and [links](about.md).\n"
    file("content/page.md", text)(root, root)
    assert run(root, "check")[0] == 0
    done, said = build(root)
    assert done == 0, said
    assert "<h1>&lt;script&gt;x&lt;/script&gt; &amp; more</h1>" in (root / "site/page/index.html").read_text("utf-8")


@pytest.mark.parametrize("name", ["content/forms/x.yml", "mkdocs.yml", "settings.yml", VISIT])
def test_brackets_within_brackets_are_told_at_once(name: str, root: Path) -> None:
    file(name, "x: " + "[" * 100_000)(root, root)
    done, said = run(root, "check")
    assert (done, f"{name}:1:23: Lists and fields are nested more than 20 deep" in said) == (1, True)


LEAD = "safeguarding_lead: {name: Roberta Quillfeather, phone: 01632 960777, email: r.quill@farm.example}"
HOME = "sites:\n  - {id: home, name: A home, address: [7 Larch Close, Derby], postcode: DE24 8ZZ, public: no}"


LOGO = "brand: {logo: {file: theme/l/picture.png, text: Council}}\n"


def hide(root: Path) -> None:
    """Give a provider a lead, and a home for its site, that officers alone may see."""
    record = root / "providers/farm-1/provider.md"
    text = record.read_text(encoding="utf-8")
    text = re.sub(r"^(?:sites|safeguarding_lead):.*\n(?:[ -].*\n)*", "", text, flags=re.MULTILINE)
    record.write_text(text.replace("---\n", f"---\n{LEAD}\n{HOME}\n", 1), encoding="utf-8")


@pytest.mark.parametrize("name", ["content/copy.txt", "content/copy.md", "theme/hosts/every/record.txt"])
@pytest.mark.parametrize("record", ["providers/farm-1/provider.md", VISIT])
def test_a_copy_of_a_record_is_not_published(record: str, name: str, root: Path) -> None:
    text = (root / record).read_text(encoding="utf-8")
    file(name, "# Page\n\n" + "".join(f"    {line}\n" for line in text.split("\n")))(root, root)
    for done, said in checked(f"{record} in {name}", root):
        assert (done, f"{name}:" in said, "A record is copied here" in said) == (1, True, True)
    assert not (root / "site").exists()


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ("Ask Roberta\nQuillfeather.", ""),
        ("Ask roberta quillfeather.", "3:1"),
        ("Ring (01632) 960 777.", "3:1"),
        ("Write to r.quill@farm.example.", "3:1"),
        ("Go to 7 Larch Close.", "3:1"),
        ("Go to de248zz.", "3:1"),
        ("Ask the lead at the farm in Derby.", None),
    ],
)
def test_what_is_for_officers_alone_stands_in_no_page(words: str, line: str | None, root: Path) -> None:
    hide(root)
    file("content/page.md", f"# Page\n\n{words}\n")(root, root)
    for done, said in checked(words, root):
        told = re.findall(r"^content/page\.md:?(\d+:\d+)?: What stands here is for officers only", said, re.MULTILINE)
        assert told == ([] if line is None else [line]), (done, said)


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("settings.yml", "", "brand: {footer: {text: Ring 01632 960777}}\n"),
        ("settings.yml", "", 'brand: {notice: {text: "Go to 7 Larch Close", until: 2027-01-03}}\n'),
        ("mkdocs.yml", "", "nav: [{Roberta Quillfeather: about.md}]\n"),
        ("providers/farm-1/provider.md", "\n---\n", "\n---\nWrite to r.quill@farm.example.\n"),
    ],
)
def test_what_is_for_officers_alone_stands_in_no_words_that_come_into_pages(
    name: str, old: str, new: str, root: Path
) -> None:
    hide(root)
    text = (root / name).read_text(encoding="utf-8") if (root / name).exists() else ""
    (root / name).write_text(text.replace(old, new, 1) if old else f"{text}\n{new}", encoding="utf-8")
    for done, said in (run(root, "check"), build(root)):
        assert (done, re.findall(r"^([\w./-]+):.* What stands here is for officers only", said, re.M)) == (1, [name])


def test_pages_in_the_program_s_own_repository_are_looked_at_too(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hide(root)
    file("content/page.md", "# Page\n\nAsk Roberta Quillfeather.\n")(root, root)
    monkeypatch.setattr(content, "PROGRAM", root)
    monkeypatch.setattr(kept_files, "PROGRAM", root)
    told = [problem.file for problem in find_problems(root, date(2026, 11, 22))[0] if "for officers" in problem.message]
    assert told == ["content/page.md"]


@pytest.mark.parametrize("name", ["theme/assets/a.json", "theme/assets/own.css", "theme/assets/a.svg", "tests/a.txt"])
def test_a_branch_with_files_of_the_program_is_looked_at_as_any_other(name: str, root: Path) -> None:
    for part in ("pupil", "rules"):
        file(f"generator/apdir/{part}/__init__.py", "")(root, root)
    text = {
        "theme/assets/a.json": (root / VISIT).read_text(encoding="utf-8"),
        "theme/assets/own.css": "a { background: url(https://x.example/y.png) }",
        "theme/assets/a.svg": DRAWING.format("<script>x</script>"),
        "tests/a.txt": "The pupil Zebedee Smith, 14, was excluded.",
    }[name]
    file(name, text)(root, root)
    done, said = run(root, "check")
    assert (done, f"\n{name}:" in f"\n{said}") == (1, True), said


def git(root: Path, *arguments: str) -> str:
    names = ("-c", "user.name=Officer", "-c", "user.email=office@council.example")
    done = subprocess.run(["git", *names, *arguments], cwd=root, check=True, capture_output=True, text=True)
    return done.stdout.strip()


@pytest.fixture
def kept(root: Path) -> Path:
    """The same, kept in git, with two commits; of farm-1 something is not committed yet."""
    shutil.rmtree(root / ".git")
    shutil.copy(ROOT / ".gitignore", root)
    git(root, "init", "-q")
    for number in (1, 2):
        with (root / "providers/farm-1/provider.md").open("a", encoding="utf-8") as record:
            record.write(f"\nMore {number}.\n")
        git(root, "add", "-A")
        git(root, "commit", "-qm", "Add")
    with (root / "providers/farm-1/provider.md").open("a", encoding="utf-8") as record:
        record.write("\nMore.\n")
    return root


@pytest.fixture
def program(root: Path) -> tuple[Path, Path]:
    """A program of a stranger's, and the file that is there once it has run."""
    ran, script = root.parent / "ran", root.parent / "program"
    script.write_text(f"#!/bin/sh\ntouch {ran}\ncat\n", encoding="utf-8")
    script.chmod(0o755)
    return script, ran


@pytest.mark.parametrize("kind", ["clean", "process"])
def test_no_filter_of_a_branch_is_started(kind: str, kept: Path, program: tuple[Path, Path]) -> None:
    script, ran = program
    (kept / ".gitattributes").write_text("* filter=theirs\n", encoding="utf-8")
    git(kept, "config", f"filter.theirs.{kind}", str(script))
    assert run(kept, "check", "--since", "HEAD")[0] == 0
    done, said = run(kept, "changes")
    assert (done, "Farm 1" in said) == (0, True)
    assert not ran.exists()


@pytest.mark.parametrize("url", ["ext::{0}", "file://{1}", "ssh://host/path"])
def test_nothing_is_fetched_by_a_program_of_a_branch(url: str, kept: Path, program: tuple[Path, Path]) -> None:
    script, ran = program
    missing = git(kept, "rev-parse", "HEAD~1:providers/farm-1/provider.md")
    (kept / ".git/objects" / missing[:2] / missing[2:]).unlink()
    for name, value in {
        "core.repositoryFormatVersion": "1", "core.sshCommand": str(script), "extensions.partialClone": "origin",
        "remote.origin.url": url.format(script, kept), "remote.origin.promisor": "true",
        "remote.origin.uploadpack": str(script), "protocol.allow": "always", "protocol.ext.allow": "always",
        "protocol.file.allow": "always", "protocol.ssh.allow": "always",
    }.items():  # fmt: skip
        git(kept, "config", name, value)
    done, said = run(kept, "changes", "HEAD~1..HEAD")
    assert done == 2, said
    assert not ran.exists()


def test_what_changed_is_told_as_git_tells_it(kept: Path) -> None:
    """Changed, gone, new, new and staged, a link, in other line ends; of what git ignores nothing."""
    (kept / "settings.yml").write_bytes((kept / "settings.yml").read_bytes().replace(b"\n", b"\r\n"))
    (kept / "providers/farm-2/provider.md").unlink()
    [framework, *_] = sorted((kept / "frameworks").rglob("*.yml"))
    link(framework.relative_to(kept).as_posix(), "./nowhere")(kept, kept)
    for name in ("new.txt", "staged.txt", "site/index.html"):
        file(name)(kept, kept)
    git(kept, "add", "staged.txt")
    ours = revisions.changed_names(kept, "HEAD", revisions.NOW)
    git(kept, "config", "core.autocrlf", "input")
    theirs = [*git(kept, "diff", "--name-only", "HEAD").split(), "new.txt"]
    assert ours == set(theirs) == {"providers/farm-1/provider.md", "providers/farm-2/provider.md", "new.txt",
                                   "staged.txt", framework.relative_to(kept).as_posix()}  # fmt: skip


@pytest.mark.parametrize("case", [pipe, lambda name: link(name, "/dev/zero")])
@pytest.mark.parametrize(
    "name",
    [
        ".gitignore",
        "content/.gitignore",
        ".gitattributes",
        *(f".git/{name}" for name in ("HEAD", "info/exclude", "objects/info/alternates", "refs/heads/x")),
    ],
)
def test_git_is_not_asked_where_it_would_wait_without_end(
    name: str, case: Callable[[str], Case], kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(subprocess, "run", None)
    case(name)(kept, kept)
    for command in ("check", "changes"):
        done, said = run(kept, command)
        assert (done, f"{name} is a pipe or a device" in said) == (2, True), said


def test_git_is_not_waited_for_without_end(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(revisions, "SECONDS", 0)
    done, said = run(kept, "changes")
    assert (done, "took longer than 0 seconds" in said) == (2, True), said


#: Files that a branch can make huge in no room, and what is said of the first.
HUGE = {
    ("content/a.md", "content/forms/a.yml", "theme/pages/a.html", "frameworks/crosswalk.yml"): "more than 100,000 char",
    ("settings.yml",): "This file has 700,000,000 bytes",
    (".apdir-saving.json",): "was not left here by this program",
}
EACH = """
from click.testing import CliRunner
from apdir.commands.main import apdir
from apdir.source.save import NotSaved
for given in {commands}:
    done = CliRunner().invoke(apdir, ["--root", str(path), "--today", "{today}", *given.split()])
    assert done.exception is None or isinstance(done.exception, (SystemExit, NotSaved)), repr(done.exception)
    print(done.output, done.exception)
"""
QUICK = "build --no-search --no-forms --jobs 1"


@pytest.mark.parametrize("names", HUGE, ids=lambda names: names[0])
def test_a_file_of_any_size_is_told_and_never_read_whole(names: tuple[str, ...], kept: Path) -> None:
    for name in names:
        (kept / name).parent.mkdir(parents=True, exist_ok=True)
        (kept / name).write_bytes(b"")
        os.truncate(kept / name, 700_000_000)
    said, most = cost(EACH.format(commands=("check", QUICK), today=TODAY), kept, longest=15)
    assert (most < MOST, HUGE[names] in said) == (True, True), (most, said)


def test_a_record_of_any_size_in_the_history_is_passed_over(kept: Path) -> None:
    """Git keeps a file of zeros in no room; once it was merged, no build could be without it."""
    record = kept / RECORD
    text = record.read_bytes()
    for bytes_ in (bytes(600_000_000), text + b"\nMore words.\n"):
        record.write_bytes(bytes_)
        git(kept, "commit", "-qam", "Change")
    commands = (QUICK, "changes HEAD~1..HEAD", "changes HEAD~2..HEAD", "check --since HEAD~1")
    said, most = cost(EACH.format(commands=commands, today=TODAY), kept)
    assert (most < MOST, "Built the public edition" in said, "Farm 1" in said) == (True, True, True), (most, said)


RECORD = "providers/farm-1/provider.md"
COMMANDS: dict[str, tuple[str, ...]] = {
    "confirm": ("confirm", "farm-1", "--by", "Officer"),
    "status": ("status", "farm-1", "suspended", "--notice", "Placements are paused."),
}


@pytest.mark.parametrize("case", [link(RECORD, "/dev/zero"), link(RECORD, "page.md"), pipe(RECORD)])
@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_that_edits_a_record_opens_nothing_else(command: str, case: Case, root: Path) -> None:
    case(root, root.parent / "elsewhere")
    with untouched(root):
        done, said = run(root, *COMMANDS[command])
    assert done in (1, 2)
    assert "not an ordinary file" in said


@pytest.mark.parametrize("command", ["import", "gias", "read"])
@pytest.mark.parametrize("case", [pipe("given.csv"), link("given.csv", "secret.txt"), link("given.csv", "/dev/zero")])
def test_a_file_from_elsewhere_is_an_ordinary_one(command: str, case: Case, root: Path) -> None:
    case(root, root.parent / "elsewhere")
    done, said = run(root, command, str(root / "given.csv"))
    assert (done, "a link, a pipe or a device" in said) == (2, True), said


def test_a_register_that_is_far_too_large_is_not_read(root: Path) -> None:
    with (root / "register.csv").open("wb") as register:
        register.truncate(3_000_000_000)
    done, said = run(root, "gias", str(root / "register.csv"))
    assert (done, "3,000,000,000 bytes" in said) == (2, True), said


def test_schemas_are_not_read_through_links(root: Path) -> None:
    assert run(root, "schema")[0] == 0
    [schema, *_] = sorted((root / "schema").glob("*.json"))
    shutil.copy(schema, root.parent / "elsewhere/schema.json")
    link(schema.relative_to(root).as_posix(), "schema.json")(root, root.parent / "elsewhere")
    done, said = run(root, "schema", "--check")
    assert (done, schema.name in said) == (1, True)


def test_a_lock_of_a_folder_for_work_that_is_a_pipe_stops_nothing(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    pipe("apdir-work-x/in-use.lock")(tmp_path, tmp_path)
    assert run(root, *COMMANDS["confirm"])[0] == 0


def test_no_command_writes_into_a_file_that_is_there(root: Path, tmp_path: Path) -> None:
    """Each file has another name elsewhere, a hard link, by which it is still what it was after every command."""
    file("settings.yml", (root / "settings.yml").read_text("utf-8").replace("[derby]", "[derby, leicestershire]"))(
        root, root
    )
    file("given.csv", "folder,offer.capacity\nfarm-1,12\n")(tmp_path, tmp_path)
    form = ("form", "derby-visit", "--out", str(root / "form.pdf"))
    writing = {
        "build": ("build", "--no-forms", "--jobs", "2"),
        "schema": ("schema",),
        "form": (*form, "--force"),
        "export": ("export", "--out", str(root / "list.csv")),
    }
    new = ("new", "visit", "farm-1", "--framework", "derby", "--date")
    for command in (*writing.values(), (*new, "2026-10-20")):
        done, said = run(root, *command)
        assert done == 0, said
    filled = tmp_path / "filled.pdf"
    answers = {"provider": "Farm 1", "date": "20/10/2026", "header-overview": "A farm."}
    filled.write_bytes(fill((root / "form.pdf").read_bytes(), answers))
    elsewhere = root.parent / "elsewhere"
    made = sorted(path for path in root.rglob("*") if path.is_file())
    for number, path in enumerate(made):
        (elsewhere / f"{number}").hardlink_to(path)
    before = state(elsewhere)
    for name, command in {
        **COMMANDS,
        "import": ("import", str(tmp_path / "given.csv"), "--write"),
        "new": (*new, "2026-11-20"),
        "read": ("read", str(filled), "--force"),
        "framework": ("framework", "remove", "leicestershire"),
        **writing,
        "migrate": ("migrate", "--back", "0.1.0"),
    }.items():
        done, said = run(root, *command)
        assert done == 0, said
        assert state(elsewhere) == before, name
    begun = "providers/farm-1/visits/2026-10-20-derby.yml"
    for name in ("settings.yml", RECORD, begun, "site/index.html", "frameworks/derby/2026-09.yml", "form.pdf"):
        assert (root / name).stat().st_nlink == 1, name


def break_(path: Path) -> None:
    """Write into a file of the program's own what nobody can read, as its first line and time still say that it is."""
    when = path.stat()
    head = path.read_bytes().split(b"\n")[0]
    path.write_bytes(head + b"\n" + b"[" * 100_000)
    os.utime(path, ns=(when.st_atime_ns, when.st_mtime_ns))


def test_a_broken_cache_is_ignored(kept: Path) -> None:
    given = ("build", "--no-search", "--no-forms", "--jobs", "1")
    assert run(kept, *given)[0] == 0
    expected = digest(kept / "site")
    files = [path for path in (kept / ".cache/apdir").rglob("*") if path.is_file() and path.stat().st_size > 20]
    broken = [path for path in files if path.read_bytes().split(b" ")[0] == b"%d" % path.stat().st_mtime_ns]
    assert len(broken) > 3
    for path in broken:
        break_(path)
    assert run(kept, *given)[0] == 0
    assert digest(kept / "site") == expected


def test_a_file_for_a_folder_and_a_folder_for_a_file_are_told_by_name(kept: Path) -> None:
    """Each that a build leaves for the next one, in turn."""
    given = ("build", "--no-forms", "--jobs", "1")
    assert run(kept, *given)[0] == 0
    expected, apart = digest(kept / "site"), kept.parent / "apart"
    names = [path for path in sorted(kept.rglob("*")) if path.relative_to(kept).parts[0] in (".cache", ".site.lock")]
    assert len(names) > 8
    for path in names:
        if not path.exists():
            continue
        path.rename(apart)
        file("x" if apart.is_dir() else "x/y")(path.parent, path)
        (path.parent / "x").rename(path)
        done, said = run(kept, *given)
        assert (done, f"{path} is a " in said, "delete it first" in said) == (2, True, True), (path, said)
        shutil.rmtree(path) if path.is_dir() else path.unlink()
        apart.rename(path)
    assert run(kept, *given)[0] == 0
    assert digest(kept / "site") == expected


def test_a_logo_is_not_read_through_a_linked_folder(root: Path) -> None:
    file("settings.yml", (root / "settings.yml").read_text("utf-8") + LOGO)(root, root)
    link("theme/l", "folder")(root, root.parent / "elsewhere")
    done, said = run(root, "check")
    assert (done, "There is no file `theme/l/picture.png`" in said, "\ntheme/l: This is a symbolic" in said) == (
        1,
        True,
        True,
    )


def test_folders_without_end_are_told_plainly(root: Path, monkeypatch: pytest.MonkeyPatch, capsys) -> None:
    def deep(_: object) -> None:
        raise RecursionError

    monkeypatch.setattr(check, "read_library", deep)
    monkeypatch.setattr("sys.argv", ["apdir", "--root", str(root), "check"])
    with pytest.raises(SystemExit, match="1"):
        main()
    assert "nested too deep" in capsys.readouterr().err


def test_a_broken_plan_is_told(root: Path) -> None:
    path = root / ".apdir-saving.json"
    with writing(path) as plan:
        plan.write(b"{}")
    break_(path)
    done, said = run(root, "check")
    assert (done, path.name in said) == (2, True)
