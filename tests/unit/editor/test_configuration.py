"""The web editor's configuration holds to its published schema and knows every field, and no edition has it unasked."""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from jsonschema import Draft7Validator

from apdir import security
from apdir.editor import code_host, configuration
from apdir.editor.visits import BY_FRAMEWORK
from apdir.library import Library, read_library
from apdir.model.provider import Provider
from apdir.model.settings import Editor, Repository
from apdir.model.visit import Visit
from tests.support.sites import ROOT, TODAY, site

VENDOR = ROOT / "theme/vendor"
PACKAGES = tomllib.loads((VENDOR / "packages.toml").read_text(encoding="utf-8"))["package"]
Field = dict[str, Any]


@pytest.fixture(scope="module")
def library() -> Library:
    return read_library(ROOT)


@pytest.fixture(scope="module")
def made(library: Library) -> Field:
    host = code_host(library.settings, "commissioner")
    assert host is not None
    return configuration(library, host, date.fromisoformat(TODAY))


def fields(part: Field) -> Iterator[Field]:
    for entry in part.get("fields", ()):
        yield entry
        yield from fields(entry)


def shapes(part: Field, seen: set[tuple[str, ...]]) -> Field:
    """A part of the configuration with one field of each shape: the schema tries every sort of field for each."""
    kept = []
    for entry in part["fields"]:
        inner = shapes(entry, seen) if "fields" in entry else entry
        shape = (entry["widget"], str(type(entry.get("default"))), *sorted(entry))
        if shape not in seen or inner.get("fields"):
            seen.add(shape)
            kept.append(inner)
    return {**part, "fields": kept}


@pytest.mark.slow
def test_the_configuration_holds_to_the_published_schema(made: Field) -> None:
    schema = json.loads((VENDOR / "sveltia-cms/schema/sveltia-cms.json").read_text(encoding="utf-8"))
    seen: set[tuple[str, ...]] = set()
    thinned = {**made, "collections": [shapes(entry, seen) for entry in made["collections"]]}
    thinned["collections"] = [entry for entry in thinned["collections"] if entry["fields"]]
    assert len(seen) > 20
    held = Draft7Validator(schema)
    assert [error.message[:300] for error in held.iter_errors(thinned)] == []
    assert not held.is_valid({**thinned, "publish_mode": "no such mode"})


def test_every_field_of_a_provider_is_there_and_tells_what_it_means(made: Field) -> None:
    form = made["collections"][0]
    names = [entry["name"] for entry in form["fields"]]
    assert names == [*Provider.model_fields, "body"]
    silent = [entry["name"] for entry in fields(form) if not entry.get("hint")]
    assert silent == []
    assert [entry["hint"] for entry in fields(form) if ".yml" in entry["hint"]] == []


def test_every_field_of_a_visit_is_in_the_form_of_each_framework(made: Field) -> None:
    for form in made["collections"][1:]:
        asked = {str(info.validation_alias or name) for name, info in Visit.model_fields.items()} - set(BY_FRAMEWORK)
        assert asked <= {entry["name"] for entry in form["fields"]}, form["name"]


def test_every_framework_has_its_own_scale_and_outcomes(made: Field, library: Library) -> None:
    forms = {entry["name"]: {part["name"]: part for part in entry["fields"]} for entry in made["collections"]}
    assert set(forms) == {"providers", *(f"visits-{name}" for name in library.frameworks)}
    # What is begun says of which framework it is: the button would else read "visit" for each.
    assert len({entry["label_singular"] for entry in made["collections"]}) == len(forms)
    derby = forms["visits-derby"]
    themes = [part for name, part in derby.items() if name.startswith("theme_")]
    judged = [entry for theme in themes for entry in theme["fields"] if entry["widget"] == "object"]
    assert len(judged) == 32
    # The judgement, and beside it what was seen.
    assert [part["name"] for part in judged[0]["fields"]] == [
        "judgement", "evidence", "note", "action", "not_applicable",
    ]  # fmt: skip
    assert [row["value"] for row in judged[0]["fields"][0]["options"]] == [
        "fully", "partially", "limited", "not at all",
    ]  # fmt: skip
    assert len(derby["outcome"]["options"]) == 4
    # 4.1 and 4.10 are two requirements, and neither is a number.
    align = [row["name"] for name, part in forms["visits-align"].items() if name.startswith("theme_")
             for row in part["fields"] if row["widget"] == "object"]  # fmt: skip
    assert {"_4\u20241", "_4\u202410"} <= set(align)
    assert len(align) == len(set(align)) == 72
    rows = forms["visits-leicestershire"]["rows"]
    # A visit begins with every row of the record, each with a mark for every prompt beside the framework's own boxes.
    assert [row["items"] for row in rows["default"]][:3] == [["1.1"], ["1.2"], ["1.3", "1.4", "1.5"]]
    marks = [kind["fields"][1] for kind in rows["types"][:-1]]
    assert sum(part["name"].startswith("mark_") for row in marks for part in row["fields"]) == 55
    assert marks[0]["comment"].startswith("1. Is the provider on the LEBC database")
    assert [part["label"] for part in rows["types"][0]["fields"][2:]] == [
        "Provider evidence", "Observer notes", "Action points",
    ]  # fmt: skip
    assert "areas" in forms["visits-amber-valley-erewash"]


@pytest.mark.parametrize(
    ("url", "settings", "name", "api"),
    [
        ("https://github.com/council/records", {}, "council/records", "https://api.github.com"),
        ("https://git.council.example/ap/records.git", {}, "ap/records", "https://git.council.example/api/v3"),
        ("https://gitlab.com/a/b/c", {"code_host": "gitlab"}, "a/b/c", "https://gitlab.com/api/v4"),
    ],
)
def test_the_code_host_follows_from_the_repositorys_address(
    url: str, settings: dict[str, str], name: str, api: str, library: Library
) -> None:
    changed = library.settings.model_copy(
        update={"repository": Repository(url=url), "editor": Editor.model_validate(settings)}
    )
    host = code_host(changed, "commissioner")
    assert host is not None
    assert (host.backend["repo"], host.api) == (name, api)
    assert host.backend["auth_methods"] == ["token"]
    # A GitHub server of one's own has this part of its API where the editor would not look for it.
    assert host.backend.get("graphql_api_root") == (f"{host.origin}/api/graphql" if "/v3" in api else None)
    assert host.origin in security.written(security.editor(host.origin))


def test_only_officers_have_it_unless_settings_say_otherwise(library: Library) -> None:
    settings = library.settings
    assert code_host(settings, "commissioner") is not None
    assert code_host(settings, "public") is None
    assert code_host(settings.model_copy(update={"editor": Editor(public="yes")}), "public") is not None
    assert code_host(settings.model_copy(update={"repository": Repository()}), "commissioner") is None


def test_its_page_may_talk_to_the_code_host_and_to_nothing_else() -> None:
    own = security.editor("https://api.github.com")
    others = {word for sources in own.values() for word in sources.split() if "://" in word}
    assert others == {"https://api.github.com"}
    assert own["script-src"] == "'self'"
    sent = security.headers(officers=True, api="https://api.github.com")
    assert "https://api.github.com" in sent["Content-Security-Policy"]
    assert "https://" not in security.headers(officers=False)["Content-Security-Policy"]
    assert "unsafe-inline" not in security.headers(officers=False)["Content-Security-Policy"]


@pytest.mark.slow
def test_the_public_site_holds_nothing_of_it() -> None:
    built = site()
    assert not (built / "admin").exists()
    assert [file for file in built.rglob("*") if "sveltia" in file.name or "vendor" in file.parts] == []
    linked = re.compile(r'(?:href|src)="[^"]*(?:admin|officers)/')
    assert [file for file in built.rglob("*.html") if linked.search(file.read_text(encoding="utf-8"))] == []


@pytest.mark.parametrize("package", PACKAGES, ids=lambda package: package["name"])
def test_what_was_taken_from_others_is_as_they_published_it(package: Field) -> None:
    folder = VENDOR / package["folder"]
    found = {
        file.relative_to(folder).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in folder.rglob("*")
        if file.is_file()
    }
    assert found == package["files"]
    assert package["integrity"].startswith("sha512-")
    place = (
        package["folder"].removeprefix("../") if package["folder"].startswith("../") else f"admin/{package['folder']}"
    )
    assert f"`{place}/`" in (ROOT / "content/licences.md").read_text(encoding="utf-8")
