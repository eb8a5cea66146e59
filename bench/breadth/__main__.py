"""Index each document of the bed alone, ask its questions, and print what came of it.

python -m bench.breadth [KIND ...] [--set dev|test] [--misses] [--json] [--store FOLDER]
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from bench.breadth.bed import SETS, Entry, Row, entries, measure, together
from service.commands.progress import progress_bar
from service.commands.scorecard import as_data, as_text

#: Each figure's name in a report, and how its column is headed.
_COLUMNS = {
    "passage hit@1": "hit@1", "passage hit@3": "hit@3", "passage hit@5": "hit@5", "answer": "answer",
    "list F1": "list F1", "count": "count", "abstain recall": "abstain recall", "abstain false": "abstain false",
    "words a passage": "words",
}  # fmt: skip


def main() -> None:
    """Measure, and print the table."""
    given = _arguments()
    sets = [given.set] if given.set else SETS
    with ExitStack() as stack:
        folder = given.store or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="kotae-breadth-")))
        tell = stack.enter_context(progress_bar())
        rows = list(measure(given.kinds, sets, folder, tell))
    rows.append(together(rows))
    if given.json:
        print(json.dumps([_data(row, given.misses) for row in rows], ensure_ascii=False))  # noqa: T201 - the output
        return
    Console(width=110).print(_table(rows))
    if given.misses:
        print(as_text(rows[-1].report, sys.maxsize))  # noqa: T201 - the output


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.breadth", description=__doc__.split("\n", 1)[0])
    parser.add_argument("kinds", nargs="*", metavar="KIND", help="kinds of document to ask of (all)")
    parser.add_argument("--set", choices=SETS, help="the questions of one set alone (both)")
    parser.add_argument("--misses", action="store_true", help="show what went wrong, question by question")
    parser.add_argument("--json", action="store_true", help="print JSON alone")
    parser.add_argument("--store", type=Path, help="keep the indexes here (a folder of its own, removed at the end)")
    given = parser.parse_args()
    given.kinds = _chosen(parser, given.kinds)
    return given


def _chosen(parser: argparse.ArgumentParser, kinds: Sequence[str]) -> tuple[Entry, ...]:
    every = {entry.kind: entry for entry in entries()}
    unknown = [kind for kind in kinds if kind not in every]
    if unknown:
        parser.error(f"no kind is called {', '.join(unknown)}: there are {', '.join(every)}")
    return tuple(every[kind] for kind in kinds) or tuple(every.values())


def _table(rows: Sequence[Row]) -> Table:
    table = Table(box=SIMPLE_HEAD, pad_edge=False, collapse_padding=True)
    table.add_column("document", no_wrap=True)
    for title in ("asked", *_COLUMNS.values(), "passages"):
        table.add_column(title, justify="right")
    for row in rows:
        figures = row.report.figures
        cells = (_cell(figures[name].value) for name in _COLUMNS)
        table.add_row(row.report.name, str(len(row.outcomes)), *cells, str(row.passages), end_section=row is rows[-2])
    return table


def _cell(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}" if isinstance(value, float) else str(value)


def _data(row: Row, misses: bool) -> dict[str, Any]:
    return {"passages": row.passages, **as_data(row.report, sys.maxsize if misses else 0)}


if __name__ == "__main__":
    main()
