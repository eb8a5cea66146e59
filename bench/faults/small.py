"""Sources and a model so small that a build takes a fraction of a second, and text that tells which build it is."""

from __future__ import annotations

import re
from pathlib import Path

#: What each build's sources say, and no other's.
_TELLING = "The Lighthouse Board keeps {number} lamps along the harbour wall."
_TOLD = re.compile(_TELLING.format(number=r"(\d+)"))
_CHARTER = "# Charter\n\nThe Lighthouse Board (LB) signed a charter with the Tide Office on 3 May 1999.\n"
_GOLD = (
    '{"id": "g1", "question": "Who signed a charter with the Tide Office?", "kind": "lookup", '
    '"evidence": ["signed a charter"], "answers": ["Lighthouse Board"]}\n'
)
QUESTIONS = ("How many lamps does the Lighthouse Board keep along the harbour wall?", "Who keeps lamps along the wall?")


def write_sources(folder: Path) -> None:
    """Write them into a new folder, as build 0."""
    folder.mkdir()
    (folder / "charter.md").write_text(_CHARTER, "utf-8")
    (folder / "questions.jsonl").write_text(_GOLD, "utf-8")
    edit(folder, 0)


def edit(folder: Path, number: int) -> None:
    """Make the sources those of a build."""
    (folder / "lamps.md").write_text(f"# Lamps\n\n{_TELLING.format(number=number)}\n", "utf-8")


def told(text: str) -> int | None:
    """Which build's sources a text is from."""
    found = _TOLD.search(text)
    return int(found[1]) if found else None


def write_model(folder: Path) -> None:
    """A model of one narrow layer, with weights that mean nothing: BM25 finds what is asked."""
    from transformers import AutoTokenizer, BertConfig, BertModel  # noqa: PLC0415 - torch takes seconds to import
    from transformers.utils import logging  # noqa: PLC0415

    from index.model import locate  # noqa: PLC0415

    logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    tokenizer = AutoTokenizer.from_pretrained(locate().folder)
    config = BertConfig(
        vocab_size=len(tokenizer), hidden_size=16, num_hidden_layers=1, num_attention_heads=2, intermediate_size=32
    )
    BertModel(config).save_pretrained(folder)
    tokenizer.save_pretrained(folder)
