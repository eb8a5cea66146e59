"""Answers: short, of the kind that was asked for, each tied to the words that bear it out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from harbour import ABOUT, CHARTER, FACTS, NOTES, PASSAGES, TOWNS, harbour

from corpus.model import Evidence, Span
from index.hits import Answering, FactHit, Hit, Read
from index.searcher import Filters, Searcher
from service.answers.answer import Answer
from service.answers.answering import Answerer, Grounds, answer_from, cited_first
from service.answers.features import NAMES
from service.answers.trust import Logistic, Trust

HITS = tuple(
    Hit(passage, "Harbour notes", rank, 1.0 / rank, (passage.sentences[0],)) for rank, passage in enumerate(PASSAGES, 1)
)


def weighing(**weights: float) -> Logistic:
    """A model of these weights, all others 0."""
    return Logistic(tuple(weights.get(name, 0.0) for name in NAMES), weights.get("bias", 0.0))


#: The surer words, then the fact that bears most on the question, of the best passage; anything answers.
PLAIN = Trust(weighing(sure=4.0, bearing=2.0, score=1.0), weighing(bias=1.0), weighing(sure=2.0), 0.5)


def facts(*numbers: int) -> tuple[FactHit, ...]:
    """These of the harbour's facts, best first."""
    return tuple(FactHit(FACTS[number], 0.9) for number in numbers)


def answered(question: str, hits: Sequence[Hit], found: Sequence[FactHit], searcher: Searcher) -> Answer | None:
    """The answer by plain weights."""
    return answer_from(question, hits, found, Grounds(searcher.generation, PLAIN)).answer


@pytest.fixture(scope="module")
def searcher(tmp_path_factory: pytest.TempPathFactory) -> Searcher:
    """A searcher over the harbour's documents."""
    return harbour(Path(tmp_path_factory.mktemp("store")))


def test_a_date_is_the_best_facts_own(searcher: Searcher) -> None:
    answer = answered("When was the charter signed?", HITS, facts(1, 0), searcher)
    assert answer is not None
    assert (answer.text, answer.kind, answer.fact_ids) == ("3 May 1999", "date", ("f-charter",))
    assert answer.citations == (FACTS[0].evidence,)


def test_a_number_is_the_best_facts_own(searcher: Searcher) -> None:
    answer = answered("How many lamps does the board keep?", HITS, facts(0, 1), searcher)
    assert answer is not None
    assert (answer.text, answer.kind, answer.citations) == ("12 lamps", "number", (FACTS[1].evidence,))


def pointed(words: str, margin: float, place: int = 0) -> tuple[Hit, ...]:
    """The hits, with the reader pointing at these words of one passage."""
    passage = PASSAGES[place]
    start = passage.span.start + passage.text.index(words)
    found = Answering(Span(start, start + len(words)), margin)
    hit = HITS[place]
    return (replace(hit, read=Read((found,))), *(other for other in HITS if other != hit))


def test_the_readers_words_answer_with_the_sentence_they_stand_in(searcher: Searcher) -> None:
    answer = answered("Who signed the charter?", pointed("The Lighthouse Board", 3.0), (), searcher)
    assert answer is not None
    assert (answer.text, answer.kind, answer.citations[0].quote) == ("The Lighthouse Board", "span", CHARTER)
    assert answer.confidence == 0.812  # 1 / (1 + exp(-2 * sureness(3.0)))


def test_a_date_that_the_reader_marks_and_a_fact_states_is_told_by_the_fact(searcher: Searcher) -> None:
    answer = answered("When was the charter signed?", pointed("on 3 May 1999", 9.0), facts(1, 0), searcher)
    assert answer is not None
    assert (answer.text, answer.fact_ids) == ("3 May 1999", ("f-charter",))


def test_words_without_a_date_are_no_answer_to_when(searcher: Searcher) -> None:
    answer = answered("When was the charter signed?", pointed("The Lighthouse Board", 9.0), facts(0), searcher)
    assert answer is not None
    assert (answer.text, answer.fact_ids) == ("3 May 1999", ("f-charter",))


def test_where_nothing_of_the_kind_is_found_the_best_sentence_answers_with_its_place(searcher: Searcher) -> None:
    answer = answered("Why was the charter signed?", HITS, facts(0), searcher)
    assert answer is not None
    sentence = PASSAGES[0].sentences[0]
    assert (answer.text, answer.kind, answer.fact_ids) == (CHARTER, "span", ())
    assert answer.citations == (Evidence(NOTES.id, PASSAGES[0].id, sentence, CHARTER),)
    assert sentence.of(NOTES.text) == CHARTER


def test_a_yes_or_no_question_is_answered_with_its_first_word_and_the_reason(searcher: Searcher) -> None:
    told = Hit(PASSAGES[0], "", 1, 1.0, (PASSAGES[0].sentences[1],))
    no, yes = (
        answered(question, hits, (), searcher)
        for question, hits in (("Is the charter about boats?", (told,)), ("Was the charter signed?", HITS))
    )
    assert no is not None
    assert yes is not None
    assert (no.text, no.kind, yes.text) == (f"No: {ABOUT}", "yesno", f"Yes: {CHARTER}")


def test_a_list_question_gets_the_items_of_an_enumeration(searcher: Searcher) -> None:
    towns = Hit(PASSAGES[1], "", 1, 1.0, (PASSAGES[1].sentences[1],))
    answer = answered("Which towns are there?", (towns,), (), searcher)
    assert answer is not None
    assert (answer.kind, answer.items) == ("list", ("Otaru", "Hakodate", "Nemuro"))
    assert (answer.text, answer.citations[0].quote) == ("Otaru, Hakodate and Nemuro", TOWNS)


@pytest.mark.parametrize("question", ["灯台はいつ?", "🎉🎉", "xyzzy plugh"])
def test_a_question_that_shares_no_word_with_any_passage_is_not_answered(question: str, searcher: Searcher) -> None:
    assert answered(question, HITS, facts(0), searcher) is None


@pytest.mark.parametrize(
    "question",
    [
        "When was the third charter signed?",
        "When was the charter with Norway signed?",
        "What charter was signed in 2005?",
        "How much money did the board get for the charter?",
    ],
)
def test_a_neighbour_of_what_was_asked_for_is_not_answered_from(question: str, searcher: Searcher) -> None:
    assert answered(question, pointed("3 May 1999", 9.0), facts(0, 1), searcher) is None


def test_where_the_source_is_probably_silent_there_is_no_answer(searcher: Searcher) -> None:
    silent = replace(PLAIN, answerable=weighing(sure=10.0, bias=-5.0))
    for margin, answers in ((-3.0, False), (3.0, True)):
        hits = pointed("The Lighthouse Board", margin)
        found = answer_from("Who signed the charter?", hits, (), Grounds(searcher.generation, silent))
        assert (found.answer is not None) is answers


def test_where_nothing_is_found_there_is_no_answer(searcher: Searcher) -> None:
    assert answered("When?", (), facts(0), searcher) is None


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


def test_an_answer_is_read_aloud_without_marks_of_code() -> None:
    told = Answer("Use `--lamp`, not `-l`", "list", 0.5, (), items=("`--lamp`", "rope")).unmarked()
    assert (told.text, told.items) == ("Use --lamp, not -l", ("--lamp", "rope"))
    assert Answer("12", "number", 0.5, ()).unmarked().items is None
    texts = ("Press the ` key", "```", "--lamp`", "``a`b``")
    read = [Answer(text, "span", 0.5, ()).unmarked().text for text in texts]
    assert read == ["Press the ` key", "```", "--lamp", "a`b"]


def test_what_is_set_out_stands_first_among_the_passages() -> None:
    answer = Answer("12", "count", 0.8, (Evidence("d", HITS[1].passage.id, Span(0, 2), "12"),))
    moved = cited_first(HITS, answer)
    assert [hit.passage.id for hit in moved[:2]] == [HITS[1].passage.id, HITS[0].passage.id]
    assert [hit.rank for hit in moved] == list(range(1, len(HITS) + 1))
    assert [round(hit.score, 3) for hit in moved[:2]] == [0.75, 0.5]
    assert cited_first(HITS, None) == HITS
