"""Users, what they may act for, and their API tokens."""

import hashlib
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from office.access import Acting


class User(AbstractUser):
    """A person who signs in. What they may do follows from their memberships alone."""


class Role(models.TextChoices):
    OFFICER = "officer", _("Officer")
    REPORTER = "reporter", _("Reporter")
    AUDITOR = "auditor", _("Auditor")
    REVIEWER = "reviewer", _("Second reviewer")


class MembershipQuerySet(models.QuerySet["Membership"]):
    def in_force(self, on: date) -> "MembershipQuerySet":
        """Those that hold on a day; both ends are inclusive."""
        return self.within(on, on)

    def within(self, first: date, last: date | None) -> "MembershipQuerySet":
        """Those that hold on some day from `first` to `last`, both inclusive; without a last day: ever after."""
        begun = self if last is None else self.filter(starts_on__lte=last)
        return begun.filter(models.Q(ends_on__isnull=True) | models.Q(ends_on__gte=first))

    def reviewers_visible_to(self, mine: "Acting") -> "MembershipQuerySet":
        """Second reviewers: to the officers and auditors of whom they review for, and to themselves as such."""
        return self.filter(role=Role.REVIEWER, organization__in=mine.officer | mine.reading)

    def assignments_visible_to(self, mine: "Acting") -> "MembershipQuerySet":
        """Auditors' assignments: to the officers of whom they audit, and to those who audit it."""
        return self.filter(role=Role.AUDITOR, organization__in=mine.officer | mine.auditor)


class Membership(models.Model):
    """A user acts for an organisation, and for what is under it, in one role, from–to (inclusive).

    An auditor's is an assignment: what it is for may be some calendar years, from `first_year` to `last_year` (both
    inclusive, empty is open), and `decision` says by whose decision (body, day, paragraph).
    """

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="memberships")
    organization = models.ForeignKey("office.Organization", on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=10, choices=Role.choices)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    first_year = models.PositiveSmallIntegerField(null=True)
    last_year = models.PositiveSmallIntegerField(null=True)
    decision = models.CharField(max_length=200, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(role__in=Role.values), name="membership_role_known"),
            models.CheckConstraint(
                condition=models.Q(ends_on__isnull=True) | models.Q(ends_on__gte=models.F("starts_on")),
                name="membership_ends_after_start",
            ),
            models.CheckConstraint(
                condition=models.Q(role=Role.AUDITOR) | models.Q(first_year__isnull=True, last_year__isnull=True),
                name="membership_years_are_an_auditors",
            ),
            models.CheckConstraint(
                condition=models.Q(first_year__isnull=True)
                | models.Q(last_year__isnull=True)
                | models.Q(last_year__gte=models.F("first_year")),
                name="membership_years_in_order",
            ),
        ]

    @property
    def revision(self) -> int:
        """All that changes of it is its last day: that day's number, 0 while it has none."""
        return self.ends_on.toordinal() if self.ends_on else 0


def token_digest(secret: str) -> str:
    """What is stored of a token. The secret has 256 random bits, so a plain hash needs no salt or stretching."""
    return hashlib.sha256(secret.encode()).hexdigest()


class Token(models.Model):
    """A named key for a machine that acts as a user. Only its hash is kept; it expires, and can be revoked."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="tokens")
    name = models.CharField(max_length=100)
    digest = models.CharField(max_length=64, unique=True)
    recorded_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    def holds(self, at: datetime) -> bool:
        """Whether it opens a door at a moment: not expired, not revoked, and its user is active."""
        return self.revoked_at is None and self.expires_at > at and self.user.is_active
