"""What officers have said about state aid, what recipients declare, and who is one undertaking. Never changed."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from agreements.models import Agreement, Commitment, Party
from agreements.models.acts import Act
from agreements.models.terms import known_to
from finance.models.support import MunicipalSupport
from office.access import AnyUser, acting
from office.models import Organization


class AidKind(models.TextChoices):
    NOT_AID = "not_aid", _("Not state aid")
    DE_MINIMIS = "de_minimis", _("De minimis aid")
    SGEI = "sgei", _("De minimis aid to a service of general economic interest")
    OTHER = "other", _("Other rules for state aid")


COUNTED_KINDS = [one for one in AidKind.choices if one[0] in ("de_minimis", "sgei")]


class AssessmentQuerySet(models.QuerySet["StateAidAssessment"]):
    def visible_to(self, user: AnyUser) -> "AssessmentQuerySet":
        """Who sees an agreement sees what was said about aid in it."""
        return self.filter(agreement__in=Agreement.objects.visible_to(user).order_by().values("pk"))


class StateAidAssessment(Act):
    """An officer's word on what one decision gave one recipient, and why; of several about the same the latest counts.

    What was given is a commitment's money, or `support` beside it. `period` empty is all of it. `amount` is SEK as
    gross grant equivalent, granted on `granted_on` (the decision that gave the right to it); `rate` SEK per EUR on
    `rate_on`. `assessed_by` is the office held.
    """

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="aid_assessments")
    commitment = models.ForeignKey(Commitment, null=True, on_delete=models.PROTECT, related_name="+")
    support = models.ForeignKey(MunicipalSupport, null=True, on_delete=models.PROTECT, related_name="+")
    recipient = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    period = models.CharField(max_length=9, blank=True)
    in_place_of_whole = models.BooleanField(default=False)
    kind = models.CharField(max_length=10, choices=AidKind.choices)
    reason = models.TextField()
    assessed_by = models.CharField(max_length=200, help_text="the body or the office held")
    assessed_on = models.DateField()
    amount = models.DecimalField(max_digits=15, decimal_places=2)
    granted_on = models.DateField()
    rate = models.DecimalField(null=True, max_digits=9, decimal_places=4)
    rate_on = models.DateField(null=True)
    rate_source = models.CharField(max_length=200, blank=True)
    instrument = models.CharField(max_length=100, blank=True)
    sector = models.CharField(max_length=200, blank=True)

    objects = AssessmentQuerySet.as_manager()

    class Meta(Act.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(commitment__isnull=True, support__isnull=False)
                | Q(commitment__isnull=False, support__isnull=True),
                name="assessment_of_one_grant",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=("not_aid", "other"))
                | Q(kind__in=("de_minimis", "sgei"), rate__gt=0, rate_on__isnull=False) & ~Q(rate_source=""),
                name="aid_has_its_rate",
            ),
        ]


class DeclarationQuerySet(models.QuerySet["StateAidDeclaration"]):
    def visible_to(self, user: AnyUser) -> "DeclarationQuerySet":
        """The association's own reporters, and the officers and auditors of its municipalities."""
        return self.filter(Q(organization__in=acting(user).reporter) | Q(organization__in=known_to(user)))


class StateAidDeclaration(Act):
    """Aid that an association declares to have had from somebody else, in EUR (`rate` 1) or SEK at a rate.

    A correction is a new row that names the one it `replaces`; an amount of 0 takes it back.
    """

    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="aid_declarations")
    giver = models.CharField(max_length=200)
    kind = models.CharField(max_length=10, choices=COUNTED_KINDS)
    amount = models.DecimalField(max_digits=15, decimal_places=2)
    currency = models.CharField(max_length=3, choices=[("EUR", "EUR"), ("SEK", "SEK")])
    rate = models.DecimalField(max_digits=9, decimal_places=4)
    rate_source = models.CharField(max_length=200, blank=True)
    granted_on = models.DateField()
    declared_on = models.DateField()
    document = models.CharField(max_length=200, help_text="registry number or title of the paper behind it")
    replaces = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="replaced_by")

    objects = DeclarationQuerySet.as_manager()

    class Meta(Act.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(currency="EUR", rate=1) | Q(currency="SEK", rate__gt=0) & ~Q(rate_source=""),
                name="declaration_has_its_rate",
            )
        ]


class LinkQuerySet(models.QuerySet["UndertakingLink"]):
    def visible_to(self, user: AnyUser) -> "LinkQuerySet":
        """Those of either organisation's people, and of its municipalities."""
        own, known = acting(user).reporter, known_to(user)
        return self.filter(Q(organization__in=own) | Q(other__in=own) | Q(organization__in=known) | Q(other__in=known))


class UndertakingLink(Act):
    """Two organisations are one undertaking from–to (inclusive), as an officer has found, with the source.

    A change is a new row that names the one it `replaces`; one that ends the day before it starts was never in force.
    """

    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    other = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)
    source = models.CharField(max_length=300)
    replaces = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="replaced_by")

    objects = LinkQuerySet.as_manager()

    class Meta(Act.Meta):
        constraints = [models.CheckConstraint(condition=~Q(organization=F("other")), name="link_of_two")]
