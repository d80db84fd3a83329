"""What is typed while a visit ends is not lost: whoever signs in sends it with one button."""

import re
from html import unescape
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.browsing import browser, text
from tests.cast import Cast

pytestmark = pytest.mark.django_db

PASSWORD = "a-password-of-this-test"
THERE = "/agreements/new?from=here"
SAID = {"title": "Språkcafé & <läxhjälp>", "purpose": "Rad ett\r\nRad två", "kind": ["grant", "pilot"]}


def main_of(answer: Any) -> str:
    return str(answer.content.decode()).partition("<main")[2]


def hidden(answer: Any) -> list[tuple[str, str]]:
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', main_of(answer))
    return [(name, unescape(value)) for name, value in found]


def leads_to(answer: Any) -> str:
    return str(re.findall(r'<form [^>]*action="([^"]*)"', main_of(answer))[0])


def officer(cast: Cast) -> dict[str, str]:
    """Who signs in, by what the login page asks for."""
    who = cast.officer.who
    assert who is not None
    who.set_password(PASSWORD)
    who.save()
    return {"username": who.username, "password": PASSWORD}


@pytest.mark.parametrize(
    ("language", "told"), [("sv", "Det du skrev är kvar: logga in här"), ("en", "What you typed is kept: sign in here")]
)
def test_what_is_sent_after_the_visit_comes_along(cast: Cast, language: str, told: str) -> None:
    who, client = officer(cast), browser(language=language)
    ended = client.post(THERE, SAID)
    assert ended.status_code == 403
    assert told in text(ended)
    wrong = client.post("/login", {**dict(hidden(ended)), **who, "password": "not it"})
    assert told in text(wrong)
    signed_in = client.post("/login", {**dict(hidden(wrong)), **who})
    assert signed_in.status_code == 200
    assert leads_to(signed_in) == THERE
    said = [one for one in hidden(signed_in) if one[0] != "csrfmiddlewaretoken"]
    assert said == [("title", SAID["title"]), ("purpose", SAID["purpose"]), ("kind", "grant"), ("kind", "pilot")]


def test_a_file_is_chosen_again(db: None) -> None:
    paper = SimpleUploadedFile("bilaga.pdf", b"%PDF-1.4")
    assert "En fil behöver väljas på nytt." in text(browser(language="sv").post("/ledger-imports", {"file": paper}))
    assert "En fil" not in text(browser(language="sv").post("/ledger-imports", {"texts": "1"}))


def test_another_address_than_ours_is_not_sent_to(cast: Cast) -> None:
    told = {**officer(cast), "typed": "title=x", "next": "https://example.org/"}
    answer = browser().post("/login", told)
    assert leads_to(answer) == "/"


def test_a_page_that_is_only_looked_at_leads_to_the_login_as_before(db: None) -> None:
    answer = browser().get("/agreements")
    assert (answer.status_code, answer["Location"]) == (302, "/login?next=/agreements")
