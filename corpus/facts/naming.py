"""The names in a sentence: bodies, places, people and other things that are written with capitals.

A name is read word by word: capitalised words, joined by "of" and "for" where a body or the like is named, by commas
and "and" where a ministry lists what it is in charge of, or where what a body calls itself closes the whole. What the
source itself defines (see `corpus.aliases`) comes first. A part-of-speech tagger tells names from words that are
capitalised only because they open the sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.aliases import Aliases
from corpus.countries import PREFIXES, countries, country_tail
from corpus.facts.language import Word
from corpus.facts.lexicon import RULERS
from corpus.facts.tokens import ACRONYM, Line, Token
from corpus.instruments import INSTRUMENT
from corpus.model import Span
from corpus.names import BODY_HEADS, LISTING_HEADS, NOT_BODIES, PLACED_HEADS, ROLES, TITLE

_LONG_AFTER = re.compile(r"\s*\((?:The |the )?[A-Z][^()]*\)")
_PAIR = re.compile(r"([^\W\d_][\w&.]*)\s?[-–/]\s?([^\W\d_][\w&./]*)")
#: A short form that the source gives without its letters being those of the long one.
_SHORT_NAME = re.compile(r"(?=(?:.*[A-Z]){3})[A-Z][A-Za-z/&-]{2,10}")
_SHORT_AFTER = re.compile(r"\s*,?\s*\(\s*(?P<s>[^()]{2,16}?)\s*\)")


@dataclass(frozen=True, slots=True)
class Name:
    """A name at its place in a sentence."""

    #: All that belongs to it, with its short form in brackets and its country.
    span: Span
    #: The name itself, as the source writes it.
    text: str
    #: The short form where the source defines one, else the name as it stands.
    canonical: str
    #: body, acronym (a short form that the source doesn't explain), place, person, role, thing.
    kind: str
    #: "…, X", "… of X", "Government of X": the country that it is said to be of.
    country: str | None = None

    @property
    def acts(self) -> bool:
        """Whether it can be a party."""
        return self.kind in ("body", "acronym")


def find_names(text: str, words: Sequence[Word], aliases: Aliases) -> tuple[Name, ...]:
    """The names of a sentence in order, apart from one another."""
    return tuple(_Reader(text, words, aliases).names())


class _Reader(Line):
    """One sentence, read from left to right."""

    def names(self) -> Iterator[Name]:
        at = 0
        while at < len(self.tokens):
            found = self._person(at) or self._defined(at) or self._officer(at) or self._plain(at)
            if found is None or (
                (instrument := INSTRUMENT.match(self.text, found[0].span.start))
                and (instrument.end() >= found[0].span.end or not found[0].acts)
            ):
                at = self._past(instrument.end()) if found and instrument else at + 1
                continue
            name, at = found
            while at < len(self.tokens) and self.tokens[at].start < name.span.end:
                at += 1
            yield name

    def _person(self, at: int) -> tuple[Name, int] | None:
        """A title and the capitalised words after it."""
        title = TITLE.match(self.text, self.tokens[at].start)
        if title is None or (at and self.tokens[at - 1].end == self.tokens[at].start):
            return None
        first = next((i for i in range(at, len(self.tokens)) if self.tokens[i].start >= title.end()), None)
        if first is None or self.tokens[first].start > title.end() + 1:
            return None
        end = first
        while end < min(first + 5, len(self.tokens)) and self._person_word(end, end > first):
            end += 1
        if end == first or (end - first == 1 and self.tokens[first].heads):
            return None
        span = Span(self.tokens[at].start, self.tokens[end - 1].end)
        name = self.text[self.tokens[first].start : span.end]
        return Name(span, name, name, "person"), end

    def _officer(self, at: int) -> tuple[Name, int] | None:
        """A ruler's office and a name: "President Y"; the office is no part of the name."""
        first = at
        while first < len(self.tokens) and self.tokens[first].low in RULERS and self.tokens[first].kind == "C":
            first += 1
        end = first
        while end < min(first + 4, len(self.tokens)) and self._person_word(end, end > first):
            if end > first and not self._adjacent(end):
                break
            end += 1
        if first in (at, end) or not self._adjacent(first) or self._is_country(first) or self._heads(first, end):
            return None
        text = self.text[self.tokens[first].start : self.tokens[end - 1].end]
        return Name(Span(self.tokens[at].start, self.tokens[end - 1].end), text, text, "person"), end

    def _person_word(self, at: int, inside: bool) -> bool:
        token = self.tokens[at]
        if inside and self.tokens[at - 1].end + 2 < token.start:
            return False
        plain = token.kind == "C" and not token.heads and token.low not in ROLES and "/" not in token.text
        return plain or (inside and token.low in ("van", "von", "de", "der", "bin", "al", "da", "la"))

    def _defined(self, at: int) -> tuple[Name, int] | None:
        """A form that the source defines; a short one is part of a longer name where a body's word follows."""
        token = self.tokens[at]
        if token.kind != "C" and token.low != "the":
            return None
        for form, short in self._forms(token):
            end = token.start + len(form)
            if form == short and (INSTRUMENT.fullmatch(form) and not self.text[end:].lstrip().startswith("(")):
                continue
            if form == short and self._body_follows(at + 1):
                return None
            long = (self.aliases.expansions(short) or (form,))[0]
            kind = "body" if _names_body(long) or _names_body(form) else "thing"
            kind = "role" if long.split()[0].lower() in ROLES else kind
            if not long[0].isupper():
                return None
            return self._closed(Span(token.start, end), form, short, kind), at + 1
        return None

    def _plain(self, at: int) -> tuple[Name, int] | None:
        if self.tokens[at].kind != "C" or TITLE.match(self.text, self.tokens[at].start):
            return None
        end = self._end(at)
        span = Span(self.tokens[at].start, self.tokens[end - 1].end)
        text = span.of(self.text)
        return self._closed(span, text, self.aliases.canonical(text), self._kind_of(at, end)), end

    def _end(self, first: int) -> int:
        """Where the name that begins at `first` ends."""
        at, joined = first + 1, False
        while at < len(self.tokens):
            token = self.tokens[at]
            if token.kind == "C" and self._adjacent(at):
                if TITLE.match(self.text, token.start) or self._is_officers(at):
                    break
                if self._stops(at) and (joined or self._heads(first, at)):
                    break
                at += 1
            elif (
                token.kind == "S"
                and token.low in ("of", "for", "on", "in", "to")
                and (after := self._of(first, at, joined))
            ):
                at, joined = after, True
            elif token.kind == "A" and self._joins(first, at):
                at += 2
            else:
                break
        return at

    def _is_officers(self, at: int) -> bool:
        """Whether the word opens the name of who holds the office right before it: "Foreign Minister A. Name"."""
        return self.tokens[at - 1].low in ROLES and self._entity(self.tokens[at]) == "PERSON"

    def _of(self, first: int, at: int, joined: bool) -> int | None:
        """Past "of (the) Something" where it goes on the name, with the list that may follow; else None."""
        head, last, word = self.tokens[first], self.tokens[at - 1], self.tokens[at].low
        start = at + 2 if at + 1 < len(self.tokens) and self.tokens[at + 1].low == "the" else at + 1
        if start >= len(self.tokens) or self.tokens[start].kind != "C" or word in ("in", "to"):
            return None
        headed = self._heads(first, at) or head.low in ROLES or last.low in ROLES
        apart = self._is_country(start) and (joined or not last.heads)
        short = ACRONYM.fullmatch(head.text) and at == first + 1
        if not headed or apart or short or (word == "on" and not last.heads):
            return None
        if head.low in LISTING_HEADS or last.low in LISTING_HEADS:
            return self._list_end(start)
        return start + 1

    def _list_end(self, start: int) -> int:
        """Past "A, B, C and D": the last place where the list is closed, by its "and" if it has commas."""
        at, good, comma = start, start, False
        while at < len(self.tokens):
            item = at
            while (
                at < len(self.tokens)
                and self.tokens[at].kind == "C"
                and (at == item or self._adjacent(at))
                and not (at > start and (self._stops(at) or self._entity(self.tokens[at]) == "PERSON"))
            ):
                at += 1
            while (
                at > item
                and at + 1 < len(self.tokens)
                and self.tokens[at].low in ("of", "for")
                and self.tokens[at + 1].kind == "C"
                and not self._is_country(at + 1)
            ):
                at += 2
            if at == item or (item > start and self._heads(item, at)):
                break
            if not comma:
                good = at
            if at >= len(self.tokens) or self.tokens[at].text not in (",", "&", "and"):
                break
            comma = self.tokens[at].text == ","
            at += 1
            if comma and at < len(self.tokens) and self.tokens[at].kind == "A":
                comma, at = False, at + 1
        return max(good, start + 1)

    def _joins(self, first: int, at: int) -> bool:
        """Whether "and" at `at` goes on the name, as in "X Science and Technology Agency"."""
        right = at + 1
        if right >= len(self.tokens) or self.tokens[right].kind != "C" or self._stops(right):
            return False
        end = right
        while end < len(self.tokens) and self.tokens[end].kind == "C" and (end == right or self._adjacent(end)):
            end += 1
        left = self.tokens[first:at]
        if any(token.low in PLACED_HEADS for token in left):
            return False
        if any(token.low in ("of", "for") for token in left):
            return self._heads(first, at) and not self._heads(right, end)
        if self._forms(self.tokens[right]):
            return False
        placed = self._entity(left[0]) in ("GPE", "LOC", "PERSON") or "-" in left[0].text or self._is_country(first)
        bare = len(left) == 1 and (placed or ACRONYM.fullmatch(left[0].text))
        closes = self.tokens[end - 1].heads or self._heads(right, end)
        return not bare and not self._heads(first, at) and closes and not self._is_person(first, at)

    def _kind_of(self, first: int, end: int) -> str:
        tokens, text = self.tokens[first:end], self.text[self.tokens[first].start : self.tokens[end - 1].end]
        if text in countries():
            return "place"
        if tokens[0].low in ROLES or (tokens[-1].low in ROLES and len(tokens) < 4):
            return "role"
        if _names_body(text):
            return "body"
        if len(tokens) == 1 and ACRONYM.fullmatch(text):
            return "thing" if text in NOT_BODIES else "acronym"
        if self._is_person(first, end) and len(tokens) <= 5:
            return "person"
        return self._loose_kind(tokens, text)

    def _loose_kind(self, tokens: Sequence[Token], text: str) -> str:
        """pair, place or thing: of a name that is nobody's by its form."""
        pair = _PAIR.fullmatch(text)
        if pair and all(part in countries() or ACRONYM.fullmatch(part) or part in PREFIXES for part in pair.groups()):
            return "pair"
        places = sum(self._entity(token) in ("GPE", "LOC") for token in tokens)
        return "place" if places * 2 > len(tokens) else "thing"

    def _closed(self, span: Span, text: str, canonical: str, kind: str) -> Name:
        """The name with its short form in brackets and its country."""
        end, country = span.end, None
        for _ in range(2):
            short = _SHORT_AFTER.match(self.text, end)
            if short and self.aliases.defines(short["s"]):
                end, canonical = short.end(), self.aliases.canonical(short["s"])
            elif (
                short
                and canonical == text
                and kind in ("body", "thing")
                and len(text.split()) > 2
                and _SHORT_NAME.fullmatch(short["s"])
            ):
                end, canonical, kind = short.end(), short["s"], "body"
            if kind in ("body", "acronym") and country is None and (tail := country_tail().match(self.text, end)):
                end, country = tail.end(), countries().get(tail["c"] or "")
        if kind in ("body", "acronym") and (long := _LONG_AFTER.match(self.text, end)):
            end = long.end()
        return Name(Span(span.start, end), text, canonical, kind, country)


def _names_body(name: str) -> bool:
    """Whether its first word, its last, or the one before "of" or "for" is what bodies call themselves."""
    words = re.findall(r"[\w&.]+", name.lower())
    before = re.split(r"\s(?:of|for|on)\s", name.lower())[0].split()
    ends = {words[0].rstrip("."), words[-1].rstrip("."), *(before[-1:])}
    return len(words) > 1 and bool(ends & BODY_HEADS)
