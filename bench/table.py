"""A run as a page: what was measured, on which machine, and what the figures mean."""

from __future__ import annotations

import os
import platform
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from service.measuring.measures import interval

_HEAD = (
    "contender", "hit@1", "hit@3", "hit@5", "hit@1 less Kotae's", "median ms", "p95 ms", "passages/s",
    "first answer s", "peak MiB", "building MiB",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Asked:
    """What a contender answered, question by question, and what that took."""

    #: Seconds from the start of its process.
    first_answer: float
    peak_mb: float
    #: The passages' ids, best first.
    rankings: Sequence[Sequence[str]]
    milliseconds: Sequence[float]


@dataclass(frozen=True, slots=True)
class Row:
    """What one contender did."""

    name: str
    passages_a_second: float
    build_mb: float
    asked: Asked
    #: For each question, whether each passage of the ranking is relevant.
    relevance: Sequence[Sequence[bool]]

    def hits(self, k: int) -> list[float]:
        """1 for each question with a relevant passage among the first k, else 0."""
        return [float(any(one[:k])) for one in self.relevance]


@dataclass(frozen=True, slots=True)
class Run:
    """All contenders of one run; the first is Kotae."""

    rows: tuple[Row, ...]
    versions: dict[str, str]
    passages: int
    questions: int
    threads: int
    file: str


def markdown(run: Run) -> str:
    """The page."""
    lines = ["| " + " | ".join(_HEAD) + " |", "|---" + "|---:" * (len(_HEAD) - 1) + "|"]
    lines += ["| " + " | ".join(_cells(row, run)) + " |" for row in run.rows]
    return _PAGE.format(
        passages=run.passages, questions=run.questions, file=run.file, threads=run.threads, machine=machine(),
        day=datetime.now(UTC).date().isoformat(), table="\n".join(lines),
    )  # fmt: skip


_PAGE = """# Benchmarks

Made by `make bench SQUAD=FILE` on {day}: {questions} questions over {passages} passages of `{file}`, on
{machine}, {threads} thread(s) for each contender.

{table}

- Everyone ranks the same passages: those that Kotae cuts from the articles, each with its title and headings
  before it. The encoder is all-MiniLM-L6-v2 for all, from the same files; Kotae encodes questions with its weights
  in int8, as it comes, but for the row that says otherwise. Contenders are set up as their own documentation does
  for search on one machine: txtai hybrid, Chroma dense (its local form has no hybrid search), Haystack BM25 and
  vectors joined by reciprocal rank fusion.
- A hit holds the answer with the words around it in its sentence. *hit@1 less Kotae's* compares with the first
  row, question by question: mean and 95 % interval of a paired bootstrap.
- Each question goes to every contender in turn. Milliseconds are of the search call alone.
- Building leaves out imports and loading the encoder; Kotae's also loads spaCy, finds the facts and makes
  vectors of sentences and of tokens.
- *First answer* is from the start of a new process: interpreter, imports, index and one question.
- Memory is the peak of resident memory of the process that answers, and of the one that builds.
"""


def _cells(row: Row, run: Run) -> tuple[str, ...]:
    took = sorted(row.asked.milliseconds)
    name = f"{row.name} {run.versions[row.name]}" if row.name in run.versions else row.name
    less = "" if row is run.rows[0] else difference(row.hits(1), run.rows[0].hits(1))
    return (
        name, *(f"{statistics.mean(row.hits(k)):.3f}" for k in (1, 3, 5)), less,
        f"{statistics.median(took):.1f}", f"{took[int(0.95 * len(took))]:.1f}", f"{row.passages_a_second:.1f}",
        f"{row.asked.first_answer:.1f}", f"{row.asked.peak_mb:.0f}", f"{row.build_mb:.0f}",
    )  # fmt: skip


def difference(hits: Sequence[float], first: Sequence[float]) -> str:
    """How many more hits than the first row's, question by question: mean and 95 % interval of a paired bootstrap."""
    differences = [one - other for one, other in zip(hits, first, strict=True)]
    low, high = interval(differences) or (0.0, 0.0)
    return f"{statistics.mean(differences):+.3f} ({low:+.3f} … {high:+.3f})"


def machine() -> str:
    """The machine in words: processor, cores, memory, system, Python."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    system = f"{platform.system()}, Python {platform.python_version()}"
    return f"{_processor()}, {os.cpu_count()} cores, {memory:.0f} GiB, {system}"


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    names = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()
