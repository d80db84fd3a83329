"""The agreement of Umeå kommun and Vän i Umeå as its officer registers it, and its first steps: where tests begin."""

from copy import deepcopy
from typing import Any

from django.utils.translation import override

from agreements.bodies import AgreementBody, DecisionBody, SignatureBody
from agreements.services import lifecycle, registration
from office.models import Organization, User
from tests.cast import UMEA, VAN, Cast, Client, user

Json = dict[str, Any]

_BODY: Json = {
    "reference": "KS-2019/00714",
    "title": "Överenskommelse om stöd",
    "kind": "partnership",
    "purpose": "Relationsskapande och integrering av nyanlända",
    "starts_on": "2020-01-01",
    "ends_on": "2022-12-31",
    "parties": [{"organization": UMEA, "role": "funder"}, {"organization": VAN, "role": "recipient"}],
    "commitments": [
        {
            "party": UMEA,
            "kind": "funding",
            "amount": "1500000.00",
            "per": "year",
            "instalments": [{"due": "01-31", "share": "0.5"}, {"due": "07-31", "share": "0.5"}],
        },
        {
            "party": VAN,
            "kind": "co_financing",
            "amount": "1300000.00",
            "per": "year",
            "components": [
                {"kind": "volunteer_time", "amount": "975000.00", "counting": "cap"},
                {"kind": "own_cash", "amount": "325000.00", "counting": "plan"},
            ],
        },
    ],
    "conditions": {"report_due": "03-31", "settlement": "term", "volunteer_rate": "leader-2014"},
}
DECISION: Json = {
    "organization": UMEA,
    "outcome": "yes",
    "decided_on": "2019-12-10",
    "body": "Kommunstyrelsen",
    "paragraph": "§ 210",
}
SIGNATURE: Json = {"organization": VAN, "signed_on": "2019-12-16", "signed_by": "Ordföranden"}
WHY: Json = {"reason": "Fel i underlaget."}
HOURS: Json = {
    "activity": "Språkcafé",
    "category": "adult",
    "hours": "4000.00",
    "starts_on": "2020-01-01",
    "ends_on": "2020-12-31",
    "women": 40,
    "men": 25,
    "attested_by": "Kassören",
}


def body(**changes: Any) -> Json:
    """The terms as they are sent, with other values where they are named."""
    return {**deepcopy(_BODY), **changes}


def half_on_requisition(**more: Any) -> list[Json]:
    """The commitments, the second half of the funding on requisition instead of in July (`more`: its own terms)."""
    promises: list[Json] = body()["commitments"]
    promises[0]["instalments"][1] = {"on_requisition": True, "share": "0.5", **more}
    return promises


def put(target: Any, path: str, value: Any) -> Any:
    """Set what stands at a path like `commitments[1].party`."""
    *way, last = path.replace("[", ".").replace("]", "").split(".")
    inner = target
    for step in way:
        inner = inner[int(step)] if isinstance(inner, list) else inner[step]
    inner[int(last) if isinstance(inner, list) else last] = value
    return target


def registered(cast: Cast, **changes: Any) -> Json:
    answer: Json = cast.officer.ok("post", "agreements", body(**changes))
    return answer


def proposed(cast: Cast, **changes: Any) -> Json:
    answer: Json = cast.officer.ok("post", f"agreements/{registered(cast, **changes)['id']}/propose", {})
    return answer


def active(cast: Cast, **changes: Any) -> int:
    """The id of an agreement that binds: by the services that the API's acts call. What these answer takes most of the
    time, and nobody reads it here; `test_lifecycle.py` goes the same way through the API."""
    by = User.objects.get(pk=_known(cast.officer).pk)  # with the rights of now, as who asks has them
    terms, wrong = AgreementBody().read(body(**changes))
    decision, undecided = DecisionBody().read(DECISION)
    signature, unsigned = SignatureBody().read(SIGNATURE)
    with override("en"):
        made = registration.register(terms, by, wrong)
        lifecycle.propose(made, by, None)
        lifecycle.decide(made, decision, by, undecided, None)
        lifecycle.sign(made, signature, by, unsigned, None)
    return made.pk


def _known(client: Client) -> User:
    assert client.who
    return client.who


def member(name: str, **roles: Organization) -> Client:
    """The client of a user with several memberships: `member("both", officer=umea, reporter=van)`."""
    for role, organization in roles.items():
        user(name, role)
        made = user(name)
        made.memberships.create(organization=organization, role=role, starts_on="1990-01-01")
    return Client(User.objects.get(username=name))


def twin(who: Client, language: str = "en") -> Client:
    """A second client of the same user, for another thread or in another language."""
    client = Client()
    client.credentials(**{**vars(who)["_credentials"], "HTTP_ACCEPT_LANGUAGE": language})
    return client


def content(**changes: Any) -> Json:
    """Figures and hours of a report for 2020 (invented)."""
    figures = [{"kind": "own_cash", "source": "fees", "amount": "310000.00"}]
    return {"figures": figures, "volunteer_hours": [dict(HOURS)], **changes}


def begun(who: Client, agreement: int, **changes: Any) -> Json:
    """A report for 2020 that is being written."""
    answer: Json = who.ok("post", "annual-reports", {"agreement": agreement, "period": "2020", **content(**changes)})
    return answer


def handed_in(who: Client, agreement: int, **changes: Any) -> Json:
    """A report for 2020 that has been handed in (today)."""
    answer: Json = who.ok("post", f"annual-reports/{begun(who, agreement, **changes)['id']}/submit", {})
    return answer
