"""What an association chooses of its ledger for an agreement: what the ledger has, and kept for the next one."""

from typing import Any

import pytest

from office.models import Organization
from tests.agreements.sample import active
from tests.cast import Cast
from tests.finance.association_ledgers import CHOICE, chosen, file, handed_in, uploaded


@pytest.mark.parametrize(
    ("changes", "code", "path"),
    [
        ({"objects": [{"dimension": "6", "number": "P09"}]}, "choice.unknown", "objects[0]"),
        ({"accounts": ["2990", "4000-4999"]}, "choice.unknown", "accounts[1]"),
        ({"accounts": ["konto"]}, "accounts", "accounts[0]"),
        ({"accounts": ["2990", "4999-4000"]}, "accounts", "accounts[1]"),
        ({"accounts": ["400-4999"]}, "accounts", "accounts[0]"),
        ({"series": ["Z"]}, "choice.unknown", "series[0]"),
        ({"objects": [], "accounts": [], "series": []}, "choice.nothing", ""),
        ({"objects": [{"dimension": "6"}]}, "required", "objects[0].number"),
    ],
)
def test_a_wrong_choice(cast: Cast, changes: dict[str, Any], code: str, path: str) -> None:
    agreement = active(cast)
    ledger = uploaded(cast.treasurer)["id"]
    body = {"agreement": agreement, **CHOICE, **changes}
    assert cast.treasurer.no(400, "post", f"ledgers/{ledger}/choices", body)[code]["path"] == path


def test_an_employee_is_not_chosen_by_their_personal_number(cast: Cast) -> None:
    agreement = active(cast)
    employed = ["#VER A 9 20201230", "{", '#TRANS 7210 {7 "811218-9876"} 500.00', "#TRANS 1930 {} -500.00", "}"]
    path = f"ledgers/{uploaded(cast.treasurer, file=file(*employed))['id']}/choices"
    wanted = {"agreement": agreement, "objects": [{"dimension": "7", "number": "811218-9876"}]}
    assert cast.treasurer.no(400, "post", path, wanted)["personal_number"]["path"] == "objects[0].number"


def test_a_choice_is_for_an_agreement_of_theirs(cast: Cast) -> None:
    ledger = uploaded(cast.treasurer)["id"]
    path = f"ledgers/{ledger}/choices"
    assert "agreement.unknown" in cast.treasurer.no(404, "post", path, {"agreement": 10**9, **CHOICE})
    agreement = active(cast)
    section = Organization.objects.create(kind="association", name="Sektionen", parent=cast.van, search_text="")
    apart = uploaded(cast.treasurer, organization=str(section.pk))["id"]
    refusal = cast.treasurer.no(400, "post", f"ledgers/{apart}/choices", {"agreement": agreement, **CHOICE})
    assert "report.not_a_reporter" in refusal


def test_a_choice_is_kept_for_next_years_ledger(cast: Cast) -> None:
    agreement = active(cast)
    first = uploaded(cast.treasurer)["id"]
    chosen(cast.treasurer, first, agreement, accounts=["5010"])
    newest = chosen(cast.treasurer, first, agreement)
    after = uploaded(cast.treasurer, file=file(year=2021))["id"]
    (default,) = cast.treasurer.ok("get", f"ledgers/{after}/choices")["results"]
    assert (default["id"], default["objects"], default["accounts"]) == (newest, CHOICE["objects"], ["2990", "5010"])
    made = handed_in(cast.treasurer, after, newest)
    assert (made["starts_on"], made["ends_on"]) == ("2021-01-01", "2021-12-31")
