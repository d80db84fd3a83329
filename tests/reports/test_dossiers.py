"""The dossier of an agreement: complete, the API's own figures, nothing that is still somebody's own, nobody else's."""

from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from finance.models import LedgerRow, Payment
from office.models import AuditEvent, Membership
from reports.models import Export, ReportFreeze
from reports.words import EVENTS
from tests.agreements.sample import WHY, active, handed_in, registered
from tests.cast import Cast, Client, user
from tests.contracts.world import ROLES, World
from tests.reports.dossiers import asked, dossier, files, record, text
from tests.reports.slips import attested, linked, path_of, slip
from tests.reports.taking_out import fetched, work_off

pytestmark = pytest.mark.django_db
MARKER = "Hemligt utkast"
#: A list of the API, and the table of a dossier that has its rows.
LISTS = {
    "agreements/{active}/decisions": "2-decisions/decisions",
    "agreements/{active}/signatures": "2-decisions/signatures",
    "agreements/{active}/waivers": "2-decisions/waivers",
    "agreements/{active}/appropriations": "3-money/appropriations",
    "requisitions?agreement={active}": "3-money/requisitions",
    "payment-orders?agreement={active}": "3-money/payment-orders",
    "payments?agreement={active}": "3-money/payments",
    "consequence-decisions?agreement={active}": "3-money/consequence-decisions",
    "municipal-support?agreement={active}": "3-money/municipal-support",
    "state-aid-assessments?agreement={active}": "3-money/state-aid-assessments",
    "ledger-hand-ins?agreement={active}": "5-books/ledger-hand-ins",
    "ledger-rows": "5-books/ledger-rows",
    "mandates": "2-decisions/mandates",
}
#: What the dossier says otherwise: unrounded, and in both languages.
OTHERWISE = {"rate", "share", "formula"}


def _more(world: World) -> None:
    """A decision of each kind that the world lacks, and a payment that was corrected."""
    cast, active = world.cast, world.ids["active"]
    for template in (
        "agreements/{active}/appropriations", "agreements/{active}/waivers", "claims/{claim}/payments",
        "requisitions/{own_request}/withdraw", "payment-orders/{ordered}/cancel", "mandates/{mandate}/end",
    ):  # fmt: skip
        who = cast.treasurer if template.split("/")[0] in ("requisitions", "mandates") else cast.officer
        who.ok("post", template.format(**world.ids), world.body("POST", template))
    cast.officer.ok("post", f"claims/{world.ids['claim']}/write-offs", world.body("POST", "claims/{claim}/write-offs"))
    wrong = {"agreement": active, "period": "2020", "amount": "-0.01", "corrects": world.ids["payment"]}
    cast.officer.ok("post", "payments", wrong)


def test_every_list_is_whole_and_says_what_the_api_says(world: World) -> None:
    """Each row, and each of its members that both have, to the öre."""
    _more(world)
    auditor = world.cast.auditor
    found = files(dossier(auditor, world.ids["active"]))
    for address, path in LISTS.items():
        query = "&" if "?" in address else "?"
        told = auditor.ok("get", f"{address.format(**world.ids)}{query}limit=1000")["results"]
        here = record(found, f"{path}.json")
        assert len(here) == len(told) > 0, address
        by_id = {one["id"]: one for one in told}
        for row in here:
            both = (row.keys() & by_id[row["id"]].keys()) - OTHERWISE
            assert len(both) >= 5
            assert {name: row[name] for name in both} == {name: by_id[row["id"]][name] for name in both}, address
    assert [row["amount"] for row in record(found, "3-money/payments.json")] == ["150000.00", "-0.01"]
    assert [row["amount"] for row in record(found, "3-money/claim-payments.json")] == ["1000.00"]
    assert [row["amount"] for row in record(found, "3-money/write-offs.json")] == ["38000.00"]
    acts = {row["act"] for row in record(found, "3-money/payment-order-acts.json")}
    assert acts == {"substance", "decision", "cancellation"}
    assert len(record(found, "3-money/requisition-withdrawals.json")) == 1
    assert len(record(found, "2-decisions/mandate-ends.json")) == 1
    assert len(record(found, "5-books/reconciliations.json")) > 0
    assert "−0.01" in text(found, "3-money/payments.html")


def test_terms_check_closing_and_timeline_are_the_api_s(world: World) -> None:
    auditor, active = world.cast.auditor, world.ids["active"]
    clocks = {"as_of": "2022-06-30", "known_at": timezone.now().isoformat()}
    found = files(dossier(auditor, active, **clocks))
    query = f"as_of=2022-06-30&known_at={clocks['known_at'].replace('+', '%2B')}"
    assert record(found, "6-check/check.json") == auditor.ok("get", f"agreements/{active}/commitment-check?{query}")
    terms, told = record(found, "1-terms/terms.json"), auditor.ok("get", f"agreements/{active}")
    assert terms == {name: told[name] for name in terms}
    assert {"parties", "commitments", "conditions"} <= terms.keys()
    closing = auditor.ok("get", f"year-end?{query.replace('as_of', 'on')}&limit=1000")
    here = record(found, "6-check/year-end.json")
    assert here["entries"] == [row for row in closing["results"] if row["agreement"] == active] != []
    assert here["debts"] == [row for row in closing["debts"] if row["agreement"] == active]
    happened = auditor.ok("get", f"agreements/{active}/timeline?limit=1000")["results"]
    assert record(found, "7-history/timeline.json") == happened
    for sentence in (one["message"] for one in record(found, "6-check/check.json")["findings"]):
        assert sentence in text(found, "6-check/check.html")


def test_every_version_is_there_with_what_proves_it(world: World) -> None:
    """Those that were handed in, also before a correction, with their differences, reviews and frozen facts."""
    cast, path = world.cast, f"annual-reports/{world.ids['approved']}"
    cast.treasurer.ok("post", f"{path}/correct", WHY)
    hours = [{**cast.treasurer.ok("get", path)["volunteer_hours"][0], "hours": "400.25"}]
    cast.treasurer.patch_current(path, {"volunteer_hours": hours})
    cast.treasurer.ok("post", f"{path}/submit", {})
    cast.officer.ok("post", f"{path}/return", {"comment": "Varför?", "due_on": "2199-01-31"})
    found = files(dossier(cast.auditor, world.ids["active"]))
    told = cast.auditor.ok("get", f"{path}/versions")["results"]
    here = [one for one in record(found, "4-reports/versions.json") if one["report"] == world.ids["approved"]]
    assert [one["number"] for one in here] == [1, 2]
    for one, version in zip(here, told, strict=True):
        for name in ("received_on", "reason", "figures", "volunteer_hours", "activities", "narrative", "recorded_at"):
            assert one[name] == version[name], name
        assert (one["review"]["outcome"], one["review"]["comment"]) == (
            version["review"]["outcome"], version["review"]["comment"],
        )  # fmt: skip
        assert [kept["digest"] for kept in one["frozen"]] == [kept["digest"] for kept in version["frozen"]]
    assert here[1]["differences"] == cast.auditor.ok("get", f"{path}/differences?from=1&to=2")["changes"] != []
    assert {one["file"] for each in record(found, "4-reports/versions.json") for one in each["frozen"]} == {
        name for name in found if name.endswith(("handed_in.json", "approved.json"))
    }
    page = text(found, "4-reports/versions.html")
    assert all(said in page for said in ("400.25", "Varför?", WHY["reason"], "Completion asked for"))


def test_what_was_frozen_is_the_very_content_of_its_digest(world: World) -> None:
    """But for what other agreements have in it, which is taken out and said to be."""
    agreement = world.ids["active"]
    for one in record(files(dossier(world.cast.officer, agreement)), "4-reports/versions.json"):
        assert [kept["whole"] for kept in one["frozen"]] == [False] * len(one["frozen"])  # aid that was declared
    found = files(dossier(world.cast.officer, agreement))
    kept = record(found, f"4-reports/2020-{world.ids['approved']}-v1-approved.json")
    freeze = ReportFreeze.objects.get(version__report=world.ids["approved"], moment="approved").kept
    assert freeze["facts"]["aid"]
    assert not kept["facts"].keys() & {"aid", "others"}
    assert kept == {**freeze, "facts": {name: freeze["facts"][name] for name in kept["facts"]}}


def test_what_is_reported_elsewhere_too_stays_there(cast: Cast) -> None:
    """A version whose check read another agreement of the same association, with the same activity."""
    other = active(cast, reference="KS-ANNAT", title="Annan överenskommelse")
    handed_in(cast.treasurer, other, narrative=MARKER)
    pk = active(cast)
    report = handed_in(cast.treasurer, pk)
    found = files(dossier(cast.auditor, pk))
    (version,) = record(found, "4-reports/versions.json")
    (kept,) = version["frozen"]
    whole = ReportFreeze.objects.get(version__report=report["id"])
    assert [one["title"] for one in whole.kept["facts"]["others"]] == ["Annan överenskommelse"]
    assert (kept["whole"], kept["digest"]) == (False, whole.digest)
    assert not [path for path, content in found.items() if b"Annan" in content or MARKER.encode() in content]


def test_the_timeline_speaks_in_words(world: World) -> None:
    """Each kind of event has its own."""
    _more(world)
    found = files(dossier(world.cast.auditor, world.ids["active"]))
    kinds = {one["kind"] for one in record(found, "7-history/timeline.json")}
    assert len(kinds) > 15
    assert kinds <= EVENTS.keys()
    page = text(found, "7-history/timeline.html")
    assert all(f"<td>{EVENTS[kind]}</td>" in page for kind in kinds)


def test_time_slips_are_sums(world: World) -> None:
    cast, active = world.cast, world.ids["active"]
    path = path_of(linked(cast, active))
    made = [slip(path, day=f"2022-0{month}-01", hours_each=each) for month, each in ((3, "1.25"), (4, "2.50"))]
    attested(cast.treasurer, *made)
    report = f"annual-reports/{world.ids['draft_report']}"
    rows = cast.treasurer.ok("post", f"{report}/fill-from-slips", {})["volunteer_hours"]
    cast.treasurer.ok("post", f"{report}/submit", {})
    found = files(dossier(cast.auditor, active))
    (one,) = (one for one in record(found, "4-reports/versions.json") if one["period"] == "2022")
    told = [(row["hours"], row["slip_count"], row["slip_hours"]) for row in one["evidence"]]
    assert told == [(row["hours"], len(row["slips"]), row["hours"]) for row in rows if row.get("slips")] != []
    assert sum(Decimal(row["slip_hours"]) for row in one["evidence"]) == sum(one.hours for one in made)
    assert {row["first_day"] for row in one["evidence"]} == {"2022-03-01", "2022-04-01"}


def test_what_is_still_somebody_s_own_is_in_no_file(world: World) -> None:
    """Neither a draft of a report or a correction, nor its writer's events, nor names, accounts and vouchers' texts."""
    ids, cast = world.ids, world.cast
    cast.treasurer.patch_current(f"annual-reports/{ids['draft_report']}", {"narrative": MARKER})
    cast.officer.patch_current(f"annual-reports/{ids['paper']}", {"narrative": MARKER})
    cast.treasurer.ok("post", f"annual-reports/{ids['approved']}/correct", {"reason": MARKER})
    rows = LedgerRow.objects.exclude(text="").values_list("text", flat=True)
    own = [MARKER, "Påhittad Person", "0000-0018", "00000018", *rows]
    for who in (cast.officer, cast.auditor):
        found = files(dossier(who, ids["active"]))
        for path, content in found.items():
            for word in own:
                assert word not in content.decode(), (path, word)
        events = record(found, "7-history/trail.json")
        assert not [one for one in events if one["content"]["draft"]]
        assert not AuditEvent.objects.filter(pk__in=[one["content"]["id"] for one in events], draft=True).exists()


def test_officers_and_auditors_of_its_public_parties(world: World) -> None:
    """And nobody else, whoever sees the agreement."""
    path, cast = f"agreements/{world.ids['active']}/dossier", world.cast
    expected = {"officer": 201, "officer2": 201, "auditor": 201, "treasurer": 403, "stranger": 404, "nobody": 401}
    found = {role: getattr(cast, role).send("post", path, {}).status_code for role in ROLES}
    assert found == expected
    partner = Client(user("partner"))
    assert "dossier.not_yours" in partner.no(403, "post", path, {})
    assert "dossier.not_yours" in cast.treasurer.no(403, "post", path, {})


def test_a_dossier_begins_with_the_proposal(world: World) -> None:
    cast = world.cast
    draft = registered(cast, reference="KS/77")
    assert cast.officer.no(409, "post", f"agreements/{draft['id']}/dossier", {})["dossier.not_proposed"]
    assert cast.auditor.no(404, "post", f"agreements/{draft['id']}/dossier", {})
    before = {"known_at": "2020-01-01T00:00:00Z"}
    assert "dossier.not_proposed" in cast.officer.no(409, "post", f"agreements/{world.ids['active']}/dossier", before)
    found = files(dossier(cast.auditor, world.ids["proposed"]))
    assert record(found, "2-decisions/decisions.json") == []


@pytest.mark.parametrize(
    ("said", "path"),
    [
        ({"as_of": "2022-13-01"}, "as_of"),
        ({"known_at": "2199-01-01T00:00:00Z"}, "known_at"),
        ({"known_at": "2022-01-01"}, "known_at"),
        ({"known_at": "2022-13-01T00:00:00Z"}, "known_at"),
        ({"known_at": 5}, "known_at"),
        ({"when": "2022-01-01"}, "when"),
    ],
)
def test_clocks_are_read_strictly(world: World, said: Any, path: str) -> None:
    answer = world.cast.officer.send("post", f"agreements/{world.ids['active']}/dossier", said)
    assert (answer.status_code, [one["path"] for one in answer.json()["errors"]]) == (400, [path])
    assert not Export.objects.filter(format="zip").exists()


def test_who_lost_the_right_gets_no_dossier(world: World) -> None:
    """Neither made nor fetched."""
    officer = world.cast.officer
    made = asked(officer, world.ids["active"])
    work_off()
    waiting = asked(officer, world.ids["active"])
    assert officer.who is not None
    Membership.objects.filter(user=officer.who).update(role="reporter")
    assert "export.access_lost" in officer.no(403, "get", f"exports/{made['id']}/content")
    work_off()
    told = officer.ok("get", f"exports/{waiting['id']}")
    assert told["state"] == "failed"
    assert officer.ok("get", f"jobs/{told['job']}")["errors"][0]["code"] == "export.access_lost"


def test_it_is_a_file_as_any_other(world: World) -> None:
    """Its asker's, followed by its job, in the trail with its digest."""
    cast, active = world.cast, world.ids["active"]
    asked_so = asked(cast.auditor, active, as_of="2022-06-30")
    assert (asked_so["list"], asked_so["format"]) == (f"agreements/{active}/dossier", "zip")
    assert asked_so["filters"].keys() == {"as_of", "known_at"}
    work_off()
    told = cast.auditor.ok("get", f"exports/{asked_so['id']}")
    content = fetched(cast.auditor, asked_so["id"])
    assert (told["state"], told["rows"], told["size"]) == ("made", len(files(content)), len(content))
    progress = cast.auditor.ok("get", f"jobs/{told['job']}")["progress"]
    assert progress["done"] == progress["total"] == 8
    assert cast.officer.no(404, "get", f"exports/{asked_so['id']}/content")
    assert AuditEvent.objects.filter(kind="export.made").latest("pk").data["digest"] == told["digest"]
    answer = cast.auditor.get(f"/api/v1/exports/{asked_so['id']}/content")
    assert answer["Content-Type"] == "application/zip"
    assert answer["Content-Disposition"].endswith('.zip"')
    assert Payment.objects.filter(agreement=active).exists()
