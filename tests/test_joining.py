"""Several questions of one message get one reply: short, each part answered or said to be silent, each cited."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from harbour import FACTS, PASSAGES, harbour

from index.hits import FactHit, Hit
from service.answers.answer import Answer, Reply
from service.answers.manner import Manner
from service.dialogue.dialogue import reply_to
from service.dialogue.joining import joined

HITS = tuple(Hit(passage, "", rank, 1.0 / rank, passage.sentences[:1]) for rank, passage in enumerate(PASSAGES, 1))
DATE = Answer("3 May 1999", "date", 0.8, (FACTS[0].evidence,), ("f-charter",))
LAMPS = Answer("12 lamps", "number", 0.5, (FACTS[1].evidence,), ("f-lamps",))


def reply(answer: Answer | None, *hits: Hit, chance: float = 0.5) -> Reply:
    """A reply to one part."""
    return Reply("?", answer, hits, tuple(FactHit(fact, 0.5) for fact in FACTS[:2]), "gen1", chance=chance)


def test_each_part_is_answered_and_cited() -> None:
    found = joined("a? b?", ("When?", "How many lamps?"), (reply(DATE, *HITS), reply(LAMPS, *HITS[::-1])), 2)
    assert found.answer == Answer(
        "3 May 1999; 12 lamps", "span", 0.4, (FACTS[0].evidence, FACTS[1].evidence), ("f-charter", "f-lamps")
    )
    assert [(hit.rank, hit.passage.id) for hit in found.hits] == [(1, PASSAGES[0].id), (2, PASSAGES[1].id)]
    assert [hit.fact.id for hit in found.facts] == ["f-charter", "f-lamps"]
    assert (found.question, found.understood) == ("a? b?", None)


def test_a_part_without_an_answer_is_named() -> None:
    found = joined("a", ("When?", "and by whom?"), (reply(DATE, chance=0.9), reply(None, chance=0.1)), 5)
    assert found.answer is not None
    assert found.answer.text == "3 May 1999; the source does not say by whom"
    assert (found.answer.confidence, found.answer.citations, found.chance) == (0.8, DATE.citations, 0.9)


def test_where_every_part_is_silent_there_is_no_answer() -> None:
    assert joined("a", ("When?", "Who?"), (reply(None), reply(None)), 5).answer is None


@pytest.mark.parametrize("words", [5, 60])
def test_all_of_it_has_at_most_thirty_words(words: int) -> None:
    long = replace(DATE, text=", ".join(f"word{number}" for number in range(words)))
    found = joined("a", ("What?", "How many?", "Who?"), (reply(long), reply(LAMPS), reply(long)), 5)
    assert found.answer is not None
    assert len(found.answer.text.split()) == min(30, 2 * words + 2)
    assert "; 12 lamps; word0" in found.answer.text


def test_a_message_of_two_questions_is_answered_part_by_part(tmp_path: Path) -> None:
    searcher = harbour(tmp_path)
    found = reply_to("When was the charter signed, and how many lamps does the board keep?", searcher,
                     manner=Manner(threshold=0.0))  # fmt: skip
    assert found.answer is not None
    assert found.answer.text == "3 May 1999; 12 lamps"
    assert found.answer.citations == (FACTS[0].evidence, FACTS[1].evidence)
    assert found.question == "When was the charter signed, and how many lamps does the board keep?"


def test_a_later_part_is_understood_from_the_one_before(tmp_path: Path) -> None:
    found = reply_to("When was the charter signed, and who signed it?", harbour(tmp_path), manner=Manner(threshold=0.0))
    assert found.understood == "When was the charter signed? Who signed the charter?"
