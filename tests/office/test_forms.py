"""Forms of pages: numbers as people write them, and refusals that lead to their fields."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils.translation import override

from office.bodies import Body
from office.fields import Amount, Count, Day, File, Text
from office.pages import forms
from office.refusals import Refusal

LABELS = {"amount": "Amount", "rows[0].hours": "Hours"}
WRONG = (Refusal("decimals", "A number.", "rows[0].hours"), Refusal("odd", "Odd."), Refusal("far", "Far.", "else"))


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
        ("1 500 000 kr", "1500000"),
        ("40 000:-", "40000"),
        ("40 000,-", "40000"),
        ("40 000,50 SEK", "40000.50"),
        ("1\N{THIN SPACE}500 kronor", "1500"),
        ("40 tkr", "40 tkr"),
        ("12,5 h", "12,5 h"),
        ("50 %", "50 %"),
        ("kr", "kr"),
        ("", ""),
    ],
)
def test_decimal(typed: str, read: str) -> None:
    assert forms.decimal(typed) == read


@pytest.mark.parametrize(
    ("typed", "unit", "read"),
    [
        ("12,5 h", forms.HOURS, "12.5"),
        ("12 tim.", forms.HOURS, "12"),
        ("12 timmar", forms.HOURS, "12"),
        ("12 kr", forms.HOURS, "12 kr"),
        ("12,5 %", forms.PERCENT, "12.5"),
        ("50 procent", forms.PERCENT, "50"),
        ("40 kr", forms.NUMBER, "40 kr"),
    ],
)
def test_a_number_with_its_unit(typed: str, unit: re.Pattern[str], read: str) -> None:
    assert forms.decimal(typed, unit) == read


class _Worked(Body):
    hours = Amount()


class _Declared(Body):
    amount = Amount()
    currency = Text()


def test_the_unit_is_that_of_the_field_and_beside_a_currency_there_is_none() -> None:
    assert forms.said(_Paid, {"amount": "12 kr"}) == {"amount": "12"}
    assert forms.said(_Worked, {"hours": "12 h"}) == {"hours": "12"}
    assert forms.said(_Declared, {"amount": "12 kr", "currency": "EUR"}) == {"amount": "12 kr", "currency": "EUR"}


@pytest.mark.parametrize(
    ("path", "example"),
    [
        ("amount", "belopp, till exempel 1 500 000 eller"),
        ("own_cash-fees", "belopp, till exempel 1 500 000 eller"),
        ("commitments[0].components[1].hours", "antal timmar, till exempel 12,5"),
        ("hours_each", "antal timmar"),
        ("conditions.late_ladder.steps[0].percent", "procent, till exempel 50"),
        ("quantity-0", "tal, till exempel 40"),
    ],
)
def test_a_number_that_is_none_is_refused_with_an_example_for_the_field(path: str, example: str) -> None:
    with override("sv"):
        (fault,) = forms.faults({}, [Refusal("not_a_number", "A number.", path)])
    assert example in fault.message


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


@pytest.mark.parametrize(
    ("status", "heading"),
    [
        (400, "Something is missing or wrong"),
        (403, "This is not yours to do"),
        (409, "Its state does not allow this"),
        (412, "Somebody changed it in between"),
        (413, "Something is missing or wrong"),
    ],
)
def test_the_heading_is_by_the_kind_of_no(status: int, heading: str) -> None:
    found = forms.faults(LABELS, WRONG, status)
    with override("en"):
        assert f"<h2>{heading}</h2>" in render_to_string("office/faults.html", {"faults": found})
