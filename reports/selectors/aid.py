"""Facts of state aid: what is known of each recipient and its group."""

from collections import defaultdict
from datetime import datetime

from finance.selectors.known import Known
from finance.selectors.state_aid import books_of
from finance.state_aid.screening import may_matter
from reports.checks import facts as known
from reports.checks import terms as agreed
from reports.selectors.rows import Grouped


def aid_of(parties: Grouped, commitments: Grouped, known_at: datetime | None, then: Known) -> Grouped:
    """By agreement: its recipients that are not public, where anything could be said of their aid."""
    recipients = {agreement: _recipients(rows, commitments[agreement]) for agreement, rows in parties.items()}
    books = books_of({party.organization for rows in recipients.values() for party in rows}, known_at, then)
    books = {organization: book for organization, book in books.items() if may_matter(book)}
    found: Grouped = defaultdict(list)
    for agreement, rows in recipients.items() if books else ():
        found[agreement] = [
            known.AidFact(party.id, books[party.organization]) for party in rows if party.organization in books
        ]
    return found


def _recipients(parties: list[agreed.PartyFact], commitments: list[agreed.CommitmentFact]) -> list[agreed.PartyFact]:
    """Those in that role, and whom funding names, or named before an amendment."""
    named = {pk for one in commitments for pk in (one.recipient, *one.former)}
    return [party for party in parties if not party.public and (party.role == "recipient" or party.id in named)]
