"""The register: what one's own organisations have granted, as JSON and CSV."""

import csv
import io

import pytest

from tests.cast import Cast
from tests.contracts.bodies import terms
from tests.finance.test_state_aid import assess, binding, bound

pytestmark = pytest.mark.both

PATH = "state-aid-register?granted_from=2024-01-01&granted_to=2024-12-31"


def test_the_register_has_what_was_granted_between_two_days(cast: Cast) -> None:
    made = assess(cast, binding(cast, "A", "2024-01-10"), reason="=1+1", sector="S94.99", instrument="Bidrag")
    assess(cast, binding(cast, "B", "2023-12-31"))
    assess(cast, binding(cast, "C", "2024-12-31"), kind="not_aid")
    found = cast.auditor.ok("get", PATH)
    assert found["rows"] == [
        {
            "assessment": made["id"], "recipient_number": "802000-0009", "recipient_name": "Vän i Umeå",
            "giver_number": "212000-2627", "giver_name": "Umeå kommun", "granted_on": "2024-01-10",
            "kind": "de_minimis", "regulation": "(EU) 2023/2831", "amount_sek": "4500000.00", "rate": "11.0000",
            "amount_eur": "409090.91", "instrument": "Bidrag", "sector": "S94.99", "reason": "=1+1",
            "keep_until": "2034-01-10",
        }
    ]  # fmt: skip
    answer = cast.officer.get(f"/api/v1/{PATH.replace('register?', 'register.csv?')}")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [row["reason"] for row in rows] == ["'=1+1"]
    assert {name: value for name, value in rows[0].items() if name != "reason"} == {
        name: str(value) for name, value in found["rows"][0].items() if name != "reason"
    }


def test_a_board_and_a_section_have_the_numbers_of_their_legal_persons(cast: Cast) -> None:
    board, section = (
        cast.officer.ok("post", "organizations", {"kind": kind, "name": name, "parent": parent.pk})["id"]
        for kind, name, parent in (("board", "Kulturnämnden", cast.umea), ("association", "Sektion nord", cast.van))
    )
    parties = [{"organization": board, "role": "funder"}, {"organization": section, "role": "recipient"}]
    funding = {"party": board, "kind": "funding", "amount": "110000.00"}
    span = {"starts_on": "2024-01-01", "ends_on": "2024-12-31", "conditions": {}}
    said = terms("KN-1", parties=parties, commitments=[funding], **span)
    assess(cast, bound(cast, said, board, section))
    (row,) = cast.officer.ok("get", PATH)["rows"]
    assert (row["giver_number"], row["giver_name"]) == ("212000-2627", "Kulturnämnden")
    assert (row["recipient_number"], row["recipient_name"]) == ("802000-0009", "Sektion nord")


def test_it_is_ones_own(cast: Cast) -> None:
    assess(cast, binding(cast, "A", "2024-01-10"))
    assert cast.stranger.ok("get", PATH)["rows"] == []
    assert "state_aid.officers_only" in cast.treasurer.no(403, "get", PATH)
    backwards = "state-aid-register?granted_from=2024-01-02&granted_to=2024-01-01"
    assert cast.officer.no(400, "get", backwards)["parameter.invalid"]["path"] == "granted_to"
