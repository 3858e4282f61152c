"""Words that the site's own pages no longer say: GLOSSARY.md has the terms to use instead."""

from __future__ import annotations

import re

import pytest
from lxml import etree, html

from tests.support.sites import site

#: A page of each kind in the directory's own words; framework guidance keeps the terms of its sources.
PAGES = (
    "", "providers", "providers/by/standing/lapsed", "providers/oakfield-care-farm", "providers/spanner-works",
    "providers/oakfield-care-farm/visits/2026-06-18-derby", "frameworks", "frameworks/crosswalk", "guidance",
    "guidance/attendance-codes", "guidance/checking-a-provider", "guidance/registration-threshold", "about", "privacy",
    "accessibility", "forms", "plan", "changes", "compare", "shortlist",
)  # fmt: skip
RETIRED = (
    r"\b(the|its|a|each|no|of) standings?\b", r"\bStandings?\b", r"where \w+ stands? today", r"[Ww]orked out for",
    r"\b[Ff]acts (checked|(last )?confirmed)", r"\b[Hh]olds until", r"\b[Ll]apse[sd]?\b", r"\banswers for checking\b",
    r"\bread back\b", r"What is asked", r"What comes round", r"How a visit goes", r"Across all frameworks",
    r"Forget all", r"Which form when", r"\bapprovals? (here )?rests? on\b",
    r"after their equals", r"[Mm]ake no referral", r"[Pp]riced in another way", r"\broll alone\b",
    # Who commissions checks, and that may be the council (Herefordshire).
    r"[Tt]he school that places a pupil is responsible for checking",
)  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("path", PAGES)
def test_no_page_says_a_retired_word(path: str) -> None:
    page = html.parse(site() / path / "index.html").getroot()
    etree.strip_elements(page, "script", "style", "template", "code", with_tail=False)
    seen = re.sub(r"https?://\S+", "", " ".join(" ".join(page.itertext()).split()))
    said = {word: found.group() for word in RETIRED if (found := re.search(word, seen))}
    assert len(seen) > 400
    assert not said
