"""Municipalities, their boards, associations and their sections."""

from datetime import datetime

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.utils.translation import gettext_lazy as _

from office.models.people import User


class OrganizationKind(models.TextChoices):
    MUNICIPALITY = "municipality", _("Municipality")
    BOARD = "board", _("Board")
    REGION = "region", _("Region")
    STATE = "state", _("State authority")
    ASSOCIATION = "association", _("Association")
    FEDERATION = "federation", _("Federation")
    FOUNDATION = "foundation", _("Foundation")
    COMPANY = "company", _("Company")
    OTHER = "other", _("Other")


#: Those that decide by resolution; every other party signs.
PUBLIC_KINDS = frozenset({"municipality", "board", "region", "state"})
PRIVATE_KINDS = frozenset(OrganizationKind.values) - PUBLIC_KINDS


def folded(name: str, number: str) -> str:
    """What a search looks through: SQLite's own case folding knows ASCII only."""
    return f"{name.casefold()} {number} {number.replace('-', '')}"


class OrganizationQuerySet(models.QuerySet["Organization"]):
    def visible_to(self, user: User | AnonymousUser) -> "OrganizationQuerySet":
        """The directory is shared by all who have signed in: it holds public facts only, no addresses or persons."""
        return self if user.is_authenticated else self.none()

    def named(self, word: str, moment: datetime | None = None) -> "OrganizationQuerySet":
        """Those in whose name or number a casefolded word was found at a moment; now, without one."""
        now, former = models.Q(search_text__contains=word), FormerDetails.objects.at(moment)
        if not former:
            return self.filter(now)
        were = [pk for pk, one in former.items() if word in folded(one.name, one.number)]
        return self.filter(now & ~models.Q(pk__in=former) | models.Q(pk__in=were))

    def publishing(self) -> "OrganizationQuerySet":
        """Those that keep a public register, each with when it was opened (`open_since`); most keep none."""
        newest = PublicRegisterChoice.objects.filter(organization=models.OuterRef("pk")).order_by("-pk")
        chosen = models.Subquery(newest.values("opens")[:1])
        since = models.Subquery(newest.values("recorded_at")[:1])
        return self.annotate(opens=chosen, open_since=since).filter(opens=True)

    def called_at(self, moment: datetime | None) -> dict[int, "Organization"]:
        """By id, with the name, number and code that they had at a moment: to be read, never to be saved."""
        found = self.in_bulk()
        for pk, former in FormerDetails.objects.at(moment).items():
            if pk in found:
                one = found[pk]
                one.name, one.number, one.municipality_code = former.name, former.number, former.municipality_code
        return found


class Organization(models.Model):
    """A legal person, or a board or section under one (which then has no number of its own).

    At most three levels: a municipality and its boards, a federation with districts and sections.
    """

    kind = models.CharField(max_length=20, choices=OrganizationKind.choices)
    name = models.CharField(max_length=200)
    number = models.CharField(max_length=11, blank=True, help_text="NNNNNN-NNNN, empty for a board or a section")
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    municipality_code = models.CharField(max_length=4, blank=True, help_text="SCB's kommunkod, four digits")
    registered_by = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    search_text = models.CharField(max_length=420, editable=False, db_index=True)
    revision = models.PositiveIntegerField(default=1)
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = OrganizationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["number"], condition=~models.Q(number=""), name="organization_number_once"),
            models.UniqueConstraint(
                fields=["municipality_code"], condition=~models.Q(municipality_code=""), name="municipality_code_once"
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=OrganizationKind.values), name="organization_kind_known"
            ),
        ]

    @property
    def public(self) -> bool:
        """Whether it decides by resolution (municipality, board, region, state) rather than signs."""
        return self.kind in PUBLIC_KINDS

    @property
    def legal_number(self) -> str:
        """The number of the legal person that it is or is part of: a board has its municipality's, a section without
        one that of what it is under. Who reads many takes `parent__parent` along."""
        one = self
        while one.parent is not None and not one.number:
            one = one.parent
        return one.number


class FormerDetailsQuerySet(models.QuerySet["FormerDetails"]):
    def at(self, moment: datetime | None) -> dict[int, "FormerDetails"]:
        """By organisation (its id) what stood at a moment, of those that have been corrected since; the others say it
        themselves. One query, none without a moment."""
        if moment is None:
            return {}
        return {row.organization_id: row for row in self.filter(recorded_at__gt=moment).order_by("-pk")}


class FormerDetails(models.Model):
    """What an organisation was called, and its number and code, until it was corrected at `recorded_at`."""

    append_only = True

    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="former")
    name = models.CharField(max_length=200)
    number = models.CharField(max_length=11, blank=True)
    municipality_code = models.CharField(max_length=4, blank=True)
    recorded_at = models.DateTimeField(db_index=True)

    objects = FormerDetailsQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]


class PublicRegisterChoice(models.Model):
    """An organisation opens its public register, or closes it again: the newest stands; without one it is closed."""

    append_only = True

    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    opens = models.BooleanField()
    recorded_at = models.DateTimeField(auto_now_add=True)
    recorded_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]


class Population(models.Model):
    """Inhabitants of a municipality on a day, with the source of the figure."""

    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="populations")
    on = models.DateField()
    inhabitants = models.PositiveIntegerField()
    source = models.CharField(max_length=200)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organization", "on"], name="population_once_a_day")]
