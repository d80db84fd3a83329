"""A copy of the trail that was taken out shows later what was changed, also where the chain was sealed anew."""

import hashlib
import io
import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError
from openpyxl import load_workbook

from office.clock import SWEDEN, today
from office.models import AuditConcern, AuditEvent, AuditSeal, User
from office.services import trail
from tests.agreements.sample import active
from tests.cast import Cast
from tests.office.test_trail import audit, behind_its_back  # noqa: F401 - a fixture
from tests.reports.taking_out import asked, fetched, rows, taken_out, work_off

pytestmark = pytest.mark.both

FORMS = ["csv", "jsonl"]


def kept(cast: Cast, folder: Path, form: str, **filters: Any) -> str:
    """A copy that the auditor has taken out."""
    path = folder / f"trail.{form}"
    path.write_bytes(taken_out(cast.auditor, "audit-events", form, **filters))
    return str(path)


@pytest.fixture(autouse=True)
def _auditor(cast: Cast) -> None:
    """To sign in is an event: it comes before the others."""
    assert cast.auditor.who


def events(content: bytes) -> list[dict[str, Any]]:
    return [json.loads(line) for line in content.splitlines()]


def sealed_anew(behind: Any, first: int) -> None:
    """Everything from a link on gets new hashes, as somebody with the database's password could."""
    behind("DELETE FROM office_auditseal WHERE sequence >= %s", first)
    trail.seal_all()


@pytest.mark.parametrize("form", FORMS)
def test_a_whole_trail_has_its_copy(cast: Cast, tmp_path: Path, form: str) -> None:
    pk = active(cast)
    trail.seal_all()
    seen = AuditEvent.objects.filter(draft=False, concerns__organization=cast.umea)
    sealed = seen.count()
    cast.officer.ok("post", "payments", {"agreement": pk, "period": "2020", "amount": "1.00"})
    new = seen.count() - sealed
    path = kept(cast, tmp_path, form)
    trail.seal_all()
    told = f"It has the copy: {sealed} events as they were, {new} that had no seal then."
    assert sealed > new > 0
    assert told in audit("verify", "--copy", path)


@pytest.mark.parametrize("form", FORMS)
def test_a_changed_event_that_was_sealed_anew_is_named(
    cast: Cast,
    tmp_path: Path,
    form: str,
    behind_its_back: Any,  # noqa: F811
) -> None:
    active(cast)
    trail.seal_all()
    path = kept(cast, tmp_path, form, kind="agreement.signed")
    changed = AuditEvent.objects.get(kind="agreement.decided")
    signed = AuditEvent.objects.get(kind="agreement.signed")
    first, link = (AuditSeal.objects.get(event_id=one.pk).sequence for one in (changed, signed))
    behind_its_back("UPDATE office_auditevent SET actor_name = %s WHERE id = %s", "nagon-annan", changed.pk)
    with pytest.raises(CommandError, match=f"broken at link {first}, event {changed.pk}"):
        audit("verify", "--copy", path)
    sealed_anew(behind_its_back, first)
    assert "The trail holds" in audit("verify")
    with pytest.raises(CommandError) as told:
        audit("verify", "--copy", path)
    now = AuditSeal.objects.get(event_id=signed.pk).digest
    line = 2
    said = (
        f"from event {signed.pk} on (agreement.signed, link {link}, line {line} of the copy): the chain has {now} there"
    )
    assert said in str(told.value)


def test_the_row_that_was_tampered_with_is_named(cast: Cast, tmp_path: Path, behind_its_back: Any) -> None:  # noqa: F811
    active(cast)
    trail.seal_all()
    path = kept(cast, tmp_path, "csv", ordering="at")
    changed = AuditEvent.objects.get(kind="agreement.decided")
    behind_its_back("UPDATE office_auditevent SET data = '{}' WHERE id = %s", changed.pk)
    sealed_anew(behind_its_back, AuditSeal.objects.get(event_id=changed.pk).sequence)
    with pytest.raises(CommandError, match=rf"from event {changed.pk} on \(agreement.decided, "):
        audit("verify", "--copy", path)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    ("before", "after", "member"),
    [(b"2019-12-10", b"2019-12-11", "data"), (b"officer", b"nobody", "actor_name"), (b"agreement.dec", b"x", "kind")],
)
def test_a_copy_that_was_changed_is_no_copy(
    cast: Cast, tmp_path: Path, form: str, before: bytes, after: bytes, member: str
) -> None:
    """Its hashes are those of the chain, but not of what it says."""
    active(cast)
    trail.seal_all()
    path = Path(kept(cast, tmp_path, form, kind="agreement.decided"))
    assert before in path.read_bytes()
    path.write_bytes(path.read_bytes().replace(before, after))
    decided = AuditEvent.objects.get(kind="agreement.decided")
    with pytest.raises(CommandError, match=rf"Of event {decided.pk} \(.* says otherwise than the trail: {member}\."):
        audit("verify", "--copy", str(path))


@pytest.mark.parametrize("form", FORMS)
def test_an_event_that_was_not_sealed_then_and_is_gone_is_told(cast: Cast, tmp_path: Path, form: str) -> None:
    active(cast)
    path = Path(kept(cast, tmp_path, form, kind="agreement.decided"))
    decided = AuditEvent.objects.get(kind="agreement.decided").pk
    separator = {"csv": b"%d;", "jsonl": b'"id":%d,'}[form]
    path.write_bytes(path.read_bytes().replace(separator % decided, separator % (decided + 999)))
    with pytest.raises(CommandError, match=rf"Of event {decided + 999} .* tells of what the trail does not have"):
        audit("verify", "--copy", str(path))


@pytest.mark.parametrize("form", FORMS)
def test_who_is_called_like_a_formula_has_their_copy(cast: Cast, tmp_path: Path, form: str) -> None:
    active(cast)
    person = User.objects.create_user("@anna")
    trail.record("agreement.seen", by=person, subject=cast.umea, concerns=[cast.umea.pk], data={"=a": "+b"})
    trail.seal_all()
    assert "1 events as they were" in audit("verify", "--copy", kept(cast, tmp_path, form, kind="agreement.seen"))


def test_a_cut_end_is_told_by_the_copy_and_by_its_head(
    cast: Cast,
    tmp_path: Path,
    behind_its_back: Any,  # noqa: F811
) -> None:
    active(cast)
    trail.seal_all()
    whole, head = kept(cast, tmp_path, "csv"), kept(cast, tmp_path, "jsonl", kind="agreement.proposed")
    last = AuditSeal.objects.order_by("-sequence")[0]
    behind_its_back("DELETE FROM office_auditseal WHERE sequence = %s", last.sequence)
    with pytest.raises(CommandError, match="the chain has nothing there now"):
        audit("verify", "--copy", whole)
    with pytest.raises(CommandError, match="head that was kept is not in the chain"):
        audit("verify", "--copy", head)


def test_a_file_says_where_the_chain_stood(cast: Cast) -> None:
    active(cast)
    trail.seal_all()
    trail.record("agreement.seen", by=None, subject=cast.umea, concerns=[cast.umea.pk])
    now = trail.head()
    assert (now.sealed, now.unsealed) == (AuditSeal.objects.count(), 1)
    content = taken_out(cast.auditor, "audit-events", "jsonl")
    told, *lines = events(content)
    assert told == {"told": {"head": now.head, "sealed": now.sealed, "unsealed": now.unsealed}}
    export = cast.auditor.ok("get", "exports")["results"][0]
    assert hashlib.sha256(content.partition(b"\n")[2]).hexdigest() == export["digest"]
    seals = {seal.event_id: [seal.sequence, seal.digest] for seal in AuditSeal.objects.all()}
    assert {one["id"]: [one["sequence"], one["digest"]] for one in lines if one["digest"]}.items() <= seals.items()
    assert [one["sequence"] for one in lines if one["kind"] == "agreement.seen"] == [None]
    export = asked(cast.auditor, "audit-events", "xlsx")
    work_off()
    book = load_workbook(io.BytesIO(fetched(cast.auditor, export["id"])))
    cover = {row[0].value: row[1].value for row in book["Cover"].iter_rows()}
    assert cover["Head"] == trail.head().head
    assert {"Sealed", "Unsealed", "Filter", "Digest of the records (SHA-256)"} <= set(cover)
    assert b"told" not in taken_out(cast.treasurer, "audit-events", "jsonl").splitlines()[0]


def test_lines_of_json_are_the_records_of_any_list(cast: Cast) -> None:
    pk = active(cast)
    (one,) = events(taken_out(cast.auditor, "agreements", "jsonl"))
    shown = cast.auditor.ok("get", f"agreements/{pk}")
    assert one == {name: value for name, value in shown.items() if name != "actions"}
    parts = events(taken_out(cast.auditor, "agreements", "jsonl", "parties"))
    assert [(part["agreement_id"], part["role"]) for part in parts] == [(pk, "funder"), (pk, "recipient")]


def test_the_trail_is_filtered(cast: Cast) -> None:
    pk = active(cast)
    day = today()

    def found(**said: Any) -> set[str]:
        query = "&".join(f"{name}={value}" for name, value in said.items())
        return {one["kind"] for one in cast.officer.ok("get", f"audit-events?limit=1000&{query}")["results"]}

    assert found(actor="officer", subject_type="agreement") >= {"agreement.signed", "agreement.decided"}
    assert found(actor="treasurer") == set()
    assert found(organization=cast.van.pk, subject_id=pk) >= {"agreement.proposed"}
    assert "agreement.registered" not in found(organization=cast.van.pk)
    assert found(organization=cast.vannas.pk) == set()
    assert found(at_from=day, at_to=day) == found()
    assert found(at_from=day + timedelta(days=1)) == found(at_to=day - timedelta(days=1)) == set()
    assert set(cast.officer.no(400, "get", "audit-events?at_from=x&organization=y")) == {"parameter.invalid"}
    assert {row["kind"] for row in rows(taken_out(cast.officer, "audit-events", actor="officer"))} == found(
        actor="officer"
    )


def test_a_day_is_a_day_in_sweden(cast: Cast) -> None:
    """Half past midnight of 1 July is still 30 June in UTC."""
    for hour, minute in ((23, 59), (0, 30)):
        at = datetime(2026, 6, 30 if hour else 1, hour, minute, tzinfo=SWEDEN)
        at = at if hour else at.replace(month=7)
        made = AuditEvent.objects.create(at=at, kind=f"seen.at{hour}", subject_type="x", subject_id=1)
        AuditConcern.objects.create(event=made, organization=cast.umea)
    kinds = [
        [one["kind"] for one in cast.officer.ok("get", f"audit-events?subject_type=x&{day}")["results"]]
        for day in ("at_to=2026-06-30", "at_from=2026-07-01")
    ]
    assert kinds == [["seen.at23"], ["seen.at0"]]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "there is no event in it"),
        (b"\xff\xfe", "neither CSV nor lines of JSON"),
        (b"{not json", "neither CSV nor lines of JSON"),
        (b"[1]\n", "there is no event in it"),
        (b'{"told": {"head": "x"}}\n3\n', "line 2 is no event"),
        (b"id;kind\n1;x\n", "line 2 is no event"),
        (b"id;kind;sequence;digest\n1;x;2;\n", "line 2 has a place without a hash"),
        (b"id;kind;sequence;digest\n1;x;;abc\n", "line 2 has a place without a hash"),
        (b"id;kind;sequence;digest\n1;x;;\n", "line 2 does not say when who did what"),
        (b"id;at;actor_name;kind;subject_type;subject_id;data;sequence;digest\n1;x;;x;x;1;{;;\n", "does not say when"),
    ],
)
def test_what_is_no_copy_is_said(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "copy"
    path.write_bytes(content)
    with pytest.raises(CommandError, match=said):
        audit("verify", "--copy", str(path))
    with pytest.raises(CommandError, match="cannot be used"):
        audit("verify", "--copy", str(tmp_path / "gone"))
