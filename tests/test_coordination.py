"""Enumerations of single sentences, cut into their parts."""

from __future__ import annotations

import pytest

from service.answers.coordination import clean, find_coordinations, separated


def lists(text: str) -> list[list[str]]:
    return [[clean(part.of(text)) for part in one.parts] for one in find_coordinations(text)]


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("They talk of problems such as waste, thin ice, and oil spills.", ["waste", "thin ice", "oil spills"]),
        ("The course covers four fields, viz. Botany, Law, Rowing and Ink.", ["Botany", "Law", "Rowing", "Ink"]),
        ("It was signed in May 2011 by Arland, Borland, and the EU.", ["Arland", "Borland", "EU"]),
        ("The soup is made of beef, pork, lamb, or chicken.", ["beef", "pork", "lamb", "chicken"]),
        ("Koshari (a mixture of rice, lentils, and macaroni) is eaten cold.", ["rice", "lentils", "macaroni"]),
        ("They were founded in 2016 at Arne, Borne and Corne.", ["Arne", "Borne", "Corne"]),
        (
            "Those who took part were the Port of Arne and Borne College from the north.",
            ["Port of Arne", "Borne College"],
        ),
        ("Files made by Arne, Borne (text only), corne and Dorn are read by all.", ["Arne", "Borne", "corne", "Dorn"]),
        (
            "The Port of Arne, Borne College, the yard Corne & Dorn and the Lamp Company signed a charter.",
            ["Port of Arne", "Borne College", "yard Corne & Dorn", "Lamp Company"],
        ),
        (
            "Use rooms that have a lamp fixed to a mast, a rope of hemp and a bell.",
            ["lamp fixed to a mast", "rope of hemp", "bell"],
        ),
    ],
)
def test_the_parts_are_cut_free_of_the_sentence(text: str, items: list[str]) -> None:
    assert items in lists(text)


@pytest.mark.parametrize(
    "text",
    [
        "It was signed by the Ministry of Trade, Fisheries and Mines.",
        "The STI (Science, Technology and Innovation) plan is old.",
        "She read “Salt and Water” aloud.",
    ],
)
def test_a_name_with_and_is_no_enumeration(text: str) -> None:
    assert lists(text) == []


def test_an_announced_enumeration_says_so() -> None:
    plain, announced = "They sell ink, salt and tin.", "They sell goods such as ink, salt and tin."
    assert find_coordinations(plain)[0].announced is False
    assert find_coordinations(announced)[0].announced is True


def test_commas_inside_numbers_part_nothing() -> None:
    words = "1,200 boats, the Old Pier (North) and a crane"
    assert [clean(part.of(words)) for part in separated(words)] == ["1,200 boats", "Old Pier (North)", "crane"]


def test_what_nothing_parts_is_one() -> None:
    assert [part.of("a harbour") for part in separated("a harbour")] == ["a harbour"]


@pytest.mark.parametrize(
    ("words", "item"),
    [
        ("the Port Authority (PA)", "Port Authority (PA)"),
        ("Energy (goals 2 and 3)", "Energy"),
        ("“both  sides”", "both sides"),
        ("a  crane.", "crane"),
    ],
)
def test_an_item_is_clean(words: str, item: str) -> None:
    assert clean(words) == item
