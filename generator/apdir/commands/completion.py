"""`apdir completion`: the script with which a shell completes commands, options and providers."""

from __future__ import annotations

from pathlib import Path

import click
from click.shell_completion import CompletionItem, get_completion_class

from apdir.commands.options import Shared, shared
from apdir.source import PROGRAM


@click.command()
@shared
@click.argument("shell", type=click.Choice(["bash", "zsh"]))
def completion(shell: str) -> None:
    """Print what makes a shell complete commands, options and the folders of providers.

    \b
    Examples:
      apdir completion bash >> ~/.bashrc
      apdir completion zsh >> ~/.zshrc
    """
    kind = get_completion_class(shell)
    root = click.get_current_context().find_root().command
    if kind is None:
        raise click.UsageError(f"There is no completion for {shell}.")
    click.echo(kind(root, {}, "apdir", "_APDIR_COMPLETE").source())


def providers(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The folders of providers that begin so, wherever `--root` says they are."""
    return _begun(_root(ctx) / "providers", incomplete)


def frameworks(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The ids of frameworks that begin so."""
    found = {item.value: item for root in (PROGRAM, _root(ctx)) for item in _begun(root / "frameworks", incomplete)}
    return [found[name] for name in sorted(found)]


def visits(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The visits of the provider before it that begin so."""
    folder = _root(ctx) / "providers" / str(ctx.params.get("provider", "")) / "visits"
    return [CompletionItem(path.stem) for path in sorted(folder.glob("*.yml")) if path.stem.startswith(incomplete)]


def _root(ctx: click.Context) -> Path:
    return ctx.ensure_object(Shared).root or Path.cwd()


def _begun(folder: Path, incomplete: str) -> list[CompletionItem]:
    """The folders in a folder whose names begin so."""
    names = sorted(entry.name for entry in folder.iterdir() if entry.is_dir()) if folder.is_dir() else []
    return [CompletionItem(name) for name in names if name.startswith(incomplete)]
