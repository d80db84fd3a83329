"""What an agreement's clauses say about its amounts, and the series that this installation carries in files.

The files are read once; one that cannot be used is told when the program starts (`checks`). Amounts follow the values
that were met and kept (`finance.selectors.index_quotes`), which says since when each has been here.
"""

from decimal import Decimal
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.core import checks
from django.utils.translation import gettext as _

from finance import indices
from finance.indexation import IndexClause, Month, Series
from finance.promises import Clauses, Indexation
from office.refusals import Refusal


@lru_cache(maxsize=1)
def carried() -> dict[str, indices.PublishedSeries]:
    """The program's own series and those in the installation's INDEX_FOLDER. Raises `UnusableFileError`."""
    return indices.published(settings.INDEX_FOLDER)


def unusable_files(**_more: Any) -> list[checks.CheckMessage]:
    """Django's check: an index file that cannot be used stops the start, with the file and the reason."""
    try:
        carried()
    except indices.UnusableFileError as error:
        hint = "The form of an index file is said in finance/data/index_series/kpi.yaml."
        return [checks.Error(str(error), hint=hint, id="finance.E001")]
    return []


def series_refusals(name: str) -> list[Refusal]:
    """What is wrong with the series that a clause names: an installation may lack it."""
    if name in carried():
        return []
    names = ", ".join(carried())
    message = _("There is no index series %(name)s here. Known: %(names)s.") % {"name": name, "names": names}
    return [Refusal("indexation.series_unknown", message, "", list(carried()), name)]


def clauses_of(conditions: dict[str, Any]) -> Clauses | None:
    """The clauses that an amount depends on, as they stand in an agreement's conditions; None where there are none. The
    series that is named is still without values: `Clauses.following` gives it those that are known.
    """
    index, budget = (conditions.get(name, {}).get("value") for name in ("indexation", "appropriation"))
    if index is None and budget is None:
        return None
    return Clauses(
        None if index is None else _indexation(index), budget is not None, bool(budget and budget["reduces_both"])
    )


def _indexation(said: dict[str, Any]) -> Indexation:
    year, month = said["base"].split("-")
    floor, cap = (None if said[name] is None else Decimal(said[name]) for name in ("floor", "cap"))
    clause = IndexClause(
        series=said["series"],
        base=Month(int(year), int(month)),
        month=said["month"],
        share=Decimal(said["share"]),
        floor=floor,
        cap=cap,
        yearly=said["limits"] == "yearly",
        years_back=said["years_back"],
    )
    return Indexation(clause, Series(clause.series, ()), tuple(said["applies_to"]))
