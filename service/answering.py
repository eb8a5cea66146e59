"""Hits and facts -> a short answer with the words of the source that bear it out.

A date or a number comes from a fact, borne out by the reader where it read the best passage; anything else is
what the reader read, or the best sentence, cut at clause bounds.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from corpus.dates import find_dates
from corpus.model import Evidence, Fact, Passage, Span
from corpus.quantities import find_quantities
from index.plan import PlanResult
from index.planning import planned
from index.searcher import FactHit, Filters, Hit, Searcher
from index.telling import material
from service.enumeration import asks_several, enumerated
from service.questions import Kind, content_stems, kind_of
from service.wording import best_sentence, date_of, denies, items_of, number_of, trimmed

#: However few passages are asked for, an answer is read from this many, so that it never hangs on `top_k`.
READ = 5
#: A fact answers only from among the first of each.
_TRUSTED_FACTS, _TRUSTED_HITS = 3, 3
#: So many facts are handed out, and of a plan's rows so many as evidence.
_MOST_FACTS, _MOST_ROWS = 10, 20
#: Above this margin, in logits, the reader is believed against facts that say something else.
_SURE = 6.0
#: Above this one, it decides between facts.
_TELLS = 2.0
#: Below this one, a sentence says more than the reader's few words do.
_LEAST = -4.0


@dataclass(frozen=True, slots=True)
class Answer:
    """What a person reads first, and what bears it out. `confidence` is in 0..1."""

    text: str
    kind: Kind
    confidence: float
    citations: tuple[Evidence, ...]
    fact_ids: tuple[str, ...] = ()
    items: tuple[str, ...] | None = None
    count: int | None = None
    plan: str | None = None


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


class Answerer:
    """Answers from one snapshot."""

    def __init__(self, searcher: Searcher) -> None:
        self._searcher = searcher

    def ask(self, question: str, *, top_k: int = 5, filters: Filters | None = None) -> Reply:
        """The answer, at most `top_k` passages and at most 10 facts, best first."""
        filters = filters or Filters()
        # A plan runs over the whole ledger.
        result = planned(question, self._searcher.generation.ledger) if filters == Filters() else None
        rows = result.rows[:_MOST_ROWS] if result else ()
        held = {fact.evidence.passage_id for fact in rows}
        hits = self._searcher.search(question, top_k=max(top_k, READ), filters=filters, first=held)
        facts = self._searcher.matching_facts(question, hits[:READ])
        if result is None:
            answer = answer_from(question, hits, facts)
        else:
            answer = answer_of_plan(result)
            facts = (*(FactHit(fact, 1.0) for fact in rows), *(f for f in facts if f.fact not in rows))[:_MOST_FACTS]
        return Reply(question, answer, hits[:top_k], facts, self._searcher.generation.id)


def answer_of_plan(result: PlanResult) -> Answer:
    """What a plan over the facts yields: a count, a list, or the fact that it singles out, with its rows as evidence.

    Its confidence is the share of the facts it concerns that it could date: 0.9 where all of them have one.
    """
    made = material(result)
    known = len(result.rows) / max(1, len(result.rows) + len(result.undated))
    cited = (result.chosen,) if result.chosen and not result.plan.options else result.rows[:_MOST_ROWS]
    kind: Kind = "count" if made.count is not None else "list" if made.items else "span"
    return Answer(
        text=made.text,
        kind=kind,
        confidence=round(0.9 * known, 3),
        citations=tuple(fact.evidence for fact in cited),
        fact_ids=made.fact_ids,
        items=made.items,
        count=made.count,
        plan=str(result.plan),
    )


def answer_from(question: str, hits: Sequence[Hit], facts: Sequence[FactHit]) -> Answer | None:
    """The answer that these state; None where there is nothing to read.

    A date or a number comes from a fact that the reader's words bear out, then from the reader where it is
    sure, then from the best fact. Anything else comes from the reader, then from the best sentence.
    """
    if not any(_bears_on(question, hit) for hit in hits):
        return None
    kind = kind_of(question)
    if several := _several(question, kind, hits):
        return several
    read = _reading(question, kind, hits[0])
    if tell := {"date": date_of, "number": number_of}.get(kind):
        told = _from_facts(question, kind, hits, facts, tell=tell, read=read)
        if told is not None:
            return told
    return read.answer if read else _from_passage(question, kind, hits[0])


def _several(question: str, kind: Kind, hits: Sequence[Hit]) -> Answer | None:
    """What the source enumerates, where the question asks for several things."""
    if kind not in ("list", "span", "date") or not asks_several(question):
        return None
    found = enumerated(question, hits)
    if found is None:
        return None
    citation = _citation(found.passage, found.span)
    sure = confidence(question, hits[0].score, citation.quote, from_fact=False)
    return Answer(trimmed(", ".join(found.items), question), "list", sure, (citation,), items=found.items)


def _bears_on(question: str, hit: Hit) -> bool:
    """Whether a passage shares a word with the question, or the reader finds an answer in it all the same."""
    if hit.answering is not None and hit.answering.margin > _SURE:
        return True
    return bool(content_stems(question) & content_stems(" ".join([*hit.passage.headings, hit.passage.text])))


@dataclass(frozen=True, slots=True)
class _Read:
    """What the reader says in the best passage."""

    words: str
    passage_id: str
    span: Span
    margin: float
    answer: Answer


def _reading(question: str, kind: Kind, hit: Hit) -> _Read | None:
    """The reader's words, where it found any that are of the kind asked for."""
    found = hit.answering
    if found is None or found.margin <= _LEAST or kind == "yesno":
        return None
    words = hit.passage.words_at(found.span)
    if (kind == "date" and not find_dates(words)) or (kind == "number" and not find_quantities(words)):
        return None
    sentences = [span for span in hit.passage.sentences if span.meets(found.span)] or [found.span]
    citation = _citation(hit.passage, Span(sentences[0].start, sentences[-1].end))
    sure = confidence(question, hit.score, citation.quote, from_fact=False)
    items = items_of(words) if kind == "list" else ()
    answer = Answer(trimmed(words, question), "list" if items else kind, sure, (citation,), items=items or None)
    if kind == "list" and not items:
        return None
    return _Read(words, hit.passage.id, found.span, found.margin, answer)


def _from_facts(
    question: str,
    kind: Kind,
    hits: Sequence[Hit],
    facts: Sequence[FactHit],
    *,
    tell: Callable[[Fact, str], str | None],
    read: _Read | None,
) -> Answer | None:
    """The first of the best facts that tells it, if one of the best passages holds it.

    One that states what the reader read comes before one that doesn't; None where the reader is sure of what
    no fact states.
    """
    held = {hit.passage.id for hit in hits[:_TRUSTED_HITS]}
    telling = [
        hit.fact for hit in facts if hit.fact.evidence.passage_id in held and tell(hit.fact, question) is not None
    ]
    agreeing = [fact for fact in telling if read and read.margin > _TELLS and _agrees(fact, read)]
    if read and not agreeing and read.margin > _SURE:
        return None
    for fact in agreeing or telling[:_TRUSTED_FACTS]:
        text = tell(fact, question) or ""
        sure = confidence(question, hits[0].score, fact.evidence.quote, from_fact=True)
        return Answer(text, kind, sure, (fact.evidence,), (fact.id,))
    return None


def _agrees(fact: Fact, read: _Read) -> bool:
    """Whether the fact states what the reader read: the same date or number, in the same words."""
    if fact.evidence.passage_id != read.passage_id or not fact.evidence.span.meets(read.span):
        return False
    dates = {found.edtf for found in find_dates(read.words)}
    numbers = {found.value for found in find_quantities(read.words)}
    return bool({fact.date, fact.valid_until} & dates) or fact.value in numbers


def _from_passage(question: str, kind: Kind, hit: Hit) -> Answer:
    sentence = best_sentence(hit.passage, hit.highlights, question)
    words = hit.passage.words_at(sentence)
    sure = confidence(question, hit.score, words, from_fact=False)
    citations = (_citation(hit.passage, sentence),)
    if kind == "yesno":
        said = "No" if denies(words) else "Yes"
        return Answer(f"{said}: {trimmed(words, question, 29)}", kind, sure, citations)
    items = items_of(words) if kind == "list" else ()
    if items:
        return Answer(trimmed(", ".join(items), question), "list", sure, citations, items=items)
    return Answer(trimmed(words, question), "span", sure, citations)


def _citation(passage: Passage, span: Span) -> Evidence:
    return Evidence(passage.document_id, passage.id, span, passage.words_at(span))


def confidence(question: str, score: float, evidence: str, *, from_fact: bool) -> float:
    """A rough estimate in 0.05..0.95, not calibrated: half the best passage's score, 0.35 times the share of
    the question's content words that the evidence holds, and 0.1 where a fact states the answer.
    """
    asked = content_stems(question)
    shared = len(asked & content_stems(evidence)) / len(asked) if asked else 0.0
    return round(min(0.95, max(0.05, 0.5 * score + 0.35 * shared + 0.1 * from_fact)), 3)
