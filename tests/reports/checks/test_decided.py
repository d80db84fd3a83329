"""What was decided on a consequence, beside what is computed now, with its findings and sentences."""

from decimal import Decimal
from typing import Any

from finance.claim_balance import Entry
from finance.repayment import Step, ladder
from office.numbers import LANGUAGES
from reports.checks.check import check
from reports.checks.explain import explain
from reports.checks.explain_consequence import REASONS, explain_consequence
from reports.checks.facts import Against, DecisionFact
from reports.checks.render import as_json, message
from reports.checks.wording import NAMED
from tests.reports.checks.world import (
    FUNDING,
    PAYMENTS,
    REPORT_2020,
    REPORT_2021,
    UMEA,
    VAN,
    cash,
    codes,
    d,
    finding_of,
    line_of,
    plain,
    umea,
    version,
    waiver,
)

YEARLY = {"settlement": "yearly"}
CLAIM = DecisionFact(
    7, VAN, UMEA, "repayment.co_financing", "2020", "claim", Decimal(98_077), Decimal(90_000), d("2021-05-04"),
    d("2021-06-30"), "Förvaltningschefen", "4.2", "", "Kostnaderna blev lägre.\n",
)  # fmt: skip
CORRECTED = version(
    "2020", "2021-08-01", approved="2021-08-20", number=2, hours=REPORT_2020.hours, figures=(cash("340000"),)
)


def decided(*decisions: DecisionFact, **fields: Any) -> Any:
    return umea(**{"conditions": YEARLY, "decisions": decisions, **fields})


def state(facts: Any, as_of: str) -> tuple[str, str | None]:
    (one,) = as_json(check(facts, d(as_of)), "en")["consequences"]
    return one["state"], one["claim"] and one["claim"]["state"]


def test_a_decision_counts_from_its_day() -> None:
    assert state(decided(CLAIM), "2021-05-03") == ("proposed", None)
    assert state(decided(CLAIM), "2021-05-04") == ("claim", "open")
    refrained = CLAIM._replace(outcome="refrain", amount=Decimal(0), due_on=None)
    assert state(decided(refrained), "2021-05-04") == ("refrain", None)
    (other,) = check(decided(CLAIM._replace(party=1)), d("2021-05-04")).consequences
    assert other.decided is None


def test_the_sentence_tells_the_decision_and_what_is_left() -> None:
    paid = CLAIM._replace(repaid=(Entry(d("2021-06-15"), Decimal(50_000)),))
    (found,) = check(decided(paid), d("2021-07-01")).consequences
    assert plain(explain_consequence(found, "en")) == (
        "Vän i Umeå is 85,000 kr short of the promised 1,300,000 kr. The same share of the 1,500,000 kr paid is "
        "98,077 kr. "
        "On 4 May 2021 Förvaltningschefen (delegation 4.2) decided to claim back 90,000 kr by 30 June 2021: "
        "Kostnaderna "
        "blev lägre. 50,000 kr is repaid, 40,000 kr is left and overdue."
    )
    over = paid._replace(written_off=(Entry(d("2021-09-01"), Decimal(40_000)),))
    (found,) = check(decided(over), d("2021-09-01")).consequences
    assert plain(explain_consequence(found, "sv")).endswith(
        "50 000 kr är betalt, 40 000 kr är avskrivet; inget återstår."
    )
    board = CLAIM._replace(outcome="refrain", amount=Decimal(0), due_on=None, delegation_point="", paragraph="§ 31")
    (found,) = check(decided(board), d("2021-09-01")).consequences
    assert "Förvaltningschefen § 31 beslutade 4 maj 2021 att inte kräva något:" in explain_consequence(found, "sv")


def test_every_language_says_the_same() -> None:
    assert tuple(REASONS) == LANGUAGES
    assert list(REASONS["sv"]) == list(REASONS["en"])
    for name, swedish in REASONS["sv"].items():
        assert sorted(NAMED.findall(swedish)) == sorted(NAMED.findall(REASONS["en"][name])), name


def test_an_overdue_claim_is_found() -> None:
    found = finding_of(check(decided(CLAIM), d("2021-07-01")), "claim.overdue")
    assert (found.expected, found.actual, found.difference) == (90_000, 0, -90_000)
    assert found.evidence == (("claim", 7, None),)
    assert plain(message(found, "en")) == (
        "Vän i Umeå should have repaid 90,000 kr by 30 June 2021 by the decision of 4 May 2021; 90,000 kr is "
        "left for the "
        "period 2020."
    )
    assert "claim.overdue" not in codes(check(decided(CLAIM), d("2021-06-30")))
    refrained = CLAIM._replace(outcome="refrain", amount=Decimal(0), due_on=None)
    assert "claim.overdue" not in codes(check(decided(refrained), d("2021-07-01")))


def test_what_is_computed_otherwise_now_is_found_once_it_is_verified() -> None:
    facts = decided(CLAIM, versions=(REPORT_2020, REPORT_2021, CORRECTED))
    assert "claim.differs" not in codes(check(facts, d("2021-07-31")))
    assert "claim.differs" not in codes(check(facts, d("2021-08-19")))  # received, not approved
    found = finding_of(check(facts, d("2021-08-20")), "claim.differs")
    assert (found.expected, found.actual, found.difference) == (98_077, 63_462, -34_615)
    assert plain(message(found, "en")) == (
        "At the decision of 4 May 2021 on Vän i Umeå, period 2020, the computed amount was 98,077 kr; now it is "
        "63,462 kr. "
        "The decision on 90,000 kr stands until somebody decides otherwise."
    )
    excused = decided(CLAIM, waivers=(waiver("co_financing", "2020", "shortfall", "2021-06-01"),))
    gone = finding_of(check(excused, d("2021-06-01")), "claim.differs")
    assert (gone.actual, check(excused, d("2021-06-01")).consequences) == (0, ())


def test_a_decision_on_the_whole_term_needs_every_period_verified() -> None:
    whole = CLAIM._replace(period=None)
    assert "claim.differs" not in codes(check(decided(whole, conditions={}), d("2022-06-30")))
    last = version("2022", "2023-03-15", approved="2023-04-20", figures=(cash("1350000"),))
    result = check(decided(whole, conditions={}, versions=(REPORT_2020, REPORT_2021, last)), d("2023-04-20"))
    assert finding_of(result, "claim.differs").actual == 0


def test_a_decided_reduction_is_not_due_and_is_shown_on_its_instalment() -> None:
    rungs = ladder((Step(None, Decimal(10)),), "02-25")
    cut = CLAIM._replace(
        code="late.reduction", outcome="reduce", computed=Decimal(75_000), amount=Decimal(75_000), due_on=None,
        against=(Against(FUNDING, "2021", 2, d("2021-08-02"), Decimal(75_000)),),
    )  # fmt: skip
    paid = (*PAYMENTS[:3], PAYMENTS[3]._replace(amount=Decimal(675_000)))
    facts = decided(cut, payments=paid, conditions={"late_ladder": rungs})
    result = check(facts, d("2021-08-03"))
    line = line_of(result, "funding", "2021")
    assert (line.status, line.difference, line.due_to_date) == ("met", 0, 1_425_000)
    assert plain(explain(line, d("2021-08-03"), "en")).endswith(
        "Of the instalment 750,000 kr due on 2 August 2021, 75,000 kr is kept back by decision on a late report."
    )
    assert [one.period for one in result.consequences if one.decided] == ["2020"]
    assert not {"claim.differs", "payment.late"} & set(codes(result))
    unpaid = check(facts._replace(payments=PAYMENTS[:3]), d("2021-08-03"))
    assert plain(message(finding_of(unpaid, "payment.late"), "en")).count("675,000 kr") == 1
    before = check(facts, d("2021-05-03"))  # not decided yet
    assert line_of(before, "funding", "2021").instalments[1].reduced == 0
    # kept back of one instalment, two decisions: both
    twice = facts._replace(decisions=(cut, cut._replace(id=8, period="2019")))
    assert line_of(check(twice, d("2021-08-03")), "funding", "2021").instalments[1].reduced == 150_000
