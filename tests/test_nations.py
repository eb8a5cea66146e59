"""Nations by their names and adjectives."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from treaties import ALIASES, FACTS, isles

from corpus.model import Fact
from index.ledger import Ledger, write_ledger
from index.nations import governed_from, nation, nation_forms, nations_of
from index.wordings import pervading


def _numbered(fact: Fact, number: int) -> Fact:
    return replace(fact, id=f"{fact.id}-{number}")


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("Norwegian", "Norway"),
        ("norway", "Norway"),
        ("Dutch", "Netherlands"),
        ("US", "United States"),
        ("us", None),
        ("South African", "South Africa"),
        ("Bergen", None),
    ],
)
def test_a_nation_is_known_by_its_name_and_its_adjectives(name: str, country: str | None) -> None:
    assert nation(name) == country


def test_a_text_names_nations_of_one_word_and_of_two() -> None:
    assert nations_of("The U.S. and Sri Lankan sides met Norway's envoy.") == {"United States", "Sri Lanka", "Norway"}
    assert nation_forms("Norway") == ("norway", "norwegian")


def test_nations_that_nearly_all_facts_are_about_restrict_nothing(tmp_path: Path) -> None:
    treaties = tuple(fact for fact in FACTS if fact.id in ("limits", "salt"))
    pair = [fact for fact in FACTS if fact.id == "limits"] * 6
    write_ledger(tmp_path / "pair.sqlite", [_numbered(fact, n) for n, fact in enumerate((*pair, *treaties))], ALIASES)
    ledger = Ledger(tmp_path / "pair.sqlite")
    assert pervading(ledger, ("agreement",)) == {"Norway", "Denmark"}
    assert pervading(ledger, ("meeting",)) == frozenset()


def test_among_many_nations_each_restricts(tmp_path: Path) -> None:
    assert pervading(isles(tmp_path), ("agreement",)) == frozenset()


def test_a_government_is_called_by_its_seat() -> None:
    assert [governed_from(city) for city in ("Tokyo", "New Delhi", "Washington", "Otaru")] == [
        "Japan", "India", None, None,
    ]  # fmt: skip
