"""Amounts that a clause has had a say in: the check's lines, their sentences and their figures as JSON."""

from datetime import date
from decimal import Decimal
from typing import Any

from finance.indexation import IndexClause, IndexValue, Month, Series
from finance.promises import Act, Clauses, Indexation
from reports.checks.amounts import SENTENCES, explain_amount
from reports.checks.check import check
from reports.checks.explain import explain
from reports.checks.facts import AgreementFacts
from reports.checks.render import as_json, digest
from reports.checks.results import CheckResult
from reports.checks.wording import NAMED
from tests.reports.checks.world import FUNDING, UNBOUND, codes, d, line_of, plain, row_of, sek, umea

SERIES = Series(
    "test",
    tuple(
        IndexValue(Month(year, 10), Decimal(said), date(year, 11, 15), "invented")
        for year, said in ((2019, "100"), (2020, "104"), (2021, "110"))
    ),
)
CLAUSE = IndexClause("test", Month(2019, 10), 10, Decimal(1), years_back=1)
INDEXED = Clauses(Indexation(CLAUSE, SERIES, ("funding",)))
BOTH = Clauses(budget=True, reduces_both=True)
AS_OF = d("2022-06-30")


def act(state: str = "reduced", period: str = "2021", **more: Any) -> Act:
    """Kommunfullmäktige's decision."""
    said = Act(7, FUNDING, period, state, None, None, d("2020-11-30"), "Kommunfullmäktige", "§ 180")
    return said._replace(**more)


REDUCED = act(amount=sek("1350000.00"))


def by(clauses: Clauses, *acts: Act, **more: Any) -> AgreementFacts:
    """The agreement of Umeå and Vän i Umeå with such clauses and acts."""
    return umea(conditions={"amounts": clauses}, appropriations=acts, **more)


def why(result: CheckResult, kind: str, period: str, language: str = "sv") -> str:
    return plain(explain(line_of(result, kind, period), result.as_of, language))


def test_a_reduced_year_lowers_both_sides_with_their_components() -> None:
    result = check(by(BOTH, REDUCED), AS_OF)
    funding, own = line_of(result, "funding", "2021"), line_of(result, "co_financing", "2021")
    assert (funding.promised, own.promised) == (1_350_000, 1_170_000)
    assert [part.amount for part in funding.instalments] == [675_000, 675_000]
    assert [(part.promised, part.counted) for part in own.components] == [(877_500, 877_500), (292_500, 360_000)]
    assert (own.counted, own.difference, own.status) == (1_237_500, 67_500, "met")
    assert row_of(result, "co_financing").promised_term == 1_300_000 * 2 + 1_170_000
    assert row_of(result, "funding").promised_term == 1_500_000 * 2 + 1_350_000
    untouched = line_of(result, "co_financing", "2020")
    assert (untouched.promise, explain_amount(untouched, "sv")) == (None, "")
    assert "payment.above_promised" in codes(result)  # 1 500 000 had been paid


def test_before_the_council_decides_the_promise_stands() -> None:
    result = check(by(BOTH, REDUCED), d("2020-11-29"))
    assert line_of(result, "funding", "2021").promised == 1_500_000


def test_a_reduced_year_tells_its_arithmetic() -> None:
    result = check(by(BOTH, REDUCED), AS_OF)
    assert why(result, "funding", "2021").endswith(
        "Kommunfullmäktige har sänkt det från 1 500 000 kr till 1 350 000 kr (§ 180, 30 november 2020)."
    )
    assert why(result, "co_financing", "2021").endswith(
        "Kommunfullmäktige har sänkt finansieringen från 1 500 000 kr till 1 350 000 kr (§ 180, 30 november 2020), och "
        "enligt avtalet sänks den egna insatsen i samma proportion: 1 300 000 × 1 350 000 ÷ 1 500 000 = 1 170 000 kr."
    )
    ended = by(BOTH, REDUCED, terminated_on=d("2021-01-05"), last_day=d("2021-06-30"))
    assert why(check(ended, AS_OF), "funding", "2021", "en").endswith(
        "to 1,350,000 kr (§ 180, 30 November 2020). After the early end it comes, in the same proportion, to "
        "669,452 kr."
    )


def test_what_the_council_has_not_lowered_is_told_too() -> None:
    def said(one: Act) -> str:
        return why(check(by(BOTH, one), AS_OF), "funding", "2021", "en").rpartition(": everything. ")[2]

    assert said(act("decided")) == "Kommunfullmäktige has appropriated it in full (§ 180, 30 November 2020)."
    assert said(act(amount=sek("1600000"))) == said(act("decided"))
    plan = "Kommunfullmäktige has only preliminarily appropriated it (§ 180, 30 November 2020)"
    assert said(act("preliminary")) == f"{plan}."
    assert said(act("preliminary", amount=sek("1400000"))) == f"{plan}, with 1,400,000 kr."
    assert said(act("preliminary", share=sek("0.95"))) == f"{plan}, with 95%."


def test_an_indexed_amount_tells_its_formula() -> None:
    result = check(by(INDEXED), AS_OF)
    assert [line_of(result, "funding", year).promised for year in ("2020", "2021", "2022")] == [
        1_500_000, 1_560_000, 1_650_000,
    ]  # fmt: skip
    assert why(result, "funding", "2021").endswith(
        "Beloppet följer ett index: 1 500 000 × (0 % + 100 % × 104 ÷ 100) = 1 560 000."
    )
    assert why(result, "funding", "2020", "en").endswith(
        "The amount follows an index counted from 2019-10, and is therefore as agreed."
    )
    early = check(by(INDEXED), d("2021-03-01"))
    assert why(early, "funding", "2022", "en").endswith(
        "1,500,000 × (0% + 100% × 104 ÷ 100) = 1,560,000. Provisional: the index for October 2021 is not published; "
        "October 2020 (104) is used until it is."
    )
    short = by(INDEXED, starts_on=d("2021-07-01"), payments=(), versions=())
    assert why(check(short, AS_OF), "funding", "2021", "en").endswith(
        "= 1,560,000. On the 184 days of the period falls 786,410.96 kr."
    )


def test_an_amount_that_cannot_be_worked_out() -> None:
    late = CLAUSE._replace(base=Month(2025, 10))
    clauses = Clauses(Indexation(late, SERIES, ("funding", "co_financing")))
    result = check(by(clauses), AS_OF)
    funding, own = line_of(result, "funding", "2021"), line_of(result, "co_financing", "2021")
    assert (funding.status, funding.promised, funding.counted, funding.difference) == (
        "unknown", 1_500_000, 1_500_000, None,
    )  # fmt: skip
    assert (own.status, own.counted, own.difference, own.verified) == ("unknown", None, None, False)
    assert result.status == "unknown"
    assert why(result, "funding", "2021", "en") == (
        "What is promised for 2021 cannot be said yet; 1,500,000 kr is paid. Agreed is 1,500,000 kr in the money of "
        "the base month. Cannot be worked out: the index for the base month, October 2025, is not published."
    )
    assert why(result, "co_financing", "2021").startswith("Vad som är utlovat för 2021 kan inte sägas än. Avtalat är")
    unbound = check(by(clauses, **UNBOUND), AS_OF)
    assert line_of(unbound, "funding", "2021").status == "upcoming"
    assert codes(unbound) == ["agreement.not_binding"]


def shown(result: CheckResult, kind: str, period: str) -> Any:
    answer = as_json(result, "en")
    return next(
        line["amount_basis"]
        for one in answer["periods"] if one["period"] == period
        for line in one["lines"] if line["kind"] == kind
    )  # fmt: skip


def test_the_steps_are_figures_too() -> None:
    clauses = INDEXED._replace(budget=True, reduces_both=True)
    said = act("reduced", share=Decimal("0.900000"))
    result = check(by(clauses, said), AS_OF)
    found = shown(result, "funding", "2021")
    assert found.pop("formula").startswith("The amount follows an index: ")
    assert found == {
        "agreed": "1500000.00",
        "before_appropriation": "1560000.00",
        "provisional": False,
        "index": {
            "series": "test",
            "base": "2019-10",
            "base_index": "100",
            "yearly_amount": "1560000.00",
            "steps": [
                {"month": "2020-10", "taken": "2020-10", "index": "104", "source": "invented", "uncut": "4.00",
                 "change": "4.00", "limit": None},
            ],
            "missing": [],
        },
        "appropriations": [
            {"id": 7, "state": "reduced", "amount": None, "share": "0.9", "body": "Kommunfullmäktige",
             "paragraph": "§ 180", "decided_on": "2020-11-30"},
        ],
        "funding": {"before": "1560000.00", "left": "1404000.00"},
    }  # fmt: skip
    assert shown(result, "co_financing", "2020") is None
    assert shown(result, "co_financing", "2021")["index"] is None
    unknown = by(Clauses(Indexation(CLAUSE._replace(base=Month(2025, 10)), SERIES, ("funding",))))
    index = shown(check(unknown, AS_OF), "funding", "2021")["index"]
    assert (index["base_index"], index["yearly_amount"], index["missing"]) == (None, None, ["2025-10"])
    capped = Clauses(Indexation(CLAUSE._replace(cap=Decimal(2)), SERIES, ("funding",)))
    assert shown(check(by(capped), AS_OF), "funding", "2021")["index"]["steps"][0]["limit"] == "2"
    planned = shown(check(by(BOTH, act("preliminary", amount=sek("1.50"))), AS_OF), "funding", "2021")
    assert (planned["appropriations"][0]["amount"], planned["funding"]) == ("1.50", None)


def test_the_digest_knows_the_steps_but_not_the_language() -> None:
    decided, lowered = check(by(BOTH, act("decided")), AS_OF), check(by(BOTH, REDUCED), AS_OF)
    assert digest(decided) != digest(check(by(BOTH), AS_OF)) == digest(check(umea(), AS_OF))
    assert as_json(lowered, "sv")["basis"]["digest"] == as_json(lowered, "en")["basis"]["digest"] == digest(lowered)


def test_each_sentence_has_the_same_values_in_both_languages() -> None:
    for name, swedish in SENTENCES["sv"].items():
        assert sorted(NAMED.findall(swedish)) == sorted(NAMED.findall(SENTENCES["en"][name]))
    assert list(SENTENCES["sv"]) == list(SENTENCES["en"])
