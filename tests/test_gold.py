"""Gold files: what is read from them, and the one sentence that says what is wrong with one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from corpus.errors import SourceError
from service.measuring.gold import GoldQuestion, every, read_gold

ROW = {"id": "q1", "question": " Who? ", "kind": "lookup", "evidence": ["the board"], "answers": ["board"]}
CONTEXT = "It was dark. The board keeps 12 lamps. Boats came."


def written(folder: Path, *rows: Any) -> Path:
    """A file of these lines: JSON of what is no text."""
    path = folder / "gold.jsonl"
    path.write_text("\n".join(row if isinstance(row, str) else json.dumps(row) for row in rows), "utf-8")
    return path


def squad(folder: Path, *questions: dict[str, Any], indent: int | None = None) -> Path:
    """A SQuAD file of one paragraph."""
    article = {"title": "Lamps", "paragraphs": [{"context": CONTEXT, "qas": questions}]}
    path = folder / "squad.json"
    path.write_text(json.dumps({"version": "v2.0", "data": [article]}, indent=indent), "utf-8")
    return path


def test_questions_are_read_a_line_each(tmp_path: Path) -> None:
    several = {**ROW, "id": "q2", "kind": "list", "answers": ["a", {"any": ["b", "c"]}], "evidence_any": True}
    assert read_gold(written(tmp_path, ROW, "", several)).questions == (
        GoldQuestion("q1", "Who?", "lookup", ("the board",), accepted=("board",)),
        GoldQuestion("q2", "Who?", "list", ("the board",), any_evidence=True, items=(("a",), ("b", "c"))),
    )


def test_facts_are_told_by_their_labels(tmp_path: Path) -> None:
    row = {"id": "f1", "type": "statistic", "label": "Lamps", "evidence": ["The board", "12"], "value": 12}
    (fact,) = read_gold(written(tmp_path, row)).facts
    assert (fact.evidence, fact.stated, fact.parties) == ("The board 12", {"value": 12}, ())


@pytest.mark.parametrize("indent", [None, 1])
def test_squad_evidence_stays_in_the_answers_own_sentence(tmp_path: Path, indent: int | None) -> None:
    asked = {"id": "s1", "question": "How many lamps?", "answers": [{"text": "12", "answer_start": 29}]}
    silent = {"id": "s2", "question": "Who swam?", "answers": [], "is_impossible": True}
    gold = read_gold(squad(tmp_path, asked, silent, indent=indent))
    assert gold.squad
    assert gold.questions == (
        GoldQuestion("s1", "How many lamps?", "how many", ("The board keeps 12 lamps. ",), accepted=("12",)),
        GoldQuestion("s2", "Who swam?", "unanswerable", ()),
    )


def test_every_second_question_is_taken_of_each_sort(tmp_path: Path) -> None:
    rows = [{**ROW, "id": str(n), "evidence": [] if n > 3 else ["board"]} for n in range(7)]
    kept = every(read_gold(written(tmp_path, *rows)), 2)
    assert [one.id for one in kept.questions] == ["0", "2", "4", "6"]


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([], "it is empty: give gold questions, gold facts or SQuAD questions"),
        ([ROW, "{not json"], "line 2: isn't JSON (expecting property name enclosed in double quotes)"),
        (["[1,", ROW], "line 2: isn't JSON (expecting ',' delimiter)"),
        ([ROW, {**ROW, "evidence": "words"}], "line 2: field evidence: input should be a valid list"),
        ([{"id": "q1", "question": "Who?"}], "line 1: field kind: field required"),
        ([ROW, {**ROW, "question": " "}], "line 2: field question: must not be blank"),
        ([[1]], "line 1: isn't a JSON object"),
    ],
)
def test_what_is_wrong_is_said_by_line_and_field(tmp_path: Path, rows: list[Any], said: str) -> None:
    path = written(tmp_path, *rows)
    with pytest.raises(SourceError) as error:
        read_gold(path)
    assert str(error.value) == f"{path}: {said}"


def test_a_squad_answer_must_stand_where_it_says(tmp_path: Path) -> None:
    path = squad(tmp_path, {"id": "s1", "question": "?", "answers": [{"text": "13", "answer_start": 29}]})
    with pytest.raises(SourceError, match=r"field data\.0\.paragraphs\.0\.qas\.0\.answers: its text"):
        read_gold(path)


def test_a_file_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"can't be read \(no such file or directory\)"):
        read_gold(tmp_path / "none.jsonl")
