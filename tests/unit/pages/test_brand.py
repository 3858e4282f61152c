"""A council's own face: what `brand` in the settings says is on pages, forms and the editor, or is told at its line."""

from __future__ import annotations

import io
import json
import re
import struct
import zipfile
import zlib
from pathlib import Path

import pikepdf
import pytest

from apdir.source.sheet import fetched
from apdir.source.svg import read_svg
from tests.support.brand import BRAND, branded
from tests.support.commands import typed
from tests.support.sites import ROOT, TODAY, apdir

NAMES = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
FORM = "leicestershire-visit"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return branded(tmp_path_factory.mktemp("brand") / "records")


@pytest.fixture(scope="module")
def site(root: Path) -> Path:
    out = root.parent / "site"
    done = apdir("build", "--no-search", "--no-forms", "--edition", "commissioner", "--out", str(out), root=root)
    assert done.returncode == 0, done.stdout + done.stderr
    return out


def page(site: Path, path: str) -> str:
    return (site / path / "index.html").read_text(encoding="utf-8")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("path", "up"), [("", ""), ("about", "../"), ("providers", "../"), (f"forms/{FORM}", "../../")]
)
def test_every_page_has_the_face(site: Path, path: str, up: str) -> None:
    text = page(site, path)
    for name in ("light", "dark"):
        assert f'<link rel="stylesheet" href="{up}assets/brand/{name}.css"' in text
    assert f'{up}assets/brand/logo.svg" alt="Arms of Coastshire"' in text
    assert f'<link rel="icon" type="image/svg+xml" href="{up}assets/brand/favicon.svg">' in text
    sheets = re.findall(r'<link rel="stylesheet" href="([^"]*)"', text)
    assert sheets[-1] == f"{up}own.css"
    assert f'Closed until 4 January: <a href="{up}accessibility/">who to ask</a>.' in text
    assert '<a href="https://www.coastshire.example/complaints">Complaints</a>' in text
    assert '<a href="mailto:ap@coastshire.example">Write to us</a>' in text
    assert f'1 Quay Street. Read <a href="{up}privacy/">how we use data</a>.' in text


@pytest.mark.slow
def test_the_site_has_the_clean_logo_alone(site: Path) -> None:
    logo = (site / "assets/brand/logo.svg").read_text(encoding="utf-8")
    assert 'fill="#00703c"' in logo
    assert 'viewBox="0 0 240 60"' in logo
    assert not re.search("style|class|metadata|maker", logo)
    assert not (site / "logo.svg").exists()
    assert "--ap-primary: #00703c;" in (site / "assets/brand/light.css").read_text(encoding="utf-8")


@pytest.mark.slow
def test_the_navigation_is_the_councils_own(site: Path) -> None:
    entries = re.findall(
        r"<a [^>]*>([^<]*)</a>", page(site, "about").partition('<nav class="ap-nav"')[2].partition("</nav>")[0]
    )
    own = ["Find a provider", "About us", "Coastshire"]
    assert entries == [*own, "What needs doing", "Report", "For officers", "Editor"]


@pytest.mark.slow
def test_the_editor_has_the_face(site: Path) -> None:
    text = page(site, "admin")
    assert '<link rel="icon" type="image/svg+xml" href="../assets/brand/favicon.svg">' in text
    assert '<link rel="stylesheet" href="colours.css">' in text
    assert "--sui-primary-accent-color: #00703c;" in (site / "admin/colours.css").read_text(encoding="utf-8")
    settings = json.loads((site / "admin/config.json").read_text(encoding="utf-8"))
    assert settings["logo"]["src"] == "/assets/brand/favicon.svg"


@pytest.mark.slow
def test_a_notice_is_shown_until_its_day(root: Path, capsys, monkeypatch) -> None:
    for day, there in (("2027-01-03", True), ("2027-01-04", False)):
        out = root.parent / day
        typed(["--root", str(root), "--today", day, "build", "--no-search", "--no-forms", "--out", str(out)],
              capsys, monkeypatch)  # fmt: skip
        for path in ("", f"forms/{FORM}"):
            assert ("Closed until 4 January" in page(out, path)) is there


def form(root: Path, kind: str, capsys, monkeypatch) -> bytes:
    out = root.parent / "form"
    code, _, said = typed(["--root", str(root), "--today", TODAY, "form", FORM, "--format", kind, "--out", str(out),
                           "--force"], capsys, monkeypatch)  # fmt: skip
    assert code == 0, said
    return out.read_bytes()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("kind", "part", "picture"), [("docx", "word/document.xml", "media/"), ("odt", "content.xml", "Pictures/")]
)
def test_word_and_opendocument_forms_have_logo_and_colours(root, kind, part, picture, capsys, monkeypatch) -> None:
    made = form(root, kind, capsys, monkeypatch)
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        text = archive.read(part).decode()
        styles = archive.read(part.replace("document", "styles").replace("content", "styles")).decode()
        [logo] = [archive.read(name) for name in archive.namelist() if picture in name and not name.endswith("/")]
    assert "Arms of Coastshire" in text
    assert "Coastshire AP Directory" in text
    assert re.search("00703c", styles, re.IGNORECASE)
    assert logo.startswith(b"\x89PNG")
    assert made == form(root, kind, capsys, monkeypatch)


@pytest.mark.slow
def test_the_pdf_has_the_logo_with_its_text(root: Path, capsys, monkeypatch) -> None:
    with pikepdf.open(io.BytesIO(form(root, "pdf", capsys, monkeypatch))) as pdf:
        said = [str(item.Alt) for item in pdf.objects if isinstance(item, pikepdf.Dictionary) and "/Alt" in item]
        assert "Arms of Coastshire" in said
        drawn = pdf.pages[0].Contents
        parts = drawn if isinstance(drawn, pikepdf.Array) else [drawn]
        assert b"0 0.439216 0.235294" in b"".join(part.read_bytes() for part in parts)


@pytest.mark.slow
def test_a_form_in_one_file_asks_for_nothing(root: Path, capsys, monkeypatch) -> None:
    text = form(root, "html", capsys, monkeypatch).decode()
    assert 'src="data:image/svg+xml;base64,' in text
    assert "--ap-rule: #00703c" in text
    assert not re.search(r'(?:src|href)="(?!data:|#|mailto:)', text)


def png(width: int, height: int) -> bytes:
    """A black picture of a size."""
    parts = (
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)),
        (b"IDAT", zlib.compress(bytes(1 + (width + 7) // 8) * height)),
        (b"IEND", b""),
    )
    rows = (struct.pack(">I", len(row)) + kind + row + struct.pack(">I", zlib.crc32(kind + row)) for kind, row in parts)
    return b"\x89PNG\r\n\x1a\n" + b"".join(rows)


@pytest.mark.slow
def test_a_logo_may_be_a_png(tmp_path: Path, capsys, monkeypatch) -> None:
    root = branded(tmp_path / "records", BRAND.replace("theme/logo.svg", "theme/logo.png"))
    (root / "theme/logo.png").write_bytes(png(240, 60))
    for kind in ("docx", "pdf"):
        assert form(root, kind, capsys, monkeypatch)


WRONG = {
    '"#00703c"': {
        '"#ffdd00"': (2, "`#ffdd00` is too light for links and buttons", 'The nearest that can be read is "#897600"'),
        "#00703c": (2, "", ""),
        "green": (2, "`green` is not a colour", '"#00703c"'),
    },
    '"#ffffff"': {'"#fffff"': (3, "`#fffff` is not a colour", "six figures and letters")},
    "theme/logo.svg": {
        "theme/logos.svg": (4, "There is no file `theme/logos.svg`", "correct the name"),
        "../logo.svg": (4, "`../logo.svg` is not the name of a file in `theme/`", "`theme/ours.svg`"),
        "theme/logo.jpg": (4, "`theme/logo.jpg` is of the wrong kind", ".svg or .png"),
        "theme/script.svg": (4, "`theme/script.svg` cannot be used as it is: there is `<script>`", "plain SVG"),
        "theme/wide.png": (4, "`theme/wide.png` has 4,000 by 400 dots", "3,000 dots"),
        "theme/long.png": (4, "`theme/long.png` is more than 20 times as long", "nearer to a square"),
        "theme/long.svg": (4, "`theme/long.svg` is more than 20 times as long", "nearer to a square"),
        "theme/text.png": (4, "`theme/text.png` is not a PNG", "Save it as PNG"),
    },
    "(privacy/)": {"(privaci/)": (7, "The link `privaci/` leads to nothing", "`/privacy`")},
    "https://www.coastshire.example/complaints": {
        "javascript:alert(1)": (9, "is not where a link can lead", "`privacy/`"),
        "abuot/": (9, "The link `abuot/` leads to nothing", "`/about`"),
    },
    "(accessibility/)": {"(/etc)": (11, "`/etc` is not where a link can lead", "https://")},
    "theme/own.css": {
        "theme/owns.css": (12, "There is no file `theme/owns.css`", ""),
        "theme/logo.svg": (12, "of the wrong kind", ".css"),
    },
}


@pytest.mark.parametrize(("old", "new"), [(old, new) for old, rows in WRONG.items() for new in rows])
def test_what_is_wrong_is_told_at_its_line(tmp_path: Path, old: str, new: str, capsys, monkeypatch) -> None:
    line, says, hint = WRONG[old][new]
    assert BRAND.count(old) == 1
    root = branded(tmp_path / "records", BRAND.replace(old, new))
    (root / "theme/script.svg").write_text(f'<svg {NAMES} viewBox="0 0 9 9"><script/></svg>', encoding="utf-8")
    (root / "theme/long.svg").write_text(f'<svg {NAMES} viewBox="0 0 99 3"/>', encoding="utf-8")
    (root / "theme/text.png").write_text("no picture", encoding="utf-8")
    (root / "theme/wide.png").write_bytes(png(4000, 400))
    (root / "theme/long.png").write_bytes(png(300, 3))
    code, told, _ = typed(["--root", str(root), "--today", TODAY, "check"], capsys, monkeypatch)
    first = (ROOT / "tests/directory/settings.yml").read_text(encoding="utf-8").count("\n")
    rows = [row for row in told.splitlines() if row.startswith(f"settings.yml:{first + line}:")]
    assert code == 1
    assert len(rows) == 1, told
    assert says in rows[0]
    assert hint in rows[0]


@pytest.mark.parametrize("name", ["theme/own.css", "theme/assets/apdir.css"])
def test_a_style_sheet_that_asks_elsewhere_is_told_at_its_line(name: str, tmp_path: Path, capsys, monkeypatch) -> None:
    root = branded(tmp_path / "records")
    (root / name).parent.mkdir(exist_ok=True)
    (root / name).write_text("p { color: red }\n@import 'a.css';\nq { src: url(https://a.example/b) }\n")
    code, told, _ = typed(["--root", str(root), "--today", TODAY, "check"], capsys, monkeypatch)
    assert code == 1
    assert told.count(f"{name}:2:1: `@import`") == 1
    assert told.count(f"{name}:3:10: `url(https://a.example/b)`") == 1


@pytest.mark.parametrize(
    ("css", "count"),
    [
        ("a { b: u\\72l(https://a.example) }", 1),
        ("@\\69mport 'x'", 1),
        ("a { background: url(//a.example/b) }", 1),
        ("a { background: image-set('https://a.example/b' 1x) }", 1),
        ("@media print { a { background: url( 'HTTPS://a.example' ) } }", 1),
        ('a { background: url("/\t/a.example/b") }', 1),
        ('a { background: url("/\\9/a.example/b") }', 1),
        ('a { background: url("\\1//a.example/b") }', 1),
        ('a { background: url("/\\\\a.example/b") }', 1),
        ("a { background: url(pictures/a.png); content: 'https://a.example' } /* @import */", 0),
        ("a { background: url(data:image/png;base64,AA) }", 0),
    ],
)
def test_every_way_to_another_host_is_seen(css: str, count: int) -> None:
    assert len(list(fetched(css))) == count


@pytest.mark.parametrize(
    ("inside", "fault"),
    [
        ("<script>1</script>", "`<script>`"),
        ("<foreignObject/>", "`<foreignObject>`"),
        ('<rect onload="x()"/>', "`onload`"),
        ('<image xlink:href="data:image/png;base64,AA"/>', "`<image>`"),
        ('<use xlink:href="https://a.example/b#c"/>', "`href`"),
        ('<rect fill="url(https://a.example/b)"/>', "`fill`"),
        ('<rect style="fill: u\\72l(//a.example)"/>', "`fill`"),
        ("<style>@import 'a.css';</style>", "`<style>`"),
        ("<style>a > b { fill: red }</style>", "`a > b`"),
        ('<g id="a"><use href="#b"/></g><use href="#a"/>', "`<use>`"),
        ('<rect filter="url(#a)"/>', "`filter`"),
        ('<a href="https://a.example"/>', "`<a>`"),
        ("<animate/>", "`<animate>`"),
        ('<rect fill="url( #a )" style="stroke: url(&quot;#a&quot;)"/>', ""),
        ('<x:pgf xmlns:x="https://maker.example/" onload="x()"/>', ""),
    ],
)
def test_a_drawing_is_made_clean_or_its_fault_is_named(inside: str, fault: str) -> None:
    read = read_svg(f'<svg {NAMES} viewBox="0 0 9 9">{inside}</svg>'.encode())
    if fault:
        assert fault in read.faults[0]
        assert not read.content
    else:
        assert read.faults == ()
        assert b"maker" not in read.content


@pytest.mark.parametrize(
    "raw", [b"", b"<svg/>", b"\x89PNG", b'<!DOCTYPE svg [<!ENTITY a "b">]><svg/>', b"<svg" * 60_000]
)
def test_what_is_no_drawing_is_said_to_be_none(raw: bytes) -> None:
    assert read_svg(raw).faults


@pytest.mark.slow
def test_a_link_in_a_message_has_a_title_a_sentence_and_the_sign(tmp_path: Path) -> None:
    root = branded(tmp_path / "records")
    out = tmp_path / "site"
    done = apdir("build", "--no-search", "--no-forms", "--out", str(out), root=root)
    assert done.returncode == 0, done.stdout + done.stderr
    slug = next(folder.name for folder in sorted((out / "providers").iterdir()) if (folder / "index.html").is_file())
    told = dict(re.findall(r'<meta property="og:(\w+)" content="([^"]*)"', page(out, f"providers/{slug}")))
    assert told["url"].endswith(f"/providers/{slug}/")
    assert "Approval status: " in told["description"]
    address = told["url"].removesuffix(f"providers/{slug}/")
    preview = out / told["image"].removeprefix(address)
    for file, size in (
        (preview, (1200, 630)),
        (out / "assets/icon-180.png", (180, 180)),
        (out / "assets/icon-32.png", (32, 32)),
    ):
        assert struct.unpack(">II", file.read_bytes()[16:24]) == size


@pytest.mark.slow
def test_what_officers_alone_may_see_has_no_preview(site: Path) -> None:
    assert "og:" not in page(site, "providers")
