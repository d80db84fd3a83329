"""What every page knows."""

from collections.abc import Callable
from typing import NamedTuple

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from office.access import Acting, acting
from office.models import AuditEvent


class Entry(NamedTuple):
    """A word of the menu: the name of its address, and who has it: all who have signed in, where it does not say."""

    name: str
    word: Promise
    whose: Callable[[Acting], object] = lambda _mine: True


MENU = (
    Entry("home", _("What waits for me")),
    Entry("agreements", _("Agreements")),
    Entry("desk", _("Figures and audit")),
    Entry("together", _("Municipalities together"), lambda mine: mine.officer or mine.reviewer or mine.auditor),
    Entry("agreement-new", _("Register an agreement"), lambda mine: mine.officer),
    Entry("reports", _("Reports")),
    Entry("time-slips", _("Time slips"), lambda mine: mine.reporter),
    Entry("ledger-imports", _("The municipality's ledger"), lambda mine: mine.officer or mine.auditor),
)


def demo(request: HttpRequest) -> dict[str, bool]:
    """Whether the figures are invented: pages of a demo that have some say so."""
    return {"is_demo": _has_figures(request) and AuditEvent.objects.filter(kind="demo.loaded").exists()}


def menu(request: HttpRequest) -> dict[str, list[dict[str, object]]]:
    """The words of the menu for who has signed in, and on which of them the page is."""
    if not _signed_in(request):
        return {"menu": []}
    mine = acting(request.user)
    entries = [(reverse(one.name), one.word) for one in MENU if one.whose(mine)]
    return {"menu": [{"to": to, "word": word, "here": request.path == to} for to, word in entries]}


def _has_figures(request: HttpRequest) -> bool:
    """Whatever is behind the sign-in, and what a public register shows everybody."""
    match = request.resolver_match
    return _signed_in(request) or (match is not None and match.url_name == "public-register")


def _signed_in(request: HttpRequest) -> bool:
    return getattr(request, "user", None) is not None and request.user.is_authenticated
