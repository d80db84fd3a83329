"""One of everything, made through the API: what the contract tests ask about, with a body for every act."""

from dataclasses import dataclass
from typing import Any

from office.models import AuditEvent
from office.services import jobs
from tests.agreements.following import GOAL, GROUP, MEASURED, MET, RECOMMENDED, TASK, followed
from tests.cast import UMEA, VAN, VANNAS, Cast, Client, number, organization, user
from tests.finance import association_ledgers as books
from tests.finance.ledgers import SECOND, explained, file
from tests.finance.paying import ACCOUNT, confirmed, decided, ordered
from tests.reports.papers import attached, paper
from tests.reports.slips import LINK, linked, path_of, slip
from tests.reports.taking_out import asked, work_off

ROLES = ("officer", "officer2", "treasurer", "auditor", "stranger", "nobody")
Json = dict[str, Any]
FUNDING = {"party": UMEA, "kind": "funding", "amount": "300000.00", "per": "year"}
CONTRIBUTION = {
    "party": VAN,
    "kind": "co_financing",
    "amount": "200000.00",
    "per": "year",
    "components": [
        {"kind": "volunteer_time", "amount": "150000.00", "counting": "cap"},
        {"kind": "own_cash", "amount": "50000.00", "counting": "plan"},
    ],
}


def terms(reference: str, **more: Any) -> Json:
    """An agreement of Umeå kommun and Vän i Umeå, 2020–2024."""
    return {
        "reference": reference,
        "title": "Överenskommelse om stöd",
        "kind": "partnership",
        "purpose": "Mötesplatser",
        "starts_on": "2020-01-01",
        "ends_on": "2024-12-31",
        "parties": [{"organization": UMEA, "role": "funder"}, {"organization": VAN, "role": "recipient"}],
        "commitments": [
            {**FUNDING, "instalments": [{"due": "01-31", "share": "0.5"}, {"on_requisition": True, "share": "0.5"}]},
            CONTRIBUTION,
        ],
        "conditions": {
            "report_due": "03-31",
            "volunteer_rate": {"value": "leader-2014", "clause": "§ 4"},
            "appropriation": {"value": {"reduces_both": True}, "clause": "§ 9"},
            "settlement": "yearly",
            "late_ladder": [{"days": None, "percent": "10.00"}],
        },
        **more,
    }


def content(year: int) -> Json:
    """A report's figures, hours and activities."""
    return {
        "figures": [{"kind": "own_cash", "source": "fees", "amount": "60000.00"}],
        "volunteer_hours": [
            {
                "activity": "Språkcafé",
                "category": "adult",
                "hours": "400.00",
                "starts_on": f"{year}-01-01",
                "ends_on": f"{year}-12-31",
                "women": 4,
                "men": 3,
                "attested_by": "Kassören",
            }
        ],
        "activities": [{"name": "Språkcafé", "quantity": "40", "unit": "träffar"}],
        "narrative": "Påhittade uppgifter för testet.",
    }


BY_DELEGATION = {
    "organization": UMEA,
    "reason": "Enligt avtalet",
    "body": "Förvaltningschefen",
    "delegation_point": "4.2",
}
DECISION = {"organization": UMEA, "outcome": "yes", "decided_on": "2019-12-10", "body": "KS", "paragraph": "§ 210"}
SIGNATURE = {"organization": VAN, "signed_on": "2019-12-16", "signed_by": "Ordföranden"}

AID = {"kind": "de_minimis", "reason": "Påhittat", "assessed_by": "KS", "rate": "11.00", "rate_source": "Påhittad"}
DECLARED = {
    "giver": "Regionen",
    "kind": "sgei",
    "amount": "5000.00",
    "currency": "EUR",
    "granted_on": "2020-03-01",
    "document": "R/1",
}
ROOM = {
    "kind": "premises",
    "what": "Lokal",
    "period": "2020",
    "quantity": "120.00",
    "unit": "m²",
    "price": "1200.00",
    "per_year": True,
    "source": "Påhittad marknadshyra",
    "valued_by": "KS",
}
MANDATE = {
    "name": "Påhittad Person",
    "office": "Ordförande",
    "seat": "board",
    "signs": "alone",
    "username": "treasurer",
    "minutes": "Årsmöte 2019 § 4",
    "minutes_on": "2019-03-20",
    "starts_on": "2019-03-20",
}
ASSIGNMENT: Json = {"organization": UMEA, "first_year": 2019, "ends_on": "2199-12-31", "decision": "KF § 12"}
SAMPLE: Json = {"list": "payments", "method": "simple", "size": 1, "seed": "1"}
OBSERVATION = {"severity": "medium", "text": "Kvittot saknas", "follow_up_on": "2199-01-31"}
RELIEF = {
    "organization": UMEA,
    "period": "2020",
    "paper": "minutes",
    "complete_on": "2199-01-31",
    "reason": "Årsmötet hålls senare",
    "body": "Handläggaren",
}
MEETING = {"held_on": "2021-03-20", "document": "Kallelse till årsmöte 2021"}
LETTER = {
    "kind": "letter",
    "sender": VAN,
    "recipients": [{"organization": UMEA}],
    "title": "En språkvän i varje bostadsområde",
    "summary": "Påhittat förslag",
    "document": "Förslagsbrev 2019",
}
ANSWER = {"organization": UMEA, "outcome": "taken_up", "body": "KS", "paragraph": "§ 12"}
STUDY = {
    "host": UMEA,
    "reference": "KS-2019/90",
    "title": "Förstudie om samverkan",
    "started_on": "2019-03-01",
    "members": [{"organization": UMEA}, {"organization": VANNAS}],
}
AREA = {"kind": "library", "name": "Gemensam bibliotekskatalog", "form": "agreement"}
POSSIBLE = {"side": "legal", "possible": "yes", "reasons": "9 kap. 37 § kommunallagen", "assessed_by": "Kommunjuristen"}
LEGAL = {"organization": UMEA, "ground": "local_government", "source": "Kommunallagen (2017:725)", **POSSIBLE}
LEGAL = {name: value for name, value in LEGAL.items() if name != "side"}
DRAFTED = ("reference", "starts_on", "ends_on", "parties", "commitments")
FOUND: Json = {"document": "Slutrapport", "conclusions": "Det går", "verdicts": []}
MEASURE = {"what": "Svarstid", "how": "Median per kvartal", "measured_by": "2021-03-31"}
#: The last day of what renews itself: after those of the other agreements.
LATER = "2026-12-31"
LINKED = {"organization": VAN, "starts_on": "2020-01-01", "source": "Årsredovisning"}


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
        bodies: dict[str, Any] = {
            "POST organizations": {"kind": "association", "name": "Nya föreningen", "number": number(77)},
            "PATCH organizations/{own}": {"name": "Umeå kommun, Västerbotten"},
            "POST organizations/{own}/public-register": {"state": "open"},
            "POST agreements": terms("KS/NY"),
            "PATCH agreements/{draft}": {"title": "Ändrad"},
            "POST agreements/{proposed}/decisions": DECISION,
            "POST agreements/{proposed}/signatures": {**SIGNATURE, "signed_on": None},
            "POST agreements/{active}/terminate": {"document": "KS/9", "reason": "Beslut", "last_day": "2023-06-30"},
            "POST agreements/{active}/waivers": {
                "organization": UMEA,
                "party": VAN,
                "kind": "co_financing",
                "period": "2020",
                "covers": "shortfall",
                "reason": "Pandemin",
                "body": "KS",
            },
            "POST agreements/{active}/amendments": {
                "effective_on": "2024-01-01",
                "reason": "Påhittat",
                "document": "KS/10",
                "title": "Nytt namn",
            },
            "POST agreements/{asking}/notices": {"organization": UMEA, "document": "KS/12"},
            "POST amendments/{amendment}/answers": {"organization": UMEA, "body": "KS", "paragraph": "§ 11"},
            "POST agreements/{active}/appropriations": {
                "period": "2022",
                "state": "reduced",
                "share": "0.9",
                "body": "Kommunfullmäktige",
                "paragraph": "§ 180",
            },
            "POST consequence-decisions": {
                "agreement": self.ids["active"],
                "code": "late.reduction",
                "period": "2020",
                "outcome": "reduce",
                **BY_DELEGATION,
            },
            "POST claims/{claim}/payments": {"amount": "1000.00"},
            "POST claims/{claim}/write-offs": {**BY_DELEGATION, "organization": None},
            "POST payments": {"agreement": self.ids["active"], "period": "2021", "amount": "150000.00"},
            "POST state-aid-assessments": {"agreement": self.ids["active"], **AID},
            "POST state-aid-declarations": {"organization": VAN, **DECLARED},
            "POST municipal-support": {"agreement": self.ids["active"], **ROOM},
            "POST state-aid-links": {**LINKED, "other": self.ids["daughter"]},
            "POST ledger-imports": {
                "file": file(SECOND),
                "organization": UMEA,
                "starts_on": "2020-01-01",
                "ends_on": "2020-12-31",
            },
            "POST ledger-imports/{ledger}/explanations": {
                "row": self.ids["ledger_row"],
                "kind": "other_cost",
                "reason": "Medlemsavgift",
            },
            "POST ledger-imports/{ledger}/withdrawals": {"explanation": self.ids["explanation"], "reason": "Fel rad"},
            "POST payee-accounts": {**ACCOUNT, "number": "0000-0026"},
            "POST payee-accounts/{new_account}/confirm": {"verified": "Motringning"},
            "POST payee-accounts/{new_account}/reject": {"verified": "Stämmer inte"},
            "POST payment-orders": {"agreement": self.ids["active"], "period": "2021", "amount": "1.00"},
            "POST payment-orders/{ordered}/cancel": {"reason": "Fel belopp"},
            "POST payment-files": {"payer": UMEA},
            "POST requisitions": {"agreement": self.ids["active"], "period": "2021", "instalment": 2},
            "POST reviewers": {"organization": UMEA, "username": "stranger"},
            "POST audit-assignments": {"username": "stranger", **ASSIGNMENT},
            "POST audit-samples": {"assignment": self.ids["desk"], **SAMPLE},
            "POST audit-observations": {"item": self.ids["sample_item"], **OBSERVATION},
            "POST audit-observations/{observation}/follow-ups": {"text": "Kvittot har kommit in"},
            "POST audit-notes": {"sample": self.ids["sample"], "text": "Fråga ekonomen"},
            "POST second-review-rules": {"organization": UMEA, "above": "100000.00", "source": "KS § 9"},
            "POST conflicts-of-interest": {"agreement": self.ids["proposed"], "ground": "membership"},
            "POST conflicts-of-interest/{conflict}/end": {"reason": "Lämnade styrelsen"},
            "POST working-groups": {"agreement": self.ids["active"], **GROUP},
            "POST working-groups/{group}/members": {"from_on": "2021-01-01", "members": GROUP["members"]},
            "POST group-meetings": {"agreement": self.ids["active"], "group": self.ids["group"], **MET},
            "POST recommendations": {"group": self.ids["group"], "agreement": self.ids["proposed"], **RECOMMENDED},
            "POST tasks": {"agreement": self.ids["active"], **TASK},
            "POST goals": {"agreement": self.ids["active"], **GOAL},
            "POST goals/{goal}/measurements": MEASURED,
            "POST annual-meetings": {"organization": VAN, **MEETING},
            "POST initiatives": LETTER,
            "POST initiatives/{letter}/register": {"organization": UMEA, "reference": "KS-2019/88"},
            "POST initiatives/{initiative}/answers": ANSWER,
            "POST initiatives/{letter}/answers": ANSWER,
            "POST initiatives/{initiative}/agreements": {"agreement": self.ids["active"]},
            "POST feasibility-studies": {**STUDY, "reference": "KS-2019/91"},
            "POST feasibility-studies/{study}/areas": {**AREA, "name": "Växel"},
            "POST feasibility-studies/{study}/end": {"recommendation": "Börja med biblioteken", "document": "Rapport"},
            "POST cooperation-areas/{area}/assessments": POSSIBLE,
            "POST cooperation-areas/{area}/agreement": {"starts_on": "2020-01-01", "ends_on": "2024-12-31"},
            "POST legal-assessments": {"agreement": self.ids["active"], **LEGAL},
            "POST agreement-templates": {"agreement": self.ids["active"], "title": "Mall"},
            "POST agreement-templates/{template}/draft": {
                **{name: value for name, value in terms("KS/MALL").items() if name in DRAFTED},
            },
            "POST pilot-hypotheses": {"agreement": self.ids["pilot"], "text": "Det går"},
            "POST pilot-hypotheses/{hypothesis}/measures": MEASURE,
            "POST pilot-reports": {"agreement": self.ids["pilot"], **FOUND},
            "POST mandates": {"organization": VAN, **MANDATE},
            "POST mandates/{mandate}/end": {"last_day": "2020-01-01", "minutes": "Protokoll 2020-01-01"},
            "POST annual-reports/{draft_report}/spreadsheet": {"file": file(SECOND)},
            "POST annual-reports/{approved}/spreadsheet": {"file": file(SECOND)},
            "POST annual-reports/{draft_report}/send-for-signature": {"to": self.ids["mandate"]},
            "POST annual-reports/{paper}/send-for-signature": {"to": self.ids["mandate"]},
            "POST requisitions/{own_request}/withdraw": {"reason": "Fel period"},
            "POST requisitions/{paper_request}/withdraw": {"reason": "Fel period"},
            "POST annual-reports/{draft_report}/attachments": {"file": paper(), "kind": "minutes"},
            "POST annual-reports/{paper}/attachments": {"file": paper(), "kind": "minutes"},
            "POST annual-reports/{approved}/attachments": {"file": paper(), "kind": "minutes"},
            "POST annual-reports/{lacking}/completions": {"file": paper(), "kind": "minutes"},
            "POST paper-reliefs": {"agreement": self.ids["asking"], **RELIEF},
            "POST annual-reports": {"agreement": self.ids["active"], "period": "2024", **content(2024)},
            "PATCH annual-reports/{draft_report}": {"narrative": "Ändrad"},
            "PATCH annual-reports/{paper}": {"narrative": "Ändrad"},
            "POST agreements/{active}/board-papers": {"format": "docx"},
            "POST exports": {"list": "payments", "format": "csv"},
            "POST time-slip-links": {"agreement": self.ids["active"], **LINK},
            "POST time-slips/attest": {"slips": [{"id": self.ids["slip"]}], "attested_by": "Kassören"},
            "POST time-slips/reject": {"slips": [{"id": self.ids["slip"]}], "reason": "Dubbel"},
            "POST ledgers": {"file": books.file(year=2023)},
            "POST ledgers/{books}/choices": {"agreement": self.ids["active"], **books.CHOICE},
            "POST ledgers/{books}/preview": {"choice": self.ids["choice"]},
            "POST ledgers/{books}/hand-in": {"choice": self.ids["choice"]},
            "POST ledger-readings": {"agreement": self.ids["active"], "key": "0.25", "agreed": "Styrelsen § 4"},
            "POST ledger-upload-links": {"days": 7, "note": "Byrån"},
            "POST annual-reports/{approved}/correct": {"reason": "Fel i underlaget"},
            "POST annual-reports/{submitted}/return": {"comment": "Bilagan saknas", "due_on": "2199-01-31"},
        }
        body = bodies.get(f"{method} {template}", {} if method in ("POST", "PATCH") else None)
        return {name: value for name, value in body.items() if value is not None} if body else body


def _agreement(cast: Cast, reference: str, *acts: tuple[str, Json]) -> int:
    pk: int = cast.officer.ok("post", "agreements", terms(reference))["id"]
    for act, body in acts:
        cast.officer.ok("post", f"agreements/{pk}/{act}", body)
    return pk


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
    ids["second_rule"] = officer.ok(
        "post", "second-review-rules", {"organization": UMEA, "above": "9000000.00", "source": "KS § 8"}
    )["id"]
    named = {"organization": UMEA, "username": user("partner").username}
    ids["reviewer"] = officer.ok("post", "reviewers", named)["id"]
    assigned = {**ASSIGNMENT, "username": user("assistant").username}
    ids["assignment"] = officer.ok("post", "audit-assignments", assigned)["id"]
    apart = {"agreement": ids["draft"], "ground": "relative"}
    ids["study"] = officer.ok("post", "feasibility-studies", STUDY)["id"]
    ids["area"] = officer.ok("post", f"feasibility-studies/{ids['study']}/areas", AREA)["id"]
    ids["legal"] = officer.ok("post", "legal-assessments", {"agreement": active, **LEGAL})["id"]
    ids["template"] = officer.ok("post", "agreement-templates", {"agreement": active, "title": "Mall"})["id"]
    ids |= piloted(cast)
    ids["letter"] = treasurer.ok("post", "initiatives", LETTER)["id"]
    ids["initiative"] = officer.ok("post", "initiatives", {**LETTER, "reference": "KS-2019/87"})["id"]
    ids["conflict"] = cast.officer2.ok("post", "conflicts-of-interest", apart)["id"]
    ids["attached"] = attached(treasurer, f"annual-reports/{ids['draft_report']}")["id"]
    ids["handed_paper"] = attached(treasurer, f"annual-reports/{ids['approved']}")["id"]
    for name in ("approved", "submitted"):
        treasurer.ok("post", f"annual-reports/{ids[name]}/submit", {})
    officer.ok("post", f"annual-reports/{ids['approved']}/approve", {})
    claim = {
        "agreement": active,
        "code": "repayment.co_financing",
        "period": "2020",
        "outcome": "claim",
        **BY_DELEGATION,
    }
    ids["claim"] = officer.ok("post", "consequence-decisions", {**claim, "due_on": "2199-01-31"})["id"]
    ids["hours"] = officer.ok("get", f"volunteer-hours?agreement={active}&period=2020")["results"][0]["id"]
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


def _slips(cast: Cast, agreement: int) -> Json:
    """A link of the treasurer's association, and a slip that its group entered without an account."""
    link = linked(cast, agreement)
    entered = slip(path_of(link), day="2022-03-01", women="5", men="3")
    secret = path_of(link).rpartition("/")[2]
    return {"slip_link": link["id"], "slip_secret": secret, "slip": entered.pk, "slip_receipt": entered.receipt}
