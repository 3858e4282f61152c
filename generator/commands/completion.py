"""`apdir completion`: the script with which a shell completes commands, options and providers."""

from __future__ import annotations

from pathlib import Path

import click
from click.shell_completion import CompletionItem, get_completion_class

from generator.commands.options import Shared, shared


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
    root = (ctx.ensure_object(Shared).root or Path.cwd()) / "providers"
    names = sorted(entry.name for entry in root.iterdir() if entry.is_dir()) if root.is_dir() else []
    return [CompletionItem(name) for name in names if name.startswith(incomplete)]
