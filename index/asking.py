"""What a question asks of facts: a date, a value or an end; which types; which dates and words it names."""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.dates import find_dates
from corpus.edtf import bounds
from index.lexical import terms

_UNTIL = re.compile(
    r"\b(?:until when|till when|expir\w+|run(?:s|ning)? out|valid\w*|how long|laps\w+|(?:when|what date"
    r"|which year).{0,60}\bends?\b)",
    re.IGNORECASE,
)
_WHEN = re.compile(
    r"\b(?:when|what (?:date|day|year|month|time)|which (?:\w+ )?(?:dates?|days?|years?|months?)|wich year"
    r"|(?:on|in|since|from) what"
    r"|over which|date|dates|how recently|what were the dates)\b",
    re.IGNORECASE,
)
_MANY = re.compile(
    r"\b(?:how many|number of|count of)\s+(?:of\s+)?(?:the\s+)?(?P<n>(?:[\w-]+\s+){0,3}?[\w-]+)",
    re.IGNORECASE,
)
_MUCH = re.compile(
    r"\b(?:how (?:many|much|big|large|long|old|far|high|tall|wide|deep|often|fast)|number of|portion|share"
    r"|percentage|proportion|per ?cent|sum|amount|cost"
    r"|price|total|what value|population)\b",
    re.IGNORECASE,
)
_WHO = re.compile(
    r"\b(?:who|whom|whose|which (?:\w+ )?(?:minister|person|director|president|professor))\b", re.IGNORECASE
)
_MONEY = re.compile(
    r"\b(?:loan|grant|fund\w*|money|cost|price|budget|crore|yen|dollars?|euros?|rupees?|pay|paid|invest\w*)\b",
    re.IGNORECASE,
)
_SHARE = re.compile(r"\b(?:portion|share|percentage|proportion|fraction|per ?cent)\b", re.IGNORECASE)
_INSTRUMENTS: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...] = tuple(
    (re.compile(rf"\b(?:{words})\b", re.IGNORECASE), names)
    for words, names in (
        (r"memorand\w+|mous?|mocs?", ("MoU", "MoC", "MoA", "MoI", "Memorandum")),
        (r"letters? of intent|lois?", ("LoI",)),
        (
            r"implement\w+ (?:arrangement|agreement)s?|arrangements?",
            ("Implementing Arrangement", "Implementing Agreement", "Arrangement"),
        ),
        (r"treat(?:y|ies)", ("Treaty",)),
        (r"protocols?", ("Protocol",)),
        (r"conventions?", ("Convention",)),
        (r"(?:joint )?(?:statement|declaration|communiqu\w)s?", ("Joint Statement", "Declaration")),
        (r"road ?maps?", ("Roadmap",)),
    )
)
#: Words of a question -> the types of facts that they speak of.
_TYPES: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...] = tuple(
    (re.compile(rf"\b(?:{words})\b", re.IGNORECASE), types)
    for words, types in (
        (r"memorand\w+|mous?|mocs?|agreements?|accords?|treat(?:y|ies)|pacts?|deals?|arrangements?"
         r"|letters? of intent|lois?|protocols?|conventions?"
         r"|sign(?:ed|ing)?|concluded|paperwork|tie-?ups?|statement", ("agreement",)),
        (r"extensions?|extended|prolonged|renew\w+|run(?:s)? out|expires?", ("extension",)),
        (r"meetings?|mtgs?|summits?|dialogues?|dialogs?|talks|sessions?|working groups?|consultations?"
         r"|gatherings?|ministerials?|sit down|met", ("meeting",)),
        (r"events?|workshops?|seminars?|symposi\w+|conferences?|visits?|celebrat\w+|ceremony|webinars?|held"
         r"|campus", ("event", "meeting")),
        (r"programm?es?|schemes?|projects?|initiatives?|fellowships?|plan", ("programme",)),
        (r"laborator\w+|labs?|beam ?lines?|stations?|facilit\w+|built|set up|opened", ("facility",)),
        (r"booklets?|books?|reports?|papers?|published|publications?", ("publication",)),
        (r"loans?|grants?|fund\w*|money|budget|crore|yen|rupees", ("funding",)),
        (r"who|whom|director|minister|chair(?:ed|man)?|president|secretary", ("person",)),
        (r"how many|how much|percentage|portion|share|number of", ("statistic", "funding")),
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as facts are asked."""

    #: Its stemmed content words.
    words: frozenset[str]
    #: until, when, value, who; None for anything else.
    wants: str | None
    types: frozenset[str]
    #: The days that it names, first and last.
    days: tuple[tuple[str, str], ...]
    #: The stems of what "how many …" counts.
    counted: frozenset[str]
    money: bool
    #: Whether it asks for a part of a whole.
    share: bool
    #: What the instruments that it names are called in facts: memorandum of any kind, letter of intent, treaty …
    instruments: frozenset[str]


def ask(question: str) -> Asked:
    """Read a question for what it wants of facts."""
    many = _MANY.search(question)
    return Asked(
        frozenset(terms(question)),
        _wants(question),
        frozenset(kind for pattern, kinds in _TYPES if pattern.search(question) for kind in kinds),
        tuple(bounds(d.edtf) for d in find_dates(question) if "XXXX" not in d.edtf),
        frozenset(terms(many["n"])) if many else frozenset(),
        bool(_MONEY.search(question)),
        bool(_SHARE.search(question)),
        frozenset(name for pattern, names in _INSTRUMENTS if pattern.search(question) for name in names),
    )


def _wants(question: str) -> str | None:
    if _MUCH.search(question) and not re.search(r"\bhow long\b", question, re.IGNORECASE):
        return "value"
    for wants, pattern in (("until", _UNTIL), ("when", _WHEN), ("value", _MUCH), ("who", _WHO)):
        if pattern.search(question):
            return wants
    return None
