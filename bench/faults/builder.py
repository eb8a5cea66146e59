"""Rebuilds as the service runs them, each in a process that is forked off this one, which has loaded all they need.

`python -m bench.faults.builder`, by the settings in the environment: each line of standard input is after how many
seconds to kill the rebuild; each of the output is the rebuild's id, its exit code (-9 where it was killed) and the
seconds it took.
"""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
import time
import traceback
from collections.abc import Sequence
from typing import NoReturn, cast

from service.settings import load
from service.upkeep import rebuilding
from service.upkeep.jobs import Jobs
from service.upkeep.standby import warm


class _Child:
    """A forked process, as whoever starts a rebuild wants it; this module itself waits for it."""

    def __init__(self, pid: int) -> None:
        self.pid = pid

    def wait(self) -> int:
        return 0


def main() -> None:
    """Rebuild for each line, until there are no more."""
    settings = load()
    jobs, words = Jobs(settings.store), rebuilding.command(settings, force=False)
    warm()
    for line in sys.stdin:
        children: list[int] = []

        def fork(command: Sequence[str], lock: int, children: list[int] = children) -> subprocess.Popen[bytes]:
            if not (pid := os.fork()):
                _rebuild(command)
            children.append(pid)
            return cast("subprocess.Popen[bytes]", _Child(pid))

        began = time.monotonic()
        job = jobs.start(words, fork)
        status = _killed_after(children[0], float(line))
        print(job.id, status, f"{time.monotonic() - began:.3f}", flush=True)  # noqa: T201 - what it is run for


def _rebuild(command: Sequence[str]) -> NoReturn:
    status = 1
    try:
        status = rebuilding.run(*command[-2:])
    except Exception:  # nothing may come back from here: this is a copy of the process that forks
        traceback.print_exc()
    finally:
        os._exit(status)


def _killed_after(pid: int, seconds: float) -> int:
    """The exit code of a process that is killed unless it ends before."""
    ended = os.pidfd_open(pid)
    select.select([ended], [], [], seconds)
    os.kill(pid, signal.SIGKILL)  # the process is ours to wait for: no other can have its number yet
    os.close(ended)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


if __name__ == "__main__":
    main()
