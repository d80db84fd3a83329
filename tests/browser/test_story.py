"""The whole story in Swedish, by the pages alone: an agreement is registered, decided, signed and reported for two
years, one report is sent back and mended, and the auditor finds the figures, takes them out and draws a sample.

Each is a user of their own, on the days on which it would have been. Amounts are those of the model agreement; what is
reported is invented. An hour is worth 220 kr, of young people 50 kr.
"""

import hashlib
from io import BytesIO

import pytest
from openpyxl import load_workbook

from office import jobs
from tests.browser import tasks
from tests.browser.conftest import On, People
from tests.browser.hands import Hand, kr

FUNDING, OWN, VOLUNTEER = 1_500_000, 1_300_000, 975_000
FIRST = [("Språkcafé", "4 000", "Vuxna", "40", "25"), ("Läxhjälp", "500", "Unga", "9", "7")]
SECOND = [("Språkcafé", "4 600", "Vuxna", "42", "26")]
TERM = "Vad som utlovats, vad som räknas hittills"
COUNTED = "Egen insats: Medräknat (kr)"
SIDE_BY_SIDE = "Vad som utlovades, vad redovisningen säger"


def registered(officer: Hand, on: On) -> None:
    """What it would mean is shown before it is proposed: payments on banking days, reports, nothing found."""
    on("2019-11-20")
    tasks.register(officer)
    told = officer.read()
    assert f"Finansiering, Umeå kommun: {kr(3 * FUNDING)}" in told
    assert f"Egen insats, Vän i Umeå: {kr(3 * OWN)}" in told
    assert f"Utbetalning 1 från Umeå kommun: {kr(750_000)}, ska betalas 31 januari 2020" in told
    assert f"Utbetalning 2 från Umeå kommun: {kr(750_000)}, ska betalas 2 augusti 2021" in told
    assert "Redovisning från Vän i Umeå, inne senast 31 mars 2021" in told
    assert "Kontrollen har inget att anmärka första dagen av avtalstiden." in told
    tasks.propose(officer)
    assert "För beslut – per den 20 november 2019" in officer.read()
    assert "väntar på Umeå kommun och Vän i Umeå" in officer.read()


def decided_and_signed(officer: Hand, treasurer: Hand, on: On) -> None:
    on("2019-12-11")
    tasks.decide(officer, "2019-12-10")
    assert "Umeå kommun: Ja, 10 december 2019, Kommunstyrelsen § 210" in officer.read()
    assert "Vän i Umeå: inväntas" in officer.read()
    on("2019-12-16")
    tasks.sign(treasurer)
    told = treasurer.read()
    assert "Vän i Umeå: undertecknat 16 december 2019 av Ordföranden" in told
    assert "Kommande – per den 16 december 2019" in told


def paid(officer: Hand, on: On) -> None:
    for day in ("2020-01-31", "2020-07-31"):
        on(day)
        tasks.pay(officer)
    assert f"{kr(FUNDING)} betalt av utlovade {kr(FUNDING)} för 2020: allt är betalt." in officer.read()


def reported_first(treasurer: Hand, on: On) -> None:
    """4 000 hours of 220 kr and 500 of 50 kr are 905 000 kr; with 310 000 kr own cash 85 000 kr fall short."""
    on("2021-03-15")
    tasks.begin(treasurer, "2020")
    tasks.tell_money(treasurer, {"Avgifter": "110 000", "Gåvor": "200 000"}, "1 810 000")
    tasks.tell_hours(treasurer, FIRST)
    now = treasurer.table("Vad kontrollen skulle säga om perioden")
    assert now["Egen insats"] == [kr(OWN), kr(1_215_000), "Under åtagandet"]
    tasks.tell_the_rest(treasurer, "Fler möts.", "Verksamhetsberättelse 2020.pdf")
    told = treasurer.read()
    assert "Allt som behövs är ifyllt. Redovisningen kan lämnas in." in told
    assert f"Egna medel: Avgifter {kr(110_000)}" in told
    assert f"sammanlagt {kr(1_215_000)} av utlovade {kr(OWN)}: {kr(85_000)} fattas" in told
    tasks.hand_in(treasurer)
    assert "Läge Inkommen" in treasurer.read()
    assert "15 mars 2021 (version 1)" in treasurer.read()


def sent_back(officer: Hand, on: On) -> None:
    on("2021-04-01")
    tasks.open_report(officer, "2020")
    shown = officer.table(SIDE_BY_SIDE)
    assert shown["Utbetalt av Umeå kommun"][:3] == [kr(FUNDING), kr(FUNDING), kr(0)]
    assert shown["Egna medel"][:3] == [kr(325_000), kr(310_000), kr(-15_000)]
    assert shown["Ideell tid"][:3] == [kr(VOLUNTEER), kr(905_000), kr(-70_000)]
    assert "Verksamhetsberättelse 2020.pdf" in officer.read()
    tasks.send_back(officer, "Pengar", "Insamlingen i december saknas.", "2021-04-30")
    assert "Läge Komplettering begärd" in officer.read()


def mended_and_approved(treasurer: Hand, officer: Hand, on: On) -> None:
    on("2021-04-20")
    treasurer.follow(tasks.HOME)
    assert "Komplettering är begärd." in treasurer.read()
    treasurer.follow("Komplettera redovisningen")
    assert "Pengar: Insamlingen i december saknas. (30 april 2021)" in treasurer.read()
    tasks.mend(treasurer, {"Gåvor": "215 000"})
    assert "20 april 2021 (version 2)" in treasurer.read()
    on("2021-05-03")
    tasks.open_report(officer, "2020")
    assert officer.table(SIDE_BY_SIDE)["Egna medel"][:3] == [kr(325_000), kr(325_000), kr(0)]
    tasks.approve(officer)
    assert "Läge Godkänd" in officer.read()
    assert "Version 1, 15 mars 2021: Komplettering begärd" in officer.read()


def reported_second(treasurer: Hand, officer: Hand, on: On) -> None:
    """4 600 hours are worth 1 012 000 kr; what was promised of them, three quarters of the contribution, counts."""
    assert VOLUNTEER * 4 == OWN * 3
    on("2022-03-20")
    tasks.begin(treasurer, "2021")
    assert f"Gåvor Förra perioden: {kr(215_000)}" in treasurer.read()
    tasks.tell_money(treasurer, {"Avgifter": "120 000", "Gåvor": "240 000"}, "1 860 000")
    tasks.tell_hours(treasurer, SECOND)
    tasks.tell_the_rest(treasurer, "Fler möts, och fler kommer igen.", "Verksamhetsberättelse 2021.pdf")
    tasks.hand_in(treasurer)
    on("2022-04-12")
    tasks.open_report(officer, "2021")
    assert officer.table(SIDE_BY_SIDE)["Ideell tid"][:3] == [kr(VOLUNTEER), kr(1_012_000), kr(37_000)]
    assert f"är värd {kr(1_012_000)}" in officer.read()
    assert f"varav {kr(VOLUNTEER)} räknas" in officer.read()
    tasks.approve(officer)
    officer.follow(tasks.TITLE)
    own = officer.table(TERM)["Egen insats, Vän i Umeå"]
    assert own[:5] == [kr(2 * OWN), kr(2_565_000), kr(-35_000), kr(3 * OWN), kr(1_335_000)]
    assert own[-1] == "Risk för underskott"
    years = officer.page.get_by_role("region", name="2021", exact=True).inner_text()
    assert "Uppfyllt, granskat" in years


def found_by_the_auditor(auditor: Hand) -> None:
    own = auditor.table("Summor av kontrollerna")
    assert own[""] == ["2022", "2021", "2020"]
    assert own["Medräknad egen insats"] == ["–", kr(1_335_000), kr(1_230_000)]
    tasks.filter_checks(auditor, "Försenad")
    assert "1 överenskommelse per den 30 juni 2022" in auditor.read()
    assert "KS-2019/00714" in auditor.read()


def taken_out(auditor: Hand) -> None:
    """The sums by year, as a workbook that a worker makes: the file is that whose digest is shown."""
    tasks.sum_up(auditor, "År", COUNTED)
    paid, counted = [FUNDING, 0, 0, FUNDING], [1_230_000, 1_335_000, None, 2_565_000]
    shown = [kr(amount) if amount is not None else "–" for pair in zip(paid, counted, strict=True) for amount in pair]
    assert auditor.table("kontrollernas rader")["Umeå kommun"] == shown
    auditor.follow("Ta ut tabellen som en fil")
    auditor.press("Skapa filen")
    assert "Väntar på att skapas" in auditor.read()
    jobs.drain()
    auditor.follow("Titta efter nu")
    assert "Klar att hämta" in auditor.read()
    file = auditor.fetch("Hämta filen").read_bytes()
    assert f"Filens kontrollsumma (SHA-256) {hashlib.sha256(file).hexdigest()}" in auditor.read()
    headings, umea, total = load_workbook(BytesIO(file))["Korstabell"].iter_rows(values_only=True)
    sums = dict(zip(headings, umea, strict=True))
    assert sums["Kommun (namn)"] == "Umeå kommun"
    assert [sums[f"{year}: Egen insats: Medräknat"] for year in ("2020", "2021", "Totalt")] == counted[:2] + counted[3:]
    assert sums["2020: Finansiering: Betalt"] == FUNDING
    assert total[3:] == umea[3:]


def drawn(auditor: Hand) -> None:
    """Two of the three rows of hours, of which the largest is certain; drawn again they are the same."""
    tasks.draw(auditor, "2")
    told = auditor.read()
    assert "Draget ur 3 poster" in told
    assert "1 (dras alltid: lika stor som intervallet) KS-2019/00714, Överenskommelse om stöd Språkcafé" in told
    auditor.follow("Dra på nytt och jämför")
    assert "Draget på nytt ur det som sparades ger fröet samma poster." in auditor.read()
    assert "Listan är nu som den var då." in auditor.read()


@pytest.mark.django_db(transaction=True)
def test_the_story(people: People, on: On) -> None:
    officer, treasurer, auditor = people("officer"), people("treasurer"), people("auditor")
    registered(officer, on)
    decided_and_signed(officer, treasurer, on)
    paid(officer, on)
    reported_first(treasurer, on)
    sent_back(officer, on)
    mended_and_approved(treasurer, officer, on)
    reported_second(treasurer, officer, on)
    on("2022-06-30")
    auditor.follow(tasks.HOME)
    found_by_the_auditor(auditor)
    taken_out(auditor)
    drawn(auditor)
