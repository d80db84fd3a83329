"""A feasibility study: who takes part, in which areas they could cooperate, what was found of each, what became of it.

Never changed: a later assessment takes the place of an earlier one, and both are kept.
"""

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agreements.models.acts import Act
from agreements.models.agreement import Agreement
from agreements.models.initiatives import Initiative
from office.access import AnyUser, acting
from office.models import Organization

if TYPE_CHECKING:
    from django_stubs_ext.db.models.manager import RelatedManager


class Form(models.TextChoices):
    WORKING_GROUP = "working_group", _("Working group")
    JOINT_PROJECT = "joint_project", _("Joint project")
    JOINT_OPERATION = "joint_operation", _("Joint operation")
    AGREEMENT = "agreement", _("Agreement")


class Side(models.TextChoices):
    LEGAL = "legal", _("Legally possible")
    ORGANISATIONAL = "organisational", _("Organisationally possible")
    ECONOMIC = "economic", _("Economically possible")


class Possible(models.TextChoices):
    YES = "yes", _("Yes")
    NO = "no", _("No")
    UNCLEAR = "unclear", _("Unclear")


class StudyQuerySet(models.QuerySet["FeasibilityStudy"]):
    def visible_to(self, user: AnyUser) -> "StudyQuerySet":
        """Officers and auditors of those who take part."""
        mine = acting(user)
        members = StudyMember.objects.filter(organization__in=mine.officer | mine.auditor).order_by()
        return self.filter(pk__in=members.values("study"))


class FeasibilityStudy(Act):
    """What several municipalities look into together, kept by a `host` under its registry number. `initiative` is what
    asked for it."""

    host = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    reference = models.CharField(max_length=60, help_text="diarienummer, of the host")
    title = models.CharField(max_length=200)
    purpose = models.TextField(blank=True)
    started_on = models.DateField()
    initiative = models.ForeignKey(Initiative, null=True, on_delete=models.PROTECT, related_name="studies")

    objects = StudyQuerySet.as_manager()

    if TYPE_CHECKING:
        members: RelatedManager["StudyMember"]
        areas: RelatedManager["CooperationArea"]
        end: "StudyEnd"

    class Meta(Act.Meta):
        constraints = [models.UniqueConstraint(fields=["host", "reference"], name="study_reference_once")]

    @property
    def revision(self) -> int:
        """1, and one more for each area and for its end."""
        return 1 + self.areas.count() + StudyEnd.objects.filter(study=self).count()


class StudyMember(models.Model):
    """A municipality (or a board, a region) that takes part."""

    append_only = True

    study = models.ForeignKey(FeasibilityStudy, on_delete=models.PROTECT, related_name="members")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["study", "organization"], name="study_member_once")]


class StudyEnd(Act):
    """The study is over: what it recommends, and what its report is called."""

    study = models.OneToOneField(FeasibilityStudy, on_delete=models.PROTECT, related_name="end")
    ended_on = models.DateField()
    recommendation = models.TextField()
    document = models.CharField(max_length=200)


class AreaQuerySet(models.QuerySet["CooperationArea"]):
    def visible_to(self, user: AnyUser) -> "AreaQuerySet":
        """Who sees the study sees its areas."""
        return self.filter(study__in=FeasibilityStudy.objects.visible_to(user).order_by().values("pk"))


class CooperationArea(Act):
    """What some of the members could do together, and in which form; `kind` is a word of `agreements.area_kinds`."""

    study = models.ForeignKey(FeasibilityStudy, on_delete=models.PROTECT, related_name="areas")
    kind = models.CharField(max_length=40)
    name = models.CharField(max_length=200)
    description = models.TextField(blank=True)
    form = models.CharField(max_length=20, choices=Form.choices)

    objects = AreaQuerySet.as_manager()

    if TYPE_CHECKING:
        members: RelatedManager["AreaMember"]
        assessments: RelatedManager["AreaAssessment"]
        agreements: RelatedManager["AreaAgreement"]

    class Meta(Act.Meta):
        constraints = [
            models.CheckConstraint(condition=Q(form__in=Form.values), name="area_form_known"),
            models.UniqueConstraint(fields=["study", "name"], name="area_name_once"),
        ]

    @property
    def revision(self) -> int:
        """1, and one more for each assessment and for each agreement that was made of it."""
        return 1 + self.assessments.count() + self.agreements.count()


class AreaMember(models.Model):
    """Who of the study takes part in an area."""

    append_only = True

    area = models.ForeignKey(CooperationArea, on_delete=models.PROTECT, related_name="members")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["area", "organization"], name="area_member_once")]


class AreaAssessment(Act):
    """Whether an area is possible on one side, and why; of several the latest counts. `assessed_by` is the body or the
    office held."""

    area = models.ForeignKey(CooperationArea, on_delete=models.PROTECT, related_name="assessments")
    side = models.CharField(max_length=20, choices=Side.choices)
    possible = models.CharField(max_length=10, choices=Possible.choices)
    reasons = models.TextField()
    sources = models.TextField(blank=True)
    assessed_by = models.CharField(max_length=200)
    assessed_on = models.DateField()

    class Meta(Act.Meta):
        constraints = [
            models.CheckConstraint(condition=Q(side__in=Side.values), name="area_side_known"),
            models.CheckConstraint(condition=Q(possible__in=Possible.values), name="area_possible_known"),
        ]


class AreaAgreement(Act):
    """The agreement that an area became."""

    area = models.ForeignKey(CooperationArea, on_delete=models.PROTECT, related_name="agreements")
    agreement = models.OneToOneField(Agreement, on_delete=models.PROTECT, related_name="area_link")
