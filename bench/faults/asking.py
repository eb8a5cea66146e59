"""Clients that ask without a pause, and note what they were told by which generation."""

from __future__ import annotations

import http.client
import itertools
import json
import threading
import time
from dataclasses import dataclass, field
from http import HTTPStatus
from types import TracebackType
from typing import Self
from urllib.parse import urlencode

from bench.faults.small import QUESTIONS, told


@dataclass(slots=True)
class Heard:
    """What clients were told."""

    replies: int = 0
    #: Each reply's generation, and the build whose text was in it.
    said: set[tuple[str, int]] = field(default_factory=set)
    failed: list[str] = field(default_factory=list)
    #: Milliseconds.
    took: list[float] = field(default_factory=list)


class Clients:
    """So many clients of the service at a port, from `with` to its end."""

    def __init__(self, port: int, number: int) -> None:
        self._port, self._stop = port, threading.Event()
        self._heard = [Heard() for _ in range(number)]
        self._threads = [threading.Thread(target=self._ask, args=(heard,)) for heard in self._heard]

    def __enter__(self) -> Self:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join()

    def heard(self) -> Heard:
        """What all of them were told."""
        return Heard(
            replies=sum(heard.replies for heard in self._heard),
            said=set().union(*(heard.said for heard in self._heard)),
            failed=[line for heard in self._heard for line in heard.failed],
            took=[one for heard in self._heard for one in heard.took],
        )

    def _ask(self, heard: Heard) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=30)
        for question in itertools.cycle(QUESTIONS):
            if self._stop.is_set():
                break
            began = time.monotonic()
            try:
                connection.request("GET", f"/api/v1/ask?{urlencode({'q': question})}")
                reply = connection.getresponse()
                body = reply.read()
            except (OSError, http.client.HTTPException) as error:
                heard.failed.append(f"{type(error).__name__}: {error}")
                connection.close()
                continue
            heard.took.append(1000 * (time.monotonic() - began))
            _note(heard, reply.status, body)
        connection.close()


def _note(heard: Heard, status: int, body: bytes) -> None:
    heard.replies += 1
    if status != HTTPStatus.OK:
        heard.failed.append(f"{status}: {body[:200]!r}")
        return
    answer = json.loads(body)
    texts = [passage["text"] for passage in answer["passages"]]
    heard.said.update((answer["generation"], number) for text in texts if (number := told(text)) is not None)
