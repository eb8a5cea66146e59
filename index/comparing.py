"""Which of some things came first or last: the things as the question words them, each with its fact."""

from __future__ import annotations

import functools
import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from corpus.dateforms import ORDINALS
from corpus.model import Fact
from index.execution import compare, holding
from index.factquery import Clause
from index.ledger import Ledger
from index.lexical import STOP_WORDS
from index.nations import nation, nation_forms
from index.nouns import FactNoun, fact_nouns
from index.plan import Option, Plan, Term

_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        r"(?:out of|of|among|amongst|between|from) (?P<all>.+?),? (?:which|what)(?: one)? (?P<ask>.+)",
        r"(?:which|what) of (?P<all>.+?) "
        r"(?P<ask>(?:is|was|were|came|happened|took|started|began|has been|had been)\b.+)",
        r"(?:which|what)(?: one)? (?P<ask>(?:is|was|came|were)(?: the)? \w+(?: recent)?) (?:out of|of|among) "
        r"(?P<all>.+)",
        r"(?:which|what|who)\b(?P<ask>[^,:–]*?)\s*(?:[,:–]|\s-\s)\s*(?P<any>.+\bor\b.+)",
        r"(?:[^:]{0,80}:\s*)?(?P<all>[^:]+?)\s*[.,;:—–-]\s*"
        r"(?:which|what)(?: one)?(?: of (?:them|these|those|the two))? (?P<ask>.+?)(?: one)?",
        r"(?:was|were|is|did) (?P<any>.+ or .+?) (?:(?:come|happen|start|begin|signed|agreed|held|launched) )?"
        r"(?P<ask>first|earlier|later|last)",
    )
)
_LATEST = re.compile(
    r"\b(?:most recent(?:ly)?|more recent(?:ly)?|latest|last|newest|newer|later|youngest)$", re.IGNORECASE
)
_EARLIEST = re.compile(
    r"\b(?:first|earlier|earliest|older|oldest|"
    r"(?:around|running|going|existed|in place|in existence|in force)(?: for)?(?: the)? (?:longer|longest))$",
    re.IGNORECASE,
)
_AGREEMENT = FactNoun(0, 0, "agreement", ("agreement",))
_SIGNED = re.compile(r"\b(?:signed|agreed|concluded|inked)\b", re.IGNORECASE)
_NEGATED = re.compile(r"\b(?:not|never|least|second|third)\b|n't\b", re.IGNORECASE)
_DETERMINED = re.compile(r"(?:the|an?|its|their|his|her|our|\w+'s)\s", re.IGNORECASE)
_WORD = re.compile(r"[^\W_](?:[\w&/+.]*\w)?")
_EMPTY = STOP_WORDS | frozenset("own between involving across one ones s".split())
#: A fact means an option where it holds so much of the option's words, weighed by how telling they are.
_ENOUGH = 0.5
#: How many facts are looked at for each of an option's words.
_CANDIDATES = 40
#: How many ways to part an enumeration are tried.
_MOST_WAYS = 6
_DATED: Clause = ("date_low IS NOT NULL", ())


def compared(question: str, ledger: Ledger) -> Plan | None:
    """The plan that compares the question's options; None where it compares none, or an option has no fact."""
    question = question.rstrip(" ?.!")
    for form in _FORMS:
        match = form.fullmatch(question)
        if match is None or _NEGATED.search(match["ask"]):
            continue
        latest = _LATEST.search(match["ask"]) is not None
        if latest or _EARLIEST.search(match["ask"]):
            groups = match.groupdict()
            options = _alternatives(groups["any"]) if groups.get("any") else _enumerations(groups["all"])
            return _plan(options, match["ask"], ledger, latest=latest)
    return None


def _plan(ways: Iterator[list[str]], ask: str, ledger: Ledger, *, latest: bool) -> Plan | None:
    """The plan of the way to part the options that their facts fit best."""
    nouns = fact_nouns(ask) or ((_AGREEMENT,) if _SIGNED.search(ask) else ())
    best: tuple[float, tuple[Option, ...]] = (0.0, ())
    for words in ways:
        best = max(best, _matched(words, nouns, ledger), key=lambda pair: pair[0])
    return compare(best[1], latest=latest) if best[1] else None


def _alternatives(text: str) -> Iterator[list[str]]:
    """The parts of "A, B or C"."""
    yield [part for part in re.split(r",\s+or\s+|,\s+|\s+or\s+", text) if part]


def _enumerations(text: str) -> Iterator[list[str]]:
    """The parts of "A, B and C", in every way that "and" allows: "the A and the B and C"."""
    parts = [part for part in re.split(r",\s+(?:and\s+)?", text) if part]
    if re.search(r",\s+and\s+", text):
        yield parts
        return
    joins = list(re.finditer(r"\s+(?:and|or)\s+", parts[-1]))
    determined = [join for join in joins if _DETERMINED.match(parts[-1][join.end() :])]
    for join in (determined or joins)[:_MOST_WAYS]:
        yield [*parts[:-1], parts[-1][: join.start()], parts[-1][join.end() :]]


def _matched(words: Sequence[str], nouns: Sequence[FactNoun], ledger: Ledger) -> tuple[float, tuple[Option, ...]]:
    """(the least of the options' shares, the options); no options where one has no fact, or two have one."""
    if not 2 <= len(words) <= 6:
        return 0.0, ()
    found = [_best(option, nouns, ledger) for option in words]
    kept = [pair for pair in found if pair is not None]
    if len(kept) < len(words) or len({fact.id for fact, _ in kept}) < len(words):
        return 0.0, ()
    options = tuple(Option(text, fact.id) for text, (fact, _) in zip(words, kept, strict=True))
    return min(share for _, share in kept), options


@dataclass(frozen=True, slots=True)
class _Sought:
    """One word of an option: the facts that hold it, and how telling it is."""

    #: What holds it, as an FTS5 expression; of a noun for the kind of fact, as a condition.
    match: str
    clause: Clause | None
    weight: float
    #: It may tell one fact from another: it is no nation, and no noun for the kind of fact.
    telling: bool


def _best(option: str, nouns: Sequence[FactNoun], ledger: Ledger) -> tuple[Fact, float] | None:
    """The dated fact that holds most of the option's words, best in its label or parties, and how much."""
    sought = _sought(option, nouns, ledger)
    total = sum(word.weight for word in sought)
    places: dict[int, None] = {}
    for word in sorted((word for word in sought if word.telling), key=lambda word: -word.weight)[:4]:
        places |= dict.fromkeys(ledger.dated_with(word.match, limit=_CANDIDATES))
    shares = dict.fromkeys(places, 0.0)
    telling = dict.fromkeys(places, 0.0)
    for word in sought:
        for part, held in ((1.0, _held(word, places, ledger)), (0.25, _held(word, places, ledger, named=True))):
            for place in held:
                shares[place] += part * word.weight / total
                telling[place] += part * word.telling
    facts = {place: fact for place in places if telling[place] >= 1 for fact in ledger.at(place)}
    order = sorted(facts, key=lambda place: (-round(shares[place], 3), facts[place].date or "", place))
    best = next(iter(order), None)
    return (facts[best], shares[best]) if best is not None and shares[best] >= _ENOUGH else None


def _held(word: _Sought, places: Iterable[int], ledger: Ledger, *, named: bool = False) -> Sequence[int]:
    """Those of the facts that hold the word; with `named`, in their label or their parties' names."""
    if word.clause:
        return ledger.among(places, word.clause)
    return ledger.among(places, ("", (f"{{label names}} : ({word.match})" if named else word.match,)))


def _sought(option: str, asked: Sequence[FactNoun], ledger: Ledger) -> list[_Sought]:
    """The option's words; what the question as a whole calls the options stands in where an option has no noun."""
    nouns = fact_nouns(option)
    sought = [_noun(noun) for noun in nouns or asked]
    dated = max(1, _dated(ledger))
    for match in _WORD.finditer(option.replace("'s", "  ")):
        word = match.group()
        if (word.casefold() in _EMPTY and not word.isupper()) or any(n.start <= match.start() < n.end for n in nouns):
            continue
        country = nation(word)
        _, (held,) = holding(Term(word, nation_forms(country) if country else _forms(word)))
        times = ledger.holding(str(held))
        weight = math.log1p(dated / (1 + min(times, dated)))
        sought.append(_Sought(str(held), None, weight, telling=country is None and times > 0))
    return sought


@functools.lru_cache(maxsize=16)
def _dated(ledger: Ledger) -> int:
    """How many facts have a date; counted once for a ledger."""
    return ledger.tally([_DATED])


def _noun(noun: FactNoun) -> _Sought:
    """A noun for the kind of fact: facts of its types and instruments hold it."""
    sql, values = f"type IN ({', '.join('?' * len(noun.types))})", noun.types
    if noun.instruments:
        sql += f" AND instrument IN ({', '.join('?' * len(noun.instruments))})"
        values += noun.instruments
    return _Sought("", (f"({sql})", values), 0.8, telling=False)


def _forms(word: str) -> tuple[str, ...]:
    """The word, and as a number where it is an ordinal: "seventh", "7th"."""
    low = word.casefold()
    if low not in ORDINALS:
        return (word,)
    number = ORDINALS.index(low) + 1
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10 if number // 10 != 1 else 0, "th")
    return low, f"{number}{ending}"
