"""What is the directory's own is labelled where it stands, on pages and on paper, and credited to no source."""

from __future__ import annotations

import re
from html import unescape

import pytest

from apdir.forms.form import Form
from apdir.forms.html import form_templates, paper
from apdir.model.framework import Framework
from apdir.source import Theme
from apdir.summary.statuses import LABELS
from apdir.wording import own
from tests.support.forms import forms, squeezed
from tests.support.records import ROOT, library
from tests.support.sites import site

INVENTED = "Invented for this sample, not Derby's:"
CHANGED = ("1c", "1f", "2g", "3d")
FRAMEWORKS = [version for versions in library().frameworks.values() for version in versions]


def on_paper(form: Form) -> str:
    html = paper(form, form_templates(Theme.of(ROOT)), library().settings.council)
    return squeezed(unescape(re.sub(r"<[^>]*>", " ", html)))


def on_page(path: str) -> str:
    html = (site() / path / "index.html").read_text(encoding="utf-8")
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", html)).split())


def derby() -> Framework:
    return next(version for version in FRAMEWORKS if version.version == "2026-09")


@pytest.mark.parametrize("which", forms())
def test_every_label_of_a_form_is_on_paper(which):
    form = forms()[which]
    text = on_paper(form)
    asked = [asked for section in form.sections for block in section.blocks for asked in getattr(block, "asked", ())]
    blocks = [block for section in form.sections for block in section.blocks]
    labels = [*form.own, *(getattr(part, "own", "") for part in (*form.sections, *blocks, *asked))]
    assert [label for label in labels if squeezed(label) not in text] == []
    assert form.convention or any(labels)
    assert all(label.startswith(own()) for label in labels if label)


def test_what_the_sample_invented_says_so_at_its_place_and_names_no_source_of_derby():
    framework = derby()
    for name in CHANGED:
        requirement = framework.requirement[name]
        assert requirement.own.startswith(INVENTED), name
        assert "not Derby's" in requirement.source.document, name
    others = [entry for entry in framework.requirements if entry.id not in CHANGED]
    assert not any(entry.own for entry in others)
    limit = next(entry for entry in framework.limits if entry.id == "fire-drills")
    assert limit.convention
    assert "invented for this sample, not Derby's" in limit.what
    assert "not Derby's" in limit.source.document


def test_what_the_sample_invented_is_all_that_its_version_changes():
    before = next(version for version in FRAMEWORKS if (version.id, version.version) == ("derby", "2024-05"))
    after = derby()
    changed = [
        entry.id
        for entry in after.requirements
        if (entry.statements, entry.prompts, entry.sub_points)
        != (
            before.requirement[entry.id].statements,
            before.requirement[entry.id].prompts,
            before.requirement[entry.id].sub_points,
        )
    ]
    assert tuple(changed) == CHANGED


@pytest.mark.slow
def test_page_form_and_head_of_the_version_say_that_it_is_invented():
    text = on_page("frameworks/derby")
    assert text.count(own(INVENTED)) == len(CHANGED)
    assert own("This version is invented for this sample, not Derby's.") in text
    assert "This version is invented for this sample, not Derby's." in on_page("frameworks")
    assert on_paper(forms()["derby-visit"]).count(squeezed(own(INVENTED))) == len(CHANGED)
    for which in ("derby-visit", "derby-improvement-plan"):
        if which in forms():
            assert forms()[which].own[0].startswith(own("This version is invented for this sample, not Derby's."))


@pytest.mark.slow
@pytest.mark.parametrize("framework", FRAMEWORKS, ids=lambda version: f"{version.id}-{version.version}")
def test_a_first_day_that_no_source_gives_says_so(framework):
    assert framework.in_force.own
    path = f"frameworks/{framework.id}"
    if library().frameworks[framework.id][-1] is framework:
        assert own("The day from which this version is in force.") in on_page(path)


@pytest.mark.slow
def test_steps_and_visits_that_no_source_describes_say_so():
    kept = {version.id: set(version.added) for version in FRAMEWORKS}
    assert all("steps" in added for name, added in kept.items() if name != "leicestershire")
    assert "steps" not in kept["leicestershire"]
    for name in ("derby", "herefordshire", "align"):
        text = on_page(f"frameworks/{name}")
        assert own("How the visit is described here.") in text
        assert own("The steps and their order.") in text
    assert own("The steps") not in on_page("frameworks/leicestershire")


@pytest.mark.parametrize("framework", FRAMEWORKS, ids=lambda version: f"{version.id}-{version.version}")
def test_a_condition_of_the_directory_is_labelled_on_paper(framework):
    form = forms().get(framework.form_ids[framework.kinds[0].id])
    if form is None or form.version != framework.version:
        return
    text = on_paper(form)
    for entry in framework.requirements:
        rule = entry.may_not_apply
        if rule is not None and "rows" not in framework.kinds[0].judges:
            said = squeezed(f"(only where {rule.when}; this directory’s rule)")
            assert (said in text) is (rule.source == "convention"), entry.id


@pytest.mark.slow
def test_a_word_that_the_source_never_names_says_so_beside_the_scale():
    scale = next(version for version in FRAMEWORKS if version.id == "amber-valley-erewash").scales[0]
    assert "Outstanding" in scale.own
    assert own(scale.own) in on_page("frameworks/amber-valley-erewash")
    assert squeezed(own(scale.own)) in on_paper(forms()["amber-valley-erewash-half-day-inspection"])


@pytest.mark.slow
def test_a_mark_for_each_prompt_is_told_as_the_directorys():
    scale = next(version for version in FRAMEWORKS if version.id == "leicestershire").scales[0]
    assert scale.own.startswith("A mark of its own for each prompt.")
    assert own(scale.own) in on_page("frameworks/leicestershire")
    assert on_paper(forms()["leicestershire-visit"]).count(squeezed(own(scale.own))) == 1


def test_what_a_form_about_pupils_rules_is_told_as_the_directorys():
    for which in ("derby-referral", "derby-commissioning-agreement"):
        assert squeezed("This directory’s rules. A completed form contains information about a pupil.") in on_paper(
            forms()[which]
        )


@pytest.mark.slow
def test_no_page_gives_a_frameworks_wording_to_its_source():
    for path in ("frameworks", "about"):
        text = on_page(path)
        assert not re.search(r"(each framework|that framework's|its) in its own words", text), path
        assert "own words" in text, path
        assert "framework's own words" not in text, path


@pytest.mark.slow
def test_own_paragraphs_of_guidance_have_label_and_look():
    found = 0
    for path in sorted((ROOT / "content/guidance").rglob("*.md")):
        for paragraph in path.read_text(encoding="utf-8").split("\n\n"):
            labelled = paragraph.startswith("**Added by this directory.**")
            assert labelled is paragraph.rstrip().endswith("{: .ap-own }"), f"{path.name}: {paragraph[:60]}"
            found += labelled
    assert found >= 20
    assert 'class="ap-own"' in (site() / "guidance/derby/who-does-what/index.html").read_text(encoding="utf-8")


@pytest.mark.slow
def test_the_first_step_of_the_guidance_names_each_standing_to_ask_about():
    """A school reads step 1 and no more: what is no approval, and what is newer and worse, stands there."""
    text = on_page("guidance")
    step = text[text.index("Look at the approval status") : text.index("Read the latest visit")].lower()
    for key, label in LABELS.items():
        if key in ("approved", "with improvements"):
            continue
        words = {"never visited": "no visit", "visited": "no visit or decision"}.get(key, label.lower())
        assert words in step, key
    assert "a later visit found something worse" in step
    assert "ask the" in step


def test_a_form_for_before_the_placement_stands_among_those_for_placing_a_pupil():
    before = [form for form in forms().values() if re.search(r"before (the|a) (placement|pupil) starts", form.who)]
    assert {form.task for form in before} == {"place a pupil"}
    assert "derby-commissioning-agreement" in {form.id for form in before}


@pytest.mark.slow
def test_schools_read_no_command_on_a_form_or_in_the_guidance():
    pages = [f"forms/{name}" for name in forms()] + ["guidance", "forms"]
    pages = [page for page in pages if (site() / page / "index.html").exists()]
    assert [page for page in pages if re.search(r"\bapdir [a-z]", on_page(page))] == []
    assert [name for name, form in forms().items() if re.search(r"\bapdir [a-z]", on_paper(form))] == []


@pytest.mark.slow
@pytest.mark.parametrize(("edition", "part"), [("public", "guidance"), ("commissioner", "officers")])
def test_every_page_that_is_written_by_hand_says_the_way_back(edition, part):
    root = site(edition)
    for source in (ROOT / "content" / part).rglob("*.md"):
        page = source.relative_to(ROOT / "content").with_suffix("")
        file = root / (page.parent if page.name == "index" else page) / "index.html"
        way = re.search(r'<nav class="ap-crumbs" aria-label="Breadcrumb">.*?</nav>', file.read_text(encoding="utf-8"))
        above = [(file.parent / href).resolve() for href in re.findall(r'href="([^"]*)"', way[0] if way else "")]
        assert above == ([root] if file.parent == root / part else [root, root / part]), file
