"""An agreement begun from another, or from a template: what comes along and what does not."""

import pytest

from agreements.models import Agreement
from tests.agreements.sample import DECISION, active, body
from tests.browsing import browser, filled, text
from tests.cast import UMEA, VANNAS, Cast
from tests.reports.registering import begun, press

pytestmark = pytest.mark.django_db


def test_a_copy_has_parties_and_conditions_and_its_promises_wait_to_be_looked_at(cast: Cast) -> None:
    officer = browser(cast.officer)
    pk = active(cast)
    at = begun(
        officer,
        source=f"agreement:{pk}",
        reference="KS-2022/1",
        title="",
        kind="",
        starts_on="2023-01-01",
        ends_on="2024-12-31",
    )
    made = Agreement.objects.get(reference="KS-2022/1")
    assert made.title == "Överenskommelse om stöd"
    assert made.parties.count() == 2
    assert made.conditions["report_due"]["value"] == "03-31"
    assert made.commitments.count() == 0
    page = officer.get(f"{at}promises")
    assert "has been kept for you" in text(page)
    assert press(officer, f"{at}promises").status_code == 302
    assert [str(one.amount) for one in made.commitments.all()] == ["1500000.00", "1300000.00"]


def test_a_copy_and_a_template_tell_which_shared_costs_have_not_come_along(cast: Cast) -> None:
    officer = browser(cast.officer)
    periods = [{"period": str(year), "amount": "100.00"} for year in (2020, 2021, 2022)]
    shared = {"payee": UMEA, "basis": "equal"}
    costs = [
        {"name": "Kontoret", "amount": "100.00", **shared},
        {"name": "Resor", "amounts": periods, **shared},
    ]
    parties = [{"organization": UMEA, "role": "host"}, {"organization": VANNAS, "role": "member"}]
    said = body(kind="cooperation", parties=parties, commitments=[], conditions={}, shared_costs=costs)
    pk = cast.officer.ok("post", "agreements", said)["id"]
    at = begun(officer, source=f"agreement:{pk}", reference="KS-2022/1", title="", kind="")
    for _before_and_after in range(2):
        told = officer.get(f"{at}promises")
        assert press(officer, f"{at}promises", "add:activity").status_code == 302
        assert "stay as they are: Kontoret" in text(told)
        assert "no part of this draft: Resor" in text(told)
    cast.officer.ok("post", f"agreements/{pk}/propose", {})
    for who, party in ((cast.officer, UMEA), (cast.stranger, VANNAS)):
        who.ok("post", f"agreements/{pk}/decisions", {**DECISION, "organization": party})
    template = cast.officer.ok("post", "agreement-templates", {"agreement": pk, "title": "Kontor"})
    at = begun(officer, source=f"template:{template['id']}", reference="KS-2022/2", title="")
    assert "no part of this draft: Kontoret, Resor" in text(officer.get(f"{at}promises"))


def test_a_template_says_who_promises_what_but_not_how_much(cast: Cast) -> None:
    officer = browser(cast.officer)
    template = cast.officer.ok("post", "agreement-templates", {"agreement": active(cast), "title": "Partnerskap"})
    assert "the template Partnerskap" in text(officer.get("/agreements/new"))
    at = begun(officer, source=f"template:{template['id']}", reference="KS-2022/1", title="")
    page = filled(officer.get(f"{at}promises"))
    assert (page["commitments[0].kind"], page["commitments[1].kind"]) == ("funding", "co_financing")
    assert page["commitments[0].amount"] == ""
    assert press(officer, f"{at}promises").status_code == 400
