"""What might answer: the reader's words and facts of the kind asked for, else the best sentence."""

from __future__ import annotations

from dataclasses import replace

from harbour import CHARTER, FACTS, PASSAGES

from corpus.model import Span
from index.searcher import Answering, FactHit, Hit
from service.candidates import candidates

HIT = Hit(PASSAGES[0], "Harbour notes", 1, 1.0, (PASSAGES[0].sentences[0],))


def marked(words: str, margin: float = 2.0) -> Answering:
    """The reader's mark on these words of the charter's passage."""
    start = PASSAGES[0].span.start + PASSAGES[0].text.index(words)
    return Answering(Span(start, start + len(words)), margin)


def test_each_of_the_readers_marks_is_a_candidate_with_its_sentence() -> None:
    hit = replace(HIT, answering=marked("The Lighthouse Board"), others=(marked("the Tide Office", -1.0),))
    found = candidates("Which office signed it?", "span", (hit,), ())
    assert [(one.text, one.source, one.margin, one.citation.quote) for one in found] == [
        ("The Lighthouse Board", "reader", 2.0, CHARTER),
        ("the Tide Office", "reader", -1.0, CHARTER),
    ]


def test_words_that_hold_no_date_are_none_for_when_and_a_fact_takes_the_readers_margin_where_both_agree() -> None:
    hit = replace(HIT, answering=marked("on 3 May 1999"), others=(marked("The Lighthouse Board", 9.0),))
    found = candidates("When was it signed?", "date", (hit,), (FactHit(FACTS[0], 0.9), FactHit(FACTS[1], 0.8)))
    assert [(one.text, one.source, one.margin, one.bearing) for one in found] == [
        ("3 May 1999", "reader", 2.0, 0.0),
        ("3 May 1999", "fact", 2.0, 0.9),
    ]


def test_the_best_sentence_stands_in_where_nothing_else_is_found() -> None:
    (one,) = candidates("When was it signed?", "date", (HIT,), ())
    assert (one.text, one.source, one.margin) == (CHARTER, "sentence", None)
    assert candidates("When was it signed?", "date", (), ()) == ()
