"""What a request about the municipality's ledger may say."""

from rest_framework import serializers

from finance.models.ledger_imports import ExplanationKind
from office.bodies import Body
from office.fields import Day, File, Id, OrganizationRef, Text


class LedgerImportBody(Body):
    """A form: the file, whose ledger it is, the days (inclusive), and the beginnings of the chosen accounts.

    Kommun-Bas books contributions to associations on 453; several with commas between. `texts` false leaves out what
    the rows say.
    """

    file = File()
    organization = OrganizationRef()
    starts_on = Day()
    ends_on = Day()
    accounts = Text(max_length=200, required=False, default="453", registry=True)
    texts = serializers.BooleanField(required=False, default=True)


class ExplanationBody(Body):
    """What a row is, and why. `payment` goes with the kind `payment`, `voucher` with `correction`."""

    row = Id()
    kind = serializers.ChoiceField(choices=ExplanationKind.choices)
    payment = Id(required=False, allow_null=True, default=None)
    voucher = Text(max_length=60, required=False, allow_blank=True, default="")
    reason = Text(max_length=2000)


class WithdrawalBody(Body):
    explanation = Id()
    reason = Text(max_length=2000)
