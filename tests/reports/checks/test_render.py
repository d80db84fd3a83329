"""The answer as JSON: its shape, its nulls, its digest."""

import json
from decimal import Decimal

from reports.checks.check import check
from reports.checks.render import as_json, digest
from tests.reports.checks.world import (
    OWN_PROMISE,
    PAYMENTS,
    REPORT_2020,
    VAN,
    activity,
    cash,
    commitment,
    d,
    figure,
    only_own,
    party,
    payment,
    umea,
    version,
    waiver,
)

AS_OF = d("2022-06-30")


def test_the_keys() -> None:
    answer = as_json(check(umea(conditions={"settlement": "yearly"}), AS_OF), "sv")
    assert list(answer) == [
        "agreement",
        "reference",
        "as_of",
        "status",
        "periods",
        "through_term",
        "findings",
        "consequences",
        "support",
        "basis",
    ]
    (finding,) = answer["findings"]
    assert {key: finding[key] for key in ("code", "period", "expected", "actual", "difference", "evidence")} == {
        "code": "co_financing.short",
        "period": "2020",
        "expected": "1300000.00",
        "actual": "1215000.00",
        "difference": "-85000.00",
        "evidence": [{"type": "annual_report", "id": 1, "version": 1}],
    }
    (consequence,) = answer["consequences"]
    assert (consequence["amount"], consequence["period"]) == ("98077.00", "2020")
    assert consequence["formula"].endswith("98\N{NO-BREAK SPACE}077")
    assert answer["basis"]["rates"] == ["leader-2014"]
    assert json.loads(json.dumps(answer)) == answer


def test_a_funding_line_shows_its_instalments() -> None:
    line = as_json(check(umea(), AS_OF), "en")["periods"][2]["lines"][0]
    assert (line["kind"], line["unit"], line["report"], line["due_to_date"]) == ("funding", "SEK", None, "750000.00")
    told = {"reduced": "0.00", "ordered": "0.00", "asked_on": None, "clause": ""}
    assert line["instalments"] == [
        {"number": 1, "due_on": "2022-01-31", "amount": "750000.00", "paid": "750000.00", **told,
         "state": "paid", "whose_move": "nobody", "reason": "750,000\N{NO-BREAK SPACE}kr is paid."},
        {"number": 2, "due_on": "2022-08-01", "amount": "750000.00", "paid": "0.00", **told, "state": "not_due",
         "whose_move": "nobody", "reason": "750,000\N{NO-BREAK SPACE}kr is due on 1 August 2022."},
    ]  # fmt: skip


def test_unknown_is_null() -> None:
    answer = as_json(check(only_own(rates=None, conditions={"report_due": None}), d("2020-06-30")), "en")
    line = answer["periods"][0]["lines"][0]
    assert [line[key] for key in ("delivered", "counted", "difference", "waiver")] == [None] * 4
    assert (answer["periods"][0]["report_due_on"], answer["periods"][0]["report_state"]) == (None, None)
    assert answer["through_term"][0]["projected"] is None
    assert answer["basis"]["rates"] == []


def test_a_line_names_its_report_and_waiver() -> None:
    excused = waiver("co_financing", "2020", "shortfall", "2021-05-01", id=7)
    facts = only_own(REPORT_2020, waivers=(excused,))
    line = as_json(check(facts, AS_OF), "en")["periods"][0]["lines"][0]
    assert line["report"] == {"id": 1, "version": 1}
    assert line["waiver"] == {
        "id": 7,
        "body": "Kommunstyrelsen",
        "delegation_point": "",
        "paragraph": "§ 12",
        "reason": "Lokalen var stängd under våren.",
        "decided_on": "2021-05-01",
        "until": None,
    }
    through = only_own(REPORT_2020, waivers=(excused._replace(until=d("2022-06-30")),))
    assert as_json(check(through, AS_OF), "en")["periods"][0]["lines"][0]["waiver"]["until"] == "2022-06-30"


def test_an_activity_has_its_own_row_and_unit() -> None:
    promise = commitment(30, VAN, "activity", "40", name="Språkcafé", unit="träffar")
    done = version("2020", "2021-03-15", activities=(activity("Språkcafé", "41"),))
    row = as_json(check(only_own(done, promise=promise), AS_OF), "en")["through_term"][0]
    assert (row["commitment"], row["name"], row["unit"], row["counted_to_date"]) == (
        30,
        "Språkcafé",
        "träffar",
        "41.00",
    )


def test_what_was_given_in_kind_names_how_it_was_valued_and_where() -> None:
    given = figure("in_kind", "700")._replace(basis="market_price", document="Offert 12")
    promise = OWN_PROMISE._replace(components=())
    facts = only_own(version("2020", "2021-03-15", figures=(cash("100000"), given)), promise=promise)
    parts = as_json(check(facts, AS_OF), "en")["periods"][0]["lines"][0]["components"]
    assert [(part["kind"], part.get("basis"), part.get("document")) for part in parts] == [
        ("own_cash", None, None),
        ("in_kind", "market_price", "Offert 12"),
    ]


def test_a_finding_about_dates_and_one_about_nobody() -> None:
    facts = umea(terminated_on=d("2021-02-01"), last_day=d("2021-06-30"))
    finding = as_json(check(facts, d("2021-02-01")), "en")["findings"][0]
    assert (finding["party"], finding["expected"], finding["actual"]) == (None, "2022-12-31", "2021-06-30")


def test_the_digest_leaves_language_out_and_no_figure() -> None:
    result = check(umea(), AS_OF)
    assert as_json(result, "sv")["basis"]["digest"] == as_json(result, "en")["basis"]["digest"] == digest(result)
    assert digest(result).startswith("sha256:")
    more = umea(payments=(*PAYMENTS, payment(9, "2022", "0.01", "2022-06-01")))
    assert digest(check(more, AS_OF)) != digest(result)
    assert digest(check(umea(), AS_OF)) == digest(result)


def test_a_corrected_name_changes_no_digest() -> None:
    """With lines, rows, findings and consequences that name the party; another party's id is another answer."""
    facts = umea(conditions={"settlement": "yearly"})
    result = check(facts, AS_OF)
    renamed = check(facts._replace(parties=(facts.parties[0], party(VAN, "Umeås vän", "recipient"))), AS_OF)
    assert result.findings
    assert result.consequences
    assert "Umeås vän" in json.dumps(as_json(renamed, "sv"), ensure_ascii=False)
    assert digest(renamed) == digest(result)
    assert as_json(result, "sv")["through_term"][1]["party"] == "Vän i Umeå"
    other = (facts.parties[0], facts.parties[1]._replace(id=3))
    promises = tuple(one._replace(party=3) if one.party == VAN else one for one in facts.commitments)
    moved = facts._replace(parties=other, commitments=promises, versions=(), payments=())
    unmoved = facts._replace(versions=(), payments=())
    assert digest(check(moved, AS_OF)) != digest(check(unmoved, AS_OF))


def test_the_digest_does_not_depend_on_trailing_zeros() -> None:
    same = REPORT_2020._replace(figures=(cash("310000"),))
    other = REPORT_2020._replace(figures=(cash("310000.0"),))
    assert Decimal("310000") == Decimal("310000.0")
    assert digest(check(only_own(same), AS_OF)) == digest(check(only_own(other), AS_OF))
