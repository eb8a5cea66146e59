"""The server as people start it: gunicorn in a process of its own, on a port of its own."""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from pathlib import Path

import pytest
from harbour import publish

from corpus.errors import SettingError
from index.store import Store
from service.settings import load
from service.web.server import Server, address_of, bind
from service.web.worker import unreadable_reply


@contextmanager
def served(store: Path, *words: str, **environ: str) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """A running `kotae serve`, once it says that it answers, and its port."""
    command = [sys.executable, "-m", "service.commands.cli", "serve", "--port", "0", "--store", str(store), *words]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={**os.environ, **environ})
    assert process.stdout is not None
    said = process.stdout.readline().decode()
    try:
        assert said.startswith("Kotae answers at http://127.0.0.1:"), said
        yield process, int(said.split(":")[2].split("/")[0])
    finally:
        process.terminate()
        process.communicate(timeout=20)


def status_of(port: int, request: bytes) -> tuple[int, dict[str, object]]:
    """The status and the JSON of the reply to a request sent as it is."""
    with socket.create_connection(("127.0.0.1", port), timeout=20) as connection:
        connection.sendall(request)
        reply = http.client.HTTPResponse(connection)
        reply.begin()
        return reply.status, json.loads(reply.read())


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """The port of a running service whose store has a generation but no encoder: enough to be asked for."""
    folder = tmp_path_factory.mktemp("store")
    publish(Store(folder), "gen1")
    with served(folder) as (_, found):
        yield found


POST = b"POST /api/v1/ask HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"


@pytest.mark.parametrize(
    ("request_bytes", "status"),
    [
        (b"GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n", 200),
        (b"GET /nothing HTTP/1.1\r\nHost: a\r\n\r\n", 404),
        (b"BREW / HTTP/1.1\r\nHost: a\r\n\r\n", 405),
        (b"GET /api/v1/ask?q=" + b"a" * 100_000 + b" HTTP/1.1\r\nHost: a\r\n\r\n", 414),
        (b"GET / HTTP/1.1\r\nHost: a\r\nX: " + b"a" * 100_000 + b"\r\n\r\n", 431),
        (b"hello\r\n\r\n", 400),
        (POST + b"Content-Length: -1\r\n\r\n", 400),
        (POST + b"Content-Length: 100000\r\n\r\n" + b" " * 100_000, 413),
        (POST + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n", 400),
        (POST + b"Transfer-Encoding: chunked\r\n\r\n%x\r\n" % 70_000 + b" " * 70_000 + b"\r\n0\r\n\r\n", 413),
    ],
)
def test_whatever_is_sent_gets_a_reply_in_json(port: int, request_bytes: bytes, status: int) -> None:
    found, body = status_of(port, request_bytes)
    assert (found, body.get("status", 200) in (status, "live")) == (status, True)


def test_metrics_of_all_workers_are_counted_together(tmp_path: Path) -> None:
    with served(tmp_path_with_index(tmp_path), "--workers", "2") as (_, port):
        for _ in range(10):
            status_of(port, b"GET /healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=20) as reply:
            text = reply.read().decode()
    assert 'kotae_requests_total{method="GET",route="/healthz",status="200"} 10.0' in text


def tmp_path_with_index(folder: Path) -> Path:
    """A store with one generation."""
    publish(Store(folder), "gen1")
    return folder


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_the_server_stops_at_once_and_leaves_nothing_behind(tmp_path: Path, how: signal.Signals) -> None:
    store, temporary = tmp_path / "store", tmp_path / "temporary"
    temporary.mkdir()
    publish(Store(store), "gen1")
    with served(store, TMPDIR=str(temporary)) as (process, _):
        began = time.monotonic()
        process.send_signal(how)
        _, err = process.communicate(timeout=20)
    assert (process.returncode, list(temporary.iterdir())) == (0, [])
    assert b"Traceback" not in err
    assert b"SIGABRT" not in err
    assert time.monotonic() - began < 15


def test_a_hangup_brings_new_workers_and_every_request_meanwhile_is_answered(tmp_path: Path) -> None:
    with served(tmp_path_with_index(tmp_path)) as (process, port):
        children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
        before, found = set(children.read_text().split()), []
        process.send_signal(signal.SIGHUP)
        until = time.monotonic() + 30
        while time.monotonic() < until and not (before and before.isdisjoint(children.read_text().split())):
            found.append(status_of(port, b"GET /healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")[0])
        assert before.isdisjoint(children.read_text().split())
        assert set(found) == {200}


def test_a_worker_works_out_one_question_in_one_thread() -> None:
    with bind("127.0.0.1", 0) as listener:
        told = Server(load({}, {}), listener, Path("metrics"), "http://127.0.0.1/").cfg.env
    assert (told["OMP_NUM_THREADS"], told["OPENBLAS_NUM_THREADS"]) == ("1", "1")


def test_a_port_in_use_is_told_in_one_sentence(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        command = [
            sys.executable,
            "-m",
            "service.commands.cli",
            "serve",
            "--port",
            str(port),
            "--store",
            str(tmp_path),
        ]
        ended = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    said = f"kotae: KOTAE_PORT: 127.0.0.1:{port} can't be listened on (address already in use): choose another\n"
    assert (ended.returncode, ended.stdout, ended.stderr) == (1, "", said)


def test_an_index_that_cannot_be_built_stops_the_start(tmp_path: Path) -> None:
    command = [
        sys.executable,
        "-m",
        "service.commands.cli",
        "serve",
        "--port",
        "0",
        "--store",
        str(tmp_path / "store"),
    ]
    command += ["--sources", str(tmp_path / "nothing")]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert (ended.returncode, ended.stdout, ended.stderr.count("\n")) == (1, "", 1)
    assert ended.stderr.startswith(f"kotae: {tmp_path / 'nothing'}: ")


def test_an_address_that_is_not_ours_is_refused() -> None:
    with pytest.raises(SettingError, match=r"KOTAE_HOST: no\.such\.host\.invalid is no address of this machine"):
        bind("no.such.host.invalid", 0)


def test_an_address_is_one_that_a_browser_opens() -> None:
    with bind("0.0.0.0", 0) as listener:
        assert address_of(listener) == f"http://127.0.0.1:{listener.getsockname()[1]}/"


def test_a_refusal_is_a_whole_reply() -> None:
    head, _, body = unreadable_reply(HTTPStatus.REQUEST_URI_TOO_LONG, "Too long.").partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 414 ")
    assert f"Content-Length: {len(body)}".encode() in head
    assert json.loads(body)["detail"] == "Too long."
