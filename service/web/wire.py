"""Values -> the public JSON. Only this, `service.web.queries` and `service.web.shapes` know its keys."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import PurePath
from types import MappingProxyType
from typing import Any, TypeAlias

from corpus.model import Document, Evidence, Fact, Passage, Span
from corpus.quantities import unfractioned
from index.difference import difference
from index.generation import Generation, Manifest, SourceRecord
from index.hits import FactHit, Hit
from service.answers.answer import Answer, Reply
from service.upkeep.jobs import Job
from service.web.gaps import Gap
from service.web.shapes import (
    AnswerOut,
    AskReply,
    DiffReply,
    DocumentOut,
    DocumentReply,
    DocumentsReply,
    EvidenceOut,
    FactChangeOut,
    FactOut,
    FactsReply,
    FailureOut,
    GapOut,
    GapsReply,
    HeadingOut,
    HitOut,
    IndexReply,
    JobReply,
    ModelOut,
    PassageChangeOut,
    PassageOut,
    PastOut,
    ScoredFactOut,
    SearchReply,
    SpanOut,
)

_ADDRESS = re.compile(r"https?://")
#: Where pages are looked up: without a document, nothing is on any page.
Documents: TypeAlias = Mapping[str, Document]
_NONE: Documents = MappingProxyType({})


def _span(span: Span) -> SpanOut:
    return SpanOut(start=span.start, end=span.end)


def _page(documents: Documents, document_id: str, place: int) -> int | None:
    document = documents.get(document_id)
    return document.page_at(place) if document is not None else None


def evidence_out(evidence: Evidence, documents: Documents = _NONE) -> EvidenceOut:
    """Evidence as the public sees it."""
    return EvidenceOut(
        document_id=evidence.document_id,
        passage_id=evidence.passage_id,
        start=evidence.span.start,
        end=evidence.span.end,
        page=_page(documents, evidence.document_id, evidence.span.start),
        quote=evidence.quote,
    )


def fact_out(fact: Fact, documents: Documents = _NONE) -> FactOut:
    """A fact as the public sees it."""
    return FactOut(**_fact_fields(fact, documents))


def _fact_fields(fact: Fact, documents: Documents) -> dict[str, Any]:
    names = ("id", "type", "label", "instrument", "parties", "topic", "date", "place", "unit", "approximate",
             "valid_until", "rule")  # fmt: skip
    fields = {name: getattr(fact, name) for name in names}
    return fields | {"value": unfractioned(fact.value), "evidence": evidence_out(fact.evidence, documents)}


def _scored_fact_out(hit: FactHit, documents: Documents) -> ScoredFactOut:
    return ScoredFactOut(**_fact_fields(hit.fact, documents), score=round(hit.score, 4))


def passage_out(passage: Passage, title: str, documents: Documents = _NONE) -> PassageOut:
    """A passage as the public sees it."""
    return PassageOut(**_passage_fields(passage, title, documents))


def _passage_fields(passage: Passage, title: str, documents: Documents) -> dict[str, Any]:
    return {
        "id": passage.id,
        "document_id": passage.document_id,
        "title": title,
        "headings": passage.headings,
        "text": passage.text,
        "start": passage.span.start,
        "end": passage.span.end,
        "page": _page(documents, passage.document_id, passage.span.start),
    }


def _hit_out(hit: Hit, documents: Documents) -> HitOut:
    return HitOut(
        **_passage_fields(hit.passage, hit.title, documents),
        rank=hit.rank,
        score=round(hit.score, 4),
        highlights=tuple(map(_span, hit.highlights)),
    )


def _answer_out(answer: Answer, documents: Documents) -> AnswerOut:
    return AnswerOut(
        text=answer.text,
        kind=answer.kind,
        items=answer.items,
        count=answer.count,
        plan=answer.plan,
        confidence=answer.confidence,
        citations=tuple(evidence_out(one, documents) for one in answer.citations),
        fact_ids=answer.fact_ids,
    )


def ask_reply(reply: Reply, took_ms: float, documents: Documents = _NONE) -> AskReply:
    """Everything found for a question."""
    return AskReply(
        question=reply.question,
        understood=reply.understood,
        answerable=reply.answer is not None,
        answer=_answer_out(reply.answer, documents) if reply.answer else None,
        passages=tuple(_hit_out(hit, documents) for hit in reply.hits),
        facts=tuple(_scored_fact_out(hit, documents) for hit in reply.facts),
        generation=reply.generation,
        took_ms=took_ms,
    )


def search_reply(
    question: str, hits: Sequence[Hit], generation: str, took_ms: float, documents: Documents = _NONE
) -> SearchReply:
    """The passages found for a question."""
    passages = tuple(_hit_out(hit, documents) for hit in hits)
    return SearchReply(question=question, passages=passages, generation=generation, took_ms=took_ms)


def facts_reply(
    facts: Sequence[Fact], total: int, next_cursor: str | None, generation: str, documents: Documents = _NONE
) -> FactsReply:
    """One page of facts."""
    shown = tuple(fact_out(fact, documents) for fact in facts)
    return FactsReply(facts=shown, total=total, next_cursor=next_cursor, generation=generation)


def documents_reply(generation: Generation) -> DocumentsReply:
    """The sources of a generation, in its order."""
    shown = tuple(DocumentOut(**_document_fields(one)) for one in generation.documents.values())
    return DocumentsReply(documents=shown, generation=generation.id)


def _document_fields(document: Document | SourceRecord) -> dict[str, str]:
    """Of where a source lies on this machine, only its file's name concerns anybody outside."""
    told = {name: getattr(document, name) for name in ("id", "title", "digest")}
    return told | {"source": document.source if _ADDRESS.match(document.source) else PurePath(document.source).name}


def index_reply(
    served: Manifest, history: Sequence[Manifest], trouble: str | None = None, failure: Job | None = None
) -> IndexReply:
    """The served generation, the others of the store's history, and what is wrong with newer ones."""
    past = tuple(PastOut(id=one.id, built_at=one.built_at) for one in history if one.id != served.id)
    return IndexReply(
        id=served.id,
        built_at=served.built_at,
        sources=tuple(DocumentOut(**_document_fields(one)) for one in served.sources),
        model=ModelOut(name=served.model, digest=served.model_digest),
        counts=dict(served.counts),
        previous=past,
        trouble=trouble,
        failure=_failure_out(failure) if failure else None,
    )


def _failure_out(job: Job) -> FailureOut:
    return FailureOut(
        state="rejected" if job.state == "rejected" else "failed",
        error=job.error,
        failing=job.failing,
        job=job.id,
        finished_at=job.finished_at,
    )


def diff_reply(before: Generation, after: Generation) -> DiffReply:
    """What changed from one generation to the other."""
    found = difference(before, after)

    def passage(one: Passage | None, of: Generation) -> PassageOut | None:
        return None if one is None else passage_out(one, of.documents[one.document_id].title, of.documents)

    def fact(one: Fact | None, of: Generation) -> FactOut | None:
        return None if one is None else fact_out(one, of.documents)

    return DiffReply(
        before=before.id,
        after=after.id,
        passages=tuple(
            PassageChangeOut(change=one.kind, before=passage(one.before, before), after=passage(one.after, after))
            for one in found.passages
        ),
        facts=tuple(
            FactChangeOut(change=one.kind, before=fact(one.before, before), after=fact(one.after, after))
            for one in found.facts
        ),
    )


def job_reply(job: Job) -> JobReply:
    """A rebuild as the public sees it."""
    return JobReply(**{name: value for name, value in asdict(job).items() if name in JobReply.model_fields})


def gaps_reply(gaps: Sequence[Gap], limit: int) -> GapsReply:
    """The first of these gaps, and how many there are."""
    return GapsReply(gaps=tuple(GapOut(**asdict(gap)) for gap in gaps[:limit]), total=len(gaps))


def document_reply(document: Document, generation: str) -> DocumentReply:
    """A document with its text."""
    headings = tuple(
        HeadingOut(level=one.level, text=one.text, start=one.span.start, end=one.span.end) for one in document.headings
    )
    return DocumentReply(
        **_document_fields(document), text=document.text, headings=headings, pages=document.pages, generation=generation
    )
