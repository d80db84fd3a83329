"""Keep what is half filled in: nothing that was typed is lost, and none of it is part of the agreement until saved.

It is the writer's own and no record: it stands in no trail, is read by nobody else, and is forgotten when the step is
saved, when the draft is no draft any more, and after `DAYS` days.
"""

from datetime import datetime
from typing import Any

from agreements.models import Agreement, UnfinishedForm
from office.fields import names_a_person
from office.models import User

Words = dict[str, Any]
#: For how many days it is kept.
DAYS = 90
#: A registry number may look like a personal identity number; nothing else may be kept that does.
REGISTRY = frozenset({"reference"})


def keep(by: User, agreement: Agreement | None, step: str, words: Words) -> None:
    """Keep a step's words in the place of those that were kept before."""
    said = {"words": _without_persons(words)}
    UnfinishedForm.objects.update_or_create(user=by, agreement=agreement, step=step, defaults=said)


def kept(by: User, agreement: Agreement | None, step: str) -> Words | None:
    """What was kept of a step; None where nothing was."""
    found = UnfinishedForm.objects.filter(user=by, agreement=agreement, step=step).first()
    words: Words | None = None if found is None else found.words
    return words


def kept_steps(by: User, agreement: Agreement) -> set[str]:
    """The steps of a draft that hold what has not been saved."""
    return set(UnfinishedForm.objects.filter(user=by, agreement=agreement).values_list("step", flat=True))


def forget(by: User, agreement: Agreement | None, step: str) -> None:
    """The step was saved, or what was kept is not wanted."""
    UnfinishedForm.objects.filter(user=by, agreement=agreement, step=step).delete()


def forget_all(agreement: Agreement) -> None:
    """The agreement is no draft any more."""
    UnfinishedForm.objects.filter(agreement=agreement).delete()


def forget_old(before: datetime) -> int:
    """Delete what was kept before a moment; answer how many."""
    return UnfinishedForm.objects.filter(kept_at__lt=before).delete()[0]


def _without_persons(said: Any, name: str = "") -> Any:
    """The words but for those that name a person by number: no persons are stored here, not even half written."""
    if isinstance(said, dict):
        return {key: _without_persons(one, key) for key, one in said.items()}
    if isinstance(said, list):
        return [_without_persons(one) for one in said]
    return "" if isinstance(said, str) and name not in REGISTRY and names_a_person(said) else said
