"""A question that leans on those before it is made to stand by itself; one that stands already is left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.dialogue.followups import standalone

LAMPS = ("When was the memorandum on lamps signed?", "16 February 2007")
PACTS = ("Which agreements were signed in 2014?", "Charter; Tide pact")
COUNTED = ("How many protocols have TIDX and HBX signed?", "4 protocols")
HOST = ("Which institute in Otaru has TIDX signed a polar memorandum with?", "Institute of Tides")
WHERE = ("Where was the first joint committee meeting held?", "New Otaru")
LEADER = ("Who led the northern delegation?", "Dr. Ingrid Halvorsen")
OFF = ("Was the twelfth LAMP meeting held in 2020?", "No: it was cancelled")
SCHOOLS = ("Which universities in Otaru are partners in the joint laboratories?", "Lamp College and Tide College")
FOUNDED = ("Who founded the observatory?", "the Royal Society of Alderia")
SURVEY = ("Which body runs the comet survey?", "University of Norhaven")
BUILT = ("Which ferry is the oldest?", "the Grey Heron, which was launched in 1961")
NATIONS = ("Which body in Japan has TIDX worked with?", "HBX")


@pytest.mark.parametrize(
    ("before", "question", "meant"),
    [
        # Pronouns and their owners.
        (LAMPS, "and until when does it run?", "Until when does the memorandum on lamps run?"),
        (LAMPS, "Who signed it?", "Who signed the memorandum on lamps?"),
        (LAMPS, "Who leads the working group on IT?", "Who leads the working group on IT?"),
        (LAMPS, "WHO SIGNED IT?", "WHO SIGNED the memorandum on lamps?"),
        (LAMPS, "Who are its parties?", "Who are the parties of the memorandum on lamps?"),
        (LEADER, "What is her post?", "What is Dr. Ingrid Halvorsen's post?"),
        (COUNTED, "When did they meet?", "When did TIDX and HBX meet?"),
        (
            COUNTED,
            "How many of them are from 2018?",
            "How many of the protocols that TIDX and HBX signed are from 2018?",
        ),
        (SCHOOLS, "Where are they?", "Where are Lamp College and Tide College?"),
        (SURVEY, "When was it founded?", "When was University of Norhaven founded?"),
        (BUILT, "How long is it?", "How long is the Grey Heron?"),
        (FOUNDED, "Who paid for it?", "Who paid for the observatory?"),
        # What fits what is said of it comes before what was answered.
        (HOST, "When was it signed?", "When was the polar memorandum signed?"),
        # That agreement, there, the latter, that year.
        (LAMPS, "How long was that agreement valid?", "How long was the memorandum on lamps valid?"),
        (LAMPS, "When was the memorandum extended?", "When was the memorandum on lamps extended?"),
        (LAMPS, "What else was signed that year?", "What else was signed in 2007?"),
        (WHERE, "What else was signed there?", "What else was signed in New Otaru?"),
        (SCHOOLS, "Is the latter in Fukuoka?", "Is Tide College in Fukuoka?"),
        # What is no whole question.
        (LAMPS, "until when?", "Until when does the memorandum on lamps run?"),
        (LAMPS, "why?", "Why was the memorandum on lamps signed?"),
        (LAMPS, "in which city?", "In which city was the memorandum on lamps signed?"),
        (LAMPS, "and the one on healthcare?", "When was the memorandum on healthcare signed?"),
        (LAMPS, "What about the harbour charter?", "When was the harbour charter signed?"),
        (LAMPS, "and who signed?", "Who signed the memorandum on lamps?"),
        (PACTS, "and in 2018?", "Which agreements were signed in 2018?"),
        (PACTS, "how many?", "How many agreements were signed in 2014?"),
        (COUNTED, "which ones?", "Which protocols have TIDX and HBX signed?"),
        (WHERE, "and the second?", "Where was the second joint committee meeting held?"),
        (LEADER, "when?", "When was it that Dr. Ingrid Halvorsen led the northern delegation?"),
        (LEADER, "and the southern one?", "Who led the southern delegation?"),
        (OFF, "why not?", "Why was the twelfth LAMP meeting held in 2020?"),
        (OFF, "and the 13th?", "Was the 13th LAMP meeting held in 2020?"),
        (NATIONS, "what about Norway?", "Which body in Norway has TIDX worked with?"),
    ],
)
def test_a_follow_up_is_filled_in_from_the_question_before(before: tuple[str, str], question: str, meant: str) -> None:
    assert standalone(question, [before]) == meant


@pytest.mark.parametrize(
    "question",
    [
        "When was the harbour charter signed?",
        "Did TIDX and HBX put their protocol in place in 2014?",  # the owner stands before
        "Which ministry put its name to the charter?",
        "What did the board say it would build?",
        "When was the pier built and who paid for it?",
        "How long does it take to sail to Otaru?",  # nothing is meant by "it"
        "Is it true that the charter has lapsed?",
        "How many visitors are there?",  # nor by "there"
        "lamps of the harbour board",  # key words are a topic of their own
        "What does this document say of tides?",
        "thanks",
        "",
    ],
)
def test_what_stands_by_itself_takes_no_old_topic(question: str) -> None:
    assert standalone(question, [LAMPS]) == question


def test_without_a_history_nothing_is_filled_in() -> None:
    assert standalone("and until when does it run?", []) == "and until when does it run?"


def test_a_third_question_goes_on_from_the_second_as_it_was_understood() -> None:
    turns = [LAMPS, ("and until when does it run?", "2012")]
    assert standalone("Who are its parties?", turns) == "Who are the parties of the memorandum on lamps?"
    assert standalone("with whom?", turns) == "With whom was the memorandum on lamps signed?"
    assert (
        standalone("where?", [WHERE, ("and the second?", "Tarnby")])
        == "Where was the second joint committee meeting held?"
    )


def test_of_two_topics_the_latest_is_meant() -> None:
    assert standalone("When was it founded?", [LAMPS, FOUNDED]) == "When was the observatory founded?"
    assert standalone("And who signed it?", [FOUNDED, LAMPS]) == "Who signed the memorandum on lamps?"


@given(st.lists(st.tuples(st.text(max_size=60), st.text(max_size=60)), max_size=3), st.text(max_size=60))
def test_any_history_can_be_read(history: list[tuple[str, str]], question: str) -> None:
    assert isinstance(standalone(question, history), str)


WORDS = st.sampled_from(
    """when was were who which what it they that there the its and or of in 2014 TIDX signed protocol latter second
    why how many ones about ? ,""".split()
)


@given(st.lists(st.lists(WORDS, max_size=8).map(" ".join), min_size=2, max_size=4))
def test_any_talk_of_small_words_can_be_read(messages: list[str]) -> None:
    *before, question = messages
    assert isinstance(standalone(question, [(message, "Charter of 1999") for message in before]), str)
