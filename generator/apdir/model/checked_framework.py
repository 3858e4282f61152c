"""A framework as a file is read: held to its own ids and rules."""

from __future__ import annotations

from pydantic import model_validator

from apdir.model.fields import faults
from apdir.model.framework import Framework
from apdir.model.framework_checks import (
    anchors_with_spaces,
    given_twice,
    left_empty,
    levels_that_pass,
    unknown_names,
)
from apdir.model.outcome_checks import wrong_rules

CHECKS = (given_twice, anchors_with_spaces, unknown_names, left_empty, levels_that_pass, wrong_rules)


class CheckedFramework(Framework):
    """A framework in which every id that is used is given, once, and every rule leads to one of its outcomes."""

    @model_validator(mode="after")
    def _passes_its_checks(self) -> CheckedFramework:
        faults(fault for check in CHECKS for fault in check(self))
        return self
