"""Gunicorn's threaded worker, of which slow and wrong clients can have no more than a moment.

A thread is given to a connection only once something has come over it, and a request has to come whole within
`PATIENCE` seconds, however steadily it trickles.
"""

from __future__ import annotations

import errno
import json
import logging
import selectors
import socket
import struct
import time
from functools import partial
from http import HTTPStatus
from typing import Any

from gunicorn import util
from gunicorn.http import errors as http
from gunicorn.workers.gthread import TConn, ThreadWorker

log = logging.getLogger("kotae")

#: Seconds in which a client must have sent all of a request, and may pause in taking a reply.
PATIENCE = 15

#: What a request that can't even be parsed is told; any other of gunicorn's parse errors is a 400.
_UNREADABLE: tuple[tuple[type[Exception], HTTPStatus, str], ...] = (
    (
        http.LimitRequestLine,
        HTTPStatus.REQUEST_URI_TOO_LONG,
        "The address is too long: POST the question instead.",
    ),
    (http.LimitRequestHeaders, HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, "The headers are too large."),
    (http.UnsupportedTransferCoding, HTTPStatus.BAD_REQUEST, "That transfer coding isn't supported."),
    (http.ExpectationFailed, HTTPStatus.EXPECTATION_FAILED, "That expectation can't be met."),
    (http.ForbiddenProxyRequest, HTTPStatus.FORBIDDEN, "That proxy isn't trusted."),
    (http.ParseException, HTTPStatus.BAD_REQUEST, "The request is not HTTP."),
    (
        Exception,
        HTTPStatus.INTERNAL_SERVER_ERROR,
        "Something went wrong inside; the service's log says what.",
    ),
)


class Hurried:
    """A socket to read a request from, until the time for it is over: BlockingIOError from then on."""

    def __init__(self, client: socket.socket) -> None:
        self._client = client
        self._until = 0.0
        self.start()

    def start(self) -> None:
        """The next request's time begins."""
        self._until = time.monotonic() + PATIENCE

    def recv(self, size: int) -> bytes:
        """What came, at most `size` bytes of it."""
        left = self._until - time.monotonic()
        if left <= 0:
            raise BlockingIOError(errno.EAGAIN, "the request came too slowly")
        self._client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, struct.pack("ll", int(left), 1000))
        return self._client.recv(size)


class Connection(TConn):  # type: ignore[misc]  # gunicorn ships no types
    """A client's connection, read in a hurry."""

    hurried: Hurried | None = None

    def init(self) -> None:
        """Make the parser, once something has come."""
        super().init()
        if self.hurried is None:
            self.hurried = self.parser.unreader.sock = Hurried(self.sock)
        self.hurried.start()


class Worker(ThreadWorker):  # type: ignore[misc]
    """A threaded worker that waits for clients without a thread, and whose refusals are problems too."""

    def accept(self, listener: socket.socket) -> None:
        """Take a connection, and wait for what comes over it beside all others."""
        try:
            client, address = listener.accept()
        except OSError as error:
            if error.errno not in (errno.EAGAIN, errno.ECONNABORTED, errno.EWOULDBLOCK):
                raise
            return
        self.nr_conns += 1
        connection = Connection(self.cfg, client, address, listener.getsockname())
        connection.timeout = time.monotonic() + self.cfg.keepalive
        self.pending_conns.append(connection)
        readable = partial(self.on_pending_socket_readable, connection)
        self.poller.register(client, selectors.EVENT_READ, readable)

    def handle_error(self, req: object, client: socket.socket, addr: object, exc: Exception) -> None:
        """Answer a request that gunicorn itself can't handle; the log gets no word of what was asked."""
        status, detail = next((status, text) for kind, status, text in _UNREADABLE if isinstance(exc, kind))
        if status == HTTPStatus.INTERNAL_SERVER_ERROR:
            log.error("unforeseen error while reading or sending", exc_info=exc)
        else:
            log.info("refused a request: %s", type(exc).__name__)
        try:
            util.write_nonblock(client, unreadable_reply(status, detail))
        except OSError:
            log.debug("the refusal could not be sent")


def unreadable_reply(status: HTTPStatus, detail: str) -> bytes:
    """A whole HTTP reply with a problem in it, for a connection that is closed after it."""
    from service.web.security import ALWAYS_SENT, DATA_POLICY  # noqa: PLC0415 - in a worker alone

    problem: dict[str, Any] = {"type": "about:blank", "title": status.phrase, "status": status, "detail": detail}
    body = json.dumps(problem).encode()
    headers = {
        "Connection": "close",
        "Content-Type": "application/problem+json",
        "Content-Length": len(body),
        "Content-Security-Policy": DATA_POLICY,
        **ALWAYS_SENT,
    }
    lines = [f"HTTP/1.1 {status.value} {status.phrase}", *(f"{name}: {value}" for name, value in headers.items())]
    return "\r\n".join([*lines, "", ""]).encode() + body
