"""The sentences that explain a line or a row, for a reader who knows no rules; `explain.py` and `explain_term.py`
choose among them.

`[…]` is left out when a value in it is empty. Each language says the same with the same values.
"""

from collections.abc import Mapping
from decimal import Decimal

from reports.checks.results import Amount, Value
from reports.checks.wording import fill

PHRASES: dict[str, dict[str, str]] = {
    "sv": {
        "unbound": (
            "Överenskommelsen är inte bindande[; {promised} skulle gälla för {period}]"
            "[; {hours} ideell tid, som inget timvärde gäller för, skulle vara utlovad för {period}]."
        ),
        "upcoming": (
            "Perioden börjar {starts_on}[; {promised} är utlovat]"
            "[; {hours} ideell tid är utlovad, men inget timvärde gäller den dagen, så värdet är inte känt]."
        ),
        "promise_in_hours": "{promised} (varav ideell tid {pledge})",
        "unvalued": (
            "{hours} ideell tid är utlovad för {period}, men inget timvärde gäller {day}; därför går det inte att säga "
            "vad som är utlovat i kronor."
        ),
        "promise_unvalued": ", och det utlovade kan inte värderas, eftersom ett timvärde saknas",
        "open": (
            "Ingen redovisning har kommit in för {period}[, och den ska lämnas senast {due_on}]; {promised} är utlovat."
        ),
        "open_returned": (
            "Komplettering av redovisningen för {period} begärdes {returned_on}[ och ska komma senast {due_on}]; "
            "{promised} är utlovat."
        ),
        "overdue": (
            "Redovisningen för {period} skulle ha lämnats senast {due_on} och har inte kommit in; "
            "{promised} är utlovat."
        ),
        "overdue_returned": (
            "Komplettering av redovisningen för {period} begärdes {returned_on} och skulle ha kommit senast {due_on}; "
            "{promised} är utlovat."
        ),
        "excused": (
            "Redovisningen för {period} skulle ha lämnats senast {due_on}, men förseningen är medgiven av "
            "{body}[ (delegation {delegation_point})][ {paragraph}] {decided_on}: {reason}[, till och med "
            "{until}]; {promised} är utlovat."
        ),
        "unknown": "{lead}: {parts}; därför går det inte att säga vad som räknas[ av utlovade {promised}].",
        "amount_unknown": "Vad som är utlovat för {period} kan inte sägas än[; {paid} är betalt].",
        "reported": "{lead}: {parts}: {outcome}.",
        "lead_approved": "Enligt den godkända redovisningen för {period} (version {number})",
        "lead_submitted": "Enligt redovisningen för {period} (version {number}, ännu inte granskad)",
        "total": "{counted} av utlovade {promised}",
        "joined": "{parts}; sammanlagt {total}",
        "short": "{short} fattas",
        "waived": (
            "{short} fattas, vilket är medgivet av {body}[ (delegation {delegation_point})][ {paragraph}] "
            "{decided_on}: {reason}[, till och med {until}]"
        ),
        "over": "{over} mer än utlovat",
        "exact": "precis vad som utlovats",
        "volunteer_time": "ideell tid {hours}[ av utlovade {promised_hours}] är värd {delivered}[ ({rates})]",
        "volunteer_time_missing": (
            "ideell tid {hours}[ av utlovade {promised_hours}] kan inte värderas, eftersom ett timvärde saknas"
        ),
        "own_cash": "egna medel {delivered}",
        "in_kind": "naturainsats {delivered}[ (värderad enligt {basis}: {document})]",
        "activity": "{name}",
        "counts_all": ", allt räknas[ (högst {at_most})]",
        "counts_capped": ", varav {counted} räknas (högst {at_most})",
        "counts_share": ", varav {counted} räknas (så mycket som dess andel får vara[; dess eget tak är {own_cap}])",
        "counts_public": ", varav {counted} räknas ({public} är offentliga medel)",
        "counts_none": ", som inte räknas eftersom det inte ingår i åtagandet",
        "beside": ", och därtill {beside} som inte räknas som ideell tid",
        "funding_met": (
            "Enligt registrerade utbetalningar är {paid} betalt av utlovade {promised} för {period}: allt är betalt."
        ),
        "funding_above": (
            "Enligt registrerade utbetalningar är {paid} betalt för {period}, där {promised} är utlovat: {surplus} är "
            "betalt utöver det som ska betalas."
        ),
        "funding_open": (
            "Enligt registrerade utbetalningar är {paid} betalt av utlovade {promised} för {period}, där "
            "{due} skulle vara "
            "betalt före {as_of}[; nästa del, {instalment}, ska betalas senast {due_on}]."
        ),
        "funding_overdue": (
            "Enligt registrerade utbetalningar är {paid} betalt av de {due} som skulle vara betalda av "
            "utlovade {promised} för "
            "{period}: {short} skulle ha betalats {due_on}."
        ),
        "funding_reduced": (
            "Av delutbetalningen {amount} med förfallodag {due_on} hålls {reduced} inne enligt beslut om sen "
            "redovisning."
        ),
        "term_unbound": "Överenskommelsen är inte bindande; {term} skulle gälla för hela avtalstiden.",
        "term_upcoming": "Avtalstiden har inte börjat; {term} är utlovat.",
        "term_open": "Inget är redovisat ännu av utlovade {term} för hela avtalstiden.",
        "term_open_funding": "Inget är betalt eller skulle vara betalt ännu av utlovade {term} för hela avtalstiden.",
        "term_reported": (
            "Till och med {as_of} räknas {counted} av utlovade {promised} för de redovisade perioderna: {outcome}; "
            "av {term} för hela avtalstiden återstår {remaining}[, {needed} per återstående period]"
            "[, och i samma takt blir det {projected}]."
        ),
        "term_funding": (
            "Till och med {as_of} är {counted} betalt av de {promised} som skulle vara betalda: {outcome}; "
            "av {term} för hela avtalstiden återstår {remaining}."
        ),
        "term_beside": "Vad som är utlovat för {beside} ingår inte, eftersom timmarna inte kan värderas än.",
        "term_exact": "inget fattas",
        "term_over": "{over} mer",
        "term_short": "{short} fattas",
        "term_waived": "{outcome} när medgivna {waived} räknas bort",
        "instalment_paid": "{amount} är betalt.",
        "instalment_overdue": (
            "{left} skulle ha betalats senast {due_on}[, rekvirerat {asked_on}][; {ordered} är beordrat men inte "
            "betalt]."
        ),
        "instalment_ordered": "{ordered} är beordrat och ska attesteras och betalas, senast {due_on}.",
        "instalment_requested": "{left} rekvirerades {asked_on} och ska betalas senast {due_on}.",
        "instalment_due": "{left} ska betalas senast i dag, {due_on}.",
        "instalment_not_due": "{left} ska betalas senast {due_on}.",
        "instalment_requisition": "{left} betalas först när föreningen har rekvirerat det, och det har den inte gjort.",
        "instalment_report": (
            "{left} hålls inne tills redovisningen för {report_period} är godkänd; föreningen ska lämna in den."
        ),
        "instalment_review": (
            "{left} hålls inne tills redovisningen för {report_period} är godkänd; den är inlämnad och kommunen ska "
            "granska den."
        ),
    },
    "en": {
        "unbound": (
            "The agreement is not binding[; {promised} would be promised for {period}]"
            "[; {hours} of volunteer time, which no rate values, would be promised for {period}]."
        ),
        "upcoming": (
            "The period begins on {starts_on}[; {promised} is promised]"
            "[; {hours} of volunteer time is promised, but no rate is in force on that day, so its worth is not known]."
        ),
        "promise_in_hours": "{promised} (of which volunteer time {pledge})",
        "unvalued": (
            "{hours} of volunteer time is promised for {period}, but no rate is in force on {day}; so it cannot be "
            "said what is promised in kronor."
        ),
        "promise_unvalued": ", and what is promised cannot be valued, since a rate is missing",
        "open": "No report is handed in yet for {period}[, and it is due on {due_on}]; {promised} is promised.",
        "open_returned": (
            "The report for {period} was sent back on {returned_on} and is awaited again[ by {due_on}]; "
            "{promised} is promised."
        ),
        "overdue": "The report for {period} was due on {due_on} and has not been received; {promised} is promised.",
        "overdue_returned": (
            "The report for {period} was sent back on {returned_on} and was to be back by {due_on}; "
            "{promised} is promised."
        ),
        "excused": (
            "The report for {period} was due on {due_on}, but the delay is excused by {body}[ (delegation "
            "{delegation_point})][ {paragraph}] "
            "on {decided_on}: {reason}[, through {until}]; {promised} is promised."
        ),
        "unknown": "{lead}: {parts}; so it cannot be said what counts[ of the promised {promised}].",
        "amount_unknown": "What is promised for {period} cannot be said yet[; {paid} is paid].",
        "reported": "{lead}: {parts}: {outcome}.",
        "lead_approved": "According to the approved report for {period} (version {number})",
        "lead_submitted": "According to the report for {period} (version {number}, not yet reviewed)",
        "total": "{counted} of the promised {promised}",
        "joined": "{parts}; in all {total}",
        "short": "{short} short",
        "waived": (
            "{short} short, which is excused by {body}[ (delegation {delegation_point})][ {paragraph}] on "
            "{decided_on}: {reason}[, through {until}]"
        ),
        "over": "{over} more than promised",
        "exact": "exactly what was promised",
        "volunteer_time": "volunteer time {hours}[ of the promised {promised_hours}] is worth {delivered}[ ({rates})]",
        "volunteer_time_missing": (
            "volunteer time {hours}[ of the promised {promised_hours}] cannot be valued, since a rate is missing"
        ),
        "own_cash": "own cash {delivered}",
        "in_kind": "in kind {delivered}[ (valued by {basis}: {document})]",
        "activity": "{name}",
        "counts_all": ", all of it counts[ (at most {at_most})]",
        "counts_capped": ", of which {counted} counts (at most {at_most})",
        "counts_share": ", of which {counted} counts (as much as its share may be[; its own cap is {own_cap}])",
        "counts_public": ", of which {counted} counts ({public} is public money)",
        "counts_none": ", which does not count since it is not part of the promise",
        "beside": ", and beside it {beside}, which does not count as volunteer time",
        "funding_met": (
            "According to the registered payments {paid} of the promised {promised} is paid for {period}: everything."
        ),
        "funding_above": (
            "According to the registered payments {paid} is paid for {period}, where {promised} is promised: {surplus} "
            "is paid beyond what is to be paid."
        ),
        "funding_open": (
            "According to the registered payments {paid} of the promised {promised} is paid for {period}, "
            "where {due} was due "
            "before {as_of}[; the next part, {instalment}, is due on {due_on}]."
        ),
        "funding_overdue": (
            "According to the registered payments {paid} is paid of the {due} that was due of the promised "
            "{promised} for "
            "{period}: {short} should have been paid on {due_on}."
        ),
        "funding_reduced": (
            "Of the instalment {amount} due on {due_on}, {reduced} is kept back by decision on a late report."
        ),
        "term_unbound": "The agreement is not binding; {term} would be promised for the whole term.",
        "term_upcoming": "The term has not begun; {term} is promised.",
        "term_open": "Nothing is reported yet of the {term} promised for the whole term.",
        "term_open_funding": "Nothing is paid or due yet of the {term} promised for the whole term.",
        "term_reported": (
            "Through {as_of} {counted} counts of the {promised} promised for the reported periods: {outcome}; "
            "of {term} for the whole term {remaining} remains[, {needed} per remaining period]"
            "[, and at the same pace it will be {projected}]."
        ),
        "term_funding": (
            "Through {as_of} {counted} is paid of the {promised} that was due: {outcome}; "
            "of {term} for the whole term {remaining} remains."
        ),
        "term_beside": "What is promised for {beside} is not included, since its hours cannot be valued yet.",
        "term_exact": "nothing is short",
        "term_over": "{over} more",
        "term_short": "{short} short",
        "term_waived": "{outcome} when {waived} is excused",
        "instalment_paid": "{amount} is paid.",
        "instalment_overdue": (
            "{left} was due on {due_on}[, asked for on {asked_on}][; {ordered} is ordered but not paid]."
        ),
        "instalment_ordered": "{ordered} is ordered, to be attested and paid by {due_on}.",
        "instalment_requested": "{left} was asked for on {asked_on} and is due on {due_on}.",
        "instalment_due": "{left} is due today, {due_on}.",
        "instalment_not_due": "{left} is due on {due_on}.",
        "instalment_requisition": "{left} is paid once the association has asked for it, which it has not.",
        "instalment_report": (
            "{left} is withheld until the report for {report_period} is approved; the association is to hand it in."
        ),
        "instalment_review": (
            "{left} is withheld until the report for {report_period} is approved; it is handed in and the municipality "
            "is to review it."
        ),
    },
}


def say(phrase: str, values: Mapping[str, Value], language: str) -> str:
    """The phrase with its values: "sv" or "en"."""
    return fill(PHRASES[language][phrase], values, language)


def optional(value: Decimal | None, unit: str) -> Value:
    """An amount, or nothing where it is not known."""
    return "" if value is None else Amount(value, unit)
