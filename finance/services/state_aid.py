"""Record an officer's assessment of state aid. Nothing here or elsewhere makes one by itself."""

from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from django.db import transaction
from django.utils.translation import gettext as _

from agreements.models import Agreement, Commitment, Party
from agreements.recipients import agreed_on, receivers
from agreements.selectors import period_named, whole_term
from agreements.services.lifecycle import acted_on, concerns
from agreements.services.standing import consented_on
from agreements.stood import histories
from finance.models import MunicipalSupport, StateAidAssessment
from finance.selectors.promises import over_term
from finance.services.promises import commitment_said, recipient_said
from finance.state_aid.facts import COUNTED
from finance.support import value
from office.access import acting
from office.known import NOW
from office.models import User
from office.refusals import Refusal, accepted, forbidden
from office.services import trail
from office.services.dates import event_date

Values = dict[str, Any]
SAID = ("kind", "reason", "assessed_by", "instrument", "sector", "in_place_of_whole")


def assess(values: Values, by: User, refusals: list[Refusal]) -> StateAidAssessment:
    """Record whether what one decision gave one recipient is state aid, why, and who says so; the latest counts.

    Only an officer of the giver does. Raises `Refused`: 404 unknown agreement, 403 not the giver's officer, 409 an
    agreement that does not bind, 400 with all that is wrong.
    """
    with transaction.atomic():
        agreement = acted_on(values, "assess_aid", by, refusals)
        refusals = list(refusals)
        grant = _grant(agreement, values, refusals)
        if grant and grant.giver.organization_id not in acting(by).officer:
            raise forbidden("state_aid.not_yours", _("Each giver assesses for itself: only its own officer does."))
        period_named(agreement, values.get("period"), refusals, whole_term(agreement))
        columns = _days(agreement, grant, values, refusals)
        columns |= _rate(values, columns["granted_on"], refusals)
        if grant and grant.recipient:
            columns["amount"] = _amount(agreement, grant, values, columns["assessed_on"], refusals)
            _refuse_twice(grant, values, columns["assessed_on"], refusals)
        grant = accepted(grant, refusals)
        made = StateAidAssessment.objects.create(
            agreement=agreement,
            commitment=grant.commitment,
            support=grant.support,
            recipient=accepted(grant.recipient, refusals),
            period=values.get("period") or "",
            recorded_by=by,
            **columns,
            **{name: values[name] for name in SAID},
        )
        _tell(agreement, made, by)
    return made


class Grant(NamedTuple):
    """What was given, by whom and to whom: a commitment's money, or support beside it. `decided_on` is when the
    amendment that brought it was agreed to, where one did."""

    giver: Party
    recipient: Party | None
    commitment: Commitment | None = None
    support: MunicipalSupport | None = None
    decided_on: date | None = None

    @property
    def source(self) -> Values:
        """How its assessments are found; those of support also by the rows that this one corrects."""
        if self.support is None:
            return {"commitment": self.commitment, "recipient": self.recipient}
        rows = [self.support]
        while rows[-1].replaces:
            rows.append(rows[-1].replaces)
        return {"support__in": rows, "recipient": self.recipient}


def _grant(agreement: Agreement, values: Values, refusals: list[Refusal]) -> Grant | None:
    pk = values.get("support")
    if pk is None:
        commitment = commitment_said(agreement, values, refusals)
        if commitment is None:
            return None
        history = histories([agreement.pk], NOW).get(agreement.pk, [])
        former = receivers(history, commitment.pk) if history else ()
        to = recipient_said(agreement, commitment, values, refusals, former)
        return Grant(commitment.party, to, commitment, decided_on=agreed_on(history, commitment.pk))
    for name in ("commitment", "period"):
        if values.get(name) is not None:
            message = _("Support is assessed as it was recorded: leave this out.")
            refusals.append(Refusal("state_aid.of_support", message, name, None, values[name]))
    found = MunicipalSupport.objects.filter(agreement=agreement, pk=pk, replaced_by__isnull=True).first()
    if found is None:
        message = _("The agreement has no support %(id)s that still stands.") % {"id": pk}
        refusals.append(Refusal("support.unknown", message, "support", "support of this agreement", pk))
        return None
    if not found.quantity:
        message = _("Support %(id)s was taken back on %(day)s: there is nothing left to assess.")
        told = message % {"id": pk, "day": found.valued_on}
        refusals.append(Refusal("support.taken_back", told, "support", "support that stands", pk))
    return Grant(found.giver, found.recipient, support=found)


def _tell(agreement: Agreement, made: StateAidAssessment, by: User) -> None:
    data = {name: getattr(made, name) for name in ("kind", "period", "reason", "assessed_by", "rate_source")}
    data |= {"agreement": agreement.pk, "recipient": made.recipient.organization_id, "amount": str(made.amount)}
    data |= {"on": str(made.assessed_on), "granted_on": str(made.granted_on), "rate": str(made.rate or "")}
    trail.record("state_aid.assessed", by=by, subject=made, concerns=concerns(agreement), data=data)


def _days(agreement: Agreement, grant: Grant | None, values: Values, refusals: list[Refusal]) -> Values:
    """When it was assessed, and granted: by the giver's decision on the agreement, or the amendment that brought it,
    unless another is said."""
    assessed_on = event_date(values.get("assessed_on"), path="assessed_on", officer=True, refusals=refusals)
    decided_on = _decided_on(agreement, grant) if grant else None
    granted_on = event_date(values.get("granted_on") or decided_on, path="granted_on", officer=True, refusals=refusals)
    return {"assessed_on": assessed_on, "granted_on": granted_on}


def _decided_on(agreement: Agreement, grant: Grant) -> date | None:
    if grant.decided_on:
        return grant.decided_on
    answer, joined = consented_on(agreement, grant.giver), grant.giver.joined_by
    if answer:
        return answer[1]
    return joined.agreed_on if joined else None


def _rate(values: Values, granted_on: date, refusals: list[Refusal]) -> Values:
    """The rate when granted. What counts toward a ceiling cannot be without it; what does not may be."""
    said = {name: values.get(name) for name in ("rate", "rate_on", "rate_source")}
    wrong = {refusal.path for refusal in refusals}
    for name in ("rate", "rate_source"):
        if values.get("kind") in COUNTED and not said[name] and name not in wrong:
            message = _("What is aid counts in euros: give the rate when it was granted, and its source.")
            refusals.append(Refusal("state_aid.rate_needed", message, name, "SEK per EUR, with its source", None))
    rate_on = (said["rate_on"] or granted_on) if said["rate"] else None
    if rate_on and rate_on > granted_on:
        message = _("The rate is that of the day of the grant, %(day)s, or the last one quoted before it.")
        told = message % {"day": granted_on}
        refusals.append(Refusal("date.out_of_order", told, "rate_on", f"<= {granted_on}", str(rate_on)))
    return {"rate": said["rate"], "rate_on": rate_on, "rate_source": said["rate_source"] or ""}


def _amount(
    agreement: Agreement, grant: Grant, values: Values, assessed_on: date, refusals: list[Refusal]
) -> Decimal | None:
    """What is said, else what the support is worth, or the commitment promises for the period or over the term as it
    stands on the day of the assessment."""
    said: Decimal | None = values.get("amount")
    if said is not None or any(refusal.path in ("amount", "period") for refusal in refusals):
        return said
    promised = _worth(agreement, grant, values.get("period"), assessed_on)
    if not promised:
        message = _("Nothing is promised there: say the amount that was granted.")
        refusals.append(Refusal("required", message, "amount", "> 0", None))
    return promised


def _worth(agreement: Agreement, grant: Grant, period: str | None, on: date) -> Decimal:
    if grant.support:
        return value(grant.support.valued)
    if grant.commitment is None or grant.recipient is None:
        return Decimal(0)
    by_period = over_term(agreement, grant.commitment, grant.recipient, on)
    return sum(by_period.values(), Decimal(0)) if period is None else by_period.get(period, Decimal(0))


def _refuse_twice(grant: Grant, values: Values, assessed_on: date, refusals: list[Refusal]) -> None:
    """Nothing counts both as a whole and by period, and a later word is not dated before the one that it follows: about
    the same period, or the whole. Periods are assessed by themselves, in any order."""
    rows = StateAidAssessment.objects.filter(**grant.source)
    earlier = list(rows.order_by("assessed_on", "pk"))
    period = values.get("period")
    follows = [one for one in earlier if not period or one.period in ("", period) or one.in_place_of_whole]
    last = follows[-1] if follows else None
    if last and assessed_on < last.assessed_on:
        message = _("It was assessed on %(day)s already; a later assessment has the same day or a later one.")
        expected = f">= {last.assessed_on}"
        told = message % {"day": last.assessed_on}
        refusals.append(Refusal("date.out_of_order", told, "assessed_on", expected, str(assessed_on)))
    if period and not values.get("in_place_of_whole") and _whole_stands(earlier):
        message = _(
            "It is assessed as a whole. To assess it by period from now on, say in_place_of_whole; every period then "
            "needs an assessment of its own."
        )
        refusals.append(Refusal("state_aid.whole_assessed", message, "period", None, period))


def _whole_stands(earlier: list[StateAidAssessment]) -> bool:
    """Whether the assessment of the whole is the one that counts (oldest first; see `finance.state_aid.assessing`)."""
    stands = False
    for one in earlier:
        stands = one.period == "" or (stands and not one.in_place_of_whole)
    return stands
