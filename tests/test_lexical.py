"""Terms by their rules, and BM25 against ten lines of arithmetic."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from math import log, log1p
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.lexical import STOP_WORDS, LexicalIndex, terms, words

PASSAGES = (("board", "keep", "lamp", "lamp"), ("board", "sign", "charter"), ("tide",), ())

a_text = st.lists(st.sampled_from(["board", "keep", "lamp", "sign", "tide", "storm"]), max_size=12)


def bm25(passages: Sequence[Sequence[str]], question: Sequence[str]) -> list[float]:
    """Lucene's BM25 with k1 1.2 and b 0.75, as Kamphuis et al. 2020 write it down."""
    mean = sum(len(passage) for passage in passages) / len(passages)
    scores = [0.0] * len(passages)
    for term in question:
        holding = sum(term in passage for passage in passages)
        idf = log(1 + (len(passages) - holding + 0.5) / (holding + 0.5))
        for number, passage in enumerate(passages):
            if tf := passage.count(term):
                scores[number] += idf * tf / (tf + 1.2 * (1 - 0.75 + 0.75 * len(passage) / mean))
    return scores


def test_a_score_is_what_arithmetic_by_hand_gives() -> None:
    scores = LexicalIndex.of(PASSAGES).scores(["lamp", "board"])
    # Mean length 2; idf of lamp ln(1 + 3.5 / 1.5), of board ln 2.
    first = log(1 + 3.5 / 1.5) * 2 / (2 + 1.2 * (0.25 + 0.75 * 2)) + log(2) / (1 + 1.2 * (0.25 + 0.75 * 2))
    second = log(2) / (1 + 1.2 * (0.25 + 0.75 * 1.5))
    assert scores.tolist() == pytest.approx([first, second, 0, 0], rel=1e-6)


@given(st.lists(a_text, min_size=1, max_size=8), a_text)
def test_scores_are_bm25_of_every_passage(passages: list[list[str]], question: list[str]) -> None:
    scores = LexicalIndex.of(passages).scores(question)
    expected = bm25(passages, question) if any(passages) else [0.0] * len(passages)
    assert scores.tolist() == pytest.approx(expected, rel=1e-5)


def test_a_term_asked_twice_counts_twice() -> None:
    index = LexicalIndex.of(PASSAGES)
    assert index.scores(["lamp", "lamp"]).tolist() == pytest.approx((2 * index.scores(["lamp"])).tolist())


@pytest.mark.parametrize("question", [[], ["unheard"]])
def test_a_question_that_shares_no_term_scores_nothing(question: list[str]) -> None:
    assert LexicalIndex.of(PASSAGES).scores(question).tolist() == [0, 0, 0, 0]


def test_passages_of_equal_terms_score_the_same() -> None:
    scores = LexicalIndex.of([("lamp", "board"), ("tide",), ("board", "lamp")]).scores(["lamp", "board"])
    assert scores[0] == scores[2] > scores[1] == 0


def test_passages_without_any_term_can_be_indexed_and_asked(tmp_path: Path) -> None:
    LexicalIndex.of([(), ()]).save(tmp_path)
    index = LexicalIndex.load(tmp_path)
    assert (index.size, index.scores(["lamp"]).tolist(), "lamp" in index) == (2, [0, 0], False)


def test_idf_grows_with_how_few_passages_hold_a_term() -> None:
    index = LexicalIndex.of(PASSAGES)
    assert index.idf("board") == pytest.approx(log1p((4 - 2 + 0.5) / (2 + 0.5)))
    assert index.idf("lamp") == pytest.approx(log1p((4 - 1 + 0.5) / (1 + 0.5)))  # twice in one passage
    assert index.idf("unheard") == pytest.approx(log1p((4 + 0.5) / 0.5))


def test_an_index_comes_back_from_its_folder_as_it_was(tmp_path: Path) -> None:
    index = LexicalIndex.of(PASSAGES)
    index.save(tmp_path / "lexical")
    again = LexicalIndex.load(tmp_path / "lexical")
    for term in ("board", "keep", "lamp", "sign", "charter", "tide", "unheard"):
        assert again.scores([term]).tolist() == index.scores([term]).tolist()
        assert (again.idf(term), term in again) == (index.idf(term), term in index)
    assert again.size == 4


def test_the_files_are_the_same_in_every_process(tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from index.lexical import LexicalIndex;"
        "LexicalIndex.of([list('board'), list('lamps')]).save(Path(sys.argv[1]))"
    )
    for seed in ("1", "2"):
        subprocess.run([sys.executable, "-c", program, str(tmp_path / seed)], check=True, env={"PYTHONHASHSEED": seed})
    one, two = ({p.name: p.read_bytes() for p in (tmp_path / seed).iterdir()} for seed in ("1", "2"))
    assert one == two


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Board's lamps, the boards’ lamps", ["the", "board", "lamps", "the", "boards", "lamps"]),
        ("1,000 crore; 3.5 per cent", ["1000", "crore", "3.5", "per", "cent"]),
        ("on the 3rd, 21ST and 11th", ["on", "the", "3", "21", "and", "11"]),
        ("the 1st and the first", ["the", "first", "and", "the", "first"]),
        ("ＪＡＸＡ ﬁle ①", ["jaxa", "file", "1"]),
        ("e-mail under_score", ["e", "mail", "under", "score"]),
        ("Straße", ["strasse"]),
        ("日本は広い。", ["日本は広い"]),
        ("🏮 — !", []),
        ("", []),
    ],
)
def test_words_are_normalised(text: str, expected: list[str]) -> None:
    assert words(text) == expected


def test_terms_are_stems_in_order_without_stop_words() -> None:
    assert terms("Which lamps were lit, and who lit the lamp?") == ["lamp", "lit", "lit", "lamp"]


@pytest.mark.parametrize(
    ("british", "american"),
    [
        ("organised harbours", "organized harbors"), ("the centre's programmes", "the center's programs"),
        ("a dialogue on defence", "a dialog on defense"), ("analysed metres", "analyzed meters"),
        ("licence to recognise colour", "license to recognize color"),
    ],
)  # fmt: skip
def test_british_and_american_spellings_are_the_same_terms(british: str, american: str) -> None:
    assert terms(british) == terms(american) != []


def test_short_words_that_end_alike_stay_apart() -> None:
    assert terms("four hours of flour") == ["four", "hour", "flour"]


def test_a_question_of_stop_words_alone_has_no_terms() -> None:
    assert terms(" ".join(sorted(STOP_WORDS))) == []


@given(st.text(max_size=80))
def test_no_term_is_empty_and_the_same_text_gives_the_same_terms(text: str) -> None:
    found = terms(text)
    assert "" not in found
    assert found == terms(text)


@given(st.text(max_size=80))
def test_case_makes_no_difference_to_ascii_words(text: str) -> None:
    plain = text.encode("ascii", "ignore").decode()
    assert terms(plain.upper()) == terms(plain.lower())


def test_scores_are_single_precision() -> None:
    assert LexicalIndex.of(PASSAGES).scores(["lamp"]).dtype == np.float32
