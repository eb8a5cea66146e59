"""What a question is wrapped in goes; the question itself, and what it rests on, stays as it is."""

from __future__ import annotations

import pytest

from service.dialogue.courtesies import plain


@pytest.mark.parametrize(
    ("message", "question"),
    [
        ("Hi, I was wondering if you could maybe tell me when the pier was built? Thanks!", "When the pier was built?"),
        ("Hello there! I have a quick question: who led the crew? Thank you so much in advance", "Who led the crew?"),
        ("Sorry to bother you, when was it signed?", "When was it signed?"),
        ("I'd like to know how many lamps there are, please.", "How many lamps there are"),
        ("hey do you happen to know which city has a lock? any help would be appreciated", "Which city has a lock?"),
        ("I am a student of law. Which towns are there?", "Which towns are there?"),
        ("What is the name of the office, please?", "What is the name of the office?"),
        ("Could you please tell me whether the charter has lapsed?", "Is it true that the charter has lapsed?"),
    ],
)
def test_a_question_is_taken_out_of_its_wrapping(message: str, question: str) -> None:
    assert plain(message) == question


@pytest.mark.parametrize(
    "message",
    [
        "hello",
        "thanks!",
        "When was the charter signed?",
        "May members vote as they please?",
        "Could you list all memoranda of 2014?",
        "Tell me about the tide office",
        "The talks followed a statement. When was it made?",
        "Who was asking for lamps?",
        "",
    ],
)
def test_a_message_that_is_not_wrapped_is_left_alone(message: str) -> None:
    assert plain(message) == message
