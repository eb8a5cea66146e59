"""What a source enumerates, found for a question."""

from __future__ import annotations

import pytest
from finds import hit

from index.hits import Hit
from service.answers.candidates import candidates
from service.answers.enumeration import enumerated, itemised, list_of
from service.answers.sections import alone
from service.answers.several import asks_several

HARBOUR = (
    "The harbour board met in May. It discussed problems such as oil spills, thin ice and lost nets. "
    "The pilots' guild met on 3 June 2010 and on 9 July 2011. Ropes, buoys and lamps were sold."
)
LIST = "The plan names three aims:\n- Safe piers: all of them are to be mended.\n- Clean water\n- Better lamps"


def items(question: str, *hits: Hit) -> tuple[str, ...]:
    found = enumerated(question, hits)
    return found.items if found else ()


def test_the_enumeration_nearest_to_the_question_is_taken() -> None:
    assert items("What problems did the harbour board discuss?", hit(HARBOUR)) == (
        "oil spills",
        "thin ice",
        "lost nets",
    )


def test_the_readers_words_decide() -> None:
    said = items("Which goods changed hands?", hit(HARBOUR, read="Ropes, buoys and lamps"))
    assert said == ("Ropes", "buoys", "lamps")


def test_dates_are_listed_where_days_are_asked_for() -> None:
    assert items("On which two days did the pilots' guild meet?", hit(HARBOUR)) == ("3 June 2010", "9 July 2011")


def test_the_items_of_a_list_of_lines_are_its_openings() -> None:
    assert items("What are the three aims of the plan?", hit(LIST)) == ("Safe piers", "Clean water", "Better lamps")


def test_a_list_that_runs_on_in_a_line_is_told_by_its_numbers() -> None:
    said = "The charter covers three fields: 1) Boats, 2) Lamps & nets and 3) Safe piers. It ends soon."
    assert items("What fields does the charter cover?", hit(said)) == ("Boats", "Lamps & nets", "Safe piers")
    said = "The charter covers: (a) boats; (b) lamps, old and new; (c) piers."
    assert items("What fields does the charter cover?", hit(said)) == ("boats", "lamps, old and new", "piers")


def test_of_two_readings_the_longer_one_is_taken() -> None:
    said = "The board spoke of oil spills, small and large boats, lamps and nets."
    found = items("What topics did the board speak of?", hit(said, read="lamps and nets"))
    assert found == ("oil spills", "small and large boats", "lamps", "nets")


def test_what_a_sentence_says_that_the_things_are_comes_before_what_others_are() -> None:
    said = (
        "Its lamps hang from masts that are tall, old and costly. The settings are the colour, the height and the hour."
    )
    assert items("Which settings of a lamp on tall masts can be changed?", hit(said)) == ("colour", "height", "hour")


def test_what_is_left_out_is_what_a_list_says_so_of() -> None:
    said = (
        "The Charter covers boats for hire, lamps for sale and ropes for piers. It does not apply to:\n"
        "(a) boats of the navy;\n(b) boats on trial."
    )
    assert items("Which kinds of boats are outside the scope?", hit(said)) == ("boats of the navy", "boats on trial")


def test_words_that_open_an_enumeration_in_their_sentence_stand_for_it() -> None:
    said = "A room must have a lamp of brass, a rope and a bell. It was built by Ada Rao and Bo Lund."

    def whole(question: str, read: str) -> tuple[str, ...] | None:
        (first, *_) = candidates(question, "span", [hit(said, read=read)], [])
        found = list_of(question, first, alone)
        return found.items if found else None

    assert whole("What must a room have?", "a lamp of brass") == ("lamp of brass", "rope", "bell")
    assert whole("What must a room have?", "rope") is None
    assert whole("Who built it?", "Ada Rao") == ("Ada Rao", "Bo Lund")
    assert whole("Who built it?", "Bo Lund") is None


@pytest.mark.parametrize(
    ("question", "text", "read"),
    [
        (
            "What did Ms Rao buy in 2019?",
            "Thing | By | Year\nLamp | Rao | 2019\nRope | Ito | 2020\nNet | Berg | 2021",
            "Lamp",
        ),
        ("What must divers bring?", "- Lamp: for divers\n- Rope: for riggers\n- Net: for fishers", "Lamp"),
        (
            "What did the board reject?",
            "The board rejected the plan, adopted the budget and elected Ms Rao.",
            "the plan",
        ),
        ("Who wrote it?", "The board is Aiko Rao (chair), Ben Ito (pilot) and Cara Berg (cook).", "Aiko Rao"),
        ("Who chairs the board?", "The board is Aiko Rao, Ben Ito and Cara Berg.", "Aiko Rao"),
    ],
)
def test_the_first_of_several_is_not_all_of_them(question: str, text: str, read: str) -> None:
    (first, *_) = candidates(question, "span", [hit(text, read=read)], [])
    assert list_of(question, first, alone) is None


def test_a_list_answers_who_may_do_a_thing() -> None:
    said = "The following may attend the hearing:\n- captains of boats\n- owners of piers\n- members of the board"
    (first, *_) = candidates("Who may attend the hearing?", "span", [hit(said, read="captains of boats")], [])
    found = list_of("Who may attend the hearing?", first, alone)
    assert found
    assert found.items == ("captains of boats", "owners of piers", "members of the board")


@pytest.mark.parametrize(
    "question",
    ["What kinds of food does the canteen serve?", "Which kinds of glass are used?", "Which types of boats sail?"],
)
def test_kinds_of_a_thing_are_several(question: str) -> None:
    assert asks_several(question)


def test_what_is_another_countrys_is_not_what_was_asked_for() -> None:
    said = "The boats Ann, Bea and Fay from Norway raced. The boats Cy, Dot and Eve from Denmark raced."
    assert items("Which boats from Denmark raced?", hit(said)) == ("Cy", "Dot", "Eve")
    assert items("Which boats from Norway raced?", hit(said)) == ("Ann", "Bea", "Fay")


def test_nothing_is_enumerated_where_nothing_is_near() -> None:
    assert items("Which painters lived in Borne?", hit(HARBOUR)) == ()


def test_the_place_of_an_enumeration_is_the_sentence_that_holds_it() -> None:
    found = enumerated("What problems did the harbour board discuss?", [hit(HARBOUR)])
    assert found
    assert found.span.of(HARBOUR).startswith("It discussed problems")


@pytest.mark.parametrize(
    "question",
    [
        "Which sites provide grid computing?", "What areas does the memorandum cover?", "Name the three piers.",
        "Who were the founders?", "What proposed piers did the board plan?",
        "Which guilds used the rope?", "Which MoUs were signed in 2016?", "Which Ministers attended?",
        "Which newly listed piers are open?", "Which listed piers stand in Oslo?",
        "What are the islands that the ferry stops at?", "What are the ropes used for the hull?",
        "In which fields do both sides work together?", "What criteria were used?",
    ],
)  # fmt: skip
def test_a_question_for_several_things_is_known(question: str) -> None:
    assert asks_several(question)


@pytest.mark.parametrize(
    "question",
    [
        "Which regulator works with the port?", "What is the address?", "When was it signed?", "Who built the piers?",
        "Under which United Nations mechanism are they set up?", "What happens when it expires?",
        "What is the status of the project?", "Which theory suggested these things?", "What act sets forth the duties?",
        "Which harbour's boats became dearer?", "What were the lamps made of?", "What ended the harbour wars?",
        "What continent are the islands off?", "What is the Iroquois name?", "What group opposed the pilots?",
    ],
)  # fmt: skip
def test_a_question_for_one_thing_is_not(question: str) -> None:
    assert not asks_several(question)


@pytest.mark.parametrize(
    ("words", "items_of_it"),
    [
        ("Japan, Mongolia and the Sámi Council", ("Japan", "Mongolia", "Sámi Council")),
        ("Ministry of Ports, Fish and Tides", ()),
        ("boats and lamps", ("boats", "lamps")),
        ("the Harbour Board", ()),
        ("on 3 May 1999, the board", ()),
    ],
)
def test_an_answer_that_is_an_enumeration_comes_as_items(words: str, items_of_it: tuple[str, ...]) -> None:
    assert itemised(words) == items_of_it


def test_the_list_that_the_words_are_of_is_found_where_its_label_says_what_was_asked() -> None:
    found = hit(LIST, read="Clean water")
    (candidate, *_) = candidates("What does the plan name as aims?", "span", [found], ())
    whole = list_of("What does the plan name as aims?", candidate, alone)
    assert whole
    assert whole.items == ("Safe piers", "Clean water", "Better lamps")
    assert list_of("What do the boats of the harbour carry?", candidate, alone) is None
