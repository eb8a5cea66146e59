"""Errors: each of ours has a status, all are problems, and none tells of the inside."""

from __future__ import annotations

import pytest
from flask import Flask, abort

from corpus import errors
from service.web import problems, replies
from service.web.shapes import FieldProblem

OURS = sorted(
    (kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, errors.KotaeError)),
    key=lambda kind: kind.__name__,
)
MADE = {
    errors.SourceError: errors.SourceError("secret.txt", "unreadable"),
    errors.NoIndexError: errors.NoIndexError("/home/secret"),
    errors.DamagedError: errors.DamagedError("g", "secret"),
    errors.RejectedError: errors.RejectedError("g", "a figure fell", ()),
    errors.NotFoundError: errors.NotFoundError("fact", "x"),
    errors.QueryError: errors.QueryError("sort", "must be date"),
    errors.SettingError: errors.SettingError("KOTAE_PORT", "secret"),
}


@pytest.fixture
def app() -> Flask:
    """An app that raises what it is asked for."""
    made = Flask("tests")
    replies.register(made)
    problems.register(made)
    return made


@pytest.mark.parametrize("kind", [kind for kind in OURS if kind is not errors.KotaeError])
def test_every_error_of_ours_has_a_status(kind: type[errors.KotaeError]) -> None:
    assert kind in problems.STATUS


def test_the_table_has_no_other_row() -> None:
    assert set(problems.STATUS) == set(OURS) - {errors.KotaeError}


@pytest.mark.parametrize(
    ("kind", "status"),
    [
        (errors.SourceError, 500),
        (errors.ModelError, 503),
        (errors.StoreError, 503),
        (errors.NoIndexError, 503),
        (errors.DamagedError, 503),
        (errors.BusyError, 409),
        (errors.RejectedError, 409),
        (errors.NotFoundError, 404),
        (errors.QueryError, 422),
        (errors.SettingError, 500),
    ],
)
def test_an_error_of_ours_is_a_problem_that_keeps_the_inside(
    app: Flask, kind: type[errors.KotaeError], status: int
) -> None:
    @app.get("/")
    def fail() -> str:
        raise MADE.get(kind) or kind("secret" if kind is not errors.BusyError else "wait")

    reply = app.test_client().get("/")
    assert (reply.status_code, reply.mimetype) == (status, "application/problem+json")
    assert reply.json is not None
    assert (reply.json["type"], reply.json["status"]) == ("about:blank", status)
    assert "secret" not in reply.text
    assert ("Retry-After" in reply.headers) == (status == 503)


def test_a_wrong_field_is_named(app: Flask) -> None:
    with app.app_context():
        reply = problems.of_ours(errors.QueryError("sort", "must be date"))
    assert reply.json == {
        "type": "about:blank",
        "title": "Unprocessable Entity",
        "status": 422,
        "detail": "sort: must be date",
        "errors": [{"field": "sort", "message": "must be date"}],
    }


@pytest.mark.parametrize("status", [400, 401, 403, 404, 405, 413, 415, 429, 500, 503])
def test_an_http_error_is_a_problem_with_its_own_sentence(app: Flask, status: int) -> None:
    app.add_url_rule("/", view_func=lambda: abort(status))
    reply = app.test_client().get("/")
    assert reply.mimetype == "application/problem+json"
    assert reply.json is not None
    assert (reply.json["status"], reply.json["detail"][-1]) == (status, ".")


def test_what_nobody_foresaw_is_a_500_that_says_nothing(app: Flask, caplog: pytest.LogCaptureFixture) -> None:
    @app.get("/")
    def fail() -> str:
        raise ZeroDivisionError("secret")

    reply = app.test_client().get("/")
    assert reply.status_code == 500
    assert "secret" not in reply.text
    assert "ZeroDivisionError" in caplog.text


def test_a_field_name_that_utf8_cannot_hold_is_still_told(app: Flask) -> None:
    with app.app_context():
        reply = problems.unprocessable([FieldProblem(field="\ud800", message="is unknown")])
    assert b'"\\ud800: is unknown"' in reply.data
