"""The check of amended terms: what holds on the day asked about, from which day, and to whom."""

from decimal import Decimal

from agreements.periods import Period
from reports.checks.check import check
from reports.checks.facts import AgreementFacts
from reports.checks.results import CheckResult
from reports.checks.terms import CommitmentFact, ComponentFact, StepFact, TermsFact
from tests.reports.checks.world import d, payment, umea

MORE, LESS = Decimal("1800000.00"), Decimal("1000000.00")


def amended(facts: AgreementFacts, day: str, *commitments: CommitmentFact, **changes: object) -> AgreementFacts:
    """The facts with terms that hold from a day on."""
    held = {row.id: row for row in (*facts.commitments, *commitments)}
    same = {
        name: getattr(facts, name) for name in ("title", "ends_on", "shortened_to", "parties", "conditions", "rates")
    }
    terms = TermsFact(d(day), **{**same, "commitments": tuple(held.values()), **changes})
    return facts._replace(amended=(*facts.amended, terms))


def funding(facts: AgreementFacts) -> CommitmentFact:
    return next(row for row in facts.commitments if row.kind == "funding")


def own(facts: AgreementFacts) -> CommitmentFact:
    return next(row for row in facts.commitments if row.kind == "co_financing")


def promised(result: CheckResult, kind: str) -> dict[str, str]:
    return {one.period.label: str(line.promised) for one in result.periods for line in one.lines if line.kind == kind}


def test_a_yearly_amount_holds_from_its_day() -> None:
    facts = umea()
    row = funding(facts)._replace(steps=(StepFact(d("2021-07-01"), MORE),))
    changed = amended(facts, "2021-07-01", row)
    assert promised(check(changed, d("2021-06-30")), "funding")["2022"] == "1500000.00"
    after = promised(check(changed, d("2021-07-01")), "funding")
    assert after == {"2020": "1500000.00", "2021": "1651232.88", "2022": "1800000.00"}


def test_components_hold_from_the_period_that_begins_with_them() -> None:
    facts = umea()
    parts = (
        ComponentFact("volunteer_time", Decimal("700000.00"), "cap"),
        ComponentFact("own_cash", Decimal(300000), "plan"),
    )
    steps = (StepFact(d("2021-01-01"), LESS, parts), StepFact(d("2022-01-01"), MORE))
    changed = own(facts)._replace(steps=steps)
    assert changed.within(_period(facts, "2020")).components == own(facts).components
    later = changed.within(_period(facts, "2022"))
    assert (later.amount, later.components) == (MORE, parts)
    assert own(facts).within(_period(facts, "2020")) == own(facts)
    result = check(amended(facts, "2021-01-01", changed), d("2022-06-30"))
    assert promised(result, "co_financing") == {"2020": "1300000.00", "2021": "1000000.00", "2022": "1800000.00"}


HOURS = ComponentFact("volunteer_time", None, "cap", Decimal(1000), "adult")
CASH = ComponentFact("own_cash", Decimal(50000), "plan")


def test_components_that_begin_or_end_within_a_period_follow_its_days() -> None:
    facts = umea()
    added = own(facts)._replace(amount=None, components=(), steps=(StepFact(d("2021-07-01"), None, (HOURS, CASH)),))
    ended = added._replace(steps=(*added.steps, StepFact(d("2022-04-01"), None, ())))
    assert added.within(_period(facts, "2020")).components == ()
    for row in (added, ended):
        assert [(one.hours, one.amount) for one in row.within(_period(facts, "2021")).components] == [
            (Decimal("504.11"), None),
            (None, Decimal("25205.48")),
        ]
    assert added.within(_period(facts, "2022")).components == (HOURS, CASH)
    assert [one.hours for one in ended.within(_period(facts, "2022")).components] == [Decimal("246.58"), None]


def test_components_that_make_up_an_amount_make_up_what_is_left_of_it() -> None:
    """90 of 365 days of 100 are 24.66; of 50.02 and 49.98 they are 12.33 and 12.32: the larger takes the öre."""
    facts = umea()
    parts = CASH._replace(amount=Decimal("50.02")), CASH._replace(kind="in_kind", amount=Decimal("49.98"))
    row = own(facts)._replace(amount=Decimal(100), components=parts, steps=(StepFact(d("2021-04-01"), None, ()),))
    left = row.within(_period(facts, "2021"))
    assert left.amount == Decimal("24.66")
    assert [one.amount for one in left.components] == [Decimal("12.34"), Decimal("12.32")]
    more = row._replace(amount=Decimal(200)).within(_period(facts, "2021"))
    assert [one.amount for one in more.components] == [Decimal("12.33"), Decimal("12.32")]


def _period(facts: AgreementFacts, label: str) -> Period:
    return next(one.period for one in check(facts, d("2022-06-30")).periods if one.period.label == label)


def test_a_shortened_term_and_a_new_name() -> None:
    changed = amended(umea(), "2022-01-01", shortened_to=d("2022-06-30"), title="Nytt")
    result = check(changed, d("2022-01-01"))
    assert result.periods[-1].period.ends_on == d("2022-06-30")
    assert check(changed, d("2021-12-31")).periods[-1].period.ends_on == d("2022-12-31")
    ended = changed._replace(terminated_on=d("2022-02-01"), last_day=d("2022-03-31"))
    assert check(ended, d("2022-02-01")).periods[-1].period.ends_on == d("2022-03-31")


def test_what_was_paid_to_a_former_recipient_still_counts() -> None:
    facts = umea()
    row = funding(facts)
    before = row._replace(recipient=2)
    facts = facts._replace(commitments=tuple(before if one.id == row.id else one for one in facts.commitments))
    changed = amended(facts, "2021-01-01", before._replace(recipient=1, former=(2,)))
    result = check(changed._replace(payments=(payment(1, "2020", "750000.00", "2020-01-31"),)), d("2022-06-30"))
    paid = {one.period.label: line.counted for one in result.periods for line in one.lines if line.kind == "funding"}
    assert paid["2020"] == Decimal("750000.00")
