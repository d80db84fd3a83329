"""The demo's agreements, one function each. Terms of Vän i Umeå and Fritidsbanken are as published (see the README);
everything reported is invented, and what falls short belongs to invented associations."""

from collections.abc import Callable
from datetime import date
from typing import Any

from office.models import User
from reports.demo.aid import near_the_ceiling, of_general_interest
from reports.demo.amounts import indexed, lowered
from reports.demo.books import books_that_differ, handed_over
from reports.demo.consequences import LADDER, claimed, claimed_late, excused
from reports.demo.hours import counted_twice, promised_in_hours
from reports.demo.mandates import elected
from reports.demo.payers import two_payers
from reports.demo.paying import half_on_requisition
from reports.demo.slips import group_slips
from reports.demo.story import BOARD, Json, Story
from reports.demo.support import IN_KIND, INCLUDED, premises

UMEA, VAN, FRITIDSBANKEN = "212000-2627", "802000-0009", "802000-0017"
TWICE = [{"due": "01-31", "share": "0.5"}, {"due": "07-31", "share": "0.5"}]
REPORTING = {"report_due": {"value": "03-31", "clause": "§ 6"}, "volunteer_rate": "leader-2014"}
INVENTED = "Demodata: redovisade uppgifter är påhittade. / Demo data: reported figures are invented."
ASSOCIATIONS = {
    "802000-0025": "Exempelföreningen Linden",
    "802000-0033": "Exempelföreningen Björken",
    "802000-0041": "Exempelföreningen Asken",
    "802000-0058": "Exempelföreningen Rönnen",
    "802000-0066": "Exempelföreningen Hasseln",
    "802000-0074": "Exempelföreningen Eken",
    "802000-0082": "Exempelföreningen Alen",
    "802000-0090": "Exempelföreningen Lönnen",
    "802000-0108": "Exempelföreningen Hägern",
    "802000-0116": "Exempelföreningen Tallen",
    "802000-0124": "Exempelföreningen Boken",
    "802000-0132": "Exempelföreningen Granen",
    "802000-0140": "Exempelföreningen Almen",
    "802000-0157": "Exempelföreningen Sälgen",
}


def terms(reference: str, title: str, starts_on: date, ends_on: date, recipients: list[str], **more: Any) -> Json:
    """A body in which Umeå kommun funds and the first recipient adds an own contribution (unless it says otherwise)."""
    funding = {"party": UMEA, "kind": "funding", "amount": more.get("funding", "400000.00"), "instalments": TWICE}
    own = {
        "party": recipients[0], "kind": "co_financing", "amount": "200000.00",
        "components": [
            {"kind": "volunteer_time", "amount": "150000.00", "counting": "cap"},
            {"kind": "own_cash", "amount": "50000.00", "counting": "plan"},
        ],
    }  # fmt: skip
    return {
        "reference": reference,
        "title": title,
        "kind": more.get("kind", "partnership"),
        "purpose": more.get("purpose", INVENTED),
        "starts_on": starts_on.isoformat(),
        "ends_on": ends_on.isoformat(),
        "parties": [{"organization": UMEA, "role": "funder"}]
        + [{"organization": number, "role": "recipient"} for number in recipients],
        "commitments": more.get("commitments", [funding, own]),
        "conditions": more.get("only") or REPORTING | more.get("conditions", {}),
    }


def model(officer: User, today: date) -> None:
    """Vän i Umeå, as the worked case has it; look at it as of 2022-06-30. What came later fulfilled it (invented)."""
    said = terms(
        "KS-2019/00714", "Överenskommelse om stöd", date(2020, 1, 1), date(2022, 12, 31), [VAN],
        purpose=f"Relationsskapande och integrering av nyanlända. {INVENTED}",
        commitments=[
            {"party": UMEA, "kind": "funding", "amount": "1500000.00", "per": "year", "instalments": TWICE},
            {
                "party": VAN, "kind": "co_financing", "amount": "1300000.00", "per": "year",
                "components": [
                    {"kind": "volunteer_time", "amount": "975000.00", "counting": "cap"},
                    {"kind": "own_cash", "amount": "325000.00", "counting": "plan"},
                ],
            },
        ],
        conditions={"settlement": "term"},
    )  # fmt: skip
    story = Story.begin(officer, today, said, date(2019, 12, 10), date(2019, 12, 16))
    paid = (
        date(2020, 1, 31),
        date(2020, 7, 31),
        date(2021, 1, 29),
        date(2021, 7, 30),
        date(2022, 1, 31),
        date(2022, 8, 1),
    )
    for day in paid:
        story.pay(str(day.year), "750000.00", day)
    cash = {"fees": "110000.00", "donations": "200000.00"}
    story.report("2020", {"adult": "4000.00", "young": "500.00"}, cash, date(2021, 3, 15), date(2021, 4, 20))
    story.report("2021", {"adult": "4700.00"}, {"fees": "360000.00"}, date(2022, 3, 31), date(2022, 5, 2))
    story.report("2022", {"adult": "4500.00"}, {"fees": "380000.00"}, date(2023, 3, 20), date(2023, 4, 25))


def published_grant(officer: User, today: date) -> None:
    """Fritidsbanken: 1 000 000 a year 2023–2025, no own contribution known; all paid (the payments are invented)."""
    funding = {"party": UMEA, "kind": "funding", "amount": "1000000.00", "instalments": TWICE}
    said = terms(
        "KS-2022/00880", "Bidrag till Fritidsbanken", date(2023, 1, 1), date(2025, 12, 31), [FRITIDSBANKEN],
        kind="grant", commitments=[funding], only={"settlement": "term"},
    )  # fmt: skip
    Story.begin(officer, today, said, date(2022, 11, 15), date(2022, 11, 30)).pay_what_is_due()


def _running(officer: User, today: date, serial: int, title: str, first: int, last: int, **more: Any) -> Story:
    """An agreement over whole years, counted from this one, with its due instalments paid."""
    starts_on = more.pop("starts_on", date(today.year + first, 1, 1))
    ends_on = more.pop("ends_on", date(today.year + last, 12, 31))
    numbers = more.pop("recipients", None) or [list(ASSOCIATIONS)[serial]]
    decided = date(starts_on.year - 1, 12, 10)
    by = more.pop("by", BOARD)
    said = terms(f"KS-{decided.year}/{100 + serial:05d}", title, starts_on, ends_on, numbers, **more)
    story = Story.begin(officer, today, said, decided, date(decided.year, 12, 16), by)
    story.pay_what_is_due()
    return story


def _yearly(story: Story, years: list[int], hours: str, cash: str) -> None:
    """Reports in March, approved in April, as far as those days have passed."""
    for year in years:
        received, approved = date(year + 1, 3, 15), date(year + 1, 4, 20)
        if received <= story.today:
            fees = {"fees": cash}
            story.report(str(year), {"adult": hours}, fees, received, approved if approved <= story.today else None)


def fulfilled(officer: User, today: date) -> None:
    year = today.year
    story = _running(officer, today, 0, "Läxhjälp i Ersboda", -4, -2)
    _yearly(story, [year - 4, year - 3, year - 2], "720.00", "55000.00")


def on_track(officer: User, today: date) -> None:
    story = _running(officer, today, 1, "Språkcafé på Västerslätt", -2, 1)
    _yearly(story, [today.year - 2, today.year - 1], "700.00", "52000.00")
    near_the_ceiling(story, "802000-0033")


def at_risk(officer: User, today: date) -> None:
    """It also has the use of premises: last year's and this year's are valued, the year before that is not."""
    story = _running(officer, today, 2, "Mötesplats Grubbe", -2, 1, conditions=INCLUDED)
    _yearly(story, [today.year - 2, today.year - 1], "500.00", "40000.00")
    premises(story, [today.year - 1, today.year])


def not_met(officer: User, today: date) -> None:
    """Settled year by year, with a late ladder: the first short year is claimed back, and so is what its late report
    takes of the next payment; the second is excused."""
    said = {"settlement": {"value": "yearly", "clause": "§ 5"}, "late_ladder": LADDER}
    story = _running(officer, today, 3, "Sommarläger", -2, 1, conditions=said)
    _yearly(story, [today.year - 2, today.year - 1], "450.00", "30000.00")
    claimed(story, today.year - 2)
    claimed_late(story, today.year - 2)
    excused(story, today.year - 1)


def overdue(officer: User, today: date) -> None:
    """A small grant, decided by delegation."""
    _running(officer, today, 4, "Cykelverkstaden", -2, 0, by={"body": "Kulturchefen", "delegation_point": "3.1"})


def missing_rate(officer: User, today: date) -> None:
    """Its own rate was decided for the first year only, so that the hours after it have no value."""
    year = today.year
    own = {
        "name": "KS § 210",
        "rates": [
            {
                "category": "adult", "rate": "195.00", "starts_on": f"{year - 3}-01-01", "ends_on": f"{year - 3}-12-31",
                "source": f"Kommunstyrelsen {year - 4}-12-10 § 210",
            }
        ],
    }  # fmt: skip
    story = _running(officer, today, 5, "Odla tillsammans", -3, 1, conditions={"volunteer_rate": own})
    _yearly(story, [year - 3, year - 2, year - 1], "800.00", "60000.00")


def two_recipients(officer: User, today: date) -> None:
    numbers = list(ASSOCIATIONS)[6:8]
    funding = [
        {"party": UMEA, "kind": "funding", "amount": amount, "recipient": number, "name": name, "instalments": TWICE}
        for number, amount, name in zip(
            numbers, ("250000.00", "150000.00"), ("Kvinnojouren", "Ungdomsjouren"), strict=True
        )
    ]
    own = [
        {"party": number, "kind": "co_financing", "amount": "100000.00", "components": [
            {"kind": "volunteer_time", "amount": "60000.00", "counting": "cap"},
            {"kind": "own_cash", "amount": "30000.00", "counting": "floor"},
            {"kind": "in_kind", "amount": "10000.00", "counting": "cap"}]}
        for number in numbers
    ]  # fmt: skip
    story = _running(
        officer, today, 6, "Jourverksamhet", -2, 1, recipients=numbers, commitments=[*funding, *own], kind="support"
    )
    for number in numbers:
        year = today.year - 2
        received, approved = date(year + 1, 3, 10), date(year + 1, 4, 20)
        story.report(
            str(year), {"adult": "300.00"}, {"fees": "32000.00"}, received, approved,
            organization=number, figures=[IN_KIND],
        )  # fmt: skip
        if date(year + 2, 3, 10) <= today:
            story.report(
                str(year + 1), {"adult": "310.00"}, {"fees": "31000.00"}, date(year + 2, 3, 10),
                organization=number, figures=[IN_KIND],
            )  # fmt: skip
    of_general_interest(story, numbers[0])


def part_year(officer: User, today: date) -> None:
    """From 1 July: the first and the last year are half ones, and so are their amounts."""
    year = today.year
    span = {"starts_on": date(year - 2, 7, 1), "ends_on": date(year + 1, 6, 30)}
    story = _running(officer, today, 8, "Integration genom idrott", 0, 0, **span)
    story.report(
        str(year - 2), {"adult": "400.00"}, {"fees": "26000.00"}, date(year - 1, 3, 15), date(year - 1, 4, 20),
        starts_on=f"{year - 2}-07-01",
    )  # fmt: skip
    _yearly(story, [year - 1], "700.00", "52000.00")


AGREEMENTS: tuple[Callable[[User, date], None], ...] = (
    model,
    published_grant,
    fulfilled,
    on_track,
    at_risk,
    not_met,
    overdue,
    missing_rate,
    two_recipients,
    part_year,
    half_on_requisition,
    group_slips,
    elected,
    handed_over,
    books_that_differ,
    indexed,
    lowered,
    promised_in_hours,
    counted_twice,
    two_payers,
)
