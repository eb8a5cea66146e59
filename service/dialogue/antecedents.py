"""What "it", "they", "that agreement" or "there" stand for, out of what was asked and answered before."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.dates import find_dates
from index.nouns import fact_nouns
from service.dialogue.phrases import AUXILIARY, BE, DO, HAVE, MODAL, PREPOSITIONS, Phrase, Question

#: How many turns back something may have been named.
_REACH = 3
#: An answer of more words describes a thing, it doesn't name it.
_NAME_WORDS = 10
#: What is asked for by these is a property of the thing that the talk is about, not a thing to talk on about.
_PROPERTIES = frozenset(
    """year date day month time decade century number percentage share portion amount sum price cost value length
    height depth weight size age distance kind sort type name title reason purpose aim way city town place country
    continent region capital language""".split()
)
_TIMES = frozenset("year date day month time decade century days years months".split())
_PLACES = frozenset("city town place country capital village island region venue".split())
_PLACE = re.compile(r"\b((?:in|at|to|from)\s+(?:the\s+)?[A-Z][\w-]*(?:\s+[A-Z][\w-]*)*)")
_NO_NAME = re.compile(r"(?:yes|no)\b|[\d.,]+\s*(?:%|percent|per cent|[a-z]+)?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Turn:
    """A question that stands by itself, and what was answered."""

    question: Question
    answer: str

    @property
    def asks(self) -> str:
        """The word that it asks with; empty where it has none."""
        words = self.question.words
        return next(
            (word for word in words if word in ("who", "whom", "what", "which", "when", "where", "why", "how")), ""
        )

    @property
    def asked(self) -> Phrase | None:
        """The noun that it asks for: "which memorandum"."""
        return next((phrase for phrase in self.question.phrases if phrase.asked), None)

    @property
    def counts(self) -> bool:
        """Whether it asks how many there are."""
        return bool(re.search(r"\bhow (?:many|much)\b", self.question.text, re.IGNORECASE))

    @property
    def named(self) -> str | None:
        """The answer where it names something, without the dates that follow the name."""
        text = re.split(r"\s*[;…]|(?<=[a-z0-9]{3})\.\s", self.answer.strip())[0].strip(" .")
        for date in find_dates(text):
            text = text[: max(0, date.span.start)] if date.span.start else ""
            break
        text = re.sub(rf"[\s,(–-]+(?:(?:{'|'.join(PREPOSITIONS)})\s*)*$", "", text)
        told = Question(text)
        if told.phrases and (told.verbs or set(told.words) & AUXILIARY):
            text = told.phrases[0].text
        if not text or _NO_NAME.match(text) or len(text.split()) > _NAME_WORDS:
            return None
        return text

    def described(self, phrase: Phrase) -> str:
        """What was asked for, as the question describes it: "the memorandum that A signed"."""
        rest = self.question.text[phrase.end :].strip(" ?.")
        first, _, after = rest.partition(" ")
        low = first.lower()
        if low in DO or (low in MODAL | HAVE | BE and after and self.inverted):
            rest = after
        bare = re.sub(r"^(?:of )?(?:the|all|these|those)\s+", "", phrase.text, flags=re.IGNORECASE)
        return f"the {bare} that {rest}" if rest else f"the {bare}"

    @property
    def inverted(self) -> bool:
        """Whether the first auxiliary stands before its subject: "did A sign", not "were signed"."""
        words = self.question.words
        place = next((at for at, word in enumerate(words) if word in AUXILIARY), None)
        if place is None or place + 1 >= len(words):
            return False
        if words[place] in DO | MODAL or place == 0 or (self.asked is None and self.asks != "who"):
            return True
        if place + 1 in self.question.verbs or words[place + 1] in PREPOSITIONS | AUXILIARY:
            return False
        return any(verb > place for verb in self.question.verbs)


def _reach(turns: Sequence[Turn]) -> Iterator[Turn]:
    yield from reversed(turns[-_REACH:])


def _definite(text: str) -> str:
    """The phrase with an article where it is no name and has none."""
    first = text.split(maxsplit=1)[0].lower() if text.split() else ""
    if not text or (text[0].isupper() and first not in ("the", "a", "an")):
        return text
    if first in ("the", "this", "that", "these", "those", "its", "their", "his", "her") or "'s" in first:
        return re.sub(r"^(?:The|This|That|this|that)\s", "the ", text)
    return "the " + re.sub(r"^(?:a|an|any|some|all|each|every)\s+", "", text, flags=re.IGNORECASE)


def thing(turns: Sequence[Turn], types: frozenset[str] = frozenset()) -> str | None:
    """What "it" stands for: what the last answer names, else what the question was about.

    Where what is said of it fits facts of some types only ("signed": an agreement), such a one comes first.
    """
    for turn in _reach(turns):
        for phrase in turn.question.phrases if types else ():
            if not phrase.asked and any(types & set(noun.types) for noun in fact_nouns(phrase.name)[:1]):
                return _definite(phrase.text)
    for turn in _reach(turns):
        people = {one.named for one in turns if one.asks in ("who", "whom")}
        if found := next((text for text in _things(turn) if text not in people), None):
            return _definite(found)
    return None


def _things(turn: Turn) -> Iterator[str]:
    asked = turn.asked
    if asked and not asked.plural and not turn.counts and asked.head not in _PROPERTIES and asked.preposition is None:
        yield turn.named or turn.described(asked)
    singles = [phrase for phrase in turn.question.phrases if not phrase.plural and not phrase.asked]
    for wanted in ((False, False), (False, True), (True, False)):
        yield from (p.text for p in singles if (p.preposition is not None, p.proper) == wanted)
    yield from (p.text for p in singles if p.preposition not in (None, "in", "at"))
    yield from (p.text for p in turn.question.phrases if not p.asked and p.preposition is None)


def group(turns: Sequence[Turn], *, acting: bool) -> str | None:
    """What "they" stand for: those who act, or the several things that were asked for or about."""
    for turn in _reach(turns):
        if found := next(_groups(turn, acting), None):
            return _definite(found)
    return thing(turns)


def _groups(turn: Turn, acting: bool) -> Iterator[str]:
    bodies = [phrase.text for phrase in turn.question.phrases if phrase.plural and phrase.proper]
    if acting:
        yield from bodies
        yield from (p.text for p in turn.question.phrases if p.plural and not p.asked and p.preposition is None)
    asked = turn.asked
    if asked and asked.plural:
        listed = turn.named if not turn.counts else None
        yield listed if listed and re.search(r",|\band\b", listed) else turn.described(asked)
    yield from (p.text for p in turn.question.phrases if p.plural and not p.proper and p.preposition is None)
    yield from bodies
    if turn.named and re.search(r"\band\b", turn.named):
        yield turn.named
    yield from (p.text for p in turn.question.phrases if p.plural and not p.asked)


def person(turns: Sequence[Turn]) -> str | None:
    """Whom "he" or "she" stands for."""
    for turn in _reach(turns):
        if turn.asks in ("who", "whom") and turn.named:
            return turn.named
        for phrase in turn.question.phrases:
            if phrase.proper and not phrase.plural and " " in phrase.text and not phrase.text.isupper():
                return phrase.text
    return None


def place(turns: Sequence[Turn]) -> str | None:
    """Where "there" is: "in Oslo", "to Oslo"."""
    for turn in _reach(turns):
        asked = turn.asked
        if (turn.asks == "where" or (asked and asked.head in _PLACES)) and turn.named:
            return f"in {turn.named}"
        if named := _PLACE.findall(turn.question.text):
            return str(named[-1])
    return None


def date(turns: Sequence[Turn], *, year: bool = False) -> str | None:
    """Which date "then" is, or "that year": the last answer's, else the last question's."""
    for turn in _reach(turns):
        for text in (turn.answer, turn.question.text):
            if found := [one for one in find_dates(text) if one.edtf[:4].isdigit()]:
                return found[0].edtf[:4] if year else found[0].span.of(text)
    return None


def pair(turns: Sequence[Turn]) -> tuple[str, str] | None:
    """The former and the latter."""
    for turn in _reach(turns):
        for text in (turn.named or "", *(phrase.text for phrase in turn.question.phrases), turn.question.text):
            if match := re.fullmatch(r"(?:.*[:,]\s+)?(?P<a>[^,:]+?),?\s+(?:and|or)\s+(?P<b>[^,?]+?)\??", text):
                former = re.sub(r"^.*\b(?:between|both|either)\s+", "", match["a"])
                return _definite(former), _definite(match["b"])
    return None


def of_kind(noun: str, turns: Sequence[Turn]) -> str | None:
    """What "the memorandum" or "that agreement" stands for, out of what was called so or by a like noun."""
    if noun in _TIMES:
        return date(turns, year=noun == "year")
    if noun in _PLACES:
        where = place(turns)
        return where and where.partition(" ")[2]
    for turn in _reach(turns):
        asked = turn.asked
        if asked and _alike(noun, asked.head):
            several = asked.plural or turn.counts
            return _definite((None if several else turn.named) or turn.described(asked))
        for phrase in turn.question.phrases:
            if (
                not phrase.asked
                and (_alike(noun, phrase.head) or _alike(noun, phrase.name))
                and len(phrase.text.split()) > 2
            ):
                return _definite(phrase.text)
        if turn.named and any(_alike(noun, word) for word in re.findall(r"\w+", turn.named)):
            return _definite(turn.named)
    return None


def _alike(noun: str, other: str) -> bool:
    """Whether two nouns may stand for one thing: the same word, or one kind of facts ("MoU", "agreement")."""
    if noun.rstrip("s") == other.rstrip("s").lower():
        return True
    one, two = fact_nouns(noun), fact_nouns(other)
    return bool(one and two and one[0].types == two[0].types)
