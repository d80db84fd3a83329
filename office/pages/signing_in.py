"""Signing in, with what was typed while the visit ended: a form that is sent then is kept and sent by who signs in."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render, resolve_url

#: What a form of another visit says, as its own browser would send it. Both forms are behind the token of the browser
#: that they came from, so that nobody else can put words into them.
TYPED = "typed"
#: What is of the visit that ended.
_OF_THE_VISIT = "csrfmiddlewaretoken"


class SignIn(LoginView):
    """The login page. Who had typed something gets it back when they have signed in, to send it with one button."""

    redirect_authenticated_user = True
    http_method_names = ["get", "post", "head"]

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        return super().get_context_data(**more) | {TYPED: self.request.POST.get(TYPED, "")}

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        there = super().form_valid(form)
        said = QueryDict(self.request.POST.get(TYPED, ""))
        if not said:
            return there
        shown = {"to": self.get_success_url(), "said": [(name, one) for name, all in said.lists() for one in all]}
        return render(self.request, "office/typed_again.html", shown)


class TypedIsKept:
    """Middleware: a form that is sent when the visit has ended is answered with a login page that keeps it (403)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self.get_response(request)
        login = resolve_url(settings.LOGIN_URL)
        if request.method != "POST" or request.path == login or not isinstance(answer, HttpResponseRedirect):
            return answer
        if not answer.url.startswith(f"{login}?"):
            return answer
        said = request.POST.copy()
        said.pop(_OF_THE_VISIT, None)
        if not said and not request.FILES:
            return answer
        shown = {"next": request.get_full_path(), TYPED: said.urlencode(), "had_files": bool(request.FILES)}
        return render(request, "registration/login.html", shown, status=403)
