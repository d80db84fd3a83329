"""Who acts for the association has a conflict of interest in its case at the municipality, said or not."""

from datetime import timedelta

from agreements.models import Mandate, MandateEnd
from office.clock import today
from office.models import Membership
from tests.agreements.sample import active, begun, body, handed_in, member
from tests.browsing import browser
from tests.cast import EPOCH, UMEA, VAN, Cast, Client, user

RULE = {"organization": UMEA, "above": "1000000.00", "source": "KS 2026-01-10 § 4"}
SEAT = {
    "organization": VAN, "name": "Kim Exempel", "office": "Ledamot", "seat": "board", "signs": "not",
    "minutes": "Årsmötet § 8", "minutes_on": "2025-03-14", "starts_on": "2025-03-14",
}  # fmt: skip
TOLD = "You act for Vän i Umeå, a party in this case: a colleague handles it."


def report(cast: Cast) -> str:
    return f"annual-reports/{handed_in(cast.treasurer, active(cast))['id']}"


def elected(cast: Cast) -> Client:
    """Officer3 of Umeå, whom Vän i Umeå's minutes name; they report for it no more."""
    who = user("officer3", "officer", cast.umea)
    Membership.objects.create(user=who, organization=cast.van, role="reporter", starts_on=EPOCH)
    cast.treasurer.ok("post", "mandates", {**SEAT, "username": "officer3"})
    Membership.objects.filter(user=who, role="reporter").delete()
    return Client(who)


def test_who_acts_for_the_association_never_reviews_its_reports(cast: Cast) -> None:
    """Neither first nor second: they are named as second reviewer, and another than they pressed submit."""
    cast.officer.ok("post", "second-review-rules", RULE)
    path, second = report(cast), Client(user("secretary", "reporter", cast.van))
    cast.officer.ok("post", f"{path}/approve", {})
    cast.officer.ok("post", "reviewers", {"organization": UMEA, "username": "secretary"})
    assert second.ok("get", path)["actions"] == []
    assert second.ok("get", "annual-reports")["results"][0]["actions"] == []
    told = second.no(403, "post", f"{path}/approve", {})
    assert told["conflict.of_interest"]["message"] == TOLD


def test_an_officer_on_the_associations_board_handles_nothing_in_its_case(cast: Cast) -> None:
    path, who = report(cast), elected(cast)
    pk = who.ok("get", path)["agreement"]
    for address in (path, f"agreements/{pk}"):
        assert who.ok("get", address)["actions"] == []
    for address in ("annual-reports", "agreements"):
        assert who.ok("get", address)["results"][0]["actions"] == []
    paid = {"agreement": pk, "period": "2020", "amount": "1.00", "paid_on": "2020-01-31"}
    for at, said in (
        (f"{path}/approve", {}),
        (f"{path}/return", {"comment": "?", "due_on": "2199-01-01"}),
        ("payments", paid),
        ("payment-orders", paid),
        (f"agreements/{pk}/terminate", {"document": "1", "reason": "?"}),
        ("agreements", body(reference="KS/2")),
        ("conflicts-of-interest", {"agreement": pk, "ground": "membership"}),
    ):
        told = who.no(403, "post", at, said)
        assert {code: one["message"] for code, one in told.items()} == {"conflict.of_interest": TOLD}, at
    for address in (f"/agreements/{pk}", f"/reports/{path.rpartition('/')[2]}"):
        assert TOLD in browser(who).get(address).content.decode(), address


def test_the_conflict_ends_with_the_mandate(cast: Cast) -> None:
    path, who = report(cast), elected(cast)
    left = {"last_day": today() - timedelta(days=1), "minutes": "§ 2", "recorded_by": cast.treasurer.who}
    MandateEnd.objects.create(mandate=Mandate.objects.get(), **left)
    assert who.ok("get", path)["actions"] == ["approve", "return"]


def test_who_is_officer_and_reporter_acts_for_the_association_alone(cast: Cast) -> None:
    both = member("both", officer=cast.umea, reporter=cast.van)
    pk = cast.officer.ok("post", "agreements", body())["id"]
    cast.officer.ok("post", f"agreements/{pk}/propose", {})
    for shown in (both.ok("get", f"agreements/{pk}"), both.ok("get", "agreements")["results"][0]):
        assert shown["actions"] == ["sign"]
    said = {"organization": UMEA, "outcome": "yes", "decided_on": "2019-12-10", "body": "KS", "paragraph": "§ 1"}
    assert set(both.no(403, "post", f"agreements/{pk}/decisions", said)) == {"conflict.of_interest"}
    cast.officer.ok("post", f"agreements/{pk}/decisions", said)
    both.ok("post", f"agreements/{pk}/signatures", {"organization": VAN, "signed_by": "Kassören"})
    draft = begun(both, pk)
    assert both.ok("post", f"annual-reports/{draft['id']}/submit", {})["actions"] == []
    notice = {"organization": UMEA, "document": "KS/3"}
    assert set(both.no(403, "post", f"agreements/{pk}/notices", notice)) == {"conflict.of_interest"}
