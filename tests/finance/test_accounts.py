"""An association's account: proposed with its paper, confirmed by somebody else, never overwritten."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from finance.models import PayeeAccount, PayeeAccountReview
from finance.selectors.accounts import confirmed as in_force
from office.clock import today
from office.models import AuditEvent, User
from tests.agreements.sample import active, member
from tests.cast import UMEA, VANNAS, Cast, number, organization
from tests.finance.paying import ACCOUNT, confirmed, ordered

VERIFIED = {"verified": "Motringning till numret i föreningsregistret"}


def test_a_second_person_confirms(cast: Cast) -> None:
    active(cast)
    made = cast.officer.ok("post", "payee-accounts", {**ACCOUNT, "number": "00000018"})
    assert (made["number"], made["review"], made["actions"]) == ("0000-0018", None, [])
    path = f"payee-accounts/{made['id']}"
    assert cast.officer2.ok("get", path)["actions"] == ["confirm", "reject"]
    assert "account.own_proposal" in cast.officer.no(403, "post", f"{path}/confirm", VERIFIED)
    assert "account.payers_only" in cast.treasurer.no(403, "post", f"{path}/confirm", VERIFIED)
    assert "required" in cast.officer2.no(400, "post", f"{path}/confirm", {})
    done = cast.officer2.ok("post", f"{path}/confirm", VERIFIED)
    assert (done["review"]["outcome"], done["review"]["reviewed_on"]) == ("confirmed", str(today()))
    assert "account.reviewed" in cast.officer2.no(409, "post", f"{path}/reject", VERIFIED)
    assert cast.auditor.ok("get", "payee-accounts?pending=false")["count"] == 1
    assert cast.stranger.ok("get", "payee-accounts")["count"] == 0


def test_the_association_may_propose_and_the_municipality_confirms(cast: Cast) -> None:
    active(cast)
    made = cast.treasurer.ok("post", "payee-accounts", ACCOUNT)
    assert made["proposed_by_payee"]
    assert cast.officer.ok("post", f"payee-accounts/{made['id']}/confirm", VERIFIED)["review"]["outcome"] == "confirmed"
    assert [one["id"] for one in cast.treasurer.ok("get", "payee-accounts")["results"]] == [made["id"]]


def test_who_acts_for_the_association_does_not_confirm_its_account(cast: Cast) -> None:
    """Reporter for the association and officer of the municipality in one: a treasurer with an office job."""
    pk = active(cast)
    path = f"payee-accounts/{cast.officer.ok('post', 'payee-accounts', ACCOUNT)['id']}"
    both = member("both", officer=cast.umea, reporter=cast.van)
    assert both.ok("get", path)["actions"] == []
    for act in ("confirm", "reject"):
        assert "account.own_association" in both.no(403, "post", f"{path}/{act}", {"verified": "Motringning"})
    assert cast.officer2.ok("get", path)["actions"] == ["confirm", "reject"]
    cast.officer2.ok("post", "conflicts-of-interest", {"agreement": pk, "ground": "relative"})
    assert cast.officer2.ok("get", path)["actions"] == []
    assert "account.own_association" in cast.officer2.no(403, "post", f"{path}/confirm", VERIFIED)


def test_until_a_change_is_confirmed_the_old_one_stands_and_both_are_told(cast: Cast) -> None:
    pk = active(cast)
    old = confirmed(cast)["id"]
    new = cast.treasurer.ok("post", "payee-accounts", {**ACCOUNT, "kind": "plusgiro", "number": "1-8"})["id"]
    order = ordered(cast, pk, amount="1.00")
    assert order["account"] == {
        "id": old, "kind": "bankgiro", "number": "0000-0018", "confirmed_on": "2020-01-02", "recent": True,
        "change_pending": new,
    }  # fmt: skip
    not_yet = {"agreement": pk, "period": "2020", "amount": "1.00", "account": new}
    assert "account.not_in_force" in cast.officer.no(400, "post", "payment-orders", not_yet)
    cast.officer.ok("post", f"payee-accounts/{new}/confirm", VERIFIED)
    assert cast.officer.ok("post", "payment-orders", not_yet)["account"]["number"] == "1-8"
    assert "order.account_changed" in cast.officer.no(409, "post", f"payment-orders/{order['id']}/attest", {})
    told = AuditEvent.objects.filter(kind="account.confirmed").latest("pk").data
    assert (told["before"]["number"], told["after"]["number"]) == ("0000-0018", "1-8")
    assert PayeeAccount.objects.count() == 2


def test_a_rejected_change_never_counts_and_one_from_a_later_day_not_yet(cast: Cast) -> None:
    active(cast)
    old = confirmed(cast)["id"]
    wrong = cast.treasurer.ok("post", "payee-accounts", {**ACCOUNT, "number": "0000-0026"})["id"]
    cast.officer.ok("post", f"payee-accounts/{wrong}/reject", {"verified": "Föreningen känner inte till det"})
    later = str(today() + timedelta(days=10))
    new = confirmed(cast, number="0000-0034", starts_on=later)["id"]
    for day, standing in ((today(), old), (today() + timedelta(days=10), new)):
        found = in_force(cast.umea.pk, cast.van.pk, day)
        assert found is not None
        assert found.pk == standing


@pytest.mark.parametrize(
    ("changes", "code", "path"),
    [
        ({"number": "0000-0019"}, "account.invalid", "number"),
        ({"kind": "plusgiro"}, "account.invalid", "number"),
        ({"kind": "iban"}, "invalid_choice", "kind"),
        ({"organization": number(900)}, "organization.unknown", "organization"),
        ({"organization": VANNAS}, "account.no_agreement", "organization"),
        ({"document": ""}, "blank", "document"),
        ({"starts_on": "i dag"}, "not_a_date", "starts_on"),
    ],
)
def test_a_wrong_proposal_is_refused(cast: Cast, changes: dict[str, Any], code: str, path: str) -> None:
    active(cast)
    organization(VANNAS)
    assert cast.officer.no(400, "post", "payee-accounts", {**ACCOUNT, **changes})[code]["path"] == path
    assert not PayeeAccount.objects.exists()


def test_who_proposes(cast: Cast) -> None:
    active(cast)
    for who in (cast.auditor, cast.stranger):
        assert "account.not_yours" in who.no(403, "post", "payee-accounts", ACCOUNT)
    theirs = {**ACCOUNT, "payer": VANNAS}
    assert "account.not_yours" in cast.officer.no(403, "post", "payee-accounts", {**theirs, "organization": UMEA})
    assert "account.no_agreement" in cast.stranger.no(400, "post", "payee-accounts", theirs)


def test_the_database_itself_refuses_one_person_as_both(cast: Cast) -> None:
    active(cast)
    account = PayeeAccount.objects.get(pk=cast.officer.ok("post", "payee-accounts", ACCOUNT)["id"])
    officer = User.objects.get(username="officer")
    with pytest.raises(IntegrityError), transaction.atomic():
        PayeeAccountReview.objects.create(
            account=account, outcome="confirmed", reviewed_on=today(), verified="x", proposed_by=officer,
            recorded_by=officer,
        )  # fmt: skip
