"""Whatever a passage says can be looked through for tables, lists, enumerations and counts."""

from __future__ import annotations

import pytest
from finds import hit
from hypothesis import given
from hypothesis import strategies as st

from service.answers.counting import counted
from service.answers.enumeration import enumerated, itemised
from service.answers.listings import listings
from service.answers.questions import kind_of
from service.answers.sections import alone
from service.answers.tabled import in_tables

_BITS = st.sampled_from(
    [*"|; | ;\n;\n\n; ;a;Pier;North;lamps;12;£4;-;- ;|-|;,; and ;1) ;(a) ;1. ;:;. ;km;3 May 1999;Oslo".split(";"), "; "]
)
_TEXTS = st.lists(_BITS, min_size=1, max_size=40).map("".join).filter(str.strip)


@given(_TEXTS)
def test_any_text_can_be_looked_through(text: str) -> None:
    found = [hit(text, "Piers")]
    for question in (
        "Which has more lamps, the North Pier or a?",
        "Which pier has the most lamps?",
        "What is the newest pier?",
        "When was the North Pier lit?",
        "What does code 12 mean?",
        "Which piers has Oslo?",
        "How many lamps does the North Pier have?",
        "How many piers are there?",
    ):
        told = in_tables(question, kind_of(question), found)
        assert told is None or all(one.span.of(text) == one.quote for one in told.citations)
        listed = enumerated(question, found)
        assert listed is None or text.find(listed.span.of(text)) >= 0
        count = counted(question, found)
        assert count is None or (
            len(count.items) > 0 and all(one.span.of(text) == one.quote for one in count.citations)
        )


@given(_TEXTS)
def test_every_list_has_its_items_and_a_place(text: str) -> None:
    for one in listings(alone(hit(text).passage)):
        assert one.items
        assert 0 <= one.span.start < one.span.end <= len(text)
        assert len(one.lines) in (0, len(one.items))
    assert isinstance(itemised(text), tuple)


@pytest.mark.parametrize("text", ["|", "- ", "1. ", "a: b; c; d", "|a|\n|b|"])
def test_a_scrap_is_no_list_that_breaks_anything(text: str) -> None:
    assert counted("How many piers are there?", [hit(text)]) is None
