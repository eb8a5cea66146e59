"""What a question asks for, told by its form."""

from __future__ import annotations

import pytest

from service.answers.questions import content_terms, kind_of, phrased


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("When was it signed?", "date"),
        ("If a boat is lost, is the board told?", "yesno"),
        ("When a lamp fails, must it be mended?", "yesno"),
        ("Which number goes up?", "span"),
        ("What number of lamps is kept?", "number"),
        ("In which year did it open?", "date"),
        ("On what day was that?", "date"),
        ("What was the date of the second meeting?", "date"),
        ("The talks followed a summit. When was that summit?", "date"),
        ("harbour day celebration date??", "date"),
        ("2nd mtg when", "date"),
        ("included since wich year", "date"),
        ("How many lamps are there?", "number"),
        ("Of everyone who came, how many stayed?", "number"),
        ("How much money was given?", "number"),
        ("What did it cost to build the pier?", "number"),
        ("What share of the beam time is kept back?", "number"),
        ("How long is it valid?", "number"),
        ("Least age of a pilot, in years?", "number"),
        ("How windy must it be?", "number"),
        ("How far back do the regattas go?", "date"),
        ("Roughly what was the loan worth in dollars?", "number"),
        ("Was it signed in 1999?", "yesno"),
        ("Didn't the board meet?", "yesno"),
        ("Don’t they have boats?", "yesno"),
        ("List all the towns.", "list"),
        ("Which towns are named?", "list"),
        ("Who were the members?", "list"),
        ("I keep two boats, may I join?", "yesno"),
        ("we sold the boats in 1871, all of them. do we pay the fee?", "yesno"),
        ("What did Lamps Inc. do in 2019?", "span"),
        ("Which ferry leaving at 9 a.m. is the fastest?", "span"),
        ("I read of the Oslo charter of 2007, when was it signed?", "date"),
        ("number of lamps lit", "number"),
        ("total number of boats", "number"),
        ("largest lamp size octets", "number"),
        ("Who signed it?", "span"),
        ("Which board signed it when the storm came?", "span"),
        ("Where is it?", "span"),
        ("lamps", "span"),
        ("", "span"),
        ("いつですか", "span"),
    ],
)
def test_the_form_of_a_question_tells_what_it_asks_for(question: str, kind: str) -> None:
    assert kind_of(question) == kind


def test_words_are_compared_by_what_they_are_about() -> None:
    assert content_terms("When was the charter signed?") == {"charter", "sign"}
    assert content_terms("signing charters") == content_terms("the charter, signed")
    assert content_terms("when is it?") == frozenset()


@pytest.mark.parametrize(
    ("message", "question"),
    [
        ("harbour lamps", "what is the harbour lamps?"),
        ("head of the harbour?", "who is the head of the harbour?"),
        ("the tallest lamp", "what is the tallest lamp?"),
        ("Who keeps the lamps?", "Who keeps the lamps?"),
        ("lamps, boats", "lamps, boats"),
        ("Whereabouts is the lamp?", "Whereabouts is the lamp?"),
        ("lamps", "lamps"),
        ("tell me more of the lamps", "tell me more of the lamps"),
        ("harbour day date", "harbour day date"),
        ("I would like to know more of all the lamps here", "I would like to know more of all the lamps here"),
    ],
)
def test_key_words_are_asked_as_a_question(message: str, question: str) -> None:
    assert phrased(message) == question
