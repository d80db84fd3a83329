"""The page behind a single-use link: a bookkeeping bureau hands over one ledger, without an account.

Its address is the secret. It goes to no other site (`no-referrer`), into no index and no cache, and the logs leave it
out (`config.logs`). Browsers that send no referrer send `Origin: null` with a form, which Django's own check of forms
refuses: the form carries a signed token of this link instead.
"""

from typing import Any

from django.core import signing
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from finance.models import LedgerUploadLink
from finance.services import ledger_links
from office.language import current_language
from office.numbers import LANGUAGES
from office.refusals import Refusal, Refused
from office.services.uploads import too_large

TOKEN = "ledger-upload"  # noqa: S105 - the salt of a signature
TOKEN_AGE = 24 * 3600  # seconds that a page may stand open
TEMPLATE = "finance/ledger_upload.html"


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ledger_upload(request: HttpRequest, secret: str) -> HttpResponse:
    """Take one file. A link that is wrong, used, revoked or past its day has one and the same page."""
    language = request.GET.get("language", "")
    with translation.override(language if language in LANGUAGES else current_language()):
        answer = _answer(request, ledger_links.find(secret))
    answer["Referrer-Policy"] = "no-referrer"
    answer["X-Robots-Tag"] = "noindex, nofollow"
    return answer


def _answer(request: HttpRequest, link: LedgerUploadLink | None) -> HttpResponse:
    if link is None:
        return render(request, TEMPLATE, {"page": "over"}, status=404)
    if request.method != "POST":
        return _form(request, link)
    try:
        used = _use(request, link)
    except Refused as refused:
        return _form(request, link, refused)
    page = {"page": "thanks", "name": link.organization.name} if used else {"page": "over"}
    return render(request, TEMPLATE, page, status=200 if used else 404)


def _use(request: HttpRequest, link: LedgerUploadLink) -> bool:
    try:
        file, form = request.FILES.get("file"), request.POST
    except RequestDataTooBig as error:
        raise too_large() from error
    if not _signed(form.get("token", ""), link):
        raise Refused(Refusal("permission_denied", _("The page has stood open too long. Choose the file once more.")))
    return ledger_links.use(link, file, confirmed=form.get("confirmed") == "true")


def _signed(token: str, link: LedgerUploadLink) -> bool:
    try:
        return bool(signing.loads(token, salt=TOKEN, max_age=TOKEN_AGE) == link.pk)
    except signing.BadSignature:
        return False


def _form(request: HttpRequest, link: LedgerUploadLink, refused: Refused | None = None) -> HttpResponse:
    told: dict[str, Any] = {"page": "form", "name": link.organization.name, "until": link.expires_at}
    told |= {"token": signing.dumps(link.pk, salt=TOKEN), "wrong": refused.refusals if refused else ()}
    return render(request, TEMPLATE, told, status=refused.status if refused else 200)
