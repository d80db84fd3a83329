"""How it is told whether frozen versions can still be proved."""

from typing import Any

from rest_framework import serializers

from reports.api.version_shapes import CodeShape, DifferenceShape
from reports.models import AnnualReport
from reports.models.freezes import MOMENTS
from reports.services.rechecking import Recheck

Json = dict[str, Any]


class RecheckedShape(serializers.Serializer[Any]):
    """One freeze of a version. `same`: the frozen facts, checked again as of `as_of`, give `check_digest`; where they
    do not, `changes` are the findings and figures that are others now, and `unreadable` says why no check could be
    made. `intact`: what is kept is what `digest` was taken of; `in_trail`: the trail tells that digest; `rows` are
    where the version itself no longer says what was frozen. `code` gave the answer then, `code_now` does today."""

    version = serializers.IntegerField()
    moment = serializers.ChoiceField(choices=MOMENTS)
    as_of = serializers.DateField()
    recorded_at = serializers.DateTimeField()
    holds = serializers.BooleanField()
    same = serializers.BooleanField()
    intact = serializers.BooleanField()
    in_trail = serializers.BooleanField()
    digest = serializers.CharField()
    check_digest = serializers.CharField()
    check_digest_now = serializers.CharField(allow_null=True)
    unreadable = serializers.CharField()
    code = CodeShape()
    code_now = CodeShape()
    changes = DifferenceShape(many=True)
    rows = DifferenceShape(many=True)


class RecheckShape(serializers.Serializer[Any]):
    """Every frozen version that was asked for; `holds` where all of them do."""

    report = serializers.IntegerField()
    holds = serializers.BooleanField()
    versions = RecheckedShape(many=True)


def recheck_json(report: AnnualReport, found: list[Recheck]) -> Json:
    """The answer."""
    return {
        "report": report.pk,
        "holds": all(one.holds for one in found),
        "versions": [_rechecked(one) for one in found],
    }


def _rechecked(one: Recheck) -> Json:
    freeze = one.freeze
    return {
        "version": one.number,
        "moment": freeze.moment,
        "as_of": freeze.as_of,
        "recorded_at": freeze.recorded_at,
        "holds": one.holds,
        "same": one.same,
        "intact": one.intact,
        "in_trail": one.in_trail,
        "digest": freeze.digest,
        "check_digest": freeze.check_digest,
        "check_digest_now": one.again.digest,
        "unreadable": one.again.unreadable,
        "code": freeze.code,
        "code_now": one.code,
        "changes": [change._asdict() for change in one.again.changes],
        "rows": [change._asdict() for change in one.rows],
    }
