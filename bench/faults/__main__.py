"""`make faults`: builders killed while people ask, and generations swapped under them; ends in 1 if anybody noticed.

    python -m bench.faults [--kills 200] [--swaps 20] [--seed 1]

The sources and the model are small, and each rebuild is forked off a process that has everything loaded, so that the
killing falls on the work and not on imports; else it is what the service runs itself, gold questions and all.
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import sys
import time
import urllib.request

from rich.console import Console

from bench.faults.asking import Clients, Heard
from bench.faults.trial import Trial, trial
from bench.faults.workers import Workers
from bench.running import Running, running
from corpus.errors import KotaeError

_SAYS = Console(stderr=True, highlight=False)
#: After so many kills one rebuild is let through; after so many another service is started over the store.
_THROUGH, _RESTART = 10, 50
#: Seconds in which every worker must serve what was published.
_SOON = 1.0


def main() -> int:
    """Kill, swap, ask, and say what came of it."""
    parser = argparse.ArgumentParser(prog="python -m bench.faults", description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--swaps", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    told = parser.parse_args()
    began = time.monotonic()
    with trial(workers=4) as under:
        _killed(under, told.kills, random.Random(told.seed))  # noqa: S311 - no secret
        _swapped(under, told.swaps)
    for line in under.wrong[:20]:
        _SAYS.print(f"  {line}", markup=False)
    outcome = f"{len(under.wrong)} things went wrong" if under.wrong else "nobody noticed"
    _SAYS.print(f"{outcome}; {time.monotonic() - began:.0f} s")
    return 1 if under.wrong else 0


def _killed(under: Trial, kills: int, chance: random.Random) -> None:
    """Kill so many rebuilds while two clients ask."""
    restarts = 0
    with Clients(under.service.port, 2) as clients:
        while (count := under.rebuilds.killed.total()) < kills:
            if not under.rebuilds.one(chance.random()):
                _check_swept(under)
                continue
            _check(under)
            if (count + 1) % _THROUGH == 0:
                under.rebuilds.one()
                _check_swept(under)
            if (count + 1) % _RESTART == 0:
                restarts += 1
                with running(**under.settings) as again:
                    _check_restarted(again, under)
    under.judge(clients.heard())
    stages = ", ".join(f"{stage} × {times}" for stage, times in under.rebuilds.killed.most_common())
    _SAYS.print(
        f"{kills} rebuilds killed ({stages}); {restarts} services started anew; {_told(under, clients.heard())}"
    )


def _swapped(under: Trial, swaps: int) -> None:
    """Publish so many generations while two clients ask."""
    late = []
    under.rebuilds.give_way()
    with Clients(under.service.port, 2) as quiet:
        time.sleep(5)
    with Workers(under.service) as workers, Clients(under.service.port, 2) as clients:
        for _ in range(swaps):
            with workers.awaiting(under.store) as seconds:
                under.rebuilds.one()
            late.append(max(seconds.values()))
            if late[-1] > _SOON:
                under.wrong.append(f"workers served what was published after {sorted(seconds.values())} s")
    under.judge(clients.heard())
    _SAYS.print(f"{swaps} swaps, each seen by the last worker after {max(late, default=0):.2f} s at most")
    _SAYS.print(f"  {_told(under, clients.heard())}")
    _SAYS.print(f"  p99 {_p99(quiet)} ms without swaps, {_p99(clients)} ms with them")


def _check(under: Trial) -> None:
    """Whether what is served is whole, as a service that starts now would find it."""
    try:
        under.store.current()
    except KotaeError as error:
        under.wrong.append(f"after a kill: {error}")


def _check_swept(under: Trial) -> None:
    """Whether a whole rebuild left nothing of those that were killed before it."""
    folder = under.store.folder
    if left := sorted(path.name for path in [*folder.glob("drafts/*"), *folder.glob(".*"), *folder.glob("*/.*")]):
        under.wrong.append(f"left behind: {', '.join(left)}")


def _check_restarted(service: Running, under: Trial) -> None:
    with urllib.request.urlopen(f"{service.url}/api/v1/index", timeout=30) as reply:  # noqa: S310 - our own service
        index = json.load(reply)
    if (index["id"], index["trouble"]) != (under.store.current_id(), None):
        under.wrong.append(f"a service that was started anew serves {index['id']}: {index['trouble']}")


def _told(under: Trial, heard: Heard) -> str:
    rebuilds, answering = under.rebuilds, {name for name, _ in heard.said}
    return (
        f"{len(rebuilds.published)} generations published, each in {statistics.median(rebuilds.took):.2f} s; "
        f"{heard.replies} replies out of {len(answering)} of them, {len(heard.failed)} failed"
    )


def _p99(clients: Clients) -> str:
    taken = clients.heard().took
    return f"{statistics.quantiles(taken, n=100)[98]:.0f}" if len(taken) > 1 else "no"


if __name__ == "__main__":
    sys.exit(main())
