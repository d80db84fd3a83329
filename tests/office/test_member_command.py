"""The operator's commands: people, the first organisations and populations, each with a line in the trail."""

import io
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from office.access import acting
from office.clock import today
from office.models import AuditEvent, Membership, Organization, User

pytestmark = pytest.mark.django_db
NUMBER = "212000-2627"


def member(*words: str) -> str:
    out = io.StringIO()
    call_command("member", *words, stdout=out)
    return out.getvalue()


@pytest.fixture(autouse=True)
def _typed(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the operator types when a password is asked for."""
    monkeypatch.setattr("sys.stdin", io.StringIO("en lang mening som losen\n" * 5))


def test_a_number_is_one_with_or_without_its_dash() -> None:
    member("anna", "officer", NUMBER.replace("-", ""), "--name", "Umeå kommun")
    member("bo", "auditor", NUMBER)
    assert [one.number for one in Organization.objects.all()] == [NUMBER]
    kinds = list(AuditEvent.objects.order_by("pk").values_list("kind", flat=True))
    assert kinds == ["organization.registered", "membership.granted", "membership.granted"]


def test_a_membership_ends_on_its_last_day() -> None:
    member("anna", "officer", NUMBER, "--name", "Umeå kommun")
    assert "1 membership" in member("anna", "officer", NUMBER, "--end", str(today()))
    assert Membership.objects.get().ends_on == today()
    assert AuditEvent.objects.filter(kind="membership.ended").count() == 1
    assert "0 membership" in member("anna", "officer", NUMBER, "--end", str(today()))


@pytest.mark.parametrize("words", [(), ("--to", "2199-12-31"), ("--to", str(today())), ("--from", "2199-01-01")])
def test_a_last_day_that_is_over_takes_the_right_away_at_once(words: tuple[str, ...]) -> None:
    """What is printed is what is stored, also of what began today or is still to come."""
    yesterday = today() - timedelta(days=1)
    member("anna", "auditor", NUMBER, "--name", "Umeå kommun", *words)
    assert f"1 membership(s) of anna end on {yesterday}" in member("anna", "auditor", NUMBER, "--end", str(yesterday))
    assert Membership.objects.get().ends_on == yesterday
    assert acting(User.objects.get()).all == frozenset()
    assert "0 membership" in member("anna", "auditor", NUMBER, "--end", str(yesterday - timedelta(days=1)))


def test_what_is_wrong_makes_nothing() -> None:
    translation.activate("sv")  # whatever the test before has left
    for words, said in (
        (["anna", "officer", "212000-2628", "--name", "X"], "check digit"),
        (["anna", "officer", NUMBER], "not registered"),
        (["anna", "officer", NUMBER, "--name", "X", "--from", "2026-02-01", "--to", "2026-01-01"], "before the first"),
    ):
        with pytest.raises(CommandError, match=said):
            member(*words)
    assert not User.objects.exists()
    assert not Organization.objects.exists()


def test_population_has_a_source_and_stands() -> None:
    member("anna", "officer", NUMBER, "--name", "Umeå kommun")
    with pytest.raises(CommandError, match="code"):
        call_command("population", "2480", "2026-05-31", "135249", source="SCB, maj 2026")
    Organization.objects.update(municipality_code="2480")
    call_command("population", "2480", "2026-05-31", "135249", source="SCB, maj 2026", stdout=io.StringIO())
    with pytest.raises(CommandError, match="stands"):
        call_command("population", "2480", "2026-05-31", "1", source="fel")
