"""Pages: what every status, finding, condition, error and word means, and what is known of accessibility. For all."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from reports import help as known


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """What there is help on."""
    kinds = [(kind, word, len(known.codes(kind))) for kind, word in known.KINDS.items()]
    return render(request, "reports/help.html", {"kinds": kinds})


@require_safe
def kind(request: HttpRequest, kind: str) -> HttpResponse:
    """Every code of a kind, each with its name and what it means."""
    if kind not in known.KINDS:
        raise Http404
    return render(request, "reports/help_kind.html", {"word": known.KINDS[kind], "topics": known.topics(kind)})


@require_safe
def topic(request: HttpRequest, kind: str, code: str) -> HttpResponse:
    """One code."""
    if code not in known.codes(kind):
        raise Http404
    shown = {"topic": known.topic(kind, code), "kind": kind, "word": known.KINDS[kind]}
    return render(request, "reports/help_topic.html", shown)


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """The accessibility statement: what is held, what is tested and how, and where to turn."""
    return render(request, "reports/accessibility.html")
