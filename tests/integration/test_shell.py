"""Material's page made once and filled is byte for byte the page that MkDocs makes each time."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from apdir.pages.page import Page
from apdir.plugin.build import build_site
from apdir.plugin.job import Options
from apdir.plugin.shell import Shell, Shells, render_by_mkdocs
from tests.support.sites import ROOT

#: Every so many pages one is made both ways: MkDocs takes as long for one as the rest of the build for ten.
EVERY = 2
#: All that a shell could trip over. Material takes tags and entities out of titles; a shell writes them as text.
HOSTILE = Page(
    path="providers/a-place/visits/2026-03-12-derby/",
    title="Hens & \"Sons\" 'x' {{ config }} \\1",
    description="A <script>alert(1)</script> & more",
    content="<h1>Hens</h1>\n<p>{% raw %} \\g<0> &amp; £5 – 🚜</p>\n",
)


@pytest.mark.slow
@pytest.mark.parametrize("edition", ["public", "commissioner"])
def test_a_filled_shell_is_the_page_that_mkdocs_makes(
    edition: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []
    compared: list[str] = []
    makers: list[Shells] = []
    of, fill = Shells.of, Shell.fill

    def remember(self: Shells, path: str) -> Shell:
        makers.append(self)
        return of(self, path)

    def compare(self: Shell, page: Page) -> str:
        made = makers[-1]
        seen.append(page.path)
        hostile = page.path.count("/") == HOSTILE.path.count("/") and HOSTILE.path not in compared
        for each in (page, HOSTILE) if hostile else (page,) if len(seen) % EVERY == 0 else ():
            text = fill(self, each)
            assert text == render_by_mkdocs(each, made._config, made._files, made._nav, made._env), each.path
            compared.append(each.path)
        return fill(self, page)

    monkeypatch.setattr(Shells, "of", remember)
    monkeypatch.setattr(Shell, "fill", compare)
    options = Options(ROOT, edition, date(2026, 11, 22), search=False, forms=False)
    build_site(options, tmp_path / "site")
    assert len(compared) >= 100
    assert HOSTILE.path in compared
    assert len({path.count("/") for path in compared}) >= 2
