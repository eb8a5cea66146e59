"""Replies on their way out: JSON that any text survives, and validators that spare a second download."""

from __future__ import annotations

import json
from typing import Any

from flask import Flask, Response, current_app, request
from flask.json.provider import DefaultJSONProvider
from pydantic import BaseModel

from service import __version__

#: Names the generation that a reply was made from.
GENERATION = "Kotae-Generation"


class UnescapedJson(DefaultJSONProvider):
    """JSON with its characters as they are. A lone surrogate, which UTF-8 can't hold, is escaped instead."""

    sort_keys = False
    ensure_ascii = False

    def dumps(self, obj: Any, **kwargs: Any) -> str:
        """`obj` as JSON that can be encoded."""
        text = super().dumps(obj, **kwargs)
        try:
            text.encode()
        except UnicodeEncodeError:
            return json.dumps(json.loads(text))
        return text


def sent(reply: BaseModel, generation: str | None = None, *, status: int = 200, variant: str = "") -> Response:
    """The reply as JSON; with a generation, one that may be asked for again with If-None-Match."""
    response: Response = current_app.json.response(reply.model_dump())  # type: ignore[assignment]
    response.status_code = status
    return stamped(response, generation, variant)


def stamped(response: Response, generation: str | None, variant: str = "") -> Response:
    """Name the generation and, on a GET, let the reply be asked for again with If-None-Match.

    The ETag is weak: `took_ms` differs from one reply to the next, the rest does not.
    """
    if generation is None:
        response.headers["Cache-Control"] = "no-store"
        return response
    response.headers[GENERATION] = generation
    if request.method in ("GET", "HEAD"):
        response.headers["Cache-Control"] = "no-cache"
        response.vary.add("Accept")
        response.set_etag(f"{generation}-{__version__}{variant}", weak=True)
        response.make_conditional(request)
    return response


def register(app: Flask) -> None:
    """Make the app speak this JSON."""
    app.json = UnescapedJson(app)
