"""FAISS against a numpy oracle: the same cosines, the same sentences, the same ties."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from index.dense import DenseIndex
from index.encoder import Vectors, unit

#: Three passages: two sentences, none, one.
AXES = np.eye(4, dtype=np.float32)
SLANTED = np.array([0.6, 0.8, 0, 0], dtype=np.float32)
SMALL = DenseIndex.of(AXES[:3], [2, 0, 1])


def oracle(
    vectors: Vectors,
    counts: list[int],
    question: Vectors,
    depth: int,
    allowed: NDArray[np.bool_] | None = None,
) -> list[float]:
    """Each passage's best cosine among the `depth` nearest sentences, else the least of these."""
    owners = np.repeat(np.arange(len(counts)), counts)
    cosines = vectors @ question
    order = [i for i in np.argsort(-cosines, kind="stable") if allowed is None or allowed[owners[i]]][:depth]
    best = [float(cosines[order[-1]]) if order else 0.0] * len(counts)
    for place in order:
        best[owners[place]] = max(best[owners[place]], float(cosines[place]))
    return best


def random_vectors(seed: int, number: int, dimension: int = 8) -> Vectors:
    return unit(np.random.default_rng(seed).standard_normal((number, dimension)))


@given(st.integers(0, 10**6), st.lists(st.integers(0, 4), min_size=1, max_size=12), st.integers(1, 60))
def test_a_passage_takes_its_best_sentence_of_the_nearest(seed: int, counts: list[int], depth: int) -> None:
    vectors, question = random_vectors(seed, sum(counts)), random_vectors(seed + 1, 1)[0]
    scores = DenseIndex.of(vectors, counts).scores(question, depth)
    assert scores.tolist() == pytest.approx(oracle(vectors, counts, question, depth), abs=1e-6)


@given(st.integers(0, 10**6), st.lists(st.booleans(), min_size=6, max_size=6), st.integers(1, 20))
def test_with_a_filter_only_allowed_passages_use_up_the_depth(seed: int, allowed: list[bool], depth: int) -> None:
    counts, which = [2, 1, 0, 3, 1, 2], np.array(allowed)
    vectors, question = random_vectors(seed, sum(counts)), random_vectors(seed + 1, 1)[0]
    scores = DenseIndex.of(vectors, counts).scores(question, depth, which)
    expected = oracle(vectors, counts, question, depth, which)
    assert scores[which].tolist() == pytest.approx(np.array(expected)[which].tolist(), abs=1e-6)


def test_equal_sentences_give_their_passages_equal_scores() -> None:
    index = DenseIndex.of(AXES[[0, 1, 0, 1]], [1, 1, 1, 1])
    assert index.scores(SLANTED, 10).tolist() == pytest.approx([0.6, 0.8, 0.6, 0.8])


def test_a_tie_at_the_depth_leaves_the_tied_passages_equal() -> None:
    index = DenseIndex.of(AXES[[1, 0, 0, 0]], [1, 1, 1, 1])
    assert index.scores(AXES[0], 2).tolist() == [1, 1, 1, 1]  # none has less than the last that was found
    assert index.scores(AXES[0], 4).tolist() == [0, 1, 1, 1]


def test_a_passage_without_sentences_gets_the_floor() -> None:
    assert SMALL.scores(AXES[2], 10).tolist() == [0, 0, 1]


@pytest.mark.parametrize("counts", [[1, 0], [0, 1], [1, 0, 0]])
def test_passages_without_sentences_count_wherever_they_stand(counts: list[int]) -> None:
    assert len(DenseIndex.of(AXES[:1], counts).scores(AXES[0], 5)) == len(counts)


def test_no_sentence_at_all_scores_nothing(tmp_path: Path) -> None:
    DenseIndex.of(AXES[:0], [0, 0]).save(tmp_path)
    index = DenseIndex.load(tmp_path)
    assert index.scores(AXES[0], 5).tolist() == [0, 0]
    assert index.sentences(1, AXES[0]).tolist() == []


def test_a_filter_that_lets_nothing_through_scores_nothing() -> None:
    assert SMALL.scores(AXES[0], 5, np.zeros(3, dtype=np.bool_)).tolist() == [0, 0, 0]


def test_a_zero_question_is_as_near_to_every_passage() -> None:
    assert SMALL.scores(np.zeros(4, dtype=np.float32), 5).tolist() == [0, 0, 0]


def test_each_sentence_of_a_passage_has_its_cosine() -> None:
    assert SMALL.sentences(0, SLANTED).tolist() == pytest.approx([0.6, 0.8])
    assert SMALL.sentences(1, SLANTED).tolist() == []
    assert SMALL.sentences(2, SLANTED).tolist() == [0]


def test_an_index_comes_back_from_its_folder_as_it_was(tmp_path: Path) -> None:
    vectors, counts = random_vectors(7, 40), [0, 7, 20, 1, 12, 0]
    index = DenseIndex.of(vectors, counts)
    index.save(tmp_path)
    again = DenseIndex.load(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["sentences.faiss", "sentences.npy"]
    assert again.scores(vectors[3], 9).tolist() == index.scores(vectors[3], 9).tolist()
    assert again.sentences(2, vectors[3]).tolist() == index.sentences(2, vectors[3]).tolist()


def test_vectors_and_sentences_must_be_as_many() -> None:
    with pytest.raises(ValueError, match="3 sentence vectors for 4 sentences"):
        DenseIndex.of(AXES[:3], [2, 2])
