"""A consequence in words: its formula in numbers, what it rests on, and that it is only computed.

`[…]` is left out when a value in it is empty. Each language says the same with the same values.

Worked example: "85,000 ÷ 1,300,000 × 1,500,000 = 98,077", and: "Vän i Umeå is 85,000 kr short of the promised
1,300,000 kr; the same share of the 1,500,000 kr paid is 98,077 kr. This is a computed proposal: …"
"""

from decimal import Decimal

from finance.claim_balance import Balance
from office.numbers import number
from reports.checks.facts import DecisionFact
from reports.checks.results import Amount, Consequence, Decided, Value
from reports.checks.wording import fill

FORMULAS: dict[str, dict[str, str]] = {
    "sv": {
        "repayment.co_financing": "{short} ÷ {promised} × {paid} = {whole}[; {whole} × {own} ÷ {paid} = {amount}]",
        "repayment.unspent": (
            "det lägre av {paid} och {income} − {costs} = {whole}[; {whole} × {own} ÷ {paid} = {amount}]"
        ),
        "late.reduction": "{percent} % × {payment} = {whole}[; {whole} × {own} ÷ {payment} = {amount}]",
    },
    "en": {
        "repayment.co_financing": "{short} ÷ {promised} × {paid} = {whole}[; {whole} × {own} ÷ {paid} = {amount}]",
        "repayment.unspent": (
            "the lower of {paid} and {income} − {costs} = {whole}[; {whole} × {own} ÷ {paid} = {amount}]"
        ),
        "late.reduction": "{percent} % × {payment} = {whole}[; {whole} × {own} ÷ {payment} = {amount}]",
    },
}

REASONS: dict[str, dict[str, str]] = {
    "sv": {
        "repayment.co_financing": (
            "{party} når inte upp till utlovade {promised}: {short} fattas. Samma andel av utbetalda {paid} är {whole}."
        ),
        "repayment.unspent": (
            "Av intäkterna {income} återstår {left} när kostnaderna {costs} är betalda. Av det återbetalas högst "
            "vad som "
            "har betalats ut, {paid}: {whole}."
        ),
        "repayment.unspent.carried": (
            "Det som inte förbrukas får följa med till nästa period. Vid avtalstidens slut återstår {left} av "
            "intäkterna {income} när kostnaderna {costs} är betalda. Av det återbetalas högst vad som har betalats "
            "ut, {paid}: {whole}."
        ),
        "late.received": (
            "Redovisningen för {period} från {party} skulle ha kommit in senast {due_on} och kom in {came_on}, "
            "{late} för sent."
        ),
        "late.complete": (
            "Den kompletta redovisningen för {period} från {party} skulle ha kommit in senast {due_on} och kom in "
            "{came_on}, {late} för sent."
        ),
        "late.received.waits": (
            "Redovisningen för {period} från {party} skulle ha kommit in senast {due_on} och hade inte kommit "
            "{as_of}, {late} för sent."
        ),
        "late.complete.waits": (
            "Den kompletta redovisningen för {period} från {party} skulle ha kommit in senast {due_on} och hade inte "
            "kommit {as_of}, {late} för sent."
        ),
        "late.reduction": (
            "{report} Nästa utbetalning, {payment} med förfallodag {pay_on}, minskas därför med {percent} %: {whole}."
        ),
        "share": (
            "{payer} har betalat {own} av det; dess del är {amount}, i hela kronor så att alla delar blir {whole}."
        ),
        "share.late": (
            "{payer} ska betala {own} av den; dess del är {amount}, i hela kronor så att alla delar blir {whole}."
        ),
        "left": (
            "Den utbetalningen är gjord så att allt inte längre kan hållas inne; i stället kan {claimable} krävas "
            "tillbaka."
        ),
        "grows": "Andelen växer med förseningen tills redovisningen kommer.",
        "day": "{days} dag",
        "days": "{days} dagar",
        "claim": "{who} beslutade {decided_on} att kräva tillbaka {decided}, senast {pay_by}: {why}.",
        "reduce": "{who} beslutade {decided_on} att minska nästa utbetalning med {decided}: {why}.",
        "refrain": "{who} beslutade {decided_on} att inte kräva något: {why}.",
        "who": "{body}[ (delegation {delegation_point})][ {paragraph}]",
        "instead": "Det ersätter beslutet {earlier_on} {before}: {ground}.",
        "before.claim": "att kräva tillbaka {earlier}",
        "before.reduce": "att minska nästa utbetalning med {earlier}",
        "before.refrain": "att inte kräva något",
        "ground.incorrect": "det var felaktigt på grund av nya omständigheter eller av någon annan anledning",
        "ground.reserved": "det får ändras enligt vad som sägs i beslutet eller i det som beslutet grundas på",
        "ground.safety": "tvingande säkerhetsskäl kräver det",
        "ground.misled": "parten hade lämnat oriktiga eller vilseledande uppgifter",
        "open": "[{repaid} är betalt, ][{written_off} är avskrivet, ]{left} återstår.",
        "overdue": "[{repaid} är betalt, ][{written_off} är avskrivet, ]{left} återstår och är förfallet.",
        "settled": "Allt är betalt.",
        "written_off": "[{repaid} är betalt, ]{written_off} är avskrivet; inget återstår.",
        "overpaid": "{repaid} är betalt: {over} är för mycket och ska betalas tillbaka.",
        "proposal": "Det är ett beräknat förslag: inget gäller förrän nämnden eller den som har delegation har "
        "beslutat.",
    },
    "en": {
        "repayment.co_financing": (
            "{party} is {short} short of the promised {promised}. The same share of the {paid} paid is {whole}."
        ),
        "repayment.unspent": (
            "Of the income, {income}, {left} is left when the costs, {costs}, are paid. Of that no more than what was "
            "paid out, {paid}, is to be repaid: {whole}."
        ),
        "repayment.unspent.carried": (
            "What is not spent may go on to the next period. At the end of the term {left} is left of the income, "
            "{income}, when the costs, {costs}, are paid. Of that no more than what was paid out, {paid}, is to be "
            "repaid: {whole}."
        ),
        "late.received": (
            "The report for {period} from {party} was due on {due_on} and came on {came_on}, {late} late."
        ),
        "late.complete": (
            "The complete report for {period} from {party} was due on {due_on} and came on {came_on}, {late} late."
        ),
        "late.received.waits": (
            "The report for {period} from {party} was due on {due_on} and had not come on {as_of}, {late} late."
        ),
        "late.complete.waits": (
            "The complete report for {period} from {party} was due on {due_on} and had not come on {as_of}, "
            "{late} late."
        ),
        "late.reduction": (
            "{report} The next payment, {payment} due on {pay_on}, is therefore {percent} % less: {whole}."
        ),
        "share": (
            "{payer} has paid {own} of it; its part is {amount}, in whole kronor so that all parts come to {whole}."
        ),
        "share.late": (
            "{payer} is to pay {own} of it; its part is {amount}, in whole kronor so that all parts come to {whole}."
        ),
        "left": (
            "That payment is made, so that not all of it can be kept back any more; instead {claimable} can be claimed "
            "back."
        ),
        "grows": "The percentage grows with the delay until the report comes.",
        "day": "{days} day",
        "days": "{days} days",
        "claim": "On {decided_on} {who} decided to claim back {decided} by {pay_by}: {why}.",
        "reduce": "On {decided_on} {who} decided to reduce the next payment by {decided}: {why}.",
        "refrain": "On {decided_on} {who} decided to claim nothing: {why}.",
        "who": "{body}[ (delegation {delegation_point})][ {paragraph}]",
        "instead": "It replaces the decision of {earlier_on} {before}: {ground}.",
        "before.claim": "to claim back {earlier}",
        "before.reduce": "to reduce the next payment by {earlier}",
        "before.refrain": "to claim nothing",
        "ground.incorrect": "that decision was incorrect, by new circumstances or for another reason",
        "ground.reserved": "that decision may be changed by what it says itself or by what it rests on",
        "ground.safety": "compelling reasons of safety require it",
        "ground.misled": "the party had given incorrect or misleading information",
        "open": "[{repaid} is repaid, ][{written_off} is written off, ]{left} is left.",
        "overdue": "[{repaid} is repaid, ][{written_off} is written off, ]{left} is left and overdue.",
        "settled": "Everything is repaid.",
        "written_off": "[{repaid} is repaid, ]{written_off} is written off; nothing is left.",
        "overpaid": "{repaid} is repaid: {over} is too much and is to be paid back.",
        "proposal": "This is a computed proposal: nothing holds until the board or its delegate has decided.",
    },
}

SEK = "SEK"
#: Numbers that are no kronor.
BARE = ("percent",)


def formula(consequence: Consequence, language: str) -> str:
    """The formula in numbers: "85 000 ÷ 1 300 000 × 1 500 000 = 98 077"."""
    values: dict[str, Value] = {
        name: number(value, language) if isinstance(value, Decimal) else value for name, value in consequence.values
    }
    values["amount"] = number(consequence.amount, language)
    return fill(FORMULAS[language][consequence.code], values, language)


def explain_consequence(consequence: Consequence, language: str) -> str:
    """What it rests on; that nothing is decided by it, or what was decided and what is left of a claim."""
    decided = consequence.decided
    after = REASONS[language]["proposal"] if decided is None else explain_decision(decided, language)
    return f"{_reason(consequence, language)} {after}"


def explain_decision(decided: Decided, language: str) -> str:
    """Who decided what, when and why, what it has taken the place of, and how the claim stands."""
    said, fact, found = REASONS[language], decided.fact, decided.balance
    by: dict[str, Value] = {
        "body": fact.body, "delegation_point": fact.delegation_point, "paragraph": fact.paragraph,
    }  # fmt: skip
    values: dict[str, Value] = {
        "who": fill(said["who"], by, language),
        "decided_on": fact.decided_on,
        "decided": Amount(fact.amount, SEK),
        "pay_by": fact.due_on or "",
        "why": " ".join(fact.reason.split()).rstrip("."),
    }
    texts = [fill(said[fact.outcome], values, language)]
    if decided.earlier:
        texts.append(_instead(decided.earlier, fact.ground, language))
    if found:
        texts.append(fill(said[found.state], _balance(found), language))
    return " ".join(texts)


def _instead(earlier: DecisionFact, ground: str, language: str) -> str:
    """The decision that was reconsidered, and why it could be changed."""
    said, values = REASONS[language], {"earlier": Amount(earlier.amount, SEK)}
    before = fill(said[f"before.{earlier.outcome}"], values, language)
    told: dict[str, Value] = {
        "earlier_on": earlier.decided_on, "before": before, "ground": said[f"ground.{ground}"],
    }  # fmt: skip
    return fill(said["instead"], told, language)


def _balance(found: Balance) -> dict[str, Value]:
    return {
        "repaid": Amount(found.repaid, SEK) if found.repaid else "",
        "written_off": Amount(found.written_off, SEK) if found.written_off else "",
        "left": Amount(found.left, SEK),
        "over": Amount(-found.left, SEK),
    }


def _reason(consequence: Consequence, language: str) -> str:
    said, late = REASONS[language], consequence.code == "late.reduction"
    values: dict[str, Value] = {
        "party": consequence.party.name, "payer": consequence.payer.name, "period": consequence.period or "",
    }  # fmt: skip
    for name, value in (*consequence.values, ("amount", consequence.amount)):
        if isinstance(value, Decimal):
            values[name] = number(value, language) if name in BARE else Amount(value, SEK)
        else:
            values[name] = value
    if late:
        values["late"] = fill(said["day" if values["days"] == 1 else "days"], values, language)
        waits = "" if values["came_on"] else ".waits"
        values["report"] = fill(said[f"late.{values['counts']}{waits}"], values, language)
    carried = ".carried" if values.get("carried") else ""
    texts = [fill(said[consequence.code + carried], values, language)]
    if values["own"]:
        texts.append(fill(said["share.late" if late else "share"], values, language))
    if late and consequence.claimable and consequence.decided is None:
        texts.append(fill(said["left"], {"claimable": Amount(consequence.claimable, SEK)}, language))
    if values.get("grows"):
        texts.append(said["grows"])
    return " ".join(texts)
