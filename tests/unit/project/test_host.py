"""Workflows, issue forms and templates for the code host: right by their published schemas, and safe."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pathspec
import pytest
import yaml

from tests.integration.test_issue import body
from tests.support.case import HERE
from tests.support.sites import ROOT

HOST = ROOT / ".github"
WORKFLOWS = sorted((HOST / "workflows").glob("*.yml"))
FORMS = sorted(path for path in (HOST / "ISSUE_TEMPLATE").glob("*.yml") if path.name != "config.yml")


def steps(workflow: Path) -> Iterator[dict[str, Any]]:
    for job in read(workflow)["jobs"].values():
        yield from job["steps"]


def read(path: Path) -> dict[str, Any]:
    # `on` is a yes to YAML 1.1.
    data: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), yaml.CBaseLoader)
    return data


@pytest.mark.slow
@pytest.mark.parametrize(
    ("schema", "paths"),
    [
        ("github-workflows", WORKFLOWS),
        ("github-issue-forms", FORMS),
        ("github-issue-config", [HOST / "ISSUE_TEMPLATE/config.yml"]),
        ("dependabot", [HOST / "dependabot.yml"]),
    ],
)
def test_each_is_right_by_its_published_schema(schema: str, paths: list[Path]) -> None:
    assert paths
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", f"vendor.{schema}", *map(str, paths)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.slow
def test_the_schema_can_fail(tmp_path: Path) -> None:
    (tmp_path / "a.yml").write_text("on: pull_request\njobs: {a: {steps: []}}\n", encoding="utf-8")
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.github-workflows"]
    done = subprocess.run([*command, str(tmp_path / "a.yml")], capture_output=True, check=False)
    assert done.returncode == 1


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_actions_are_pinned_by_hash_and_say_which_version_it_is(path: Path) -> None:
    for line in re.findall(r"uses: (.*)", path.read_text(encoding="utf-8")):
        assert re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", line), line


def test_one_action_has_one_version_everywhere() -> None:
    lines = [line for path in WORKFLOWS for line in re.findall(r"uses: (.*)", path.read_text(encoding="utf-8"))]
    assert len({line.split("@")[0] for line in lines}) == len(set(lines))


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_workflow_may_do_no_more_than_it_must(path: Path) -> None:
    workflow = read(path)
    assert workflow["permissions"] == {}
    # What may write must never run what somebody else wrote.
    assert not {"pull_request_target", "workflow_run", "issue_comment"} & set(workflow["on"])
    for job in workflow["jobs"].values():
        assert int(job["timeout-minutes"]) <= 60
        assert job["permissions"]
        writes = "write" in job["permissions"].values()
        runs_the_branch = "pull_request" in workflow["on"] and any(
            "checkout" in step.get("uses", "") for step in job["steps"]
        )
        assert not (writes and runs_the_branch)
        for step in job["steps"]:
            if "checkout" in step.get("uses", ""):
                assert step["with"]["persist-credentials"] == "false"
    # The password of the mail server goes to the job that mails, which nobody's branch starts.
    secrets = re.findall(r"secrets\.\w+", path.read_text(encoding="utf-8"))
    assert secrets == (["secrets.APDIR_MAIL_PASSWORD"] if path.stem == "remind" else [])
    assert not secrets or set(workflow["on"]) == {"schedule", "workflow_dispatch"}


#: Every expression of the workflows: numbers, names and addresses that the code host gives, and no text of anybody's.
EXPRESSIONS = {
    "github.token",
    "secrets.APDIR_MAIL_PASSWORD",
    "github.repository",
    "github.event.pull_request.number",
    "github.event.issue.number",
    "matrix.system",
    "needs.publish.result",
    "hashFiles('settings.yml', 'theme/**', 'frameworks/**', 'content/forms/**', 'generator/**', 'requirements.lock')",
    "runner.temp",
    "steps.published.outputs.page_url",
    "steps.begin.outputs.mails",
    "needs.begin.outputs.mails == 'yes'",
    "!cancelled() && needs.begin.outputs.mails == 'yes'",
    "!cancelled()",
    "!cancelled() && github.event_name == 'schedule'",
    "!cancelled() && github.event.pull_request.head.repo.full_name == github.repository",
    "github.event.label.name == 'accepted' && contains(github.event.issue.labels.*.name, 'suggested provider')",
}
#: What a job that may write uses, none of which runs what the repository or a package brings.
HARMLESS = {"checkout", "download-artifact", "deploy-pages"}
#: Programs that run what a repository or a package brings.
RUNS_CODE = re.compile(
    r"\b(make|pipx?|uvx?|npm|npx|node|python[\d.]*|perl|ruby|docker|bash|sh|eval|source|apt-get|apdir)\b"
    r"|\.venv|\.ci/|(^|[\s;|&(])\.{1,2}/",
    re.MULTILINE,
)


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_nothing_that_somebody_wrote_is_put_into_a_script_or_its_environment(path: Path) -> None:
    for found in re.findall(r"\$\{\{\s*(.*?)\s*\}\}", path.read_text(encoding="utf-8"), re.DOTALL):
        assert found in EXPRESSIONS
    for step in steps(path):
        assert "${{" not in step.get("run", ""), step
        result = subprocess.run(["bash", "-n"], input=step.get("run", ""), text=True, check=False, capture_output=True)
        assert result.returncode == 0, result.stderr


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_job_that_may_write_runs_no_code_of_the_repository_and_installs_nothing(path: Path) -> None:
    workflow = read(path)
    assert not re.search(r"TOKEN|github\.token", str(workflow.get("env", "")))
    for job in workflow["jobs"].values():
        assert "env" not in job
        if "write" in job["permissions"].values():
            assert {re.sub(r"actions/|@.*", "", step["uses"]) for step in job["steps"] if "uses" in step} <= HARMLESS
            for step in job["steps"]:
                assert not RUNS_CODE.search(step.get("run", "")), step
        else:
            assert "github.token" not in str(job)


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_comment_is_cut_to_what_the_host_takes(path: Path) -> None:
    for step in steps(path):
        run = step.get("run", "")
        if "--body-file" in run:
            assert "head --bytes 60000" in run
            assert "--body " not in run


class Runner:
    """Jobs of a workflow run on this machine, with a stand-in for the code host's command."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.temp, self.work, self.origin = folder / "temp", folder / "work", folder / "origin"
        for path in (self.work / "providers", folder / "bin", self.temp):
            path.mkdir(parents=True)
        shutil.copy(ROOT / "settings.yml", self.work)
        shutil.copy(ROOT / ".gitignore", self.work)
        shutil.copytree(ROOT / "frameworks", self.work / "frameworks")
        (self.work / "providers/README.md").write_text("Records\n")
        (self.work / ".venv").symlink_to(ROOT / ".venv")
        gh = folder / "bin/gh"
        gh.write_text(f'#!/bin/sh\necho "$*" >>{folder}/asked\nfor last; do :; done\n'
                      f'case "$*" in *--body-file*) cp "$last" {folder}/posted;; esac\n')  # fmt: skip
        gh.chmod(0o755)
        who = ("-c", "user.name=Officer", "-c", "user.email=officer@trentside.example")
        self.git("init", "--quiet", "--initial-branch=main")
        self.git("add", "--all", "--", ":!.venv")
        self.git(*who, "commit", "--quiet", "--message=All")
        self.git("init", "--quiet", "--bare", str(self.origin))
        self.git("remote", "add", "origin", str(self.origin))

    def git(self, *arguments: str) -> None:
        subprocess.run(["git", *arguments], cwd=self.work, check=True)

    def run(self, workflow: str, job: str, event: Mapping[str, Any], **more: str) -> None:
        """Every script of a job but the one that installs; ``more`` are results of other jobs."""
        (self.folder / "event.json").write_text(json.dumps(event), encoding="utf-8")
        known = {"github.token": "x", "github.repository": "a/b", "github.event.issue.number": "7",
                 "github.event.issue.body": event["issue"]["body"]}  # fmt: skip
        known |= {f"needs.{name}.result": result for name, result in more.items()}
        for step in read(HOST / f"workflows/{workflow}.yml")["jobs"][job]["steps"]:
            if "run" in step and step["name"] != "Set up":
                given = {name: known[value.strip("${} ")] for name, value in step.get("env", {}).items()}
                env = os.environ | given | {
                    "PATH": f"{self.folder / 'bin'}:{os.environ['PATH']}", "RUNNER_TEMP": str(self.temp),
                    "GITHUB_EVENT_PATH": str(self.folder / "event.json"), "GITHUB_OUTPUT": str(self.folder / "out"),
                }  # fmt: skip
                done = subprocess.run(["bash", "-e", "-c", step["run"]], cwd=self.work, env=env, check=False,
                                      capture_output=True, text=True)  # fmt: skip
                assert done.returncode == 0, done.stdout + done.stderr

    def suggest(self, text: str) -> str:
        """What is posted about a suggestion."""
        self.run("suggestion", "record", {"issue": {"body": text}})
        shutil.copytree(self.work / ".cache/suggestion", self.temp / "suggestion")
        shutil.rmtree(self.work / "providers")
        self.git("checkout", "--quiet", "--", "providers")
        self.run("suggestion", "post", {"issue": {"body": ""}})
        return (self.folder / "posted").read_text(encoding="utf-8")

    def pushed(self) -> list[str]:
        """The files that the branch of a suggestion adds."""
        done = subprocess.run(["git", "diff", "--name-only", "main", "suggestion-7"], cwd=self.work, check=False,
                              capture_output=True, text=True)  # fmt: skip
        return done.stdout.split()


@pytest.fixture
def runner(tmp_path: Path) -> Runner:
    return Runner(tmp_path)


@pytest.mark.slow
def test_a_suggestion_becomes_one_record_on_a_branch(runner: Runner) -> None:
    posted = runner.suggest(body())
    assert runner.pushed() == ["providers/mill-farm/provider.md"]
    assert posted.startswith("Closes #7.\n\n    Wrote providers/mill-farm/provider.md.\n")
    assert "pr create --head suggestion-7" in (runner.folder / "asked").read_text()


@pytest.mark.slow
def test_a_request_is_told_without_what_came_to_main_since_it_began(runner: Runner) -> None:
    """As the code host checks it out: the branch merged into main as main is now, whatever the event says."""
    steps = {
        step.get("name"): step.get("run") for step in read(HOST / "workflows/check.yml")["jobs"]["records"]["steps"]
    }
    who = ("-c", "user.name=O", "-c", "user.email=o@trentside.example")
    for branch, slug in (("branch", "mill-farm"), ("main", "hill-farm")):
        runner.git("checkout", "--quiet", "-B", branch, *(["main"] if branch == "branch" else []))
        shutil.copytree(HERE / "base", runner.work / "providers" / slug)
        record = runner.work / f"providers/{slug}/provider.md"
        record.write_text(record.read_text().replace("Case Farm", slug.replace("-", " ").title()))
        runner.git("add", "--all", "--", "providers")
        runner.git(*who, "commit", "--quiet", "--message=Add")
        runner.git("checkout", "--quiet", "main")
    runner.git(*who, "merge", "--quiet", "--no-edit", "branch")
    summary = runner.folder / "summary.md"
    line = ["bash", "-e", "-c", steps["Tell what changes on the site"]]
    subprocess.run(line, cwd=runner.work, env=os.environ | {"GITHUB_STEP_SUMMARY": str(summary)}, check=True)
    assert ("Mill Farm" in summary.read_text(), "Hill Farm" in summary.read_text()) == (True, False)


@pytest.mark.slow
def test_the_longest_issue_of_letters_that_take_two_bytes_is_read_and_answered(runner: Runner) -> None:
    posted = runner.suggest("é" * 65_536)
    assert "Name of the provider: This question has no answer." in posted
    assert all(line.startswith("    ") for line in posted.splitlines())
    assert runner.pushed() == []


@pytest.mark.slow
def test_a_suggestion_of_a_provider_that_is_there_is_answered_in_words(runner: Runner) -> None:
    folder = runner.work / "providers/mill-farm"
    folder.mkdir()
    (folder / "provider.md").write_text("---\n---\n")
    runner.git("add", "--all", "--", "providers")
    assert "providers/mill-farm is there already" in runner.suggest(body())
    assert runner.pushed() == []


@pytest.mark.slow
@pytest.mark.parametrize("folder", ["../.github", "a/../../b", "-x", "providers\nmain", "", "mill-farm; touch x"])
def test_a_record_from_the_first_job_goes_nowhere_but_into_a_new_folder(runner: Runner, folder: str) -> None:
    made = runner.temp / "suggestion"
    made.mkdir()
    for name, text in (("told.txt", "Wrote"), ("record.md", "x"), ("folder.txt", folder)):
        (made / name).write_text(text)
    with pytest.raises(AssertionError, match="There can be no record"):
        runner.run("suggestion", "post", {"issue": {"body": ""}})
    assert not (runner.folder / "asked").exists()


@pytest.mark.slow
def test_what_was_mailed_is_kept_on_a_branch_and_a_run_that_did_not_keep_it_stops_the_next(runner: Runner) -> None:
    def run(job: str) -> None:
        runner.run("remind", job, {"issue": {"body": ""}})

    run("begin")
    assert not (runner.folder / "out").exists()
    with (runner.work / "settings.yml").open("a", encoding="utf-8") as settings:
        settings.write("mail:\n  host: smtp.trentside.example\n")
    runner.git(
        "-c", "user.name=O", "-c", "user.email=o@trentside.example", "commit", "--quiet", "--all", "--message=Mail"
    )
    for log in ("first", "second"):
        run("begin")
        assert (runner.folder / "out").read_text() == "mails=yes\n"
        (runner.folder / "out").unlink()
        assert sorted(path.name for path in runner.work.iterdir() if path.is_file()) in (
            ["running"],
            ["mailed.log", "running"],
        )
        (runner.work / "mailed.log").write_text(log)
        run("keep")
        runner.git("switch", "--quiet", "main")
        runner.git("branch", "--quiet", "--delete", "--force", "reminded")
        kept = subprocess.run(
            ["git", "ls-tree", "--name-only", "reminded"], cwd=runner.origin, capture_output=True, text=True
        )
        assert kept.stdout == "mailed.log\n"
    run("begin")
    runner.git("switch", "--quiet", "main")
    runner.git("branch", "--quiet", "--delete", "--force", "reminded")
    with pytest.raises(AssertionError, match="An earlier run ended before it kept its log"):
        run("begin")


@pytest.mark.slow
def test_what_is_posted_is_short_enough_and_mentions_nobody(runner: Runner) -> None:
    made = runner.temp / "suggestion"
    made.mkdir()
    (made / "told.txt").write_text("a\r@everyone é\n" * 30_000)
    runner.run("suggestion", "post", {"issue": {"body": ""}})
    posted = (runner.folder / "posted").read_text(encoding="utf-8")
    assert 50_000 < len(posted.encode()) <= 60_000
    assert all(line.startswith("    ") for line in re.split(r"[\r\n]+", posted) if line.strip())


@pytest.mark.slow
def test_each_part_of_a_pull_request_is_told_by_its_name(runner: Runner) -> None:
    who = ("-c", "user.name=Officer", "-c", "user.email=officer@trentside.example")
    runner.git(*who, "commit", "--quiet", "--allow-empty", "--message=Add a visit\n\nOf Kayden Smith, aged 14.")
    title, body = "Visit of Kayden Smith, Y10", "One visit.\n\nKayden Smith, aged 14."
    (runner.folder / "event.json").write_text(json.dumps({"pull_request": {"title": title, "body": body}}))
    [step] = [row for row in steps(HOST / "workflows/check.yml") if "--commit-message" in row.get("run", "")]
    env = os.environ | {"GITHUB_HEAD_REF": "kayden-smith-y10",
                        "GITHUB_EVENT_PATH": str(runner.folder / "event.json")}  # fmt: skip
    done = subprocess.run(["bash", "-e", "-c", step["run"]], cwd=runner.work, env=env, check=False,
                          capture_output=True, text=True)  # fmt: skip
    told = re.findall("file=(.*?),line=(\\d+)", done.stdout)
    assert (done.returncode, [re.sub("[0-9a-f]{7,}", "…", name) for name, _ in told], [line for _, line in told]) == (
        1, ["name of the branch", "title of the pull request", "description of the pull request", "commit …"],
        ["1", "1", "3", "3"],
    )  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize(("result", "open", "asked"), [
    ("failure", "", ["issue list", "label create", "issue create"]),
    ("skipped", "", ["issue list", "label create", "issue create"]),
    ("failure", "3", ["issue list"]),
    ("success", "3", ["issue list", "issue close"]),
    ("success", "", ["issue list"]),
])  # fmt: skip
def test_a_night_that_fails_opens_one_issue_and_one_that_works_closes_it(
    runner: Runner, result: str, open: str, asked: list[str]
) -> None:
    gh = runner.folder / "bin/gh"
    gh.write_text(f"{gh.read_text()}case \"$*\" in 'issue list'*) printf '{open}';; esac\n")
    runner.run("publish", "tell", {"issue": {"body": ""}}, publish=result)
    told = (runner.folder / "asked").read_text().splitlines()
    assert [" ".join(line.split()[:2]) for line in told] == asked
    if "issue create" in asked:
        assert "--label site not built" in told[-1]


def test_every_label_that_forms_and_workflows_name_is_created() -> None:
    made = set(re.findall(r'gh label create "(.*?)"', (HOST / "workflows/labels.yml").read_text(encoding="utf-8")))
    named = {label for form in FORMS for label in read(form)["labels"]}
    conditions = re.findall(
        r"label\S* ?==? '(.*?)'|labels\S*, '(.*?)'", (HOST / "workflows/suggestion.yml").read_text()
    )
    named |= {label for found in conditions for label in found if label}
    assert {"accepted", "suggested provider"} <= named == made


def test_only_the_public_edition_leaves_a_workflow() -> None:
    for path in WORKFLOWS:
        assert "--edition commissioner" not in path.read_text(encoding="utf-8")


def test_pull_requests_are_checked_told_and_shown_and_merges_published() -> None:
    runs = {path.stem: " ".join(step.get("run", "") for step in steps(path)) for path in WORKFLOWS}
    assert 'make check ARGS="--format github"' in runs["check"]
    assert "apdir changes" in runs["check"]
    assert "--format markdown" in runs["check"]
    assert "apdir new provider --from-issue -" in runs["suggestion"]
    published = read(HOST / "workflows/publish.yml")["on"]
    assert published["push"] == {"branches": ["main"]}
    assert re.fullmatch(r"\d+ \d+ \* \* \*", published["schedule"][0]["cron"])


def test_no_check_that_may_be_required_is_left_out() -> None:
    for path in WORKFLOWS:
        asked = read(path)["on"]
        if "pull_request" in asked:
            assert not {"paths", "paths-ignore"} & set(asked["pull_request"] or ()), path


def test_a_template_for_each_kind_of_change() -> None:
    told = (HOST / "pull_request_template.md").read_text(encoding="utf-8")
    names = sorted(path.name for path in (HOST / "PULL_REQUEST_TEMPLATE").iterdir())
    assert sorted(re.findall(r"template=([a-z-]+\.md)", told)) == names
    assert len(names) == 6


#: What tells and runs nothing: records, frameworks, pages and their pictures, and the settings.
RECORDS = re.compile(r"(providers|content)/.+\.(md|yml)|content/.+\.webp|frameworks/.+\.yml|settings\.yml")
#: Files that run code where they appear: on a developer's machine, in a build, in a workflow, at the code host.
WOULD_RUN = (
    "mkdocs.yml", "Makefile", "GNUmakefile", "pyproject.toml", "requirements.lock", "requirements-dev.lock",
    "uv.toml", ".ci/setup", ".github/workflows/new.yml", ".github/actions/a/action.yml", ".github/CODEOWNERS",
    "CODEOWNERS", "docs/CODEOWNERS", ".gitlab-ci.yml", ".gitmodules", ".gitattributes", "providers/.gitattributes",
    "content/guidance/.gitattributes", ".pre-commit-config.yaml", ".vscode/tasks.json",
    ".devcontainer/devcontainer.json", ".envrc", "conftest.py", "sitecustomize.py", "content/hooks.py",
    "providers/a/visits/run.py", "content/a.js", "content/a.html", "content/a.svg", "frameworks/hooks.py",
    "generator/apdir/a.py", "theme/main.html", "theme/pages/_row.html", "theme/assets/dom.js", "tests/conftest.py",
    "tests/node/package.json", "schema/visit.json",
)  # fmt: skip


def owner(path: str) -> str:
    """Who must approve a change of a file: the last line that matches it counts."""
    lines = [line.split() for line in (HOST / "CODEOWNERS").read_text(encoding="utf-8").splitlines()]
    rows = [(words[0], words[1:]) for words in lines if words and not words[0].startswith("#")]
    found = [owners for pattern, owners in rows if pathspec.GitIgnoreSpec.from_lines([pattern]).match_file(path)]
    return " ".join(found[-1]) if found else ""


@pytest.mark.slow
def test_whatever_can_run_code_belongs_to_the_maintainers() -> None:
    done = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True)
    tracked = [name for name in done.stdout.split("\0") if name and not RECORDS.fullmatch(name)]
    assert len(tracked) > 300
    assert {name: owner(name) for name in (*tracked, *WOULD_RUN)} == dict.fromkeys(
        (*tracked, *WOULD_RUN), "@trentside/ap-maintainers"
    )


def test_records_and_frameworks_have_owners_of_their_own() -> None:
    assert owner("providers/a/provider.md") == owner("providers/a/visits/b.yml") == "@trentside/ap-officers"
    assert owner("content/about.md") == owner("content/officers/list.webp") == "@trentside/ap-officers"
    assert owner("frameworks/derby/2024-05.yml") == owner("settings.yml") == "@trentside/ap-quality"
