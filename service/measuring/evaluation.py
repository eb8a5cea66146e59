"""Gold questions asked of the built index, and what each reply was worth.

An outcome has a mark, 0..1, in each figure that its question counts in: a figure is the mean of its marks.
Ranking is judged on the first ten passages:

passage hit@k    the first k hold every piece of the evidence (any one where the question says so)
hit              hit@1; hit@5 where the evidence has several pieces
MRR@10           1 / rank of the first passage that holds a piece
nDCG@10, recall@k  over all the passages of the index that hold a piece
answer           the answer's text, of at most 30 words, holds an accepted answer; a yes or no its first word
list F1          of the items named against those wanted;  count: the number is right
fact hit@3       of a date or a number: one of the first three facts holds it
exact match, F1  of the answer's text, as SQuAD defines them
abstain recall   an unanswerable question gets no answer;  abstain false: an answerable one gets none
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from index.generation import Generation
from index.hits import Hit
from index.searcher import Searcher
from service.answers.answer import Answer, Reply
from service.answers.grading import Holdings, carries, exact, f1, padded
from service.answers.manner import PLAIN, Manner
from service.answers.quotes import stands
from service.dialogue.dialogue import reply_to
from service.measuring.coverage import told
from service.measuring.gold import GoldFile, GoldQuestion
from service.measuring.measures import ndcg, recall, reciprocal_rank

#: How many passages are asked for.
DEPTH = 10
HITS = (1, 3, 5)
RECALLS = (1, 3, 5, 10)
_MOST_WORDS = 30
_FACT_KINDS = ("date", "number")
#: A list counts as right, where its confidence is judged, from this F1 on.
_WHOLE_LIST = 0.99

Tell = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Outcome:
    """One question, its reply, and the reply's marks: name of a figure -> 0..1."""

    question: GoldQuestion
    reply: Reply
    marks: Mapping[str, float]
    milliseconds: float
    #: Citations, passages and facts whose words aren't those at their place in the document.
    misquotes: int

    @property
    def answer(self) -> Answer | None:
        """What was answered."""
        return self.reply.answer

    @property
    def right(self) -> bool | None:
        """Whether the answer given is right; None where none was given, or nothing says what is right."""
        if self.answer is None:
            return None
        if not self.question.evidence:
            return False
        found = next((self.marks[name] for name in ("answer", "count", "list F1") if name in self.marks), None)
        return None if found is None else found > _WHOLE_LIST


def ask_all(searcher: Searcher, gold: GoldFile, tell: Tell, *, manner: Manner = PLAIN) -> tuple[Outcome, ...]:
    """Ask every question, in order; `tell` hears how many are done, and of how many."""
    shelf = Shelf(searcher.generation)
    outcomes = []
    for done, question in enumerate(gold.questions, 1):
        began = time.perf_counter()
        reply = reply_to(question.question, searcher, top_k=DEPTH, manner=manner)
        took = (time.perf_counter() - began) * 1000
        outcomes.append(shelf.outcome(question, reply, took, squad=gold.squad))
        tell(done, len(gold.questions))
    return tuple(outcomes)


class Shelf:
    """The documents and passages of an index, to judge replies by."""

    def __init__(self, generation: Generation) -> None:
        self._documents = generation.documents
        self._holdings = Holdings(generation.passages)

    def outcome(
        self, question: GoldQuestion, reply: Reply, milliseconds: float = 0.0, *, squad: bool = False
    ) -> Outcome:
        """What the reply is worth; with SQuAD's own figures where `squad`."""
        marks = {**self.marks(question, reply.hits), **dict(_answer_marks(question, reply, squad))}
        return Outcome(question, reply, marks, milliseconds, self._misquotes(reply))

    def marks(self, question: GoldQuestion, hits: Sequence[Hit]) -> dict[str, float]:
        """The marks of a ranking; none for a question without evidence."""
        if not question.evidence:
            return {}
        holders = [self._holdings.of(evidence) for evidence in question.evidence]
        ranked = [hit.passage.id for hit in hits[:DEPTH]]
        need = any if question.any_evidence else all
        marks = {f"passage hit@{k}": float(need(not names.isdisjoint(ranked[:k]) for names in holders)) for k in HITS}
        every = frozenset().union(*holders)
        relevant = [name in every for name in ranked]
        marks["hit"] = marks["passage hit@1" if len(question.evidence) == 1 else "passage hit@5"]
        marks["MRR@10"] = reciprocal_rank(relevant)
        marks["nDCG@10"] = ndcg(relevant, len(every))
        return marks | {f"recall@{k}": recall(relevant, len(every), k) for k in RECALLS}

    def _misquotes(self, reply: Reply) -> int:
        quotes = [(hit.passage.document_id, hit.passage.span, hit.passage.text) for hit in reply.hits]
        evidence = [hit.fact.evidence for hit in reply.facts]
        evidence += reply.answer.citations if reply.answer else ()
        quotes += [(one.document_id, one.span, one.quote) for one in evidence]
        return sum(not stands(self._documents, *quote) for quote in quotes)


def _answer_marks(question: GoldQuestion, reply: Reply, squad: bool) -> Iterator[tuple[str, float]]:
    answer = reply.answer
    said = answer.text if answer else ""
    if not question.evidence:
        yield "abstain recall", float(answer is None)
    else:
        yield "abstain false", float(answer is None)
        yield from _right_marks(question, reply, said)
    if squad:
        found = exact(said, question.accepted), f1(said, question.accepted)
        yield from zip(("exact match (all)", "F1 (all)"), found, strict=True)
        if question.evidence:
            yield from zip(("exact match", "F1"), found, strict=True)


def _right_marks(question: GoldQuestion, reply: Reply, said: str) -> Iterator[tuple[str, float]]:
    answer = reply.answer
    if question.kind == "count":
        yield "count", float((answer.count if answer else None) == question.count)
    elif question.kind == "list":
        yield "list F1", list_f1((answer.items if answer else None) or (), question.items)
    elif question.accepted:
        yield "answer", float(_says(question, said))
        if question.kind in _FACT_KINDS:
            first = [told(hit.fact) for hit in reply.facts[:3]]
            yield "fact hit@3", float(any(carries(fact, question.accepted) for fact in first))


def _says(question: GoldQuestion, said: str) -> bool:
    if question.kind == "yesno":
        return padded(said).split()[:1] == padded(question.accepted[0]).split()[:1]
    return len(said.split()) <= _MOST_WORDS and carries(said, question.accepted)


def list_f1(items: Sequence[str], wanted: Sequence[Sequence[str]]) -> float:
    """F1 of the items named against those wanted, each of which may be named in several ways."""
    found = sum(any(carries(item, names) for item in items) for names in wanted)
    right = sum(any(carries(item, names) for names in wanted) for item in items)
    if not found or not right:
        return 0.0
    precision, share = right / len(items), found / len(wanted)
    return 2 * precision * share / (precision + share)
