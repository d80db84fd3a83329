"""Pages of what is refused as a whole: where a view has no form of its own to show it by, and before any view is asked.

One page for all: every sentence of the refusal, with its status, and the way back.
"""

from collections.abc import Callable

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from office.refusals import Refused, forbidden, titles
from office.services.uploads import too_large


def refused_page(request: HttpRequest, refused: Refused) -> HttpResponse:
    """All that is wrong, as sentences."""
    known = titles()
    shown = {"title": known.get(refused.status, known[400]), "refusals": refused.refusals}
    return render(request, "office/refused.html", shown, status=refused.status)


def refusal_of(error: Exception) -> Refused | None:
    """What an error says to people; None where it is ours."""
    if isinstance(error, RequestDataTooBig):
        return too_large()
    return error if isinstance(error, Refused) else None


def forged(request: HttpRequest, **_why: str) -> HttpResponse:
    """A form whose token is not this visit's: who signed out, or in anew, while the page stood open (403)."""
    message = _(
        "The page has stood open while you signed out or in, or your browser keeps no cookies. Nothing was saved. Go "
        "back with the browser's own button, which keeps what you have typed; copy it, load the page again and send it."
    )
    return refused_page(request, forbidden("permission_denied", message))


class RefusedAsPage:
    """Middleware: a refusal that a page lets through is answered with its sentences, never as a fault of ours."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """The API has its own answer, so that only pages come here."""
        refused = refusal_of(error)
        return refused_page(request, refused) if refused else None
