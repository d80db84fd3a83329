"""The API addresses of this room."""

from rest_framework.routers import SimpleRouter

from agreements.api.amendments import AmendmentDoor
from agreements.api.conflicts import ConflictDoor
from agreements.api.initiatives import InitiativeDoor
from agreements.api.mandates import MandateDoor
from agreements.api.meetings import AnnualMeetingDoor
from agreements.api.views import AgreementDoor

router = SimpleRouter(trailing_slash=False)
router.register("agreements", AgreementDoor, basename="agreement")
router.register("amendments", AmendmentDoor, basename="amendment")
router.register("annual-meetings", AnnualMeetingDoor, basename="annual-meeting")
router.register("mandates", MandateDoor, basename="mandate")
router.register("conflicts-of-interest", ConflictDoor, basename="conflict-of-interest")
router.register("initiatives", InitiativeDoor, basename="initiative")
