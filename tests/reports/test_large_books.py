"""Books of many rows: the database adds them up, to the öre, and a request holds only what it tells."""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agreements.models import Agreement
from finance.models import LedgerHandIn, LedgerRow
from finance.reconciliation import Entry, Span, behind, figures
from finance.reconciliation.coverage import coverage
from finance.reconciliation.keeping import as_json
from finance.reconciliation.sums import counting
from finance.selectors.reconciliations import books_of
from tests.cast import Cast
from tests.contracts.bodies import DECISION, SIGNATURE, terms
from tests.finance.association_ledgers import chosen, handed_in, uploaded
from tests.finance.ledgers import work_off

pytestmark = pytest.mark.both

YEAR = Span(date(2020, 1, 1), date(2020, 12, 31))
ACCOUNTS = ("3010", "3985", "3987", "5010", "6110", "8310", "2990")
CODES = ("books.grants", "books.opening", "books.own_cash", "books.income", "books.costs", "books.shared_costs")
OURS = [["6", "P01"]]


def large(cast: Cast, many: int) -> tuple[int, list[LedgerRow]]:
    """An agreement with a year's books by object, account and series, and so many rows more, half of them answered by a
    later hand-in of the autumn.
    """
    pk: int = cast.officer.ok("post", "agreements", terms("KS/L"))["id"]
    for act, said in (("propose", {}), ("decisions", DECISION), ("signatures", SIGNATURE)):
        cast.officer.ok("post", f"agreements/{pk}/{act}", said)
    ledger = uploaded(cast.treasurer)["id"]
    choice = chosen(cast.treasurer, ledger, pk, series=["A"])
    for autumn in ({}, {"starts_on": "2020-08-15"}):
        handed_in(cast.treasurer, ledger, choice, **autumn)
    work_off()
    rows = list(_rows([one.pk for one in LedgerHandIn.objects.order_by("pk")], many, random.Random(many)))  # noqa: S311 - no secret
    LedgerRow.objects.bulk_create(rows, batch_size=500)
    return pk, list(LedgerRow.objects.order_by("pk"))


def _rows(hand_ins: list[int], many: int, drawn: random.Random) -> Iterator[LedgerRow]:
    """Amounts that no sum of binary fractions gets right."""
    for line in range(many):
        account, alone = drawn.choice(ACCOUNTS), drawn.random() < 0.3
        yield LedgerRow(
            hand_in_id=drawn.choice(hand_ins),
            series=drawn.choice("AB"),
            number=str(line),
            date=YEAR.starts_on + timedelta(drawn.randrange(366)),
            account=account,
            account_name=f"Konto {account}",
            objects_named=[] if alone or drawn.random() < 0.2 else OURS,
            amount=Decimal(drawn.choice((10, 20, 9_999_999_999_999)) * drawn.choice((1, -1))) / 100,
            without_object=alone,
            line=line + 1000,
        )


def each(rows: list[LedgerRow]) -> Iterator[Entry]:
    """Row by row, what counts of them: income or cost of another object counts only where its series was chosen."""
    for row in rows:
        foreign = not (row.without_object or row.objects_named or row.series == "A")
        if not foreign or row.account.startswith("2"):
            yield Entry(
                row.hand_in_id, f"{row.series} {row.number}".strip(), row.date, row.account, row.account_name,
                row.amount, row.without_object, row.line, foreign,
            )  # fmt: skip


@pytest.mark.django_db
def test_sums_by_the_database_are_those_of_the_rows_to_the_ore(cast: Cast) -> None:
    pk, rows = large(cast, 3000)
    books = books_of(Agreement.objects.get(pk=pk), cast.van.pk, [YEAR])
    found = books.of(YEAR)
    entries = list(each(rows))
    assert as_json(found) == as_json(figures(YEAR, books.books, entries, books.means))
    assert any(one.foreign for one in books.entries)
    assert len(books.entries) <= 2 * 3 * 3 * len(ACCOUNTS)  # hand-ins, spans, own, shared or foreign
    counted = counting(entries, coverage(YEAR, books.books))
    for code in CODES:
        whole = behind(code, found, counted, books.means)
        told = books.behind(code, YEAR, found)
        assert (told.many, told.first(50)) == (len(whole), whole[:50]), code


@pytest.mark.django_db
def test_a_request_asks_as_often_and_tells_as_much_of_many_rows(cast: Cast) -> None:
    pk, _rows = large(cast, 5000)
    path = f"agreements/{pk}/reconciliation?period=2020"
    with CaptureQueriesContext(connection) as asked:
        told: dict[str, Any] = cast.officer.ok("get", path)
    behind = {one["code"]: (one["vouchers_count"], len(one["vouchers"])) for one in told["findings"]}
    assert behind["books.grants"][0] > 200
    assert {shown for _many, shown in behind.values()} <= {0, 200}
    read = [one["sql"] for one in asked.captured_queries if 'FROM "finance_ledgerrow"' in one["sql"]]
    assert len([one for one in read if "GROUP BY" in one]) == 1
    assert all("GROUP BY" in one or "LIMIT 200" in one for one in read)
    assert len(read) <= 1 + len(behind)
