"""Who may see a part of a summary: the twin of `for_officers` for dataclasses."""

from __future__ import annotations

import dataclasses
from typing import Any


def private(default: Any = dataclasses.MISSING) -> Any:
    """A field of a summary that only the commissioner edition shows."""
    metadata = {"visible": "commissioner"}
    if default is dataclasses.MISSING:
        return dataclasses.field(metadata=metadata)
    return dataclasses.field(default=default, metadata=metadata)
