"""Fields that pages tell by their labels, in no words of a page's own."""

from __future__ import annotations

from datetime import date
from typing import Any

from pydantic import BaseModel

from apdir.model.described import described
from apdir.pages import views


def labelled(record: BaseModel, *, private: bool = False) -> dict[str, str]:
    """Labelled fields of a record, by label; with ``private``, those for officers too."""
    fields = (field for field in described(type(record)) if field.labelled and (private or field.public))
    return {field.label: said(getattr(record, field.name)) for field in fields}


def said(value: Any) -> str:
    """A value as a page tells it."""
    if value is None or isinstance(value, str):
        return value or ""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, date):
        return views.day(value)
    return views.capital(views.words([said(item) for item in value])) if isinstance(value, tuple) else str(value)
