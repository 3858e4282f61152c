"""Everything has its words: fields of records, commands and their options; ruff looks at functions and classes."""

from __future__ import annotations

import dataclasses
import importlib
import inspect
import pkgutil
import re
from collections.abc import Iterator
from typing import Annotated, Any

import click
import pytest
from pydantic import TypeAdapter

import apdir
from apdir.commands.main import apdir as root_command
from apdir.model.fields import EDITIONS, Record
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


def test_fields_are_found() -> None:
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


def test_the_readme_names_every_command() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for path, command in COMMANDS[1:]:
        if not isinstance(command, click.Group):
            assert " ".join(("apdir", *path)) in readme or f"make {path[-1]}" in readme, path


def test_dataclasses_that_pages_are_made_from_say_who_may_see_what() -> None:
    """`private` is the one way to close a part of a summary; anything else would be shown."""
    from apdir.summary import ProviderSummary, VisitSummary

    for kind in (ProviderSummary, VisitSummary):
        marked = {entry.metadata.get("visible", "public") for entry in dataclasses.fields(kind)}
        assert marked == {"public", "commissioner"}
