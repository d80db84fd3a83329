"""`manage.py generate`: the same arguments give the same data, and the data is what the services would have written."""

import io
from collections import Counter
from collections.abc import Iterator
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from pytest_django.plugin import DjangoDbBlocker

from agreements import conditions
from agreements.models import Agreement, Commitment, Decision, Party, Signature, Termination, Waiver
from agreements.selectors import condition, periods_of, recipients, reporters
from agreements.services import registration, rules
from agreements.services.rules.terms import Terms
from agreements.stood import stood
from finance.models import Payment
from finance.rates import refusals as rate_refusals
from finance.selectors import payments as selectors
from office.known import Asked
from office.models import AuditEvent, Membership, Organization, Population, User
from office.models.organizations import folded
from office.services import trail
from office.services.organizations import number_refusals
from reports.bodies import ContentBody
from reports.checking import checked
from reports.generating import life
from reports.generating.places import inhabitants, organization_number
from reports.generating.plan import Plan, wrong_with
from reports.generating.rows import Scale
from reports.management.commands import generate as command
from reports.models import AnnualReport, ReportVersion, Review, VolunteerHours
from reports.services import content
from reports.services.freezing import frozen_rates
from reports.services.writing import of_version
from tests.cast import Client

# Without this mark pytest-django makes no test database, and the data would be made in a real one.
pytestmark = pytest.mark.django_db

SCALE = Scale(municipalities=6, agreements=150, years=3, seed=7, first_year=2021)
THROUGH = date(2024, 6, 30)
TODAY = date(2026, 1, 1)


def generate(scale: Scale = SCALE, **changes: int) -> str:
    """What the command says."""
    said = io.StringIO()
    call_command("generate", stdout=said, **{**scale._asdict(), **changes})
    return said.getvalue()


@pytest.fixture(scope="module")
def country(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """The generated data, made once for all tests of this module; its words."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield generate()
        transaction.set_rollback(True)


@pytest.fixture
def made(country: str, db: None) -> str:
    return country


def digest_of(said: str) -> str:
    return next(line.split()[1] for line in said.splitlines() if line.startswith("Digest:"))


def rows() -> Any:
    return Agreement.objects.with_terms().order_by("pk")


def test_the_same_seed_gives_the_same_data_and_another_other() -> None:
    plans = [Plan(SCALE), Plan(SCALE), Plan(SCALE._replace(seed=8))]
    first, again, other = ([one for _place, one in plan.agreements()] for plan in plans)
    assert first == again
    assert first != other
    assert plans[0].digest == plans[1].digest != plans[2].digest


def test_the_digest_is_the_same_on_every_machine_and_database() -> None:
    """A change of the generator changes it: then write the new one here."""
    plan = Plan(Scale(municipalities=2, agreements=5, years=2, seed=1, first_year=2021))
    list(plan.agreements())
    assert plan.digest == "13ffca828f72f480f402e0be9dab54625f66f5ecbbd7586edaa79cfe07ceb55c"


def test_it_makes_what_was_asked_for_and_tells_it(made: str) -> None:
    assert Agreement.objects.count() == SCALE.agreements
    assert Organization.objects.filter(kind="municipality").count() == SCALE.municipalities
    for model in (
        Organization, Population, Membership, Agreement, Party, Commitment, Decision, Signature, Termination, Waiver,
        Payment, AnnualReport, ReportVersion, VolunteerHours, Review,
    ):  # fmt: skip
        count = model._default_manager.count()
        assert count
        assert f"{model._meta.model_name} {count}" in " ".join(made.split())
    assert set(Agreement.objects.values_list("state", flat=True)) > {"draft", "proposed", "active", "terminated"}
    assert Payment.objects.filter(corrects__isnull=False, amount__lt=0).exists()
    assert Review.objects.filter(outcome="returned").exists()
    assert ReportVersion.objects.filter(number=2).exists()
    assert AnnualReport.objects.exclude(state="approved").exists()


def test_one_event_tells_it_with_the_digest_and_the_trail_holds(made: str) -> None:
    event = AuditEvent.objects.get()
    assert event.kind == "data.generated"
    assert event.data["digest"] == digest_of(made)
    assert event.data["arguments"] == SCALE._asdict()
    assert event.data["rows"]["agreement"] == SCALE.agreements
    municipalities = Organization.objects.filter(kind="municipality").values_list("pk", flat=True)
    assert {concern.organization_id for concern in event.concerns.all()} == set(municipalities)
    assert trail.seal_all() == 1
    assert trail.verify().broken is None


def test_organisations_are_what_registration_keeps(made: str) -> None:
    for one in Organization.objects.select_related("parent"):
        assert "(påhittad)" in one.name
        assert one.search_text == folded(one.name, one.number)
        if one.kind == "board":
            assert one.parent
            assert not one.number
        else:
            assert number_refusals(one.number) == []
        assert bool(one.municipality_code) == (one.kind == "municipality")


def test_terms_are_what_registration_keeps(made: str) -> None:
    for agreement in rows().select_related("owner"):
        values = registration.as_values(agreement)
        known = {party.organization_id: party.organization for party in agreement.parties.all()}
        terms = Terms(values, known)
        assert rules.refusals(terms) == []
        assert conditions.read(agreement.conditions) == (values["conditions"], [])
        assert registration._columns(terms)["conditions"] == agreement.conditions
        assert registration._columns(terms)["search_text"] == agreement.search_text
        assert agreement.owner_id in known
        assert agreement.owner.public
        if own := condition(agreement, "volunteer_rate"):
            assert isinstance(own, str) or rate_refusals(values["conditions"]["volunteer_rate"]["value"]) == []


def test_states_follow_from_the_acts(made: str) -> None:
    agreements: Any = stood(rows(), Asked(THROUGH))
    for agreement in agreements:
        if agreement.state in ("active", "terminated", "rejected"):
            assert agreement.state_then == agreement.state


def test_acts_are_what_the_services_keep(made: str) -> None:
    for agreement in rows():
        done = (bool(agreement.proposed_at), agreement.decisions.count(), agreement.signatures.count(),
                agreement.waivers.count(), agreement.state in ("terminated", "withdrawn"))  # fmt: skip
        assert agreement.revision == 1 + sum(done)
        assert bool(agreement.proposed_at) == (agreement.state not in ("draft", "withdrawn"))
        for decision in agreement.decisions.select_related("party__organization"):
            assert decision.party.organization.public
        for signature in agreement.signatures.select_related("party__organization"):
            assert not signature.party.organization.public
        for waiver in agreement.waivers.all():
            assert waiver.period in {period.label for period in periods_of(agreement)}
            assert waiver.decided_on <= THROUGH


def test_none_ends_an_agreement_of_several() -> None:
    """Of many, so that there would be some: a cooperation is one in thirty, a termination one in fifty."""
    plan = Plan(Scale(municipalities=8, agreements=4000, years=2, seed=1, first_year=2021))
    ended = together = 0
    for _place, made in plan.agreements():
        several = sum(party.role in life.PUBLIC for party in made.parties) > 1
        together += several
        ended += made.state == "terminated"
        assert not (several and made.state == "terminated")
    assert ended > 50
    assert together > 50


def test_payments_are_what_the_services_keep(made: str) -> None:
    for agreement in rows():
        left = {period.label: period for period in periods_of(agreement)}
        assert agreement.payments.count() == 0 or agreement.state in ("active", "terminated")
        for payment in agreement.payments.select_related("corrects", "commitment"):
            assert payment.recipient in recipients(agreement, payment.commitment)
            assert payment.paid_on <= THROUGH
            if payment.corrects:
                assert payment.corrects.paid_on <= payment.paid_on
                assert selectors.left_of(payment.corrects) >= 0
        for commitment in agreement.commitments.all():
            for period in {payment.period for payment in commitment.payments.all()}:
                agreed = selectors.agreed(agreement, commitment, left[period])
                assert selectors.paid(commitment, period) <= agreed


def test_reports_are_what_the_services_keep(made: str) -> None:
    reports = AnnualReport.objects.select_related("agreement").prefetch_related("versions__hours", "versions__review")
    terms = {agreement.pk: agreement for agreement in rows()}
    for report in reports:
        agreement, versions = terms[report.agreement_id], list(report.versions.all())
        party = next(one for one in reporters(agreement) if one.organization_id == report.organization_id)
        period = next(one for one in periods_of(agreement) if one.label == report.period)
        reviews = [version.review for version in versions if hasattr(version, "review")]
        assert report.latest == len(versions) == versions[-1].number
        assert report.revision == 1 + len(versions) + len(reviews)
        assert report.state == (reviews[-1].outcome if len(reviews) == len(versions) else "submitted")
        received = [version.received_on for version in versions]
        assert received == sorted(received)
        assert period.starts_on <= received[0] <= received[-1] <= THROUGH
        for review in reviews:
            assert review.version.received_on <= review.reviewed_on <= THROUGH
            approved = review.outcome == "approved"
            assert review.rates == (
                frozen_rates(agreement.conditions, review.version.hours.all()) if approved else None
            )
        for version in versions:
            values, wrong = ContentBody().read(of_version(version))
            assert wrong == []
            assert content.refusals(values, agreement, period) == []
            assert list(content.missing(values, agreement, party, period)) == []


def test_the_check_runs_over_all_of_it_and_finds_all_sorts(made: str) -> None:
    found: Counter[str] = Counter()
    for day in (date(2022, 6, 30), THROUGH):
        results = [row.result for row in checked(Agreement.objects.order_by("pk"), day)]
        assert len(results) == SCALE.agreements
        found.update(result.status for result in results)
        found.update(finding.code for result in results for finding in result.findings)
    assert {"fulfilled", "not_met", "on_track", "at_risk", "overdue"} < set(found)
    assert {"co_financing.short", "report.late", "payment.late", "agreement.not_binding"} < set(found)


def test_the_auditor_reads_it_through_the_api(made: str) -> None:
    auditor = User.objects.get(username="generated-auditor")
    assert not auditor.has_usable_password()
    client = Client(auditor)
    begun = Agreement.objects.exclude(state="draft")
    assert client.ok("get", "agreements?limit=1000")["count"] == begun.count()
    assert client.ok("get", "commitment-checks?limit=1000")["count"] == begun.count()
    assert client.ok("get", "annual-reports")["count"] == AnnualReport.objects.count()
    assert client.ok("get", "summaries?as_of=2023-06-30")["total"]["agreements"] > 0
    active = begun.filter(state="active").values_list("pk", flat=True)[0]
    assert client.ok("get", f"agreements/{active}/timeline")["count"] > 0


def test_a_second_run_is_refused(made: str) -> None:
    with pytest.raises(CommandError, match="has agreements already"):
        generate(seed=8)


def test_users_of_its_names_are_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where there are no agreements."""
    User.objects.get_or_create(username="generated-auditor")
    monkeypatch.setattr(command, "Agreement", SimpleNamespace(objects=Agreement.objects.none()))
    before = Organization.objects.count()
    with pytest.raises(CommandError, match="has the users"):
        generate()
    assert Organization.objects.count() == before


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"municipalities": 0}, "--municipalities is 0"),
        ({"agreements": -1}, "--agreements is -1"),
        ({"years": 0}, "--years is 0"),
        ({"seed": -1}, "--seed"),
        ({"municipalities": 1001}, "municipalities; Sweden has 290"),
        ({"agreements": 2_000_000}, "organisation numbers"),
        ({"years": 21}, "--years is at most 20"),
        ({"first_year": 2013}, "volunteer rates begin"),
        ({"first_year": 2024}, "in the future"),
    ],
)
def test_what_cannot_be_made_is_said(changes: dict[str, int], said: str) -> None:
    assert said in wrong_with(SCALE._replace(**changes), TODAY)


def test_what_can_be_made_is_not_refused() -> None:
    assert wrong_with(SCALE, TODAY) == ""
    assert wrong_with(Scale(1000, 1_000_000, 20, 0, 2014), date(2034, 6, 30)) == ""


def test_bad_arguments_end_the_command() -> None:
    with pytest.raises(CommandError, match="--years is 0"):
        generate(years=0)


def test_sizes_are_swedens() -> None:
    assert (inhabitants(0), inhabitants(0.5), inhabitants(1)) == (2_400, 16_000, 1_000_000)
    assert 9_800 < inhabitants(0.4) < 16_000


def test_organisation_numbers_have_their_check_digit() -> None:
    assert organization_number("899", 1) == "899000-0013"
    assert number_refusals(organization_number("299", 123_456)) == []
