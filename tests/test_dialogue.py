"""A message is understood first, then answered; the reply tells what it was understood as."""

from __future__ import annotations

from pathlib import Path

import pytest
from harbour import CHARTER, harbour

from index.searcher import Searcher
from service.dialogue.dialogue import reply_to
from service.dialogue.understanding import Understood, understand


@pytest.fixture(scope="module")
def searcher(tmp_path_factory: pytest.TempPathFactory) -> Searcher:
    """A searcher over the harbour's documents."""
    return harbour(Path(tmp_path_factory.mktemp("store")))


def test_a_slip_is_mended_and_told(searcher: Searcher) -> None:
    reply = reply_to("Hi! When was the chartre sigend?", searcher)
    assert (reply.question, reply.understood) == ("Hi! When was the chartre sigend?", "When was the charter signed?")
    assert reply.answer is not None
    assert reply.answer.citations[0].quote == CHARTER


def test_what_is_relative_to_a_day_is_asked_for_that_day(searcher: Searcher) -> None:
    reply = reply_to("How many agreements were signed last year?", searcher, as_of="2000-06")
    assert reply.understood == "How many agreements were signed in 1999?"
    assert reply.answer is not None
    assert reply.answer.count == 1
    # The sources give no day of their own: the build's counts.
    assert understand("What happened last year?", searcher.generation).question == "What happened in 2023?"


@pytest.mark.parametrize("message", ["When was the charter signed?", "hello, when was the charter signed? thanks"])
def test_what_a_person_said_so_themselves_is_not_told_again(searcher: Searcher, message: str) -> None:
    assert understand(message, searcher.generation) == Understood("When was the charter signed?", None)
