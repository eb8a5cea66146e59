"""What a question demands of whatever answers it: the names and numbers that it gives, and what it asks for.

A passage that lacks one of the names or numbers is likely about something else: a neighbour of the thing asked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from corpus.dateforms import ORDINALS
from corpus.dates import find_dates
from corpus.money import CODES, NAMES, currency
from corpus.names import ROLES
from index.asking import ask
from index.lexical import STOP_WORDS, terms, words
from index.nations import nations_of
from service.answers.contacts import Contact, contact_of
from service.answers.holding import Days, days_of, undated
from service.answers.questions import asking, ends_sentence
from service.answers.sought import HOLDER, Expected, called, owner_in, sought

#: "E09", "b12": as telling as a number.
_CODE = re.compile(r"[a-z]{1,4}\d{1,5}[a-z]?")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_TOKEN = re.compile(r"[^\W_](?:[\w&/+.’'-]*\w)?")
_OFFICES = "|".join(sorted(ROLES, key=len, reverse=True))
#: Up to the first word that builds the sentence: "how many young doctors have been …".
_BUILDING = "|".join(sorted(STOP_WORDS | {"did", "been"}))
_COUNTED = re.compile(
    rf"\b(?:how many|number of)(?: of)?(?: the)?(?P<n>(?:\s+(?!(?:{_BUILDING})\b)[\w-]+){{1,5}})", re.IGNORECASE
)
_PLURAL = re.compile(r"[^\Wsiu]s\Z|(?:people|children|men|women|media|data|criteria)\Z", re.IGNORECASE)
_MEASURED = re.compile(r"\bhow (?P<m>long|high|tall|deep|wide|thick|heavy|old)\b", re.IGNORECASE)
_QUANTITY = re.compile(r"\bhow much\b(?! (?:time|longer|later|earlier|sooner|older|younger|notice)\b)", re.IGNORECASE)
_SHARE = re.compile(
    r"\b(?:(?:what|which) (?:\w+ )?(?:rate|portion|share|fraction|percentage|proportion)|per ?cent)\b", re.IGNORECASE
)
_MONEY = re.compile(
    r"\bhow (?:much|many|large a|big a) (?:money|fund\w*|yen|dollars|rupees|euros)\b|\bcosts?\b"
    r"|\bhow much\b.*\b(?:pay|pays|paid|charge[ds]?|owe[ds]?|earn(?:s|ed)?|spen[dt]s?)\b",
    re.IGNORECASE,
)
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
    #: Whether it asks who holds an office: "Who is the head of the board?"
    holder: bool
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
    expected, head, country = sought(question)
    return Demands(
        names,
        frozenset(name for name in names if re.search(rf"\b(?:from|in|at|for|to|near) {re.escape(name)}", question)),
        numbers,
        tuple(_ranked(question)),
        days_of(dates),
        expected,
        head,
        None if expected else called(question),
        frozenset(re.findall(r"\w+", question.casefold())) & ROLES,
        nations_of(question),
        country,
        owner=owner_in(question) if expected in ("person", "who") else None,
        holder=HOLDER.search(question) is not None,
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
