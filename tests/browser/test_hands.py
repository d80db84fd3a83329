"""Every task by keyboard alone, and without JavaScript: the steps are those of the story, in another hand."""

import pytest

from tests.browser import tasks
from tests.browser.conftest import On, People
from tests.browser.hands import Hand, kr
from tests.browser.keyboard import Keyboard

OWN = {"Avgifter": "110 000", "Gåvor": "215 000"}
HOURS = [("Språkcafé", "4 000", "Vuxna", "40", "25")]


def agree(officer: Hand, treasurer: Hand, on: On) -> None:
    """From nothing to an agreement that binds."""
    on("2019-12-16")
    tasks.register(officer)
    tasks.propose(officer)
    tasks.decide(officer, "2019-12-10")
    tasks.sign(treasurer)
    assert "Kommande – per den 16 december 2019" in treasurer.read()


def report(treasurer: Hand, on: On) -> None:
    on("2021-03-15")
    tasks.begin(treasurer, "2020")
    tasks.tell_money(treasurer, OWN, "1 825 000")
    tasks.tell_hours(treasurer, HOURS)
    tasks.tell_the_rest(treasurer, "Fler möts.", "Verksamhetsberättelse 2020.pdf")
    tasks.hand_in(treasurer)
    assert "Läge Inkommen" in treasurer.read()


def review(officer: Hand) -> None:
    tasks.open_report(officer, "2020")
    assert officer.table("Vad som utlovades")["Egna medel"][:3] == [kr(325_000), kr(325_000), kr(0)]
    tasks.approve(officer)
    assert "Läge Godkänd" in officer.read()


def change(officer: Hand, treasurer: Hand) -> None:
    tasks.amend(officer, "2022-01-01", "1 600 000")
    assert f"Umeå kommun, finansiering, 2022: {kr(1_600_000)} (förut {kr(1_500_000)})." in officer.read()
    tasks.decide(officer, "2021-03-14")
    tasks.sign_amendment(treasurer, "tilläggsavtal 1, från 1 januari 2022")
    assert "Överenskommet, 15 mars 2021" in treasurer.read()


def audit(auditor: Hand) -> None:
    tasks.filter_checks(auditor, "Försenad")
    assert "1 överenskommelse per den 15 mars 2021" in auditor.read()
    tasks.draw(auditor, "1")
    assert "Draget ur 1 post, 4\N{NO-BREAK SPACE}000\N{NO-BREAK SPACE}h" in auditor.read()


@pytest.mark.django_db(transaction=True)
def test_every_task_by_keyboard_alone(people: People, on: On) -> None:
    officer, treasurer, auditor = (people(name, Keyboard) for name in ("officer", "treasurer", "auditor"))
    agree(officer, treasurer, on)
    assert officer.go_round() > 40  # the agreement's page: Tab passes through all of it, and out
    report(treasurer, on)
    review(officer)
    change(officer, treasurer)
    audit(auditor)


@pytest.mark.django_db(transaction=True)
def test_every_task_without_javascript(people: People, on: On) -> None:
    officer, treasurer, auditor = (people(name, javascript=False) for name in ("officer", "treasurer", "auditor"))
    agree(officer, treasurer, on)
    report(treasurer, on)
    review(officer)
    change(officer, treasurer)
    audit(auditor)
