"""The words of a question that restrict facts: parties, nations, places, and words that facts must hold."""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from corpus.aliases import name_key
from index.execution import filters, holding
from index.factquery import Clause, FactQuery, conditions
from index.ledger import Ledger
from index.lexical import STOP_WORDS
from index.nations import nation, nation_forms, nations_of
from index.nouns import fact_nouns
from index.phrasing import Frame
from index.plan import Plan, Term


@dataclass(frozen=True, slots=True)
class Restrictions:
    """What the facts must be."""

    parties: tuple[str, ...] = ()
    terms: tuple[Term, ...] = ()
    place: str | None = None


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    start: int
    end: int

    @property
    def low(self) -> str:
        return self.text.casefold()


_WORD = re.compile(r"[A-Z]{2,}(?=-[A-Z]{2})|[^\W_](?:[\w&/+.-]*\w)?")
_POSSESSIVE = re.compile(r"['’]s?(?!\w)")
#: Words that restrict nothing: they build the sentence, name the deed that makes the fact, or mean any party.
_EMPTY = STOP_WORDS | frozenset(
    """all also three four five six seven eight nine ten concern cover deal relate involve mention among any both
    two sides side total overall altogether different separate new formal bilateral official various far
    there exist exists got ever already made make between within across involving including include included
    inclusive regarding concerning covering relating related about over dated year sign signs signed
    signing conclude concluded agree agreed enter entered reach reached ink inked exchange exchanged strike
    struck finalise finalised finalize finalized hold held holding take took taken place takes happen
    happened occur occurred organise organised organize organized host hosted convene convened conduct
    conducted meet met launch launched start started initiate initiated begin began begun publish published
    establish established found founded create created open opened build built inaugurate inaugurated
    bodies body agency agencies organisation organisations organization organizations institution
    institutions government governments party parties partner partners country countries nation nations
    counterpart counterparts authority authorities entity entities document source text please each other
    one another""".split()
)
#: Words that say something which no filter of a plan can.
_BEYOND = frozenset(
    """not no never neither nor without except excluding excluded other than more most less least fewer average per
    each every percent how when where who whom whose why what if but should would could can will shall may
    might must because during before after since until till last past next this these those current currently
    recent recently today now still yet only once twice first than instead despite fail failed rejected
    cancel or""".split()
)
_BODIES = frozenset(
    """agencies agency bodies body organisations organizations institutions universities university institutes
    institute companies company ministries ministry laboratories partners firms""".split()
)
_ONLINE = frozenset(("virtual", "virtually", "online", "on-line", "remotely"))
#: How many words a name may have.
_LONGEST = 8
#: How many facts are looked at to learn which nations they are about.
_SAMPLE = 400


def restrictions(
    question: str, frame: Frame, dates: Sequence[tuple[int, int]], plan: Plan, ledger: Ledger
) -> Restrictions | None:
    """What the words outside the frame and the dates ask for; None where one of them can't be asked."""
    question = _as_included(question, frame)
    found = Restrictions()
    for run in _runs(question, _free_words(question, [*frame.taken, *dates])):
        read = _Reader(question, run, plan, ledger).read(found)
        if read is None:
            return None
        found = read
    return found


def _as_included(question: str, frame: Frame) -> str:
    """The question with "letters of intent included" blanked where the noun means any agreement anyway."""
    if frame.noun.instruments or "agreement" not in frame.noun.types:
        return question
    for noun in fact_nouns(question):
        around = question[max(0, noun.start - 12) : noun.start], question[noun.end : noun.end + 12]
        named = re.search(r"\binclud\w+\s+$", around[0]) or re.match(r"\s+(?:are |being )?included\b", around[1])
        if named and noun.instruments:
            question = question[: noun.start] + " " * (noun.end - noun.start) + question[noun.end :]
    return question


def _free_words(question: str, taken: Sequence[tuple[int, int]]) -> list[_Word]:
    blanked = _POSSESSIVE.sub(lambda match: " " * len(match.group()), question)
    return [
        _Word(match.group(), *match.span())
        for match in _WORD.finditer(blanked)
        if not any(start < match.end() and match.start() < end for start, end in taken)
    ]


def _runs(question: str, words: Sequence[_Word]) -> list[tuple[_Word, ...]]:
    """The words in runs that nothing taken interrupts."""
    runs: list[list[_Word]] = []
    for word in words:
        if runs and re.fullmatch(r"(?:\s|'s?|[\",(&-])*", question[runs[-1][-1].end : word.start]):
            runs[-1].append(word)
        else:
            runs.append([word])
    return [tuple(run) for run in runs]


#: What was read, and how many words it took; None where they can't be asked.
_Read: TypeAlias = tuple[Restrictions, int] | None


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads one run of words, each as the longest name that the ledger knows, or by itself."""

    question: str
    run: tuple[_Word, ...]
    plan: Plan
    ledger: Ledger

    def read(self, found: Restrictions) -> Restrictions | None:
        """All that the run adds to what was found."""
        keys = {
            (at, size): name_key(self._said(at, size))
            for at in range(len(self.run))
            for size in range(1, min(_LONGEST, len(self.run) - at) + 1)
            if _may_name(self.run[at : at + size])
        }
        shorts, parties = self.ledger.known(tuple(dict.fromkeys(keys.values()))) if keys else ({}, frozenset())
        names = {place: shorts.get(key, key) for place, key in keys.items() if key in shorts or key in parties}
        at = 0
        while at < len(self.run):
            size = next((size for size in range(_LONGEST, 0, -1) if (at, size) in names), 0)
            if size < 2 and (country := self._country(at)):
                read = self._nation(country, at, found)
            elif size:
                read = self._name(names[at, size], at, size, found, parties)
            else:
                read = self._word(at, found)
            if read is None:
                return None
            found, at = read[0], at + read[1]
        return found

    def _said(self, at: int, size: int) -> str:
        return " ".join(word.text for word in self.run[at : at + size])

    def _name(self, key: str, at: int, size: int, found: Restrictions, parties: frozenset[str]) -> _Read:
        said = self._said(at, size)
        if key not in parties:
            return _with(found, Term(said, tuple(dict.fromkeys((said, key))))), size
        known = {name_key(party) for party in found.parties}
        return (found if name_key(said) in known else replace(found, parties=(*found.parties, said))), size

    def _country(self, at: int) -> tuple[str, int] | None:
        """The country that the next words name, and how many words do."""
        for size in (2, 1):
            if at + size <= len(self.run) and (country := nation(self._said(at, size))):
                return country, size
        return None

    def _nation(self, named: tuple[str, int], at: int, found: Restrictions) -> _Read:
        """A nation that the facts must name, unless nearly all do; "in" it is a place, which facts may not tell."""
        country, size = named
        if self._is_place(at):
            return self._place(at, found)
        if country in pervading(self.ledger, self.plan.types):
            return found, size
        forms = tuple(form for form in nation_forms(country) if not form.isupper() or "." in form)
        return _with(found, Term(country, forms)), size

    def _is_place(self, at: int) -> bool:
        """Whether "in" or "at" comes before, and not as in "agencies in"."""
        before = re.search(r"(?P<b>[\w-]+)?\s+(?:in|at)\s+(?:the\s+)?$", self.question[: self.run[at].start])
        return before is not None and (before["b"] or "").casefold() not in _BODIES

    def _word(self, at: int, found: Restrictions) -> _Read:
        """What a word that names nothing adds."""
        word = self.run[at]
        if word.low in _ONLINE and {"meeting", "event"} & set(self.plan.types):
            return replace(found, place="virtual"), 1
        if word.low in _BEYOND:
            return None
        if word.low in _EMPTY:
            return found, 1
        if self._is_place(at):
            return self._place(at, found)
        return self._term(at, found)

    def _term(self, at: int, found: Restrictions) -> _Read:
        """A word that the facts must hold, whole or as the beginning of one: "health" in "healthcare"."""
        said = self.run[at].text
        instruments = [name for noun in fact_nouns(said) for name in noun.instruments]
        if instruments and self._some(holding(term := Term(said, (said, *instruments)))):
            return _with(found, term), 1
        # A sentence may say by another word what the question says, and a count must not miss it: names are surer.
        counting = self.plan.aggregate == "count"
        term = Term(said, (f"{said}*" if len(said) > 4 else said,), "names" if counting else "all")
        return (_with(found, term), 1) if self._some(holding(term)) else None

    def _place(self, at: int, found: Restrictions) -> _Read:
        """The longest place of a fact that the words name; a field of work, "in health", is none."""
        for size in range(min(4, len(self.run) - at), 0, -1):
            place = self._said(at, size)
            if self.run[at + size - 1].low not in _EMPTY and self._some(*conditions(FactQuery(place=place))):
                return replace(found, place=place), size
        return None if self._country(at) else self._term(at, found)

    def _some(self, *clauses: Clause) -> bool:
        """Whether any fact of the plan's kind meets these conditions."""
        return bool(self.ledger.select([*filters(self.plan), *clauses], limit=1))


def _may_name(words: Sequence[_Word]) -> bool:
    """Whether these words may be a name: they don't begin or end small, and a lone one is no common word."""
    edges = words[0], words[-1]
    if any(word.low in STOP_WORDS and not word.text.isupper() for word in edges):
        return False
    return len(words) > 1 or words[0].text.isupper() or words[0].low not in _EMPTY | _BEYOND


def _with(found: Restrictions, term: Term) -> Restrictions:
    return found if term in found.terms else replace(found, terms=(*found.terms, term))


@functools.lru_cache(maxsize=16)
def pervading(ledger: Ledger, types: tuple[str, ...]) -> frozenset[str]:
    """The nations that nearly all facts of these types are about, so that naming them restricts nothing.

    Of the facts that name a nation, at most a fifth name one besides the foremost two, and each of these two
    stands in at least half. A sample of `_SAMPLE` facts tells; it is taken once for a ledger and kept.
    """
    clauses = filters(Plan(types=types))
    step = max(1, ledger.tally(clauses) // _SAMPLE)
    facts = ledger.select([*clauses, ("position % ? = 0", (step,))], limit=_SAMPLE)
    named = [
        nations for fact in facts if (nations := nations_of(" ".join((fact.label, fact.evidence.quote, *fact.parties))))
    ]
    counted = Counter(nation for nations in named for nation in nations)
    foremost = {country for country, _ in counted.most_common(2)}
    others = sum(bool(nations - foremost) for nations in named)
    if len(named) < 3 or others > len(named) / 5:
        return frozenset()
    return frozenset(country for country in foremost if counted[country] >= len(named) / 2)
