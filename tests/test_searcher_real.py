"""The shipped document, asked with the real encoder."""

from __future__ import annotations

import socket
from concurrent.futures import ThreadPoolExecutor

import pytest
from shelves import MODES

from index.searcher import Searcher
from index.store import Store

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def real(shipped: Store) -> Searcher:
    """A searcher over the shipped document, with its encoder and without a reader."""
    return Searcher.open(shipped, reader="off")


def test_a_passage_is_found_by_its_own_words(real: Searcher) -> None:
    passages = real.generation.passages
    first = [real.search(p.sentences[0].of(real.document(p.document_id).text)[:1000])[0].passage for p in passages]
    assert sum(one == other for one, other in zip(first, passages, strict=True)) >= 0.9 * len(passages)


@pytest.mark.parametrize("question", ["Who?", "", "日本とインドの協力はいつ始まりましたか。", "🏮" * 500, "why " * 250])
def test_any_question_can_be_asked_of_the_real_encoder(real: Searcher, question: str) -> None:
    for mode in MODES:
        assert all(0 <= hit.score <= 1 for hit in real.search(question, mode=mode, top_k=50))


def test_a_question_needs_no_network(shipped: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*address: object) -> None:
        raise AssertionError(address)

    monkeypatch.setattr(socket.socket, "connect", refuse)
    assert len(Searcher.open(shipped, reader="off").search("What was signed?")) == 5


def test_threads_share_a_real_searcher(real: Searcher) -> None:
    questions = [p.text.split(".")[0][:200] for p in real.generation.passages[:10]]
    with ThreadPoolExecutor(8) as threads:
        together = list(threads.map(real.search, questions * 2))
    assert together == [real.search(question) for question in questions * 2]
