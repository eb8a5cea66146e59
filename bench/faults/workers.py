"""A connection to each worker of a service, to see when it serves what was published."""

from __future__ import annotations

import http.client
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from bench.running import Running
from index.store import Store

_LOOK_EVERY = 0.02
#: Seconds after which a worker is given up, and tries to reach each worker.
_PATIENCE, _TRIES = 10.0, 500


class Workers:
    """Each worker with a connection of its own, from `with` to its end; Linux alone tells which worker has one."""

    def __init__(self, service: Running) -> None:
        self._service = service
        self._connections: dict[int, http.client.HTTPConnection] = {}

    def __enter__(self) -> Self:
        workers = self._service.workers().keys()
        for _ in range(_TRIES):
            if self._connections.keys() == workers:
                return self
            connection = http.client.HTTPConnection("127.0.0.1", self._service.port, timeout=30)
            _ready(connection)
            self._connections.setdefault(self._holder(connection), connection)
        raise SystemExit(f"only {len(self._connections)} of {len(workers)} workers take connections")

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        for connection in self._connections.values():
            connection.close()

    @contextmanager
    def awaiting(self, store: Store) -> Iterator[dict[int, float]]:
        """While something is published, and until all workers serve it: worker -> seconds from the one to the other."""
        before, seconds, published = store.current_id(), dict[int, float](), threading.Event()
        began: list[float] = []

        def look(worker: int, connection: http.client.HTTPConnection) -> None:
            deadline = time.monotonic() + 60
            while _ready(connection) == before and time.monotonic() < deadline:
                time.sleep(_LOOK_EVERY)
            at = time.monotonic()
            published.wait(_PATIENCE)
            seconds[worker] = round(max(0.0, at - began[0]), 3)

        def note() -> None:
            while store.current_id() == before:
                time.sleep(_LOOK_EVERY / 4)
            began.append(time.monotonic())
            published.set()

        threads = [threading.Thread(target=look, args=pair) for pair in self._connections.items()]
        threads.append(threading.Thread(target=note))
        for thread in threads:
            thread.start()
        yield seconds
        for thread in threads:
            thread.join()

    def _holder(self, connection: http.client.HTTPConnection) -> int:
        """The worker that a connection ends in, by the socket's inode."""
        ours = connection.sock.getsockname()[1]
        inode = next(
            fields[9]
            for fields in map(str.split, Path("/proc/net/tcp").read_text("ascii").splitlines()[1:])
            if (_port(fields[1]), _port(fields[2])) == (self._service.port, ours)
        )
        held = {
            worker: {str(file.readlink()) for file in Path(f"/proc/{worker}/fd").iterdir() if file.is_symlink()}
            for worker in self._service.workers()
        }
        return next(worker for worker, files in held.items() if f"socket:[{inode}]" in files)


def _port(address: str) -> int:
    return int(address.rpartition(":")[2], 16)


def _ready(connection: http.client.HTTPConnection) -> str | None:
    """The generation that answers over a connection."""
    connection.request("GET", "/readyz")
    reply = connection.getresponse()
    json.loads(reply.read())
    return reply.headers["Kotae-Generation"]
