"""The shapes of the public JSON's replies; `service.web.queries` has the requests, `service.web.wire` fills these.

Offsets are half open, in Unicode code points of the document's text.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field

Number: TypeAlias = int | float

#: flask-openapi3 reads from this that the reply comes as CSV as well.
_AS_CSV_TOO = ConfigDict(openapi_extra={"content": {"text/csv": {"schema": {"type": "string"}}}})  # type: ignore[typeddict-unknown-key]


class SpanOut(BaseModel):
    """A stretch of the document's text."""

    start: int
    end: int


class EvidenceOut(SpanOut):
    """The source's exact words: `text[start:end] == quote`."""

    document_id: str
    passage_id: str
    page: int | None = Field(description="Where it begins, from 1; null where the source has no pages.")
    quote: str


class FactOut(BaseModel):
    """One statement of the source. Dates are EDTF at the source's own precision."""

    id: str
    type: str
    label: str
    instrument: str | None
    parties: tuple[str, ...]
    topic: str | None
    date: str | None
    place: str | None
    value: Number | None
    unit: str | None
    approximate: bool
    valid_until: str | None
    rule: str
    evidence: EvidenceOut


class ScoredFactOut(FactOut):
    """A fact that matches a question; `score` is in 0..1."""

    score: float


class PassageOut(SpanOut):
    """A stretch of prose: `text[start:end]` of its document is its `text`."""

    id: str
    document_id: str
    title: str
    headings: tuple[str, ...]
    text: str
    page: int | None = Field(description="Where it begins, from 1; null where the source has no pages.")


class HitOut(PassageOut):
    """A passage that matches a question; ranks run from 1, `score` is in 0..1."""

    rank: int
    score: float
    highlights: tuple[SpanOut, ...]


class AnswerOut(BaseModel):
    """What a person reads first: at most 30 words, and the words of the source that bear it out."""

    text: str
    kind: Literal["span", "date", "number", "list", "count", "yesno"]
    items: tuple[str, ...] | None
    count: int | None
    plan: str | None
    confidence: float
    citations: tuple[EvidenceOut, ...]
    fact_ids: tuple[str, ...]


class AskReply(BaseModel):
    """Where `answerable` is false the source does not say, and `answer` is null."""

    question: str
    understood: str | None = Field(description="What the question was taken for, where that differs from its words.")
    answerable: bool
    answer: AnswerOut | None
    passages: tuple[HitOut, ...]
    facts: tuple[ScoredFactOut, ...]
    generation: str
    took_ms: float


class SearchReply(BaseModel):
    """Ranked passages alone."""

    question: str
    passages: tuple[HitOut, ...]
    generation: str
    took_ms: float


class SuggestionsReply(BaseModel):
    """What a chat starts with: at most four questions."""

    questions: tuple[str, ...]
    feedback: bool = Field(description="Whether judgements of answers are kept.")
    generation: str


class FactsReply(BaseModel):
    """One page of facts, and how many there are in all."""

    model_config = _AS_CSV_TOO
    facts: tuple[FactOut, ...]
    total: int
    next_cursor: str | None
    generation: str


class HeadingOut(SpanOut):
    """A heading as it stands in the text; level 1 is the outermost."""

    level: int
    text: str


class DocumentOut(BaseModel):
    """A source."""

    id: str
    title: str
    source: str = Field(description="The file's name, or the address that it was fetched from.")
    digest: str = Field(description="SHA-256 of the source's bytes.")


class DocumentReply(DocumentOut):
    """A source with its text, which every offset counts in."""

    text: str
    headings: tuple[HeadingOut, ...]
    pages: tuple[int, ...] = Field(description="Where each page begins in the text; empty for a source without pages.")
    generation: str


class DocumentsReply(BaseModel):
    """The sources."""

    documents: tuple[DocumentOut, ...]
    generation: str


class ModelOut(BaseModel):
    """The encoder, and SHA-256 over its files."""

    name: str
    digest: str


class PastOut(BaseModel):
    """A generation that can be served again."""

    id: str
    built_at: str


class FailureOut(BaseModel):
    """A build that is not served; what was served before still is."""

    state: Literal["failed", "rejected"]
    error: str | None = Field(description="Why, and what to do, in a sentence.")
    failing: tuple[str, ...] = Field(description="Of a rejected one, the gold questions that now go wrong.")
    job: str = Field(description="Its name under /index/jobs.")
    finished_at: str | None


class IndexReply(BaseModel):
    """The generation being served."""

    id: str
    built_at: str = Field(description="ISO 8601, in UTC.")
    sources: tuple[DocumentOut, ...]
    model: ModelOut
    counts: dict[str, int]
    previous: tuple[PastOut, ...] = Field(description="Other generations, the latest first.")
    trouble: str | None = Field(
        description="Why the generation that was published last isn't the one that is served; null where it is."
    )
    failure: FailureOut | None = Field(description="The last build, where it failed or was rejected; else null.")


class PassageChangeOut(BaseModel):
    """A passage that was added (no `before`), removed (no `after`) or changed."""

    change: Literal["added", "removed", "changed"]
    before: PassageOut | None
    after: PassageOut | None


class FactChangeOut(BaseModel):
    """A fact that was added (no `before`), removed (no `after`) or changed."""

    change: Literal["added", "removed", "changed"]
    before: FactOut | None
    after: FactOut | None


class DiffReply(BaseModel):
    """What changed from one generation to another."""

    before: str
    after: str
    passages: tuple[PassageChangeOut, ...]
    facts: tuple[FactChangeOut, ...]


class RollbackReply(BaseModel):
    """The generation that is served now."""

    generation: str


class JobReply(BaseModel):
    """A rebuild in the background; times are ISO 8601, in UTC."""

    id: str
    state: Literal["queued", "running", "succeeded", "failed", "rejected"]
    progress: float = Field(description="In 0..1.")
    stage: str | None
    generation: str | None = Field(description="What was built: it is served unless the rebuild was rejected.")
    changed: bool | None = Field(description="False where nothing had changed.")
    counts: dict[str, int] | None
    error: str | None
    failing: tuple[str, ...] = Field(description="Of a rejected one, the gold questions that now go wrong.")
    created_at: str
    finished_at: str | None


class GapOut(BaseModel):
    """Similar questions that were not answered, or whose answers did not help; what was asked most often first."""

    questions: tuple[str, ...]
    unanswered: int
    disliked: int
    comments: tuple[str, ...] = Field(description="What people said about the answers, the newest first.")
    last: str = Field(description="When one of them was last asked: ISO 8601, in UTC.")


class GapsReply(BaseModel):
    """What people asked in vain, what most people met first."""

    gaps: tuple[GapOut, ...]
    total: int


class StatusReply(BaseModel):
    """Whether the service lives, or is ready."""

    status: str


class FieldProblem(BaseModel):
    """What is wrong with one field."""

    field: str
    message: str


class ProblemOut(BaseModel):
    """An error, as RFC 9457 has it."""

    type: str
    title: str
    status: int
    detail: str
    errors: tuple[FieldProblem, ...] | None = None
