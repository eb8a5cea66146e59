"""Before a generation is served: does it answer the gold questions beside its sources as well as the last one?"""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path

from corpus.errors import DamagedError, ModelError, RejectedError
from index.durable import replace_file
from index.generation import Generation
from index.searcher import Searcher
from index.store import Store
from service import __version__
from service.measuring.evaluation import ask_all
from service.measuring.gold import GoldFile, read_gold
from service.measuring.measures import mean
from service.measuring.report import questions_report

log = logging.getLogger("kotae")

#: What the gold questions beside a source are called.
FILE_NAME = "questions.jsonl"
#: The figures that may not fall, the last of which may not rise.
FIGURES = ("hit", "answer", "list F1", "count", "fact hit@3", "abstain recall", "abstain false")
#: How many of the questions that now go wrong a sentence names.
_NAMED = 3

Open = Callable[[Store, Generation], Searcher]
Tell = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Standing:
    """How a generation does at gold questions."""

    figures: Mapping[str, float]
    #: What goes wrong: a question's id -> the question and why.
    missed: Mapping[str, str]


class Gate:
    """Asks every new generation what the served one was asked; raises RejectedError for one that does worse.

    `allowed` is how far a figure may fall; None lets everything through. How a generation did is kept in the
    store, so that it is not asked again when the next one comes.
    """

    def __init__(
        self,
        store: Store,
        sources: Sequence[Path],
        allowed: float | None,
        *,
        reader: str | None = None,
        tell: Tell = lambda stage, done, total: None,
        open_searcher: Open | None = None,
    ) -> None:
        self._store, self._allowed, self._reader, self._tell = store, allowed, reader, tell
        self._open = open_searcher or partial(Searcher.over, reader=reader)
        self._files = tuple(dict.fromkeys(map(gold_path, sources)))

    def __call__(self, made: Generation) -> None:
        """Pass, or RejectedError. Raises SourceError where the questions can't be read."""
        if self._allowed is None:
            return
        gold, served = self._gold(), self._served()
        if not gold.questions or served is None or served.id == made.id:
            return
        try:
            before = self._standing(served, gold)
        except ModelError as error:
            log.warning("what is served can't be asked the gold questions, so anything is better: %s", error)
            return
        after = self._standing(made, gold)
        fallen = tuple(falls(before.figures, after.figures, self._allowed))
        if fallen:
            now = {name: line for name, line in after.missed.items() if name not in before.missed}
            questions = [question.question for question in gold.questions if question.id in now]
            raise RejectedError(made.id, _sentence(fallen, questions), tuple(now.values()))

    def _gold(self) -> GoldFile:
        """The questions of all files, in order."""
        read = [read_gold(path) for path in self._files if path.is_file()]
        return GoldFile(FILE_NAME, tuple(question for gold in read for question in gold.questions))

    def _served(self) -> Generation | None:
        """The generation that is served; one that is damaged can't be any standard."""
        with suppress(DamagedError):
            return self._store.current() if self._store.current_id() else None
        return None

    def _standing(self, generation: Generation, gold: GoldFile) -> Standing:
        asked = hashlib.sha256(f"{__version__} {self._reader} {gold.questions!r}".encode()).hexdigest()[:16]
        path = self._store.folder / "standings" / f"{generation.id}.json"
        with suppress(OSError, ValueError, KeyError, TypeError):
            kept = json.loads(path.read_text("utf-8"))
            if kept["asked"] == asked:
                return Standing(kept["figures"], kept["missed"])
        standing = self._ask(generation, gold)
        with suppress(OSError):  # it is only kept to spare asking again
            self._keep(path, {"asked": asked, **asdict(standing)})
        return standing

    def _ask(self, generation: Generation, gold: GoldFile) -> Standing:
        searcher = self._open(self._store, generation)
        outcomes = ask_all(searcher, gold, partial(self._tell, "asking gold questions"))
        marks = {name: [one.marks[name] for one in outcomes if name in one.marks] for name in FIGURES}
        misses = questions_report(gold, outcomes).misses
        missed = {miss.id: f"{miss.question} ({'; '.join(miss.wrong)})" for miss in misses}
        return Standing({name: value for name, found in marks.items() if (value := mean(found)) is not None}, missed)

    def _keep(self, path: Path, standing: Mapping[str, object]) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        for old in path.parent.iterdir():
            if old.stem != path.stem and not self._store.has(old.stem):
                old.unlink(missing_ok=True)
        replace_file(path, json.dumps(standing, ensure_ascii=False).encode("utf-8", "backslashreplace"))


def gold_path(source: Path) -> Path:
    """Where the gold questions of a source lie: in its folder, or beside a single file."""
    return (source if source.is_dir() else source.parent) / FILE_NAME


def falls(before: Mapping[str, float], after: Mapping[str, float], allowed: float) -> list[str]:
    """The figures that got worse by more than is allowed, each as a clause of a sentence."""
    told = []
    for name in FIGURES:
        if name in before and name in after:
            rises = name == "abstain false"
            worse = (after[name] - before[name]) if rises else (before[name] - after[name])
            if worse > allowed + 1e-9:
                told.append(f"{name} {'rose' if rises else 'fell'} from {before[name]:.2f} to {after[name]:.2f}")
    return told


def _sentence(fallen: Sequence[str], questions: Sequence[str]) -> str:
    named = ", ".join(f"“{question}”" for question in questions[:_NAMED])
    more = f" and {len(questions) - _NAMED} more" if len(questions) > _NAMED else ""
    return ", ".join(fallen) + (f" (now wrong: {named}{more})" if questions else "")
