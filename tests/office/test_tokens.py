"""Tokens for machines, and the two commands that make the first people and their tokens."""

import io
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone, translation

from office.models import AuditEvent, Membership, Organization, Token, User
from office.services import tokens
from tests.cast import UMEA, Cast, Client, number

pytestmark = pytest.mark.django_db
PASSWORD = "en lang mening som losen"


def run(*arguments: Any, **options: Any) -> str:
    out = io.StringIO()
    with translation.override("en"):
        call_command(*arguments, stdout=out, **options)
    return out.getvalue().strip()


def bearer(secret: str) -> Client:
    client = Client()
    client.credentials(HTTP_AUTHORIZATION=f"Bearer {secret}")
    return client


def test_a_token_opens_while_it_is_alive(cast: Cast) -> None:
    secret = run("token", cast.officer.who)
    assert bearer(secret).ok("get", "agreements")["count"] == 0
    assert secret not in str(list(Token.objects.values_list()))


def test_an_expired_one_does_not(cast: Cast) -> None:
    secret = tokens.issue(cast.officer.who, "kort", days=1)  # type: ignore[arg-type]
    Token.objects.filter(name="kort").update(expires_at=timezone.now() - timedelta(seconds=1))
    assert bearer(secret).no(401, "get", "agreements")


def test_a_revoked_one_does_not(cast: Cast) -> None:
    name = str(cast.officer.who)
    secret = run("token", name, "--name", "maskin")
    pk = run("token", name, "--list").splitlines()[-1].split()[0]
    assert run("token", name, "--revoke", pk) == f"Token {pk} is revoked."
    assert bearer(secret).no(401, "get", "agreements")
    assert run("token", name, "--list").splitlines()[-1] == f"{pk}  maskin  revoked"
    run("token", name, "--revoke", pk)
    assert AuditEvent.objects.filter(kind="token.revoked").count() == 1


@pytest.mark.parametrize(
    "header", ["Bearer okänd", "Bearer ", "bearer x y", "Bearer \x7f", "Basic b2ZmaWNlcjpvZmZpY2Vy", "Bearer"]
)
def test_an_unknown_one_does_not(header: str) -> None:
    client = Client()
    client.credentials(HTTP_AUTHORIZATION=header)
    answer = client.get("/api/v1/agreements")
    assert answer.status_code == 401
    assert answer["WWW-Authenticate"] == "Bearer"
    assert answer["Content-Type"] == "application/problem+json"


def test_nor_one_of_somebody_who_has_left(cast: Cast) -> None:
    assert cast.officer.ok("get", "agreements")
    User.objects.filter(username="officer").update(is_active=False)
    assert cast.officer.no(401, "get", "agreements")


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["nobody-there"], "There is no user 'nobody-there'"),
        (["officer", "--days", "0"], "--days takes 1 to 3650"),
        (["officer", "--revoke", "999999"], "officer has no token 999999"),
    ],
)
def test_the_command_says_what_is_wrong(cast: Cast, options: list[str], says: str) -> None:
    assert cast.officer
    with pytest.raises(CommandError, match=says):
        run("token", *options)


def test_the_first_people_of_an_installation(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{PASSWORD}\n"))
    said = run("member", "anna", "officer", UMEA, "--name", "Umeå kommun", "--from", "2020-01-01")
    assert said == "anna is officer of Umeå kommun from 2020-01-01."
    anna, umea = User.objects.get(), Organization.objects.get()
    assert anna.check_password(PASSWORD)
    assert (umea.kind, umea.number) == ("municipality", UMEA)
    assert run("member", "anna", "auditor", str(umea.pk), "--to", "2099-12-31").startswith(
        "anna is auditor of Umeå kommun"
    )
    assert [(one.role, str(one.ends_on)) for one in Membership.objects.order_by("pk")] == [
        ("officer", "None"),
        ("auditor", "2099-12-31"),
    ]
    assert AuditEvent.objects.filter(kind="membership.granted").count() == 2
    assert bearer(run("token", "anna")).ok("get", "organizations?search=umeå")["count"] == 1


@pytest.mark.parametrize(
    ("options", "password", "says"),
    [
        ([number(501)], PASSWORD, "is not registered here"),
        (["802000-0008", "--name", "x"], PASSWORD, "is no organisation number"),
        ([number(501), "--name", "x", "--kind", "association"], "123", "too short"),
        ([number(501), "--name", "x", "--from", "2021-01-02", "--to", "2021-01-01"], PASSWORD, "before the first"),
    ],
)
def test_nobody_is_made_when_anything_is_wrong(
    monkeypatch: pytest.MonkeyPatch, options: list[str], password: str, says: str
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{password}\n"))
    with pytest.raises(CommandError, match=says):
        run("member", "anna", "officer", *options)
    assert not User.objects.exists()
    assert not Organization.objects.exists()
