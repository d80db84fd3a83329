"""Who may what: address × method × role, a table for the API and one for the pages, over every address that there is.

A new address gets a row, and `tests/contracts/test_permissions.py` fails until it has one. On pages nobody is sent to
the login (302). The names in braces are those of `tests.contracts.world`.
"""

from pathlib import Path

from tests.contracts.world import ROLES

#: Method, template, and the status that each role is answered with.
Row = tuple[str, str, dict[str, int]]


def _table(name: str) -> list[Row]:
    """The rows of a table; a line that begins with # says something about them."""
    lines = Path(__file__).with_name(name).read_text(encoding="utf-8").splitlines()
    heading, *rows = (line.split() for line in lines if line.strip() and not line.startswith("#"))
    assert tuple(heading) == ROLES
    return [
        (method, template, dict(zip(ROLES, map(int, statuses), strict=True))) for method, template, *statuses in rows
    ]


API, PAGES = _table("permissions_api.txt"), _table("permissions_pages.txt")
ROWS = [*API, *PAGES]
TEMPLATES = {template: expected for _method, template, expected in ROWS}
