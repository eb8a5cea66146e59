"""An OpenAI-compatible endpoint for chat: messages in, words out, within limits of time and size.

Imported only where `KOTAE_GENERATION_URL` names one. What is asked and answered stands in no message and no log.
"""

from __future__ import annotations

import json
import socket
import ssl
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException
from typing import Any
from urllib.parse import urlsplit

#: Bytes that a reply may have: some thirty words are asked for.
MOST_BYTES = 256 * 1024
#: Word pieces that the endpoint may make.
_MOST_PIECES = 160

Messages = Sequence[dict[str, str]]


class EndpointError(Exception):
    """No words came; `str(error)` says why."""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where it is, which model, and how many seconds one answer may take from start to end."""

    #: The base of its API, such as http://127.0.0.1:8080/v1.
    url: str
    model: str
    key: str | None = field(default=None, repr=False)
    seconds: float = 10.0

    def complete(self, messages: Messages) -> str:
        """What the model says to these. Raises EndpointError."""
        until = time.monotonic() + self.seconds
        told = {"model": self.model, "messages": list(messages), "temperature": 0, "max_tokens": _MOST_PIECES}
        try:
            with self._connected(until) as connection:
                headers = {"Content-Type": "application/json", "Accept-Encoding": "identity"}
                headers |= {"Authorization": f"Bearer {self.key}"} if self.key else {}
                path = f"{urlsplit(self.url).path.rstrip('/')}/chat/completions"
                connection.request("POST", path, json.dumps(told).encode(), headers)
                with connection.getresponse() as response:
                    if response.status != HTTPStatus.OK:
                        raise EndpointError(f"it answers {response.status}")
                    body = response.read(MOST_BYTES + 1)
                    broken = response.length if len(body) <= MOST_BYTES else 0
        except (OSError, HTTPException, ValueError) as error:
            if time.monotonic() >= until:
                raise EndpointError(f"it takes longer than {self.seconds:g} seconds") from error
            raise EndpointError(f"it can't be talked to ({type(error).__name__})") from error
        if time.monotonic() >= until:  # a reply that is cut in its headers looks whole
            raise EndpointError(f"it takes longer than {self.seconds:g} seconds")
        if len(body) > MOST_BYTES:
            raise EndpointError(f"its reply is larger than {MOST_BYTES // 1024} KiB")
        if broken:
            raise EndpointError("its reply broke off")
        return _words(body)

    @contextmanager
    def _connected(self, until: float) -> Iterator[HTTPConnection]:
        """A connection that is cut when the time is over, however slowly the other side goes on sending."""
        parts = urlsplit(self.url)
        port = parts.port or (443 if parts.scheme == "https" else 80)
        plain = socket.create_connection((parts.hostname, port), self.seconds)
        line = plain.dup()  # TLS takes the socket itself away
        cut = threading.Timer(max(0.0, until - time.monotonic()), _hang_up, [line])
        cut.daemon = True
        cut.start()
        connection = HTTPConnection(parts.hostname or "", port, timeout=self.seconds)
        try:
            secure = ssl.create_default_context() if parts.scheme == "https" else None
            connection.sock = secure.wrap_socket(plain, server_hostname=parts.hostname) if secure else plain
            yield connection
        finally:
            cut.cancel()
            connection.close()
            plain.close()
            line.close()


def _hang_up(line: socket.socket) -> None:
    with suppress(OSError):  # the other side may have hung up already
        line.shutdown(socket.SHUT_RDWR)


def _words(body: bytes) -> str:
    """The first choice's text."""
    try:
        said: Any = json.loads(body)["choices"][0]["message"]["content"]
    except (ValueError, KeyError, IndexError, TypeError, RecursionError):
        said = None
    if not isinstance(said, str) or not said.strip():
        raise EndpointError("its reply isn't a chat completion")
    return said
