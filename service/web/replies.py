"""Replies on their way out: JSON that any text survives, and validators that spare a second download."""

from __future__ import annotations

import gzip
import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from typing import Any

from flask import Flask, Response, current_app, g, request
from flask.json.provider import DefaultJSONProvider
from pydantic import BaseModel

from index.stages import timed
from service import __version__
from service.metrics import STAGES

#: Names the generation that a reply was made from.
GENERATION = "Kotae-Generation"
#: Fewer bytes than this go in one packet as they are.
LEAST = 860
#: What is worth compressing: all that is text.
COMPRESSED = frozenset(
    ("application/json", "application/problem+json", "image/svg+xml", "text/css", "text/csv", "text/html",
     "text/javascript", "text/plain")
)  # fmt: skip


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


def cached() -> dict[str | int | HTTPStatus, Any]:
    """How the API's description tells that a reply may be asked for again."""
    return {"304": {"description": "Nothing has changed since the reply with this ETag."}}


@contextmanager
def timing() -> Iterator[None]:
    """Time the stages of what runs inside: for the metrics, and for the reply under way, which tells of them."""
    began = time.perf_counter()
    with timed() as taken:
        yield
    taken["total"] = time.perf_counter() - began
    for stage, seconds in taken.items():
        STAGES.labels(stage).observe(seconds)
    g.taken = taken


def _compressed(response: Response) -> Response:
    """The reply as gzip, where whoever asks takes that and it is worth it: text of a packet or more."""
    if response.mimetype not in COMPRESSED:
        return response
    response.vary.add("Accept-Encoding")
    whole = response.status_code not in (HTTPStatus.NO_CONTENT, HTTPStatus.PARTIAL_CONTENT, HTTPStatus.NOT_MODIFIED)
    if not whole or "Content-Encoding" in response.headers or request.accept_encodings["gzip"] <= 0:
        return response
    response.direct_passthrough = False
    plain = response.get_data()
    if len(plain) >= LEAST:
        response.set_data(gzip.compress(plain, compresslevel=6, mtime=0))
        response.headers["Content-Encoding"] = "gzip"
        etag, _ = response.get_etag()
        if etag:
            response.set_etag(etag, weak=True)  # the bytes differ, what they say doesn't
    return response


def _told(response: Response) -> Response:
    if taken := g.get("taken"):
        response.headers["Server-Timing"] = ", ".join(f"{name};dur={1000 * took:.2f}" for name, took in taken.items())
    return response


def register(app: Flask) -> None:
    """Make the app speak this JSON, compressed for whoever takes that, and tell how long each stage took."""
    app.json = UnescapedJson(app)
    app.after_request(_compressed)
    app.after_request(_told)
