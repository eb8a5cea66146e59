"""Gunicorn around the app: worker processes with a few threads each, stopped gracefully.

Each worker makes the app, and so opens the index, after it was forked: ONNX Runtime and FAISS start threads
of their own, which don't outlive a fork.
"""

from __future__ import annotations

import json
import logging
import os
import shutil
import socket
import struct
import sys
import tempfile
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gunicorn import util
from gunicorn.app.base import BaseApplication
from gunicorn.glogging import Logger
from gunicorn.http import errors as http
from gunicorn.workers.gthread import ThreadWorker

from corpus.errors import SettingError
from service.settings import Settings

if TYPE_CHECKING:
    from flask import Flask

log = logging.getLogger("kotae")

#: Two cores are busy with two questions; the others wait for the network.
THREADS = 8
#: Seconds that a client may pause in the middle of sending a request or taking a reply.
PATIENCE = 20
#: Seconds that requests under way get to end when the service stops.
GRACE = 10

#: What a request that can't even be parsed is told; any other of gunicorn's parse errors is a 400.
_UNREADABLE: tuple[tuple[type[Exception], HTTPStatus, str], ...] = (
    (
        http.LimitRequestLine,
        HTTPStatus.REQUEST_URI_TOO_LONG,
        "The address is too long: POST the question instead.",
    ),
    (http.LimitRequestHeaders, HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, "The headers are too large."),
    (http.UnsupportedTransferCoding, HTTPStatus.NOT_IMPLEMENTED, "That transfer coding isn't supported."),
    (http.ExpectationFailed, HTTPStatus.EXPECTATION_FAILED, "That expectation can't be met."),
    (http.ForbiddenProxyRequest, HTTPStatus.FORBIDDEN, "That proxy isn't trusted."),
    (http.ParseException, HTTPStatus.BAD_REQUEST, "The request is not HTTP."),
    (
        Exception,
        HTTPStatus.INTERNAL_SERVER_ERROR,
        "Something went wrong inside; the service's log says what.",
    ),
)


class Worker(ThreadWorker):  # type: ignore[misc]  # gunicorn ships no types
    """A threaded worker whose refusals are problems too."""

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
    problem = {"type": "about:blank", "title": status.phrase, "status": status.value, "detail": detail}
    body = json.dumps(problem).encode()
    head = (
        f"HTTP/1.1 {status.value} {status.phrase}\r\nConnection: close\r\n"
        f"Content-Type: application/problem+json\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


class Log(Logger):  # type: ignore[misc]
    """Gunicorn's log without a traceback for every client that falls silent."""

    def exception(self, msg: str, *args: object, **kwargs: object) -> None:
        """Log the exception being handled."""
        if isinstance(sys.exc_info()[1], BlockingIOError):
            self.info("a client fell silent in the middle of a request")
        else:
            super().exception(msg, *args, **kwargs)


class Server(BaseApplication):  # type: ignore[misc]
    """The service on a socket that is bound already."""

    def __init__(self, settings: Settings, listener: socket.socket, counted_in: Path, address: str) -> None:
        self._settings, self._listener = settings, listener
        self._counted_in, self._address = counted_in, address
        super().__init__()

    def load_config(self) -> None:
        """What gunicorn is told."""
        told: dict[str, Any] = {
            "bind": [f"fd://{self._listener.fileno()}"],
            "workers": self._settings.workers,
            "worker_class": Worker,
            "logger_class": Log,
            "threads": THREADS,
            "timeout": 60,
            "graceful_timeout": GRACE,
            "keepalive": 15,
            "accesslog": None,
            "loglevel": "info" if self._settings.log_level == "debug" else "warning",
            "proc_name": "kotae",
            "control_socket_disable": True,
            "limit_request_line": 8190,
            "raw_env": [f"PROMETHEUS_MULTIPROC_DIR={self._counted_in}"],
            "post_worker_init": self._ready,
            "child_exit": self._gone,
        }
        for name, value in told.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        """The app, in a worker; the index is opened before the first request comes."""
        from service.app import create_app  # noqa: PLC0415 - in the worker alone

        log_to_stderr(self._settings.log_level)
        return create_app(self._settings, counted_in=str(self._counted_in), follow=True)

    def _ready(self, worker: ThreadWorker) -> None:
        if worker.age == 1:
            print(f"Kotae answers at {self._address} (Ctrl-C stops it)", flush=True)  # noqa: T201 - for whoever started it

    def _gone(self, _server: object, worker: ThreadWorker) -> None:
        from prometheus_client.multiprocess import mark_process_dead  # noqa: PLC0415 - reads its folder when imported

        mark_process_dead(worker.pid, path=str(self._counted_in))  # type: ignore[no-untyped-call]


def log_to_stderr(level: str) -> None:
    """Our own log at this level; what libraries log is theirs to set, and shown from warnings on."""
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    log.handlers, log.propagate = [handler], False
    log.setLevel(level.upper())


def bind(host: str, port: int) -> socket.socket:
    """A socket bound to the address, not yet listening. SettingError where the address can't be had."""
    try:
        family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[
            0
        ]
        listener = socket.socket(family, kind)
    except OSError as error:
        raise SettingError("KOTAE_HOST", f"{host} is no address of this machine ({error.strerror})") from error
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    for pause in (socket.SO_RCVTIMEO, socket.SO_SNDTIMEO):  # every connection accepted inherits them
        listener.setsockopt(socket.SOL_SOCKET, pause, struct.pack("ll", PATIENCE, 0))
    try:
        listener.bind(address)
    except OSError as error:
        listener.close()
        raise _taken(host, port, error) from error
    return listener


def _taken(host: str, port: int, error: OSError) -> SettingError:
    reason = os.strerror(error.errno or 0).lower()
    return SettingError("KOTAE_PORT", f"{host}:{port} can't be listened on ({reason}): choose another")


def address_of(listener: socket.socket) -> str:
    """Where a person finds the service."""
    host, port = listener.getsockname()[:2]
    host = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)  # noqa: S104 - only told
    return f"http://{host}:{port}/"


def serve(settings: Settings, listener: socket.socket) -> None:
    """Serve until stopped; ends with SystemExit. SettingError where the port was taken meanwhile."""
    try:
        listener.listen(1024)
    except OSError as error:
        raise _taken(settings.host, settings.port, error) from error
    log_to_stderr(settings.log_level)
    counted_in, owner = Path(tempfile.mkdtemp(prefix="kotae-metrics-")), os.getpid()
    try:
        Server(settings, listener, counted_in, address_of(listener)).run()
    finally:
        if os.getpid() == owner:  # a worker ends here too
            shutil.rmtree(counted_in, ignore_errors=True)
