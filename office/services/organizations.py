"""Register and correct organisations."""

from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from stdnum.se import orgnr

from office.access import Acting, acting
from office.models import FormerDetails, Organization, User
from office.models.organizations import PUBLIC_KINDS, folded
from office.refusals import Refusal, conflict, forbidden, refuse_if
from office.services import revisions, trail

Values = dict[str, Any]
#: Kinds that are part of another organisation and need it named.
WITHIN = frozenset({"board"})


def number_refusals(number: str, path: str = "number") -> list[Refusal]:
    """What is wrong with an organisation number: form, Luhn check digit, or that it is a person's number.

    A legal person's third digit is 2 or more (Skatteverket); a lower one is a personal identity number, which is not
    stored here.
    """
    if not orgnr.is_valid(number):
        message = _("%(number)s is no organisation number: ten digits whose last is a check digit (NNNNNN-NNNN).")
        return [Refusal("organization_number.invalid", message % {"number": number}, path, "NNNNNN-NNNN", number)]
    if int(orgnr.compact(number)[2]) < 2:
        message = _("This looks like a personal identity number. Only numbers of legal persons are stored.")
        return [Refusal("organization_number.personal", message, path, "NNNNNN-NNNN", None)]
    return []


def _depth(parent: Organization | None) -> int:
    depth = 0
    while parent is not None:
        depth, parent = depth + 1, parent.parent
    return depth


def _parent(values: Values, refusals: list[Refusal]) -> Organization | None:
    """The organisation above, or None; three levels at most."""
    pk, kind = values.get("parent"), values.get("kind")
    if pk is None:
        if kind in WITHIN:
            message = _("A board belongs to a municipality or region: name it as parent.")
            refusals.append(Refusal("organization.parent_required", message, "parent", "id", None))
        return None
    parent = Organization.objects.select_related("parent__parent").filter(pk=pk).first()
    if parent is None:
        message = _("There is no organisation with id %(id)s.") % {"id": pk}
        refusals.append(Refusal("organization.unknown", message, "parent", "id", pk))
    elif _depth(parent) > 2:
        message = _("Organisations stand in three levels at most; %(name)s is on the third.") % {"name": parent.name}
        refusals.append(Refusal("organization.too_deep", message, "parent", 3, 4))
    return parent


def _municipality_code(values: Values, refusals: list[Refusal]) -> str:
    code: str = values.get("municipality_code") or ""
    if code and values.get("kind") not in (None, "municipality"):
        message = _("Only a municipality has a municipality code.")
        refusals.append(Refusal("municipality_code.not_municipality", message, "municipality_code", "", code))
    return code


def _checked(values: Values, refusals: list[Refusal]) -> Values:
    """The columns of the row, with everything that is wrong appended to `refusals`."""
    number: str = values.get("number") or ""
    parent = _parent(values, refusals)
    if number:
        wrong = number_refusals(number)
        refusals += wrong
        number = number if wrong else orgnr.format(number)
        if parent is not None and values.get("kind") in WITHIN:
            message = _("A board shares its municipality's number: leave number out.")
            refusals.append(Refusal("organization_number.of_parent", message, "number", "", number))
    elif parent is None and "number" not in {refusal.path for refusal in refusals} and values.get("kind"):
        message = _("An organisation that is not part of another needs its organisation number.")
        refusals.append(Refusal("organization_number.required", message, "number", "NNNNNN-NNNN", None))
    return {
        "kind": values.get("kind", ""),
        "name": values.get("name", ""),
        "number": number,
        "parent": parent,
        "municipality_code": _municipality_code(values, refusals),
        "search_text": folded(values.get("name", ""), number),
    }


def _taken(columns: Values, but: int = 0) -> list[Refusal]:
    """Numbers and codes that another organisation has already."""
    found = []
    for path in ("number", "municipality_code"):
        value = columns[path]
        other = Organization.objects.filter(**{path: value}).exclude(pk=but).first() if value else None
        if other:
            message = _("%(value)s belongs to %(name)s (id %(id)s) already.")
            message %= {"value": value, "name": other.name, "id": other.pk}
            found.append(
                Refusal(
                    "organization_number.taken" if path == "number" else "municipality_code.taken",
                    message,
                    path,
                    None,
                    value,
                )
            )
    return found


def _save(organization: Organization) -> None:
    try:
        with transaction.atomic():
            organization.save()
    except IntegrityError as error:
        message = _("Somebody registered the same number at the same moment.")
        raise conflict("organization_number.taken", message, path="number") from error


def register(values: Values, by: User, refusals: list[Refusal]) -> Organization:
    """Register an organisation: an officer does, for any association; public bodies under their own.

    `values` are the fields that could be read, `refusals` what is wrong with the others; raises `Refused` with all.
    """
    mine = acting(by)
    if not mine.officer:
        raise forbidden("organization.officers_only", _("Only an officer registers organisations."))
    refusals = list(refusals)
    columns = _checked(values, refusals)
    parent = columns["parent"]
    if columns["kind"] in PUBLIC_KINDS and (parent is None or parent.pk not in mine.officer):
        message = _("A public body is registered under your own, or by whoever runs this installation.")
        refusals.append(
            Refusal("organization.public_elsewhere", message, "parent", "an organisation you act for", None)
        )
    refusals += _taken(columns)
    refuse_if(refusals)
    with transaction.atomic():
        organization = Organization(**columns, registered_by_id=min(mine.officer))
        _save(organization)
        trail.record(
            "organization.registered",
            by=by,
            subject=organization,
            concerns=[organization.pk, min(mine.officer)],
            data={"name": organization.name, "number": organization.number, "kind": organization.kind},
        )
    return organization


def establish(kind: str, name: str, number: str, municipality_code: str = "") -> Organization:
    """Register an organisation as the operator of the installation: the first ones, and public bodies."""
    number = orgnr.format(number)
    with transaction.atomic():
        organization = Organization.objects.create(
            kind=kind,
            name=name,
            number=number,
            municipality_code=municipality_code,
            search_text=folded(name, number),
        )
        data = {"name": name, "number": number, "kind": kind}
        trail.record("organization.registered", by=None, subject=organization, concerns=[organization.pk], data=data)
    return organization


def may_correct(organization: int, registered_by: int | None, mine: Acting) -> bool:
    """An officer corrects their own organisation's tree and what their organisation registered."""
    return organization in mine.officer or registered_by in mine.officer


def correct(
    organization: Organization, changes: Values, by: User, refusals: list[Refusal], expected: str | None
) -> Organization:
    """Change an organisation's name, number or municipality code; both values go into the trail, and what stood before
    is kept for questions about then.

    Kind and parent stay: agreements rest on them.
    """
    if not may_correct(organization.pk, organization.registered_by_id, acting(by)):
        message = _("Only an officer of the organisation, or of the one that registered it, corrects it.")
        raise forbidden("organization.not_yours", message)
    try:
        with transaction.atomic():
            organization = Organization.objects.select_for_update().get(pk=organization.pk)
            revisions.require(organization, expected)
            before = {name: getattr(organization, name) for name in ("kind", "name", "number", "municipality_code")}
            refusals = list(refusals)
            columns = _checked(before | {"parent": organization.parent_id} | changes, refusals)
            refuse_if([*refusals, *_taken(columns, organization.pk)])
            revisions.advance(Organization, organization, **columns)
            FormerDetails.objects.create(organization=organization, recorded_at=timezone.now(), **_details(before))
            data = {"before": before, "after": {name: columns[name] for name in before}}
            concerned = {organization.pk, organization.registered_by_id or organization.pk}
            trail.record("organization.corrected", by=by, subject=organization, concerns=concerned, data=data)
    except IntegrityError as error:
        raise conflict("organization_number.taken", _("Somebody registered the same number."), path="number") from error
    return organization


def _details(said: Values) -> Values:
    return {name: said[name] for name in ("name", "number", "municipality_code")}


def find(named: int | str) -> Organization | None:
    """An organisation by id, or by its number with or without the dash."""
    if isinstance(named, int):
        return Organization.objects.filter(pk=named).first()
    return Organization.objects.filter(number=orgnr.format(named)).first() if orgnr.is_valid(named) else None
