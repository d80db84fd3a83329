"""What was frozen is checked again from its facts alone, and whatever was altered behind our back is told."""

import io
import zlib
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import translation

from office import canon, guards
from reports.code_version import code_version
from reports.models import AnnualReport, AttachedContent, ReportFreeze
from reports.models.freezes import APPROVED, HANDED_IN
from reports.services.rechecking import recheck
from tests.agreements.sample import WHY, active, begun
from tests.cast import Cast
from tests.reports.papers import PDF, attached

PAID = {"period": "2020", "amount": "750000.00", "paid_on": "2020-01-31"}
Alter = Callable[..., None]


def approved(cast: Cast) -> tuple[int, int]:
    """An agreement with a payment, and its report: received in March, approved in April 2021."""
    pk = active(cast)
    cast.officer.ok("post", "payments", {"agreement": pk, **PAID})
    report = begun(cast.officer, pk)["id"]
    cast.officer.ok("post", f"annual-reports/{report}/submit", {"received_on": "2021-03-15"})
    cast.officer.ok("post", f"annual-reports/{report}/approve", {"approved_on": "2021-04-20"})
    return pk, int(report)


def told(*arguments: Any) -> tuple[str, str]:
    """What the command says, and how it ends."""
    out = io.StringIO()
    try:
        call_command("recheck", *map(str, arguments), stdout=out)
    except CommandError as error:
        return out.getvalue(), str(error)
    return out.getvalue(), ""


@pytest.fixture
def altered(cast: Cast) -> Iterator[Alter]:
    """Change a frozen content with the triggers gone, as somebody with the database's password could: `reseal` takes
    the digest anew."""
    guards.remove(connection)

    def alter(change: Callable[[Any], Any], moment: str = APPROVED, reseal: bool = False) -> None:
        row = ReportFreeze.objects.get(moment=moment)
        kept = row.kept
        change(kept)
        text = canon.text(kept)
        row.content = zlib.compress(text)
        row.digest = canon.digest(text) if reseal else row.digest
        row.save()

    yield alter
    guards.install(connection)


def paid_less(kept: Any) -> None:
    kept["facts"]["payments"][0]["amount"] = "700000.00"


@pytest.mark.both
def test_years_later_the_same_digest(cast: Cast) -> None:
    """Whatever has become of the rows since: only what was frozen is read."""
    pk, report = approved(cast)
    cast.officer.ok("post", "payments", {"agreement": pk, **PAID, "amount": "5.00"})
    cast.officer.patch_current(f"organizations/{cast.umea.pk}", {"name": "Umeå stad"})
    said, failure = told(report, 1)
    assert failure == ""
    handed, done = ReportFreeze.objects.all()
    for one, words in ((handed, "handed in, checked as of 2021-03-15"), (done, "approved, checked as of 2021-04-20")):
        assert f"Version 1 of report {report} (KS-2019/00714, 2020), frozen at " in said
        assert f"when it was {words}" in said
        assert f"it has its digest {one.digest}" in said
        assert f"give the same digest: {one.check_digest}" in said
    assert f"Program then {one.code['version']}" in said
    assert said.count("now the same.") == 2
    assert told(report) == (said, "")


def test_another_program_is_named(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its digest of the facts must be the same; which program gave it then and gives it now is told."""
    _pk, report = approved(cast)
    other = code_version()._replace(version="99.0", commit="f" * 40, digest="sha256:other")
    monkeypatch.setattr("reports.services.rechecking.code_version", lambda: other)
    said, failure = told(report)
    assert failure == ""
    assert said.count("; now 99.0, commit ffffffffffff, check sha256:other, holidays ") == 2


def test_a_correction_is_a_version_of_its_own(cast: Cast) -> None:
    _pk, report = approved(cast)
    path = f"annual-reports/{report}"
    cast.treasurer.ok("post", f"{path}/correct", WHY)
    cast.treasurer.patch_current(path, {"narrative": "Rättad."})
    cast.treasurer.ok("post", f"{path}/submit", {})
    assert [line.split(" of ")[0] for line in told(report)[0].splitlines() if line.startswith("Version")] == [
        "Version 1", "Version 1", "Version 2",
    ]  # fmt: skip
    assert told(report, 2)[0].count("Version") == 1


def test_the_api_tells_the_same(cast: Cast) -> None:
    _pk, report = approved(cast)
    for who in (cast.officer, cast.auditor, cast.treasurer):
        answer = who.ok("get", f"annual-reports/{report}/recheck")
        assert answer["holds"]
        assert [(one["version"], one["moment"], one["same"]) for one in answer["versions"]] == [
            (1, HANDED_IN, True), (1, APPROVED, True),
        ]  # fmt: skip
        assert all(one["check_digest"] == one["check_digest_now"] for one in answer["versions"])
    one = cast.auditor.ok("get", f"annual-reports/{report}/versions")["results"][0]["frozen"][0]
    assert {name: answer["versions"][0][name] for name in one} == one
    assert "version.unknown" in cast.auditor.no(400, "get", f"annual-reports/{report}/recheck?version=2")
    assert cast.stranger.no(404, "get", f"annual-reports/{report}/recheck")


def test_altered_facts_are_told_figure_by_figure(cast: Cast, altered: Alter) -> None:
    _pk, report = approved(cast)
    altered(paid_less)
    said, failure = told(report)
    assert failure == "1 of 2 frozen versions are not as they were frozen."
    assert "WHAT IS KEPT HAS BEEN ALTERED" in said
    assert "give ANOTHER DIGEST" in said
    assert "periods[2020].lines[funding/Umeå kommun/" in said
    assert '.counted: "750000.00" then, "700000.00" now' in said
    assert "findings[payment.late/2020/Umeå kommun].actual" in said
    assert "THE TRAIL TELLS NO SUCH DIGEST" not in said
    answer = cast.auditor.ok("get", f"annual-reports/{report}/recheck?version=1")
    handed, done = answer["versions"]
    assert (answer["holds"], handed["holds"], done["holds"], done["intact"], done["same"]) == (
        False, True, False, False, False,
    )  # fmt: skip


@pytest.mark.both
def test_who_takes_the_digest_anew_is_told_by_the_trail(cast: Cast, altered: Alter) -> None:
    """Facts, answer and digests altered together give the same digest again: the trail knows another."""
    _pk, report = approved(cast)
    altered(lambda kept: kept["content"].update(narrative="Något annat."), reseal=True)
    said, failure = told(report, 1)
    assert failure
    assert "WHAT IS KEPT HAS BEEN ALTERED" not in said
    assert "THE TRAIL TELLS NO SUCH DIGEST" in said
    assert 'narrative: "Något annat." then' in said


def test_altered_rows_of_the_version_are_told(cast: Cast, altered: Alter) -> None:
    _pk, report = approved(cast)
    hours = ReportFreeze.objects.latest("pk").version.hours.get()
    hours.hours = "4001.00"
    hours.save()
    said, failure = told(report)
    assert failure == "2 of 2 frozen versions are not as they were frozen."
    assert '.hours: "4000.00" then, "4001.00" now' in said
    assert said.count("give the same digest") == 2


def test_a_paper_with_other_bytes_is_told_and_not_sent(cast: Cast, altered: Alter) -> None:
    path = f"annual-reports/{begun(cast.treasurer, active(cast))['id']}"
    pk = attached(cast.treasurer, path)["id"]
    cast.treasurer.ok("post", f"{path}/submit", {})
    assert told(path.rpartition("/")[2])[1] == ""
    AttachedContent.objects.update(content=PDF + b" ")
    said, failure = told(path.rpartition("/")[2])
    assert failure == "1 of 1 frozen versions are not as they were frozen."
    assert "THE PAPER Årsberättelse 2020.pdf is kept with other bytes" in said
    assert "attachment.altered" in cast.auditor.no(409, "get", f"{path}/attachments/{pk}/content")
    answer = cast.auditor.ok("get", f"{path}/recheck")
    assert (answer["holds"], answer["versions"][0]["papers"]) == (False, ["Årsberättelse 2020.pdf"])


def test_what_was_frozen_and_is_gone_is_told(cast: Cast, altered: Alter) -> None:
    _pk, report = approved(cast)
    digest = ReportFreeze.objects.get(moment=HANDED_IN).digest
    ReportFreeze.objects.filter(moment=HANDED_IN).delete()
    said, failure = told(report)
    assert failure == "1 of 2 frozen versions are not as they were frozen."
    assert f"Version 1: WHAT WAS FROZEN when it was handed in IS GONE: {digest}." in said
    ReportFreeze.objects.all().delete()
    assert told(report, 1)[1] == "2 of 2 frozen versions are not as they were frozen."
    answer = cast.officer.ok("get", f"annual-reports/{report}/recheck")
    assert (answer["holds"], [one["moment"] for one in answer["gone"]]) == (False, ["approved", "handed_in"])


def test_what_an_earlier_program_did_not_freeze_is_no_difference(cast: Cast, altered: Alter) -> None:
    """Papers that come afterwards were not frozen at first."""
    _pk, report = approved(cast)
    altered(lambda kept: kept.pop("completions"))
    assert [one.rows for one in recheck(AnnualReport.objects.get(pk=report))] == [(), ()]


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda kept: kept["facts"].pop("payments"), "UnreadableError: AgreementFacts lacks 'payments'"),
        (lambda kept: kept["facts"]["versions"][0].update(party=0), "CANNOT BE CHECKED"),
        (lambda kept: kept.pop("check"), "it is no JSON of this form"),
    ],
)
def test_facts_that_are_none_are_told_and_no_traceback(cast: Cast, altered: Alter, change: Any, why: str) -> None:
    _pk, report = approved(cast)
    altered(change)
    said, failure = told(report)
    assert failure
    assert why in said


def test_facts_of_an_earlier_program_are_read(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """It knew no support, no books and no orders: what it left out has its default, and the digest is the same."""
    write = canon.written

    def fewer(kind: Any, value: Any) -> Any:
        found = write(kind, value)
        return {name: said for name, said in found.items() if name not in ("support", "books", "orders", "others")}

    with monkeypatch.context() as earlier:
        earlier.setattr(canon, "written", fewer)
        _pk, report = approved(cast)
    assert "orders" not in ReportFreeze.objects.latest("pk").kept["facts"]
    said, failure = told(report)
    assert failure == ""
    assert said.count("give the same digest") == 2


def test_a_program_that_tells_more_is_told(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its digest is another, though no figure is."""
    _pk, report = approved(cast)
    monkeypatch.setattr("reports.services.rechecking.digest", lambda _result: "sha256:of-more")
    said, failure = told(report)
    assert failure
    assert "ANOTHER DIGEST: sha256:of-more" in said
    assert said.count("this program tells more than was told then") == 2


def test_what_cannot_be_asked(cast: Cast) -> None:
    pk = active(cast)
    report = begun(cast.officer, pk)["id"]
    assert told(report + 1) == ("", f"There is no report {report + 1}.")
    assert told(report)[1].startswith("Nothing of it is frozen: ")
    with translation.override("sv"):  # whoever runs it: the command speaks English
        assert told(report, 1) == ("", "Version 1 has not been handed in.")
    assert "version.not_frozen" in cast.officer.no(409, "get", f"annual-reports/{report}/recheck")
    cast.officer.ok("post", f"annual-reports/{report}/submit", {})
    assert told(report, -1) == ("", "Version -1 has not been handed in.")
    assert told(report, 1)[1] == ""
