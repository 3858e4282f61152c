"""Strings by which somebody might try to break out of a page, a feed or a file; and a directory filled with them.

Each tries to set `window.broken` or to load something from `evil.example`, in the ways of HTML, attributes, URLs,
Markdown, SVG, CSS, JSON, iCal, Atom, spreadsheets and templates. None holds what the checker refuses anyway.
"""

from __future__ import annotations

import random
import re
import shutil
from collections.abc import Iterable
from itertools import product
from pathlib import Path
from typing import Any

import yaml

from apdir.lookalike import unseen_in
from apdir.markdown import markup_in
from apdir.markdown_faults import faults
from apdir.model.fields import LONGEST
from apdir.model.people import person_in
from apdir.rules.person import EMPHASIS, WORDS_OF_LINKS
from tests.support.canary import write
from tests.support.sites import ROOT

RUN = "window.broken=1"
#: What runs, or is fetched, where it is taken for HTML.
ELEMENTS = (
    "<script>{run}</script>",
    "<script src=//evil.example/x.js></script>",
    "<img src=x onerror={run}>",
    "<svg onload={run}>",
    "<svg><script>{run}</script></svg>",
    "<body onload={run}>",
    "<x-evil onclick={run}>evil",
    "<iframe srcdoc='<script>parent.{run}</script>'></iframe>",
    "<iframe src=javascript:parent.{run}></iframe>",
    "<input autofocus onfocus={run}>",
    "<details open ontoggle={run}>",
    "<video><source onerror={run}></video>",
    "<math href=javascript:{run}>x</math>",
    "<object data=javascript:{run}></object>",
    "<embed src=//evil.example/x>",
    "<link rel=stylesheet href=//evil.example/x.css>",
    "<style>@import '//evil.example/x.css';</style>",
    "<meta http-equiv=refresh content='0;url=//evil.example/'>",
    "<base href=//evil.example/>",
    "<form action=//evil.example/><button>Go",
    "<a href=javascript:{run}>go</a>",
    "<a href='data:text/html,x'>go</a>",
    "<template><script>{run}</script></template>",
    "<noscript><p title='</noscript><img src=x onerror={run}>'>",
    "<table background=//evil.example/x.png>",
    "<p style='background:url(//evil.example/x.png)'>",
    "<plaintext>",
    "<!--><img src=x onerror={run}>-->",
    "<![CDATA[<img src=x onerror={run}>]]>",
    "<textarea><img src=x onerror={run}>",
    "<svg><style><img src=x onerror={run}></style></svg>",
    "<svg><use href='data:image/svg+xml,x#x'/></svg>",
    "<marquee onstart={run}>",
    "<button popovertarget=x>x<div id=x popover onbeforetoggle={run}>",
    "<portal src=//evil.example>",
    "<a ping=//evil.example/ href=/>x</a>",
    "<select onfocus={run} autofocus>",
    "<dialog open onclose={run}>",
)
#: What ends the place that the text stands in, if nothing escapes it.
BEFORE = (
    "",
    '"',
    "'",
    ">",
    '">',
    "'>",
    "`",
    "-->",
    "</title>",
    "</textarea>",
    "</script>",
    "</style>",
    "]]>",
    "</p></main>",
    '" x="',
    "&quot;>",
    '\\">',
    "</a>",
    "&lt;",
    "*/",
    "</summary></details>",
    "</td></tr></table>",
    "</svg>",
    "\ue000title\ue001",
)
#: What is more than text in one place or another.
OTHERS = (
    '" onmouseover="{run}" autofocus onfocus="{run}" x="',
    "' onmouseover='{run}' autofocus onfocus='{run}' x='",
    '"/><script>{run}</script>',
    "javascript:{run}",
    "JaVaScRiPt:{run}",
    "java&#9;script:{run}",
    "&#106;avascript:{run}",
    "[x](javascript:{run})",
    "[x](<javascript:{run}>)",
    "[x](JAVASCRIPT&colon;{run})",
    "[x](vbscript:x)",
    "[x](data:text/html,y)",
    '[x](//evil.example/ "onclick={run}")',
    "![x](//evil.example/x.png)",
    '![x](x"onerror="{run})',
    "<javascript:{run}>",
    "[x][y]\n\n[y]: javascript:{run}",
    '<https://evil.example/"onclick={run}>',
    "[x](https://evil.example/'onclick='{run})",
    "[<img src=x onerror={run}>](https://evil.example/)",
    "`<img src=x onerror={run}>`",
    "    <img src=x onerror={run}>",
    "> <img src=x onerror={run}>",
    "- <svg onload={run}>",
    "# <svg onload={run}>",
    "| <svg onload={run}> | b |\n|---|---|",
    "<div\nonclick={run}>",
    "{{{{ 7*7 }}}}",
    "{{% for x in y %}}",
    "{{# x #}}",
    "${{7*7}}",
    "#{{7*7}}",
    "{{council}}{{team}}",
    "%s%n%x",
    "{{0.__class__}}",
    "{{ config.items() }}",
    "=cmd|'/c calc'!A1",
    "+1+1",
    "-1+1",
    "@SUM(A1:A9)",
    '=HYPERLINK("//evil.example")',
    "END:VEVENT\nBEGIN:VALARM",
    "SUMMARY:x\nATTACH:http://evil.example/",
    "\\n\\;\\,\\\\",
    "]]></content><script>{run}</script>",
    "&lt;script&gt;{run}&lt;/script&gt;",
    "&amp;lt;img src=x onerror={run}&amp;gt;",
    "&#60;img src=x onerror={run}&#62;",
    "&#x3c;svg onload={run}&#x3e;",
    "\\u003csvg onload={run}\\u003e",
    "\\x3cscript\\x3e{run}\\x3c/script\\x3e",
    "%3Cscript%3E{run}%3C/script%3E",
    "＜script＞{run}＜/script＞",
    "‹img src=x onerror={run}›",
    "'-{run}-'",
    '"-{run}-"',
    "');{run};('",
    '");{run};("',
    "`${{{run}}}`",
    "</script><script>{run}</script>",
    '{{"a":"</script><svg onload={run}>"}}',
    '\\";{run};//',
    "\\';{run};//",
    "url(javascript:{run})",
    "expression({run})",
    "x}} body {{background:url(//evil.example/x.png)",
    "@import url(//evil.example/x.css);",
    "\\3c script>",
    "../../../../etc/passwd",
    "..\\..\\windows",
    "/etc/passwd",
    "C:\\x",
    "//evil.example/",
    "https://evil.example/",
    "(Text) Tj ET Q",
    ") /JS ({run}) /S /JavaScript (",
    "<</S/JavaScript/JS({run})>>",
    "\\( \\) \\\\",
    "<!ENTITY x SYSTEM 'file:///etc/passwd'>",
    "&x;",
    "<?php echo 1 ?>",
    "<%= 7*7 %>",
    "*|MERGE|*",
    "a<b>c</b>",
    "<b>bold</b>",
    "& < > \" ' ` = /",
    "İ ﬃ ß Ω 漢 🙂",
    "a‌b‍c",
    "<!--marks-->",
    "<!--numbers-->",
    "<h1",
    "<mark>x</mark>",
    "data-pagefind-meta=url:javascript:{run}",
    "x, url:javascript:{run}",
    "kind:x, title:<svg onload={run}>",
    "null",
    "true",
    "NaN",
    "__proto__",
    "constructor",
    "undefined",
    "-0",
    "1e309",
)
ENDS = ("", " x", "<", '"', "'", "<!--", "&", "\\", "</", "<a ", "`", "*", "_", "[", "|")


def strings(count: int = 2_000) -> list[str]:
    """So many different strings, the same ones every time."""
    whole = [before + element for before, element in product(BEFORE, ELEMENTS)]
    whole += [other + end for other, end in product(OTHERS, ENDS)]
    made = list(dict.fromkeys(text.replace("{run}", RUN).replace("{{", "{").replace("}}", "}") for text in whole))
    random.Random(20_261_122).shuffle(made)
    assert len(made) >= count
    return made[:count]


def fill(root: Path, copies: int, a_field: int = 3) -> int:
    """Write a directory in which every text field of every record holds hostile strings; how many each field had.

    Each copy is two providers with a visit under every framework and a judged year. ``a_field`` strings are put
    into a field of a copy, as many as a line has room for, and others into the same field of the next.
    """
    texts = strings()
    # A field of one line refuses characters that nobody sees; a description may have them.
    lines = [text for text in texts if unseen_in(text) is None]
    for name in ("frameworks", "content"):
        shutil.copytree(ROOT / name, root / name)
    settings = yaml.load((ROOT / "settings.yml").read_text(encoding="utf-8"), Loader=yaml.CBaseLoader)
    source = root / "source"
    write(source, settings)
    settings = yaml.load((source / "settings.yml").read_text(encoding="utf-8"), Loader=yaml.CBaseLoader)
    words = settings["vocabulary"]
    council = settings["council"]
    council |= {name: f"{council[name]} {_joined(lines, at, a_field)}" for at, name in enumerate(("name", "team"))}
    council["directory"] = _joined(lines, 700, a_field)
    settings["about"] = _joined(lines, 1_400, 40)
    records = sorted((source / "providers").rglob("*.*"))
    for copy in range(copies):
        filled = _Filled(lines, copy, a_field)
        for file in records:
            name = file.relative_to(source).as_posix().replace("providers/one/", f"providers/one-{copy}/")
            target = root / name.replace("providers/two/", f"providers/two-{copy}/")
            target.parent.mkdir(parents=True, exist_ok=True)
            if file.suffix == ".jpg":
                shutil.copyfile(file, target)
                continue
            front, _, _ = file.read_text(encoding="utf-8").removeprefix("---\n").partition("---\n")
            data = filled.value(yaml.load(front, Loader=yaml.CBaseLoader))
            if "provider" in data:
                data["provider"] = f"one-{copy}"
            dumped = yaml.dump(data, allow_unicode=True, width=10_000, Dumper=yaml.CSafeDumper)
            body = _shown(texts[(copy * 20 + at) % len(texts)] for at in range(20))
            target.write_text(f"---\n{dumped}---\n{body}\n" if file.suffix == ".md" else dumped, encoding="utf-8")
        for name in ("types", "needs", "areas", "lists"):
            words[name] += [filled.value(word) for word in words[name] if MARKED.fullmatch(word)]
    shutil.rmtree(source)
    (root / "settings.yml").write_text(
        yaml.dump(settings, allow_unicode=True, Dumper=yaml.CSafeDumper), encoding="utf-8"
    )
    return min(copies * a_field, len(texts))


MARKED = re.compile(r"Zq(\d{3})z")


class _Filled:
    """Values with every marked word replaced by strings of its own, the same for the same word."""

    def __init__(self, texts: list[str], copy: int, a_field: int) -> None:
        self.texts, self.copy, self.a_field = texts, copy, a_field

    def value(self, value: Any) -> Any:
        if isinstance(value, dict):
            return {name: self.value(inner) for name, inner in value.items()}
        if isinstance(value, list):
            return [self.value(inner) for inner in value]
        marked = MARKED.fullmatch(value)
        if marked is not None:
            start = self.copy * self.a_field + int(marked[1]) * 13
            return _joined(self.texts, start, self.a_field, plain=True)
        if re.fullmatch(r"\d{3}/\d{4}", value):
            return f"{value[:4]}{(int(value[4:]) + self.copy * 7) % 10_000:04}"
        return str(700_000 + (int(value) + self.copy * 7) % 100_000) if re.fullmatch(r"7\d{5}", value) else value


def _shown(texts: Iterable[str]) -> str:
    """Those of some texts that a description may have: what its page would not show never comes so far."""
    body = ""
    for text in texts:
        more = f"{body}\n\n{text}"
        named = person_in(WORDS_OF_LINKS.sub(r"\1", more).translate(EMPHASIS))
        body = body if named or faults(more) else more
    return body


def _joined(texts: list[str], start: int, count: int, *, plain: bool = False) -> str:
    """So many of the strings on one line, or as many as fit and the check takes: no name.

    ``plain``: of a record, in which the check refuses elements and links that are whole; they lack their last sign.
    """
    most = 290 if count < 10 else LONGEST - 100
    line = ""
    taken = at = 0
    while taken < count:
        text = " ".join(texts[(start + at) % len(texts)].split())
        text = re.sub("[>)]", "", text) if plain else text
        at += 1
        more = f"{line} {text}" if line else text[:most]
        if person_in(more) or (plain and markup_in(more) is not None):
            continue
        taken += 1
        line = more if len(more) <= most else line
    return line
