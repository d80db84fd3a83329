"""What every operation shares, said once for the whole description: problems, revisions, idempotency."""

from typing import Any

from drf_spectacular.openapi import AutoSchema

from office.api.parameters import BOTH
from office.api.problems import CONTENT_TYPE

Json = dict[str, Any]

ANYTHING: Json = {"description": "A value, a word or a list, as it stands in JSON."}
PROBLEM: Json = {
    "type": "object",
    "description": "RFC 9457. `errors` lists everything that is wrong at once; docs/errors.md explains the codes.",
    "required": ["type", "title", "status", "detail", "instance", "code", "errors"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "instance": {"type": "string"},
        "code": {"type": "string", "description": "The first error's."},
        "errors": {"type": "array", "minItems": 1, "items": {"$ref": "#/components/schemas/ProblemError"}},
    },
}
PROBLEM_ERROR: Json = {
    "type": "object",
    "required": ["path", "code", "message", "expected", "actual"],
    "properties": {
        "path": {"type": "string", "examples": ["commitments[1].components[0].amount"]},
        "code": {"type": "string", "examples": ["components.above_total"]},
        "message": {"type": "string", "description": "A sentence in the request's language."},
        "expected": ANYTHING,
        "actual": ANYTHING,
    },
}
RESPONSE: Json = {
    "description": "Anything else: what is wrong.",
    "content": {CONTENT_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
}


class Schema(AutoSchema):
    """The description of an operation."""

    def get_override_parameters(self) -> list[Any]:
        """With the clocks of what can be asked as it was."""
        known: frozenset[str] = getattr(self.view, "as_known", frozenset())
        return [*super().get_override_parameters(), *(BOTH if getattr(self.view, "action", "") in known else ())]


def _header(name: str, description: str, required: bool = False) -> Json:
    return {
        "in": "header",
        "name": name,
        "description": description,
        "required": required,
        "schema": {"type": "string"},
    }


IF_MATCH = "The ETag of the record that you have read: 412 when it has changed since."
KEY = "A request repeated under the same key (1 to 200 characters) acts once."


def _headers(method: str, path: str, operation: Json) -> list[Json]:
    """`If-Match` on what changes a record, needed to PATCH; `Idempotency-Key` on what creates one."""
    found = []
    if method in ("post", "patch") and "{id}" in path:
        found.append(_header("If-Match", IF_MATCH, required=method == "patch"))
    if method == "post" and "201" in operation["responses"]:
        found.append(_header("Idempotency-Key", KEY))
    return found


def _forget_the_database(schemas: dict[str, Json]) -> None:
    """How large an integer can be in an answer is the database's word, and SQLite says another than PostgreSQL."""
    for name, schema in schemas.items():
        for field in schema.get("properties", {}).values() if not name.endswith("Request") else ():
            for bound in ("minimum", "maximum", "format") if field.get("type") == "integer" else ():
                field.pop(bound, None)


def complete(result: Json, **_: Any) -> Json:
    """A postprocessing hook of drf-spectacular."""
    _forget_the_database(result["components"]["schemas"])
    result["components"]["schemas"] |= {"Problem": PROBLEM, "ProblemError": PROBLEM_ERROR}
    for path, operations in result["paths"].items():
        for method, operation in operations.items():
            operation["responses"]["default"] = RESPONSE
            if headers := _headers(method, path, operation):
                operation["parameters"] = [*operation.get("parameters", []), *headers]
    return result
