"""Two small sources about a harbour, and what a test asks of a store built from them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from words import WordEncoder

from index.build import BuildResult
from index.searcher import Searcher
from index.store import Store

ENCODER = WordEncoder("charter", "lamps", "storm", "boats")

CHARTER = "The Lighthouse Board (LB) signed a charter with the Tide Office on 3 May 1999."
LAMPS = "The board keeps twelve lamps 🏮 along the harbour wall, and lights them at dusk."
STORM = "A storm put out nine of them in 2020."

STAGES = ["reading", "cutting", "finding facts", "encoding sentences", "encoding passages"]

#: `build` of those sources into a store: takes its keywords.
Run = Callable[..., BuildResult]


def write_sources(folder: Path) -> None:
    """Write both into a new folder."""
    folder.mkdir()
    (folder / "charter.md").write_text(f"# Charter of the harbour\n\n{CHARTER}\n", "utf-8")
    (folder / "lamps.txt").write_text(f"Lamps of the harbour\n\n{LAMPS}\n\n{STORM}\n", "utf-8")


def best(store: Store, question: str) -> str:
    """The text of the first passage for a question."""
    hits = Searcher(store.current(), ENCODER).search(question)
    return hits[0].passage.text


def found(store: Store, word: str) -> int:
    """How many passages share a word."""
    return len(Searcher(store.current(), ENCODER).search(word, mode="lexical"))


def tree(folder: Path) -> dict[str, tuple[int, int]]:
    """Every file with its inode and the time of its last change."""
    stats = {str(path.relative_to(folder)): path.stat() for path in folder.rglob("*") if path.is_file()}
    stats.pop("memo.sqlite", None)  # it lies outside all that is served
    return {name: (stat.st_ino, stat.st_mtime_ns) for name, stat in stats.items()}


def leftovers(store: Store) -> list[str]:
    """What a build left behind that it should have removed."""
    return [path.name for path in (*store.folder.glob("drafts/*"), *store.folder.glob(".*"))]
