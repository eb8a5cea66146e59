"""Counts of what a source sets out: lists, tables and headings that are called what is counted."""

from __future__ import annotations

import pytest
from finds import hit

from service.answers.counting import counted, states
from service.answers.sections import Section

GOALS = "Goals to 2030\n\n1. Mend the pier. It leaks.\n2. Dye the ropes\n3. Light the lamps\n\nThe board met twice."
PACTS = (
    "Pact | Signed\nMoU on boats | Otaru, 3 May 1999\nTreaty on tides | Oslo, 4 June 2001\n"
    "MoU on lamps | Otaru, 5 July 2003"
)


def told(question: str, text: str, *headings: str) -> tuple[str, tuple[str, ...]] | None:
    found = counted(question, [hit(text, *headings)])
    return (found.text, found.items) if found else None


def test_what_a_sentence_enumerates_is_counted_where_it_surely_is_what_was_asked_for() -> None:
    said = "The ferry calls at the islands of Arne, Borne and Corne. Twelve lamps stand there."
    found = hit(said, read="Arne, Borne and Corne")
    one = counted("How many islands does the ferry call at?", [found])
    assert one
    assert (one.text, one.items, one.set_out) == ("3 islands", ("Arne", "Borne", "Corne"), False)
    assert counted("How many islands does the ferry call at?", [found], in_sentences=False) is None
    assert counted("How many painters live there?", [hit(said)]) is None
    assert counted("Which islands does the ferry call at?", [hit(said)]) is None


def test_a_list_is_counted_under_a_heading_that_is_called_so() -> None:
    items = ("Mend the pier", "Dye the ropes", "Light the lamps")
    assert told("How many goals are there up to 2030?", GOALS, "Goals to 2030") == ("3 goals", items)
    assert told("Number of goals?", GOALS, "Goals to 2030") == ("3 goals", items)
    assert told("How many risks are there?", GOALS, "Goals to 2030") is None


def test_what_is_said_of_some_items_alone_counts_those() -> None:
    assert told("How many goals have to do with ropes?", GOALS, "Goals") == ("1 of the goals", ("Dye the ropes",))
    assert told("How many goals have to do with boats?", GOALS, "Goals") is None


def test_the_rows_of_a_table_are_counted_and_those_that_are_called_so() -> None:
    assert told("How many pacts are there?", PACTS) == ("3 pacts", ("MoU on boats", "Treaty on tides", "MoU on lamps"))
    assert told("How many MoUs are there?", PACTS) == ("2 MoUs", ("MoU on boats", "MoU on lamps"))
    assert told("How many of the deals in the table were signed in Otaru?", PACTS) == (
        "2 deals",
        ("MoU on boats", "MoU on lamps"),
    )
    assert told("How many pacts were signed in Oslo?", PACTS) == ("1 of the pacts", ("Treaty on tides",))


LAMPS = "Engine | Town | Work began\nDiesel | Otaru | 1999\nSteam | Oslo | 2001\nElectric | Otaru | 2001"


@pytest.mark.parametrize(
    ("question", "text", "heading", "answer"),
    [
        ("How many engine types are there?", LAMPS, "Lamps", "3 engine types"),
        ("In how many lamps did work begin in 2001?", LAMPS, "Lamps", "2 lamps"),
        ("How many of the lamps lie in Otaru?", LAMPS, "Lamps", "2 lamps"),
        ("How many of the lamps burn in Otaru tonight?", LAMPS, "Engines", None),
        ("How many entries are there in the timetable?", "- 1999: lamps\n- 2001: ropes", "Timetable", "2 entries"),
        (
            "How many dangerous ropes are listed?",
            "Rope | Use\nHemp | boats\nWire | piers",
            "Dangerous ropes",
            "2 dangerous ropes",
        ),
        (
            "How many terms are defined?",
            "(1) ‘lamp’ means a light;\n(2) ‘rope’ means a cord.",
            "Definitions",
            "2 terms",
        ),
        (
            "How many boats are left out of the scope?",
            "The Charter does not apply to:\n(a) rowing boats;\n(b) boats of the navy.",
            "Scope",
            "2 boats",
        ),
    ],
)
def test_what_a_table_or_a_list_holds_is_counted(question: str, text: str, heading: str, answer: str | None) -> None:
    found = told(question, text, heading)
    assert (found[0] if found else None) == answer


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("How many points did Otaru score in the final?", "Otaru scored 12 points.\nPrizes:\n- a cup\n- a medal"),
        ("How many boat owners are there?", "Boat | Length\nHeron | 9 m\nGull | 8 m"),
        (
            "How many boats longer than 10 m are from Norway?",
            "Boat | From | m\nAnn | Norway | 12\nBea | Norway | 8\nCy | Rome | 9",
        ),
        ("How many boats are exempt from the fee in winter?", "These boats are exempt:\n- tugs\n- rafts"),
    ],
)
def test_what_nobody_has_looked_at_is_not_counted(question: str, text: str) -> None:
    assert told(question, text, "Boats") is None


def test_bodies_are_no_people() -> None:
    said = "The committee shall\n- appoint the Technical Panel\n- hear the Harbour Board"
    assert told("How many people sit on the technical panel?", said, "The committee") is None


def test_people_are_counted_where_a_list_of_them_is_called_what_they_belong_to() -> None:
    council = "- President: Ada Lund (Otaru)\n- Secretary: Bo Rao (Oslo)\n- Lamps: Cy Mare (Bergen)"
    assert told("How many people sit on the new council?", council, "The council from 2025") == (
        "3 people",
        ("President", "Secretary", "Lamps"),
    )
    assert told("How many people sit on the board?", council, "The council from 2025") is None
    places = "- North Harbour\n- South Harbour\n- Old Otaru"
    assert told("How many people live in the towns?", places, "Towns") is None


def test_a_heading_that_says_most_of_the_question_is_enough() -> None:
    keepers = "1. Ada Lund (1994-1998)\n2. Bo Rao (1998-2003)"
    assert told("Number of keepers Otaru has sent to sea since 1994", keepers, "Keepers of Otaru since 1994") == (
        "2 keepers",
        ("Ada Lund", "Bo Rao"),
    )


def test_the_headings_below_one_are_counted() -> None:
    passage = hit("A hut.", "Joint centres", "Tide House").passage
    section = Section((passage,), passage, "", (("Joint centres", ("Tide House", "Lamp Hall")),))
    found = counted("How many joint centres are there?", [hit("A hut.", "Joint centres")], lambda _: section)
    assert found
    assert found.items == ("Tide House", "Lamp Hall")


@pytest.mark.parametrize(
    ("text", "question", "does"),
    [
        ("23 new joint projects were begun", "How many projects are there?", True),
        ("Twelve lamps stand there", "How many lamps are there?", True),
        ("about 8 m to the boats", "How many boats are there?", False),
        ("1: Boat types", "How many boat types are there?", False),
        ("12", "How many lamps are there?", False),
    ],
)
def test_a_number_states_what_its_own_noun_says(text: str, question: str, does: bool) -> None:
    assert states(text, text, question) is does


def test_a_number_in_a_sentence_about_something_else_states_nothing() -> None:
    question = "How many people sit on the council?"
    assert not states("two people", "Only two people were so honoured.", question)
    assert states("two people", "Two people are on the council.", question)
