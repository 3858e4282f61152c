"""The environment in which templates are rendered, the same for pages and forms: strict, and escaping every value."""

from __future__ import annotations

from pathlib import Path

import jinja2


def strict_templates(folder: Path, compiled: jinja2.BytecodeCache | None = None) -> jinja2.Environment:
    """The templates of a folder: every value is escaped, and a name that is not given is an error.

    ``compiled`` keeps them compiled from one build to the next.
    """
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(folder),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        bytecode_cache=compiled,
    )
