"""The trail is append-only, and what was changed behind its back is named."""

import io
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from agreements.models import Mandate, Notice, Party
from finance.models import ConsequenceDecision, WriteOff
from office import guards
from office.models import AuditEvent, AuditSeal
from office.services import trail
from reports.models import (
    Attachment,
    DailyStatus,
    FirstApproval,
    PaperCompletion,
    PaperRelief,
    ReportVersion,
    SlipUse,
    VersionSignature,
    VolunteerHours,
)
from tests.agreements.following import followed
from tests.agreements.sample import active, begun, body, half_on_requisition
from tests.agreements.test_mandates import chair
from tests.cast import UMEA, Cast, number, organization
from tests.contracts.bodies import AID, ANSWER, AREA, DECLARED, LEGAL, LETTER, LINKED, POSSIBLE, ROOM, STUDY, terms
from tests.contracts.world import piloted
from tests.finance import association_ledgers as books
from tests.finance.ledgers import explained
from tests.finance.paying import confirmed
from tests.finance.paying import decided as ordered
from tests.reports.papers import attached
from tests.reports.slips import attested, linked, path_of, slip

pytestmark = pytest.mark.both


def audit(act: str, *options: str) -> str:
    out = io.StringIO()
    call_command("audit", act, *options, stdout=out)
    return out.getvalue()


@pytest.fixture
def behind_its_back(cast: Cast) -> Iterator[Any]:
    """Raw SQL with the triggers gone, as somebody with the database's password could; they come back afterwards."""
    guards.remove(connection)

    def execute(sql: str, *values: Any) -> None:
        with connection.cursor() as cursor:
            cursor.execute(sql, values)

    yield execute
    guards.install(connection)


def test_a_whole_trail_holds(cast: Cast) -> None:
    pk = active(cast)
    assert "0 events sealed" in audit("verify")
    events = AuditEvent.objects.count()
    assert audit("seal") == f"Sealed {events} events.\n"
    assert trail.seal() == 0
    cast.officer.ok("post", "payments", {"agreement": pk, "period": "2020", "amount": "1.00"})
    said = audit("verify")
    assert f"The trail holds: {events} events sealed, 1 not yet." in said
    head = AuditSeal.objects.order_by("-sequence")[0].digest
    assert said.endswith(f"Head: {head}\n")
    trail.seal_all()
    assert f"{events + 1} events sealed, 0 not yet" in audit("verify", "--head", head)


def test_a_changed_event_is_named(cast: Cast, behind_its_back: Any) -> None:
    pk = active(cast)
    trail.seal_all()
    changed = AuditEvent.objects.get(kind="agreement.signed")
    behind_its_back("UPDATE office_auditevent SET actor_name = %s WHERE id = %s", "nagon-annan", changed.pk)
    link = AuditSeal.objects.get(event_id=changed.pk).sequence
    with pytest.raises(CommandError) as told:
        audit("verify")
    assert str(told.value) == (
        f"The trail is broken at link {link}, event {changed.pk} (agreement.signed of agreement {pk}): "
        "the event is not as it was sealed. Links before it hold."
    )
    answer = cast.auditor.ok("get", "audit-events/verify")
    assert answer["broken"] == {"sequence": link, "event_id": changed.pk, "reason": "changed"}


@pytest.mark.parametrize(
    ("sql", "reason"),
    [
        ("UPDATE office_auditevent SET data = '{}' WHERE id = %s", "changed"),
        ("DELETE FROM office_auditconcern WHERE event_id = %s", "changed"),
        ("UPDATE office_auditseal SET digest = previous WHERE event_id = %s", "changed"),
        ("UPDATE office_auditseal SET previous = digest WHERE event_id = %s", "link"),
        ("DELETE FROM office_auditseal WHERE event_id = %s", "gap"),
    ],
)
def test_every_kind_of_tampering_is_told_apart(cast: Cast, behind_its_back: Any, sql: str, reason: str) -> None:
    active(cast)
    trail.seal_all()
    event = AuditEvent.objects.get(kind="agreement.decided")
    link = AuditSeal.objects.get(event_id=event.pk).sequence
    behind_its_back(sql, event.pk)
    broken = trail.verify().broken
    assert broken is not None
    assert (broken.sequence, broken.reason) == (link + (reason == "gap"), reason)


def test_a_deleted_event_and_a_cut_end_are_told(cast: Cast, behind_its_back: Any) -> None:
    active(cast)
    trail.seal_all()
    last = AuditSeal.objects.order_by("-sequence")[0]
    behind_its_back("DELETE FROM office_auditconcern WHERE event_id = %s", last.event_id)
    behind_its_back("DELETE FROM office_auditevent WHERE id = %s", last.event_id)
    with pytest.raises(CommandError, match=f"event {last.event_id}: the event has been deleted"):
        audit("verify")
    behind_its_back("DELETE FROM office_auditseal WHERE event_id = %s", last.event_id)
    assert "The trail holds" in audit("verify")  # only a head that was kept elsewhere shows that the end is gone
    with pytest.raises(CommandError, match="its end has been cut or replaced"):
        audit("verify", "--head", last.digest)


def claimed(cast: Cast, pk: int) -> None:
    """A claim with a repayment and a write-off; how one comes about is tested where it lives."""
    party = Party.objects.get(agreement=pk, organization=cast.van)
    said = {"organization": cast.umea, "reason": "x", "body": "KS", "paragraph": "§ 1", "decided_on": "2021-01-01"}
    said |= {"recorded_by": cast.officer.who}
    claim = ConsequenceDecision.objects.create(
        agreement_id=pk, party=party, code="repayment.unspent", period="2020", outcome="claim", computed=2, amount=2,
        due_on="2021-02-01", digest="sha256:", **said,
    )  # fmt: skip
    cast.officer.ok("post", f"claims/{claim.pk}/payments", {"amount": "1.00"})
    WriteOff.objects.create(claim=claim, amount=1, **said)


def reviewed(cast: Cast, pk: int) -> None:
    """Who signs and who reviews: mandates and conflicts of interest with their ends, a rule, a first approval."""
    cast.treasurer.ok("post", "annual-meetings", {"held_on": "2021-03-20", "document": "x"})
    mandate = Mandate.objects.get(pk=cast.treasurer.ok("post", "mandates", chair(organization=None))["id"])
    cast.officer.ok("post", f"mandates/{mandate.pk}/end", {"last_day": "2026-03-20", "minutes": "x"})
    said = {"agreement": pk, "ground": "other"}
    conflict = cast.officer2.ok("post", "conflicts-of-interest", said)["id"]
    cast.officer.ok("post", f"conflicts-of-interest/{conflict}/end", {"reason": "x"})
    cast.officer.ok("post", "second-review-rules", {"organization": UMEA, "above": None, "source": "KS § 1"})
    version, by = ReportVersion.objects.earliest("pk"), {"recorded_by": cast.officer.who}
    FirstApproval.objects.create(version=version, approved_on="2021-01-01", **by)
    signed = {"signed_by": cast.treasurer.who, "signed_at": version.recorded_at}
    VersionSignature.objects.create(version=version, mandate=mandate, **signed)


def audited(cast: Cast) -> None:
    """A sample with an item, a note on it, and an observation that is shared and followed up."""
    own = cast.auditor.ok("get", "audit-assignments")["results"][0]["id"]
    said = {"assignment": own, "list": "payments", "method": "simple", "size": 1}
    drawn = cast.auditor.ok("post", "audit-samples", said)
    item = drawn["items"][0]["id"]
    found = cast.auditor.ok("post", "audit-observations", {"item": item, "severity": "low", "text": "x"})["id"]
    cast.auditor.ok("post", f"audit-observations/{found}/share", {})
    cast.auditor.ok("post", f"audit-observations/{found}/follow-ups", {"text": "x"})
    cast.auditor.ok("post", "audit-notes", {"sample": drawn["id"], "text": "x"})


def relieved(cast: Cast, pk: int) -> None:
    """A paper that may come later, and one that came."""
    party, by = Party.objects.get(agreement=pk, organization=cast.van), {"recorded_by": cast.officer.who}
    decided = {"organization": cast.umea, "decided_on": "2021-01-01", "reason": "x", "body": "KS"}
    PaperRelief.objects.create(agreement_id=pk, party=party, period="2020", paper="minutes", **decided, **by)
    paper = Attachment.objects.earliest("pk")
    PaperCompletion.objects.create(
        report=paper.report, attachment=paper, paper="minutes", received_on="2021-01-01", **by
    )


def amended(cast: Cast, pk: int) -> None:
    """An amendment that an association joins by, agreed to by all; and notice given."""
    notice = {"agreement_id": pk, "organization": cast.umea, "given_on": "2021-01-01", "term_ends_on": "2022-12-31"}
    by = {"recorded_by": cast.officer.who}
    Notice.objects.create(**notice, document="x", **by)
    other = organization(number(91), "Tredje föreningen")
    joins = [{"organization": other.pk, "role": "recipient"}]
    said = {"effective_on": "2022-01-01", "reason": "x", "document": "x", "join": joins}
    path = f"amendments/{cast.officer.ok('post', f'agreements/{pk}/amendments', said)['id']}/answers"
    cast.officer.ok("post", path, {"organization": UMEA, "body": "KS", "paragraph": "§ 1"})
    for one in (cast.van, other):
        cast.officer.ok("post", path, {"organization": one.pk, "signed_by": "Ordföranden"})


def began(cast: Cast, pk: int) -> None:
    """How an agreement came about."""
    letter = cast.officer.ok("post", "initiatives", {**LETTER, "reference": "KS-1"})["id"]
    cast.officer.ok("post", f"initiatives/{letter}/answers", ANSWER)
    cast.officer.ok("post", f"initiatives/{letter}/agreements", {"agreement": pk})
    study = f"feasibility-studies/{cast.officer.ok('post', 'feasibility-studies', STUDY)['id']}"
    area = f"cooperation-areas/{cast.officer.ok('post', f'{study}/areas', AREA)['id']}"
    cast.officer.ok("post", f"{area}/assessments", POSSIBLE)
    cast.officer.ok("post", f"{area}/agreement", {"starts_on": "2020-01-01", "ends_on": "2020-12-31"})
    cast.officer.ok("post", f"{study}/end", {"recommendation": "x", "document": "x"})
    cast.officer.ok("post", "legal-assessments", {"agreement": pk, **LEGAL})
    template = cast.officer.ok("post", "agreement-templates", {"agreement": pk, "title": "x"})["id"]
    drafted = {name: terms("KS/MALL")[name] for name in ("reference", "starts_on", "ends_on", "parties")}
    cast.officer.ok("post", f"agreement-templates/{template}/draft", drafted)
    piloted(cast)


def facts(cast: Cast) -> None:
    """A row in every append-only table."""
    budget = body()["conditions"] | {"appropriation": {"reduces_both": False}}
    pk = active(cast, commitments=half_on_requisition(), conditions=budget)
    cast.officer.patch_current(f"organizations/{cast.umea.pk}", {"name": "Umeå stad"})
    asked = cast.treasurer.ok("post", "requisitions", {"agreement": pk, "period": "2020"})
    cast.treasurer.ok("post", f"requisitions/{asked['id']}/withdraw", {"reason": "x"})
    confirmed(cast)
    ordered(cast, pk, amount="1.00")
    cast.officer.ok("post", "payment-files", {"payer": UMEA})
    report = begun(cast.officer, pk)["id"]
    attached(cast.officer, f"annual-reports/{report}")
    cast.officer.ok("post", f"annual-reports/{report}/submit", {})
    cast.officer.ok("post", f"annual-reports/{report}/approve", {})
    cast.officer.ok("post", "payments", {"agreement": pk, "period": "2020", "amount": "1.00"})
    cast.officer.ok("post", "state-aid-assessments", {"agreement": pk, **AID})
    cast.officer.ok("post", "municipal-support", {"agreement": pk, **ROOM})
    cast.officer.ok("post", "state-aid-declarations", {"organization": cast.van.pk, **DECLARED})
    cast.officer.ok("post", "state-aid-links", {**LINKED, "other": organization(number(79)).pk})
    waiver = {"organization": cast.umea.pk, "party": cast.van.pk, "kind": "co_financing", "period": "2020"}
    waiver |= {"covers": "shortfall", "reason": "x", "body": "KS"}
    cast.officer.ok("post", f"agreements/{pk}/waivers", waiver)
    decided = {"period": "2020", "state": "decided", "body": "KF", "paragraph": "§ 1"}
    cast.officer.ok("post", f"agreements/{pk}/appropriations", decided)
    ledger, _row, said = explained(cast.officer)
    cast.officer.ok("post", f"ledger-imports/{ledger}/withdrawals", {"explanation": said, "reason": "x"})
    claimed(cast, pk)
    amended(cast, pk)
    followed(cast, pk)
    ended = {"document": "KS-1", "reason": "x", "terminated_on": "2021-01-01"}
    cast.officer.ok("post", f"agreements/{pk}/terminate", ended)
    own = books.uploaded(cast.treasurer)["id"]
    books.handed_in(cast.treasurer, own, books.chosen(cast.treasurer, own, pk))
    cast.treasurer.ok("post", "ledger-readings", {"agreement": pk})
    entered = slip(path_of(linked(cast, pk)))
    attested(cast.treasurer, entered)
    hours = VolunteerHours.objects.earliest("pk")
    SlipUse.objects.create(slip=entered, version=hours.version, hours=hours)
    reviewed(cast, pk)
    audited(cast)
    relieved(cast, pk)
    began(cast, pk)
    DailyStatus.objects.create(agreement_id=pk, on="2021-01-01", status="open")
    cast.officer.ok("post", f"organizations/{cast.umea.pk}/public-register", {"state": "open"})
    trail.seal_all()


def test_facts_are_neither_changed_nor_deleted(cast: Cast) -> None:
    facts(cast)
    tables = guards.tables()
    assert {"finance_payment", "reports_reportversion", "reports_volunteerhours", "agreements_decision"} < set(tables)
    keys = {model._meta.db_table: model._meta.pk.column for model in connection.introspection.installed_models(tables)}
    for table in tables:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT count(*) FROM {table}")  # noqa: S608 - our own table names
            assert cursor.fetchone()[0] > 0, f"no row in {table}"
        for sql in (f"UPDATE {table} SET {keys[table]} = {keys[table]}", f"DELETE FROM {table}"):  # noqa: S608
            with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(sql)


def test_an_event_is_read_by_those_whom_it_concerns(cast: Cast) -> None:
    pk = active(cast)
    of_agreement = f"audit-events?subject_type=agreement&subject_id={pk}&ordering=at"
    kinds = [row["kind"] for row in cast.officer2.ok("get", of_agreement)["results"]]
    assert kinds == ["agreement.registered", "agreement.proposed", "agreement.decided", "agreement.signed"]
    assert [row["kind"] for row in cast.treasurer.ok("get", of_agreement)["results"]] == kinds[1:]
    # What tells of a draft is not an auditor's, as the draft is not.
    assert [row["kind"] for row in cast.auditor.ok("get", of_agreement)["results"]] == kinds[1:]
    assert cast.stranger.ok("get", of_agreement)["count"] == 0
    event = cast.officer.ok("get", of_agreement)["results"][2]
    assert event["actor_name"] == "officer"
    assert event["data"]["organization"] == cast.umea.pk
    assert cast.stranger.no(404, "get", f"audit-events/{event['id']}")
    assert cast.auditor.no(405, "post", "audit-events", {})


@pytest.mark.parametrize("who", ["officer", "auditor"])
def test_officers_and_auditors_verify(cast: Cast, who: str) -> None:
    active(cast)
    trail.seal_all()
    answer = getattr(cast, who).ok("get", "audit-events/verify")
    assert answer["broken"] is None
    assert answer["sealed"] == AuditSeal.objects.count()
    assert "audit.not_yours" in cast.treasurer.no(403, "get", "audit-events/verify")
