"""The API addresses of this room."""

from rest_framework.routers import SimpleRouter

from agreements.api.mandates import MandateDoor
from agreements.api.views import AgreementDoor

router = SimpleRouter(trailing_slash=False)
router.register("agreements", AgreementDoor, basename="agreement")
router.register("mandates", MandateDoor, basename="mandate")
