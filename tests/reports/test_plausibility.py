"""What a reader would ask about is read from what was handed in, this period and the one before."""

from tests.agreements.sample import HOURS, active, content, handed_in
from tests.cast import Cast


def test_a_second_year_like_the_first(cast: Cast) -> None:
    pk = active(cast)
    first = handed_in(cast.treasurer, pk, narrative="Vi träffades.")
    assert cast.officer.ok("get", f"annual-reports/{first['id']}/plausibility") == {"version": 1, "questions": []}
    hours = [{**HOURS, "starts_on": "2021-01-01", "ends_on": "2021-12-31"}]
    sent = {"agreement": pk, "period": "2021", **content(volunteer_hours=hours, narrative="Vi träffades.")}
    path = f"annual-reports/{cast.treasurer.ok('post', 'annual-reports', sent)['id']}"
    assert cast.treasurer.ok("get", f"{path}/plausibility") == {"version": 0, "questions": []}
    cast.treasurer.ok("post", f"{path}/submit", {})
    for who in (cast.officer, cast.auditor, cast.treasurer):
        found = who.ok("get", f"{path}/plausibility")["questions"]
        assert [one["code"] for one in found] == ["plausibility.same_figures", "plausibility.same_narrative"]


def test_what_was_paid_is_part_of_the_income(cast: Cast) -> None:
    pk = active(cast)
    paid = {"agreement": pk, "period": "2020", "amount": "750000.00", "paid_on": "2020-01-31"}
    cast.officer.ok("post", "payments", paid)
    figures = [{"kind": "own_cash", "source": "fees", "amount": "10.00"}, {"kind": "income", "amount": "750009.99"}]
    report = handed_in(cast.treasurer, pk, figures=figures)
    (found,) = cast.officer.ok("get", f"annual-reports/{report['id']}/plausibility")["questions"]
    assert (found["code"], found["expected"], found["actual"]) == ("plausibility.totals", "750010.00", "750009.99")
