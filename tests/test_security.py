"""Who may call what from where: origins, admin calls, the rate limit."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask.testing import FlaskClient
from harbour import harbour, publish

from index.store import Store
from service.settings import load
from service.web.app import create_app
from service.web.security import ALWAYS_SENT, client

HERE = {"Origin": "https://here.example"}
ELSEWHERE = {"Origin": "https://elsewhere.example"}
TOKEN = {"Authorization": "Bearer s3cret"}


def client_with(folder: Path, **environ: str) -> FlaskClient:
    """A client of a service with these settings."""
    return create_app(load({"store": str(folder)}, environ), harbour(folder)).test_client()


def test_other_origins_are_refused_by_default(tmp_path: Path) -> None:
    reply = client_with(tmp_path).get("/api/v1/facts", headers=HERE)
    assert "Access-Control-Allow-Origin" not in reply.headers


def test_only_listed_origins_may_use_the_api(tmp_path: Path) -> None:
    client = client_with(tmp_path, KOTAE_CORS_ORIGINS="https://here.example")
    reply = client.get("/api/v1/facts", headers=HERE)
    assert reply.headers["Access-Control-Allow-Origin"] == "https://here.example"
    assert reply.headers["Vary"] == "Accept, Origin, Accept-Encoding"
    assert "Access-Control-Allow-Origin" not in client.get("/api/v1/facts", headers=ELSEWHERE).headers


def test_a_listed_origin_may_post_a_question_but_no_admin_call(tmp_path: Path) -> None:
    client = client_with(tmp_path, KOTAE_CORS_ORIGINS="https://here.example")
    asked = {
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "content-type, authorization",
    }
    reply = client.options("/api/v1/ask", headers=HERE | asked)
    assert reply.headers["Access-Control-Allow-Origin"] == "https://here.example"
    assert reply.headers["Access-Control-Allow-Headers"] == "content-type"


@pytest.mark.parametrize("call", ["rebuild", "rollback"])
def test_admin_calls_are_off_without_a_token(tmp_path: Path, call: str) -> None:
    reply = client_with(tmp_path).post(f"/api/v1/index/{call}", headers=TOKEN)
    assert (reply.status_code, reply.mimetype) == (403, "application/problem+json")


@pytest.mark.parametrize("shown", [None, "Bearer wrong", "Basic czNjcmV0Og==", "Bearer s3crét", "s3cret"])
def test_admin_calls_need_the_token(tmp_path: Path, shown: str | None) -> None:
    client = client_with(tmp_path, KOTAE_ADMIN_TOKEN="s3cret")
    reply = client.post("/api/v1/index/rollback", headers={"Authorization": shown} if shown else {})
    assert (reply.status_code, reply.headers["WWW-Authenticate"]) == (401, 'Bearer realm="kotae"')


def test_an_earlier_generation_is_served_again_at_once(tmp_path: Path) -> None:
    client = client_with(tmp_path, KOTAE_ADMIN_TOKEN="s3cret")
    publish(Store(tmp_path), "gen2")
    reply = client.post("/api/v1/index/rollback", headers=TOKEN)
    assert (reply.status_code, reply.json) == (200, {"generation": "gen1"})
    named = client.post("/api/v1/index/rollback", headers=TOKEN, json={"generation": "gen2"})
    assert named.json == {"generation": "gen2"}
    assert client.post("/api/v1/index/rollback", headers=TOKEN, json={"generation": "none"}).status_code == 404


def test_an_address_that_asks_too_often_is_told_when_to_come_back(tmp_path: Path) -> None:
    client = client_with(tmp_path, KOTAE_RATE_LIMIT="2/minute")
    assert [client.get(path).status_code for path in ("/api/v1/facts", "/api/v1/ask?q=a")] == [200, 200]
    refused = client.get("/api/v1/facts")
    assert (refused.status_code, refused.mimetype) == (429, "application/problem+json")
    assert 0 < int(refused.headers["Retry-After"]) <= 61
    assert client.get("/api/v1/facts", environ_base={"REMOTE_ADDR": "127.0.0.2"}).status_code == 200


@pytest.mark.parametrize(
    ("address", "counted"),
    [("192.0.2.1", "192.0.2.1"), ("2001:db8::1", "2001:db8::/64"), ("::ffff:192.0.2.1", "192.0.2.1"), ("x", "x")],
)
def test_an_ipv6_client_is_its_network(tmp_path: Path, address: str, counted: str) -> None:
    app = client_with(tmp_path).application
    with app.test_request_context(environ_base={"REMOTE_ADDR": address}):
        assert client() == counted


@pytest.mark.parametrize(("proxies", "status"), [("0", 429), ("1", 200)])
def test_a_proxy_is_believed_only_where_it_is_set(tmp_path: Path, proxies: str, status: int) -> None:
    asking = client_with(tmp_path, KOTAE_RATE_LIMIT="1/hour", KOTAE_PROXIES=proxies)
    for address in ("192.0.2.1", "192.0.2.2"):
        reply = asking.get("/api/v1/facts", headers={"X-Forwarded-For": address})
    assert reply.status_code == status


def test_the_service_answers_only_to_the_names_that_are_set(tmp_path: Path) -> None:
    asking = client_with(tmp_path, KOTAE_TRUSTED_HOSTS="answers.example, localhost")
    assert asking.get("/api/v1/facts", headers={"Host": "answers.example:8000"}).status_code == 200
    refused = asking.get("/api/v1/facts", headers={"Host": "evil.example"})
    assert (refused.status_code, refused.mimetype) == (400, "application/problem+json")
    assert client_with(tmp_path).get("/api/v1/facts", headers={"Host": "anything.example"}).status_code == 200


@pytest.mark.parametrize("path", ["/", "/api/v1/facts", "/nothing", "/widget.js", "/metrics"])
def test_every_reply_has_the_headers_of_safety(tmp_path: Path, path: str) -> None:
    headers = client_with(tmp_path).get(path, buffered=True).headers
    assert set(ALWAYS_SENT.items()) <= set(headers.items())
    assert headers["Content-Security-Policy"].startswith("default-src 'none'; ")


def test_pages_and_probes_have_no_rate(tmp_path: Path) -> None:
    client = client_with(tmp_path, KOTAE_RATE_LIMIT="1/hour")
    assert {
        client.get(path, buffered=True).status_code
        for path in ("/", "/widget.js", "/healthz", "/readyz", "/metrics") * 2
    } == {200}
    assert client.get("/api/v1/readyz").status_code == client.get("/api/v1/facts").status_code == 200
