"""The documents of the bed and their questions, and what asking them comes to."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.reading import is_source
from index.build import build
from index.model import DEFAULT_MODEL
from index.searcher import Searcher
from index.store import Store
from service.measuring.evaluation import Outcome, ask_all
from service.measuring.gold import GoldFile, read_gold
from service.measuring.report import Report, questions_report

SETS = ("dev", "test")
_FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Entry:
    """A document of one kind, and where its questions are."""

    kind: str
    document: Path

    def questions(self, sets: Sequence[str]) -> GoldFile:
        """The questions of these sets, in the order of their numbers."""
        files = [read_gold(self.document.parent / f"questions.{name}.jsonl") for name in sets]
        asked = sorted((one for file in files for one in file.questions), key=lambda one: one.id)
        return GoldFile(self.kind, tuple(asked))


@dataclass(frozen=True, slots=True)
class Row:
    """What one document, or all of them together, came to."""

    report: Report
    passages: int
    outcomes: tuple[Outcome, ...]


def entries() -> tuple[Entry, ...]:
    """Every kind in the bed, by name."""
    found = (
        (folder.name, path) for folder in sorted(_FOLDER.iterdir()) if folder.is_dir() for path in folder.iterdir()
    )
    return tuple(Entry(kind, path) for kind, path in found if is_source(path))


def measure(
    chosen: Sequence[Entry], sets: Sequence[str], folder: Path, tell: Callable[[str, int, int], None]
) -> Iterator[Row]:
    """Index each document alone in the store at `folder`, ask its questions, and yield what that came to."""
    store = Store(folder)
    for entry in chosen:

        def told(stage: str, done: int, total: int, kind: str = entry.kind) -> None:
            tell(f"{kind}: {stage}", done, total)

        build([entry.document], store, DEFAULT_MODEL, keep=2 * len(chosen), progress=told)
        searcher, gold = Searcher.open(store), entry.questions(sets)
        outcomes = ask_all(searcher, gold, lambda done, total, told=told: told("asking", done, total))  # type: ignore[misc]
        yield Row(questions_report(gold, outcomes), len(searcher.generation.passages), outcomes)


def together(rows: Sequence[Row]) -> Row:
    """All rows as one, each question counting the same."""
    outcomes = tuple(outcome for row in rows for outcome in row.outcomes)
    gold = GoldFile("all", tuple(outcome.question for outcome in outcomes))
    return Row(questions_report(gold, outcomes), sum(row.passages for row in rows), outcomes)
