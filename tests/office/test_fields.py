"""No personal identity number is taken in any text that people write."""

import pytest
from stdnum import luhn

from office.fields import names_a_person
from tests.agreements.sample import HOURS, active, body, content
from tests.cast import Cast


def number(digits: str, between: str = "-") -> str:
    """A personal identity number with its check digit, of nobody: made from a date and three digits."""
    return f"{digits[:6]}{between}{digits[6:]}{luhn.calc_check_digit(digits)}"


INVENTED = number("811228987")


@pytest.mark.parametrize(
    "text",
    [
        INVENTED,
        f"Ledare: Kim ({INVENTED}).",
        f"19{INVENTED}",
        number("811228987", ""),
        number("811228987", "+"),
        f"20{number('050229123')}",
        number("811288987"),  # a coordination number: the day plus 60
        number("811228987", " "),
        number("811228987", " - "),
        number("811228987", "\N{NO-BREAK SPACE}"),
        number("811228987", "\N{NON-BREAKING HYPHEN}"),
        number("811228987", "\N{EM DASH}"),
        number("811228987", "\N{MINUS SIGN}"),
        number("811228987", "\N{ZERO WIDTH SPACE}-"),
        INVENTED.translate({ord("0") + digit: 0xFF10 + digit for digit in range(10)}),  # full width
        f"1981-12-28-{INVENTED[-4:]}",
        f"81 12 28-{INVENTED[-4:]}",
    ],
)
def test_named(text: str) -> None:
    assert names_a_person(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "212000-2627",  # organisation numbers: the month is 20 or more
        "802000-0009",
        "bankgiro 5050-1055, telefon 090-16 10 00",
        INVENTED[:-1] + str((int(INVENTED[-1]) + 1) % 10),  # another check digit
        number("811328987"),  # no such month
        number("811259987"),  # no such day
        f"1{INVENTED}",  # part of a longer number
        f"{INVENTED}0",
        f"1981-12-28 - {INVENTED[-4:]}-12-31",  # days of a period
        f"19811228 - {INVENTED[-4:]}-12-31",
        f"1981-12-28 {INVENTED[-4:]} kr",  # a day and an amount
    ],
)
def test_not_named(text: str) -> None:
    assert not names_a_person(text)


def test_every_text_refuses_it_and_says_where(cast: Cast) -> None:
    sent = body(title=f"Stöd {INVENTED}", purpose=INVENTED)
    answer = cast.officer.send("post", "agreements", sent)
    assert answer.status_code == 400
    assert {(one["path"], one["code"]) for one in answer.json()["errors"]} == {
        ("title", "personal_number"),
        ("purpose", "personal_number"),
    }
    hours = [{**HOURS, "activity": f"Läxhjälp, {INVENTED}", "attested_by": INVENTED}]
    report = {"agreement": active(cast), "period": "2020", **content(volunteer_hours=hours, narrative=INVENTED)}
    answer = cast.treasurer.send("post", "annual-reports", report)
    assert {one["path"] for one in answer.json()["errors"]} == {
        "volunteer_hours[0].activity",
        "volunteer_hours[0].attested_by",
        "narrative",
    }


def test_a_registry_number_may_look_like_one(cast: Cast) -> None:
    assert cast.officer.ok("post", "agreements", body(reference=f"KS {INVENTED}"))["reference"] == f"KS {INVENTED}"
