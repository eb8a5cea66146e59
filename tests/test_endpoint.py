"""The endpoint for generation: what is sent, and every way in which it may fail, within its time and size."""

from __future__ import annotations

import json

import pytest
from endpoints import Say, dripping, dropping, endpoint, raw, saying

from service.answers.endpoint import MOST_BYTES, Endpoint, EndpointError

MESSAGES = ({"role": "user", "content": "secret question"},)


def test_the_messages_go_to_the_model_with_the_key() -> None:
    with endpoint(saying("Twelve.")) as server:
        assert Endpoint(server.url + "/", "small", "k-1").complete(MESSAGES) == "Twelve."
    path, headers, body = server.asked[0]
    assert (path, headers["Authorization"]) == ("/v1/chat/completions", "Bearer k-1")
    assert (body["model"], body["messages"], body["temperature"]) == ("small", list(MESSAGES), 0)


def test_without_a_key_none_is_sent_and_none_is_shown() -> None:
    with endpoint(saying("Twelve.")) as server:
        Endpoint(server.url, "small").complete(MESSAGES)
    assert "Authorization" not in server.asked[0][1]
    assert "k-1" not in repr(Endpoint("http://a/v1", "small", "k-1"))


@pytest.mark.parametrize(
    ("say", "reason"),
    [
        (raw(b"{}", 500), "it answers 500"),
        (raw(b"{}", 302), "it answers 302"),
        (raw(b"<html>"), "its reply isn't a chat completion"),
        (raw(b"[" * 100_000), "its reply isn't a chat completion"),
        (raw(b'{"choices": []}'), "its reply isn't a chat completion"),
        (saying(None), "its reply isn't a chat completion"),
        (saying(" "), "its reply isn't a chat completion"),
        (raw(b" " * (MOST_BYTES + 1)), "its reply is larger than 256 KiB"),
        (dropping, "its reply broke off"),
        (lambda handler: handler.connection.close(), "it can't be talked to"),
    ],
)
def test_what_is_no_answer_says_why_without_the_question(say: Say, reason: str) -> None:
    with endpoint(say) as server, pytest.raises(EndpointError, match=reason) as raised:
        Endpoint(server.url, "small").complete(MESSAGES)
    assert "secret" not in str(raised.value)


def test_an_endpoint_that_never_ends_is_cut_off_when_the_time_is_over() -> None:
    with endpoint(dripping) as server, pytest.raises(EndpointError, match=r"it takes longer than 0\.3 seconds"):
        Endpoint(server.url, "small", seconds=0.3).complete(MESSAGES)
    assert json.dumps(server.asked[0][2]["messages"]) == json.dumps(list(MESSAGES))


def test_where_nothing_listens_it_fails() -> None:
    with endpoint(saying("x")) as server:
        url = server.url
    with pytest.raises(EndpointError, match="ConnectionRefusedError"):
        Endpoint(url, "small").complete(MESSAGES)
