"""What an association chooses to hand in of its ledgers for an agreement, and what that would be."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from agreements.models import Agreement
from agreements.selectors import named_agreement, reporters
from agreements.services.standing import require_state_for
from finance import sie
from finance.models import Ledger, LedgerChoice
from finance.selectors.ledgers import as_choice, overview_of, ranges
from finance.services.ledgers import Finish, gone, require_read, shown
from finance.sie.choice import Choice, Selection, select
from office.models import Job, User
from office.refusals import Refusal, Refused, refuse_if
from office.services import jobs, trail, uploads

Values = dict[str, Any]


def choose(ledger: Ledger, values: Values, by: User, refusals: list[Refusal]) -> LedgerChoice:
    """Record what is chosen for an agreement, all of which the ledger holds. It stands until the next choice, also for
    next year's ledger. Raises `Refused`: 404 unknown agreement, 409 a ledger or an agreement in another state, 400.
    """
    require_read(ledger)
    agreement = _agreement(ledger, named_agreement(values, by, refusals))
    refuse_if([*refusals, *_unknown(ledger, values)])
    with transaction.atomic():
        choice = LedgerChoice.objects.create(
            organization_id=ledger.organization_id,
            agreement=agreement,
            ledger=ledger,
            objects_chosen=values["objects"],
            accounts=values["accounts"],
            series=values["series"],
            release_texts=values["release_texts"],
            recorded_by=by,
        )
        data = {"ledger": ledger.pk, "agreement": agreement.pk, "release_texts": choice.release_texts}
        concerns = [ledger.organization_id]
        trail.record("ledger.chosen", by=by, subject=choice, concerns=concerns, data=data, draft=True)
    return choice


def _agreement(ledger: Ledger, agreement: Agreement) -> Agreement:
    """An agreement on which the ledger's association reports, and that is or was in force."""
    if ledger.organization_id not in {party.organization_id for party in reporters(agreement)}:
        message = _("%(name)s does not report on this agreement.") % {"name": ledger.organization.name}
        raise Refused(Refusal("report.not_a_reporter", message, "agreement", None, agreement.pk))
    require_state_for("report", agreement)
    return agreement


def _unknown(ledger: Ledger, values: Values) -> list[Refusal]:
    """What is chosen and not in the ledger, which would be a slip of the pen; and that nothing is chosen."""
    overview = overview_of(ledger)
    if overview is None:
        raise gone()
    objects = {(one["dimension"], one["number"]) for one in overview["objects"]}
    series = {one["series"] for one in overview["series"]}
    numbers = [one["number"] for one in overview["accounts"]]
    wrong = []
    for index, one in enumerate(values.get("objects", [])):
        if one and (one.get("dimension"), one.get("number")) not in objects:
            wrong.append(_absent(f"objects[{index}]", f"{one.get('dimension')} {one.get('number')}"))
    for index, text in enumerate(values.get("accounts", [])):
        asked = Choice(frozenset(), tuple(ranges([text] if text else [])), frozenset())
        if text and not any(map(asked.takes_account, numbers)):
            wrong.append(_absent(f"accounts[{index}]", text))
    for index, text in enumerate(values.get("series", [])):
        if text is not None and text not in series:
            wrong.append(_absent(f"series[{index}]", text))
    if not any(values.get(name) for name in ("objects", "accounts", "series")):
        message = _("Choose objects, accounts or voucher series.")
        wrong.append(Refusal("choice.nothing", message, "", "objects, accounts or series"))
    return wrong


def _absent(path: str, what: str) -> Refusal:
    message = _("There is no %(what)s in the ledger.") % {"what": what}
    return Refusal("choice.unknown", message, path, None, what)


def ask(kind: str, ledger: Ledger, values: Values, by: User, refusals: list[Refusal]) -> Job:
    """Have a choice carried out by a job: `finance.preview_ledger` counts, `finance.hand_in_ledger` hands in.

    The job is the asker's. Raises `Refused`: 409 a ledger that is not read or no longer kept, 400 with all that is
    wrong.
    """
    require_read(ledger)
    refusals = list(refusals)
    choice = LedgerChoice.objects.filter(organization=ledger.organization_id, pk=values.get("choice", 0)).first()
    if choice is None and "choice" in values:
        message = _("The association has made no choice %(id)s.") % {"id": values["choice"]}
        refusals.append(Refusal("choice.absent", message, "choice", None, values["choice"]))
    days = _days(ledger, choice, values, refusals) if choice else None
    refuse_if(refusals)
    if choice is None or days is None:
        raise Refused(*refusals)
    _agreement(ledger, choice.agreement)
    told = {"ledger": ledger.pk, "choice": choice.pk, "starts_on": str(days[0]), "ends_on": str(days[1])}
    with transaction.atomic():
        return jobs.enqueue(kind, told, by=by)


def _days(ledger: Ledger, choice: LedgerChoice, values: Values, refusals: list[Refusal]) -> tuple[date, date] | None:
    """The days asked for, within those that the ledger's year and the agreement's term share."""
    agreement = choice.agreement
    if ledger.starts_on is None or ledger.ends_on is None:
        raise gone()
    first, last = max(ledger.starts_on, agreement.starts_on), min(ledger.ends_on, agreement.ends_on)
    if first > last:
        message = _("The ledger's year (%(start)s–%(end)s) and the agreement's term share no day.")
        told = message % {"start": ledger.starts_on, "end": ledger.ends_on}
        refusals.append(Refusal("hand_in.outside", told, "choice", f"{agreement.starts_on}–{agreement.ends_on}"))
        return None
    days = values.get("starts_on") or first, values.get("ends_on") or last
    for name, day in zip(("starts_on", "ends_on"), days, strict=True):
        if not first <= day <= last:
            message = _("The day lies outside the days of both the ledger's year and the term: %(start)s–%(end)s.")
            told = message % {"start": first, "end": last}
            refusals.append(Refusal("hand_in.outside", told, name, f"{first}–{last}", str(day)))
    if days[0] > days[1]:
        message = _("The last day lies before the first.")
        refusals.append(Refusal("hand_in.ends_before_start", message, "ends_on", f">= {days[0]}", str(days[1])))
    return days


def selection(arguments: Values, progress: Callable[[int, int], None]) -> tuple[Ledger, LedgerChoice, Selection]:
    """What a job's arguments select. Raises `Refused` when the content is gone meanwhile."""
    ledger = Ledger.objects.select_related("upload", "organization").get(pk=arguments["ledger"])
    choice = LedgerChoice.objects.select_related("agreement").get(pk=arguments["choice"])
    reading = sie.read(uploads.content(ledger.upload), progress)
    if reading.ledger is None:
        raise gone()  # what was read once is read again; another version of the reader may know better
    days = date.fromisoformat(arguments["starts_on"]), date.fromisoformat(arguments["ends_on"])
    return ledger, choice, select(reading.ledger, as_choice(choice), *days)


def preview(arguments: Values, progress: Callable[[int, int], None], finish: Finish) -> None:
    """A job's work: what would be handed in, in figures. Nothing is handed in."""
    _ledger, _choice, found = selection(arguments, progress)
    with finish(figures(found)):
        pass


def figures(found: Selection) -> Values:
    """A selection's sums: what is chosen and what share of the ledger's days it is."""
    totals = {
        name: shown(getattr(found, name))
        for name in ("chosen", "chosen_without_object", "ledger", "ledger_without_object")
    }
    return {"totals": totals, "accounts": shown(found.accounts), "balances": shown(found.balances)}
