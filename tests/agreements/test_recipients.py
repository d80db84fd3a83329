"""Whom money goes to in each period, when amendments have changed that."""

from datetime import date
from typing import Any

from agreements.amending import applied
from agreements.recipients import History, Since, agreed_on, receivers, receiving
from tests.agreements.test_amending import change, commitment, terms

Json = dict[str, Any]


def history(first: Json, *changes: Json) -> History:
    """Each change was agreed to on the first of the year that it takes effect in."""
    found = [Since(date.min, None, first)]
    for said in changes:
        on = date.fromisoformat(said["effective_on"])
        found.append(Since(on, on.replace(month=1, day=1), applied(found[-1].terms, said)))
    return found


def years(found: History, party: int) -> list[str]:
    return [period.label for period, _whole in receiving(found, 1, party)]


def recipients(*parties: int) -> list[Json]:
    roles = {pk: "recipient" if pk in parties else "funder" for pk in (1, 2, 3)}
    return [{"party": pk, "organization": pk + 10, "role": role, "left_on": None} for pk, role in roles.items()]


def test_each_period_is_of_whom_the_terms_name_for_it() -> None:
    said = [{"commitment": 1, "recipient": 3}]
    first = terms(commitment(1, 1, recipient=2), starts_on="2025-01-01")
    within, between = (history(first, change(day, commitments=said)) for day in ("2026-04-01", "2026-01-01"))
    assert (years(within, 2), years(within, 3)) == (["2025", "2026"], ["2026", "2027"])
    assert (years(between, 2), years(between, 3)) == (["2025"], ["2026", "2027"])
    assert (receivers(within, 1), receivers(within[:1], 1)) == ({2, 3}, {2})


def test_a_recipient_that_was_named_for_no_day_receives_nothing() -> None:
    """Two amendments take effect on one day: the later number holds."""
    first = terms(commitment(1, 1, recipient=2))
    rows = [change("2027-01-01", n, commitments=[{"commitment": 1, "recipient": to}]) for n, to in ((1, 1), (2, 3))]
    assert receivers(history(first, *rows), 1) == {2, 3}


def test_money_that_names_nobody_is_of_the_recipients_of_the_time() -> None:
    first = terms(commitment(1, 1), parties=recipients(2, 3))
    found = history(first, change("2027-01-01", leave=[{"party": 2, "organization": 12}]))
    assert (years(found, 2), years(found, 3), years(found, 1)) == (["2026"], ["2026", "2027"], [])


def test_what_an_amendment_brought_goes_to_nobody_before_it() -> None:
    first = terms(commitment(5, 1, recipient=2))
    found = history(first, change("2027-01-01", add=[commitment(1, 1, recipient=3)]))
    assert (years(found, 3), receivers(found[:1], 1)) == (["2027"], set())
    assert (agreed_on(found, 1), agreed_on(found, 5)) == (date(2027, 1, 1), None)


def test_a_shortened_term_tells_of_what_its_last_period_was() -> None:
    found = history(terms(commitment(1, 1, recipient=2)), change("2027-01-01", ends_on="2027-03-31"))
    (_first, (left, whole)) = receiving(found, 1, 2)
    assert (left.ends_on, whole.ends_on) == (date(2027, 3, 31), date(2027, 12, 31))
