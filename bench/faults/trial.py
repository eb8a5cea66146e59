"""A service over small sources, and rebuilds of them that may be killed; what came of both."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from bench.faults.asking import Heard
from bench.faults.small import edit, write_model, write_sources
from bench.running import Running, running
from index.store import Store
from service.upkeep.jobs import Jobs

_NEVER = 600.0
#: The niceness of who answers.
_ANSWERING = 5


class Rebuilds:
    """Rebuilds of sources that are edited before each, by the process that forks them."""

    def __init__(self, store: Store, sources: Path, environ: dict[str, str]) -> None:
        self._store, self._sources, self._number = store, sources, 0
        #: How far the killed ones had come.
        self.killed: Counter[str] = Counter()
        #: Each generation that was published, and the number that its sources told.
        self.published = {store.current_id() or "none": 0}
        #: The seconds that whole ones took.
        self.took: list[float] = []
        words = [sys.executable, "-m", "bench.faults.builder"]
        self._process = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environ)  # noqa: S603
        self.one()

    def one(self, share: float | None = None) -> bool:
        """Rebuild; kill that after such a share of a whole rebuild's time. Whether it was killed."""
        self._number += 1
        edit(self._sources, self._number)
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        after = _NEVER if share is None else share * statistics.median(self.took[-9:])
        self._process.stdin.write(f"{after}\n")
        self._process.stdin.flush()
        name, status, seconds = self._process.stdout.readline().split()
        if status == "-9":
            self.killed[self._stage(name)] += 1
        elif status != "0":
            raise SystemExit(f"a rebuild failed: {Jobs(self._store.folder).read(name).error}")
        else:
            self.took.append(float(seconds))
        self.published.setdefault(self._store.current_id() or "none", self._number)
        return status == "-9"

    def give_way(self) -> None:
        """Rebuild at no higher priority than who answers from now on."""
        os.setpriority(os.PRIO_PROCESS, self._process.pid, _ANSWERING)

    def close(self) -> None:
        """End the process that forks them."""
        self._process.communicate()

    def _stage(self, name: str) -> str:
        """How far a rebuild had come, as what it left behind tells."""
        job = json.loads((self._store.folder / "jobs" / f"{name}.json").read_text("utf-8"))
        if job["state"] == "succeeded":
            return "ending"
        if job["stage"] == "encoding passages" and [*self._store.folder.glob("drafts/*/documents.jsonl")]:
            return "writing"
        return job["stage"] or "starting"


@dataclass(frozen=True, slots=True)
class Trial:
    """A service that answers, and rebuilds of its sources."""

    service: Running
    store: Store
    rebuilds: Rebuilds
    settings: dict[str, str]
    #: What went wrong, a line each.
    wrong: list[str] = field(default_factory=list)

    def judge(self, heard: Heard) -> None:
        """Add what was wrong with what clients were told."""
        self.wrong.extend(f"a request failed: {line}" for line in heard.failed)
        self.wrong.extend(
            f"generation {name} answered with the text of build {number}"
            for name, number in sorted(heard.said)
            if self.rebuilds.published.get(name) != number
        )


@contextmanager
def trial(workers: int) -> Iterator[Trial]:
    """A service of so many workers; what it logs as an error is wrong too."""
    with tempfile.TemporaryDirectory(prefix="kotae-faults-") as name:
        folder = Path(name)
        write_sources(folder / "sources")
        write_model(folder / "model")
        settings = {
            **{f"KOTAE_{name.upper()}": str(folder / name) for name in ("sources", "store", "model")},
            "KOTAE_WORKERS": str(workers), "KOTAE_READER": "off", "KOTAE_GATE": "1", "KOTAE_LOG_LEVEL": "error",
            "OMP_NUM_THREADS": "1",
        }  # fmt: skip
        # Whoever builds comes first, until told to give way: else most of the time would go by with asking.
        with running(
            ("nice", "-n", str(_ANSWERING), sys.executable, "-m", "service.commands.cli", "serve"), **settings
        ) as service:
            store = Store(folder / "store")
            rebuilds = Rebuilds(store, folder / "sources", {**os.environ, **settings})
            done = Trial(service, store, rebuilds, settings)
            try:
                yield done
            finally:
                rebuilds.close()
            done.wrong.extend(f"the service logged: {line}" for line in service.log.read_text("utf-8").splitlines())
