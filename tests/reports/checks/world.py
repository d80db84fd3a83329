"""A small world to check: the agreement of Umeå and Vän i Umeå, and short ways to write its facts.

Start date, rate and everything reported are invented for the tests.
"""

from datetime import date
from decimal import Decimal
from typing import Any

from finance.instalments import InstalmentFact
from finance.valuation import HoursRow, Rate, RateTable
from reports.checks.facts import ActivityFact, AgreementFacts, FigureFact, PaymentFact, VersionFact, WaiverFact
from reports.checks.results import CheckResult, Finding, Line, TermRow
from reports.checks.terms import CommitmentFact, ComponentFact, ConditionFacts, Consent, PartyFact

UMEA, VAN = 1, 2
FUNDING, OWN = 10, 20

LEADER = RateTable(
    "leader-2014",
    (
        Rate("adult", Decimal("220.00"), date(2014, 1, 1), None, "Leader"),
        Rate("young", Decimal("50.00"), date(2014, 1, 1), None, "Leader"),
    ),
)
VOLUNTEER_CAP = ComponentFact("volunteer_time", Decimal("975000.00"), "cap")
CASH_PLAN = ComponentFact("own_cash", Decimal("325000.00"), "plan")


def d(text: str) -> date:
    """A date from its ISO text."""
    return date.fromisoformat(text)


def sek(text: str | int) -> Decimal:
    """An amount from its text."""
    return Decimal(text)


def party(number: int, name: str, role: str, *, public: bool = False, on: str | None = "2019-12-10") -> PartyFact:
    """A party that agreed on a day (None: not yet)."""
    consent = None if on is None else Consent(given=True, on=d(on))
    return PartyFact(number, 100 + number, name, role, public, consent)


def commitment(number: int, who: int, kind: str, amount: str | None, **fields: Any) -> CommitmentFact:
    """A promise of an amount per year."""
    empty = CommitmentFact(
        number, who, kind, "", "", None if amount is None else Decimal(amount), (), None, (), (), f"§ {number}"
    )
    return empty._replace(**fields)


def payment(number: int, period: str, amount: str, on: str, **fields: Any) -> PaymentFact:
    """A payment to Vän i Umeå."""
    return PaymentFact(number, FUNDING, period, VAN, Decimal(amount), d(on))._replace(**fields)


def hours(category: str, amount: str, period: str = "2020", **fields: Any) -> HoursRow:
    """Volunteer hours over a calendar year."""
    year = int(period)
    row = HoursRow("Språkcafé", category, Decimal(amount), date(year, 1, 1), date(year, 12, 31))
    return row._replace(**fields)


def figure(kind: str, amount: str, source: str = "") -> FigureFact:
    """A reported figure."""
    return FigureFact(kind, source, Decimal(amount))


def cash(amount: str, source: str = "fees") -> FigureFact:
    """Reported own cash."""
    return figure("own_cash", amount, source)


def activity(name: str, quantity: str, unit: str = "träffar") -> ActivityFact:
    """A reported activity."""
    return ActivityFact(name, Decimal(quantity), unit)


def version(period: str, received: str, *, approved: str | None = None, **fields: Any) -> VersionFact:
    """A version of Vän i Umeå's report, the first one unless said otherwise."""
    empty = VersionFact(
        int(period[:4]) - 2019, 1, period, VAN, d(received), (), (), (), None, None, d(approved) if approved else None
    )
    return empty._replace(**fields)


def waiver(kind: str, period: str, covers: str, on: str, until: str | None = None, **fields: Any) -> WaiverFact:
    """Kommunstyrelsen's decision to excuse Vän i Umeå."""
    why = "Lokalen var stängd under våren."
    last = d(until) if until else None
    return WaiverFact(1, VAN, kind, period, covers, d(on), last, "Kommunstyrelsen", "§ 12", why)._replace(**fields)


FUNDING_PROMISE = commitment(
    FUNDING,
    UMEA,
    "funding",
    "1500000.00",
    instalments=(InstalmentFact("01-31", Decimal("0.5")), InstalmentFact("07-31", Decimal("0.5"))),
)
OWN_PROMISE = commitment(OWN, VAN, "co_financing", "1300000.00", components=(VOLUNTEER_CAP, CASH_PLAN))
PAYMENTS = (
    payment(1, "2020", "750000.00", "2020-01-31"),
    payment(2, "2020", "750000.00", "2020-07-31"),
    payment(3, "2021", "750000.00", "2021-01-29"),
    payment(4, "2021", "750000.00", "2021-07-30"),
    payment(5, "2022", "750000.00", "2022-01-31"),
)
REPORT_2020 = version(
    "2020",
    "2021-03-15",
    approved="2021-04-20",
    figures=(cash("310000.00"),),
    hours=(hours("adult", "4000"), hours("young", "500")),
)
REPORT_2021 = version(
    "2021", "2022-03-31", approved="2022-05-02", figures=(cash("360000.00"),), hours=(hours("adult", "4700", "2021"),)
)


def umea(**fields: Any) -> AgreementFacts:
    """The agreement as the case tells it, with some facts replaced; `conditions` may be a dict of changes."""
    conditions = ConditionFacts(report_due="03-31")
    changes = fields.pop("conditions", {})
    facts = AgreementFacts(
        id=1,
        reference="KS-2019/00714",
        title="Överenskommelse om stöd",
        kind="partnership",
        starts_on=date(2020, 1, 1),
        ends_on=date(2022, 12, 31),
        parties=(
            party(UMEA, "Umeå kommun", "funder", public=True),
            party(VAN, "Vän i Umeå", "recipient", on="2019-12-16"),
        ),
        commitments=(FUNDING_PROMISE, OWN_PROMISE),
        payments=PAYMENTS,
        versions=(REPORT_2020, REPORT_2021),
        waivers=(),
        conditions=conditions._replace(**changes),
        rates=LEADER,
    )
    return facts._replace(**fields)


def only_own(*versions: VersionFact, promise: CommitmentFact = OWN_PROMISE, **fields: Any) -> AgreementFacts:
    """Nothing but an own promise in the single year 2020, and the reports on it."""
    return umea(commitments=(promise,), payments=(), versions=versions, ends_on=date(2020, 12, 31), **fields)


def line_of(result: CheckResult, kind: str, period: str = "2020") -> Line:
    """The only line of a kind in a period."""
    (found,) = [
        line for part in result.periods if part.period.label == period for line in part.lines if line.kind == kind
    ]
    return found


def row_of(result: CheckResult, kind: str) -> TermRow:
    """The only row of a kind through the term."""
    (found,) = [row for row in result.through_term if row.kind == kind]
    return found


def codes(result: CheckResult) -> list[str]:
    """The codes of the findings, in their order."""
    return [finding.code for finding in result.findings]


def finding_of(result: CheckResult, code: str) -> Finding:
    """The only finding with a code."""
    (found,) = [finding for finding in result.findings if finding.code == code]
    return found


def plain(text: str) -> str:
    """With ordinary spaces."""
    return text.replace("\N{NO-BREAK SPACE}", " ")


UNBOUND: dict[str, Any] = {
    "parties": (party(1, "Umeå kommun", "funder", public=True, on=None), party(2, "Vän i Umeå", "recipient"))
}
SHORT = waiver("co_financing", "2020", "shortfall", "2021-05-01")
ONLY_FUNDING = umea(
    commitments=(FUNDING_PROMISE,),
    payments=(payment(1, "2020", "750000", "2020-01-31"),),
    versions=(),
    ends_on=d("2020-12-31"),
)
