"""Lists as files: complete, the same rows as the list, and the same bytes for the same question."""

import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from office.clock import today
from reports.models import Export
from reports.services import exports
from tests.contracts.world import World
from tests.reports.taking_out import asked, mine, noted, rows, taken_out

pytestmark = [pytest.mark.django_db, pytest.mark.both]


def test_a_file_has_the_rows_of_the_list(world: World) -> None:
    noted(world, "ett", "två; tre", 'fyra "fem"', "sex\nsju")
    auditor = world.cast.auditor
    listed = auditor.ok("get", "payments?limit=1000&ordering=paid_on")["results"]
    found = rows(taken_out(auditor, "payments", ordering="paid_on"))
    assert len(found) == len(listed) == 5
    for row, one in zip(found, listed, strict=True):
        assert row["id"] == str(one["id"])
        assert row["amount"] == one["amount"].replace(".", ",")
        assert (row["paid_on"], row["note"], row["recorded_at"]) == (one["paid_on"], one["note"], one["recorded_at"])
        assert (row["corrects"], row["recipient_name"]) == ("", "Vän i Umeå")
        assert row["agreement_reference"] == "KS/1"
        assert "actions" not in row


def test_filters_are_the_list_s_own(world: World) -> None:
    officer = world.cast.officer
    assert [row["id"] for row in rows(taken_out(officer, "agreements", state=["draft"]))] == [str(world.ids["draft"])]
    both = rows(taken_out(officer, "agreements", state=["draft", "active"]))
    assert {int(row["id"]) for row in both} == {world.ids[name] for name in ("draft", "active", "asking", "pilot")}
    wrong = officer.no(
        400, "post", "exports", {"list": "payments", "format": "csv", "filters": {"perod": "1", "limit": 5}}
    )
    assert wrong["parameter.unknown"]["path"] == "filters.perod"
    assert wrong["export.never_cut"]["path"] == "filters.limit"
    wrong = officer.no(400, "post", "exports", {"list": "payments", "format": "csv", "filters": {"recipient": "x"}})
    assert wrong["parameter.invalid"]["path"] == "filters.recipient"
    assert not Export.objects.filter(format="csv", made_at__isnull=True).exists()


@pytest.mark.parametrize(
    "address", ["paymentz", "agreements/1", "../admin", "audit-events/verify", "api-info", "docs", ""]
)
def test_only_lists_are_taken_out(world: World, address: str) -> None:
    answer = world.cast.officer.send("post", "exports", {"list": address, "format": "csv"})
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["path"] == "list"


def test_lists_in_records_are_tables_of_their_own(world: World) -> None:
    officer = world.cast.officer
    of_both = rows(taken_out(officer, "agreements", table="commitments.components", state=["active"]))
    assert {int(row["agreement_id"]) for row in of_both} == {world.ids["active"], world.ids["asking"]}
    found = [row for row in of_both if row["agreement_id"] == str(world.ids["active"])]
    assert [(row["kind"], row["amount"]) for row in found] == [
        ("volunteer_time", "150000,00"),
        ("own_cash", "50000,00"),
    ]
    (check,) = (
        row for row in officer.ok("get", "commitment-checks")["results"] if row["agreement"] == world.ids["active"]
    )
    lines = [line for period in check["periods"] for line in period["lines"]]
    found = rows(taken_out(officer, "commitment-checks", table="periods.lines"))
    mine = [row for row in found if row["agreement"] == str(world.ids["active"])]
    assert [row["counted"].replace(",", ".") for row in mine] == [line["counted"] or "" for line in lines]
    assert [row["explanation"] for row in mine] == [line["explanation"] for line in lines]
    wrong = officer.no(400, "post", "exports", {"list": "agreements", "format": "csv", "table": "partis"})
    assert "parties" in wrong["export.unknown_table"]["expected"]


def test_the_same_question_gives_the_same_bytes(world: World) -> None:
    """Whoever asks and whenever; a workbook's records too."""
    moment = timezone.now().isoformat()
    asked_so = {"as_of": "2022-06-30", "known_at": moment}
    first, second = (
        taken_out(who, "commitment-checks", **asked_so) for who in (world.cast.officer, world.cast.auditor)
    )
    assert first == second
    noted(world, "senare")
    assert taken_out(world.cast.auditor, "commitment-checks", **asked_so) == first
    digests = {row["format"]: row["digest"] for row in mine(world.cast.auditor)}
    taken_out(world.cast.auditor, "commitment-checks", "xlsx", **asked_so)
    assert mine(world.cast.auditor)[0]["digest"] == digests["csv"]


def test_as_of_is_written_down_where_a_list_has_it(world: World) -> None:
    assert set(asked(world.cast.auditor, "claims")["filters"]) == {"as_of"}
    assert asked(world.cast.auditor, "claims", as_of="2022-06-30")["filters"] == {"as_of": "2022-06-30"}
    assert asked(world.cast.auditor, "commitment-checks")["filters"] == {"as_of": f"{today()}"}
    wrong = {"list": "commitment-checks", "format": "csv", "filters": {"as_of": "yesterday", "status": "sad"}}
    refused = world.cast.auditor.send("post", "exports", wrong)
    assert [one["path"] for one in refused.json()["errors"]] == ["filters.as_of", "filters.status"]
    assert asked(world.cast.auditor, "payments")["filters"] == {}


def test_as_many_queries_for_a_row_more(world: World) -> None:
    def counted() -> int:
        export = Export.objects.get(pk=asked(world.cast.auditor, "payments")["id"])
        with io.BytesIO() as file, CaptureQueriesContext(connection) as queries:
            exports.write(export, file, lambda _done, _total: None)
        return len(queries)

    few = counted()
    noted(world, *map(str, range(50)))
    assert counted() == few
