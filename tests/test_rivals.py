"""Two values for one thing are both told; two years' figures, two things or one value said twice contradict nothing."""

from __future__ import annotations

import re

import pytest

from corpus.model import Passage, Span
from index.hits import Hit
from service.answers.candidates import Candidate, cited
from service.answers.questions import Kind
from service.answers.rivals import rivals


def candidate(sentence: str, text: str, *, place: int = 0, heading: str = "The pier") -> Candidate:
    """The words `text` of a passage that is one sentence, in a document of its own."""
    whole = Span(0, len(sentence))
    passage = Passage(f"p{place}", f"d{place}", whole, sentence, (heading,), (whole,))
    start = sentence.index(text)
    span = Span(start, start + len(text))
    return Candidate(text, "reader", Hit(passage, "Notes", 1, 1.0, ()), span, cited(passage, span), 1.0)


def told(kind: Kind, question: str, *sentences: str, headings: tuple[str, ...] = ("The pier", "The pier")) -> list[str]:
    """What contradicts the first, where the values stand in brackets."""
    found = []
    for place, (sentence, heading) in enumerate(zip(sentences, headings, strict=True)):
        text = re.findall(r"\[(.+?)\]", sentence)[0]
        found.append(candidate(re.sub(r"[\[\]]", "", sentence), text, place=place, heading=heading))
    return [one.text for one in rivals(found[0], found, kind, question)]


def test_another_number_for_the_same_thing_elsewhere_is_told() -> None:
    question = "How long is the pier?"
    assert told("number", question, "The pier is [120 metres] long.", "The pier has [125 metres].") == ["125 metres"]


def test_another_day_for_the_same_thing_elsewhere_is_told() -> None:
    question = "When was the charter with the Navy signed?"
    one, other = "The charter with the Navy was signed on [3 May 1999].", "The Navy signed the charter on [4 May 1999]."
    assert told("date", question, one, other) == ["4 May 1999"]


@pytest.mark.parametrize(
    ("kind", "question", "one", "other"),
    [
        ("number", "How many ships came?", "In 2019 [12 ships] came.", "In 2020 [15 ships] came."),
        ("number", "How long is the pier?", "The pier is [120 metres] long.", "The pier is [120 metres] in all."),
        ("number", "How long is the pier?", "The pier is [120 metres] long.", "The pier is [about 100 metres] long."),
        ("number", "How long is the pier?", "The pier is [120 metres] long.", "The pier has [9 lamps] along it."),
        ("number", "How long is it?", "The Otaru pier is [120 metres] long.", "Our Nemuro pier is [90 metres] long."),
        ("date", "When did it meet?", "The fifth meeting was on [3 May 1999].", "The 6th meeting was on [1 May 1999]."),
        ("date", "When was the pier built?", "The pier was built in [1999].", "The pier was built on [3 May 1999]."),
        ("date", "When was the pier built?", "The pier was built in [1999].", "A storm came to town in [2004]."),
        ("span", "Who built the pier?", "The pier was built by [Ada].", "The pier was built by [Ben]."),
    ],
)  # fmt: skip
def test_what_can_be_true_together_is_no_contradiction(kind: Kind, question: str, one: str, other: str) -> None:
    assert told(kind, question, one, other) == []


def test_what_stands_under_headings_of_two_years_is_no_contradiction() -> None:
    sentences = ("The port took [12 ships].", "The port took [15 ships].")
    question = "How many ships did the port take?"
    assert told("number", question, *sentences, headings=("Year 2019", "Year 2020")) == []
    assert told("number", question, *sentences, headings=("Year 2019", "Year 2019")) == ["15 ships"]
