"""Where an association is paid."""

from django.db import models
from django.db.models import Q

from agreements.models import Agreement
from agreements.models.acts import Act
from agreements.models.terms import parties_of
from finance.giro import KINDS
from office.access import AnyUser, acting
from office.models import Organization, User
from office.models.people import Role


class PayeeAccountQuerySet(models.QuerySet["PayeeAccount"]):
    def visible_to(self, user: AnyUser) -> "PayeeAccountQuerySet":
        """The paying organisation's officers and auditors (auditors those of associations whose agreements they read),
        and the association's own reporters."""
        mine = acting(user)
        audited = parties_of(Agreement.objects.public_for(mine.only(Role.AUDITOR)))
        auditing = Q(payer__in=mine.auditor, organization__in=audited)
        return self.filter(Q(payer__in=mine.officer) | auditing | Q(organization__in=mine.reporter))


class PayeeAccount(Act):
    """A giro number that an association says it has, as one paying organisation knows it, from a day on.

    It is a proposal until somebody else has confirmed it; a change is a new row, and the old one stands meanwhile.
    `document` is the paper behind it; `proposed_by_payee` says that the association proposed it here itself.
    """

    payer = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="payee_accounts")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="accounts")
    kind = models.CharField(max_length=10, choices=[(kind, kind) for kind in KINDS])
    number = models.CharField(max_length=8, help_text="digits alone")
    starts_on = models.DateField()
    document = models.CharField(max_length=200, help_text="registry number or title of the paper behind it")
    note = models.CharField(max_length=500, blank=True)
    proposed_by_payee = models.BooleanField()

    objects = PayeeAccountQuerySet.as_manager()

    @property
    def revision(self) -> int:
        """Its row never changes; the answer to the proposal is what a reader may have missed."""
        return 2 if hasattr(self, "review") else 1

    class Meta(Act.Meta):
        constraints = [models.CheckConstraint(condition=Q(kind__in=KINDS), name="payee_account_kind_known")]


class AccountOutcome(models.TextChoices):
    CONFIRMED = "confirmed"
    REJECTED = "rejected"


class PayeeAccountReview(Act):
    """The second pair of eyes on a proposal: confirmed or rejected, and how it was verified (such as by calling back).

    `proposed_by` repeats who made the proposal, so that the database itself refuses one person as both.
    """

    account = models.OneToOneField(PayeeAccount, on_delete=models.PROTECT, related_name="review")
    outcome = models.CharField(max_length=10, choices=AccountOutcome.choices)
    reviewed_on = models.DateField()
    verified = models.CharField(max_length=500, help_text="how it was verified, or why it is rejected")
    proposed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta(Act.Meta):
        constraints = [
            models.CheckConstraint(condition=~Q(recorded_by=models.F("proposed_by")), name="account_two_pairs_of_eyes"),
        ]
