"""Page: where figures, lists, files and the trail are found, each with what it is for."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from office.access import acting


@require_safe
@login_required
def desk(request: HttpRequest) -> HttpResponse:
    mine = acting(request.user)
    return render(request, "reports/desk.html", {"auditor": bool(mine.desks), "officer": bool(mine.officer)})
