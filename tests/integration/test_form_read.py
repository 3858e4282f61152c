"""`apdir read` as people use it, on filled copies of every form: what comes back, and what is refused by its name."""

from __future__ import annotations

import io
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pikepdf
import pypdf
import pytest
import yaml

from apdir.blank import visit_text
from apdir.directory import read_provider
from apdir.forms.facts import answers, facts_of
from apdir.forms.fill import fill
from apdir.forms.filled import read_filled, read_filled_isolated
from apdir.forms.form import Field
from apdir.forms.merge import merged
from apdir.library import read_library
from apdir.pupil import score
from apdir.rules import check_provider
from apdir.source.edit import Editable
from tests.support.case import HERE
from tests.support.commands import typed
from tests.support.filling import DAY, answers_for, expected, held
from tests.support.forms import blanks, forms
from tests.support.records import framework
from tests.support.sites import ROOT, TODAY, apdir

pytestmark = pytest.mark.slow  # the first to need them waits until all forms are made

Run = Callable[..., tuple[int, str, str]]
READ = [which for which, form in forms().items() if form.read_as != "nothing"]
NOT_READ = [which for which in forms() if which not in READ]
VISIT = "providers/case-farm/visits/2026-10-14-derby.yml"
PUPIL = "H801200001001"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A directory of one provider with two visits, its frameworks and forms those of the repository."""
    shutil.copytree(HERE / "base", tmp_path / "records" / "providers" / "case-farm")
    for name in ("frameworks", "content"):
        shutil.copytree(ROOT / name, tmp_path / "records" / name)
    shutil.copy(ROOT / "settings.yml", tmp_path / "records")
    return tmp_path / "records"


@pytest.fixture
def read(root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """`read(pdf, "--print")` reads a filled copy: the exit code, what was printed, what was told."""

    monkeypatch.setattr("apdir.forms.filled.read_filled_isolated", read_filled)  # tried in test_pdf_limits

    def read(content: bytes | Path, *arguments: str, today: str = TODAY) -> tuple[int, str, str]:
        file = content if isinstance(content, Path) else tmp_path / "filled.pdf"
        if isinstance(content, bytes):
            file.write_bytes(content)
        return typed(["--root", str(root), "--today", today, "read", str(file), *arguments], capsys, monkeypatch)

    return read


def filled(which: str, answers: dict[str, str], provider: str = "") -> bytes:
    return fill(blanks()[which]["pdf"].read_bytes(), answers, provider)


def derby(**answers: str) -> bytes:
    return filled("derby-visit", {"provider": "Case Farm", "date": "14/10/2026", **answers})


def files(root: Path) -> dict[Path, bytes]:
    return {file: file.read_bytes() for file in (root / "providers").rglob("*") if file.is_file()}


def written(before: dict[Path, bytes], root: Path) -> Path:
    [file] = [file for file, content in files(root).items() if before.get(file) != content]
    return file


@pytest.mark.parametrize(("which", "kind"), [*((which, "pdf") for which in READ), ("derby-visit", "large print")])
def test_every_answer_comes_back_as_it_was_given(which: str, kind: str, root: Path, read: Run) -> None:
    form = forms()[which]
    given = answers_for(form, "Case Farm")
    # A reason why something does not apply stands beside no judgement.
    given |= {name: "" for name in given if name.endswith("not_applicable")}
    before = files(root)
    content = fill(blanks()[which][kind].read_bytes(), given)
    code, _, told = read(content)
    said = [
        line
        for line in told.splitlines()
        if line.startswith("Not taken over") and "reassessed" not in line and "has no place for this" not in line
    ]
    assert (said, code in (0, 1)) == ([], True)
    assert "Left" not in told
    record = yaml.load(written(before, root).read_text(encoding="utf-8"), Loader=yaml.CBaseLoader)
    assert {name: record.pop(name) for name in ("framework", "kind", "state")} == {
        "framework": form.framework, "kind": form.kind, "state": "draft"
    }  # fmt: skip
    found = {path: value for path, value in held(record).items() if path[2:] != ("for",) and path[2:3] != ("items",)}
    wanted = {
        path: value
        for path, value in expected(form, given).items()
        if path[0] != "reassesses" and path[-1] != "not_applicable"
    }
    assert found == wanted
    assert all(row["items"] for row in record.get("rows", ()))
    assert [row["for"] for row in record.get("signed", ())] == [
        row.side for row in framework(form.framework).signatures if ("signed", 0, "role") in wanted
    ]
    # Read again, it has nothing to add, and nothing to replace.
    before = files(root)
    _, _, told = read(content, "--force")
    assert (files(root) == before, "has all that can be taken over" in told) == (True, True), told


def test_a_process_of_its_own_reads_the_same() -> None:
    content = filled("derby-visit", answers_for(forms()["derby-visit"], "Case Farm – “Élan”"))
    assert read_filled_isolated(content) == read_filled(content)


@pytest.mark.parametrize("which", READ)
def test_a_blank_form_comes_back_with_nothing_answered(which: str, root: Path, read: Run) -> None:
    content = blanks()[which]["pdf"].read_bytes()
    before = files(root)
    code, _, told = read(content)
    assert (code, "The day of the visit is not on the form" in told, "--date" in told) == (1, True, True)
    assert files(root) == before
    code, printed, told = read(content, "--provider", "case-farm", "--date", DAY, "--print")
    form = forms()[which]
    head = {"framework": form.framework, "kind": form.kind, "date": DAY, "state": "draft"}
    assert yaml.load(printed, Loader=yaml.CBaseLoader) == head
    assert code == 0, told
    judged = [row.id for row in framework(form.framework).requirements if any(
        field.to == ("judgements", row.id) for field in form.fields)]  # fmt: skip
    if judged:
        assert f"Left blank, so unanswered: {', '.join(judged)}." in told
    assert files(root) == before


def test_what_was_not_ticked_stays_unanswered(root: Path, read: Run) -> None:
    code, _, told = read(derby(**{"judgements-1b": "partially", "details-2a-evidence": "Seen."}))
    assert f"Wrote {VISIT}." in told
    record = yaml.load((root / VISIT).read_text(encoding="utf-8"), Loader=yaml.CBaseLoader)
    assert record == {
        "framework": "derby", "kind": "visit", "date": DAY, "state": "draft", "judgements": {"1b": "partially"},
        "details": {"2a": {"evidence": "Seen."}},
    }  # fmt: skip
    assert "Left blank, so unanswered: 1a, 1c, 1d," in told
    assert code in (0, 1)


@pytest.mark.parametrize(
    "spelling", ["14/10/2026", "14 October 2026", "2026-10-14", "14/10/26", "14.10.26", "Wed 14th Oct ’26"]
)
def test_the_day_is_read_in_each_spelling(spelling: str, root: Path, read: Run) -> None:
    read(filled("derby-visit", {"provider": "case farm", "date": spelling}))
    assert (root / VISIT).is_file()


def test_what_was_left_blank_is_told_a_line_each_without_lines_that_were_not_needed(root: Path, read: Run) -> None:
    table = [field for field in forms()["derby-visit"].fields if field.to and field.to[-2:-1] == (1,)
             and field.to[0] == "header"]  # fmt: skip
    _, _, told = read(derby())
    lines = told.splitlines()
    assert f"Left blank: {table[0].about.replace('line 2', 'line 1')}" in lines
    assert f"Left blank: {table[0].about}" not in lines
    assert all(line.count("Left blank") == 1 and ";" not in line for line in lines if line.startswith("Left blank: "))
    assert lines[-1] == f"Open {VISIT}, look it through, then set its state."
    _, _, told = read(derby(**{table[1].name: "Somebody"}), "--force")
    assert f"Left blank: {table[0].about}" in told.splitlines()


def test_a_draft_may_contradict_itself_and_is_told_to_be_looked_at(root: Path, read: Run) -> None:
    code, _, told = read(derby(outcome="all met", **{"judgements-1a": "partially"}))
    assert (code, "Look at the outcome: The outcome is `all met`, but 0 of 32" in told) == (0, True), told
    final = (root / VISIT).read_text(encoding="utf-8").replace("state: draft", "state: final")
    (root / VISIT).write_text(final, encoding="utf-8")
    again = read_provider(root, "case-farm", read_library(root))
    kinds = [problem.kind for problem in check_provider(again, read_library(root), date.fromisoformat(TODAY))]
    assert "outcome contradicts judgements" in kinds


def test_what_is_not_clear_is_told_and_left_out(root: Path, read: Run) -> None:
    code, _, told = read(derby(next_visit="next summer", site="The barn"))
    assert code == 1
    assert "Not taken over:" in told
    assert "`next summer` is not a date" in told
    assert "The provider has no site of that name. It has: Main yard." in told
    record = yaml.load((root / VISIT).read_text(encoding="utf-8"), Loader=yaml.CBaseLoader)
    assert {"next_visit", "site"}.isdisjoint(record)


def in_two(content: bytes, name: str, **parts: pikepdf.Object) -> bytes:
    """A copy in which a field has a part below it with the same full name, which says something else."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        field = next(field for field in pdf.Root.AcroForm.Fields if str(field.T) == name)
        field.Kids = pikepdf.Array([pdf.make_indirect(pikepdf.Dictionary(T=pikepdf.String(""), **parts))])
        out = io.BytesIO()
        pdf.save(out)
        return out.getvalue()


EVIDENCE = "details-1a-evidence"


def with_parts(content: bytes, **parts: object) -> bytes:
    """A copy in which the field of the evidence has these entries."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        field = next(field for field in pdf.Root.AcroForm.Fields if str(field.T) == EVIDENCE)
        for name, value in parts.items():
            field[f"/{name}"] = value
        out = io.BytesIO()
        pdf.save(out)
        return out.getvalue()


@pytest.mark.parametrize(
    "given",
    [
        lambda: hidden(derby(**{EVIDENCE: "Seen."}), **{EVIDENCE: "Not seen."}),
        lambda: hidden(derby(), **{EVIDENCE: "Not seen."}),
        lambda: in_two(derby(**{EVIDENCE: "Seen."}), EVIDENCE, V=pikepdf.String("Not seen.")),
        lambda: in_two(derby(**{EVIDENCE: "Seen."}), EVIDENCE),
        lambda: with_parts(derby(**{EVIDENCE: "Seen."}), F=2),
        lambda: with_parts(derby(**{EVIDENCE: "Seen."}), RV=pikepdf.String("<p>Not seen.</p>")),
        lambda: with_parts(derby(), V=pikepdf.Array([pikepdf.String("Seen.")])),
    ],
    ids=[
        "two answers",
        "a hidden one beside a blank",
        "a part that says something else",
        "a part that is blank",
        "one that is hidden",
        "words drawn in its place",
        "a list",
    ],
)
def test_of_an_answer_that_is_there_twice_neither_is_taken(given: Callable[[], bytes], root: Path, read: Run) -> None:
    """One of them may be hidden, so that nobody sees it."""
    code, _, told = read(given())
    assert (code, "evidence: The file holds two answers to it," in told) == (1, True), told
    assert "een." not in (root / VISIT).read_text(encoding="utf-8")


def test_an_answer_that_no_record_may_have_leaves_the_draft_as_it_was(root: Path, read: Run) -> None:
    read(derby(**{"header-overview": "A farm."}))
    before = files(root)
    code, _, told = read(derby(**{"header-overview": "a" * 8_001}), "--force")
    assert (code, "This has 8,001 characters; 8,000 is the most here." in told) == (1, True), told
    code, _, told = read(hidden(derby(), **{"header-overview": "a\n" * 450_000}), "--force")
    assert (code, "this PDF would have more in it than any form of this directory" in told) == (1, True), told
    assert files(root) == before


def test_two_ticks_where_one_is_wanted_are_told_by_their_words(root: Path, read: Run) -> None:
    content = io.BytesIO()
    with pikepdf.open(io.BytesIO(derby(**{"judgements-1a": "fully"}))) as pdf:
        for field in pdf.Root.AcroForm.Fields:
            for box in field.Kids if str(field.T) == "judgements-1a" else ():
                if "/partially" in box.AP.N:
                    box.AS = pikepdf.Name("/partially")
        pdf.save(content)
    code, _, told = read(content.getvalue())
    assert code == 1
    assert "judgement: 2 boxes are ticked: “Fully” and “Partially”. Take the wrong tick away in the form" in told
    assert "1a" not in (root / VISIT).read_text(encoding="utf-8")
    assert told.strip().endswith(", write in what was not taken over, look it through, then set its state.")


@pytest.mark.parametrize("kind", [True, False], ids=["a button", "of no kind"])
def test_a_tick_that_is_only_drawn_is_told_and_left_out(kind: bool, root: Path, read: Run) -> None:
    content = io.BytesIO()
    with pikepdf.open(io.BytesIO(derby(**{"judgements-1a": "fully"}))) as pdf:
        for field in pdf.Root.AcroForm.Fields:
            if str(field.T) == "judgements-1a":
                field.V = pikepdf.Name.Off
                if not kind:  # a viewer takes it from what the field is part of
                    del field.FT
        pdf.save(content)
    code, _, told = read(content.getvalue())
    assert (code, "judgement: It is ticked, but not clear" in told) == (1, True), told
    assert "unanswered: 1a" not in told
    assert "1a" not in (root / VISIT).read_text(encoding="utf-8")


def test_a_next_visit_before_the_visit_is_told(root: Path, read: Run) -> None:
    code, out, _ = read(derby(next_visit="1/2/2025"))
    assert (code, "The next visit is on 1 February 2025, which is not after this one." in out) == (1, True), out


@pytest.mark.parametrize("word", ["TBC", "n/a", "none", "-"])
def test_what_says_nothing_is_to_be_left_empty(root: Path, read: Run, word: str) -> None:
    code, _, told = read(derby(next_visit=word, **{"time-from": word}))
    hint = "is not an answer. Leave the field empty until it is known."
    assert f"Not taken over: At the end: date of the next visit: `{word}` {hint}" in told
    assert (code, told.count(hint)) == (1, 2)


def test_what_was_written_and_has_no_place_in_a_record_is_told(root: Path, read: Run) -> None:
    form = forms()["derby-visit"]
    told_of = [next(field for field in form.fields if field.name == name) for name in (
        "form-address", "form-provider_contact-0-1", "form-open_actions", "form-visit_log-0-0")]  # fmt: skip
    same = {"form-address": "12 Mill Lane, Derby, DE1 2FS", "form-provider_contact-0-1": "01632 960123"}
    code, _, told = read(derby(**same, **{"form-signed-0-name": "Somebody"}))
    assert (code, "Not taken over" in told) == (0, False), told
    code, _, told = read(derby(**{field.name: "Moved in May" for field in told_of}), "--force")
    lines = [line for line in told.splitlines() if line.startswith("Not taken over: ")]
    assert (code, len(lines)) == (1, len(told_of))
    assert any("Change it in the earlier visit’s plan, where `apdir close` closes an action." in line for line in lines)
    for field in told_of:
        assert any(f"{field.about}: The record of a visit has no place for this." in line for line in lines)


def test_what_lacks_a_part_is_left_out_whole_and_told(root: Path, read: Run) -> None:
    form = forms()["derby-visit"]
    role = next(field for field in form.fields if field.to == ("visited_by", 0, "role"))
    body = next(field for field in form.fields if field.to == ("visited_by", 0, "organisation"))
    given = {"time-from": "9.30", "time-to": "late", body.name: "the council", role.name: "Zbigniew Kowalski",
             "judgements-2d": "fully", "details-2d-not_applicable": "No machines are used."}  # fmt: skip
    assert {*given} <= {field.name for field in form.fields}
    code, _, told = read(derby(**given))
    assert code == 1
    alone = "it is kept only together with “For the record: time of the visit, to”."
    assert f"Not taken over: For the record: time of the visit, from: `09:30`: {alone}" in told
    assert f"`the council`: it is kept only together with “{role.about}”." in told
    assert "has a judgement and is marked not applicable" in told
    record = yaml.load((root / VISIT).read_text(encoding="utf-8"), Loader=yaml.CBaseLoader)
    assert {"time", "visited_by", "judgements"}.isdisjoint(record)
    again = read_provider(root, "case-farm", read_library(root))
    assert check_provider(again, read_library(root), date.fromisoformat(TODAY)) == []


def test_only_what_is_written_is_told_and_printed(root: Path, read: Run) -> None:
    read(derby(**{"judgements-1a": "fully"}))
    before = files(root)
    half = derby(**{"judgements-1a": "fully", "time-from": "9.30"})
    for more in ([], ["--force"]):
        _, _, told = read(half, *more)
        assert (files(root) == before, "under time" in told) == (True, False), told
        assert f"{VISIT} has all that can be taken over: nothing was written." in told
    code, printed, told = read(half, "--print")
    assert (code, "time" in yaml.load(printed, Loader=yaml.CBaseLoader)) == (1, False)
    needs = "it is kept only together with “For the record: time of the visit, to”."
    assert f"Not taken over: For the record: time of the visit, from: `09:30`: {needs}" in told


BARN = "  - {id: barn, name: The barn, address: [3 Hill Road, Derby], postcode: DE1 3GY, public: yes}\n"


@pytest.mark.parametrize(
    ("said", "more", "site"),
    [("The barn", [], "barn"), ("3 Hill Road, Derby, DE1 3GY", [], "barn"), ("3 hill road", [], "barn"),
     ("Second base", [], None), ("", [], None), ("Derby", [], None), ("Second base", ["--site", "barn"], "barn"),
     ("Main yard", ["--site", "barn"], None), ("", ["--site", "brn"], None)],
)  # fmt: skip
def test_a_visit_to_one_of_several_sites_says_which(
    said: str, more: list[str], site: str | None, root: Path, read: Run
) -> None:
    about = root / "providers/case-farm/provider.md"
    about.write_text(about.read_text(encoding="utf-8").replace("offer:\n", f"{BARN}offer:\n"), encoding="utf-8")
    before = files(root)
    code, _, told = read(derby(site=said), *more)
    if site is None:
        assert (code, files(root) == before, "--site" in told or "`barn`" in told) == (1, True, True), told
        assert "--force" not in told
    else:
        assert yaml.load(written(before, root).read_text(encoding="utf-8"), Loader=yaml.CBaseLoader)["site"] == site


# Nothing is written.


@pytest.mark.parametrize("which", NOT_READ)
def test_a_form_that_is_not_read_back_is_refused_by_its_name_and_reason(which: str, root: Path, read: Run) -> None:
    form, before = forms()[which], files(root)
    given = dict.fromkeys((field.name for field in form.fields if field.kind in ("line", "text")), "Something")
    code, printed, told = read(filled(which, given), "--provider", "case-farm", "--date", DAY)
    assert (code, printed) == (1, "")
    assert f"{form.title}: this form cannot be imported. {form.not_read}" in " ".join(told.split())
    assert files(root) == before


@pytest.mark.parametrize(
    ("which", "more"), [*((which, ()) for which in READ), ("derby-visit", ["--force"]), ("derby-visit", ["--print"])]
)
def test_pupil_data_is_refused_and_never_repeated(which: str, more: list[str], root: Path, read: Run) -> None:
    form, before = forms()[which], files(root)
    [field, *_] = [field for field in form.fields if field.kind == "text" and field.to]
    given = answers_for(form, "Case Farm") | {field.name: f"We met {PUPIL}."}
    code, printed, told = read(filled(which, given), *more)
    assert (code, printed) == (1, "")
    assert "Nothing was written" in told
    assert f"{field.about}: This looks like pupil data" in " ".join(told.split())
    assert PUPIL not in told
    assert files(root) == before


def test_pupil_data_in_any_field_is_refused(root: Path, read: Run) -> None:
    """Also where the answer is not stored, or has no meaning as a date, or names the provider."""
    before = files(root)
    names = [field.name for field in forms()["derby-visit"].fields if field.kind != "choice"]
    for name in ("provider", "form-registration", "next_visit", names[-1]):
        code, printed, told = read(filled("derby-visit", {"provider": "Case Farm", "date": "14/10/2026",
                                                          name: PUPIL}))  # fmt: skip
        assert (code, printed, PUPIL in told) == (1, "", False), name
    assert files(root) == before


def test_more_people_than_are_looked_at_are_refused(root: Path, read: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """No answer has too many, but all of them together have."""
    monkeypatch.setattr(score, "MOST_PEOPLE", 5)
    before = files(root)
    texts = [field.name for field in forms()["derby-visit"].fields if field.kind == "text" and field.to][:2]
    code, _, told = read(derby(**dict.fromkeys(texts, "Sam .\nSam .\nSam .\n")))
    assert (code, files(root)) == (1, before)
    assert "Nothing was written. With the form's answers: This looks like pupil data" in " ".join(told.split())


def changed(content: bytes, **about: str) -> bytes:
    with pikepdf.open(io.BytesIO(content)) as pdf:
        for name, value in about.items():
            pdf.docinfo[f"/{name}"] = value
        out = io.BytesIO()
        pdf.save(out)
        return out.getvalue()


def hidden(content: bytes, **answers: str) -> bytes:
    """A copy with further fields of these names, which no page shows."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        for name, value in answers.items():
            field = pikepdf.Dictionary(FT=pikepdf.Name.Tx, T=pikepdf.String(name), V=pikepdf.String(value), F=2)
            pdf.Root.AcroForm.Fields.append(pdf.make_indirect(field))
        out = io.BytesIO()
        pdf.save(out)
        return out.getvalue()


def anew(content: bytes) -> bytes:
    """A copy as another program writes it: its pages and fields, and nothing of what was said beside them."""
    writer = pypdf.PdfWriter()
    writer.append(pypdf.PdfReader(io.BytesIO(content)))
    out = io.BytesIO()
    writer.write(out)
    with pikepdf.open(io.BytesIO(out.getvalue())) as pdf:
        assert "/formid" not in pdf.docinfo
    return out.getvalue()


def with_xfa(content: bytes) -> bytes:
    with pikepdf.open(io.BytesIO(content)) as pdf:
        pdf.Root.AcroForm.XFA = pdf.make_stream(b"<xdp/>")
        out = io.BytesIO()
        pdf.save(out)
        return out.getvalue()


def flattened(content: bytes) -> bytes:
    with pikepdf.open(io.BytesIO(content)) as pdf:
        pdf.flatten_annotations()
        for page in pdf.pages:
            page.obj.Annots = pikepdf.Array()  # what cannot be seen is left there
        out = io.BytesIO()
        pdf.save(out)
        return out.getvalue()


def locked(content: bytes) -> bytes:
    with pikepdf.open(io.BytesIO(content)) as pdf:
        out = io.BytesIO()
        pdf.save(out, encryption=pikepdf.Encryption(owner="a", user="b"))
        return out.getvalue()


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda pdf: changed(pdf, formversion="2019-01"), "is of version `2019-01`, and the form is now of version"),
        (lambda pdf: changed(pdf, formfields="0123456789abcdef"), "made when the form had other fields"),
        (lambda pdf: changed(pdf, formid="derby-vist"), "This directory has no form `derby-vist`"),
        (lambda pdf: changed(pdf, apdirprovider="x" * 100_000), f"There is no provider `{'x' * 59}…`."),
        (lambda pdf: changed(pdf, apdirprovider="case-farm/../case-farm"), "There is no provider `case-farm/../case-f"),
        (lambda pdf: changed(pdf, apdirprovider=f"of {PUPIL}"), "There is no provider `of [unique pupil number not"),
        (lambda pdf: hidden(pdf, provider="Other Farm"), "The name of the provider: The file holds two answers to it,"),
        (flattened, "flattened or scanned"),
        (lambda pdf: with_xfa(pdf), "saved as an XFA form"),
        (lambda pdf: b"\xff\xd8\xff\xe0 scanned", "but a picture"),
        (lambda pdf: hidden(anew(pdf), **{"apdir-form": "derby-visit|1|2|3"}), "or the program that saved it left out"),
        (locked, "needs a password"),
        (lambda pdf: pdf[: len(pdf) // 2], "broken"),
        (lambda pdf: b"\xff\xfe\xfd not UTF-8" + bytes(range(256)) * 9, "not a PDF"),
        (lambda pdf: b"", "not a PDF"),
        (lambda pdf: pdf + b"\n" * 20_000_000, "20,000,000 at most"),
        (lambda pdf: blanks()["derby-visit"]["docx"].read_bytes(), "but a Word, OpenDocument or other packed file"),
        (lambda pdf: blanks()["derby-visit"]["odt"].read_bytes(), "but a Word, OpenDocument or other packed file"),
    ],
    ids=[
        "version",
        "fields",
        "id",
        "long",
        "path",
        "pupil",
        "hidden",
        "flattened",
        "xfa",
        "picture",
        "two identities",
        "locked",
        "cut",
        "rubbish",
        "empty",
        "huge",
        "word",
        "odt",
    ],
)
def test_a_copy_that_cannot_be_trusted_is_refused_with_its_reason(spoil, words, root: Path, read: Run) -> None:
    before = files(root)
    code, printed, told = read(spoil(derby(**{"judgements-1a": "fully"})))
    assert (code, printed) == (1, "")
    assert words in " ".join(told.split())
    assert files(root) == before


def test_a_copy_that_another_program_wrote_anew_is_still_known(root: Path, read: Run) -> None:
    """For which provider it was made too: the first form says it, of the second no word on it does."""
    before = files(root)
    read(anew(derby(**{"judgements-1a": "fully"})))
    known = (root / VISIT).read_text(encoding="utf-8")
    assert written(before, root) == root / VISIT
    (root / VISIT).unlink()
    _, _, told = read(anew(filled("derby-visit", {"date": "14/10/2026", "judgements-1a": "fully"}, "case-farm")))
    assert (root / VISIT).read_text(encoding="utf-8") == known
    assert "apdir-form" not in told


def test_two_passes_over_one_form_make_one_record(root: Path, read: Run) -> None:
    """The provider's evidence first, then the visitor's judgements; in between somebody worked on the draft."""
    evidence = {"details-1a-evidence": "Six files read.", "details-2a-evidence": "Seen."}
    read(derby(**evidence))
    first = (root / VISIT).read_text(encoding="utf-8")
    note = '  "1b": {note: Ask again.}  # by telephone'
    details = f'details:\n  "1a": {{evidence: Six files read.}}\n{note}\n  "2a": {{evidence: Seen.}}\n'
    text = f"{first.partition('details:')[0]}{details}next_visit: 2027-03-01\n"
    (root / VISIT).write_text(text, encoding="utf-8")
    both = derby(**evidence | {"judgements-1a": "fully", "judgements-1b": "partially", "details-2a-evidence": "Read."})
    before = files(root)
    code, _, told = read(both)
    assert (code, files(root) == before) == (1, True)
    assert f"There is a draft of this visit already: {VISIT}. The form would change it:" in told
    assert "  details.2a.evidence: `Seen.` becomes `Read.`" in told.splitlines()
    assert "  added, where nothing was said: 2 under judgements" in told.splitlines()
    assert "Read the form with --force to do it." in told
    code, _, told = read(both, "--force")
    assert f"Changed {VISIT}." in told
    assert written(before, root) == root / VISIT
    kept = (root / VISIT).read_text(encoding="utf-8")
    assert note in kept.splitlines()
    record = yaml.load(kept, Loader=yaml.CBaseLoader)
    assert record["judgements"] == {"1a": "fully", "1b": "partially"}
    assert record["details"] == {"1a": {"evidence": "Six files read."}, "1b": {"note": "Ask again."},
                                 "2a": {"evidence": "Read."}}  # fmt: skip
    assert (record["state"], record["next_visit"]) == ("draft", "2027-03-01")
    assert "  kept, where the form is blank: 1 under details, next_visit" in told.splitlines()
    # What the record answers is not told as left blank, and a third pass has nothing to do.
    assert "Left blank: Next visit" not in told
    before = files(root)
    _, _, told = read(both, "--force")
    assert (files(root) == before, "has all that can be taken over: nothing was written" in told) == (True, True)
    assert [path.name for path in (root / VISIT).parent.glob(f"{DAY}*")] == [Path(VISIT).name]


def test_a_corrected_area_is_replaced_and_a_line_that_the_form_lacks_is_told(root: Path, read: Run) -> None:
    line = {"improvement_plan-0-action": "Mend the fence.", "improvement_plan-0-by": "1/12/2026"}
    read(derby(**line, **{"improvement_plan-0-area": "2a"}))
    other = {"area": "1b", "action": "Ask again."}
    (root / VISIT).write_text(Editable.of(root / VISIT).put(("improvement_plan", 1), other).text, encoding="utf-8")
    _, _, told = read(derby(**line, **{"improvement_plan-0-area": "2b"}), "--force")
    assert "  improvement_plan[1].area: `2a` becomes `2b`" in told.splitlines()
    assert "  kept, where the form is blank: 2 under improvement plan" in told.splitlines()
    plan = yaml.load((root / VISIT).read_text(encoding="utf-8"), Loader=yaml.CBaseLoader)["improvement_plan"]
    assert plan == [
        {"area": "2b", "action": "Mend the fence.", "by": "2026-12-01"}, {"area": "1b", "action": "Ask again."},
    ]  # fmt: skip


KEPT = "  kept, where the form is blank: confirmed_outcome"
TAKEN_OUT = "  confirmed_outcome: taken out, since the form changes what was confirmed"


@pytest.mark.parametrize(
    ("more", "state", "words"),
    [
        ({}, "yes", KEPT),
        ({"next_visit": "1/3/2027"}, "yes", KEPT),
        ({"judgements-1a": "limited"}, None, TAKEN_OUT),
        ({"outcome": "not met, may reapply"}, None, TAKEN_OUT),
        ({"judgements-1a": "limited", "confirmed_outcome": "yes"}, "yes", "  judgements.1a: `fully` becomes `limited`"),
    ],
)
def test_a_confirmation_goes_with_what_was_confirmed(
    more: dict[str, str], state: str | None, words: str, root: Path, read: Run
) -> None:
    first = {"judgements-1a": "fully", "outcome": "majority met"}
    read(derby(**first, confirmed_outcome="yes"))
    _, _, told = read(derby(**first | more), "--force")
    record = yaml.load((root / VISIT).read_text(encoding="utf-8"), Loader=yaml.CBaseLoader)
    assert (record.get("confirmed_outcome"), words in told.splitlines()) == (state, True), told


@pytest.mark.parametrize("state", ["final", "disputed", "shared with provider"])
def test_a_record_that_is_no_draft_is_never_changed(state: str, root: Path, read: Run) -> None:
    content = derby(**{"judgements-1a": "fully"})
    read(content)
    done = (root / VISIT).read_text(encoding="utf-8").replace("state: draft", f"state: {state}") + "decision: Go on.\n"
    (root / VISIT).write_text(done, encoding="utf-8")
    before = files(root)
    for more in ([], ["--force"]):
        code, _, told = read(derby(**{"judgements-1a": "limited"}), *more)
        assert (code, files(root) == before) == (1, True)
        assert f"its state is `{state}`: {VISIT}. Nothing was changed." in told
        assert "set `state: draft` there first, and read the form again" in " ".join(told.split())
    _, printed, _ = read(derby(**{"judgements-1a": "limited"}), "--print")
    assert yaml.load(printed, Loader=yaml.CBaseLoader)["judgements"] == {"1a": "limited"}
    assert files(root) == before


def test_a_draft_that_cannot_be_read_is_told_at_the_line(root: Path, read: Run) -> None:
    (root / VISIT).write_text(
        f"framework: derby\ndate: {DAY}\nstate: draft\nheader: {{overview: [}}\n", encoding="utf-8"
    )
    before = files(root)
    for more in ([], ["--force"]):
        code, printed, told = read(derby(**{"judgements-1a": "fully"}), *more)
        assert (code, f"{VISIT}:4:" in printed, files(root) == before) == (1, True, True), printed + told
        assert "There is a record of this visit already, and it has a problem:" in told
        assert "Put it right, and read the form again." in told


def test_a_form_is_read_into_a_draft_that_a_command_began(root: Path, read: Run) -> None:
    version = framework("derby")
    (root / VISIT).write_text(visit_text(version, date.fromisoformat(DAY), {"site": "main"}), encoding="utf-8")
    given = {"judgements-1a": "fully", "details-2a-evidence": "Seen."}
    _, _, told = read(derby(**given), "--force")
    assert f"Changed {VISIT}." in told
    text = (root / VISIT).read_text(encoding="utf-8")
    assert '  "1a": fully  # ' in text
    assert yaml.load(text, Loader=yaml.CBaseLoader)["details"] == {"2a": {"evidence": "Seen."}}
    assert text.count("#") == visit_text(version, date.fromisoformat(DAY), {"site": "main"}).count("#")


def test_a_form_that_may_be_of_two_visits_is_not_read(root: Path, read: Run) -> None:
    for site in ("main", "barn"):
        text = f"framework: derby\nkind: visit\ndate: {DAY}\nsite: {site}\nstate: draft\n"
        (root / VISIT.replace(".yml", f"-{site}.yml")).write_text(text, encoding="utf-8")
    before = files(root)
    code, _, told = read(derby(**{"judgements-1a": "fully"}), "--force")
    assert (code, files(root) == before) == (1, True)
    assert "There are 2 visits that this may be: " in told


def test_lines_of_a_table_are_told_apart_by_what_they_begin_with() -> None:
    was = """improvement_plan:
  - {area: "1a", action: Mend it., done: 2026-11-01}  # by hand
  - {area: "2b", action: Show it.}
signed:
  - {for: council, role: AP officer}
"""
    given = {
        "improvement_plan": [{"area": "2b", "action": "Show it now."}, {"area": "3c", "action": "Say it."}],
        "signed": [{"for": "provider", "role": "Head of centre"}, {"for": "council", "date": "2026-10-20"}],
    }
    file, changes = merged(Editable(was), given)
    assert file.data == {
        "improvement_plan": [
            {"area": "1a", "action": "Mend it.", "done": "2026-11-01"},
            {"area": "2b", "action": "Show it now."},
            {"area": "3c", "action": "Say it."},
        ],
        "signed": [
            {"for": "council", "role": "AP officer", "date": "2026-10-20"},
            {"for": "provider", "role": "Head of centre"},
        ],
    }
    assert "  # by hand\n" in file.text
    replaced = [(change.path, change.before, change.after) for change in changes if change.before is not None]
    assert replaced == [(("improvement_plan", 1, "action"), "Show it.", "Show it now.")]


VISITED = """# What the council found, as told on the day.
framework: herefordshire
date: 2026-10-14   # a Wednesday
state: final
visited_by: [{organisation: the council, role: AP officer}]
judgements: {"1.1": fully met}   # seen
outcome: not met
# The end.
"""


def _of_plan(field: Field) -> str:
    who = field.to is not None and field.to[-1] == "who"
    return {"date": "1/6/2026", "choice": "amber"}.get(field.kind, "Tutor" if who else "1.1")


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Zbigniew Kowalski", "This does not say which role or office is meant."),
        ("Amy Coach", "This looks like a person's name; a role is asked for."),
    ],
)
def test_a_name_on_a_form_is_not_taken_over_and_the_rest_is(root: Path, read: Run, name: str, words: str) -> None:
    form = forms()["derby-visit"]
    given = answers_for(form, "Case Farm")
    named = next(field for field in form.fields if field.to == ("visited_by", 0, "role"))
    given[named.name] = name
    before = files(root)
    code, _, told = read(filled(form.id, given))
    assert code == 1
    assert f"Not taken over: {named.about}: {words}" in told
    assert name not in told
    record = written(before, root).read_text(encoding="utf-8")
    assert (name in record, "organisation: " in record) == (False, True)


def test_a_plan_is_added_to_the_visit_that_it_follows(root: Path, read: Run) -> None:
    form = forms()["herefordshire-improvement-plan"]
    file = root / "providers/case-farm/visits/2026-10-14-herefordshire.yml"
    file.write_text(VISITED, encoding="utf-8")
    before = files(root)
    columns = [field for field in form.fields if field.to and field.to[:2] == ("improvement_plan", 0)]
    given = {"provider": "Case Farm", "date": "14/10/2026"}
    given |= {field.name: _of_plan(field) for field in columns}
    _, _, told = read(filled(form.id, given))
    assert "Added the plan to providers/case-farm/visits/2026-10-14-herefordshire.yml." in told
    assert written(before, root) == file
    text = file.read_text(encoding="utf-8")
    added = [line for line in text.splitlines() if line not in VISITED.splitlines()]
    assert [line for line in text.splitlines() if line not in added] == VISITED.splitlines()
    plan = yaml.load(text, Loader=yaml.CBaseLoader)["improvement_plan"]
    assert plan == [{str(field.to[-1]): _of_plan(field).replace("1/6/2026", "2026-06-01")
                     for field in columns if field.to}]  # fmt: skip
    again = files(root)
    code, _, told = read(filled(form.id, given))
    assert (code, "has a plan already" in told, files(root) == again) == (1, True, True)


# Used wrongly.


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["--provider", "case-frm"], 1, "There is no provider `case-frm`. Did you mean `case-farm`?"),
        (["--provider", "../case-farm"], 1, "There is no provider"),
        (["--date", "1/2/2026"], 2, "`1/2/2026` is not a day"),
        (["--date", "2020-01-01"], 1, "no version was in force"),
        (["--froce"], 2, "Did you mean `--force`?"),
        (["more"], 2, "`more` is more than is asked for"),
    ],
)
def test_used_wrongly_it_says_what_would_be_right(arguments, code, words, root: Path, read: Run) -> None:
    before = files(root)
    ended, _, told = read(derby(), *arguments)
    assert (ended, words in " ".join(told.split()), files(root) == before) == (code, True, True), told


def test_a_file_that_is_not_there_or_is_a_folder_is_told(root: Path, read: Run) -> None:
    for path, words in ((root / "nothing.pdf", "There is no file"), (root, "is a folder; a file is asked for")):
        code, _, told = read(path)
        assert (code, words in told) == (2, True)


@pytest.mark.parametrize(
    ("name", "words"),
    [("", "The name of the provider is not on the form. Say its folder with --provider."),
     ("Case Fram", "Did you mean Case Farm? Then add --provider case-farm."),
     ("Elsewhere", "No provider has the name that is on the form. Say its folder with --provider.")],
)  # fmt: skip
def test_the_provider_is_never_guessed(name: str, words: str, root: Path, read: Run) -> None:
    code, _, told = read(filled("derby-visit", {"provider": name, "date": "14/10/2026"}))
    assert (code, words in told) == (1, True), told


def test_a_record_without_a_name_is_no_provider_of_the_example_s_name(root: Path, read: Run) -> None:
    record = root / "providers/case-farm/provider.md"
    record.write_text(record.read_text(encoding="utf-8").replace("name: Case Farm", "name:"), encoding="utf-8")
    code, _, told = read(filled("derby-visit", {"provider": "Riverside Learning", "date": "14/10/2026"}))
    assert (code, "No provider has the name that is on the form." in told) == (1, True), told


def test_a_form_filled_in_beforehand_says_whose_it_is(root: Path, read: Run) -> None:
    read(filled("derby-visit", {"provider": "Some other name", "date": "14/10/2026"}, "case-farm"))
    assert (root / VISIT).is_file()
    code, _, told = read(filled("derby-visit", {"date": "15/10/2026"}, "../../etc"))
    assert (code, "There is no provider" in told) == (1, True)


def test_what_was_filled_in_beforehand_is_taken_over_only_where_it_was_changed(root: Path, read: Run) -> None:
    record = root / "providers/case-farm/provider.md"
    offer = "offer:\n  programmes: [{name: Animal care, level: Level 1}, {name: Growing food}]\n"
    record.write_text(record.read_text(encoding="utf-8").replace("offer:\n", offer, 1), encoding="utf-8")
    form = forms()["derby-visit"]
    known = read_provider(root, "case-farm", read_library(root)).record()
    assert known is not None
    given = answers(form, facts_of(known), date.fromisoformat(DAY))
    courses = [field.name for field in form.fields if field.to and field.to[:2] == ("header", "courses")]
    told_of = "Filled in beforehand, and unchanged, so not in the record: courses."
    for touched in ({}, {courses[-1]: "Seen"}):
        _, printed, told = read(filled(form.id, given | touched, "case-farm"), "--print")
        header = yaml.load(printed, Loader=yaml.CBaseLoader).get("header", {})
        assert ("courses" in header, told_of in told.splitlines()) == (bool(touched), not touched), told
    # On a blank form somebody wrote it.
    _, printed, told = read(filled(form.id, given), "--print")
    assert ("courses" in printed, "beforehand" in told) == (True, False)


@pytest.mark.parametrize(
    ("name", "made_for", "more", "words"),
    [("mill  farm", "case-farm", [], "name on the form is that of `mill-farm`, but the form was made for `case-farm`"),
     ("Mill Farm", "", ["--provider", "case-farm"], "that of `mill-farm`, but --provider says `case-farm`"),
     ("", "case-farm", ["--provider", "mill-farm"], "was made for `case-farm`, and --provider says `mill-farm`"),
     ("", "case-farm", ["--date", "2026-10-15"], "on 14 October 2026, and --date says 15 October 2026")],
)  # fmt: skip
@pytest.mark.parametrize("mode", [[], ["--print"]])
def test_a_form_that_says_something_else_than_the_command_is_not_read(
    name: str, made_for: str, more: list[str], words: str, mode: list[str], root: Path, read: Run
) -> None:
    other = root / "providers/mill-farm/provider.md"
    other.parent.mkdir()
    text = (root / "providers/case-farm/provider.md").read_text(encoding="utf-8")
    other.write_text(text.replace("name: Case Farm", "name: Mill Farm"), encoding="utf-8")
    before = files(root)
    code, out, told = read(filled("derby-visit", {"provider": name, "date": "14/10/2026"}, made_for), *more, *mode)
    assert (code, out, words in " ".join(told.split()), files(root) == before) == (1, "", True, True), told


def test_a_name_that_nobody_has_is_told_where_the_form_says_whose_it_is(root: Path, read: Run) -> None:
    _, _, told = read(filled("derby-visit", {"provider": "Some other name", "date": "14/10/2026"}, "case-farm"))
    assert "No provider is called `Some other name`. The form was made for `case-farm`" in told
    assert (root / VISIT).is_file()


def test_a_visit_that_is_still_to_come_is_not_read(root: Path, read: Run) -> None:
    before = files(root)
    code, _, told = read(derby(date="18/12/2026"))
    assert (code, "18 December 2026, is in the future" in " ".join(told.split())) == (1, True), told
    assert files(root) == before


@pytest.mark.parametrize("which", ["derby-visit", "leicestershire-visit", "align-visit"])
def test_a_day_that_cannot_be_read_is_told_as_it_was_written(which: str, root: Path, read: Run) -> None:
    code, _, told = read(filled(which, {"provider": "Case Farm", "date": "18-11-26"}))
    assert code == 1
    assert "The day of the visit cannot be read." in told
    assert "`18-11-26` is not a date: write it as day/month/year, the year with four digits" in told


def test_prompts_without_a_mark_are_named(root: Path, read: Run) -> None:
    form = forms()["leicestershire-visit"]
    marks = [field for field in form.fields if field.to and field.to[-1] == "marks"]
    given = {"provider": "Case Farm", "date": "14/10/2026", **{field.name: "green" for field in marks}}
    given.pop(marks[1].name)
    _, _, told = read(filled(form.id, given))
    assert f"Left without a mark: {marks[1].about.removesuffix(': mark')}." in told.splitlines()
    _, _, told = read(filled(form.id, {"provider": "Case Farm", "date": "15/10/2026"}))
    assert f"Left without a mark: {len(marks)} prompts, of Item 1.1, Item 1.2, " in told


def test_every_item_of_a_form_of_marks_can_be_marked() -> None:
    form = forms()["leicestershire-visit"]
    marks = [field for field in form.fields if field.to and field.to[-1] == "marks"]
    marked = {field.about.split()[1].rstrip(",:") for field in marks}
    asked = [asked for section in form.sections for block in section.blocks for asked in getattr(block, "asked", ())]
    assert [entry.id for entry in asked if entry.id not in marked] == []
    alone = {entry.id: (entry.statements, [text for text, _ in entry.prompts]) for entry in asked}["3.1"]
    assert alone[0] == ()
    assert alone[1][0].startswith("Does the provider report attendance")


def form_of_record(root: Path, out: Path, visit: str) -> str:
    line = ["form", "--provider", "case-farm", "--visit", visit, "--out", str(out)]
    done = apdir(*line, root=root)
    assert done.returncode == 0, done.stderr
    return done.stderr


def test_the_form_filled_from_a_record_reads_back_as_that_record(root: Path, read: Run, tmp_path: Path) -> None:
    record = root / "providers/case-farm/visits/2026-03-12-derby.yml"
    text = record.read_text(encoding="utf-8").replace("state: final", "state: draft  # mine")
    record.write_text(text, encoding="utf-8")
    told = form_of_record(root, tmp_path / "form.pdf", "2026-03-12")
    assert "Not on the form, and still in the record: 1 under details, 1 under improvement plan." in told
    assert read(tmp_path / "form.pdf")[2].startswith(f"{record.relative_to(root)} has all that can be taken over")
    assert record.read_text(encoding="utf-8") == text
    # A record that is gone is made again, but for what the form has no room for.
    was = yaml.safe_load(text)
    record.unlink()
    assert read(tmp_path / "form.pdf")[0] == 0
    made = yaml.safe_load(record.read_text(encoding="utf-8"))
    del was["details"]["5b"]["action"], was["improvement_plan"][0]["done"]
    assert made == was | {"kind": "visit"}


def test_the_form_of_a_planned_visit_is_filled_in_and_becomes_its_record(root: Path, read: Run, tmp_path: Path) -> None:
    plan = root / "providers/case-farm/visits/2026-11-20-derby.yml"
    plan.write_text("framework: derby\ndate: 2026-11-20\nsite: main\nstate: planned\nowner: QA officer\n"
                    "visited_by: [{organisation: the council, role: AP officer}]\n"
                    'time: {from: "09:30", to: "11:00"}\n', encoding="utf-8")  # fmt: skip
    edited = root / "providers/case-farm/visits/2026-03-12-derby.yml"
    edited.write_text(edited.read_text(encoding="utf-8").replace(", done: 2026-05-20", ""), encoding="utf-8")
    form_of_record(root, tmp_path / "form.pdf", "2026-11-20")
    values = read_filled((tmp_path / "form.pdf").read_bytes()).values
    assert values["form-open_actions"] == "5b: Send reports on time (by 1 June 2026)"
    assert (values["date"], values["site"], values["time-from"]) == ("20/11/2026", "Main yard", "09:30")
    (tmp_path / "form.pdf").write_bytes(
        fill((tmp_path / "form.pdf").read_bytes(), {"judgements-1a": "fully"}, "case-farm")
    )
    code, _, told = read(tmp_path / "form.pdf")
    assert (code, f"Changed {plan.relative_to(root)}." in told) == (0, True), told
    record = yaml.safe_load(plan.read_text(encoding="utf-8"))
    assert (record["state"], record["judgements"], record["owner"]) == ("draft", {"1a": "fully"}, "QA officer")


def test_the_form_of_a_visit_that_was_planned_for_several_days_keeps_what_the_plan_says(
    root: Path, read: Run, tmp_path: Path
) -> None:
    plan = root / "providers/case-farm/visits/2026-11-18-derby.yml"
    plan.write_text("framework: derby\ndate: 2026-11-18\nsite: main\nstate: planned\nowner: QA officer\n"
                    'notice: {given: "2026-11-06", period: {from: 2026-11-18, to: 2026-11-20}}\n'
                    "self_assessment: {1a: Checked in May.}\n", encoding="utf-8")  # fmt: skip
    form_of_record(root, tmp_path / "form.pdf", "2026-11-18")
    answers = {"judgements-1a": "fully", "date": "20/11/2026"}
    (tmp_path / "form.pdf").write_bytes(fill((tmp_path / "form.pdf").read_bytes(), answers, "case-farm"))
    code, _, told = read(tmp_path / "form.pdf")
    made = plan.with_name("2026-11-20-derby.yml")
    assert (code, f"Wrote {made.relative_to(root)}." in told) == (0, True), told
    assert f"{plan.relative_to(root)}. The new record has all that it says. If it is this one, delete" in told
    record = yaml.safe_load(made.read_text(encoding="utf-8"))
    assert (record["owner"], record["self_assessment"]) == ("QA officer", {"1a": "Checked in May."})
    assert record["judgements"] == {"1a": "fully"}
    assert "given" in record["notice"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ("--visit 2026-03-12", "Say with --provider whose visit it is."),
        ("--visit 2026-03-12 --provider case-farm --date 2026-03-12", "The visit has its day: leave --date out."),
        (
            "derby-referral --visit 2026-03-12-derby --provider case-farm",
            "This is not the form of that visit. Leave it",
        ),
        ("--visit 2026-03-21 --provider case-farm", "case-farm has no visit `2026-03-21`. Did you mean"),
    ],
)
def test_a_form_of_no_such_visit_is_told(arguments: str, words: str, root: Path) -> None:
    done = apdir("form", *arguments.split(), root=root)
    assert (done.returncode, words in done.stderr) == (2, True), done.stderr
