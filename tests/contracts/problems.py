"""The one shape of every error."""

import json
from typing import Any

MEMBERS = ["type", "title", "status", "detail", "instance", "code", "errors"]
ERROR = ["path", "code", "message", "expected", "actual"]


def faults(answer: Any) -> list[str]:
    """What is wrong with the shape of an answer; nothing for one that is no error."""
    if answer.status_code < 400:
        return []
    if answer["Content-Type"] != "application/problem+json":
        return [f"content type {answer['Content-Type']}"]
    if not answer.content:  # HEAD
        return []
    body = json.loads(answer.content)
    found = [] if list(body) == MEMBERS else [f"members {list(body)}"]
    found += [] if body["status"] == answer.status_code else [f"status {body['status']}, not {answer.status_code}"]
    found += [] if body["title"] and body["detail"] and body["errors"] else ["says nothing"]
    found += [] if body["code"] == body["errors"][0]["code"] else ["code is not the first error's"]
    found += [f"error {list(one)}" for one in body["errors"] if list(one) != ERROR]
    found += [f"no sentence for {one['code']}" for one in body["errors"] if not one["message"]]
    return found


def codes(answer: Any) -> set[str]:
    """The codes of an error's answer."""
    if answer.status_code < 400 or not answer.content:
        return set()
    return {one["code"] for one in json.loads(answer.content)["errors"]}
