"""What is kept of a check for good, and where today's program answers otherwise on the same facts.

The answer is kept without sentences, which may be put better, and beside it what each finding said in both languages.
A program of later tells perhaps more than was told then: members that were not there are passed over, while a finding,
a line or a consequence more or less is a difference.

Worked example: a delivered 1 215 000 kr was kept; a program that rounds each row of hours by itself answers 1 215 001:
`periods[2020].lines[co_financing/Vän i Umeå/2].delivered` differs, and so does what follows from it.
"""

from typing import Any

from office.differences import Difference, Keys, differences
from office.numbers import LANGUAGES
from reports.checks.figures import wordless
from reports.checks.render import digest, message
from reports.checks.results import CheckResult

Json = dict[str, Any]
#: What tells the rows of an answer's lists apart.
KEYS: Keys = {
    "periods": ("period",),
    "lines": ("kind", "party", "commitment"),
    "components": ("kind",),
    "valued_at": ("category",),
    "beside": ("work",),
    "instalments": ("number",),
    "steps": ("month",),
    "through_term": ("kind", "party", "commitment"),
    "findings": ("code", "period", "party"),
    "evidence": ("type", "id", "version"),
    "consequences": ("code", "period", "party"),
    "support": ("id", "period"),
}


def answer(result: CheckResult) -> Json:
    """What is kept of an answer."""
    said = {language: [message(finding, language) for finding in result.findings] for language in LANGUAGES}
    return {"digest": digest(result), "body": wordless(result), "messages": said}


def changes(kept: Json, result: CheckResult) -> list[Difference]:
    """Where an answer says something else than what was kept; none when it gives the same digest."""
    if digest(result) == kept["digest"]:
        return []
    return list(differences(kept["body"], wordless(result), KEYS, newer=False))
