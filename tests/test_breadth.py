"""The bed of many kinds of document: what its questions rest on is there."""

from __future__ import annotations

import pytest

from bench.breadth.bed import SETS, Entry, entries
from corpus.reading import read_sources
from service.answers.grading import bare, squash

EACH = pytest.mark.parametrize("entry", entries(), ids=lambda entry: entry.kind)


@EACH
def test_every_quote_stands_in_its_document(entry: Entry) -> None:
    (document,) = read_sources([entry.document])
    text, plain = squash(document.text), bare(document.text)
    quotes = [quote for asked in entry.questions(SETS).questions for quote in asked.evidence]
    assert [quote for quote in quotes if squash(quote) not in text and bare(quote) not in plain] == []


@EACH
def test_even_questions_tune_and_odd_ones_judge_and_each_has_one_without_an_answer(entry: Entry) -> None:
    for name, rest in zip(SETS, (0, 1), strict=True):
        asked = entry.questions([name]).questions
        assert {int(one.id.removeprefix(f"{entry.kind}-")) % 2 for one in asked} == {rest}
        assert len(asked) >= 7
        assert any(not one.evidence for one in asked)
