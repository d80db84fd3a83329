"""`/agreements/{id}/reconciliation`: a period by an association's books beside payments and annual report."""

from typing import Any

from django.http import Http404
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from agreements.models import Agreement, Party
from agreements.selectors import periods_of, reporters
from finance.api.reconciliation_figures import FiguresShape
from finance.reconciliation import Entry
from finance.reconciliation.keeping import as_json
from office.access import acting
from office.api.parameters import AS_OF, day, number
from office.api.views import refuse_unknown_parameters
from office.clock import today
from office.fields import Amount
from office.language import current_language
from office.models.people import Role
from office.refusals import Refusal, Refused
from reports.api.check_shapes import FindingShape
from reports.api.checks import agreement_or_404
from reports.checks.render import finding_json
from reports.reconciling import Reconciled, reconciled

Any_ = serializers.Serializer[Any]
Json = dict[str, Any]
MOST_VOUCHERS = 200  # rows told behind one difference; `ledger-rows` has them all
PERIOD = OpenApiParameter("period", str, description="Its label, such as 2020; the last begun if left out.")
ORGANIZATION = OpenApiParameter("organization", int, description="Id: whose books, where several report.")


class VoucherShape(Any_):
    """A row behind a difference, SEK, debit positive; `shared`: it names no object."""

    hand_in = serializers.IntegerField()
    voucher = serializers.CharField()
    date = serializers.DateField()
    account = serializers.CharField()
    name = serializers.CharField()
    amount = Amount()
    shared = serializers.BooleanField()
    line = serializers.IntegerField()


class ReconciliationFindingShape(FindingShape):
    """At most 200 of the `vouchers_count` rows behind it are told here; `ledger-rows` has them all."""

    vouchers_count = serializers.IntegerField()
    vouchers = VoucherShape(many=True)


class ElsewhereShape(Any_):
    """What payments (by day, within the days covered) and the annual report say; null where nothing is said."""

    paid = Amount(allow_null=True)
    own_cash = Amount(allow_null=True)
    income = Amount(allow_null=True)
    costs = Amount(allow_null=True)


class PeriodReconciliationShape(Any_):
    agreement = serializers.IntegerField()
    organization = serializers.IntegerField()
    period = serializers.CharField()
    starts_on = serializers.DateField()
    ends_on = serializers.DateField()
    as_of = serializers.DateField()
    figures = FiguresShape()
    elsewhere = ElsewhereShape()
    findings = ReconciliationFindingShape(many=True)


class PeriodReconciliation(APIView):
    @extend_schema(parameters=[PERIOD, ORGANIZATION, AS_OF], responses=PeriodReconciliationShape)
    def get(self, request: Request, pk: str) -> Response:
        """A period by an association's books, as handed in by now, beside payments and report as of a day."""
        refuse_unknown_parameters(request, frozenset({"period", "organization", "as_of"}))
        agreement = agreement_or_404(request, pk).with_terms().get()
        as_of = day(request, "as_of") or today()
        party = _whose(agreement, request, number(request, "organization"))
        label = request.query_params.get("period")
        found = reconciled(agreement, party.organization_id, label, as_of)
        if found is None:
            told, labels = str(label)[:20], [period.label for period in periods_of(agreement)]
            message = _("The term has no period %(period)s.") % {"period": told}
            raise Refused(Refusal("period.unknown", message, "period", labels, told))
        return Response({"agreement": agreement.pk, "organization": party.organization_id, **_shown(found, as_of)})


def _whose(agreement: Agreement, request: Request, named: int | None) -> Party:
    """The association named, or the only one that the user may ask about: their own, or any as an officer or auditor of
    a public party. Another's books are a 404."""
    mine = acting(request.user)
    public = Agreement.objects.public_for(mine.only(Role.OFFICER, Role.AUDITOR)).filter(pk=agreement.pk).exists()
    possible = [party for party in reporters(agreement) if public or party.organization_id in mine.reporter]
    found = [party for party in possible if named in (None, party.organization_id)]
    if not found:
        raise Http404
    if len(found) > 1:
        message = _("Several organisations report on this agreement: say which.")
        ids = [party.organization_id for party in found]
        raise Refused(Refusal("required", message, "organization", ids, None))
    return found[0]


def _shown(found: Reconciled, as_of: Any) -> Json:
    period = found.period
    return {
        "period": period.label,
        "starts_on": period.starts_on.isoformat(),
        "ends_on": period.ends_on.isoformat(),
        "as_of": as_of.isoformat(),
        "figures": as_json(found.figures),
        "elsewhere": {name: None if value is None else f"{value:.2f}" for name, value in found.said._asdict().items()},
        "findings": [
            {
                **finding_json(one, current_language()),
                "vouchers_count": behind.many,
                "vouchers": [_voucher(entry) for entry in behind.first(MOST_VOUCHERS)],
            }
            for one, behind in found.findings
        ],
    }


def _voucher(entry: Entry) -> Json:
    return {
        "hand_in": entry.ledger,
        "voucher": entry.voucher,
        "date": entry.day.isoformat(),
        "account": entry.account,
        "name": entry.name,
        "amount": f"{entry.amount:.2f}",
        "shared": entry.shared,
        "line": entry.line,
    }
