"""Sources in, a published generation out."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from pier import CHARTER, ENCODER, LAMPS, STORM, Run, best, found, tree
from words import WordEncoder

from corpus.passages import encoded_text
from index.build import BuildResult, build
from index.factquery import FactQuery
from index.searcher import Searcher
from index.store import Store


def test_a_build_is_served_and_found(run: Run, store: Store) -> None:
    result = run()
    assert result.changed
    assert store.current_id() == result.generation
    assert best(store, "charter") == CHARTER
    assert STORM in best(store, "storm")


def test_a_build_counts_what_it_made(run: Run, store: Store) -> None:
    counts = run().counts
    generation = store.current()
    assert counts == generation.manifest.counts
    assert (counts["documents"], counts["passages"]) == (2, len(generation.passages))
    assert (counts["sentences"], counts["facts"]) == (3, len(generation.ledger))


def test_documents_keep_the_order_of_the_sources(run: Run, store: Store) -> None:
    run()
    generation = store.current()
    assert list(generation.documents) == ["charter.md", "lamps.txt"]
    assert [source.id for source in generation.manifest.sources] == ["charter.md", "lamps.txt"]
    assert generation.passages[0].text == CHARTER


def test_every_passage_and_sentence_is_the_documents_own_words(run: Run, store: Store) -> None:
    run()
    generation = store.current()
    for passage in generation.passages:
        text = generation.document(passage.document_id).text
        assert passage.span.of(text) == passage.text
        assert all(passage.span.covers(sentence) for sentence in passage.sentences)
    sentences = [s.of(generation.document(p.document_id).text) for p in generation.passages for s in p.sentences]
    assert sentences == [CHARTER, LAMPS, STORM]


def test_every_fact_quotes_its_passage(run: Run, store: Store) -> None:
    run()
    generation = store.current()
    facts = generation.ledger.of_passages([passage.id for passage in generation.passages])
    assert "1999-05-03" in [fact.date for fact in facts]
    for fact in facts:
        assert fact.evidence.span.of(generation.document(fact.evidence.document_id).text) == fact.evidence.quote
        assert generation.passage(fact.evidence.passage_id).span.covers(fact.evidence.span)


def test_short_forms_are_kept_with_the_generation(run: Run, store: Store) -> None:
    run()
    assert store.current().aliases.canonical("Lighthouse Board") == "LB"


def test_building_the_same_again_changes_nothing(run: Run, store: Store) -> None:
    first = run()
    before = tree(store.folder)
    assert run() == BuildResult(first.generation, changed=False, counts=first.counts)
    assert tree(store.folder) == before


def test_force_builds_the_same_generation_again(run: Run, store: Store) -> None:
    first = run()
    before = tree(store.folder)
    assert run(force=True) == first
    assert before.keys() == tree(store.folder).keys()
    assert not set(before.values()) & set(tree(store.folder / "generations").values())


def test_a_changed_source_makes_another_generation(run: Run, store: Store, sources: Path) -> None:
    first = run().generation
    (sources / "charter.md").write_text("# Charter\n\nThe charter was torn up by a kraken.\n")
    assert run().generation != first
    assert best(store, "charter") == "The charter was torn up by a kraken."


def test_an_added_source_is_found(run: Run, store: Store, sources: Path) -> None:
    first = run().generation
    (sources / "more").mkdir()
    (sources / "more" / "boats.txt").write_text("Four boats lie at the pier.\n")
    assert run().generation != first
    assert best(store, "boats") == "Four boats lie at the pier."


def test_a_removed_source_is_found_no_longer(run: Run, store: Store, sources: Path) -> None:
    first = run().generation
    (sources / "charter.md").unlink()
    assert run().generation != first
    assert (found(store, "signed"), list(store.current().documents)) == (0, ["lamps.txt"])


def test_a_renamed_source_keeps_its_words_under_its_new_name(run: Run, store: Store, sources: Path) -> None:
    first = run().generation
    (sources / "charter.md").rename(sources / "board.md")
    assert run().generation != first
    assert list(store.current().documents) == ["board.md", "lamps.txt"]
    assert best(store, "charter") == CHARTER


def test_putting_a_source_back_serves_the_former_generation_again(run: Run, store: Store, sources: Path) -> None:
    first = run()
    (sources / "more.txt").write_text("Four boats lie at the pier.\n")
    second = run()
    (sources / "more.txt").unlink()
    assert run() == first
    assert [manifest.id for manifest in store.history()] == [first.generation, second.generation]


def test_another_encoder_makes_another_generation(run: Run, store: Store, tmp_path: Path) -> None:
    first = run().generation
    (tmp_path / "model" / "model.safetensors").write_bytes(b"other words")
    assert run().generation != first


def test_a_touched_source_makes_no_other_generation(run: Run, sources: Path) -> None:
    first = run()
    os.utime(sources / "charter.md", (0, 0))
    assert not run().changed
    assert run().generation == first.generation


def test_a_build_after_going_back_serves_the_sources_as_they_are(run: Run, store: Store, sources: Path) -> None:
    first = run().generation
    (sources / "charter.md").unlink()
    second = run()
    assert store.rollback() == first
    assert run() == second
    assert store.current_id() == second.generation


def test_no_more_generations_are_kept_than_asked(run: Run, store: Store, sources: Path) -> None:
    for number in range(4):
        (sources / "charter.md").write_text(f"# Charter\n\nIt has {number} seals.\n")
        last = run(keep=2).generation
    assert len(list((store.folder / "generations").iterdir())) == 2
    assert store.current_id() == last


def test_progress_tells_of_every_stage_in_order(run: Run) -> None:
    told: list[tuple[str, int, int]] = []
    run(progress=lambda *step: told.append(step))
    assert list(dict.fromkeys(stage for stage, _, _ in told)) == [
        "reading", "cutting", "finding facts", "encoding sentences", "encoding passages"
    ]  # fmt: skip
    assert all(0 <= done <= total for _, done, total in told)
    assert [step for step in told if step[0] == "cutting"] == [
        ("cutting", 0, 2),
        ("cutting", 1, 2),
        ("cutting", 2, 2),
    ]


def test_nothing_that_is_encoded_is_cut_off(run: Run, store: Store, sources: Path) -> None:
    encoder = WordEncoder("lamps", limit=20)
    (sources / "long.md").write_text("# Rules\n\n" + "The keeper trims the wick; no lamp may smoke. " * 40)
    run(encoder=encoder)
    generation = store.current()
    texts = [encoded_text(p, generation.document(p.document_id).title) for p in generation.passages]
    assert max(map(encoder.pieces, texts)) <= 20


@pytest.mark.parametrize("text", ["How are you?", "日本は広い。東京は大きい。", "🏮🏮🏮", "𠮷野家 — 𝔘𝔫𝔦𝔠𝔬𝔡𝔢."])
def test_any_text_can_be_built_and_quoted(run: Run, store: Store, sources: Path, text: str) -> None:
    (sources / "odd.txt").write_text(text, "utf-8")
    run()
    odd = [passage for passage in store.current().passages if passage.document_id == "odd.txt"]
    assert "".join(passage.text for passage in odd) == text
    assert len(Searcher(store.current(), ENCODER).search(text, top_k=50)) == store.current().dense.size


def test_a_source_of_stop_words_alone_can_be_built_and_asked(run: Run, store: Store, sources: Path) -> None:
    (sources / "charter.md").unlink()
    (sources / "lamps.txt").write_text("How are you?")
    run()
    assert best(store, "charter") == "How are you?"
    assert found(store, "How are you?") == 0


def test_a_file_given_twice_is_built_once(store: Store, tmp_path: Path, run: Run, sources: Path) -> None:
    file = sources / "lamps.txt"
    build([file, sources, file], store, str(tmp_path / "model"), encoder=ENCODER)
    assert sorted(store.current().documents) == ["charter.md", "lamps.txt"]


def test_a_file_name_that_is_not_utf_8_can_be_built(run: Run, store: Store, sources: Path) -> None:
    Path(os.fsdecode(os.fsencode(sources) + b"/caf\xe9.txt")).write_text("A café keeps lamps.")
    run()
    document = store.current().document("caf\ufffd.txt")
    assert (document.title, best(store, "a café")) == ("caf\ufffd", "A café keeps lamps.")


def test_facts_that_people_wrote_are_built_in_and_quotes_that_no_longer_stand_are_told(
    run: Run, sources: Path, store: Store
) -> None:
    before = run().generation
    (sources / "facts.toml").write_text(
        '[[add]]\nquote = "lights them at dusk"\ntype = "event"\nlabel = "Lighting of the lamps"\n\n'
        '[[withdraw]]\nquote = "words that stand nowhere"\n',
        "utf-8",
    )
    result = run()
    assert result.generation != before
    assert [line for line in result.unmet if "words that stand nowhere" in line] == list(result.unmet) != []
    page = store.current().ledger.query(FactQuery(q="Lighting"))
    assert [(fact.label, fact.evidence.quote) for fact in page.facts if fact.rule == "curated"] == [
        ("Lighting of the lamps", "lights them at dusk")
    ]
