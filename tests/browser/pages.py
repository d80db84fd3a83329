"""Every page that is only looked at: who looks, and where. One list for what axe, a narrow screen and the pictures see.

`{model}` is the demo's model agreement, `{association}` whom it is with, `{office}` the region's office that seven
municipalities share; `{begun}` is a draft like the model. `{written}` is a report that the treasurer has begun,
`{received}` one that an officer is to answer, `{approved}` the model's first.
"""

from agreements.models import Agreement
from agreements.services.registration import as_values, register
from office.models import Organization, User
from reports.models import AnnualReport
from reports.pages.parts import PARTS

PAGES = (
    ("", "/login"),
    ("", "/help"),
    ("", "/help/words"),
    ("", "/help/errors"),
    ("", "/help/errors/of/agreements"),
    ("", "/help/findings/report.late"),
    ("", "/accessibility"),
    ("", "/public-registers"),
    ("officer", "/"),
    ("treasurer", "/"),
    ("auditor", "/"),
    ("officer", "/agreements"),
    ("officer", "/agreements/{model}?as_of=2022-06-30"),
    ("officer", "/agreements/{model}/pay"),
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
    ("auditor", "/figures"),
    ("auditor", "/checks?as_of=2022-06-30"),
    ("auditor", "/pivot?rows=municipality&columns=year&values=funding_paid&values=co_financing_counted"),
    ("auditor", "/check-lines?as_of=2022-06-30&values=funding_paid"),
    ("auditor", "/year-end"),
    ("auditor", "/organizations"),
    ("auditor", "/organizations/{association}"),
    ("auditor", "/files?list=check-lines&as_of=2022-06-30"),
    ("auditor", "/agreements/{model}/dossier"),
    ("auditor", "/trail"),
    ("auditor", "/trail/verification"),
    ("auditor", "/audit-samples"),
    ("officer", "/audit-observations"),
    ("officer", "/reports"),
    ("officer", "/reports/{received}"),
    ("treasurer", "/reports"),
    ("treasurer", "/reports/{approved}"),
    *(("treasurer", f"/reports/{{written}}/{part}") for part in PARTS),
    ("treasurer", "/time-slips"),
    ("treasurer", "/bureau-links"),
)

ASSOCIATION = "802000-0009"
REFERENCES = {"model": "KS-2019/00714", "office": "KS-2025/00200"}


def names() -> dict[str, str]:
    """What stands for the names in the addresses, in the demo's data."""
    found = {name: Agreement.objects.get(reference=reference).pk for name, reference in REFERENCES.items()}
    found |= {"association": Organization.objects.get(number=ASSOCIATION).pk, "begun": begun(found["model"])}
    states = {"written": "draft", "received": "submitted", "approved": "approved"}
    for name, state in states.items():
        found[name] = AnnualReport.objects.filter(state=state).order_by("pk")[0].pk
    return {name: str(pk) for name, pk in found.items()}


def begun(model: int) -> int:
    """A draft with the terms of another agreement."""
    terms = as_values(Agreement.objects.with_terms().get(pk=model))
    return register({**terms, "reference": "KS-2026/00001"}, User.objects.get(username="officer"), []).pk
