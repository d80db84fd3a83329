"""A browser, a server of the test's own, and pages of it as one of its users.

The server reads the database by connections of its own, so what it shows is committed: `live_server` has the tables
emptied when the test has ended.
"""

import shutil
from collections.abc import Callable, Iterator
from contextlib import redirect_stdout
from datetime import date, datetime, time, tzinfo
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connections
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from pytest_django.live_server_helper import LiveServer

from office import clock
from office.models import User
from tests.browser.hands import Hand
from tests.browser.tasks import sign_in
from tests.cast import Cast

PACKAGE = "chromium"
#: It looks up no host of its own makers, and runs as root and in small containers.
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
)
WIDE, NARROW = 1280, 320
#: What is not there by then does not come.
SECONDS = 10

Open = Callable[..., Page]
#: Gives a `Hand`, of the kind that is asked for.
People = Callable[..., Any]
On = Callable[[str], None]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """The browser. Playwright keeps a loop in this thread, at which Django would refuse to ask a database, and beside
    which it has connections of its own: they end with the loop, so that PostgreSQL can drop the test database.
    """
    path = shutil.which("chromium")
    if path is None:
        pytest.skip(f"Install the Debian package {PACKAGE}.")
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()
        connections.close_all()


@pytest.fixture
def demo(transactional_db: None) -> None:
    """The demo's data, committed."""
    with redirect_stdout(StringIO()):
        call_command("demo")


@pytest.fixture
def enter(chromium: Browser, live_server: LiveServer) -> Iterator[Open]:
    """`enter("officer", "/agreements", width=320, language="en", javascript=False)`: the page, as who has signed in.

    Each call is a browser of its own, without what another one keeps.
    """
    contexts: list[BrowserContext] = []

    def enter(who: str, path: str, *, language: str = "sv", width: int = WIDE, javascript: bool = True) -> Page:
        context = chromium.new_context(
            base_url=live_server.url,
            viewport={"width": width, "height": 900},
            locale=language,
            java_script_enabled=javascript,
        )
        contexts.append(context)
        if who:
            client = Client()
            client.force_login(User.objects.get(username=who))
            value = client.cookies["sessionid"].value
            context.add_cookies([{"name": "sessionid", "value": value, "url": live_server.url}])
        page = context.new_page()
        page.goto(path)
        return page

    yield enter
    for context in contexts:
        context.close()


@pytest.fixture
def on(monkeypatch: pytest.MonkeyPatch) -> On:
    """`on("2021-03-15")`: from now on it is that day in Sweden."""

    def move(day: str) -> None:
        class Moved(datetime):
            @classmethod
            def now(cls, tz: tzinfo | None = None) -> "Moved":
                return cls.combine(date.fromisoformat(day), time(12), tz)

        monkeypatch.setattr(clock, "datetime", Moved)

    return move


@pytest.fixture
def people(cast: Cast, enter: Open) -> People:
    """`people("officer", Keyboard)`: one of the cast, who has signed in on the page for it."""

    def come(name: str, kind: type[Hand] = Hand, javascript: bool = True) -> Hand:
        assert getattr(cast, name).who
        hand = kind(enter("", "/login", javascript=javascript))
        hand.page.set_default_timeout(SECONDS * 1000)
        sign_in(hand, name)
        return hand

    return come
