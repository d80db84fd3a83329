"""An association's ledgers: in its own space until it hands in the rows that it chose."""

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from agreements.models import Agreement
from office.access import AnyUser, acting
from office.models import Job, Organization, Upload, UploadContent, User


class LedgerState(models.TextChoices):
    READING = "reading", _("Being read")
    REFUSED = "refused", _("Refused")
    READ = "read", _("Read")


class LedgerQuerySet(models.QuerySet["Ledger"]):
    def visible_to(self, user: AnyUser) -> "LedgerQuerySet":
        """A ledger has names in its texts: only its association's reporters see it, also after rows were handed in."""
        return self.filter(organization__in=acting(user).reporter)


class Ledger(models.Model):
    """A SIE 4E file of one financial year. The same file (by SHA-256) is the same ledger.

    What the file says of itself is kept (who, which program, when, which year); what it holds is kept with its content
    and goes with it. `result_booked`: the year's result was booked, as when books are closed. `recorded_by` is empty
    for a file that came by a link.
    """

    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="ledgers")
    upload = models.OneToOneField(Upload, on_delete=models.PROTECT, related_name="ledger")
    sha256 = models.CharField(max_length=64)
    confirmed = models.BooleanField(default=False, help_text="somebody says that a file without a number is theirs")
    state = models.CharField(max_length=8, choices=LedgerState.choices, default=LedgerState.READING)
    job = models.ForeignKey(Job, null=True, on_delete=models.SET_NULL, related_name="+", help_text="reads it")
    company = models.TextField(blank=True)
    number = models.CharField(max_length=11, blank=True, help_text="NNNNNN-NNNN, empty where the file has none")
    program = models.TextField(blank=True)
    generated_on = models.DateField(null=True)
    starts_on = models.DateField(null=True, help_text="first day of the financial year; empty until it is read")
    ends_on = models.DateField(null=True, help_text="last day, inclusive")
    result_booked = models.BooleanField(null=True)
    vouchers = models.PositiveIntegerField(null=True)
    rows = models.PositiveIntegerField(null=True)
    recorded_at = models.DateTimeField(auto_now_add=True)
    recorded_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    objects = LedgerQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organization", "sha256"], name="ledger_file_once"),
            models.CheckConstraint(condition=Q(state__in=LedgerState.values), name="ledger_state_known"),
        ]


class LedgerOverview(models.Model):
    """What a ledger holds, as `finance.sie.overview` says it: deleted with the content, whoever deletes that."""

    content = models.OneToOneField(UploadContent, primary_key=True, on_delete=models.CASCADE, related_name="+")
    overview = models.JSONField()


class LedgerChoice(models.Model):
    """What of its ledgers an association hands in for an agreement. The newest holds, also for next year's ledger.

    `objects` are `{dimension, number}`, `accounts` numbers or ranges ("3987", "4000-4999"), `series` voucher series: a
    row that fits any of them is chosen. Texts are blanked unless they are released.
    """

    append_only = True

    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="ledger_choices")
    ledger = models.ForeignKey(Ledger, on_delete=models.PROTECT, related_name="choices", help_text="made on this one")
    objects_chosen = models.JSONField(default=list)
    accounts = models.JSONField(default=list)
    series = models.JSONField(default=list)
    release_texts = models.BooleanField(default=False)
    recorded_at = models.DateTimeField(auto_now_add=True)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["organization", "agreement"], name="ledger_choice_of")]


def handed_in_to(user: AnyUser) -> Q:
    """Whose handed-in books the user sees: the association's own, and of agreements for whose public parties they are
    an officer or an auditor."""
    mine = acting(user)
    public = Agreement.objects.public_for(mine).order_by().values("pk")
    return Q(organization__in=mine.reporter) | Q(agreement__in=public)


class LedgerHandInQuerySet(models.QuerySet["LedgerHandIn"]):
    def visible_to(self, user: AnyUser) -> "LedgerHandInQuerySet":
        """The association, and the officers and auditors of the agreement's public parties."""
        return self.filter(handed_in_to(user))

    def with_superseded(self) -> "LedgerHandInQuerySet":
        """With `superseded`: a later one of the same association and agreement answers for all its days."""
        same = LedgerHandIn.objects.filter(organization=OuterRef("organization"), agreement=OuterRef("agreement"))
        later = same.filter(
            pk__gt=OuterRef("pk"), starts_on__lte=OuterRef("starts_on"), ends_on__gte=OuterRef("ends_on")
        )
        return self.annotate(superseded=Exists(later))

    def answering(self) -> "LedgerHandInQuerySet":
        """Without those for all of whose days a later one answers."""
        return self.with_superseded().filter(Q(superseded=False))


class LedgerHandIn(models.Model):
    """Rows of a ledger that an association handed in for an agreement, from the first to the last day (inclusive).

    The file's hash, year and whether it was closed stand here, and what was chosen; `totals` say what share of the
    ledger's days the rows are, `balances` what chosen balance accounts stood at before the first and after the last.
    Of several for the same days the last handed in answers; none is overwritten.
    """

    append_only = True

    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="ledger_hand_ins")
    ledger = models.ForeignKey(Ledger, on_delete=models.PROTECT, related_name="hand_ins")
    choice = models.ForeignKey(LedgerChoice, on_delete=models.PROTECT, related_name="+")
    job = models.BigIntegerField(unique=True, help_text="the job that made it: once")
    starts_on = models.DateField()
    ends_on = models.DateField()
    totals = models.JSONField()
    accounts = models.JSONField()
    balances = models.JSONField()
    recorded_at = models.DateTimeField(auto_now_add=True)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    objects = LedgerHandInQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=models.F("starts_on")), name="hand_in_ends_after_start"),
        ]


class LedgerRowQuerySet(models.QuerySet["LedgerRow"]):
    def visible_to(self, user: AnyUser) -> "LedgerRowQuerySet":
        """Who sees what was handed in sees its rows."""
        return self.filter(hand_in__in=LedgerHandIn.objects.visible_to(user).order_by().values("pk"))


class LedgerRow(models.Model):
    """A row of a voucher, SEK, debit positive; `objects_named` are the chosen ones, as [dimension, number] pairs.

    `without_object`: it names no object of a dimension of which one was chosen (of any, where none was), so that it may
    concern more than the agreement.
    """

    append_only = True

    hand_in = models.ForeignKey(LedgerHandIn, on_delete=models.PROTECT, related_name="rows")
    series = models.TextField(blank=True)
    number = models.TextField(blank=True)
    date = models.DateField()
    account = models.TextField()
    account_name = models.TextField(blank=True)
    objects_named = models.JSONField(default=list)
    amount = models.DecimalField(max_digits=15, decimal_places=2)
    text = models.TextField(blank=True, help_text="empty unless it was released")
    without_object = models.BooleanField()
    line = models.PositiveIntegerField(help_text="in the file")

    objects = LedgerRowQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]


class LedgerUploadLinkQuerySet(models.QuerySet["LedgerUploadLink"]):
    def visible_to(self, user: AnyUser) -> "LedgerUploadLinkQuerySet":
        """The association's reporters."""
        return self.filter(organization__in=acting(user).reporter)


class LedgerUploadLink(models.Model):
    """Lets whoever has its secret hand over one ledger for an association, such as its bookkeeping bureau. Only the
    secret's hash is kept; it expires, can be revoked, and is used up by the first file.
    """

    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    note = models.CharField(max_length=100, blank=True, help_text="whom it is for")
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    used_at = models.DateTimeField(null=True)
    ledger = models.ForeignKey(Ledger, null=True, on_delete=models.PROTECT, related_name="+", help_text="what came")
    recorded_at = models.DateTimeField(auto_now_add=True)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    objects = LedgerUploadLinkQuerySet.as_manager()
