"""What has run out and what is in force, by the day that is asked for, and by facts about the thing asked for alone."""

from __future__ import annotations

from dataclasses import replace

import pytest
from harbour import FACTS

from corpus.model import Fact
from index.hits import FactHit
from service.answers.validity import unsaid, validity


def ends(name: str, until: str | None, **rest: object) -> Fact:
    """A fact about the charter, or another thing, with this end."""
    return replace(FACTS[0], id=name, label=name, valid_until=until, **{"topic": "tides", **rest})  # type: ignore[arg-type]


CHARTER = ends("Charter", "2009")
FIRST = ends("First extension of the charter", "2012-05-02")
SECOND = ends("Second extension of the charter", "2024-02-15")
OTHER = ends("Lease of the pier", "2030", topic="pier")


def said(question: str, day: str, *facts: Fact, scores: tuple[float, ...] = (0.9, 0.8, 0.8, 0.8)) -> str | None:
    """What is said of these facts on this day."""
    hits = [FactHit(fact, score) for fact, score in zip(facts, scores, strict=False)]
    found = validity(question, hits, lambda _: day)
    return None if found is None else found.text


@pytest.mark.parametrize(
    ("question", "day", "text"),
    [
        ("Has the charter run out?", "2022-03", "No: it runs until 15 February 2024 (as of March 2022)"),
        ("Has the charter expired?", "2025", "Yes: it ran until 15 February 2024 (as of 2025)"),
        ("Is the charter still in force?", "2022-03", "Yes: it runs until 15 February 2024 (as of March 2022)"),
        ("Is the charter still valid?", "2025", "No: it ran until 15 February 2024 (as of 2025)"),
        ("Does the charter still apply?", "2024-02", "Until 15 February 2024"),
        ("Has the first extension lapsed?", "2022-03", "Yes: it ran until 2 May 2012 (as of March 2022)"),
        ("Has the third extension lapsed?", "2022-03", None),
        ("Is the charter about boats?", "2022-03", None),
        ("Was the charter in force in 2011?", "2022-03", None),
    ],
)
def test_the_last_end_of_the_thing_decides(question: str, day: str, text: str | None) -> None:
    assert said(question, day, CHARTER, FIRST, SECOND, OTHER) == text


def test_another_thing_s_end_says_nothing() -> None:
    assert said("Has the charter run out?", "2022", ends("Charter", None), OTHER, scores=(0.9, 0.5)) is None
    assert said(
        "Has the charter run out?", "2022", replace(CHARTER, topic=None), ends("charter", "2030", topic=None)
    ) == ("No: it runs until 2030 (as of 2022)")


def test_a_source_that_speaks_of_no_validity_says_nothing_of_one() -> None:
    assert unsaid("Is the charter still in force?", "The board signed the charter.")
    assert not unsaid("Is the charter still in force?", "The charter was revoked.")
    assert not unsaid("Is the charter about boats?", "The board signed the charter.")
    assert not unsaid("Does the ferry run on Sundays?", "Two boats leave on Sundays.")
    assert not unsaid("Does the charter apply to boats?", "The charter binds boats.")
