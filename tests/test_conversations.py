"""Thirty conversations over two documents at once: every follow-up finds the words that answer it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from index.searcher import Searcher
from index.store import Store
from service.dialogue.dialogue import reply_to

DATA = Path(__file__).parent / "data"
DOCUMENTS = Path(__file__).parents[1] / "corpus" / "documents"
#: `ask`, what a right answer `said`, and for follow-ups the `quote` of the source that answers.
TALKS = [json.loads(line)["turns"] for line in (DATA / "conversations.jsonl").read_text("utf-8").splitlines()]


@pytest.fixture(scope="module")
def searcher(tmp_path_factory: pytest.TempPathFactory) -> Searcher:
    """The shipped document and the account of a ferry trust, in one index, with the real model."""
    from index.build import build  # noqa: PLC0415 - slow

    store = Store(tmp_path_factory.mktemp("conversations"))
    build([DOCUMENTS, DATA / "ferry-trust.txt"], store, "all-MiniLM-L6-v2")
    return Searcher.open(store)


def found(searcher: Searcher, turn: dict[str, Any], history: list[tuple[str, str]]) -> bool:
    """Whether the quote stands in one of the first three passages, or among what the answer rests on."""
    reply = reply_to(turn["ask"], searcher, history=history, top_k=3)
    read = [hit.passage.text for hit in reply.hits]
    read += [citation.quote for citation in (reply.answer.citations if reply.answer else ())]
    return any(turn["quote"] in text for text in read)


@pytest.mark.model
def test_every_follow_up_finds_its_words_and_without_the_history_a_third_would_not(searcher: Searcher) -> None:
    missed, lost, asked = [], 0, 0
    for talk in TALKS:
        history: list[tuple[str, str]] = []
        for turn in talk:
            if "quote" in turn:
                asked += 1
                missed += [] if found(searcher, turn, history) else [turn["ask"]]
                lost += not found(searcher, turn, [])
            history.append((turn["ask"], turn["said"]))
    assert (len(TALKS), asked, missed) == (30, 41, [])
    assert lost >= 10
