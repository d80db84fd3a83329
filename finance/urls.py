"""The API addresses of this room."""

from rest_framework.routers import SimpleRouter

from finance.api.payments import PaymentDoor
from finance.api.volunteer_rates import VolunteerRateDoor

router = SimpleRouter(trailing_slash=False)
router.register("payments", PaymentDoor, basename="payment")
router.register("volunteer-rates", VolunteerRateDoor, basename="volunteer-rate")
