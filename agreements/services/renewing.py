"""Give notice, and let agreements renew themselves where nobody has."""

from collections.abc import Callable
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from agreements.amended_fields import values as fields_of
from agreements.amending import spans
from agreements.amounts import KRONA, ORE
from agreements.models import Agreement, Amendment, Notice
from agreements.models.agreement import State
from agreements.models.amendments import AmendmentState
from agreements.periods import ONE_DAY, Period
from agreements.renewal import Standing, due, standing
from agreements.selectors import acting_in, condition, renews
from agreements.services import documents
from agreements.services.lifecycle import ENDED, concerns, locked, party_named
from agreements.services.standing import (
    gone,
    is_officer,
    left,
    require_state,
    standing_together,
    without_conflict,
)
from office.models import User
from office.refusals import Refusal, accepted, conflict, forbidden
from office.services import jobs, revisions, trail
from office.services.dates import event_date

Values = dict[str, Any]


def standing_of(agreement: Agreement) -> Standing:
    """How the end of an agreement's term stands today; one that was shortened ends, and nobody needs to give notice."""
    ends_on = agreement.through
    if agreement.last_day:
        return standing(ends_on, None, None, ())
    days = [one.given_on for one in agreement.notices.all() if one.term_ends_on == ends_on]
    return standing(ends_on, _months(agreement, "notice_months"), _months(agreement, "renewal_months"), days)


def _months(agreement: Agreement, name: str) -> int | None:
    found = condition(agreement, name)
    return found if isinstance(found, int) else None


def give_notice(
    agreement: Agreement, values: Values, by: User, refusals: list[Refusal], expected: str | None
) -> Notice:
    """Record a party's notice: its own officer, its own reporter, or an officer who has an association's paper.

    Given after the last day for it, it is about the term that the agreement has renewed itself to by then.
    """
    with transaction.atomic():
        agreement = locked(agreement)
        revisions.require(agreement, expected)
        refusals = list(refusals)
        party = party_named(agreement, values.get("organization"), refusals)
        mine, officer = acting_in(agreement.pk, by), is_officer(agreement, by)
        if not (party and party.organization_id in mine.reporter):
            without_conflict(agreement, by)
        if party and party.organization.public and party.organization_id not in mine.officer:
            raise forbidden("notice.not_yours", _("Each party gives notice for itself."))
        if not officer and not (party and party.organization_id in mine.reporter):
            raise forbidden("notice.not_yours", _("Each party gives notice for itself."))
        if party and gone(party.left_on):
            raise left()
        require_state(agreement, State.ACTIVE)
        given_on = event_date(values.get("given_on"), path="given_on", officer=officer, refusals=refusals)
        found = standing_of(agreement)
        _refuse_needless(found, agreement, refusals)
        party = accepted(party, refusals)
        ends_on = found.ends_on if given_on <= (found.notice_by or found.ends_on) else found.renews_to or found.ends_on
        if agreement.notices.filter(organization=party.organization, term_ends_on=ends_on).exists():
            message = _("%(name)s has given notice already.") % {"name": party.organization.name}
            raise conflict("notice.given", message, path="organization")
        words = {name: values[name] for name in ("document", "reason")}
        made = Notice.objects.create(
            agreement=agreement,
            organization=party.organization,
            given_on=given_on,
            term_ends_on=ends_on,
            recorded_by=by,
            **words,
        )
        revisions.advance(Agreement, agreement)
        data = {"organization": party.organization_id, "on": str(given_on), "term_ends_on": str(ends_on), **words}
        trail.record("notice.given", by=by, subject=agreement, concerns=concerns(agreement), data=data)
    return made


def _refuse_needless(found: Standing, agreement: Agreement, refusals: list[Refusal]) -> None:
    """Without renewal there is nothing to give notice of."""
    if not renews(agreement):
        told = _("The agreement does not renew itself: it ends on %(day)s.") % {"day": found.ends_on}
        together = _("To end it earlier, propose an amendment that shortens its term.")
        told += " " + (together if standing_together(agreement) else _("To end it earlier, terminate it."))
        refusals.append(Refusal("notice.no_renewal", told, "", "conditions.renewal_months", None))


def renew(as_of: date, progress: Callable[[int, int | None], None] = lambda _done, _total: None) -> int:
    """Renew every agreement that has renewed itself by a day; how many there were. A second time changes nothing."""
    rows = Agreement.objects.filter(state=State.ACTIVE, conditions__has_key="renewal_months").order_by("pk")
    ids, renewed = list(rows.values_list("pk", flat=True)), 0
    for place, pk in enumerate(ids):
        with transaction.atomic():
            agreement = locked(Agreement(pk=pk))
            while agreement.state == State.ACTIVE and due(found := standing_of(agreement), as_of):
                _renew(agreement, found, found.renews_to or found.ends_on)
                renewed += 1
                agreement = locked(Agreement(pk=pk))
        progress(place + 1, len(ids))
    return renewed


def _renew(agreement: Agreement, found: Standing, renews_to: date) -> None:
    """The next term, as an amendment that nobody needs to answer: what is listed per period goes on as it was last."""
    agreed_on = (found.notice_by or found.ends_on) + ONE_DAY
    effective_on = min(agreed_on, found.ends_on)
    changes: Values = {"ends_on": str(renews_to)} | _listed(agreement, str(renews_to))
    made = Amendment.objects.create(
        agreement=agreement,
        number=documents.next_number(agreement),
        effective_on=effective_on,
        reason="",
        document="",
        renewal=True,
        changes=changes,
        before=fields_of(documents.last(agreement), changes),
        state=AmendmentState.AGREED,
        agreed_on=agreed_on,
    )
    documents.write(agreement, made, agreed_on)
    revisions.advance(Agreement, agreement, **documents.changed_columns(agreement))
    jobs.enqueue(ENDED, {"agreement": agreement.pk}, by=None)
    data = {"from": str(found.ends_on), "to": str(renews_to), "amendment": made.number}
    trail.record("agreement.renewed", by=None, subject=agreement, concerns=concerns(agreement), data=data)


def _listed(agreement: Agreement, ends_on: str) -> Values:
    """What is listed per period, with the periods that the renewal adds or makes longer: of commitments and of shared
    costs."""
    terms = documents.last(agreement)
    before = [period for period, _whole in spans(terms)]
    after = [period for period, _whole in spans({**terms, "ends_on": ends_on, "last_day": None})]
    own = [row for row in terms["commitments"] if row["amounts"] and row["shared_cost"] is None and not row["steps"]]
    costs = [(cost["id"], cost["history"][-1]["amounts"]) for cost in terms["shared_costs"]]
    found = {
        "commitments": [{"commitment": row["id"], "amounts": _on(row["amounts"], before, after, ORE)} for row in own],
        "shared_costs": [
            {"shared_cost": pk, "amounts": _on(amounts, before, after, KRONA)} for pk, amounts in costs if amounts
        ],
    }
    return {name: rows for name, rows in found.items() if rows}


def _on(amounts: list[Values], before: list[Period], after: list[Period], unit: Decimal) -> list[Values]:
    """Listed amounts with the last period's for what is new or longer: as much for a full year, else by its days.

    Worked example: 300 000 for the 181 days of 2027 through 30 June; renewed through 30 June 2028, 2027 gets 604 972
    (300 000 × 365 ÷ 181) and the 182 days of 2028 get 301 657.
    """
    listed = {str(one["period"]): one for one in amounts}
    days = {period.label: period.days for period in before}
    last = [period for period in before if period.label in listed][-1]
    amount = Decimal(listed[last.label]["amount"])
    for period in after:
        if days.get(period.label) != period.days:
            as_much = last.holds_full_year and period.holds_full_year
            part = amount if as_much else (amount * period.days / last.days).quantize(unit, ROUND_HALF_UP)
            listed[period.label] = {"period": period.label, "amount": f"{part:.2f}"}
    return list(listed.values())
