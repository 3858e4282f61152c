"""Words of settings.yml are written with whatever capitals: pages, filters and feeds have them as the settings do."""

import shutil
from pathlib import Path

import pytest

from apdir.directory import read_provider
from apdir.library import read_library
from tests.support.case import HERE
from tests.support.sites import ROOT


@pytest.mark.slow
def test_words_are_as_the_settings_spell_them(tmp_path: Path) -> None:
    shutil.copytree(HERE / "base", tmp_path / "providers/case-farm")
    shutil.copytree(ROOT / "frameworks", tmp_path / "frameworks")
    shutil.copy(ROOT / "settings.yml", tmp_path)
    path = tmp_path / "providers/case-farm/provider.md"
    text = path.read_text(encoding="utf-8").replace("type: farm", "type: Farm\nserves: [derby, Nowhere]")
    text = text.replace("delivery: [on site", "delivery: [Pupil’s home, on site")
    path.write_text(text.replace("offer:\n", "offer:\n  needs: [Autism, semh, SEMH]\n"), encoding="utf-8")
    record = read_provider(tmp_path, "case-farm", read_library(tmp_path)).record()
    assert record is not None
    assert (record.provider.type, record.provider.serves) == ("farm", ("Derby", "Nowhere"))
    assert record.provider.offer.delivery[0] == "pupil's home"
    assert record.provider.offer.needs == ("autism", "SEMH", "SEMH")
