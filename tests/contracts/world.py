"""One of everything, made through the API: what the contract tests ask about, with a body for every act."""

from dataclasses import dataclass
from typing import Any

from office.models import AuditEvent
from office.services import jobs
from tests.agreements.following import followed
from tests.cast import UMEA, Cast, Client, number, organization, user
from tests.contracts.acts import accepted
from tests.contracts.bodies import (
    AID,
    AREA,
    ASSIGNMENT,
    BY_DELEGATION,
    DECISION,
    DECLARED,
    FOUND,
    LEGAL,
    LETTER,
    LINKED,
    MANDATE,
    MEASURE,
    MEETING,
    OBSERVATION,
    RELIEF,
    ROOM,
    SAMPLE,
    SIGNATURE,
    STUDY,
    content,
    terms,
)
from tests.finance import association_ledgers as books
from tests.finance.ledgers import explained
from tests.finance.paying import ACCOUNT, confirmed, decided, ordered
from tests.reports.papers import attached
from tests.reports.slips import linked, path_of, slip
from tests.reports.taking_out import asked, work_off

ROLES = ("officer", "officer2", "treasurer", "auditor", "stranger", "nobody")
Json = dict[str, Any]
#: The last day of what renews itself: after those of the other agreements.
LATER = "2026-12-31"


@dataclass
class World:
    """The cast, and the ids of what there is by the names that the tests' paths use."""

    cast: Cast
    ids: dict[str, Any]

    def path(self, template: str) -> str:
        """`agreements/{active}` with its id; what does not begin with a slash lies under the API."""
        path = template.format(**self.ids)
        return path if path.startswith("/") else f"/api/v1/{path}"

    def body(self, method: str, template: str) -> Any:
        """A body that the act accepts; None where it takes none. Without dates, so that a reporter may send it too."""
        body = accepted(self.ids).get(f"{method} {template}", {} if method in ("POST", "PATCH") else None)
        return {name: value for name, value in body.items() if value is not None} if body else body


def _agreement(cast: Cast, reference: str, *acts: tuple[str, Json]) -> int:
    pk: int = cast.officer.ok("post", "agreements", terms(reference))["id"]
    for act, body in acts:
        cast.officer.ok("post", f"agreements/{pk}/{act}", body)
    return pk


def build(cast: Cast) -> World:
    """A draft, a proposed and an active agreement; of the active one a payment and reports in every state."""
    officer, treasurer = cast.officer, cast.treasurer
    active = _agreement(cast, "KS/1", ("propose", {}), ("decisions", DECISION), ("signatures", SIGNATURE))
    paid = {"agreement": active, "period": "2020", "amount": "150000.00", "paid_on": "2020-01-31"}
    begun = {"agreement": active}
    ids = {
        "own": cast.umea.pk,
        "active": active,
        "proposed": _agreement(cast, "KS/2", ("propose", {})),
        "draft": _agreement(cast, "KS/3"),
        "payment": officer.ok("post", "payments", paid)["id"],
        "association": cast.van.pk,
        "mandate": treasurer.ok("post", "mandates", MANDATE)["id"],
        "meeting": treasurer.ok("post", "annual-meetings", MEETING)["id"],
        "daughter": organization(number(78), "Vännernas kafé AB", "company").pk,
        "assessment": officer.ok("post", "state-aid-assessments", {"agreement": active, **AID})["id"],
        "support": officer.ok("post", "municipal-support", {"agreement": active, **ROOM})["id"],
        "declaration": treasurer.ok("post", "state-aid-declarations", DECLARED)["id"],
        "requisition": treasurer.ok("post", "requisitions", {**begun, "period": "2020"})["id"],
        "own_request": treasurer.ok("post", "requisitions", {**begun, "period": "2023"})["id"],
        "paper_request": officer.ok("post", "requisitions", {**begun, "period": "2022"})["id"],
        "approved": treasurer.ok("post", "annual-reports", {**begun, "period": "2020", **content(2020)})["id"],
        "submitted": treasurer.ok("post", "annual-reports", {**begun, "period": "2021", **content(2021)})["id"],
        "draft_report": treasurer.ok("post", "annual-reports", {**begun, "period": "2022", **content(2022)})["id"],
        "paper": officer.ok("post", "annual-reports", {**begun, "period": "2023", **content(2023)})["id"],
    }
    ids |= _orders(cast, active)
    renamed = {"effective_on": "2024-01-01", "reason": "Påhittat", "document": "KS/9", "title": "Samma avtal"}
    ids["amendment"] = officer.ok("post", f"agreements/{active}/amendments", renamed)["id"]
    ids["link"] = officer.ok("post", "state-aid-links", {**LINKED, "other": ids["daughter"]})["id"]
    ids |= _reviewers(cast)
    ids |= _studied(cast, active)
    ids |= piloted(cast)
    ids |= _proposals(cast, ids["draft"])
    ids |= _handed_in(cast, ids)
    ids |= followed(cast, active)
    ids["event"] = AuditEvent.objects.get(kind="agreement.decided", subject_id=active).pk
    ids["ledger"], ids["ledger_row"], ids["explanation"] = explained(officer)
    ids |= _ledgers(treasurer, active)
    ids |= _desk(cast)
    ids["job"] = jobs.enqueue("office.forget", by=officer.who).pk
    ids |= _slips(cast, active)
    ids["export"] = asked(officer, "payments")["id"]
    work_off()
    ids |= _incomplete(cast)
    for name in ROLES:
        client = getattr(cast, name)
        if client.who:
            client.force_login(client.who)  # for the pages; the API takes the token first
    return World(cast, ids)


def _orders(cast: Cast, agreement: int) -> Json:
    """A confirmed account and a change that waits; orders that are made, attested, decided, and sent in a file."""
    account = confirmed(cast)["id"]
    waiting = cast.officer.ok("post", "payee-accounts", {**ACCOUNT, "number": "0000-0026"})["id"]
    some = {"period": "2020", "amount": "1000.00"}
    made, attested = (ordered(cast, agreement, **some)["id"] for _ in range(2))
    cast.officer.ok("post", f"payment-orders/{attested}/attest", {})
    decided(cast, agreement, **some)
    sent = cast.officer.ok("post", "payment-files", {"payer": UMEA})["id"]
    decided(cast, agreement, **some)
    return {"account": account, "new_account": waiting, "ordered": made, "attested": attested, "file": sent}


def _reviewers(cast: Cast) -> Json:
    """When a second review is asked for, who reviews, and who audits."""
    above = {"organization": UMEA, "above": "9000000.00", "source": "KS § 8"}
    second = cast.officer.ok("post", "second-review-rules", above)["id"]
    named = {"organization": UMEA, "username": user("partner").username}
    reviewer = cast.officer.ok("post", "reviewers", named)["id"]
    assigned = {**ASSIGNMENT, "username": user("assistant").username}
    assignment = cast.officer.ok("post", "audit-assignments", assigned)["id"]
    return {"second_rule": second, "reviewer": reviewer, "assignment": assignment}


def _studied(cast: Cast, agreement: int) -> Json:
    """A study with an area, the legal assessment of an agreement, and a template after it."""
    officer, about = cast.officer, {"agreement": agreement}
    study = officer.ok("post", "feasibility-studies", STUDY)["id"]
    return {
        "study": study,
        "area": officer.ok("post", f"feasibility-studies/{study}/areas", AREA)["id"],
        "legal": officer.ok("post", "legal-assessments", {**about, **LEGAL})["id"],
        "template": officer.ok("post", "agreement-templates", {**about, "title": "Mall"})["id"],
    }


def piloted(cast: Cast) -> Json:
    """A pilot of Umeå's, with a hypothesis and an end report."""
    parties = [{"organization": UMEA, "role": "host"}, {"organization": number(76), "role": "member"}]
    organization(number(76), "Pilotens förening")
    promise = {"party": UMEA, "kind": "activity", "name": "Jour", "quantity": "1", "unit": "jour"}
    alone = terms("KS/PILOT", kind="pilot", parties=parties, commitments=[promise], conditions={})
    signed = {**SIGNATURE, "organization": number(76)}
    pilot: int = cast.officer.ok("post", "agreements", alone)["id"]
    for act, said in (("propose", {}), ("decisions", DECISION), ("signatures", signed)):
        cast.officer.ok("post", f"agreements/{pilot}/{act}", said)
    hypothesis = cast.officer.ok("post", "pilot-hypotheses", {"agreement": pilot, "text": "Det går"})["id"]
    cast.officer.ok("post", f"pilot-hypotheses/{hypothesis}/measures", MEASURE)
    judged = [{"hypothesis": hypothesis, "verdict": "held"}]
    report = cast.officer.ok("post", "pilot-reports", {"agreement": pilot, **FOUND, "verdicts": judged})["id"]
    return {"pilot": pilot, "hypothesis": hypothesis, "pilot_report": report}


def _proposals(cast: Cast, draft: int) -> Json:
    """An association's letter, an initiative that is registered, and a conflict of interest in a draft."""
    apart = {"agreement": draft, "ground": "relative"}
    return {
        "letter": cast.treasurer.ok("post", "initiatives", LETTER)["id"],
        "initiative": cast.officer.ok("post", "initiatives", {**LETTER, "reference": "KS-2019/87"})["id"],
        "conflict": cast.officer2.ok("post", "conflicts-of-interest", apart)["id"],
    }


def _handed_in(cast: Cast, ids: Json) -> Json:
    """Papers with reports; of the reports that are handed in one is approved, and money is claimed back of its year."""
    officer, treasurer, active = cast.officer, cast.treasurer, ids["active"]
    with_draft = attached(treasurer, f"annual-reports/{ids['draft_report']}")["id"]
    handed = attached(treasurer, f"annual-reports/{ids['approved']}")["id"]
    for name in ("approved", "submitted"):
        treasurer.ok("post", f"annual-reports/{ids[name]}/submit", {})
    officer.ok("post", f"annual-reports/{ids['approved']}/approve", {})
    said = {"agreement": active, "code": "repayment.co_financing", "period": "2020", "outcome": "claim"}
    claim = officer.ok("post", "consequence-decisions", {**said, **BY_DELEGATION, "due_on": "2199-01-31"})["id"]
    hours = officer.ok("get", f"volunteer-hours?agreement={active}&period=2020")["results"][0]["id"]
    return {"attached": with_draft, "handed_paper": handed, "claim": claim, "hours": hours}


def _ledgers(treasurer: Client, agreement: int) -> Json:
    """A ledger of the treasurer's, what was handed in of it, and a link for the bureau."""
    ledger = books.uploaded(treasurer)["id"]
    choice = books.chosen(treasurer, ledger, agreement)
    hand_in = books.handed_in(treasurer, ledger, choice)["id"]
    made = treasurer.ok("post", "ledger-upload-links", {})
    row = treasurer.ok("get", "ledger-rows")["results"][0]["id"]
    secret = made["url"].rpartition("/")[2]
    reading = treasurer.ok("post", "ledger-readings", {"agreement": agreement})["id"]
    kept = treasurer.ok("get", "reconciliations")["results"][0]["id"]
    ids = {
        "reading": reading,
        "reconciliation": kept,
        "books": ledger,
        "choice": choice,
        "hand_in": hand_in,
        "books_row": row,
    }
    return {**ids, "upload_link": made["link"]["id"], "secret": secret}


def _desk(cast: Cast) -> Json:
    """A sample of the auditor's, a shared observation on it and one that is not, and a note."""
    auditor = cast.auditor
    own = auditor.ok("get", "audit-assignments?ordering=starts_on")["results"][0]["id"]
    drawn = auditor.ok("post", "audit-samples", {"assignment": own, **SAMPLE})
    item = drawn["items"][0]["id"]
    shared, kept = (auditor.ok("post", "audit-observations", {"item": item, **OBSERVATION})["id"] for _ in range(2))
    auditor.ok("post", f"audit-observations/{shared}/share")
    note = auditor.ok("post", "audit-notes", {"sample": drawn["id"], "text": "Fråga ekonomen"})["id"]
    ids = {"desk": own, "sample": drawn["id"], "sample_item": item, "note": note}
    return {**ids, "observation": shared, "own_observation": kept}


def _slips(cast: Cast, agreement: int) -> Json:
    """A link of the treasurer's association, and a slip that its group entered without an account."""
    link = linked(cast, agreement)
    entered = slip(path_of(link), day="2022-03-01", women="5", men="3")
    secret = path_of(link).rpartition("/")[2]
    return {"slip_link": link["id"], "slip_secret": secret, "slip": entered.pk, "slip_receipt": entered.receipt}


def _incomplete(cast: Cast) -> Json:
    """An agreement that asks for minutes and renews itself, later than the others; and a report that came without."""
    clauses = {"report_papers": ["minutes"], "renewal_months": 12}
    asking = {"conditions": {**terms("")["conditions"], **clauses}, "ends_on": LATER}
    pk: int = cast.officer.ok("post", "agreements", terms("KS/9", **asking))["id"]
    for act, said in (("propose", {}), ("decisions", DECISION), ("signatures", SIGNATURE)):
        cast.officer.ok("post", f"agreements/{pk}/{act}", said)
    report = cast.officer.ok("post", "annual-reports", {"agreement": pk, "period": "2020", **content(2020)})["id"]
    relief = cast.officer.ok("post", "paper-reliefs", {"agreement": pk, **RELIEF})["id"]
    cast.officer.ok("post", f"annual-reports/{report}/submit", {})
    return {"asking": pk, "lacking": report, "relief": relief}
