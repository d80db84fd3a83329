"""What a letter rests on, as it was by the day asked about: decisions, reports with their digests, payments."""

from collections.abc import Iterator

from agreements.interim import INTERIM
from reports.checks.results import Amount, Word
from reports.checks.wording import written
from reports.papers.case import Case
from reports.papers.words import text
from reports.words import CONSEQUENCES


def documents(case: Case) -> Iterator[str]:
    """One line each, those of the agreement first, and last the check's own digest."""
    for entered in case.decisions:
        yield text("document.decision", case.language, **entered._asdict())
    yield from _termination(case)
    yield from _appropriations(case)
    yield from _versions(case)
    yield from _papers(case)
    yield from _payments(case)
    yield from _waivers(case)
    yield from _decisions(case)
    yield text("document.check", case.language, digest=case.digest)


def _appropriations(case: Case) -> Iterator[str]:
    for one in sorted(case.facts.appropriations, key=lambda act: (act.decided_on, act.id)):
        if one.decided_on <= case.result.as_of:
            yield text(
                "document.appropriation",
                case.language,
                on=one.decided_on,
                period=one.period,
                body=one.body,
                place=one.paragraph,
            )


def _termination(case: Case) -> Iterator[str]:
    facts = case.facts
    if facts.terminated_on is not None and facts.terminated_on <= case.result.as_of:
        yield text("document.termination", case.language, on=facts.terminated_on, last_day=facts.last_day or "")


def _versions(case: Case) -> Iterator[str]:
    """Every version that had come in, also those that a later one has taken the place of, and interim reports."""
    digests = {(one.report, one.number): one.digest for one in case.handed}
    names, as_of = case.names, case.result.as_of
    came = [one for one in case.facts.versions if one.received_on <= as_of]
    for one in sorted(came, key=lambda version: (version.period, version.report, version.number)):
        answers = (on if on is not None and on <= as_of else "" for on in (one.approved_on, one.returned_on))
        approved, returned = answers
        yield text(
            "document.interim" if INTERIM in one.period else "document.version",
            case.language,
            period=one.period,
            party=names[one.party],
            number=one.number,
            received=one.received_on,
            approved=approved,
            returned=returned,
            digest=digests.get((one.report, one.number), ""),
        )


def _papers(case: Case) -> Iterator[str]:
    """Papers that a report may come without, and those that came after it."""
    came = [one for one in case.facts.papers if one.became in ("relieved", "completed") and one.on <= case.result.as_of]
    for one in sorted(came, key=lambda paper: (paper.on, paper.became, paper.id)):
        yield text(
            f"document.{one.became}",
            case.language,
            on=one.on,
            party=case.names[one.party],
            period=one.period,
            paper=written(Word(one.paper), case.language),
            complete_on=one.complete_on or "",
        )


def _payments(case: Case) -> Iterator[str]:
    payers = {one.id: case.names[one.party] for one in case.facts.commitments}
    for one in sorted(case.facts.payments, key=lambda payment: (payment.paid_on, payment.id)):
        if one.paid_on <= case.result.as_of:
            yield text(
                "document.payment",
                case.language,
                on=one.paid_on,
                period=one.period,
                payer=payers.get(one.commitment, ""),
                party=case.names[one.recipient],
                amount=Amount(one.amount, "SEK"),
            )


def _waivers(case: Case) -> Iterator[str]:
    for one in case.facts.waivers:
        if one.decided_on <= case.result.as_of:
            yield text(
                "document.waiver",
                case.language,
                on=one.decided_on,
                party=case.names[one.party],
                period=one.period,
                body=one.body,
                place=_place(one.paragraph, one.delegation_point, case.language),
                reason=one.reason,
            )


def _decisions(case: Case) -> Iterator[str]:
    for one in case.facts.decisions:
        if one.decided_on <= case.result.as_of:
            yield text(
                "document.consequence",
                case.language,
                on=one.decided_on,
                code=str(CONSEQUENCES[one.code]).lower(),
                period=one.period or "",
                party=case.names[one.party],
                body=one.body,
                place=_place(one.paragraph, one.delegation_point, case.language),
                amount=Amount(one.amount, "SEK"),
            )


def _place(paragraph: str, point: str, language: str) -> str:
    return paragraph or (text("delegation", language, point=point) if point else "")
