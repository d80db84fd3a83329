"""How it is told whether frozen versions can still be proved."""

from typing import Any

from rest_framework import serializers

from reports.api.version_shapes import CodeShape, DifferenceShape
from reports.models import AnnualReport
from reports.models.freezes import MOMENTS
from reports.services.rechecking import Gone, Recheck

Json = dict[str, Any]


class RecheckedShape(serializers.Serializer[Any]):
    """One freeze of a version. `same`: the frozen facts, checked again as of `as_of`, give `check_digest`; where they
    do not, `changes` are the findings and figures that are others now, and `unreadable` says why no check could be
    made. `intact`: what is kept is what `digest` was taken of; `in_trail`: the trail tells that digest; `rows` are
    where the version itself no longer says what was frozen, `papers` those whose bytes are not of their hash. `code`
    gave the answer then, `code_now` does today."""

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
    papers = serializers.ListField(child=serializers.CharField())


class GoneShape(serializers.Serializer[Any]):
    """Something that the trail tells was frozen, and that is kept no more."""

    version = serializers.IntegerField()
    moment = serializers.ChoiceField(choices=MOMENTS)
    digest = serializers.CharField()


class RecheckShape(serializers.Serializer[Any]):
    """Every frozen version that was asked for; `holds` where all of them do and none is `gone`."""

    report = serializers.IntegerField()
    holds = serializers.BooleanField()
    versions = RecheckedShape(many=True)
    gone = GoneShape(many=True)


def recheck_json(report: AnnualReport, found: list[Recheck], lost: list[Gone]) -> Json:
    """The answer."""
    return {
        "report": report.pk,
        "holds": all(one.holds for one in found) and not lost,
        "versions": [_rechecked(one) for one in found],
        "gone": [one._asdict() for one in lost],
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
        "papers": one.papers,
    }
