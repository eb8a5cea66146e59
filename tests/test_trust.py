"""How far a candidate is trusted: the features of it, the choice, and when none of them answers."""

from __future__ import annotations

from dataclasses import fields, replace
from pathlib import Path

import pytest
from harbour import CHARTER, PASSAGES, document, harbour, passage

from corpus.model import Span
from index.generation import Generation
from index.hits import Answering, Hit, Read
from service.answers.candidates import candidates
from service.answers.features import NAMES, Features
from service.answers.judging import Judge
from service.answers.questions import Kind
from service.answers.trust import MODELS, RULED, Logistic, Trust, shipped

NONE = Features(**dict.fromkeys(NAMES, 0.0))


@pytest.fixture(scope="module")
def generation(tmp_path_factory: pytest.TempPathFactory) -> Generation:
    return harbour(Path(tmp_path_factory.mktemp("store"))).generation


def pointed(words: str, margin: float) -> Hit:
    """The charter's passage, with the reader pointing at these words of it."""
    passage = PASSAGES[0]
    start = passage.span.start + passage.text.index(words)
    return Hit(passage, "Harbour notes", 1, 1.0, (), Read((Answering(Span(start, start + len(words)), margin),)))


def judged(question: str, words: str, generation: Generation, margin: float = 3.0) -> Features:
    hit = pointed(words, margin)
    (candidate,) = candidates(question, "span", (hit,), ())
    return Judge(question, "span", (hit,), generation).features(candidate)


def test_the_features_of_words_that_the_reader_marks(generation: Generation) -> None:
    found = judged("Who signed the charter?", "The Lighthouse Board", generation)
    assert (found.margin, found.first, found.sentence, found.unknown, found.expected) == (0.3, 1.0, 1.0, 0.0, 0.5)
    assert (round(found.sure, 4), found.length) == (0.7311, 0.1)


def test_what_the_passage_lacks_of_the_questions_names_numbers_dates_and_countries(generation: Generation) -> None:
    found = judged(
        "Which office signed the third Norwegian Charter with the Tide Office in 2001?", "Tide Office", generation
    )
    assert (found.names_missing, found.numbers_missing) == (0.25, 1.0)
    assert (found.dates_missing, found.nations_missing) == (1.0, 1.0)
    assert found.expected == 1.0


def test_words_of_another_country_than_was_asked_for_are_foreign(generation: Generation) -> None:
    assert judged("Which Japanese office signed it?", "Tide Office", generation).foreign == 0.0


def test_what_only_says_the_question_again_echoes_it_unless_it_was_offered(generation: Generation) -> None:
    assert judged("What did the Tide Office do?", "Tide Office", generation).echo == 1.0
    assert judged("Was it the board or the Tide Office?", "Tide Office", generation).echo == 0.0


def test_a_number_and_a_name_that_no_passage_holds_together_are_torn(generation: Generation) -> None:
    hits = (pointed("Tide Office", 3.0), Hit(PASSAGES[1], "Harbour notes", 2, 0.5, ()))
    (candidate,) = candidates("Who?", "span", hits[:1], ())

    def torn(question: str) -> float:
        return Judge(question, "span", hits, generation).features(candidate).torn

    assert torn("What did the Tide Office sign with 12 towns?") == 1.0  # the office in one, the 12 in the other
    assert torn("Whose are the 12 lamps of the board?") == 0.0
    assert torn("What did the Tide Office sign?") == 0.0
    assert torn("Whose are the 12 lamps for Oslo?") == 0.0  # where they are for is no part of them


def test_an_ordinal_must_stand_with_a_third_of_what_it_ranks(generation: Generation) -> None:
    text = "The third storm over the towns put out lamps. The board and the office signed a charter."
    notes = document("notes.txt", "Harbour notes", f"Harbour notes\n\nLamps\n\n{text}", "Lamps")
    said = passage(notes, "Lamps", *(f"{one}." for one in text.rstrip(".").split(". ")))
    hit = Hit(said, "Harbour notes", 1, 1.0, (said.sentences[0],))

    def torn(question: str) -> float:
        (candidate,) = candidates(question, "span", (hit,), ())
        return Judge(question, "span", (hit,), generation).features(candidate).torn

    assert torn("What of the third storm lamps towns?") == 0.0
    assert torn("What of the third charter office board?") == 1.0
    assert torn("What of the third charter?") == 0.0  # too few words to tell


@pytest.mark.parametrize(
    ("question", "words", "expected"),
    [
        ("Where was it signed?", "3 May 1999", -1.0),
        ("Which board signed it?", "The Lighthouse Board", 1.0),
        ("Which office signed it?", "The Lighthouse Board", 0.5),
        ("Which ministry signed it?", "The Lighthouse Board", -1.0),
        ("How many boards signed it?", "The Lighthouse Board", 0.0),
        ("Which board's charter was it?", "The Lighthouse Board", 1.0),
        ("Which Tide Office signed it?", "the Tide Office", 1.0),
        ("What post did it hold?", "the Tide Office", -1.0),
        ("What is it called?", "the Tide Office", 0.0),
        ("Which speaker signed it?", "The Lighthouse Board", -1.0),
        ("Who is the speaker?", "a charter", -2.0),
    ],
)
def test_the_form_of_what_was_asked_for(question: str, words: str, expected: float, generation: Generation) -> None:
    kind: Kind = "number" if question.startswith("How many") else "span"
    hit = pointed(words, 3.0)
    (candidate, *_) = candidates(question, "span", (hit,), ())
    assert Judge(question, kind, (hit,), generation).features(candidate).expected == expected


def test_an_end_that_is_asked_for_stands_after_until(generation: Generation) -> None:
    hit = pointed("3 May 1999", 3.0)
    (candidate,) = candidates("Until when did it run?", "date", (hit,), ())
    assert Judge("Until when did it run?", "date", (hit,), generation).features(candidate).ending == -1.0
    assert Judge("When was it signed?", "date", (hit,), generation).features(candidate).ending == 0.0


def test_what_was_asked_for_comes_before_what_was_not() -> None:
    flat = Logistic((0.0,) * len(NAMES), 0.0)
    trust = Trust(flat, flat, flat, 0.5)
    assert trust.merit(NONE) == 0.0
    assert trust.merit(replace(NONE, expected=-1.0, foreign=1.0)) == -6.0
    assert trust.merit(replace(NONE, ending=-1.0, echo=1.0)) == -6.0
    assert trust.merit(replace(NONE, unit=1.0, expected=0.5)) == 2.0


@pytest.mark.parametrize("lacking", ["numbers_missing", "nations_missing", "dates_missing", "torn"])
def test_a_neighbour_of_what_was_asked_for_answers_nothing(lacking: str) -> None:
    assert not Trust.strays(NONE)
    assert Trust.strays(replace(NONE, **{lacking: 0.5}))
    assert Trust.strays(replace(NONE, unit=-1.0))


def test_the_shipped_weights_are_of_these_features_and_leave_the_ruled_ones_alone() -> None:
    trust = shipped()
    places = [NAMES.index(name) for name in RULED]
    for name in MODELS:
        model = getattr(trust, name)
        assert len(model.weights) == len(fields(Features))
        assert [model.weights[place] for place in places] == [0.0] * len(RULED)
    assert 0.0 < trust.threshold < 0.5


def test_a_chance_is_the_logistic_function_of_the_weighed_features() -> None:
    model = Logistic((2.0, *(0.0,) * (len(NAMES) - 1)), -1.0)
    assert model.chance(replace(NONE, sure=0.5)) == 0.5
    assert CHARTER in PASSAGES[0].text


def test_who_stands_for_another_country_than_was_asked_is_foreign(generation: Generation) -> None:
    text = "Ada Berg, Minister of Ports of Norway and Mr. Bo Lund, Minister of Ports of Sweden met in May."
    notes = document("notes.txt", "Harbour notes", f"Harbour notes\n\nLamps\n\n{text}", "Lamps")
    said = passage(notes, "Lamps", text)

    def foreign(words: str) -> float:
        start = said.span.start + text.index(words)
        read = Read((Answering(Span(start, start + len(words)), 3.0),))
        hit = Hit(said, "Harbour notes", 1, 1.0, (said.sentences[0],), read)
        asked = "Who was Sweden's minister at the talks?"
        found = candidates(asked, "span", (hit,), ())
        return Judge(asked, "span", (hit,), generation).features(found[0]).foreign

    assert (foreign("Ada Berg"), foreign("Bo Lund")) == (2.0, 0.0)
