"""A message and what was said before it -> a reply: understood first, then answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from index.searcher import Filters, Searcher
from service.answering import Answerer, Reply
from service.manner import PLAIN, Manner
from service.understanding import understand


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

    `history` holds each (question, answer) before it, the latest last; nothing of it is kept.
    """
    understood = understand(message, searcher.generation, history, as_of)
    reply = Answerer(searcher, manner.threshold).ask(understood.question, top_k=top_k, filters=filters, as_of=as_of)
    reply = replace(reply, question=message, understood=understood.shown)
    return manner.writer.worded(reply) if manner.writer else reply
