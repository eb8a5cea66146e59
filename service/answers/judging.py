"""What is known of each candidate for a question: the features that its trust is weighed by."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

import numpy as np

from corpus.aliases import Aliases
from index.asking import ask
from index.asof import day_of, is_relative, resolved
from index.generation import Generation
from index.hits import Hit
from index.nations import nation, nations_of
from index.ranking import sureness
from service.answers.belonging import Belonging
from service.answers.candidates import Candidate, after
from service.answers.demands import Demands, demands_of
from service.answers.endings import asks_deadline, marks_end, speaks_of_deadlines
from service.answers.expectation import LONGEST_NAME, Expectation
from service.answers.features import Features
from service.answers.holding import Holding, Holdings, missing, read_with
from service.answers.questions import Kind, content_terms
from service.answers.wording import asks_end

#: An ordinal must stand with this share of the words that it ranks, where the sources know so many of them.
_RANKED_WORDS, _RANKED_SHARE = 3, 1 / 3
#: The margin, in logits, of words that the reader doesn't mark.
_UNMARKED = -10.0
#: A question that offers what to choose from is answered in its own words.
_OR = re.compile(r"\bor\b", re.IGNORECASE)


class Judge:
    """Judges the candidates for one question."""

    def __init__(self, question: str, kind: Kind, hits: Sequence[Hit], generation: Generation) -> None:
        self.question = question
        self._kind = kind
        self._demands: Demands = demands_of(question)
        self._generation = generation
        self._aliases: Aliases = generation.aliases
        self._named = set(generation.aliases.find(question))
        self.deadline = kind == "date" and asks_deadline(question)
        self._ends = kind == "date" and (self.deadline or asks_end(question))
        self._offers = _OR.search(question) is not None
        lexical = generation.lexical
        words = content_terms(question)
        self._idf: Callable[[str], float] = lambda word: lexical.idf(word) if word in lexical else 0.0
        self._weights: Mapping[str, float] = {word: lexical.idf(word) for word in words}
        self._unknown = self._share(frozenset(word for word in words if word not in lexical))
        self._margins = [hit.answering.margin for hit in hits if hit.answering]
        #: What the reader thinks of words that it doesn't mark; nothing either way where it read nothing at all.
        self._unread = _UNMARKED if self._margins else 0.0
        self._held = Holdings(generation.aliases)
        self._expectation = Expectation(self._demands, kind, generation.aliases, self._held)
        self._belonging = Belonging.of(self._demands, generation.aliases, self._held, hits)
        named = self._demands.nations
        found = frozenset[str]().union(*(nations_of(read_with(hit)) for hit in hits)) if named else frozenset[str]()
        self._torn = self._is_torn(hits)
        self._nations_missing = len(named - found) / len(named) if named else 0.0

    def features(self, candidate: Candidate) -> Features:
        """All that is known of it."""
        hit, demands = candidate.hit, self._demands
        passage = self._held(read_with(hit))
        around = self._held(" ".join([*hit.passage.headings, candidate.citation.quote]))
        margin = candidate.margin if candidate.margin is not None else self._unread
        others = [other for other in self._margins if other != margin]
        return Features(
            sure=sureness(margin),
            margin=float(np.clip(margin, -12, 12)) / 10,
            lead=float(np.clip(margin - max(others, default=_UNMARKED), -10, 10)) / 10,
            score=hit.score,
            cosine=hit.cosine,
            late=hit.late,
            weakest=hit.weakest,
            first=float(hit.rank == 1),
            sentence=self._share(around.terms),
            passage=self._share(passage.terms),
            unknown=self._unknown,
            names_missing=missing(demands.names, passage),
            numbers_missing=missing(demands.numbers, passage),
            numbers_apart=missing(demands.numbers, around),
            nations_missing=self._nations_missing,
            dates_missing=self._dates_missing(candidate),
            torn=self._torn,
            expected=self._expectation.form(candidate),
            unit=self._expectation.unit(candidate),
            counted=self._expectation.counted(candidate),
            instrument=self._instrument(candidate),
            foreign=self._belonging.foreign(candidate),
            ending=self._ending(candidate),
            echo=self._echo(candidate.text),
            length=min(30, len(candidate.text.split())) / 30,
            fact=float(candidate.source == "fact"),
            bearing=candidate.bearing,
            whole=float(candidate.source == "sentence"),
            date=float(self._kind == "date"),
            number=float(self._kind == "number"),
        )

    def _is_torn(self, hits: Sequence[Hit]) -> float:
        return float(self._are_apart(hits) or any(self._is_outranked(*one, hits) for one in self._demands.ranked))

    def _are_apart(self, hits: Sequence[Hit]) -> bool:
        """Whether no passage holds both the question's numbers and its names, which some hold alone."""
        demands = self._demands
        names = [name for name in demands.names if nation(name) is None and name not in demands.settings]
        if not (demands.numbers and names):
            return False
        held = [self._held(read_with(hit)) for hit in hits]
        known = [name for name in names if any(one.has(name) for one in held)]
        whole = any(all(one.has(word) for word in (*known, *demands.numbers)) for one in held)
        return bool(known) and not whole

    def _is_outranked(self, number: str, ranked: frozenset[str], hits: Sequence[Hit]) -> bool:
        """Whether the ordinal stands only in sentences that share next to nothing of what it ranks."""
        known = {word: self._idf(word) for word in ranked if self._idf(word)}
        if len(known) < _RANKED_WORDS:
            return False
        shares = [
            sum(weight for word, weight in known.items() if word in held.terms) / sum(known.values())
            for hit in hits
            for sentence in hit.passage.sentences
            if (held := self._held(hit.passage.words_at(sentence))).has(number)
        ]
        return bool(shares) and max(shares) < _RANKED_SHARE

    def _dates_missing(self, candidate: Candidate) -> float:
        """What share of the question's dates the passage lacks, which gives others, and the one that it goes on from.

        A number must be dated so by its own sentences, where they give dates.
        """
        wanted = self._demands.dates
        if not wanted:
            return 0.0
        hit = candidate.hit
        held = [self._dated(text, hit) for text in (read_with(hit), self._before(hit)) if text]
        said = self._dated(candidate.citation.quote, hit)
        return sum(
            not any(one.meets(days) for one in held) or (self._kind == "number" and not said.meets(days))
            for days in wanted
        ) / len(wanted)

    def _before(self, hit: Hit) -> str:
        """The passage before it under the same headings; empty where there is none."""
        passages, number = self._generation.passages, self._generation.numbers.get(hit.passage.id, 0)
        before = passages[number - 1] if number else None
        here = before and (before.document_id, before.headings) == (hit.passage.document_id, hit.passage.headings)
        return before.text if before and here else ""

    def _dated(self, text: str, hit: Hit) -> Holding:
        """What a text holds where what it says of "this year" is that of its source."""
        day = day_of(self._generation, hit.passage.document_id)
        return self._held(resolved(text, day) if is_relative(text) else text)

    def _share(self, held: frozenset[str]) -> float:
        total = sum(self._weights.values())
        return sum(weight for word, weight in self._weights.items() if word in held) / total if total else 0.0

    def _echo(self, text: str) -> float:
        """What share of the words the question says too, of a name all of them in whatever form."""
        if self._offers:
            return 0.0
        names = self._aliases.find(text)
        if names and set(names) <= self._named and len(text.split()) <= LONGEST_NAME:
            return 1.0
        said = content_terms(text)
        return len(said & self._weights.keys()) / len(said) if said else 0.0

    def _instrument(self, candidate: Candidate) -> float:
        wanted = self._demands.instruments
        if not wanted or self._kind != "date":
            return 0.0
        if candidate.fact is not None and candidate.fact.instrument is not None:
            return 1.0 if candidate.fact.instrument in wanted else -1.0
        return 1.0 if wanted & ask(candidate.citation.quote).instruments else -1.0

    def _ending(self, candidate: Candidate) -> float:
        if not self._ends:
            return 0.0
        if candidate.fact is not None and (candidate.fact.valid_until or not self.deadline):
            return 1.0 if candidate.fact.valid_until else -1.0
        start = candidate.span.start - candidate.hit.passage.span.start
        if start >= 0 and marks_end(candidate.hit.passage.text[:start], after(candidate)):
            return 1.0
        said = " ".join([*candidate.hit.passage.headings, candidate.citation.quote])
        return -2.0 if self.deadline and not speaks_of_deadlines(said) else -1.0
