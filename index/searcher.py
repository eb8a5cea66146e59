"""A question to ranked passages and matching facts, over one generation.

BM25 and the best sentence vector of a passage are brought to 0..1 by min-max and averaged (convex fusion,
Bruch et al. 2023); the best thirty of that are ranked anew with late interaction; a passage that lacks the
question's numbers loses by it; and the best few are ranked by what the reader finds in each, under its headings.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from corpus.errors import NotFoundError
from corpus.model import Document
from index.encoder import Encoded, Encoder, OnnxEncoder, same_encoder
from index.factquery import FactQuery
from index.generation import Generation
from index.hits import Answering, FactHit, Hit, Read
from index.late import max_sim
from index.lexical import terms
from index.likeness import Likeness
from index.matching import match
from index.ranking import Scores, Weights, min_max, sureness
from index.reader import Reader, open_reader
from index.stages import stage
from index.store import Store
from index.windows import headed, stretch_of

Mode = Literal["hybrid", "dense", "lexical"]
#: Places in `Generation.passages`, in rising order.
Numbers = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Filters:
    """What a passage must be to count."""

    document_id: str | None = None
    #: A part of one of its headings, in any case.
    heading: str | None = None
    #: It must state a fact dated in this range (ISO 8601 or EDTF).
    date_from: str | None = None
    date_to: str | None = None


@dataclass(frozen=True, slots=True)
class Searcher:
    """A snapshot of one generation and its encoder; safe to share between threads."""

    generation: Generation
    encoder: Encoder
    reader: Reader | None = None
    weights: Weights = field(default_factory=Weights)

    @classmethod
    def open(cls, store: Store, name: str | None = None, like: Searcher | None = None, *, reader: str | None = None,
             threads: int = 1) -> Searcher:  # fmt: skip
        """The served generation or the published one of that name, its encoder, and a reader as `open_reader` takes it.

        What serves `like` already, an earlier one with the same `reader`, is taken over. Raises NoIndexError,
        DamagedError, or ModelError.
        """
        generation = store.current() if name is None else store.published(name)
        return cls.over(store, generation, like, reader=reader, threads=threads)

    @classmethod
    def over(cls, store: Store, generation: Generation, like: Searcher | None = None, *, reader: str | None = None,
             threads: int = 1) -> Searcher:  # fmt: skip
        """The same over any generation of a store, served or not."""
        folder = store.encoder_folder(generation.manifest.model_digest)
        if like is not None and same_encoder(like.encoder, folder):
            return cls(generation, like.encoder, like.reader)
        return cls(generation, OnnxEncoder(folder, threads=threads), open_reader(reader, threads=threads))

    def search(
        self,
        question: str,
        *,
        top_k: int = 5,
        mode: Mode = "hybrid",
        filters: Filters | None = None,
        first: Collection[str] = (),
    ) -> tuple[Hit, ...]:
        """The `top_k` best passages, best first; equal scores stand in document order.

        Those whose ids are in `first` come before all others, in their own order: the facts that answer are there.
        A lexical search leaves out passages that share no word. Raises NotFoundError for an unknown document.
        """
        words = self._terms(question)
        weights = {word: self.generation.lexical.idf(word) for word in words}
        encoded = self.encoder.question(question)
        asked = Likeness(self.generation, question, words, weights, encoded, self.weights.sentence_words)
        numbers = np.flatnonzero(self._allowed(filters or Filters()))
        scores = self._scores(asked, mode, numbers)
        found: dict[int, Read] = {}
        if mode == "hybrid" and self.reader is not None:
            found = self._read(self.reader, asked, numbers, scores)
        if first:
            known = [self.generation.passages[number].id in first for number in numbers]
            scores = ((scores + np.array(known, dtype=np.float32)) / 2).astype(np.float32)
        # Equal passages may differ by what rounding leaves: what differs by less than this is a tie.
        scores = scores.round(4)
        order = np.argsort(-scores, kind="stable")[:top_k]
        return tuple(
            self._hit(asked, int(numbers[place]), rank, float(scores[place]), found.get(int(place)))
            for rank, place in enumerate(order, 1)
            if mode != "lexical" or scores[place] > 0
        )

    @stage("facts")
    def matching_facts(self, question: str, hits: Sequence[Hit], *, limit: int = 10) -> tuple[FactHit, ...]:
        """The facts that bear on the question, best first; none where none does."""
        passages = [hit.passage.id for hit in hits]
        scores = {(s.start, s.end): hit.score for hit in hits for s in hit.highlights}
        scores |= {(a.span.start, a.span.end): sureness(a.margin) for hit in hits if (a := hit.answering)}
        found = match(question, self.generation.ledger, passages, sentence_scores=scores, limit=limit)
        return tuple(FactHit(fact, score) for fact, score in found)

    def document(self, name: str) -> Document:
        """The document called `name`, or NotFoundError."""
        return self.generation.document(name)

    def _terms(self, question: str) -> list[str]:
        """The question's terms, and those of the short form of each name that it spells out."""
        words = terms(question)
        shorts = terms(" ".join(self.generation.aliases.find(question)))
        return words + [short for short in shorts if short not in words]

    def _scores(self, asked: Likeness, mode: Mode, numbers: Numbers) -> Scores:
        """A score in 0..1 for each of the passages of these numbers, as if there were no others."""
        lexical = min_max(self.generation.lexical.scores(asked.words)[numbers], low=0.0)
        if mode == "lexical":
            return lexical
        dense = min_max(self._cosines(asked.encoded, numbers))
        if mode == "dense":
            return dense
        fused = self.weights.lexical * lexical + (1 - self.weights.lexical) * dense
        scores = self._rerank(fused, asked, numbers)
        scores -= self.weights.number * self._lacking(asked.words, numbers)
        scores[scores < 0] = 0
        return scores

    def _lacking(self, words: Sequence[str], numbers: Numbers) -> Scores:
        """What share of the question's numbers each of these passages lacks; 0 where it gives none."""
        given = [word for word in words if word[0].isdigit()]
        lacking = np.full(len(self.generation.passages), len(given), dtype=np.float32)
        for word in given:
            lacking[self.generation.lexical.holding(word)] -= 1
        lacking /= max(1, len(given))
        return lacking[numbers]

    @stage("dense")
    def _cosines(self, encoded: Encoded, numbers: Numbers) -> Scores:
        """The best cosine of each of these passages."""
        index = self.generation.dense
        allowed = None
        if len(numbers) < index.size:
            allowed = np.zeros(index.size, dtype=np.bool_)
            allowed[numbers] = True
        return index.scores(encoded.vector, self.weights.dense_depth, allowed)[numbers]

    @stage("late")
    def _rerank(self, fused: Scores, asked: Likeness, numbers: Numbers) -> Scores:
        """The first passages of `fused` mixed with late interaction; they stay ahead of all the others."""
        best = np.argsort(-fused, kind="stable")[: self.weights.late_depth]
        places = numbers[best].tolist()
        late = min_max(max_sim(asked.match(places)))
        scores = fused * (1 - self.weights.late)
        scores[best] += self.weights.late * late
        return scores

    @stage("reading")
    def _read(self, reader: Reader, asked: Likeness, numbers: Numbers, scores: Scores) -> dict[int, Read]:
        """What the reader finds in the first passages, by place; `scores` are mixed with how sure it is.

        A passage that can't become the best, whatever is found in it, is left unread: two in three are.
        """
        share = self.weights.reader
        best = np.argsort(-scores, kind="stable")[: self.weights.read_depth].tolist()
        scores *= 1 - share
        highest, found = 0.0, {}
        for place in best:
            if scores[place] + share < highest:
                scores[place] += share * self.weights.unread
                continue
            sure, found[place] = self._reading(reader, asked, int(numbers[place]))
            scores[place] += share * sure
            highest = max(highest, float(scores[place]))
        return found

    def _reading(self, reader: Reader, asked: Likeness, number: int) -> tuple[float, Read]:
        """How sure the reader is of a passage, 0..1, and what it finds there."""
        passage = self.generation.passages[number]
        merits = asked.merits(number).tolist()
        stretch = stretch_of(passage, merits, self.encoder.pieces, self.weights.read_pieces)
        window = headed(self.document(passage.document_id), stretch)
        (reading,) = reader.read(asked.question, [window.text])
        marked = ((reading.span, reading.score), *reading.others) if reading.span else ()
        answers = [
            Answering(there, score - reading.null_score) for one, score in marked if (there := window.place(one))
        ]
        inside = tuple(one for one in answers if stretch.covers(one.span))
        above = tuple(one for one in answers if not stretch.covers(one.span))
        return sureness(reading.margin), Read(inside, above, window, reading.marks)

    def _allowed(self, filters: Filters) -> NDArray[np.bool_]:
        """Which passages the filters let through, shape (passages,)."""
        passages = self.generation.passages
        allowed = np.ones(len(passages), dtype=np.bool_)
        if filters.document_id is not None:
            if filters.document_id not in self.generation.documents:
                raise NotFoundError("document", filters.document_id)
            allowed &= [passage.document_id == filters.document_id for passage in passages]
        if filters.heading:
            part = filters.heading.casefold()
            allowed &= [any(part in heading.casefold() for heading in passage.headings) for passage in passages]
        if filters.date_from or filters.date_to:
            dated = self._dated(filters.date_from, filters.date_to)
            allowed &= [passage.id in dated for passage in passages]
        return allowed

    def _dated(self, date_from: str | None, date_to: str | None) -> set[str]:
        """The passages that state a fact dated in the range."""
        found: set[str] = set()
        cursor: str | None = None
        while True:
            query = FactQuery(date_from=date_from, date_to=date_to, limit=100, cursor=cursor)
            page = self.generation.ledger.query(query)
            found |= {fact.evidence.passage_id for fact in page.facts}
            if (cursor := page.next_cursor) is None:
                return found

    def _hit(self, asked: Likeness, number: int, rank: int, score: float, read: Read | None) -> Hit:
        passage = self.generation.passages[number]
        title = self.generation.documents[passage.document_id].title
        answering = read.answers[0] if read and read.answers else None
        cosines, matches = asked.cosines(number), asked.matches(number)
        return Hit(
            passage, title, rank, min(1.0, max(0.0, score)), asked.highlights(number, answering), read,
            cosine=float(max(cosines, default=0.0)), late=float(matches.mean()),
            weakest=float(matches[: max(1, len(matches) // 4)].mean()),
        )  # fmt: skip
