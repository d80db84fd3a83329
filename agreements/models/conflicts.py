"""Who has said that a case is not theirs to handle, and who has said since that it is again. Never changed."""

from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

from agreements.models.acts import Act
from agreements.models.agreement import Agreement
from office.access import AnyUser, acting
from office.models.people import Role


class Ground(models.TextChoices):
    MEMBERSHIP = "membership", _("Own membership or office in the association")
    RELATIVE = "relative", _("A relative")
    OTHER = "other", _("Another reason")


class ConflictQuerySet(models.QuerySet["ConflictOfInterest"]):
    def visible_to(self, user: AnyUser) -> "ConflictQuerySet":
        """The public parties' own officers and auditors."""
        mine = acting(user).only(Role.OFFICER, Role.AUDITOR)
        public = Agreement.objects.public_for(mine).order_by().values("pk")
        return self.filter(agreement__in=public)

    def standing(self) -> "ConflictQuerySet":
        """Those that nobody has ended."""
        return self.filter(end__isnull=True)


class ConflictOfInterest(Act):
    """A conflict of interest (jäv, Förvaltningslagen 16–18 §§) that `recorded_by` has in one case, as they say."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="conflicts")
    ground = models.CharField(max_length=10, choices=Ground.choices)
    note = models.CharField(max_length=500, blank=True)

    objects = ConflictQuerySet.as_manager()

    if TYPE_CHECKING:
        end: "ConflictEnd"

    @property
    def revision(self) -> int:
        """1, and 2 once it has been ended."""
        return 2 if hasattr(self, "end") else 1


class ConflictEnd(Act):
    """Another officer's word that the conflict is over, and why."""

    conflict = models.OneToOneField(ConflictOfInterest, on_delete=models.PROTECT, related_name="end")
    reason = models.CharField(max_length=500)
