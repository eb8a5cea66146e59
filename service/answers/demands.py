"""What a question demands of whatever answers it: the names and numbers that it gives, and what it asks for.

A passage that lacks one of the names or numbers is likely about something else: a neighbour of the thing asked for.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from corpus.aliases import Aliases
from corpus.dateforms import ORDINALS
from corpus.dates import FoundDate, find_dates
from corpus.edtf import days
from corpus.money import CODES, NAMES, currency
from corpus.names import BODY_HEADS, ROLES
from index.asking import ask
from index.lexical import STOP_WORDS, terms, words
from index.nations import nation, nations_of
from service.answers.contacts import Contact, contact_of
from service.answers.questions import asking, ends_sentence

#: What the words that answer must be, "who" being a person or a body; None where the question doesn't say.
Expected: TypeAlias = Literal["person", "who", "body", "place", "part", "post", "title"] | None
#: The first and the last day of a stretch, as ISO 8601.
Days: TypeAlias = tuple[str, str]

#: "E09", "b12": as telling as a number.
_CODE = re.compile(r"[a-z]{1,4}\d{1,5}[a-z]?")
_VERSION = re.compile(r"v(?P<n>\d+)")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_TOKEN = re.compile(r"[^\W_](?:[\w&/+.’'-]*\w)?")
_ASKED = re.compile(r"\b(?:which|what|whose|wich)\b(?P<np>(?:\s+[\w’'&/-]+){1,5})", re.IGNORECASE)
_WHO = re.compile(r"\b(?:who|whom)\b", re.IGNORECASE)
_TITLED = re.compile(
    r"\bwhat (?:is|was|were|are) (?:the )?(?:[\w-]+ )?(?:title|theme|motto|slogan)\b"
    r"|\b(?:what|how) (?:is|was|were|are|did)\b.*\b(?:called|titled|entitled|named)\W*$",
    re.IGNORECASE,
)
_OFFICES = "|".join(sorted(ROLES, key=len, reverse=True))
#: An office is held by a person.
_ROLE = re.compile(rf"\b(?:{_OFFICES}|chaired|presided|headed|led|posts?|whose)\b", re.I)
_WHERE = re.compile(r"\bwhere\b", re.IGNORECASE)
#: Up to the first word that builds the sentence: "how many young doctors have been …".
_BUILDING = "|".join(sorted(STOP_WORDS | {"did", "been"}))
_COUNTED = re.compile(
    rf"\b(?:how many|number of)(?: of)?(?: the)?(?P<n>(?:\s+(?!(?:{_BUILDING})\b)[\w-]+){{1,5}})", re.IGNORECASE
)
_PLURAL = re.compile(r"[^\Wsiu]s\Z|(?:people|children|men|women|media|data|criteria)\Z", re.IGNORECASE)
_MEASURED = re.compile(r"\bhow (?P<m>long|high|tall|deep|wide|thick|heavy|old)\b", re.IGNORECASE)
_OWNED = re.compile(
    r"\b(?P<a>[A-Z][\w.&-]+)['’]s?\s+(?:[\w-]+\s+){0,3}?"
    rf"(?:{_OFFICES}|team|delegation|side|group|party|staff)\b"
    rf"|\b(?:{_OFFICES}|spoke|signed|sat|led|came|there)\s+(?:\w+\s+){{0,3}}?"
    r"(?:for|of|from)\s+(?:the\s+)?(?P<b>[A-Z][\w.&-]+)"
)
_QUANTITY = re.compile(r"\bhow much\b(?! (?:time|longer|later|earlier|sooner|older|younger|notice)\b)", re.IGNORECASE)
_SHARE = re.compile(
    r"\b(?:(?:what|which) (?:\w+ )?(?:rate|portion|share|fraction|percentage|proportion)|per ?cent)\b", re.IGNORECASE
)
_MONEY = re.compile(
    r"\bhow (?:much|many|large a|big a) (?:money|fund\w*|yen|dollars|rupees|euros)\b|\bcosts?\b"
    r"|\bhow much\b.*\b(?:pay|pays|paid|charge[ds]?|owe[ds]?|earn(?:s|ed)?|spen[dt]s?)\b",
    re.IGNORECASE,
)
_PERSON = frozenset(
    """minister person director president professor scientist chairman chairperson chair secretary winner laureate
    author speaker official actor actress singer writer player king queen leader ambassador engineer man woman
    artist composer inventor politician member""".split()
)
_PLACE = frozenset(
    """city cities town country countries state place places island village region regions river continent capital
    location locations venue province county nation nations""".split()
)
#: Places that may be countries.
_ANY_PLACE = frozenset("country countries state place places region regions location locations nation nations".split())
#: What may be a country without being a place.
_MAY_BE_COUNTRIES = _ANY_PLACE | frozenset(
    """party parties side sides government governments team teams member members delegation signatory power
    partner""".split()
)
#: What documents call their parts.
_PART = frozenset("article section chapter annex appendix clause paragraph part recital schedule rule".split())
#: Who may be a person or a body.
_AGENT = frozenset(
    """regulator regulators supplier suppliers manufacturer manufacturers provider providers operator operators
    builder publisher owner owners contractor contractors developer developers maker makers producer producers
    distributor vendor vendors sponsor sponsors donor donors lender employer insurer broadcaster carrier retailer
    founder founders organiser organisers organizer organizers competitor""".split()
)
#: Bodies of any kind.
_ANY_BODY = frozenset(
    """agency agencies body bodies organisation organization organisations organizations institution institutions
    company establishment group service partner counterpart""".split()
)
#: What a person may hold.
_POST = frozenset("post position designation rank role job capacity".split())
#: A part of no document.
_TAKES_PART = re.compile(r"\b(?:t[ao]kes?|taken|taking|took) part\b", re.IGNORECASE)
_CURRENCY = re.compile(rf"(?<![\w$])(?:{NAMES}|{CODES})(?!\w)", re.IGNORECASE)
#: What an answer isn't about: "besides the harbour, which …".
_BESIDES = re.compile(r"\b(?:besides|apart from|aside from|other than|except(?: for)?|in addition to)\s[^,?]*,", re.I)
#: An ordinal, and what it ranks: up to the first word that builds the sentence.
_RANKED = re.compile(
    rf"\b(?P<n>\d+(?:st|nd|rd|th)|{'|'.join(ORDINALS)})(?P<np>(?:\s+(?!(?:{_BUILDING})\b)[\w&/-]+)+)", re.IGNORECASE
)
#: An instrument that something was done under is not what is asked about: "when did they meet under their memorandum".
_UNDER = re.compile(
    r"\b(?:under|within|through|pursuant to|according to|as part of|in line with)\s[^,?]*", re.IGNORECASE
)
_STOP_VERBS = frozenset("did does do was were is are has have had been can could will would".split())
_STOP_NP = STOP_WORDS | _STOP_VERBS


@dataclass(frozen=True, slots=True)
class Demands:
    """A question's names and numbers, in order, and what it asks for."""

    names: tuple[str, ...]
    #: Of the names, those of where somebody is from, or a thing took place: "for Oslo", "in Oslo".
    settings: frozenset[str]
    #: Digits without separators, and codes with digits; ordinals too: "the third" is "3". Those of dates are left out.
    numbers: tuple[str, ...]
    #: The words that each ordinal ranks, as stems: "the second policy dialogue" is ("2", {"polici", "dialogu"}).
    ranked: tuple[tuple[str, frozenset[str]], ...]
    dates: tuple[Days, ...]
    expected: Expected
    #: What a body, place or part that is asked for calls itself: "ministry"; None where any will do.
    head: str | None
    #: The stem of what any other thing that is asked for is called: "which protocol"; None where it may be a country.
    called: str | None
    #: The offices that it speaks of, in small letters: "the chief librarian" is "chief" and "librarian".
    offices: frozenset[str]
    #: The countries that it names.
    nations: frozenset[str]
    #: The country that what is asked for must belong to: "which Japanese ministry".
    nation: str | None
    #: The country or the body that a person is asked for of: "NASA's director", "who spoke for NASA".
    owner: str | None
    #: The stems of what "how many" counts; empty where nothing is counted.
    counted: frozenset[str]
    #: Whether it asks how much there is of something, or how much something costs: no length of time.
    quantity: bool
    #: What "how" measures: the long of "how long is the pier"; None where it measures nothing.
    measured: str | None
    #: What a number must be measured in; None where the question doesn't say.
    unit: Literal["money", "share"] | None
    #: The kind of contact that is asked for.
    contact: Contact | None
    #: The ISO 4217 code of the money that an amount is asked in.
    currency: str | None
    #: The instruments that it may speak of, as facts call them: "memorandum" is a MoU, a MoC, …
    instruments: frozenset[str]


def demands_of(question: str) -> Demands:
    """What the question demands, by its form alone; what is said before the sentence that asks is left aside."""
    question = without_besides(asking(question))
    tokens = list(_TOKEN.finditer(question))
    names = tuple(
        dict.fromkeys(
            token.group()
            for place, token in enumerate(tokens)
            if _is_name(token.group(), first=place == 0 or ends_sentence(question[: token.start()]))
        )
    )
    dates = find_dates(question)
    said = words(undated(question, dates))
    numbers = tuple(dict.fromkeys(word for word in said if _NUMBER.fullmatch(word) or _CODE.fullmatch(word)))
    expected, head, country = _asked(question)
    return Demands(
        names,
        frozenset(name for name in names if re.search(rf"\b(?:from|in|at|for|to|near) {re.escape(name)}", question)),
        numbers,
        tuple(_ranked(question)),
        _days_of(dates),
        expected,
        head,
        None if expected else _called(question),
        frozenset(re.findall(r"\w+", question.casefold())) & ROLES,
        nations_of(question),
        country,
        owner=_owner(question) if expected in ("person", "who") else None,
        counted=counted_in(question),
        quantity=_QUANTITY.search(question) is not None,
        measured=measured["m"].casefold() if (measured := _MEASURED.search(question)) else None,
        unit=_unit(question),
        contact=contact_of(question),
        currency=_currency(question),
        instruments=ask(_UNDER.sub(" ", question)).instruments,
    )


def without_besides(question: str) -> str:
    """The question without what its answer isn't about: "besides the harbour, …"."""
    return _BESIDES.sub(" ", question)


def expected_of(question: str) -> Expected:
    """What the words that answer must be."""
    return _asked(asking(question))[0]


def part_of(question: str) -> str | None:
    """What the part of a document that is asked for calls itself: "article"; None where none is asked for."""
    expected, head, _ = _asked(asking(question))
    return head if expected == "part" else None


def _days_of(dates: Iterable[FoundDate]) -> tuple[Days, ...]:
    """The stretch of days of each date that is given with its year."""
    return tuple(stretch for date in dates if (stretch := days(date.edtf)))


def _ranked(question: str) -> Iterator[tuple[str, frozenset[str]]]:
    for match in _RANKED.finditer(undated(question, find_dates(question))):
        (number,) = words(match["n"])[:1] or ("",)
        if _NUMBER.fullmatch(number):
            yield number, frozenset(terms(match["np"]))


def _currency(question: str) -> str | None:
    named = _CURRENCY.search(question)
    return currency(named.group()) if named else None


def counted_in(question: str) -> frozenset[str]:
    """The stem of the noun that "how many" counts: the first in the plural, else the first of all."""
    match = _COUNTED.search(question)
    nouns = [word for word in match["n"].split() if word.casefold() not in _STOP_NP] if match else []
    if not nouns:
        return frozenset()
    plural = [at for at, word in enumerate(nouns) if _PLURAL.search(word)]
    first = next((at for at in plural if at + 1 not in plural), 0)
    return frozenset(terms(nouns[first]))


def _unit(question: str) -> Literal["money", "share"] | None:
    if _SHARE.search(question):
        return "share"
    return "money" if _MONEY.search(question) else None


def _is_name(word: str, *, first: bool) -> bool:
    if word[0].isdigit() or word.casefold() in STOP_WORDS:
        return False
    return word[0].isupper() and (not first or sum(map(str.isupper, word)) > 1)


def _asked(question: str) -> tuple[Expected, str | None, str | None]:
    """What is asked for, what it calls itself, and the country it must belong to."""
    if _TITLED.search(question):
        return "title", None, None
    for match in _ASKED.finditer(_TAKES_PART.sub(" ", question)):
        phrase = re.split(r"\s+", match["np"].strip())
        country = next((found for word in phrase[:3] if (found := nation(bare(word)))), None)
        nouns = [bare(word).casefold() for word in phrase]
        stop = next((at for at, word in enumerate(nouns) if word in _STOP_NP), len(nouns))
        for at, noun in reversed(tuple(enumerate(nouns[:stop]))):
            possessive = phrase[at] != bare(phrase[at])
            if stop == at + 2 and nouns[stop:] and nouns[stop] in _STOP_VERBS and not possessive:
                continue  # "which Nations mechanism is …": the word after it is asked for
            if expected := _expected(noun):
                named = noun not in _ANY_BODY | _ANY_PLACE and expected not in ("person", "who", "post")
                return expected, noun if named else None, country
        return None, None, country
    if _WHO.search(question):
        return "person" if _ROLE.search(question) else "who", None, None
    return ("place", None, None) if _WHERE.search(question) else (None, None, None)


def _owner(question: str) -> str | None:
    match = _OWNED.search(question)
    return (match["a"] or match["b"]) if match else None


def _called(question: str) -> str | None:
    """The stem of the last word of "which …", before the sentence goes on."""
    match = _ASKED.search(question)
    nouns = [bare(word).casefold() for word in match["np"].split()] if match else []
    stop = next((at for at, word in enumerate(nouns) if word in _STOP_NP), len(nouns))
    found = terms(nouns[stop - 1]) if stop else []
    return found[-1] if found and nouns[stop - 1] not in _MAY_BE_COUNTRIES else None


def _expected(noun: str) -> Expected:
    noun = noun.rpartition("-")[2]  # a vice-minister is a minister
    if noun in _PERSON:
        return "person"
    if noun in _POST:
        return "post"
    if noun in _AGENT:
        return "who"
    if noun in _PLACE:
        return "place"
    if noun in _PART:
        return "part"
    return "body" if noun in BODY_HEADS or noun in _ANY_BODY else None


def bare(word: str) -> str:
    """The word without its "'s"."""
    return re.sub(r"['’]s?$", "", word)


def undated(text: str, dates: Iterable[FoundDate]) -> str:
    """The text with its dates blanked."""
    rest = list(text)
    for date in dates:
        rest[date.span.start : date.span.end] = " " * len(date.span)
    return "".join(rest)


def missing(wanted: Collection[str], held: Holding) -> float:
    """What share of these names or numbers a text lacks; 0 where none is wanted."""
    return sum(not held.has(one) for one in wanted) / len(wanted) if wanted else 0.0


class Holding:
    """What a text holds: its terms, its numbers and ordinals, its countries, and its names in every form."""

    def __init__(self, text: str, aliases: Aliases) -> None:
        shorts = aliases.find(text)
        forms = " ".join(form for short in shorts for form in aliases.forms(short))
        self._terms = frozenset(terms(f"{text} {forms}"))
        dates = find_dates(text)
        self._numbers = frozenset(words(undated(text, dates)))
        self._days = _days_of(dates)
        self._nations = nations_of(text)

    @property
    def terms(self) -> frozenset[str]:
        """The text's stemmed words, and those of every form of the names in it."""
        return self._terms

    def meets(self, stretch: Days) -> bool:
        """Whether the text gives a date that this stretch shares a day with, or no date at all."""
        return not self._days or any(first <= stretch[1] and stretch[0] <= last for first, last in self._days)

    def has(self, name: str) -> bool:
        """Whether the text holds this name, in any form, or this number."""
        if name[0].isdigit() or _CODE.fullmatch(name):
            version = _VERSION.fullmatch(name)
            return name in self._numbers or (version is not None and version["n"] in self._numbers)
        country = nation(name)
        if country is not None and country in self._nations:
            return True
        return all(term in self._terms for term in terms(name))
