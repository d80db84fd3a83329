"""Change an agreement by its page: only what was typed otherwise is proposed, and is told first."""

import pytest

from agreements.models import Agreement, Amendment, Party
from office.models import AuditEvent, Organization
from tests.agreements.region import NEWCOMER, amended, answered, decided, officer_of
from tests.agreements.sample import active
from tests.browsing import browser, filled, text
from tests.cast import Cast, organization
from tests.reports.amending import WHY, press

pytestmark = pytest.mark.django_db


def test_the_form_says_what_holds_and_proposes_only_what_was_typed(cast: Cast) -> None:
    pk = active(cast)
    officer, path = browser(cast.officer, "sv"), f"/agreements/{pk}/amend"
    stood = filled(officer.get(path))
    assert (stood["title"], stood["ends_on"]) == ("Överenskommelse om stöd", "2022-12-31")
    assert stood["commitments[0].amount"] == "1 500 000"
    assert stood["commitments[1].components[1].amount"] == "975 000"
    assert f'href="{path}"' in officer.get(f"/agreements/{pk}").content.decode()
    typed = {**WHY, "ends_on": "2023-12-31", "commitments[0].amount": "1 900 000"}
    shown = press(officer, path, "show", **typed)
    told = text(shown)
    assert "Avtalet förlängs till och med 31 december 2023 (förut 31 december 2022)." in told
    assert "Umeå kommun, finansiering, 2021: 1 900 000 kr (förut 1 500 000 kr)." in told
    assert "Den samlade finansieringen under avtalstiden: 7 200 000 kr (förut: 4 500 000 kr)." in told
    assert "mer än 20 procent" in told
    assert not Amendment.objects.exists()
    assert filled(shown)["ends_on"] == "2023-12-31"
    made = officer.post(path, {**filled(shown), "act": "propose"})
    row = Amendment.objects.get()
    assert (made.status_code, made["Location"]) == (302, f"/amendments/{row.pk}")
    assert set(row.changes) == {"ends_on", "commitments"}
    (commitment,) = row.changes["commitments"]
    assert set(commitment) == {"commitment", "amount"}
    assert "Väntar på: Umeå kommun, Vän i Umeå." in text(officer.get(made["Location"]))


def test_a_form_that_is_sent_twice_proposes_once(cast: Cast) -> None:
    pk = active(cast)
    officer, path = browser(cast.officer), f"/agreements/{pk}/amend"
    form = {**filled(officer.get(path)), **WHY, "title": "Ett nytt namn", "act": "propose"}
    assert [officer.post(path, form)["Location"] for _time in range(2)] == [
        f"/amendments/{Amendment.objects.get().pk}"
    ] * 2


def test_what_is_wrong_is_told_at_once_at_its_field(cast: Cast) -> None:
    pk = active(cast)
    officer, path = browser(cast.officer), f"/agreements/{pk}/amend"
    typed = {
        "effective_on": "2029-01-01", "title": "", "ends_on": "igår", "commitments[0].amount": "mycket",
        "join[0].organization": "Ingen alls", "conditions.report_due.day": "40",
    }  # fmt: skip
    answer = press(officer, path, "propose", **typed)
    assert answer.status_code == 400
    html = answer.content.decode()
    for field in ("reason", "document", "title", "ends_on", "commitments-0-amount", "join-0-organization",
                  "conditions-report_due-day"):  # fmt: skip
        assert f'href="#{field}"' in html, field
        assert f'id="{field}-wrong-1"' in html, field
    assert filled(answer)["commitments[0].amount"] == "mycket"
    assert not Amendment.objects.exists()


def test_nothing_that_was_there_can_be_left_empty(cast: Cast) -> None:
    pk = active(cast)
    officer, path = browser(cast.officer), f"/agreements/{pk}/amend"
    emptied = {"commitments[1].amount": "", "conditions.settlement.value": ""}
    told = text(press(officer, path, "show", **WHY, **emptied))
    assert "Nothing can be left empty by an amendment: write what holds from its day, 0 for nothing." in told
    assert "An amendment changes a condition and takes none away: say what holds from its day." in told
    assert "changes nothing" not in told


def test_parts_of_the_own_contribution_and_a_condition_are_changed(cast: Cast) -> None:
    pk = active(cast)
    officer, path = browser(cast.officer), f"/agreements/{pk}/amend"
    typed = {
        "commitments[1].amount": "1 400 000", "commitments[1].components[1].amount": "1 075 000",
        "conditions.report_due.day": "30", "conditions.report_due.month": "4", "conditions.report_due.clause": "§ 9",
    }  # fmt: skip
    answer = press(officer, path, "propose", **WHY, **typed)
    assert answer.status_code == 302
    changes = Amendment.objects.get().changes
    assert set(changes) == {"conditions", "commitments"}
    assert changes["conditions"] == {"report_due": {"value": "04-30", "clause": "§ 9"}}
    parts = {one["kind"]: one["amount"] for one in changes["commitments"][0]["components"]}
    assert parts == {"volunteer_time": "1075000.00", "own_cash": "325000.00"}


def test_who_joins_promises_by_the_same_amendment(cast: Cast) -> None:
    pk = active(cast)
    organization("802000-0017", "Språkvännerna")
    officer, path = browser(cast.officer), f"/agreements/{pk}/amend"
    more = press(officer, path, "add", **{"add[0].kind": "co_financing", "add[0].party": "Språkvännerna"})
    own = {
        "join[0].organization": "802000-0017", "join[0].role": "recipient", "add[0].components[0].amount": "40 000",
        "add[0].components[1].amount": "60 000", "add[1].kind": "funding", "add[1].party": "Umeå kommun",
        "add[1].recipient": "Ingen", "add[1].amount": "x",
    }  # fmt: skip
    wrong = officer.post(path, {**filled(more), **WHY, **own, "act": "show"})
    html = wrong.content.decode()
    assert 'id="add-1-recipient-wrong-1"' in html
    assert 'id="add-1-amount-wrong-1"' in html
    right = {"add[1].recipient": "802000-0017", "add[1].amount": "200 000"}
    told = text(officer.post(path, {**filled(wrong), **right, "act": "show"}))
    assert "Språkvännerna becomes a party from 1 January 2021." in told
    assert "Språkvännerna, own contribution, 2021: 100,000 kr (before: nothing)." in told
    assert "Umeå kommun, funding, 2022: 200,000 kr (before: nothing)." in told
    assert officer.post(path, {**filled(wrong), **right, "act": "propose"}).status_code == 302
    assert len(Amendment.objects.get().changes["add"]) == 2


def test_nonsense_in_the_unseen_fields_is_refused_as_sentences(members: dict[str, Organization]) -> None:
    pk, host = decided(members)["id"], browser(officer_of(members["2480"]))
    path = f"/agreements/{pk}/amend"
    unseen = {"shared_costs[0].members[0].organization": "9" * 30, "shared_costs[0].members[0].floor": "1"}
    for more in (
        unseen,
        {"known_at": "x"},
        {"known_at": "0001-01-01T00:00:00+14:00"},
        {"commitments": "x"},
        {"shared_costs[0]": "x"},
        {"join[7].role": "x"},
    ):
        answer = host.post(path, {**filled(host.get(path)), **more, "act": "show"})
        assert (answer.status_code, "This is needed." in text(answer)) == (400, True), more


def test_a_member_joins_and_another_leaves(members: dict[str, Organization], newcomer: Organization) -> None:
    pk, host = decided(members)["id"], browser(officer_of(members["2480"]))
    path = f"/agreements/{pk}/amend"
    more = press(host, path, "join", **{"join[0].organization": NEWCOMER, "join[0].role": "member"})
    assert 'name="join[1].organization"' in more.content.decode()
    typed = {**WHY, "effective_on": "2026-07-01", "parties[0].leaves": "on"}
    told = text(host.post(path, {**filled(more), **typed, "act": "show"}))
    assert "Örnsköldsviks kommun becomes a party from 1 July 2026." in told
    assert "leaves the agreement; 30 June 2026 is the last day." in told
    made = host.post(path, {**filled(more), **typed, "act": "propose"})
    assert made.status_code == 302
    row = Amendment.objects.get()
    assert set(row.changes) == {"join", "leave"}
    theirs = browser(officer_of(newcomer))
    assert f"/amendments/{row.pk}/decide" in theirs.get(f"/amendments/{row.pk}").content.decode()


def test_the_cost_and_its_key_are_changed(members: dict[str, Organization], newcomer: Organization) -> None:
    pk, host = decided(members)["id"], browser(officer_of(members["2480"]))
    path, later = f"/agreements/{pk}/amend", {**WHY, "effective_on": "2027-01-01"}
    dearer = press(host, path, "show", **later, **{"shared_costs[0].amount": "1 600 000"})
    assert "Umeå kommun, Kontoret, 2027: 1,306,186 kr (before: 1,224,549 kr)." in text(dearer)
    equal = press(host, path, "show", **later, **{"shared_costs[0].basis": "equal"})
    assert "is shared in equal parts from 1 January 2027" in text(equal)
    refused = press(host, path, "show", **later, **{"shared_costs[0].basis": "percentages"})
    assert 'id="shared_costs-0-members-0-percent-wrong-1"' in refused.content.decode()
    percents = {f"shared_costs[0].members[{place}].percent": "15" for place in range(5)}
    percents |= {"shared_costs[0].members[5].percent": "25", "shared_costs[0].basis": "percentages"}
    made = press(host, path, "propose", **later, **percents)
    assert made.status_code == 302
    (cost,) = Amendment.objects.get().changes["shared_costs"]
    assert [one["weight"] for one in cost["members"]][-1] == "25.00"
    # who joins has a row of its own where the key weighs each member
    joins = {"join[0].organization": NEWCOMER, "join[0].role": "member"}
    told = press(host, path, "show", **later, **percents, **joins)
    assert 'id="shared_costs-0-members-6-percent-wrong-1"' in told.content.decode()


def test_what_others_agreed_on_meanwhile_is_not_undone(members: dict[str, Organization]) -> None:
    """The form was opened before another amendment was agreed: what nobody typed is not taken back by it."""
    agreement, who = decided(members), officer_of(members["2480"])
    host, path = browser(who), f"/agreements/{agreement['id']}/amend"
    opened = filled(host.get(path))
    answered(amended(agreement, who, title="Åttan", ends_on="2028-12-31"), *members.values())
    typed = {**opened, **WHY, "effective_on": "2027-01-01", "shared_costs[0].amount": "1 600 000"}
    told = host.post(path, {**typed, "act": "propose"})
    assert told.status_code == 412
    assert "What you typed is still here, beside what holds now" in text(told)
    now = filled(told)
    assert (now["title"], now["ends_on"], now["shared_costs[0].amount"]) == ("Åttan", "2028-12-31", "1 600 000")
    assert host.post(path, {**now, "act": "propose"}).status_code == 302
    assert set(Amendment.objects.get(number=2).changes) == {"shared_costs"}


def test_each_fault_leads_to_its_own_field(cast: Cast) -> None:
    pk = active(cast)
    officer, path = browser(cast.officer), f"/agreements/{pk}/amend"
    html = press(officer, path, "show", **WHY, **{"commitments[0].amount": "", "commitments[1].amount": ""})
    assert 'id="commitments-0-amount-wrong-1"' in html.content.decode()
    assert 'id="commitments-1-amount-wrong-1"' in html.content.decode()
    named = press(officer, path, "show", **WHY, **{"join[0].organization": "Ingen", "join[0].role": "member"})
    assert 'id="join-0-organization-wrong-1"' in named.content.decode()
    assert 'id="join-0-organization-wrong-2"' not in named.content.decode()
    alone = press(officer, path, "show", **WHY, title="x", **{"join[0].role": "member"})
    assert 'id="join-0-organization-wrong-1"' in alone.content.decode()


def test_who_is_paid_stays_unless_somebody_chooses_another(cast: Cast) -> None:
    """Also when it has left: the first of a list is nobody's choice."""
    pk = active(cast)
    agreement = Agreement.objects.get(pk=pk)
    pays = agreement.commitments.get(kind="funding")
    pays.recipient = agreement.parties.get(role="recipient")
    pays.save()
    Party.objects.filter(pk=pays.recipient.pk).update(left_on="2021-12-31")
    stood = filled(browser(cast.officer).get(f"/agreements/{pk}/amend"))
    assert stood["commitments[0].recipient"] == str(cast.van.pk)


def test_costs_by_period_are_changed_one_at_a_time(members: dict[str, Organization]) -> None:
    listed = [{"period": year, "amount": "600000.00"} for year in ("2026", "2027")]
    pk = decided(members, basis="equal", reference_date=None, amount=None, amounts=listed)["id"]
    host, path = browser(officer_of(members["2480"])), f"/agreements/{pk}/amend"
    later = {**WHY, "effective_on": "2027-01-01"}
    answer = press(host, path, "show", **later, **{"shared_costs[0].years[1].amount": "900 000"})
    assert "Kontoret to share, 2027: 900,000 kr (before: 600,000 kr)." in text(answer)
    longer = press(host, path, "show", **later, ends_on="2028-12-31")
    assert 'id="shared_costs-0-years-2-amount-wrong-1"' in longer.content.decode()
    more = {**filled(longer), "shared_costs[0].years[2].amount": "700 000", "act": "propose"}
    assert host.post(path, more).status_code == 302


def test_a_member_s_part_is_read_as_it_was_typed(members: dict[str, Organization]) -> None:
    pk, host = decided(members)["id"], browser(officer_of(members["2480"]))
    path, later = f"/agreements/{pk}/amend", {**WHY, "effective_on": "2027-01-01"}
    answer = press(host, path, "show", **later, **{"shared_costs[0].members[2].percent": "15"}).content.decode()
    assert 'id="shared_costs-0-members-2-percent-wrong-1"' in answer
    assert "<details open><summary id=" in answer
    cleared = press(host, path, "show", **later, title="x", **{"shared_costs[0].reference_date": ""})
    assert 'id="shared_costs-0-reference_date-wrong-1"' in cleared.content.decode()
    parts = {f"shared_costs[0].members[{place}].percent": "15" for place in range(6)}
    sums = press(host, path, "show", **later, **parts, **{"shared_costs[0].basis": "percentages"}).content.decode()
    assert 'href="#shared_costs-0-members"' in sums


def test_who_may_not_is_told_and_sees_no_form(cast: Cast) -> None:
    pk = active(cast)
    path = f"/agreements/{pk}/amend"
    for who, status in ((cast.treasurer, 403), (cast.auditor, 403), (cast.stranger, 404)):
        answer = browser(who).get(path)
        assert answer.status_code == status
        assert 'name="effective_on"' not in answer.content.decode()
    assert browser(cast.treasurer).post(path, {"act": "propose", **WHY, "title": "x"}).status_code == 403
    assert not Amendment.objects.exists()
    assert not AuditEvent.objects.filter(kind__startswith="amendment.").exists()
