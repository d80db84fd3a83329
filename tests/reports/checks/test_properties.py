"""What is always true of the check, whatever was promised, paid and reported."""

import random
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from finance.instalments import InstalmentFact
from finance.repayment import Step, ladder
from finance.valuation import HoursRow
from reports.checks.check import check
from reports.checks.facts import ActivityFact, AgreementFacts, FigureFact, PaymentFact, VersionFact, WaiverFact
from reports.checks.render import as_json, digest
from reports.checks.results import CheckResult
from reports.checks.term import RANK
from reports.checks.terms import CommitmentFact, ComponentFact
from tests.reports.checks.world import FUNDING, UMEA, VAN, activity, commitment, party, umea

# A whole agreement takes long to draw, so an ordinary run tries a fifth of the profile's examples.
SOME = settings(max_examples=max(1, settings().max_examples // 5), deadline=None)

YEARS = ("2020", "2021", "2022")
MONEY = st.integers(0, 200_000).map(lambda ore: Decimal(ore) / 100)
EVENTS = st.dates(date(2019, 12, 1), date(2023, 12, 31))
MAYBE = st.none() | EVENTS
SHARES = st.sampled_from([None, Decimal(0), Decimal("0.5"), Decimal("0.75"), Decimal(1)])
LADDERS = st.sampled_from([None, ladder((Step(7, Decimal(10)), Step(None, Decimal(100))), "02-25", "complete")])
LINE_RANK = {"met": 0, "waived": 1, "short": 2}

COUNTING = st.sampled_from(["cap", "floor", "plan"])
IN_KRONOR = st.builds(
    ComponentFact, st.sampled_from(["own_cash", "volunteer_time", "in_kind"]), MONEY, COUNTING, st.none(), st.just("")
)
IN_HOURS = st.builds(
    ComponentFact,
    st.just("volunteer_time"),
    st.none(),
    COUNTING,
    MONEY,
    st.sampled_from(["adult", "young", "adult", "young", "board"]),
)
COMPONENTS = st.lists(
    st.one_of(IN_KRONOR, IN_HOURS),
    max_size=3,
    unique_by=lambda component: component.kind,
).map(tuple)
FIGURES = st.builds(
    FigureFact,
    st.sampled_from(["own_cash", "in_kind", "income", "costs"]),
    st.sampled_from(["fees", "public"]),
    MONEY,
    st.sampled_from(["", "invoice"]),
    st.sampled_from(["", "Faktura 12"]),
)

ACTIVITY = st.builds(activity, st.just("Kafé"), MONEY.map(str))
PAYMENT = st.builds(
    PaymentFact,
    st.integers(1, 10_000),
    st.just(FUNDING),
    st.sampled_from(YEARS),
    st.just(VAN),
    st.integers(-50_000, 200_000).map(lambda ore: Decimal(ore) / 100),
    EVENTS,
)
WAIVER = st.builds(
    WaiverFact,
    st.integers(1, 10_000),
    st.just(VAN),
    st.sampled_from(["co_financing", "activity", "in_kind"]),
    st.sampled_from(YEARS),
    st.sampled_from(["shortfall", "lateness"]),
    EVENTS,
    MAYBE,
    st.just("Kommunstyrelsen"),
    st.sampled_from(["", "§ 12"]),
    st.just("Beslut i testet."),
)
HALVES = (InstalmentFact("07-31", Decimal("0.5")), InstalmentFact("01-31", Decimal("0.5")))
INSTALMENTS = st.sampled_from([(), HALVES])

# A strategy that is made anew in each draw is validated anew, which takes longer than the draw.
SOME_FIGURES = st.lists(FIGURES, max_size=4)
SOME_ACTIVITIES = st.lists(ACTIVITY, max_size=2)
SOME_PAYMENTS = st.lists(PAYMENT, max_size=5, unique_by=lambda payment: payment.id)
SOME_WAIVERS = st.lists(WAIVER, max_size=3, unique_by=lambda waiver: waiver.id)


@st.composite
def hours_rows(draw: st.DrawFn) -> HoursRow:
    """Hours of a category that has a rate (or, seldom, has none)."""
    starts_on = draw(st.dates(date(2020, 1, 1), date(2022, 12, 1)))
    category = draw(st.sampled_from(["adult", "young", "adult", "young", "board"]))
    return HoursRow("Språkcafé", category, draw(MONEY), starts_on, starts_on + timedelta(days=20))


SOME_HOURS = st.lists(hours_rows(), max_size=3)


@st.composite
def versions(draw: st.DrawFn) -> VersionFact:
    """A version of some year's report, perhaps sent back or approved: it has one review."""
    reviewed_on, sent_back = draw(MAYBE), draw(st.booleans())
    return VersionFact(
        report=1,
        number=draw(st.integers(1, 3)),
        period=draw(st.sampled_from(YEARS)),
        party=VAN,
        received_on=draw(EVENTS),
        figures=tuple(draw(SOME_FIGURES)),
        hours=tuple(draw(SOME_HOURS)),
        activities=tuple(draw(SOME_ACTIVITIES)),
        returned_on=reviewed_on if sent_back else None,
        return_due_on=draw(MAYBE) if sent_back else None,
        approved_on=None if sent_back else reviewed_on,
    )


SOME_VERSIONS = st.lists(versions(), max_size=5, unique_by=lambda version: (version.period, version.number))


@st.composite
def commitments(draw: st.DrawFn) -> tuple[CommitmentFact, ...]:
    """Funding and an own promise, and perhaps an activity and an in-kind contribution."""
    promises = [
        commitment(FUNDING, UMEA, "funding", str(draw(MONEY)), instalments=draw(INSTALMENTS)),
        commitment(20, VAN, "co_financing", str(draw(MONEY)), components=draw(COMPONENTS)),
        commitment(30, VAN, "activity", str(draw(MONEY)), name="Kafé", unit="träffar"),
        commitment(40, VAN, "in_kind", str(draw(MONEY))),
    ]
    return tuple(promise for promise in promises if draw(st.booleans()) or promise.id == 20)


@st.composite
def agreements(draw: st.DrawFn) -> AgreementFacts:
    """An agreement that binds, with anything having happened under it."""
    return umea(
        starts_on=draw(st.sampled_from([date(2020, 1, 1), date(2020, 3, 15)])),
        commitments=draw(commitments()),
        payments=tuple(draw(SOME_PAYMENTS)),
        versions=tuple(draw(SOME_VERSIONS)),
        waivers=tuple(draw(SOME_WAIVERS)),
        conditions={
            "settlement": draw(st.sampled_from(["term", "yearly"])),
            "report_due": draw(st.sampled_from(["03-31", None])),
            "volunteer_share_cap": draw(SHARES),
            "public_money_counts": draw(st.booleans()),
            "carry_over": draw(st.booleans()),
            "late_ladder": draw(LADDERS),
        },
    )


def shuffled(facts: AgreementFacts, chance: random.Random) -> AgreementFacts:
    """The same facts with every kind of row in another order."""
    received = [
        version._replace(
            figures=tuple(chance.sample(version.figures, len(version.figures))),
            hours=tuple(chance.sample(version.hours, len(version.hours))),
            activities=tuple(chance.sample(version.activities, len(version.activities))),
        )
        for version in chance.sample(facts.versions, len(facts.versions))
    ]
    return facts._replace(
        parties=tuple(chance.sample(facts.parties, len(facts.parties))),
        commitments=tuple(chance.sample(facts.commitments, len(facts.commitments))),
        payments=tuple(chance.sample(facts.payments, len(facts.payments))),
        waivers=tuple(chance.sample(facts.waivers, len(facts.waivers))),
        versions=tuple(received),
    )


def sums(result: CheckResult) -> list[object]:
    """Everything but which rows are pointed at."""
    lines = [(line.delivered, line.counted, line.status) for part in result.periods for line in part.lines]
    terms = [(row.counted_to_date, row.remaining, row.projected, row.status) for row in result.through_term]
    return [result.status, lines, terms, [(found.code, found.amount) for found in result.consequences]]


@SOME
@given(facts=agreements(), as_of=EVENTS, chance=st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(facts: AgreementFacts, as_of: date, chance: random.Random) -> None:
    mixed = check(shuffled(facts, chance), as_of)
    assert digest(mixed) == digest(check(facts, as_of))


@SOME
@given(facts=agreements(), as_of=EVENTS, data=st.data())
def test_splitting_a_payment_or_hours_changes_no_sum(facts: AgreementFacts, as_of: date, data: st.DataObject) -> None:
    payments = []
    for payment in facts.payments:
        part = data.draw(MONEY)
        payments += [payment._replace(amount=part), payment._replace(id=-payment.id, amount=payment.amount - part)]
    received = []
    for version in facts.versions:
        rows: list[HoursRow] = []
        for row in version.hours:
            part = data.draw(st.decimals(0, row.hours, places=2))
            rows += [row._replace(hours=part), row._replace(hours=row.hours - part)]
        received.append(version._replace(hours=tuple(rows)))
    split = facts._replace(payments=tuple(payments), versions=tuple(received))
    assert sums(check(split, as_of)) == sums(check(facts, as_of))


@pytest.mark.parametrize("kind", ["own_cash", "in_kind", "hours", "activity"])
@SOME
@given(facts=agreements(), as_of=EVENTS, more=MONEY)
def test_more_delivered_never_makes_a_status_worse(
    kind: str, facts: AgreementFacts, as_of: date, more: Decimal
) -> None:
    received = tuple(_with_more(version, kind, more) for version in facts.versions)
    before, after = check(facts, as_of), check(facts._replace(versions=received), as_of)
    assert RANK[after.status] >= RANK[before.status]
    for old, new in zip(before.through_term, after.through_term, strict=True):
        assert RANK[new.status] >= RANK[old.status]
    for was, now in zip(before.periods, after.periods, strict=True):
        for line, better in zip(was.lines, now.lines, strict=True):
            if line.status in LINE_RANK:
                assert LINE_RANK[better.status] <= LINE_RANK[line.status]
            else:
                assert better.status == line.status


def _with_more(version: VersionFact, kind: str, more: Decimal) -> VersionFact:
    """The same report with more of one thing delivered."""
    if kind == "hours":
        row = HoursRow("Läxhjälp", "adult", more, date(2020, 5, 1), date(2020, 5, 2))
        return version._replace(hours=(*version.hours, row))
    if kind == "activity":
        return version._replace(activities=(*version.activities, ActivityFact("Kafé", more, "träffar")))
    return version._replace(figures=(*version.figures, FigureFact(kind, "fees", more)))


@SOME
@given(facts=agreements(), as_of=EVENTS)
def test_what_happened_later_changes_nothing(facts: AgreementFacts, as_of: date) -> None:
    def before(day: date | None) -> date | None:
        return day if day is not None and day <= as_of else None

    known = facts._replace(
        payments=tuple(payment for payment in facts.payments if payment.paid_on <= as_of),
        waivers=tuple(waiver for waiver in facts.waivers if waiver.decided_on <= as_of),
        versions=tuple(
            version._replace(returned_on=before(version.returned_on), approved_on=before(version.approved_on))
            for version in facts.versions
            if version.received_on <= as_of
        ),
    )
    assert digest(check(known, as_of)) == digest(check(facts, as_of))


@SOME
@given(facts=agreements(), as_of=EVENTS)
def test_the_figures_agree_with_each_other(facts: AgreementFacts, as_of: date) -> None:
    result = check(facts, as_of)
    for part in result.periods:
        for line in part.lines:
            figures = (line.delivered, line.counted, line.difference)
            assert (line.status in ("upcoming", "open", "overdue", "unknown")) is (None in figures) or (
                line.kind == "funding" or line.status == "waived"
            )
            if line.kind != "funding" and line.counted is not None:
                assert line.promised is not None
                assert line.difference == line.counted - line.promised
                assert line.delivered is not None
                assert line.counted <= line.delivered
    for row in result.through_term:
        assert row.remaining == max(0, row.promised_term - row.counted_to_date - row.waived)
        assert row.difference == row.counted_to_date + row.waived - row.promised_to_date
    for consequence in result.consequences:
        assert consequence.amount > 0
        assert consequence.amount == consequence.amount.to_integral_value()


@SOME
@given(facts=agreements(), as_of=EVENTS, language=st.sampled_from(["sv", "en"]))
def test_everything_can_be_said(facts: AgreementFacts, as_of: date, language: str) -> None:
    answer = as_json(check(facts, as_of), language)
    texts = [line["explanation"] for part in answer["periods"] for line in part["lines"]]
    texts += [row["explanation"] for row in answer["through_term"]]
    texts += [finding["message"] for finding in answer["findings"]]
    assert all(text.endswith(".") and "{" not in text and "None" not in text for text in texts)


@given(as_of=EVENTS, yes=st.lists(EVENTS, min_size=2, max_size=2))
def test_it_binds_when_the_last_has_agreed(as_of: date, yes: list[date]) -> None:
    parties = (
        party(UMEA, "Umeå kommun", "funder", public=True, on=str(yes[0])),
        party(VAN, "Vän i Umeå", "recipient", on=str(yes[1])),
    )
    result = check(umea(parties=parties), as_of)
    assert result.binds is (max(yes) <= as_of)
    assert result.binds or result.status == "upcoming"
