"""Whether a reply is one that the API's description tells of."""

from __future__ import annotations

import json
import re
import urllib.request
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from urllib.parse import unquote

from jsonschema import Draft202012Validator

#: What HTTP itself answers, whichever call is meant: the request can't be read, or names nothing that there is.
_OF_HTTP = {400, 404, 405, 408, 413, 414, 415, 417, 431}
_PROBLEM = "application/problem+json"


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back."""

    status: int
    media_type: str
    body: bytes


class Description:
    """The service's own OpenAPI description."""

    def __init__(self, told: dict[str, Any]) -> None:
        self._components = told["components"]
        self._calls = [(_pattern(path), calls) for path, calls in told["paths"].items()]

    @classmethod
    def of(cls, url: str) -> Description:
        """That of the service at `url`."""
        with urllib.request.urlopen(f"{url}/openapi.json", timeout=60) as reply:  # noqa: S310 - our own address
            return cls(json.load(reply))

    def broken(self, method: str, target: str, reply: Reply) -> str | None:  # noqa: PLR0911 - one a rung
        """How the reply to a call breaks the description; None where it doesn't."""
        if reply.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            return f"a {reply.status}"
        if reply.media_type == "text/html" and not target.lstrip("/").startswith("api/"):
            return None  # a page of its own for a document that isn't there
        if reply.status >= HTTPStatus.BAD_REQUEST and (wrong := self._no_problem(reply)):
            return wrong
        call = self._call(method, target)
        if call is None or reply.status in _OF_HTTP or method == "HEAD":
            return None
        told = call["responses"].get(str(reply.status))
        if told is None:
            return f"a {reply.status}, of which the description knows nothing"
        content = told.get("content", {})
        if reply.body and reply.media_type not in content:
            return f"{reply.media_type} with a {reply.status}"
        if reply.media_type == "application/json":
            return self._unlike(content[reply.media_type]["schema"], reply.body)
        return None

    def _no_problem(self, reply: Reply) -> str | None:
        if reply.media_type != _PROBLEM:
            return f"{reply.media_type or 'nothing'} with a {reply.status}"
        if reply.body and (wrong := self._unlike({"$ref": "#/components/schemas/ProblemOut"}, reply.body)):
            return wrong
        return None

    def _unlike(self, schema: dict[str, Any], body: bytes) -> str | None:
        """What is wrong with a JSON body."""
        try:
            value = json.loads(body)
        except ValueError as error:
            return f"no JSON: {error}"
        found = next(Draft202012Validator(schema | {"components": self._components}).iter_errors(value), None)
        return found.message if found else None

    def _call(self, method: str, target: str) -> dict[str, Any] | None:
        path = unquote(target.partition("?")[0])
        for pattern, calls in self._calls:
            if method.lower() in calls and pattern.fullmatch(path):
                found: dict[str, Any] = calls[method.lower()]
                return found
        return None


def _pattern(path: str) -> re.Pattern[str]:
    """What addresses a described path stands for; a document's id may hold slashes."""
    return re.compile(re.sub(r"\\\{\w+\\\}", ".+", re.escape(path)), re.DOTALL)
