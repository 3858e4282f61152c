"""A shape, to which editors hold a value while somebody types, takes what the check takes and nothing else."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import get_args

import pytest
from pydantic_core import PydanticCustomError

from apdir.model import brand, fields, numbers, offer
from apdir.model.shapes import SHAPES

TEXTS = {
    "Colour": ["#00703c", "#00703C", " #abc ", "00703c", "#00703", "#00703g", "#00703cff", "green", "#"],
    "Urn": ["123456", " 123456 ", "12345", "1234567", "12345a"],
    "Ukprn": ["10012345", " 10012345 ", "20012345", "1001234", "100123456", "1001234a"],
    "DfeNumber": ["830/1102", "8301102", "830 1102", "830 / 1102", "830-1102", "83/1102"],
    "Email": [
        "office@farm.example", "o.f-f_a+b@a.b.example", "a!$'*+/^~@x.example", "a?cc=b@c.example", "a@b",
        "a b@c.example", "a@b.example,c@d.example", "<a@b.example>", "a&b@c.example", "a%40@b.example",
        "a@xn--a.example", "a@-b.example", "a@b..example", "оffice@farm.example", "a@b.example.",
    ],
    "Web": [
        "https://farm.example", "http://farm.example:8080/a?b=c#d", "https://farm.example/a b", "www.farm.example",
        'https://farm.example/"x', "https://farm.example/<x>", "https://farm.example?x=1", "https://a@b.example",
        "https://10.0.0.1/", "ftp://farm.example", "https://farm.example ", "https://xn--a.example", "//farm.example",
    ],
    "Postcode": ["DE1 2FS", "de12fs", "DE1  2FS", "DE1 2CV", "W1A 0AX", "DE1 2F", "EC1A1BB", "12345", "DE1 2FS."],
    "Amount": ["3,5", "1,2000", "1,234.5", "12,34,567", ",5",
               "95", "7.50", "£1,200", "£ 95", "1.2.3", "95.", "95p", ".5", "1000000", "999999.99", "-5", "1e3", "£",
               "0", "95.555", "1.200", ".555"],
    "Basis": ["day", "Half-day", " half  day ", "per day", "a day", "Daily", "half a day", "1/2 day", "p/h", "hr",
              "pupil per day", "day, per pupil", "day for a closed group", "hour of art", "half term",
              "session one to one", "school year", "Term.", "placement"],
    "Count": ["12", "0", "1234567", "1.5", "-1", " 3 ", "a"],
    "Clock": ["09:30", "9:30", "24:00", "23:59", "9.30", "09:60", "9:3"],
    "PhotoFile": ["pictures/yard.jpg", "pictures/the-yard_2.jpg", "yard.jpg", "pictures/Yard.jpg", "pictures/../a.jpg",
              "pictures/a.gif", "pictures/a.jpg.exe"],
    "Slug": ["main", "main-yard", "Main", "a--b", "-a", "a_b", "a b"],
}  # fmt: skip

#: What the module of bounded numbers is made of.
BASES = ("Annotated", "Decimal", "AMOUNT_KIND", "COUNT_KIND")


def test_every_shape_is_looked_at() -> None:
    assert {*TEXTS, "Phone"} == {*SHAPES}  # tests/unit/model/test_telephone.py has the numbers


@pytest.mark.parametrize("name", [name for name in vars(numbers) if name[0].isupper() and name not in BASES])
def test_a_bound_is_the_same_to_the_check_and_to_a_shape(name: str) -> None:
    kind = next(mark for mark in get_args(getattr(numbers, name)) if isinstance(mark, fields.Kind))
    assert kind.shape is not None
    assert kind.bounds is not None
    parts = get_args(getattr(numbers, name))[0] is Decimal
    least, most = kind.bounds
    texts = [str(number) for number in range(most + 2)] + ["", "-1", "007", " 5 ", f"1{most}", f"{most}0"]
    texts += [f"{most}.0", f"{most}.01", "£4", "3,5", ".5", "3.", "0.25"] if parts else ["1.5"]
    taken = []
    for text in texts:
        try:
            taken.append(kind.read(text))
            right = True
        except PydanticCustomError:
            right = False
        assert (re.search(kind.shape[0], text) is not None) == right, text
    assert (min(taken), max(taken)) == (least, most)


@pytest.mark.parametrize(("name", "text"), [(name, text) for name, texts in TEXTS.items() for text in texts])
def test_a_shape_takes_what_the_check_takes(name: str, text: str) -> None:
    written = getattr({"Colour": brand, "Basis": offer}.get(name, fields), name)
    kind = next(mark for mark in get_args(written) if isinstance(mark, fields.Kind))
    try:
        kind.read(text)
        right = True
    except PydanticCustomError:
        right = False
    assert (re.search(SHAPES[name][0], text) is not None) == right
