"""Answers: short, of the kind that was asked for, each tied to the words that bear it out."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from harbour import ABOUT, CHARTER, FACTS, LAMPS, NOTES, PASSAGES, TOWNS, harbour

from corpus.model import Evidence, Span
from index.searcher import Answering, FactHit, Filters, Hit, Searcher
from service.answering import Answerer, answer_from, confidence

HITS = tuple(
    Hit(passage, "Harbour notes", rank, 1.0 / rank, (passage.sentences[0],)) for rank, passage in enumerate(PASSAGES, 1)
)


def facts(*numbers: int) -> tuple[FactHit, ...]:
    """These of the harbour's facts, best first."""
    return tuple(FactHit(FACTS[number], 0.9) for number in numbers)


@pytest.fixture(scope="module")
def searcher(tmp_path_factory: pytest.TempPathFactory) -> Searcher:
    """A searcher over the harbour's documents."""
    return harbour(Path(tmp_path_factory.mktemp("store")))


def test_a_date_is_the_best_facts_own() -> None:
    answer = answer_from("When was the charter signed?", HITS, facts(1, 0))
    assert answer is not None
    assert (answer.text, answer.kind, answer.fact_ids) == ("3 May 1999", "date", ("f-charter",))
    assert answer.citations == (FACTS[0].evidence,)


def test_a_number_is_the_best_facts_own() -> None:
    answer = answer_from("How many lamps does the board keep?", HITS, facts(0, 1))
    assert answer is not None
    assert (answer.text, answer.kind, answer.citations) == ("12 lamps", "number", (FACTS[1].evidence,))


def pointed(words: str, margin: float, place: int = 0) -> tuple[Hit, ...]:
    """The hits, with the reader pointing at these words of one passage."""
    passage = PASSAGES[place]
    start = passage.span.start + passage.text.index(words)
    found = Answering(Span(start, start + len(words)), margin)
    hit = HITS[place]
    return (replace(hit, answering=found), *(other for other in HITS if other != hit))


def test_the_readers_words_answer_where_it_is_sure_enough_of_them() -> None:
    words = CHARTER.split()[1]
    answer = answer_from("Who signed the charter?", pointed(words, -3.9), ())
    assert answer is not None
    assert (answer.text, answer.kind, answer.citations[0].quote) == (words, "span", CHARTER)
    unsure = answer_from("Who signed the charter?", pointed(words, -4.1), ())
    assert unsure is not None
    assert unsure.text == CHARTER


def test_a_date_that_the_reader_reads_is_told_by_the_fact_that_states_it() -> None:
    answer = answer_from("When was the charter signed?", pointed("3 May 1999", 9.0), facts(1, 0))
    assert answer is not None
    assert (answer.text, answer.fact_ids) == ("3 May 1999", ("f-charter",))


def test_words_without_a_date_are_no_answer_to_when() -> None:
    answer = answer_from("When was the charter signed?", pointed(CHARTER.split()[1], 9.0), facts(0))
    assert answer is not None
    assert (answer.text, answer.fact_ids) == ("3 May 1999", ("f-charter",))


def test_a_fact_outside_the_best_passages_answers_nothing() -> None:
    answer = answer_from("When was the board's charter signed?", HITS[1:], facts(0))
    assert answer is not None
    assert (answer.text, answer.kind) == (LAMPS, "span")


def test_anything_else_is_the_best_sentence_with_its_place() -> None:
    answer = answer_from("Who signed the charter?", HITS, facts(0))
    assert answer is not None
    sentence = PASSAGES[0].sentences[0]
    assert (answer.text, answer.kind, answer.fact_ids) == (CHARTER, "span", ())
    assert answer.citations == (Evidence(NOTES.id, PASSAGES[0].id, sentence, CHARTER),)
    assert sentence.of(NOTES.text) == CHARTER


def test_a_yes_or_no_question_is_answered_with_its_first_word() -> None:
    told = Hit(PASSAGES[0], "", 1, 1.0, (PASSAGES[0].sentences[1],))
    no, yes = answer_from("Is the charter about boats?", (told,), ()), answer_from("Was it signed?", HITS, ())
    assert no is not None
    assert yes is not None
    assert (no.text, no.kind, yes.text) == (f"No: {ABOUT}", "yesno", f"Yes: {CHARTER}")


def test_a_list_question_gets_the_items_of_an_enumeration() -> None:
    towns = Hit(PASSAGES[1], "", 1, 1.0, (PASSAGES[1].sentences[1],))
    answer = answer_from("Which towns are there?", (towns,), ())
    assert answer is not None
    assert (answer.kind, answer.items) == ("list", ("Otaru", "Hakodate", "Nemuro"))
    assert answer.citations[0].quote == TOWNS


@pytest.mark.parametrize("question", ["灯台はいつ?", "🎉🎉", "xyzzy plugh"])
def test_a_question_that_shares_no_word_with_any_passage_is_not_answered(question: str) -> None:
    assert answer_from(question, HITS, facts(0)) is None


def test_where_nothing_is_found_there_is_no_answer() -> None:
    assert answer_from("When?", (), facts(0)) is None


def test_an_answer_does_not_hang_on_how_many_passages_are_wanted(searcher: Searcher) -> None:
    answerer = Answerer(searcher)
    few, many = (answerer.ask("When was the charter signed?", top_k=k) for k in (1, 50))
    assert few.answer == many.answer
    assert (len(few.hits), len(many.hits), few.generation) == (1, 3, "gen1")


def test_filters_reach_the_search(searcher: Searcher) -> None:
    reply = Answerer(searcher).ask("charter", filters=Filters(heading="lamps"))
    assert [hit.passage for hit in reply.hits] == [PASSAGES[1]]
    nothing = Answerer(searcher).ask("charter", filters=Filters(heading="nowhere"))
    assert (nothing.answer, nothing.hits) == (None, ())


def test_confidence_follows_its_formula() -> None:
    asked = "charter signed"
    assert confidence(asked, 1.0, CHARTER, from_fact=True) == 0.95
    assert confidence(asked, 0.4, CHARTER, from_fact=False) == 0.55
    assert confidence(asked, 0.4, LAMPS, from_fact=False) == 0.2
    assert confidence("", 0.0, "", from_fact=False) == 0.05


def test_a_question_over_facts_is_answered_by_its_plan_with_the_rows_first(searcher: Searcher) -> None:
    reply = Answerer(searcher).ask("How many agreements were signed in 1999?", top_k=1)
    assert reply.answer is not None
    assert (reply.answer.kind, reply.answer.count, reply.answer.fact_ids) == ("count", 1, ("f-charter",))
    assert reply.answer.citations == (FACTS[0].evidence,)
    assert reply.answer.plan is not None
    assert "1999" in reply.answer.plan
    assert [hit.passage.id for hit in reply.hits] == [PASSAGES[0].id]
    assert reply.facts[0] == FactHit(FACTS[0], 1.0)


def test_a_plan_is_not_run_where_filters_narrow_the_sources(searcher: Searcher) -> None:
    reply = Answerer(searcher).ask("How many agreements were signed in 1999?", filters=Filters(document_id=NOTES.id))
    assert reply.answer is not None
    assert reply.answer.plan is None
