"""Where two people approve a report: above an amount per board, by the board's own rule."""

from collections import defaultdict
from datetime import date
from decimal import Decimal
from itertools import product
from typing import Any

from django.utils.translation import gettext as _

from agreements.models import Agreement
from agreements.periods import Period
from agreements.selectors import funding
from agreements.services.standing import is_officer, officers_only, reviews
from finance.selectors.promises import promised
from office.access import acting
from office.clock import today
from office.models import Organization, User
from office.refusals import Refusal, accepted, conflict, forbidden
from office.services import organizations, trail
from reports.models import FirstApproval, ReportVersion, SecondReviewRule

Values = dict[str, Any]


def lay_down(values: Values, by: User, refusals: list[Refusal]) -> SecondReviewRule:
    """Record a board's rule, or the end of one (no amount); only its own officer does. It never looks back.

    Raises `Refused`: 403 for anybody else, 400 with all that is wrong.
    """
    named = values.get("organization")
    organization = organizations.find(named) if named is not None else None
    if named is not None and (organization is None or organization.pk not in acting(by).officer):
        raise forbidden("second_review.not_yours", _("Only the board's own officer records its rule."))
    refusals = list(refusals)
    if organization and not organization.public:
        message = _("%(name)s is not public: it approves no reports.") % {"name": organization.name}
        refusals.append(Refusal("second_review.not_public", message, "organization", "public", organization.kind))
    starts_on: date = values.get("starts_on") or today()
    if starts_on < today():
        message = _("A rule holds from today at the earliest: what was approved stands.")
        refusals.append(Refusal("date.past", message, "starts_on", f">= {today()}", str(starts_on)))
    organization = accepted(organization, refusals)
    rule = SecondReviewRule.objects.create(
        organization=organization,
        above=values["above"],
        starts_on=starts_on,
        source=values["source"],
        recorded_by=by,
    )
    data = {"above": str(rule.above or ""), "starts_on": str(starts_on), "source": rule.source}
    trail.record("second_review.laid_down", by=by, subject=rule, concerns=[organization.pk], data=data)
    return rule


def rule_for(agreement: Agreement, period: Period | None, on: date) -> SecondReviewRule | None:
    """The rule by which the period's report needs a second approval: of a funder whose money is above its amount, in
    force on the day of the approval or today, when it is recorded."""
    if period is None:
        return None
    money: defaultdict[Organization, Decimal] = defaultdict(Decimal)
    for row in funding(agreement):
        promise = promised(agreement, row, period)
        money[row.party.organization] += promise.amount if promise is not None and promise.amount else Decimal(0)
    for (payer, amount), day in product(money.items(), (on, today())):
        rule = _in_force(payer, day)
        if rule is not None and rule.above is not None and amount > rule.above:
            return rule
    return None


def _in_force(organization: Organization, on: date) -> SecondReviewRule | None:
    """The organisation's newest rule, else that of what it is under."""
    above: Organization | None = organization
    while above is not None:
        rules = SecondReviewRule.objects.filter(organization=above, starts_on__lte=on)
        found = rules.order_by("-starts_on", "-pk").first()
        if found is not None:
            return found
        above = above.parent
    return None


def first_of(version: ReportVersion) -> FirstApproval | None:
    """The first approval, where it waits for a second."""
    return getattr(version, "first_approval", None)


def may_review(agreement: Agreement, first: FirstApproval | None, by: User) -> None:
    """Officers review; who is named as a second reviewer gives the second approval. Raises `Refused`, 403 or 409."""
    if is_officer(agreement, by) or not reviews(agreement, by):
        officers_only(agreement, by)
    elif first is None:
        raise conflict(
            "report.first_approval", _("An officer of one of the public parties approves first; you are the second.")
        )


def another_than(first: FirstApproval | None, by: User) -> None:
    """Two people approve. Raises `Refused` (403) for who gave the first."""
    if first is not None and first.recorded_by_id == by.pk:
        raise forbidden("report.own_first_approval", _("You gave the first approval; somebody else gives the second."))
