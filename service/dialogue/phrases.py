"""A question taken apart by the closed classes of English: what asks, the verbs, and the phrases between them.

No grammar is learnt and no dictionary of nouns is needed: whatever isn't a small word, a verb or a mark is part of a
phrase. That is enough to say what a question is about, and what it asks of it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from corpus.dateforms import ORDINALS
from corpus.dates import find_dates
from corpus.model import Span

BE = frozenset("is are was were isn't aren't wasn't weren't be been being".split())
HAVE = frozenset("has have had hasn't haven't hadn't".split())
DO = frozenset("do does did don't doesn't didn't".split())
MODAL = frozenset("can could will would shall should may might must can't couldn't won't wouldn't".split())
AUXILIARY = BE | HAVE | DO | MODAL
ASKING = frozenset("who whom whose what which when where why how".split())
PREPOSITIONS = frozenset(
    """in on at of to from for by with since until till over under about during through between among into after before
    within against across towards regarding concerning""".split()
)
DETERMINERS = frozenset("the a an this that these those its their his her our my your any some all each every".split())
PRONOUNS = frozenset(
    "it its itself they them their theirs themselves he him his she her hers i me we us you this that these those "
    "there one ones both".split()
)
_JOINS = frozenset("and or &".split())
_BREAKS = frozenset(
    """because if that while whether although though but so then still currently ever already again also too yet now
    not never just only together jointly actually exactly originally finally""".split()
)
_VERBS = frozenset(
    """sign launch start begin end expire last run cover include involve focus aim take hold set build make give
    support fund organise organize host lead chair co-chair attend join agree work deal meet visit open close found
    establish create publish issue produce pay cost get receive provide offer mean say state tell apply happen occur
    concern deal cooperate collaborate study measure report own use need want keep know find extend renew cancel
    postpone complete finish initiate conclude represent head speak travel go come become serve help plan discuss
    consist comprise contain belong lie live stand move grow change win elect appoint employ teach train select choose
    operate manage control write read send carry drop reach enter leave lapse remain stay exist appear
    ratify denounce terminate bind govern decide vote approve adopt amend propose request""".split()
)
_PAST = frozenset(
    """held begun began made built given gave run ran won met led took taken sent spent set put went gone said told
    became come came written wrote known paid bought sold chosen chose drawn grown grew cut left lost kept shown seen
    saw spoken spoke taught brought fell stood understood been done did""".split()
)
_TOKEN = re.compile(r"[^\W_]+(?:[&/.'’-][^\W_]+)*|[^\w\s]")
_PLURAL = re.compile(r"(?:[^su]s|ae|(?:^|\W)(?:people|children|men|women|memoranda|criteria|data))$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Phrase:
    """What a part of the question speaks of: "the memorandum between A and B"."""

    text: str
    start: int
    end: int
    #: The word that ties it to the rest: "by", "in".
    preposition: str | None = None
    #: Whether it is what the question asks for: "which memorandum".
    asked: bool = False

    @property
    def name(self) -> str:
        """It without what only says more of it: "letter of intent", of "letter of intent on power"."""
        return re.split(rf"\s+(?:{'|'.join(PREPOSITIONS - {'of'})})\s+", self.text)[0]

    @property
    def head(self) -> str:
        """Its foremost noun, in small letters: "memorandum"."""
        own = re.split(rf"\s+(?:{'|'.join(PREPOSITIONS)})\s+", self.text)[0]
        words = re.findall(r"[^\W_]+(?:[&/.'’-][^\W_]+)*", own)
        return words[-1].lower() if words else ""

    @property
    def proper(self) -> bool:
        """Whether it is a name, or several: every word but the small ones has a capital."""
        words = [word for word in re.findall(r"[^\W\d_][\w&/.'’-]*", self.text) if word.lower() not in _SMALL]
        return bool(words) and all(word[0].isupper() for word in words)

    @property
    def plural(self) -> bool:
        """Whether it stands for several things."""
        joined = re.search(r"\s(?:and|&)\s", self.text)
        if self.proper:
            return bool(joined) or (" " in self.text and self.text[-2:].islower() and bool(_PLURAL.search(self.text)))
        return bool(_PLURAL.search(self.head)) or bool(joined and not self.head)


def _small(word: str, *, shouted: bool) -> str:
    small = word.lower().replace("’", "'")
    return word if small in PRONOUNS and len(word) > 1 and word.isupper() and not shouted else small


_SMALL = PREPOSITIONS | DETERMINERS | _JOINS


@dataclass(frozen=True)
class Question:
    """A question and its parts."""

    text: str

    @cached_property
    def tokens(self) -> tuple[re.Match[str], ...]:
        """Its words and marks."""
        return tuple(_TOKEN.finditer(self.text))

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The same in small letters; "IT" and "US" are names, unless all of the question is in capitals."""
        shouted = self.text.isupper()
        return tuple(_small(token.group(), shouted=shouted) for token in self.tokens)

    @cached_property
    def verbs(self) -> frozenset[int]:
        """The places, among the words, of those that are verbs but no auxiliaries."""
        found = {place for place in range(len(self.words)) if self._is_past(place) or self._is_present(place)}
        for place, word in enumerate(self.words):
            if word in DO | MODAL:
                run = self._run(place + 1)
                bare = [at for at in run if self.words[at] in _VERBS and not self._is_noun_place(at)]
                found |= {bare[-1]} if bare else set()
        return frozenset(found)

    def _run(self, start: int) -> range:
        """The words from `start` to where another phrase begins."""
        end = start
        while end < len(self.words):
            word = self.words[end]
            if not word[0].isalnum() or word in ASKING | AUXILIARY | PREPOSITIONS - {"of"}:
                break
            if end > start and word in DETERMINERS | PRONOUNS and self.words[end - 1] not in PREPOSITIONS:
                break
            end += 1
        return range(start, end)

    def _is_noun_place(self, place: int) -> bool:
        before = self.words[place - 1] if place else ""
        if before in PRONOUNS & DETERMINERS and place > 1 and self.words[place - 2] in AUXILIARY:
            return False  # "was that postponed", "did this begin"
        return (
            before in DETERMINERS | PREPOSITIONS - {"to"}
            or before in ORDINALS
            or bool(re.fullmatch(r"\d+(?:st|nd|rd|th)", before))
        )

    def _is_past(self, place: int) -> bool:
        word, raw = self.words[place], self.tokens[place].group()
        if word in AUXILIARY or (raw[0].isupper() and place) or self._is_noun_place(place):
            return False
        return word in _PAST or (word.endswith("ed") and len(word) > 4)

    def _is_present(self, place: int) -> bool:
        """Whether the word is a verb in -s with its object or place after it."""
        word = self.words[place]
        if not place or not word.endswith("s") or word[:-1] not in _VERBS or self._is_noun_place(place):
            return False
        after = self.words[place + 1] if place + 1 < len(self.words) else "?"
        named = place + 1 < len(self.words) and self.tokens[place + 1].group()[0].isupper()
        return not (set(self.words[:place]) & AUXILIARY) and (
            named or after in DETERMINERS | PREPOSITIONS | PRONOUNS or not after[0].isalnum()
        )

    @cached_property
    def phrases(self) -> tuple[Phrase, ...]:
        """Its phrases, in order; dates are none."""
        found: list[Phrase] = []
        group: list[int] = []
        for place, word in enumerate((*self.words, "?")):
            ends = place == len(self.words) or self._parts(place)
            if (ends or word == "by") and group:
                found += self._phrase(group)
                group = []
            if not ends or word in ("which", "what", "whose", "many", "much"):
                group.append(place)
        return tuple(found)

    def _parts(self, place: int) -> bool:
        """Whether the word stands between phrases."""
        word = self.words[place]
        if word in PRONOUNS & DETERMINERS:
            after = self.words[place + 1] if place + 1 < len(self.words) else "?"
            cleft = word == "that" and place > 0 and self.words[place - 1] == "it"
            return cleft or not after[0].isalnum() or after in AUXILIARY | PREPOSITIONS or place + 1 in self.verbs
        mark = not word[0].isalnum() and word not in _JOINS and word not in "-–'’,"
        return mark or word in AUXILIARY | ASKING | PRONOUNS | _BREAKS or place in self.verbs

    def _phrase(self, places: list[int]) -> list[Phrase]:
        asked = self.words[places[0]] in ("which", "what", "whose") or self.words[places[0] - 1] == "how"
        if asked:
            places = places[1:]
        preposition = None
        while places and self.words[places[0]] in PREPOSITIONS | _JOINS | {","}:
            preposition = self.words[places[0]]
            places = places[1:]
        while places and self.words[places[-1]] in PREPOSITIONS | _JOINS | {",", "the"}:
            places = places[:-1]
        if not places:
            return []
        start, end = self.tokens[places[0]].start(), self.tokens[places[-1]].end()
        start, end = self._undated(start, end)
        if start >= end or not re.search(r"[^\W\d_]{2}", self.text[start:end]):
            return []
        return [Phrase(self.text[start:end], start, end, preposition, asked)]

    def _undated(self, start: int, end: int) -> tuple[int, int]:
        """The place without a date at its end, or none where a date is all that it is."""
        for date in reversed(find_dates(self.text)):
            if end > start and date.span.meets(Span(start, end)) and date.span.end >= end:
                kept = self.text[start : max(start, date.span.start)]
                end = start + len(re.sub(rf"(?:\s*\b(?:{'|'.join(PREPOSITIONS)})\b|\s)+$", "", kept))
        return start, end
