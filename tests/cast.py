"""The people in the tests: officer, officer2 and auditor of Umeå, treasurer of Vän i Umeå, and a stranger.

Organisations and users are made by the models; everything after that goes through the API, as its users do.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest
from rest_framework.test import APIClient
from stdnum import luhn

from office.models import Membership, Organization, User
from office.models.organizations import folded
from office.services import tokens

UMEA, VANNAS, VAN = "212000-2627", "212000-2684", "802000-0009"
NAMES = {UMEA: "Umeå kommun", VANNAS: "Vännäs kommun", VAN: "Vän i Umeå"}
EPOCH = date(1990, 1, 1)
PASSWORD = "en lang mening som losen"


def number(serial: int, prefix: str = "802") -> str:
    """A made-up organisation number with a right check digit."""
    digits = f"{prefix}{serial:06d}"
    return f"{digits[:6]}-{digits[6:]}{luhn.calc_check_digit(digits)}"


def organization(number: str, name: str = "", kind: str = "", **more: Any) -> Organization:
    """The organisation with this number; made when it is new (municipality by its 212000 series, else association)."""
    kind = kind or ("municipality" if number.startswith("212000") else "association")
    name = name or NAMES.get(number, f"Exempel {number}")
    values = {"kind": kind, "name": name, "search_text": folded(name, number), **more}
    return Organization.objects.get_or_create(number=number, defaults=values)[0]


def user(name: str, role: str | None = None, *organizations: Organization) -> User:
    """A user who acts in one role for some organisations."""
    made, new = User.objects.get_or_create(username=name)
    if new:
        made.set_password(PASSWORD)
        made.save()
    for one in organizations:
        Membership.objects.create(user=made, organization=one, role=role or "", starts_on=EPOCH)
    return made


class Client(APIClient):
    """A JSON client with a user's bearer token; `ok` and `no` say what they expect."""

    def __init__(self, who: User | None = None) -> None:
        super().__init__()
        self.who = who
        if who:
            self.credentials(HTTP_AUTHORIZATION=f"Bearer {tokens.issue(who, 'test')}", HTTP_ACCEPT_LANGUAGE="en")

    def ok(self, method: str, path: str, body: Any = None, **headers: Any) -> Any:
        """The answer's body; fails with the whole answer when the status is not 2xx."""
        answer = self.send(method, path, body, **headers)
        assert 200 <= answer.status_code < 300, f"{method} {path}: {answer.status_code} {answer.content.decode()}"
        return answer.json()

    def no(self, status: int, method: str, path: str, body: Any = None, **headers: Any) -> dict[str, dict[str, Any]]:
        """The errors by code; fails when the status is another. Several of one code: the last."""
        answer = self.send(method, path, body, **headers)
        assert answer.status_code == status, f"{method} {path}: {answer.status_code} {answer.content.decode()}"
        assert answer["Content-Type"] == "application/problem+json"
        return {one["code"]: one for one in answer.json()["errors"]}

    def send(self, method: str, path: str, body: Any = None, **headers: Any) -> Any:
        extra = {f"HTTP_{name.upper()}": value for name, value in headers.items()}
        url = path if path.startswith("/") else f"/api/v1/{path}"
        return (
            getattr(self, method)(url, body, format="json", **extra)
            if body is not None
            else getattr(self, method)(url, **extra)
        )

    def upload(self, path: str, form: dict[str, Any], **headers: Any) -> Any:
        """A form with a file; the answer's body."""
        answer = self.post(f"/api/v1/{path}", form, format="multipart", **headers)
        assert 200 <= answer.status_code < 300, f"{path}: {answer.status_code} {answer.content.decode()}"
        return answer.json()

    def patch_current(self, path: str, body: Any) -> Any:
        """PATCH with the ETag of the record as it is now."""
        current = self.get(f"/api/v1/{path}")
        return self.ok("patch", path, body, if_match=current["ETag"])


@dataclass
class Cast:
    """The named people with their clients, made when first asked for."""

    umea: Organization = field(default_factory=lambda: organization(UMEA, municipality_code="2480"))
    vannas: Organization = field(default_factory=lambda: organization(VANNAS, municipality_code="2460"))
    van: Organization = field(default_factory=lambda: organization(VAN))
    clients: dict[str, Client] = field(default_factory=dict)

    def __getattr__(self, name: str) -> Client:
        roles: dict[str, tuple[str, Organization]] = {
            "officer": ("officer", self.umea),
            "officer2": ("officer", self.umea),
            "auditor": ("auditor", self.umea),
            "treasurer": ("reporter", self.van),
            "stranger": ("officer", self.vannas),
        }
        if name not in roles and name != "nobody":
            raise AttributeError(name)
        if name not in self.clients:
            self.clients[name] = Client(user(name, *roles[name])) if name in roles else Client()
        return self.clients[name]


@pytest.fixture
def cast(db: None) -> Cast:
    return Cast()
