"""Signatures on drafts and versions, for one and for many."""

from collections import defaultdict
from collections.abc import Collection
from typing import Any

from django.db.models import F

from reports.models import DraftSignature, ReportDraft, ReportVersion, VersionSignature

Json = dict[str, Any]
_FIELDS = ("mandate_id", "mandate__office", "signed_at")


def on_versions(versions: Collection[int]) -> defaultdict[int, list[Json]]:
    """By version: by which mandates it was handed in, in one query."""
    found: defaultdict[int, list[Json]] = defaultdict(list)
    rows = VersionSignature.objects.filter(version__in=versions).order_by("pk")
    for version, mandate, office, at in rows.values_list("version_id", *_FIELDS):
        found[version].append({"mandate": mandate, "office": office, "signed_at": at, "asked": None})
    return found


def of_version(version: ReportVersion) -> list[Json]:
    """Those of one version, as they were prefetched."""
    return [
        {"mandate": row.mandate_id, "office": row.mandate.office, "signed_at": row.signed_at, "asked": None}
        for row in version.signatures.all()
    ]


def on_drafts(drafts: Collection[ReportDraft]) -> defaultdict[int, list[Json]]:
    """By draft: who has signed it as it is now and who is asked to, in one query."""
    found: defaultdict[int, list[Json]] = defaultdict(list)
    ids = [draft.pk for draft in drafts]
    rows = DraftSignature.objects.filter(draft__in=ids, revision=F("draft__revision")).order_by("pk")
    for draft, asked, mandate, office, at in rows.values_list("draft_id", "asked_id", *_FIELDS):
        found[draft].append({"mandate": mandate, "office": office or "", "signed_at": at, "asked": asked})
    return found
