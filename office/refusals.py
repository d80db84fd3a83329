"""The one way to say no: what was wrong, where, what was expected and what came.

Services raise `Refused` with everything that is wrong at once. The API turns it into an RFC 9457 problem, pages into
form errors. Nothing has been saved when it is raised.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from django.utils.translation import gettext as _

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Refusal:
    """One thing that is wrong. `path` is like `commitments[1].components[0].amount`; `code` never changes."""

    code: str
    message: str
    path: str = ""
    expected: Any = None
    actual: Any = None

    def under(self, prefix: str) -> "Refusal":
        """The same, for a value that stands inside `prefix`."""
        joint = "" if not prefix or not self.path or self.path.startswith("[") else "."
        return replace(self, path=f"{prefix}{joint}{self.path}")


class Refused(Exception):  # noqa: N818 - it is an answer, not a fault
    """A request that breaks a rule. `status` is the HTTP status that says which kind of no it is."""

    def __init__(self, *refusals: Refusal, status: int = 400) -> None:
        super().__init__("; ".join(refusal.message for refusal in refusals))
        self.refusals = refusals
        self.status = status


def titles() -> dict[int, str]:
    """What each status means, for a person."""
    return {
        400: _("Something in the request is wrong"),
        401: _("Sign in first"),
        403: _("This is not yours to do"),
        404: _("Not found"),
        405: _("This cannot be done here"),
        406: _("Only JSON is answered"),
        409: _("Its state does not allow this"),
        412: _("Somebody changed it in between"),
        413: _("Too large"),
        415: _("Another kind of body is read here"),
        422: _("It cannot be taken as it is"),
        428: _("Say which revision you have read"),
        500: _("Our fault"),
        503: _("Not possible just now"),
    }


def flat(detail: Any, path: str = "") -> list[Refusal]:
    """REST framework's nested details as a flat list."""
    if isinstance(detail, dict):
        return [one for key, value in detail.items() for one in flat(value, f"{path}.{key}" if path else str(key))]
    if isinstance(detail, list):
        return [one for value in detail for one in flat(value, path)]
    return [Refusal(getattr(detail, "code", "invalid"), str(detail), path)]


def refuse_if(refusals: Iterable[Refusal], status: int = 400) -> None:
    """Raise `Refused` with all of them, or do nothing when there are none."""
    if found := tuple(refusals):
        raise Refused(*found, status=status)


def accepted(value: T | None, refusals: Iterable[Refusal]) -> T:
    """The value once nothing is wrong; raises `Refused` with all that is."""
    found = tuple(refusals)
    if found or value is None:
        raise Refused(*found)
    return value


def forbidden(code: str, message: str, **more: Any) -> Refused:
    """403: I may see it, but this act is not mine."""
    return Refused(Refusal(code, message, **more), status=403)


def conflict(code: str, message: str, **more: Any) -> Refused:
    """409: it has changed, or its state does not allow the act."""
    return Refused(Refusal(code, message, **more), status=409)
