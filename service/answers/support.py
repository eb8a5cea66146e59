"""Whether the words of the source bear a sentence out, by form alone: its numbers, dates, names and words stand there.

It errs on the side of no: what it lets through says nothing that the source doesn't, what it holds back may be true.
"""

from __future__ import annotations

import re

from corpus.dates import find_dates
from index.lexical import terms, words
from service.answers.verdict import denies

#: The share of a sentence's other words that must stand in the source.
_MOST = 0.75
_SPELT = frozenset(
    """two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen
    nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million billion trillion lakh crore
    dozen half third quarter twice double triple""".split()
)
_NAME = re.compile(r"(?<![\w’'-])[A-Z][\w’'&/-]*")
#: Markup and addresses are never the source's answer in a person's words.
_FOREIGN = re.compile(r"https?:|www\.|[<>{}\[\]`|]|\*\*")


def supported(sentence: str, quotes: str, passages: str) -> bool:
    """Whether `quotes` state what the sentence says; its names and words may stand elsewhere in their `passages`."""
    if _FOREIGN.search(sentence):
        return False
    return (
        denies(sentence) == denies(quotes)
        and _numbers(sentence) <= _numbers(quotes)
        and all(_dated(date, _dates(quotes)) for date in _dates(sentence))
        and _names(sentence) <= set(words(passages))
        and _shared(sentence, passages) >= _MOST
    )


def _numbers(text: str) -> set[str]:
    """Everything that counts: words with digits in them, and numbers spelt out."""
    return {word for word in words(text) if word in _SPELT or any(map(str.isdigit, word))}


def _dates(text: str) -> set[str]:
    return {date.edtf for date in find_dates(text)}


def _dated(date: str, told: set[str]) -> bool:
    """Whether a date is told, as it is or at a finer precision."""
    return any(one == date or one.startswith(f"{date}-") for one in told)


def _names(sentence: str) -> set[str]:
    """The words with a capital, but for the first, which has one anyway unless more of it are capitals."""
    found = [match for match in _NAME.finditer(sentence) if match.start() > 0 or not match.group()[1:].islower()]
    return {word for match in found for word in words(match.group())}


def _shared(sentence: str, passages: str) -> float:
    said = terms(sentence)
    held = set(terms(passages))
    return sum(term in held for term in said) / len(said) if said else 0.0
