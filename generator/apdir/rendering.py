"""The environment in which templates are rendered, the same for pages and forms: strict, and escaping every value."""

from __future__ import annotations

import re
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


#: A part of a style sheet in the theme's `styles/`.
IMPORT = re.compile(r'^@import "([\w-]+\.css)";\n', re.MULTILINE)


def bundled(theme: Theme, name: str) -> str:
    """A style sheet of the theme with each part that it imports in the import's place.

    One of the directory's own that lacks an import of the program's, as a copy of an earlier version does, has that
    part before it: other sheets rely on its tokens.
    """

    def part(found: re.Match[str]) -> str:
        return theme.file(f"styles/{found[1]}").read_text(encoding="utf-8")

    text = theme.file(f"assets/{name}").read_text(encoding="utf-8")
    program = IMPORT.finditer((theme.folders[-1] / "assets" / name).read_text(encoding="utf-8"))
    return IMPORT.sub(part, "".join([found[0] for found in program if found[0] not in text]) + text)


def own_styles(theme: Theme, name: str, **colours: object) -> str:
    """A style sheet or drawing in `brand/` of the theme with a council's own colours and pictures put in."""
    return strict_templates(theme.below("brand")).get_template(f"{name}.jinja").render(**colours)
