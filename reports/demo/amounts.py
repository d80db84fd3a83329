"""The demo's agreements whose amounts a clause has a say in: one follows an index, one the council has lowered. All of
it is invented but the index."""

from datetime import date

from finance.bodies.appropriations import AppropriationBody
from finance.services.appropriations import appropriate
from office.models import User
from reports.demo.story import Json, Story

UMEA, BOKEN, GRANEN = "212000-2627", "802000-0124", "802000-0132"
INVENTED = "Demodata: redovisade uppgifter är påhittade. / Demo data: reported figures are invented."
ONCE = [{"due": "01-31", "share": "1"}]
INDEX = {
    "value": {
        "series": "kpi",
        "base": "2022-10",
        "month": 10,
        "years_back": 1,
        "share": "0.7",
        "floor": "0",
        "cap": "5",
    },
    "clause": "§ 7",
}


def indexed(officer: User, today: date) -> None:
    """From 2023 on: two years by published indices, then provisional and capped ones: the program knows none so new."""
    funding = {"party": UMEA, "kind": "funding", "amount": "240000.00", "instalments": ONCE, "clause": "§ 3"}
    said = _terms("KS-2022/00150", "Skogsmulle och friluftsliv", date(2023, 1, 1), today.year + 1, BOKEN)
    said |= {"commitments": [funding], "conditions": {"indexation": INDEX}}
    Story.begin(officer, today, said, date(2022, 12, 10), date(2022, 12, 16)).pay_what_is_due()


def lowered(officer: User, today: date) -> None:
    """This year the council has lowered both sides by a tenth; next year's budget is only a plan."""
    year = today.year
    said = _terms(f"KS-{year - 2}/00151", "Fritidsgård i Granen", date(year - 1, 1, 1), year + 1, GRANEN)
    said["commitments"] = [
        {"party": UMEA, "kind": "funding", "amount": "400000.00", "instalments": ONCE, "clause": "§ 3"},
        {"party": GRANEN, "kind": "co_financing", "amount": "200000.00", "components": [
            {"kind": "volunteer_time", "amount": "150000.00", "counting": "cap"},
            {"kind": "own_cash", "amount": "50000.00", "counting": "plan"}]},
    ]  # fmt: skip
    said["conditions"] = {
        "report_due": {"value": "03-31", "clause": "§ 6"},
        "volunteer_rate": "leader-2014",
        "appropriation": {"value": {"reduces_both": True}, "clause": "§ 8"},
    }
    story = Story.begin(officer, today, said, date(year - 2, 12, 10), date(year - 2, 12, 16))
    _appropriate(story, {"period": str(year), "state": "reduced", "amount": "360000.00"}, date(year - 1, 11, 24))
    _appropriate(story, {"period": str(year + 1), "state": "preliminary"}, date(year - 1, 11, 24))
    story.pay_what_is_due()
    received, approved = date(year, 3, 16), date(year, 4, 21)
    if received <= today:
        cash = {"fees": "52000.00"}
        story.report(str(year - 1), {"adult": "690.00"}, cash, received, approved if approved <= today else None)


def _terms(reference: str, title: str, starts_on: date, last_year: int, recipient: str) -> Json:
    return {
        "reference": reference,
        "title": title,
        "kind": "partnership",
        "purpose": INVENTED,
        "starts_on": starts_on.isoformat(),
        "ends_on": f"{last_year}-12-31",
        "parties": [{"organization": UMEA, "role": "funder"}, {"organization": recipient, "role": "recipient"}],
    }


def _appropriate(story: Story, said: Json, on: date) -> None:
    body = {**said, "body": "Kommunfullmäktige", "paragraph": "§ 180", "decided_on": on.isoformat()}
    values, refusals = AppropriationBody().read(body)
    appropriate(story.agreement, values, story.officer, refusals, None)
