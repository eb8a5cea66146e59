"""A message to the question that is asked of the index: what it is wrapped in goes, slips are mended,
and what it leaves to the questions before it is filled in.

Each step is a small pure function in a module of its own; this one puts them in order.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from index.asof import day_of, is_relative, resolved
from index.generation import Generation
from service.dialogue.acronyms import written_out
from service.dialogue.courtesies import plain
from service.dialogue.followups import standalone
from service.dialogue.spelling import mended


@dataclass(frozen=True, slots=True)
class Understood:
    """What a message was taken for."""

    #: What is asked of the index.
    question: str
    #: What to tell the person, "Showing results for …"; None where they said it so themselves.
    shown: str | None


def understand(
    message: str, generation: Generation, history: Sequence[tuple[str, str]] = (), as_of: str | None = None
) -> Understood:
    """What the message asks of this generation's sources, after this history of (question, answer), the latest last.

    It is asked for the day `as_of`, in EDTF: where none is given that of the sources.
    """

    def read(text: str) -> str:
        return mended(written_out(plain(text), generation), generation.vocabulary, generation.lexical)

    asked = plain(message)
    question = standalone(read(message), [(read(before), answer) for before, answer in history])
    if is_relative(question):
        question = resolved(question, as_of or day_of(generation))
    return Understood(question, question if question.casefold() != asked.casefold() else None)
