"""Whether a provider is a registered school, what Ofsted said, and the figures on the threshold."""

from __future__ import annotations

from typing import Annotated

from apdir.model.fields import Choice, Day, DfeNumber, Line, Record, Text, Ukprn, Urn, YesNo, for_all, for_officers
from apdir.model.numbers import HoursAWeek, Pupils

RegistrationStatus = Annotated[str, Choice("registered", "unregistered")]
CensusSetting = Annotated[str, Choice("NFE", "OOT", "OTH", "WBP")]
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


class Improvement(Record):
    """One area that an inspection asked to improve, and what was done."""

    area: Line = for_all("What the inspection asked to improve.", example="Attendance")
    action_taken: Text | None = for_officers(
        "What the provider has done about it.", example="Daily calls home.", default=None
    )


class Ofsted(Record):
    """One Ofsted inspection, in the words of the framework it was made under; never converted to another."""

    framework: Line = for_all("The Ofsted framework it was made under.", example="report card 2025")
    date: Day = for_all("The first day of the inspection.", example="2026-01-20")
    outcome: OldGrade | None = for_all(
        "The overall word, where that framework gave one (before the report cards).", example="Good", default=None
    )
    areas: dict[Line, AreaGrade] = for_all(
        "The grade of each area, as the report prints it.", example={"Inclusion": "Expected standard"}, default={}
    )
    safeguarding: Annotated[str, Choice("met", "not met", "effective", "not effective")] | None = for_all(
        "What the report says about safeguarding.", example="met", default=None
    )
    improvements: tuple[Improvement, ...] = for_all(
        "What the inspection asked to improve.", example=[{"area": "Attendance"}], default=()
    )


class Figures(Record):
    """The pre-visit questions on the registration threshold, as they stood on one day."""

    as_at: Day = for_officers("The day for which the figures hold.", example="2026-09-14")
    compulsory_age_full_time: Pupils = for_officers(
        "Pupils of compulsory school age who attend full-time.",
        example="3",
        label="Full-time, of compulsory school age",
    )
    full_time_ehcp: Pupils = for_officers(
        "Of those, how many have an EHC plan.", example="0", label="Of these, with an EHC plan"
    )
    full_time_looked_after: Pupils = for_officers(
        "Of those, how many are looked after by a council.",
        example="0",
        label="Of these, looked after",
    )
    any_ehcp_or_looked_after: YesNo | None = for_officers(
        "Whether any pupil, including part-time pupils, has an EHC plan or is looked after.",
        example="no",
        default=None,
        label="Any pupil with an EHC plan or looked after",
    )
    sole_provision: Pupils = for_officers(
        "Pupils for whom this is the only education, whatever the hours.",
        example="0",
        default=0,
        label="Pupils with no other education",
    )
    operating_hours_per_week: HoursAWeek | None = for_officers(
        "Hours a week for which the provider runs during the day.", example="15", default=None
    )
    full_time_hours: HoursAWeek | None = for_officers(
        "Hours a week that a full-time pupil attends.", example="15", default=None
    )
    part_time_hours: HoursAWeek | None = for_officers(
        "Hours a week that a part-time pupil attends.", example="6", default=None
    )


class Registration(Record):
    """Whether the provider is a registered school, and what is known of it."""

    status: RegistrationStatus = for_all(
        "`registered` where Get Information about Schools lists it as a school, otherwise `unregistered`.",
        example="unregistered",
    )
    gias_checked: Day | None = for_all(
        "When someone last looked it up in Get Information about Schools.",
        example="2026-09-14",
        default=None,
        label="Looked up in Get Information about Schools",
    )
    urn: Urn | None = for_all("The school's unique reference number.", example="123456", default=None, label="URN")
    dfe_number: DfeNumber | None = for_all(
        "The school's DfE number.", example="830/1102", default=None, label="DfE number"
    )
    ukprn: Ukprn | None = for_all(
        "Its number in the UK Register of Learning Providers, where it has one.",
        example="10012345",
        default=None,
        label="UKPRN",
    )
    census_setting: CensusSetting | None = for_all(
        "What the alternative provision census calls a provider that has neither a URN nor a UKPRN: `NFE` is "
        "non-maintained further education, `OOT` one-to-one tuition, `WBP` a work-based placement, `OTH` any other "
        "unregistered provider.",
        example="OTH",
        default=None,
        label="Setting type in the alternative provision census",
    )
    ofsted: tuple[Ofsted, ...] = for_all(
        "Its Ofsted inspections.",
        example=[{"framework": "report card 2025", "date": "2026-01-20", "areas": {"Inclusion": "Expected standard"}}],
        default=(),
        label="Ofsted inspections",
    )
    figures: Figures | None = for_officers(
        "The figures on the registration threshold.",
        example={
            "as_at": "2026-09-14",
            "compulsory_age_full_time": 3,
            "full_time_ehcp": 0,
            "full_time_looked_after": 0,
        },
        default=None,
    )
