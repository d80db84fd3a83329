"""The API addresses of this room."""

from rest_framework.routers import SimpleRouter

from agreements.api.views import AgreementDoor

router = SimpleRouter(trailing_slash=False)
router.register("agreements", AgreementDoor, basename="agreement")
