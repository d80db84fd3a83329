"""Decide, sign, pay and withdraw by forms: what they offer, what they refuse, and that a form acts once."""

import re
from typing import Any

import pytest
from django.test import Client

from agreements.models import Agreement, Notice
from finance.models import Payment
from office.clock import today
from office.models import AuditEvent, Organization
from tests.agreements.region import decided, officer_of
from tests.agreements.sample import active, proposed, registered
from tests.browsing import browser, text
from tests.cast import UMEA, Cast
from tests.finance.paying import confirmed, ordered

pytestmark = pytest.mark.django_db


def hidden(page: Any) -> dict[str, str]:
    """What a form sends along unseen."""
    found = re.findall(r'type="hidden" name="(revision|once)" value="([^"]*)"', page.content.decode())
    return dict(found)


def send(who: Client, path: str, **said: Any) -> Any:
    return who.post(path, {**hidden(who.get(path)), **said})


def test_an_agreement_is_decided_and_signed_by_forms(cast: Cast) -> None:
    pk = proposed(cast)["id"]
    officer, treasurer = browser(cast.officer), browser(cast.treasurer)
    form = officer.get(f"/agreements/{pk}/decide").content.decode()
    assert f'<option value="{cast.umea.pk}">Umeå kommun</option>' in form
    assert "Vän i Umeå" not in form.partition('<form method="post">')[2]
    said = {"organization": cast.umea.pk, "outcome": "yes", "decided_on": "2019-12-10", "body": "Kommunstyrelsen"}
    answer = send(officer, f"/agreements/{pk}/decide", **said, paragraph="§ 210", document="KS-2019/00714-12")
    assert (answer.status_code, answer["Location"]) == (302, f"/agreements/{pk}")
    sign = {"organization": cast.van.pk, "signed_by": "Ordföranden"}
    assert send(treasurer, f"/agreements/{pk}/sign", **sign).status_code == 302
    assert Agreement.objects.get(pk=pk).state == "active"
    assert "The decision is registered." in text(officer.get(f"/agreements/{pk}"))
    assert "The decision is registered." not in text(officer.get(f"/agreements/{pk}"))
    assert "The signature is registered." in text(treasurer.get("/"))
    for path in (f"/agreements/{pk}", f"/agreements/{pk}/parties"):
        assert "§ 210, KS-2019/00714-12" in text(officer.get(path))
    again = officer.get(f"/agreements/{pk}/decide")
    assert again.status_code == 409
    assert "Its state does not allow this The agreement is active; this needs it to be proposed." in text(again)
    assert "Something is missing or wrong" not in text(again)
    assert 'name="outcome"' not in again.content.decode()


def test_nobody_is_asked_for_an_answer_that_has_been_given(cast: Cast) -> None:
    pk = proposed(cast)["id"]
    officer, path = browser(cast.officer), f"/agreements/{pk}"
    said = {"organization": cast.umea.pk, "outcome": "yes", "decided_on": "2019-12-10", "body": "Kommunstyrelsen"}
    assert f'href="{path}/decide"' in officer.get(path).content.decode()
    send(officer, f"{path}/decide", **said, paragraph="§ 210")
    page = officer.get(path).content.decode()
    assert f'href="{path}/decide"' not in page
    assert f'href="{path}/sign"' in page


def test_what_is_wrong_leads_to_its_field_and_what_was_typed_stays(cast: Cast) -> None:
    pk = proposed(cast)["id"]
    said = {"organization": cast.umea.pk, "outcome": "yes", "decided_on": "2019-12-10", "paragraph": "§ 210"}
    answer = send(browser(cast.officer), f"/agreements/{pk}/decide", **said)
    assert answer.status_code == 400
    assert '<a href="#body">' in answer.content.decode()
    assert 'value="§ 210"' in answer.content.decode()
    assert Agreement.objects.get(pk=pk).state == "proposed"


def test_a_payment_is_written_as_people_write_it_and_a_form_sent_twice_pays_once(cast: Cast) -> None:
    pk = active(cast)
    officer, path = browser(cast.officer), f"/agreements/{pk}/pay"
    first = officer.get(f"{path}?period=2021&amount=750000")
    assert '<option value="2021" selected>' in first.content.decode()
    said = {**hidden(first), "period": "2020", "amount": "750 000,00", "paid_on": "2020-01-31"}
    assert [officer.post(path, said).status_code for _time in range(2)] == [302, 302]
    assert [str(one.amount) for one in Payment.objects.all()] == ["750000.00"]
    much = send(officer, path, period="2020", amount="750 000,01", paid_on="2020-07-31")
    assert much.status_code == 400
    assert 'href="#amount"' in much.content.decode()
    assert 'value="750 000,01"' in much.content.decode()


def test_a_payment_begins_with_what_is_to_be_paid_next(cast: Cast) -> None:
    pk = active(cast)
    officer, path = browser(cast.officer), f"/agreements/{pk}"
    form = officer.get(f"{path}/pay").content.decode()
    assert '<option value="2020" selected>' in form
    assert 'value="750000"' in form
    for year in ("2020", "2021"):
        send(officer, f"{path}/pay", period=year, amount="1 500 000", paid_on=f"{year}-07-31")
    send(officer, f"{path}/pay", period="2022", amount="700 000", paid_on="2022-01-31")
    form = officer.get(f"{path}/pay").content.decode()
    assert re.findall(r'<option value="(20\d\d)"', form) == ["2022"]
    assert 'value="50000"' in form
    assert f'href="{path}/pay"' in officer.get(path).content.decode()
    assert f'href="{path}/pay"' in officer.get(path, {"as_of": "2022-01-01"}).content.decode()
    send(officer, f"{path}/pay", period="2022", amount="800 000", paid_on="2022-07-31")
    assert f'href="{path}/pay"' not in officer.get(path).content.decode()
    none = officer.get(f"{path}/pay")
    assert (none.status_code, "nothing remains to be paid" in text(none)) == (409, True)
    assert "What is ordered" not in text(none)


def test_what_takes_it_further_stands_out(cast: Cast) -> None:
    def main(pk: int) -> list[str]:
        page = browser(cast.officer).get(f"/agreements/{pk}").content.decode()
        return re.findall(r'<a class="button main" href="[^"]*/([\w-]+)">', page)

    waiting, pk = proposed(cast)["id"], active(cast, reference="KS-1")
    assert main(waiting) == ["decide", "sign"]
    assert main(pk) == ["pay"]


def test_what_is_ordered_is_paid_from_its_order(cast: Cast) -> None:
    pk = active(cast, ends_on="2020-12-31", commitments=[{"party": UMEA, "kind": "funding", "amount": "1000.00"}])
    confirmed(cast)
    ordered(cast, pk, amount="1000.00")
    none = browser(cast.officer).get(f"/agreements/{pk}/pay")
    assert (none.status_code, "What is ordered is registered as paid from its order" in text(none)) == (409, True)


def test_the_same_payment_again_is_asked_about_first(cast: Cast) -> None:
    pk = active(cast)
    officer, path = browser(cast.officer), f"/agreements/{pk}/pay"
    said = {"period": "2020", "amount": "100 000", "paid_on": "2020-01-31"}
    assert send(officer, path, **said).status_code == 302
    asked = send(officer, path, **said)
    assert asked.status_code == 200
    assert "100,000 kr to Vän i Umeå for 2020 is already registered as paid on 31 January 2020." in text(asked)
    assert Payment.objects.count() == 1
    (known,) = re.findall(r'name="confirmed" value="(\w+)"', asked.content.decode())
    other = officer.post(path, {**hidden(asked), **said, "amount": "200 000", "confirmed": known})
    assert other.status_code == 302  # of another amount there is none: nothing had to be confirmed
    assert officer.post(path, {**hidden(asked), **said, "once": "", "confirmed": "something"}).status_code == 200
    twice = {**hidden(asked), **said, "once": "another", "confirmed": known}
    assert [officer.post(path, twice).status_code for _time in range(2)] == [302, 302]
    assert sorted(str(one.amount) for one in Payment.objects.all()) == ["100000.00", "100000.00", "200000.00"]


def test_a_payment_is_corrected_from_its_row(cast: Cast) -> None:
    pk = active(cast)
    officer, path = browser(cast.officer), f"/agreements/{pk}"
    assert f"{path}/correct-payment" not in officer.get(path).content.decode()
    send(officer, f"{path}/pay", period="2020", amount="100 000", paid_on="2020-01-31")
    paid = Payment.objects.get()
    link = f"{path}/correct-payment?corrects={paid.pk}&amp;amount=100000"
    assert link in officer.get(path).content.decode()
    assert "correct-payment" not in browser(cast.treasurer).get(path).content.decode()
    form = officer.get(link.replace("&amp;", "&")).content.decode()
    assert f'<option value="{paid.pk}" selected>' in form
    assert 'value="100000"' in form
    none = send(officer, f"{path}/correct-payment", amount="1", paid_on="2020-02-01")
    assert (none.status_code, "Say which payment is to be corrected." in text(none)) == (400, True)
    said = {"corrects": paid.pk, "paid_on": "2020-02-01"}
    much = send(officer, f"{path}/correct-payment", **said, amount="100 001")
    assert (much.status_code, 'href="#amount"' in much.content.decode()) == (400, True)
    assert send(officer, f"{path}/correct-payment", **said, amount="40 000", note="Fel").status_code == 302
    assert [str(one.amount) for one in Payment.objects.order_by("pk")] == ["100000.00", "-40000.00"]
    assert "amount=60000" in officer.get(path).content.decode()
    assert send(officer, f"{path}/correct-payment", **said, amount="60 000").status_code == 302
    assert f"{path}/correct-payment" not in officer.get(path).content.decode()


def test_a_draft_is_withdrawn_from_the_revision_that_was_read(cast: Cast) -> None:
    draft = registered(cast)
    officer, path = browser(cast.officer), f"/agreements/{draft['id']}/withdraw"
    read = hidden(officer.get(path))
    cast.officer2.patch_current(f"agreements/{draft['id']}", {"title": "En annan titel"})
    stale = officer.post(path, read)
    assert stale.status_code == 412
    assert "has changed this since you opened the page" in text(stale)
    assert officer.post(path, hidden(stale)).status_code == 302
    assert Agreement.objects.get(pk=draft["id"]).state == "withdrawn"


def test_only_what_may_be_done_is_offered(cast: Cast) -> None:
    pk = proposed(cast)["id"]
    assert browser(cast.treasurer).get(f"/agreements/{pk}/decide").status_code == 403
    assert browser(cast.treasurer).get(f"/agreements/{pk}/sign").status_code == 200
    assert browser(cast.stranger).get(f"/agreements/{pk}/sign").status_code == 404


def test_an_agreement_is_ended_early_by_who_stands_alone(cast: Cast) -> None:
    pk = active(cast)
    officer, path = browser(cast.officer), f"/agreements/{pk}"
    assert f'href="{path}/terminate"' in officer.get(path).content.decode()
    assert browser(cast.treasurer).get(f"{path}/terminate").status_code == 403
    said = {"document": "KS-2021/9", "reason": "Verksamheten läggs ned", "terminated_on": "2021-05-04"}
    wrong = send(officer, f"{path}/terminate", **said, last_day="2029-12-31")
    assert (wrong.status_code, "must lie within the term" in text(wrong)) == (400, True)
    send(officer, f"{path}/pay", period="2021", amount="1 000 000", paid_on="2021-02-01")
    told = send(officer, f"{path}/terminate", **said, last_day="2021-06-30")
    assert told.status_code == 200
    for sentence in (
        "The last day would be 30 June 2021; 31 December 2022 is agreed.",
        "Periods that fall away: 2022.",
        "Funding, Umeå kommun: 2,243,835.62 kr is promised for the whole term (before: 4,500,000 kr).",
        "Own contribution, Vän i Umeå: 1,944,657.53 kr is promised for the whole term (before: 3,900,000 kr).",
        "Umeå kommun has paid 1,000,000 kr for 2021, where 743,835.62 kr is promised: 256,164.38 kr too much.",
    ):
        assert sentence in text(told)
    assert Agreement.objects.get(pk=pk).state == "active"
    assert not AuditEvent.objects.filter(kind="agreement.terminated").exists()
    (known,) = re.findall(r'name="confirmed" value="(\w+)"', told.content.decode())
    confirmed = {**hidden(told), **said, "confirmed": known}
    other = officer.post(f"{path}/terminate", {**confirmed, "last_day": "2021-12-31"})
    assert (other.status_code, "The last day would be 31 December 2021" in text(other)) == (200, True)
    assert officer.post(f"{path}/terminate", {**confirmed, "last_day": "2021-06-30"}).status_code == 302
    found = Agreement.objects.get(pk=pk)
    assert (found.state, str(found.termination.last_day)) == ("terminated", "2021-06-30")
    assert officer.get(f"{path}/terminate").status_code == 409
    head = text(officer.get(path)).partition("Parties and shares")[0]
    assert "1 January 2020 – 30 June 2021 (agreed through 31 December 2022)" in head
    assert "Terminated" in head
    before = text(officer.get(path, {"as_of": "2021-05-03"})).partition("Parties and shares")[0]
    assert "1 January 2020 – 31 December 2022 " in before
    assert "Terminated" not in before
    assert "2020-01-01 – 2021-06-30 Terminated, " in text(officer.get("/agreements"))
    assert "Terminated, " in text(officer.get("/checks"))


def test_several_public_parties_are_told_how_it_ends(members: dict[str, Organization]) -> None:
    pk, host = decided(members)["id"], browser(officer_of(members["2480"]))
    assert f'href="/agreements/{pk}/terminate"' not in host.get(f"/agreements/{pk}").content.decode()
    answer = host.get(f"/agreements/{pk}/terminate")
    assert (answer.status_code, "none of them ends it for the others" in text(answer)) == (409, True)


def test_notice_is_given_where_it_renews_itself(cast: Cast) -> None:
    never = active(cast)
    officer, treasurer = browser(cast.officer), browser(cast.treasurer)
    assert "Give notice" not in text(officer.get(f"/agreements/{never}"))
    year = today().year
    term = {"starts_on": f"{year}-01-01", "ends_on": f"{year}-12-31"}
    pk = active(cast, reference="KS-1", **term, conditions={"renewal_months": 12, "notice_months": 0})
    path = f"/agreements/{pk}"
    form = treasurer.get(f"{path}/give-notice").content.decode()
    assert "Umeå kommun</option>" not in form
    assert 'name="given_on"' not in form
    assert send(treasurer, f"{path}/give-notice", organization=cast.van.pk, document="Brev 1").status_code == 302
    (notice,) = Notice.objects.all()
    assert (notice.organization_id, notice.given_on) == (cast.van.pk, today())


def test_agreements_are_searched(cast: Cast) -> None:
    one, other = registered(cast)["id"], registered(cast, reference="KS-2030/9", title="Språkkafé i Ålidhem")["id"]
    officer = browser(cast.officer)

    def found(words: str) -> set[int]:
        page = officer.get("/agreements", {"search": words}).content.decode()
        return {int(pk) for pk in re.findall(r'<a href="/agreements/(\d+)">', page)}

    assert found("") == {one, other}
    assert found("åLIDHEM språk") == {other}
    assert found("ks-2030/9") == {other}
    assert found("vän i umeå") == {one, other}
    assert found("finns inte") == set()
    assert "No agreement that you may see has “finns inte”" in text(
        officer.get("/agreements", {"search": "finns inte"})
    )
