"""Whether it is worth asking an officer for an assessment. It decides when to ask, never what is aid.

Asking of every grant would drown the few that matter: it is asked where everything granted to the undertaking within
the window, what is assessed as de minimis together with what nobody has assessed, would reach 80 % of the ceiling for
de minimis aid. What has no assessment has no rate either, so it is held at one rate for asking, 11.00 SEK per EUR (the
worked example's; an assumption, and no figure of it is shown as aid).

Worked example: three grants of 1 500 000 SEK that nobody has assessed are 409 091 EUR: asked. One alone is 136 364:
not asked.
"""

from decimal import Decimal
from fractions import Fraction

from finance.state_aid.facts import Book
from finance.state_aid.window import WARNING_FROM, Position

RATE_FOR_ASKING = Decimal("11.00")


def worth_asking(position: Position) -> bool:
    """Whether the group's unassessed grants would reach the warning if they were de minimis aid. Without a ceiling in
    force there is nothing to reach."""
    aid = position.standings[0]
    if aid.ceiling is None or not position.unassessed:
        return False
    unassessed = sum((one.amount for one in position.unassessed), Decimal(0))
    together = Fraction(aid.total) + Fraction(unassessed) / Fraction(RATE_FOR_ASKING)
    return together >= Fraction(WARNING_FROM * aid.ceiling.amount)


def may_matter(book: Book) -> bool:
    """Whether anything could ever be found in the book: aid, or promises that could reach a warning taken together,
    which those that follow an index always could.
    """
    if (
        book.assessments
        or book.declarations
        or any(one.terms and one.terms.clauses.indexation for one in book.promised)
    ):
        return True
    least = min((ceiling.amount for ceiling in book.ceilings), default=None)
    promised = sum((one.amount for one in book.promised), Decimal(0))
    return least is not None and promised >= WARNING_FROM * least * RATE_FOR_ASKING
