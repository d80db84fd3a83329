"""Conditions by their form: they come back as they were saved, and what it cannot write stays."""

import pytest

from agreements.models import Agreement
from tests.agreements.sample import registered
from tests.browsing import browser, text
from tests.cast import Cast
from tests.reports.registering import press

pytestmark = pytest.mark.django_db


def test_conditions_come_back_as_they_were_saved(cast: Cast) -> None:
    officer = browser(cast.officer)
    said = {
        "binds_by": "majority",
        "report_due": {"days_after_meeting": 30, "latest": "06-30"},
        "final_report_due": {"days_after_end": 60},
        "report_papers": ["activity_report", "minutes"],
        "interim_reports": [{"through": "06-30", "due": "08-31"}],
        "settlement": "yearly",
        "volunteer_rate": {
            "value": {"rates": [{"category": "adult", "rate": "230.00", "starts_on": "2020-01-01", "source": "§ 4"}]},
            "clause": "§ 5",
        },
        "volunteer_share_cap": "0.5",
        "volunteer_time_counts": ["volunteer_work", "leading"],
        "public_money_counts": False,
        "late_ladder": {
            "steps": [{"days": 7, "percent": "10.00"}, {"days": None, "percent": "100.00"}],
            "deadline": "04-15",
            "counts": "complete",
        },
        "carry_over": True,
        "notice_months": 6,
        "renewal_months": 12,
        "indexation": {"series": "kpi", "base": "2019-10", "month": 10, "years_back": 1, "share": "0.8", "cap": "3.00"},
        "appropriation": {"reduces_both": True},
    }
    draft = registered(cast, conditions=said)
    before = Agreement.objects.get().conditions
    page = officer.get(f"/agreements/{draft['id']}/draft/conditions")
    assert "it stays as it is" not in text(page)
    assert press(officer, f"/agreements/{draft['id']}/draft/conditions").status_code == 302
    assert Agreement.objects.get().conditions == before


@pytest.mark.parametrize(("typed", "kept"), [("0,5", None), ("0.5", None), ("150", None), ("50", "0.5"), ("0", "0")])
def test_a_share_of_one_is_not_taken_for_per_cent(cast: Cast, typed: str, kept: str | None) -> None:
    officer = browser(cast.officer)
    page = f"/agreements/{registered(cast, conditions={})['id']}/draft/conditions"
    answer = press(officer, page, **{"conditions.volunteer_share_cap.value": typed})
    assert answer.status_code == (302 if kept else 400)
    said = Agreement.objects.get().conditions
    assert said == ({"volunteer_share_cap": {"value": kept, "clause": ""}} if kept else {})
    if not kept:
        assert f'value="{typed}"' in answer.content.decode()
        assert "At most, per cent of what counts: Per cent are written as 0 or from 1 to 100" in text(answer)


def test_a_condition_that_the_form_cannot_write_stays(cast: Cast) -> None:
    officer = browser(cast.officer)
    papers = [{"through": "06-30", "due": "08-31", "papers": ["minutes"]}]
    draft = registered(cast, conditions={"interim_reports": papers})
    page = f"/agreements/{draft['id']}/draft/conditions"
    assert "it stays as it is" in text(officer.get(page))
    press(officer, page, **{"conditions.report_due.day": "31", "conditions.report_due.month": "2"})
    wrong = press(officer, page, **{"conditions.report_due.day": "31", "conditions.report_due.month": "2"})
    assert wrong.status_code == 400
    assert 'href="#conditions-report_due-day"' in wrong.content.decode()
    assert "There is no such day." in text(wrong)
    assert press(officer, page, **{"conditions.report_due.month": "3"}).status_code == 302
    said = Agreement.objects.get().conditions
    assert said["interim_reports"]["value"] == papers
    assert said["report_due"]["value"] == "03-31"
