"""The web editor's own rules where officers meet them: they refuse what the check refuses, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

import pytest
from playwright.sync_api import Browser

from tests.conftest import serve
from tests.support.editing import Editor, records
from tests.support.editor_rules import folder
from tests.support.sites import ROOT
from tests.unit.rules.test_description import REFUSED, SHOWN

FARM = "providers/oakfield-care-farm/provider.md"
FAULTS = """async (texts) => {
  const { faultsOf } = await import("./description.js");
  return texts.map(faultsOf);
}"""
Faults = Callable[[Sequence[str]], list[list[str]]]


@pytest.fixture(scope="module")
def editor(browser: Browser) -> Iterator[Editor]:
    """The editor with one provider, as a build writes it, without the site around it."""
    with serve(folder()) as address:
        profile = browser.new_context(locale="en-GB", reduced_motion="reduce")
        files = {FARM: records(ROOT)[FARM]}
        editor = Editor(profile.new_page(), address, files)
        editor.begin()
        yield editor
        profile.close()


@pytest.fixture(scope="module")
def faults(editor: Editor) -> Faults:
    return lambda texts: editor.page.evaluate(FAULTS, texts)


def test_what_a_page_cannot_show_of_a_description_is_told_as_the_check_tells_it(faults: Faults) -> None:
    told = faults([text for text, _, _ in REFUSED])
    bare = [re.sub("[`“”]", "", " ".join(found)) for found in told]
    assert [
        (text, found)
        for (text, _, words), found in zip(REFUSED, bare, strict=True)
        if re.sub("`", "", words) not in found
    ] == []


def test_everything_else_of_a_description_may_be_saved(faults: Faults) -> None:
    texts = [text for text, _ in SHOWN]
    texts += [text.split("\n---\n", 1)[1] for path, text in records(ROOT).items() if path.endswith("provider.md")]
    assert [(text, told) for text, told in zip(texts, faults(texts), strict=True) if told] == []


def test_a_description_is_refused_beside_it(editor: Editor) -> None:
    editor.go("Providers", "Oakfield")
    editor.fill("body", "![A goat](https://farm.example/goat.png)")
    editor.refused("body", "Pictures are not shown in a description.")
    editor.fill("body", "[www.gov.uk](https://evil.example)")
    editor.refused("body", "The words name “www.gov.uk”, and the link leads to “evil.example”.")
    editor.leave()
    assert editor.files()[FARM] == records(ROOT)[FARM]
