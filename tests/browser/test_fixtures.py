"""The browser fixtures can fail: what they are there to find, they find."""

from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from tests.conftest import COLOURS

GOOD = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Good</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'self'; img-src data:">
<link rel="icon" href="data:,"></head><body><main><h1>A page with nothing wrong</h1><p>Text.</p></main></body></html>"""

BAD = """<!doctype html><html><head><title>Bad</title><link rel="icon" href="data:,"></head>
<body><img src="http://elsewhere.example/a.png"><p style="color:#bbb;background:#fff">Faint</p>
<script>console.warn("look out"); undefinedFunction();</script></body></html>"""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "index.html").write_text(GOOD)
    (tmp_path / "404.html").write_text("<title>Own 404</title>")
    (tmp_path / "bad").mkdir()
    (tmp_path / "bad" / "index.html").write_text(BAD)
    (tmp_path / "empty").mkdir()
    return tmp_path


def status_and_text(url: str) -> tuple[int, str]:
    try:
        with urlopen(url) as answer:
            return answer.status, answer.read().decode()
    except HTTPError as answer:
        with answer:
            return answer.code, answer.read().decode()


@pytest.mark.parametrize("prefix", ["/", "/council/directory/"])
def test_a_folder_is_served_as_a_static_host_would(serve_directory, site, prefix):
    url = serve_directory(site, prefix)
    assert url.endswith(prefix)
    assert status_and_text(url) == (200, GOOD)
    assert status_and_text(url + "bad") == (200, BAD)  # by way of the address with a slash
    assert status_and_text(url + "?q=1") == (200, GOOD)
    for missing in ("nowhere/", "empty/", "a.html", "../secret"):
        assert status_and_text(url + missing) == (404, "<title>Own 404</title>")


def test_nothing_is_served_beside_the_prefix(serve_directory, site):
    url = serve_directory(site, "/directory/")
    root = url.removesuffix("directory/")
    for outside in ("", "bad/", "directory", "index.html"):
        status, text = status_and_text(root + outside)
        assert status == 404
        assert "Own 404" not in text


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("width", [360, 1280])
def test_a_good_page_gives_nothing_to_complain_of(serve_directory, site, new_page, axe, width, dark):
    tab = new_page(width, dark=dark)
    url = serve_directory(site)
    tab.page.goto(url)
    assert tab.requests == [url]
    assert tab.foreign_requests == []
    assert tab.complaints == []
    assert axe(tab.page) == []
    assert tab.page.evaluate("innerWidth") == width
    assert tab.page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches") is dark


def test_violations_are_found(serve_directory, site, new_page, axe, sniff):
    tab = new_page()
    tab.page.goto(serve_directory(site) + "bad/")
    assert any("H37" in line and "<img" in line for line in sniff(tab.page))
    found = axe(tab.page)
    assert {line.split()[0] for line in found} == {"html-has-lang", "image-alt", "color-contrast"}
    assert any("img" in line and "alt attribute" in line for line in found)
    assert [line.split()[0] for line in axe(tab.page, "p")] == ["color-contrast"]


MANY = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Many</title><link rel="icon" href="data:,">
<style>main {{ color: #222; background: #fff }} {fault} {{ {look} }}</style></head>
<body><main><h1>Many alike</h1><ul>{rows}</ul></main></body></html>"""
ROW = """<li><p class="a">Words <a href="/">there</a></p><p class="b">More</p>
<input aria-label="c" value="9" class="c"></li>"""


@pytest.mark.parametrize("look", ["color: #ccc", "background: #444", "opacity: 0.3"])
@pytest.mark.parametrize("fault", ["li:nth-child(17) .a", "li:nth-child(30)", "p.b", "li:nth-child(odd)", "input.c"])
def test_a_text_that_cannot_be_read_is_found_among_many_alike(fault, look, tmp_path, serve_directory, new_page, axe):
    (tmp_path / "index.html").write_text(MANY.format(fault=fault, look=look, rows=ROW * 30))
    page = new_page().page
    page.goto(serve_directory(tmp_path))
    assert {line.split()[0] for line in axe(page)} == {"color-contrast"}
    assert axe(page, without=COLOURS) == []


def test_what_a_page_asks_for_and_says_is_noticed(serve_directory, site, new_page):
    tab = new_page()
    tab.page.goto(serve_directory(site) + "bad/")
    assert tab.foreign_requests == ["http://elsewhere.example/a.png"]
    assert any(line.startswith("warning: look out") for line in tab.console)
    assert tab.errors == ["undefinedFunction is not defined"]
    assert tab.failed == ["net::ERR_NAME_NOT_RESOLVED: http://elsewhere.example/a.png"]
    assert len(tab.complaints) >= 3


def test_scripts_can_be_off(serve_directory, site, new_page):
    tab = new_page(scripts=False)
    tab.page.goto(serve_directory(site) + "bad/")
    assert tab.errors == []
    assert tab.page.get_by_text("Faint").is_visible()


def test_every_test_with_a_browser_is_marked(request, new_page):
    assert request.node.get_closest_marker("browser")


def test_a_missing_browser_is_told(monkeypatch):
    from tests.support import chromium

    monkeypatch.setenv("CHROMIUM", "/nowhere/chrome")
    with pytest.raises(FileNotFoundError, match="/nowhere/chrome"):
        chromium.find()
    monkeypatch.delenv("CHROMIUM")
    monkeypatch.setattr(chromium, "NAMES", ())
    with pytest.raises(FileNotFoundError, match="make test"):
        chromium.find()
