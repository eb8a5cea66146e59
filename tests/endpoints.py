"""A small server of chat completions for the tests, which also misbehaves."""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Say = Callable[["Completions"], None]


class Completions(BaseHTTPRequestHandler):
    """One request: what came is kept by the server, and its `say` answers."""

    server: Server

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.asked.append((self.path, dict(self.headers), json.loads(body)))
        self.server.say(self)

    def log_message(self, *_: object) -> None:
        """Nothing is printed."""

    def reply(self, body: bytes, status: int = 200) -> None:
        """A whole reply."""
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


class Server(ThreadingHTTPServer):
    """Answers with `say`; `asked` holds path, headers and body of every request."""

    daemon_threads = True

    def __init__(self, say: Say) -> None:
        super().__init__(("127.0.0.1", 0), Completions)
        self.say = say
        self.asked: list[tuple[str, dict[str, str], dict[str, Any]]] = []

    @property
    def url(self) -> str:
        """The base address of its API."""
        return f"http://127.0.0.1:{self.server_port}/v1"


def saying(words: object) -> Say:
    """Answers as an endpoint should, with these words."""
    body = json.dumps({"choices": [{"message": {"role": "assistant", "content": words}}]}).encode()
    return lambda handler: handler.reply(body)


def raw(body: bytes, status: int = 200) -> Say:
    """Answers with these bytes."""
    return lambda handler: handler.reply(body, status)


def dripping(handler: Completions) -> None:
    """Goes on sending a header now and then, for ever."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
    for number in range(100):
        try:
            handler.wfile.write(b"X-%d: 1\r\n" % number)
        except OSError:
            return
        time.sleep(0.05)


def dropping(handler: Completions) -> None:
    """Breaks off in the middle of a reply."""
    handler.send_response(200)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    handler.wfile.write(b'{"choices"')
    handler.connection.shutdown(socket.SHUT_RDWR)


@contextmanager
def endpoint(say: Say) -> Iterator[Server]:
    """A running one."""
    with Server(say) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
