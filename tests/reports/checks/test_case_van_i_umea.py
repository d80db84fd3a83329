"""The worked case of Umeå and Vän i Umeå, figure by figure (the same as `cases/van-i-umea.yaml`)."""

from decimal import Decimal
from typing import Any

import pytest

from reports.checks.check import check
from reports.checks.render import as_json
from tests.reports.checks.world import codes, d, line_of, row_of, umea

STATUSES = [
    ("2019-12-31", "upcoming"),
    ("2020-06-30", "on_track"),
    ("2021-03-14", "on_track"),
    ("2021-03-31", "at_risk"),
    ("2022-06-30", "at_risk"),
    ("2022-08-01", "at_risk"),
    ("2022-08-02", "overdue"),
    ("2023-04-01", "overdue"),
]

LINES: list[tuple[str, str, str, dict[str, Any]]] = [
    ("2020-06-30", "2020", "co_financing", {"status": "open"}),
    ("2020-06-30", "2020", "funding", {"delivered": "750000.00", "difference": "0.00", "status": "open"}),
    (
        "2021-03-31",
        "2020",
        "co_financing",
        {"counted": "1215000.00", "difference": "-85000.00", "status": "short", "verified": False},
    ),
    (
        "2022-06-30",
        "2020",
        "co_financing",
        {
            "delivered": "1215000.00",
            "counted": "1215000.00",
            "difference": "-85000.00",
            "status": "short",
            "verified": True,
        },
    ),
    (
        "2022-06-30",
        "2021",
        "co_financing",
        {
            "delivered": "1394000.00",
            "counted": "1335000.00",
            "difference": "35000.00",
            "status": "met",
            "verified": True,
        },
    ),
    ("2022-06-30", "2022", "co_financing", {"status": "open"}),
    ("2022-06-30", "2020", "funding", {"delivered": "1500000.00", "status": "met"}),
    ("2023-04-01", "2022", "co_financing", {"status": "overdue"}),
]


@pytest.mark.parametrize(("as_of", "status"), STATUSES)
def test_status(as_of: str, status: str) -> None:
    assert check(umea(), d(as_of)).status == status


@pytest.mark.parametrize(("as_of", "period", "kind", "expected"), LINES)
def test_line(as_of: str, period: str, kind: str, expected: dict[str, Any]) -> None:
    line = line_of(check(umea(), d(as_of)), kind, period)
    found = {name: getattr(line, name) for name in expected}
    assert {name: str(value) if isinstance(value, Decimal) else value for name, value in found.items()} == expected


def test_through_term() -> None:
    result = check(umea(), d("2022-06-30"))
    own, funding = row_of(result, "co_financing"), row_of(result, "funding")
    assert (own.promised_to_date, own.counted_to_date, own.difference) == (2_600_000, 2_550_000, -50_000)
    assert (own.promised_term, own.remaining, own.needed_per_remaining_period) == (3_900_000, 1_350_000, 1_350_000)
    assert (own.projected, own.status) == (3_823_256, "at_risk")
    assert (funding.promised_to_date, funding.counted_to_date) == (3_750_000, 3_750_000)
    assert (funding.projected, funding.status) == (None, "on_track")


def test_late_payment_is_the_municipalitys() -> None:
    result = check(umea(), d("2022-08-02"))
    assert codes(result)[0] == "payment.late"
    assert result.findings[0].party is not None
    assert result.findings[0].party.name == "Umeå kommun"


def test_late_report_is_the_associations() -> None:
    result = check(umea(), d("2023-04-01"))
    assert codes(result) == ["report.late", "payment.late", "co_financing.short"]
    assert result.findings[0].party is not None
    assert result.findings[0].party.name == "Vän i Umeå"


def test_settled_yearly() -> None:
    facts = umea(conditions={"settlement": "yearly"})
    assert check(facts, d("2021-03-31")).status == "at_risk"
    settled = check(facts, d("2022-06-30"))
    assert settled.status == "not_met"
    assert [(found.code, found.period, found.amount) for found in settled.consequences] == [
        ("repayment.co_financing", "2020", 98_077)
    ]


def test_the_answers_shape() -> None:
    answer = as_json(check(umea(), d("2022-06-30")), "en")
    assert (answer["agreement"], answer["reference"], answer["as_of"]) == (1, "KS-2019/00714", "2022-06-30")
    first = answer["periods"][0]
    assert (first["report_due_on"], first["report_state"]) == ("2021-03-31", "approved")
    own = next(line for line in first["lines"] if line["kind"] == "co_financing")
    volunteer, cash = own["components"]
    assert (volunteer["hours"], volunteer["delivered"], volunteer["counted"]) == ("4500.00", "905000.00", "905000.00")
    assert [(part["category"], part["rate"]) for part in volunteer["valued_at"]] == [
        ("adult", "220.00"),
        ("young", "50.00"),
    ]
    assert (cash["promised"], cash["counted"]) == ("325000.00", "310000.00")
    term = next(row for row in answer["through_term"] if row["kind"] == "co_financing")
    assert term["projected"] == "3823256.00"
    assert answer["basis"]["report_versions"] == ["1/1", "2/1"]
