"""The demo's agreement that two pay: the municipality, and a board of its own money. All of it is invented."""

from datetime import date

from finance.bodies.claims import ConsequenceDecisionBody
from finance.services.consequences import decide
from office.bodies import OrganizationBody
from office.models import Organization, User
from office.services import organizations
from reports.demo.consequences import DELEGATE
from reports.demo.story import Json, Story
from reports.proposals import proposals

UMEA, SALGEN = "212000-2627", "802000-0157"
DUE = [{"due": "01-31", "share": "1"}]


def two_payers(officer: User, today: date) -> None:
    """The first year was 28 000 kr short: 28 000 ÷ 90 000 × 450 000 = 140 000, of which the board has decided to claim
    its 46 667, and a month later, when it had reconsidered, 30 000. Whether the municipality claims its 93 333 is open.
    """
    board, year = _board(officer), today.year
    officer = User.objects.get(pk=officer.pk)  # whom one acts for is read once
    story = Story.begin(officer, today, _terms(board.pk, year), date(year - 3, 12, 10), date(year - 3, 12, 16))
    story.pay_what_is_due()
    for past, cash in ((year - 2, "62000.00"), (year - 1, "90000.00")):
        received, approved = date(past + 1, 3, 15), date(past + 1, 4, 20)
        if received <= today:
            story.report(str(past), {}, {"fees": cash}, received, approved if approved <= today else None)
    said: Json = {
        "agreement": story.agreement.pk, "organization": board.pk, "code": "repayment.co_financing",
        "period": str(year - 2), "outcome": "claim", "decided_on": f"{year - 1}-05-20", "due_on": f"{year - 1}-06-30",
        **DELEGATE,
    }  # fmt: skip
    first = decide(ConsequenceDecisionBody().read(said)[0], officer, [], proposals)
    said |= {"decided_on": f"{year - 1}-06-20", "amount": "30000.00", "replaces": first.pk, "ground": "incorrect"}
    decide(ConsequenceDecisionBody().read(said)[0], officer, [], proposals)


def _board(officer: User) -> Organization:
    parent = Organization.objects.get(number=UMEA)
    said = {"kind": "board", "name": "Kulturnämnden (påhittat bidrag)", "parent": parent.pk}
    return organizations.register(OrganizationBody().read(said)[0], officer, [])


def _terms(board: int, year: int) -> Json:
    parties = [{"organization": one, "role": "funder"} for one in (UMEA, board)]
    return {
        "reference": f"KS-{year - 3}/00121",
        "title": "Musikhuset Sälgen",
        "kind": "grant",
        "purpose": "Demodata: redovisade uppgifter är påhittade. / Demo data: reported figures are invented.",
        "starts_on": f"{year - 2}-01-01",
        "ends_on": f"{year + 1}-12-31",
        "parties": [*parties, {"organization": SALGEN, "role": "recipient"}],
        "commitments": [
            {"party": UMEA, "kind": "funding", "name": "Verksamhet", "amount": "300000.00", "instalments": DUE},
            {"party": board, "kind": "funding", "name": "Konserter", "amount": "150000.00", "instalments": DUE},
            {"party": SALGEN, "kind": "co_financing", "amount": "90000.00", "components": [
                {"kind": "own_cash", "amount": "90000.00", "counting": "plan"}]},
        ],
        "conditions": {"report_due": "03-31", "settlement": {"value": "yearly", "clause": "§ 5"}},
    }  # fmt: skip
