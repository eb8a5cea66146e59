"""How a contender is spoken to: one JSON object a line on standard input and output.

`SCRIPT build FOLDER` reads {"model", "threads", "passages": [{"id", "text"}]}, builds an index in FOLDER, and
says {"seconds", "peak_mb"}: the time for indexing alone, imports and the model's loading left out.
`SCRIPT serve FOLDER` reads {"model", "threads"}, opens it and says {"ready": true}; then, for each {"question",
"k"}, {"ids", "ms"}; and at the end of its input {"peak_mb"}. Whatever libraries print goes to standard error.
Standard library only: it runs beside any contender.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, TextIO

#: (question, k) -> ids of passages, best first.
Search = Callable[[str, int], list[str]]
#: (folder, model) -> what indexes (id, text) pairs into the folder.
Builder = Callable[[Path, str], Callable[[list[tuple[str, str]]], None]]
Opener = Callable[[Path, str], Search]


def main(builder: Builder | None, opener: Opener) -> None:
    """Run the command that the script was called with."""
    task, folder = sys.argv[1], Path(sys.argv[2])
    # Libraries print to standard output: the protocol keeps it for itself.
    out = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    given = json.loads(sys.stdin.readline())
    if task == "build" and builder is not None:
        _build(builder(folder, given["model"]), given["passages"], out)
    else:
        _serve(opener(folder, given["model"]), out)


def _build(index: Callable[[list[tuple[str, str]]], None], rows: list[dict[str, str]], out: TextIO) -> None:
    passages = [(row["id"], row["text"]) for row in rows]
    began = time.perf_counter()
    index(passages)
    _say(out, {"seconds": time.perf_counter() - began, "peak_mb": peak_mb()})


def _serve(search: Search, out: TextIO) -> None:
    _say(out, {"ready": True})
    for line in sys.stdin:
        asked = json.loads(line)
        began = time.perf_counter()
        ids = search(asked["question"], asked["k"])
        _say(out, {"ids": ids, "ms": (time.perf_counter() - began) * 1000})
    _say(out, {"peak_mb": peak_mb()})


def _say(out: TextIO, reply: dict[str, Any]) -> None:
    print(json.dumps(reply), file=out, flush=True)


def peak_mb() -> float:
    """The most memory that this process has held so far, in MiB (Linux counts in KiB)."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
