"""The draft of an official letter: every figure in it is the check's, in both forms, and it says what people wrote."""

import io
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from docx import Document
from pypdf import PdfReader

from office.models import Job, Membership
from reports.models import Export, ReportFreeze
from reports.services import board_papers
from tests.agreements.sample import HOURS, active, begun, body, content, handed_in
from tests.cast import UMEA, VAN, Cast, Client, organization
from tests.reports.papers import attached
from tests.reports.taking_out import fetched, work_off

pytestmark = pytest.mark.django_db
Json = dict[str, Any]
YEARLY = {**body()["conditions"], "settlement": {"value": "yearly", "clause": "§ 7"}}
MARKUP = '#import "x" = *fet* _kursiv_ $x$ <tag> {party} [a] @ref \\ `kod` – {{b}} & <w:p/>'
LONG = "Föreningen för " + "mötesplatser och gemenskap " * 6
COLUMNS = ("promised", "delivered", "counted", "difference")


def asked(who: Client, agreement: int, form: str = "docx", **more: Any) -> Json:
    answer: Json = who.ok("post", f"agreements/{agreement}/board-papers", {"format": form, **more})
    return answer


def made(who: Client, agreement: int, form: str = "docx", **more: Any) -> bytes:
    export = asked(who, agreement, form, **more)
    work_off()
    return fetched(who, export["id"])


def words(content: bytes) -> list[str]:
    """The paragraphs of a document."""
    return [paragraph.text for paragraph in Document(io.BytesIO(content)).paragraphs]


def printed(content: bytes) -> str:
    """The text of a PDF, one blank between words."""
    pages = (page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    return " ".join(" ".join(pages).split())


def under(said: list[str], heading: str) -> list[str]:
    """What stands under a heading, as far as there are paragraphs before a blank or the next known heading."""
    headings = {"Sammanfattning", "Bakgrund", "Utlovat och redovisat", "Genom avtalstiden", "Iakttagelser",
                "Följder enligt överenskommelsen", "Beslutsunderlag"}  # fmt: skip
    at = said.index(heading) + 1
    end = next((place for place in range(at, len(said)) if said[place] in headings), len(said))
    return said[at:end]


def number(said: str) -> str | None:
    """A figure of the paper as the API writes it."""
    plain = re.sub(r"[\s\u00a0]", "", said).removesuffix("kr").replace("−", "-").replace(",", ".")
    return None if plain == "–" else f"{Decimal(plain):.2f}"


def rows(content: bytes) -> list[list[list[str]]]:
    return [[[cell.text for cell in row.cells] for row in table.rows] for table in Document(io.BytesIO(content)).tables]


def lines(check: Json) -> Iterator[list[str | None]]:
    """The figures of a check's periods in the order of the paper's rows."""
    for period in check["periods"]:
        for line in period["lines"]:
            yield [line[name] for name in COLUMNS]
            yield from ([*(part[name] for name in COLUMNS[:3]), None] for part in line["components"])


@pytest.fixture
def short(cast: Cast) -> int:
    """A year that was approved and is short, one that waits for review, and payments."""
    agreement = active(cast, conditions=YEARLY)
    paid = {"agreement": agreement, "period": "2020", "amount": "1500000.00", "paid_on": "2020-01-31"}
    cast.officer.ok("post", "payments", paid)
    report = handed_in(cast.treasurer, agreement)["id"]
    cast.officer.ok("post", f"annual-reports/{report}/approve", {})
    hours = [{**HOURS, "starts_on": "2021-01-01", "ends_on": "2021-12-31"}]
    begun_next = {"agreement": agreement, "period": "2021", **content(volunteer_hours=hours)}
    following = cast.treasurer.ok("post", "annual-reports", begun_next)["id"]
    cast.treasurer.ok("post", f"annual-reports/{following}/submit", {})
    return agreement


def test_every_figure_is_the_checks(cast: Cast, short: int) -> None:
    check = cast.officer.ok("get", f"agreements/{short}/commitment-check", HTTP_ACCEPT_LANGUAGE="sv")
    content = made(cast.officer, short)
    *periods, term = rows(content)
    found = [[number(cell) for cell in row[2:6]] for table in periods for row in table[1:]]
    wanted = list(lines(check))
    assert found == wanted
    names = ("promised_to_date", "counted_to_date", "difference", "promised_term", "remaining")
    assert [[number(cell) for cell in row[2:7]] for row in term[1:]] == [
        [one[name] for name in names] for one in check["through_term"]
    ]
    said, pdf = words(content), printed(made(cast.officer, short, "pdf"))
    consequence = check["consequences"][0]
    assert (consequence["code"], len(check["consequences"])) == ("repayment.co_financing", 1)
    amount = f"{int(Decimal(consequence['claimable'])):,}".replace(",", "\N{NO-BREAK SPACE}")
    codes = [(one["code"], one["period"]) for one in check["findings"]]
    remark = codes.index(("co_financing.short", "2021")) + 1
    assert under(said, "Förslag till beslut")[1:] == [
        f"1. att godkänna årsredovisningen för 2021 från Vän i Umeå med påpekande (iakttagelse {remark})",
        "2. att uppmana Vän i Umeå att lämna årsredovisningen för 2022, som skulle ha kommit in senast 31 mars 2023",
        f"3. att kräva tillbaka {amount}\N{NO-BREAK SPACE}kr av Vän i Umeå för 2020, enligt § 7 (följd 1)",
    ]
    for table in rows(content):
        for cell in (cell for row in table for cell in row if cell):
            assert " ".join(cell.split()) in pdf, cell


def test_findings_consequences_and_documents_are_told(cast: Cast, short: int) -> None:
    swedish = Client(cast.officer.who)
    swedish.credentials(**{**vars(swedish)["_credentials"], "HTTP_ACCEPT_LANGUAGE": "sv"})
    check = swedish.ok("get", f"agreements/{short}/commitment-check")
    said = words(made(cast.officer, short))
    assert said[:2] == ["Tjänsteskrivelse: uppföljning av Överenskommelse om stöd", "UTKAST – inget är beslutat"]
    assert under(said, "Iakttagelser") == [
        f"{place}. {one['message']}" + (f" ({one['clause']})" if one["clause"] else "")
        for place, one in enumerate(check["findings"], start=1)
    ]
    assert len(check["findings"]) > 3
    (consequence,) = under(said, "Följder enligt överenskommelsen")
    assert check["consequences"][0]["explanation"] in consequence
    assert check["consequences"][0]["formula"] in consequence
    papers = "\n".join(under(said, "Beslutsunderlag"))
    for digest in ReportFreeze.objects.filter(moment="approved").values_list("digest", flat=True):
        assert digest in papers
    assert check["basis"]["digest"] in papers
    paid = "Utbetalning 31 januari 2020 för 2020 från Umeå kommun till Vän i Umeå: "
    assert f"{paid}1\N{NO-BREAK SPACE}500\N{NO-BREAK SPACE}000" in papers
    assert "Umeå kommun ingick överenskommelsen 10 december 2019: Kommunstyrelsen, § 210" in papers


def test_as_of_a_day_and_in_english(cast: Cast, short: int) -> None:
    content = made(cast.officer, short, language="en", as_of="2021-04-30")
    said = words(content)
    assert said[0] == "Official letter: follow-up of Överenskommelse om stöd"
    assert "As of the end of: 2021-04-30" in said
    assert (
        said[said.index("Findings") + 1]
        == "1. "
        + cast.officer.ok("get", f"agreements/{short}/commitment-check?as_of=2021-04-30")["findings"][0]["message"]
    )
    assert "No consequences." in said
    assert [table[0][2] for table in rows(content)] == ["Promised", "Promised", "Promised to date"]


def test_nothing_to_tell_is_told(cast: Cast) -> None:
    agreement = active(cast, starts_on="2199-01-01", ends_on="2199-12-31")
    said = words(made(cast.officer, agreement))
    assert under(said, "Förslag till beslut") == [
        "Umeå kommun beslutar",
        "1. att lägga uppföljningen till handlingarna",
    ]
    assert under(said, "Iakttagelser") == ["Inga iakttagelser."]
    assert under(said, "Följder enligt överenskommelsen") == ["Inga följder."]
    assert "Ingen period har börjat." in said


@pytest.mark.parametrize(
    ("hours", "cash", "proposal"),
    [
        ("4500.00", "1300000.00", "att godkänna {report}"),
        ("4000.00", "310000.00", "att godkänna {report} med påpekande (iakttagelse N)"),
        ("900000.00", "1300000.00", "att begära komplettering av {report} (iakttagelse N)"),
    ],
    ids=["nothing", "short", "impossible"],
)
def test_what_is_proposed_for_a_report(cast: Cast, hours: str, cash: str, proposal: str) -> None:
    agreement = active(cast, starts_on="2020-01-01", ends_on="2020-12-31")
    figures = [{"kind": "own_cash", "source": "fees", "amount": cash}]
    handed_in(cast.treasurer, agreement, figures=figures, volunteer_hours=[{**HOURS, "hours": hours}])
    found = under(words(made(cast.officer, agreement)), "Förslag till beslut")[1]
    report = "årsredovisningen för 2020 från Vän i Umeå"
    assert re.sub(r"\d+(?=\)$)", "N", found) == f"1. {proposal.format(report=report)}"


def test_what_came_in_and_was_decided_besides_is_what_it_rests_on(cast: Cast) -> None:
    """An interim report, a version that another has taken the place of, a paper that came later, and the early end."""
    part = {"through": "06-30", "due": "08-31", "papers": ["income_statement"]}
    terms = {**body()["conditions"], "interim_reports": [part], "report_papers": ["minutes"]}
    agreement = active(cast, conditions=terms)
    half = [{**HOURS, "ends_on": "2020-06-30"}]
    interim = begun(cast.officer, agreement, period="2020-06", volunteer_hours=half)["id"]
    attached(cast.officer, f"annual-reports/{interim}", "income_statement")
    cast.officer.ok("post", f"annual-reports/{interim}/submit", {"received_on": "2020-08-20"})
    path = f"annual-reports/{begun(cast.officer, agreement)['id']}"
    cast.officer.ok("post", f"{path}/submit", {"received_on": "2021-03-15", "complete_on": "2021-04-30"})
    cast.officer.ok("post", f"{path}/approve", {"approved_on": "2021-03-20"})
    cast.officer.ok("post", f"{path}/correct", {"reason": "Fel summa"})
    cast.officer.patch_current(path, {"narrative": "Rättad."})
    cast.officer.ok("post", f"{path}/submit", {"received_on": "2021-04-10"})
    ended = {"document": "KS/9", "reason": "Beslut", "terminated_on": "2021-05-01", "last_day": "2021-06-30"}
    cast.officer.ok("post", f"agreements/{agreement}/terminate", ended)
    content = words(made(cast.officer, agreement, as_of="2021-05-02"))
    who = "från Vän i Umeå"
    assert f"1. att godkänna delårsredovisningen för 2020-06 {who}" in under(content, "Förslag till beslut")
    papers = "\n".join(under(content, "Beslutsunderlag"))
    assert f"Delårsredovisning för 2020-06 {who}, version 1, inkommen 20 augusti 2020" in papers
    assert f"Årsredovisning för 2020 {who}, version 1, inkommen 15 mars 2021, godkänd 20 mars 2021" in papers
    assert f"Årsredovisning för 2020 {who}, version 2, inkommen 10 april 2021" in papers
    lacking = f"att redovisningen för 2020 {who} får komma utan protokollet, som ska lämnas senast 30 april 2021"
    assert lacking in papers
    assert "Beslut 1 maj 2021 att överenskommelsen upphör i förtid, med 30 juni 2021 som sista dag" in papers


def test_a_report_whose_paper_is_late_is_proposed_with_a_remark(cast: Cast) -> None:
    terms = {**body()["conditions"], "report_papers": ["minutes"]}
    agreement = active(cast, starts_on="2020-01-01", ends_on="2020-12-31", conditions=terms)
    figures = [{"kind": "own_cash", "source": "fees", "amount": "1300000.00"}]
    report = begun(cast.officer, agreement, figures=figures, volunteer_hours=[{**HOURS, "hours": "4500.00"}])["id"]
    said = {"received_on": "2021-03-15", "complete_on": "2021-04-30"}
    cast.officer.ok("post", f"annual-reports/{report}/submit", said)
    awaited, late = "att godkänna {}", "att godkänna {} med påpekande (iakttagelse {})"
    name = "årsredovisningen för 2020 från Vän i Umeå"
    for day, proposal in (("2021-04-30", awaited), ("2021-05-01", late)):
        content = words(made(cast.officer, agreement, as_of=day))
        findings = cast.officer.ok("get", f"agreements/{agreement}/commitment-check?as_of={day}")["findings"]
        numbers = [place for place, one in enumerate(findings, 1) if one["code"] == "paper.late"]
        assert under(content, "Förslag till beslut")[1] == f"1. {proposal.format(name, *numbers)}"


@pytest.mark.parametrize("form", ["pdf", "docx"])
def test_what_people_wrote_is_text_and_long_names_fit(cast: Cast, form: str) -> None:
    van = organization(VAN, name=LONG.strip())
    agreement = active(cast, title=MARKUP, reference="=KS#1 *a*")
    handed_in(cast.treasurer, agreement)
    content = made(cast.officer, agreement, form)
    said = printed(content) if form == "pdf" else " ".join(" ".join(words(content)).split())
    assert " ".join(MARKUP.split()) in said
    assert "=KS#1 *a*" in said
    assert van.name in said


def test_the_pdf_is_tagged_and_archivable_and_both_are_the_same_bytes_again(cast: Cast, short: int) -> None:
    export = Export.objects.get(pk=asked(cast.officer, short, "pdf")["id"])
    both = {}
    for form in ("pdf", "docx"):
        export.format = form
        files = io.BytesIO(), io.BytesIO()
        for file in files:
            board_papers.write(export, file, lambda _done, _total: None)
        assert files[0].getvalue() == files[1].getvalue()
        both[form] = files[0].getvalue()
    reader = PdfReader(io.BytesIO(both["pdf"]))
    root: Any = reader.trailer["/Root"]
    assert (root["/MarkInfo"]["/Marked"], root["/Lang"]) == (True, "sv")
    metadata = root["/Metadata"].get_data().decode()
    assert "<pdfaid:part>3</pdfaid:part>" in metadata
    assert "UTKAST – inget är beslutat" in reader.pages[-1].extract_text()
    properties = Document(io.BytesIO(both["docx"])).core_properties
    assert (properties.language, properties.comments) == ("sv-SE", "UTKAST – inget är beslutat")


def test_only_officers_of_who_pays_and_nobody_else_fetches_it(cast: Cast, short: int) -> None:
    path = f"agreements/{short}/board-papers"
    assert "agreement.officers_only" in cast.auditor.no(403, "post", path, {"format": "pdf"})
    assert "agreement.officers_only" in cast.treasurer.no(403, "post", path, {"format": "pdf"})
    assert cast.stranger.send("post", path, {"format": "pdf"}).status_code == 404
    wrong = cast.officer.no(400, "post", path, {"format": "odt", "organization": VAN, "as_of": "i går"})
    assert set(wrong) == {"invalid_choice", "not_a_date", "board_papers.not_the_board"}
    assert "party.unknown" in cast.officer.no(400, "post", path, {"format": "pdf", "organization": cast.vannas.number})
    export = asked(cast.officer, short, organization=UMEA)
    assert (export["list"], export["filters"]["organization"]) == (path, str(cast.umea.pk))
    work_off()
    assert cast.officer2.get(f"/api/v1/exports/{export['id']}/content").status_code == 404
    answer = cast.officer.get(f"/api/v1/exports/{export['id']}/content")
    assert answer["Content-Disposition"].endswith('.docx"')
    assert answer["Content-Type"].endswith("wordprocessingml.document")
    assert (
        cast.officer.ok("get", f"exports/{export['id']}")["digest"]
        in cast.officer.ok("get", f"agreements/{short}/commitment-check")["basis"]["digest"]
    )


def test_who_has_lost_the_right_gets_no_paper(cast: Cast, short: int) -> None:
    export = asked(cast.officer, short)
    Membership.objects.filter(user=cast.officer.who).delete()
    work_off()
    assert Job.objects.get(pk=export["job"]).state == "failed"
    assert not Export.objects.get(pk=export["id"]).chunks.exists()


def test_a_host_that_pays_nothing_drafts_no_papers(cast: Cast) -> None:
    parties = [*body()["parties"], {"organization": cast.vannas.number, "role": "host"}]
    agreement = cast.officer.ok("post", "agreements", body(parties=parties))["id"]
    told = cast.stranger.no(403, "post", f"agreements/{agreement}/board-papers", {"format": "pdf"})
    assert "board_papers.payers_only" in told


def test_a_draft_report_is_in_nobodys_paper(cast: Cast) -> None:
    agreement = active(cast)
    begun(cast.treasurer, agreement)
    assert not any("Årsredovisning för" in line for line in words(made(cast.officer, agreement)))
