"""A commitment in a period as pages tell it."""

from datetime import date
from typing import Any

from reports.checks.explain import explain, explain_instalment
from reports.checks.results import Line
from reports.words import INSTALMENTS, KINDS, MOVES, STATUSES


def line_shown(line: Line, as_of: date, language: str) -> dict[str, Any]:
    """Its figures beside their words, with a sentence that says how they came about."""
    return {
        "line": line,
        "kind": KINDS[line.kind],
        "status": STATUSES[line.status],
        "why": explain(line, as_of, language),
        "parts": [{"part": part, "kind": KINDS[part.kind]} for part in line.components],
        "instalments": [
            {
                "part": part,
                "state": INSTALMENTS[part.state],
                "move": MOVES[part.whose_move],
                "why": explain_instalment(part, language),
            }
            for part in sorted(line.instalments, key=lambda part: part.number)
        ],
    }
