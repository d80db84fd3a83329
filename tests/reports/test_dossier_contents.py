"""Papers, amendments, shares and meetings are in a dossier; auditors' notes and drafts' papers are not."""

import hashlib
from collections.abc import Iterator
from typing import Any

import pytest
from django.utils import timezone

from agreements.models import TermsVersion
from office.models import AuditEvent
from reports.models import AttachedContent, Attachment
from reports.services import attachments
from tests.agreements.region import HOST, MEMBERS, amended, answered, decided, municipalities, officer_of
from tests.agreements.sample import active, begun, twin
from tests.agreements.test_meetings import HELD
from tests.cast import VAN, Cast
from tests.contracts.world import World
from tests.reports.dossiers import dossier, files, record, text
from tests.reports.papers import PDF, attached
from tests.reports.test_dossier_proofs import OF_THE_MOMENT
from tests.reports.test_papers import AUDIT, EXCUSED, asking, completed
from tests.reports.test_timeline_amended import agreed, proposed

pytestmark = pytest.mark.django_db
MARKER = "Bara för oss"
Json = dict[str, Any]
BACK = {"comment": "Bilagan?", "due_on": "2199-01-31"}


def own(content: str) -> bytes:
    return PDF + content.encode()


def contents(found: dict[str, bytes]) -> dict[str, bytes]:
    return {path.rpartition("/")[2]: content for path, content in found.items() if path.startswith("4-reports/papers/")}


def test_papers_by_hash_once_with_their_names_as_data(cast: Cast) -> None:
    """Of two versions, of a completion, and none of what is being written."""
    pk, name = asking(cast), "x<b>.pdf"
    path = f"annual-reports/{begun(cast.treasurer, pk)['id']}"
    attached(cast.treasurer, path, content=own("ett"), name=name)
    attached(cast.treasurer, path, "minutes", own("ett"), name="samma.pdf")
    later = {**EXCUSED, "agreement": pk, "complete_on": "2199-01-31"}
    cast.officer.ok("post", "paper-reliefs", later)
    cast.treasurer.ok("post", f"{path}/submit", {})
    assert completed(cast.treasurer, path, AUDIT).status_code == 201
    cast.officer.ok("post", f"{path}/return", BACK)
    attached(cast.treasurer, path, "other", own("två"))
    cast.treasurer.ok("post", f"{path}/submit", {})
    cast.officer.ok("post", f"{path}/return", BACK)
    attached(cast.treasurer, path, "other", own(MARKER), name=f"{MARKER}.pdf")
    for who in (cast.auditor, cast.officer):
        found = files(dossier(who, pk))
        kept = {f"{hashlib.sha256(one).hexdigest()}.pdf": one for one in (own("ett"), PDF, own("två"))}
        assert contents(found) == kept
        rows = record(found, "4-reports/papers.json")
        told = [(one["version"], one["kind"], one["name"]) for one in rows]
        first = [("activity_report", name), ("minutes", "samma.pdf")]
        assert told == [
            *((1, *one) for one in first), *((2, *one) for one in first),
            (2, "other", "Årsberättelse 2020.pdf"), (None, AUDIT, "Årsberättelse 2020.pdf"),
        ]  # fmt: skip
        assert all(hashlib.sha256(found[one["file"]]).hexdigest() == one["sha256"] for one in rows)
        assert rows[-1]["audited_by"] == "Rut Revisor"
        versions = record(found, "4-reports/versions.json")
        assert [[one["file"] for one in each["attachments"]] for each in versions] == [
            [one["file"] for one in rows if one["version"] == number] for number in (1, 2)
        ]
        assert "<td>x&lt;b&gt;.pdf</td>" in found["4-reports/papers.html"].decode()
        assert not [path for path, content in found.items() if MARKER in content.decode() or ".." in path]
        (relief,) = record(found, "2-decisions/paper-reliefs.json")
        assert (relief["paper"], relief["complete_on"], relief["reason"]) == (AUDIT, "2199-01-31", EXCUSED["reason"])


def test_a_content_is_read_some_at_a_time(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attachments, "PIECE", 7)
    made = attached(cast.treasurer, f"annual-reports/{begun(cast.treasurer, active(cast))['id']}")
    found = list(attachments.pieces(made["sha256"]))
    assert (b"".join(found), {len(one) for one in found[:-1]}) == (PDF, {7})
    AttachedContent.objects.all().delete()
    assert list(attachments.pieces(made["sha256"])) == []


def test_what_auditors_note_and_what_is_attached_to_drafts_never_enters(world: World) -> None:
    """Whoever takes it out, the auditors themselves too: notes, samples, observations and events of these."""
    auditor, ids = world.cast.auditor, world.ids
    note, sampled, seen = "Anteckning om mygel", "Stickprovets syfte", "Iakttagelse om kvitto"
    sample = {**world.body("POST", "audit-samples"), "purpose": sampled, "seed": "77"}
    drawn = auditor.ok("post", "audit-samples", sample)
    item = drawn["items"][0]["id"]
    auditor.ok("post", "audit-notes", {"sample": drawn["id"], "item": item, "text": note})
    auditor.ok("post", "audit-observations", {"item": item, "severity": "high", "text": seen})
    attached(world.cast.treasurer, f"annual-reports/{ids['draft_report']}", content=own(MARKER), name=f"{MARKER}.pdf")
    hashed = Attachment.objects.latest("pk").file_id
    events = ("audit_note.", "sample.", "observation.", "report.attached")
    assert all(AuditEvent.objects.filter(kind__startswith=one).exists() for one in events)
    for who in (auditor, world.cast.officer, world.cast.officer2):
        for path, content in files(dossier(who, ids["active"])).items():
            for word in (note, sampled, seen, MARKER, hashed, *events):
                assert word not in content.decode(), (path, word)


def test_amendments_with_answers_and_the_terms_that_came_of_them(cast: Cast) -> None:
    pk = active(cast)
    agreed(cast, proposed(cast, pk, title="Nytt namn", ends_on="2023-12-31"))
    cast.officer.ok("post", f"{proposed(cast, pk, title='Ett tredje')}/withdraw", {})
    found = files(dossier(cast.auditor, pk))
    first, second = record(found, "1-terms/amendments.json")
    told = cast.auditor.ok("get", f"amendments/{first['id']}")
    for name in ("number", "effective_on", "reason", "document", "state", "agreed_on", "changes"):
        assert first[name] == told[name], name
    assert first["sentences"]["en"] == told["sentences"]
    assert first["sentences"]["sv"] == twin(cast.officer, "sv").ok("get", f"amendments/{first['id']}")["sentences"]
    assert [(one["organization"], one["outcome"]) for one in first["answers"]] == [
        (cast.umea.pk, "yes"), (cast.van.pk, "yes"),
    ]  # fmt: skip
    assert (second["state"], second["agreed_on"], second["answers"]) == ("withdrawn", None, [])
    versions = record(found, "1-terms/versions.json")
    assert [(one["amendment"], one["from_on"], one["title"], one["ends_on"]) for one in versions] == [
        (None, None, "Överenskommelse om stöd", "2022-12-31"), (1, "2022-01-01", "Nytt namn", "2023-12-31"),
    ]  # fmt: skip
    assert record(found, "1-terms/terms.json")["title"] == "Överenskommelse om stöd"
    assert record(found, "index.json")["title"] == "Nytt namn"
    page = text(found, "1-terms/amendments.html")
    assert all(sentence in page for sentence in told["sentences"])


def test_every_member_s_share_and_how_it_came_about(cast: Cast) -> None:
    """As the API says it, also of who leaves by an amendment."""
    members = municipalities()
    agreement, host = decided(members), officer_of(members["2480"])
    pk = agreement["id"]

    def compared() -> list[Json]:
        shares: list[Json] = record(files(dossier(host, pk)), "1-terms/shares.json")
        for who, language in ((host, "en"), (twin(host, "sv"), "sv")):
            told = who.ok("get", f"agreements/{pk}/shares?limit=1000")["results"]
            assert [{**one, "formula": one["formula"][language]} for one in shares] == told
        return shares

    assert len(compared()) == 12
    equal = [{"shared_cost": agreement["shared_costs"][0]["id"], "basis": "equal"}]
    leave = [{"organization": MEMBERS["2460"][1]}]
    made = amended(agreement, host, effective_on="2026-07-01", shared_costs=equal, leave=leave)
    assert answered(made, *members.values())["state"] == "agreed"
    shares = compared()
    (left,) = (one for one in shares if one["code"] == "2460")
    assert (left["period"], left["basis"]) == ("2026", "per_capita")
    both = next(one for one in shares if one["code"] == "2401" and one["period"] == "2026")["formula"]["en"]
    assert "inhabitants =" in both.partition(";")[0]
    assert "in equal parts among 5" in both.partition(";")[2]
    assert members["2480"].number == HOST


def _later(cast: Cast, pk: int, path: str) -> Iterator[Any]:
    """What happens after the moment asked about."""
    yield cast.officer.ok("post", f"{path}/return", BACK)
    yield attached(cast.treasurer, path, "other", own("två"))
    yield cast.treasurer.ok("post", f"{path}/submit", {})
    yield cast.treasurer.ok("post", "annual-meetings", {**HELD, "document": "En till"})
    clause = {"report_due": {"value": {"days_after_meeting": 30, "latest": "06-30"}, "clause": "§ 6"}}
    agreed(cast, proposed(cast, pk, title="Nytt namn", effective_on="2021-07-01", conditions=clause))
    yield None


def test_the_same_question_gives_the_same_bytes_after_an_amendment(cast: Cast) -> None:
    pk = active(cast)
    cast.officer.ok("post", "annual-meetings", {**HELD, "organization": VAN})
    path = f"annual-reports/{begun(cast.treasurer, pk)['id']}"
    attached(cast.treasurer, path, content=own("ett"))
    cast.treasurer.ok("post", f"{path}/submit", {})
    waiting = proposed(cast, pk, title="Ett tredje")
    clocks = {"as_of": "2021-06-30", "known_at": timezone.now().isoformat()}
    first = files(dossier(cast.auditor, pk, **clocks))
    assert record(first, "1-terms/amendments.json")[0]["state"] == "proposed"
    for _done in _later(cast, pk, path):
        again = files(dossier(cast.auditor, pk, **clocks))
        assert [*first] == [*again]
        assert {name for name, content in first.items() if again[name] != content} == OF_THE_MOMENT
    cast.officer.ok("post", f"{waiting}/withdraw", {})
    assert TermsVersion.objects.count() == 2
    now = files(dossier(cast.auditor, pk))
    assert len(contents(now)) == 2
    meetings = record(now, "2-decisions/annual-meetings.json")
    assert [one["document"] for one in meetings] == [HELD["document"], "En till"]
    kinds = {one["content"]["kind"] for one in record(now, "7-history/trail.json")}
    assert {"amendment.proposed", "amendment.answered", "amendment.withdrawn", "meeting.reported"} <= kinds
