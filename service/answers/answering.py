"""Hits and facts -> a short answer with the words of the source that bear it out, or none.

The paths, in order of trust: a plan over the facts answers what asks for a list, a count or a choice; a table what
names its row and its column, or compares its rows; an enumeration what asks for several things; a verdict on the
evidence what asks for yes or no; else the candidate that `trust` chooses, a fact's or the reader's words. A question
that nothing found is about is left unanswered.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.model import Span
from index.asof import day_of
from index.generation import Generation
from index.hits import FactHit, Hit
from index.nations import nation
from index.plan import PlanResult
from index.planning import planned
from index.searcher import Filters, Searcher
from index.telling import material
from service.answers.answer import Answer, Judged, Reply
from service.answers.candidates import Candidate, after, candidates, cited
from service.answers.choosing import Chosen, choose
from service.answers.counting import Counted, counted, points_at_list, states
from service.answers.definitions import defined
from service.answers.enumeration import enumerated, itemised, list_of
from service.answers.judging import Judge
from service.answers.questions import Kind, content_terms, kind_of, phrased
from service.answers.rivals import rivals
from service.answers.sections import Sections, sections_of
from service.answers.several import asks_several
from service.answers.signatures import closes
from service.answers.tabled import in_tables
from service.answers.tables import Found
from service.answers.trust import Trust, shipped
from service.answers.validity import unsaid, validity
from service.answers.verdict import verdict
from service.answers.wording import best_sentence, in_place, trimmed

#: However few passages are asked for, an answer is read from this many, so that it never hangs on `top_k`.
READ = 6
#: So many facts are handed out, and of a plan's rows so many as evidence.
_MOST_FACTS, _MOST_ROWS = 10, 20
#: A plan's confidence where all its facts are dated.
_PLANNED = 0.9
#: And that of what a table gives.
_TABLED = 0.8
#: An enumeration that the reader marks may be so many logits worse than one of its items.
_NEAR = 1.0
#: The most that can be said for one of two values that contradict each other.
_DISPUTED = 0.5


class Answerer:
    """Answers from one snapshot. A question is left unanswered where the chance that the source answers it is below
    `threshold`; None is the one that was fitted.
    """

    def __init__(self, searcher: Searcher, threshold: float | None = None) -> None:
        self._searcher = searcher
        self._trust = shipped() if threshold is None else replace(shipped(), threshold=threshold)

    def ask(self, question: str, *, top_k: int = 5, filters: Filters | None = None, as_of: str | None = None) -> Reply:
        """The answer, at most `top_k` passages and at most 10 facts, best first.

        What has run out is judged by the day `as_of`, in EDTF; where none is given by that of the source that says it.
        """
        filters = filters or Filters()
        # A plan runs over the whole ledger.
        result = planned(question, self._searcher.generation.ledger) if filters == Filters() else None
        rows = result.rows[:_MOST_ROWS] if result else ()
        asked = phrased(question)
        closing = closes(asked, self._searcher.generation) if result is None and filters == Filters() else None
        told = closing.citations if closing else tuple(fact.evidence for fact in rows)
        held = {evidence.passage_id for evidence in told}
        hits = self._searcher.search(asked, top_k=max(top_k, READ), filters=filters, first=held)
        facts = self._searcher.matching_facts(asked, hits[:READ])
        if closing:
            judged = Judged(_found(closing, kind_of(asked)), 1.0, set_out=True)
        elif result is None:
            grounds = Grounds(self._searcher.generation, self._trust, as_of)
            judged = answer_from(asked, hits, facts, grounds)
        else:
            judged = Judged(answer_of_plan(result), 1.0, set_out=True)
            facts = (*(FactHit(fact, 1.0) for fact in rows), *(f for f in facts if f.fact not in rows))[:_MOST_FACTS]
        name = self._searcher.generation.id
        hits = cited_first(hits, judged.answer) if judged.set_out else hits
        answer = judged.answer.unmarked() if judged.answer else None
        return Reply(question, answer, hits[:top_k], facts, name, chance=judged.chance)


def cited_first(hits: Sequence[Hit], answer: Answer | None) -> tuple[Hit, ...]:
    """The passages with those that the answer cites before all others, in the order that they have among themselves.

    As in a search that is told what stands first, they score in the upper half then, and the others in the lower.
    """
    cited_ = {one.passage_id for one in answer.citations} if answer else set()
    order = sorted(hits, key=lambda hit: hit.passage.id not in cited_)
    if order == list(hits):
        return tuple(hits)
    return tuple(
        replace(hit, rank=rank, score=(hit.score + (hit.passage.id in cited_)) / 2) for rank, hit in enumerate(order, 1)
    )


def answer_of_plan(result: PlanResult) -> Answer:
    """What a plan over the facts yields: a count, a list, or the fact that it singles out, with its rows as evidence.

    Its confidence is the share of the facts it concerns that it could date: 0.9 where all of them have one.
    """
    made = material(result)
    known = len(result.rows) / max(1, len(result.rows) + len(result.undated))
    told = (result.chosen,) if result.chosen and not result.plan.options else result.rows[:_MOST_ROWS]
    kind: Kind = "count" if made.count is not None else "list" if made.items else "span"
    return Answer(
        text=made.text,
        kind=kind,
        confidence=round(_PLANNED * known, 3),
        citations=tuple(fact.evidence for fact in told),
        fact_ids=made.fact_ids,
        items=made.items,
        count=made.count,
        plan=str(result.plan),
    )


@dataclass(frozen=True, slots=True)
class Grounds:
    """What answers are judged on: the sources, how far they are trusted, and the day that is asked for."""

    generation: Generation
    trust: Trust
    #: In EDTF; None is the day of each source.
    as_of: str | None = None

    def day(self, document_id: str) -> str:
        """The day that what a document says is judged by."""
        return self.as_of or day_of(self.generation, document_id)


def answer_from(question: str, hits: Sequence[Hit], facts: Sequence[FactHit], grounds: Grounds) -> Judged:
    """The answer that these state; none where they state none, or nothing says that they are about the question."""
    hits = [hit for hit in hits[:READ] if _bears_on(question, hit)]
    kind = kind_of(question)
    sections = sections_of(grounds.generation)
    if tabled := _tabled(question, kind, hits, sections):
        return Judged(tabled, 1.0, set_out=True)
    judge = Judge(question, kind, hits, grounds.generation)
    found = candidates(question, kind, hits, facts)
    chosen = choose(found, judge, grounds.trust) if hits else None
    if chosen is None:
        set_out = _counted(counted(question, hits, sections, in_sentences=False), _TABLED) if kind == "number" else None
        return Judged(set_out, float(set_out is not None), set_out=set_out is not None)
    # An enumeration is near the question by its own measure.
    several = _several(question, kind, hits, chosen, sections) or _number_of(question, kind, hits, chosen, sections)
    if several:
        return Judged(several, 1.0, set_out=_in_lines(several))
    if chosen.answerable < grounds.trust.threshold:
        return Judged(None, chosen.answerable)
    if kind == "yesno":
        answer = _yes_or_no(question, hits[0], facts, chosen, grounds)
        return Judged(answer, chosen.answerable if answer else 0.0)
    told = (chosen.candidate, *rivals(chosen.candidate, found, kind, question))
    answer = (
        _whole_list(question, kind, chosen, found)
        or _listed_with(question, kind, chosen, sections)
        or _told(kind, told, chosen.chance)
    )
    return Judged(answer, chosen.answerable)


def _whole_list(question: str, kind: Kind, chosen: Chosen, found: Sequence[Candidate]) -> Answer | None:
    """The enumeration that the reader marks and the words chosen are of, or are: with its items."""
    best = chosen.candidate
    if kind not in ("span", "list") or best.source != "reader":
        return None
    least = 2 if asks_several(question) else 3
    for one in sorted(found, key=lambda one: -len(one.span)):
        if one.source == "reader" and one.hit.passage == best.hit.passage and one.span.covers(best.span):
            items = itemised(one.text)
            enough = len(items) >= least or (len(items) > 1 and all(map(nation, items)))
            if enough and (one.margin or 0.0) >= (best.margin or 0.0) - _NEAR:
                return Answer(one.text, "list", chosen.chance, (one.citation,), items=items)
    return None


def _listed_with(question: str, kind: Kind, chosen: Chosen, sections: Sections) -> Answer | None:
    """The whole list, where the words chosen open one of its items and the question is about all that announces it."""
    if kind not in ("span", "list") or chosen.candidate.source != "reader":
        return None
    found = list_of(question, chosen.candidate, sections)
    if found is None:
        return None
    return Answer(", ".join(found.items), "list", chosen.chance, found.section.cited(found.span), items=found.items)


def _told(kind: Kind, told: Sequence[Candidate], chance: float) -> Answer:
    """What the candidate chosen says, and after it those that contradict it."""
    best = told[0]
    # A list that was not found as one is still the words of one that hold it.
    said: Kind = "span" if kind == "list" or best.source == "sentence" else kind
    return Answer(
        text="; elsewhere ".join(one.text for one in told),
        kind=said,
        confidence=chance if len(told) == 1 else min(chance, _DISPUTED),
        citations=tuple(dict.fromkeys(one.citation for one in told)),
        fact_ids=tuple(dict.fromkeys(one.fact.id for one in told if one.fact)),
    )


def _bears_on(question: str, hit: Hit) -> bool:
    """Whether a passage shares a word with the question, or the reader finds an answer in it all the same."""
    if hit.answering is not None and hit.answering.margin > 0:
        return True
    return bool(content_terms(question) & content_terms(" ".join([*hit.passage.headings, hit.passage.text])))


def _several(question: str, kind: Kind, hits: Sequence[Hit], chosen: Chosen, sections: Sections) -> Answer | None:
    """What the source enumerates, where the question asks for several things."""
    several = kind in ("list", "span", "date") and asks_several(question)
    found = enumerated(question, hits, sections) if several else None
    if found is None:
        return None
    if kind == "date" and chosen.candidate.hit.passage not in found.section.parts:
        return None  # dates are several in many a passage, and few of them answer
    citations = found.section.cited(found.span)
    text = in_place(citations[0].quote, found.items) or ", ".join(found.items)
    return Answer(trimmed(text, question), "list", chosen.chance, citations, items=found.items)


def _in_lines(answer: Answer) -> bool:
    """Whether the source gives it in lines of their own, a list or a table, rather than in a sentence."""
    return len(answer.citations) > 1 or any("\n" in one.quote for one in answer.citations)


def _tabled(question: str, kind: Kind, hits: Sequence[Hit], sections: Sections) -> Answer | None:
    """What definitions or a table give, or two sums that are compared."""
    if kind == "yesno":
        return None
    found = defined(question, [hit.passage for hit in hits]) or in_tables(question, kind, hits, sections)
    return _found(found, kind) if found else None


def _found(found: Found, kind: Kind) -> Answer:
    said: Kind = "list" if found.items else kind if kind in ("date", "number") else "span"
    return Answer(found.text, said, _TABLED, found.citations, items=found.items or None)


def _number_of(question: str, kind: Kind, hits: Sequence[Hit], chosen: Chosen, sections: Sections) -> Answer | None:
    """How many things the source sets out, where it states no number of what is asked for."""
    best = chosen.candidate
    stated = chosen.counted and not points_at_list(question)
    if kind != "number" or (stated and states(f"{best.text}{after(best)}", best.citation.quote, question)):
        return None
    return _counted(counted(question, hits, sections, in_sentences=not chosen.counted), chosen.chance)


def _counted(found: Counted | None, chance: float) -> Answer | None:
    """What was counted, if anything was."""
    if found is None:
        return None
    sure = _TABLED if found.set_out else chance
    return Answer(found.text, "count", sure, found.citations, items=found.items, count=len(found.items))


def _yes_or_no(question: str, hit: Hit, facts: Sequence[FactHit], chosen: Chosen, grounds: Grounds) -> Answer | None:
    """By the day where it is asked whether a thing has run out or is in force; else by the evidence."""
    if found := validity(question, facts, grounds.day):
        sure = round(_PLANNED * max(0.5, chosen.chance), 3)
        return Answer(found.text, found.kind, sure, (found.fact.evidence,), (found.fact.id,))
    answer = _verdict(question, hit, chosen)
    return None if unsaid(question, answer.citations[0].quote) else answer


def _verdict(question: str, hit: Hit, chosen: Chosen) -> Answer:
    """Yes or no with its reason: the sentence nearest to the question, or the one that the reader marks."""
    sentence = best_sentence(hit.passage, hit.highlights, question)
    read = hit.answering.span if hit.answering and hit.answering.margin > 0 else sentence
    evidence = cited(hit.passage, Span(min(sentence.start, read.start), max(sentence.end, read.end)))
    said = verdict(question, evidence.quote)
    reason = trimmed(hit.passage.words_at(sentence), question, 29)
    text = f"{'Yes' if said.yes else 'No'}: {reason}"
    return Answer(text, "yesno", round(said.strength * max(0.5, chosen.chance), 3), (evidence,))
