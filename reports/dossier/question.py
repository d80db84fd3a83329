"""What a dossier is asked about."""

from datetime import date, datetime
from typing import Any, NamedTuple, TypeVar

from django.db.models import Model, QuerySet

from agreements.models import Agreement
from office.models import User

M = TypeVar("M", bound=Model)


class Question(NamedTuple):
    """One agreement, by what had been recorded at `known_at` and may be seen by `user`; the check is as of `as_of`.
    `language` is "sv" or "en"."""

    agreement: Agreement
    as_of: date
    known_at: datetime
    user: User
    language: str

    def seen(self, model: type[Model]) -> QuerySet[Any]:
        """The rows of a kind that the asker may see."""
        rows: Any = model._default_manager
        found: QuerySet[Any] = rows.visible_to(self.user) if hasattr(rows, "visible_to") else rows.all()
        return found
