"""What an address or a form of a page may name."""

import pytest
from django.urls import Resolver404, resolve, reverse

from office import addresses
from tests.browsing import browser
from tests.cast import Cast


@pytest.mark.parametrize(("text", "number"), [("17", 17), ("9" * 18, 10**18 - 1)])
def test_a_number_of_a_record(text: str, number: int) -> None:
    assert addresses.number(text) == number
    assert resolve(f"/agreements/{text}").kwargs == {"pk": number}


@pytest.mark.parametrize("text", ["", "x", "-1", "1.0", "²", "١", "9" * 19, "1\n"])
def test_no_number_of_a_record(text: str) -> None:
    assert addresses.number(text) == 0
    with pytest.raises(Resolver404):
        resolve(f"/agreements/{text}/timeline")


@pytest.mark.parametrize("path", ["/agreements/1/draft/else", "/agreements/1/approve", "/reports/1/else"])
def test_another_word_is_no_address(path: str) -> None:
    with pytest.raises(Resolver404):
        resolve(path)


def test_a_period_is_a_year_or_two() -> None:
    assert reverse("agreement-period", args=[1, "2020/2021"]) == "/agreements/1/periods/2020/2021"
    with pytest.raises(Resolver404):
        resolve("/agreements/1/periods/20")


@pytest.mark.parametrize(("path", "form"), [("/bureau-links", {"act": "revoke"}), ("/time-slips", {"act": "revoke"})])
def test_a_form_that_names_no_record_finds_none(cast: Cast, path: str, form: dict[str, str]) -> None:
    """Nor an error of ours where the number is longer than the database can read."""
    assert browser(cast.treasurer).post(path, {**form, "link": "9" * 30}).status_code == 404
