"""A provider's record: the front matter of `providers/<slug>/provider.md`."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from generator.model.fields import (
    Amount,
    Choice,
    Clock,
    Count,
    Day,
    DfeNumber,
    Email,
    Line,
    Phone,
    Postcode,
    Record,
    Slug,
    Text,
    Urn,
    Web,
    YesNo,
    field,
)
from generator.model.role import Role

KeyStage = Annotated[str, Choice("KS1", "KS2", "KS3", "KS4", "KS5")]
Weekday = Annotated[str, Choice("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")]
Delivery = Annotated[str, Choice("on site", "outreach", "online", "pupil's home", "community")]
Mode = Annotated[str, Choice("full-time", "part-time")]
ListingStatus = Annotated[str, Choice("listed", "suspended", "withdrawn", "closed")]
RegistrationStatus = Annotated[str, Choice("registered", "unregistered")]
OldGrade = Annotated[str, Choice("Outstanding", "Good", "Requires improvement", "Inadequate")]
AreaGrade = Annotated[
    str,
    Choice(
        "Exceptional",
        "Strong standard",
        "Expected standard",
        "Needs attention",
        "Urgent improvement",
        "Outstanding",
        "Good",
        "Requires improvement",
        "Inadequate",
    ),
]
REPORT_CARD_GRADES = ("Exceptional", "Strong standard", "Expected standard", "Needs attention", "Urgent improvement")


class Checked(Record):
    """When, and by which role, the facts of the record were last confirmed."""

    date: Day = field("The day on which someone last confirmed that these facts are true.", example="2026-09-14")
    by: Role = field("The role that confirmed them; never a person's name.", example="AP officer")


class Improvement(Record):
    """One area that an inspection asked to improve, and what was done."""

    area: Line = field("What the inspection asked to improve.", example="Attendance")
    action_taken: Text | None = field(
        "What the provider has done about it.", example="Daily calls home.", visible="commissioner", default=None
    )


class Ofsted(Record):
    """One Ofsted inspection, in the words of the framework it was made under; never converted to another."""

    framework: Line = field("The Ofsted framework it was made under.", example="report card 2025")
    date: Day = field("The first day of the inspection.", example="2026-01-20")
    outcome: OldGrade | None = field(
        "The overall word, where that framework gave one (before the report cards).", example="Good", default=None
    )
    areas: dict[Line, AreaGrade] = field(
        "The grade of each area, as the report prints it.", example={"Inclusion": "Expected standard"}, default={}
    )
    safeguarding: Annotated[str, Choice("met", "not met", "effective", "not effective")] | None = field(
        "What the report says about safeguarding.", example="met", default=None
    )
    improvements: tuple[Improvement, ...] = field(
        "What the inspection asked to improve.", example=[{"area": "Attendance"}], default=()
    )


class Figures(Record):
    """The pre-visit questions on the registration threshold, as they stood on one day."""

    as_at: Day = field("The day for which the figures hold.", example="2026-09-14", visible="commissioner")
    compulsory_age_full_time: Count = field(
        "Pupils of compulsory school age who attend full-time.", example="3", visible="commissioner"
    )
    full_time_ehcp: Count = field("Of those, how many have an EHC plan.", example="0", visible="commissioner")
    full_time_looked_after: Count = field(
        "Of those, how many are looked after by a council.", example="0", visible="commissioner"
    )
    any_ehcp_or_looked_after: YesNo | None = field(
        "Whether any pupil at all, part-time too, has an EHC plan or is looked after.",
        example="no",
        visible="commissioner",
        default=None,
    )
    sole_provision: Count = field(
        "Pupils for whom this is the only education, whatever the hours.",
        example="0",
        visible="commissioner",
        default=0,
    )
    operating_hours_per_week: Amount | None = field(
        "Hours a week for which the provider runs during the day.", example="15", visible="commissioner", default=None
    )
    full_time_hours: Amount | None = field(
        "Hours a week that a full-time pupil attends.", example="15", visible="commissioner", default=None
    )
    part_time_hours: Amount | None = field(
        "Hours a week that a part-time pupil attends.", example="6", visible="commissioner", default=None
    )


class Registration(Record):
    """Whether the provider is a registered school, and what is known of it."""

    status: RegistrationStatus = field(
        "`registered` where Get Information About Schools lists it as a school, otherwise `unregistered`.",
        example="unregistered",
    )
    gias_checked: Day | None = field(
        "When someone last looked it up in Get Information About Schools.", example="2026-09-14", default=None
    )
    urn: Urn | None = field("The school's unique reference number.", example="123456", default=None)
    dfe_number: DfeNumber | None = field("The school's DfE number.", example="830/1102", default=None)
    ofsted: tuple[Ofsted, ...] = field(
        "Its Ofsted inspections.",
        example=[{"framework": "report card 2025", "date": "2026-01-20", "areas": {"Inclusion": "Expected standard"}}],
        default=(),
    )
    figures: Figures | None = field(
        "The figures on the registration threshold.",
        example={
            "as_at": "2026-09-14",
            "compulsory_age_full_time": 3,
            "full_time_ehcp": 0,
            "full_time_looked_after": 0,
        },
        visible="commissioner",
        default=None,
    )


class Contact(Record):
    """How a school gets in touch: a role, and one way at least to reach it."""

    role: Role = field("The role or office to ask for; never a person's name.", example="Placements office")
    phone: Phone | None = field("Telephone number.", example="01632 960123", default=None)
    email: Email | None = field("Email address of the role.", example="placements@riverside.example", default=None)
    website: Web | None = field("The provider's website.", example="https://riverside.example", default=None)
    business: YesNo = field(
        "For a sole trader: whether the phone and email are a business contact, so that they may be published.",
        example="yes",
        default=False,
    )


class SafeguardingLead(Record):
    """The designated safeguarding lead, for officers alone."""

    name: Line | None = field("The lead's name.", example="A. Example", visible="commissioner", default=None)
    phone: Phone | None = field("The lead's direct line.", example="01632 960124", visible="commissioner", default=None)
    email: Email | None = field(
        "The lead's email.", example="dsl@riverside.example", visible="commissioner", default=None
    )


class Hours(Record):
    """When a day starts and ends."""

    start: Clock = field("When the day starts.", example="09:30", alias="from")
    end: Clock = field("When the day ends.", example="15:00", alias="to")


class Site(Record):
    """One place at which the provider works."""

    id: Slug = field("A short id, used by visits.", example="main")
    name: Line = field("What the place is called.", example="Main site")
    address: tuple[Line, ...] = field("The address, line by line.", example=["12 Mill Lane", "Derby"], default=())
    postcode: Postcode | None = field("The postcode.", example="DE1 2FS", default=None)
    near: Postcode | None = field(
        "A postcode close by, from which distances are measured where the site's own is newer than the table of "
        "postcodes, or where it has none.",
        example="DE1 2FS",
        default=None,
    )
    public: YesNo = field(
        "Whether the place may be published. Say `no` for a home or a refuge: then no edition for the public "
        "gives its address, postcode or distance.",
        example="yes",
    )
    days: tuple[Weekday, ...] = field("Days on which this site is open, where it differs.", example=["Mon"], default=())
    hours: Hours | None = field(
        "Hours of this site, where they differ.", example={"from": "09:30", "to": "15:00"}, default=None
    )
    programmes: tuple[Line, ...] = field(
        "Names of the programmes that run here, where not all do.", example=["Construction"], default=()
    )


class Ages(Record):
    """The youngest and the oldest age taken."""

    youngest: Count = field("The youngest age taken, in years.", example="11", alias="from")
    oldest: Count = field("The oldest age taken, in years.", example="16", alias="to")


class Length(Record):
    """A length of placement on offer."""

    mode: Mode = field("Full-time or part-time.", example="part-time")
    up_to_weeks: Count | None = field("The longest placement, in weeks.", example="12", default=None)
    up_to_days: Count | None = field("The most days a week.", example="2", default=None)
    open_ended: YesNo = field("Whether a placement may last as long as it is needed.", example="yes", default=False)


class Vacancies(Record):
    """Free places on one day."""

    number: Count = field("How many places are free.", example="3")
    as_at: Day = field("The day on which that was so.", example="2026-11-01")


class Programme(Record):
    """One programme or course."""

    name: Line = field("What it is called.", example="Construction")
    level: Line | None = field("Its level.", example="Level 1", default=None)
    qualification: Line | None = field("The qualification it leads to.", example="Award", default=None)
    awarding_body: Line | None = field("Who awards it.", example="An awarding body", default=None)
    outcome: Line | None = field("What a pupil leaves with.", example="Site safety card", default=None)


class Price(Record):
    """One price; shown as it is given, never converted to another basis."""

    amount: Amount = field("Pounds.", example="95")
    per: Line = field(
        "What the amount is for: day, half day, hour, session, week, term or placement; any other basis in words.",
        example="day",
    )
    note: Line | None = field("What it includes or leaves out.", example="Lunch included", default=None)


class Offer(Record):
    """What the provider offers, and to whom."""

    key_stages: tuple[KeyStage, ...] = field("Key stages taken.", example=["KS3", "KS4"], default=())
    ages: Ages | None = field("Ages taken.", example={"from": "11", "to": "16"}, default=None)
    needs: tuple[Line, ...] = field(
        "Needs it is set up for, in the words that settings.yml lists.", example=["SEMH", "autism"], default=()
    )
    subjects: tuple[Line, ...] = field("School subjects it teaches.", example=["English", "mathematics"], default=())
    delivery: tuple[Delivery, ...] = field("Where the teaching happens.", example=["on site"])
    days: tuple[Weekday, ...] = field("Days on which it runs.", example=["Mon", "Tue"], default=())
    hours: Hours | None = field("When its day starts and ends.", example={"from": "09:30", "to": "15:00"}, default=None)
    lengths: tuple[Length, ...] = field(
        "Lengths of placement.", example=[{"mode": "part-time", "up_to_days": "2"}], default=()
    )
    dual_registration: YesNo | None = field(
        "Whether a pupil can be registered here and at their school.", example="no", default=None
    )
    capacity: Count | None = field("The most pupils at one time.", example="12", default=None)
    vacancies: Vacancies | None = field(
        "Free places, with the day on which that was so.", example={"number": 3, "as_at": "2026-11-01"}, default=None
    )
    programmes: tuple[Programme, ...] = field(
        "Programmes and courses.", example=[{"name": "Construction", "level": "Level 1"}], default=()
    )
    price: tuple[Price, ...] = field("Prices to any school.", example=[{"amount": "95", "per": "day"}], default=())
    transport: Text | None = field("How pupils get there.", example="Bus 9 stops outside.", default=None)
    accessibility: Text | None = field("Access for disabled pupils.", example="Step-free ground floor.", default=None)
    admissions: Text | None = field(
        "How to refer a pupil, and what happens then.",
        example="Send the referral form; we visit within a week.",
        default=None,
    )
    meals: Text | None = field("Food and drink.", example="Lunch is cooked with the pupils.", default=None)


class PolicyDates(Record):
    """Dates of insurance, checks and training, for officers alone."""

    public_liability_expires: Day | None = field(
        "When public liability insurance runs out.", example="2027-03-31", visible="commissioner", default=None
    )
    fire_risk_assessment: Day | None = field(
        "The last fire risk assessment.", example="2026-02-01", visible="commissioner", default=None
    )
    fire_drill: Day | None = field("The last fire drill.", example="2026-10-01", visible="commissioner", default=None)
    hs_policy: Day | None = field(
        "When the health and safety policy was last signed.", example="2026-09-01", visible="commissioner", default=None
    )
    safeguarding_policy: Day | None = field(
        "When the safeguarding policy was last reviewed.", example="2026-09-01", visible="commissioner", default=None
    )
    risk_assessments: Day | None = field(
        "When the risk assessments were last reviewed.", example="2026-09-01", visible="commissioner", default=None
    )
    site_inspection: Day | None = field(
        "The last inspection of the premises by the provider.",
        example="2026-09-01",
        visible="commissioner",
        default=None,
    )
    dsl_training: Day | None = field(
        "When the safeguarding lead was last trained.", example="2025-05-01", visible="commissioner", default=None
    )
    dsl_update: Day | None = field(
        "When the safeguarding lead last refreshed what they know, between two trainings.",
        example="2026-05-01",
        visible="commissioner",
        default=None,
    )
    managers_training: Day | None = field(
        "When the last of the managers and supervisors was trained in safeguarding at their level.",
        example="2025-05-01",
        visible="commissioner",
        default=None,
    )
    staff_training: Day | None = field(
        "When all staff last had safeguarding training.", example="2026-09-01", visible="commissioner", default=None
    )
    staff_update: Day | None = field(
        "When all staff last had an update on safeguarding, between two trainings.",
        example="2026-09-01",
        visible="commissioner",
        default=None,
    )
    fire_awareness: Day | None = field(
        "When all staff last had training in fire awareness.",
        example="2026-09-01",
        visible="commissioner",
        default=None,
    )
    care_plans: Day | None = field(
        "When the pupils' care plans were last reviewed: the earliest of them.",
        example="2026-09-01",
        visible="commissioner",
        default=None,
    )
    kcsie_read: Day | None = field(
        "When all staff last signed that they have read part 1 of Keeping children safe in education.",
        example="2026-09-01",
        visible="commissioner",
        default=None,
    )


class Provider(Record):
    """One provider of alternative provision."""

    name: Line = field("What the provider is called.", example="Riverside Learning")
    type: Line = field("The type of provider, in the words that settings.yml lists.", example="vocational centre")
    sole_trader: YesNo = field(
        "Whether the provider is one self-employed person: then phone and email are published only where "
        "`contact.business` says so.",
        example="no",
        default=False,
    )
    status: ListingStatus = field("Whether schools may use this entry.", example="listed")
    status_date: Day | None = field("Since when, where the status is not `listed`.", example="2026-10-05", default=None)
    public_notice: Text | None = field(
        "What schools are told about it, where the status is not `listed`.",
        example="Placements are paused while new premises are checked.",
        default=None,
    )
    private_reason: Text | None = field(
        "Why, for officers alone.", example="Two incidents reported in September.", visible="commissioner", default=None
    )
    checked: Checked = field(
        "When and by which role these facts were last confirmed.",
        example={"date": "2026-09-14", "by": "AP officer"},
    )
    registration: Registration = field(
        "Whether it is a registered school.", example={"status": "unregistered", "gias_checked": "2026-09-14"}
    )
    contact: Contact = field(
        "How a school gets in touch.", example={"role": "Placements office", "phone": "01632 960123"}
    )
    safeguarding_lead: SafeguardingLead | None = field(
        "The designated safeguarding lead.", example={"name": "A. Example"}, visible="commissioner", default=None
    )
    sites: tuple[Site, ...] = field(
        "The places at which it works.",
        example=[{"id": "main", "name": "Main site", "postcode": "DE1 2FS", "public": "yes"}],
        default=(),
    )
    serves: tuple[Line, ...] = field("The areas it takes pupils from.", example=["Derby", "Amber Valley"], default=())
    offer: Offer = field(
        "What it offers, and to whom.", example={"key_stages": ["KS3", "KS4"], "delivery": ["on site"]}
    )
    dates: PolicyDates | None = field(
        "Dates of insurance, checks and training.",
        example={"fire_drill": "2026-10-01"},
        visible="commissioner",
        default=None,
    )

    @property
    def latest_status_day(self) -> date:
        """The day from which the present status holds: `status_date`, or when the record was last checked."""
        return self.status_date or self.checked.date
