"""The demo's agreement that pays half on requisition and half after last year's report. All of it is invented."""

from datetime import date

from finance.bodies.accounts import AccountBody, AccountReviewBody
from finance.bodies.orders import OrderBody, PaymentFileBody
from finance.bodies.requisitions import RequisitionBody
from finance.models import PaymentOrder, Requisition
from finance.models.orders import OrderAct
from finance.services import accounts, attests, orders, payment_files, requisitions
from office.models import User
from reports.demo.story import Json, Story

UMEA, TALLEN = "212000-2627", "802000-0116"
INSTALMENTS = [
    {"on_requisition": True, "share": "0.5", "within_days": 30, "clause": "§ 4"},
    {"due": "04-30", "share": "0.5", "after_report": True, "clause": "§ 5"},
]


def half_on_requisition(officer: User, today: date) -> None:
    """Last year was asked for, reported and paid. This year the first half is asked for on the first of January; the
    second is free once last year's report is approved in April. Its account was proposed by one officer and confirmed
    by the other, and then changed. One order has been sent to the economy system in a file, another waits for its
    second attest. Next year's was asked for by mistake and taken back.
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
    _account(officer, second, "0000-0018", date(year - 1, 1, 2))
    _account(officer, second, "0000-0026", date(year, 1, 1))
    _ask(story, officer, str(year), date(year, 1, 1))
    if approved <= today:
        _sent(_order(story, officer, str(year)), officer, second)
    _order(story, officer, str(year))
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


def _account(officer: User, second: User, number: str, starts_on: date) -> None:
    """A number that begins with zeros belongs to nobody."""
    said = {"payer": UMEA, "organization": TALLEN, "kind": "bankgiro", "number": number, "starts_on": str(starts_on)}
    values, refusals = AccountBody().read({**said, "document": "Påhittat brev"})
    account = accounts.propose(values, officer, refusals)
    verified = {"verified": "Motringning (påhittad)", "reviewed_on": str(starts_on)}
    values, refusals = AccountReviewBody().read(verified)
    accounts.review(account, accounts.CONFIRMED, values, second, refusals, None)


def _order(story: Story, officer: User, period: str) -> PaymentOrder:
    """A half, ordered and attested in substance by the one who made it."""
    values, refusals = OrderBody().read({"agreement": story.agreement.pk, "period": period, "amount": "100000.00"})
    made = orders.order(values, officer, refusals)
    return attests.attest(made, OrderAct.SUBSTANCE, {}, officer, [], None)


def _sent(made: PaymentOrder, officer: User, second: User) -> None:
    """Decided by the other officer, and sent in a file."""
    attests.attest(made, OrderAct.DECISION, {}, second, [], None)
    values, refusals = PaymentFileBody().read({"payer": UMEA, "orders": [made.pk]})
    payment_files.make(values, officer, refusals)
