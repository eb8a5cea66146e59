"""A message and what was said before it -> a reply: taken apart and understood first, then answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from index.searcher import Filters, Searcher
from service.answers.answer import Reply
from service.answers.answering import Answerer
from service.answers.manner import PLAIN, Manner
from service.dialogue.joining import joined
from service.dialogue.parts import parts_of
from service.dialogue.understanding import understand


def reply_to(
    message: str,
    searcher: Searcher,
    *,
    history: Sequence[tuple[str, str]] = (),
    as_of: str | None = None,
    top_k: int = 5,
    filters: Filters | None = None,
    manner: Manner = PLAIN,
) -> Reply:
    """The reply, with the message as its question and, where that differs, what it was understood as.

    `history` holds each (question, answer) before it, the latest last; nothing of it is kept. Of several questions
    in one message, each is answered after those before it.
    """
    answerer = Answerer(searcher, manner.threshold)
    talk, replies, parts = list(history), [], parts_of(message)
    for part in parts:
        understood = understand(part, searcher.generation, talk, as_of)
        reply = answerer.ask(understood.question, top_k=top_k, filters=filters, as_of=as_of)
        replies.append(replace(reply, question=part, understood=understood.shown))
        talk.append((understood.question, reply.answer.text if reply.answer else ""))
    if len(parts) > 1:
        return joined(message, parts, replies, top_k)
    reply = replace(replies[0], question=message)
    return manner.writer.worded(reply) if manner.writer else reply
