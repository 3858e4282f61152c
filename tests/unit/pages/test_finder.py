"""The finder's index, its choices, the lists without scripts, and what a comparison shows: made from small records."""

import copy
import json
import re
from dataclasses import replace
from typing import Any

import pytest

from apdir.edition import redact_for
from apdir.model.described import described
from apdir.model.known_words import program_words, words_in
from apdir.model.offer import Length, Offer
from apdir.model.search_words import SearchWords
from apdir.names import RESERVED
from apdir.pages import texts
from apdir.pages.browse import PAGE_SIZE, browse_pages
from apdir.pages.card import Card, FullCard, card_of, lasting
from apdir.pages.choices import groups
from apdir.pages.columns import ages_of, make_index, shard_of, stages_of
from apdir.pages.compare import ROWS, compare_pages, details, details_json
from apdir.pages.home import home_page
from apdir.pages.links import LIST_FOLDERS
from apdir.pages.listing import in_order, listing_pages
from apdir.pages.page import Site
from apdir.pages.row import row_html
from apdir.pages.templates import make_templates
from apdir.pages.text import plain
from apdir.pages.texts import text_files
from apdir.pages.words import Phrases
from apdir.places import where
from apdir.source import Theme
from tests.node import run
from tests.support.records import PROVIDER, ROOT, TODAY, library, record, visit

SITES = [
    {"id": "main", "name": "Farm", "address": ["1 Lane", "Derby"], "postcode": "DE1 2FS", "public": "yes"},
    {"id": "home", "name": "Cottage", "address": ["2 Row", "Belper"], "postcode": "DE56 1YD", "public": "no"},
]
#: By whom a provider was visited, without an outcome; and where the visit refused it approval.
VISITED = {"visited_by": [{"organisation": "the council", "role": "AP officer"}]}
REFUSED = VISITED | {"outcome": "not met, may reapply"}


def card(
    slug: str = "hill-farm",
    edition: Any = "public",
    offer: dict[str, Any] | None = None,
    visited: dict[str, Any] = VISITED,
    **changes: Any,
) -> FullCard:
    about = copy.deepcopy(PROVIDER) | changes
    about["offer"] |= offer or {}
    made = record(visit("derby", "2026-03-12", **visited), about=about)
    shown = redact_for(made, library(), edition, TODAY)
    assert shown is not None
    return replace(card_of(*shown), slug=slug)


def decoded(column: dict[str, Any], size: int) -> list[list[Any]]:
    """The values of each provider, as the script reads them."""
    of = column.get("of", list(range(size)))
    sets = column.get("sets", [[number] for number in range(len(column["values"]))])
    return [[column["values"][value] for value in sets[number]] for number in of]


@pytest.fixture
def site_of() -> Site:
    return Site(library(), "public", TODAY, make_templates(Theme.of(ROOT)))


@pytest.fixture(scope="module")
def cards() -> list[Card]:
    some = [
        card(
            "b-farm", name="B Farm", offer={"needs": ["autism", "SEMH"], "price": [{"amount": "87.50", "per": "day"}]}
        ),
        card("a-farm", name="A Farm", offer={"needs": ["SEMH"], "days": ["Mon"]}, sites=SITES),
        card("odd", name="Ünlike & Co", offer={"needs": [], "key_stages": [], "ages": {"from": "11", "to": "16"}}),
        card("c-farm", name="C Farm", offer={"vacancies": {"number": "0", "as_at": "2026-11-01"}}),
    ]
    return in_order(some)


def test_the_index_says_of_each_provider_what_its_card_says(cards):
    index = make_index(cards, details_json)
    core = json.loads(index.files["core.json"])
    assert core["names"] == ["A Farm", "B Farm", "C Farm", "Ünlike & Co"]
    assert core["slugs"] == [0, 0, 0, "odd"]
    columns = core["columns"]
    for column in columns.values():
        if isinstance(column.get("of"), str):
            column["of"] = columns[column["of"]]["of"]
    assert decoded(columns["need"], 4) == [["SEMH"], ["autism", "SEMH"], [], []]
    assert decoded(columns["price"], 4) == [[], [87.5], [], []]
    assert decoded(columns["places"], 4) == [[], [], [0], []]
    assert decoded(columns["stage"], 4) == [["KS3"], ["KS3"], ["KS3"], ["KS3", "KS4"]]
    assert decoded(columns["visited"], 4) == [["2026-03-12"]] * 4
    shown = columns["places"]["shown"]
    assert [shown[number] for number in columns["places"]["of"]] == ["Not given", "Not given", "None", "Not given"]


def test_the_index_holds_the_places_of_public_sites_alone():
    both = [card(sites=SITES)]
    place = where("DE1 2FS")
    for edition in ("public", "commissioner"):
        points = json.loads(make_index([card(edition=edition, sites=SITES)], details_json).files["points.json"])
        assert points["of"] == [list(place)]
        assert points["sites"] == [[["Farm"], "", [["", "", "", ""]]]]
    one = json.loads(make_index([card(sites=SITES[:1])], details_json).files["points.json"])
    assert (one["of"], one["sites"]) == ([list(place)], [0])
    everything = b"".join(make_index(both, details_json).files.values()).decode()
    for private in ("DE56", "Belper", "Cottage", "2 Row"):
        assert private not in everything


def test_the_same_records_make_the_same_index_and_others_another_version(cards):
    one, other = make_index(cards, details_json), make_index(list(cards), details_json)
    assert one == other
    assert make_index(cards[1:], details_json).version != one.version


@pytest.mark.slow
def test_each_provider_is_in_the_shard_that_its_slug_names():
    one = card()
    many = [replace(one, slug=f"farm-{number:03}") for number in range(150)]
    index = make_index(many, details_json)
    assert index.shards == 3
    for one in many:
        part = json.loads(index.files[f"cards/{shard_of(one.slug, index.shards)}.json"])
        assert part[one.slug]["name"] == one.name
        assert len(part[one.slug]["values"]) == len(ROWS)


def test_choices_are_those_that_somebody_offers_with_how_many(cards):
    found = {group.key: group for group in groups(cards, library().settings, TODAY)}
    assert [(choice.value, choice.number) for choice in found["need"].choices] == [("SEMH", 2), ("autism", 1)]
    assert found["type"].title == "Type of provision"
    assert [(choice.value, choice.label, choice.number) for choice in found["type"].choices] == [("farm", "Farm", 4)]
    assert (found["price"].choices[0].value, found["price"].choices[0].number) == ("100", 1)
    assert "places" not in found
    assert "subject" not in found
    assert [(choice.value, choice.number, choice.bound) for choice in found["visited"].choices] == [
        ("12", 4, "2025-11-22"),
        ("24", 4, "2024-11-22"),
    ]
    assert not found["visited"].many


@pytest.mark.parametrize(
    ("ages", "stages"),
    [((11, 16), ("KS3", "KS4")), ((5, 11), ("KS1", "KS2")), ((14, 14), ("KS4",)), ((15, 18), ("KS4", "KS5"))],
)
def test_key_stages_follow_from_ages_and_ages_from_key_stages(ages, stages):
    young, old = ages
    only = card(offer={"key_stages": [], "ages": {"from": str(young), "to": str(old)}})
    assert stages_of(only) == stages
    assert ages_of(only) == tuple(range(young, old + 1))
    assert ages_of(card(offer={"key_stages": ["KS2", "KS4"]})) == (7, 8, 9, 10, 11, 14, 15, 16)


def test_how_long_a_placement_can_last():
    def terms(**length: Any) -> list[str]:
        return lasting(Length.model_validate({"mode": "part-time"} | length))

    assert terms() == ["part-time", "part-time 6", "part-time 12", "part-time 24"]
    assert terms(up_to_weeks="12") == ["part-time", "part-time 6", "part-time 12"]
    assert terms(up_to_weeks="4") == ["part-time"]
    assert terms(open_ended="yes")[-1] == "part-time open"


def test_lists_without_scripts_are_paged_and_hold_whom_they_name(site_of):
    one = card(offer={"needs": ["SEMH"]}, serves=["Derby"])
    many: list[Card] = [replace(one, slug=f"farm-{number:03}") for number in range(1, PAGE_SIZE + 2)]
    many = in_order([replace(one, slug="farm-000", needs=("autism",)), *many])
    pages = {page.path: page for page in browse_pages(many, site_of)}
    assert "providers/by/need/semh/" in pages
    assert "providers/by/need/semh/2/" in pages
    assert pages["providers/by/need/semh/"].content.count("data-slug=") == PAGE_SIZE
    assert pages["providers/by/need/semh/2/"].content.count("data-slug=") == 1
    assert 'href="../../../../../providers/farm-101/"' in pages["providers/by/need/semh/2/"].content
    assert pages["providers/by/need/autism/"].content.count("data-slug=") == 1
    assert pages["providers/by/area/derby/"].title == "Takes pupils from Derby"


def test_who_takes_pupils_from_all_of_england_is_counted_and_listed_for_each_area(site_of):
    some = [card("near", serves=["Derby"]), card("far", serves=["England"]), card("none", serves=[])]
    areas = library().settings.vocabulary.areas
    (choices,) = [group.choices for group in groups(some, library().settings, TODAY) if group.key == "area"]
    assert [(choice.value, choice.number) for choice in choices] == [
        (area, 2 if area == "Derby" else 1) for area in areas
    ]
    pages = {page.path: page.content for page in browse_pages(some, site_of)}
    assert re.findall('data-slug="(.*?)"', pages["providers/by/area/derby/"]) == ["near", "far"]
    assert re.findall('data-slug="(.*?)"', pages["providers/by/area/erewash/"]) == ["far"]
    assert json.loads(make_index(some, details_json).files["core.json"])["everywhere"] == ["England"]


def test_where_sites_differ_in_their_days_a_list_says_so_and_a_comparison_each(site_of):
    hours = {"from": "10:00", "to": "14:30"}
    yard, barn = SITES[0], SITES[0] | {"id": "barn", "name": "Barn"}
    offer = {"days": ["Mon", "Tue", "Wed"], "hours": {"from": "09:30", "to": "14:00"}}
    one = card(offer=offer, sites=[yard, barn | {"days": ["Tue"], "hours": hours}])
    labels = ["Farm (Mon to Wed)", "Barn (Tue)"]
    assert one.open_at == (("Mon Tue Wed", labels[0], ""), ("Tue", labels[1], ""))
    assert "Mon to Wed <small>days differ by site</small>" in row_html(one, site_of)
    said = ["Monday to Wednesday", "Farm: Monday to Wednesday, 9:30am to 2pm", "Barn: Tuesday, 10am to 2:30pm"]
    assert dict(zip(ROWS, details(one)["values"], strict=True))["Days and hours"] == said
    index = make_index([one], details_json).files
    days = [["Mon Tue Wed", labels[0]], ["Tue", labels[1]]]
    assert json.loads(index["points.json"])["days"] == [days]
    assert json.loads(index["cards/0.json"])["hill-farm"]["days"] == days
    assert json.loads(index["core.json"])["columns"]["open_at"]["values"] == [[*told, ""] for told in days]
    # Those that are open whenever the provider is, by their own word or for want of one, do not differ.
    for days_of_barn in ([], ["Wed", "Tue", "Mon"]):
        same = card(offer=offer, sites=[yard, barn | {"days": days_of_barn}])
        assert (same.open_at, same.places_open, same.by_site) == ((), (), ())
        assert "differ" not in row_html(same, site_of)


def test_a_folder_of_lists_is_no_providers(cards):
    assert set(LIST_FOLDERS) <= RESERVED


def test_the_comparison_has_a_value_for_each_row(site_of, cards):
    priced = next(one for one in cards if one.slug == "b-farm")
    values = dict(zip(ROWS, details(priced)["values"], strict=True))
    assert values["Price"] == ["£87.50 a day"]
    assert values["Registered school"] == ["No (non-school)"]
    visit = ["12 March 2026 by the council", ("detail", "Derby framework")]
    assert values["Visit that the approval status is based on"] == ["No published decision"]
    assert values["Last visited"][:2] == visit
    outlived = dict(zip(ROWS, details(replace(priced, standing="approved"))["values"], strict=True))
    assert outlived["Visit that the approval status is based on"] == ["No longer published"]
    counted = dict(zip(ROWS, details(replace(priced, counted=priced.visited))["values"], strict=True))
    assert counted["Visit that the approval status is based on"][:2] == visit
    assert counted["Last visited"] == [
        visit[0],
        ("visited", "No judgement recorded"),
        ("detail", "The approval status is based on this visit"),
    ]
    assert values["Contact"][0] == "Office"
    compare, shortlist = compare_pages(site_of, make_index(cards, details_json))
    for page in (compare, shortlist):
        assert "Our check" in page.content
    assert compare.content.count('scope="row"') == len(ROWS) + 3


def test_words_of_descriptions_stand_in_files_by_their_first_two_letters():
    texts = [
        words_of("Horses, a pony’s stable — and the Café", "OCR 2026"),
        words_of("Horses! in cafés"),
        words_of(None),
    ]
    assert texts == ["cafe horses ocr ponys stable", "cafes horses", ""]
    assert text_files([*texts, "horses"]) == {
        "ca": {"cafe": [0], "cafes": [1]},
        "ho": {"horses": [0, 1, 2]},
        "oc": {"ocr": [0]},
        "po": {"ponys": [0]},
        "st": {"stable": [0]},
    }
    one = replace(card(), words=words_of(plain("**Horses** to [care for](https://a.example/stable)")))
    files = make_index([one], details_json).files
    assert json.loads(files["texts/ho.json"]) == {"horses": [0]}
    assert "texts/st.json" not in files
    assert json.loads(files["words.json"])["texts"] == "ca ho"


def words_of(*given: str | None) -> str:
    """The words of texts without the marks of what they say."""
    found = texts.words_of(*given, phrases=Phrases())
    return " ".join(word for word in found.split() if not word.startswith("="))


def test_words_of_what_is_denied_are_left_out():
    told = words_of(
        "There is no workshop, no field and no animals. We do not run a kitchen or a garage, but bikes are mended. "
        "Football is never on its own. No waiting list for maths. It isn’t a hairdressing salon. Not only engines; "
        "no more than eight pottery places; without any dogs. A minibus is not provided, but taxis come. The gate is "
        "too narrow for most wheelchairs; the toilets are step-free, the barn is not.",
        "No longer a bakery",
        "Sorry: the lift is not accessible",
    ).split()
    said = {"bikes", "mended", "maths", "engines", "pottery", "football", "places", "taxis", "toilets", "step", "gate"}
    assert said <= set(told)
    denied = {"workshop", "field", "animals", "kitchen", "garage", "waiting", "hairdressing", "dogs", "bakery"}
    assert not (denied | {"minibus", "wheelchairs", "barn", "lift"}) & set(told)


def test_an_ordinary_word_is_no_abbreviation_of_a_need():
    said = texts.words_of("We add art, say hi to all, and type in vi.", phrases=Phrases())
    assert [word for word in said.split() if word.startswith("=")] == []


def test_what_a_text_says_in_other_words_is_marked():
    own = SearchWords(typed=("the Barn", "Meadow View"))
    said = texts.words_of("Taught 1:1, with ponies. Hay barn. We meet at The Barn; no minibus.", phrases=Phrases([own]))
    marks = {word for word in said.split() if word.startswith("=")}
    assert marks == {"=one-to-one", "=horses", "=the-barn"}


def test_a_large_file_of_words_is_parted_by_three_letters(monkeypatch):
    monkeypatch.setattr("apdir.pages.texts.LARGE", 2)
    assert text_files(["read reef", "read"]) == {"rea": {"read": [0, 1]}, "ree": {"reef": [0]}}
    assert text_files(["read reef"]) == {"re": {"read": [0], "reef": [0]}}


def test_each_facet_of_the_page_is_one_of_the_scripts_and_has_its_column():
    """A box that only one of the two knows does nothing, or is never shown."""
    script = (ROOT / "theme/assets/facets.js").as_uri()
    rules = run(f'import {{ FACETS }} from "{script}"; process.stdout.write(JSON.stringify(FACETS));')
    offer = {field.key: field.example for field in described(Offer)}
    procured = [{"name": "Trentside AP purchasing system", "since": "2025-04-01"}]
    whole = [card(offer=offer, serves=["Derby"], lists=procured)]
    shown = {group.key: (group.many, group.together) for group in groups(whole, library().settings, TODAY)}
    assert shown == {key: (rule.get("many", False), rule.get("all", False)) for key, rule in rules.items()}
    columns = json.loads(make_index(whole, lambda it: b"{}").files["core.json"])["columns"]
    assert rules.keys() - columns.keys() == {"time", "length"}, "these two are read from the column of terms"


def test_the_script_parts_texts_as_the_build_does():
    """Or no phrase of the list would be found."""
    script = (ROOT / "theme/assets/spelling.js").as_uri()
    typed = [text for entry in program_words().words for text in entry.typed] + ["Zoë’s 1:1", "St John's", "£50 a day"]
    parted = (
        f'import {{ words }} from "{script}"; process.stdout.write(JSON.stringify({json.dumps(typed)}.map(words)));'
    )
    assert run(parted) == [words_in(text) for text in typed]


@pytest.mark.parametrize(
    "off",
    [
        {"status": "suspended", "status_date": "2026-10-05", "public_notice": "No.", "private_reason": "Asked."},
        {"visited": REFUSED},
    ],
)
def test_who_is_not_open_to_referrals_stands_last_under_a_heading(off, cards, site_of):
    off = card("a-a-closed", name="A A closed farm", **off)
    ordered = in_order([off, *cards])
    assert [one.name for one in ordered] == [*(one.name for one in cards), off.name]
    assert json.loads(make_index(ordered, details_json).files["core.json"])["open"] == len(cards)
    for page in (next(listing_pages(ordered, site_of)), *browse_pages(ordered, site_of)):
        before, _, after = page.content.partition("Not open to referrals</h2>")
        assert "A A closed farm" not in before
        assert ("A A closed farm" in page.content) == ("A A closed farm" in after.split("</section>")[0])
    assert not any("Not open to referrals" in page.content for page in browse_pages(cards, site_of))


def test_only_those_who_are_open_to_referrals_are_counted(cards, site_of):
    off = {"status_date": "2026-10-05", "public_notice": "No.", "private_reason": "Asked."}
    offer = {"needs": ["SEMH", "trauma"], "price": [{"amount": "70", "per": "day"}],
             "vacancies": {"number": "4", "as_at": "2026-11-01"}, "subjects": ["welding"], "days": ["Sun"]}  # fmt: skip
    apart = [
        card(f"off-{number}", name=f"Off {number}", status=status, offer=offer, serves=["Nowhere"], **off)
        for number, status in enumerate(("suspended", "withdrawn", "closed", "closed"))
    ]
    apart.append(card("off", name="Off", offer=offer, serves=["Nowhere"], visited=REFUSED))
    everyone = in_order([*cards, *apart])
    before = {group.key: group for group in groups(cards, library().settings, TODAY)}
    after = {group.key: group for group in groups(everyone, library().settings, TODAY)}
    assert {key: group for key, group in after.items() if key != "standing"} == {
        key: group for key, group in before.items() if key != "standing"
    }
    standings = {choice.value: choice.number for choice in after["standing"].choices}
    assert {key: standings[key] for key in ("not met", "suspended", "withdrawn", "closed")} == {
        "not met": 1, "suspended": 1, "withdrawn": 1, "closed": 2
    }  # fmt: skip
    told = "1 with standards not met; 1 suspended; 1 withdrawn; 2 closed"
    finder = next(listing_pages(everyone, site_of))
    assert f">4 providers<small>; {told}</small></h2>" in finder.content
    assert "4 providers. See what was checked" in finder.content
    assert finder.description.startswith("4 providers")
    home = home_page(everyone, site_of)
    assert "All 4 providers<" in home.content
    assert f"Not open to referrals, and not counted above: {told}." in home.content
    assert "<b>2</b> closed" not in home.content
    assert "standards not met</li>" not in home.content
    assert ">Off</a>" in home.content.partition(">Not open to referrals</h2>")[2].partition("</section>")[0]
    assert home.description.startswith(f"{site_of.settings.council.directory}: 4 providers")
    pages = {page.path: page for page in browse_pages(everyone, site_of)}
    semh, trauma, closed = (pages[f"providers/by/{path}/"] for path in ("need/semh", "need/trauma", "standing/closed"))
    assert f"2 providers; {told}, in alphabetical order." in semh.content
    assert semh.description.startswith(f"Alternative provision: 2 providers; {told}.")
    assert f"0 open to referrals; {told}, in alphabetical order." in trauma.content
    assert "0 open to referrals; 2 closed, in alphabetical order." in closed.content
    assert f'>SEMH</a> <span class="ap-number">2; {told}</span>' in finder.content
    assert '>Closed</a> <span class="ap-number">2 closed</span>' in finder.content


def test_who_takes_no_pupils_has_the_notice_in_its_row(site_of):
    off = card("off", status="suspended", status_date="2026-10-05", public_notice="Placements <paused>.",
               private_reason="Asked.")  # fmt: skip
    assert "Placements &lt;paused&gt;." in row_html(off, site_of)
    core = json.loads(make_index([off], details_json).files["core.json"])
    assert core["columns"]["notice"]["values"] == ["Placements <paused>."]
    assert 'data-part="notice" hidden' in row_html(card(), site_of)
