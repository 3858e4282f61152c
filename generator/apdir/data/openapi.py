"""The Open Referral export described to programs: an OpenAPI 3.1 file made from its schemas."""

from __future__ import annotations

from typing import Any

from apdir.data import paths
from apdir.data.lists import PROFILE, about_of, pretty
from apdir.data.schemas import schema
from apdir.pages.page import Site


def openapi_file(site: Site) -> tuple[str, str]:
    """The file by its name."""
    about = about_of(site)
    kinds: dict[str, Any] = {}
    operations = {
        "/": _get("about", "What this export is, and where its lists are.", _part("openreferral-index", site, kinds)),
        **{f"/{name}": _get(name, "The whole list, on one page.", _part(f"openreferral-{name}", site, kinds))
           for name in paths.REFERRAL_NAMES},
        "/services/{id}": _get("service", "One service, whole.", _part("openreferral-service", site, kinds), one=True),
    }  # fmt: skip
    return paths.OPENAPI, pretty(
        {
            "openapi": "3.1.0",
            "info": {
                "title": about.title,
                "version": "1",
                "description": f"Kept by {about.publisher}. Open Referral UK.",
            },
            "externalDocs": {"url": PROFILE},
            "servers": [{"url": f"{about.base}{paths.REFERRAL}".rstrip("/")}],
            "paths": operations,
            "components": {"schemas": kinds},
        }
    )


def _get(name: str, about: str, answer: dict[str, Any], *, one: bool = False) -> dict[str, Any]:
    """A path's GET operation."""
    content = {"application/json": {"schema": answer}}
    method: dict[str, Any] = {"operationId": name, "summary": about,
                              "responses": {"200": {"description": about, "content": content}}}  # fmt: skip
    if one:
        method["parameters"] = [{"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}]
    return {"get": method}


def _part(name: str, site: Site, kinds: dict[str, Any]) -> dict[str, Any]:
    """A reference to a schema, which is put among the ``kinds`` with those that it refers to."""
    whole = schema(name, site.edition)
    made = {key: value for key, value in whole.items() if key not in ("$schema", "$defs")}
    for key, value in {**whole.get("$defs", {}), name: made}.items():
        kinds[key] = _referring(value)
    return {"$ref": f"#/components/schemas/{name}"}


def _referring(part: Any) -> Any:
    if isinstance(part, list):
        return [_referring(item) for item in part]
    if not isinstance(part, dict):
        return part
    return {key: value.replace("#/$defs/", "#/components/schemas/") if key == "$ref" else _referring(value)
            for key, value in part.items()}  # fmt: skip
