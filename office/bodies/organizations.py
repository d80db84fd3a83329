"""What a request about an organisation may say."""

from rest_framework import serializers

from office.bodies.reading import Body
from office.fields import Id, Text
from office.models.organizations import OrganizationKind


class OrganizationBody(Body):
    kind = serializers.ChoiceField(choices=OrganizationKind.choices)
    name = Text(max_length=200)
    number = Text(max_length=13, required=False, registry=True)
    parent = Id(required=False, allow_null=True)  # type: ignore[assignment] # DRF takes it off the class
    municipality_code = serializers.RegexField("^[0-9]{4}$", required=False, allow_blank=True)


class CorrectionBody(Body):
    name = Text(max_length=200, required=False)
    number = Text(max_length=13, required=False, registry=True)
    municipality_code = serializers.RegexField("^[0-9]{4}$", required=False, allow_blank=True)


class PublicRegisterBody(Body):
    """Whether the organisation's public register is to be open."""

    state = serializers.ChoiceField(choices=["open", "closed"])
