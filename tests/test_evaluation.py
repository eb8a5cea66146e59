"""`kotae evaluate` over the harbour: every figure on cases that can be worked out by hand."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from harbour import CHARTER, FACTS, LAMPS, STORM, TOWNS, harbour, open_searcher, publish

from index.hits import FactHit
from index.searcher import Searcher
from index.store import Store
from service.answers.answer import Answer, Reply
from service.commands.cli import cli
from service.commands.ending import run
from service.commands.scorecard import as_data, as_text
from service.measuring.ablation import ablate
from service.measuring.coverage import cover, states
from service.measuring.evaluation import Shelf, ask_all, list_f1
from service.measuring.gold import GoldFact, GoldFile, GoldQuestion
from service.measuring.report import Report, facts_report, questions_report

SIGNED = GoldQuestion("q1", "When was the charter signed?", "date", (CHARTER,), accepted=("3 May 1999",))
KEPT = GoldQuestion("q2", "How many lamps has the board?", "number", (LAMPS,), accepted=("12",))
SUNK = GoldQuestion("q3", "Which whale sank?", "unanswerable", ())
BOTH = GoldQuestion("q4", "lamps and the storm", "compare", (STORM, LAMPS), accepted=("whales",))
ABSENT = GoldQuestion("q5", "storm", "lookup", ("words that no passage has",))
EITHER = GoldQuestion("q6", "towns", "lookup", ("no such words", TOWNS), any_evidence=True)

Kotae = Callable[..., tuple[int, str, str]]


@pytest.fixture(scope="module")
def searcher(tmp_path_factory: pytest.TempPathFactory) -> Searcher:
    """The harbour's documents, ready to be asked."""
    return harbour(tmp_path_factory.mktemp("harbour"))


def report(searcher: Searcher, *questions: GoldQuestion) -> Report:
    """The report of these questions, asked."""
    gold = GoldFile("gold.jsonl", questions)
    return questions_report(gold, ask_all(searcher, gold, lambda done, total: None))


def told(searcher: Searcher, *pairs: tuple[GoldQuestion, Answer | None], squad: bool = False) -> Report:
    """The report of these questions, had they been answered like this, with the first two facts."""
    shelf, outcomes = Shelf(searcher.generation), []
    for asked, answer in pairs:
        hits = searcher.search(asked.question)
        reply = Reply(asked.question, answer, hits, tuple(FactHit(fact, 1.0) for fact in FACTS[:2]), "gen1")
        outcomes.append(shelf.outcome(asked, reply, squad=squad))
    return questions_report(GoldFile("gold.jsonl", tuple(asked for asked, _ in pairs), squad=squad), outcomes)


def answer(text: str, confidence: float = 0.5, **rest: Any) -> Answer:
    """An answer of these words, with one citation."""
    return Answer(text, "span", confidence, (FACTS[0].evidence,), **rest)


def values(found: Report, *names: str) -> tuple[float | None, ...]:
    """The values of these figures."""
    return tuple(found.figures[name].value for name in names)


def test_a_hit_needs_every_piece_of_evidence_or_any_where_one_is_enough(searcher: Searcher) -> None:
    both, either = report(searcher, BOTH), report(searcher, EITHER)
    assert values(both, "passage hit@1", "passage hit@3", "MRR@10", "nDCG@10") == (0.0, 1.0, 1.0, 1.0)
    assert values(both, "recall@1", "recall@3") == (0.5, 1.0)
    assert values(either, "passage hit@1", "recall@1") == (1.0, 1.0)


def test_evidence_that_no_passage_holds_counts_as_missed(searcher: Searcher) -> None:
    names = ("passage hit@5", "MRR@10", "nDCG@10", "recall@10")
    assert values(report(searcher, ABSENT), *names) == (0.0, 0.0, 0.0, 0.0)


def test_figures_are_means_over_the_questions_that_count_in_them(searcher: Searcher) -> None:
    long = answer("12 " * 31)
    found = told(searcher, (SIGNED, answer("on May 3, 1999")), (KEPT, long), (SUNK, None), (BOTH, None))
    assert values(found, "questions", "answer", "fact hit@3", "quote errors") == (4, 0.3333, 1.0, 0)
    assert values(found, "abstain recall", "abstain false", "list F1", "count") == (1.0, 0.3333, None, None)
    assert found.figures["answer"].count == 3
    assert found.kinds["unanswerable"] == (1, {"abstain recall": 1.0})
    assert found.kinds["compare"][1]["hit"] == 1.0


def test_yes_counts_and_lists_are_judged_each_in_their_way(searcher: Searcher) -> None:
    yes = GoldQuestion("q1", "Are there lamps?", "yesno", (LAMPS,), accepted=("Yes",))
    count = GoldQuestion("q2", "How many towns?", "count", (TOWNS,), count=3)
    towns = GoldQuestion("q3", "Which towns?", "list", (TOWNS,), items=(("Otaru",), ("Nemuro", "Nemuro port")))
    named = answer("Otaru, Sapporo", items=("Otaru", "Sapporo"))
    found = told(searcher, (yes, answer("Yes: it keeps 12")), (count, answer("3", count=3)), (towns, named))
    assert values(found, "answer", "count", "list F1") == (1.0, 1.0, 0.5)


def test_quotes_that_are_not_the_documents_words_are_counted(searcher: Searcher) -> None:
    wrong = Answer("12", "span", 0.5, (replace(FACTS[0].evidence, quote="other words"),))
    assert values(told(searcher, (KEPT, wrong)), "quote errors") == (1,)


def test_confidence_is_judged_on_the_answers_given(searcher: Searcher) -> None:
    found = told(searcher, (SIGNED, answer("1999-05-03", 0.8)), (SUNK, answer("A whale.", 0.3)), (KEPT, None))
    names = ("calibration error", "AURC", "risk at 50% coverage", "risk at 100% coverage")
    assert values(found, *names) == (0.25, 0.25, 0.0, 0.5)
    assert found.figures["AURC"].count == 2


def test_silence_is_judged_by_the_chance_that_the_source_answers(searcher: Searcher) -> None:
    shelf = Shelf(searcher.generation)
    chances = ((SIGNED, 0.9), (KEPT, 0.4), (SUNK, 0.4), (replace(SUNK, id="q9"), 0.1))
    outcomes = [shelf.outcome(asked, Reply("?", None, (), (), "gen1", chance=chance)) for asked, chance in chances]
    found = questions_report(GoldFile("gold.jsonl", tuple(asked for asked, _ in chances)), outcomes)
    assert values(found, "abstain recall at 0.2 abstain false", "abstain AUC") == (0.5, 0.875)
    assert found.curves is not None
    assert found.curves.silence == ((0.0, 0.0), (0.0, 0.5), (0.5, 1.0), (1.0, 1.0))


def test_squad_figures_count_unanswerable_questions_apart(searcher: Searcher) -> None:
    found = told(searcher, (SIGNED, answer("on 3 May 1999")), (SUNK, None), squad=True)
    assert values(found, "questions", "unanswerable questions", "abstain recall") == (1, 1, 1.0)
    names = ("exact match", "F1", "exact match (all)", "F1 (all)")
    assert values(found, *names) == (0.0, 0.8571, 0.5, 0.9286)


def test_a_list_is_scored_by_the_items_named_and_those_wanted() -> None:
    wanted = (("Otaru",), ("Hakodate", "Hakodate port"), ("Nemuro",))
    assert list_f1(["Otaru", "the port of Hakodate", "Sapporo"], wanted) == pytest.approx(2 / 3)
    assert list_f1([], wanted) == 0.0


def test_a_miss_shows_the_evidence_what_came_first_and_what_is_wrong(searcher: Searcher) -> None:
    pairs = (SIGNED, answer("3 May 1999")), (ABSENT, answer("9")), (SUNK, answer("One.")), (KEPT, None)
    absent, sunk, kept = told(searcher, *pairs).misses
    assert (absent.id, absent.expected, absent.first) == ("q5", ABSENT.evidence, STORM)
    assert absent.wrong == ("its evidence is not in the first 10",)
    assert sunk.wrong == ("answered “One.”, though the source has no answer",)
    assert kept.wrong == ("no answer was given",)


def test_a_gold_fact_is_matched_once_by_quote_and_value() -> None:
    lamps = GoldFact("g1", "statistic", "Lamps", "keeps 12 lamps", (), {"value": 12})
    charter = GoldFact("g2", "agreement", "Charter", CHARTER, ("Tide Office", "Navy"), {"date": "1999-05-03"})
    found = cover([lamps, lamps, charter], FACTS)
    assert [fact and fact.id for fact in found.matched] == ["f-lamps", None, "f-charter"]
    assert found.parties == (0.5,)


@pytest.mark.parametrize(
    ("stated", "same"),
    [({"value": 13}, False), ({"value": 12.000001}, True), ({}, True), ({"date": "1999"}, True)],
)
def test_a_fact_states_another_by_what_its_type_tells(stated: dict[str, Any], same: bool) -> None:
    assert states(FACTS[1], GoldFact("g", "statistic", "Lamps of the board", LAMPS, (), stated)) is same


def test_lost_facts_are_misses() -> None:
    lost = GoldFact("g1", "event", "A storm", STORM, (), {"date": "2021"})
    found = facts_report(GoldFile("facts.jsonl", facts=(lost,)), FACTS)
    assert values(found, "gold facts", "extracted", "facts recall", "party recall") == (1, 3, 0.0, None)
    assert found.misses[0].wrong == ("no fact states it (date 2021)",)


def test_each_stage_is_switched_off_in_turn_and_its_gain_paired(searcher: Searcher) -> None:
    done: list[tuple[int, int]] = []
    # "Otaru" is no axis of the encoder: BM25 alone finds it.
    alone = GoldQuestion("q7", "Otaru", "lookup", (TOWNS,))
    found = ablate(searcher, [alone, SIGNED, SUNK], lambda *progress: done.append(progress))
    assert [stage.name for stage in found] == ["BM25", "sentence vectors", "late interaction", "numbers", "short names"]
    gain = found[0].gains[0]
    assert (gain.figure, found[0].without["passage hit@1"], gain.value) == ("passage hit@1", 0.5, 0.5)
    assert (gain.low, gain.high) == (0.0, 1.0)
    assert done == [(1, 2), (2, 2)]


def test_the_table_holds_figures_kinds_and_misses(searcher: Searcher) -> None:
    shown = as_text(told(searcher, (SIGNED, answer("3 May 1999")), (ABSENT, answer("9"))), misses=1)
    assert "passage hit@1          0.5000  0.000 – 1.000   2" in shown
    assert "0.4 – 0.5 1 0.50 1.00 50% 0.000" in " ".join(shown.split())
    assert "Misses: 1\n\nq5 (lookup): storm\n  wrong     its evidence is not in the first 10\n" in shown
    assert f"  first     “{STORM}”" in shown


def test_the_data_holds_intervals_and_hits_by_kind(searcher: Searcher) -> None:
    pairs = (SIGNED, answer("1999-05-03")), (KEPT, answer("12")), (ABSENT, answer("9"))
    data = as_data(told(searcher, *pairs), misses=0)
    assert data["hit by kind"] == {"date": 1.0, "lookup": 0.0, "number": 1.0}
    assert data["intervals"]["passage hit@1"] == (0.0, 1.0)
    assert data["curves"]["reliability"] == [{"low": 0.4, "high": 0.5, "count": 2, "sure": 0.5, "right": 1.0}]
    assert data["curves"]["risk by coverage"][49] == (0.5, 0.0)
    assert (data["missed"], data["misses"]) == (1, [])


@pytest.fixture
def kotae(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Kotae:
    """Runs `kotae evaluate` over the harbour: its exit status, output and errors."""
    publish(Store(tmp_path / "store"), "gen1")
    monkeypatch.setenv("KOTAE_STORE", str(tmp_path / "store"))
    monkeypatch.setattr(Searcher, "open", open_searcher)
    row = {
        "id": "q1",
        "question": SIGNED.question,
        "kind": "date",
        "evidence": [CHARTER],
        "answers": ["1999"],
    }
    (tmp_path / "gold.jsonl").write_text(json.dumps(row) + "\n", "utf-8")
    monkeypatch.chdir(tmp_path)

    def command(*words: str) -> tuple[int, str, str]:
        status = run(cli, ["evaluate", *words])
        captured = capsys.readouterr()
        return status, captured.out, captured.err

    return command


def test_json_stands_alone_on_standard_output(kotae: Kotae) -> None:
    status, out, err = kotae("gold.jsonl", "--json", "--ablate", "--min", "passage hit@1=1")
    data = json.loads(out)
    assert (status, err, data["generation"]) == (0, "", "gen1")
    assert data["files"][0]["figures"]["MRR@10"] == 1.0
    assert data["files"][0]["stages"][0]["name"] == "BM25"


def test_a_missed_bound_ends_with_1_and_one_sentence(kotae: Kotae) -> None:
    status, out, err = kotae("gold.jsonl", "--min", "MRR@10=0.5", "--max", "words a passage=2")
    assert status == 1
    assert "passage hit@1" in out
    assert err == "kotae: words a passage is 14 for gold.jsonl, above 2\n"


def test_folds_and_a_picture_are_made_on_request(kotae: Kotae, tmp_path: Path) -> None:
    row = json.loads((tmp_path / "gold.jsonl").read_text("utf-8"))
    rows = [row, {**row, "id": "q2"}, {**row, "id": "q3", "question": "Which whale sank?", "evidence": []}]
    (tmp_path / "three.jsonl").write_text("\n".join(map(json.dumps, rows)), "utf-8")
    status, out, err = kotae("three.jsonl", "--folds", "3", "--picture", "figures.svg", "--json")
    assert (status, err) == (0, "")
    assert len(json.loads(out)["files"][0]["folds"]["thresholds"]) == 3
    assert (tmp_path / "figures.svg").read_text("utf-8").startswith("<svg ")


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (["gold.jsonl", "--min", "whales=1"], 2, "no figure of these files is called 'whales'."),
        (["gold.jsonl", "--min", "MRR@10"], 2, "'MRR@10' isn't METRIC=VALUE, such as 'passage hit@1=0.8'."),
        (["none.jsonl"], 1, "kotae: none.jsonl: can't be read (no such file or directory)"),
        ([], 2, "Missing argument 'FILE...'."),
        (["gold.jsonl", "--folds", "5"], 2, "--folds: gold.jsonl has only 1 questions."),
        (["gold.jsonl", "--picture", "none/a.svg"], 1, "kotae: none/a.svg: can't be written (no such file or direct"),
    ],
)
def test_what_can_not_be_done_is_said(kotae: Kotae, words: list[str], status: int, said: str) -> None:
    ended, _, err = kotae(*words)
    assert ended == status
    assert said in err
