"""Every page that is only looked at: who looks, and where. One list for what axe, a narrow screen and the pictures see.

`{model}` is the demo's model agreement, `{association}` whom it is with, `{office}` the region's office that seven
municipalities share, and `{amendment}` is to be changed in it; `{begun}` is a draft like the model, `{waiting}` one
that waits for its parties. `{written}` is a report that the treasurer has begun, `{received}` one that an officer is to
answer, `{approved}` the model's first.
`{umea}` has a public register, `{ledger}` is an import of its ledger, `{sample}` the auditor's with an `{observation}`,
`{file}` a list that was taken out, `{order}` a payment order; `{slip}` and `{bureau}` are the secrets of links.
"""

from typing import Any

from agreements.amendment_body import AmendmentBody
from agreements.models import Agreement
from agreements.services import amending, lifecycle
from agreements.services.registration import as_values, register
from finance.bodies.ledgers import LedgerLinkBody
from finance.models import LedgerImport, PaymentOrder
from finance.services import ledger_links
from office.bodies import Body
from office.models import Organization, User
from reports.demo.slips import TITLE
from reports.export_bodies import ExportBody
from reports.models import AnnualReport, AuditObservation, AuditSample
from reports.pages.parts import PARTS
from reports.services import exports, slip_links
from reports.slip_bodies import TimeSlipLinkBody
from tests.reports.taking_out import work_off

PAGES = (
    ("", "/login"),
    ("", "/help"),
    ("", "/help/words"),
    ("", "/help/errors"),
    ("", "/help/errors/of/agreements"),
    ("", "/help/findings/report.late"),
    ("", "/accessibility"),
    ("", "/public-registers"),
    ("", "/public-registers/{umea}"),
    ("", "/t/{slip}"),
    ("", "/ledger-upload/{bureau}"),
    ("officer", "/"),
    ("treasurer", "/"),
    ("auditor", "/"),
    ("officer", "/agreements"),
    ("officer", "/agreements/{model}?as_of=2022-06-30"),
    ("officer", "/agreements/{office}/pay"),
    ("officer", "/agreements/{model}/terminate"),
    ("officer", "/payment-orders/{order}/cancel"),
    ("officer", "/agreements/{waiting}"),
    ("officer", "/agreements/{waiting}/decide"),
    ("officer", "/agreements/{waiting}/sign"),
    ("officer", "/agreements/{waiting}/withdraw"),
    ("officer", "/agreements/{model}/amend"),
    ("officer", "/agreements/{office}/amend"),
    ("officer", "/amendments/{amendment}"),
    ("officer", "/amendments/{amendment}/decide"),
    ("officer", "/amendments/{amendment}/withdraw"),
    ("treasurer", "/agreements/{model}/what-if?as_of=2022-06-30"),
    ("officer", "/agreements/{model}/periods/2020"),
    ("auditor", "/agreements/{model}/timeline"),
    ("officer", "/together"),
    ("officer", "/public-registers/mine"),
    ("officer", "/agreements/{office}/parties"),
    ("officer", "/agreements/new"),
    ("officer", "/agreements/{begun}/draft/what"),
    ("officer", "/agreements/{begun}/draft/parties"),
    ("officer", "/agreements/{begun}/draft/promises"),
    ("officer", "/agreements/{begun}/draft/conditions"),
    ("officer", "/agreements/{begun}/draft/preview"),
    ("officer", "/ledger-imports"),
    ("officer", "/ledger-imports/{ledger}"),
    ("auditor", "/figures"),
    ("auditor", "/checks?as_of=2022-06-30"),
    ("auditor", "/pivot?rows=municipality&columns=year&values=funding_paid&values=co_financing_counted"),
    ("auditor", "/check-lines?as_of=2022-06-30&values=funding_paid"),
    ("auditor", "/year-end"),
    ("auditor", "/organizations"),
    ("auditor", "/organizations/{association}"),
    ("auditor", "/files?list=check-lines&as_of=2022-06-30"),
    ("auditor", "/files/{file}"),
    ("auditor", "/agreements/{model}/dossier"),
    ("auditor", "/trail"),
    ("auditor", "/trail/verification"),
    ("auditor", "/audit-samples"),
    ("auditor", "/audit-samples/{sample}?proof=1"),
    ("auditor", "/audit-observations/{observation}"),
    ("officer", "/audit-observations"),
    ("officer", "/audit-observations/{observation}"),
    ("officer", "/reports"),
    ("officer", "/reports/{received}"),
    ("treasurer", "/reports"),
    ("treasurer", "/reports/{approved}"),
    *(("treasurer", f"/reports/{{written}}/{part}") for part in PARTS),
    ("treasurer", "/time-slips"),
    ("treasurer", "/bureau-links"),
)

NUMBERS = {"association": "802000-0009", "umea": "212000-2627"}
STATES = {"written": "draft", "received": "submitted", "approved": "approved"}
REFERENCES = {"model": "KS-2019/00714", "office": "KS-2025/00200"}


def names() -> dict[str, str]:
    """What stands for the names in the addresses, in the demo's data."""
    found: dict[str, Any] = {name: Agreement.objects.get(reference=one).pk for name, one in REFERENCES.items()}
    found |= {name: Organization.objects.get(number=one).pk for name, one in NUMBERS.items()}
    found |= {name: AnnualReport.objects.filter(state=one).order_by("pk")[0].pk for name, one in STATES.items()}
    found |= {"sample": AuditSample.objects.get().pk, "observation": AuditObservation.objects.get().pk}
    found |= {"ledger": LedgerImport.objects.order_by("pk")[0].pk, "file": file()}
    found |= {"begun": like(found["model"], "KS-2026/00001").pk, "slip": slip(), "bureau": bureau()}
    found["order"] = PaymentOrder.objects.order_by("pk")[0].pk
    waiting = like(found["model"], "KS-2026/00002")
    found["waiting"] = lifecycle.propose(waiting, user("officer"), None).pk
    found["amendment"] = amendment(found["office"])
    return {name: str(one) for name, one in found.items()}


def user(name: str) -> User:
    return User.objects.get(username=name)


def like(model: int, reference: str) -> Agreement:
    """A draft with the terms of another agreement."""
    terms = as_values(Agreement.objects.with_terms().get(pk=model))
    return register({**terms, "reference": reference}, user("officer"), [])


def amendment(office: int) -> int:
    """A dearer office, put before its parties."""
    agreement = Agreement.objects.with_terms().get(pk=office)
    costs = [{"shared_cost": agreement.shared_costs.all()[0].pk, "amount": "2000000.00"}]
    raw = {"effective_on": "2027-01-01", "reason": "Fler uppdrag", "document": "KS-2026/5", "shared_costs": costs}
    values, by, refusals = _said(AmendmentBody(), raw, "officer")
    return amending.propose(agreement, values, by, refusals, None).pk


def _said(body: Body, raw: dict[str, Any], by: str) -> tuple[Any, User, list[Any]]:
    values, refusals = body.read(raw)
    return values, user(by), refusals


def slip() -> str:
    """The secret of a link by which a group enters time slips."""
    agreement = Agreement.objects.get(title=TITLE).pk
    said = {"agreement": agreement, "name": "Torsdagsgruppen", "activity": "Språkcafé", "category": "adult"}
    return slip_links.open_link(*_said(TimeSlipLinkBody(), said, "treasurer"))[1]


def bureau() -> str:
    """The secret of a link by which a bookkeeping bureau hands over a ledger."""
    said = {"organization": Agreement.objects.get(title=TITLE).parties.get(role="recipient").organization.number}
    return ledger_links.make(*_said(LedgerLinkBody(), said, "treasurer")).secret


def file() -> int:
    """A list that has been taken out."""
    made = exports.ask(*_said(ExportBody(), {"list": "payments", "format": "csv"}, "auditor"))
    work_off()
    return made.pk
