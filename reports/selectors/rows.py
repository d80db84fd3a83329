"""What the facts' selectors share."""

from collections import defaultdict
from collections.abc import Collection
from typing import Any

import orjson
from django.db.models import QuerySet

#: Agreements by their ids, or the query that finds them.
Ids = Collection[int] | QuerySet[Any, Any]
#: What the rows of a table say about each agreement (or version), by its id.
Grouped = defaultdict[int, list[Any]]


def read(text: str) -> Any:
    """A column of JSON. Most are empty lists."""
    return () if text == "[]" else orjson.loads(text)
