"""Suggested questions: from facts that answer them, else from headings."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from harbour import FACTS, harbour, open_searcher, publish

from index.store import Store
from service.answers.answer import Reply
from service.answers.answering import Answerer
from service.web.suggestions import Suggestions


def test_a_suggestion_has_the_answer_that_its_shape_asks_for(tmp_path: Path) -> None:
    assert Suggestions().of(harbour(tmp_path)) == ("When was the Charter of the Lighthouse Board signed?",)


def test_without_facts_the_headings_are_asked_about(tmp_path: Path) -> None:
    store = Store(tmp_path)
    publish(store, "bare", facts=())
    assert Suggestions().of(open_searcher(store)) == (
        "What does it say about “Harbour notes”?", "What does it say about “=SUM(1) report”?",
    )  # fmt: skip


def test_a_new_generation_gets_new_suggestions(tmp_path: Path) -> None:
    suggested = Suggestions()
    first = suggested.of(harbour(tmp_path / "one", "one"))
    store = Store(tmp_path / "two")
    publish(store, "two", facts=FACTS[1:])
    assert suggested.of(open_searcher(store)) != first


def test_nobody_waits_while_somebody_else_finds_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    suggested, searcher, meanwhile = Suggestions(), harbour(tmp_path), []

    class Curious(Answerer):
        def ask(self, question: str, **more: Any) -> Reply:
            meanwhile.append(suggested.of(searcher))
            return super().ask(question, **more)

    monkeypatch.setattr("service.web.suggestions.Answerer", Curious)
    found = suggested.of(searcher)
    assert set(meanwhile) == {()}
    assert suggested.of(searcher) == found != ()
