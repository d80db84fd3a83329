"""One sentence per line, with both numbers and their source, for a lay reader.

Worked example: "According to the approved report for 2020 (version 1): volunteer time 4,500 h is worth 905,000 kr
(4,000 h × 220, 500 h × 50), all of it counts (at most 975,000 kr); own cash 310,000 kr; in all 1,215,000 kr of the
promised 1,300,000 kr: 85,000 kr short."
"""

from datetime import date
from decimal import Decimal

from finance.instalments import Instalment
from office.numbers import number
from reports.checks.amounts import explain_amount
from reports.checks.phrases import optional, say
from reports.checks.results import Amount, Component, Line, Value, Word
from reports.checks.wording import amount, written

SEK = "SEK"


def explain(line: Line, as_of: date, language: str) -> str:
    """What the line comes to and why, and how its amount came about where a clause has had a say in it."""
    said = _explained(line, as_of, language)
    return f"{said} {explain_amount(line, language)}" if line.promise else said


def _explained(line: Line, as_of: date, language: str) -> str:
    """What the line comes to."""
    if line.promise is not None and line.status == "unknown" and line.promise.unknown:
        paid = line.counted if line.kind == "funding" else None
        values: dict[str, Value] = {"period": line.period.label, "paid": optional(paid, SEK)}
        return say("amount_unknown", values, language)
    if line.kind == "funding":
        return _funding(line, as_of, language)
    if line.counted is None and line.status != "unknown":
        return _awaited(line, language)
    if line.report is not None and line.report.version is None:
        return _unvalued(line, language)
    return _reported(line, language)


def explain_instalment(part: Instalment, language: str) -> str:
    """Where an instalment stands and why, such as "10,000 kr is due on 1 August 2022."."""
    return say(
        f"instalment_{part.state if part.state == 'paid' else part.waits_for or part.state}",
        {
            "amount": Amount(part.payable, SEK),
            "left": Amount(part.left, SEK),
            "ordered": Amount(part.ordered, SEK) if part.ordered else "",
            "due_on": part.due_on or "",
            "asked_on": part.asked_on or "",
            "report_period": part.report_period,
        },
        language,
    )


def _awaited(line: Line, language: str) -> str:
    """A line with nothing to count."""
    newest = None if line.report is None else line.report.newest
    returned_on = None if newest is None else newest.returned_on
    phrase = "excused" if line.status == "waived" else line.status
    if line.report is None:
        phrase = "unbound"
    elif returned_on is not None and phrase in ("open", "overdue"):
        phrase += "_returned"
    values: dict[str, Value] = {
        "period": line.period.label,
        "promised": _promise(line, language),
        "hours": "" if line.promised is not None else _hours(line),
        "starts_on": line.period.starts_on,
        "due_on": (line.report and line.report.due_on) or "",
        "returned_on": returned_on or "",
        **_waiver(line),
    }
    return say(phrase, values, language)


def _promise(line: Line, language: str) -> Value:
    """What is promised; where it is volunteer time in hours, how they come to their kronor."""
    if line.promised is None:
        return ""
    promised = Amount(line.promised, line.unit)
    part = next((part for part in line.components if part.promised_at is not None), None)
    if part is None:
        return promised
    return say("promise_in_hours", {"promised": promised, "pledge": _worth(part, language)}, language)


def _worth(part: Component, language: str) -> str:
    """What a component is promised to be worth: "220 000 kr", of hours "1 000 h × 220 = 220 000 kr"."""
    text = written(optional(part.promised, SEK), language)
    if part.promised_at is None or part.promised_hours is None:
        return text
    hours = amount(Amount(part.promised_hours, "h"), language)
    return f"{hours} × {number(part.promised_at.rate, language)} = {text}"


def _hours(line: Line) -> Value:
    """The hours that are promised in the line."""
    return next((Amount(part.promised_hours, "h") for part in line.components if part.promised_hours is not None), "")


def _unvalued(line: Line, language: str) -> str:
    """A line with nothing handed in and a promise in hours that no rate values."""
    values: dict[str, Value] = {
        "hours": _hours(line),
        "period": line.period.label,
        "day": line.period.starts_on,
    }
    return say("unvalued", values, language)


def _waiver(line: Line) -> dict[str, Value]:
    """Who excused the line, when, why and until when. The reason was written as text of its own: here it is a part of
    one sentence, so its line breaks and full stop go."""
    waiver = line.waiver
    if waiver is None:
        return {}
    return {
        "body": waiver.body,
        "delegation_point": waiver.delegation_point,
        "paragraph": waiver.paragraph,
        "decided_on": waiver.decided_on,
        "reason": " ".join(waiver.reason.split()).rstrip("."),
        "until": waiver.until or "",
    }


def _reported(line: Line, language: str) -> str:
    """A line whose report is in: what was reported, what it counts for and how far that reaches."""
    parts = [_part(part, language) for part in line.components]
    if not line.components:
        parts = [_plain_part(line, language)]
    values: dict[str, Value] = {
        "lead": _lead(line, language),
        "parts": "; ".join(parts),
        "promised": optional(line.promised, line.unit),
    }
    if line.counted is None or line.difference is None:
        return say("unknown", values, language)
    values["counted"] = Amount(line.counted, line.unit)
    values["total"] = say("total", values, language)
    values["parts"] = say("joined", values, language)
    values["outcome"] = _outcome(line, line.difference, language)
    return say("reported", values, language)


def _lead(line: Line, language: str) -> str:
    version = None if line.report is None else line.report.version
    values: dict[str, Value] = {"period": line.period.label, "number": version.number if version else ""}
    approved = line.report is not None and line.report.state == "approved"
    return say("lead_approved" if approved else "lead_submitted", values, language)


def _outcome(line: Line, difference: Decimal, language: str) -> str:
    values: dict[str, Value] = {
        "short": Amount(-difference, line.unit),
        "over": Amount(difference, line.unit),
        **_waiver(line),
    }
    if difference < 0:
        return say("waived" if line.status == "waived" else "short", values, language)
    return say("over" if difference else "exact", values, language)


def _plain_part(line: Line, language: str) -> str:
    """What a line without components reports: an activity's name, or the in-kind contribution."""
    figures = None if line.report is None else line.report.figures
    values: dict[str, Value] = {
        "name": line.commitment.name,
        "delivered": optional(line.delivered, line.unit),
        "basis": Word(figures.basis if figures else ""),
        "document": figures.document if figures else "",
    }
    return say(line.kind if line.kind == "activity" else "in_kind", values, language)


def _part(part: Component, language: str) -> str:
    """A component: what it is worth and how much of it counts."""
    at_most = part.promised if part.counting == "cap" else None
    rates = ", ".join(
        f"{amount(Amount(valued.hours, 'h'), language)} × {number(valued.rate, language)}" for valued in part.valued_at
    )
    values: dict[str, Value] = {
        "delivered": optional(part.delivered, SEK),
        "hours": optional(part.hours, "h"),
        "rates": rates,
        "counted": optional(part.counted, SEK),
        "at_most": "" if at_most is None else _worth(part, language),
        "promised_hours": optional(part.promised_hours, "h"),
        "own_cap": optional(at_most if _bites(at_most, part.delivered) else None, SEK),
        "public": Amount(part.not_counted, SEK),
        "basis": Word(part.basis),
        "document": part.document,
    }
    phrase = f"{part.kind}_missing" if part.delivered is None else part.kind
    text = say(phrase, values, language)
    counts = _counts(part)
    text += say(counts, values, language) if counts else ""
    if part.promised_hours is not None and part.promised_at is None:
        text += say("promise_unvalued", {}, language)
    return text + say("beside", {"beside": _beside(part, language)}, language) if part.beside else text


def _bites(cap: Decimal | None, delivered: Decimal | None) -> bool:
    """Whether a cap takes something away."""
    return cap is not None and delivered is not None and cap < delivered


def _beside(part: Component, language: str) -> tuple[str, ...]:
    """Hours that do not count, each with the kind of work: "20 h resor"."""
    return tuple(
        f"{amount(Amount(hours, 'h'), language)} {written(Word(work), language)}" for work, hours in part.beside
    )


def _counts(part: Component) -> str | None:
    """The phrase for how much of a component counts; none where that goes without saying."""
    if part.counting == "":
        return "counts_none"
    if part.delivered is None or part.counted is None:
        return None
    if part.share_limit is not None:
        return "counts_share"
    if part.counted == part.delivered:
        return "counts_all" if part.kind == "volunteer_time" or part.counting == "cap" else None
    return "counts_capped" if part.counted < part.delivered - part.not_counted else "counts_public"


def _funding(line: Line, as_of: date, language: str) -> str:
    if line.counted is None or line.due_to_date is None:
        values: dict[str, Value] = {"promised": optional(line.promised, SEK), "period": line.period.label, "hours": ""}
        return say("unbound", values, language)
    unpaid = next((part for part in line.instalments if part.left > 0), None)
    values = {
        "paid": Amount(line.counted, SEK),
        "promised": optional(line.promised, SEK),
        "due": Amount(line.due_to_date, SEK),
        "short": Amount(line.due_to_date - line.counted, SEK),
        "period": line.period.label,
        "as_of": as_of,
        "surplus": Amount(line.above, SEK),
        "instalment": "" if unpaid is None else Amount(unpaid.left, SEK),
        "due_on": (unpaid and unpaid.due_on) or "",
    }
    phrase = line.status if line.status in ("met", "overdue") else "open"
    text = say(f"funding_{'above' if line.above else phrase}", values, language)
    for part in line.instalments:
        if part.reduced:
            text += " " + say("funding_reduced", _reduced(part), language)
    return text


def _reduced(part: Instalment) -> dict[str, Value]:
    return {"amount": Amount(part.amount, SEK), "reduced": Amount(part.reduced, SEK), "due_on": part.due_on or ""}
