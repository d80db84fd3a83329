"""How feasibility studies and areas of cooperation are shown."""

from collections import defaultdict
from collections.abc import Collection
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from agreements import area_kinds
from agreements.models import (
    Agreement,
    AreaAgreement,
    AreaAssessment,
    AreaMember,
    CooperationArea,
    FeasibilityStudy,
    Initiative,
    StudyEnd,
    StudyMember,
)
from agreements.models.studies import Side
from agreements.services.studies import GONE, members_mine
from office.access import AnyUser
from office.api.shapes import Json, Shape
from office.rows import Row

IDS = serializers.ListField(child=serializers.IntegerField())
SIDES = tuple(Side.values)


class StudyMemberShape(Shape[StudyMember]):
    name = serializers.CharField(source="organization.name")

    class Meta:
        model = StudyMember
        fields = ["organization", "name"]


class StudyEndShape(Shape[StudyEnd]):
    class Meta:
        model = StudyEnd
        fields = ["ended_on", "recommendation", "document", "recorded_at"]


class AreaInStudyShape(Shape[CooperationArea]):
    class Meta:
        model = CooperationArea
        fields = ["id", "kind", "name", "form"]


class StudyShape(Shape[FeasibilityStudy]):
    """`initiative` is what asked for it, null also where I do not see it. `end` is null while it goes on."""

    beside = ("initiative_id",)
    host_name = serializers.CharField(source="host.name")
    initiative = serializers.SerializerMethodField()
    members = StudyMemberShape(many=True)
    areas = AreaInStudyShape(many=True)
    agreements = serializers.SerializerMethodField()
    end = serializers.SerializerMethodField()
    actions = serializers.SerializerMethodField()

    class Meta:
        model = FeasibilityStudy
        fields = [
            "id", "host", "host_name", "reference", "title", "purpose", "started_on", "initiative", "members", "areas",
            "agreements", "end", "recorded_at", "actions",
        ]  # fmt: skip

    def get_initiative(self, study: FeasibilityStudy) -> int | None:
        """What asked for it."""
        return _seen_initiatives([study.initiative_id], self.asker).get(study.initiative_id)

    @extend_schema_field(IDS)
    def get_agreements(self, study: FeasibilityStudy) -> list[int]:
        """Ids of those that its areas have become, as far as I see them."""
        return _agreements("area__study", [study.pk], self.asker)[study.pk]

    @extend_schema_field(StudyEndShape(allow_null=True))
    def get_end(self, study: FeasibilityStudy) -> Any:
        """When it ended, and what it recommends."""
        found = StudyEnd.objects.filter(study=study).first()
        return StudyEndShape(found).data if found else None

    def get_actions(self, study: FeasibilityStudy) -> list[str]:
        """What I may do with it now."""
        members = set(study.members.values_list("organization", flat=True))
        return _study_actions(members, StudyEnd.objects.filter(study=study).exists(), self.asker)

    def complete(self, shown: list[Json], beside: list[Row]) -> None:
        ids = [one["id"] for one in shown]
        context = self.context
        members = StudyMemberShape(context=context).of(
            "study_id", StudyMember.objects.filter(study__in=ids).order_by("pk")
        )
        areas = AreaInStudyShape(context=context).of(
            "study_id", CooperationArea.objects.filter(study__in=ids).order_by("pk")
        )
        ends = StudyEndShape(context=context).of("study_id", StudyEnd.objects.filter(study__in=ids))
        became = _agreements("area__study", ids, self.asker)
        seen = _seen_initiatives([pk for (pk,) in beside], self.asker)
        for one, (initiative,) in zip(shown, beside, strict=True):
            pk = one["id"]
            one["initiative"] = seen.get(initiative)
            one["members"], one["areas"], one["agreements"] = members[pk], areas[pk], became[pk]
            one["end"] = ends[pk][0] if pk in ends else None
            of_study = {row["organization"] for row in members[pk]}
            one["actions"] = _study_actions(of_study, one["end"] is not None, self.asker)


class AreaMemberShape(Shape[AreaMember]):
    name = serializers.CharField(source="organization.name")

    class Meta:
        model = AreaMember
        fields = ["organization", "name"]


class AreaAssessmentShape(Shape[AreaAssessment]):
    class Meta:
        model = AreaAssessment
        fields = [
            "id", "side", "possible", "reasons", "sources", "assessed_by", "assessed_on", "recorded_at",
        ]  # fmt: skip


class AreaShape(Shape[CooperationArea]):
    """`legal`, `organisational` and `economic` are the latest answers (`yes`, `no`, `unclear`); null: not assessed."""

    beside = ("study__end__pk",)
    kind_name = serializers.SerializerMethodField()
    members = AreaMemberShape(many=True)
    legal = serializers.SerializerMethodField()
    organisational = serializers.SerializerMethodField()
    economic = serializers.SerializerMethodField()
    agreements = serializers.SerializerMethodField()
    actions = serializers.SerializerMethodField()

    class Meta:
        model = CooperationArea
        fields = [
            "id", "study", "kind", "kind_name", "name", "description", "form", "members", *SIDES, "agreements",
            "recorded_at", "actions",
        ]  # fmt: skip

    def get_kind_name(self, area: CooperationArea) -> str:
        """The kind in the reader's language."""
        return area_kinds.word(area.kind)

    def get_legal(self, area: CooperationArea) -> str | None:
        return _answers([area.pk])[area.pk].get(Side.LEGAL)

    def get_organisational(self, area: CooperationArea) -> str | None:
        return _answers([area.pk])[area.pk].get(Side.ORGANISATIONAL)

    def get_economic(self, area: CooperationArea) -> str | None:
        return _answers([area.pk])[area.pk].get(Side.ECONOMIC)

    @extend_schema_field(IDS)
    def get_agreements(self, area: CooperationArea) -> list[int]:
        """Ids of those that it has become, as far as I see them."""
        return _agreements("area", [area.pk], self.asker)[area.pk]

    def get_actions(self, area: CooperationArea) -> list[str]:
        """What I may do with it now."""
        ended = StudyEnd.objects.filter(study=area.study_id).exists()
        members = set(area.members.values_list("organization", flat=True))
        return _area_actions([(area.pk, area.study_id, ended, members)], self.asker)[area.pk]

    def complete(self, shown: list[Json], beside: list[Row]) -> None:
        ids = [one["id"] for one in shown]
        rows = AreaMember.objects.filter(area__in=ids).order_by("pk")
        members = AreaMemberShape(context=self.context).of("area_id", rows)
        answers, became = _answers(ids), _agreements("area", ids, self.asker)
        asked = [
            (one["id"], one["study"], end is not None, {row["organization"] for row in members[one["id"]]})
            for one, (end,) in zip(shown, beside, strict=True)
        ]
        actions = _area_actions(asked, self.asker)
        for one in shown:
            pk = one["id"]
            one["kind_name"] = area_kinds.word(one["kind"])
            one["members"], one["agreements"], one["actions"] = members[pk], became[pk], actions[pk]
            one.update({side: answers[pk].get(side) for side in SIDES})


def _seen_initiatives(initiatives: Collection[int | None], user: AnyUser) -> dict[int | None, int]:
    asked = [pk for pk in initiatives if pk is not None]
    rows = Initiative.objects.visible_to(user).filter(pk__in=asked) if asked else Initiative.objects.none()
    return {pk: pk for pk in rows.order_by().values_list("pk", flat=True)}


def _agreements(of: str, ids: Collection[int], user: AnyUser) -> defaultdict[int, list[int]]:
    """The agreements that areas have become, by area or by study."""
    seen = Agreement.objects.visible_to(user).order_by().values("pk")
    rows = AreaAgreement.objects.filter(**{f"{of}__in": ids}, agreement__in=seen).order_by("pk")
    found: defaultdict[int, list[int]] = defaultdict(list)
    for pk, agreement in rows.values_list(of, "agreement_id"):
        found[pk].append(agreement)
    return found


def _answers(areas: Collection[int]) -> defaultdict[int, dict[str, str]]:
    """The latest answer on each side of each area."""
    found: defaultdict[int, dict[str, str]] = defaultdict(dict)
    rows = AreaAssessment.objects.filter(area__in=areas).order_by("pk")
    for area, side, possible in rows.values_list("area_id", "side", "possible"):
        found[area][side] = possible
    return found


def _study_actions(members: set[int], ended: bool, user: AnyUser) -> list[str]:
    return [] if ended or not members_mine(members, user) else ["add_area", "end"]


def _area_actions(asked: list[tuple[int, int, bool, set[int]]], user: AnyUser) -> dict[int, list[str]]:
    """By area: `assess` while the study goes on, by whoever of the study; `agreement` by who takes part in the area,
    until it has one."""
    studies: defaultdict[int, set[int]] = defaultdict(set)
    rows = StudyMember.objects.filter(study__in={study for _pk, study, _ended, _members in asked})
    for study, organization in rows.values_list("study_id", "organization_id"):
        studies[study].add(organization)
    areas = [pk for pk, _study, _ended, _members in asked]
    agreed = AreaAgreement.objects.filter(area__in=areas).exclude(agreement__state__in=GONE)
    taken = set(agreed.values_list("area_id", flat=True))
    found = {}
    for pk, study, ended, members in asked:
        free = pk not in taken and members_mine(members, user)
        found[pk] = ["agreement"] * free + ["assess"] * (not ended and members_mine(studies[study], user))
    return found
