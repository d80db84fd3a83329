"""What a dossier is asked about."""

from datetime import date, datetime
from typing import Any, NamedTuple, TypeVar

from django.db.models import Model, QuerySet

from agreements.amending import Document
from agreements.models import Agreement, Termination
from agreements.services import documents
from office.known import recorded
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

    def terms(self) -> Document:
        """All that had been agreed to by then, whenever it takes effect."""
        return documents.last(self.agreement, known_at=self.known_at)

    def ended_on(self) -> date | None:
        """Its last day where it had been ended by then."""
        found = Termination.objects.filter(recorded(self.known_at), agreement=self.agreement).first()
        return found.last_day if found else None

    def parties(self) -> list[int]:
        """The organisations (ids) that were parties by those terms, also those that leave by them."""
        return [one["organization"] for one in self.terms()["parties"]]

    def seen(self, model: type[Model]) -> QuerySet[Any]:
        """The rows of a kind that the asker may see."""
        rows: Any = model._default_manager
        found: QuerySet[Any] = rows.visible_to(self.user) if hasattr(rows, "visible_to") else rows.all()
        return found
