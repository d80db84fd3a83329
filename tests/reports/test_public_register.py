"""The public register: closed until an officer opens it; decided facts, amounts and verified results alone."""

import csv
import io
from typing import Any

import pytest

from office.models import AuditEvent
from tests.agreements.sample import DECISION, SIGNATURE, active, handed_in, proposed, registered
from tests.browsing import browser, text
from tests.cast import VAN, Cast

pytestmark = pytest.mark.django_db
SECRET = "Hemlig väg 7"


def page(path: str, language: str = "en") -> Any:
    return browser(language=language).get(path)


def opened(cast: Cast) -> str:
    cast.officer.ok("post", f"organizations/{cast.umea.pk}/public-register", {"state": "open"})
    return f"/public-registers/{cast.umea.pk}"


def test_it_is_closed_until_an_officer_opens_it_and_again_when_it_is_closed(cast: Cast) -> None:
    active(cast)
    api = f"organizations/{cast.umea.pk}/public-register"
    assert cast.treasurer.ok("get", api) == {"organization": cast.umea.pk, "state": "closed", "since": None}
    path = f"/public-registers/{cast.umea.pk}"
    assert {page(f"{path}{form}").status_code for form in ("", ".csv", ".json")} == {404}
    opened(cast)
    assert {page(f"{path}{form}").status_code for form in ("", ".csv", ".json")} == {200}
    assert "Umeå kommun" in page("/public-registers").content.decode()
    cast.officer.ok("post", api, {"state": "closed"})
    assert page(path).status_code == 404
    assert "Umeå kommun" not in page("/public-registers").content.decode()


def test_only_its_own_officer_opens_it_once_and_the_trail_has_it(cast: Cast) -> None:
    api = f"organizations/{cast.umea.pk}/public-register"
    for who in (cast.treasurer, cast.auditor, cast.stranger):
        assert "public_register.not_yours" in who.no(403, "post", api, {"state": "open"})
    of_van = f"organizations/{cast.van.pk}/public-register"
    assert "public_register.not_yours" in cast.treasurer.no(403, "post", of_van, {"state": "open"})
    opened(cast)
    assert "public_register.stands" in cast.officer.no(409, "post", api, {"state": "open"})
    assert "invalid_choice" in cast.officer.no(400, "post", api, {"state": "ajar"})
    cast.officer.ok("post", api, {"state": "closed"})
    told = AuditEvent.objects.filter(kind__startswith="public_register.").order_by("pk").values_list("kind", flat=True)
    assert list(told) == ["public_register.opened", "public_register.closed"]


def test_what_is_decided_stands_there_and_what_is_not_does_not(cast: Cast) -> None:
    active(cast)
    proposed(cast, reference="KS-2020/1", title="Bara föreslagen")
    registered(cast, reference="KS-2020/2", title="Bara påbörjad")
    path = opened(cast)
    for form in ("", ".csv", ".json"):
        told = page(path + form).content.decode()
        assert "Överenskommelse om stöd" in told
        assert VAN in told or form == ""
        assert "Bara" not in told
    (row,) = csv.DictReader(io.StringIO(page(f"{path}.csv").content.decode("utf-8-sig")))
    assert (row["awarded_sek"], row["paid_sek"], row["decided_on"]) == ("4500000.00", "0.00", "2019-12-10")
    assert (row["periods_approved"], row["periods"], row["verified_status"]) == ("0", "3", "")
    (grant,) = page(f"{path}.json").json()["grants"]
    assert (grant["amountAwarded"], grant["currency"]) == (4500000, "SEK")


def test_what_was_ended_early_says_so_beside_what_was_awarded(cast: Cast) -> None:
    """1 500 000 kr for 2020, and for 181 of the 365 days of 2021."""
    pk = active(cast)
    path = opened(cast)
    (before,) = csv.DictReader(io.StringIO(page(f"{path}.csv").content.decode("utf-8-sig")))
    assert (before["ends_on"], before["ended_on"], before["promised_sek"]) == ("2022-12-31", "", "")
    assert "actualDates" not in page(f"{path}.json").json()["grants"][0]
    body = {"document": "KS-2021/9", "reason": "Beslut", "last_day": "2021-06-30", "terminated_on": "2021-01-15"}
    cast.officer.ok("post", f"agreements/{pk}/terminate", body)
    (row,) = csv.DictReader(io.StringIO(page(f"{path}.csv").content.decode("utf-8-sig")))
    assert (row["ends_on"], row["ended_on"], row["awarded_sek"]) == ("2022-12-31", "2021-06-30", "4500000.00")
    assert row["promised_sek"] == "2243835.62"
    told = text(page(path))
    assert "1 January 2020 – 30 June 2021 (ended early; awarded through 31 December 2022)" in told
    assert "4,500,000 kr (2,243,835.62 kr through its last day)" in told
    (grant,) = page(f"{path}.json").json()["grants"]
    assert grant["actualDates"] == [{"startDate": "2020-01-01", "endDate": "2021-06-30"}]
    assert grant["plannedDates"] == [{"startDate": "2020-01-01", "endDate": "2022-12-31"}]


def test_what_was_contributed_is_told_once_it_is_approved(cast: Cast) -> None:
    pk = active(cast, purpose="Språkcaféer och läxhjälp")
    path, report = opened(cast), handed_in(cast.treasurer, pk)["id"]
    assert "Own contribution in approved reports" not in text(page(path))
    cast.officer.ok("post", f"annual-reports/{report}/approve", {})
    assert "Språkcaféer och läxhjälp" in text(page(path))
    counted = cast.officer.ok("get", f"agreements/{pk}/commitment-check")["periods"][0]["lines"][1]["counted"]
    (row,) = csv.DictReader(io.StringIO(page(f"{path}.csv").content.decode("utf-8-sig")))
    assert row["own_contribution_approved_sek"] == counted
    assert "Own contribution in approved reports: 1,190,000 kr" in text(page(path))


def test_nothing_that_the_parties_wrote_elsewhere_is_in_it(cast: Cast) -> None:
    """No address is asked for anywhere; who writes one in a paper, a reason or a signature does not publish it."""
    pk = proposed(cast)["id"]
    cast.officer.ok("post", f"agreements/{pk}/decisions", {**DECISION, "body": SECRET})
    cast.officer.ok("post", f"agreements/{pk}/signatures", {**SIGNATURE, "signed_by": SECRET})
    body = {"document": SECRET, "reason": SECRET, "last_day": "2021-06-30", "terminated_on": "2021-01-15"}
    cast.officer.ok("post", f"agreements/{pk}/terminate", body)
    path = opened(cast)
    assert all(SECRET not in page(path + form).content.decode() for form in ("", ".csv", ".json"))


def test_an_officer_opens_and_closes_it_on_a_page(cast: Cast) -> None:
    assert page("/public-registers/mine").status_code == 302
    officer = browser(cast.officer)
    assert "Open the register" in officer.get("/public-registers/mine").content.decode()
    chosen = {"organization": str(cast.umea.pk), "state": "open"}
    assert officer.post("/public-registers/mine", chosen).status_code == 302
    assert "Close the register" in officer.get("/public-registers/mine").content.decode()
    again = officer.post("/public-registers/mine", chosen)
    assert again.status_code == 409
    assert "stands so already" in again.content.decode()
    assert officer.post("/public-registers/mine", {**chosen, "state": "ajar"}).status_code == 400
    assert officer.post("/public-registers/mine", {**chosen, "organization": str(cast.vannas.pk)}).status_code == 404
    assert "You are no officer" in browser(cast.treasurer).get("/public-registers/mine").content.decode()
