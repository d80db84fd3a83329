"""The addresses of this room: of its API, and of its pages."""

from django.urls import path, re_path
from rest_framework.routers import SimpleRouter

from finance.api.accounts import PayeeAccountDoor
from finance.api.aid_register import Register, RegisterTable
from finance.api.appropriations import AppropriationDoor
from finance.api.claims import ClaimDoor
from finance.api.ledger_hand_ins import LedgerHandInDoor, LedgerRowDoor
from finance.api.ledger_imports import LedgerImportDoor
from finance.api.ledger_links import LedgerUploadLinkDoor
from finance.api.ledgers import LedgerDoor
from finance.api.orders import PaymentOrderDoor
from finance.api.payment_files import PaymentFileDoor
from finance.api.payments import PaymentDoor
from finance.api.reconciliations import LedgerReadingDoor, ReconciliationDoor
from finance.api.requisitions import RequisitionDoor
from finance.api.state_aid import AssessmentDoor, DeclarationDoor, LinkDoor
from finance.api.support import SupportDoor
from finance.api.undertakings import StateAid
from finance.api.volunteer_rates import VolunteerRateDoor
from finance.pages import bureau_links, ledger_imports, ledger_links

router = SimpleRouter(trailing_slash=False)
router.register("claims", ClaimDoor, basename="claim")
router.register("payments", PaymentDoor, basename="payment")
router.register("payee-accounts", PayeeAccountDoor, basename="payee-account")
router.register("payment-orders", PaymentOrderDoor, basename="payment-order")
router.register("payment-files", PaymentFileDoor, basename="payment-file")
router.register("requisitions", RequisitionDoor, basename="requisition")
router.register("ledger-imports", LedgerImportDoor, basename="ledger-import")
router.register("volunteer-rates", VolunteerRateDoor, basename="volunteer-rate")
router.register("municipal-support", SupportDoor, basename="municipal-support")
router.register("state-aid-assessments", AssessmentDoor, basename="state-aid-assessment")
router.register("state-aid-declarations", DeclarationDoor, basename="state-aid-declaration")
router.register("state-aid-links", LinkDoor, basename="state-aid-link")
router.register("ledgers", LedgerDoor, basename="ledger")
router.register("ledger-hand-ins", LedgerHandInDoor, basename="ledger-hand-in")
router.register("ledger-rows", LedgerRowDoor, basename="ledger-row")
router.register("ledger-readings", LedgerReadingDoor, basename="ledger-reading")
router.register("reconciliations", ReconciliationDoor, basename="reconciliation")
router.register("ledger-upload-links", LedgerUploadLinkDoor, basename="ledger-upload-link")

urls = [
    re_path(
        r"^agreements/(?P<pk>[0-9]{1,18})/appropriations$",
        AppropriationDoor.as_view({"get": "list", "post": "create"}),
        name="appropriations",
    ),
    re_path(r"^organizations/(?P<pk>[0-9]{1,18})/state-aid$", StateAid.as_view(), name="state-aid"),
    re_path(r"^state-aid-register$", Register.as_view(), name="state-aid-register"),
    re_path(r"^state-aid-register\.csv$", RegisterTable.as_view(), name="state-aid-register-csv"),
    *router.urls,
]

pages = [
    path("bureau-links", bureau_links.bureau_links, name="bureau-links"),
    path("ledger-imports", ledger_imports.imports, name="ledger-imports"),
    path("ledger-imports/<id:pk>", ledger_imports.one, name="ledger-import"),
    path("ledger-upload/<str:secret>", ledger_links.ledger_upload, name="ledger-upload"),
]
