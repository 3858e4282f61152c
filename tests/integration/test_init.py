"""`apdir init` makes a directory that is checked and built straight away, and names nobody whom it was not told of."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner, Result

import apdir as package
from apdir.commands import init as command
from apdir.commands.main import apdir as commands
from apdir.starting.area import MOST, area_in, area_typed, parts_typed
from tests.integration.test_building import build
from tests.integration.test_links import followed
from tests.support.sites import ROOT, TODAY, apdir

pytestmark = pytest.mark.slow
FRAMEWORKS = sorted(path.name for path in (ROOT / "frameworks").iterdir() if path.is_dir())
GIVEN = ("--name", "Coastshire County Council", "--framework", "leicestershire", "--area", "le1,LE2",
         "--email", "ap@coastshire.example", "--url", "https://ap.coastshire.example/")  # fmt: skip
#: Who is in the program's own records and other frameworks, and not in a directory that did not ask for them.
OTHERS = re.compile(rb"trentside|derby|herefordshire|amber[ -]valley|erewash|\bAlign (?:framework|Alternative)", re.I)
FILES = {".devcontainer/devcontainer.json", ".gitignore", "README.md", "requirements.txt", "settings.yml",
         ".github/dependabot.yml", ".github/pull_request_template.md", ".github/workflows/check.yml",
         ".github/workflows/publish.yml", ".github/workflows/remind.yml",
         "providers/example-farm-not-a-real-provider/provider.md"}  # fmt: skip


def init(*arguments: str) -> Any:
    return apdir("init", *arguments)


def files(root: Path) -> set[str]:
    return {
        path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file() and ".git/" not in f"{path}"
    }


def settings(root: Path) -> dict[str, Any]:
    read: dict[str, Any] = yaml.safe_load((root / "settings.yml").read_text(encoding="utf-8"))
    return read


def test_a_directory_is_made_of_options_and_is_whole(tmp_path: Path) -> None:
    root = tmp_path / "ours"
    done = init(str(root), *GIVEN)
    assert done.returncode == 0, done.stderr
    assert files(root) == FILES
    made = settings(root)
    assert made["council"]["name"] == "Coastshire County Council"
    assert made["council"]["directory"] == "Coastshire AP Directory"
    assert made["frameworks"] == made["standing"]["frameworks"] == ["leicestershire"]
    assert made["places"]["postcodes"] == ["LE1", "LE2"]
    assert list(made["places"]["towns"])[:2] == ["Leicester", "Oadby"]
    assert {postcode.split(" ")[0] for postcode in made["places"]["towns"].values()} == {"LE1", "LE2"}
    assert made["vocabulary"]["areas"] == ["Coastshire"]
    assert re.fullmatch("[a-z]{16}", made["publishing"]["feed_secret"])
    assert f"\napdir=={package.__version__}\n" in (root / "requirements.txt").read_text(encoding="utf-8")
    assert len((root / "README.md").read_text(encoding="utf-8").splitlines()) <= 10
    other = tmp_path / "other"
    init(str(other), *GIVEN)
    assert settings(other)["publishing"]["feed_secret"] != made["publishing"]["feed_secret"]


@pytest.mark.parametrize("edition", ["public", "commissioner"])
def test_nobody_is_named_who_was_not_asked_for(tmp_path: Path, edition: str) -> None:
    root, site = tmp_path / "ours", tmp_path / "site"
    assert init(str(root), *GIVEN).returncode == 0
    done = build(root, site, "--edition", edition)
    assert done.returncode == 0, done.stdout + done.stderr
    assert followed(site)[1] == []
    named = [
        path.relative_to(tmp_path).as_posix()
        for path in (*root.rglob("*"), *site.rglob("*"))
        # The checker's words have the towns of England among them.
        if path.is_file() and not {".cache", "pupil.json"} & {*path.parts} and OTHERS.search(path.read_bytes())
    ]
    assert named == []


def test_without_an_answer_it_is_built_and_the_check_says_what_to_fill_in(tmp_path: Path) -> None:
    root = tmp_path / "ours"
    done = init(str(root))
    assert done.returncode == 0, done.stderr
    told = apdir("check", root=root)
    assert told.returncode == 0, told.stdout
    for field in ("council.name", "council.email", "site_url", "vocabulary.areas[1]", "standing.frameworks", "name"):
        assert re.search(rf"^To look at: \S+:\d+:\d+: {re.escape(field)}: ", told.stderr, re.MULTILINE), field
        assert re.search(rf"^  \S+:\d+: {re.escape(field)}: ", done.stdout, re.MULTILINE), field
    assert settings(root)["frameworks"] == FRAMEWORKS
    assert settings(root)["standing"]["frameworks"] == []
    site = tmp_path / "site"
    assert build(root, site).returncode == 0
    page = (site / "providers/example-farm-not-a-real-provider/index.html").read_text(encoding="utf-8")
    assert "This is an example, and no such provider exists." in page
    assert "by no officer, this is an example" in page
    assert "AP officer" not in page
    assert "(not a real provider)" in (site / "providers/index.html").read_text(encoding="utf-8")


def test_what_was_given_is_not_asked_for_again(tmp_path: Path) -> None:
    init(str(tmp_path / "ours"), *GIVEN)
    told = apdir("check", root=tmp_path / "ours").stderr
    assert "settings.yml" not in told
    assert "example-farm-not-a-real-provider/provider.md" in told


@pytest.mark.parametrize("framework", FRAMEWORKS)
def test_a_new_directory_builds_with_any_one_framework(tmp_path: Path, framework: str) -> None:
    assert init(str(tmp_path / "ours"), "--framework", framework).returncode == 0
    done = build(tmp_path / "ours", tmp_path / "site")
    assert done.returncode == 0, done.stdout + done.stderr
    assert {path.name for path in (tmp_path / "site/frameworks").iterdir() if path.is_dir()} == {framework}


def test_every_problem_is_told_at_once_and_nothing_is_written(tmp_path: Path) -> None:
    root = tmp_path / "ours"
    done = init(str(root), "--framework", "derbi,leicestershire", "--area", "Hull,QQ", "--host", "gitlab-page",
                "--email", "ap at coastshire", "--url", "coastshire")  # fmt: skip
    assert done.returncode == 2
    for said in ("--framework: There is no framework `derbi`. Did you mean `derby`?", "No postcode begins with `QQ`",
                 "--area: There is no authority `Hull`", "Did you mean `Kingston upon Hull`?",
                 "--host: `gitlab-page` is not", "Did you mean `gitlab-pages`?", "--email: `ap at coastshire` is not",
                 "--url: ", "Nothing was written."):  # fmt: skip
        assert said in done.stderr, said
    assert not root.exists()


def test_what_is_in_the_way_is_told_and_left(tmp_path: Path) -> None:
    (tmp_path / "settings.yml").write_text("ours\n", encoding="utf-8")
    (tmp_path / "README.md").write_text("ours\n", encoding="utf-8")
    (tmp_path / ".github").symlink_to(tmp_path.parent)
    before = sorted(tmp_path.rglob("*"))
    done = init(str(tmp_path), "--framework", "derbi")
    assert done.returncode == 2
    for said in ("settings.yml is there already", "README.md is there already", ".github is there already", "derbi"):
        assert said in done.stderr
    assert sorted(tmp_path.rglob("*")) == before
    assert (tmp_path / "settings.yml").read_text(encoding="utf-8") == "ours\n"


def test_records_that_are_there_are_not_mixed_with_the_example(tmp_path: Path) -> None:
    (tmp_path / "providers/mill-farm").mkdir(parents=True)
    done = init(str(tmp_path), *GIVEN)
    assert done.returncode == 2
    assert "providers is there already" in done.stderr
    assert not (tmp_path / "settings.yml").exists()


def test_in_an_empty_git_repository_the_current_folder_is_taken(tmp_path: Path) -> None:
    subprocess.run(["git", "init", "-q", "-b", "main", str(tmp_path)], check=True)
    (tmp_path / "LICENSE").write_text("ours\n", encoding="utf-8")
    line = [sys.executable, "-m", "apdir", "--today", TODAY, "init", *GIVEN]
    done = subprocess.run(line, cwd=tmp_path, capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False)
    assert done.returncode == 0, done.stderr
    assert files(tmp_path) == {*FILES, "LICENSE"}
    who = ["git", "-C", str(tmp_path), "-c", "user.name=Officer", "-c", "user.email=officer@coastshire.example"]
    subprocess.run([*who, "add", "."], check=True)
    subprocess.run([*who, "commit", "-qm", "Begin the directory"], check=True)
    assert apdir("check", root=tmp_path).returncode == 0


def test_a_disk_that_is_full_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from apdir import output

    root, put = tmp_path / "ours", output.put_file

    def full(file: Path, content: bytes, **more: Any) -> None:
        if file == root / "settings.yml":
            raise OSError(28, "No space left on device", str(file))
        put(file, content, **more)

    monkeypatch.setattr(output, "put_file", full)
    done = CliRunner().invoke(commands, ["init", str(root), *GIVEN])
    assert isinstance(done.exception, OSError)
    assert list(tmp_path.iterdir()) == []


def typed(root: Path, monkeypatch: pytest.MonkeyPatch, *lines: str, options: tuple[str, ...] = ()) -> Result:
    monkeypatch.setattr(command, "at_terminal", lambda: True)
    given = ["--today", TODAY, "init", str(root), *options]
    return CliRunner().invoke(commands, given, input="".join(f"{line}\n" for line in lines))


def test_at_a_terminal_it_asks_for_what_was_not_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = tmp_path / "ours"
    done = typed(root, monkeypatch, "le, ng16", "derby, align", "ap@coastshire.example", "", "",
                 options=("--name", "Coastshire Council"))  # fmt: skip
    assert done.exit_code == 0, done.output
    assert "council's name" not in done.output
    assert ", ".join(FRAMEWORKS) in done.output
    made = settings(root)
    assert made["frameworks"] == ["derby", "align"]
    assert made["places"]["postcodes"] == ["LE", "NG16"]
    assert made["host"] == "github-pages"
    assert "site_url" in done.output


def test_an_authority_brings_its_postcodes_towns_and_name(tmp_path: Path) -> None:
    root = tmp_path / "ours"
    done = CliRunner().invoke(commands, ["--today", TODAY, "init", str(root), "--area", "831"])
    assert done.exit_code == 0, done.output
    assert "The council is called Derby there" in done.output
    made = settings(root)
    assert made["places"]["postcodes"] == ["DE1", "DE3", "DE21", "DE22", "DE23", "DE24", "DE73"]
    towns = made["places"]["towns"]
    assert list(towns) == ["Derby", "Sinfin", "Oakwood", "Chaddesden"]
    assert towns["Derby"].startswith("DE1 ")
    assert made["vocabulary"]["areas"] == ["Derby"]
    assert made["council"]["name"] == "Derby"
    checked = CliRunner().invoke(commands, ["--root", str(root), "--today", TODAY, "check"])
    assert checked.exit_code == 0, checked.output


def test_authorities_and_postcodes_may_be_given_together(tmp_path: Path) -> None:
    root = tmp_path / "ours"
    both = "Bournemouth, Christchurch and Poole"
    given = ["--area", both, "--area", "838,sp11", "--name", "Coastshire Council"]
    done = CliRunner().invoke(commands, ["--today", TODAY, "init", str(root), *given])
    assert done.exit_code == 0, done.output
    made = settings(root)
    assert made["vocabulary"]["areas"] == [both, "Dorset"]
    assert made["council"]["name"] == "Coastshire Council"
    assert {"BH1", "DT", "SP11"} <= set(made["places"]["postcodes"])
    towns = list(made["places"]["towns"])
    assert towns[:4] == ["Bournemouth", "Poole", "Weymouth", "Christchurch"]
    assert len(towns) == MOST


@pytest.mark.parametrize(
    ("area", "name", "town"),
    [("Brent,202", "Brent and Camden", "Wembley"), ("E08000032", "Bradford", "Keighley")],
)
def test_an_area_or_a_town_may_be_called_like_a_person(tmp_path: Path, area: str, name: str, town: str) -> None:
    root = tmp_path / "ours"
    done = CliRunner().invoke(commands, ["--today", TODAY, "init", str(root), "--area", area])
    assert done.exit_code == 0, done.output
    assert settings(root)["council"]["name"] == name
    assert town in settings(root)["places"]["towns"]


@pytest.mark.parametrize("typed", ["E06000015", "e06000015", "DERBY", "Derby City Council", "City of Derby"])
def test_an_authority_is_known_by_its_number_code_and_name(typed: str) -> None:
    assert area_typed(parts_typed([typed])) == area_typed(["831"])


@pytest.mark.parametrize(
    ("area", "said"),
    [
        ("Darbyshire", "Did you mean `Derbyshire`?"),
        ("Hull", "Did you mean `Kingston upon Hull`?"),
        ("Bedfordshire County Council", "Did you mean `Central Bedfordshire`?"),
        ("Northamptonshire", "Did you mean `North Northamptonshire` or `West Northamptonshire`?"),
        ("899", "No authority in England has the number `899`. Give the authority's name"),
    ],
)
def test_an_area_that_is_not_known_is_told_with_what_may_be_meant(area: str, said: str) -> None:
    faults = area_typed([area]).faults
    assert len(faults) == 1
    assert said in faults[0]


def test_at_a_terminal_the_authoritys_name_is_offered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = tmp_path / "ours"
    done = typed(root, monkeypatch, "rutland", "", "algn", "", "", "", "align")
    assert done.exit_code == 0, done.output
    for words in ("name, DfE number (830) or ONS code (E10000007)", "LE1, LE2", "[Rutland]"):
        assert words in done.output
    assert settings(root)["council"]["name"] == "Rutland"
    assert settings(root)["places"]["postcodes"] == ["LE15", "PE9"]


def test_at_a_terminal_towns_are_asked_for_where_none_is_known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = tmp_path / "ours"
    answers = ("s32", "Hathersage, Calver: S32 3ZZ", "", "align", "", "", "", "Hathersage S32 1AA, Calver: s323xx")
    done = typed(root, monkeypatch, *answers)
    assert done.exit_code == 0, done.output
    for words in ("Towns that people search from", "--town: `Hathersage` has not the shape", "no postcode `S32 3ZZ`"):
        assert words in done.output
    assert settings(root)["places"] == {
        "postcodes": ["S32"],
        "towns": {"Hathersage": "S32 1AA", "Calver": "S323XX"},
    }


def test_at_a_terminal_a_wrong_answer_is_asked_for_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = tmp_path / "ours"
    done = typed(root, monkeypatch, "", "Coastshire Council", "derbi", "", "", "gitlab-page", "derby", "gitlab-pages")
    assert done.exit_code == 0, done.output
    assert "Did you mean `derby`?" in done.output
    assert settings(root)["frameworks"] == ["derby"]
    assert settings(root)["council"]["name"] == "Coastshire Council"


def test_ctrl_c_at_a_question_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done = typed(tmp_path / "ours", monkeypatch, "Coastshire Council")
    assert done.exit_code == 1
    assert list(tmp_path.iterdir()) == []


def test_on_gitlab_it_is_checked_and_published_by_gitlab(tmp_path: Path) -> None:
    root = tmp_path / "ours"
    assert init(str(root), *GIVEN, "--host", "gitlab-pages").returncode == 0
    assert {name for name in files(root) if name.startswith(".git")} == {
        ".gitignore", ".gitlab-ci.yml", ".gitlab/merge_request_templates/Default.md"
    }  # fmt: skip
    pipeline = yaml.safe_load((root / ".gitlab-ci.yml").read_text(encoding="utf-8"))
    assert {"check", "pages"} <= set(pipeline)
    assert pipeline["pages"]["artifacts"]["paths"] == ["public"]
    assert settings(root)["editor"]["code_host"] == "gitlab"
    assert "GitLab" in (root / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("host", ["github-pages", "netlify"])
def test_workflows_are_as_safe_as_the_programs_own(tmp_path: Path, host: str) -> None:
    root = tmp_path / "ours"
    assert init(str(root), *GIVEN, "--host", host).returncode == 0
    ours = sorted((root / ".github/workflows").iterdir())
    line = [sys.executable, "-m", "check_jsonschema", "--builtin-schema"]
    done = subprocess.run([*line, "vendor.github-workflows", *map(str, ours)], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    bot = str(root / ".github/dependabot.yml")
    assert subprocess.run([*line, "vendor.dependabot", bot], capture_output=True).returncode == 0
    for path in ours:
        text, program = (where.read_text(encoding="utf-8") for where in (path, ROOT / ".github/workflows" / path.name))
        used = set(re.findall(r"uses: (.*)", text))
        known = "".join(where.read_text(encoding="utf-8") for where in (ROOT / ".github/workflows").glob("*.yml"))
        assert used <= set(re.findall(r"uses: (.*)", known))
        jobs, programs = (yaml.load(written, yaml.CBaseLoader)["jobs"] for written in (text, program))
        assert {name: job["permissions"] for name, job in jobs.items()}.items() <= {
            name: job["permissions"] for name, job in programs.items()
        }.items()
        assert ("publish" in jobs) == (path.name == "publish.yml" and host == "github-pages")


def test_packages_for_forms_are_those_of_the_makefile(tmp_path: Path) -> None:
    from apdir.starting import PACKAGES

    assert f"FORM_PACKAGES := {PACKAGES}\n" in (ROOT / "Makefile").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "area"),
    [
        ("Coastshire Council", "Coastshire"),
        ("Coastshire County Council", "Coastshire"),
        ("London Borough of Northmarsh", "Northmarsh"),
        ("City of Eastport Council", "Eastport"),
        ("The Royal Borough of Upper and Lower Marsh", "Upper and Lower Marsh"),
        ("Isle of Sand Council", "Isle of Sand"),
        ("Council", "Council"),
    ],
)
def test_the_area_is_in_the_councils_name(name: str, area: str) -> None:
    assert area_in(name) == area
