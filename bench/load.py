"""`make load`: how many questions a second a service answers, how soon, and in how much memory.

    python -m bench.load [--workers 2] [--connections 32] [--seconds 60]

Locust asks, in a virtual environment of its own (`.bench/locust`): as many users as connections, each of whom
asks a new question as soon as the last one is answered. It shares the machine with the service.
"""

from __future__ import annotations

import argparse
import csv
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from rich.console import Console

from bench.running import running

_LOCUST = Path(__file__).parents[1] / ".bench" / "locust" / "bin" / "locust"
_SAYS = Console(stderr=True, highlight=False)


def main() -> int:
    """Run the load and print the table; 1 where a question failed."""
    parser = argparse.ArgumentParser(prog="python -m bench.load", description=__doc__)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--connections", type=int, default=32)
    parser.add_argument("--seconds", type=int, default=60)
    told = parser.parse_args()
    with running(KOTAE_WORKERS=str(told.workers), KOTAE_LOG_LEVEL="warning") as service:
        _ask(service.url, told.connections, 5)  # the first questions find everything cold
        before = service.workers()
        row = _ask(service.url, told.connections, told.seconds)
        after = service.workers()
    _SAYS.print(f"{told.workers} workers, {told.connections} connections, {told.seconds} s on {_machine()}")
    print(_table(row, before, after))  # noqa: T201 - what it is run for
    return 0 if row["Failure Count"] == "0" and before.keys() == after.keys() else 1


def _ask(url: str, connections: int, seconds: int) -> dict[str, str]:
    """What locust measured, as its table of all requests has it."""
    with tempfile.TemporaryDirectory() as folder:
        command = [str(_LOCUST), "--locustfile", str(Path(__file__).with_name("locustfile.py")), "--host", url,
                   "--headless", "--users", str(connections), "--spawn-rate", str(connections),
                   "--run-time", f"{seconds}s", "--csv", "load", "--only-summary", "--loglevel", "ERROR"]  # fmt: skip
        ended = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)  # noqa: S603
        stats = Path(folder, "load_stats.csv")
        if not stats.is_file():
            raise SystemExit(f"locust did not run: {ended.stderr[-500:]}")
        with stats.open(encoding="utf-8") as rows:
            return next(row for row in csv.DictReader(rows) if row["Name"] == "Aggregated")


def _table(row: dict[str, str], before: dict[int, float], after: dict[int, float]) -> str:
    lines = [
        ("questions", row["Request Count"]),
        ("errors", row["Failure Count"]),
        ("questions a second", f"{float(row['Requests/s']):.1f}"),
        *((f"p{part}", f"{float(row[f'{part}%']):.0f} ms") for part in (50, 95, 99)),
        *(
            (f"worker {number}", f"{size:.0f} → {after.get(pid, 0):.0f} MB")
            for number, (pid, size) in enumerate(before.items(), 1)
        ),
    ]
    return "\n".join(["| | |", "|---|---|", *(f"| {name} | {value} |" for name, value in lines)])


def _machine() -> str:
    about = Path("/proc/cpuinfo")
    lines = about.read_text("utf-8").splitlines() if about.is_file() else []
    name = next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "this machine")
    return f"{name}, {os.cpu_count()} cores, load average {os.getloadavg()[0]:.1f}"


if __name__ == "__main__":
    sys.exit(main())
