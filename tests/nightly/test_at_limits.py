"""No file that a command reads takes more time or memory than it may: one that is as large as it may be, too."""

from __future__ import annotations

import pytest

from tests.nightly.at_limits import INPUTS, MOST, OF_ONE_ROW, SECONDS, Input, price
from tests.nightly.fuzz import MANY


@pytest.fixture(scope="module")
def slower() -> float:
    """How many times slower this machine is now than one that does nothing else."""
    return max(1.0, price(INPUTS[0])[0] / OF_ONE_ROW)


@pytest.mark.slow
@pytest.mark.parametrize("given", INPUTS if MANY else INPUTS[:1], ids=lambda given: given.name)
def test_no_file_at_its_limits_takes_more_than_it_may(given: Input, slower: float) -> None:
    seconds, megabytes, told = price(given)
    assert "Traceback" not in told
    assert megabytes < MOST
    assert seconds < SECONDS * slower * 1.3  # what else runs is not the same throughout
