"""Several questions in one message are told apart by their form; what only looks like a second one stays."""

from __future__ import annotations

import pytest

from service.dialogue.parts import asked_for, parts_of


@pytest.mark.parametrize(
    ("message", "parts"),
    [
        ("When was it signed, and who signed it?", ("When was it signed?", "who signed it?")),
        (
            "How many lamps are there? And until when does it run?",
            ("How many lamps are there?", "And until when does it run?"),
        ),
        ("When and where was the board founded?", ("When was the board founded?", "where was the board founded?")),
        ("Who signed it, when and where?", ("Who signed it?", "when?", "where?")),
        ("Is it in force, and until when?", ("Is it in force?", "until when?")),
        ("Where is the pier and how many lamps has it?", ("Where is the pier?", "how many lamps has it?")),
    ],
)
def test_a_second_question_is_cut_off(message: str, parts: tuple[str, ...]) -> None:
    assert parts_of(message) == parts


@pytest.mark.parametrize(
    "message",
    [
        "In which month and year was it signed?",
        "What happens in winter and when it rains?",
        "Which town burned and which later was rebuilt?",
        "Who founded the board and the navy?",
        "Really? When was it signed?",
        "The towns, and who runs them",
        "Is it? Was it? Did it run? Has it ended? Will it?",
        "",
    ],
)
def test_one_question_stays_whole(message: str) -> None:
    assert parts_of(message) == (message,)


def test_a_question_is_called_by_what_it_asks_for() -> None:
    asked = ("And until when does it run?", "By whom?", "how many lamps?", "Is it so?")
    assert [asked_for(part) for part in asked] == ["until when", "by whom", "how many", "that"]
