"""Errors as the public sees them: RFC 9457 `application/problem+json`, from one table class -> status."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from http import HTTPStatus
from typing import Any

from flask import Flask, Response, current_app
from pydantic import ValidationError
from werkzeug.exceptions import HTTPException

from corpus import errors
from service.web.shapes import FieldProblem, ProblemOut

log = logging.getLogger("kotae")

MEDIA_TYPE = "application/problem+json"

#: What each of our errors is to a caller, and whether its own sentence may be told.
STATUS: Mapping[type[errors.KotaeError], tuple[HTTPStatus, bool]] = {
    errors.SourceError: (HTTPStatus.INTERNAL_SERVER_ERROR, False),
    errors.ModelError: (HTTPStatus.SERVICE_UNAVAILABLE, False),
    errors.StoreError: (HTTPStatus.SERVICE_UNAVAILABLE, False),
    errors.NoIndexError: (HTTPStatus.SERVICE_UNAVAILABLE, False),
    errors.DamagedError: (HTTPStatus.SERVICE_UNAVAILABLE, False),
    errors.BusyError: (HTTPStatus.CONFLICT, True),
    errors.RejectedError: (HTTPStatus.CONFLICT, True),
    errors.NotFoundError: (HTTPStatus.NOT_FOUND, True),
    errors.QueryError: (HTTPStatus.UNPROCESSABLE_ENTITY, True),
    errors.SettingError: (HTTPStatus.INTERNAL_SERVER_ERROR, False),
}

#: What a status means where the API's description tells of it.
_TOLD = {
    400: "The request can't be read.",
    401: "The admin token is missing or wrong.",
    403: "This call is off.",
    404: "There is no such thing.",
    409: "Something else is under way.",
    413: "The body is too large.",
    414: "The address is too long.",
    415: "The body is not sent as JSON.",
    422: "A field is wrong.",
    429: "Too many requests.",
    500: "Something went wrong inside.",
    503: "There is no index yet, or the store can't be used.",
}

#: What to say where the error's own words would tell of the inside, or are werkzeug's.
_DETAILS = {
    400: "The request can't be read.",
    404: "There is nothing at this address.",
    405: "This address doesn't take that method.",
    408: "The request came too slowly.",
    413: "The body is too large: at most 64 kB are read.",
    415: "Send the body as JSON, with Content-Type: application/json.",
    429: "Too many requests: wait as long as Retry-After says, and ask again.",
    500: "Something went wrong inside; the service's log says what.",
    503: "There is no index to answer from yet: run `kotae build`.",
}


def problem(
    status: int,
    detail: str | None = None,
    *,
    fields: Iterable[FieldProblem] = (),
    headers: Mapping[str, str] | None = None,
) -> Response:
    """A problem's reply; the detail is the status's own where none is given."""
    title = HTTPStatus(status).phrase
    said = detail or _DETAILS.get(status, title + ".")
    shape = ProblemOut(type="about:blank", title=title, status=status, detail=said, errors=tuple(fields) or None)
    body = current_app.json.dumps(shape.model_dump(exclude_none=True))
    return Response(body, status, dict(headers or {}), content_type=MEDIA_TYPE)


def described(*statuses: int) -> dict[str | int | HTTPStatus, Any]:
    """How the API's description tells of problems: flask-openapi3 itself knows no other type than JSON."""
    schema = {"$ref": f"#/components/schemas/{ProblemOut.__name__}"}
    wait = {"Retry-After": {"description": "Seconds to wait.", "schema": {"type": "string"}}}
    told: dict[str | int | HTTPStatus, Any] = {}
    for status in statuses:
        told[str(status)] = {"description": _TOLD[status], "content": {MEDIA_TYPE: {"schema": dict(schema)}}}
        if status in (429, 503):
            told[str(status)]["headers"] = dict(wait)
    return told


def invalid(error: ValidationError) -> Response:
    """422: what pydantic found wrong, field by field."""
    found = error.errors(include_url=False, include_context=False, include_input=False)
    return unprocessable(
        FieldProblem(field=".".join(str(part) for part in one["loc"]) or "body", message=one["msg"]) for one in found
    )


def unprocessable(fields: Iterable[FieldProblem]) -> Response:
    """422 for these fields; at most 20 of them are told."""
    told = tuple(fields)[:20]
    return problem(422, "; ".join(f"{one.field}: {one.message}" for one in told[:3]), fields=told)


def of_ours(error: errors.KotaeError) -> Response:
    """The reply to one of our own errors."""
    if isinstance(error, errors.QueryError):
        return unprocessable([FieldProblem(field=error.field, message=error.message)])
    status, told = next(STATUS[kind] for kind in type(error).__mro__ if kind in STATUS)
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR and not isinstance(error, errors.NoIndexError):
        log.error("%s", error)
    headers = {"Retry-After": "5"} if status == HTTPStatus.SERVICE_UNAVAILABLE else None
    return problem(status, str(error) if told else _detail(error, status), headers=headers)


def _detail(error: errors.KotaeError, status: int) -> str | None:
    if status == HTTPStatus.SERVICE_UNAVAILABLE and not isinstance(error, errors.NoIndexError):
        return "The store can't be used; the service's log says why."
    return None


def of_http(error: HTTPException) -> Response:
    """The reply to a wrong address, method, type or size; one that the error carries goes out as it is."""
    if error.response is not None:
        return error.response  # type: ignore[return-value]  # flask only raises its own kind of response
    status = error.code or 500
    kept = [(name, value) for name, value in error.get_headers() if name.lower() not in ("content-type",)]
    return problem(status, headers=dict(kept))


def of_the_rest(error: Exception) -> Response:
    """500 for what nobody foresaw: the log has it, the caller learns nothing of the inside."""
    log.error("unforeseen error", exc_info=error)
    return problem(500)


def register(app: Flask) -> None:
    """Make every error of the app a problem."""
    app.register_error_handler(errors.KotaeError, of_ours)
    app.register_error_handler(HTTPException, of_http)
    app.register_error_handler(Exception, of_the_rest)
