"""The environment in which templates are rendered, the same for pages and forms: strict, and escaping every value."""

from __future__ import annotations

from types import CodeType

import jinja2
from jinja2.bccache import Bucket

from apdir.source import Theme


class _Compiled(jinja2.BytecodeCache):
    """Keeps what templates were compiled to for as long as this process lives: `serve` builds again and again."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Have what was compiled from the same source, if it was."""
        bucket.code = self.kept.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled."""
        if bucket.code is not None:
            self.kept[bucket.key, bucket.checksum] = bucket.code


COMPILED = _Compiled()


def strict_templates(theme: Theme) -> jinja2.Environment:
    """The templates of a part of the theme: every value is escaped, and a name that is not given is an error."""
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(theme.folders),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        bytecode_cache=COMPILED,
    )


def own_styles(theme: Theme, name: str, **colours: object) -> str:
    """A style sheet in `brand/` of the theme with a council's own colours put in."""
    return strict_templates(theme.below("brand")).get_template(f"{name}.jinja").render(**colours)
