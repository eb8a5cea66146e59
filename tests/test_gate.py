"""The gate: a build that answers its gold questions worse is kept, told of, and not served."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from pier import CHARTER, ENCODER, LAMPS, STORM, Run, found

from corpus.errors import ModelError, RejectedError, SourceError
from index.build import BuildResult
from index.generation import Generation
from index.searcher import Searcher
from index.store import Store
from service.settings import load
from service.upkeep.gate import Gate, falls

Gated = Callable[..., BuildResult]

QUESTIONS = (
    ("q-charter", "charter", CHARTER),
    ("q-lamps", "lamps", LAMPS),
    ("q-storm", "storm", STORM),
)


def write_questions(sources: Path) -> None:
    rows = ({"id": i, "question": q, "kind": "lookup", "evidence": [words]} for i, q, words in QUESTIONS)
    (sources / "questions.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")


@pytest.fixture
def asked() -> list[str]:
    """The generations whose questions were asked, in order."""
    return []


@pytest.fixture
def gated(run: Run, sources: Path, store: Store, asked: list[str]) -> Gated:
    """Builds with the gate before it, told how far a figure may fall."""
    write_questions(sources)

    def open_searcher(_: Store, generation: Generation) -> Searcher:
        asked.append(generation.id)
        return Searcher(generation, ENCODER)

    def build(allowed: float | None = 0.05, **options: bool) -> BuildResult:
        return run(approve=Gate(store, [sources], allowed, open_searcher=open_searcher), **options)

    return build


def tear(sources: Path) -> None:
    """Take one of the three answers out."""
    (sources / "charter.md").write_text("# Charter\n\nThe charter was torn up by a kraken.\n")


def test_a_build_that_answers_worse_is_kept_and_not_served(gated: Gated, store: Store, sources: Path) -> None:
    first = gated().generation
    tear(sources)
    with pytest.raises(RejectedError) as caught:
        gated()
    rejected = caught.value
    assert store.current_id() == first
    assert store.open(rejected.generation).documents["charter.md"].text.endswith("kraken.")
    assert rejected.failing == ("charter (its evidence is not in the first 10)",)
    assert rejected.reason == "hit fell from 1.00 to 0.67 (now wrong: “charter”)"


def test_a_rejected_build_is_served_by_force_or_when_its_name_is_given(
    gated: Gated, store: Store, sources: Path
) -> None:
    gated()
    tear(sources)
    with pytest.raises(RejectedError) as caught:
        gated()
    assert store.rollback(caught.value.generation) == store.current_id()
    store.rollback(store.history()[0].id)
    assert gated(force=True).generation == caught.value.generation == store.current_id()
    assert found(store, "kraken") == 1


def test_the_same_build_is_rejected_again_without_being_made_or_asked_again(
    gated: Gated, sources: Path, asked: list[str]
) -> None:
    served = gated().generation
    tear(sources)
    with pytest.raises(RejectedError) as caught:
        gated()
    assert asked == [served, caught.value.generation]
    with pytest.raises(RejectedError, match=caught.value.generation):
        gated()
    assert len(asked) == 2


def test_a_build_is_asked_once_and_then_is_the_measure_of_the_next(
    gated: Gated, sources: Path, asked: list[str]
) -> None:
    names = [gated().generation]
    for word in ("boats", "piers"):
        (sources / f"{word}.txt").write_text(f"Four {word} lie in the harbour.\n")
        names.append(gated().generation)
    assert asked == names


def test_what_falls_no_further_than_allowed_is_served(gated: Gated, store: Store, sources: Path) -> None:
    gated()
    tear(sources)
    assert gated(allowed=0.34).generation == store.current_id()


@pytest.mark.parametrize("off", ["no limit", "no questions"])
def test_without_a_limit_or_questions_everything_is_served(gated: Gated, store: Store, sources: Path, off: str) -> None:
    gated()
    tear(sources)
    if off == "no questions":
        (sources / "questions.jsonl").unlink()
    assert gated(allowed=None if off == "no limit" else 0.0).generation == store.current_id()


def test_questions_that_cannot_be_read_stop_the_build_and_name_the_line(
    gated: Gated, store: Store, sources: Path
) -> None:
    first = gated().generation
    tear(sources)
    (sources / "questions.jsonl").write_text('{"id": "q"}\n{"id": 3}\n')
    with pytest.raises(SourceError, match=r"questions\.jsonl: line 1: field question"):
        gated()
    assert store.current_id() == first


def test_with_the_gate_off_nobody_reads_the_questions(gated: Gated, sources: Path) -> None:
    (sources / "questions.jsonl").write_text("{")
    assert gated(allowed=None).changed


def test_what_is_served_but_cannot_be_asked_is_no_measure(run: Run, store: Store, sources: Path) -> None:
    def refuse(_: Store, generation: Generation) -> Searcher:
        raise ModelError(f"no encoder for {generation.id}")

    write_questions(sources)
    first = run().generation
    tear(sources)
    assert run(approve=Gate(store, [sources], 0.0, open_searcher=refuse)).generation != first


def test_only_a_rise_of_false_abstentions_is_worse_and_only_beyond_the_limit() -> None:
    before = {"hit": 0.9, "answer": 0.5, "abstain false": 0.1}
    judge = partial(falls, before, allowed=0.05)
    assert judge({"hit": 0.85, "answer": 0.9, "abstain false": 0.0}) == []
    assert judge({"hit": 0.84, "abstain false": 0.2}) == [
        "hit fell from 0.90 to 0.84",
        "abstain false rose from 0.10 to 0.20",
    ]


def test_the_limit_is_a_share_or_off() -> None:
    assert [load({}, {"KOTAE_GATE": text}).gate for text in ("0.05", ".1", "1", "0", "OFF")] == [0.05, 0.1, 1, 0, None]
