"""Which facts bear on a question, and which of them come first."""

from pathlib import Path

import pytest
from ledgers import FACTS, fact, ledger_of

from index.asking import ask
from index.ledger import Ledger
from index.matching import match
from index.merit import dated, fits, typed


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Ledger:
    return ledger_of(tmp_path_factory.mktemp("ledger"))


def first(ledger: Ledger, question: str, *passages: str) -> str | None:
    found = match(question, ledger, passages)
    return found[0][0].id if found else None


@pytest.mark.parametrize(
    ("question", "passages", "best"),
    [
        ("When was the memorandum on tides signed?", ("p1", "p2"), "f1"),
        ("Until when is the memorandum on tides valid?", ("p1",), "f1"),
        ("When did the Harbour Board and the Tidal Institute first meet?", ("p2", "p1"), "f2"),
        ("How many gauges does the Tidal Institute have?", ("p2",), "f3"),
        ("How much money was the grant?", ("p3",), "f4"),
        ("How many gauges?", (), "f3"),
    ],
)
def test_the_fact_that_answers_comes_first(ledger: Ledger, question: str, passages: tuple[str, ...], best: str) -> None:
    assert first(ledger, question, *passages) == best


@pytest.mark.parametrize("question", ["Who won the football world cup?", "", "???", "the of and"])
def test_no_fact_bears_on_a_question_off_the_subject(ledger: Ledger, question: str) -> None:
    assert match(question, ledger, ["p1", "p2", "p3"]) == ()


def test_merits_fall_within_one_and_are_bounded_by_the_limit(ledger: Ledger) -> None:
    found = match("What did the Harbour Board sign and where did it meet?", ledger, ["p1", "p2"], limit=2)
    assert len(found) == 2
    assert all(0 <= merit <= 1 for _, merit in found)


def test_a_sentence_that_the_search_points_at_lifts_its_facts(tmp_path: Path) -> None:
    twins = (
        fact("a", "event", "Gauge days opened", date="2001", start=0),
        fact("b", "event", "Gauge days opened", date="2002", start=100),
    )
    ledger = ledger_of(tmp_path, twins)
    found = match("When did the gauge days open?", ledger, ["p1"], sentence_scores={(100, 130): 0.9})
    assert [one.id for one, _ in found] == ["b", "a"]


def test_a_date_in_the_question_puts_other_dates_back(tmp_path: Path) -> None:
    twins = (fact("a", "meeting", "Gauge talks", date="2001"), fact("b", "meeting", "Gauge talks", date="2002"))
    found = match("What were the gauge talks of 2002?", ledger_of(tmp_path, twins), ["p1"])
    assert [one.id for one, _ in found] == ["b", "a"]


@pytest.mark.parametrize(
    ("question", "wants"),
    [
        ("When was it signed?", "when"),
        ("In what year did it open?", "when"),
        ("How many were there?", "value"),
        ("What share of the time?", "value"),
        ("Until when is it valid?", "until"),
        ("When does it run out?", "until"),
        ("Who led it?", "who"),
        ("What is it about?", None),
    ],
)
def test_a_question_wants_a_date_a_value_an_end_or_a_person(question: str, wants: str | None) -> None:
    assert ask(question).wants == wants


def test_a_question_names_types_instruments_and_days() -> None:
    asked = ask("Which memoranda were signed in May 2012?")
    assert asked.types == {"agreement"}
    assert "MoU" in asked.instruments
    assert asked.days == (("2012-05-01", "2012-05-31"),)


def test_a_fact_fits_by_what_it_states() -> None:
    agreement, _, gauges, grant, _ = FACTS
    assert fits(ask("When was it signed?"), agreement) == 1.0
    assert fits(ask("How many gauges are there?"), gauges) == 1.0
    assert fits(ask("How many ships are there?"), gauges) == 0.5
    assert fits(ask("How many gauges are there?"), agreement) == 0.0
    assert fits(ask("What share is it?"), grant) == 0.4
    assert typed(ask("Which treaty is it?"), agreement) == 0.3
    assert not dated(ask("What happened in 1999?"), agreement)
