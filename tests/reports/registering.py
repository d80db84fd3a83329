"""What an officer types to register an agreement in steps."""

from typing import Any

from django.test import Client

from tests.browsing import filled, text
from tests.cast import Cast


def press(who: Client, path: str, act: str = "save", **typed: str) -> Any:
    """Open a step, type, press a button."""
    said = filled(who.get(path), "data-keep") | typed
    return who.post(path, {**said, "act": act})


WHAT = {
    "reference": "KS-2019/00714",
    "title": "Överenskommelse om stöd",
    "kind": "partnership",
    "starts_on": "2020-01-01",
    "ends_on": "2022-12-31",
    "purpose": "Relationsskapande och integrering av nyanlända",
}


def begun(who: Client, **more: str) -> str:
    """A draft that is begun; the address of its steps."""
    answer = press(who, "/agreements/new", **{**WHAT, **more})
    assert answer.status_code == 302, text(answer)
    return str(answer["Location"]).removesuffix("parties")


def with_promises(who: Client, cast: Cast) -> str:
    """Through the steps to the promises of the model agreement; the address of its steps."""
    at = begun(who)
    assert press(who, f"{at}parties", **{"parties[1].organization": "Vän i Umeå (802000-0009)"}).status_code == 302
    page = f"{at}promises"
    assert press(who, page, "add:funding").status_code == 302
    assert press(who, page, "instalment:0", **{"commitments[0].amount": "1 500 000"})["Location"].endswith(
        "#commitments-0"
    )
    press(
        who,
        page,
        "instalment:0",
        **{"commitments[0].instalments[0].day": "31", "commitments[0].instalments[0].month": "1"},
    )
    press(who, page, "add:co_financing")
    typed = {
        "commitments[0].instalments[1].day": "31",
        "commitments[0].instalments[1].month": "7",
        "commitments[1].amount": "1 300 000",
        "commitments[1].components[0].amount": "325 000",
        "commitments[1].components[1].amount": "975 000,00",
    }
    answer = press(who, page, **typed)
    assert answer.status_code == 302, text(answer)
    return at
