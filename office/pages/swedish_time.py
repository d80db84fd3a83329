"""Moments on pages are told in Swedish time, as days are; the API's are UTC."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from office.clock import SWEDEN

API = "/api/"


class SwedishTime:
    """Middleware: whatever a template makes of a moment, it makes of the clock on the wall in Sweden."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path.startswith(API):
            return self.get_response(request)
        with timezone.override(SWEDEN):
            return self.get_response(request)
