"""Time slips: entered by a link, taken back by who entered them, attested or rejected by the association."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime, time
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from agreements.selectors import periods_of
from office.clock import SWEDEN, today
from office.models import Organization, User
from office.refusals import Refusal, Refused, conflict, refuse_if
from office.services import trail
from office.services.dates import event_date
from reports.models import SlipAnswer, TimeSlip, TimeSlipLink
from reports.models.slips import MOST_PEOPLE
from reports.selectors import slips as selectors

Values = dict[str, Any]
#: Slips by one link in a day: a group writes a few, and who found the address writes no more.
MOST_A_DAY = 200
_COLUMNS = ("activity", "category", "day", "people", "women", "men", "hours_each")


def enter(link: TimeSlipLink, values: Values, refusals: list[Refusal]) -> TimeSlip:
    """A slip by whoever has the link; the same form sent twice is one slip.

    Raises `Refused`: 404 when the link has been revoked meanwhile, 400 with all that is wrong.
    """
    with transaction.atomic():
        link = _held(link)
        refusals = [*refusals, *_wrong(link, values)]
        refuse_if(refusals)
        receipt = _receipt(link, values)
        if twin := link.slips.filter(receipt=receipt).first():
            return twin
        refuse_if(_one_too_many(link))
        hours = values["people"] * values["hours_each"]
        columns = {name: values[name] for name in _COLUMNS}
        slip = TimeSlip.objects.create(link=link, hours=hours, receipt=receipt, **columns)
        _tell("time_slip.entered", slip, None, {**_told(columns), "hours": str(hours), "link": link.pk})
    return slip


def _held(link: TimeSlipLink) -> TimeSlipLink:
    """The link, held until the transaction ends: its slips are counted one at a time."""
    held = selectors.live_links().select_for_update(of=("self",)).filter(pk=link.pk).first()
    if held is None:
        raise Refused(Refusal("slip_link.dead", _("This link does not work any longer.")), status=404)
    return held


def _told(columns: Values) -> Values:
    return {name: value if isinstance(value, int) or value is None else str(value) for name, value in columns.items()}


def _receipt(link: TimeSlipLink, values: Values) -> str:
    """The same words in the same form are the same slip; other words (by the browser's way back) are another."""
    said = [link.pk, values["form"], *_told({name: values[name] for name in _COLUMNS}).values()]
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()


def _wrong(link: TimeSlipLink, values: Values) -> Iterator[Refusal]:
    day, people = values.get("day"), values.get("people")
    if day is not None:
        future: list[Refusal] = []
        event_date(day, path="day", officer=True, refusals=future)
        yield from future
        term = periods_of(link.agreement)
        if not term[0].starts_on <= day <= term[-1].ends_on:
            span = {"start": term[0].starts_on, "end": term[-1].ends_on}
            message = _("The agreement holds from %(start)s to %(end)s: the day must lie within it.") % span
            yield Refusal("slip.outside_term", message, "day", f"{span['start']} – {span['end']}", str(day))
    if people is not None and not 1 <= people <= MOST_PEOPLE:
        message = _("A slip is for 1 to %(most)s people.") % {"most": MOST_PEOPLE}
        yield Refusal("slip.people", message, "people", f"1 – {MOST_PEOPLE}", people)
    elif people is not None:
        yield from _heads_wrong(people, values.get("women"), values.get("men"), "")


def _heads_wrong(people: int, women: int | None, men: int | None, path: str) -> Iterator[Refusal]:
    """Women and men are both told or neither, and together they are the people."""
    at = f"{path}.women" if path else "women"
    if (women is None) != (men is None):
        message = _("Give both how many were women and how many were men, or leave both out.")
        yield Refusal("slip.heads", message, at, people, None)
    elif women is not None and men is not None and women + men != people:
        message = _("%(women)s women and %(men)s men are not %(people)s people.")
        told = {"women": women, "men": men, "people": people}
        yield Refusal("slip.heads", message % told, at, people, women + men)


def _one_too_many(link: TimeSlipLink) -> Iterator[Refusal]:
    """Taken-back slips count too. The day is Sweden's."""
    begun = datetime.combine(today(), time.min, SWEDEN)
    if link.slips.filter(recorded_at__gte=begun).count() >= MOST_A_DAY:
        message = _("%(most)s slips have been entered by this link today, which is all it takes. Go on tomorrow.")
        yield Refusal("slip.too_many_today", message % {"most": MOST_A_DAY}, "", f"<= {MOST_A_DAY}", MOST_A_DAY + 1)


def take_back(slip: TimeSlip) -> SlipAnswer:
    """By who entered it, as long as nobody has attested or rejected it. It stays as a row."""
    with transaction.atomic():
        held = TimeSlip.objects.select_for_update(of=("self",)).select_related("link").get(pk=slip.pk)
        if SlipAnswer.objects.filter(slip=held).exists():
            raise conflict("slip.answered", _("This slip has been dealt with already and stands as it is."))
        answer = SlipAnswer.objects.create(slip=held, outcome="withdrawn")
        _tell("time_slip.withdrawn", held, None, {"link": held.link_id})
    return answer


def _tell(kind: str, slip: TimeSlip, by: User | None, data: Values) -> None:
    """A slip concerns the association alone."""
    trail.record(kind, by=by, subject=slip, concerns=[slip.link.organization_id], data=data, draft=True)


def attest(values: Values, by: User, refusals: list[Refusal]) -> list[TimeSlip]:
    """Attest slips of the user's association: all of them or none.

    Where a slip does not tell women and men, who attests it does. Raises `Refused`: 404 with those that are unknown,
    409 with those that were dealt with already, 400 with all that is wrong.
    """
    with transaction.atomic():
        slips, rows = _asked(values, by, refusals)
        refusals = [*refusals, *_uncounted(slips, rows)]
        refuse_if(refusals)
        office = values["attested_by"]
        made = []
        for slip in slips:
            row = rows[slip.pk][1]
            women, men = (getattr(slip, name) if row[name] is None else row[name] for name in ("women", "men"))
            made.append({"women": women, "men": men, "attested_by": office})
        _answer("attested", slips, made, by, {"attested_by": office})
    return slips


def reject(values: Values, by: User, refusals: list[Refusal]) -> list[TimeSlip]:
    """Reject slips with a reason that the group reads; raises as `attest` does."""
    with transaction.atomic():
        slips, _rows = _asked(values, by, refusals)
        refuse_if(refusals)
        said = {"reason": values["reason"]}
        _answer("rejected", slips, [said] * len(slips), by, said)
    return slips


Rows = dict[int, tuple[int, Values]]


def _asked(values: Values, by: User, refusals: list[Refusal]) -> tuple[list[TimeSlip], Rows]:
    """The slips that a request names, held and not dealt with yet, and each one's place and row in it."""
    rows: Rows = {}
    twice = []
    for index, row in enumerate(values.get("slips") or []):
        if "id" in row and row["id"] in rows:
            twice.append(Refusal("slip.twice", _("The same slip stands twice."), f"slips[{index}].id", 1, row["id"]))
        elif "id" in row:
            rows[row["id"]] = index, row
    refuse_if([*refusals, *twice] if twice or not rows else [])
    seen = TimeSlip.objects.visible_to(by).filter(pk__in=rows).order_by("pk")
    slips = list(seen.select_for_update(of=("self",)).select_related("link__organization"))
    known = {slip.pk for slip in slips}
    unknown = _("There is no slip %(id)s that you may see.")
    gone = [(pk, index) for pk, (index, _row) in rows.items() if pk not in known]
    found = [Refusal("slip.unknown", unknown % {"id": pk}, f"slips[{index}].id", None, pk) for pk, index in gone]
    refuse_if(found, status=404)
    refuse_if(_answered(known, rows), status=409)
    return slips, rows


def _answered(known: set[int], rows: Rows) -> Iterator[Refusal]:
    message = _("This slip has been dealt with already and stands as it is.")
    for pk, outcome in SlipAnswer.objects.filter(slip__pk__in=known).order_by("slip").values_list("slip", "outcome"):
        yield Refusal("slip.answered", message, f"slips[{rows[pk][0]}].id", "entered", outcome)


def _uncounted(slips: list[TimeSlip], rows: Rows) -> Iterator[Refusal]:
    """Head counts of women and men are what the municipality asks for: before it is attested, a slip has them."""
    for slip in slips:
        index, row = rows[slip.pk]
        path, women, men = f"slips[{index}]", row.get("women"), row.get("men")
        if women is None and men is None:
            if slip.women is None:
                message = _("The group did not say how many of its %(people)s people were women and men: say it here.")
                yield Refusal("slip.heads", message % {"people": slip.people}, f"{path}.women", slip.people, None)
        elif slip.women is not None and (women, men) != (slip.women, slip.men):
            message = _("The group said %(women)s women and %(men)s men, which stands. Reject a slip that is wrong.")
            told = {"women": slip.women, "men": slip.men}
            yield Refusal("slip.heads", message % told, f"{path}.women", f"{slip.women} + {slip.men}", women)
        else:
            yield from _heads_wrong(slip.people, women, men, path)


def _answer(outcome: str, slips: list[TimeSlip], columns: list[Values], by: User, data: Values) -> None:
    """A row for each slip, and one event for each association."""
    SlipAnswer.objects.bulk_create(
        SlipAnswer(slip=slip, outcome=outcome, recorded_by=by, **more)
        for slip, more in zip(slips, columns, strict=True)
    )
    by_organization: defaultdict[Organization, list[int]] = defaultdict(list)
    for slip in slips:
        by_organization[slip.link.organization].append(slip.pk)
    for organization, ids in by_organization.items():
        told = {"slips": ids, **data}
        trail.record(
            f"time_slips.{outcome}", by=by, subject=organization, concerns=[organization.pk], data=told, draft=True
        )
