"""What a pilot is to find out, how that is measured, and what was found."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from agreements.models import Agreement, PilotHypothesis, PilotMeasure, PilotReport, PilotVerdict
from agreements.models.agreement import AgreementKind, State
from agreements.selectors import named_agreement
from agreements.services.lifecycle import concerns, locked
from agreements.services.standing import officers_only, require_state
from office.models import User
from office.refusals import Refusal, accepted, conflict, refuse_if
from office.services import revisions, trail
from office.services.dates import event_date

Values = dict[str, Any]
STATES = (State.DRAFT, State.PROPOSED, State.ACTIVE, State.TERMINATED)


def suppose(values: Values, by: User, refusals: list[Refusal]) -> PilotHypothesis:
    """State a hypothesis of a pilot. Raises `Refused`: 404 unknown agreement, 403, 409 no pilot or a dead one, 400."""
    with transaction.atomic():
        pilot = _pilot(locked(named_agreement(values, by, refusals)), by)
        refuse_if(refusals)
        made = PilotHypothesis.objects.create(agreement=pilot, text=values["text"], recorded_by=by)
        _tell("pilot.supposed", made, pilot, by, {"text": made.text})
    return made


def measure(
    hypothesis: PilotHypothesis, values: Values, by: User, refusals: list[Refusal], expected: str | None
) -> PilotHypothesis:
    """Say how a hypothesis is measured, and by when. Raises `Refused`: 403, 409, 412, 400."""
    with transaction.atomic():
        pilot = _pilot(locked(hypothesis.agreement), by)
        revisions.require(hypothesis, expected)
        by_day: date | None = values.get("measured_by")
        refusals = list(refusals)
        if by_day and by_day < pilot.starts_on:
            message = _("It cannot lie before %(day)s.") % {"day": pilot.starts_on}
            expected_day = f">= {pilot.starts_on}"
            refusals.append(Refusal("date.out_of_order", message, "measured_by", expected_day, str(by_day)))
        by_day = accepted(by_day, refusals)
        said = {name: values[name] for name in ("what", "how")}
        PilotMeasure.objects.create(hypothesis=hypothesis, measured_by=by_day, recorded_by=by, **said)
        _tell("pilot.measure_added", hypothesis, pilot, by, {**said, "by": str(by_day)})
    return hypothesis


def report(values: Values, by: User, refusals: list[Refusal]) -> PilotReport:
    """Record an end report with a verdict on each hypothesis that it judges.

    Raises `Refused`: 404 unknown agreement, 403, 409 no pilot or one that does not bind, 400 with all that is wrong.
    """
    with transaction.atomic():
        pilot = _pilot(locked(named_agreement(values, by, refusals)), by)
        require_state(pilot, State.ACTIVE, State.TERMINATED)
        refusals = list(refusals)
        reported_on = event_date(values.get("reported_on"), path="reported_on", officer=True, refusals=refusals)
        verdicts = _verdicts(pilot, values, refusals)
        refuse_if(refusals)
        said = {name: values[name] for name in ("document", "conclusions")}
        made = PilotReport.objects.create(agreement=pilot, reported_on=reported_on, recorded_by=by, **said)
        for hypothesis, row in verdicts:
            told = {"verdict": row["verdict"], "why": row["why"]}
            PilotVerdict.objects.create(report=made, hypothesis_id=hypothesis, **told)
        data = {**said, "on": str(reported_on), "verdicts": {str(pk): row["verdict"] for pk, row in verdicts}}
        _tell("pilot.reported", made, pilot, by, data)
    return made


def _verdicts(pilot: Agreement, values: Values, refusals: list[Refusal]) -> list[tuple[int, Values]]:
    """Each of a hypothesis of this pilot, once."""
    known = set(pilot.hypotheses.values_list("pk", flat=True))
    found: dict[int, Values] = {}
    for index, row in enumerate(values.get("verdicts") or []):
        pk, path = (row or {}).get("hypothesis"), f"verdicts[{index}].hypothesis"
        if pk is not None and pk not in known:
            message = _("The pilot has no hypothesis %(id)s.") % {"id": pk}
            refusals.append(Refusal("hypothesis.unknown", message, path, sorted(known), pk))
        elif pk in found:
            message = _("The report judges it twice.")
            refusals.append(Refusal("hypothesis.twice", message, path, "once", pk))
        elif pk is not None:
            found[pk] = row
    return list(found.items())


def _pilot(agreement: Agreement, by: User) -> Agreement:
    """The agreement, which is a pilot that goes on or has been. Raises `Refused` (403, 409)."""
    officers_only(agreement, by)
    if agreement.kind != AgreementKind.PILOT:
        message = _("The agreement is no pilot.")
        raise conflict("pilot.other_kind", message, expected=AgreementKind.PILOT, actual=agreement.kind)
    require_state(agreement, *STATES)
    return agreement


def _tell(kind: str, subject: Any, pilot: Agreement, by: User, data: Values) -> None:
    told, draft = {"agreement": pilot.pk, **data}, pilot.proposed_at is None
    trail.record(kind, by=by, subject=subject, concerns=concerns(pilot), data=told, draft=draft)
