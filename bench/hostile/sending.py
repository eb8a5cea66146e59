"""Attacks over the wire, many at once, and what came of them."""

from __future__ import annotations

import errno
import gzip
import http.client
import socket
import time
from collections import Counter
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import islice
from threading import Lock

from bench.hostile.attacks import Attack
from bench.hostile.description import Description, Reply
from bench.hostile.generated import PATIENCE

#: Seconds between two pieces of a request.
_PAUSE = 0.02


@dataclass(slots=True)
class Outcome:
    """How often each status came, by family, and every reply that should not have been."""

    sent: int = 0
    statuses: dict[str, Counter[int | str]] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)
    _lock: Lock = field(default_factory=Lock)

    def note(self, attack: Attack, reply: Reply | None, wrong: str | None) -> None:
        """Keep what came of one attack; None is a connection that was closed without a reply."""
        with self._lock:
            self.sent += 1
            self.statuses.setdefault(attack.family, Counter())[reply.status if reply else "closed"] += 1
            if wrong:
                self.wrong.append(f"{attack.family}: {wrong}: {b''.join(attack.pieces)[:300]!r}")


def attack_all(port: int, attacks: Iterable[Attack], count: int, threads: int, description: Description) -> Outcome:
    """Send the first `count` attacks over `threads` connections at a time."""
    outcome = Outcome()

    def one(attack: Attack) -> None:
        try:
            reply = _send(port, attack)
        except (OSError, http.client.HTTPException) as error:
            outcome.note(attack, None, f"no reply ({error!r})")
            return
        may_close = attack.family in ("broken_off", "lines", "headers", "chunked", "methods")
        if reply is None:
            outcome.note(attack, None, None if may_close else "closed without a reply")
        else:
            outcome.note(attack, reply, description.broken(attack.method, attack.target, reply))

    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(one, islice(attacks, count)))
    return outcome


def _send(port: int, attack: Attack) -> Reply | None:
    """The reply; None where the connection was closed without one."""
    with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as connection:
        try:
            for number, piece in enumerate(attack.pieces):
                if number:
                    time.sleep(_PAUSE)
                connection.sendall(piece)
            connection.shutdown(socket.SHUT_WR)
        except (BrokenPipeError, ConnectionResetError):  # it has seen enough; its reply may still be there
            pass
        except OSError as error:
            if error.errno != errno.ENOTCONN:  # not connected any more: the same
                raise
        return _received(connection, attack.method)


def _received(connection: socket.socket, method: str) -> Reply | None:
    reply = http.client.HTTPResponse(connection, method=method if method in ("HEAD", "CONNECT") else "GET")
    try:
        reply.begin()
    except (http.client.RemoteDisconnected, ConnectionResetError):
        return None
    with reply:
        body = reply.read()
        if body and reply.headers.get("Content-Encoding") == "gzip":
            body = gzip.decompress(body)
        return Reply(reply.status, reply.headers.get_content_type() if "Content-Type" in reply.headers else "", body)
