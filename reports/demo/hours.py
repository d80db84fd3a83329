"""The demo's volunteer hours: promised in hours, some of which do not count, and counted twice. All invented."""

from datetime import date

from office.models import User
from reports.demo.story import Json, Story

UMEA, ALMEN = "212000-2627", "802000-0140"
INVENTED = "Demodata: redovisade uppgifter är påhittade. / Demo data: reported figures are invented."
ONCE = [{"due": "01-31", "share": "1"}]


def promised_in_hours(officer: User, today: date) -> None:
    """1 000 hours a year, of which travel does not count; the year before last fell short, and so did last year."""
    year = today.year
    parts = [
        {"kind": "volunteer_time", "hours": "1000.00", "category": "adult"},
        {"kind": "own_cash", "amount": "30000"},
    ]
    counts = {"value": ["volunteer_work", "leading", "board_work"], "clause": "§ 4"}
    said = _terms(f"KS-{year - 3}/00152", "Läsfrämjande i Almen", year, parts, {"volunteer_time_counts": counts})
    story = Story.begin(officer, today, said, date(year - 3, 12, 10), date(year - 3, 12, 16))
    story.pay_what_is_due()
    travel = {"activity": "Högläsning", "category": "adult", "hours": "60.00", "work": "travel"}
    for told in (year - 2, year - 1):
        rows = [{"activity": "Högläsning", "category": "adult", "hours": "930.00"}, travel]
        _report(story, told, rows, {"fees": "12500.00", "donations": "17500.00"})


def counted_twice(officer: User, today: date) -> None:
    """The same association's agreement on reading aloud, which reports some of the same hours and the same fees."""
    year = today.year
    parts = [{"kind": "volunteer_time", "amount": "44000.00"}, {"kind": "own_cash", "amount": "12500.00"}]
    said = _terms(f"KS-{year - 2}/00153", "Bokcirklar", year, parts, {})
    said["starts_on"] = f"{year - 1}-01-01"
    story = Story.begin(officer, today, said, date(year - 2, 12, 10), date(year - 2, 12, 16))
    story.pay_what_is_due()
    _report(story, year - 1, [{"activity": "Högläsning", "category": "adult", "hours": "200.00"}], {"fees": "12500.00"})


def _terms(reference: str, title: str, year: int, parts: list[Json], conditions: Json) -> Json:
    return {
        "reference": reference,
        "title": title,
        "kind": "partnership",
        "purpose": INVENTED,
        "starts_on": f"{year - 2}-01-01",
        "ends_on": f"{year + 1}-12-31",
        "parties": [{"organization": UMEA, "role": "funder"}, {"organization": ALMEN, "role": "recipient"}],
        "commitments": [
            {"party": UMEA, "kind": "funding", "amount": "150000.00", "instalments": ONCE},
            {"party": ALMEN, "kind": "co_financing", "components": parts, "clause": "§ 4"},
        ],
        "conditions": {
            "report_due": {"value": "03-31", "clause": "§ 6"},
            "volunteer_rate": {"value": "leader-2014", "clause": "§ 4"},
            **conditions,
        },
    }


def _report(story: Story, year: int, rows: list[Json], cash: Json) -> None:
    """In March, approved in April, as far as those days have passed."""
    received, approved = date(year + 1, 3, 15), date(year + 1, 4, 20)
    if received <= story.today:
        story.report(str(year), rows, cash, received, approved if approved <= story.today else None)
