"""Registering while the browser keeps what is typed: another visit finds it, and what was saved is not kept again."""

import re

import pytest
from playwright.sync_api import expect

from agreements.models import UnfinishedForm
from tests.browser.conftest import Open
from tests.cast import Cast

TYPED = {"reference": "KS-2027/1", "title": "Språkcafé", "starts_on": "2027-01-01", "ends_on": "2028-12-31"}


@pytest.mark.django_db(transaction=True)
def test_what_is_typed_is_kept_and_found_again(cast: Cast, enter: Open) -> None:
    assert cast.officer.who
    page = enter("officer", "/agreements/new")
    with page.expect_response(lambda answer: answer.request.method == "POST") as kept:
        page.locator("[name=title]").fill(TYPED["title"])
    assert kept.value.status == 204
    page.goto("/agreements/new")
    expect(page.locator("[name=title]")).to_have_value(TYPED["title"])
    for name, value in TYPED.items():
        page.locator(f"[name={name}]").fill(value)
    page.locator("[name=kind]").select_option("partnership")
    page.get_by_role("button", name="Spara och gå vidare").click()
    expect(page).to_have_url(re.compile(r"/draft/parties$"))
    page.wait_for_timeout(2500)  # as long as the browser waits before it keeps
    assert not UnfinishedForm.objects.exists()
