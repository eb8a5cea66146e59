"""What a text holds of the names and numbers that a question demands."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from typing import TypeAlias

from corpus.aliases import Aliases
from corpus.dates import FoundDate, find_dates
from corpus.edtf import days
from index.hits import Hit
from index.lexical import terms, words
from index.nations import nation, nations_of

#: The first and the last day of a stretch, as ISO 8601.
Days: TypeAlias = tuple[str, str]
#: "E09", "b12": as telling as a number.
_CODE = re.compile(r"[a-z]{1,4}\d{1,5}[a-z]?")
_VERSION = re.compile(r"v(?P<n>\d+)")


def bare(word: str) -> str:
    """The word without its "'s"."""
    return re.sub(r"['’]s?$", "", word)


def undated(text: str, dates: Iterable[FoundDate]) -> str:
    """The text with its dates blanked."""
    rest = list(text)
    for date in dates:
        rest[date.span.start : date.span.end] = " " * len(date.span)
    return "".join(rest)


def days_of(dates: Iterable[FoundDate]) -> tuple[Days, ...]:
    """The stretch of days of each date that is given with its year."""
    return tuple(stretch for date in dates if (stretch := days(date.edtf)))


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
        self._days = days_of(dates)
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


class Holdings:
    """What texts hold, each worked out once: candidates share passages and sentences."""

    def __init__(self, aliases: Aliases) -> None:
        self._aliases = aliases
        self._held: dict[str, Holding] = {}

    def __call__(self, text: str) -> Holding:
        if text not in self._held:
            self._held[text] = Holding(text, self._aliases)
        return self._held[text]


def read_with(hit: Hit) -> str:
    """A passage's text under its title and headings."""
    return " ".join([hit.title, *hit.passage.headings, hit.passage.text])
