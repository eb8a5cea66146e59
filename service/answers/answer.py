"""What the service says to a question: an answer, or none, with all that was found for it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from corpus.codemarks import dropped
from corpus.model import Evidence
from index.hits import FactHit, Hit
from service.answers.questions import Kind


@dataclass(frozen=True, slots=True)
class Answer:
    """What a person reads first, and what bears it out. `confidence` is the chance, 0..1, that it is right."""

    text: str
    kind: Kind
    confidence: float
    citations: tuple[Evidence, ...]
    fact_ids: tuple[str, ...] = ()
    items: tuple[str, ...] | None = None
    count: int | None = None
    plan: str | None = None

    def unmarked(self) -> Answer:
        """The same as it is read aloud, without marks around code; its citations keep the source's words."""
        items = None if self.items is None else tuple(map(dropped, self.items))
        return replace(self, text=dropped(self.text), items=items)


@dataclass(frozen=True, slots=True)
class Reply:
    """Everything found for a question. No `answer` says that the source doesn't state one."""

    question: str
    answer: Answer | None
    hits: tuple[Hit, ...] = field(repr=False)
    facts: tuple[FactHit, ...] = field(repr=False)
    generation: str
    #: What the question was taken for, where that differs from its words.
    understood: str | None = None
    #: The chance, 0..1, that the source answers the question at all; 0 or 1 where a rule decides. Kept inside.
    chance: float = 1.0


@dataclass(frozen=True, slots=True)
class Judged:
    """The answer, if one is given, and the chance that the source has one, as `Reply.chance`."""

    answer: Answer | None
    chance: float
    #: Whether the source sets the answer out, in facts, a table or a list of lines: its passages then stand first.
    set_out: bool = False
