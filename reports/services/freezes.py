"""Freeze a version when it is handed in and when it is approved, in the transaction of that act."""

import zlib
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from agreements.models import Agreement, Party
from agreements.selectors import conditions_by
from office import canon
from reports.checks import frozen
from reports.checks.check import check
from reports.checks.facts import AgreementFacts
from reports.code_version import code_version
from reports.models import ReportFreeze, ReportVersion, Review
from reports.models.freezes import APPROVED, HANDED_IN
from reports.selectors.facts import facts_of
from reports.selectors.versions import answered, completed, content_of, signed
from reports.services.freezing import frozen_rates, promised_spans
from reports.services.standing import period_of

Json = dict[str, Any]
#: The form of the content. It grows by members; whoever changes the meaning of one says so by a higher number.
FORM = 1


def handed_in(version: ReportVersion, agreement: Agreement, party: Party) -> Json:
    """Freeze what was handed in, on the day it was received; what the trail's event is to tell of it.

    Everything that the version consists of has been written, and the report has moved on to it.
    """
    period = period_of(agreement, version.report)
    conditions = conditions_by(agreement)(period)
    rates = frozen_rates(conditions, version.hours.all(), promised_spans(agreement, party, period))
    return _freeze(version, HANDED_IN, version.received_on, rates)


def approved(review: Review) -> Json:
    """Freeze what was approved, on the day of the approval, by the rates that it keeps."""
    return _freeze(review.version, APPROVED, review.reviewed_on, review.rates)


def _freeze(version: ReportVersion, moment: str, as_of: date, rates: Json | None) -> Json:
    report, now = version.report, timezone.now()
    (facts,) = facts_of(Agreement.objects.filter(pk=report.agreement_id))
    answer, code = frozen.answer(check(facts, as_of)), code_version()._asdict()
    content = {
        "form": FORM,
        "report": {"id": report.pk, "agreement": report.agreement_id, "reference": facts.reference,
                   "organization": report.organization_id, "period": report.period},
        "moment": moment,
        "as_of": as_of.isoformat(),
        "known_at": now.isoformat(),
        "rates": rates,
        "facts": canon.written(AgreementFacts, facts),
        "check": answer,
        "code": code,
        **stored(version, now),
    }  # fmt: skip
    text = canon.text(content)
    made = ReportFreeze.objects.create(
        version=version,
        moment=moment,
        as_of=as_of,
        content=zlib.compress(text, 9),
        digest=canon.digest(text),
        check_digest=answer["digest"],
        code=code,
        recorded_at=now,
    )
    return {"digest": made.digest}


def stored(version: ReportVersion, at: datetime) -> Json:
    """What the version's own rows say, with the papers that had been added `at` a moment: frozen, and compared with the
    rows again later."""
    return {
        "version": {"number": version.number, "received_on": version.received_on.isoformat(), "reason": version.reason,
                    "registered_by_officer": version.handed_in_by_id is None, "signatures": signed(version)},
        "content": content_of(version),
        "completions": completed(version.report, at),
        "review": answered(version),
    }  # fmt: skip
