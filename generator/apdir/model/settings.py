"""The settings of one directory: `settings.yml`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from pydantic import model_validator

from apdir.model.brand import Brand
from apdir.model.fields import (
    Choice,
    Day,
    District,
    Email,
    Line,
    Phone,
    Postcode,
    Record,
    Slug,
    Text,
    Title,
    Web,
    WebOrEmail,
    YesNo,
    faults,
    for_all,
    for_officers,
)
from apdir.model.hosting import HOSTS, Officers
from apdir.model.mail import Mail
from apdir.model.numbers import Days, Months, Pupils, TermOfYear, WholeHoursAWeek
from apdir.model.role import Owner
from apdir.model.search_words import SearchWords
from apdir.problems import did_you_mean


class Council(Record):
    """The council that keeps the directory."""

    name: Title = for_all("The council's name.", example="Coastshire Council")
    directory: Title = for_all("What the directory is called.", example="Coastshire AP Directory")
    team: Line = for_all("The team that keeps it.", example="Alternative provision team")
    email: Email = for_all("Where people write.", example="ap@coastshire.example")
    phone: Phone | None = for_all("Where people ring.", example="01632 960100", default=None)
    report_mistake: WebOrEmail = for_all(
        "Where a mistake is reported: an email address, or the address of a form.", example="ap@coastshire.example"
    )


class Repository(Record):
    """Where the records are kept on a code host."""

    url: Web | None = for_all(
        "Its address; edit links are made from it.", example="https://git.coastshire.example/ap/records", default=None
    )
    edit_path: Line = for_all(
        "The path of the edit page before a file's name.", example="edit/main/", default="edit/main/"
    )
    open: YesNo = for_all(
        "Whether anyone may read the repository. Only say `yes` where no record holds anything private: then public "
        "pages carry edit links too.",
        example="no",
        default=False,
    )


class Editor(Record):
    """The web editor at `/admin/`: how officers sign in, and in which edition it stands."""

    code_host: Annotated[str, Choice("github", "gitlab")] = for_all(
        "What runs at `repository.url`: `github` for github.com and a GitHub server of your own, `gitlab` likewise.",
        example="github",
        default="github",
    )
    branch: Line = for_all("The branch that the site is made from.", example="main", default="main")
    sign_in: Web | None = for_all(
        "The address of your own sign-in service (OAuth). Left out: officers sign in with an access token.",
        example="https://sign-in.coastshire.example",
        default=None,
    )
    application: Line | None = for_all(
        "On GitLab: the id of the application that officers sign in through; no service of your own is needed then.",
        example="4f7c…",
        default=None,
    )
    public: YesNo = for_all(
        "Whether the editor stands in the public edition too. Nobody can change anything without the code host's "
        "leave, but its page talks to the code host.",
        example="no",
        default=False,
    )


class StandingSettings(Record):
    """What a provider's approval status is based on."""

    frameworks: tuple[Line, ...] = for_all("Frameworks whose visits count.", example=["coastshire"])
    organisations: tuple[Line, ...] = for_all("Organisations whose visits count.", example=["the council"])
    lapses_after_months: Months = for_all(
        "Months after a visit at which an approval expires; a refusal does not.", example="12", default=12
    )
    grace_days: Days = for_all("Days after a missed next visit at which an approval expires.", example="28", default=28)


class Publishing(Record):
    """What the public edition shows, and for how long."""

    judgements: Annotated[str, Choice("each requirement", "counts by theme")] = for_all(
        "Whether public pages show the judgement of each requirement or only counts.",
        example="each requirement",
        default="each requirement",
    )
    actions: Annotated[str, Choice("each requirement", "counts")] = for_all(
        "Whether public pages say which requirement an action is about and when it is due, or only how many actions "
        "are overdue or open. Where judgements are only counted, so are actions. The plan's words are never public.",
        example="each requirement",
        default="each requirement",
    )
    visits_for_months: Months = for_all(
        "Months for which a visit stays published; a refusal stays as long as it stands.", example="48", default=48
    )
    closed_for_months: Months = for_all(
        "Months for which a closed or withdrawn provider stays published.", example="24", default=24
    )
    news_for_months: Months = for_all(
        "Months for which the page of changes, its feed and the history on officers' pages tell what changed.",
        example="12",
        default=12,
    )
    feed_secret: Line | None = for_officers(
        "A dozen random letters that nobody outside knows. With them nobody can guess the names of folders from the "
        "ids in the feed of changes. Set them once: other letters make all of its news new to those who read it.",
        example="kqzvwhtrmxbd",
        default=None,
    )
    totals: YesNo = for_all(
        "Whether the public site has a page of totals: providers by approval status, type, area, need and key stage. "
        "No number under five is published, nor one from which it could be worked out.",
        example="yes",
        default=False,
    )
    data_licence: Line | None = for_all(
        "The licence under which other programs may use the public data.",
        example="Open Government Licence v3.0",
        default=None,
    )


class Vocabulary(Record):
    """The words that records use, so that lists and filters agree."""

    types: tuple[Line, ...] = for_all("Types of provider.", example=["farm", "online"])
    needs: tuple[Line, ...] = for_all("Needs.", example=["SEMH", "autism"])
    areas: tuple[Title, ...] = for_all(
        "Areas served. Who serves England counts for each of them.", example=["North Coastshire"]
    )
    lists: tuple[Title, ...] = for_all(
        "Procurement lists that providers can be on. Left out: records may name any.",
        example=["Coastshire AP purchasing system"],
        default=(),
    )
    roles: tuple[Line, ...] = for_all(
        "Words for roles and offices beside the usual ones (manager, lead, office …): a role has one of them in it.",
        example=["wrangler"],
        default=(),
    )


class Threshold(Record):
    """The registration threshold as one source states it, for a time."""

    start: Day | None = for_all("From when it holds.", example="2024-05-01", alias="from", default=None)
    until: Day | None = for_all("Until when.", example="2027-08-31", default=None)
    source: Line = for_all("Who states it.", example="Coastshire, section 5")
    hours: WholeHoursAWeek = for_all("Hours a week from which education counts as full-time.", example="18")
    at_least: YesNo = for_all("Whether exactly that many hours count.", example="yes")
    basis: Annotated[str, Choice("hours the provider runs", "hours a pupil attends")] = for_all(
        "Whose hours are counted.", example="hours the provider runs"
    )
    sole_provision: YesNo = for_all(
        "Whether a pupil with no other education counts as full-time whatever the hours.", example="no"
    )
    pupils: Pupils = for_all("Full-time pupils of compulsory school age that require registration.", example="5")
    looked_after: Pupils = for_all("Full-time looked-after pupils that do.", example="1")
    ehcp: Pupils = for_all("Full-time pupils with an EHC plan that do.", example="1")


class Term(Record):
    """One school term."""

    name: Line = for_all("What it is called.", example="Autumn 2026")
    start: Day = for_all("Its first day.", example="2026-09-01", alias="from")
    end: Day = for_all("Its last day.", example="2026-12-18", alias="to")


class YearTerm(Record):
    """One term of a year that a framework divides in its own way."""

    year: Line = for_all("The school year.", example="2026-27")
    number: TermOfYear = for_all("Its number in the year.", example="1")
    start: Day = for_all("Its first day.", example="2026-09-01", alias="from")
    end: Day = for_all("Its last day.", example="2026-10-16", alias="to")


class Places(Record):
    """Where the directory's own schools are: what distances and the map are based on."""

    postcodes: tuple[District, ...] = for_all(
        "Postcode districts (YO21) that the directory is for: the map shows their shape, and every postcode of their "
        "areas (YO) is found exactly; elsewhere in Great Britain by its sector. An area stands for all its districts. "
        "Left out: the areas of the public sites.",
        example=["YO21", "YO22"],
        default=(),
    )
    towns: dict[Title, Postcode] = for_all(
        "Towns that people search from and that the map names, the most important first, each with a postcode at its "
        "middle.",
        example={"Whitby": "YO21 1DH"},
        default={},
    )


class Settings(Record):
    """Everything that one council decides about its directory."""

    council: Council = for_all(
        "The council.",
        example={
            "name": "Coastshire Council",
            "directory": "Coastshire AP Directory",
            "team": "AP team",
            "email": "ap@coastshire.example",
            "report_mistake": "ap@coastshire.example",
        },
    )
    brand: Brand = for_all("The council's own face.", example={"colour": "#00703c"}, default=Brand())
    site_url: Web = for_all("Where the public site will stand.", example="https://ap.coastshire.example/")
    host: Annotated[str, Choice(*HOSTS)] | None = for_all(
        "What serves the site: it then holds the file by which this host sends the right headers. `build --host` names "
        "another, for an edition that stands elsewhere. Left out: no such file.",
        example="netlify",
        default=None,
    )
    officers: Officers = for_all(
        "The officers' site (the commissioner edition), and how they sign in.",
        example={"host": "nginx", "sign_in": "basic"},
        default=Officers(),
    )
    repository: Repository = for_all("Where the records are kept.", example={"open": "no"}, default=Repository())
    editor: Editor = for_all("The web editor for officers.", example={"code_host": "github"}, default=Editor())
    frameworks: tuple[Slug, ...] = for_all(
        "The frameworks that this directory uses, of those that come with the program and its own in `frameworks/`. "
        "The others' forms, guidance and part of the comparison go with them. Left out: all that there are.",
        example=["coastshire"],
        default=(),
    )
    leave_out: tuple[Line, ...] = for_all(
        "Pages and forms of the program that this directory does not want, by their addresses: `guidance` for all "
        "guidance, `guidance/attendance-codes` for one page, `forms/coastshire-referral` for a form.",
        example=["guidance/attendance-codes"],
        default=(),
    )
    standing: StandingSettings = for_all(
        "What approval status is based on.", example={"frameworks": ["coastshire"], "organisations": ["the council"]}
    )
    publishing: Publishing = for_all(
        "What is published.", example={"judgements": "each requirement"}, default=Publishing()
    )
    owner: Owner | None = for_all(
        "The role or mailbox that is responsible where no record names an owner. Left out: the council's team.",
        example="AP officer",
        default=None,
    )
    mail: Mail | None = for_officers(
        "The mail server that `apdir remind --send` sends by.",
        example={"host": "smtp.coastshire.example"},
        default=None,
    )
    record_stale_after_days: Days = for_all(
        "Days after which a record counts as not checked lately.", example="180", default=180
    )
    vocabulary: Vocabulary = for_all(
        "The words records use.", example={"types": ["farm"], "needs": ["SEMH"], "areas": ["Coastshire"]}
    )
    places: Places = for_all(
        "The directory's own towns and postcodes.", example={"postcodes": ["YO21", "YO22"]}, default=Places()
    )
    words: tuple[SearchWords, ...] = for_all(
        "What people type into the search here, and what it stands for, beside the words that the program knows.",
        example=[{"typed": ["the Barn", "Meadow View"]}],
        default=(),
    )
    registration_thresholds: tuple[Threshold, ...] = for_all(
        "The registration threshold, by source.",
        example=[
            {
                "source": "Coastshire, section 5",
                "hours": "18",
                "at_least": "no",
                "basis": "hours the provider runs",
                "sole_provision": "no",
                "pupils": "5",
                "looked_after": "1",
                "ehcp": "1",
            }
        ],
        default=(),
    )
    rules: tuple[Slug, ...] = for_all(
        "The frameworks whose limits on placements apply here, on the page that plans one. National rules always do. "
        "Left out: those of all frameworks in use.",
        example=["coastshire"],
        default=(),
    )
    terms: tuple[Term, ...] = for_all(
        "School terms.", example=[{"name": "Autumn 2026", "from": "2026-09-01", "to": "2026-12-18"}], default=()
    )
    year_terms: tuple[YearTerm, ...] = for_all(
        "Terms of the years that a framework judges, where its year has other terms than the schools'.",
        example=[{"year": "2026-27", "number": "1", "from": "2026-09-01", "to": "2026-10-16"}],
        default=(),
    )
    about: Text | None = for_all("A sentence on the home page.", example="For schools in Coastshire.", default=None)

    def leaves_out(self, address: str) -> bool:
        """Whether a page or form of the program is not wanted, by its address without a slash at its end."""
        return any(address == name or address.startswith(f"{name}/") for name in self.leave_out)

    @model_validator(mode="after")
    def _parts_agree(self) -> Settings:
        """The host asks for the sign-in; mail is encrypted. A visit stays published as long as an approval needs it."""
        found = [*self.officers.faults(self.officers.host or self.host), *self._unknown_words()]
        found += self.mail.faults() if self.mail is not None else ()
        valid, kept = self.standing.lapses_after_months, self.publishing.visits_for_months
        if kept < valid:
            message = f"Visits are published for {kept} months, but an approval is valid for {valid}."
            hint = f"Write {valid} or more, so that schools can see what each approval is based on."
            found.append((("publishing", "visits_for_months"), message, hint))
        faults(found)
        return self

    def _unknown_words(self) -> Iterator[tuple[tuple[str | int, ...], str, str]]:
        """A fault for each choice that words of the search stand for and that no record can have."""
        for at, words in enumerate(self.words):
            for group, there in (("need", self.vocabulary.needs), ("type", self.vocabulary.types)):
                for place, value in enumerate(getattr(words.choose, group, ())):
                    if value not in there:
                        message = f"`{value}` is not a {group} of this directory."
                        yield ("words", at, "choose", group, place), message, did_you_mean(value, there)
