"""The short form of `make hostile`: whatever is sent, each reply is as described, and no worker is lost."""

from __future__ import annotations

import socket
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from bench.hostile.attacks import API, Attack, attacks
from bench.hostile.description import Description, Reply
from bench.hostile.generated import generate
from bench.hostile.sending import attack_all
from bench.running import Running, running


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """Two workers that serve the harbour."""
    script = Path(__file__).with_name("harbourmaster.py")
    command = [sys.executable, str(script), str(tmp_path_factory.mktemp("store"))]
    with running(command, PYTHONPATH=str(script.parents[1]), KOTAE_ADMIN_TOKEN="s3cret") as started:
        yield started


def test_a_thousand_attacks_get_only_replies_that_are_described(service: Running) -> None:
    before = service.workers()
    outcome = attack_all(service.port, attacks(7), 1000, 16, Description.of(service.url))
    assert (outcome.sent, outcome.wrong) == (1000, [])
    assert service.workers().keys() == before.keys()
    assert service.log.read_text() == ""


def test_requests_made_from_the_description_get_only_replies_that_are_described(service: Running) -> None:
    made = generate(service.url, 1, phases="fuzzing")
    assert made.fine, made.said[-3000:]
    assert made.sent >= 10


def test_clients_that_say_nothing_hold_up_nobody(service: Running) -> None:
    silent = [socket.create_connection(("127.0.0.1", service.port)) for _ in range(64)]
    try:
        time.sleep(0.1)  # all of them are accepted
        live = Attack("live", "GET", "/healthz", (b"GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n",))
        outcome = attack_all(service.port, iter([live]), 1, 1, Description.of(service.url))
        assert outcome.statuses["live"] == {200: 1}
    finally:
        for connection in silent:
            connection.close()


@pytest.fixture(scope="module")
def description(service: Running) -> Description:
    """What the service says of itself."""
    return Description.of(service.url)


PROBLEM = b'{"type": "about:blank", "title": "a", "status": 422, "detail": "b"}'


@pytest.mark.parametrize(
    ("target", "reply", "wrong"),
    [
        ("/ask", Reply(500, "application/problem+json", PROBLEM), "a 500"),
        ("/ask", Reply(422, "text/html", b"no"), "text/html with a 422"),
        ("/ask", Reply(422, "application/problem+json", b"{}"), "'type' is a required property"),
        ("/ask", Reply(202, "application/json", b"{}"), "a 202, of which the description knows nothing"),
        ("/ask", Reply(200, "text/csv", b"a"), "text/csv with a 200"),
        ("/ask", Reply(200, "application/json", b"{}"), "'question' is a required property"),
        ("/ask", Reply(422, "application/problem+json", PROBLEM), None),
        ("/facts", Reply(200, "text/csv", b"a"), None),
        ("/nothing", Reply(404, "application/problem+json", PROBLEM), None),
    ],
)
def test_a_reply_that_breaks_the_description_is_told(
    description: Description, target: str, reply: Reply, wrong: str | None
) -> None:
    assert description.broken("GET", API + target, reply) == wrong


def test_the_same_seed_makes_the_same_attacks() -> None:
    first, again, other = (next(attacks(seed)) for seed in (1, 1, 2))
    assert first == again
    assert first != other
