"""Every answer of the API as JSON."""

from collections.abc import Mapping
from typing import Any

import orjson
from rest_framework.renderers import JSONRenderer

#: SQLite's driver gives a moment without its zone (see `office.rows`): what is stored is UTC.
UTC = orjson.OPT_UTC_Z | orjson.OPT_NAIVE_UTC


class Json(JSONRenderer):
    """REST framework's JSON, written by orjson. Dates are ISO and moments RFC 3339 in UTC (`…T12:00:00Z`) in both."""

    def render(
        self,
        data: Any,
        accepted_media_type: str | None = None,
        renderer_context: Mapping[str, Any] | None = None,
    ) -> bytes:
        if data is None:
            return b""
        try:
            return orjson.dumps(data, option=UTC)
        except orjson.JSONEncodeError:
            # Rare, and slower: a problem may echo an integer of more than 64 bits, or words still to be translated.
            written: bytes = super().render(data, accepted_media_type, renderer_context)
            return written
