"""Pages: who sees what, as of which day, in which language."""

from contextlib import redirect_stdout
from datetime import date
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from agreements.models import Agreement, Decision
from finance.models import (
    ConsequenceDecision,
    LedgerImport,
    PayeeAccount,
    PaymentFile,
    PaymentOrder,
    StateAidAssessment,
    UndertakingLink,
)
from office.clock import today
from office.models import Organization, User
from reports.checking import checked
from reports.management.commands.demo import PASSWORD
from reports.models import AuditSample
from reports.pages.consequences import follows
from tests.finance.ledgers import work_off

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def lasting_demo(lasting: None) -> str:
    """The demo, loaded; gives what it printed."""
    with redirect_stdout(StringIO()) as out:
        call_command("demo")
    return out.getvalue()


@pytest.fixture
def demo(lasting_demo: str, db: None) -> str:
    """The demo for one test."""
    return lasting_demo


def page(who: str, path: str, language: str = "en", **query: str) -> Any:
    client = Client(headers={"accept-language": language})
    assert client.login(username=who, password=PASSWORD)
    return client.get(path, query)


def model() -> Agreement:
    return Agreement.objects.get(reference="KS-2019/00714")


def test_the_demo_has_an_open_register_that_says_that_it_is_a_demo(demo: str) -> None:
    umea = Organization.objects.get(number="212000-2627").pk
    everybody = Client(headers={"accept-language": "en"})
    assert "Umeå kommun" in everybody.get("/public-registers").content.decode()
    told = everybody.get(f"/public-registers/{umea}").content.decode()
    assert "Överenskommelse om stöd" in told
    assert "every reported figure here is invented" in told
    assert "invented" not in everybody.get("/login").content.decode()


def test_the_demos_auditor_has_drawn_a_sample_and_shared_what_was_seen(demo: str) -> None:
    sample = AuditSample.objects.get()
    proof = page("auditor", f"/audit-samples/{sample.pk}", proof="1")
    assert proof.context["proof"]["draw"].same_draw
    assert proof.context["proof"]["draw"].same_population
    (told,) = page("officer", "/audit-observations").context["rows"]
    assert told["standing"][0] == "open"
    assert page("officer", f"/audit-samples/{sample.pk}").status_code == 404


def test_demo_shows_every_status(demo: str) -> None:
    answer = page("officer", "/agreements")
    words = [row["status"] for row in answer.context["rows"]]
    wanted = {"fulfilled", "on_track", "at_risk", "not_met", "overdue", "unknown"}
    assert wanted <= set(words)
    assert "invented" in answer.content.decode()
    assert PASSWORD in demo


def test_demo_shows_how_money_leaves_and_what_is_aid(demo: str) -> None:
    confirmed = PayeeAccount.objects.filter(review__outcome="confirmed").order_by("starts_on")
    assert [account.number for account in confirmed] == ["00000018", "00000026"]
    assert "attested" in PaymentOrder.objects.values_list("state", flat=True)
    assert PaymentOrder.objects.filter(state="sent").count() == PaymentFile.objects.count()
    assert {"de_minimis", "sgei"} == set(StateAidAssessment.objects.values_list("kind", flat=True))
    assert UndertakingLink.objects.count() == 1
    assert Decision.objects.exclude(delegation_point="").exists()


def test_what_falls_short_belongs_to_invented_associations(demo: str) -> None:
    for row in page("officer", "/agreements").context["rows"]:
        names = [party.name for party in row["facts"].parties if not party.public]
        invented = all(name.startswith("Exempelföreningen") for name in names)
        assert invented or row["status"] == "fulfilled", names


def test_the_demos_books_come_out_when_its_jobs_are_done(demo: str) -> None:
    """The published agreement's say what its report says; an invented association's have 2 000 less in fees."""
    work_off()
    rows = checked(Agreement.objects.all(), today())
    told = {row.result.reference: [one.code for one in row.result.findings if one.code[:6] == "books."] for row in rows}
    assert told.pop("KS-2019/00714") == []
    received = today() >= date(today().year, 3, 15)  # last year's report comes in then
    assert list(filter(None, told.values())) == ([["books.own_cash"]] if received else [])


def test_demo_stays_out_of_a_database_with_users(demo: str) -> None:
    with pytest.raises(CommandError, match="loaded already"):
        call_command("demo")
    User.objects.create(username="anna")
    with pytest.raises(CommandError, match="users of its own"):
        call_command("demo")
    before = Agreement.objects.count()
    call_command("demo", if_empty=True)
    assert Agreement.objects.count() == before


def test_the_model_agreement_as_of_the_summer_before_its_end(demo: str) -> None:
    answer = page("treasurer", f"/agreements/{model().pk}", as_of="2022-06-30")
    text = answer.content.decode().replace("\xa0", " ")
    assert answer.context["result"].status == "at_risk"
    assert "At risk of a shortfall" in text
    assert "85,000 kr" in text  # what 2020 was short of
    assert "1,350,000 kr" in text  # what the last year needs
    assert "4,000 h × 220" in text


def test_in_swedish(demo: str) -> None:
    text = page("officer", f"/agreements/{model().pk}", "sv", as_of="2022-06-30").content.decode().replace("\xa0", " ")
    assert '<html lang="sv">' in text
    assert "Risk för underskott" in text
    assert "1 215 000 kr" in text
    assert "85 000 kr fattas" in text


def test_a_day_that_is_none_is_said(demo: str) -> None:
    for text in ("soon", "0001-01-01", "2022-02-30", "\x00"):
        answer = page("officer", f"/agreements/{model().pk}", as_of=text)
        assert answer.status_code == 200
        assert "That is no date" in answer.content.decode()


def test_a_stranger_finds_nothing(demo: str) -> None:
    assert page("stranger", f"/agreements/{model().pk}").status_code == 404
    assert "no agreements yet" in page("stranger", "/agreements").content.decode()


def test_nobody_is_asked_to_sign_in(demo: str) -> None:
    answer = Client().get(f"/agreements/{model().pk}")
    assert (answer.status_code, answer["Location"]) == (302, f"/login?next=/agreements/{model().pk}")


def test_nothing_is_loaded_from_elsewhere(demo: str) -> None:
    answer = page("officer", "/agreements")
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert "http://" not in answer.content.decode()
    assert "https://" not in answer.content.decode()
    assert len(answer.content) < 100_000


def test_pages_take_a_constant_number_of_queries(demo: str, django_assert_max_num_queries: Any) -> None:
    client = Client()
    client.login(username="officer", password=PASSWORD)
    for path in ("/", "/agreements", f"/agreements/{model().pk}"):
        with django_assert_max_num_queries(50):
            client.get(path)


@pytest.mark.parametrize(
    ("title", "language", "told"),
    [
        (
            "Skogsmulle",
            "sv",
            ["Beloppet följer ett index: 240 000 × (30 % + 70 % × ", "(preliminärt index)", "högst 5 %"],
        ),
        (
            "Fritidsgård i Granen",
            "sv",
            ["från 400 000 kr till 360 000 kr", "(sänkt av fullmäktige)", "(preliminär budget)"],
        ),
        ("Fritidsgård i Granen", "en", ["200,000 × 360,000 ÷ 400,000 = 180,000 kr", "(lowered by the council)"]),
    ],
)
def test_an_amount_that_a_clause_has_a_say_in_shows_its_formula(
    demo: str, title: str, language: str, told: list[str]
) -> None:
    found = Agreement.objects.get(title__startswith=title)
    text = page("officer", f"/agreements/{found.pk}", language).content.decode().replace("\xa0", " ")
    assert [one for one in told if one not in text] == []


def test_what_follows_is_shown_from_proposal_to_claim(demo: str) -> None:
    """Of the demo's two short years one is claimed back and partly repaid, and so is what its late report takes of a
    payment that had left."""
    found = Agreement.objects.get(title="Sommarläger")
    answer = page("auditor", f"/agreements/{found.pk}")
    text = answer.content.decode().replace("\xa0", " ")
    assert "Computed proposal" in text
    claimed = [one for one in answer.context["consequences"] if one["claim"]]
    assert [(one["outcome"], one["claim"].left) for one in claimed] == [
        ("Claimed back", 20_000),
        ("Claimed back", 82_000),
    ]
    assert "Förvaltningschefen (delegation 4.2) decided to claim back 142,000 kr" in text
    assert text.count("60,000 kr is repaid, 82,000 kr is left") == 1
    claims = ConsequenceDecision.objects.filter(agreement=found)
    gone = follows(answer.context["result"]._replace(consequences=()), {claims[0].party_id: "Linden"}, "en")
    shown = [(one["party"], one["consequence"], one["decision"].id) for one in gone]
    assert shown == [("Linden", None, claim.pk) for claim in claims]


def test_what_two_have_paid_is_shown_by_payer(demo: str) -> None:
    """The board has claimed of its part of 140 000 kr back, and reconsidered it; the municipality's is a proposal."""
    answer = page("auditor", f"/agreements/{Agreement.objects.get(title='Musikhuset Sälgen').pk}")
    rows = answer.context["consequences"]
    assert [(one["payer"], one["consequence"].amount, one["outcome"]) for one in rows] == [
        ("Umeå kommun", 93_333, ""),
        ("Kulturnämnden (påhittat bidrag)", 46_667, "Claimed back"),
    ]
    text = answer.content.decode().replace("\xa0", " ")
    assert "Repayment for a shortfall, Umeå kommun – Exempelföreningen Sälgen" in text
    assert "140,000 × 150,000 ÷ 450,000 = 46,667" in text
    assert "Not decided" in text
    assert "decided to claim back 30,000 kr by" in text
    assert "to claim back 46,667 kr: that decision was incorrect" in text


def test_the_demos_ledger_has_one_row_explained_and_one_open(demo: str) -> None:
    text = page("auditor", f"/ledger-imports/{LedgerImport.objects.get().pk}").content.decode().replace("\xa0", " ")
    assert "1 row is unexplained, 25,000 kr in all:" in text
    assert "Exempelföreningen Björken: 25,000 kr (1)" in text
    assert "Medlemsavgift, inget bidrag." in text
    assert "is registered here, but" not in text  # nothing is missing in the ledger


def test_the_demos_cooperations_bind_and_pay(demo: str) -> None:
    """Three of them, with a study and its areas, an application and a pilot's hypotheses; nobody real falls behind."""
    assert len(page("region", "/agreements").context["rows"]) >= 3
    joined = Agreement.objects.get(title="Umeåregionens kontor")
    assert joined.parties.count() == 7
    assert joined.amendments.get().state == "agreed"
    board = Agreement.objects.get(kind="joint_board")
    assert board.parties.get(role="host").organization.name == "Tierps kommun"
    for one in Agreement.objects.filter(kind__in=("cooperation", "joint_board", "pilot")):
        (checked_one,) = checked(Agreement.objects.filter(pk=one.pk), today())
        assert checked_one.result.status not in ("overdue", "at_risk", "not_met"), one.title
        assert one.owner == one.parties.get(role="host").organization, one.title
        assert one.recorded_by.username in ("officer", "tierp", "storuman")
        answer = page("region", f"/agreements/{one.pk}")
        assert answer.status_code == 200
        assert all(party.organization.name in answer.content.decode() for party in one.parties.all())
