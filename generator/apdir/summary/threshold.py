"""Whether a provider's figures reach the registration threshold, each source's test by itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from apdir.model.registration import Figures, Registration
from apdir.model.settings import Settings, Threshold


@dataclass(frozen=True, slots=True)
class ThresholdTest:
    """One source's test. ``full_time`` is None where the hours that it counts are not recorded."""

    source: str
    hours: str
    full_time: bool | None
    reached: bool | None
    why: str


@dataclass(frozen=True, slots=True)
class RegistrationCheck:
    """Every source's test side by side; ``needed`` where any of them is reached. Officers look, nothing decides."""

    as_at: date
    tests: tuple[ThresholdTest, ...]

    @property
    def needed(self) -> bool:
        """Whether any test is reached, so that a person must look."""
        return any(test.reached for test in self.tests)


def registration_check(registration: Registration, settings: Settings, today: date) -> RegistrationCheck | None:
    """Return the tests of an unregistered provider that gives figures; None where there is nothing to check."""
    if registration.status == "registered" or registration.figures is None:
        return None
    figures = registration.figures
    tests = tuple(
        _test(rule, figures)
        for rule in settings.registration_thresholds
        if (rule.start is None or rule.start <= figures.as_at) and (rule.until is None or figures.as_at <= rule.until)
    )
    return RegistrationCheck(figures.as_at, tests)


def is_full_time(rule: Threshold, figures: Figures) -> bool | None:
    """R01: whether hours count as full-time under one source's words; None where they are not recorded.

    Derby, section 6: more than 18 hours a week, as the provider runs. Herefordshire, pre-visit check: 18 hours, as a
    pupil attends; fewer could count where it is the pupil's sole provision. Reading 18 as enough, and "could" as yes,
    is this directory's rule. The numbers are `registration_thresholds` in settings.yml. No law that was seen
    defines full-time.
    """
    hours = figures.operating_hours_per_week if rule.basis == "hours the provider runs" else figures.full_time_hours
    if rule.sole_provision and figures.sole_provision:
        return True
    if hours is None:
        return None
    return hours >= rule.hours if rule.at_least else hours > rule.hours


def _test(rule: Threshold, figures: Figures) -> ThresholdTest:
    """R02: five full-time pupils of compulsory school age, or one looked-after, or one with an EHC plan.

    Education Act 1996, section 463, with Education and Skills Act 2008, section 92; Derby, section 5; Herefordshire,
    pre-visit check. The law that is to replace it says special educational needs: that an EHC plan is still meant is
    this directory's rule. The numbers are `registration_thresholds`.
    """
    sign = "or more" if rule.at_least else "and more"
    hours = f"{rule.hours} hours {sign}" if rule.at_least else f"more than {rule.hours} hours"
    full_time = is_full_time(rule, figures)
    if full_time is None:
        return ThresholdTest(rule.source, hours, None, None, f"The {rule.basis} are not recorded.")
    if not full_time:
        return ThresholdTest(rule.source, hours, False, False, f"Not full-time by this test ({rule.basis}).")
    pupils = figures.compulsory_age_full_time
    if rule.sole_provision:
        pupils = max(pupils, figures.sole_provision)
    reasons = []
    if pupils >= rule.pupils:
        reasons.append(f"{pupils} full-time pupils of compulsory school age")
    if figures.full_time_looked_after >= rule.looked_after:
        reasons.append(f"{figures.full_time_looked_after} of them looked after")
    if figures.full_time_ehcp >= rule.ehcp:
        reasons.append(f"{figures.full_time_ehcp} of them with an EHC plan")
    if reasons:
        return ThresholdTest(rule.source, hours, True, True, "; ".join(reasons) + ".")
    return ThresholdTest(
        rule.source, hours, True, False, f"{pupils} full-time pupils, none looked after, none with an EHC plan."
    )
