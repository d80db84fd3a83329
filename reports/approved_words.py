"""What would be told otherwise of an approved period, in words (`reports.checks.approved`).

Worked example: "Vän i Umeå, own contribution, 2020: 60,000 kr (met) would become 17,777.77 kr (below the commitment)".
"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from office.numbers import NBSP, day, number
from reports.words import KINDS, STATUSES

Json = dict[str, Any]


def sentences(before: Json, after: Json, language: str) -> Iterator[str]:
    """Everything that differs in one period, without full stops."""
    period = {"period": before["period"]}
    days = [one.get("report_due_on") for one in (before, after)]
    if days[0] != days[1]:
        was, now = (_day(one, language) for one in days)
        said = {**period, "before": was, "after": now}
        yield _("%(period)s: the report was due %(before)s and would have been due %(after)s") % said
    if before["report_state"] != after["report_state"]:
        yield _("%(period)s: a further report would be awaited, from somebody who has handed in none") % period
    known = {line["commitment"] for line in before["lines"]}
    for line in after["lines"]:
        if line["commitment"] not in known:
            yield _("%(party)s, %(kind)s, %(period)s: would be promised too") % _whose(line, before["period"])
    lines = {line["commitment"]: line for line in after["lines"]}
    for line in before["lines"]:
        other = lines.get(line["commitment"])
        if other is not None and line != other:
            yield _line(line, other, before["period"], language)
    if before.get("settled") != after.get("settled"):
        told = _("%(period)s: its shortfall would be settled otherwise, and how it is settled holds for the whole term")
        yield told % period
    if before.get("late") != after.get("late"):
        yield _("%(period)s: a late report would take another part of the next payment") % period
    if before["consequences"] != after["consequences"]:
        yield _("%(period)s: another amount would be to repay") % period


def _line(before: Json, after: Json, period: str, language: str) -> str:
    what = _whose(before, period)
    was, now = (_figures(line, language) for line in (before, after))
    if was == now:
        return _("%(party)s, %(kind)s, %(period)s: its parts would count otherwise") % what
    return _("%(party)s, %(kind)s, %(period)s: %(before)s would become %(after)s") % {
        **what, "before": was, "after": now,
    }  # fmt: skip


def _whose(line: Json, period: str) -> dict[str, str]:
    return {"party": line["party"], "kind": str(KINDS[line["kind"]]).lower(), "period": period}


def _figures(line: Json, language: str) -> str:
    """What counts of what is promised, and how that is judged."""
    status = str(STATUSES[line["status"]]).lower()
    if line["counted"] is None:
        return status
    unit = "kr" if line["unit"] == "SEK" else line["unit"]
    counted, promised = (number(Decimal(line[name] or 0), language) for name in ("counted", "promised"))
    return _("%(counted)s of %(promised)s (%(status)s)") % {
        "counted": counted, "promised": f"{promised}{NBSP}{unit}", "status": status,
    }  # fmt: skip


def _day(text: str | None, language: str) -> str:
    return day(date.fromisoformat(text), language) if text else _("on no day")
