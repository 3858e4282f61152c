"""Pages made from small records: what each edition shows, and that nothing a record holds becomes markup."""

import json
import re
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest

from apdir.directory import ProviderRecord, VisitRecord
from apdir.edition import redact_for
from apdir.library import Library
from apdir.model.framework import Framework
from apdir.model.provider import Provider
from apdir.model.settings import Settings
from apdir.model.visit import Visit
from apdir.pages import picture
from apdir.pages.card import card_of, from_json, in_brief, to_json
from apdir.pages.due import due_page
from apdir.pages.framework import framework_pages
from apdir.pages.home import home_page
from apdir.pages.listing import PAGE_SIZE, listing_pages
from apdir.pages.page import Site
from apdir.pages.provider import provider_page
from apdir.pages.templates import make_templates
from apdir.pages.visit import visit_page
from apdir.source import Theme
from apdir.summary import summarise
from tests.support import records

ROOT = Path(__file__).parents[3]
TODAY = date(2026, 11, 22)
HOSTILE = "\"><script>alert('x')</script>&amp;<b onclick=x>"

SETTINGS = {
    "council": {
        "name": "Trentside Council",
        "directory": "Trentside AP Directory",
        "team": "AP team",
        "email": "ap@trentside.example",
        "report_mistake": "ap@trentside.example",
    },
    "site_url": "https://ap.trentside.example/",
    "repository": {"url": "https://git.trentside.example/ap", "open": "no"},
    "standing": {"frameworks": ["small"], "organisations": ["the council"]},
    "vocabulary": {"types": ["farm"], "needs": ["SEMH"], "areas": ["Derby"]},
    "registration_thresholds": [
        {"source": "Small, section 1", "hours": "18", "at_least": "no", "basis": "hours the provider runs",
         "sole_provision": "no", "pupils": "5", "looked_after": "1", "ehcp": "1"},
    ],
}  # fmt: skip
FRAMEWORK = {
    "id": "small",
    "version": "2024-05",
    "title": "A small framework",
    "short_title": "Small framework",
    "publisher": "A council",
    "source": {"document": "A document"},
    "in_force": {"from": "2024-05-01"},
    "summary": "Four standards in two themes.",
    "words": {"requirement": "standard", "requirements": "standards"},
    "applies_to": "all",
    "kinds": [{"id": "visit", "title": "QA visit", "judges": ["requirements"]}],
    "scales": [
        {
            "id": "standard",
            "title": "Met",
            "values": [
                {"key": "fully", "label": "Fully", "passes": "yes", "counts_as": "met"},
                {"key": "partially", "label": "Partially", "passes": "no", "counts_as": "partly"},
                {"key": "limited", "label": "Limited evidence", "passes": "no", "counts_as": "not met"},
                {"key": "not at all", "label": "Not at all", "passes": "no", "counts_as": "not met"},
            ],
        }
    ],
    "scale": "standard",
    "themes": [
        {
            "id": "1",
            "title": "Safeguarding",
            "requirements": [
                {"id": "1a", "title": "Checks", "statements": ["All are checked."]},
                {"id": "1b", "title": "Training", "statements": ["All are trained."], "note": "Printed twice."},
            ],
            "concluding": {"id": "1C", "question": "Are pupils safe?"},
        },
        {
            "id": "2",
            "title": "Education",
            "requirements": [
                {"id": "2a", "title": "Plans", "statements": ["There are plans."], "prompts": ["Ask for one."]},
                {"id": "2b", "title": "Progress", "statements": ["Progress is seen."]},
            ],
        },
    ],
    "outcomes": [
        {"key": "all met", "label": "All met", "meaning": "All are met.", "standing": "approved"},
        {"key": "most met", "label": "Most met", "meaning": "Most are met.", "standing": "with improvements",
         "convention": "yes"},
    ],
    "notes": [{"at": "2a", "fault": "gap", "text": "No number is given."}],
}  # fmt: skip
PROVIDER = {
    "name": "Hill Farm",
    "type": "farm",
    "status": "listed",
    "checked": {"date": "2026-09-14", "by": "AP officer"},
    "registration": {
        "status": "unregistered",
        "gias_checked": "2026-09-14",
        "figures": {"as_at": "2026-09-14", "compulsory_age_full_time": "6", "full_time_ehcp": "0",
                    "full_time_looked_after": "0", "operating_hours_per_week": "20"},
    },
    "contact": {"role": "Office", "email": "office@hillfarm.example"},
    "safeguarding_lead": {"name": "Ann Secret-Name"},
    "sites": [
        {"id": "main", "name": "Hill Farm", "address": ["1 Lane", "Derby"], "postcode": "DE1 2FS", "public": "yes"},
        {"id": "home", "name": "Secret Cottage", "address": ["2 Hidden Row", "Belper"], "postcode": "DE56 1AA",
         "public": "no"},
    ],
    "serves": ["Derby"],
    "offer": {
        "key_stages": ["KS3", "KS4"],
        "needs": ["SEMH"],
        "delivery": ["on site"],
        "days": ["Mon", "Tue", "Wed"],
        "programmes": [{"name": "Animal care", "level": "Level 1"}],
        "price": [{"amount": "35", "per": "review"}, {"amount": "95", "per": "day", "note": "lunch"}],
    },
    "dates": {"fire_drill": "2026-10-01"},
}  # fmt: skip
FIRST = {
    "framework": "small", "date": "2025-03-12", "state": "final", "site": "main",
    "visited_by": [{"organisation": "the council", "role": "AP officer"}],
    "judgements": {"1a": "limited", "1b": "fully", "2a": "fully", "2b": "not at all"},
    "outcome": "most met", "confirmed_outcome": "yes",
}  # fmt: skip
SECOND = {
    "framework": "small", "date": "2026-03-12", "state": "final", "site": "main",
    "visited_by": [{"organisation": "the council", "role": "AP officer"}],
    "judgements": {"1a": "fully", "1b": "partially"},
    "details": {"1a": {"evidence": "Secret evidence."}, "2b": {"not_applicable": "Secret reason."}},
    "themes": {"1": {"comments": "Secret comment."}},
    "concluding": {"1C": {"judgement": "fully", "answer": "Secret answer."}},
    "outcome": "most met", "confirmed_outcome": "yes",
    "improvement_plan": [
        {"area": "1b", "action": "Secret late action.", "by": "2026-06-01"},
        {"area": "2a", "action": "Secret done action.", "by": "2026-06-01", "done": "2026-05-01"},
    ],
    "next_visit": "2027-03-12",
}  # fmt: skip
DRAFT = {"framework": "small", "date": "2026-11-01", "state": "draft", "judgements": {"1a": "fully"}}


def library(**changes):
    settings = Settings.model_validate(SETTINGS | changes)
    return Library(settings, {"small": (Framework.model_validate(FRAMEWORK),)})


def site(edition="public", **changes):
    return Site(library(**changes), edition, TODAY, make_templates(Theme.of(ROOT)))


def record(provider=PROVIDER, visits=(FIRST, SECOND), description="A *small* farm. Quiet.", slug="hill-farm"):
    framework = Framework.model_validate(FRAMEWORK)
    rows = []
    for data in visits:
        visit = Visit.model_validate(data)
        name = f"{visit.date.isoformat()}-small"
        rows.append(VisitRecord(name, f"providers/{slug}/visits/{name}.yml", visit, framework))
    return ProviderRecord(
        slug, f"providers/{slug}/provider.md", Provider.model_validate(provider), description, tuple(rows)
    )


def redacted(on, it):
    found = redact_for(it, on.library, on.edition, TODAY)
    assert found is not None
    return found


def pages(on, it):
    redacted_record, summary = redacted(on, it)
    summaries = {visit.id: visit for visit in summary.visits}
    return [
        provider_page(redacted_record, summary, on),
        *(visit_page(redacted_record, visit, summaries[visit.id], summary, on) for visit in redacted_record.visits),
    ]


def words(html):
    """What a reader sees, with single spaces."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def test_the_page_of_a_provider_says_where_it_stands():
    page = pages(site(), record())[0]
    seen = words(page.content)
    assert page.path == "providers/hill-farm/"
    assert page.title == "Hill Farm"
    assert "Approval status: Approved with improvements" in seen
    assert "Listing is not approval. Whoever commissions the place, a school or the council, is responsible" in seen
    assert "Valid until 12 March 2027" in seen
    assert "No (non-school)" in seen
    assert "£95 a day (lunch)" in seen
    for edition in ("public", "commissioner"):
        assert re.search("1 action overdue .*, since 2 June 2026", words(pages(site(edition), record())[0].content))
    assert "Correct on 22 November 2026. Public edition." in seen
    assert (
        "mailto:ap@trentside.example?subject=Mistake%20in%20Trentside%20AP%20Directory%3A%20Hill%20Farm" in page.content
    )
    assert "git.trentside.example" not in page.content


def test_the_public_edition_shows_nothing_of_the_other():
    for page in pages(site(), record(visits=(FIRST, SECOND, DRAFT))):
        for secret in ("Secret", "Hidden Row", "DE56", "Officers only", "fire_drill", "Fire drill", "threshold"):
            assert secret not in page.content, (page.path, secret)


def test_the_officers_edition_shows_it_marked():
    provider, _, second, draft = pages(site("commissioner"), record(visits=(FIRST, SECOND, DRAFT)))
    for secret in ("Ann Secret-Name", "Secret Cottage", "Secret late action.", "Check needed", "Fire drill"):
        assert secret in provider.content
    for secret in ("Secret evidence.", "Secret reason.", "Secret comment.", "Secret answer.", "Secret late action."):
        assert secret in second.content
    assert "Officers only" in provider.content
    assert "does not count towards the approval status" in words(draft.content)
    assert "https://git.trentside.example/ap/edit/main/providers/hill-farm/provider.md" in provider.content


def test_a_visit_keeps_unanswered_and_not_applicable_apart():
    visit = words(pages(site(), record())[2].content)
    assert "1 of 3 standards met in full" in visit
    assert "Since the visit on 12 March 2025: 1 better, 1 worse." in visit
    assert "better: was limited evidence" in visit
    assert "worse: was fully" in visit
    assert "Unanswered 2a Plans; on 12 March 2025: fully" in visit
    assert "Not applicable 2b Progress; on 12 March 2025: not at all" in visit
    assert "Concluding judgement: Are pupils safe? Fully" in visit
    assert "This directory’s rule" in visit


def test_counts_alone_where_the_settings_say_so():
    on = site(publishing={"judgements": "counts by theme"})
    provider, _, visit = pages(on, record())
    assert "This directory publishes counts by theme" in words(visit.content)
    assert "1a Checks" not in words(visit.content)
    assert "1 fully, 1 partially" in words(visit.content)
    assert "What visits found" in provider.content


def test_a_row_mark_is_labelled():
    rows = [{"items": ["2a", "2b"], "marks": ["fully", "partially"]}]
    visit = FIRST | {"judgements": {}, "rows": rows}
    page = pages(site(), record(visits=(visit,)))[1]
    assert "Marked with its row (2a and 2b): 1 fully and 1 partially. The lowest is shown." in words(page.content)


@pytest.mark.parametrize("status", ["suspended", "withdrawn", "closed"])
def test_a_provider_that_is_not_listed_shows_its_notice(status):
    changes = {"status": status, "status_date": "2026-10-05", "public_notice": "Do not place pupils.",
               "private_reason": "Secret reason."}  # fmt: skip
    page = pages(site(), record(PROVIDER | changes))[0]
    seen = words(page.content)
    assert f"Approval status: {status.capitalize()}" in seen
    assert "Notice to schools, 5 October 2026 Do not place pupils." in seen
    assert "Secret" not in page.content
    assert "ap-stop" in page.content


def test_what_a_record_does_not_have_is_said_and_never_made_up():
    bare = {"key_stages": ["KS3"], "delivery": ["on site"]}
    for registration, told in (
        ({"status": "unregistered"}, "Recorded as unregistered (non-school) provision"),
        ({"status": "registered", "urn": "123456", "dfe_number": "830/1102"},
         "Recorded as a registered school, URN 123456, DfE number 830/1102"),
    ):  # fmt: skip
        for day, looked in (
            (None, "no look-up in Get Information about Schools is recorded"),
            ("2026-09-14", "looked up in Get Information about Schools on 14 September 2026"),
        ):
            told_of = registration | ({"gias_checked": day} if day else {})
            page = pages(site(), record(PROVIDER | {"registration": told_of, "offer": bare}, visits=()))[0]
            assert f"{told}; {looked}" in words(page.content)
            assert ("not found there as a school" in page.content) == bool(day and "urn" not in told_of)
            # In the key facts, under "Registration", and where it is not known in what a form is filled in with.
            assert page.content.count(looked[1:]) == (2 if day else 3)
            facts = dict(re.findall(r"<dt>(.*?)</dt><dd><span>(.*?)</span>", page.content))
            for term in ("Needs", "Days and hours", "Length of placement", "Places", "Price", "Subjects", "Travel",
                         "Access for disabled pupils", "Food and drink", "Dual registration"):  # fmt: skip
                assert facts[term] == "Not given", term


def test_a_provider_that_nobody_visited():
    seen = words(pages(site(), record(visits=()))[0].content)
    assert "No published visit" in seen
    assert "That is not a judgement, good or bad" in seen


class Markup(HTMLParser):
    """Which elements and attributes a page is made of, and whether they close."""

    VOID = ("br", "hr", "img", "input", "link", "meta", "wbr", "path", "circle", "rect")

    def __init__(self):
        super().__init__()
        self.open, self.found = [], set()

    def handle_starttag(self, tag, attrs):
        ours = tag == "script" and re.fullmatch(r"(\.\./)*assets/[a-z-]+\.js", dict(attrs).get("src") or "")
        self.found |= {"our script" if ours else tag, *(f"@{name}" for name, _ in attrs)}
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.found |= {tag, *(f"@{name}" for name, _ in attrs)}

    def handle_endtag(self, tag):
        assert self.open, tag
        assert self.open.pop() == tag


def hostile(value):
    """The same record with hostile text in every line of free text."""
    if isinstance(value, dict):
        keep = {"id", "status", "date", "type", "email", "url", "postcode", "public", "key_stages", "delivery", "days",
                "framework", "state", "site", "judgements", "judgement", "outcome", "confirmed_outcome", "by", "done",
                "amount", "gias_checked", "figures", "dates", "next_visit", "version", "in_force", "scale", "scales",
                "kinds", "applies_to", "standing", "convention", "status_date", "key", "organisation"}  # fmt: skip
        return {key: item if key in keep else hostile(item) for key, item in value.items()}
    if isinstance(value, list):
        return [hostile(item) for item in value]
    return HOSTILE if isinstance(value, str) else value


@pytest.mark.parametrize("edition", ["public", "commissioner"])
def test_nothing_in_a_record_becomes_markup(edition):
    on = site(edition)
    provider = hostile(PROVIDER) | {"status": "suspended", "status_date": "2026-10-05", "public_notice": HOSTILE}
    it = record(provider, (hostile(FIRST), hostile(SECOND)), HOSTILE)
    redacted_record, summary = redacted(on, it)
    card = card_of(redacted_record, summary)
    made = [*pages(on, it), *listing_pages([card], on), home_page([card], on), *framework_pages(on)]
    if edition == "commissioner":
        made.append(due_page(summary.due, on, workbook=True))
    for page in made:
        markup = Markup()
        markup.feed(page.content)
        assert not markup.open
        assert not markup.found & {"script", "style", "iframe", "b onclick=x", "@onclick", "@style", "@onload"}
        assert "<b onclick" not in page.content


def test_a_card_survives_json():
    card = card_of(*redacted(site(), record()))
    assert from_json(json.loads(json.dumps(to_json(in_brief(card))))) == in_brief(card)
    assert (card.price_day, card.price, card.price_of) == ("95", "£95 a day", "lunch")
    assert (card.towns, card.outcodes) == (("Derby",), ("DE1",))
    assert card.overdue == "1 action overdue"
    assert [of.endswith(", since 2 June 2026") for of in card.overdue_of] == [True]
    never = card_of(*redacted(site(), record(visits=())))
    assert from_json(json.loads(json.dumps(to_json(in_brief(never))))) == in_brief(never)


def test_the_list_is_cut_into_pages():
    on = site()
    cards = [card_of(*redacted(on, record(slug=f"farm-{number:03}"))) for number in range(PAGE_SIZE + 1)]
    first, second = listing_pages(cards, on)
    assert (first.path, second.path) == ("providers/", "providers/page/2/")
    assert first.content.count('class="ap-row" data-slug') == PAGE_SIZE
    assert second.content.count('class="ap-row" data-slug') == 1
    assert 'href="../providers/page/2/"' in first.content
    assert f'href="../../../providers/farm-{PAGE_SIZE:03}/"' in second.content
    assert next(listing_pages([], on)).path == "providers/"


def test_the_pages_of_the_frameworks():
    index, page = framework_pages(site())
    assert (index.path, page.path) == ("frameworks/", "frameworks/small/")
    seen = words(page.content)
    assert "4 standards in 2 themes" in seen
    assert "About the source: Printed twice." in seen
    assert "About the source: No number is given." in seen
    assert 'id="1a"' in page.content
    # What one came for first: the contents, a summary, the themes; what the page rests on comes last.
    parts = [page.content.index(part) for part in ("ap-inpage", 'id="ap-in-short"', 'id="ap-theme-1"', 'id="ap-what"')]
    assert parts == sorted(parts)


def test_a_picture_has_its_numbers_in_words():
    it = record()
    latest = summarise(it, library(), TODAY).visits[0]
    legend = picture.legend(latest.tally)
    assert [word.label for word in legend][:2] == ["Fully", "Partially"]
    assert [word.kind for word in legend] == ["met", "partly", "not", "not2", "blank", "aside"]
    assert [word.number for word in legend] == [1, 1, 0, 0, 1, 1]
    bar = picture.bar(latest.themes[0], [(word.key, word.kind, word.label) for word in legend])
    assert bar.text == "1 fully, 1 partially"
    sheets = picture.over_time(summarise(it, library(), TODAY).visits)
    assert [sheet.change for sheet in sheets] == ["first shown here", "1 better, 1 worse"]


def test_a_value_that_two_scales_name_differently_is_counted_in_every_theme():
    """Herefordshire's essential themes say "Not met", its others "Not met / Limited evidence"."""
    framework = records.framework("herefordshire")
    judged = {it.id: "not met" for it in framework.requirements}
    it = records.record(records.visit("herefordshire", "2026-10-06", judgements=judged))
    on = Site(records.library(), "public", TODAY, make_templates(Theme.of(ROOT)))
    for page in pages(on, it):
        table = page.content.split("<tbody>")[1].split("</table>")[0]
        numbers = [[int(cell) for cell in re.findall(r"<td>(\d+)</td>", row)] for row in table.split("<tr>")[1:]]
        assert len(numbers) == len(framework.themes) + 1
        assert [sum(column) for column in zip(*numbers[:-1], strict=True)] == numbers[-1] == [0, 0, len(judged)]
        assert words(page.content).count("3 not met") >= 1


def test_what_is_part_of_a_judged_requirement_is_no_finding_of_its_own():
    judged = {"3.7": "fully met", "1.2": "not met", "1.1": "fully met"}
    rows = [{"items": ["4.1"], "marks": ["green", "amber"]}]
    it = records.record(
        records.visit("herefordshire", "2026-10-06", judgements=judged),
        records.visit("derby", "2026-10-07", judgements={"2b": "partially"}),
        records.visit("leicestershire", "2026-10-01", rows=rows),
    )
    on = Site(records.library(), "public", TODAY, make_templates(Theme.of(ROOT)))
    seen = words(pages(on, it)[0].content).replace(" ,", ",").replace(" ;", ";")
    assert "Quality assurance visits: part of Herefordshire framework 3.7, which is met; 6 October 2026" in seen
    assert "part of Herefordshire framework 1.2, which is not met; 6 October 2026" in seen
    assert ": Derby framework 2b, which is partly met; 7 October 2026" in seen
    assert "Leicestershire visit record 4.1, which is partly met (the lowest of several marks); 1 October" in seen


def test_what_is_due_is_in_parts():
    on = site("commissioner")
    _, summary = redacted(on, record())
    seen = words(due_page(summary.due, on, workbook=True).content)
    assert "Overdue: 1; In the next 30 days: 0" in seen
    assert "1b: Secret late action." in seen
