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
    """Every code of a kind, each with its name and what it means; of a kind that has too many, its chapters."""
    if kind not in known.KINDS:
        raise Http404
    chapters = known.chapters(kind)
    topics = () if chapters else known.topics(kind, known.codes(kind))
    shown = {"kind": kind, "word": known.KINDS[kind], "chapters": chapters, "topics": topics}
    return render(request, "reports/help_kind.html", shown)


@require_safe
def chapter(request: HttpRequest, kind: str, slug: str) -> HttpResponse:
    """The codes of one chapter."""
    found = next((one for one in known.chapters(kind) if one.slug == slug), None)
    if found is None:
        raise Http404
    topics = known.topics(kind, found.codes)
    shown = {"kind": kind, "word": found.name, "above": known.KINDS[kind], "topics": topics}
    return render(request, "reports/help_kind.html", shown)


@require_safe
def topic(request: HttpRequest, kind: str, code: str) -> HttpResponse:
    """One code."""
    if code not in known.codes(kind):
        raise Http404
    chapter = next((one for one in known.chapters(kind) if code in one.codes), None)
    shown = {"topic": known.topic(kind, code), "kind": kind, "word": known.KINDS[kind], "chapter": chapter}
    return render(request, "reports/help_topic.html", shown)


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """The accessibility statement: what is held, what is tested and how, and where to turn."""
    return render(request, "reports/accessibility.html")
