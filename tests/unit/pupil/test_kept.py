"""Pupil data is found in every file that a repository keeps, of every kind, or the file is refused."""

from __future__ import annotations

import base64
import gzip
import io
import os
import re
import subprocess
import sys
import zipfile
import zlib
from pathlib import Path

import openpyxl
import pikepdf
import pytest
from docx import Document as Word
from odfdo import Document, Paragraph
from PIL import Image

from apdir.rules import check_content
from apdir.source.disguised import disguised
from apdir.source.readable import read
from tests.integration.test_commands import Run, run, small
from tests.support.sites import ROOT

__all__ = ["run", "small"]

pytestmark = pytest.mark.slow  # each is a whole check, of files of every kind

NUMBER = "H801200001001"
SECRET = f"a Year 9 boy called Zebedee, {NUMBER}"
UNREADABLE = "cannot be looked into"
FETCHES = "This document fetches something"
PLACED = "says where it was taken"
COMPUTED = "A spreadsheet would compute"
PICTURE = "This picture is broken, or holds more than a picture"


def word(text: str) -> bytes:
    """A document in which every letter is a run of its own."""
    document, file = Word(), io.BytesIO()
    paragraph = document.add_paragraph()
    for letter in text:
        paragraph.add_run(letter).bold = letter in "aeiou"
    document.save(file)
    return file.getvalue()


def sheet(text: str) -> bytes:
    book, file = openpyxl.Workbook(), io.BytesIO()
    book.active["B2"] = text
    book.save(file)
    return file.getvalue()


def opendocument(text: str) -> bytes:
    document, file = Document("text"), io.BytesIO()
    document.body.append(Paragraph(text))
    document.save(file)
    return file.getvalue()


def part(name: str, text: str, *, open: bool = False) -> bytes:
    """A document of Office, or an OpenDocument, of one part in XML."""
    kind = {"mimetype": b"application/vnd.oasis.opendocument.text"} if open else {"[Content_Types].xml": b"<a/>"}
    return packed(**kind, **{name: f'<a xmlns:w="w" xmlns:x="x" xmlns:s="s">{text}</a>'.encode()})


def relation(sort: str, target: str) -> bytes:
    return part("word/_rels/more.xml.rels", f'<Relationship Type="x/{sort}" Target="{target}" TargetMode="External"/>')


def portable(text: str, *, title: str = "") -> bytes:
    pdf, file = pikepdf.new(), io.BytesIO()
    page = pdf.add_blank_page()
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
    page.Contents = pdf.make_stream(f"BT /F1 12 Tf 20 700 Td ({text}) Tj ET".encode())
    if title:
        pdf.docinfo["/Title"] = title
    pdf.save(file, compress_streams=True, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
    return file.getvalue()


def picture(kind: bytes, text: bytes) -> bytes:
    chunk = len(text).to_bytes(4, "big") + kind + text + zlib.crc32(kind + text).to_bytes(4, "big")
    return PNG[:33] + chunk + PNG[33:]


def drawn(kind: str) -> bytes:
    file = io.BytesIO()
    Image.effect_noise((40, 30), 50).convert("RGB").save(file, kind)
    return file.getvalue()


def taken(kind: str, *, place: bool = True, xmp: bytes = b"") -> bytes:
    """A photo whose metadata tell its camera, and the place where it was taken."""
    file, about = io.BytesIO(), Image.Exif()
    about[0x010F] = "Camera"
    about.get_ifd(0x8825).update({1: "N", 2: (52.0, 55.0, 1.0)} if place else {0: b"\2\3\0\0"})
    Image.effect_noise((40, 30), 50).convert("RGB").save(file, kind, **({"xmp": xmp} if xmp else {"exif": about}))
    return file.getvalue()


def acting(**action: object) -> bytes:
    """A PDF that does something as soon as it is opened."""
    pdf, file = pikepdf.new(), io.BytesIO()
    pdf.add_blank_page()
    pdf.Root.OpenAction = pikepdf.Dictionary(Type=pikepdf.Name.Action, **action)
    pdf.save(file, deterministic_id=True)
    return file.getvalue()


def packed(**files: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return file.getvalue()


PNG, JPEG, GIF, WEBP = map(drawn, ("PNG", "JPEG", "GIF", "WEBP"))
#: A font with one table of four bytes.
FONT = (
    b"\0\1\0\0" + b"\0\1" + bytes(6) + b"name" + bytes(4) + (28).to_bytes(4, "big") + (4).to_bytes(4, "big") + bytes(4)
)
PACKED = gzip.compress(SECRET.encode())
BASE64 = base64.b64encode(SECRET.encode()).decode()


def found() -> dict[str, bytes]:
    """Where and how it may stand in a repository: what each file holds."""
    return {
        "notes.txt": SECRET.encode(),
        "README.md": SECRET.encode(),
        "LICENSE": SECRET.encode(),
        "settings.yml~": SECRET.encode(),
        "settings.yml.bak": SECRET.encode(),
        "docs/plan.md": SECRET.encode(),
        "docs/deep/er/plan.html": f"<p>{SECRET}</p>".encode(),
        ".github/ISSUE_TEMPLATE/x.md": SECRET.encode(),
        ".hidden/notes.md": SECRET.encode(),
        "content/.drafts/page.md": SECRET.encode(),
        "content/old~/page.md": SECRET.encode(),
        "content/page.md.bak": SECRET.encode(),
        "content/assets/list.csv": SECRET.encode(),
        "providers/.old/provider.md": SECRET.encode(),
        "providers/case-farm~/provider.md": SECRET.encode(),
        "providers/case-farm/.notes/visit.yml": SECRET.encode(),
        "providers/case-farm/visits/2026.yml~": SECRET.encode(),
        "providers/case-farm/pictures/deep/a.txt": SECRET.encode(),
        "frameworks/derby/.x/notes.txt": SECRET.encode(),
        "theme/notes.js": f"// {SECRET}".encode(),
        "schema/x.json": f'{{"x": "{SECRET}"}}'.encode(),
        "wide.txt": SECRET.encode("utf-16"),
        "wide-le.txt": SECRET.encode("utf-16-le"),
        "wide-be.md": SECRET.encode("utf-16-be"),
        "wider.txt": SECRET.encode("utf-32-le"),
        "mixed.txt": b"Plain text first. " * 40 + SECRET.encode("utf-16-le"),
        "windows.txt": f"caf\u00e9 {SECRET}".encode("cp1252"),
        "a.docx": word(SECRET),
        "a.xlsx": sheet(SECRET),
        "a.odt": opendocument(SECRET),
        "b.odt": opendocument("Year  9  boy  called  Zebedee"),
        "content/a.docx": word(SECRET),
        "a.pdf": portable(SECRET),
        "b.pdf": portable("Nothing", title=SECRET),
        "a.png": picture(b"tEXt", b"Comment\0" + SECRET.encode()),
        "b.png": picture(b"zTXt", b"Comment\0\0" + zlib.compress(SECRET.encode())),
        "icc.png": picture(b"iCCP", b"Comment\0\0" + zlib.compress(SECRET.encode())),
        "c.png": picture(b"iTXt", b"Comment\0\1\0\0\0" + zlib.compress(SECRET.encode())),
        "a.jpg": b"\xff\xd8\xff\xe1\0\0Exif\0\0" + SECRET.encode() + b"\xff\xd9",
        "b.jpg": b"\xff\xd8\xff\xe1\0\0Exif\0\0" + SECRET.encode("utf-16-le") + b"\xff\xd9",
        "a.svg": f"<svg><title>{SECRET}</title></svg>".encode(),
        "a.zip": packed(**{"notes.txt": SECRET.encode()}),
        "base64.md": f"![x](data:text/plain;base64,{BASE64})".encode(),
        "base64-lines.txt": re.sub("(.{20})", "\\1\n  ", BASE64).encode(),
        "base64-pdf.txt": base64.encodebytes(portable(SECRET)),
        "base64-twice.txt": base64.b64encode(BASE64.encode()),
        "base64-number.yml": b"key: " + base64.b64encode(NUMBER.encode()),
        "percent.md": b"[x](https://farm.example/?q=" + SECRET.replace(" ", "%20").encode() + b")",
        "escapes.json": ('{"x": "' + "".join(f"\\u{ord(sign):04x}" for sign in SECRET) + '"}').encode(),
        "escapes.yml": b'x: "H801\\x3200001\\\n  001"',
        "mail.eml": "".join(f"={ord(sign):02X}" for sign in SECRET).encode(),
        "hex.txt": SECRET.encode().hex().encode(),
        "true.txt": b"true\nA boy\nin Year 9\ncalled\nZebedee\n",
    }


def refused() -> dict[str, tuple[bytes, str]]:
    """What nobody can look into: the file and what is said of it."""
    return {
        "a.bin": (bytes(range(256)), UNREADABLE),
        "a.doc": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), UNREADABLE),
        "a.gz": (b"\x1f\x8b\x08\0" + bytes(range(128, 256)), UNREADABLE),
        "a.rtf": (b"{\\rtf1 Zeb{\\b e}dee}", UNREADABLE),
        "large.txt": (b"Nothing here.\n" * 150_000, "too large"),
        "locked.zip": (
            packed(a=b"x").replace(b"PK\x01\x02\x14\x03\x14\0\0", b"PK\x01\x02\x14\x03\x14\0\x01"),
            "password",
        ),
        "broken.docx": (b"PK\x03\x04" + bytes(50), "broken"),
        "broken.pdf": (b"%PDF-1.7 nothing", "broken"),
        "nested.zip": (packed(**{"a.docx": word(SECRET)}), "files within files"),
        "many.zip": (packed(**{str(number): b"" for number in range(2_500)}), "files within files"),
        "bomb.zip": (packed(a=bytes(30_000_000)), "unfolds to more"),
        "content/word.png": (PNG + word(SECRET), PICTURE),
        "content/packed.png": (PNG + PACKED, PICTURE),
        "content/part.png": (picture(b"prVt", zlib.compress(SECRET.encode())), PICTURE),
        "content/exif.png": (picture(b"eXIf", PACKED), PICTURE),
        "content/packed.jpg": (JPEG + PACKED, PICTURE),
        "content/part.jpg": (
            JPEG[:2] + b"\xff\xeb" + (len(PACKED) + 2).to_bytes(2, "big") + PACKED + JPEG[2:],
            PICTURE,
        ),
        "content/packed.gif": (GIF + PACKED, PICTURE),
        "content/packed.webp": (WEBP + PACKED, PICTURE),
        "content/broken.png": (PNG[:-20], PICTURE),
        "content/broken.jpg": (JPEG[:-20], PICTURE),
        "content/broken.gif": (GIF[:-20], PICTURE),
        "content/broken.webp": (WEBP[:-20], PICTURE),
        "content/placed.jpg": (taken("JPEG"), PLACED),
        "content/placed.png": (taken("PNG"), PLACED),
        "content/placed.webp": (taken("WEBP"), PLACED),
        "content/xmp.jpg": (taken("JPEG", xmp=b'<x:xmpmeta exif:GPSLatitude="52,55.1N"/>'), PLACED),
        "content/xmp.png": (
            picture(b"iTXt", b"XML:com.adobe.xmp\0\1\0\0\0" + zlib.compress(b"exif:GPSLatitude")),
            PLACED,
        ),
        "providers/case-farm/placed.docx": (packed(**{"[Content_Types].xml": b"<a/>", "a.jpg": taken("JPEG")}), PLACED),
        "content/a.csv": (b'Name,Site\nFarm,"=HYPERLINK(""https://x.example"")"\n', COMPUTED),
        "content/b.csv": (b"Name;Site\nFarm;@SUM(A1)\n", COMPUTED),
        "content/c.csv": (b"Name\n-1+cmd|' /C calc'!A0\n", COMPUTED),
        "content/d.csv": (b"Name\n+A1\n", COMPUTED),
        "content/launch.pdf": (acting(S=pikepdf.Name.Launch, F="calc.exe"), "starts another file"),
        "content/submit.pdf": (acting(S=pikepdf.Name.SubmitForm, F="https://x.example"), "starts another file"),
        "content/file.pdf": (acting(S=pikepdf.Name.URI, URI="file:///etc/passwd"), "starts another file"),
        "content/template.docx": (relation("attachedTemplate", "https://x.example/a.dotm"), FETCHES),
        "content/picture.docx": (relation("image", "https://x.example/a.png"), FETCHES),
        "content/link.docx": (relation("hyperlink", "file:////x.example/a"), FETCHES),
        "content/field.docx": (
            part("more.xml", "<w:instrText>DD</w:instrText><w:instrText>E c:/x</w:instrText>"),
            FETCHES,
        ),
        "content/field-2.docx": (part("more.xml", '<w:fldSimple w:instr="INCLUDEPICTURE x"/>'), FETCHES),
        "content/formula.xlsx": (part("xl/more.xml", "<f>1+WEBSERVICE(A1)</f>"), FETCHES),
        "content/sheets.xlsx": (part("xl/externalLinks/a.xml", ""), "starts another file"),
        "content/macro.odt": (part("Basic/Standard/a.xml", "", open=True), "starts another file"),
        "content/event.odt": (part("more.xml", "<s:event-listener/>", open=True), FETCHES),
        "content/picture.odt": (part("more.xml", '<x:image x:href="//x.example/a.png"/>', open=True), FETCHES),
        "content/sheet.ods": (part("more.xml", '<x:cell x:formula="of:=WEBSERVICE(1)"/>', open=True), FETCHES),
        "theme/a.ttf": (FONT + PACKED, UNREADABLE),
        "theme/a.woff2": (b"wOF2" + bytes(4) + (12).to_bytes(4, "big") + PACKED, UNREADABLE),
        "content/clip.mp4": (b"\0\0\0\x18ftypmp42" + bytes(100), UNREADABLE),
    }


def clean() -> dict[str, bytes]:
    """What is as it should be."""
    return {
        "notes.txt": b"Ask for the minutes of the meeting.",
        "a.docx": word("The pupils of Year 9 come on Mondays."),
        "a.xlsx": sheet("Riverside Learning"),
        "a.odt": opendocument("Nothing here."),
        "a.pdf": portable("The pupils of Year 9 come on Mondays.", title="Plan"),
        "a.png": picture(b"tEXt", b"Software\0Paint"),
        "content/link.docx": relation("hyperlink", "https://farm.example/"),
        "content/link.odt": part("more.xml", '<x:a x:href="https://farm.example/"/><x:i x:href="./a.png"/>', open=True),
        "content/a.png": PNG,
        "theme/a.ttf": FONT,
        "theme/a.woff2": b"wOF2" + bytes(4) + (20).to_bytes(4, "big") + bytes(8),
        "content/a.jpg": JPEG,
        "content/a.gif": GIF,
        "content/camera.jpg": taken("JPEG", place=False),
        "content/a.csv": b"Name,Call,Change\nFarm,+44 (0)1632 960123,-4.5\nHall,- ,'=1\n",
        "content/a.webp": WEBP,
        "content/a.pdf": acting(S=pikepdf.Name.URI, URI="https://farm.example/"),
        "requirements.lock": b"x==1 \\\n    --hash=sha256:" + b"0123456789abcdef" * 4 + b"\n",
        "data.json": b'{"a": "\\u00e9", "b": "aGVsbG8gd29ybGQsIGhlbGxvIHdvcmxk"}',
    }


def write(root: Path, files: dict[str, bytes]) -> None:
    for name, content in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(content)


def told_of(out: str, name: str, words: str) -> bool:
    return any(line.startswith(f"{name}:") and words in line for line in out.splitlines())


@pytest.mark.parametrize("with_git", [False, True])
def test_pupil_data_is_found_in_every_file(with_git: bool, run: Run, small: Path) -> None:
    files = found()
    write(small, files)
    if with_git:
        git(small, "init", "-q")
    code, out, _ = run("check")
    assert code == 1
    assert [name for name in files if not told_of(out, name, "looks like pupil data")] == []
    assert not re.search("Zebedee|801200001001", out)


def filled(**answers: str) -> bytes:
    """A PDF with fields of text, side by side."""
    pdf, file = pikepdf.new(), io.BytesIO()
    pdf.add_blank_page()
    fields = [
        pikepdf.Dictionary(FT=pikepdf.Name.Tx, T=name, TU=f"About the pupil: {name}", V=pikepdf.String(value))
        for name, value in answers.items()
    ]
    pdf.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array(fields))
    pdf.save(file, deterministic_id=True)
    return file.getvalue()


def test_it_is_told_where_in_a_pdf_it_is(run: Run, small: Path) -> None:
    files = {"a.pdf": portable(SECRET), "b.pdf": portable("Nothing", title=SECRET),
             "c.pdf": filled(born="x", Notes=SECRET),
             "d.pdf": filled(Other="12", **{"Date of birth": "3/4/2012"})}  # fmt: skip
    write(small, files)
    _, out, _ = run("check")
    places = ("its pages", "its fields, notes or properties", "the field `About the pupil: Notes`",
              "the field `About the pupil: Date of birth`")  # fmt: skip
    assert [name for name, place in zip(files, places, strict=True) if not told_of(out, name, f", in {place}.")] == []


def test_what_lies_side_by_side_in_a_pdf_says_nothing_together(run: Run, small: Path) -> None:
    write(
        small,
        {"a.pdf": filled(a="Date of birth", b="12/03/2012", c="Sam Brown", d="Pupils of Year 9 come on Mondays.")},
    )
    assert run("check")[0] == 0


def test_what_cannot_be_looked_into_is_refused(run: Run, small: Path) -> None:
    files = refused()
    write(small, {name: content for name, (content, _) in files.items()})
    code, out, _ = run("check")
    assert code == 1
    assert [name for name, (_, words) in files.items() if not told_of(out, name, words)] == []


def test_clean_files_are_accepted(run: Run, small: Path) -> None:
    write(small, clean())
    code, out, _ = run("check")
    assert code == 0, out


def test_what_tools_make_and_git_ignores_is_passed_over(run: Run, small: Path) -> None:
    write(
        small,
        dict.fromkeys(
            ("node_modules/a/x.txt", ".venv/x.txt", ".cache/x.txt", "site/index.html", "site-officers/index.html"),
            b"x" + SECRET.encode(),
        ),
    )
    code, out, _ = run("check")
    assert code == 0, out
    git(small, "init", "-q")
    ignored = (ROOT / ".gitignore").read_bytes() + b"/mine.txt\nnode_modules/\n"
    write(small, {"mine.txt": SECRET.encode(), ".gitignore": ignored})
    code, out, _ = run("check")
    assert code == 0, out
    git(small, "add", "--force", "mine.txt")
    code, out, _ = run("check")
    assert (code, told_of(out, "mine.txt", "pupil data")) == (1, True)


def test_what_tools_make_is_passed_over_where_no_gitignore_says_so(run: Run, small: Path) -> None:
    git(small, "init", "-q")
    (small / ".gitignore").unlink(missing_ok=True)
    made = (".cache/apdir/a.txt", "site-officers/index.html", "tests/node_modules/a.js", ".venv/lib/a.py")
    write(small, dict.fromkeys(made, SECRET.encode()))
    code, out, _ = run("check")
    assert code == 0, out
    git(small, "add", "--force", made[0])
    write(small, {"docs/site/plan.md": SECRET.encode()})
    code, out, _ = run("check")
    assert (code, told_of(out, made[0], "pupil data"), told_of(out, "docs/site/plan.md", "pupil data")) == (
        1,
        True,
        True,
    )


def test_another_program_s_repository_is_told_in_one_line(run: Run, small: Path) -> None:
    names = ("generator/apdir/rules/kept.py", "tests/unit/test_a.py", "tests/kayden-smith-y10.md")
    write(small, dict.fromkeys(names, SECRET.encode()))
    code, out, _ = run("check")
    assert code == 1
    [line] = out.splitlines()
    assert line.startswith(
        "generator: This is a repository of the program itself, and another copy of the program checks"
    )


def test_a_build_looks_at_all_that_it_would_publish(small: Path) -> None:
    files = {"theme/assets/x.svg": f"<svg>{SECRET}</svg>".encode(), "content/a.docx": word(SECRET),
             "content/b.pdf": portable(SECRET), "content/c.png": found()["b.png"],
             "content/d.pdf": b"%PDF-1.7"}  # fmt: skip
    write(small, files)
    told = {problem.file for problem in check_content(small)}
    assert told == set(files)


@pytest.mark.parametrize("name", ["docs/kayden-smith-y10.md", "year-9-boy-called-zebedee/x.txt", f".{NUMBER}"])
def test_it_is_found_in_the_name_of_any_file(name: str, run: Run, small: Path) -> None:
    write(small, {name: b"Nothing."})
    code, out, _ = run("check")
    assert code == 1
    assert "The name of this file or folder looks like pupil data" in out
    assert not re.search("kayden|zebedee|801200001001", out)


def test_where_a_link_leads_is_a_name_too(run: Run, small: Path) -> None:
    (small / "plan.md").symlink_to(f"/home/{NUMBER}.md")
    code, out, _ = run("check")
    assert code == 1
    assert "looks like pupil data" in out


def test_a_branch_has_no_pupil_s_name(run: Run, small: Path) -> None:
    git(small, "init", "-q", "--initial-branch=ehcp-for-kayden-smith-y10")
    for arguments in (["check"], ["check", "--since", "HEAD"], ["check", "--commit-message", os.devnull]):
        if "--since" in arguments:
            git(small, "-c", "user.name=x", "-c", "user.email=x@x.example", "commit", "-q", "--allow-empty", "-m", "x")
        code, out, _ = run(*arguments)
        assert code == 1
        assert "branch: The name of this branch looks like pupil data" in out
        assert "kayden" not in out
    git(small, "branch", "-m", "ellie/y10")
    assert run("check")[0] == 1
    for name in ("add-provider", "ellie/attendance-codes", "ellie/pupil-data-wording"):
        git(small, "branch", "-m", name)
        assert run("check")[0] == 0


@pytest.mark.parametrize(
    ("message", "code"),
    [
        (f"Add a visit\n\nFor {SECRET}.\n", 1),
        ("Add a visit of Kayden Smith, aged 14\n", 1),
        ("kayden-smith-y10\n", 1),
        ("Add the visit of 12 March\n\nFor Year 9 pupils.\n", 0),
        (f"Take a file out\n\n# deleted: {NUMBER}.md\n", 0),
        (f"Take a file out\n# ------------------------ >8 ------------------------\n-{SECRET}\n", 0),
    ],
)
def test_a_message_of_a_commit_is_looked_at_by_the_hook(message: str, code: int, run: Run, small: Path) -> None:
    file = small / ".message"
    file.write_text(message, encoding="utf-8")
    found, out, _ = run("check", "--commit-message", str(file))
    assert found == code, out
    assert not re.search("Zebedee|Kayden|801200001001", out)


def test_commits_that_came_in_are_looked_at_whole(small: Path) -> None:
    command = [sys.executable, "-m", "apdir", "--root", str(small), "check", "--commit-message", "-"]
    done = subprocess.run(command, input=f"# {SECRET}\nkayden-smith-y10\n", capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert len(re.findall("^commit message:", done.stdout, re.MULTILINE)) >= 2


def test_a_message_is_told_by_the_name_of_what_it_is(small: Path) -> None:
    command = [
        sys.executable,
        "-m",
        "apdir",
        "--root",
        str(small),
        "check",
        "--commit-message",
        "-",
        "--called",
        "title",
    ]
    text = f"{SECRET}\ncommit 1a2b3c4\nAdd a visit\n\n{SECRET}\ncommit 2b3c4d5\nNothing\n"
    done = subprocess.run(command, input=text, capture_output=True, text=True, check=False)
    told = {line.partition(": ")[0].rpartition(":")[0] for line in done.stdout.splitlines()}
    assert (done.returncode, told) == (1, {"title:1", "commit 1a2b3c4:3"})


def test_decoding_shows_what_stands_where() -> None:
    text = f"One line.\nSee {BASE64}, and no more."
    found = list(disguised(text))
    assert [text[row.start : row.end] for row in found] == [BASE64]
    assert not list(disguised("An ordinary sentence, with responsibilities and/or internationalisation = 100 %20."))
    assert read(b"").texts == ("",)


def git(root: Path, *arguments: str) -> None:
    subprocess.run(["git", "-C", root, *arguments], check=True, capture_output=True)
