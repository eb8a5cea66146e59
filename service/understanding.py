"""A message to the question that is asked of the index: what it is wrapped in goes, slips are mended.

Each step is a small pure function in a module of its own; this one puts them in order.
"""

from __future__ import annotations

from dataclasses import dataclass

from index.generation import Generation
from service.courtesies import plain
from service.spelling import mended


@dataclass(frozen=True, slots=True)
class Understood:
    """What a message was taken for."""

    #: What is asked of the index.
    question: str
    #: What to tell the person, "Showing results for …"; None where they said it so themselves.
    shown: str | None


def understand(message: str, generation: Generation) -> Understood:
    """What the message asks of this generation's sources."""
    asked = plain(message)
    question = mended(asked, generation.vocabulary, generation.lexical)
    return Understood(question, question if question.casefold() != asked.casefold() else None)
