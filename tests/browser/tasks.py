"""The tasks of those who use the program, step by step and by the words of the Swedish pages, in any hand.

Each begins on the page that the one before it led to, or on what waits for who does it, where the menu leads.
"""

from playwright.sync_api import FilePayload

from tests.browser.hands import Hand
from tests.cast import PASSWORD, VAN
from tests.reports.papers import PDF

HOME = "Det som väntar på mig"
TITLE = "Överenskommelse om stöd"
NEXT = "Spara och gå vidare"

Hours = tuple[str, str, str, str, str]


def sign_in(hand: Hand, name: str) -> None:
    hand.write({"Användarnamn": name, "Lösenord": PASSWORD})
    hand.press("Logga in")


def register(hand: Hand) -> None:
    """The model agreement, through its steps to the preview."""
    hand.follow("Registrera en överenskommelse")
    hand.write({"Diarienummer": "KS-2019/00714", "Titel": TITLE})
    hand.choose({"Slag av överenskommelse": "Idéburet offentligt partnerskap"})
    hand.write({"Första dag, från och med": "2020-01-01", "Sista dag, till och med": "2022-12-31"})
    hand.write({"Ändamål": "Relationsskapande och integrering av nyanlända"})
    hand.press(NEXT)
    hand.group("Part 2").write({"Organisation": VAN})
    hand.press(NEXT)
    _promise(hand)
    _agree_conditions(hand)


def _promise(hand: Hand) -> None:
    a_year = "Belopp per år, kr"
    hand.press("Lägg till: Finansiering")
    funding = hand.group("1. Finansiering")
    funding.write({a_year: "1 500 000"})
    for _half in range(2):
        funding.press("Lägg till en delutbetalning")
    for part, month in (("Delutbetalning 1", "januari"), ("Delutbetalning 2", "juli")):
        funding.group(part).write({"Dag": "31"})
        funding.group(part).choose({"Månad": month})
    hand.press("Lägg till: Egen insats")
    own = hand.group("2. Egen insats")
    own.write({a_year: "1 300 000"})
    own.group("Egna medel").write({a_year: "325 000"})
    own.group("Ideell tid").write({a_year: "975 000"})
    hand.press(NEXT)


def _agree_conditions(hand: Hand) -> None:
    hand.group("Redovisas senast").write({"Dag": "31"})
    hand.group("Redovisas senast").choose({"Månad": "mars"})
    hand.group("Avräkning").choose({"Vad som gäller": "för hela avtalstiden"})
    rate = "leader-2014: Leader, från och med 2014, tills en ny sats kommer"
    hand.group("Värde på ideell tid").choose({"Timvärde": rate})
    hand.group("Handlingar till redovisningen").tick("Verksamhetsberättelse")
    hand.press(NEXT)


def propose(hand: Hand) -> None:
    hand.press("Lägg fram överenskommelsen")


def decide(hand: Hand, day: str) -> None:
    """The board's decision, where the agreement is shown."""
    hand.follow("Registrera ett beslut")
    board = "Nämnden, eller befattningen som beslutar på delegation"
    hand.choose({"Vad som beslutades": "Ja"})
    hand.write({"Beslutsdag": day, board: "Kommunstyrelsen", "Paragraf i protokollet": "§ 210"})
    hand.press("Registrera beslutet")


def sign(hand: Hand) -> None:
    """What waits for them."""
    hand.follow(HOME)
    hand.follow(TITLE)
    hand.follow("Registrera en underskrift")
    hand.write({"Undertecknare": "Ordföranden"})
    hand.press("Registrera underskriften")


def amend(hand: Hand, day: str, amount: str) -> None:
    """More money from a day on, looked at before it is put before the parties."""
    hand.follow("Överenskommelser")
    hand.follow(TITLE)
    hand.follow("Ändra överenskommelsen")
    hand.write({"Gäller från och med": day, "Varför": "Fler deltagare", "Handling": "KS-2021/5"})
    hand.group("Finansiering, Umeå kommun").write({"Per år från den dagen": amount})
    hand.press("Visa vad det skulle ändra")
    hand.press("Lägg fram det för parterna")


def sign_amendment(hand: Hand, called: str) -> None:
    """What waits for them."""
    hand.follow(HOME)
    hand.follow(f"{TITLE}: {called}")
    hand.follow("Registrera en underskrift")
    hand.write({"Undertecknare": "Ordföranden"})
    hand.press("Registrera svaret")


def pay(hand: Hand) -> None:
    """What is due today."""
    hand.follow(HOME)
    hand.follow("Registrera utbetalningen")
    hand.press("Registrera utbetalningen")


def begin(hand: Hand, year: str) -> None:
    hand.follow(HOME)
    hand.press(f"Påbörja redovisningen för {TITLE}, {year}")


def tell_money(hand: Hand, own: dict[str, str], turnover: str) -> None:
    """Own cash by its sources, and what came in and went out."""
    hand.group("Egna medel, efter var de kom ifrån").write(own)
    hand.group("Andra uppgifter").write({"Intäkter": turnover, "Kostnader": turnover})
    hand.press(NEXT)


def tell_hours(hand: Hand, rows: list[Hours]) -> None:
    """A row for each activity: its name, hours, category, women and men."""
    for place, (activity, hours, category, women, men) in enumerate(rows, start=1):
        hand.write({"Verksamhet": activity})
        hand.choose({"Kategori": category})
        hand.write({"Timmar": hours, "Kvinnor": women, "Män": men, "Intygat av": "Kassören"})
        hand.press(NEXT if place == len(rows) else "Spara och skriv en till")


def tell_the_rest(hand: Hand, narrative: str, paper: str) -> None:
    """Activities, the narrative and the paper that is asked for; then the summary is shown."""
    hand.group("En aktivitet till").write({"Verksamhet": "Språkcafé", "Antal": "40", "Enhet": "träffar"})
    hand.press(NEXT)
    hand.write({"Vad ni gjorde, och vad det ledde till": narrative})
    hand.press(NEXT)
    file: FilePayload = {"name": paper, "mimeType": "application/pdf", "buffer": PDF}
    hand.attach("Fil", file)
    hand.press("Bifoga")
    hand.press(NEXT)


def hand_in(hand: Hand) -> None:
    hand.press("Lämna in")


def open_report(hand: Hand, year: str) -> None:
    """One that has come in, from what waits."""
    hand.follow(HOME)
    hand.follow(f"{TITLE}, {year}")


def send_back(hand: Hand, part: str, remark: str, until: str) -> None:
    hand.unfold("Begär komplettering")
    hand.group(part).write({"Vad som saknas": remark, "Senast den": until})
    hand.press("Begär komplettering")


def mend(hand: Hand, own: dict[str, str]) -> None:
    """Own cash, which was asked about, and in again."""
    hand.follow(HOME)
    hand.follow("Komplettera redovisningen")
    hand.follow("Pengar")
    hand.group("Egna medel, efter var de kom ifrån").write(own)
    hand.press(NEXT)
    hand.follow("Sammanfattning")
    hand_in(hand)


def approve(hand: Hand) -> None:
    hand.press("Godkänn redovisningen")


def filter_checks(hand: Hand, status: str) -> None:
    """All agreements whose check says so today."""
    hand.follow("Siffror och granskning")
    hand.follow("Kontroller av alla överenskommelser")
    hand.choose({"Läge": status})
    hand.press("Visa")


def sum_up(hand: Hand, columns: str, figures: str) -> None:
    """The lines of the checks as a table, by municipality and another side, one more figure beside what was paid."""
    hand.follow("Siffror och granskning")
    hand.follow("Summor och korstabeller")
    hand.unfold("Kolumner")
    hand.group("Kolumner").tick(columns)
    hand.unfold("Siffror")
    hand.group("Siffror").tick(figures)
    hand.press("Visa")


def draw(hand: Hand, size: str) -> None:
    """Rows of volunteer hours, by how many hours they are of."""
    hand.follow("Siffror och granskning")
    hand.follow("Stickprov")
    hand.choose({"Lista": "Ideell tid", "Hur": "Efter belopp: varje öre har samma chans"})
    hand.write({"Antal": size, "Frö": "umea", "Ändamål": "Ideell tid 2020–2021"})
    hand.press("Dra")
