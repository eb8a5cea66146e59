"""Gold questions asked of two generations: which are answered otherwise."""

from __future__ import annotations

from dataclasses import dataclass

from index.searcher import Searcher
from service.answers.answer import Reply
from service.commands.terminal import fact_line
from service.measuring.evaluation import Tell, ask_all
from service.measuring.gold import GoldFile

#: Only so many facts count: those further down are there for whoever looks for more.
_FACTS = 3


@dataclass(frozen=True, slots=True)
class Told:
    """What a person was told: the answer, None for none; the first passage's words; its first facts, a line each."""

    answer: str | None
    passage: str | None
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Shift:
    """A question that two generations reply to otherwise."""

    id: str
    question: str
    before: Told
    after: Told

    @property
    def parts(self) -> tuple[str, ...]:
        """What of the reply changed."""
        return tuple(
            name for name in ("answer", "passage", "facts") if getattr(self.before, name) != getattr(self.after, name)
        )


def shifts(before: Searcher, after: Searcher, gold: GoldFile, tell: Tell) -> tuple[Shift, ...]:
    """The questions whose answer, first passage or facts changed, in order."""
    total = 2 * len(gold.questions)
    first = ask_all(before, gold, lambda done, _: tell(done, total))
    second = ask_all(after, gold, lambda done, _: tell(len(gold.questions) + done, total))
    pairs = zip(first, second, strict=True)
    asked = (Shift(a.question.id, a.question.question, told(a.reply), told(b.reply)) for a, b in pairs)
    return tuple(shift for shift in asked if shift.parts)


def told(reply: Reply) -> Told:
    """What a reply says, without where it stands."""
    return Told(
        answer=reply.answer.text if reply.answer else None,
        passage=reply.hits[0].passage.text if reply.hits else None,
        facts=tuple(fact_line(hit.fact) for hit in reply.facts[:_FACTS]),
    )
