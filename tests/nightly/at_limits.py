"""The slowest files known of each kind that a command reads, at its limits: `python -m tests.nightly.at_limits`.

Each is made here and read by the whole command in a process of its own, in a directory of one provider. What is printed
is processor time, of the processes that it starts too, and the most memory that one of them had. Where other programs
run, all of it takes longer: compare with the first line, which is a list of one row.
"""

from __future__ import annotations

import csv
import io
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pikepdf
from openpyxl import Workbook

from apdir.forms.identity import IDENTITY
from apdir.model.fields import LONGEST
from tests.integration.test_issue import body
from tests.support.register import HEADINGS
from tests.support.sites import ROOT
from tests.unit.forms.test_pdf_limits import PLACES, bombs, form, lzw, one_stream, shared_boxes, shared_kids, twice

SLUG = "riverside-learning"
#: Megabytes, and seconds on a machine that does nothing else, where a list of one row takes 1.1.
MOST, SECONDS, OF_ONE_ROW = 500, 3.0, 1.1
Rows = Iterable[Sequence[str]]
IMPORT = ("import", "--new")
#: Runs a command and tells its cost. A process begins with the most memory that the one had which starts it.
MEASURE = """
import os, subprocess, sys
begun = subprocess.Popen(sys.argv[1:], stdin=subprocess.DEVNULL, stderr=subprocess.STDOUT)
_, status, used = os.wait4(begun.pid, 0)
begun.returncode = status
print(used.ru_utime + used.ru_stime, used.ru_maxrss // 1024, file=sys.stderr)
"""
#: People as close together as they can be, none of whom is a pupil: nothing takes the search for pupil data longer.
PEOPLE = "\nSam ."


@dataclass(frozen=True, slots=True)
class Input:
    """A file: how it is called, what it has, and the command that reads it."""

    name: str
    content: Callable[[], bytes]
    command: tuple[str, ...]


def as_csv(rows: Rows) -> bytes:
    """A table of text."""
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue().encode()


def as_xlsx(**sheets: Rows) -> bytes:
    """A workbook."""
    book = Workbook(write_only=True)
    for name, rows in sheets.items():
        page = book.create_sheet(name)
        for row in rows:
            page.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def as_ods(rows: Rows) -> bytes:
    """A spreadsheet of OpenDocument with one sheet."""
    names = "".join(
        f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )
    lines = "".join(
        "<table:table-row>"
        + "".join(f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>' if text
                  else "<table:table-cell/>" for text in row)
        + "</table:table-row>"
        for row in rows
    )  # fmt: skip
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as box:
        box.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        box.writestr(
            "content.xml",
            f'<office:document-content{names}><office:body><office:spreadsheet><table:table table:name="providers">'
            f"{lines}</table:table></office:spreadsheet></office:body></office:document-content>",
        )
    return out.getvalue()


def alike() -> Rows:
    """As many cells as are read, each row about the same provider."""
    yield ("folder", "name", "summary", "type", "status", "offer.transport")
    yield from [(SLUG, "Riverside Learning", "", "", "", "x")] * 74_999


NEW = {
    "status": "listed", "type": "vocational centre", "serves": "Derby; Amber Valley", "offer.key_stages": "KS3; KS4",
    "offer.days": "mon; tue; wed", "offer.needs": "autism", "offer.delivery": "on site", "contact.role": "Office",
    "offer.subjects": "cooking; joinery", "contact.phone": "01632 960000", "contact.email": "office@example.org",
    "checked.by": "AP officer", "checked.date": "2026-11-01", "registration.status": "unregistered",
    "offer.ages.from": "14", "offer.ages.to": "16", "offer.hours.from": "09:30", "offer.hours.to": "14:30",
    "offer.transport": "We fetch pupils by minibus.", "offer.accessibility": "Step-free.", "offer.meals": "Lunch.",
}  # fmt: skip


def new(count: int, sites: int, description: str) -> bytes:
    """So many new providers, with sites."""
    about = [("folder", "name", *NEW, "description")]
    about += [(f"farm-{n}", f"Farm {n}", *NEW.values(), description) for n in range(count)]
    places = [("folder", "number", "id", "name", "public", "postcode", "address")]
    places += [
        (f"farm-{n}", "", f"s{m}", f"Site {m}", "yes", "DE1 2FS", "14 Mill Lane; Derby")
        for n in range(count)
        for m in range(sites)
    ]
    return as_xlsx(providers=about, sites=places)


LIST = ("Provider", "Postcode", "Telephone", "Ages", "Subjects")
FARM = ("DE1 2FS", "01632 960000", "14-16", "cooking")


def listed(most: int, more: Sequence[str], row: Callable[[int], Sequence[str]], about: int = 1) -> Callable[[], bytes]:
    """A list of so many rows at most, with more columns, ``about`` rows about a provider, in no more than its size."""

    def made() -> bytes:
        rows, size = [(*LIST, *more)], 0
        for number in range(most):
            line = (f"Farm {number // about}", *FARM, *row(number))
            size += sum(map(len, line))
            if size > 198_000:
                break
            rows.append(line)
        return as_csv(rows)

    return made


def register(rows: int, more: dict[str, str] | None = None, fill: str = "") -> bytes:
    """A register of schools of one kind, ``fill`` in each of its other columns."""
    school = {"URN": "{0}", "EstablishmentName": "School {0}", "LA (code)": "830", "EstablishmentNumber": "1102",
              "EstablishmentStatus (name)": "Open", "TypeOfEstablishment (name)": "Other independent school",
              "TypeOfEstablishment (code)": "11", "Postcode": "DE1 2FS"} | (more or {})  # fmt: skip
    line = ",".join(f'"{school.get(heading, fill)}"' for heading in HEADINGS)
    return "\n".join([",".join(HEADINGS), *(line.format(100_000 + n) for n in range(rows))]).encode()


def visit(text: str) -> bytes:
    """The form with the most fields, filled in: a day, and the text, cut to what one field may have, in each other."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder, "form.pdf")
        command = ["--root", str(ROOT), "form", "align-visit", "--provider", SLUG, "--out", str(out)]
        subprocess.run([sys.executable, "-m", "apdir", *command], check=True, capture_output=True)
        with pikepdf.open(out) as pdf:
            for field in pdf.Root.AcroForm.Fields:
                if field.get("/FT") == pikepdf.Name.Tx and str(field.T) not in ("provider", IDENTITY):
                    field.V = pikepdf.String("14/10/2026" if "date" in str(field.T) else text[: LONGEST - 1])
            filled = io.BytesIO()
            pdf.save(filled)
    return filled.getvalue()


def issue(text: str) -> bytes:
    """An issue of as many characters as one may have, with the text where a long answer may be."""
    return body(**{"What a day there looks like": text[: LONGEST - 1], "Email": text}).encode()[:65_536]


INPUTS = (
    Input("a list of one row", listed(1, (), lambda _: ()), IMPORT),
    Input("table, 450,000 cells, CSV", lambda: as_csv(alike()), IMPORT),
    Input("table, 450,000 cells, OpenDocument", lambda: as_ods(alike()), IMPORT),
    Input("table, 450,000 cells, Excel", lambda: as_xlsx(providers=alike()), IMPORT),
    Input("table, 400 new providers", lambda: new(400, 1, "Pupils cook. " * 15), IMPORT),
    Input("table, more cells than may change", lambda: new(400, 6, "Pupils cook. " * 15), IMPORT),
    Input("table, more characters than may change", lambda: new(400, 1, (PEOPLE * 2_000)[:7_900]), IMPORT),
    Input("list, 400 new providers", listed(400, ("Registered school",), lambda _: ("no",)), IMPORT),
    Input("list, 1,000 rows of ten", listed(1_000, ("Registered school",), lambda n: (f"perhaps {n}",), 100), IMPORT),
    Input("list, four unknown words a row", listed(400, ("Type", "Needs"), lambda n: (
        f"perhaps kind {n}", f"odd {n}; strange {n}; weird {n}")), IMPORT),
    Input("list, 390 columns of prices, addresses, days", listed(400, [
        *(f"Price {n}" for n in range(100)), *(f"Address {n}" for n in range(100)), *(f"Days {n}" for n in range(190))],
        lambda _: ["£35 per day"] * 100 + ["14 Mill Lane, DE1 2FS"] * 100 + ["Mon-Wed"] * 190), IMPORT),
    Input("list, contacts of 1,000 characters", listed(400, ("Contact name", "Contact details", "Address"), lambda _: (
        ("Sam Hill, " * 100)[:990], ("01632 960000 a@b.uk " * 100)[:990], ("14 Mill Lane, DE1 2FS; " * 100)[:990])),
        IMPORT),
    Input("list, texts full of names", listed(400, ("Description", "Transport"), lambda _: [
        (PEOPLE * 2_000)[:7_000]] * 2), IMPORT),
    Input("register, 70,000 rows of one name and postcode", lambda: register(70_000), ("gias",)),
    Input("register, 70,000 rows of the longest names", lambda: register(70_000, {
        "EstablishmentName": "Riverside Learning {0} " + "x" * 160}), ("gias",)),
    Input("register, most cells", lambda: register(70_000, fill="x" * 13), ("gias",)),
    Input("issue, texts full of names", lambda: issue(PEOPLE * 20_000), ("new", "provider", "--from-issue")),
    Input("issue, a heading in each line", lambda: issue("### Email\n\n" * 9_000), ("new", "provider", "--from-issue")),
    Input("filled PDF, long answers full of names", lambda: visit((PEOPLE * 1_000)[:1_440]), ("read",)),
    Input("filled PDF, long answers", lambda: visit("Pupils cook. " * 110), ("read",)),
    Input("filled PDF, packed twice", lambda: PLACES["fields"](*bombs()["flate-twice"]), ("read",)),
    Input("filled PDF, an answer packed by LZW", lambda: PLACES["answer"](*bombs()["lzw"]), ("read",)),
    Input("filled PDF, LZW without end", lambda: PLACES["fields"](
        b"[/FlateDecode/LZWDecode]", twice(lzw(4_000))), ("read",)),
    Input("filled PDF, an answer of 30 million bytes", lambda: form(one_stream), ("read",)),
    Input("filled PDF, a million boxes", lambda: form(shared_boxes), ("read",)),
    Input("filled PDF, fields in 430 million places", lambda: form(shared_kids), ("read",)),
)  # fmt: skip


def directory(root: Path) -> None:
    """A directory of one provider."""
    shutil.copy(ROOT / "settings.yml", root)
    shutil.copytree(ROOT / "frameworks", root / "frameworks")
    shutil.copytree(ROOT / "providers" / SLUG, root / "providers" / SLUG)


def price(one: Input) -> tuple[float, int, str]:
    """Return the seconds of processor time and megabytes that a command takes, and what it tells."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder, "records")
        root.mkdir()
        directory(root)
        content = one.content()
        packed = ".xlsx" if content.startswith(b"PK") else ".csv"
        file = Path(folder, "given").with_suffix({"read": ".pdf", "new": ".md"}.get(one.command[0], packed))
        file.write_bytes(content)
        command = ["-m", "apdir", "--root", str(root), "--today", "2026-11-28", *one.command, str(file)]
        kept = {"PYTHONDONTWRITEBYTECODE": ""}  # else each process compiles all of the program anew
        done = subprocess.run(
            [sys.executable, "-c", MEASURE, sys.executable, *command],
            capture_output=True, check=True, env=os.environ | kept,
        )  # fmt: skip
        seconds, megabytes = done.stderr.split()
    return float(seconds), int(megabytes), done.stdout.decode(errors="replace")


def main() -> None:
    """Print what each costs."""
    for one in INPUTS:
        seconds, megabytes, told = price(one)
        last = told.strip().rpartition("\n")[2]
        print(f"{one.name:50}{seconds:8.2f} s{megabytes:7,} MB   {last[:90]}", flush=True)


if __name__ == "__main__":
    main()
