"""Say how books are to be read, and keep what they say of each period."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from agreements.models import Agreement
from agreements.selectors import named_agreement, periods_of, reporters
from agreements.services.lifecycle import concerns, locked
from finance.models import LedgerHandIn, LedgerReading, Reconciliation
from finance.reconciliation import Span
from finance.reconciliation.keeping import as_json
from finance.selectors.reconciliations import books_of, newest
from finance.services.ledgers import Finish, own_organization
from office.clock import today
from office.models import Organization, User
from office.refusals import Refusal, accepted
from office.services import jobs, trail

Values = dict[str, Any]
KIND = "finance.reconcile"


def say(values: Values, by: User, refusals: list[Refusal]) -> LedgerReading:
    """Record how the association's books are to be read for an agreement; its periods are reconciled anew.

    Raises `Refused`: 403 not a reporter, 404 unknown agreement, 400 with all that is wrong.
    """
    refusals = list(refusals)
    organization = own_organization(values, by, refusals)
    agreement = named_agreement(values, by, refusals)
    if organization and organization.pk not in {party.organization_id for party in reporters(agreement)}:
        message = _("%(name)s does not report on this agreement.") % {"name": organization.name}
        refusals.append(Refusal("report.not_a_reporter", message, "agreement", None, agreement.pk))
    if values.get("key") is not None and not values.get("agreed"):
        message = _("Say where the key was agreed: a decision, a clause or minutes.")
        refusals.append(Refusal("required", message, "agreed", "text", None))
    organization = accepted(organization, refusals)
    names = ("grants", "public", "liabilities", "key", "agreed")
    with transaction.atomic():
        said = {name: values[name] for name in names}
        reading = LedgerReading.objects.create(agreement=agreement, organization=organization, recorded_by=by, **said)
        data = {name: said[name] if name != "key" else _text(said[name]) for name in names}
        trail.record(
            "ledger.read_as", by=by, subject=reading, concerns=_concerned(agreement, organization.pk),
            data={"agreement": agreement.pk, **data},
        )  # fmt: skip
        soon(agreement, organization.pk, by)
    return reading


def _text(value: Any) -> str | None:
    return None if value is None else str(value)


def _concerned(agreement: Agreement, organization: int) -> set[int]:
    """The public parties and the association: other associations' books are not one's own."""
    others = {party.organization_id for party in agreement.parties.all() if not party.organization.public}
    return {*concerns(agreement)} - others | {organization}


def soon(agreement: Agreement, organization: int, by: User) -> None:
    """Have the association's periods reconciled by a job, once however often it is asked for meanwhile."""
    told = {"agreement": agreement.pk, "organization": organization}
    jobs.enqueue(KIND, told, by=by, key=f"{KIND} {agreement.pk} {organization}")


def soon_all(agreement: int, by: User | None) -> None:
    """The same for every association that has handed in books for the agreement; where nobody asked for it (a renewal),
    by who handed them in."""
    handed_in = LedgerHandIn.objects.filter(agreement=agreement).select_related("agreement", "recorded_by")
    for one in {row.organization_id: row for row in handed_in}.values():
        soon(one.agreement, one.organization_id, by or one.recorded_by)


def reconcile(arguments: Values, by: User, finish: Finish) -> None:
    """A job's work: read every period that the books touch, and keep what is said otherwise than before.

    Where something was handed in meanwhile it keeps nothing: another job reads that, and the newest row must be its.
    """
    agreement = Agreement.objects.with_terms().get(pk=arguments["agreement"])
    organization = Organization.objects.get(pk=arguments["organization"])
    read = newest(agreement, organization.pk)
    rows = [row for row in _periods(agreement, organization, by) if not _stands(row)]
    with finish({"periods": [row.period for row in rows]}):
        locked(agreement)
        for row in rows if newest(agreement, organization.pk) == read else ():
            row.save()
            data = {"agreement": agreement.pk, "period": row.period, "hand_ins": row.figures["ledgers"]}
            concerned = _concerned(agreement, organization.pk)
            trail.record("ledger.reconciled", by=by, subject=row, concerns=concerned, data=data)


def _periods(agreement: Agreement, organization: Organization, by: User) -> list[Reconciliation]:
    """Each period of the term of which the books hold a day."""
    found, periods = [], periods_of(agreement)
    books = books_of(agreement, organization.pk, [Span(one.starts_on, one.ends_on) for one in periods])
    for period in periods:
        figures = books.of(Span(period.starts_on, period.ends_on))
        if figures.covered:
            row = Reconciliation(agreement=agreement, organization=organization, period=period.label, recorded_by=by)
            row.starts_on, row.ends_on = period.starts_on, period.ends_on
            row.figures, row.reconciled_on = as_json(figures), today()
            found.append(row)
    return found


def _stands(row: Reconciliation) -> bool:
    """Whether the newest one of the period says the same."""
    same = Reconciliation.objects.filter(
        agreement=row.agreement, organization=row.organization, period=row.period
    ).order_by("-pk")
    newest = same.first()
    days = (row.starts_on, row.ends_on, row.figures)
    return newest is not None and (newest.starts_on, newest.ends_on, newest.figures) == days
