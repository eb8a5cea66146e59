"""What changed between two generations: passages and facts by hand, names in a store, the command, the API."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from harbour import (
    CHARTER,
    FACTS,
    LAMPS,
    NOTES,
    PASSAGES,
    REPORT,
    TOWNS,
    encoder,
    evidence,
    passage,
    publish,
)
from rich.console import Console

from corpus.errors import NoIndexError, NotFoundError
from corpus.model import Document, Passage
from index.difference import Change, Difference, difference
from index.searcher import Searcher
from index.store import Store
from service.commands.cli import cli
from service.commands.diffview import show
from service.commands.ending import run
from service.commands.reasking import Shift, Told
from service.settings import load
from service.web.app import create_app

SHORT = "The board keeps 9 lamps."
EDITED = replace(NOTES, text=NOTES.text.replace("The board keeps 12 lamps.", SHORT))
#: What an edit of one number makes of the harbour: its second passage, and the fact in it.
NEW_LAMPS = passage(EDITED, "Lamps", SHORT, TOWNS)
FEWER = replace(FACTS[1], evidence=evidence(NEW_LAMPS, SHORT), value=9.0)

Kotae = Callable[..., tuple[int, str, str]]


@pytest.fixture
def edited(tmp_path: Path) -> Store:
    """A store whose second generation has one number changed and the last document gone."""
    store = Store(tmp_path)
    publish(store, "gen1")
    publish(store, "gen2", documents=(EDITED,), passages=(PASSAGES[0], NEW_LAMPS), facts=(FACTS[0], FEWER))
    return store


def between(store: Store, before: str, after: str) -> Difference:
    return difference(store.open(before), store.open(after))


def test_what_was_edited_is_paired_and_what_is_gone_is_removed(edited: Store) -> None:
    found = between(edited, "gen1", "gen2")
    assert found.passages == (Change(PASSAGES[1], NEW_LAMPS), Change(PASSAGES[2], None))
    assert found.facts == (Change(FACTS[1], FEWER), Change(FACTS[2], None))
    assert [change.kind for change in found.passages] == ["changed", "removed"]


def test_the_other_way_round_added_and_removed_change_places(edited: Store) -> None:
    found = between(edited, "gen2", "gen1")
    assert found.passages == (Change(NEW_LAMPS, PASSAGES[1]), Change(None, PASSAGES[2]))
    assert [change.kind for change in found.facts] == ["changed", "added"]


def moved(thing: Passage, document: Document, by: int) -> Passage:
    """The same words elsewhere."""
    span = replace(thing.span, start=thing.span.start + by, end=thing.span.end + by)
    sentences = tuple(replace(one, start=one.start + by, end=one.end + by) for one in thing.sentences)
    return replace(thing, id=f"moved-{thing.id}", document_id=document.id, span=span, sentences=sentences)


def test_what_only_moved_did_not_change(edited: Store) -> None:
    shifted = replace(NOTES, id="renamed.txt", text="Foreword\n\n" + NOTES.text, headings=())
    passages = tuple(moved(one, shifted, 10) for one in PASSAGES[:2])
    facts = tuple(replace(fact, id=f"m-{fact.id}", evidence=evidence(home, fact.evidence.quote))
                  for fact, home in zip(FACTS[:2], passages, strict=True))  # fmt: skip
    publish(edited, "gen3", documents=(shifted, REPORT), passages=(*passages, PASSAGES[2]), facts=(*facts, FACTS[2]))
    assert between(edited, "gen1", "gen3") == Difference("gen1", "gen3", (), ())


def test_passages_that_share_few_words_are_one_removed_and_one_added(edited: Store) -> None:
    document = replace(NOTES, text=NOTES.text.replace(CHARTER, "Whales were seen off the cape in great numbers."))
    whales = passage(document, "Charter", "Whales were seen off the cape in great numbers.")
    publish(edited, "gen3", documents=(document,), passages=(whales,), facts=())
    changes = between(edited, "gen1", "gen3").passages
    assert sorted(change.kind for change in changes) == ["added", "removed", "removed", "removed"]


def test_a_generation_is_meant_by_its_id_its_beginning_or_its_place_in_history(three: Store) -> None:
    publish(three, "abcd")
    meant = ("abcd", "abc", "a", "current", "previous")
    assert [three.resolve(name) for name in meant] == ["abcd", "abcd", "a", "abcd", "c"]


@pytest.mark.parametrize("name", ["x", "", "../a", "g"])
def test_a_name_that_means_none_or_several_is_not_found(edited: Store, name: str) -> None:
    with pytest.raises(NotFoundError):
        edited.resolve(name)


def test_before_there_are_two_generations_nothing_is_previous(store: Store) -> None:
    with pytest.raises(NoIndexError):
        store.resolve("current")
    publish(store, "gen1")
    with pytest.raises(NotFoundError, match="no earlier generation"):
        store.resolve("previous")


@pytest.fixture
def kotae(edited: Store, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Kotae:
    """Runs a command over that store, with questions about it."""
    rows = [
        {"id": "q1", "question": "How many lamps has the board?", "kind": "number", "evidence": [SHORT]},
        {"id": "q2", "question": "When was the charter signed?", "kind": "date", "evidence": [CHARTER]},
    ]
    (edited.folder / "questions.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    monkeypatch.setenv("KOTAE_STORE", str(edited.folder))
    monkeypatch.setenv("KOTAE_SOURCES", str(edited.folder))
    monkeypatch.setattr(Searcher, "over", lambda _, generation, reader: Searcher(generation, encoder()))

    def command(*words: str) -> tuple[int, str, str]:
        status = run(cli, list(words))
        captured = capsys.readouterr()
        return status, captured.out, captured.err

    return command


def test_a_difference_reads_as_lines_with_what_went_and_what_came(kotae: Kotae) -> None:
    status, out, err = kotae("diff")
    lines = [line.strip() for line in out.splitlines()]
    assert (status, err) == (0, "")
    assert lines[0] == "gen1 → gen2  reports/2020.md removed"
    assert lines[2:5] == ["Passages: 1 removed, 1 changed", "~ notes.txt › Lamps",
                          "The board keeps [-12-]{+9+} lamps. Its towns are Otaru, Hakodate and…"]  # fmt: skip
    assert "Facts: 1 removed, 1 changed" in lines
    assert "\x1b" not in out


def test_questions_with_another_answer_are_told_with_what_changed(kotae: Kotae) -> None:
    _, out, _ = kotae("diff")
    told = out[out.index("Questions with another answer") :].splitlines()
    assert told[:2] == ["Questions with another answer, passage or facts: 2", "~ q1: How many lamps has the board?"]
    assert told[2] == "    answer: 12 lamps → 9 lamps"
    assert told[3] == "    first passage: The board keeps [-12-]{+9+} lamps. Its towns are Otaru, Hakodate and…"


def test_a_first_passage_that_is_another_one_is_shown_as_a_whole() -> None:
    shift = Shift("q1", "lamps", Told(None, CHARTER, ()), Told("12", LAMPS * 20, ()))
    console = Console(file=io.StringIO(), width=1000)
    show(console, "", Difference("a", "b", (), ()), [shift])
    assert isinstance(console.file, io.StringIO)
    lines = console.file.getvalue().splitlines()[-2:]
    assert lines[0] == "    answer: none → 12"
    assert lines[1].startswith(f"    first passage: {CHARTER} → The board keeps 12 lamps.The board")
    assert lines[1].endswith(" lamps.The board…")


def test_json_holds_both_sides_of_every_change(kotae: Kotae) -> None:
    found = json.loads(kotae("diff", "gen1", "gen2", "--json")[1])
    assert (found["before"], found["after"]) == ("gen1", "gen2")
    lamps, storm = found["passages"]
    assert (lamps["change"], lamps["before"]["text"], lamps["after"]["text"]) == (
        "changed", PASSAGES[1].text, NEW_LAMPS.text)  # fmt: skip
    assert (storm["change"], storm["after"]) == ("removed", None)
    assert [(q["id"], q["changed"]) for q in found["questions"]] == [
        ("q1", ["answer", "passage", "facts"]),
        ("q2", ["facts"]),
    ]


def test_nothing_changed_between_a_generation_and_itself(kotae: Kotae) -> None:
    _, out, _ = kotae("diff", "gen2", "gen2")
    assert out.count("none changed") == 2
    assert out.rstrip().endswith("Questions with another answer, passage or facts: 0")


def test_an_unknown_generation_is_told(kotae: Kotae) -> None:
    assert kotae("diff", "gen9") == (1, "", "kotae: no generation is called 'gen9'\n")


def test_the_api_tells_whoever_has_the_token(edited: Store) -> None:
    app = create_app(
        load({"store": str(edited.folder), "admin_token": "s3cret"}, {}), Searcher(edited.current(), encoder())
    )
    client, token = app.test_client(), {"Authorization": "Bearer s3cret"}
    found = client.get("/api/v1/index/diff", headers=token).json
    assert found is not None
    assert (found["before"], [one["change"] for one in found["passages"]]) == ("gen1", ["changed", "removed"])
    assert client.get("/api/v1/index/diff").status_code == 401
    assert client.get("/api/v1/index/diff?a=gen9", headers=token).status_code == 404
    assert client.get("/api/v1/index/diff?c=1", headers=token).status_code == 422
