"""Values -> the public JSON. Only this, `service.queries` and `service.shapes` know its keys."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from corpus.model import Document, Evidence, Fact, Passage, Span
from index.generation import Generation, Manifest, SourceRecord
from index.searcher import FactHit, Hit
from service.answering import Answer, Reply
from service.jobs import Job
from service.shapes import (
    AnswerOut,
    AskReply,
    DocumentOut,
    DocumentReply,
    DocumentsReply,
    EvidenceOut,
    FactOut,
    FactsReply,
    HeadingOut,
    HitOut,
    IndexReply,
    JobReply,
    ModelOut,
    Number,
    PassageOut,
    PastOut,
    ScoredFactOut,
    SearchReply,
    SpanOut,
)


def _span(span: Span) -> SpanOut:
    return SpanOut(start=span.start, end=span.end)


def evidence_out(evidence: Evidence) -> EvidenceOut:
    """Evidence as the public sees it."""
    return EvidenceOut(
        document_id=evidence.document_id,
        passage_id=evidence.passage_id,
        start=evidence.span.start,
        end=evidence.span.end,
        quote=evidence.quote,
    )


def number(value: float | None) -> Number | None:
    """A number without a needless fraction: 277, not 277.0."""
    return int(value) if value is not None and value.is_integer() else value


def fact_out(fact: Fact) -> FactOut:
    """A fact as the public sees it."""
    return FactOut(**_fact_fields(fact))


def _fact_fields(fact: Fact) -> dict[str, Any]:
    names = ("id", "type", "label", "instrument", "parties", "topic", "date", "place", "unit", "approximate",
             "valid_until", "rule")  # fmt: skip
    fields = {name: getattr(fact, name) for name in names}
    return fields | {"value": number(fact.value), "evidence": evidence_out(fact.evidence)}


def _scored_fact_out(hit: FactHit) -> ScoredFactOut:
    return ScoredFactOut(**_fact_fields(hit.fact), score=round(hit.score, 4))


def passage_out(passage: Passage, title: str) -> PassageOut:
    """A passage as the public sees it."""
    return PassageOut(**_passage_fields(passage, title))


def _passage_fields(passage: Passage, title: str) -> dict[str, Any]:
    return {
        "id": passage.id,
        "document_id": passage.document_id,
        "title": title,
        "headings": passage.headings,
        "text": passage.text,
        "start": passage.span.start,
        "end": passage.span.end,
    }


def _hit_out(hit: Hit) -> HitOut:
    return HitOut(
        **_passage_fields(hit.passage, hit.title),
        rank=hit.rank,
        score=round(hit.score, 4),
        highlights=tuple(map(_span, hit.highlights)),
    )


def _answer_out(answer: Answer) -> AnswerOut:
    return AnswerOut(
        text=answer.text,
        kind=answer.kind,
        items=answer.items,
        count=answer.count,
        plan=answer.plan,
        confidence=answer.confidence,
        citations=tuple(map(evidence_out, answer.citations)),
        fact_ids=answer.fact_ids,
    )


def ask_reply(reply: Reply, took_ms: float) -> AskReply:
    """Everything found for a question."""
    return AskReply(
        question=reply.question,
        answerable=reply.answer is not None,
        answer=_answer_out(reply.answer) if reply.answer else None,
        passages=tuple(map(_hit_out, reply.hits)),
        facts=tuple(map(_scored_fact_out, reply.facts)),
        generation=reply.generation,
        took_ms=took_ms,
    )


def search_reply(question: str, hits: Sequence[Hit], generation: str, took_ms: float) -> SearchReply:
    """The passages found for a question."""
    passages = tuple(map(_hit_out, hits))
    return SearchReply(question=question, passages=passages, generation=generation, took_ms=took_ms)


def facts_reply(facts: Sequence[Fact], total: int, next_cursor: str | None, generation: str) -> FactsReply:
    """One page of facts."""
    shown = tuple(map(fact_out, facts))
    return FactsReply(facts=shown, total=total, next_cursor=next_cursor, generation=generation)


def documents_reply(generation: Generation) -> DocumentsReply:
    """The sources of a generation, in its order."""
    shown = tuple(DocumentOut(**_document_fields(one)) for one in generation.documents.values())
    return DocumentsReply(documents=shown, generation=generation.id)


def _document_fields(document: Document | SourceRecord) -> dict[str, str]:
    return {name: getattr(document, name) for name in ("id", "title", "source", "digest")}


def index_reply(served: Manifest, history: Sequence[Manifest]) -> IndexReply:
    """The served generation, and the others of the store's history."""
    past = tuple(PastOut(id=one.id, built_at=one.built_at) for one in history if one.id != served.id)
    return IndexReply(
        id=served.id,
        built_at=served.built_at,
        sources=tuple(DocumentOut(**_document_fields(one)) for one in served.sources),
        model=ModelOut(name=served.model, digest=served.model_digest),
        counts=dict(served.counts),
        previous=past,
    )


def job_reply(job: Job) -> JobReply:
    """A rebuild as the public sees it."""
    return JobReply(**asdict(job))


def document_reply(document: Document, generation: str) -> DocumentReply:
    """A document with its text."""
    headings = tuple(
        HeadingOut(level=one.level, text=one.text, start=one.span.start, end=one.span.end) for one in document.headings
    )
    return DocumentReply(**_document_fields(document), text=document.text, headings=headings, generation=generation)
