"""What a dossier has as tables, member by member: no name of a person, no bank account, no text of a voucher.

Offices held stand for people; who signed is in the minutes that a mandate names. Texts of vouchers stay out also where
the association released them, since that is where names are; series and number lead to the paper.
"""

from typing import Any

from django.db.models import QuerySet

from agreements.models import (
    AnnualMeeting,
    Decision,
    LegalAssessment,
    Mandate,
    MandateEnd,
    Notice,
    Signature,
    Termination,
    Waiver,
)
from finance.models import (
    Appropriation,
    ClaimPayment,
    ConsequenceDecision,
    LedgerHandIn,
    LedgerReading,
    LedgerRow,
    MunicipalSupport,
    Payment,
    PaymentOrder,
    PaymentOrderAct,
    Reconciliation,
    Requisition,
    RequisitionWithdrawal,
    StateAidAssessment,
    WriteOff,
)
from reports.dossier.question import Question
from reports.dossier.tables import Listing
from reports.models import PaperRelief
from reports.selectors import meetings

_BY = "organization=organization_id organization_name=organization__name"
_OF_PARTY = "organization=party__organization_id organization_name=party__organization__name"
_PARTY = "party=party__organization_id party_name=party__organization__name"
_RECIPIENT = "recipient=recipient__organization_id recipient_name=recipient__organization__name"
_DECIDED = "reason decided_on body delegation_point paragraph recorded_at"


def _mandates(question: Question) -> QuerySet[Any]:
    """Of who was a party by what had been agreed to then."""
    return question.seen(Mandate).filter(organization__in=question.parties())


def _mandate_ends(question: Question) -> QuerySet[Any]:
    return MandateEnd.objects.filter(mandate__in=_mandates(question))


def _meetings(question: Question) -> QuerySet[Any]:
    return meetings.used_by(question.agreement, question.user, question.known_at)


#: By which its parties bound themselves, changed or ended it.
ACTS = (
    Listing(
        "decisions", Decision, f"id {_OF_PARTY} outcome decided_on body delegation_point paragraph document recorded_at"
    ),
    Listing("signatures", Signature, f"id {_OF_PARTY} signed_on signed_by recorded_at"),
    Listing("waivers", Waiver, f"id {_BY} {_PARTY} kind period covers until {_DECIDED}"),
    Listing("paper_reliefs", PaperRelief, f"id {_BY} {_PARTY} period paper complete_on {_DECIDED}"),
    Listing(
        "annual_meetings",
        AnnualMeeting,
        f"id {_BY} held_on reported_on document replaces=replaces_id recorded_at",
        found=_meetings,
    ),
    Listing(
        "legal_assessments",
        LegalAssessment,
        f"id {_BY} ground possible reasons source assessed_by assessed_on recorded_at",
    ),
    Listing("notices", Notice, f"id {_BY} given_on term_ends_on document reason recorded_at"),
    Listing("terminations", Termination, "id document reason terminated_on last_day recorded_at"),
    Listing(
        "mandates",
        Mandate,
        f"id {_BY} office seat signs minutes minutes_on starts_on ends_on recorded_at",
        found=_mandates,
    ),
    Listing(
        "mandate_ends",
        MandateEnd,
        "mandate=mandate_id last_day minutes recorded_at",
        found=_mandate_ends,
    ),
)
#: What was promised of the council's budget, asked for, ordered, paid, claimed back, and given beside money. SEK.
MONEY = (
    Listing(
        "appropriations",
        Appropriation,
        "id commitment=commitment_id period state amount share body paragraph decided_on recorded_at",
    ),
    Listing(
        "requisitions",
        Requisition,
        f"id commitment=commitment_id {_BY} period instalment turn on_paper requested_on note recorded_at",
    ),
    Listing(
        "requisition_withdrawals",
        RequisitionWithdrawal,
        "requisition=requisition_id withdrawn_on reason recorded_at",
        agreement="requisition__agreement",
    ),
    Listing(
        "payment_orders",
        PaymentOrder,
        f"id commitment=commitment_id {_RECIPIENT} period amount ordered_on note recorded_at",
    ),
    Listing(
        "payment_order_acts",
        PaymentOrderAct,
        f"order=order_id act {_BY} acted_on reason stopped recorded_at",
        agreement="order__agreement",
    ),
    Listing(
        "payments",
        Payment,
        f"id commitment=commitment_id {_RECIPIENT} period amount paid_on corrects=corrects_id order=order_id note "
        "recorded_at",
    ),
    Listing(
        "consequence_decisions",
        ConsequenceDecision,
        f"id payer=organization_id payer_name=organization__name {_PARTY} code period outcome computed amount due_on "
        f"formula digest against replaces=replaces_id ground {_DECIDED}",
    ),
    Listing(
        "claim_payments",
        ClaimPayment,
        "id claim=claim_id amount paid_on corrects=corrects_id note recorded_at",
        agreement="claim__agreement",
    ),
    Listing("write_offs", WriteOff, f"id claim=claim_id {_BY} amount {_DECIDED}", agreement="claim__agreement"),
    Listing(
        "municipal_support",
        MunicipalSupport,
        "id giver=giver__organization_id giver_name=giver__organization__name "
        f"{_RECIPIENT} kind what starts_on ends_on quantity unit price per_year source charged valued_on valued_by "
        "replaces=replaces_id recorded_at",
    ),
    Listing(
        "state_aid_assessments",
        StateAidAssessment,
        f"id commitment=commitment_id support=support_id {_RECIPIENT} period in_place_of_whole kind reason assessed_by "
        "assessed_on amount granted_on rate rate_on rate_source instrument sector recorded_at",
    ),
)
#: The rows of its ledgers that an association chose and handed in, and how they are read.
BOOKS = (
    Listing(
        "ledger_hand_ins",
        LedgerHandIn,
        f"id {_BY} starts_on ends_on sha256=ledger__sha256 totals accounts balances recorded_at",
    ),
    Listing(
        "ledger_rows",
        LedgerRow,
        "id hand_in=hand_in_id date series number account account_name objects_named amount without_object line",
        agreement="hand_in__agreement",
        recorded="hand_in__recorded_at",
    ),
    Listing("ledger_readings", LedgerReading, f"id {_BY} grants public liabilities key agreed recorded_at"),
    Listing("reconciliations", Reconciliation, f"id {_BY} period starts_on ends_on figures reconciled_on recorded_at"),
)
