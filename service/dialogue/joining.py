"""The replies to several questions of one message as one: a short text, and under it all that bears it out."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from index.hits import FactHit, Hit
from index.telling import MOST_WORDS
from service.answers.answer import Answer, Reply
from service.answers.wording import trimmed
from service.dialogue.parts import asked_for

#: So many facts are handed out.
_MOST_FACTS = 10


def joined(message: str, parts: Sequence[str], replies: Sequence[Reply], top_k: int) -> Reply:
    """One reply to the message; it has no answer where none of its questions, worded as `parts`, has one.

    Its confidence is the chance that all the answers given are right, as if each were for itself.
    """
    answers = [reply.answer for reply in replies if reply.answer]
    shown = any(reply.understood for reply in replies)
    return Reply(
        message,
        _answer(parts, replies, answers) if answers else None,
        _hits(replies)[:top_k],
        _facts(replies)[:_MOST_FACTS],
        replies[0].generation,
        understood=" ".join(reply.understood or reply.question for reply in replies) if shown else None,
        chance=max(reply.chance for reply in replies),
    )


def _answer(parts: Sequence[str], replies: Sequence[Reply], answers: Sequence[Answer]) -> Answer:
    return Answer(
        text=_text(parts, replies),
        kind="span",
        confidence=round(math.prod(one.confidence for one in answers), 3),
        citations=tuple(dict.fromkeys(citation for one in answers for citation in one.citations)),
        fact_ids=tuple(dict.fromkeys(name for one in answers for name in one.fact_ids)),
    )


def _text(parts: Sequence[str], replies: Sequence[Reply]) -> str:
    """Every answer in the order of the questions, in at most `MOST_WORDS` words together; what is silent is named."""
    said = [_said(part, reply) for part, reply in zip(parts, replies, strict=True)]
    left = MOST_WORDS
    # The shortest first: what they leave is for the longer ones.
    for done, place in enumerate(sorted(range(len(said)), key=lambda place: len(said[place].split()))):
        said[place] = trimmed(said[place], replies[place].question, max(1, left // (len(said) - done)))
        left -= len(said[place].split())
    return "; ".join(text.rstrip(" .;") for text in said)


def _said(part: str, reply: Reply) -> str:
    return reply.answer.text if reply.answer else f"the source does not say {asked_for(part)}"


def _hits(replies: Sequence[Reply]) -> tuple[Hit, ...]:
    """Every passage once, at its best, ranked anew; the first question's first where two are as good."""
    best: dict[str, Hit] = {}
    for reply in replies:
        for hit in reply.hits:
            if hit.passage.id not in best or hit.score > best[hit.passage.id].score:
                best[hit.passage.id] = hit
    ranked = sorted(best.values(), key=lambda hit: -hit.score)
    return tuple(replace(hit, rank=rank) for rank, hit in enumerate(ranked, 1))


def _facts(replies: Sequence[Reply]) -> tuple[FactHit, ...]:
    best: dict[str, FactHit] = {}
    for reply in replies:
        for hit in reply.facts:
            if hit.fact.id not in best or hit.score > best[hit.fact.id].score:
                best[hit.fact.id] = hit
    return tuple(sorted(best.values(), key=lambda hit: -hit.score))
