"""MaxSim on signs against exact MaxSim."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from index.encoder import Vectors, unit
from index.late import TokenIndex, rotation, signs

DIMENSION = 384
AXES = np.eye(DIMENSION, dtype=np.float32)
NONE = AXES[:0]


def exact(question: Vectors, passage: Vectors) -> float:
    """ColBERT's MaxSim, as a mean over the question's tokens."""
    return float((question @ passage.T).max(axis=1).mean()) if len(passage) else 0.0


def random_tokens(seed: int, *lengths: int) -> list[Vectors]:
    generator = np.random.default_rng(seed)
    return [unit(generator.standard_normal((length, DIMENSION))) for length in lengths]


def near(vectors: Vectors, seed: int, noise: float) -> Vectors:
    """The same directions, each turned a little."""
    return unit(vectors + noise * random_tokens(seed, len(vectors))[0])


def scores(question: Vectors, passages: Sequence[Vectors]) -> list[float]:
    index = TokenIndex.of(passages, DIMENSION)
    return [float(score) for score in index.scores(question, range(len(passages)))]


@pytest.mark.parametrize("seed", range(3))
def test_signs_come_within_a_tenth_of_exact_maxsim(seed: int) -> None:
    question, *others = random_tokens(seed, 8, 20, 5)
    passages = [
        near(np.concatenate([question, others[0]]), seed + 1, 0.5),
        near(question[:4], seed + 2, 1),
        *others,
    ]
    expected = [exact(question, passage) for passage in passages]
    assert scores(question, passages) == pytest.approx(expected, abs=0.1)


@pytest.mark.parametrize("seed", range(3))
def test_signs_keep_the_order_of_exact_maxsim(seed: int) -> None:
    question, other = random_tokens(seed, 8, 30)
    passages = [near(question[:shared], seed + shared, 0.3) for shared in (2, 8, 4)] + [other]
    found = scores(question, passages)
    assert np.argsort(found)[::-1].tolist() == [1, 2, 0, 3]
    assert np.argsort([exact(question, passage) for passage in passages])[::-1].tolist() == [1, 2, 0, 3]


def test_a_token_that_the_passage_holds_counts_as_one() -> None:
    (score,) = scores(AXES[:2], [AXES[:5]])
    assert score == pytest.approx(1, abs=0.05)


def test_a_score_is_the_mean_over_the_questions_tokens() -> None:
    (score,) = scores(AXES[:4], [AXES[:1]])
    assert score == pytest.approx(0.25, abs=0.05)


def test_only_the_named_passages_are_scored_in_the_order_asked() -> None:
    index = TokenIndex.of([AXES[:3], NONE, AXES[1:5], AXES[7:8]], DIMENSION)
    every = index.scores(AXES[:2], [0, 1, 2, 3])
    assert index.scores(AXES[:2], [3, 1, 0]).tolist() == [every[3], every[1], every[0]]
    assert index.scores(AXES[:2], []).tolist() == []


def test_equal_passages_score_the_same() -> None:
    first, other, second = scores(AXES[:2], [AXES[:3], AXES[5:6], AXES[:3]])
    assert first == pytest.approx(second, abs=1e-6)
    assert other < 0.2


def test_a_passage_without_tokens_scores_nothing() -> None:
    found = scores(AXES[:1], [NONE, AXES[:1], NONE])
    assert (found[0], found[2]) == (0, 0)
    assert found[1] > 0.9


def test_a_question_without_tokens_scores_nothing() -> None:
    assert scores(NONE, [AXES[:1], NONE]) == [0, 0]


def test_passages_all_without_tokens_can_be_kept_and_asked(tmp_path: Path) -> None:
    TokenIndex.of([NONE, NONE], DIMENSION).save(tmp_path)
    assert TokenIndex.load(tmp_path).scores(AXES[:1], [0, 1]).tolist() == [0, 0]


@pytest.mark.parametrize("dimension", [3, 8, 13])
def test_a_dimension_need_not_fill_its_bytes(dimension: int) -> None:
    axes = np.eye(dimension, dtype=np.float32)
    index = TokenIndex.of([axes[:1], axes[1:2]], dimension)
    turned = axes @ rotation(dimension)
    # The formula itself, with no bits packed.
    expected = [turned[0] @ np.where(turned[row] > 0, 1, -1) / np.sqrt(2 * dimension / np.pi) for row in (0, 1)]
    assert index.scores(axes[:1], [0, 1]).tolist() == pytest.approx(expected, abs=1e-6)


def test_an_index_comes_back_from_its_folder_as_it_was(tmp_path: Path) -> None:
    question, *passages = random_tokens(3, 6, 9, 1, 14)
    index = TokenIndex.of(passages, DIMENSION)
    index.save(tmp_path)
    again = TokenIndex.load(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "rotation.npy",
        "token_starts.npy",
        "tokens.npy",
    ]
    assert again.scores(question, [0, 1, 2]).tolist() == index.scores(question, [0, 1, 2]).tolist()


def test_a_token_takes_a_bit_a_dimension() -> None:
    assert signs(AXES[:2]).shape == (2, DIMENSION // 8)
    assert np.unpackbits(signs(AXES[:2]), axis=1).argmax(axis=1).tolist() == [0, 1]


def test_the_rotation_is_orthogonal_and_always_the_same() -> None:
    turn = rotation(64)
    assert np.abs(turn @ turn.T - np.eye(64)).max() < 1e-6
    assert np.array_equal(turn, rotation(64))
