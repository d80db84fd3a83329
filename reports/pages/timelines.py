"""Pages: everything that happened to an agreement."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from agreements.models import Agreement
from reports.timeline import timeline
from reports.words import EVENTS

PER_PAGE = 50


@require_safe
@login_required
def events(request: HttpRequest, pk: int) -> HttpResponse:
    """Its events, newest first."""
    seen = Agreement.objects.visible_to(request.user).select_related("owner", "termination")
    agreement = get_object_or_404(seen, pk=pk)
    found = timeline(agreement, request.user)[::-1]
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    shown = [(one, EVENTS[one.kind]) for one in page.object_list]
    return render(request, "reports/timeline.html", {"agreement": agreement, "page": page, "events": shown})
