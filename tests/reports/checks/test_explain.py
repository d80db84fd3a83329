"""One sentence per line and per row, for every kind and status."""

from decimal import Decimal
from typing import Any

import pytest

from office.numbers import LANGUAGES
from reports.checks.check import check
from reports.checks.explain import explain
from reports.checks.explain_term import explain_row
from reports.checks.facts import AgreementFacts
from reports.checks.terms import ComponentFact
from tests.reports.checks.world import (
    CASH_PLAN,
    ONLY_FUNDING,
    OWN_PROMISE,
    REPORT_2020,
    SHORT,
    UNBOUND,
    VAN,
    VOLUNTEER_CAP,
    activity,
    cash,
    commitment,
    d,
    figure,
    hours,
    line_of,
    only_own,
    payment,
    plain,
    umea,
    version,
    waiver,
)

RETURNED = version("2020", "2021-03-15", returned_on=d("2021-04-01"), return_due_on=d("2021-04-30"))
LATE = waiver("co_financing", "2020", "lateness", "2021-03-01", "2021-12-31")


def said(facts: AgreementFacts, as_of: str, kind: str = "co_financing", language: str = "en") -> str:
    """The explanation of the line in 2020."""
    return plain(explain(line_of(check(facts, d(as_of)), kind), d(as_of), language))


def test_the_example() -> None:
    facts = umea()
    assert said(facts, "2022-06-30") == (
        "According to the approved report for 2020 (version 1): volunteer time 4,500 h is worth 905,000 kr "
        "(4,000 h × 220, 500 h × 50), all of it counts (at most 975,000 kr); own cash 310,000 kr; "
        "in all 1,215,000 kr of the promised 1,300,000 kr: 85,000 kr short."
    )
    assert said(facts, "2022-06-30", language="sv") == (
        "Enligt den godkända redovisningen för 2020 (version 1): ideell tid 4 500 h är värd 905 000 kr "
        "(4 000 h × 220, 500 h × 50), allt räknas (högst 975 000 kr); egna medel 310 000 kr; "
        "sammanlagt 1 215 000 kr av utlovade 1 300 000 kr: 85 000 kr fattas."
    )


@pytest.mark.parametrize(
    ("facts", "as_of", "expected"),
    [
        (umea(**UNBOUND), "2020-06-30", "The agreement is not binding; 1,300,000 kr would be promised for 2020."),
        (umea(), "2019-12-31", "The period begins on 1 January 2020; 1,300,000 kr is promised."),
        (
            only_own(),
            "2020-06-30",
            "No report is handed in yet for 2020, and it is due on 31 March 2021; 1,300,000 kr is promised.",
        ),
        (
            only_own(conditions={"report_due": None}),
            "2020-06-30",
            "No report is handed in yet for 2020; 1,300,000 kr is promised.",
        ),
        (
            only_own(),
            "2021-04-01",
            "The report for 2020 was due on 31 March 2021 and has not been received; 1,300,000 kr is promised.",
        ),
        (
            only_own(RETURNED),
            "2021-04-01",
            "The report for 2020 was sent back on 1 April 2021 and is awaited again by 30 April 2021; "
            "1,300,000 kr is promised.",
        ),
        (
            only_own(RETURNED),
            "2021-05-01",
            "The report for 2020 was sent back on 1 April 2021 and was to be back by 30 April 2021; "
            "1,300,000 kr is promised.",
        ),
        (
            only_own(waivers=(LATE,)),
            "2021-04-01",
            "The report for 2020 was due on 31 March 2021, but the delay is excused by Kommunstyrelsen § 12 on 1 March "
            "2021: Lokalen var stängd under våren, through 31 December 2021; 1,300,000 kr is promised.",
        ),
    ],
)
def test_nothing_handed_in(facts: AgreementFacts, as_of: str, expected: str) -> None:
    assert said(facts, as_of) == expected


def test_not_yet_reviewed() -> None:
    assert said(only_own(REPORT_2020), "2021-03-31").startswith(
        "According to the report for 2020 (version 1, not yet reviewed): volunteer time"
    )


def test_unknown() -> None:
    received = version("2020", "2021-03-15", figures=(cash("1000"),), hours=(hours("board", "10"),))
    assert said(only_own(received), "2021-06-30") == (
        "According to the report for 2020 (version 1, not yet reviewed): volunteer time 10 h cannot be valued, "
        "since a rate is missing; own cash 1,000 kr; so it cannot be said what counts of the promised 1,300,000 kr."
    )


def test_waived_says_who_why_and_until_when() -> None:
    assert said(only_own(REPORT_2020, waivers=(SHORT,)), "2021-06-30").endswith(
        "85,000 kr short, which is excused by Kommunstyrelsen § 12 on 1 May 2021: Lokalen var stängd under våren."
    )
    through = SHORT._replace(until=d("2021-12-31"))
    assert said(only_own(REPORT_2020, waivers=(through,)), "2021-06-30", language="sv").endswith(
        "85 000 kr fattas, vilket är medgivet av Kommunstyrelsen § 12 1 maj 2021: Lokalen var stängd under våren, "
        "till och med 31 december 2021."
    )
    assert said(only_own(waivers=(LATE,)), "2021-04-01", language="sv") == (
        "Redovisningen för 2020 skulle ha lämnats senast 31 mars 2021, men förseningen är medgiven av Kommunstyrelsen "
        "§ 12 1 mars 2021: Lokalen var stängd under våren, till och med 31 december 2021; 1 300 000 kr är utlovat."
    )


def test_a_waivers_reason_becomes_a_part_of_the_sentence() -> None:
    """A delegate's decision has no paragraph; what people write in a text field is copied as it stands."""
    written = SHORT._replace(paragraph="", body="Kulturchefen", reason="Se {bilaga} [1].\n\nBeslutat på delegation.\n")
    assert said(only_own(REPORT_2020, waivers=(written,)), "2021-06-30").endswith(
        "excused by Kulturchefen on 1 May 2021: Se {bilaga} [1]. Beslutat på delegation."
    )


@pytest.mark.parametrize(
    ("amount", "outcome"), [("1300000", "exactly what was promised."), ("1300001", "1 kr more than promised.")]
)
def test_met(amount: str, outcome: str) -> None:
    received = version("2020", "2021-03-15", figures=(cash(amount),))
    assert said(only_own(received, promise=OWN_PROMISE._replace(components=())), "2021-06-30").endswith(outcome)


@pytest.mark.parametrize(
    ("components", "conditions", "part"),
    [
        (
            (ComponentFact("volunteer_time", Decimal(1000), "cap"), CASH_PLAN),
            {},
            "worth 22,000 kr (100 h × 220), of which 1,000 kr counts (at most 1,000 kr);",
        ),
        (
            (ComponentFact("volunteer_time", Decimal(1000), "plan"), CASH_PLAN),
            {},
            "worth 22,000 kr (100 h × 220), all of it counts;",
        ),
        (
            (VOLUNTEER_CAP, CASH_PLAN),
            {"volunteer_share_cap": Decimal("0.5")},
            "of which 10,000 kr counts (as much as its share may be);",
        ),
        ((CASH_PLAN,), {}, "(100 h × 220), which does not count since it is not part of the promise;"),
        ((VOLUNTEER_CAP, CASH_PLAN), {}, "own cash 15,000 kr, of which 10,000 kr counts (5,000 kr is public money);"),
        ((VOLUNTEER_CAP, CASH_PLAN), {"public_money_counts": True}, "own cash 15,000 kr; in kind 700 kr"),
        (
            (VOLUNTEER_CAP, ComponentFact("own_cash", Decimal(9000), "cap")),
            {},
            "own cash 15,000 kr, of which 9,000 kr counts (at most 9,000 kr);",
        ),
        (
            (VOLUNTEER_CAP, CASH_PLAN, ComponentFact("in_kind", Decimal(900), "cap")),
            {},
            "in kind 700 kr, all of it counts (at most 900 kr);",
        ),
    ],
)
def test_how_much_of_a_component_counts(
    components: tuple[ComponentFact, ...], conditions: dict[str, Any], part: str
) -> None:
    received = version(
        "2020",
        "2021-03-15",
        figures=(cash("10000"), cash("5000", "public"), figure("in_kind", "700")),
        hours=(hours("adult", "100"),),
    )
    facts = only_own(received, promise=OWN_PROMISE._replace(components=components), conditions=conditions)
    assert part in said(facts, "2021-06-30")


def test_in_kind_and_activities() -> None:
    received = version("2020", "2021-03-15", figures=(figure("in_kind", "700"),), activities=(activity("Kafé", "3"),))
    in_kind = only_own(received, promise=commitment(31, VAN, "in_kind", "1000"))
    assert said(in_kind, "2021-06-30", "in_kind").endswith(
        ": in kind 700 kr; in all 700 kr of the promised 1,000 kr: 300 kr short."
    )
    cafes = only_own(received, promise=commitment(30, VAN, "activity", "4", name="Kafé", unit="träffar"))
    assert said(cafes, "2021-06-30", "activity").endswith(
        ": Kafé; in all 3 träffar of the promised 4 träffar: 1 träffar short."
    )


@pytest.mark.parametrize(
    ("facts", "as_of", "expected"),
    [
        (
            ONLY_FUNDING,
            "2020-06-30",
            "According to the registered payments 750,000 kr of the promised 1,500,000 kr is paid for 2020, where "
            "750,000 kr was due before 30 June 2020; the next part, 750,000 kr, is due on 31 July 2020.",
        ),
        (
            ONLY_FUNDING,
            "2020-08-01",
            "According to the registered payments 750,000 kr is paid of the 1,500,000 kr that was due of the promised "
            "1,500,000 kr for 2020: 750,000 kr should have been paid on 31 July 2020.",
        ),
        (
            ONLY_FUNDING._replace(payments=(payment(1, "2020", "1500000", "2020-01-31"),)),
            "2020-06-30",
            "According to the registered payments 1,500,000 kr of the promised 1,500,000 kr is paid for 2020: "
            "everything.",
        ),
        (
            ONLY_FUNDING,
            "2019-12-31",
            "According to the registered payments 0 kr of the promised 1,500,000 kr is paid for 2020, where 0 kr was "
            "due before 31 December 2019; the next part, 750,000 kr, is due on 31 January 2020.",
        ),
        (
            ONLY_FUNDING._replace(**UNBOUND),
            "2020-06-30",
            "The agreement is not binding; 1,500,000 kr would be promised for 2020.",
        ),
    ],
)
def test_funding(facts: AgreementFacts, as_of: str, expected: str) -> None:
    assert said(facts, as_of, "funding") == expected


def test_what_is_paid_beyond_the_promise_is_said() -> None:
    """1 500 000 kr is paid for 2020, of which an end on 30 June leaves 182 of 366 days: 745 901.64."""
    facts = umea()._replace(terminated_on=d("2020-12-01"), last_day=d("2020-06-30"))
    assert said(facts, "2022-06-30", "funding") == (
        "According to the registered payments 1,500,000 kr is paid for 2020, where 745,901.64 kr is promised: "
        "754,098.36 kr is paid beyond what is to be paid."
    )
    line = line_of(check(facts, d("2022-06-30")), "funding")
    assert (sum(part.paid for part in line.instalments) + line.above, line.status) == (line.counted, "met")
    assert line_of(check(umea(), d("2022-06-30")), "funding").above == 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_ends(language: str) -> None:
    for as_of in ("2019-12-31", "2020-06-30", "2021-03-31", "2022-06-30", "2023-04-01"):
        result = check(umea(), d(as_of))
        texts = [explain(line, d(as_of), language) for part in result.periods for line in part.lines]
        texts += [explain_row(row, result, language) for row in result.through_term]
        assert all(text.endswith(".") and "{" not in text and "[" not in text for text in texts)
