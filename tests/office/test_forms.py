"""Forms of pages: numbers as people write them, and refusals that lead to their fields."""

import pytest
from django.template.loader import render_to_string

from office.pages import forms
from office.refusals import Refusal

LABELS = {"amount": "Amount", "rows[0].hours": "Hours"}
WRONG = (Refusal("not_a_number", "A number.", "rows[0].hours"), Refusal("odd", "Odd."), Refusal("far", "Far.", "else"))


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("1 500 000,50", "1500000.50"),
        ("1\N{NO-BREAK SPACE}500", "1500"),
        ("1\N{NARROW NO-BREAK SPACE}500.25", "1500.25"),
        ("-12,5", "-12.5"),
        ("1.500,00", "1.500,00"),
        ("301 personer", "301 personer"),
        ("", ""),
    ],
)
def test_decimal(typed: str, read: str) -> None:
    assert forms.decimal(typed) == read


def test_what_was_typed_stays_and_what_is_wrong_stands_by_it() -> None:
    found = forms.fields(LABELS, {"amount": "12"}, WRONG)
    assert found["amount"] == forms.Field("amount", "Amount", "12")
    assert found["rows[0].hours"] == forms.Field("rows[0].hours", "Hours", "", ("A number.",))
    shown = render_to_string("office/field.html", {"field": found["rows[0].hours"], "kind": "amount", "hint": "Whole."})
    assert 'id="rows-0-hours"' in shown
    assert 'aria-describedby="rows-0-hours-hint rows-0-hours-wrong-1 "' in shown
    assert 'aria-invalid="true"' in shown


def test_the_list_leads_to_fields_of_the_page() -> None:
    found = forms.faults(LABELS, WRONG)
    assert found == [
        forms.Fault("A number.", "rows-0-hours", "Hours"),
        forms.Fault("Odd."),
        forms.Fault("Far."),
    ]
    assert '<a href="#rows-0-hours">Hours: A number.</a>' in render_to_string("office/faults.html", {"faults": found})
