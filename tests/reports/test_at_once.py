"""Of several who press at the same moment one wins, and the others are told; nothing happens twice or half."""

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

import pytest

from agreements.models import Agreement, Decision
from finance.models import Payment
from office.models import AuditEvent, AuditSeal
from office.services import trail
from reports.models import ReportVersion, Review
from tests.agreements.sample import DECISION, SIGNATURE, active, begun, body, content, handed_in, proposed, twin
from tests.cast import VANNAS, Cast, Client

pytestmark = pytest.mark.django_db(transaction=True)
AtOnce = Callable[[Sequence[Callable[[], Any]]], list[Any]]


def send(who: Client, path: str, said: Any, **headers: Any) -> Callable[[], Any]:
    """A request that waits to be sent, by a client of its own."""
    client = twin(who)
    return lambda: client.send("post", path, said, **headers)


def statuses(answers: Sequence[Any]) -> Counter[int]:
    return Counter(answer.status_code for answer in answers)


def test_two_submits_give_one_version(cast: Cast, at_once: AtOnce) -> None:
    path = f"annual-reports/{begun(cast.treasurer, active(cast))['id']}/submit"
    answers = at_once([send(cast.treasurer, path, {}) for _ in range(2)])
    assert statuses(answers) == {200: 1, 409: 1}
    told = next(answer for answer in answers if answer.status_code == 409).json()
    assert told["code"] == "report.state"
    assert [version.number for version in ReportVersion.objects.all()] == [1]


def test_the_association_and_its_paper_at_once_give_one_version(cast: Cast, at_once: AtOnce) -> None:
    pk = active(cast)
    path = f"annual-reports/{begun(cast.treasurer, pk)['id']}/submit"
    begun(cast.officer, pk)
    answers = at_once([send(who, path, {}) for who in (cast.treasurer, cast.officer)])
    assert statuses(answers) == {200: 1, 409: 1}
    assert ReportVersion.objects.count() == 1


def test_two_begin_the_same_report(cast: Cast, at_once: AtOnce) -> None:
    sent = {"agreement": active(cast), "period": "2020", **content()}
    answers = at_once([send(who, "annual-reports", sent) for who in (cast.treasurer, cast.officer)])
    assert statuses(answers) == {201: 2}
    assert len({answer.json()["id"] for answer in answers}) == 1


def test_sixteen_payments_never_exceed_the_agreed_sum(cast: Cast, at_once: AtOnce) -> None:
    sent = {"agreement": active(cast), "period": "2020", "amount": "200000.00", "paid_on": "2020-01-31"}
    answers = at_once([send(cast.officer, "payments", sent) for _ in range(16)])
    assert statuses(answers) == {201: 7, 400: 9}  # 7 × 200 000 of 1 500 000
    assert {answer.json()["code"] for answer in answers if answer.status_code == 400} == {"payment.above_agreed"}
    assert sum(payment.amount for payment in Payment.objects.all()) == 1_400_000


def test_two_corrections_never_take_back_more_than_was_paid(cast: Cast, at_once: AtOnce) -> None:
    sent = {"agreement": active(cast), "period": "2020", "amount": "100.00"}
    first = cast.officer.ok("post", "payments", sent)["id"]
    back = {**sent, "amount": "-60.00", "corrects": first}
    assert statuses(at_once([send(cast.officer, "payments", back) for _ in range(2)])) == {201: 1, 400: 1}


def test_one_key_eight_times_is_one_record(cast: Cast, at_once: AtOnce) -> None:
    sent = {"agreement": active(cast), "period": "2020", "amount": "200000.00", "paid_on": "2020-01-31"}
    answers = at_once([send(cast.officer, "payments", sent, idempotency_key="en-gang") for _ in range(8)])
    assert statuses(answers) == {201: 8}
    assert all(answer.json() == answers[0].json() for answer in answers)
    assert Payment.objects.count() == 1


def test_one_key_eight_times_for_an_agreement(cast: Cast, at_once: AtOnce) -> None:
    answers = at_once([send(cast.officer, "agreements", body(), idempotency_key="en-gang") for _ in range(8)])
    assert statuses(answers) == {201: 8}
    assert Agreement.objects.count() == 1
    assert AuditEvent.objects.filter(kind="agreement.registered").count() == 1


def test_one_reference_is_registered_once(cast: Cast, at_once: AtOnce) -> None:
    answers = at_once([send(who, "agreements", body()) for who in (cast.officer, cast.officer2)])
    assert statuses(answers)[201] == 1
    assert {answer.json()["code"] for answer in answers if answer.status_code != 201} == {"reference.taken"}


def test_the_last_two_answers_at_once_make_it_active_once(cast: Cast, at_once: AtOnce) -> None:
    parties = [*body()["parties"], {"organization": VANNAS, "role": "funder"}]
    path = f"agreements/{proposed(cast, parties=parties)['id']}"
    cast.officer.ok("post", f"{path}/signatures", SIGNATURE)
    theirs = {**DECISION, "organization": VANNAS}
    answers = at_once(
        [send(cast.officer, f"{path}/decisions", DECISION), send(cast.stranger, f"{path}/decisions", theirs)]
    )
    assert statuses(answers) == {201: 2}
    assert cast.officer.ok("get", path)["state"] == "active"
    moved = [event.data["to"] for event in AuditEvent.objects.filter(kind="agreement.decided").order_by("pk")]
    assert moved == ["proposed", "active"]


def test_one_party_answers_once(cast: Cast, at_once: AtOnce) -> None:
    path = f"agreements/{proposed(cast)['id']}/decisions"
    no = {**DECISION, "outcome": "no"}
    answers = at_once([send(cast.officer, path, DECISION), send(cast.officer2, path, no)])
    assert statuses(answers) == {201: 1, 409: 1}
    assert Decision.objects.count() == 1


def test_approved_and_sent_back_at_once(cast: Cast, at_once: AtOnce) -> None:
    path = f"annual-reports/{handed_in(cast.treasurer, active(cast))['id']}"
    back = {"comment": "Bilaga?", "due_on": "2199-01-01"}
    acts = [send(cast.officer, f"{path}/approve", {}), send(cast.officer2, f"{path}/approve", {})]
    answers = at_once([*acts, send(cast.officer2, f"{path}/return", back)])
    assert statuses(answers) == {200: 1, 409: 2}
    assert Review.objects.count() == 1


def test_two_revisions_from_the_same_reading(cast: Cast, at_once: AtOnce) -> None:
    path = f"agreements/{cast.officer.ok('post', 'agreements', body())['id']}"

    def patch(who: Client, title: str) -> Callable[[], Any]:
        client = twin(who)
        return lambda: client.send("patch", path, {"title": title}, if_match='"1"')

    answers = at_once([patch(cast.officer, "A"), patch(cast.officer2, "B")])
    assert statuses(answers) == {200: 1, 412: 1}
    fresh = cast.officer.ok("get", path)
    assert fresh["revision"] == 2
    assert len(fresh["parties"]) == 2


def test_two_sealers_make_one_chain(cast: Cast, at_once: AtOnce) -> None:
    active(cast)
    events = AuditEvent.objects.count()
    sealed = at_once([trail.seal_all for _ in range(4)])
    assert sum(sealed) == events
    assert AuditSeal.objects.count() == events
    found = trail.verify()
    assert (found.broken, found.unsealed) == (None, 0)
