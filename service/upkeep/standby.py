"""A builder that stands by: a process that has loaded what a rebuild needs and waits for its order.

Loading takes seconds, a rebuild of a changed sentence far less. Whoever watches the sources keeps one ready; it
takes one order, with the lock of the rebuild that it becomes, and ends with it, or with whoever started it.
"""

from __future__ import annotations

import json
import socket
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress

from service.upkeep.jobs import launch

#: What a process is started with, before the number of its end of the channel.
WAIT = "--wait"
_CHUNK = 64 * 1024


class Standby:
    """At most one process that waits. Not for several threads at once."""

    def __init__(self) -> None:
        self._waiting: tuple[subprocess.Popen[bytes], socket.socket] | None = None

    def prepare(self) -> None:
        """Have a process ready for the next order, unless one is already."""
        if self._waiting is not None:
            return
        ours, theirs = socket.socketpair()
        with theirs:
            words = [sys.executable, "-P", "-m", "service.upkeep.rebuilding", WAIT, str(theirs.fileno())]
            self._waiting = launch(words, theirs.fileno()), ours

    def spawn(self, command: Sequence[str], lock: int) -> subprocess.Popen[bytes]:
        """Run a rebuild's command, whose last two words are its order: in the process that waits, if one does."""
        if self._waiting is None:
            return launch(command, lock)
        process, channel = self._waiting
        self._waiting = None
        try:
            with channel:
                socket.send_fds(channel, [b"\n"], [lock])
                channel.sendall(json.dumps(list(command[-2:])).encode())
        except OSError:  # it died while it waited
            process.wait()
            return launch(command, lock)
        return process

    def close(self) -> None:
        """Send the process that waits home."""
        if self._waiting is not None:
            process, channel = self._waiting
            channel.close()
            process.terminate()  # it may be loading still
            process.wait()


def order(number: int) -> list[str] | None:
    """In the process that stands by: load everything, then wait; None where no order will come any more.

    The lock that comes with it stays open for as long as this process lives.
    """
    warm()
    with socket.socket(fileno=number) as channel:
        first, locks, _, _ = socket.recv_fds(channel, 1, 1)
        told = b"".join(iter(lambda: channel.recv(_CHUNK), b""))
    return json.loads(told) if first and locks and told else None


def warm() -> None:
    """Load what a rebuild would load only once it has begun; what can't be loaded, the rebuild itself will tell."""
    with suppress(ImportError, OSError):
        import service.upkeep.gate  # noqa: PLC0415
        import service.upkeep.outcomes  # noqa: F401, PLC0415
        from corpus.countries import country_pattern, country_tail  # noqa: PLC0415
        from corpus.facts.language import parse  # noqa: PLC0415

        country_pattern()
        country_tail()
        list(parse(["The board keeps twelve lamps."]))
