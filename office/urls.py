"""The API addresses of this room."""

from rest_framework.routers import SimpleRouter

from office.api.audit import AuditEventDoor
from office.api.jobs import JobDoor
from office.api.organizations import OrganizationDoor
from office.api.reviewers import ReviewerDoor

router = SimpleRouter(trailing_slash=False)
router.register("organizations", OrganizationDoor, basename="organization")
router.register("audit-events", AuditEventDoor, basename="audit-event")
router.register("jobs", JobDoor, basename="job")
router.register("reviewers", ReviewerDoor, basename="reviewer")
