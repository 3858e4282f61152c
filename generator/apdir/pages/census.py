"""What a school or authority writes of a provider in the alternative provision census: exactly one of three things."""

from __future__ import annotations

from apdir.model.registration import Registration

#: DfE, data items of the alternative provision census: the URN, else the UKPRN, else one of these types of setting.
SETTINGS = {
    "NFE": "non-maintained further education",
    "OOT": "one-to-one tuition",
    "OTH": "other unregistered provider",
    "WBP": "work-based placement",
}
SOURCE = "DfE, alternative provision census, data items, as of 2023. Check GOV.UK for the current version."


def census_line(registration: Registration) -> str:
    """`URN 123456`, or `UKPRN 10012345`, or `setting type OTH (other unregistered provider)`; empty where not known."""
    if registration.status == "registered" and registration.urn:
        return f"URN {registration.urn}"
    if registration.ukprn:
        return f"UKPRN {registration.ukprn}"
    setting = registration.census_setting
    return f"setting type {setting} ({SETTINGS[setting]})" if setting else ""
