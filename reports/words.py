"""The check's words as people call them (glossary.md); codes stay English in data and addresses."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

STATUSES: dict[str, Promise] = {
    "upcoming": _("Upcoming"),
    "open": _("In progress"),
    "overdue": _("Overdue"),
    "met": _("Met"),
    "short": _("Below the commitment"),
    "unknown": _("Cannot be judged"),
    "waived": _("Waived"),
    "on_track": _("On track"),
    "at_risk": _("At risk of a shortfall"),
    "fulfilled": _("Fulfilled"),
    "not_met": _("Commitment not met"),
}

KINDS: dict[str, Promise] = {
    "funding": _("Funding"),
    "co_financing": _("Own contribution"),
    "in_kind": _("In kind"),
    "activity": _("Activity"),
    "own_cash": _("Own cash"),
    "volunteer_time": _("Volunteer time"),
}

#: What a line of the check is of, `support` being what is given beside money.
FIGURES: dict[str, Promise] = {
    "funding": _("Funding"),
    "co_financing": _("Own contribution"),
    "in_kind": _("In kind"),
    "support": _("Given beside the money"),
}

SEVERITIES: dict[str, Promise] = {"info": _("Information"), "warning": _("Warning"), "error": _("Error")}

CONSEQUENCES: dict[str, Promise] = {
    "repayment.co_financing": _("Repayment for a shortfall"),
    "repayment.unspent": _("Repayment of unspent money"),
    "late.reduction": _("Less of the next payment since a report was late"),
}

OUTCOMES: dict[str, Promise] = {
    "claim": _("Claimed back"),
    "reduce": _("The next payment is reduced"),
    "refrain": _("Nothing is claimed"),
}

CLAIM_STATES: dict[str, Promise] = {
    "open": _("Not due yet"),
    "overdue": _("Overdue"),
    "settled": _("Repaid"),
    "written_off": _("Written off"),
    "overpaid": _("To be paid back"),
}

DELEGATED: dict[str, Promise] = {
    "agreement": _("An agreement is decided on"),
    "rejection": _("An agreement is rejected"),
    "waiver": _("A shortfall or a delay is excused"),
    "paper_relief": _("A paper is excused or may come later"),
    "claim": _("Money is claimed back"),
    "reduction": _("The next payment is reduced"),
    "refrain": _("Nothing is claimed"),
    "write_off": _("What is left of a claim is written off"),
}

#: What the timeline tells of.
EVENTS: dict[str, Promise] = {
    "registered": _("Registered"),
    "proposed": _("Put to the parties"),
    "withdrawn": _("Withdrawn"),
    "decided": _("Decided"),
    "signed": _("Signed"),
    "waived": _("Excused"),
    "terminated": _("Terminated"),
    "amendment_proposed": _("Amendment proposed"),
    "amendment_answered": _("Amendment answered"),
    "amendment_agreed": _("Amendment agreed to by all"),
    "amendment_rejected": _("Amendment rejected"),
    "amendment_withdrawn": _("Amendment withdrawn"),
    "notice_given": _("Notice given"),
    "renewed": _("Renewed"),
    "started_from_template": _("Begun from a template"),
    "legally_assessed": _("Legally assessed"),
    "initiative_received": _("Initiative received"),
    "initiative_answered": _("Initiative answered"),
    "meeting_reported": _("Annual meeting reported"),
    "meeting_moved": _("Annual meeting moved"),
    "paper_to_come": _("Paper may come later"),
    "paper_excused": _("Paper excused"),
    "paper_received": _("Paper received afterwards"),
    "appropriation_preliminary": _("Appropriation, preliminary"),
    "appropriation_decided": _("Appropriation decided"),
    "appropriation_reduced": _("Appropriation reduced"),
    "requested": _("Payment asked for"),
    "request_withdrawn": _("Request taken back"),
    "ordered": _("Payment ordered"),
    "order_substance": _("Order attested"),
    "order_decision": _("Order decided"),
    "order_cancellation": _("Order cancelled"),
    "paid": _("Paid"),
    "payment_corrected": _("Payment corrected"),
    "report_received": _("Report received"),
    "report_returned": _("Completion of a report asked for"),
    "report_approved": _("Report approved"),
    "claim_decided": _("Claim decided"),
    "reduction_decided": _("Reduction decided"),
    "claim_refrained": _("Claim refrained from"),
    "claim_paid": _("Claim repaid"),
    "claim_payment_corrected": _("Repayment corrected"),
    "claim_written_off": _("Claim written off"),
    "support_valued": _("Support beside money valued"),
    "support_corrected": _("Support beside money corrected"),
    "aid_assessed": _("State aid assessed"),
    "books_handed_in": _("Books handed in"),
    "books_read_as": _("Said how the books are read"),
    "group_formed": _("Group formed"),
    "group_met": _("Meeting held"),
    "recommended": _("Recommended by a regional council"),
    "task_given": _("Task given"),
    "task_overdue": _("Task overdue"),
    "task_done": _("Task done"),
    "task_dropped": _("Task dropped"),
    "goal_measured": _("Goal measured"),
    "status_changed": _("Status changed"),
}

#: Where an instalment stands, and whose move it is.
INSTALMENTS: dict[str, Promise] = {
    "not_due": _("Not due"),
    "withheld": _("Withheld"),
    "requested": _("Asked for"),
    "due": _("Due today"),
    "overdue": _("Late"),
    "ordered": _("Ordered"),
    "paid": _("Paid"),
}
MOVES: dict[str, Promise] = {
    "association": _("the association's move"),
    "municipality": _("the municipality's move"),
    "nobody": _("nobody needs to act"),
}
