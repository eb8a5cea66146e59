"""What a question demands: its names, numbers and dates, and what it asks for."""

from __future__ import annotations

import pytest

from corpus.aliases import Aliases
from service.answers.demands import Demands, demands_of
from service.answers.holding import Holding, missing
from service.answers.sought import part_of


def test_names_and_ordinals_are_those_of_the_sentence_that_asks() -> None:
    found = demands_of("I live in Kenya. When was the third Harbour Dialogue with NASA?")
    assert (found.names, found.numbers, found.nations) == (("Harbour", "Dialogue", "NASA"), ("3",), frozenset())


def test_the_numbers_of_a_date_are_no_numbers_of_their_own() -> None:
    found = demands_of("What was agreed on 26 lamps in July 2023?")
    assert (found.numbers, found.dates) == (("26",), (("2023-07-01", "2023-07-31"),))


@pytest.mark.parametrize(
    ("question", "expected", "head", "nation"),
    [
        ("Which Japanese ministry signed it?", "body", "ministry", "Japan"),
        ("Which Indian organisation runs it?", "body", None, "India"),
        ("Which French minister came?", "person", None, "France"),
        ("Who signed it?", "who", None, None),
        ("Who was the director?", "person", None, None),
        ("In which city was it held?", "place", "city", None),
        ("Where was it held?", "place", None, None),
        ("Which vice-minister took part from Oslo?", "person", None, None),
        ("Which Norwegian body is its partner?", "body", None, "Norway"),
        ("What government post did K. Rao hold?", "post", None, None),
        ("What was the second regatta called?", "title", None, None),
        ("Which United Nations mechanism is it?", None, None, None),
        ("Which lamps are lit?", None, None, None),
        ("lamps", None, None, None),
    ],
)
def test_what_is_asked_for(question: str, expected: str | None, head: str | None, nation: str | None) -> None:
    found = demands_of(question)
    assert (found.expected, found.head, found.nation) == (expected, head, nation)


@pytest.mark.parametrize(
    ("question", "counted", "unit", "currency"),
    [
        ("How many young doctors have been trained?", ["doctor"], None, None),
        ("How much money does each project get?", [], "money", None),
        ("What interest rate is paid?", [], "share", None),
        ("How much does the board pay a harbour?", [], "money", None),
        ("How large was the loan in yen?", [], None, "JPY"),
        ("How many of them came?", [], None, None),
        ("How many harbour meetings fell victim to it?", ["meet"], None, None),
        ("How many staff joined?", ["staff"], None, None),
    ],
)
def test_what_a_number_must_be(question: str, counted: list[str], unit: str | None, currency: str | None) -> None:
    found = demands_of(question)
    assert (sorted(found.counted), found.unit, found.currency) == (counted, unit, currency)


def test_a_text_holds_a_name_in_any_form_a_country_in_any_and_an_ordinal_in_any() -> None:
    aliases = Aliases((("LB", "Lighthouse Board"),))
    held = Holding("The LB met its Norwegian guests for the 3rd time in May 2021.", aliases)
    assert [held.has(name) for name in ("Lighthouse", "Norway", "3", "Board", "Sweden", "4")] == [
        True, True, True, True, False, False,
    ]  # fmt: skip
    assert missing(("LB", "Sweden"), held) == 0.5
    assert missing((), held) == 0.0


def test_days_meet_a_text_that_gives_one_of_them_or_none_at_all() -> None:
    dated, bare = Holding("It met in May 2021.", Aliases()), Holding("It met.", Aliases())
    may, july = ("2021-05-08", "2021-05-08"), ("2021-07-01", "2021-07-31")
    assert (dated.meets(may), dated.meets(july), bare.meets(july)) == (True, False, True)


def test_a_question_that_names_nothing_demands_nothing() -> None:
    none = frozenset[str]()
    nothing = Demands(
        (), none, (), (), (), None, None, None, none, none, None, None,
        holder=False, counted=none, quantity=False, measured=None, unit=None, contact=None, currency=None,
        instruments=none,
    )  # fmt: skip
    assert demands_of("why?") == demands_of("") == nothing


def test_what_something_was_done_under_is_no_instrument_that_is_asked_about() -> None:
    assert demands_of("When did they first meet under their memorandum?").instruments == frozenset()
    assert "MoU" in demands_of("When was their memorandum signed?").instruments


def test_a_part_of_a_document_is_called_by_its_name() -> None:
    assert part_of("Which article deals with boats?") == "article"
    assert part_of("Which boats are there?") is None


def test_what_an_answer_is_not_about_is_not_demanded() -> None:
    found = demands_of("Besides the 3 lamps, which boats did the Lighthouse Board buy in 2010?")
    assert (found.names, found.numbers, found.called) == (("Lighthouse", "Board"), (), "boat")


def test_an_ordinal_ranks_the_words_up_to_the_next_that_builds_the_sentence() -> None:
    found = demands_of("When did the second high-level harbour dialogue for Oslo take place?")
    assert found.ranked == (("2", frozenset(("high", "level", "harbor", "dialog"))),)
    assert found.settings == frozenset(("Oslo",))


def test_an_initial_ends_no_sentence() -> None:
    assert demands_of("Which boat does K. Rao sail?").names == ("K", "Rao")
    assert demands_of("The pier fell. Which boat does Dr. Rao sail?").names == ("Dr", "Rao")


@pytest.mark.parametrize(
    ("question", "owner"),
    [
        ("Who was Norway's co-chair at the talks?", "Norway"),
        ("Who headed NASA's team?", "NASA"),
        ("Who spoke for Norway?", "Norway"),
        ("Who was the director of ESA then?", "ESA"),
        ("Who built Norway's piers?", None),
        ("Which pier did ESA's director open?", None),
    ],
)
def test_whose_person_is_asked_for(question: str, owner: str | None) -> None:
    assert demands_of(question).owner == owner
