"""Who acts for an association by its own minutes: who signs, alone or jointly, and who audits. Never changed."""

from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from agreements.models.acts import Act
from agreements.models.terms import known_to
from office.access import AnyUser, acting
from office.models import Organization, User


class Seat(models.TextChoices):
    BOARD = "board", _("Member of the board")
    AUDITOR = "auditor", _("Auditor")
    SIGNATORY = "signatory", _("Authorised by the board")


class Signs(models.TextChoices):
    ALONE = "alone", _("Alone")
    JOINTLY = "jointly", _("Jointly with another")
    NOT = "not", _("Does not sign")


class MandateQuerySet(models.QuerySet["Mandate"]):
    def visible_to(self, user: AnyUser) -> "MandateQuerySet":
        """The association's own reporters, and officers and auditors of municipalities that it has agreements with."""
        own, known = acting(user).reporter, known_to(user)
        return self.filter(Q(organization__in=own) | Q(organization__in=known))

    def within(self, first: date, last: date) -> "MandateQuerySet":
        """Those that held on some day from `first` to `last`, both inclusive."""
        begun = Q(starts_on__lte=last)
        ends = Q(ends_on__isnull=True) | Q(ends_on__gte=first)
        ended = Q(end__isnull=True) | Q(end__last_day__gte=first)
        return self.filter(begun & ends & ended)

    def in_force(self, on: date) -> "MandateQuerySet":
        """Those that hold on a day."""
        return self.within(on, on)

    def signing(self) -> "MandateQuerySet":
        """Those that sign for the association."""
        return self.exclude(signs=Signs.NOT)


class Mandate(Act):
    """A seat that the association's minutes give somebody, from–to (inclusive), and whether it signs.

    `name` is whom the minutes name: who is elected to a board or as auditor holds a public trust in the association;
    of members and volunteers nobody is stored. `user` is their account, without which nothing can be handed in here.
    `minutes` names the paper and its paragraph, `minutes_on` its day.
    """

    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="mandates")
    user = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="mandates")
    name = models.CharField(max_length=120)
    office = models.CharField(max_length=100, help_text="such as Ordförande")
    seat = models.CharField(max_length=10, choices=Seat.choices)
    signs = models.CharField(max_length=8, choices=Signs.choices)
    minutes = models.CharField(max_length=200)
    minutes_on = models.DateField()
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)

    objects = MandateQuerySet.as_manager()

    if TYPE_CHECKING:
        end: "MandateEnd"

    class Meta(Act.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name="mandate_ends_after_start"
            ),
            models.CheckConstraint(
                condition=~Q(seat=Seat.AUDITOR) | Q(signs=Signs.NOT), name="mandate_auditor_no_sign"
            ),
        ]

    @property
    def revision(self) -> int:
        """1, and 2 once it has been ended."""
        return 2 if hasattr(self, "end") else 1

    @property
    def last_day(self) -> date | None:
        """The last day on which it holds, by its own end or by an earlier one; None: until another is elected."""
        end = getattr(self, "end", None)
        days = [day for day in (self.ends_on, end and end.last_day) if day]
        return min(days, default=None)


class MandateEnd(Act):
    """A mandate that ends before its time, or one that was recorded by mistake: its last day then lies before its
    first."""

    mandate = models.OneToOneField(Mandate, on_delete=models.PROTECT, related_name="end")
    last_day = models.DateField()
    minutes = models.CharField(max_length=200)
