"""What might answer: the reader's words and facts of the kind asked for, else the best sentence."""

from __future__ import annotations

import re
from dataclasses import replace

import finds
import numpy as np
import pytest
from harbour import CHARTER, FACTS, PASSAGES

from corpus.model import Evidence, Passage, Span
from index.hits import Answering, FactHit, Hit, Read
from index.reader import Marks
from index.windows import Window
from service.answers.candidates import candidates
from service.answers.cores import names, quoted, uncut, whole

HIT = Hit(PASSAGES[0], "Harbour notes", 1, 1.0, (PASSAGES[0].sentences[0],))


def marked(words: str, margin: float = 2.0) -> Answering:
    """The reader's mark on these words of the charter's passage."""
    start = PASSAGES[0].span.start + PASSAGES[0].text.index(words)
    return Answering(Span(start, start + len(words)), margin)


def test_each_of_the_readers_marks_is_a_candidate_with_its_sentence() -> None:
    hit = replace(HIT, read=Read((marked("The Lighthouse Board"), marked("the Tide Office", -1.0))))
    found = candidates("Which office signed it?", "span", (hit,), ())
    assert [(one.text, one.source, one.margin, one.citation.quote) for one in found] == [
        ("The Lighthouse Board", "reader", 2.0, CHARTER),
        ("the Tide Office", "reader", -1.0, CHARTER),
    ]


def test_words_that_hold_no_date_are_none_for_when_and_a_fact_takes_the_readers_margin_where_both_agree() -> None:
    hit = replace(HIT, read=Read((marked("on 3 May 1999"), marked("The Lighthouse Board", 9.0))))
    found = candidates("When was it signed?", "date", (hit,), (FactHit(FACTS[0], 0.9), FactHit(FACTS[1], 0.8)))
    assert [(one.text, one.source, one.margin, one.bearing) for one in found] == [
        ("3 May 1999", "reader", 2.0, 0.0),
        ("3 May 1999", "fact", 2.0, 0.9),
    ]


def test_the_best_sentence_stands_in_where_nothing_else_is_found() -> None:
    (one,) = candidates("When was it signed?", "date", (HIT,), ())
    assert (one.text, one.source, one.margin) == (CHARTER, "sentence", None)
    assert candidates("When was it signed?", "date", (), ()) == ()


def read(marks: dict[str, tuple[float, float]], *answers: Answering) -> Read:
    """What the reader finds in the charter's passage, a piece a word: start and end logits, -5 for other words."""
    text = PASSAGES[0].text
    pieces = list(re.finditer(r"\w+", text))
    logits = [marks.get(piece.group(), (-5.0, -5.0)) for piece in pieces]
    starts, ends = np.array(logits, dtype=np.float32).T
    firsts, lasts = np.array([piece.span() for piece in pieces]).T
    return Read(answers, (), Window(text, ((0, PASSAGES[0].span),)), Marks(firsts, lasts, starts, ends))


def test_a_date_that_the_reader_leaves_aside_is_a_candidate_with_its_own_margin() -> None:
    marks = {"on": (1.0, -5.0), "3": (0.5, -5.0), "1999": (-5.0, -2.5)}
    hit = replace(HIT, read=read(marks, marked("The Lighthouse Board", 4.0)))
    (one,) = candidates("When was it signed?", "date", (hit,), ())
    assert (one.text, one.source, one.margin) == ("3 May 1999", "reader", -1.5)


def test_a_fact_takes_the_margin_of_the_words_that_say_it() -> None:
    hit = replace(HIT, read=read({"3": (0.5, -5.0), "1999": (-5.0, -2.5)}))
    _, fact = candidates("When was it signed?", "date", (hit,), (FactHit(FACTS[0], 0.9),))
    assert (fact.source, fact.margin) == ("fact", -2.0)


def test_names_are_runs_of_capitals_with_what_joins_them() -> None:
    text = "In spring Prof. Ada Byron of the Office for Tides met J. R. Lee. The board left."
    assert [name.of(text) for name in names(text)] == ["Prof. Ada Byron of the Office for Tides", "J. R. Lee"]


def test_what_and_joins_is_told_whole_and_in_its_parts() -> None:
    text = "It is run by Otaru University and Lamp Works in Nemuro."
    assert [name.of(text) for name in names(text)] == [
        "Otaru University and Lamp Works",
        "Otaru University",
        "Lamp Works",
        "Nemuro",
    ]


def test_an_answer_that_cuts_a_date_takes_the_whole_of_it() -> None:
    hit = replace(HIT, read=read({}, marked("May 1999")))
    (one,) = candidates("When was it signed?", "date", (hit,), ())
    assert (one.text, one.margin) == ("3 May 1999", 2.0)


def test_a_part_of_a_document_is_told_by_the_heading_that_the_reader_reads_with_it() -> None:
    text, words = "Rules\n\nArticle 5\n\nBoats sail.", "Article 5. Boats sail."
    passage = Passage("p", "d", Span(18, 29), "Boats sail.", ("Article 5",), (Span(18, 29),))
    window = Window(words, ((0, Span(7, 16)), (11, Span(18, 29))))
    numbers = np.array([[0, 7], [8, 9], [11, 16], [17, 21]]).T
    logits = np.array([[1.0, -5.0, 0.0, -5.0], [-5.0, 1.0, -5.0, 0.0]], dtype=np.float32)
    marks = Marks(*numbers, *logits)
    hit = Hit(passage, "Rules", 1, 1.0, (), Read((Answering(Span(18, 23), 0.5),), (), window, marks))
    found = candidates("Which article is about boats?", "span", (hit,), ())
    assert [(one.text, one.margin) for one in found] == [("Boats", 0.5), ("Article 5", 2.0)]
    assert found[1].citation == Evidence("d", "p", Span(7, 16), "Article 5")
    assert found[1].citation.quote == found[1].citation.span.of(text)


def test_one_of_two_names_that_and_joins_is_not_taken_for_both() -> None:
    text = "It is run by Otaru University and Nemuro University."
    one, both = text.index("Nemuro"), list(names(text))
    assert whole(Span(one, one + 6), both).of(text) == "Nemuro University"
    assert whole(Span(text.index("University"), one + 6), both).of(text) == "Otaru University and Nemuro University"


def test_what_stands_in_quotation_marks_is_told_without_them() -> None:
    said = 'The "Old Pier" and “New Tides” are books; «La mer» is one too.'
    assert [span.of(said) for span in quoted(said)] == ["Old Pier", "New Tides", "La mer"]


def test_a_rank_or_a_year_counts_nothing() -> None:
    texts = {"the 12th meeting, held in 2020": False, "12 meetings in 2020": True, "twelve boats": True}
    for words, counts in texts.items():
        span = Span(0, len(words))
        hit = Hit(Passage("p", "d", span, words, (), (span,)), "Notes", 1, 1.0, (), Read((Answering(span, 2.0),)))
        (one,) = candidates("How many?", "number", (hit,), ())
        assert (one.source == "reader") is counts


def test_an_answer_that_runs_on_into_another_line_of_a_list_is_told_by_line() -> None:
    text = "Ada Rao, Harbour Master\nDr Bo Lund, Pilot\n- Lamps: twelve"
    span = Span(0, len(text))
    passage = Passage("p", "d", span, text, (), (span,))

    def told(words: str) -> list[str]:
        start = text.index(words)
        read = Read((Answering(Span(start, start + len(words)), 2.0),))
        hit = Hit(passage, "Notes", 1, 1.0, (), read)
        return [one.text for one in candidates("What is there?", "span", (hit,), ())]

    assert told("Harbour Master\nDr Bo Lund") == ["Harbour Master", "Dr Bo Lund"]
    assert told("Pilot\n- Lamps") == ["Pilot", "Lamps"]
    assert told("Bo Lund") == ["Bo Lund"]


@pytest.mark.parametrize(
    ("words", "whole_of"),
    [
        ("at most 20", "at most 20 kilometres\nper hour"),
        ("20 kilometres", "20 kilometres\nper hour"),
        ("seven", "seven years"),
        ("CC", "CC BY 4.0"),
        ("LAMPS", "LAMPS.md"),
        ("OTARU", "OTARU"),
        ("five", "five"),
        ("USA", "USA"),
        ("Gate 7", "Gate 7"),
        ("2010", "2010"),
        ("NO WARRANTY", "NO WARRANTY"),
        ("pier", "pier"),
    ],
)
def test_a_measure_a_short_name_or_a_files_name_is_never_cut(words: str, whole_of: str) -> None:
    text = (
        "OTARU runs at most 20 kilometres\nper hour for seven years with five lamps; LAMPS.md is under CC BY 4.0. "
        "In the USA 3.5 million come. At Gate 7 hours are long. In 2010 Miles came. NO WARRANTY OF ANY KIND. "
        "On the pier.the end"
    )
    start = text.index(words)
    assert uncut(finds.hit(text).passage, Span(start, start + len(words))).of(text) == whole_of


def test_names_end_where_a_short_line_does_and_go_on_where_prose_is_wrapped() -> None:
    lines = "Ada Rao, Harbour Master\nDr Bo Lund"
    prose = "The report that was read to all of the members of the old Harbour\nBoard was long."
    assert [span.of(lines) for span in names(lines)] == ["Ada Rao", "Harbour Master", "Dr Bo Lund"]
    assert [span.of(prose) for span in names(prose)] == ["Harbour\nBoard"]


def test_a_number_or_a_name_with_marks_in_it_is_never_cut() -> None:
    text = "Since 2020-01-01 the lamps of OTARU_LAMP_DIR burn 3.5 hours in India-Japan light."
    passage = finds.hit(text).passage

    def whole_of(words: str) -> str:
        start = text.index(words)
        return uncut(passage, Span(start, start + len(words))).of(text)

    assert [whole_of(words) for words in ("2020", "01-01", "LAMP_DIR", "OTARU", "5", "India", "hours")] == [
        "2020-01-01", "2020-01-01", "OTARU_LAMP_DIR", "OTARU_LAMP_DIR", "3.5 hours", "India", "hours",
    ]  # fmt: skip
