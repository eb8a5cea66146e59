"""What a source defines, for who asks what a term means."""

from __future__ import annotations

import pytest
from finds import hit

from service.answers.definitions import defined, definitions

TERMS = (
    "In this Charter:\n(1) ‘harbour lamp’ means any light, fixed or not, that a pier shows;\n"
    '(2) "boat" means a hull with a mast.\n"Rope" is sold by the metre.'
)


def test_a_definition_is_a_quoted_term_and_what_it_means() -> None:
    assert [(one.term, one.meaning) for one in definitions(hit(TERMS).passage)] == [
        ("harbour lamp", "any light, fixed or not, that a pier shows"),
        ("boat", "a hull with a mast"),
    ]
    assert [one.span.of(TERMS)[:7] for one in definitions(hit(TERMS).passage)] == ["‘harbou", '"boat" ']


@pytest.mark.parametrize(
    ("question", "meaning"),
    [
        ("What counts as a harbour lamp?", "any light, fixed or not, that a pier shows"),
        ("What is meant by harbour lamps?", "any light, fixed or not, that a pier shows"),
        ("what does boat mean", "a hull with a mast"),
        ("How is a boat defined?", "a hull with a mast"),
        ("What is a boat?", "a hull with a mast"),
        ("What is the definition of a lamp?", None),
        ("What is a rope?", None),
        ("Which boat is meant?", None),
        ("What is the number of boats?", None),
        ("How is the boat?", None),
    ],
)
def test_what_a_term_means_is_told_where_it_is_defined(question: str, meaning: str | None) -> None:
    found = defined(question, [hit("Ropes.").passage, hit(TERMS).passage])
    assert (found.text if found else None) == meaning


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        (
            '"Body" means any body set up under Art. 5 of the Charter. It sits.',
            "any body set up under Art. 5 of the Charter",
        ),
        ('"Vessel" means: (a) a ship; (b) a boat; or (c) a raft.', "(a) a ship; (b) a boat; or (c) a raft"),
        ('"Crew" means:\n(a) sailors;\n(b) cooks.\n"Pier" means a quay.', "(a) sailors;\n(b) cooks"),
    ],
)
def test_a_definition_ends_with_its_sentence_or_its_list(text: str, meaning: str) -> None:
    assert next(definitions(hit(text).passage)).meaning == meaning
