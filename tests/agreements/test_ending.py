"""How an agreement ends before its time: one public party ends it, several do that together."""

from datetime import date
from typing import Any

import pytest
from django.db import transaction

from agreements.models import Agreement, Termination
from agreements.services import renewing
from office.models import Job, Organization
from tests.agreements.region import body, municipalities, officer_of
from tests.agreements.sample import DECISION, SIGNATURE, active, begun, proposed, twin
from tests.agreements.sample import body as model
from tests.cast import VANNAS, Cast, Client

Json = dict[str, Any]
pytestmark = pytest.mark.django_db

END: Json = {"document": "KS-2026/7", "reason": "Påhittat", "terminated_on": "2026-07-02", "last_day": "2026-09-30"}
YES: Json = {"body": "Kommunstyrelsen", "paragraph": "§ 1"}


def region(**more: Any) -> tuple[dict[str, Organization], str]:
    """The office of six municipalities, in force; its address."""
    found = municipalities()
    host = officer_of(found["2480"])
    path = f"agreements/{host.ok('post', 'agreements', {**body(), **more})['id']}"
    host.ok("post", f"{path}/propose", {})
    for one in found.values():
        said = {"organization": one.pk, "outcome": "yes", "decided_on": "2025-12-01", **YES}
        officer_of(one).ok("post", f"{path}/decisions", said)
    return found, path


def of_two_and_an_association(cast: Cast) -> str:
    """Umeå and Vännäs support Vän i Umeå; its address."""
    terms = {"starts_on": "2026-01-01", "ends_on": "2028-12-31"}
    parties = [*model()["parties"], {"organization": VANNAS, "role": "funder"}]
    path = f"agreements/{proposed(cast, parties=parties, **terms)['id']}"
    for who, named in ((cast.officer, cast.umea.pk), (cast.stranger, cast.vannas.pk)):
        who.ok("post", f"{path}/decisions", {**DECISION, "organization": named})
    cast.officer.ok("post", f"{path}/signatures", SIGNATURE)
    return path


def leaves(cast: Cast, path: str, effective_on: str) -> None:
    """Vännäs leaves by an amendment that all three agree to."""
    said = {"effective_on": effective_on, "reason": "Påhittat", "document": "KS/2"}
    made = cast.officer.ok("post", f"{path}/amendments", {**said, "leave": [{"organization": VANNAS}]})
    answers: tuple[tuple[Client, Json], ...] = (
        (cast.officer, {"organization": cast.umea.pk, **YES}),
        (cast.stranger, {"organization": cast.vannas.pk, **YES}),
        (cast.treasurer, {"organization": cast.van.pk, "signed_by": "Ordföranden"}),
    )
    for who, answer in answers:
        who.ok("post", f"amendments/{made['id']}/answers", answer)


def test_none_of_several_ends_it_for_the_others() -> None:
    members, path = region()
    for one in members.values():
        who = officer_of(one)
        refused = who.no(409, "post", f"{path}/terminate", END)
        assert set(refused) == {"agreement.ended_together"}
        assert "terminate" not in who.ok("get", path)["actions"]
    told = refused["agreement.ended_together"]
    assert told["message"] == (
        "6 public parties stand in the agreement, and none of them ends it for the others. An amendment shortens the "
        "term, or lets one of them leave: it needs the same decisions as the agreement."
    )
    assert told["expected"] == ["amendments: ends_on", "amendments: leave"]
    assert sorted(told["actual"]) == sorted(one.name for one in members.values())
    swedish = twin(officer_of(members["2403"]), "sv").no(409, "post", f"{path}/terminate", END)
    assert swedish["agreement.ended_together"]["message"].startswith("6 offentliga parter står i avtalet")
    (row,) = officer_of(members["2480"]).ok("get", "agreements")["results"]
    assert "terminate" not in row["actions"]
    assert (Agreement.objects.get().state, Termination.objects.count()) == ("active", 0)


def test_where_it_renews_itself_notice_is_a_way_too() -> None:
    members, path = region(conditions={"renewal_months": 12})
    told = officer_of(members["2403"]).no(409, "post", f"{path}/terminate", END)["agreement.ended_together"]
    assert told["expected"][-1] == "notices"
    assert told["message"].endswith("The agreement renews itself: notice in time lets it end with its term.")
    notice = {"organization": members["2403"].pk, "given_on": "2026-07-02", "document": "KS/2"}
    assert officer_of(members["2403"]).ok("post", f"{path}/notices", notice)["term_ends_on"] == "2027-12-31"


def test_without_renewal_notice_leads_to_the_way_that_there_is(cast: Cast) -> None:
    path, said = of_two_and_an_association(cast), {"organization": cast.umea.pk, "document": "KS/2"}
    told = cast.officer.no(400, "post", f"{path}/notices", said)["notice.no_renewal"]["message"]
    assert told.endswith("it ends on 2028-12-31. To end it earlier, propose an amendment that shortens its term.")
    leaves(cast, path, "2026-07-01")
    told = cast.officer.no(400, "post", f"{path}/notices", said)["notice.no_renewal"]["message"]
    assert told.endswith("To end it earlier, terminate it.")


def test_who_is_left_alone_ends_it(cast: Cast) -> None:
    """Vännäs has left since July: Umeå alone stands with the association, and ends it as before."""
    path = of_two_and_an_association(cast)
    assert "agreement.ended_together" in cast.officer.no(409, "post", f"{path}/terminate", END)
    leaves(cast, path, "2026-07-01")
    assert set(cast.stranger.no(403, "post", f"{path}/terminate", END)) == {"agreement.left"}
    (row,) = cast.officer.ok("get", "agreements")["results"]
    assert "terminate" in row["actions"]
    assert row["actions"] == cast.officer.ok("get", path)["actions"]
    assert cast.officer.ok("post", f"{path}/terminate", END)["state"] == "terminated"
    assert set(cast.officer.no(409, "post", f"{path}/terminate", END)) == {"agreement.state"}


def test_who_leaves_later_has_a_say_until_then(cast: Cast) -> None:
    path = of_two_and_an_association(cast)
    leaves(cast, path, "2027-07-01")
    assert "agreement.ended_together" in cast.officer.no(409, "post", f"{path}/terminate", END)
    assert "terminate" not in cast.officer.ok("get", path)["actions"]


def model_agreement(cast: Cast) -> int:
    """The model agreement, paid and reported for its first year, and half of the second."""
    pk = active(cast)
    for period, paid_on in (("2020", "2020-01-31"), ("2020", "2020-07-31"), ("2021", "2021-01-29")):
        said = {"agreement": pk, "period": period, "amount": "750000.00", "paid_on": paid_on}
        cast.officer.ok("post", "payments", said)
    report = f"annual-reports/{begun(cast.officer, pk)['id']}"
    cast.officer.ok("post", f"{report}/submit", {"received_on": "2021-02-15"})
    cast.officer.ok("post", f"{report}/approve", {"approved_on": "2021-02-20"})
    return pk


def shortened(cast: Cast, pk: int, ends_on: str, effective_on: str) -> Json:
    """Both agree on a day to an earlier last day."""
    said = {"effective_on": effective_on, "ends_on": ends_on, "reason": "Påhittat", "document": "KS/2"}
    made = cast.officer.ok("post", f"agreements/{pk}/amendments", said)
    for who, answer in (
        (cast.officer, {"organization": cast.umea.pk, **YES}),
        (cast.officer, {"organization": cast.van.pk, "signed_by": "Ordföranden"}),
    ):
        who.ok("post", f"amendments/{made['id']}/answers", {**answer, "answered_on": effective_on})
    found: Json = cast.officer.ok("get", f"agreements/{pk}")
    return found


#: What is one agreement's and not the other's.
OWN = {"id", "agreement", "reference", "basis", "evidence", "report", "commitment"}


def bare(answer: Any) -> Any:
    """An answer without what names the rows that it is about."""
    if isinstance(answer, dict):
        return {name: bare(one) for name, one in answer.items() if name not in OWN and not name.endswith("_id")}
    if isinstance(answer, (list, tuple)):
        kept = [one for one in answer if not (isinstance(one, dict) and one.get("code", "").startswith("agreement."))]
        return [bare(one) for one in kept]
    return answer


def followed_up(cast: Cast, pk: int) -> Json:
    """What the check says on some days, what is refused afterwards, when it ends, and how the year is closed."""
    found: Json = {}
    for day in ("2021-02-28", "2021-03-01", "2021-08-15", "2022-04-15", "2026-01-01"):
        found[day] = cast.officer.ok("get", f"agreements/{pk}/commitment-check?as_of={day}")
    for place, (path, more) in enumerate(
        (
            ("payments", {"amount": "750000.01", "paid_on": "2022-02-01", "period": "2021"}),
            ("payments", {"amount": "1500000.01", "paid_on": "2022-02-01", "period": "2022"}),
            ("annual-reports", {"period": "2022"}),
        )
    ):
        answer = cast.officer.send("post", path, {**more, "agreement": pk})
        found[f"{path} {place}"] = answer.status_code, answer.json().get("errors")
    found["ends"] = cast.auditor.ok("get", "agreement-endings?as_of=2021-03-01&within=120")["results"][0]["ends_on"]
    found["closing"] = cast.officer.ok("get", "year-end?on=2021-12-31")["results"]
    return found


@pytest.mark.parametrize("last_day", ["2021-06-30", "2021-12-31", "2022-03-31"])
def test_shortened_is_followed_up_as_terminated(cast: Cast, last_day: str) -> None:
    """The same figures, instalments, days and sums by either way, before and after it was decided."""
    assert cast.officer.who, "made before what is taken back"
    assert cast.auditor.who
    with transaction.atomic():
        ended = model_agreement(cast)
        said = {**END, "terminated_on": "2021-03-01", "last_day": last_day}
        cast.officer.ok("post", f"agreements/{ended}/terminate", said)
        by_termination = followed_up(cast, ended)
        transaction.set_rollback(True)
    cut = model_agreement(cast)
    record = shortened(cast, cut, last_day, "2021-03-01")
    assert (record["ends_on"], record["state"], record["ended"]) == (last_day, "active", True)
    by_amendment = followed_up(cast, cut)
    assert by_amendment.keys() == by_termination.keys()
    for about, answer in by_amendment.items():
        assert bare(answer) == bare(by_termination[about]), about
    told = {
        one["code"]: (one["expected"], one["actual"])
        for one in by_amendment["2021-03-01"]["findings"]
        if one["code"].startswith("agreement.")
    }
    assert told == {"agreement.shortened": ("2022-12-31", last_day)}


@pytest.mark.both
def test_the_last_day_of_the_record_is_that_of_lists_filters_and_orders(cast: Cast) -> None:
    first, second = active(cast, reference="KS/1"), active(cast, reference="KS/2", ends_on="2021-12-31")
    shortened(cast, first, "2021-06-30", "2021-03-01")

    def listed(query: str) -> list[tuple[int, str]]:
        found = cast.officer.ok("get", f"agreements?{query}")["results"]
        return [(one["id"], one["ends_on"]) for one in found]

    assert listed("ordering=ends_on") == [(first, "2021-06-30"), (second, "2021-12-31")]
    assert listed("ends_on_to=2021-06-30") == [(first, "2021-06-30")]
    assert listed("ends_on_from=2021-07-01") == [(second, "2021-12-31")]
    then = "as_of=2021-02-28"
    assert listed(f"ordering=ends_on&{then}") == [(second, "2021-12-31"), (first, "2022-12-31")]
    assert listed(f"ends_on_to=2021-06-30&{then}") == []
    assert listed("ends_on_to=2021-06-30&as_of=2021-03-01") == [(first, "2021-06-30")]
    assert cast.officer.ok("get", f"agreements/{first}?as_of=2021-08-01")["ended"] is True
    assert cast.officer.ok("get", f"agreements/{first}?as_of=2021-06-30")["ended"] is False
    beyond = {**END, "terminated_on": "2021-05-01", "last_day": "2021-07-31"}
    told = cast.officer.no(400, "post", f"agreements/{first}/terminate", beyond)["termination.outside_term"]
    assert told["expected"] == "2020-01-01 – 2021-06-30"


@pytest.mark.both
def test_a_list_of_then_is_ordered_by_the_names_of_then(cast: Cast) -> None:
    first, second = (active(cast, reference=f"KS/{name}", title=name) for name in ("Alfa", "Beta"))
    said = {"effective_on": "2021-03-01", "title": "Omega", "reason": "Påhittat", "document": "KS/2"}
    made = cast.officer.ok("post", f"agreements/{first}/amendments", said)
    for answer in ({"organization": cast.umea.pk, **YES}, {"organization": cast.van.pk, "signed_by": "Ordföranden"}):
        cast.officer.ok("post", f"amendments/{made['id']}/answers", {**answer, "answered_on": "2021-03-01"})
    for query, expected in (("as_of=2021-02-28", [first, second]), ("as_of=2021-03-01", [second, first]), ("", None)):
        found = cast.officer.ok("get", f"agreements?ordering=title&{query}")["results"]
        assert [one["id"] for one in found] == (expected or [second, first])


@pytest.mark.both
def test_a_shortened_term_does_not_renew_itself(cast: Cast) -> None:
    clauses = {**model()["conditions"], "renewal_months": 12, "notice_months": 6}
    pk = active(cast, starts_on="2025-01-01", ends_on="2027-12-31", conditions=clauses)
    path = f"agreements/{pk}"
    assert cast.officer.ok("get", f"{path}/renewal")["renews_to"] == "2028-12-31"
    shortened(cast, pk, "2026-09-30", "2026-02-01")
    told = cast.officer.ok("get", f"{path}/renewal")
    assert told == {"ends_on": "2026-09-30", "notice_by": None, "noticed": False, "renews_to": None, "notices": []}
    said = {"organization": cast.umea.pk, "document": "KS/3"}
    assert set(cast.officer.no(400, "post", f"{path}/notices", said)) == {"notice.no_renewal"}
    assert renewing.renew(date(2029, 1, 1)) == 0
    assert cast.officer.ok("get", path)["ends_on"] == "2026-09-30"


def test_whatever_keeps_something_of_the_periods_hears_of_another_last_day(cast: Cast) -> None:
    clauses = {**model()["conditions"], "renewal_months": 12}
    pk = active(cast, starts_on="2025-01-01", ends_on="2026-06-30", conditions=clauses)

    def told() -> list[int]:
        return [job.arguments["agreement"] for job in Job.objects.filter(kind="agreements.ended")]

    assert renewing.renew(date(2026, 7, 1)) == 1
    assert told() == [pk]
    shortened(cast, pk, "2026-12-31", "2026-08-01")
    assert told() == [pk, pk]
    said = {"effective_on": "2026-08-01", "title": "Nytt namn", "reason": "Påhittat", "document": "KS/2"}
    made = cast.officer.ok("post", f"agreements/{pk}/amendments", said)
    for answer in ({"organization": cast.umea.pk, **YES}, {"organization": cast.van.pk, "signed_by": "Ordföranden"}):
        cast.officer.ok("post", f"amendments/{made['id']}/answers", answer)
    assert told() == [pk, pk]
