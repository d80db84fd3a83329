"""A list shows a record exactly as the record's own address does, member by member and in the same order.

A list is read as rows, a record through its serializer (`office.api.shapes`): two ways to one answer, kept together.
"""

import json
from typing import Any

import pytest
from django.db import transaction

from office.api.shapes import Shape
from tests.agreements.following import MEASURED
from tests.agreements.sample import WHY
from tests.cast import VAN
from tests.contracts.bodies import ANSWER, DECISION, FUNDING, SIGNATURE, terms
from tests.contracts.routes import routes
from tests.contracts.world import World

RECORDS = (
    "agreements",
    "annual-meetings",
    "annual-reports",
    "audit-assignments",
    "audit-events",
    "audit-notes",
    "audit-observations",
    "audit-samples",
    "claims",
    "conflicts-of-interest",
    "consequence-decisions",
    "initiatives",
    "legal-assessments",
    "agreement-templates",
    "pilot-hypotheses",
    "pilot-reports",
    "goals",
    "group-meetings",
    "mandates",
    "paper-reliefs",
    "cooperation-areas",
    "feasibility-studies",
    "exports",
    "organizations",
    "payee-accounts",
    "payment-files",
    "payment-orders",
    "payments",
    "ledger-imports",
    "recommendations",
    "requisitions",
    "reviewers",
    "second-review-rules",
    "tasks",
    "volunteer-hours",
    "working-groups",
)
AID = ("municipal-support", "state-aid-assessments", "state-aid-declarations", "state-aid-links")
SLIPS = ("time-slip-links", "time-slips")
LEDGERS = ("ledgers", "ledger-hand-ins", "ledger-rows", "ledger-readings", "reconciliations")
PATHS = RECORDS + AID + SLIPS + LEDGERS
READERS = ("officer", "officer2", "treasurer", "auditor", "stranger")


def _act(world: World, who: str, path: str, body: Any = None) -> Any:
    return getattr(world.cast, who).ok("post", path, body or {})


def _more(world: World) -> None:
    """What the world lacks: each way for an agreement to end, a waiver, amounts by period, clauses, an answered report,
    a correction of a payment and of an approved report.
    """
    ids, officer = world.ids, "officer"
    amounts = [{"period": str(year), "amount": "9.50"} for year in range(2020, 2025)]
    by_period = {"party": VAN, "kind": "in_kind", "per": "period", "amounts": amounts, "clause": "§ 2"}
    activity = {"party": VAN, "kind": "activity", "name": "Språkcafé", "unit": "träffar", "quantity": "40"}
    cap = {"value": "0.5", "clause": "§ 5"}
    several = terms("KS/4", commitments=[{**FUNDING, "recipient": VAN}, by_period, activity])
    several["conditions"]["volunteer_share_cap"] = cap
    rejected = _act(world, officer, "agreements", several)["id"]
    _act(world, officer, f"agreements/{rejected}/propose")
    _act(world, officer, f"agreements/{rejected}/decisions", {**DECISION, "outcome": "no"})
    _act(world, officer, f"agreements/{ids['draft']}/withdraw")
    half = _act(world, officer, "agreements", terms("KS/5"))["id"]
    _act(world, officer, f"agreements/{half}/propose")
    _act(world, officer, f"agreements/{half}/signatures", SIGNATURE)
    of_support = {**world.body("POST", "state-aid-assessments"), "support": ids["support"]}
    _act(world, officer, "state-aid-assessments", of_support)
    aid = {**world.body("POST", "state-aid-assessments"), "kind": "not_aid", "rate": None, "rate_source": ""}
    _act(world, officer, "state-aid-assessments", aid)
    correction = {"agreement": ids["active"], "period": "2020", "amount": "-1000.00", "corrects": ids["payment"]}
    _act(world, officer, "payments", correction)
    _act(world, "treasurer", f"annual-reports/{ids['approved']}/correct", WHY)
    _act(world, officer, f"annual-reports/{ids['submitted']}/return", {"comment": "?", "due_on": "2199-01-31"})
    _act(world, officer, f"annual-reports/{ids['paper']}/submit")
    _act(world, "treasurer", f"requisitions/{ids['own_request']}/withdraw", {"reason": "Fel period"})
    _act(world, "treasurer", "time-slips/attest", world.body("POST", "time-slips/attest"))
    _act(world, "treasurer", f"time-slip-links/{ids['slip_link']}/revoke")
    _act(world, officer, f"initiatives/{ids['initiative']}/answers", ANSWER)
    _act(world, officer, f"initiatives/{ids['initiative']}/agreements", {"agreement": ids["active"]})
    area = f"cooperation-areas/{ids['area']}"
    for act in ("assessments", "agreement"):
        _act(world, officer, f"{area}/{act}", world.body("POST", f"cooperation-areas/{{area}}/{act}"))
    study = f"feasibility-studies/{ids['study']}"
    _act(world, officer, f"{study}/end", world.body("POST", "feasibility-studies/{study}/end"))
    stands = world.cast.officer.ok("get", f"consequence-decisions/{ids['claim']}")
    anew = {name: stands[name] for name in ("agreement", "organization", "code", "period", "outcome", "body", "reason")}
    anew |= {"paragraph": "§ 1", "due_on": stands["due_on"], "replaces": ids["claim"], "ground": "incorrect"}
    _act(world, officer, "consequence-decisions", anew)
    _act(world, officer, f"agreements/{ids['active']}/waivers", world.body("POST", "agreements/{active}/waivers"))
    _act(world, "treasurer", f"tasks/{ids['task']}/end")
    _act(world, officer, f"goals/{ids['goal']}/measurements", {**MEASURED, "value": "42.50"})
    _act(world, officer, f"agreements/{ids['active']}/terminate", world.body("POST", "agreements/{active}/terminate"))


Told = dict[str, tuple[int, list[str]]]


@pytest.fixture(scope="module")
def told(lasting_world: World) -> tuple[Told, Told]:
    """Each list in the world as it is, and with what that lacks: made once, since it takes longer than to ask."""
    with transaction.atomic():
        before = {path: _told(lasting_world, path) for path in PATHS}
        _more(lasting_world)
        after = {path: _told(lasting_world, path) for path in PATHS}
        transaction.set_rollback(True)
    return before, after


def _told(world: World, path: str) -> tuple[int, list[str]]:
    """How many records the readers' lists have, and which of them are not as their own address has them."""
    count, other = 0, []
    for who in READERS:
        client = getattr(world.cast, who)
        for row in client.ok("get", f"{path}?limit=1000")["results"]:
            count += 1
            if json.dumps(row) != json.dumps(client.ok("get", f"{path}/{row['id']}")):
                other.append(f"{who}: {row}")
    return count, other


@pytest.mark.parametrize("path", PATHS)
def test_a_list_shows_what_the_record_shows(told: tuple[Told, Told], path: str) -> None:
    (few, other), (more, others) = told[0][path], told[1][path]
    assert other + others == []
    assert 0 < few <= more


def test_every_list_of_agreements_and_reports_is_tried() -> None:
    """A new shape that is read as rows joins the paths above, or lies inside one of them."""
    routes()  # every door, and so every shape, is known once the addresses are
    inside = {
        "Party",
        "Commitment",
        "SharedCost",
        "Termination",
        "Population",
        "Hours",
        "Review",
        "ClaimPayment",
        "WriteOff",
    }
    inside |= {"AccountReview", "OrderAct", "MandateEnd", "ConflictEnd", "FirstApproval"}
    inside |= {"RequisitionWithdrawal", "InitiativeRecipient"}
    inside |= {"StudyMember", "StudyEnd", "AreaInStudy", "AreaMember", "AreaAssessment"}
    inside |= {"Measure", "Verdict", "Counterpart"}
    inside |= {"RequisitionWithdrawal", "TaskEnd", "Measurement", "GroupMember", "OverdueTask", "Recommended"}
    told = {"Agreement", "Report", "AuditEvent", "Organization", "Payment", "Requisition", "VolunteerHours"}
    told |= {
        "AnnualMeeting",
        "AuditAssignment",
        "PaperRelief",
        "LedgerImport",
        "Mandate",
        "Conflict",
        "Reviewer",
        "SecondReviewRule",
    }
    told |= {"Initiative"}
    told |= {"Area", "Study", "Legal", "Template", "Hypothesis", "PilotReport"}
    told |= {"WorkingGroup", "GroupMeeting", "Recommendation", "Task", "Goal"}
    told |= {"PayeeAccount", "PaymentFile", "PaymentOrder"}
    told |= {"Assessment", "Declaration", "Link", "Support"}
    told |= {"TimeSlip", "TimeSlipLink", "Claim", "ConsequenceDecision"}
    told |= {"Ledger", "LedgerHandIn", "HandedInRow", "LedgerReading", "Reconciliation"}
    assert {shape.__name__.removesuffix("Shape") for shape in Shape.__subclasses__()} == inside | told
