"""Decide anew on a consequence: a new decision takes the place of the one that stands, which stays as it was.

An authority may change its decision where it finds it incorrect, because of new circumstances or for another reason; to
a party's detriment only where the decision, or what it rests on, says that it may be changed, where compelling reasons
of safety require it, or where the party misled the authority. Source: 37 § förvaltningslagen (2017:900).
"""

from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Sum
from django.utils.translation import gettext as _

from agreements.models import Agreement, Party
from finance.models import ChangeGround, ConsequenceDecision
from office.refusals import Refusal, Refused, conflict

Values = dict[str, Any]
#: The grounds on which a decision may be changed to the party's detriment.
HARDER = (ChangeGround.RESERVED, ChangeGround.SAFETY, ChangeGround.MISLED)


def replaced(
    agreement: Agreement, values: Values, decider: Party, party: Party | None, refusals: list[Refusal]
) -> ConsequenceDecision | None:
    """The decision that the request replaces: the decider's own on the same consequence, held until the transaction
    ends. A first decision replaces none and has no ground.

    Raises `Refused`: 409 where another has replaced it already, 400 where there is none.
    """
    pk, ground = values["replaces"], values["ground"]
    if pk is None:
        if ground:
            message = _("Only a decision that replaces another has a ground.")
            refusals.append(Refusal("consequence.ground_not_for_first", message, "ground", None, ground))
        return None
    about = {"code": values["code"], "period": values["period"] or "", "organization": decider.organization_id}
    about |= {"party": party} if party else {}
    found = ConsequenceDecision.objects.select_for_update().filter(agreement=agreement, pk=pk, **about).first()
    if found is None:
        message = _("%(name)s has taken no decision %(id)s on this that could be reconsidered.")
        told = message % {"name": decider.organization.name, "id": pk}
        raise Refused(Refusal("consequence.not_replaceable", told, "replaces", "a decision that stands", pk))
    after: ConsequenceDecision | None = getattr(found, "replaced_by", None)
    if after:
        message = _("This decision was reconsidered on %(day)s already: decision %(id)s stands in its place.")
        told = message % {"day": after.decided_on, "id": after.pk}
        raise conflict("consequence.reconsidered", told, path="replaces", expected=after.pk, actual=pk)
    return found


def refuse_ungrounded(
    earlier: ConsequenceDecision, values: Values, amount: Decimal, day: date, refusals: list[Refusal]
) -> None:
    """The new decision comes after the one that it replaces, and says on which ground; a harder one on one that allows
    it."""
    ground = values["ground"]
    if day < earlier.decided_on:
        message = _("The decision that it replaces was taken on %(day)s.") % {"day": earlier.decided_on}
        refusals.append(Refusal("date.out_of_order", message, "decided_on", f">= {earlier.decided_on}", str(day)))
    if not ground:
        message = _("Say on which ground the decision is changed.")
        refusals.append(Refusal("required", message, "ground", list(ChangeGround.values), None))
    elif ground not in HARDER and _harder(earlier, amount, values["due_on"]):
        message = _("This is to the party's detriment: it may be so only on one of the grounds that allow it.")
        refusals.append(Refusal("consequence.detriment", message, "ground", list(HARDER), ground))


def _harder(earlier: ConsequenceDecision, amount: Decimal, due_on: date | None) -> bool:
    """Whether more is taken than before, what was let go of included, or the same sooner."""
    let_go = earlier.write_offs.aggregate(total=Sum("amount"))["total"] or Decimal(0)
    sooner = due_on is not None and earlier.due_on is not None and due_on < earlier.due_on
    return amount > earlier.amount - let_go or (amount > 0 and sooner)
