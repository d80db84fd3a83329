"""Page: what is accrued, unpaid and to be reclaimed when the books are closed."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from rest_framework.request import Request

from office.clock import today
from reports.asking import checks_asked
from reports.pages.asking import answered, day_filter, kind_filter, municipality_filter, paged
from reports.year_end import closing_day, year_end


@require_safe
@login_required
def closing(request: HttpRequest) -> HttpResponse:
    """The list at the last 31 August or 31 December, or at the day that is asked for."""
    filters = {
        "on": day_filter(_("Day of the closing"))._replace(
            hint=_("Left out: the last 31 August or 31 December, when interim and annual accounts are closed.")
        ),
        "municipality": municipality_filter(),
        "kind": kind_filter(),
    }
    return answered(request, "reports/year_end.html", filters, _closing)


def _closing(said: Request, known: frozenset[str]) -> dict[str, Any]:
    asked = checks_asked(said, known, "on", closing_day(today()))
    found = year_end(asked.checks(), asked.as_of)
    return {"found": found, "page": paged(said, found.entries), "taken": {"on": found.on.isoformat()}}
