"""The day that a question is asked for, and what has run out by it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from harbour import FACTS, document, harbour

from corpus.model import Fact
from index.asof import day_of, ended, resolved, source_day, standing


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("A report, last updated 12 May 2021\n\nThe board met in 2022.", "2021-05-12"),
        ("Levels as of 3 March 2019 are low. The next dates from 2024.", "2019-03-03"),
        ("The pier was built in 1985.\n\nMarch, 2022", "2022-03"),
        ("Date: 2020-06-01\nUpdated on 4 July 2021", "2021-07-04"),
        ("The charter was signed on 3 May 1999.", None),
        ("1999\n\n2003", None),
    ],
)
def test_a_sources_day_is_what_it_says_of_itself(text: str, day: str | None) -> None:
    assert source_day([document("a.txt", text.split("\n", maxsplit=1)[0], text)]) == day


def test_of_several_sources_the_latest_day_counts() -> None:
    texts = ("As of 3 March 2019", "As of May 2019", "No day")
    assert source_day(document(f"{text}.txt", text, text) for text in texts) == "2019-05"


def until(day: str | None) -> Fact:
    return replace(FACTS[0], valid_until=day)


def test_a_validity_has_run_out_once_its_last_day_is_past() -> None:
    days = ("2009-05-02", "2009", None)
    assert [ended(until(day), "2009-05-02") for day in days] == [False, None, None]
    assert [ended(until(day), "2010") for day in days] == [True, True, None]
    assert ended(until("2012"), "2011-05") is False


def test_the_validity_that_lasts_longest_says_how_a_thing_stands() -> None:
    facts = (until("2009-05-02"), until("2024-02-15"), until(None))
    assert standing(facts, "2022-03") == ("in force", facts[1])
    assert standing(facts, "2025") == ("ended", facts[1])
    assert standing(facts, "2024-02") == ("open", facts[1])
    assert standing((until(None),), "2022") is None


@pytest.mark.parametrize(
    ("question", "meant"),
    [
        ("What was signed last year?", "What was signed in 2021?"),
        ("Which meetings were held in this year?", "Which meetings were held in 2022?"),
        ("What is planned next month?", "What is planned in April 2022?"),
        ("Which agreements are still in force?", "Which agreements expire after March 2022?"),
        ("What memoranda with TIDX are valid?", "What memoranda with TIDX are valid?"),
        ("What was in last year's report?", "What was in last year's report?"),
        ("Was it the last year of the board?", "Was it the last year of the board?"),
    ],
)
def test_what_is_relative_to_the_day_becomes_a_date(question: str, meant: str) -> None:
    assert resolved(question, "2022-03") == meant


def test_without_a_day_of_its_own_a_source_has_its_file_s_then_the_build_s(tmp_path: Path) -> None:
    generation = harbour(tmp_path).generation
    assert day_of(generation) == "2024-05-06"
    notes, report = generation.manifest.sources
    sources = (replace(notes, filed="2023-01-02"), replace(report, filed="2023-05-04"))
    filed = replace(generation, manifest=replace(generation.manifest, sources=sources))
    assert (day_of(filed), day_of(filed, notes.id)) == ("2023-05-04", "2023-01-02")
    dated = document(notes.id, "Notes", "Notes\n\nAs of 3 March 2019")
    told = replace(filed, documents={notes.id: dated, report.id: generation.documents[report.id]})
    assert (day_of(told), day_of(told, report.id)) == ("2019-03-03", "2023-05-04")


def test_a_generation_is_scanned_for_its_day_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    generation = harbour(tmp_path).generation
    first = day_of(generation)
    monkeypatch.setattr("index.asof.find_dates", None)
    assert day_of(generation) == first
