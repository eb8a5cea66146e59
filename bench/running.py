"""A service in processes of its own, to be asked over loopback, and the memory of its workers."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO


@dataclass(frozen=True, slots=True)
class Running:
    """A service that answers."""

    port: int
    pid: int
    log: Path

    @property
    def url(self) -> str:
        """Its address, without a slash at the end."""
        return f"http://127.0.0.1:{self.port}"

    def workers(self) -> dict[int, float]:
        """The resident memory of each worker process, in MB; Linux alone tells."""
        children = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text().split()
        return {int(child): _resident(int(child)) for child in children}


def _resident(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text()
    found = re.search(r"VmRSS:\s+(\d+) kB", status)
    return round(int(found[1]) / 1024, 1) if found else 0.0


@contextmanager
def running(command: Sequence[str] = (), **settings: str) -> Iterator[Running]:
    """`kotae serve`, or `command`, on a free port, with these settings; SystemExit where it doesn't start."""
    with tempfile.NamedTemporaryFile("wb", prefix="kotae-", suffix=".log") as log:
        environ = {**os.environ, "KOTAE_PORT": "0", **settings}
        words = list(command) or [sys.executable, "-m", "service.commands.cli", "serve"]
        process = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=log, env=environ)  # noqa: S603 - our own service
        try:
            yield Running(_port(process.stdout, environ), process.pid, Path(log.name))
        finally:
            process.terminate()
            process.communicate(timeout=60)


def _port(said: IO[bytes] | None, environ: Mapping[str, str]) -> int:
    assert said is not None
    for line in said:
        if found := re.search(rb"answers at http://[^/]*:(\d+)/", line):
            return int(found[1])
    raise SystemExit(f"the service did not start: see `kotae serve` with KOTAE_STORE={environ.get('KOTAE_STORE', '')}")
