"""The term that an amendment leaves: on which day it takes effect, which periods there are, what they would lack."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from agreements.amending import Document, spans, through
from agreements.models.terms import CommitmentKind
from agreements.periods import Period
from agreements.services.resolving.reading import Json, Reading, Values, place_of
from agreements.services.rules.terms import Terms, term
from office.refusals import Refusal


def wrong_days(reading: Reading) -> Iterator[Refusal]:
    """It takes effect within the term, as the amendment leaves it, and cuts that into periods as before."""
    start, effective = reading.agreement.starts_on, reading.values.get("effective_on")
    end = reading.values.get("ends_on") or reading.agreement.through
    yield from term(Terms({"starts_on": start, "ends_on": end}))
    if start <= end and effective is not None:
        yield from _outside_term(str(start), str(end), str(effective))
    if "period_basis" in reading.values.get("conditions", {}):
        message = _("Payments and reports carry the periods' names: how the term is cut into them stands.")
        yield Refusal("amendment.period_basis", message, "conditions.period_basis", None, None)


def _outside_term(start: str, end: str, effective: str) -> list[Refusal]:
    """A refusal where an amendment would take effect on no day of the term."""
    if start <= effective <= end:
        return []
    message = _("An amendment takes effect within the term, %(start)s to %(end)s.") % {"start": start, "end": end}
    return [Refusal("amendment.outside_term", message, "effective_on", f"{start} – {end}", effective)]


def spans_left(reading: Reading) -> list[tuple[Period, Period]]:
    """The periods of the term where the amendment makes it longer, otherwise as it was: what it cuts keeps its name."""
    ends_on = reading.values.get("ends_on")
    if ends_on is None or str(ends_on) < reading.terms["ends_on"]:
        return spans(reading.terms)
    return spans({**reading.terms, "ends_on": str(ends_on), "last_day": None})


def wrong_periods(reading: Reading, rows: list[Values] | None, at: str) -> Iterator[Refusal]:
    """Amounts that are listed name periods of the term as the amendment leaves it, each once."""
    labels = [period.label for _left, period in spans_left(reading)]
    said = [row["period"] for row in rows or [] if row and "period" in row]
    if len(set(said)) < len(said) or not set(said) <= set(labels):
        message = _("Amounts name periods of the term, each once: %(periods)s.") % {"periods": ", ".join(labels)}
        yield Refusal("amounts.periods", message, f"{at}.amounts", labels, said)


def wrong_terms(terms: Document, change: Json) -> list[Refusal]:
    """What would be wrong with the terms when everything has taken effect: the change after their last day, too few
    parties, or no amounts for a period."""
    found = _outside_term(terms["starts_on"], str(through(terms)), change["effective_on"])
    standing = [one for one in terms["parties"] if not one["left_on"]]
    if len(standing) < 2:
        message = _("An agreement needs at least two parties.")
        found.append(Refusal("parties.too_few", message, "leave", ">= 2", len(standing)))
    labels = [period.label for period, _whole in spans(terms)]
    gone = {one["party"] for one in terms["parties"] if one["left_on"]}
    for row in terms["commitments"]:
        missing = [label for label in labels if label not in {one["period"] for one in row["amounts"]}]
        by_period = row["amounts"] and row["shared_cost"] is None and not row["steps"]
        if by_period and missing and row["party"] not in gone:
            message = _("%(commitment)s lists its amounts by period: say those of %(periods)s.")
            called = row["name"] or CommitmentKind(row["kind"]).label
            told = message % {"commitment": called, "periods": ", ".join(missing)}
            where = place_of(row["id"], "commitments", "commitment", change.get("commitments", []))
            found.append(Refusal("amounts.periods", told, f"{where}.amounts", labels, missing))
    return found
