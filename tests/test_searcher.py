"""Ranking that can be worked out by hand: an encoder whose axes are words, and BM25 by its formula."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from harbour import FACTS, NOTES, PASSAGES, REPORT, encoder, harbour, publish
from hypothesis import given, settings
from hypothesis import strategies as st
from shelves import FUSION, MODES, book, ranking, scores, shelf

from corpus.aliases import Aliases
from corpus.errors import ModelError, NoIndexError, NotFoundError, QueryError
from index.ranking import Weights, min_max
from index.searcher import Filters, Mode, Searcher
from index.store import Store


@pytest.fixture(scope="module")
def searcher(tmp_path_factory: pytest.TempPathFactory) -> Searcher:
    """The harbour's two documents, three passages."""
    return harbour(tmp_path_factory.mktemp("store"))


def test_a_dense_search_ranks_by_the_cosine_of_the_best_sentence(tmp_path: Path) -> None:
    hits = shelf(tmp_path, "lamps lamps boats", "storm|lamps", "boats").search("lamps", mode="dense")
    assert ranking(hits) == [1, 0, 2]
    assert scores(hits) == pytest.approx([1, 2 / 5**0.5, 0], abs=1e-4)


def test_a_lexical_search_ranks_by_bm25_and_leaves_out_what_shares_no_word(tmp_path: Path) -> None:
    hits = shelf(tmp_path, "lamps glow dimly tonight", "storm", "lamps glow").search("lamps", mode="lexical")
    assert ranking(hits) == [2, 0]
    # One term each, of lengths 2 and 4 where the mean is 7 / 3: 1 / (1 + 1.2 (1/4 + 3/4 length / mean)).
    shorter, longer = (1 / (1 + 1.2 * (0.25 + 0.75 * length * 3 / 7)) for length in (2, 4))
    assert scores(hits) == pytest.approx([1, longer / shorter], abs=1e-4)


def test_a_hybrid_search_is_the_mean_of_both(tmp_path: Path) -> None:
    searcher = shelf(tmp_path, "lamps lamps boats", "lamps glow", "boats", "glow")
    parts = [dict(zip(ranking(hits), scores(hits), strict=True)) for hits in
             (searcher.search("lamps glow", mode=mode) for mode in ("dense", "lexical"))]  # fmt: skip
    hits = searcher.search("lamps glow")
    assert ranking(hits) == [1, 0, 3, 2]
    assert scores(hits) == pytest.approx(
        [0.5 * sum(part.get(place, 0) for part in parts) for place in ranking(hits)], abs=1e-4
    )


@pytest.mark.parametrize(("share", "mode"), [(0, "dense"), (1, "lexical")])
def test_the_lexical_weight_goes_from_dense_to_lexical(tmp_path: Path, share: float, mode: Mode) -> None:
    weights = Weights(share, late=0)
    searcher = shelf(tmp_path, "lamps lamps boats", "lamps", "boats lamps storm", weights=weights)
    fused, alone = searcher.search("lamps"), searcher.search("lamps", mode=mode)
    assert (ranking(fused), scores(fused)) == (ranking(alone), scores(alone))


def test_late_interaction_prefers_a_passage_that_holds_every_word(tmp_path: Path) -> None:
    dense = shelf(tmp_path, "lamps lamps lamps", "lamps|boats|storm", "boats", weights=Weights(0, late=0))
    late = replace(dense, weights=Weights(0, late=1))
    assert ranking(dense.search("lamps lamps boats"))[0] == 0
    assert ranking(late.search("lamps lamps boats"))[0] == 1


def test_what_late_interaction_does_not_look_at_stays_behind(tmp_path: Path) -> None:
    texts = ("lamps lamps lamps", "lamps|boats|storm", "boats")
    weights = Weights(0, late=0.9, late_depth=1)
    assert ranking(shelf(tmp_path, *texts, weights=weights).search("lamps lamps boats"))[0] == 0


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("weights", [FUSION, Weights(), Weights(lexical=0, late=1)])
def test_ties_stand_in_document_order(tmp_path: Path, mode: Mode, weights: Weights) -> None:
    texts = ("boats", *["board lamps"] * 2, "boats", *["board lamps"] * 6)
    hits = shelf(tmp_path, *texts, weights=weights).search("lamps boats boats", mode=mode, top_k=50)
    for text in ("boats", "board lamps"):
        alike = [hit for hit in hits if hit.passage.text == text]
        assert ranking(alike) == [place for place, other in enumerate(texts) if other == text]
        assert len(set(scores(alike))) == 1


@pytest.mark.parametrize("mode", MODES)
def test_hits_are_ranked_from_one_with_their_titles(searcher: Searcher, mode: Mode) -> None:
    hits = searcher.search("lamps storm board", mode=mode, top_k=50)
    assert [hit.rank for hit in hits] == [1, 2, 3]
    assert [hit.title for hit in hits if hit.passage == PASSAGES[2]] == [REPORT.title]
    assert {hit.passage for hit in hits} == set(PASSAGES)


def test_no_more_hits_come_than_asked_for(searcher: Searcher) -> None:
    every = searcher.search("lamps", top_k=3)
    assert [searcher.search("lamps", top_k=k) for k in (1, 2, 3, 50)] == [every[:1], every[:2], every, every]


@settings(max_examples=50)
@given(
    st.one_of(
        st.text(max_size=60),
        st.lists(st.sampled_from(["lamps", "board", "the", "storm", "1999"])).map(" ".join),
    ),
    st.sampled_from(MODES),
)
def test_any_question_gets_scores_within_0_and_1_best_first(searcher: Searcher, question: str, mode: Mode) -> None:
    found = scores(searcher.search(question, mode=mode))
    assert found == sorted(found, reverse=True)
    assert all(0 <= score <= 1 for score in found)


@pytest.mark.parametrize(
    "question", ["", "who is it, and what are they?", "?!", "灯台はいくつありますか。", "🏮", "x" * 1000]
)
def test_a_question_that_says_nothing_here_finds_passages_in_document_order(searcher: Searcher, question: str) -> None:
    assert searcher.search(question, mode="lexical") == ()
    for mode in ("dense", "hybrid"):
        hits = searcher.search(question, mode=mode)
        assert [hit.passage for hit in hits] == list(PASSAGES)
        assert scores(hits) == [0, 0, 0]


def test_a_long_question_is_answered(searcher: Searcher) -> None:
    hits = searcher.search("lamps storm nine " * 58 + "lamps?")
    assert hits[0].passage == PASSAGES[2]


def test_a_name_spelt_out_is_found_by_its_short_form(searcher: Searcher) -> None:
    aliased = replace(searcher.generation, aliases=Aliases((("NINE", "Northern Inland Navigation Estate"),)))
    hits = Searcher(aliased, encoder()).search("Northern Inland Navigation Estate", mode="lexical")
    assert [hit.passage for hit in hits] == [PASSAGES[2]]


def test_a_document_filter_lets_only_its_passages_through(searcher: Searcher) -> None:
    for mode in MODES:
        hits = searcher.search("lamps", mode=mode, filters=Filters(document_id=REPORT.id))
        assert [hit.passage for hit in hits] == [PASSAGES[2]]


def test_an_unknown_document_is_not_found(searcher: Searcher) -> None:
    with pytest.raises(NotFoundError, match="no document is called 'nowhere'"):
        searcher.search("lamps", filters=Filters(document_id="nowhere"))


@pytest.mark.parametrize("part", ["Charter", "CHAR", "harte"])
def test_a_heading_filter_takes_a_part_in_any_case(searcher: Searcher, part: str) -> None:
    assert [hit.passage for hit in searcher.search("lamps", filters=Filters(heading=part))] == [PASSAGES[0]]


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [("1999", "1999", [0]), ("1999-05-03", None, [0, 2]), ("1999-05-04", None, [2]), (None, "2000", [0]),
     ("2001", "2010", []), (None, "2020", [0, 2]), ("2020-06", "2020-06", [2])],
)  # fmt: skip
def test_a_date_filter_takes_passages_that_state_a_dated_fact(
    searcher: Searcher, first: str | None, last: str | None, expected: list[int]
) -> None:
    hits = searcher.search("board", filters=Filters(date_from=first, date_to=last))
    assert {hit.passage.id for hit in hits} == {PASSAGES[number].id for number in expected}


@pytest.mark.parametrize("filters", [Filters(date_from="soon"), Filters(date_from="2001", date_to="2000")])
def test_a_date_that_is_none_can_not_be_asked(searcher: Searcher, filters: Filters) -> None:
    with pytest.raises(QueryError):
        searcher.search("lamps", filters=filters)


def test_filters_hold_together(searcher: Searcher) -> None:
    both = Filters(document_id=NOTES.id, heading="lamps")
    assert [hit.passage for hit in searcher.search("board", filters=both)] == [PASSAGES[1]]
    assert searcher.search("board", filters=replace(both, date_from="1999")) == ()


def test_what_a_filter_lets_through_is_ranked_as_if_there_were_no_others(tmp_path: Path) -> None:
    texts = ("boats lamps", "boats boats storm lamps", "boats")
    weights = Weights(lexical=0, late=0.5, late_depth=2, dense_depth=3)
    alone = shelf(tmp_path / "alone", *texts, weights=weights).search("lamps storm")
    near, far = book("near", *["lamps"] * 40), book("far", *texts)
    store = Store(tmp_path / "crowded")
    publish(store, "gen1", documents=(near[0], far[0]), passages=near[1] + far[1], facts=())
    crowded = Searcher(store.current(), encoder(), weights=weights)
    hits = crowded.search("lamps storm", filters=Filters(document_id="far"))
    assert ranking(hits) == ranking(alone) == [1, 0, 2]
    assert scores(hits) == scores(alone)


def test_facts_that_bear_on_a_question_come_with_its_hits(searcher: Searcher) -> None:
    hits = searcher.search("When was the charter signed?")
    facts = searcher.matching_facts("When was the charter signed?", hits)
    assert facts[0].fact == FACTS[0]
    assert [fact.score for fact in facts] == sorted((fact.score for fact in facts), reverse=True)
    assert searcher.matching_facts("When was the charter signed?", hits, limit=1) == facts[:1]


def test_a_document_is_found_by_its_name(searcher: Searcher) -> None:
    assert searcher.document(NOTES.id) == NOTES
    with pytest.raises(NotFoundError):
        searcher.document("nowhere")


def test_threads_share_a_searcher(searcher: Searcher) -> None:
    questions = ["lamps", "charter boats", "storm of 1999", "When did they sign?", "Otaru"] * 8
    asks = [(question, mode) for question in questions for mode in MODES]

    def ask(asked: tuple[str, Mode]) -> tuple[object, ...]:
        hits = searcher.search(asked[0], mode=asked[1], filters=Filters(date_from="1990"))
        return hits, searcher.matching_facts(asked[0], hits)

    with ThreadPoolExecutor(8) as threads:
        together = list(threads.map(ask, asks))
    assert together == [ask(asked) for asked in asks]


@pytest.mark.parametrize(
    ("given_", "low", "expected"),
    [([1, 3, 2], None, [0, 1, 0.5]), ([2, 4], 0.0, [0.5, 1]), ([5, 5], None, [0, 0]), ([0, 0], 0.0, [0, 0]),
     ([7], None, [0]), ([7], 0.0, [1]), ([], None, []), ([-1, -3], None, [1, 0])],
)  # fmt: skip
def test_min_max_brings_scores_between_0_and_1(given_: list[float], low: float | None, expected: list[float]) -> None:
    assert min_max(np.array(given_, dtype=np.float32), low).tolist() == expected


@given(st.lists(st.floats(-1e6, 1e6, width=32), min_size=1, max_size=20))
def test_min_max_keeps_the_order(values: list[float]) -> None:
    before = np.array(values, dtype=np.float32)
    after = min_max(before)
    assert ((after >= 0) & (after <= 1)).all()
    assert (np.diff(after[np.argsort(before, kind="stable")]) >= 0).all()


def test_a_question_needs_nothing_of_what_only_building_needs() -> None:
    program = "import sys, index.searcher; print([name for name in sys.argv[1:] if name in sys.modules])"
    heavy = ["torch", "spacy", "sentence_transformers", "transformers", "index.build", "index.export"]
    done = subprocess.run([sys.executable, "-c", program, *heavy], check=True, capture_output=True, text=True)
    assert done.stdout == "[]\n"


def test_an_empty_store_can_not_be_searched(tmp_path: Path) -> None:
    with pytest.raises(NoIndexError):
        Searcher.open(Store(tmp_path))


def test_a_store_without_its_encoder_says_what_to_do(tmp_path: Path) -> None:
    publish(Store(tmp_path), "gen1")
    with pytest.raises(ModelError, match="run `kotae build --force`"):
        Searcher.open(Store(tmp_path))


def test_passages_known_to_answer_come_first_in_their_own_order(searcher: Searcher) -> None:
    usual = searcher.search("lamps")
    last = usual[-1].passage.id
    hits = searcher.search("lamps", first={last})
    assert [hit.passage.id for hit in hits] == [last, *(hit.passage.id for hit in usual[:-1])]
    assert [hit.rank for hit in hits] == [1, 2, 3]
    assert hits[0].score == pytest.approx((1 + usual[-1].score) / 2, abs=1e-4)


def test_a_passage_without_the_questions_numbers_loses_by_it(tmp_path: Path) -> None:
    weights = replace(FUSION, number=0.05)
    found = shelf(tmp_path, "boats 2", "boats 3", weights=weights).search("boats 3")
    plain = shelf(tmp_path / "plain", "boats 2", "boats 3", weights=replace(FUSION, number=0.0)).search("boats 3")
    assert ranking(found) == ranking(plain) == [1, 0]
    assert scores(found)[0] == scores(plain)[0]
    assert round(scores(plain)[1] - scores(found)[1], 4) == 0.05
