"""Account numbers of the BAS chart in requests: 1xxx are assets, 2xxx debts, 3xxx income, 4xxx to 8xxx costs and the
rest."""

import re
from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers


@extend_schema_field({"type": "string", "pattern": "^[0-9]{1,12}(-[0-9]{1,12})?$"})
class AccountRange(serializers.CharField):
    """An account, `3987`, or all from one to another of as many digits, `4000-4999`."""

    form = "account number, or first-last"
    default_error_messages = {"accounts": _("An account is expected, such as 3987, or a range, such as 4000-4999.")}

    def to_internal_value(self, data: Any) -> str:
        text: str = super().to_internal_value(data)
        said = re.fullmatch(r"([0-9]{1,12})(?:-([0-9]{1,12}))?", text)
        if not said or (said[2] and (len(said[1]) != len(said[2]) or said[1] > said[2])):
            self.fail("accounts")
        return text


@extend_schema_field({"type": "string", "pattern": "^[0-9]{1,12}$"})
class AccountBeginning(serializers.CharField):
    """How the numbers of some accounts begin, of the classes given: `398` is 3980–3989, `2890` that account alone."""

    default_error_messages = {
        "accounts": _("Say how the accounts' numbers begin, such as {example}: their first digit is {classes}."),
    }

    def __init__(self, classes: str, example: str, **kwargs: Any) -> None:
        self.classes, self.example = classes, example
        self.form = f"digits, the first {'/'.join(classes)}"
        super().__init__(**kwargs)

    def to_internal_value(self, data: Any) -> str:
        text: str = super().to_internal_value(data)
        if not re.fullmatch(f"[{self.classes}][0-9]{{0,11}}", text):
            self.fail("accounts", example=self.example, classes=", ".join(self.classes))
        return text
