"""The meaning of answers to fields of forms, blank ones included."""

from __future__ import annotations

from typing import Any

from apdir.model.form_field import FormField

#: Values of a box that is not ticked: on paper, in a record or in a filled form.
BLANK = ("", "off", "no")


def meaning(field: FormField, value: Any) -> str:
    """R28: `answered`, `not answered` or `not applicable`; the last only where the form itself says so of a blank.

    Derby, section 15: the banner over the referral form's status boxes says that one left blank is assumed not to
    apply. No requirement's judgement is ever read so: one that is left out is unanswered, and never met.
    """
    ticks = field.type == "ticks"
    blank = not value or (ticks and isinstance(value, str) and value.strip().lower() in BLANK)
    return field.blank_means if blank else "answered"
