"""Quotes are checked before they leave: what is not the document's own words at its place is held back."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import replace

from corpus.model import Document, Evidence, Fact, Passage, Span
from index.hits import FactHit, Hit
from service.answers.answer import Answer, Reply
from service.metrics import MISQUOTES

log = logging.getLogger("kotae")

Documents = Mapping[str, Document]


def stands(documents: Documents, document_id: str, span: Span, quote: str) -> bool:
    """Whether `quote` is the document's own words at `span`."""
    document = documents.get(document_id)
    return document is not None and document.text[span.start : span.end] == quote


def _counted(what: str, name: str, fine: bool) -> bool:
    if not fine:
        MISQUOTES.labels(what).inc()
        log.error("%s %s held back: its words don't stand in its document", what, name)
    return fine


def evidence_stands(documents: Documents, evidence: Evidence) -> bool:
    """Whether a citation may be shown; counts and logs one that may not."""
    fine = stands(documents, evidence.document_id, evidence.span, evidence.quote)
    return _counted("citation", evidence.passage_id, fine)


def passage_stands(documents: Documents, passage: Passage) -> bool:
    """Whether a passage may be shown; counts and logs one that may not."""
    return _counted("passage", passage.id, stands(documents, passage.document_id, passage.span, passage.text))


def fact_stands(documents: Documents, fact: Fact) -> bool:
    """Whether a fact may be shown; counts and logs one that may not."""
    evidence = fact.evidence
    return _counted("fact", fact.id, stands(documents, evidence.document_id, evidence.span, evidence.quote))


def standing_hits(documents: Documents, hits: tuple[Hit, ...]) -> tuple[Hit, ...]:
    """The hits that may be shown, ranked anew, each with the highlights that lie in it."""
    shown = (hit for hit in hits if passage_stands(documents, hit.passage))
    return tuple(
        replace(hit, rank=rank, highlights=tuple(span for span in hit.highlights if hit.passage.span.covers(span)))
        for rank, hit in enumerate(shown, 1)
    )


def standing_facts(documents: Documents, facts: tuple[FactHit, ...]) -> tuple[FactHit, ...]:
    """The facts that may be shown."""
    return tuple(hit for hit in facts if fact_stands(documents, hit.fact))


def standing(reply: Reply, documents: Documents) -> Reply:
    """The reply without what may not be shown; an answer that nothing bears out any more is none."""
    facts = standing_facts(documents, reply.facts)
    return replace(
        reply,
        hits=standing_hits(documents, reply.hits),
        facts=facts,
        answer=None if reply.answer is None else _standing_answer(reply.answer, documents),
    )


def _standing_answer(answer: Answer, documents: Documents) -> Answer | None:
    citations = tuple(one for one in answer.citations if evidence_stands(documents, one))
    return replace(answer, citations=citations) if citations else None
