"""When an agreement binds: whose yes it takes, by consensus or by the rule that the agreement names itself.

Every public party decides for itself, every other party signs. A signature is always needed, and the yes of whoever
joins or leaves by an amendment; of the public parties

| rule | so many must say yes | of 7 |
|---|---|--:|
| `all` | each of them (consensus; where the agreement names no rule) | 7 |
| `majority` | more than half | 4 |
| `two_thirds` | two thirds at least | 5 |

It fails as soon as that can no longer come about: by one no under `all`, by three of seven under `two_thirds`.

Source: domain.md, "Several municipalities in one agreement": nothing binds until every one has decided, unless the
agreement says otherwise.
"""

from collections.abc import Sequence
from typing import Literal

Rule = Literal["all", "majority", "two_thirds"]
Outcome = Literal["binds", "fails", "waits"]
Answer = bool | None

RULES: tuple[Rule, ...] = ("all", "majority", "two_thirds")


def needed(rule: str, of: int) -> int:
    """How many of so many public parties must say yes.

    >>> [needed(rule, 7) for rule in RULES]
    [7, 4, 5]
    """
    if rule == "majority":
        return of // 2 + 1
    return -(-2 * of // 3) if rule == "two_thirds" else of


def outcome(
    rule: str, public: Sequence[Answer], others: Sequence[Answer], themselves: Sequence[Answer] = ()
) -> Outcome:
    """Where an agreement, or an amendment, stands by its parties' answers (None: not yet); `themselves` are those of
    whoever becomes a party by it or ceases to be one, each of whom says yes itself whatever the rule is."""
    yes, no = public.count(True), public.count(False)
    needs, each = needed(rule, len(public)), (*others, *themselves)
    if len(public) - no < needs or False in each:
        return "fails"
    return "binds" if yes >= needs and None not in each else "waits"
