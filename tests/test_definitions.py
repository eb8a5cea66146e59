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
    assert [(one.term, one.meaning) for one in definitions(TERMS)] == [
        ("harbour lamp", "any light, fixed or not, that a pier shows"),
        ("boat", "a hull with a mast"),
    ]
    assert [one.span.of(TERMS)[:7] for one in definitions(TERMS)] == ["‘harbou", '"boat" ']


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
    ],
)
def test_what_a_term_means_is_told_where_it_is_defined(question: str, meaning: str | None) -> None:
    found = defined(question, [hit("Ropes.").passage, hit(TERMS).passage])
    assert (found.text if found else None) == meaning
