"""Forms of pages: numbers as people write them, and refusals that lead to their fields."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template.loader import render_to_string
from django.test import RequestFactory

from office.bodies import Body
from office.fields import Amount, Count, Day, File, Text
from office.pages import forms
from office.refusals import Refusal

LABELS = {"amount": "Amount", "rows[0].hours": "Hours"}
WRONG = (Refusal("not_a_number", "A number.", "rows[0].hours"), Refusal("odd", "Odd."), Refusal("far", "Far.", "else"))


class _Paid(Body):
    amount = Amount()
    heads = Count(required=False)
    paid_on = Day(required=False)
    note = Text(required=False)
    file = File()


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("1 500 000,50", "1500000.50"),
        ("1\N{NO-BREAK SPACE}500", "1500"),
        ("1\N{NARROW NO-BREAK SPACE}500.25", "1500.25"),
        ("-12,5", "-12.5"),
        ("−12,5", "-12.5"),
        ("1.500,00", "1.500,00"),
        ("301 personer", "301 personer"),
        ("", ""),
    ],
)
def test_decimal(typed: str, read: str) -> None:
    assert forms.decimal(typed) == read


def test_a_form_says_what_a_body_reads() -> None:
    typed = {"amount": " 1 500,50 ", "heads": "12 ", "paid_on": " 2027-01-31", "note": "  ", "act": "pay"}
    assert forms.said(_Paid, typed) == {"amount": "1500.50", "heads": 12, "paid_on": "2027-01-31"}


def test_a_sent_form_is_read_with_its_file_and_all_that_is_wrong() -> None:
    paper = SimpleUploadedFile("minutes.pdf", b"%PDF")
    values, refusals = forms.read(_Paid, RequestFactory().post("/", {"amount": "many", "heads": "3", "file": paper}))
    assert (values["heads"], values["file"].name) == (3, "minutes.pdf")
    assert [(one.path, one.code, one.actual) for one in refusals] == [("amount", "not_a_number", "many")]


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
