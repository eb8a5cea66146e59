"""The log: one line an event, as text or as JSON, each with the id of the request that it belongs to.

At the default level no line holds a question, a token or an address's query string.
"""

from __future__ import annotations

import json
import logging
import re
import secrets
from datetime import UTC, datetime

from flask import Flask, Response, g, has_request_context, request

log = logging.getLogger("kotae")

REQUEST_ID = "X-Request-Id"
#: An id from outside is taken where it can do no harm in a log.
_SANE = re.compile(r"[A-Za-z0-9._:-]{1,64}")
#: What a line may carry besides its message.
_EXTRAS = ("method", "route", "status", "ms")
_PROBES = re.compile(r"(?:/api/v1)?/(?:healthz|readyz|metrics)")


class Lines(logging.Formatter):
    """Log lines for people."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        """The line, with the request's id at its end."""
        name = request_id()
        return super().format(record) + (f" [{name}]" if name else "")


class JsonLines(logging.Formatter):
    """Log lines for machines: an object each, whatever is in the message."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        row: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if name := request_id():
            row["request_id"] = name
        row |= {extra: getattr(record, extra) for extra in _EXTRAS if hasattr(record, extra)}
        if record.exc_info:
            row["traceback"] = self.formatException(record.exc_info)
        return json.dumps(row)


def formatter(form: str) -> logging.Formatter:
    """What writes the log in this form: text or json."""
    return JsonLines() if form == "json" else Lines()


def log_to_stderr(level: str, form: str = "text") -> None:
    """Our own log at this level; what libraries log is theirs to set, and shown from warnings on."""
    handler = logging.StreamHandler()
    handler.setFormatter(formatter(form))
    log.handlers, log.propagate = [handler], False
    log.setLevel(level.upper())


def request_id() -> str | None:
    """The id of the request under way."""
    return g.get("request_id") if has_request_context() else None


def register(app: Flask) -> None:
    """Give every request an id, which its reply and its log lines carry."""

    @app.before_request
    def begin() -> None:
        given = request.headers.get(REQUEST_ID, "")
        g.request_id = given if _SANE.fullmatch(given) else secrets.token_hex(8)

    @app.after_request
    def end(response: Response) -> Response:
        if name := request_id():
            response.headers[REQUEST_ID] = name
        return response


def log_request(method: str, route: str, status: int, seconds: float) -> None:
    """One line for a request: its route, never its address. Probes come too often to be told of."""
    ms = round(seconds * 1000, 1)
    level = logging.DEBUG if _PROBES.fullmatch(route) else logging.INFO
    extra = {"method": method, "route": route, "status": status, "ms": ms}
    log.log(level, "%s %s %d %.1f ms", method, route, status, ms, extra=extra)
