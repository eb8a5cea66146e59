"""How questions are answered by the settings: the threshold, and an endpoint that words the answers."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from endpoints import endpoint, raw, saying
from harbour import harbour

from corpus.errors import SettingError
from service.answers.manner import Manner, manner_of
from service.settings import load
from service.web.app import create_app

QUESTION = {"question": "When was the charter signed?"}


def test_without_an_endpoint_nothing_is_imported_for_one(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("service.answers.writing", "service.answers.endpoint"):
        monkeypatch.setitem(sys.modules, name, None)  # importing it fails
    assert manner_of(load({}, {"KOTAE_THRESHOLD": "0.25"})) == Manner(0.25, None)
    with pytest.raises(ImportError):
        manner_of(load({"generation_url": "http://127.0.0.1:1/v1", "generation_model": "small"}, {}))


def test_an_endpoint_needs_a_model() -> None:
    with pytest.raises(SettingError, match="KOTAE_GENERATION_MODEL: must name a model"):
        load({}, {"KOTAE_GENERATION_URL": "http://127.0.0.1:8080/v1/"})


@pytest.mark.parametrize("threshold", ["0", "1"])
def test_the_threshold_decides_what_is_left_unanswered(threshold: str, tmp_path: Path) -> None:
    app = create_app(load({"store": str(tmp_path), "threshold": threshold}, {}), harbour(tmp_path))
    reply = app.test_client().post("/api/v1/ask", json=QUESTION).get_json()
    assert reply["answerable"] is (threshold == "0")


def test_the_endpoint_words_what_the_service_answers(tmp_path: Path) -> None:
    with endpoint(saying("The charter was signed on 3 May 1999 [1].")) as server:
        told = {"store": str(tmp_path), "threshold": "0", "generation_url": server.url, "generation_model": "small"}
        client = create_app(load(told, {}), harbour(tmp_path)).test_client()
        reply = client.post("/api/v1/ask", json=QUESTION).get_json()
        server.say = raw(b"", 500)
        fallen = client.post("/api/v1/ask", json=QUESTION).get_json()
        asked = len(server.asked)
        client.post("/api/v1/ask", json={"question": "xyzzy plugh"})
    assert reply["answer"]["text"] == "The charter was signed on 3 May 1999."
    assert fallen["answer"]["text"] == "3 May 1999"
    assert reply["answer"]["citations"] == fallen["answer"]["citations"]
    assert len(server.asked) == asked == 2  # never for what is left unanswered
