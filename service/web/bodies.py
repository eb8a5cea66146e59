"""Request bodies, read strictly: JSON objects alone, in UTF-8, with no field given twice."""

from __future__ import annotations

import json
from typing import Any

from flask import Request
from werkzeug.exceptions import (
    BadRequest,
    HTTPException,
    RequestEntityTooLarge,
    RequestTimeout,
    UnsupportedMediaType,
)

from service.web.problems import problem, unprocessable
from service.web.shapes import FieldProblem

MOST_BYTES = 64 * 1024


class _RepeatedError(ValueError):
    """A field that stands twice in one object."""


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) < len(pairs):
        names = [name for name, _ in pairs]
        raise _RepeatedError(next(name for name in names if names.count(name) > 1))
    return made


def _constant(name: str) -> None:
    raise ValueError(f"{name} is not JSON")


def parsed(body: bytes) -> dict[str, Any]:
    """The object that `body` states. Raises an HTTPException (400 or 422) that says what is wrong with it."""
    try:
        value = json.loads(body.decode(), object_pairs_hook=_object, parse_constant=_constant)
    except UnicodeDecodeError:
        raise BadRequest(response=problem(400, "The body is not UTF-8.")) from None
    except _RepeatedError as error:
        found = FieldProblem(field=_tellable(str(error)), message="stands twice")
        raise HTTPException(response=unprocessable([found])) from None
    except ValueError:
        raise BadRequest(response=problem(400, "The body is not JSON.")) from None
    except RecursionError:
        raise BadRequest(response=problem(400, "The body is nested too deeply.")) from None
    if not isinstance(value, dict):
        raise HTTPException(response=unprocessable([FieldProblem(field="body", message="must be a JSON object")]))
    return value


def _tellable(name: str) -> str:
    return name.encode("utf-8", "backslashreplace").decode()[:100]


class StrictRequest(Request):
    """What flask-openapi3 asks for its JSON; it would take anything unreadable for nothing."""

    def get_json(self, force: bool = False, silent: bool = False, cache: bool = True) -> Any:
        """The body's object; {} where there is no body, so that what is missing can be named."""
        body = self._received()
        if not body:
            return {}
        if not self.is_json:
            raise UnsupportedMediaType
        return parsed(body)

    def _received(self) -> bytes:
        try:
            body = self.get_data()
        except HTTPException:
            raise
        except BlockingIOError as error:  # a body that comes too slowly
            raise RequestTimeout from error
        except Exception as error:  # whatever the server raises for a body that breaks off or is misframed
            raise BadRequest from error
        if self.content_length is None and len(body) >= MOST_BYTES:  # a chunked body, cut off at the limit
            raise RequestEntityTooLarge
        return body
