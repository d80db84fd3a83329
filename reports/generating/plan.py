"""The whole plan by a seed: municipalities first, then their agreements one at a time, so that memory stays small."""

import hashlib
import json
from collections.abc import Iterator
from datetime import date
from random import Random

from reports.generating import life, terms
from reports.generating.places import MOST_MUNICIPALITIES, MOST_NUMBERS, associations_of, places
from reports.generating.reporting import reports
from reports.generating.rows import Agreement, Place, Scale

#: The published volunteer rates begin here; hours before it would have no value.
FIRST_YEAR = 2014
MOST_YEARS = 20


def wrong_with(scale: Scale, today: date) -> str:
    """A sentence that says what cannot be made, or an empty text."""
    for name in ("municipalities", "agreements", "years"):
        if getattr(scale, name) < 1:
            return f"--{name} is {getattr(scale, name)}; it must be a whole number from 1."
    if scale.seed < 0:
        return "--seed is a whole number from 0: the sign would change nothing."
    if scale.municipalities > MOST_MUNICIPALITIES:
        return f"There are codes and names for {MOST_MUNICIPALITIES} municipalities; Sweden has 290."
    # A municipality with few agreements has two associations, so that their number is not only a share of the total.
    if associations_of(scale.agreements) + 2 * scale.municipalities > MOST_NUMBERS:
        return f"So many agreements need more than the {MOST_NUMBERS} organisation numbers there are for associations."
    if scale.first_year > today.year:
        return f"--first-year is {scale.first_year}; what lies in the future has no reports."
    if scale.years > MOST_YEARS or scale.first_year < FIRST_YEAR:
        return f"--years is at most {MOST_YEARS}; --first-year is {FIRST_YEAR} or later, where volunteer rates begin."
    if scale.through > today:
        return f"The last reports would come in until {scale.through}, in the future: choose an earlier --first-year."
    return ""


class Plan:
    """What a scale comes to. Reading it to its end is what gives the digest."""

    def __init__(self, scale: Scale) -> None:
        self.scale = scale
        self._rng = Random(scale.seed)  # noqa: S311 - to be repeated, not to be secret
        self.places = places(self._rng, scale)
        self._sha = hashlib.sha256()
        self._read([*scale])
        self._read(self.places)

    @property
    def digest(self) -> str:
        """SHA-256 over the canonical JSON of the scale, the municipalities and every agreement read so far."""
        return self._sha.hexdigest()

    def agreements(self) -> Iterator[tuple[Place, Agreement]]:
        """Every agreement with the municipality that makes it, once."""
        for place in self.places:
            neighbours = [one for one in self._around(place) if one.agreements]
            for serial in range(1, place.agreements + 1):
                made = self._agreement(place, serial, neighbours)
                self._read(made)
                yield place, made

    def _around(self, place: Place) -> list[Place]:
        """The next few by code."""
        index = self.places.index(place)
        return self.places[max(0, index - 3) : index] + self.places[index + 1 : index + 4]

    def _agreement(self, place: Place, serial: int, neighbours: list[Place]) -> Agreement:
        rng, through = self._rng, self.scale.through
        agreed = terms.terms_of(rng, self.scale, place, neighbours)
        state = life.state_of(rng, agreed)
        ended = life.termination(rng, agreed, state)
        lived = state in ("active", "terminated")
        told = tuple(reports(rng, agreed, ended, through)) if lived else ()
        return Agreement(
            reference=f"KS-{agreed.starts_on.year - 1}/{serial:05d}",
            title=f"{agreed.theme} ({agreed.kind})",
            kind=agreed.kind,
            starts_on=agreed.starts_on,
            ends_on=agreed.ends_on,
            conditions=agreed.conditions,
            state=state,
            parties=agreed.parties,
            commitments=agreed.commitments,
            answers=life.answers(rng, agreed, state),
            termination=ended,
            payments=tuple(life.payments(rng, agreed, ended, through)) if lived else (),
            reports=told,
            waivers=tuple(life.waivers(rng, agreed, told, through)),
        )

    def _read(self, rows: object) -> None:
        self._sha.update(json.dumps(rows, default=str, ensure_ascii=False, separators=(",", ":")).encode())
