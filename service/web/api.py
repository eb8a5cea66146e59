"""The reading half of the HTTP API: ask, search, facts, passages, documents, feedback."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

from flask import Response, request
from flask_openapi3.blueprint import APIBlueprint
from flask_openapi3.models.tag import Tag

from corpus.errors import NotFoundError, QueryError
from corpus.model import Fact
from index.searcher import Filters, Searcher
from service.answers.answer import Reply
from service.answers.manner import Manner
from service.answers.quotes import fact_stands, passage_stands, standing, standing_hits
from service.dialogue.dialogue import reply_to
from service.metrics import ANSWERS, JUDGEMENTS, QUESTIONS
from service.web import shapes, wire
from service.web.csvtable import every_fact, table
from service.web.feedback import Feedback
from service.web.problems import described, problem
from service.web.queries import (
    AskBody,
    AskQuery,
    DocumentPath,
    FactPath,
    FactsQuery,
    FeedbackBody,
    PassagePath,
    SearchQuery,
)
from service.web.replies import cached, sent, stamped, timing
from service.web.suggestions import Suggestions

log = logging.getLogger("kotae")

Snapshot = Callable[[], Searcher]

#: What a call with a body may be told besides, and one that names a thing.
_BODY, _NAMED = described(400, 413, 415), described(404)
_ASKING, _FACTS, _SOURCES = Tag(name="Asking"), Tag(name="Facts"), Tag(name="Sources")


@dataclass(frozen=True, slots=True)
class Desk:
    """What questions are answered with: the snapshot, how, who keeps those that got no answer, what to ask first."""

    snapshot: Snapshot
    manner: Manner
    feedback: Feedback | None
    suggested: Suggestions


def add_asking(api: APIBlueprint, desk: Desk) -> None:
    """Questions to answers, and to passages alone."""
    snapshot = desk.snapshot

    @api.post("/ask", tags=[_ASKING], summary="Answer a question",
              responses={200: shapes.AskReply, **_BODY})  # fmt: skip
    def ask(body: AskBody) -> Response:
        history = [(turn.question, turn.answer) for turn in body.history]
        return _answered(desk, body.question, body.top_k, body.filters.filters(), history=history, as_of=body.as_of)

    @api.get("/ask", tags=[_ASKING], summary="Answer a question", responses={200: shapes.AskReply, **cached()})
    def ask_by_address(query: AskQuery) -> Response:
        return _answered(desk, query.q, query.top_k, query.filters(), as_of=query.as_of)

    @api.get("/search", tags=[_ASKING], summary="Rank passages", responses={200: shapes.SearchReply, **cached()})
    def search(query: SearchQuery) -> Response:
        began = time.perf_counter()
        searcher = snapshot()
        with _naming_the_filter(), timing():
            hits = searcher.search(query.q, top_k=query.top_k, mode=query.mode, filters=query.filters())
        standing_ones = standing_hits(searcher.generation.documents, hits)
        reply = wire.search_reply(
            query.q, standing_ones, searcher.generation.id, _since(began), searcher.generation.documents
        )
        return sent(reply, searcher.generation.id)

    @api.get("/suggestions", tags=[_ASKING], summary="Suggest questions that have an answer",
             responses={200: shapes.SuggestionsReply, **cached()})  # fmt: skip
    def suggestions() -> Response:
        searcher = snapshot()
        name = searcher.generation.id
        questions, kept = desk.suggested.of(searcher), desk.feedback is not None
        reply = shapes.SuggestionsReply(questions=questions, feedback=kept, generation=name)
        return sent(reply, name, variant=f"-{kept}-{len(questions)}")


def _answered(
    desk: Desk,
    question: str,
    top_k: int,
    filters: Filters,
    *,
    history: Sequence[tuple[str, str]] = (),
    as_of: str | None = None,
) -> Response:
    began = time.perf_counter()
    log.debug("asked: %r", question)
    searcher, manner = desk.snapshot(), desk.manner
    with _naming_the_filter(), timing():
        found = reply_to(question, searcher, history=history, as_of=as_of, top_k=top_k, filters=filters, manner=manner)
    reply = standing(found, searcher.generation.documents)
    _note(reply, desk.feedback)
    # What is asked without a day is asked for today, so tomorrow's reply may be another.
    shown = wire.ask_reply(reply, _since(began), searcher.generation.documents)
    return sent(shown, reply.generation, variant=f"-{date.today()}")


def _note(reply: Reply, feedback: Feedback | None) -> None:
    """Count the answer, and keep the question that got none."""
    ANSWERS.labels(reply.answer.kind if reply.answer else "none").inc()
    QUESTIONS.labels("answered" if reply.answer else "abstained").inc()
    if feedback is not None and reply.answer is None:
        feedback.miss(reply.question, reply.generation)


@contextmanager
def _naming_the_filter() -> Iterator[None]:
    """A filter by a document that isn't there is the caller's fault: the address itself is right."""
    try:
        yield
    except NotFoundError as error:
        raise QueryError("document_id", str(error)) from error


def _since(began: float) -> float:
    """Milliseconds since then."""
    return round((time.perf_counter() - began) * 1000, 2)


def add_facts(api: APIBlueprint, snapshot: Snapshot) -> None:
    """Facts by filter, and one by one."""

    @api.get("/facts", tags=[_FACTS], summary="List facts",
             responses={200: shapes.FactsReply, **cached()})  # fmt: skip
    def facts(query: FactsQuery) -> Response:
        generation = snapshot().generation
        asked = query.query()
        as_csv = request.accept_mimetypes.best_match(["application/json", "text/csv"]) == "text/csv"
        if as_csv and query.limit is None:
            return _table(every_fact(generation, asked), generation.id)
        page = generation.ledger.query(asked)
        shown = tuple(one for one in page.facts if fact_stands(generation.documents, one))
        if as_csv:
            return _table(shown, generation.id)
        return sent(
            wire.facts_reply(shown, page.total, page.next_cursor, generation.id, generation.documents), generation.id
        )

    @api.get("/facts/<fact_id>", tags=[_FACTS], summary="Show a fact",
             responses={200: shapes.FactOut, **cached(), **_NAMED})  # fmt: skip
    def fact(path: FactPath) -> Response:
        generation = snapshot().generation
        one = generation.ledger.fact(path.fact_id)
        if not fact_stands(generation.documents, one):
            raise NotFoundError("fact", path.fact_id)
        return sent(wire.fact_out(one, generation.documents), generation.id)


def _table(facts: Iterable[Fact], generation: str) -> Response:
    return stamped(Response(table(facts), content_type="text/csv; charset=utf-8"), generation, "-csv")


def add_sources(api: APIBlueprint, snapshot: Snapshot) -> None:
    """The documents and their passages."""

    @api.get("/documents", tags=[_SOURCES], summary="List documents",
             responses={200: shapes.DocumentsReply, **cached()})  # fmt: skip
    def documents() -> Response:
        generation = snapshot().generation
        return sent(wire.documents_reply(generation), generation.id)

    @api.get("/documents/<path:document_id>", tags=[_SOURCES], summary="Show a document",
             responses={200: shapes.DocumentReply, **cached(), **_NAMED})  # fmt: skip
    def document(path: DocumentPath) -> Response:
        generation = snapshot().generation
        return sent(wire.document_reply(generation.document(path.document_id), generation.id), generation.id)

    @api.get("/passages/<path:passage_id>", tags=[_SOURCES], summary="Show a passage",
             responses={200: shapes.PassageOut, **cached(), **_NAMED})  # fmt: skip
    def passage(path: PassagePath) -> Response:
        generation = snapshot().generation
        one = generation.passage(path.passage_id)
        if not passage_stands(generation.documents, one):
            raise NotFoundError("passage", path.passage_id)
        title = generation.documents[one.document_id].title
        return sent(wire.passage_out(one, title, generation.documents), generation.id)


def add_feedback(api: APIBlueprint, feedback: Feedback | None) -> None:
    """What people thought of their answers; refused where there is nowhere to keep it."""

    @api.post("/feedback", tags=[_ASKING], summary="Say whether an answer helped",
              responses={201: shapes.StatusReply, **_BODY, **described(403)})  # fmt: skip
    def say(body: FeedbackBody) -> Response:
        if feedback is None:
            return problem(403, "Feedback is off: start the service with KOTAE_FEEDBACK=on.")
        feedback.judge(body.question, helpful=body.helpful, comment=body.comment, generation=body.generation)
        JUDGEMENTS.labels(str(body.helpful).lower()).inc()
        return sent(shapes.StatusReply(status="kept"), status=201)
