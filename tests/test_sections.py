"""The section that a passage is cut from."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from corpus.model import Passage, Span
from service.answers.sections import sections_of

TEXT = "Tides of Oslo\n\nPier | Town\nNorth | Otaru\nMole | Oslo\n\nThe hall.\n\nThe house."


def passage(name: str, words: str, *headings: str, document: str = "d") -> Passage:
    span = Span(TEXT.index(words), TEXT.index(words) + len(words))
    return Passage(name, document, span, words, headings, (span,))


PASSAGES = (
    passage("a", "Tides of Oslo", document="other"),
    passage("b", "Pier | Town\nNorth | Otaru", "Piers"),
    passage("c", "Mole | Oslo", "Piers", "Pier | Town"),
    passage("d", "The hall.", "Houses", "Tide Hall"),
    passage("e", "The house.", "Houses", "Tide House"),
)
GENERATION: Any = SimpleNamespace(
    passages=PASSAGES,
    numbers={one.id: at for at, one in enumerate(PASSAGES)},
    documents={"d": SimpleNamespace(title="Harbour notes", text=TEXT)},
)


def test_the_passages_of_a_table_are_one_section() -> None:
    for part in PASSAGES[1:3]:
        section = sections_of(GENERATION)(part)
        assert section.parts == PASSAGES[1:3]
        assert section.whole.text == "Pier | Town\nNorth | Otaru\nMole | Oslo"
        assert section.whole.headings == ("Piers",)


def test_words_are_cited_in_each_passage_that_they_lie_in() -> None:
    section = sections_of(GENERATION)(PASSAGES[1])
    at = TEXT.index("North")
    cited = section.cited(Span(at, TEXT.index("Mole") + 4))
    assert [(one.passage_id, one.quote) for one in cited] == [("b", "North | Otaru"), ("c", "Mole")]


def test_a_section_knows_the_headings_below_those_over_it() -> None:
    section = sections_of(GENERATION)(PASSAGES[4])
    assert section.parts == (PASSAGES[4],)
    assert section.divisions == (("Houses", ("Tide Hall", "Tide House")), ("Tide House", ()))
    assert section.opening.startswith("Harbour notes\nTides of Oslo")
