"""Every field and command has its words, and what documents say of commands, files and rules is so."""

from __future__ import annotations

import dataclasses
import importlib
import inspect
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import click
import pytest
from pydantic import TypeAdapter

import apdir
from apdir.commands.main import apdir as root_command
from apdir.model.fields import EDITIONS, Record
from apdir.summary import placement
from tests import documents as generated
from tests.support.sites import ROOT

MODULES = [
    importlib.import_module(module.name)
    for module in pkgutil.walk_packages(apdir.__path__, "apdir.")
    if not module.name.endswith("__main__")
]
MODELS = sorted(
    {
        model
        for module in MODULES
        for model in vars(module).values()
        if inspect.isclass(model) and issubclass(model, Record) and model is not Record
    },
    key=lambda model: model.__name__,
)
SENTENCE = re.compile(r"[A-Z`‘].*[.:…]\Z", re.DOTALL)


def test_models_are_found() -> None:
    assert {"Provider", "Visit", "Year", "Framework", "Settings", "Crosswalk"} <= {model.__name__ for model in MODELS}


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_field_has_a_meaning_an_example_and_readers(model: type[Record]) -> None:
    for name, info in model.model_fields.items():
        assert info.description, name
        assert SENTENCE.match(info.description), info.description
        assert isinstance(info.json_schema_extra, dict), name
        assert info.json_schema_extra["visible"] in EDITIONS, name
        assert info.examples, name
        kind: Any = Annotated[(info.annotation, *info.metadata)] if info.metadata else info.annotation
        TypeAdapter(kind).validate_python(_as_read(info.examples[0]))
        assert re.fullmatch(r"[a-z][a-z0-9_]*", str(info.validation_alias or name))


def _as_read(example: Any) -> Any:
    """An example as it arrives from a file: text, lists and mappings."""
    if isinstance(example, dict):
        return {key: _as_read(value) for key, value in example.items()}
    if isinstance(example, list):
        return [_as_read(value) for value in example]
    return str(example)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_record_says_what_it_is(model: type[Record]) -> None:
    assert SENTENCE.match(inspect.getdoc(model) or ""), model.__doc__


def commands(group: click.Group, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        yield (*path, name), command
        if isinstance(command, click.Group):
            yield from commands(command, (*path, name))


COMMANDS = [((), root_command), *commands(root_command)]


@pytest.mark.parametrize(("path", "command"), COMMANDS, ids=[" ".join(("apdir", *path)) for path, _ in COMMANDS])
def test_every_command_and_option_is_documented(path: tuple[str, ...], command: click.Command) -> None:
    words = inspect.cleandoc(command.help or "")
    assert SENTENCE.match(words.split("\n\n", maxsplit=1)[0])
    assert f"\n  {' '.join(('apdir', *path))}" in words, "an example is missing"
    for option in command.params:
        if isinstance(option, click.Option) and option.name != "help":
            assert option.help, option.name
            assert SENTENCE.match(option.help) or option.help.endswith("]"), option.help


#: The documents of the repository, and the guide for officers; what the changelog tells of may be gone by now.
DOCUMENTS = [path for path in sorted([*ROOT.glob("*.md"), *ROOT.glob("tests/*.md")]) if path.name != "CHANGELOG.md"]
GUIDE = sorted(ROOT.glob("content/officers/*.md"))
#: Every option of every command, and one of pip's.
OPTIONS = {name for _, command in COMMANDS for part in command.params for name in (*part.opts, *part.secondary_opts)}
OPTIONS |= {"--help", "--index-url"}
TESTS = {name for path in ROOT.glob("tests/**/test_*.py")
         for name in re.findall(r"def (test_\w+)", path.read_text(encoding="utf-8"))}  # fmt: skip
FENCED = re.compile(r"^ *```\w*\n(.*?)^ *```", re.DOTALL | re.MULTILINE)
TARGETS = set(re.findall(r"^([a-z][a-z-]*):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))


def documents(*paths: Path) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("path", paths, ids=lambda path: path.relative_to(ROOT).as_posix())


def code(text: str) -> Iterator[str]:
    """Lines of fenced blocks, and code within lines."""
    yield from (line.strip() for block in FENCED.findall(text) for line in block.splitlines())
    yield from re.findall(r"`([^`\n]+)`", FENCED.sub("", text))


def anchors(path: Path) -> set[str]:
    """What links may name after `#`: headings as code hosts name them."""
    headings = re.findall(r"^#+ (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@documents(*DOCUMENTS, ROOT / "CHANGELOG.md")
def test_each_link_leads_to_a_file_and_a_place_in_it(path: Path) -> None:
    for address in re.findall(r"\]\(([^)\s]+)\)", FENCED.sub("", path.read_text(encoding="utf-8"))):
        if not address.startswith(("http:", "https:", "mailto:")):
            name, _, place = address.partition("#")
            there = path.parent / name if name else path
            assert there.exists(), address
            assert not place or place in anchors(there), address


@documents(*DOCUMENTS, *GUIDE)
def test_each_command_is_one_that_works(path: Path) -> None:
    for line in code(path.read_text(encoding="utf-8")):
        used = re.match(r"(?:\.venv[\\/](?:bin|Scripts)[\\/])?apdir((?: \S+)+)", line)
        if used:
            check_command(re.split("[ |]", used[1].strip()), line)
        for target in re.findall(r"(?:^|\s)make ([a-z-]+)", line):
            assert target in TARGETS, line
        option = re.match(r"--[a-z][a-z-]*", line)
        assert option is None or option[0] in OPTIONS, line


def check_command(words: list[str], line: str) -> None:
    """Each word that stands where a command does is one, and it takes each option that is named."""
    at: click.Command = root_command
    while isinstance(at, click.Group) and words and not words[0].startswith(("-", "[", "<", "…", "COMMAND")):
        name = words.pop(0)
        found = at.get_command(click.Context(at), name)
        assert found is not None, line
        at = found
    known = {option for part in at.params for option in (*part.opts, *part.secondary_opts)} | {"--help"}
    assert {word.strip("[]") for word in words if word.strip("[").startswith("--")} <= known, line


@documents(*DOCUMENTS)
def test_each_file_and_test_that_is_named_is_there_with_what_is_named_in_it(path: Path) -> None:
    """A file by its name from the root or below `generator/apdir/`; after a colon, what stands in it."""
    for named in code(path.read_text(encoding="utf-8")):
        assert not re.fullmatch(r"test_\w+", named) or named in TESTS, named
        found = re.fullmatch(r"((?:[\w.-]+/)+[\w-]+\.(?:py|js|html|yml|css|md|txt))(?::(\w+))?", named)
        if found and not found[1].startswith(("providers/", "content/privacy", "content/accessibility", ".cache/")):
            there = [base / found[1] for base in (ROOT, ROOT / "generator/apdir") if (base / found[1]).is_file()]
            assert there, named
            assert found[2] is None or re.search(rf"\b{found[2]}\b", there[0].read_text(encoding="utf-8")), named


@pytest.mark.slow
@pytest.mark.parametrize("document", sorted({document for document, _ in generated.BLOCKS}))
def test_what_the_code_says_itself_is_written_anew_by_make_documents(document: str) -> None:
    assert generated.written(document) == (ROOT / document).read_text(encoding="utf-8"), "run make documents"


@pytest.mark.slow
def test_the_register_has_each_rule_once_with_its_source_and_its_tests() -> None:
    files = [placement.FILE, *(path for _, path, _ in generated.modules())]
    named = {rule for path in files for rule in re.findall(r"\bR[0-3]\d\b", path.read_text(encoding="utf-8"))}
    register = (ROOT / "RULES.md").read_text(encoding="utf-8")
    elsewhere = set(re.findall(r"^\| (R\d\d) \|", register, re.MULTILINE))
    assert set(generated.rules()) == named, "a rule needs a docstring that says who says so"
    assert not named & elsewhere
    assert named | elsewhere == {f"R{number:02}" for number in range(1, 32)}
    assert "Tests: \n" not in register


def test_dataclasses_that_pages_are_made_from_say_who_may_see_what() -> None:
    """`private` is the one way to close a part of a summary; anything else would be shown."""
    from apdir.summary import ProviderSummary, VisitSummary

    for kind in (ProviderSummary, VisitSummary):
        marked = {entry.metadata.get("visible", "public") for entry in dataclasses.fields(kind)}
        assert marked == {"public", "commissioner"}
