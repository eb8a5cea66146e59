"""What can't be asked is refused in the contract's way, and never with a 500."""

from __future__ import annotations

import json

import pytest
from flask.testing import FlaskClient
from harbour import harbour

from service.settings import load
from service.web.app import create_app

ASK = "/api/v1/ask"


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """A client of a service with the default settings; no test here changes it."""
    folder = tmp_path_factory.mktemp("store")
    return create_app(load({"store": str(folder)}, {}), harbour(folder)).test_client()


def status_of(client: FlaskClient, body: bytes, media_type: str = "application/json") -> int:
    """The status of a question with this body, once it is seen to be a problem."""
    reply = client.post(ASK, data=body, content_type=media_type)
    assert reply.mimetype == "application/problem+json"
    assert reply.json is not None
    assert reply.json["status"] == reply.status_code
    return reply.status_code


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "question"),
        ({"question": ""}, "question"),
        ({"question": "   "}, "question"),
        ({"question": "a\0b"}, "question"),
        ({"question": "x" * 1001}, "question"),
        ({"question": 5}, "question"),
        ({"question": None}, "question"),
        ({"question": ["a"]}, "question"),
        ({"question": "a", "top_k": 0}, "top_k"),
        ({"question": "a", "top_k": 51}, "top_k"),
        ({"question": "a", "top_k": "5"}, "top_k"),
        ({"question": "a", "top_k": True}, "top_k"),
        ({"question": "a", "top_k": 1e400}, "top_k"),
        ({"question": "a", "nonsense": 1}, "nonsense"),
        ({"question": "a", "filters": []}, "filters"),
        ({"question": "a", "filters": {"nonsense": 1}}, "filters.nonsense"),
        ({"question": "a", "filters": {"date_from": "soon"}}, "filters.date_from"),
        ({"question": "a", "as_of": "2020-13"}, "as_of"),
        ({"question": "a", "history": [{"question": "b"}]}, "history.0.answer"),
    ],
)
def test_a_wrong_field_is_named(client: FlaskClient, body: dict[str, object], field: str) -> None:
    reply = client.post(ASK, data=json.dumps(body).replace("Infinity", "1e400"), content_type="application/json")
    assert reply.json is not None
    assert (reply.status_code, reply.json["errors"][0]["field"]) == (422, field)


def test_half_a_surrogate_pair_is_named(client: FlaskClient) -> None:
    reply = client.post(ASK, data=rb'{"question": "\ud800"}', content_type="application/json")
    assert reply.json is not None
    assert (reply.status_code, reply.json["errors"][0]["message"]) == (
        422,
        "must not hold the character U+D800",
    )


@pytest.mark.parametrize(
    "question",
    ["日本との協定はいつ？", '"a" AND NEAR(b) OR *', "<script>alert(1)</script>", "🏮", "%00", "a\nb"],
)
def test_any_text_may_be_asked(client: FlaskClient, question: str) -> None:
    posted = client.post(ASK, json={"question": question})
    got = client.get(ASK, query_string={"q": question})
    assert (posted.status_code, got.status_code) == (200, 200)
    assert posted.json is not None
    assert posted.json["question"] == question


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b'{"question": "a"', 400),
        (b"question=a", 400),
        (b'{"question": "a", "top_k": NaN}', 400),
        (b'{"question": "\xff"}', 400),
        (b"[" * 10_000 + b"]" * 10_000, 400),
        (b'{"question": ' + b"[" * 10_000 + b"]" * 10_000 + b"}", 400),
        (b'{"question": "a", "top_k": ' + b"9" * 5000 + b"}", 400),
        (b"[]", 422),
        (b'"{\\"question\\": \\"a\\"}"', 422),
        (b"null", 422),
        (b"", 422),
        (b'{"question": "a", "question": "b"}', 422),
        (b'{"question": "a", "\\ud800": 1}', 422),
        (b'{"question": "' + b"x" * 60_000 + b'"}', 422),
        (b'{"question": "' + b"x" * 100_000 + b'"}', 413),
    ],
)
def test_a_body_that_cannot_be_read_is_a_problem(client: FlaskClient, body: bytes, status: int) -> None:
    assert status_of(client, body) == status


@pytest.mark.parametrize("media_type", ["text/plain", "application/x-www-form-urlencoded", "", "multipart/form-data"])
def test_a_body_of_another_type_is_refused(client: FlaskClient, media_type: str) -> None:
    assert status_of(client, b'{"question": "a"}', media_type) == 415


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("", "q"),
        ("q=", "q"),
        ("q=a&q=b", "q"),
        ("q=a&top_k=0", "top_k"),
        ("q=a&top_k=x", "top_k"),
        ("q=a&x=1", "x"),
        ("q=%00", "q"),
        ("q=" + "a" * 100_000, "q"),
        ("q=a&date_from=2020&date_to=2019", "body"),
    ],
)
def test_a_query_string_is_checked_as_strictly(client: FlaskClient, query: str, field: str) -> None:
    reply = client.get(f"{ASK}?{query}")
    assert reply.json is not None
    assert (reply.status_code, reply.json["errors"][0]["field"]) == (422, field)


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/api/v1/nothing", 404),
        ("GET", "/nothing", 404),
        ("GET", "/static/nothing.js", 404),
        ("GET", "/static/../settings.py", 404),
        ("PUT", ASK, 405),
        ("DELETE", "/api/v1/facts", 405),
        ("GET", "/api/v1/feedback", 405),
        ("POST", "/", 405),
    ],
)
def test_a_wrong_address_or_method_is_a_problem(client: FlaskClient, method: str, path: str, status: int) -> None:
    reply = client.open(path, method=method)
    assert (reply.status_code, reply.mimetype) == (status, "application/problem+json")
    assert ("Allow" in reply.headers) == (status == 405)


def test_no_question_gets_into_the_log(client: FlaskClient, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO")
    client.post(ASK, json={"question": "a private matter"})
    assert "private" not in caplog.text
