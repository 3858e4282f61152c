"""Numbers that cannot be more, or less, than so many: days of a week, hours of a day, ages, pupils, percentages."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

from apdir.model.fields import AMOUNT_KIND, COUNT_KIND

Pupils = Annotated[int, COUNT_KIND.between(0, 99_999)]
#: Of a provider that takes any.
Capacity = Annotated[int, COUNT_KIND.between(1, 99_999)]
Age = Annotated[int, COUNT_KIND.between(3, 25)]
DaysAWeek = Annotated[int, COUNT_KIND.between(1, 7)]
#: A placement is at most all the time that a child is of school age.
Weeks = Annotated[int, COUNT_KIND.between(1, 600)]
#: Of a school's year, which has three terms or six half terms.
TermOfYear = Annotated[int, COUNT_KIND.between(1, 6)]
Percent = Annotated[int, COUNT_KIND.between(0, 100)]
#: Days and months in settings: nothing is kept, or waits, for longer than a school has a pupil.
Months = Annotated[int, COUNT_KIND.between(0, 240)]
Days = Annotated[int, COUNT_KIND.between(0, 3_660)]
HoursADay = Annotated[Decimal, AMOUNT_KIND.between(0, 24, parts=True)]
HoursAWeek = Annotated[Decimal, AMOUNT_KIND.between(0, 168, parts=True)]
WholeHoursAWeek = Annotated[int, COUNT_KIND.between(1, 168)]
#: Rows that a form leaves blank, and millimetres of a sheet of A4.
Rows = Annotated[int, COUNT_KIND.between(0, 100)]
Millimetres = Annotated[int, COUNT_KIND.between(0, 297)]
