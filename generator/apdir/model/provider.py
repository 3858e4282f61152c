"""A provider's record: the front matter of `providers/<slug>/provider.md`."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Annotated

from apdir.model.evidence import Evidence
from apdir.model.fields import (
    Choice,
    Day,
    Email,
    Line,
    Phone,
    PhotoFile,
    Place,
    Postcode,
    Record,
    Slug,
    Text,
    Title,
    Web,
    YesNo,
    for_all,
    for_officers,
)
from apdir.model.offer import Hours, Offer, Weekday
from apdir.model.registration import Registration
from apdir.model.role import Owner, Role

ListingStatus = Annotated[str, Choice("listed", "suspended", "withdrawn", "closed")]
#: How the details were checked, the least first. It says nothing of quality.
LEVELS = ("self-declared", "desk-checked", "visited")


class Checked(Record):
    """When, and by which role, the facts of the record were last confirmed."""

    date: Day = for_all("The day on which someone last confirmed these details.", example="2026-09-14")
    by: Role = for_all("The role that confirmed them; never a person's name.", example="AP officer")


class Contact(Record):
    """How a school gets in touch: a role, and one way at least to reach it."""

    role: Role = for_all("The role or office to ask for; never a person's name.", example="Placements office")
    phone: Phone | None = for_all("Telephone number.", example="01632 960123", default=None)
    email: Email | None = for_all("Email address of the role.", example="placements@riverside.example", default=None)
    website: Web | None = for_all("The provider's website.", example="https://riverside.example", default=None)
    business: YesNo = for_all(
        "For a sole trader: whether the phone and email are a business contact, so that they may be published.",
        example="yes",
        default=False,
    )


class SafeguardingLead(Record):
    """The designated safeguarding lead, for officers only."""

    name: Line | None = for_officers("The lead's name.", example="A. Example", default=None)
    phone: Phone | None = for_officers("The lead's direct line.", example="01632 960124", default=None)
    email: Email | None = for_officers("The lead's email.", example="dsl@riverside.example", default=None)


class Site(Record):
    """One place at which the provider works."""

    id: Slug = for_all("A short id, used by visits.", example="main", label="Short name")
    name: Place = for_all("What the place is called.", example="Main site")
    address: tuple[Place, ...] = for_all("The address, line by line.", example=["12 Mill Lane", "Whitby"], default=())
    postcode: Postcode | None = for_all("The postcode.", example="DE1 2FS", default=None)
    near: Postcode | None = for_all(
        "A postcode close by, from which distances are measured where the site's own is newer than the table of "
        "postcodes, or where it has none.",
        example="DE1 2FS",
        default=None,
    )
    far: YesNo = for_officers(
        "Whether the site really is far outside the directory's area, such as a boarding school.",
        example="yes",
        default=False,
    )
    public: YesNo = for_all(
        "Whether the place may be published. Say `no` for a home or a refuge: then no edition for the public "
        "gives its address, postcode or distance.",
        example="yes",
    )
    days: tuple[Weekday, ...] = for_all(
        "Days on which this site is open, where it differs.", example=["Mon"], default=()
    )
    hours: Hours | None = for_all(
        "Hours of this site, where they differ.", example={"from": "09:30", "to": "15:00"}, default=None
    )
    programmes: tuple[Line, ...] = for_all(
        "Names of the programmes that run here, where not all do.", example=["Construction"], default=()
    )


class Picture(Record):
    """A photograph of the place, which the provider's page shows."""

    file: PhotoFile = for_all("The file, in the folder `pictures` beside the record.", example="pictures/yard.jpg")
    alt: Title = for_all("What it shows, in a few words, for people who cannot see it.", example="The yard and barn")
    no_pupils: YesNo = for_all(
        "Whether somebody has looked, and no pupil can be recognised in it: otherwise it must not be published.",
        example="yes",
    )


class ProcurementList(Record):
    """A list, dynamic purchasing system or framework agreement that the provider is on: no approval."""

    name: Title = for_all("What it is called.", example="Coastshire AP purchasing system")
    lot: Line | None = for_all("Its lot, where it has lots.", example="Lot 2: vocational", default=None)
    since: Day = for_all("The day from which the provider is on it.", example="2026-04-01")


#: A date that officers alone see, and that need not be recorded.
dated = partial(for_officers, default=None)


class PolicyDates(Record):
    """Dates of insurance, checks and training, for officers only."""

    public_liability_expires: Day | None = dated(
        "When public liability insurance runs out.", example="2027-03-31", label="Public liability insurance expires"
    )
    fire_risk_assessment: Day | None = dated("The last fire risk assessment.", example="2026-02-01")
    fire_drill: Day | None = dated("The last fire drill.", example="2026-10-01")
    hs_policy: Day | None = dated(
        "When the health and safety policy was last signed.",
        example="2026-09-01",
        label="Health and safety policy signed",
    )
    safeguarding_policy: Day | None = dated(
        "When the safeguarding policy was last reviewed.",
        example="2026-09-01",
        label="Review of the safeguarding policy",
    )
    risk_assessments: Day | None = dated(
        "When the risk assessments were last reviewed.", example="2026-09-01", label="Review of the risk assessments"
    )
    site_inspection: Day | None = dated(
        "The last inspection of the premises by the provider.",
        example="2026-09-01",
        label="Inspection of the premises by the provider",
    )
    dsl_training: Day | None = dated(
        "When the safeguarding lead was last trained.", example="2025-05-01", label="Training for the safeguarding lead"
    )
    dsl_update: Day | None = dated(
        "When the safeguarding lead last had refresher training, between full training courses.",
        example="2026-05-01",
        label="Refresher training for the safeguarding lead",
    )
    managers_training: Day | None = dated(
        "When the last of the managers and supervisors was trained in safeguarding at their level.",
        example="2025-05-01",
        label="Safeguarding training for managers and supervisors",
    )
    staff_training: Day | None = dated(
        "When all staff last had safeguarding training.",
        example="2026-09-01",
        label="Safeguarding training for all staff",
    )
    staff_update: Day | None = dated(
        "When all staff last had an update on safeguarding, between full training courses.",
        example="2026-09-01",
        label="Safeguarding update for all staff",
    )
    fire_awareness: Day | None = dated(
        "When all staff last had training in fire awareness.",
        example="2026-09-01",
        label="Fire awareness training for all staff",
    )
    care_plans: Day | None = dated(
        "When the pupils' care plans were last reviewed: the earliest of them.",
        example="2026-09-01",
        label="Review of care plans",
    )
    kcsie_read: Day | None = dated(
        "When all staff last signed that they have read part 1 of Keeping children safe in education.",
        example="2026-09-01",
        label="Part 1 of KCSIE read and signed by all staff",
    )


class Provider(Record):
    """One provider of alternative provision."""

    name: Title = for_all("What the provider is called.", example="Riverside Learning")
    type: Line = for_all("The type of provider, in the words that settings.yml lists.", example="vocational centre")
    sole_trader: YesNo = for_all(
        "Whether the provider is one self-employed person: then phone and email are published only where "
        "`contact.business` says so.",
        example="no",
        default=False,
    )
    status: ListingStatus = for_all("Whether schools may use this entry.", example="listed")
    status_date: Day | None = for_all(
        "The date the status changed, if it is not `listed`.", example="2026-10-05", default=None
    )
    public_notice: Text | None = for_all(
        "What schools are told about it, where the status is not `listed`.",
        example="Placements are paused while new premises are checked.",
        default=None,
    )
    private_reason: Text | None = for_officers(
        "Why, for officers only.", example="Two incidents reported in September.", default=None
    )
    checked: Checked = for_all(
        "When and by which role these details were last confirmed.",
        example={"date": "2026-09-14", "by": "AP officer"},
    )
    owner: Owner | None = for_officers(
        "Which of your roles or mailboxes is responsible for this provider. Left out: that of the settings, or the "
        "team.",
        example="QA officer",
        default=None,
        label="Who is responsible",
    )
    lists: tuple[ProcurementList, ...] = for_all(
        "The procurement lists, purchasing systems or framework agreements that it is on, by lot. Being on one is no "
        "approval, and says nothing of quality.",
        example=[{"name": "Coastshire AP purchasing system", "lot": "Lot 2: vocational", "since": "2026-04-01"}],
        default=(),
        label="Procurement lists",
    )
    level: Annotated[str, Choice(*LEVELS)] | None = for_all(
        "How these details were checked: as the provider said (`self-declared`), by reading documents "
        "(`desk-checked`) or by going there (`visited`). It says nothing of quality. A final visit on record counts "
        "as visited, whatever is written here.",
        example="desk-checked",
        default=None,
        label="Level of checking",
    )
    registration: Registration = for_all(
        "Whether it is a registered school.", example={"status": "unregistered", "gias_checked": "2026-09-14"}
    )
    contact: Contact = for_all(
        "How a school gets in touch.", example={"role": "Placements office", "phone": "01632 960123"}
    )
    safeguarding_lead: SafeguardingLead | None = for_officers(
        "The designated safeguarding lead.", example={"name": "A. Example"}, default=None
    )
    sites: tuple[Site, ...] = for_all(
        "The places at which it works.",
        example=[{"id": "main", "name": "Main site", "postcode": "DE1 2FS", "public": "yes"}],
        default=(),
    )
    serves: tuple[Title, ...] = for_all(
        "The areas it takes pupils from.", example=["North Coastshire", "South Coastshire"], default=()
    )
    pictures: tuple[Picture, ...] = for_all(
        "Up to three photographs of the place.",
        example=[{"file": "pictures/yard.jpg", "alt": "The yard and barn", "no_pupils": "yes"}],
        default=(),
    )
    offer: Offer = for_all(
        "What it offers, and to whom.", example={"key_stages": ["KS3", "KS4"], "delivery": ["on site"]}
    )
    dates: PolicyDates | None = for_officers(
        "Dates of insurance, checks and training.",
        example={"fire_drill": "2026-10-01"},
        default=None,
    )

    evidence: tuple[Evidence, ...] = for_officers(
        "Evidence that somebody saw, by reference: what it is, where it is kept, who saw it and when, and when it "
        "expires. The file itself stays where it is.",
        example=[{"what": "Public liability certificate", "kept": "Records system, QA-0142", "seen_by": "AP officer",
                  "seen": "2026-03-12"}],
        default=(),
    )  # fmt: skip

    @property
    def latest_status_day(self) -> date:
        """The day from which the present status holds: `status_date`, or when the record was last checked."""
        return self.status_date or self.checked.date
