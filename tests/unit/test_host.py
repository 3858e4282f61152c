"""Workflows, issue forms and templates for the code host: right by their published schemas, and safe."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.sites import ROOT

HOST = ROOT / ".github"
WORKFLOWS = sorted((HOST / "workflows").glob("*.yml"))
FORMS = sorted(path for path in (HOST / "ISSUE_TEMPLATE").glob("*.yml") if path.name != "config.yml")


def steps(workflow: Path) -> Iterator[dict[str, Any]]:
    for job in read(workflow)["jobs"].values():
        yield from job["steps"]


def read(path: Path) -> dict[str, Any]:
    # `on` is a yes to YAML 1.1.
    data: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)
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
    used = re.findall(r"uses: (.*)", path.read_text(encoding="utf-8"))
    assert used
    for line in used:
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
    assert "secrets." not in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_nothing_that_somebody_wrote_reaches_the_shell(path: Path) -> None:
    for step in steps(path):
        assert "${{" not in step.get("run", ""), step
        result = subprocess.run(["bash", "-n"], input=step.get("run", ""), text=True, check=False, capture_output=True)
        assert result.returncode == 0, result.stderr


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_only_a_step_that_runs_none_of_the_repositorys_code_has_the_token(path: Path) -> None:
    workflow = read(path)
    assert "TOKEN" not in str(workflow.get("env", "")) + str([job.get("env", "") for job in workflow["jobs"].values()])
    for step in steps(path):
        if "TOKEN" in str(step.get("env", "")):
            assert not re.search(r"\bmake\b|\.venv|\.ci/", step["run"]), step


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


def test_a_template_for_each_kind_of_change() -> None:
    told = (HOST / "pull_request_template.md").read_text(encoding="utf-8")
    names = sorted(path.name for path in (HOST / "PULL_REQUEST_TEMPLATE").iterdir())
    assert sorted(re.findall(r"template=([a-z-]+\.md)", told)) == names
    assert len(names) == 6


def test_what_every_visit_rests_on_has_owners() -> None:
    owned = (HOST / "CODEOWNERS").read_text(encoding="utf-8")
    for part in ("/frameworks/", "/generator/", "/.github/"):
        assert re.search(rf"^{part} +@", owned, re.MULTILINE), part
