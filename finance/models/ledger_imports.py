"""The municipality's ledger as it was imported, what it was matched with, and what officers have said of its rows."""

from datetime import datetime

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from agreements.models import Agreement
from finance.models.payments import Payment
from office.access import AnyUser, acting
from office.models import Organization, Upload, User


class ImportState(models.TextChoices):
    READING = "reading", _("Being read")
    READY = "ready", _("Ready")
    REFUSED = "refused", _("Refused")


class LedgerImportQuerySet(models.QuerySet["LedgerImport"]):
    def visible_to(self, user: AnyUser) -> "LedgerImportQuerySet":
        """Officers and auditors of whose ledger it is, auditors in the years of the assignment: associations read their
        own agreements, not a municipality's books."""
        mine = acting(user)
        return self.filter(Q(organization__in=mine.officer) | mine.audited("organization", "starts_on", "ends_on"))


class LedgerImport(models.Model):
    """Rows on chosen accounts of a municipality's or board's ledger for a span of days, both inclusive.

    `accounts` are the beginnings of the chosen accounts, in order and with commas between. `fingerprint` is of the
    file, whose it is and what was chosen: the same again is the same import. `problems` say why it was refused.
    """

    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="ledger_imports")
    upload = models.ForeignKey(Upload, on_delete=models.PROTECT, related_name="+")
    starts_on = models.DateField()
    ends_on = models.DateField()
    accounts = models.CharField(max_length=240)
    texts = models.BooleanField(help_text="whether the rows' texts were kept")
    fingerprint = models.CharField(max_length=64)
    state = models.CharField(max_length=8, choices=ImportState.choices, default=ImportState.READING)
    problems = models.JSONField(default=list)
    unread = models.JSONField(default=list, help_text="names of columns that nothing was read from")
    rows_taken = models.PositiveIntegerField(default=0)
    other_accounts = models.PositiveIntegerField(default=0, help_text="rows that were not chosen")
    other_days = models.PositiveIntegerField(default=0, help_text="rows on chosen accounts of other days")
    job = models.BigIntegerField(null=True, help_text="the job that read or matched it last")
    revision = models.PositiveIntegerField(default=1)
    recorded_at = models.DateTimeField(auto_now_add=True)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    objects = LedgerImportQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["fingerprint"], condition=~Q(state="refused"), name="ledger_import_once"),
            models.CheckConstraint(condition=Q(state__in=ImportState.values), name="ledger_import_state_known"),
            models.CheckConstraint(condition=Q(ends_on__gte=models.F("starts_on")), name="ledger_import_ends_after"),
        ]


class LedgerImportRow(models.Model):
    """A row of the ledger, SEK, debit positive. Of a row to a person only day, account, amount and voucher are kept.

    `key` is the same for the same row of a newer export, so that what was said of it is not said again.
    """

    append_only = True

    ledger = models.ForeignKey(LedgerImport, on_delete=models.PROTECT, related_name="rows")
    line = models.PositiveIntegerField(help_text="the line of the file")
    day = models.DateField()
    account = models.CharField(max_length=10, blank=True)
    amount = models.DecimalField(max_digits=15, decimal_places=2)
    number = models.CharField(max_length=11, blank=True)
    name = models.CharField(max_length=200, blank=True)
    giro = models.CharField(max_length=8, blank=True)
    text = models.CharField(max_length=200, blank=True)
    voucher = models.CharField(max_length=60, blank=True)
    person = models.BooleanField()
    key = models.CharField(max_length=64, db_index=True)


class LedgerMatch(models.Model):
    """One matching of an import with what was registered then. `rows` and `payments` say who was matched with whom
    (see `finance.selectors.matches`), `digest` fingerprints it all: two alike came to the same."""

    append_only = True

    ledger = models.ForeignKey(LedgerImport, on_delete=models.PROTECT, related_name="matches")
    rows = models.JSONField()
    payments = models.JSONField()
    digest = models.CharField(max_length=64)
    recorded_at = models.DateTimeField(auto_now_add=True)
    recorded_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")


class ExplanationKind(models.TextChoices):
    PAYMENT = "payment", _("It is a payment registered here")
    OTHER_COST = "other_cost", _("Another kind of cost, such as a membership fee or a purchase")
    OUTSIDE = "outside", _("Under an agreement or decision that is not registered here")
    CORRECTION = "correction", _("An error, corrected by another voucher")
    ACCEPTED = "accepted", _("Seen and accepted as it stands")


class LedgerExplanation(models.Model):
    """An officer's word on a row: what it is, and why. `payment` with the kind `payment`, `voucher` with `correction`.

    It holds until it is withdrawn, and for the same row of a newer export too.
    """

    append_only = True

    row = models.ForeignKey(LedgerImportRow, on_delete=models.PROTECT, related_name="explanations")
    kind = models.CharField(max_length=10, choices=ExplanationKind.choices)
    payment = models.ForeignKey(Payment, null=True, on_delete=models.PROTECT, related_name="+")
    voucher = models.CharField(max_length=60, blank=True)
    reason = models.TextField()
    recorded_at = models.DateTimeField(auto_now_add=True)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=ExplanationKind.values), name="ledger_explanation_kind_known"),
            models.CheckConstraint(
                condition=Q(kind="payment", payment__isnull=False) | ~Q(kind="payment") & Q(payment__isnull=True),
                name="ledger_explanation_payment",
            ),
        ]


class LedgerWithdrawal(models.Model):
    """An explanation no longer holds, and why."""

    append_only = True

    explanation = models.OneToOneField(LedgerExplanation, on_delete=models.PROTECT, related_name="withdrawal")
    reason = models.TextField()
    recorded_at = models.DateTimeField(auto_now_add=True)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")


class LedgerFindingQuerySet(models.QuerySet["LedgerFinding"]):
    def standing(self, known_at: datetime | None = None) -> "LedgerFindingQuerySet":
        """Those of each import's newest matching, of rows that nobody has explained; of imports of the same accounts
        the newest that covers the days, and of a row that several imports have the newest. With `known_at` only what
        had been recorded by that moment.
        """
        recorded = Q(recorded_at__lte=known_at) if known_at else Q()
        known = Q(match__recorded_at__lte=known_at) if known_at else Q()
        later = LedgerMatch.objects.filter(recorded, ledger=OuterRef("match__ledger"), pk__gt=OuterRef("match"))
        whole = LedgerMatch.objects.filter(
            recorded,
            ledger__organization=OuterRef("match__ledger__organization"),
            ledger__accounts=OuterRef("match__ledger__accounts"),
            ledger__pk__gt=OuterRef("match__ledger"),
            ledger__starts_on__lte=OuterRef("match__ledger__starts_on"),
            ledger__ends_on__gte=OuterRef("match__ledger__ends_on"),
        )
        again = LedgerMatch.objects.filter(
            recorded,
            ledger__organization=OuterRef("match__ledger__organization"),
            ledger__pk__gt=OuterRef("match__ledger"),
            ledger__rows__key=OuterRef("row__key"),
        )
        withdrawn = LedgerWithdrawal.objects.filter(recorded, explanation=OuterRef("pk"))
        said = LedgerExplanation.objects.filter(
            ~Exists(withdrawn),
            recorded,
            row__key=OuterRef("row__key"),
            row__ledger__organization=OuterRef("match__ledger__organization"),
        )
        return self.filter(known, ~Exists(later), ~Exists(whole), ~Exists(again), ~Exists(said))


class LedgerFinding(models.Model):
    """What somebody must look at, as a matching found it: a row, or a payment that the ledger lacks."""

    append_only = True

    match = models.ForeignKey(LedgerMatch, on_delete=models.PROTECT, related_name="findings")
    code = models.CharField(max_length=40)
    row = models.ForeignKey(LedgerImportRow, null=True, on_delete=models.PROTECT, related_name="+")
    payment = models.ForeignKey(Payment, null=True, on_delete=models.PROTECT, related_name="+")
    agreement = models.ForeignKey(Agreement, null=True, on_delete=models.PROTECT, related_name="ledger_findings")
    on = models.DateField(help_text="the day of the row, or of the payment")
    values = models.JSONField(help_text="what its sentence says, see finance.matching.sentences")

    objects = LedgerFindingQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
