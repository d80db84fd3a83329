"""The draft of an official letter, from an agreement's check: every figure and sentence in it is the check's."""

from collections.abc import Iterator
from decimal import Decimal

from reports.checks.explain_consequence import explain_consequence, formula
from reports.checks.explain_term import explain_row
from reports.checks.render import message
from reports.checks.results import Amount, Line, PeriodResult, Value, Word
from reports.checks.wording import written
from reports.papers.case import Case
from reports.papers.documents import documents
from reports.papers.paper import Paper, Points, Section, Table
from reports.papers.proposals import proposals
from reports.papers.words import NOTHING, figure, text
from reports.words import CONSEQUENCES, STATUSES

PERIOD_COLUMNS = ("party", "what", "promised", "delivered", "counted", "difference", "status", "verified")
TERM_COLUMNS = ("party", "what", "to_date", "counted_to_date", "difference", "promised_term", "remaining", "status")
FIGURES = frozenset(range(2, 6))
TERM_FIGURES = frozenset(range(2, 7))


def paper(case: Case) -> Paper:
    """The whole letter; the language in force is the paper's."""
    said, facts = case.language, case.facts
    decides = text("board_decides", said, board=case.board.name)
    return Paper(
        text("title", said, title=facts.title),
        said,
        text("mark", said),
        (
            (text("board", said), case.board.name),
            (text("reference", said), facts.reference),
            (text("date", said), case.made_on.isoformat()),
            (text("officer", said), case.officer),
            (text("as_of", said), case.result.as_of.isoformat()),
        ),
        (
            Section(text("proposal", said), (decides, Points(proposals(case), numbered=True))),
            Section(text("summary", said), (" ".join(_summary(case)),)),
            Section(text("background", said), tuple(_background(case))),
            *_periods(case),
            _term(case),
            Section(text("findings", said), (_findings(case),)),
            Section(text("consequences", said), (_consequences(case),)),
            Section(text("documents", said), (Points(tuple(documents(case))),)),
        ),
        case.made_at,
    )


def _status(code: str) -> str:
    return str(STATUSES[code])


def _summary(case: Case) -> Iterator[str]:
    facts, result, said = case.facts, case.result, case.language
    ended = facts.last_day if facts.terminated_on and facts.terminated_on <= result.as_of else None
    yield text(
        "summary.what",
        said,
        reference=facts.reference,
        title=facts.title,
        starts_on=facts.starts_on.isoformat(),
        ends_on=facts.through.isoformat(),
        last_day=ended or "",
    )
    yield text("summary.status", said, as_of=result.as_of, status=_status(result.status))
    if not result.binds:
        yield text("summary.not_binding", said)
    yield text("summary.counts", said, findings=len(result.findings), consequences=len(result.consequences))


def _background(case: Case) -> Iterator[Points]:
    """Who the parties are and what each has promised, by which clause."""
    facts, said = case.facts, case.language
    yield Points([text("party", said, name=one.name, role=text(one.role, said)) for one in facts.parties])
    promises = []
    for one in facts.commitments:
        unit = one.unit if one.kind == "activity" else "SEK"
        amount: Value = "" if one.amount is None else Amount(one.amount, unit)
        per = text("per.year", said)
        if one.amounts:
            amount, per = text("per.listed", said), ""
        what, who = one.name or written(Word(one.kind), said).lower(), case.names[one.party]
        promises.append(text("commitment", said, party=who, what=what, amount=amount, per=per, clause=one.clause))
    yield Points(promises)


def _header(columns: tuple[str, ...], language: str) -> tuple[str, ...]:
    return tuple(text(f"column.{name}", language) for name in columns)


def _periods(case: Case) -> Iterator[Section]:
    """A table for each period that has begun."""
    said = case.language
    begun = [one for one in case.result.periods if one.period.starts_on <= case.result.as_of and one.lines]
    yield Section(text("periods", said), () if begun else (text("none.periods", said),))
    for one in begun:
        span = f"{one.period.label} ({one.period.starts_on} – {one.period.ends_on})"
        rows = tuple(_lines(one, said))
        yield Section(span, (Table(_header(PERIOD_COLUMNS, said), rows, FIGURES),), level=2)


def _lines(period: PeriodResult, said: str) -> Iterator[tuple[str, ...]]:
    for line in period.lines:
        figures = (line.promised, line.delivered, line.counted, line.difference)
        what = line.commitment.name or written(Word(line.kind), said)
        yield _row(line.party.name, what, figures, line.unit, said, _status(line.status), _verified(line, said))
        for part in line.components:
            parts = (part.promised, part.delivered, part.counted, None)
            yield _row("", f"– {written(Word(part.kind), said)}", parts, "SEK", said, "", "")


def _row(
    party: str, what: str, figures: tuple[Decimal | None, ...], unit: str, said: str, *more: str
) -> tuple[str, ...]:
    return (party, what, *(figure(one, unit, said) for one in figures), *more)


def _verified(line: Line, said: str) -> str:
    """Whether the report behind it has been approved; what is paid has none."""
    return NOTHING if line.kind == "funding" else text("yes" if line.verified else "no", said)


def _term(case: Case) -> Section:
    said, rows, sentences = case.language, [], []
    for one in case.result.through_term:
        what = one.commitment.name if one.commitment is not None else written(Word(one.kind), said)
        figures = (one.promised_to_date, one.counted_to_date, one.difference, one.promised_term, one.remaining)
        rows.append(_row(one.party.name, what, figures, one.unit, said, _status(one.status)))
        sentences.append(explain_row(one, case.result, said))
    if not rows:
        return Section(text("term", said), (text("none.term", said),))
    return Section(text("term", said), (Table(_header(TERM_COLUMNS, said), rows, TERM_FIGURES), Points(sentences)))


def _findings(case: Case) -> Points | str:
    """Numbered, so that the proposals can point at them."""
    said, found = case.language, case.result.findings
    told = [text("finding", said, message=message(one, said), clause=one.clause) for one in found]
    return Points(told, numbered=True) if told else text("none.findings", said)


def _consequences(case: Case) -> Points | str:
    said = case.language
    found = [
        text(
            "consequence",
            said,
            code=str(CONSEQUENCES[one.code]),
            period=one.period or "",
            party=one.party.name,
            amount=Amount(one.amount, "SEK"),
            clause=one.clause,
            explanation=explain_consequence(one, said),
            formula=formula(one, said),
        )
        for one in case.result.consequences
    ]
    return Points(found, numbered=True) if found else text("none.consequences", said)
