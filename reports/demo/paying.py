"""The demo's agreement that pays half on requisition and half after last year's report. All of it is invented."""

from datetime import date

from finance.bodies.accounts import AccountBody, AccountReviewBody
from finance.bodies.orders import OrderBody
from finance.bodies.requisitions import RequisitionBody
from finance.models import Requisition
from finance.models.orders import OrderAct
from finance.services import accounts, attests, orders, requisitions
from office.models import User
from reports.demo.story import Json, Story

UMEA, TALLEN = "212000-2627", "802000-0116"
INSTALMENTS = [
    {"on_requisition": True, "share": "0.5", "within_days": 30, "clause": "§ 4"},
    {"due": "04-30", "share": "0.5", "after_report": True, "clause": "§ 5"},
]


def half_on_requisition(officer: User, today: date) -> None:
    """Last year was asked for, reported and paid. This year the first half is asked for on the first of January and
    its order waits for the second attest; an account was proposed by one officer and confirmed by the other. Next
    year's was asked for by mistake and taken back.
    """
    second = User.objects.get(username="officer2")
    year = today.year
    story = Story.begin(officer, today, _terms(year), date(year - 2, 12, 10), date(year - 2, 12, 16))
    _ask(story, officer, str(year - 1), date(year - 1, 2, 3))
    story.pay(str(year - 1), "100000.00", date(year - 1, 2, 24), note="Rekvirerat 3 februari")
    story.pay(str(year - 1), "100000.00", date(year - 1, 4, 30))
    received, approved = date(year, 3, 12), date(year, 4, 16)
    if received <= today:
        cash = {"fees": "42000.00"}
        story.report(str(year - 1), {"adult": "100.00"}, cash, received, approved if approved <= today else None)
    _account(officer, second)
    _order(story, officer, str(year), today)
    mistaken = _ask(story, officer, str(year + 1), today)
    requisitions.withdraw(mistaken, {"reason": "Gällde det här året"}, officer, [], None)


def _terms(year: int) -> Json:
    return {
        "reference": f"KS-{year - 2}/00120",
        "title": "Öppet hus i Tallen",
        "kind": "partnership",
        "purpose": "Demodata: redovisade uppgifter är påhittade. / Demo data: reported figures are invented.",
        "starts_on": f"{year - 1}-01-01",
        "ends_on": f"{year + 1}-12-31",
        "parties": [{"organization": UMEA, "role": "funder"}, {"organization": TALLEN, "role": "recipient"}],
        "commitments": [
            {"party": UMEA, "kind": "funding", "amount": "200000.00", "instalments": INSTALMENTS, "clause": "§ 3"},
            {"party": TALLEN, "kind": "co_financing", "amount": "60000.00", "components": [
                {"kind": "volunteer_time", "amount": "20000.00", "counting": "cap"},
                {"kind": "own_cash", "amount": "40000.00", "counting": "plan"}]},
        ],
        "conditions": {"report_due": {"value": "03-31", "clause": "§ 6"}, "volunteer_rate": "leader-2014"},
    }  # fmt: skip


def _ask(story: Story, officer: User, period: str, on: date) -> Requisition:
    body = {"agreement": story.agreement.pk, "period": period, "requested_on": on.isoformat()}
    values, refusals = RequisitionBody().read(body)
    return requisitions.ask(values, officer, refusals)


def _account(officer: User, second: User) -> None:
    """A number that begins with zeros belongs to nobody."""
    said = {
        "payer": UMEA,
        "organization": TALLEN,
        "kind": "bankgiro",
        "number": "0000-0018",
        "document": "Påhittat brev",
    }
    values, refusals = AccountBody().read(said)
    account = accounts.propose(values, officer, refusals)
    values, refusals = AccountReviewBody().read({"verified": "Motringning (påhittad)"})
    accounts.review(account, accounts.CONFIRMED, values, second, refusals, None)


def _order(story: Story, officer: User, period: str, today: date) -> None:
    """Asked for, ordered, and attested in substance by the one who made it."""
    _ask(story, officer, period, date(today.year, 1, 1))
    values, refusals = OrderBody().read({"agreement": story.agreement.pk, "period": period, "amount": "100000.00"})
    made = orders.order(values, officer, refusals)
    attests.attest(made, OrderAct.SUBSTANCE, {}, officer, [], None)
