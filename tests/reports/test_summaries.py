"""Figures for auditors: groups, their sums, and that a filter changes nothing."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.checks.check import check
from reports.checks.facts import AgreementFacts
from reports.checks.terms import PartyFact
from reports.summaries import GROUP_BYS, Group, GroupBy, Row, Summary, as_json, summarise
from tests.reports.checks.test_support import fact as premises
from tests.reports.checks.world import (
    FUNDING_PROMISE,
    OWN_PROMISE,
    REPORT_2020,
    VAN,
    activity,
    commitment,
    d,
    figure,
    hours,
    party,
    payment,
    umea,
    version,
)

AS_OF = d("2022-06-30")


def rows(*agreements: AgreementFacts, as_of: date = AS_OF) -> list[Row]:
    """Every agreement's check, beside its facts."""
    return [(check(facts, as_of), facts) for facts in agreements]


def named(summary: Summary) -> dict[str, Group]:
    """The groups by name."""
    return {group.name: group for group in summary.groups}


def board(number: int, name: str, role: str, municipality: int = 900) -> PartyFact:
    """A board of a municipality."""
    return party(number, name, role, public=True)._replace(
        municipality=municipality, municipality_name=f"Kommun {municipality}"
    )


def test_the_total_of_one_agreement() -> None:
    total = summarise(rows(umea()), "kind").total
    assert (total.agreements, total.funding.promised, total.funding.due, total.funding.paid) == (
        1,
        4_500_000,
        3_750_000,
        3_750_000,
    )
    own = total.co_financing
    assert (own.promised, own.promised_to_date, own.delivered, own.counted, own.difference, own.unknown) == (
        3_900_000,
        2_600_000,
        2_609_000,
        2_550_000,
        -50_000,
        0,
    )
    assert (total.volunteer.hours, total.volunteer.counted) == (9200, 1_880_000)


def test_in_kind_is_in_every_sum_and_activities_in_none() -> None:
    """A peer counts in-kind in the budget and forgets it in lists."""
    received = version("2020", "2021-03-15", figures=(figure("in_kind", "25000"),), activities=(activity("Kafé", "9"),))
    facts = umea(
        commitments=(
            commitment(31, VAN, "in_kind", "30000"),
            commitment(30, VAN, "activity", "40", name="Kafé", unit="träffar"),
        ),
        payments=(),
        versions=(received,),
    )
    total = summarise(rows(facts), "year").total
    assert (total.in_kind.promised, total.in_kind.counted, total.in_kind.difference) == (90_000, 25_000, -5000)
    assert total.co_financing.promised == 0


def test_an_unknown_line_is_counted_and_stays_out_of_the_sums() -> None:
    unvalued = REPORT_2020._replace(hours=(hours("board", "10"),))
    total = summarise(rows(umea(versions=(unvalued,))), "kind").total
    assert (total.co_financing.unknown, total.co_financing.delivered, total.co_financing.promised) == (1, 0, 3_900_000)
    assert (total.volunteer.hours, total.volunteer.counted) == (0, 0)


def test_by_year_an_agreement_is_counted_in_each() -> None:
    summary = summarise(rows(umea(), umea(id=2, ends_on=d("2020-12-31"))), "year")
    assert [(group.name, group.agreements) for group in summary.groups] == [("2020", 2), ("2021", 1), ("2022", 1)]
    assert summary.total.agreements == 2


def test_by_kind_and_status() -> None:
    several = rows(
        umea(), umea(id=2, kind="grant"), umea(id=3, parties=(party(1, "A", "funder", on=None), umea().parties[1]))
    )
    assert {name: group.agreements for name, group in named(summarise(several, "kind")).items()} == {
        "grant": 1,
        "partnership": 2,
    }
    assert {name: group.agreements for name, group in named(summarise(several, "status")).items()} == {
        "at_risk": 2,
        "upcoming": 1,
    }


def test_boards_roll_up_to_their_municipality() -> None:
    van = umea().parties[1]
    first = umea(parties=(board(1, "Kulturnämnden", "funder"), van))
    second = umea(id=2, parties=(board(1, "Socialnämnden", "funder"), van))
    groups = named(summarise(rows(first, second), "municipality"))
    assert {name: (group.keys[0][0], group.agreements) for name, group in groups.items()} == {"Kommun 900": (900, 2)}


def test_funding_is_the_payers_and_the_rest_the_hosts() -> None:
    two = FUNDING_PROMISE._replace(id=11, party=3, amount=Decimal(100_000))
    parties = (board(1, "Umeå", "funder", 901), umea().parties[1], board(3, "Vännäs", "host", 903))
    facts = umea(parties=parties, commitments=(FUNDING_PROMISE, two, OWN_PROMISE))
    groups = named(summarise(rows(facts), "municipality"))
    assert (groups["Kommun 901"].funding.promised, groups["Kommun 901"].co_financing.promised) == (4_500_000, 0)
    assert (groups["Kommun 903"].funding.promised, groups["Kommun 903"].co_financing.promised) == (300_000, 3_900_000)
    without_host = facts._replace(parties=(parties[0], parties[1], parties[2]._replace(role="funder")))
    assert named(summarise(rows(without_host), "municipality"))["Kommun 901"].co_financing.promised == 3_900_000


def test_a_municipality_that_is_nobodys_board_is_its_own() -> None:
    (group,) = summarise(rows(umea()), "municipality").groups
    assert (group.keys[0][0], group.name) == (101, "Umeå kommun")


def test_what_no_municipality_pays_or_hosts_is_a_group_of_its_own() -> None:
    private = (party(1, "Stiftelsen", "funder"), umea().parties[1])
    member = (party(1, "Umeå kommun", "member", public=True), umea().parties[1])
    (group,) = summarise(rows(umea(parties=private)), "municipality").groups
    assert (group.keys[0][0], group.name, group.funding.promised) == (None, "", 4_500_000)
    groups = summarise(rows(umea(parties=member)), "municipality").groups
    assert [(group.keys[0][0], group.co_financing.promised) for group in groups] == [(101, 0), (None, 3_900_000)]


@pytest.mark.parametrize(
    ("others", "recipient", "name"),
    [
        ((), None, "Vän i Umeå"),
        ((), VAN, "Vän i Umeå"),
        ((party(3, "Bygdegården", "member"),), None, "Vän i Umeå"),  # the only recipient
        ((party(3, "Bygdegården", "recipient"),), None, ""),  # several
        ((party(3, "Bygdegården", "recipient"),), 3, "Bygdegården"),
    ],
)
def test_funding_belongs_to_its_recipient_where_one_can_be_told(
    others: tuple[PartyFact, ...], recipient: int | None, name: str
) -> None:
    facts = umea(parties=(*umea().parties, *others), commitments=(FUNDING_PROMISE._replace(recipient=recipient),))
    (group,) = summarise(rows(facts), "association").groups
    assert group.name == name


def test_what_an_association_promised_is_its_own_and_a_municipalitys_promise_its_partners() -> None:
    facts = umea(
        parties=(*umea().parties, party(3, "Bygdegården", "recipient")),
        commitments=(OWN_PROMISE, OWN_PROMISE._replace(id=21, party=3)),
        payments=(),
    )
    groups = named(summarise(rows(facts), "association"))
    assert sorted(groups) == ["Bygdegården", "Vän i Umeå"]
    premises = umea(commitments=(commitment(31, 1, "in_kind", "30000"),), payments=(), versions=())
    assert list(named(summarise(rows(premises), "association"))) == ["Vän i Umeå"]


def test_as_json() -> None:
    answer = as_json(summarise(rows(umea()), "year"))
    assert answer["group_by"] == ["year"]
    assert [group["group"]["year"]["key"] for group in answer["groups"]] == ["2020", "2021", "2022"]
    assert answer["total"]["funding"] == {"promised": "4500000.00", "due": "3750000.00", "paid": "3750000.00"}
    assert answer["total"]["volunteer"] == {"hours": "9200.00", "counted": "1880000.00"}
    assert answer["total"]["co_financing"]["unknown"] == 0
    assert answer["groups"][0]["co_financing"]["difference"] == "-85000.00"


def test_by_several_together() -> None:
    summary = summarise(rows(umea(), umea(id=2, kind="grant")), "kind", "year")
    assert [group.name for group in summary.groups][:2] == ["grant, 2020", "grant, 2021"]
    assert sum(group.funding.promised for group in summary.groups) == summary.total.funding.promised == 9_000_000
    first = as_json(summary)["groups"][0]
    assert first["group"] == {"kind": {"key": "grant", "name": "grant"}, "year": {"key": "2020", "name": "2020"}}


def test_nothing_to_sum() -> None:
    summary = summarise([], "kind")
    assert (summary.groups, summary.total.agreements, summary.total.funding.paid) == ((), 0, 0)


@st.composite
def agreements(draw: st.DrawFn) -> AgreementFacts:
    """An agreement between some of a few parties, with a payment and perhaps a report."""
    number = draw(st.integers(1, 10_000))
    funder = board(1, "Nämnden", draw(st.sampled_from(["funder", "host", "member"])), draw(st.integers(901, 903)))
    partner = party(VAN, "", "recipient")._replace(organization=draw(st.integers(201, 203)))
    amount = Decimal(draw(st.integers(0, 10_000_000))) / 100
    received = REPORT_2020._replace(hours=(hours(draw(st.sampled_from(["adult", "board"])), str(amount)),))
    return umea(
        id=number,
        kind=draw(st.sampled_from(["grant", "partnership"])),
        parties=(funder, partner._replace(name=f"Förening {partner.organization}")),
        commitments=(FUNDING_PROMISE, OWN_PROMISE, commitment(31, VAN, "in_kind", str(amount))),
        payments=(payment(1, "2020", str(amount), "2020-02-01"),),
        versions=(received,) if draw(st.booleans()) else (),
    )


def figures(group: Group) -> list[Decimal]:
    """Everything that groups add up to."""
    answer = as_json(Summary((), (), group))["total"]
    names = ("funding", "co_financing", "volunteer", "in_kind")
    return [Decimal(value) for name in names for value in answer[name].values()]


def summed(group: Group) -> dict[str, Decimal]:
    """The same by the names that the figures of a line have."""
    answer = as_json(Summary((), (), group))["total"]
    kinds = ("funding", "co_financing", "volunteer", "in_kind")
    found = {f"{kind}_{name}": Decimal(value) for kind in kinds for name, value in answer[kind].items()}
    unknown = {"co_financing_unknown", "in_kind_unknown"}
    return {name: value for name, value in found.items() if name not in unknown} | {
        "municipal_support": Decimal(answer["municipal_support"])
    }


@settings(max_examples=25, deadline=None)
@given(facts=st.lists(agreements(), max_size=5, unique_by=lambda facts: facts.id), group_by=st.sampled_from(GROUP_BYS))
def test_groups_add_up_and_a_filter_never_changes_a_rows_figures(
    facts: list[AgreementFacts], group_by: GroupBy
) -> None:
    everything = rows(*facts)
    summary = summarise(everything, group_by)
    added = [sum(parts) for parts in zip(*(figures(group) for group in summary.groups), strict=True)]
    assert added == (figures(summary.total) if summary.groups else [])
    alone = [figures(summarise([row], group_by).total) for row in everything]
    assert [sum(parts) for parts in zip(*alone, strict=True)] == (figures(summary.total) if everything else [])
    assert summarise(everything[::-1], group_by) == summary
    if group_by == "kind":
        grants = summarise([row for row in everything if row[1].kind == "grant"], group_by)
        assert grants.groups == tuple(group for group in summary.groups if group.keys[0][0] == "grant")


def test_support_beside_money_stands_under_its_giver_and_in_no_other_figure() -> None:
    given = umea(support=(premises(),))
    assert summarise(rows(given), "kind").total.support == Decimal(200_000)
    plain, supported = (summarise(rows(facts), "municipality") for facts in (umea(), given))
    assert sum((group.support for group in supported.groups), Decimal(0)) == 200_000
    assert sum((group.support for group in plain.groups), Decimal(0)) == 0
