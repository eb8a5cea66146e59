"""The benchmarks' own arithmetic: what they compare is what they say."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from bench.ledger import QUERIES, facts, scan
from bench.questions import read_set
from bench.rebuild import Cost, write_articles
from bench.storage import Decoded, as_float16, as_int8, as_signs
from bench.storage import Row as Kept
from bench.storage import markdown as storage_table
from bench.table import Asked, Row, Run, markdown
from corpus.aliases import Aliases
from index.late import TokenIndex
from index.ledger import Ledger, write_ledger

CONTEXTS = ("The board keeps 12 lamps.", "Boats came in May.")


@pytest.fixture
def squad(tmp_path: Path) -> Path:
    """Two paragraphs of one article; the first question has no answer."""
    rows = [("Who swam?", None), ("How many lamps?", 16), ("Who came?", 0)]
    asked = [
        {"id": question, "question": question, "answers": []}
        if start is None
        else {
            "id": question,
            "question": question,
            "answers": [{"text": "12" if start else "Boats", "answer_start": start}],
        }
        for question, start in rows
    ]
    paragraphs = [{"context": CONTEXTS[0], "qas": asked[:2]}, {"context": CONTEXTS[1], "qas": asked[2:]}]
    path = tmp_path / "squad.json"
    path.write_text(json.dumps({"data": [{"title": "Old_lamps", "paragraphs": paragraphs}]}), "utf-8")
    return path


def test_answerable_questions_are_asked_of_articles_as_files(squad: Path, tmp_path: Path) -> None:
    gold = read_set(squad)
    gold.write_articles(tmp_path / "articles")
    (article,) = (tmp_path / "articles").iterdir()
    assert [one.question for one in gold.questions] == ["How many lamps?", "Who came?"]
    assert article.name == "000-old-lamps.txt"
    assert article.read_text("utf-8") == f"Old lamps\n\n{CONTEXTS[0]}\n\n{CONTEXTS[1]}\n"


def test_only_the_questions_of_kept_paragraphs_are_asked(squad: Path) -> None:
    gold = read_set(squad, paragraphs=1)
    assert [one.question for one in gold.questions] == ["How many lamps?"]
    assert gold.articles == (("Old lamps", CONTEXTS[:1]),)


def test_a_passage_is_relevant_where_it_holds_the_evidence(squad: Path) -> None:
    passages = [{"id": str(place), "words": text} for place, text in enumerate(CONTEXTS)]
    found = read_set(squad).relevance(passages, [["1", "0"], ["1"]])
    assert found == ((False, True), (True,))


def test_the_table_compares_question_by_question() -> None:
    asked = Asked(1.5, 200.0, (), [10.0, 30.0, 20.0])
    right, wrong = [True], [False, True]
    ours = Row("Kotae", 50.0, 900.0, asked, [right, right, wrong])
    theirs = Row("txtai", 40.0, 600.0, asked, [wrong, wrong, wrong])
    page = markdown(Run((ours, theirs), {"txtai": "9.14.0"}, 7, 3, 1, "squad.json"))
    assert "| Kotae | 0.667 | 1.000 | 1.000 |  | 20.0 | 30.0 | 50.0 | 1.5 | 200 | 900 |" in page
    assert "| txtai 9.14.0 | 0.000 | 1.000 | 1.000 | -0.667 (-1.000 … +0.000) |" in page


@pytest.mark.parametrize("name", QUERIES)
def test_the_scan_and_the_ledger_agree(tmp_path: Path, name: str) -> None:
    rows = facts(500)
    write_ledger(tmp_path / "ledger.sqlite", rows, Aliases())
    page = Ledger(tmp_path / "ledger.sqlite").query(QUERIES[name])
    assert ([one.id for one in page.facts], page.total) == scan(rows, QUERIES[name])


def test_articles_that_are_too_few_come_again_with_every_sentence_changed(squad: Path, tmp_path: Path) -> None:
    write_articles(squad, tmp_path / "articles", 3)
    texts = [path.read_text("utf-8").partition("\n\n")[2] for path in sorted((tmp_path / "articles").iterdir())]
    again = [text.replace(".", " in survey 1.") for text in CONTEXTS]
    assert texts == ["\n\n".join(CONTEXTS) + "\n", "\n\n".join(again) + "\n"]


def test_a_rebuild_is_told_as_a_share_of_a_build_from_nothing() -> None:
    assert str(Cost(200.0, 5.0, 1202, 1.25)) == (
        "1202 passages: 200.0 s of CPU from nothing, 5.0 s after one changed sentence: 2.5%; "
        "a watching service answers with another after 1.2 s"
    )


def test_a_form_says_what_it_leaves_and_takes() -> None:
    vectors = np.array([[1.0, 0.0, -0.5, 0.1]], dtype=np.float32)
    halves, two = as_float16(vectors)
    whole, one = as_int8(vectors)
    assert (two, one) == (8.0, 8.0)
    assert halves.tolist() == [[1.0, 0.0, -0.5, 0.0999755859375]]
    assert (whole * 127).round(3).tolist() == [[127.0, 0.0, -64.0, 13.0]]


def test_decoded_signs_score_as_the_index_does() -> None:
    chance = np.random.default_rng(2)
    tokens, question = (chance.standard_normal((count, 16)).astype(np.float32) for count in (5, 3))
    kept, size = as_signs(tokens)
    ours = Decoded(kept, np.array([0, 5])).matches(question, [0])
    theirs = TokenIndex.of([tokens], 16).matches(question, [0])
    assert size == 2.0
    assert np.abs(ours - theirs).max() < 1e-5


def test_forms_are_compared_with_the_first_question_by_question() -> None:
    rows = [Kept("floats", 200000.0, (1, 1, 2, 0)), Kept("signs", 6000.4, (1, 2, 3, 0))]
    assert storage_table(rows).splitlines()[2:] == [
        "| floats | 200,000 | 0.500 | 0.750 | 0.750 |  |",
        "| signs | 6,000 | 0.250 | 0.750 | 0.750 | -0.250 (-0.750 … +0.000) |",
    ]
