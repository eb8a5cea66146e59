"""The HTTP API over a small real index: what each call gives, to whom, and how it may be cached."""

from __future__ import annotations

import csv
import gzip
import io
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from harbour import CHARTER, FACTS, LAMPS, NOTES, PASSAGES, REPORT, harbour, open_searcher, publish
from openapi_spec_validator import validate
from werkzeug.test import TestResponse

from corpus.model import Span
from index.store import Store
from service.metrics import MISQUOTES
from service.settings import load
from service.web.app import create_app
from service.web.feedback import Feedback


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The store of the service."""
    return tmp_path_factory.mktemp("store")


@pytest.fixture(scope="module")
def client(folder: Path) -> FlaskClient:
    """A client of a service over the harbour's documents, with the default settings."""
    return create_app(load({"store": str(folder)}, {}), harbour(folder)).test_client()


def data(reply: TestResponse) -> Any:
    """What the reply's JSON holds."""
    return reply.json


def test_a_question_is_answered_with_the_sources_own_words(client: FlaskClient) -> None:
    reply = data(client.post("/api/v1/ask", json={"question": "When was the charter signed?"}))
    assert (reply["question"], reply["answerable"]) == ("When was the charter signed?", True)
    assert reply["answer"]["text"] in ("3 May 1999", CHARTER)
    for quote in reply["answer"]["citations"]:
        assert NOTES.text[quote["start"] : quote["end"]] == quote["quote"] == CHARTER
    assert [passage["id"] for passage in reply["passages"]] == [passage.id for passage in PASSAGES]
    assert (reply["passages"][0]["rank"], reply["generation"]) == (1, "gen1")


def test_a_follow_up_is_understood_from_its_history_alone(client: FlaskClient) -> None:
    history = [{"question": "What is the charter of the board?", "answer": "A charter"}]
    body = {"question": "and when was it signed?", "history": history}
    assert data(client.post("/api/v1/ask", json=body))["understood"] == "When was the charter of the board signed?"
    assert data(client.post("/api/v1/ask", json={"question": body["question"]}))["understood"] is None


def test_asking_by_address_gives_what_asking_by_body_gives(client: FlaskClient) -> None:
    body = {"question": "lamps", "top_k": 1, "filters": {"document_id": NOTES.id, "heading": "lamps"}}
    posted = data(client.post("/api/v1/ask", json=body))
    got = data(client.get(f"/api/v1/ask?q=lamps&top_k=1&document_id={NOTES.id}&heading=lamps"))
    assert {**posted, "took_ms": 0} == {**got, "took_ms": 0}
    assert [passage["headings"] for passage in got["passages"]] == [["Lamps"]]


def test_top_k_says_how_many_passages(client: FlaskClient) -> None:
    assert len(data(client.post("/api/v1/ask", json={"question": "board", "top_k": 2}))["passages"]) == 2


def test_a_filter_by_an_unknown_document_names_the_field(client: FlaskClient) -> None:
    reply = client.post("/api/v1/ask", json={"question": "a", "filters": {"document_id": "nowhere"}})
    assert (reply.status_code, data(reply)["errors"][0]["field"]) == (422, "document_id")


@pytest.mark.parametrize("mode", ["hybrid", "dense", "lexical"])
def test_a_search_ranks_passages_by_meaning_or_words(client: FlaskClient, mode: str) -> None:
    reply = data(client.get(f"/api/v1/search?q=lamps&top_k=1&mode={mode}"))
    assert sorted(reply) == ["generation", "passages", "question", "took_ms"]
    assert reply["passages"][0]["text"].startswith(LAMPS)


def test_facts_are_filtered_and_paged(client: FlaskClient) -> None:
    first = data(client.get("/api/v1/facts?limit=2"))
    assert ([fact["id"] for fact in first["facts"]], first["total"]) == (["f-charter", "f-lamps"], 3)
    rest = data(client.get("/api/v1/facts", query_string={"limit": 2, "cursor": first["next_cursor"]}))
    assert ([fact["id"] for fact in rest["facts"]], rest["next_cursor"]) == (["f-storm"], None)
    dated = data(client.get("/api/v1/facts?date_from=2000&sort=date"))["facts"]
    assert [fact["id"] for fact in dated] == ["f-storm"]


@pytest.mark.parametrize(
    "wrong", ["type=treaty", "sort=size", "cursor=x", "limit=101", "limit=0", "date_to=soon", "x=1"]
)
def test_facts_that_cannot_be_asked_for_are_refused(client: FlaskClient, wrong: str) -> None:
    reply = client.get(f"/api/v1/facts?{wrong}")
    assert (reply.status_code, data(reply)["errors"][0]["field"]) == (422, wrong.partition("=")[0])


def test_facts_come_as_csv_without_formulas(client: FlaskClient) -> None:
    reply = client.get("/api/v1/facts", headers={"Accept": "text/csv"})
    rows = list(csv.DictReader(io.StringIO(reply.data.decode())))
    assert reply.content_type == "text/csv; charset=utf-8"
    assert [row["id"] for row in rows] == ["f-charter", "f-lamps", "f-storm"]
    assert (rows[1]["value"], rows[0]["parties"]) == ("12", "Lighthouse Board; Tide Office")
    assert rows[2]["label"] == "'=HYPERLINK(storm)"
    one = client.get("/api/v1/facts?limit=1", headers={"Accept": "text/csv"})
    assert len(one.data.splitlines()) == 2


def test_one_fact_passage_and_document_are_found_by_id(client: FlaskClient) -> None:
    assert data(client.get("/api/v1/facts/f-lamps"))["value"] == 12
    assert data(client.get(f"/api/v1/passages/{PASSAGES[2].id}"))["title"] == "=SUM(1) report"
    shown = data(client.get("/api/v1/documents"))["documents"]
    assert [one["id"] for one in shown] == ["notes.txt", "reports/2020.md"]


@pytest.mark.parametrize("path", ["reports/2020.md", "reports%2F2020.md"])
def test_a_documents_id_may_hold_slashes(client: FlaskClient, path: str) -> None:
    assert data(client.get(f"/api/v1/documents/{path}"))["text"] == REPORT.text
    assert client.get(f"/documents/{path}").mimetype == "text/html"


@pytest.mark.parametrize(
    "path", ["facts/none", "passages/none", "documents/none", "index/jobs/none", "index/jobs/..%2Fx", "x"]
)
def test_what_is_not_there_is_a_404(client: FlaskClient, path: str) -> None:
    reply = client.get(f"/api/v1/{path}")
    assert (reply.status_code, reply.mimetype) == (404, "application/problem+json")


def test_the_index_tells_what_is_served(client: FlaskClient) -> None:
    reply = data(client.get("/api/v1/index"))
    assert (reply["id"], reply["built_at"]) == ("gen1", "2024-05-06T07:08:09+00:00")
    assert reply["counts"] == {"documents": 2, "passages": 3, "facts": 3}
    assert [source["digest"] for source in reply["sources"]] == [NOTES.digest, REPORT.digest]


@pytest.mark.parametrize(
    "path", ["facts", "ask?q=lamps", "search?q=lamps", "documents", "documents/notes.txt", "index"]
)
def test_a_reply_need_not_be_sent_twice(client: FlaskClient, path: str) -> None:
    first = client.get(f"/api/v1/{path}")
    assert (first.headers["Kotae-Generation"], first.headers["Cache-Control"]) == ("gen1", "no-cache")
    again = client.get(f"/api/v1/{path}", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert client.get(f"/api/v1/{path}", headers={"If-None-Match": '"other"'}).status_code == 200


def test_a_quote_that_is_not_the_sources_words_is_held_back_and_counted(tmp_path: Path) -> None:
    wrong = replace(FACTS[1], evidence=replace(FACTS[1].evidence, span=Span(0, 5)))
    store = Store(tmp_path)
    publish(store, "gen1", facts=(FACTS[0], wrong))
    client = create_app(load({"store": str(tmp_path)}, {}), open_searcher(store)).test_client()
    before = MISQUOTES.labels("fact")._value.get()
    assert [fact["id"] for fact in data(client.get("/api/v1/facts"))["facts"]] == ["f-charter"]
    assert client.get("/api/v1/facts/f-lamps").status_code == 404
    assert MISQUOTES.labels("fact")._value.get() == before + 2


def test_nothing_can_be_asked_before_the_first_index(tmp_path: Path) -> None:
    client = create_app(load({"store": str(tmp_path)}, {})).test_client()
    for path in ("/api/v1/ask?q=a", "/api/v1/facts", "/readyz", "/api/v1/index", "/documents/a"):
        reply = client.get(path)
        assert (reply.status_code, reply.headers["Retry-After"]) == (503, "5")
        assert str(tmp_path) not in reply.text
    assert data(client.get("/healthz")) == {"status": "live"}


@pytest.mark.parametrize("base", ["", "/api/v1"])
def test_probes_answer_at_the_root_and_under_the_base_path(client: FlaskClient, base: str) -> None:
    assert data(client.get(f"{base}/healthz")) == {"status": "live"}
    assert data(client.get(f"{base}/readyz")) == {"status": "ready"}
    client.get("/api/v1/facts")
    counted = client.get(f"{base}/metrics")
    assert counted.content_type.startswith("text/plain")
    assert 'kotae_requests_total{method="GET",route="/api/v1/facts",status="200"}' in counted.text


def test_feedback_is_kept(client: FlaskClient, folder: Path) -> None:
    body = {"question": "When?", "helpful": False, "comment": "日本", "generation": "gen1"}
    assert client.post("/api/v1/feedback", json=body).status_code == 201
    (said, *_) = Feedback(folder, days=1).complaints()
    assert (said.question, said.verdict, said.comment) == ("When?", "unhelpful", "日本")


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [("gzip", "gzip"), ("br, *", "gzip"), ("gzip;q=0, *", None), ("identity", None), ("br;q=x", None), ("", None)],
)
def test_a_reply_is_compressed_for_whoever_takes_that(client: FlaskClient, accepted: str, encoding: str | None) -> None:
    plain = client.get("/api/v1/facts")
    reply = client.get("/api/v1/facts", headers={"Accept-Encoding": accepted})
    assert reply.headers.get("Content-Encoding") == encoding
    assert (gzip.decompress(reply.data) if encoding else reply.data) == plain.data
    assert (reply.headers["ETag"], plain.headers["Vary"]) == (plain.headers["ETag"], "Accept, Accept-Encoding")
    again = {"Accept-Encoding": accepted, "If-None-Match": reply.headers["ETag"]}
    assert client.get("/api/v1/facts", headers=again).status_code == 304


def test_a_file_is_compressed_and_still_need_not_be_sent_twice(client: FlaskClient) -> None:
    reply = client.get("/widget.js", headers={"Accept-Encoding": "gzip"}, buffered=True)
    assert gzip.decompress(reply.data) == client.get("/widget.js", buffered=True).data
    again = {"Accept-Encoding": "gzip", "If-None-Match": reply.headers["ETag"]}
    assert client.get("/widget.js", headers=again, buffered=True).status_code == 304


def test_a_small_reply_is_sent_as_it_is(client: FlaskClient) -> None:
    assert "Content-Encoding" not in client.get("/healthz", headers={"Accept-Encoding": "gzip"}).headers


@pytest.mark.parametrize("method", ["HEAD", "OPTIONS"])
def test_a_call_can_be_looked_at_without_its_body(client: FlaskClient, method: str) -> None:
    reply = client.open("/api/v1/facts", method=method)
    assert (reply.status_code, reply.data) == (200, b"")
    assert method == "HEAD" or sorted(reply.allow) == ["GET", "HEAD", "OPTIONS"]


def test_the_stages_of_a_question_are_told_and_counted(client: FlaskClient) -> None:
    told = client.get("/api/v1/ask?q=lamps").headers["Server-Timing"]
    stages = [part.partition(";dur=")[0] for part in told.split(", ")]
    assert stages == ["plan", "words", "dense", "late", "facts", "total"]
    counted = client.get("/metrics").text
    assert 'kotae_stage_seconds_count{stage="late"}' in counted
    assert 'kotae_questions_total{outcome="answered"}' in counted
    assert "kotae_index_age_seconds" in counted


def test_text_goes_out_unescaped(client: FlaskClient) -> None:
    assert "🏮".encode() in client.get("/api/v1/documents/reports/2020.md").data


def test_the_description_is_openapi_3_1_and_names_every_call(client: FlaskClient) -> None:
    described = data(client.get("/openapi.json"))
    validate(described)
    assert described["openapi"].startswith("3.1")
    calls = {f"{method} {path}" for path, item in described["paths"].items() for method in item}
    assert calls == {
        *(f"get /api/v1/{path}" for path in ("ask", "search", "suggestions", "facts", "documents", "index", "gaps")),
        *(f"get /api/v1/{path}" for path in ("facts/{fact_id}", "passages/{passage_id}", "documents/{document_id}")),
        *(f"post /api/v1/{path}" for path in ("ask", "feedback", "index/rebuild", "index/rollback")),
        "get /api/v1/index/jobs/{job_id}",
        "get /api/v1/index/diff",
    }


def test_the_page_to_try_it_loads_nothing_from_elsewhere(client: FlaskClient) -> None:
    page = client.get("/docs")
    assert "http" not in page.text
    for path in (
        "/static/docs.js",
        "/static/schema.js",
        "/static/widget/dom.js",
    ):
        assert client.get(path, buffered=True).status_code == 200


def test_pages_may_load_only_what_the_service_serves(client: FlaskClient) -> None:
    for path in ("/", "/facts", "/documents/notes.txt", "/docs"):
        headers = client.get(path).headers
        assert headers["Content-Security-Policy"] == (
            "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
            "img-src 'self' data:; base-uri 'none'; form-action 'self'; frame-ancestors 'self'"
        )
        assert (headers["X-Content-Type-Options"], headers["Referrer-Policy"]) == ("nosniff", "no-referrer")


def test_the_widget_may_be_put_on_any_page(client: FlaskClient) -> None:
    reply = client.get("/widget.js", buffered=True)
    assert reply.mimetype == "text/javascript"
    assert reply.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert client.get("/static/page.css", buffered=True).headers["Cross-Origin-Resource-Policy"] == "same-origin"
