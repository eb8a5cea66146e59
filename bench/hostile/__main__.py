"""`make hostile`: tens of thousands of hostile requests at a running service; ends in 1 where one reply was wrong.

python -m bench.hostile [--attacks 20000] [--generated 10000] [--seed 1]
"""

from __future__ import annotations

import argparse
import sys
import time

from rich.console import Console

from bench.hostile.attacks import attacks
from bench.hostile.description import Description
from bench.hostile.generated import generate
from bench.hostile.sending import attack_all
from bench.running import Running, running

_SAYS = Console(stderr=True, highlight=False)
#: However many attacks there are, memory has settled after so many.
_WARM_UP, _THREADS = 2000, 16
#: How much of the memory before may come on top.
_MORE = 0.10


def main() -> int:
    """Attack a service of two workers, and say what came of it."""
    parser = argparse.ArgumentParser(prog="python -m bench.hostile", description=__doc__)
    parser.add_argument("--attacks", type=int, default=20_000)
    parser.add_argument("--generated", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    told = parser.parse_args()
    with running(KOTAE_WORKERS="2", KOTAE_LOG_LEVEL="error", KOTAE_ADMIN_TOKEN="s3cret") as service:  # noqa: S106
        fine = _attacked(service, told.attacks, told.generated, told.seed)
        logged = service.log.read_text("utf-8", "replace")
    if logged:
        _SAYS.print(f"the log says:\n{logged[:2000]}", markup=False)
    return 0 if fine else 1


def _attacked(service: Running, count: int, generated: int, seed: int) -> bool:
    description = Description.of(service.url)
    stream = attacks(seed)
    warm = attack_all(service.port, stream, _WARM_UP, _THREADS, description)
    before = service.workers()
    began = time.monotonic()
    outcome = attack_all(service.port, stream, count - _WARM_UP, _THREADS, description)
    for family in outcome.statuses:
        told = ", ".join(f"{status} × {times}" for status, times in outcome.statuses[family].most_common())
        _SAYS.print(f"  {family:12} {told}")
    wrong = warm.wrong + outcome.wrong
    _SAYS.print(f"{warm.sent + outcome.sent} attacks, {len(wrong)} wrong replies, {time.monotonic() - began:.0f} s")
    for line in wrong[:20]:
        _SAYS.print(f"  {line}", markup=False)
    sent, fine = _generated(service.url, generated, seed)
    after = service.workers()
    _SAYS.print(f"{sent} generated requests, {'every' if fine else 'not every'} reply as described")
    _SAYS.print(f"workers before {before}, after {after} (MB)")
    grown = sum(after.values()) / sum(before.values()) - 1
    _SAYS.print(f"memory {grown:+.1%}, workers lost: {len(set(before) - set(after))}")
    return not wrong and fine and before.keys() == after.keys() and grown <= _MORE


def _generated(url: str, count: int, seed: int) -> tuple[int, bool]:
    """At least so many requests from the description, seed by seed."""
    sent, fine = 0, True
    while sent < count:
        made = generate(url, max(10, count // 40), seed=seed)
        sent, fine, seed = sent + made.sent, fine and made.fine, seed + 1
        if not made.fine:
            _SAYS.print(made.said, markup=False)
        if not made.sent:
            return sent, False
    return sent, fine


if __name__ == "__main__":
    sys.exit(main())
