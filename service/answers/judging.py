"""What is known of each candidate for a question: the features that its trust is weighed by."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from corpus.aliases import Aliases
from corpus.dates import find_dates
from corpus.names import BODY_HEADS, ROLES, TITLE
from corpus.quantities import find_quantities
from index.asking import ask
from index.asof import day_of, is_relative, resolved
from index.generation import Generation
from index.hits import Hit
from index.lexical import terms
from index.nations import nation, nations_of
from index.ranking import sureness
from service.answers.candidates import Candidate, after, numbered, quoted
from service.answers.contacts import contacts, entry
from service.answers.demands import Demands, Holding, bare, demands_of, missing
from service.answers.questions import Kind, content_terms
from service.answers.wording import asks_end

#: How many characters after the words may say which country they belong to: "the Council of X (CX), India".
_AFTER = 16
#: And how many may name what a number counts.
_UNIT = 40
#: The most words that the name of a body has.
_LONGEST_NAME = 14
#: An ordinal must stand with this share of the words that it ranks, where the sources know so many of them.
_RANKED_WORDS, _RANKED_SHARE = 3, 1 / 3
#: The margin, in logits, of words that the reader doesn't mark.
_UNMARKED = -10.0
_PARTS = re.compile(r"\b(?:half|third|quarter|fifth|tenth|majority)s?\b|\d/\d", re.IGNORECASE)
#: What stands in quotation marks as a whole.
_QUOTES = re.compile(r"\A\s*[\"“‘«].+[\"”’»]\s*\Z", re.DOTALL)
#: So far from a name its office may stand: before it in the same clause, or after it.
_OFFICE = 60
_OWN = 120
_NEXT_PERSON = re.compile(rf"[;\n]|\.(?=\s+[A-Z])|\s(?={TITLE.pattern})")
_CLAUSE = re.compile(r"[.;:,()\n]")
_CALLED_SO = re.compile(r"\s*(?:,|\(|–|—|-\s|\|)\s*(?P<t>[^.;()\n|]{2,60})")
#: What bodies of other kinds are called too, by who doesn't know their names.
_LOOSELY = frozenset(("office", "authority", "department", "company", "firm", "team"))
#: A question that offers what to choose from is answered in its own words.
_OR = re.compile(r"\bor\b", re.IGNORECASE)
#: What stands before the date that something lasts to.
_UNTIL = re.compile(
    r"\b(?:until|till|to|through|by|expir\w+|end(?:s|ed|ing)?|valid|lapse[sd]?)\W+(?:\w+\W+){0,2}\Z", re.I
)
#: A length of time.
_LASTS = re.compile(
    r"(?:\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve))[-\s]+(?:seconds?|minutes?|hours?|days?|weeks?|months?|years?)\b",
    re.I,
)
_SHORT = 8
_BELONGING = tuple(",(’'")


@dataclass(frozen=True, slots=True)
class Features:
    """What is known of a candidate; each about -1..1, and 0 where it says nothing."""

    #: The reader's margin as 0..1 and in tens of logits, and by how much it leads the other passages' best.
    sure: float
    margin: float
    lead: float
    #: The passage's score, its best sentence's cosine, and late interaction's marks, as the search gives them.
    score: float
    cosine: float
    late: float
    weakest: float
    first: float
    #: What share of the question's words, weighed by how telling they are: its sentences hold, its passage holds,
    #: and no passage of the index holds.
    sentence: float
    passage: float
    unknown: float
    #: What share of the question's names, and of its numbers, the passage lacks; and of the numbers its sentences.
    names_missing: float
    numbers_missing: float
    numbers_apart: float
    #: What share of the countries that it names no passage found names, and of its dates the passage has only others.
    nations_missing: float
    dates_missing: float
    #: Whether no passage found holds both the numbers of the question and its names, which some hold alone.
    torn: float
    #: Whether the words are what was asked for (a person, a body): 1, or not: -1; 3 for who holds the office asked for.
    expected: float
    #: Whether a number is in the unit asked for: 1, or not: -1; and the same for the noun counted.
    unit: float
    counted: float
    #: Whether it is about an instrument that was asked for: 1, or about none such: -1.
    instrument: float
    #: Whether the words belong to another country than the one asked for.
    foreign: float
    #: Whether it is an end, which was asked for: 1, or not: -1.
    ending: float
    #: What share of the answer's words the question itself says.
    echo: float
    length: float
    #: Whether a fact states it, and how much that fact bears on the question.
    fact: float
    bearing: float
    #: Whether it is a whole sentence.
    whole: float
    #: Whether a date, or a number, is asked for.
    date: float
    number: float

    def vector(self) -> NDArray[np.float64]:
        """The features in order, shape (features,)."""
        return np.array([getattr(self, name) for name in NAMES])


NAMES = tuple(field.name for field in fields(Features))


def _own_words(text: str) -> str:
    """What is said of a person after the name, up to the next person or the sentence's end."""
    ends = _NEXT_PERSON.search(text)
    return text[: ends.start()] if ends else text


def _after_name(text: str) -> str:
    """What a name is called in the words after it: those in brackets or after its comma."""
    found = _CALLED_SO.match(text)
    return found["t"] if found else ""


class Judge:
    """Judges the candidates for one question."""

    def __init__(self, question: str, kind: Kind, hits: Sequence[Hit], generation: Generation) -> None:
        self.question = question
        self._kind = kind
        self._demands: Demands = demands_of(question)
        self._generation = generation
        self._aliases: Aliases = generation.aliases
        self._named = set(generation.aliases.find(question))
        self._ends = asks_end(question)
        self._offers = _OR.search(question) is not None
        lexical = generation.lexical
        words = content_terms(question)
        self._idf: Callable[[str], float] = lambda word: lexical.idf(word) if word in lexical else 0.0
        self._weights: Mapping[str, float] = {word: lexical.idf(word) for word in words}
        self._unknown = self._share(frozenset(word for word in words if word not in lexical))
        self._margins = [hit.answering.margin for hit in hits if hit.answering]
        #: What the reader thinks of words that it doesn't mark; nothing either way where it read nothing at all.
        self._unread = _UNMARKED if self._margins else 0.0
        #: By text: candidates share passages and sentences.
        self._held: dict[str, Holding] = {}
        #: Those of the question's names in capitals alone that a passage found holds.
        shorts = [name for name in map(bare, self._demands.names) if len(name) > 1 and name.isupper()]
        self._shorts = [name for name in shorts if any(self._holding(self._text(hit)).has(name) for hit in hits)]
        #: The names of people and places whose contact may be asked for.
        self._people = [name for name in self._demands.names if nation(name) is None and not name.isupper()]
        named = self._demands.nations
        found = frozenset[str]().union(*(nations_of(self._text(hit)) for hit in hits)) if named else frozenset[str]()
        self._torn = self._is_torn(hits)
        self._nations_missing = len(named - found) / len(named) if named else 0.0

    def features(self, candidate: Candidate) -> Features:
        """All that is known of it."""
        hit, demands = candidate.hit, self._demands
        passage = self._holding(self._text(hit))
        around = self._holding(" ".join([*hit.passage.headings, candidate.citation.quote]))
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
            expected=self._expected(candidate),
            unit=max(self._unit(candidate.text), self._measured(candidate), self._contact(candidate), key=abs),
            counted=self._counted(candidate),
            instrument=self._instrument(candidate),
            foreign=self._foreign(candidate),
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
        held = [self._holding(self._text(hit)) for hit in hits]
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
            if (held := self._holding(hit.passage.words_at(sentence))).has(number)
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
        held = [self._dated(text, hit) for text in (self._text(hit), self._before(hit)) if text]
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

    def _holding(self, text: str) -> Holding:
        if text not in self._held:
            self._held[text] = Holding(text, self._aliases)
        return self._held[text]

    def _dated(self, text: str, hit: Hit) -> Holding:
        """What a text holds where what it says of "this year" is that of its source."""
        day = day_of(self._generation, hit.passage.document_id)
        return self._holding(resolved(text, day) if is_relative(text) else text)

    @staticmethod
    def _text(hit: Hit) -> str:
        return " ".join([hit.title, *hit.passage.headings, hit.passage.text])

    def _share(self, held: frozenset[str]) -> float:
        total = sum(self._weights.values())
        return sum(weight for word, weight in self._weights.items() if word in held) / total if total else 0.0

    def _echo(self, text: str) -> float:
        """What share of the words the question says too, of a name all of them in whatever form."""
        if self._offers:
            return 0.0
        names = self._aliases.find(text)
        if names and set(names) <= self._named and len(text.split()) <= _LONGEST_NAME:
            return 1.0
        said = content_terms(text)
        return len(said & self._weights.keys()) / len(said) if said else 0.0

    def _expected(self, candidate: Candidate) -> float:
        """Whether the words have the form of what was asked for."""
        if self._kind not in ("span", "list"):
            return 0.0
        wanted, text = self._demands.expected, candidate.text
        if wanted is None:
            return self._expected_thing(text)
        if wanted == "title":
            return self._expected_title(candidate)
        if wanted == "part":
            return 1.0 if next(numbered(self._demands.head or "", text), None) else -1.0
        dated = any(len(date.span) * 2 > len(text) for date in find_dates(text))
        found = -1.0 if dated else self._expected_name(text)
        return found + 2.0 * (found > 0 and wanted in ("person", "who") and self._in_office(candidate))

    def _expected_title(self, candidate: Candidate) -> float:
        """Whether it stands in quotation marks, or, where others do that its sentences hold, doesn't."""
        if _QUOTES.search(self._around(candidate)):
            return 1.0
        return -1.0 if next(quoted(candidate.citation.quote), None) else 0.0

    def _expected_thing(self, text: str) -> float:
        """Whether it is called what was asked for: "the … Protocol" where it was "which protocol". No country is."""
        called = self._demands.called
        if called is None:
            return 0.0
        if nation(text.strip(" .,;()")):
            return -1.0
        words = text.split()
        named = any(word[:1].isupper() and terms(word) == [called] for word in words)
        return float(named and len(words) > 1)

    def _expected_name(self, text: str) -> float:
        """Whether it is the name of a person, a body, a place or a post, whichever was asked for."""
        wanted, head = self._demands.expected, self._demands.head
        words = [word.strip(".,;()'’\"") for word in text.split()]
        if wanted == "post":
            return 1.0 if any(word.casefold() in ROLES for word in words) else -1.0
        no_city = wanted == "place" and head and nation(text.strip(" .,;"))
        if no_city or (len(words) == 1 and ask(text).instruments):
            return -1.0  # a country is no city, and a MoU no body
        spelt = " ".join(self._aliases.expansions(text)).split()
        heads = {word.casefold() for word in (*words, *spelt)} & BODY_HEADS
        if head and heads:
            return 1.0 if head in heads else 0.5 if head in _LOOSELY else -1.0
        capitals = [word for word in words if word[:1].isupper()]
        named = bool(capitals) and len(capitals) * 2 >= len(words) and len(words) <= _LONGEST_NAME
        if wanted == "body" and spelt:
            named = bool(heads)
        if wanted == "person":
            named = named and not heads and not all(sum(map(str.isupper, word)) > 1 for word in words)
        if wanted == "body" and not heads and not spelt and all(word.isupper() for word in words):
            return 0.0  # short for what the source doesn't say
        # A name that doesn't say what it is may be a body's; who did it is more often a person.
        doubt = 0.5 if (wanted == "body" and not heads) or (wanted == "who" and heads) else 1.0
        return doubt if named else 0.0 if wanted == "who" else -1.0  # "those who live there"

    def _in_office(self, candidate: Candidate) -> bool:
        """Whether the office that is asked about stands right beside the words: "Ada Rao, Harbour Master"."""
        asked = self._demands.offices
        start, end = (place - candidate.hit.passage.span.start for place in (candidate.span.start, candidate.span.end))
        if not asked or start < 0:
            return False
        text = candidate.hit.passage.text
        beside = f"{_CLAUSE.split(text[max(0, start - _OFFICE) : start])[-1]} {_after_name(text[end : end + _OFFICE])}"
        return bool(asked & {word.casefold() for word in re.findall(r"\w+", beside)})

    def _contact(self, candidate: Candidate) -> float:
        """Whether it is a contact of the kind that is asked for, in an entry of whom it is asked for."""
        kind = self._demands.contact
        if kind is None:
            return 0.0
        at = candidate.span.start - candidate.hit.passage.span.start
        hit = candidate.hit
        beside = self._holding(" ".join([hit.title, *hit.passage.headings, entry(hit.passage.text, max(0, at))]))
        said = any(contacts(kind, candidate.text)) and missing(self._people, beside) == 0
        return 1.0 if said else -1.0

    def _unit(self, text: str) -> float:
        wanted = self._demands.currency
        if (self._demands.unit is None and wanted is None) or self._kind != "number":
            return 0.0
        units = [found.unit for found in find_quantities(text)]
        if wanted and self._demands.unit != "share":
            # The source may leave the currency to the words around a sum.
            return 1.0 if wanted in units else -1.0 if any(units) else 0.0
        share = any(unit == "percent" for unit in units) or bool(_PARTS.search(text))
        money = any(unit and unit != "percent" for unit in units)
        return 1.0 if (share if self._demands.unit == "share" else money) else -1.0

    def _measured(self, candidate: Candidate) -> float:
        """Whether the words go on with what is measured: "2 km long"."""
        measured = self._demands.measured
        if measured is None or self._kind != "number":
            return 0.0
        return float(re.match(rf"\W*{measured}\b", after(candidate, _UNIT), re.IGNORECASE) is not None)

    def _counted(self, candidate: Candidate) -> float:
        if self._demands.quantity and self._kind == "number":
            return -1.0 if _LASTS.search(f"{candidate.text} {after(candidate, _SHORT)}") else 0.0
        if not self._demands.counted or self._kind != "number":
            return 0.0
        near = f"{candidate.text} {after(candidate, _UNIT)}".replace("°", " degrees ")
        return 1.0 if self._demands.counted & frozenset(terms(near)) else -1.0

    @staticmethod
    def _around(candidate: Candidate) -> str:
        """The candidate's words and the mark before and after them."""
        start, end = (place - candidate.hit.passage.span.start for place in (candidate.span.start, candidate.span.end))
        return candidate.hit.passage.text[max(0, start - 1) : end + 1] if end > 0 else candidate.text

    def _instrument(self, candidate: Candidate) -> float:
        wanted = self._demands.instruments
        if not wanted or self._kind != "date":
            return 0.0
        if candidate.fact is not None and candidate.fact.instrument is not None:
            return 1.0 if candidate.fact.instrument in wanted else -1.0
        return 1.0 if wanted & ask(candidate.citation.quote).instruments else -1.0

    def _ending(self, candidate: Candidate) -> float:
        if not (self._ends and self._kind == "date"):
            return 0.0
        if candidate.fact is not None:
            return 1.0 if candidate.fact.valid_until else -1.0
        start = candidate.span.start - candidate.hit.passage.span.start
        return 1.0 if start > 0 and _UNTIL.search(candidate.hit.passage.text[:start]) else -1.0

    def _is_elsewhere(self, hit: Hit) -> bool:
        """Whether the passage lacks a short name of the question that another passage found holds."""
        held = self._holding(self._text(hit))
        return not all(held.has(name) for name in self._shorts)

    def _belongs_elsewhere(self, candidate: Candidate, owner: str) -> bool:
        """Whether a person stands before the names of other countries or bodies, and not before that one."""
        said = _own_words(after(candidate, _OWN))
        if not said.startswith(_BELONGING) or self._holding(said).has(owner):
            return False
        others = nations_of(said) or (self._aliases.find(said) if nation(owner) is None else ())
        return bool(others)

    def _foreign(self, candidate: Candidate) -> float:
        country = self._demands.nation
        if self._demands.owner and self._belongs_elsewhere(candidate, self._demands.owner):
            return 1.0
        if self._is_elsewhere(candidate.hit):
            return 1.0
        if country is None:
            return 0.0
        person = self._demands.expected in ("person", "who")
        follows = _own_words(after(candidate, _OWN)) if person else after(candidate, _AFTER)
        belongs = follows if follows.strip()[:1] in _BELONGING else ""
        named = nations_of(f"{candidate.text} {belongs}")
        return float(bool(named) and country not in named)
