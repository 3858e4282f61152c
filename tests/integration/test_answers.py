"""The finder's engine, run by Node over the files of the built site, answers as a plain reading of the records does."""

from __future__ import annotations

import math
import random
import re
from collections.abc import Sequence
from typing import Any

import pytest

from apdir.model.known_words import words_in
from apdir.pages.texts import DENIED
from apdir.pages.words import program_phrases
from apdir.places import where
from tests.node import run
from tests.support.plain import number, plainly, questions, records
from tests.support.sites import ROOT, TODAY, site

pytestmark = pytest.mark.slow


def ask(asked: Sequence[Any], numbers: Sequence[Sequence[str]] = ()) -> list[tuple[list[str], list[int]]]:
    """For each question the slugs that are found, and the numbers that stand beside choices."""
    page = (site() / "providers/index.html").read_text(encoding="utf-8")
    bounds = dict(re.findall(r'name="visited" value="(\d+)"[^>]* data-bound="([\d-]+)"', page))
    assert len(bounds) > 1
    given = {"site": f"{site().as_uri()}/", "bounds": bounds, "questions": asked, "numbers": numbers, "today": TODAY}
    return [(slugs, beside) for slugs, beside in run(ROOT / "tests/scripts/answers.js", given)]


def test_two_hundred_questions_are_answered_as_the_records_do() -> None:
    at_one_site = {"day": ["Tue"], "standing": ["approved"]}
    asked = [*questions(200, seed=5), *(at_one_site | {"day": [day]} for day in ("Mon", "Tue", "Wed"))]
    numbers = [["need", "SEMH"], ["stage", "KS4"], ["day", "Fri"], ["time", "full-time"], ["length", "12"],
               ["places", "2"], ["standing", "approved"], ["standing", "suspended"],
               ["visited", "6"], ["price", "80"]]  # fmt: skip
    answers = ask([question | {"sort": "name"} for question in asked], numbers)
    for question, (slugs, beside) in zip(asked, answers, strict=True):
        assert slugs == plainly(question), question
        assert beside == [number(question | {key: [value]}, key) for key, value in numbers], question
    assert [one.slug for one in records() if one.group(at_one_site) == "uncovered"] == ["ridgeway-outdoor"]
    sizes = [len(slugs) for slugs, _ in answers]
    assert sizes.count(0) < 120
    assert sum(2 <= size <= 20 for size in sizes) > 60


def test_all_of_the_needs_or_days_where_that_is_asked() -> None:
    asked = [
        {key: values for key, values in question.items() if key in ("need", "day", "area", "stage")} | {"all": together}
        for question in questions(200, seed=6)
        for together in (["day"], ["need"], ["day", "need"])
    ]
    answers = ask([question | {"sort": "name"} for question in asked])
    for question, (slugs, _) in zip(asked, answers, strict=True):
        assert slugs == plainly(question), question
    either = [plainly(question | {"all": []}) for question in asked]
    assert sum(len(slugs) < len(more) for (slugs, _), more in zip(answers, either, strict=True)) > 40


def test_the_list_is_sorted_as_asked() -> None:
    by_name = [one.slug for one in records()]
    checked = sorted(records(), key=lambda one: one.record["checked"]["date"], reverse=True)
    checked.sort(key=lambda one: not one.open)

    def price(one):
        return float("inf") if one.day_price() is None else one.day_price()

    asked = [{"sort": "checked"}, {"sort": "price"}, {"sort": "name", "near": "Derby"}, {"near": "Derby"}]
    answers = ask(asked)
    of = {one.slug: one for one in records()}
    assert [of[slug].record["checked"]["date"] for slug in answers[0][0]] == [
        one.record["checked"]["date"] for one in checked
    ]
    dearer = sorted(records(), key=lambda one: (not one.open, price(one)))
    assert [price(of[slug]) for slug in answers[1][0]] == [price(one) for one in dearer]
    assert answers[2][0] == by_name
    off = [one.slug for one in records() if not one.open]
    assert len(off) > 2
    for slugs, _ in answers:
        assert set(slugs[-len(off) :]) == set(off)


def test_who_fits_best_comes_first_and_no_name_is_an_advantage() -> None:
    asked = questions(200, seed=8)
    answers, again = ask(asked), ask(asked[::-1])[::-1]
    of = {one.slug: one for one in records()}
    order = ["within", "uncovered", "over", "otherwise", "off"]
    firsts = []
    for question, (slugs, _) in zip(asked, answers, strict=True):
        assert sorted(slugs) == sorted(plainly(question)), question
        ranks = [(order.index(of[slug].group(question) or ""), of[slug].lacks(question)) for slug in slugs]
        assert ranks == sorted(ranks), question
        best = [slug for slug, rank in zip(slugs, ranks, strict=True) if rank == ranks[0]]
        firsts += [plainly(question).index(best[0]) == min(map(plainly(question).index, best))] if len(best) > 5 else []
    # Among six and more that are alike, the first by name is the first of the list as often as another.
    assert len(firsts) > 30
    assert sum(firsts) < len(firsts) / 3
    assert answers == again


def test_distances_and_their_order_look_at_sites_that_are_open_on_the_chosen_days() -> None:
    chance = random.Random(9)
    days = [chance.sample(["Mon", "Tue", "Wed", "Thu", "Fri"], size) for size in (0, 1, 1, 1, 2, 2, 2, 3)]
    asked = [
        {"near": code, "day": some, "all": together}
        for code in ("NG10 1HU", "NG10 2FY", "DE4 5DP", "DE21 7FG")
        for some in days
        for together in ([], ["day"])
    ]
    nearest, best = ask([question | {"sort": "near"} for question in asked]), ask(asked)
    for question, (slugs, _), (fitting, _) in zip(asked, nearest, best, strict=True):
        there = where(question["near"])
        fit = {one.slug: one for one in records() if one.suits(question)}
        far = {slug: min(one.miles(there, question), default=(math.inf,))[0] for slug, one in fit.items()}
        assert sorted(slugs) == sorted(fitting) == sorted(fit), question
        ranks = [(not fit[slug].open, far[slug]) for slug in slugs]
        assert ranks == sorted(ranks), question
        # Who has no place comes last there too.
        levels = {slug: (one.lacks(question), one.grave and bool(question["day"])) for slug, one in fit.items()}
        ranks = [(not fit[slug].open, far[slug] == math.inf, levels[slug], far[slug]) for slug in fitting]
        assert ranks == sorted(ranks), question


def misspelt(word: str, chance: random.Random) -> str:
    at = chance.randrange(1, len(word) - 1)
    return chance.choice(
        [
            word[:at] + word[at + 1 :],
            word[:at] + chance.choice("aeiou") + word[at:],
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
        ]
    )


def test_misspelt_and_half_typed_words_find_what_the_whole_word_finds() -> None:
    chance = random.Random(7)
    right = ["autism", "anxiety", "trauma", "construction", "bicycle", "mentoring", "hairdressing", "mathematics",
             "riverside", "exclusion", "therapeutic", "brightpath"]  # fmt: skip
    asked = [{"q": word} for word in right]
    asked += [{"q": misspelt(word, chance)} for word in right]
    asked += [{"q": word[:4]} for word in right]
    answers = [set(slugs) for slugs, _ in ask(asked)]
    whole, wrong, half = (answers[start : start + len(right)] for start in (0, len(right), 2 * len(right)))
    for at, word in enumerate(right):
        if word != "hairdressing":
            assert whole[at], word
        assert whole[at] <= wrong[at] or not whole[at], (word, asked[len(right) + at])
        assert whole[at] <= half[at], word
    assert whole[0] == {one.slug for one in records() if "autis" in f"{one.record} {one.description}".lower()}


def test_words_mean_what_schools_mean_by_them() -> None:
    def suits(asked):
        return set(plainly(asked))

    motor = {one.slug for one in records() if "motor vehicle" in str(one.record)}
    ages = [{"stage": ["KS4"], "age": [age]} for age in ("14", "15")]
    meant = {
        "mechanic": motor,
        "ASD": suits({"need": ["autism"]}),
        "autism tuesday": suits({"need": ["autism"], "day": ["Tue"]}),
        "tuesday autistic": suits({"need": ["autism"], "day": ["Tue"]}),
        "EBSA": suits({"need": ["emotionally based school avoidance"]}),
        "key stage 2": suits({"stage": ["KS2"]}),
        "Year 10": suits(ages[0]) | suits(ages[1]),
        "y10": suits(ages[0]) | suits(ages[1]),
        "Part-time on Fridays": suits({"time": ["part-time"], "day": ["Fri"]}),
    }
    answers = ask([{"q": words} for words in meant])
    told = {one.slug: one.told() for one in records() if one.open}
    for (words, expected), (slugs, _) in zip(meant.items(), answers, strict=True):
        assert expected, words
        assert set(slugs) >= expected, words
        first = [slug for slug in slugs if slug in told]
        many = len(expected & set(told))
        assert set(first[:many]) == expected & set(told), (words, first)
        # What follows says a word of it, or another that means the same.
        marks = program_phrases().said(words_in(words))
        for slug in first[many:]:
            said = program_phrases().said(words_in(told[slug]))
            assert marks & said or any(word.lower() in told[slug] for word in words.split()), (words, slug)


def test_words_of_descriptions_are_found_after_those_of_names_and_facts() -> None:
    told = {one.slug: set(re.findall("[a-z]+", re.sub("['’]", "", DENIED.sub(" ", one.told())))) for one in records()}
    facts = " ".join(f"{one.record['name']} {one.record['type']} {one.offer}" for one in records()).lower()
    words = sorted({word for these in told.values() for word in these if len(word) > 6 and word[:4] not in facts})
    some = random.Random(4).sample(words, 20)
    asked = [{"q": word} for word in [*some, *(word[:6] for word in some), "bike repair", "car"]]
    asked.append({"q": "car", "near": "Belper"})
    answers = [slugs for slugs, _ in ask(asked)]
    for question, slugs in zip(asked[:40], answers[:40], strict=True):
        said = {slug for slug, these in told.items() if any(word.startswith(question["q"]) for word in these)}
        assert said <= set(slugs), question
        assert {slug for slug in slugs if question["q"] in told[slug]} <= said, question
    assert "riverside-learning" in answers[-3][:3]
    # A whole word, or what it means, comes before one that only begins so.
    motor = {one.slug for one in records() if "motor vehicle" in str(one.record) and one.open}
    assert set(answers[-2][: len(motor)]) == motor
    assert "oakfield-care-farm" in answers[-2]
    # Also where the nearest come first, and the farm is the nearest of all.
    assert set(answers[-1][: len(motor)]) == motor
