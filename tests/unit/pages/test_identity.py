"""A place that is not public, and a folder's name that was taken back, are told by no id, address or time."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from apdir.commands.main import apdir
from apdir.directory import ProviderRecord, read_provider
from apdir.edition import redact_for
from apdir.model.fields import Edition
from apdir.news.facts import digest
from apdir.news.page import feed
from apdir.rules.person import folder_of_a_home
from tests.integration.test_news import Past, offer, site
from tests.nightly.test_sequences import build, directory
from tests.support.records import TODAY, library, provider, record, visit

HOME = {"id": "6-plover-close-de3-0da", "name": "Home", "address": ["6 Plover Close", "Derby"], "postcode": "DE3 0DA",
        "public": "no"}  # fmt: skip
SECOND = HOME | {"id": "9-heron-way", "address": ["9 Heron Way"]}
YARD = {"id": "site-1", "name": "Yard", "address": ["12 Mill Lane"], "postcode": "DE1 2FS", "public": "yes"}
AT_HOME = "2026-03-12-derby-6-plover-close-de3-0da"


@pytest.fixture
def past(tmp_path: Path) -> Past:
    return Past(tmp_path / "past")


def shown(made: ProviderRecord, edition: Edition = "public") -> ProviderRecord:
    both = redact_for(made, library(), edition, TODAY)
    assert both is not None
    return both[0]


def made() -> ProviderRecord:
    """A provider with two homes and a yard, visited in each; the last visit looks again at what one of them found."""
    visits = [
        visit("derby", "2026-03-12", "-6-plover-close-de3-0da", site=HOME["id"]),
        visit("derby", "2026-03-12", "-9-heron-way", site=SECOND["id"]),
        visit("derby", "2026-03-12", "-site-1", site="site-1"),
        visit("derby", "2026-09-12", site=HOME["id"], reassesses=AT_HOME),
    ]
    return record(*visits, about=provider(sites=[HOME, YARD, SECOND]))


def test_a_site_that_is_not_public_has_an_id_that_tells_nothing() -> None:
    public = shown(made())
    assert [site.id for site in public.provider.sites] == ["site-2", "site-1", "site-3"]
    assert [(it.id, it.visit.site, it.visit.reassesses) for it in public.visits] == [
        ("2026-03-12-derby-site-1", "site-1", None),
        ("2026-03-12-derby-site-2", "site-2", None),
        ("2026-03-12-derby-site-3", "site-3", None),
        ("2026-09-12-derby", "site-2", "2026-03-12-derby-site-2"),
    ]
    assert not re.search("plover|heron|de3", repr((public.provider, [it.visit for it in public.visits])), re.IGNORECASE)
    assert AT_HOME in {it.id for it in shown(made(), "commissioner").visits}


@pytest.mark.slow
def test_no_page_file_or_address_of_the_public_site_tells_of_a_home(tmp_path: Path) -> None:
    root = directory(tmp_path / "records")
    farm = root / "providers/farm-1"
    text = (farm / "provider.md").read_text(encoding="utf-8")
    more = (
        "  - {id: 6-plover-close-de3-0da, name: Home, address: [6 Plover Close], postcode: DE3 0DA, public: no}\noffer:"
    )
    (farm / "provider.md").write_text(text.replace("offer:", more, 1), encoding="utf-8")
    [old] = (farm / "visits").glob("*.yml")
    words = old.read_text(encoding="utf-8")
    words = re.sub(r"^site: .*\n", "", words, flags=re.MULTILINE) + "\nsite: 6-plover-close-de3-0da\n"
    old.rename(farm / f"visits/{AT_HOME}.yml").write_text(words, encoding="utf-8")
    given = ["--root", str(root), "--today", "2026-11-22", "build", "--no-search", "--no-forms", "--jobs", "1"]
    for edition, there in (("commissioner", True), ("public", False)):
        assert build([*given, "--edition", edition]) == 0
        files = list((root / "site").rglob("*"))
        told = [path for path in files if "plover" in path.name or (path.is_file() and b"plover" in path.read_bytes())]
        assert bool(told) == there, told
    assert (root / "site/providers/farm-1/visits/2026-03-12-derby-site-1").is_dir()


def test_a_visit_to_a_home_is_still_news(past: Past) -> None:
    past.save("2026-03-02", sites=[HOME])
    name, data = visit("align", "2026-03-20", f"-{HOME['id']}", judgements={"1.1": "in place"}, site=HOME["id"])
    past.write(f"providers/hill-farm/visits/{name}.yml", data)
    past.commit("2026-03-21")
    assert past.told()[0].partition(" (")[0] == "2026-03-21: Hill Farm: new visit on 20 March 2026"


def test_no_folders_name_can_be_guessed_from_the_feed(past: Past, tmp_path: Path) -> None:
    """Whoever knows how ids are made can try every street; what the ids are made with is in the repository alone."""
    past.save("2026-03-02")
    [item] = past.items()
    assert digest("hill-farm") not in item.id
    assert [again.id for again in past.items()] == [item.id]
    for secret in ("one", "two"):
        settings = (past.root / "settings.yml").read_text(encoding="utf-8")
        settings = re.sub(r"feed_secret: \w+", f"feed_secret: {secret}", settings)
        (past.root / "settings.yml").write_text(settings, encoding="utf-8")
        assert item.id not in {row.id for row in past.items()}
    other = Past(tmp_path / "other")
    other.git("checkout", "--quiet", "--orphan", "other")
    for day in ("2026-01-02", "2026-01-03"):
        other.git("commit", "--quiet", "--allow-empty", "--message=Another beginning", day=day)
    other.save("2026-03-02")
    assert [row.day for row in other.items()] == [item.day]
    assert item.id not in {row.id for row in other.items()}


def test_the_feed_tells_the_time_of_no_commit(past: Past) -> None:
    past.save("2026-03-02")
    past.save("2026-04-01", **offer(needs=["autism"]))
    before = feed(past.items(), site())
    assert set(re.findall(r"<updated>[^T]+T([^<]+)</updated>", before)) == {"00:00:00Z"}
    past.save("2026-04-01", **offer(needs=["autism"]), safeguarding_lead={"name": "Alex Moss", "phone": "01632 960001"})
    past.save("2026-05-05", **offer(needs=["autism"]), safeguarding_lead={"name": "Sam Reed", "phone": "01632 960002"})
    assert feed(past.items(), site()) == before


@pytest.mark.parametrize(
    ("slug", "public", "told"),
    [
        ("6-plover-close", "no", True),
        ("tutor-plover-close-derby", "no", True),
        ("tutor-in-derby", "no", False),
        ("tutor-de3-0da", "no", True),
        ("maths-de30da", "no", True),
        ("flat-2-14a-long-mill-lane-tuition", "no", True),
        ("6-plover-close", "yes", False),
        ("hearthside-tuition", "no", False),
        ("number-9-tuition", "no", False),
        ("key-stage-3-4-tuition", "no", False),
        ("studio-54-music-way", "no", True),
    ],
)
def test_a_folders_name_that_tells_of_a_home_is_pointed_out(slug: str, public: str, told: bool, past: Past) -> None:
    past.save("2026-03-02", file=f"providers/{slug}/provider.md", sites=[HOME | {"id": "main", "public": public}])
    notes = list(folder_of_a_home(read_provider(past.root, slug, library())))
    assert [note.file for note in notes] == ([f"providers/{slug}"] if told else [])
    assert all("Plover" not in note.message + note.hint for note in notes)


@pytest.mark.parametrize("address", [["The Bungalow", "Heron Way"], ["The Bungalow, Heron Way"], ["Flat B, Heron Way"]])
def test_a_street_is_known_whose_house_has_no_number(address: list[str], past: Past) -> None:
    past.save("2026-03-02", file="providers/heron-way-tuition/provider.md", sites=[HOME | {"address": address}])
    assert len(list(folder_of_a_home(read_provider(past.root, "heron-way-tuition", library())))) == 1


def test_the_check_points_out_a_home_and_is_content(tmp_path: Path) -> None:
    root = directory(tmp_path / "records")
    farm = root / "providers/farm-1"
    text = (farm / "provider.md").read_text(encoding="utf-8").replace("public: yes", "public: no")
    (farm / "provider.md").write_text(text, encoding="utf-8")
    farm.rename(root / "providers/12-mill-lane")
    done = CliRunner().invoke(apdir, ["--root", str(root), "--today", "2026-11-22", "check"])
    assert done.exit_code == 0, done.output
    assert (
        "providers/12-mill-lane: The folder's name is the page's address, and this one looks like a home's."
        in done.output
    )
