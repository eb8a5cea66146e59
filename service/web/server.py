"""Gunicorn around the app: worker processes with a few threads each, stopped gracefully.

Each worker makes the app, and so opens the index, after it was forked: ONNX Runtime and FAISS start threads
of their own, which don't outlive a fork.
"""

from __future__ import annotations

import logging
import os
import shutil
import socket
import struct
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gunicorn.app.base import BaseApplication
from gunicorn.glogging import Logger
from gunicorn.workers.gthread import ThreadWorker

from corpus.errors import SettingError
from service.settings import Settings
from service.web.journal import formatter, log_to_stderr
from service.web.worker import PATIENCE, Worker

if TYPE_CHECKING:
    from flask import Flask

log = logging.getLogger("kotae")

#: Two cores are busy with two questions; the others wait for the network.
THREADS = 8
#: Questions are what is answered side by side: threads within one question's sums would only wait for each other.
ONE_THREAD_EACH = ("OMP_NUM_THREADS=1", "OPENBLAS_NUM_THREADS=1", "MKL_NUM_THREADS=1")
#: Seconds that requests under way get to end when the service stops.
GRACE = 10


class Log(Logger):  # type: ignore[misc]  # gunicorn ships no types
    """Gunicorn's log in our form, without a traceback for every client that falls silent."""

    form = "text"

    def setup(self, cfg: Any) -> None:
        """Write as the rest of the service does."""
        super().setup(cfg)
        for handler in self.error_log.handlers:
            handler.setFormatter(formatter(self.form))

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
            "raw_env": [f"PROMETHEUS_MULTIPROC_DIR={self._counted_in}", *ONE_THREAD_EACH],
            # Whom to believe is KOTAE_PROXIES' to say; gunicorn itself would believe whoever calls from here.
            "forwarded_allow_ips": "",
            "secure_scheme_headers": {},
            "forwarder_headers": "",
            "post_worker_init": self._ready,
            "child_exit": self._gone,
        }
        for name, value in told.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        """The app, in a worker; the index is opened before the first request comes."""
        from service.web.app import create_app  # noqa: PLC0415 - in the worker alone

        log_to_stderr(self._settings.log_level, self._settings.log_format)
        return create_app(self._settings, counted_in=str(self._counted_in), follow=True)

    def _ready(self, worker: ThreadWorker) -> None:
        if worker.age == 1:
            print(f"Kotae answers at {self._address} (Ctrl-C stops it)", flush=True)  # noqa: T201 - for whoever started it

    def _gone(self, _server: object, worker: ThreadWorker) -> None:
        from prometheus_client.multiprocess import mark_process_dead  # noqa: PLC0415 - reads its folder when imported

        mark_process_dead(worker.pid, path=str(self._counted_in))  # type: ignore[no-untyped-call]


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
    if settings.rate_limit:
        from service.web.ratestore import check  # noqa: PLC0415 - only where calls are counted

        check(settings.rate_store)
    log_to_stderr(settings.log_level, settings.log_format)
    Log.form = settings.log_format
    counted_in, owner = Path(tempfile.mkdtemp(prefix="kotae-metrics-")), os.getpid()
    try:
        Server(settings, listener, counted_in, address_of(listener)).run()
    finally:
        if os.getpid() == owner:  # a worker ends here too
            shutil.rmtree(counted_in, ignore_errors=True)
