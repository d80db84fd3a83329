"""JSON bodies, read strictly and under a limit."""

import json
from collections import Counter
from collections.abc import Mapping
from typing import IO, Any

from django.conf import settings
from django.utils.translation import gettext as _
from rest_framework.parsers import BaseParser

from office.refusals import Refusal, Refused


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is not JSON")


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Of two values under one name the last would win in silence: refuse instead."""
    found = dict(pairs)
    if len(found) != len(pairs):
        names = Counter(name for name, _value in pairs)
        raise ValueError(f"the name {names.most_common(1)[0][0]!r} stands twice")
    return found


class StrictJSONParser(BaseParser):
    """UTF-8 JSON without NaN, double names or endless nesting, of at most `MAX_BODY_BYTES`."""

    media_type = "application/json"

    def parse(
        self, stream: IO[Any], media_type: str | None = None, parser_context: Mapping[str, Any] | None = None
    ) -> Any:
        most: int = settings.MAX_BODY_BYTES
        body = stream.read(most + 1)
        if len(body) > most:
            message = _("The body is larger than %(most)s bytes.") % {"most": most}
            raise Refused(Refusal("body.too_large", message, expected=f"<= {most}"), status=413)
        if parser_context and "request" in parser_context:
            parser_context["request"].raw_body = body
        try:
            return json.loads(body.decode("utf-8"), parse_constant=_no_constant, object_pairs_hook=_unique)
        except (ValueError, RecursionError) as error:
            message = _("The body is not JSON: %(reason)s.") % {"reason": str(error)[:200]}
            raise Refused(Refusal("body.not_json", message, expected="JSON")) from error
