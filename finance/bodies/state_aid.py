"""What a request about state aid may say."""

import re
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from agreements.condition_fields import Flag
from finance.models.state_aid import COUNTED_KINDS, AidKind
from office.bodies import Body
from office.fields import Amount, Day, Id, OrganizationRef, Text

_RATE = re.compile(r"[0-9]{1,4}(\.[0-9]{1,4})?")
#: A krona has never been worth more than a euro, nor so little: anything else is a slip of the pen.
RATES = (Decimal(1), Decimal(1000))


@extend_schema_field({"type": "string", "format": "decimal", "pattern": r"^[0-9]{1,4}(\.[0-9]{1,4})?$"})
class ExchangeRate(Amount):
    """SEK per EUR as quoted, with at most four decimals: "11.2345". Null where nothing is counted in euros."""

    form = "decimal string: SEK per EUR, with at most 4 decimals"
    default_error_messages = {"rate": _("SEK per EUR is expected, such as 11.2345, with at most four decimals.")}

    def to_internal_value(self, data: Any) -> Decimal:
        text = str(data) if isinstance(data, str | int | float) and not isinstance(data, bool) else ""
        if not _RATE.fullmatch(text) or not RATES[0] < Decimal(text) < RATES[1]:
            self.fail("rate")
        return Decimal(text)

    def to_representation(self, value: Decimal | None) -> Any:
        return None if value is None else f"{value:.4f}"


class AssessmentBody(Body):
    """`commitment` and `recipient` may be left out where there is only one, `period` where it is the whole.

    `support` names what was given beside money instead: its recipient and its value are as they were recorded.
    `amount` (SEK, gross grant equivalent) is what is promised, and `granted_on` the giver's decision on the agreement,
    unless they are said. What is assessed as aid needs the rate of that day with its source.
    """

    agreement = Id()
    commitment = Id(required=False, allow_null=True, default=None)
    support = Id(required=False, allow_null=True, default=None)
    recipient = OrganizationRef(required=False, allow_null=True, default=None)
    period = Text(max_length=9, required=False, allow_null=True, default=None)
    in_place_of_whole = Flag(required=False, default=False)
    kind = serializers.ChoiceField(choices=AidKind.choices)
    reason = Text(max_length=5000)
    assessed_by = Text(max_length=200)
    assessed_on = Day(required=False)
    amount = Amount(required=False, positive=True)
    granted_on = Day(required=False)
    rate = ExchangeRate(required=False, allow_null=True, default=None)
    rate_on = Day(required=False, allow_null=True, default=None)
    rate_source = Text(max_length=200, required=False, allow_blank=True, default="")
    instrument = Text(max_length=100, required=False, allow_blank=True, default="")
    sector = Text(max_length=200, required=False, allow_blank=True, default="")


class DeclarationBody(Body):
    """`organization` may be left out by who reports for one only. SEK needs the rate of the day with its source."""

    organization = OrganizationRef(required=False, allow_null=True, default=None)
    giver = Text(max_length=200)
    kind = serializers.ChoiceField(choices=COUNTED_KINDS)
    amount = Amount()
    currency = serializers.ChoiceField(choices=["EUR", "SEK"])
    rate = ExchangeRate(required=False, allow_null=True, default=None)
    rate_source = Text(max_length=200, required=False, allow_blank=True, default="")
    granted_on = Day()
    declared_on = Day(required=False)
    document = Text(max_length=200, registry=True)
    replaces = Id(required=False, allow_null=True, default=None)


class LinkBody(Body):
    """Two organisations that are one undertaking, and where that is seen."""

    organization = OrganizationRef()
    other = OrganizationRef()
    starts_on = Day()
    ends_on = Day(required=False, allow_null=True, default=None)
    source = Text(max_length=300)  # type: ignore[assignment] # DRF takes it off the class
    replaces = Id(required=False, allow_null=True, default=None)
