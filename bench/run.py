"""Kotae beside txtai, Chroma and Haystack: `python -m bench.run --squad squad.json`.

The same encoder, the same passages and the same questions for all, each in an interpreter of its own; every
question goes to each of them in turn, so that whatever else the machine does strikes all alike.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import track

from bench import ledger, rebuild, storage
from bench.environments import FOLDER, PEERS, ROOT, interpreter, version
from bench.questions import Set, read_set
from bench.table import Asked, Row, Run, markdown

_SCRIPTS = Path(__file__).parent / "contenders"
_WORK = FOLDER / "run"
_K = 10
#: How many facts the ledger is asked about.
_FACTS = 100_000
#: How many passages a rebuild is measured over, at least.
_PASSAGES = 1000
_QUIET = {"HF_HUB_OFFLINE": "1", "TRANSFORMERS_OFFLINE": "1", "TOKENIZERS_PARALLELISM": "false",
          "HAYSTACK_TELEMETRY_ENABLED": "False", "ANONYMIZED_TELEMETRY": "False"}  # fmt: skip
_SAYS = Console(stderr=True)


@dataclass(frozen=True, slots=True)
class Contender:
    """A row of the table: what runs it, over which index."""

    name: str
    python: Path
    script: str
    folder: Path
    environment: dict[str, str]

    def start(self, task: str) -> subprocess.Popen[str]:
        """The contender's process; what it logs goes to a file beside its index."""
        command = [str(self.python), str(_SCRIPTS / self.script), task, str(self.folder)]
        log = (self.folder / f"{self.environment.get('KOTAE_ROW', task)}.log").open("a")
        return subprocess.Popen(  # noqa: S603 - our own scripts
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, text=True, env=self.environment
        )


@dataclass(slots=True)
class Service:
    """A contender that has an index open and has answered its first question."""

    contender: Contender
    process: subprocess.Popen[str]
    first_answer: float

    @classmethod
    def open(cls, contender: Contender, model: str, question: str) -> Service:
        """Start it cold; the seconds run from there to its answer to `question`."""
        began = time.perf_counter()
        process = contender.start("serve")
        _tell(process, {"model": model})
        _heard(contender, process)
        _tell(process, {"question": question, "k": _K})
        _heard(contender, process)
        return cls(contender, process, time.perf_counter() - began)

    def ask(self, question: str) -> dict[str, Any]:
        """The ids of the best passages, and the milliseconds that took."""
        _tell(self.process, {"question": question, "k": _K})
        return _heard(self.contender, self.process)

    def close(self) -> float:
        """Its peak memory in MiB."""
        assert self.process.stdin is not None
        self.process.stdin.close()
        peak = float(_heard(self.contender, self.process)["peak_mb"])
        self.process.wait()
        return peak


def main() -> None:
    """Build, start, ask, and write the table."""
    given = _arguments()
    shutil.rmtree(_WORK, ignore_errors=True)
    pythons = {peer.name: interpreter(peer) for peer in PEERS}
    gold = read_set(given.squad, paragraphs=given.paragraphs, most=given.questions)
    environment = {**os.environ, **_QUIET}
    environment |= dict.fromkeys(("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS"), str(given.threads))
    contenders, built, passages, model = _build(gold, pythons, environment)
    asked = _ask(contenders, gold, model, given.starts)
    rows = [
        Row(one.name, *built[one.folder.name], found, gold.relevance(passages, found.rankings))
        for one, found in zip(contenders, asked, strict=True)
    ]
    versions = {peer.name: version(pythons[peer.name], peer.packages[0]) for peer in PEERS}
    run = Run(tuple(rows), versions, len(passages), len(gold.questions), given.threads, given.squad.name)
    given.out.parent.mkdir(parents=True, exist_ok=True)
    _SAYS.print("Kotae keeps token vectors in other forms")
    kept = storage.report(given.squad, paragraphs=given.paragraphs, most=given.questions)
    _SAYS.print("Kotae rebuilds")
    rebuilt = rebuild.measure(given.squad, _PASSAGES)
    sections = {
        "What late interaction keeps": kept,
        "The ledger": ledger.report(_FACTS),
        "One changed sentence": str(rebuilt),
    }
    page = markdown(run) + "".join(f"\n## {title}\n\n{text}\n" for title, text in sections.items())
    given.out.write_text(page, "utf-8")
    print(page)  # noqa: T201 - what the program is for


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.run", description=__doc__)
    parser.add_argument("--squad", type=Path, required=True, help="SQuAD questions, 1.1 or 2.0")
    parser.add_argument("--paragraphs", type=int, help="only the first N paragraphs")
    parser.add_argument("--questions", type=int, help="at most N questions, spread evenly")
    parser.add_argument("--threads", type=int, default=1, help="threads for each contender (1)")
    parser.add_argument("--starts", type=int, default=3, help="cold starts, of which the median counts (3)")
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "benchmarks.md")
    return parser.parse_args()


#: Passages a second of an index's build, and the build's peak memory in MiB.
Built = tuple[float, float]


def _build(
    gold: Set, pythons: dict[str, Path], environment: dict[str, str]
) -> tuple[tuple[Contender, ...], dict[str, Built], list[dict[str, str]], str]:
    """Each index once. Kotae comes first: its passages are what all are given."""
    folder = _WORK / "kotae"
    gold.write_articles(folder / "articles")
    rows = {
        "reader": "Kotae, with its reader",
        "plain": "Kotae, without it",
        "float32": "Kotae, without it, questions in float32",
    }
    kotae = tuple(
        Contender(name, Path(sys.executable), "with_kotae.py", folder, {**environment, "KOTAE_ROW": row})
        for row, name in rows.items()
    )
    _SAYS.print("Kotae builds")
    builder = replace(kotae[0], script="kotae_building.py")
    reply = _heard(builder, builder.start("build"))
    passages = reply["passages"]
    built = {"kotae": (len(passages) / reply["seconds"], float(reply["peak_mb"]))}
    peers = []
    for peer in PEERS:
        _SAYS.print(f"{peer.name} builds")
        (folder := _WORK / peer.name.lower()).mkdir(parents=True)
        one = Contender(peer.name, pythons[peer.name], peer.script, folder, environment)
        process = one.start("build")
        _tell(process, {"model": reply["model"], "passages": passages})
        said = _heard(one, process)
        process.wait()
        built[folder.name] = (len(passages) / said["seconds"], float(said["peak_mb"]))
        peers.append(one)
    return (*kotae, *peers), built, passages, reply["model"]


def _ask(contenders: Sequence[Contender], gold: Set, model: str, starts: int) -> list[Asked]:
    """Start each contender so many times, then ask every question of all of them in turn."""
    first = gold.questions[0].question
    colds: list[list[float]] = [[] for _ in contenders]
    for _ in range(starts - 1):
        for place, one in enumerate(contenders):
            service = Service.open(one, model, first)
            service.close()
            colds[place].append(service.first_answer)
    services = [Service.open(one, model, first) for one in contenders]
    replies: list[list[dict[str, Any]]] = [[] for _ in services]
    for question in track(gold.questions, "asking", console=_SAYS):
        for place, service in enumerate(services):
            replies[place].append(service.ask(question.question))
    found = []
    for cold, service, said in zip(colds, services, replies, strict=True):
        first_answer = statistics.median([*cold, service.first_answer])
        rankings, took = [one["ids"] for one in said], [float(one["ms"]) for one in said]
        found.append(Asked(first_answer, service.close(), rankings, took))
    return found


def _tell(process: subprocess.Popen[str], words: dict[str, Any]) -> None:
    assert process.stdin is not None
    process.stdin.write(json.dumps(words) + "\n")
    process.stdin.flush()


def _heard(contender: Contender, process: subprocess.Popen[str]) -> dict[str, Any]:
    assert process.stdout is not None
    line = process.stdout.readline()
    if not line:
        raise SystemExit(f"{contender.name} stopped: see {contender.folder}/*.log")
    reply: dict[str, Any] = json.loads(line)
    return reply


if __name__ == "__main__":
    main()
