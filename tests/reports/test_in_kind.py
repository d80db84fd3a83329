"""What was given in kind is handed in with how it was valued and the paper behind it, and the check shows both."""

from typing import Any

from reports.models import ReportVersion
from tests.agreements.sample import HOURS, active, begun
from tests.cast import UMEA, VAN, Cast

GIVEN = {"kind": "in_kind", "amount": "25000.00"}
PAPER = {"basis": "market_rent", "document": "Hyresavtal 2019/4 (påhittat)"}
PROMISE = {
    "party": VAN,
    "kind": "co_financing",
    "amount": "30000.00",
    "components": [{"kind": "in_kind", "amount": "30000.00", "counting": "plan"}],
}


def report(cast: Cast, pk: int, **given: Any) -> str:
    made = begun(cast.treasurer, pk, figures=[{**GIVEN, **given}], volunteer_hours=[])
    return f"annual-reports/{made['id']}"


def agreement(cast: Cast) -> int:
    funding = {"party": UMEA, "kind": "funding", "amount": "100.00"}
    return active(cast, commitments=[funding, PROMISE], conditions={"report_due": "03-31"})


def co_financing(cast: Cast, pk: int) -> Any:
    lines = cast.officer.ok("get", f"agreements/{pk}/commitment-check")["periods"][0]["lines"]
    (line,) = [one for one in lines if one["kind"] == "co_financing"]
    return line


def test_without_its_paper_it_is_not_handed_in(cast: Cast) -> None:
    path = report(cast, agreement(cast))
    told = cast.treasurer.send("post", f"{path}/submit", {}).json()["errors"]
    assert [(one["code"], one["path"]) for one in told] == [
        ("figure.undocumented", "figures[0].basis"),
        ("figure.undocumented", "figures[0].document"),
    ]
    cast.treasurer.patch_current(path, {"figures": [{**GIVEN, "amount": "0.00"}]})
    cast.treasurer.ok("post", f"{path}/submit", {})  # nothing needs no paper


def test_the_check_shows_how_it_was_valued_and_a_version_of_before_stands(cast: Cast) -> None:
    pk = agreement(cast)
    path = report(cast, pk, **PAPER)
    shown = cast.treasurer.ok("post", f"{path}/submit", {})
    assert shown["figures"][0]["basis"] == "market_rent"
    assert cast.officer.ok("get", f"{path}/versions")["results"][0]["figures"][0]["document"] == PAPER["document"]
    line = co_financing(cast, pk)
    assert (line["components"][0]["basis"], line["components"][0]["document"]) == tuple(PAPER.values())
    assert "(valued by market rent: Hyresavtal 2019/4 (påhittat))" in line["explanation"]
    new = ReportVersion.objects.get()
    new.pk, new.number, new.figures = None, 2, [{"kind": "in_kind", "source": "", "amount": "24000.00"}]
    new.save(force_insert=True)
    line = co_financing(cast, pk)
    assert line["delivered"] == "24000.00"
    assert "basis" not in line["components"][0]
    assert "valued by" not in line["explanation"]
    assert "basis" not in cast.officer.ok("get", f"{path}/versions")["results"][1]["figures"][0]


def test_only_what_is_in_kind_says_how_it_was_valued(cast: Cast) -> None:
    pk = agreement(cast)
    cash = {"kind": "own_cash", "source": "fees", "amount": "1.00", "basis": "invoice"}
    sent = {"agreement": pk, "period": "2020", "figures": [cash], "volunteer_hours": [dict(HOURS)]}
    assert cast.treasurer.no(400, "post", "annual-reports", sent)["figure.basis"]["path"] == "figures[0].basis"


def test_its_paper_bears_no_persons_number(cast: Cast) -> None:
    given = {**GIVEN, **PAPER, "document": "Kvitto, Anna 811218-9876"}
    body = {"agreement": agreement(cast), "period": "2020", "figures": [given]}
    assert cast.treasurer.no(400, "post", "annual-reports", body)["personal_number"]["path"] == "figures[0].document"
