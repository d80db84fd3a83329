"""Invented municipalities, their boards and associations: sizes as Sweden's, names and numbers as nobody's."""

import math
from itertools import pairwise, product
from random import Random

from stdnum import luhn

from agreements.amounts import in_proportion
from reports.generating.rows import Body, Place, Scale

#: Share of the municipalities -> inhabitants at most: Sweden's distribution, from 2 400 by a median of 16 000 to
#: 1 000 000; between the points it is logarithmic.
SIZES = (
    (0.0, 2_400), (0.1, 6_000), (0.25, 9_800), (0.5, 16_000), (0.75, 36_000), (0.9, 75_000), (0.95, 120_000),
    (0.99, 250_000), (1.0, 1_000_000),
)  # fmt: skip
#: A larger municipality makes more agreements, but not quite in proportion.
AGREEMENTS_BY_SIZE = 0.85
ASSOCIATIONS_PER_AGREEMENT = 0.6
#: Inhabitants from which a municipality has the board.
BOARDS = ((20_000, "Kultur- och fritidsnämnden"), (20_000, "Socialnämnden"), (70_000, "Utbildningsnämnden"))

DIRECTIONS = ("", "Norra ", "Södra ", "Östra ", "Västra ")
INVENTED = ("Dikt", "Exempel", "Fantasi", "Gissnings", "Låtsas", "Mönster", "Påhitts", "Saga", "Skiss", "Tanke")
ENDINGS = (
    "berg", "by", "dal", "fors", "hamn", "holm", "hult", "köping", "lund", "mark", "näs", "sjö", "stad", "strand",
    "sund", "torp", "vall", "vik", "ås", "äng",
)  # fmt: skip
CLUBS = ("Idrottsföreningen", "Kulturföreningen", "Kvinnojouren", "Hembygdsföreningen", "Ungdomsgården", "Mötesplatsen")
TREES = (
    "Aklejan", "Alen", "Asken", "Björken", "Blåklinten", "Boken", "Eken", "Enen", "Granen", "Hasseln", "Hägern",
    "Lärkan", "Linden", "Ljungen", "Lönnen", "Oxeln", "Pilen", "Rönnen", "Syrenen", "Tallen",
)  # fmt: skip

#: Series that no register uses: 299 of public bodies, 899 of associations. A check digit follows the serial.
PUBLIC_SERIES, PRIVATE_SERIES = "299", "899"
MOST_NUMBERS = 1_000_000
#: Sweden's municipality codes end at 2584, so that no invented one can be taken for a real one.
FIRST_CODE = 9_000
MOST_MUNICIPALITIES = min(10_000 - FIRST_CODE, len(DIRECTIONS) * len(INVENTED) * len(ENDINGS))


def organization_number(series: str, serial: int) -> str:
    """An organisation number with its check digit.

    >>> organization_number("899", 1)
    '899000-0013'
    """
    digits = f"{series}{serial:06d}"
    return f"{digits[:6]}-{digits[6:]}{luhn.calc_check_digit(digits)}"


def inhabitants(rank: float) -> int:
    """The size of the municipality that is larger than a share of all others, 0 to 1."""
    for (low, least), (high, most) in pairwise(SIZES):
        if rank <= high:
            share = (rank - low) / (high - low)
            return round(math.exp(math.log(least) + share * math.log(most / least)))
    return SIZES[-1][1]


def _genitive(name: str) -> str:
    return name if name.endswith(("s", "x", "z", "å", "ö", "y")) else f"{name}s"


def places(rng: Random, scale: Scale) -> list[Place]:
    """Every municipality; one in each step of the size distribution, so that few are as mixed as many."""
    names = ["".join(parts) for parts in product(DIRECTIONS, INVENTED, ENDINGS)]
    plain = len(INVENTED) * len(ENDINGS)  # those with a direction come when the plain ones are used up
    order = rng.sample(names[:plain], plain) + rng.sample(names[plain:], len(names) - plain)
    count = scale.municipalities
    sizes = [inhabitants((step + rng.random()) / count) for step in range(count)]
    rng.shuffle(sizes)
    many = in_proportion(scale.agreements, [size**AGREEMENTS_BY_SIZE for size in sizes])
    serials = iter(range(MOST_NUMBERS))
    return [
        _place(serial, order[serial], sizes[serial], many[serial], [next(serials) for _ in range(associations_of(one))])
        for serial, one in enumerate(many)
    ]


def associations_of(agreements: int) -> int:
    """How many associations a municipality with so many agreements has; two at least, where it has any agreement."""
    return max(2, round(agreements * ASSOCIATIONS_PER_AGREEMENT)) if agreements else 0


def _place(serial: int, name: str, size: int, agreements: int, serials: list[int]) -> Place:
    key = organization_number(PUBLIC_SERIES, serial)
    full = f"{_genitive(name)} kommun (påhittad)"
    boards = [board for least, board in BOARDS if size >= least]
    return Place(
        key=key,
        code=f"{FIRST_CODE + serial:04d}",
        name=full,
        inhabitants=size,
        boards=tuple(Body(f"{key}/{index}", f"{board}, {full}", "") for index, board in enumerate(boards)),
        associations=tuple(_association(name, index, number) for index, number in enumerate(serials)),
        agreements=agreements,
    )


def _association(place: str, index: int, serial: int) -> Body:
    number = organization_number(PRIVATE_SERIES, serial)
    round_, which = divmod(index, len(CLUBS) * len(TREES))
    tree, club = TREES[which % len(TREES)], CLUBS[which % len(CLUBS)]
    again = f" {round_ + 1}" if round_ else ""
    return Body(number, f"{club} {tree}{again} i {place} (påhittad)", number)
