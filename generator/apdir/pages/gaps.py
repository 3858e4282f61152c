"""Where no approved provider takes a pupil, by area, need and key stage, or one alone does. For officers."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from apdir.model.settings import Settings
from apdir.pages import links
from apdir.pages.card import Card
from apdir.pages.columns import EVERYWHERE, STAGE_AGES, areas_of, stages_of
from apdir.pages.page import Page, Site
from apdir.places import where
from apdir.places.reach import miles
from apdir.summary.statuses import APPROVED

TITLE = "Gaps in provision"


@dataclass(frozen=True, slots=True)
class Gap:
    """The approved providers for one need and key stage in an area. ``met_by`` teach in person, ``online`` do not."""

    need: str
    stage: str
    met_by: tuple[Card, ...]
    online: tuple[Card, ...]

    @property
    def all(self) -> tuple[Card, ...]:
        """All of them."""
        return (*self.met_by, *self.online)

    @property
    def kind(self) -> str:
        """`none`, `online` where only online teaching is there, `one`, or `several`."""
        if not self.all:
            return "none"
        if len(self.all) == 1:
            return "one"
        return "several" if self.met_by else "online"


@dataclass(frozen=True, slots=True)
class Area:
    """One area: its needs, each with a gap for every key stage; and who is alone, with how many of them."""

    name: str
    needs: tuple[tuple[str, tuple[Gap, ...]], ...]
    alone: tuple[tuple[Card, int], ...]

    def number(self, stage: str, kind: str) -> int:
        """How many needs of a key stage are of a kind."""
        return sum(gap.stage == stage and gap.kind == kind for _, gaps in self.needs for gap in gaps)


def areas(cards: Sequence[Card], settings: Settings) -> list[Area]:
    """Every area of the directory but those that hold all others, in the order of settings."""
    words = settings.vocabulary
    approved = [card for card in cards if card.standing in APPROVED]
    there: dict[tuple[str, str, str], list[Card]] = defaultdict(list)
    for card in approved:
        for area in dict.fromkeys(areas_of(card, words.areas)):
            for need in dict.fromkeys(card.needs):
                for stage in dict.fromkeys(stages_of(card)):
                    there[area, need, stage].append(card)
    return [_area(area, words.needs, there) for area in words.areas if area.casefold() not in EVERYWHERE]


def _area(area: str, needs: Sequence[str], there: dict[tuple[str, str, str], list[Card]]) -> Area:
    rows = [
        (need, tuple(_gap(need, stage, there.get((area, need, stage), [])) for stage in STAGE_AGES)) for need in needs
    ]
    alone = Counter(gap.all[0] for _, gaps in rows for gap in gaps if gap.kind == "one")
    ordered = sorted(alone.items(), key=lambda item: (-item[1], item[0].name.casefold(), item[0].slug))
    return Area(area, tuple(rows), tuple(ordered))


def _gap(need: str, stage: str, cards: Sequence[Card]) -> Gap:
    online = tuple(card for card in cards if card.delivery == ("online",))
    return Gap(need, stage, tuple(card for card in cards if card not in online), online)


def nearest(cards: Sequence[Card], towns: Mapping[str, str]) -> list[tuple[str, tuple[str, ...]]]:
    """For each town, by key stage, how many miles it is to the nearest public site of an approved provider."""
    rows = []
    for town, postcode in towns.items():
        here = where(postcode)
        far: dict[str, float] = {}
        for card in cards:
            if here is not None and card.standing in APPROVED and card.eastings:
                closest = min(miles(here, there) for there in zip(card.eastings, card.northings, strict=True))
                for stage in stages_of(card):
                    far[stage] = min(closest, far.get(stage, closest))
        rows.append((town, tuple(_miles(far.get(stage)) for stage in STAGE_AGES)))
    return rows


def _miles(far: float | None) -> str:
    return "none" if far is None else "under 1" if far < 1 else f"{far:.0f}"


def gaps_page(cards: Sequence[Card], found: Sequence[Area], site: Site) -> Page:
    """The gaps, area by area."""
    content = site.render(
        "gaps.html",
        links.GAPS,
        areas=found,
        stages=tuple(STAGE_AGES),
        nearest=nearest(cards, site.settings.places.towns),
        edit=None,
        mistake=None,
    )
    return Page(
        path=links.GAPS,
        title=TITLE,
        description="Needs and key stages for which an area has no approved provider, or only one. For officers.",
        content=content,
        crumbs=(("Report to the board", links.REPORT),),
    )


def gap_rows(found: Sequence[Area]) -> Iterator[tuple[str | int, ...]]:
    """Yield the rows of the workbook, headings first."""
    yield "Area", "Need", "Key stage", "Approved providers", "Of these online only", "The only one", "Folder"
    for area in found:
        for need, gaps in area.needs:
            for gap in gaps:
                only = gap.all[0] if gap.kind == "one" else None
                told = (only.name, only.slug) if only else ("", "")
                yield area.name, need, gap.stage, len(gap.all), len(gap.online), *told
