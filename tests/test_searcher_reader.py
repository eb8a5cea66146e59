"""Which sentences are marked, and how a reader changes the ranking."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from harbour import AXES, LAMPS, NOTES, TOWNS, harbour
from shelves import FUSION, ranking, scores, shelf
from words import WordEncoder, WordReader

from index.encoder import Encoded
from index.ranking import Weights, sureness
from index.searcher import Filters, Mode, Searcher


@pytest.fixture(scope="module")
def searcher(tmp_path_factory: pytest.TempPathFactory) -> Searcher:
    """The harbour's two documents, three passages."""
    return harbour(tmp_path_factory.mktemp("store"))


def test_the_sentences_that_matter_are_marked_best_first(searcher: Searcher) -> None:
    (hit,) = searcher.search("lamps", filters=Filters(heading="lamps"))
    assert [span.of(NOTES.text) for span in hit.highlights] == [LAMPS]
    (hit,) = searcher.search("Otaru", filters=Filters(heading="lamps"))
    assert [span.of(NOTES.text) for span in hit.highlights] == [TOWNS]


def test_no_more_than_three_sentences_are_marked(tmp_path: Path) -> None:
    (hit,) = shelf(tmp_path, "lamps|boats|lamps|lamps|lamps").search("lamps")
    assert [span.start for span in hit.highlights] == [0, 12, 18]


def test_the_best_sentence_is_marked_also_where_its_cosine_is_below_zero(tmp_path: Path) -> None:
    class Contrary(WordEncoder):
        def question(self, text: str) -> Encoded:
            encoded = super().question(text)
            return Encoded(-encoded.vector, -encoded.tokens)

    shelved = shelf(tmp_path, "lamps lamps boats|lamps lamps lamps")
    contrary = replace(shelved, encoder=Contrary(*AXES), weights=Weights(sentence_words=0))
    (hit,) = contrary.search("lamps")
    assert hit.highlights == (hit.passage.sentences[0],)


def test_a_passage_that_the_reader_finds_an_answer_in_comes_first(tmp_path: Path) -> None:
    texts = ("lamps glow", "lamps of the pier", "boats")
    searcher = shelf(tmp_path, *texts, reader=WordReader(pier=6.0, glow=-6.0))
    hits = searcher.search("lamps")
    assert ranking(hits) == [1, 0, 2]
    first, second, third = (hit.answering for hit in hits)
    assert first is not None
    assert (first.span.of(searcher.document("doc").text), first.margin) == ("pier", 6.0)
    assert second is not None
    assert (second.span.of(searcher.document("doc").text), second.margin) == ("glow", -6.0)
    assert third is None


def test_the_readers_share_is_mixed_with_the_rest(tmp_path: Path) -> None:
    weights = replace(FUSION, reader=0.4, unread=0.0)
    shelved = shelf(tmp_path, "lamps glow dimly", "lamps", "boats", weights=weights)
    before = dict(zip(ranking(shelved.search("lamps")), scores(shelved.search("lamps")), strict=True))
    hits = replace(shelved, reader=WordReader(glow=3.0)).search("lamps")
    expected = {place: 0.6 * score for place, score in before.items()}
    expected[0] += 0.4 * sureness(3.0)
    assert dict(zip(ranking(hits), scores(hits), strict=True)) == pytest.approx(expected, abs=2e-4)


def test_only_the_first_passages_are_read(tmp_path: Path) -> None:
    weights = replace(FUSION, read_depth=1)
    hits = shelf(tmp_path, "lamps lamps", "lamps storm", weights=weights, reader=WordReader(storm=9.0)).search("lamps")
    assert [hit.answering for hit in hits] == [None, None]
    assert ranking(hits) == [0, 1]


def test_a_passage_that_can_no_longer_become_the_best_is_left_unread(tmp_path: Path) -> None:
    weights = replace(FUSION, lexical=1.0, reader=0.4, unread=0.25)
    shelved = shelf(tmp_path, "lamps lamps lamps glow", "lamps storm", "boats", weights=weights)
    before = scores(shelved.search("lamps"))
    sure = replace(shelved, reader=WordReader(glow=9.0, storm=9.0)).search("lamps")
    unsure = replace(shelved, reader=WordReader(storm=9.0)).search("lamps")

    assert [hit.read is not None for hit in sure] == [True, False, False]
    assert scores(sure)[1] == pytest.approx(0.6 * before[1] + 0.4 * 0.25, abs=2e-4)
    assert [hit.read is not None for hit in unsure] == [True, True, False]


@pytest.mark.parametrize("mode", ["dense", "lexical"])
def test_a_search_of_one_stage_reads_nothing(tmp_path: Path, mode: Mode) -> None:
    shelved = shelf(tmp_path, "lamps glow", "lamps")
    assert replace(shelved, reader=WordReader(lamps=9.0)).search("lamps", mode=mode) == shelved.search(
        "lamps", mode=mode
    )


def test_nothing_is_read_where_a_filter_lets_nothing_through(searcher: Searcher) -> None:
    reading = replace(searcher, reader=WordReader(lamps=9.0))
    assert reading.search("lamps", filters=Filters(heading="nowhere")) == ()


def test_the_sentence_that_answers_is_marked_first(tmp_path: Path) -> None:
    texts = "lamps lamps|They glow.|lamps"
    (sure,) = shelf(tmp_path / "a", texts, reader=WordReader(glow=1.0)).search("lamps")
    (unsure,) = shelf(tmp_path / "b", texts, reader=WordReader(glow=-1.0)).search("lamps")
    assert [span.start for span in sure.highlights] == [12, 0, 23]
    assert [span.start for span in unsure.highlights] == [0, 23]


@pytest.mark.parametrize(("margin", "expected"), [(0, 0.5), (3, 1 / (1 + np.e**-1)), (float("-inf"), 0), (1e9, 1)])
def test_sureness_is_logistic(margin: float, expected: float) -> None:
    assert sureness(margin) == pytest.approx(expected, abs=1e-8)
