"""Nothing that is written in a description disappears: its page shows it, or the check refuses it at its line."""

from __future__ import annotations

import re
import shutil
from datetime import date
from html import unescape
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from apdir.commands.edits import new_problems
from apdir.issue import _description
from apdir.library import read_library
from apdir.markdown import html
from apdir.markdown_faults import faults
from apdir.pages.text import plain
from tests.integration.test_commands import Run, run, small
from tests.support.case import HERE
from tests.support.sites import ROOT

__all__ = ["run", "small"]  # the small directory, and commands on it

#: What is refused: the text, the line that is told (from 0), words of the message or hint. The web editor is held to
#: them in `tests/browser/test_editor_rules.py`.
REFUSED = [
    ("<p>Open Saturdays.</p>", 0, "`<p>` is HTML"),
    ("One\n\n<table>\n<tr><td>Sat</td></tr>\n</table>", 2, "with `|` between its cells"),
    ("<ul>\n<li>One</li>\n</ul>", 0, "`- ` for each item"),
    ("One<br>two", 0, "an empty line begins a new paragraph"),
    ("One <b>two</b>", 0, "`**words**`"),
    ("- One\n- <i>two</i>", 1, "`*words*`"),
    ("> quoted\n> <span>words</span>", 1, "`<span>` is HTML"),
    ("Ask <name of school> first", 0, "`<name of school>`"),
    ('<a href="https://farm.example">us</a>', 0, "`[words](https://address)`"),
    ("<script>words</script>", 0, "write the words as they are"),
    ("One <!-- a note --> two", 0, "A comment is not shown"),
    ("One\n\n<!-- a note -->", 2, "A comment is not shown"),
    ("![A goat](https://farm.example/goat.png)", 0, "Say in words"),
    ("One[^1]\n\nTwo\n\n[^1]: Saturdays", 4, "Footnotes"),
    ("One[^1]\n\n[^1]: We open on Saturdays.", 0, "Footnotes"),
    ("[one][a] two\n\n[a]: https://farm.example", 2, "where its words are"),
    ("One\n\n[unused]: https://farm.example 'Saturdays'", 2, "where its words are"),
    ("| One | Two |\n| --- |\n| 1 | 2 |", 0, "not read as a table"),
    ("| One | Two |\n| 1 | 2 |", 0, "not read as a table"),
    ("| One | Two |\n| --- | --- |\n| 1 | 2 | 3 |", 2, "3 cells and the table's heading 2"),
    ("- [x] One\n- [ ] two", 1, "boxes to tick"),
    ("Term\n: its meaning", 1, "list of terms"),
    ("One\n\n##Heading", 2, "a space behind"),
    ("```python\none\n```", 0, "`python`"),
    ("1. One\n3. Three", 1, "number this item 2, not 3"),
    ("One &#8238;two", 0, "a sign that nobody sees"),
    ("[us](www.farm.example)", 0, "https:// in front: `https://www.farm.example`"),
    ("One\n[us](farm.example/visit)", 1, "`https://farm.example/visit`"),
    ("[us](//farm.example)", 0, "`https://farm.example`"),
    ("[us](/guidance/)", 0, "not a whole address"),
    ("[us](../about.md)", 0, "not a whole address"),
    ("[us](#top)", 0, "not a whole address"),
    ("[us](office@farm.example)", 0, "`mailto:office@farm.example`"),
    ("[us](javascript:alert(1))", 0, "leads nowhere"),
    ("[us](ftp://farm.example)", 0, "begins with https://, mailto: or tel:"),
    ("[us](mailto:a@farm.example?bcc=b@evil.example)", 0, "not an email address alone"),
    ("[us](mailto:a@farm.example%3Fbcc=b@evil.example)", 0, "not an email address alone"),
    ("[us](mailto:a@farm.example,b@evil.example)", 0, "not an email address alone"),
    ("[us](mailto:a%2Cb@farm.example)", 0, "not an email address alone"),
    ("[us](https://www.gov.uk@evil.example)", 0, "a name before its site's"),
    ("<https://www.gov.uk@evil.example>", 0, "a name before its site's"),
    ("[us](https://www.gov.uk%2F@evil.example)", 0, "a name before its site's"),
    ("[us](https://www.gov.uk%23@evil.example/)", 0, "a name before its site's"),
    ("[us](https://www.gov.uk\\@evil.example)", 0, "a name before its site's"),
    ("[us](https:\\\\evil.example)", 0, "not a web address"),
    ("[us](https:///evil.example)", 0, "not a web address"),
    ("[us](https://10.0.0.12/)", 0, "not a web address"),
    ("[us](https://2130706433/)", 0, "not a web address"),
    ("[us](https://www.gоv.uk)", 0, "letters that can be taken for others"),
    ("[us](https://www.g%D0%BEv.uk)", 0, "letters that can be taken for others"),
    ("[us](https://xn--gv-jlc.example/)", 0, "letters that can be taken for others"),
    ("[us](mailto:office@xn--gv-jlc.example)", 0, "letters that can be taken for others"),
    ("[Visit www.gov.uk now](https://evil.example)", 0, "the link leads to `evil.example`"),
    ("[GOV.UK](https://evil.example)", 0, "the link leads to `evil.example`"),
    ("[**www**.gov.uk](https://evil.example)", 0, "the link leads to `evil.example`"),
    ("[www.g\u200bov.uk](https://evil.example)", 0, "the link leads to `evil.example`"),
    ("[www.gоv.uk](https://evil.example)", 0, "the link leads to `evil.example`"),
    ("[www。gov。uk](https://evil.example)", 0, "the link leads to `evil.example`"),
    ("[www . gov . uk](https://evil.example)", 0, "the link leads to `evil.example`"),
    ("[ｗｗｗ.gov.uk](https://evil.example)", 0, "the link leads to `evil.example`"),
    ("[www&#46;gov&#46;uk](https://evil.example)", 0, "the link leads to `evil.example`"),
    ("[https://www.gov.uk/ap](https://www.gov.uk.evil.example/ap)", 0, "the link leads to"),
    ("[www.gov.uk](mailto:office@farm.example)", 0, "the link leads to `farm.example`"),
    ("[www.gov.uk](tel:01632960123)", 0, "the link leads to no site"),
    ("[office@farm.example](https://evil.example)", 0, "one email address"),
    ("[Write to a@farm.example](mailto:b@farm.example)", 0, "one email address"),
    ("[Ring 01632 960123](tel:+441632960999)", 0, "one telephone number"),
    ("[us](HTTPS://www.gov.uk@evil.example)", 0, "a name before its site's"),
    ("[us](data:text/html,x)", 0, "leads nowhere"),
    ("[us](vbscript:x)", 0, "leads nowhere"),
    ("[us](?q=1)", 0, "not a whole address"),
    ("[www.gov.uk](https://evil.example)", 0, "the link leads to `evil.example`"),
    ("[a@farm.example](mailto:b@evil.example)", 0, "one email address"),
    ("[us](https://localhost/)", 0, "not a web address"),
    ("[us](https://farm.example 'Saturdays')", 0, "`Saturdays`"),
    ("[](https://farm.example)", 0, "has no words"),
    ("One\n\n[us] (https://farm.example)", 2, "not read as a link"),
    ("[us](https://farm.example/a b)", 0, "not read as a link"),
    ("• Hens\n• Goats", 0, "Begin the line with `- `"),
    ("Hens:\no\tbrown", 1, "Begin the line with `- `"),
    ("One\n<o:p></o:p>", 1, "An element of Word's"),
    ("[us]()", 0, "leads nowhere"),
    ("One\n\n</table>", 2, "`</table>` is HTML"),
]
#: What is shown: the text, and what the page makes of it.
SHOWN = [
    ("One\ntwo\n\nthree", "<p>three</p>"),
    ("- One\n  - two\n    1. three\n    2. four", "<ol>\n<li>three</li>"),
    ("| One | Two |\n| --- | ---: |\n| a \\| b | 2 |", '<th scope="col">One</th>'),
    ("Before:\n| One | Two |\n|---|---|\n| 1 | 2 |", "<td>2</td>"),
    ("~~One~~ two", "<del>One</del>"),
    ("~5 pupils~", "~5 pupils~"),
    ("3. Three\n4. four", '<ol start="3">'),
    ("1986. What a year.", '<ol start="1986">'),
    ("# One\n\n## Two", "<h4>Two</h4>"),
    ("One\n---\n\ntwo", "<h3>One</h3>"),
    ("> quoted", "<blockquote>"),
    ("`<b>` and\n\n    <p>\n\n```\n[x]: y | [^1]\n```", "&lt;p&gt;"),
    ("[us](https://farm.example/a?b=c&d=%20e)", 'href="https://farm.example/a?b=c&amp;d=%20e"'),
    ("[farm.example](https://www.farm.example/visit)", ">farm.example</a>"),
    ("<https://farm.example> <office@farm.example>", 'href="mailto:office@farm.example"'),
    ("[ring](tel:01632960123)", 'href="tel:01632960123"'),
    ("[Ring 01632 960123](tel:+441632960123)", 'href="tel:+441632960123"'),
    ("[office@farm.example](mailto:Office@farm.example)", ">office@farm.example</a>"),
    ("[Our page. UK wide, B.Ed](https://farm.example/www.gov.uk)", "UK wide"),
    ("<https://archive.example/https://www.gov.uk/ap>", ">https://archive.example/https://www.gov.uk/ap</a>"),
    ("[FARM.example/visit](http://farm.example/)", ">FARM.example/visit</a>"),
    ("See www.farm.example or https://farm.example", "www.farm.example or https://farm.example"),
    ("Caf&eacute; &amp; bar, R&D, 2 < 3 > 1, I <3 goats", "Café &amp; bar, R&amp;D, 2 &lt; 3 &gt; 1, I &lt;3 goats"),
    ("a*b snake_case **Sat**urdays \\*not\\*", "a*b snake_case <strong>Sat</strong>urdays *not*"),
    ("Mon | Tue [sic] (closed) [Note]: yes", "Mon | Tue [sic] (closed) [Note]: yes"),
    ("<!-- not pupil data: a flat --> Open Saturdays.", "Open Saturdays."),
    ("\\[x\\](y) \\<p>", "[x](y) &lt;p&gt;"),
    ("Hours: 9 to 3\n\n: no term", ": no term"),
    ("[us](HTTPS://farm.example)", 'href="HTTPS://farm.example"'),
    ("[us]( https://farm.example )", 'href="https://farm.example"'),
    ("[us](MAILTO:o@farm.example)", 'href="MAILTO:o@farm.example"'),
    ("\\<p\\>", "&lt;p&gt;"),
]


@pytest.mark.parametrize(("text", "line", "words"), REFUSED)
def test_what_a_page_cannot_show_is_refused_at_its_line(text: str, line: int, words: str) -> None:
    told = faults(text)
    assert [words in f"{message} {hint}" for number, message, hint in told if number == line].count(True) == 1, told


def test_what_no_other_rule_knows_of_is_told_by_its_first_word() -> None:
    assert [fault[:2] for fault in faults("[one\ntwo]: https://farm.example\n\nText")] == [
        (0, "The page would not show `one` here.")
    ]


@pytest.mark.parametrize(("text", "made"), SHOWN)
def test_allowed_markdown_is_shown(text: str, made: str) -> None:
    assert faults(text) == []
    assert made in html(text)


def test_no_description_of_the_sample_is_refused() -> None:
    for file in sorted((ROOT / "providers").glob("*/provider.md")):
        body = file.read_text(encoding="utf-8").split("\n---\n", 1)[1]
        assert faults(body) == [], file


#: Pieces of text, `@` standing for a word of its own.
PIECES = [
    "@", "@ @", "**@**@", "_@_", "~~@~~", "`@`", "``@``", "<p>@</p>", "<b>@</b>", "<br>", "<@>", "</@>", "<!-- @ -->",
    "<![CDATA[@]]>", "<?@?>", "<!@ @>", "![@](@)", '![@](@ "@")', "[@](@)", "[@](https://@.example)", "[@]: @",
    '[@]: @ "@"', "[^@]", "[^@]: @", "[@][@]", "[@][]", "<https://@.example>", "<@@farm.example>", "&@;", "&amp;@",
    "&#64;@", "\\@", "|@|@|", "|---|---|", "|@|@|@|", "@|@", "---|---", "- @", "- [ ] @", "* @", "+ @", "1. @", "7) @",
    "> @", "# @", "##@", "## @ ##", "---", "===", "***", "```", "```@", "~~~", "    @", "\t@", "  @", ": @", "@\\",
    "<table>", "</table>", "<div>@", "<a href='@'>@</a>", "{@}", "$@$", "[@](<@ @>)", "[@](@ '@')", "[@](@(@))",
]  # fmt: skip
WORD = re.compile(r"[a-z]+\d+x")


def numbered(text: str) -> str:
    """The text with a word of its own in each place."""
    number = iter(range(1_000))
    return re.sub("@(?!farm)", lambda _: f"w{next(number)}x", text)


def on_the_page(text: str) -> set[str]:
    made = html(text)
    links = " ".join(re.findall(r'href="([^"]*)"', made))
    return set(WORD.findall(unescape(re.sub(r"<[^>]*>", "", made)) + links))


@given(some.lists(some.tuples(some.sampled_from(PIECES), some.sampled_from(["\n", "\n\n", " "])), max_size=8))
def test_every_word_is_on_the_page_or_told(pieces: list[tuple[str, str]]) -> None:
    text = numbered("".join(piece + end for piece, end in pieces))
    missing = set(WORD.findall(text)) - on_the_page(text)
    assert not missing or faults(text), (text, missing)


@given(some.text(alphabet="ab1 \n\t<>[]()|~`&;:#*_-+.\\!^/=\"'x", max_size=60))
def test_any_text_is_read_and_a_suggestion_is_always_shown(text: str) -> None:
    assert all(0 <= line <= text.count("\n") for line, _, _ in faults(text))
    assert faults(_description(text)) == []


@pytest.mark.slow
def test_the_check_tells_it_at_its_line_in_the_file(run: Run, small: Path) -> None:
    file = small / "providers/case-farm/provider.md"
    head = file.read_text(encoding="utf-8").split("\n---\n", 1)[0]
    file.write_text(f"{head}\n---\n\nA farm.\n\n<p>Open Saturdays.</p>\n", encoding="utf-8")
    line = head.count("\n") + 6
    code, out, _ = run("check")
    assert code == 1
    assert f"providers/case-farm/provider.md:{line}:1: description: `<p>` is HTML" in out


@pytest.mark.slow
def test_what_an_import_would_write_is_told_alike(tmp_path: Path) -> None:
    shutil.copytree(HERE / "base", tmp_path / "providers/case-farm")
    for name in ("frameworks", "content"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copy(ROOT / "settings.yml", tmp_path)
    name = "providers/case-farm/provider.md"
    head = (tmp_path / name).read_text(encoding="utf-8").split("\n---\n", 1)[0]
    library = read_library(tmp_path)
    for text, line, words in REFUSED:
        told = new_problems(tmp_path, {name: f"{head}\n---\n{text}\n"}, library, date(2026, 11, 22))
        assert any(words in f"{row.message} {row.hint}" and row.line == head.count("\n") + 3 + line for row in told)


def test_words_in_angle_brackets_are_not_lost_to_lists_and_searches() -> None:
    assert plain("For 5 < 7 and 9 > 8, see <https://farm.example>.") == "For 5 < 7 and 9 > 8, see https://farm.example."
    assert plain("~~Mon~~ Tue, `<b>`, [us](https://farm.example)") == "Mon Tue, <b>, us"
    assert plain("One<!-- not pupil data: a flat -->.\n") == "One.\n"
