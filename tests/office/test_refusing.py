"""A page that is refused as a whole says why in sentences, whichever view let the refusal through."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import clear_url_caches, path, set_urlconf

from config.urls import urlpatterns as known
from office.refusals import Refusal, Refused
from tests.browsing import browser, text
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def refuses(_request: HttpRequest) -> HttpResponse:
    raise Refused(Refusal("a.b", "First <b>reason</b>."), Refusal("a.c", "Second reason."), status=409)


def breaks(_request: HttpRequest) -> HttpResponse:
    raise RuntimeError("a fault of ours")


urlpatterns = [path("refuses", refuses), path("breaks", breaks), *known]


@pytest.fixture
def lets_through(settings: LazySettings) -> Iterator[None]:
    """A page that catches nothing, beside all that there are."""
    settings.ROOT_URLCONF = __name__
    clear_url_caches()
    yield
    set_urlconf(None)
    clear_url_caches()


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize(("language", "title"), [("sv", "Läget tillåter inte detta"), ("en", "Its state does not")])
def test_what_a_view_lets_through_is_a_page(lets_through: None, method: str, language: str, title: str) -> None:
    answer = getattr(browser(language=language), method)("/refuses")
    assert answer.status_code == 409
    assert "Content-Security-Policy" in answer
    told = text(answer)
    assert title in told
    assert "First &lt;b&gt;reason&lt;/b&gt;. Second reason." in told
    assert ('href="/refuses"' in answer.content.decode()) == (method == "post")


def test_a_fault_of_ours_stays_one(lets_through: None) -> None:
    with pytest.raises(RuntimeError):
        browser().get("/breaks")


def test_a_form_of_another_visit_is_told_how_to_go_on() -> None:
    answer: Any = Client(enforce_csrf_checks=True, headers={"accept-language": "sv"}).post("/login", {"username": "x"})
    assert answer.status_code == 403
    assert "Ingenting sparades" in text(answer)


def test_a_file_that_is_too_large_is_told_so(cast: Cast, settings: LazySettings) -> None:
    settings.MAX_UPLOAD_BYTES = 10
    answer = browser(cast.officer, "sv").post("/ledger-imports", {"file": SimpleUploadedFile("a.se", b"x" * 11)})
    assert answer.status_code == 413
    assert "Filen är för stor" in text(answer)
