"""What the page that asks providers refuses of a message, by Node.js: all that the checker finds, and more."""

import json
from pathlib import Path

import pytest

from apdir.pupil import findings
from apdir.pupil.script import for_script
from tests.node import run
from tests.support.sites import ROOT
from tests.unit.pupil.test_pupil import AWKWARD, FOUND

#: What schools ask about a place.
ASKED = """
Do you have a place from January for Year 9?
Could a pupil in Key Stage 4 come by bus?
Is there a lift? We need step-free access.
Do you teach GCSE English and Maths?
Can you offer 1:1 tuition on Tuesdays and Thursdays?
Please tell us the cost with transport.
May we visit before we decide?
Do you take pupils with an EHC plan?
We are a secondary school in Derby.
Would two days a week be possible until July 2027?
Do you offer Functional Skills Level 1 or the Duke of Edinburgh Award?
Is the AQA Unit Award Scheme offered?
Who would we speak to about a referral?
What does a half day cost?
Are staff trained in Team Teach?
Can the pupil bring their own lunch?
We would like a place for a Year 10 pupil, part-time.
Are your staff DBS checked and is there a DSL on site?
Is the site near Long Eaton station?
Are there places in Year 11 after Easter?
""".strip().splitlines()


@pytest.mark.slow
def test_the_page_refuses_whatever_the_checker_finds_and_takes_what_schools_ask() -> None:
    rows = Path(__file__).with_name("pupil_found.txt").read_text(encoding="utf-8").splitlines()
    cases = [text for texts in FOUND.values() for text in texts] + AWKWARD
    cases += [row for row in rows if not row.startswith("#")]
    found = [text for text in cases if findings(text)]
    assert len(found) > 650
    given = {"lists": json.loads(for_script()), "texts": [*found, *ASKED]}
    answers = run(ROOT / "tests/scripts/pupil.js", given)
    assert [text for text, answer in zip(found, answers, strict=False) if answer is None] == []
    assert [answer for answer in answers[len(found) :] if answer is not None] == []
