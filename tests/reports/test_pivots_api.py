"""Pivots through the API: each cell opens the lines that add up to it, and a file has the same figures."""

import io
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.agreements.sample import active, body, registered
from tests.cast import VANNAS, Cast, Client, number, organization
from tests.contracts.bodies import ROOM
from tests.reports.taking_out import asked, fetched, rows, taken_out, work_off
from tests.reports.test_summaries_api import DAY, lived

Json = dict[str, Any]
VALUES = (
    "funding_promised,funding_due,funding_paid,co_financing_promised,co_financing_counted,co_financing_verified,"
    "co_financing_difference,volunteer_hours,municipal_support"
)


def world(cast: Cast) -> None:
    """Two agreements that are reported, one of two municipalities with nothing in it yet, and support in kind."""
    first = lived(cast, "1", "310000.00", "4000.00")
    lived(cast, "2", "400000.00", "5000.00", kind="grant")
    cast.officer.ok("post", "municipal-support", {"agreement": first, **ROOM})
    other = organization(number(5), "Grannar, & vänner").number
    parties = [{"organization": cast.umea.number, "role": "funder"}, {"organization": VANNAS, "role": "funder"}]
    promises = [{**body()["commitments"][0], "party": party["organization"]} for party in parties]
    parties.append({"organization": other, "role": "recipient"})
    cast.vannas.pk  # noqa: B018 - the other municipality is there
    joint = registered(cast, reference="3", parties=parties, commitments=promises, starts_on="2021-01-01")["id"]
    path = f"agreements/{joint}"
    cast.officer.ok("post", f"{path}/propose", {})
    decided = {"outcome": "yes", "decided_on": "2020-12-10", "body": "KS", "paragraph": "§ 1"}
    cast.officer.ok("post", f"{path}/decisions", {"organization": cast.umea.number, **decided})
    cast.stranger.ok("post", f"{path}/decisions", {"organization": VANNAS, **decided})
    signed = {"organization": other, "signed_on": "2020-12-16", "signed_by": "Ordföranden"}
    cast.officer.ok("post", f"{path}/signatures", signed)


def cells(found: Json) -> Iterator[Json]:
    """Every cell that there is, totals included."""
    for row in found["results"]:
        yield from (cell for cell in (*row["cells"], row["total"]) if cell)


def opened(who: Client, cell: Json) -> list[Json]:
    """The lines at a cell's address."""
    lines: list[Json] = who.ok("get", f"{cell['link']}&limit=1000")["results"]
    return lines


def added(lines: list[Json], name: str) -> str | None:
    known = [Decimal(line[name]) for line in lines if line[name] is not None]
    return f"{sum(known):.2f}" if known else None


@pytest.mark.parametrize(
    "sides",
    [
        "rows=municipality&columns=year",
        "rows=association,year&columns=kind",
        "rows=status",
        "rows=kind&columns=municipality,association",
        "rows=year&columns=status&kind=grant",
        "rows=association&columns=kind&year=2020",
    ],
)
def test_every_cell_opens_what_it_sums(cast: Cast, sides: str) -> None:
    world(cast)
    found = cast.auditor.ok("get", f"pivots?{DAY}&{sides}&values={VALUES}")
    checked = 0
    for cell in cells(found):
        lines = opened(cast.auditor, cell)
        assert (len(lines), len({line["agreement"] for line in lines})) == (cell["lines"], cell["agreements"])
        assert cell["values"] == {name: added(lines, name) for name in VALUES.split(",")}
        checked += 1
    assert checked > 1


def test_totals_are_the_summaries(cast: Cast) -> None:
    world(cast)
    found = cast.auditor.ok("get", f"pivots?{DAY}&rows=municipality&columns=year&values={VALUES}")
    summary = cast.auditor.ok("get", f"summaries?{DAY}&group_by=municipality,year")
    told = {
        (row["row"]["municipality"]["key"], keys["year"]["key"]): cell["values"]
        for row in found["results"][:-1]
        for keys, cell in zip(found["column_keys"], row["cells"], strict=True)
        if cell
    }
    groups = {
        (group["group"]["municipality"]["key"], group["group"]["year"]["key"]): group for group in summary["groups"]
    }
    assert set(told) == set(groups)
    groups[None, None], told[None, None] = summary["total"], found["results"][-1]["total"]["values"]
    for place, group in groups.items():
        for kind in ("funding", "co_financing", "volunteer"):
            mine = {name: value for name, value in group[kind].items() if f"{kind}_{name}" in told[place]}
            assert {name: told[place][f"{kind}_{name}"] or "0.00" for name in mine} == mine
        assert (told[place]["municipal_support"] or "0.00") == group["municipal_support"]


def test_what_is_not_there_is_null(cast: Cast) -> None:
    world(cast)
    found = cast.auditor.ok("get", f"pivots?{DAY}&rows=municipality&columns=year&values=funding_paid,volunteer_hours")
    by_name = {row["row"]["municipality"]["name"]: row for row in found["results"][:-1]}
    assert [keys["year"]["key"] for keys in found["column_keys"]] == ["2020", "2021", "2022"]
    assert by_name["Vännäs kommun"]["cells"][0] is None
    assert by_name["Vännäs kommun"]["total"]["values"] == {"funding_paid": "0.00", "volunteer_hours": None}
    assert by_name["Umeå kommun"]["cells"][0]["values"] == {"funding_paid": "3000000.00", "volunteer_hours": "9000.00"}
    assert (found["results"][-1]["row"], found["count"]) == (None, 3)


def test_a_pivot_is_paged_and_its_total_is_of_all(cast: Cast) -> None:
    world(cast)
    path = f"pivots?{DAY}&rows=association,year"
    whole = cast.auditor.ok("get", path)
    pages = [cast.auditor.ok("get", f"{path}&limit=1&offset={place}")["results"][0] for place in range(whole["count"])]
    assert pages == whole["results"]
    total = sum(Decimal(row["total"]["values"]["funding_paid"] or 0) for row in pages[:-1])
    assert total == Decimal(pages[-1]["total"]["values"]["funding_paid"])


def test_everyone_sums_what_they_may_see(cast: Cast) -> None:
    world(cast)
    registered(cast, reference="draft")
    for who, count in (("officer", 3), ("auditor", 3), ("treasurer", 2), ("stranger", 1)):
        found = getattr(cast, who).ok("get", f"pivots?{DAY}&rows=kind")
        assert found["results"][-1]["total"]["agreements"] == count, who
        told = getattr(cast, who).ok("get", f"check-lines?{DAY}&limit=1000")["results"]
        assert len({line["agreement"] for line in told}) == count, who


def test_as_known(cast: Cast) -> None:
    active(cast)
    found = cast.auditor.ok("get", "pivots?rows=year&as_of=2021-06-30&known_at=2020-01-01T00:00:00Z")
    assert found["results"] == [
        {
            "row": None,
            "cells": [],
            "total": {
                "values": {"funding_paid": None},
                "lines": 0,
                "agreements": 0,
                "link": "/api/v1/check-lines?as_of=2021-06-30&known_at=2020-01-01T00%3A00%3A00Z",
            },
        }
    ]


def test_everything_wrong_is_told_at_once(cast: Cast) -> None:
    answer = cast.officer.send(
        "get",
        "pivots?rows=colour&columns=year,year&values=money&as_of=x&known_at=x&kind=x&status=x&year=1&municipality=x"
        "&association=0&size=1",
    )
    assert answer.status_code == 400
    told = {(one["path"], one["code"]) for one in answer.json()["errors"]}
    wrong = ("rows", "columns", "values", "as_of", "known_at", "kind", "status", "year", "municipality", "association")
    assert told == {*((name, "parameter.invalid") for name in wrong), ("size", "parameter.unknown")}
    twice = cast.officer.no(400, "get", "pivots?rows=year,kind&columns=kind,status")["pivot.dimension_twice"]
    assert (twice["path"], twice["actual"]) == ("columns", ["kind"])
    assert cast.officer.no(400, "get", "pivots?columns=municipality")["pivot.dimension_twice"]
    assert set(cast.officer.no(400, "get", "check-lines?year=1&kind=x")) == {"parameter.invalid"}


def test_a_table_is_not_wider_than_it_can_be_read(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    active(cast)
    monkeypatch.setattr("reports.asking.MOST_COLUMNS", 2)
    assert cast.officer.no(400, "get", "pivots?rows=kind&columns=year")["pivot.too_many_columns"]["actual"] == 3


def test_a_pivot_is_taken_out(cast: Cast) -> None:
    world(cast)
    said = {"rows": "municipality", "columns": "year", "values": "funding_paid,co_financing_counted"}
    said["as_of"] = "2021-06-30"
    auditor = cast.auditor
    table = rows(taken_out(auditor, "pivots", **said))
    assert [*table[0]] == [
        "level", "municipality", "municipality_name", "2020_funding_paid", "2020_co_financing_counted",
        "2021_funding_paid", "2021_co_financing_counted", "2022_funding_paid", "2022_co_financing_counted",
        "total_funding_paid", "total_co_financing_counted", "lines", "agreements",
    ]  # fmt: skip
    by_name = {row["municipality_name"]: row for row in table}
    assert [row["level"] for row in table] == ["row", "row", "total"]
    assert by_name["Umeå kommun"]["2020_funding_paid"] == "3000000,00"
    assert by_name["Vännäs kommun"]["2020_funding_paid"] == ""
    assert (by_name[""]["total_funding_paid"], by_name[""]["total_co_financing_counted"]) == (
        "3000000,00",
        "2565000,00",
    )
    export = asked(auditor, "pivots", "xlsx", **said)
    work_off()
    told = auditor.ok("get", f"exports/{export['id']}")
    book = load_workbook(io.BytesIO(fetched(auditor, export["id"])))
    cover = {row[0].value: row[1].value for row in book["Cover"].iter_rows()}
    assert (cover["Rows"], cover["As of"]) == ("3", "2021-06-30")
    assert cover["Digest of the records (SHA-256)"] == told["digest"]
    sheet = book["Pivots"]
    assert [cell.value for cell in sheet[1]][3:5] == ["2020: Funding paid", "2020: Co financing counted"]
    assert sheet.cell(4, 1).value == "Total"
    assert sheet.cell(4, 10).value == 3_000_000
    assert taken_out(auditor, "pivots", "pdf", **said).startswith(b"%PDF")


def test_people_read_words_and_the_file_says_what_cannot_be_singled_out(cast: Cast) -> None:
    world(cast)
    said = {"rows": "kind,status", "columns": "kind", "as_of": "2021-06-30"}
    assert cast.auditor.no(400, "post", "exports", {"list": "pivots", "format": "csv", "filters": said})[
        "pivot.dimension_twice"
    ]["path"] == "filters.columns"  # fmt: skip
    swedish = Client(cast.auditor.who)
    swedish.credentials(**{**vars(swedish)["_credentials"], "HTTP_ACCEPT_LANGUAGE": "sv"})
    content = taken_out(swedish, "pivots", "xlsx", rows="status", columns="kind,association", as_of="2021-06-30")
    (_cover, sheet) = load_workbook(io.BytesIO(content))
    headings = [cell.value for cell in sheet[1]]
    assert headings[1:3] == ["Status", "Föreningsbidrag, Vän i Umeå: Finansiering: Betalt"]
    assert headings[-3:] == ["Totalt: Finansiering: Betalt", "Rader", "Avtal"]
    assert [cell.value for cell in sheet["B"]][1:] == ["Försenad", None]
    assert not {cell.value for row in sheet.iter_rows() for cell in row} & {"overdue", "grant"}


def test_lines_are_a_list_of_their_own(cast: Cast) -> None:
    world(cast)
    several = cast.auditor.ok("get", f"check-lines?{DAY}&association=several&limit=1000")
    assert several["count"] == 0
    found = cast.auditor.ok("get", f"check-lines?{DAY}&municipality={cast.vannas.pk}")
    assert {line["figure"] for line in found["results"]} == {"funding"}
    assert {line["association_name"] for line in found["results"]} == {"Grannar, & vänner"}
    table = rows(taken_out(cast.auditor, "check-lines", as_of="2021-06-30", kind="grant", year="2020"))
    assert {row["figure"]: row["funding_paid"] for row in table} == {"funding": "1500000,00", "co_financing": ""}
