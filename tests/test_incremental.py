"""Brought up to date or built from nothing: the same generation, byte for byte, after any edits.

Sources are edited at random: added, edited, renamed, removed, their paragraphs moved within and between them, and
edits undone. `KOTAE_EDITS` sets how many sequences are tried; each is told by its seed where it fails.
"""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from pier import ENCODER
from words import WordEncoder

from corpus.facts import extract_facts
from corpus.facts.language import Word
from corpus.model import Document, Fact
from index.build import build
from index.encoder import Vectors
from index.store import Store

SEQUENCES = int(os.environ.get("KOTAE_EDITS", "6"))
EDITS = 4

BODIES = ("Lighthouse Board (LB)", "Tide Office (TO)", "Harbour Council", "Ministry of Lamps (MoL)", "the LB")
DEEDS = ("signed a charter with the {other} on {day} May {year}.", "opened {count} lamps in Otaru in {year}.",
         "met the {other} in Nemuro on {day} June {year}.", "spent {count} million yen on boats in {year}.",
         "said that the storm of {year} put out {count} of them.", "extended it until {year}.")  # fmt: skip

Files = Mapping[str, tuple[str, ...]]


def sentence(chance: random.Random) -> str:
    """A sentence that the rules find something in."""
    said = {"other": chance.choice(BODIES), "day": chance.randint(1, 30), "year": chance.randint(1950, 2020),
            "count": chance.randint(2, 90)}  # fmt: skip
    return f"{chance.choice(BODIES)} {chance.choice(DEEDS).format(**said)}"


def paragraph(chance: random.Random) -> str:
    """A heading now and then, else some sentences."""
    if chance.random() < 0.2:
        return f"## Part {chance.randint(1, 9)} of the {chance.choice(BODIES)}"
    return " ".join(sentence(chance) for _ in range(chance.randint(1, 4)))


def edited(files: Files, chance: random.Random) -> Files:
    """The files after one edit; there is always one left, with words in it."""
    after = {name: list(paragraphs) for name, paragraphs in files.items()}
    name, other = chance.choice(sorted(after)), chance.choice(sorted(after))
    place = chance.randrange(len(after[name]))
    match chance.choice(["add", "edit", "insert", "cut", "rename", "remove", "move", "move"]):
        case "add":
            after[f"{chance.randint(0, 99)}.md"] = [sentence(chance), *(paragraph(chance) for _ in range(3))]
        case "edit":
            after[name][place] = sentence(chance)
        case "insert":
            after[name].insert(place, paragraph(chance))
        case "cut" if len(after[name]) > 1:
            del after[name][place]
        case "rename":
            after[f"{chance.randint(100, 199)}.md"] = after.pop(name)
        case "remove" if len(after) > 1:
            del after[name]
        case "move" if len(after[name]) > 1:
            moved = after[name].pop(place)
            after[other].insert(chance.randint(0, len(after[other])), moved)
    return {
        name: (*paragraphs, "The end.") if all(p.startswith("#") for p in paragraphs) else tuple(paragraphs)
        for name, paragraphs in after.items()
    }


def write(folder: Path, files: Files) -> None:
    """Make the folder hold these files and no others."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for name, paragraphs in files.items():
        (folder / name).write_text("\n\n".join(paragraphs) + "\n", "utf-8")


@pytest.fixture
def model(tmp_path: Path) -> str:
    """A model's folder, for the words' encoder to stand in for."""
    (tmp_path / "model").mkdir()
    (tmp_path / "model" / "model.safetensors").write_bytes(b"words")
    return str(tmp_path / "model")


@pytest.mark.parametrize("seed", range(SEQUENCES))
def test_after_any_edits_an_index_is_the_one_built_from_nothing(tmp_path: Path, model: str, seed: int) -> None:
    chance = random.Random(seed)
    files: Files = {f"{n}.md": tuple(sentence(chance) for _ in range(4)) for n in range(3)}
    history, store = [files], Store(tmp_path / "kept")
    for _ in range(EDITS):
        files = chance.choice(history) if chance.random() < 0.15 else edited(files, chance)
        history.append(files)
        write(tmp_path / "sources", files)
        build([tmp_path / "sources"], store, model, encoder=ENCODER)
    fresh = Store(tmp_path / "fresh")
    build([tmp_path / "sources"], fresh, model, encoder=ENCODER)
    ours, theirs = store.current(), fresh.current()
    assert ours.passages == theirs.passages
    assert ours.ledger.select(()) == theirs.ledger.select(())
    assert (ours.id, ours.manifest.files) == (theirs.id, theirs.manifest.files)


class Counting(WordEncoder):
    """Notes which sentences it is given to encode."""

    def __init__(self) -> None:
        super().__init__("charter", "lamps", "storm", "boats")
        self.given: list[str] = []

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Vectors as ever."""
        self.given += texts
        return super().encode(texts)


def test_only_what_changed_is_worked_out_again(tmp_path: Path, model: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """One sentence is edited, one paragraph moves to another document, and one document gets another name."""
    kept, moved, old, new = "Lamps burn.", "A storm came.", "Boats lie here.", "Boats sank."
    store, encoder = Store(tmp_path / "store"), Counting()
    write(tmp_path / "sources", {"a.md": (kept, moved), "b.md": (old,)})
    build([tmp_path / "sources"], store, model, encoder=encoder)
    assert sorted(encoder.given) == sorted([kept, moved, old])
    parsed: list[str] = []

    def note(texts: list[str]) -> list[tuple[Word, ...]]:
        parsed.extend(texts)
        return [()] * len(texts)

    monkeypatch.setattr("index.build.parse", note)
    write(tmp_path / "sources", {"c.md": (kept,), "b.md": (new, moved)})
    build([tmp_path / "sources"], store, model, encoder=encoder)
    assert (encoder.given[3:], parsed) == ([new], [new])


def test_a_document_that_long_stayed_as_it_was_is_not_parsed_again_when_it_is_edited(
    tmp_path: Path, model: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, kept = Store(tmp_path / "store"), ("Lamps burn.", "Boats lie here.")
    for number in range(4):  # more builds than are kept
        write(tmp_path / "sources", {"a.md": kept, "b.md": (f"Storm {number} came.",)})
        build([tmp_path / "sources"], store, model, encoder=ENCODER, keep=2)
    parsed: list[str] = []

    def note(texts: list[str]) -> list[tuple[Word, ...]]:
        parsed.extend(texts)
        return [()] * len(texts)

    monkeypatch.setattr("index.build.parse", note)
    write(tmp_path / "sources", {"a.md": (*kept, "Tides rise."), "b.md": ("Storm 3 came.",)})
    build([tmp_path / "sources"], store, model, encoder=ENCODER, keep=2)
    assert parsed == ["Tides rise."]


def test_a_new_short_name_is_no_news_to_documents_that_do_not_use_it(
    tmp_path: Path, model: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is to those that do: b.md says "TO"."""
    store, read = Store(tmp_path / "store"), []
    others = {"b.md": ("The TO met in Otaru in 1999.",), "c.md": ("Boats lie here.",)}
    write(tmp_path / "sources", {"a.md": ("Tides rise.",), **others})
    build([tmp_path / "sources"], store, model, encoder=ENCODER)

    def note(document: Document, *rest: Any) -> tuple[Fact, ...]:
        read.append(document.id)
        return extract_facts(document, *rest)

    monkeypatch.setattr("index.build.extract_facts", note)
    write(tmp_path / "sources", {"a.md": ("The Tide Office (TO) was founded in 1950.",), **others})
    build([tmp_path / "sources"], store, model, encoder=ENCODER)
    assert read == ["a.md", "b.md"]
