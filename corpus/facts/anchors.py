"""The nouns that statements hang on, with the phrases around them: instruments and gatherings, in order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from corpus.facts.language import FINITE, Word
from corpus.facts.lexicon import EVENTS, LEANS, MEETINGS, ORDINAL
from corpus.facts.statement import Sentence, Story
from corpus.instruments import INSTRUMENT, instrument_name
from corpus.model import Span

_GATHERING = re.compile(rf"(?<![\w-])(?:(?P<meeting>{MEETINGS})|(?P<event>{EVENTS}))(?![\w-])", re.IGNORECASE)
_INSTRUMENT = re.compile(rf"(?<![\w-]){INSTRUMENT.pattern}(?![\w/])")
#: "the 3rd XYZ", "XYZ 26": a gathering called by its short form and its number.
_NUMBERED = re.compile(
    rf"(?:(?i:{ORDINAL})\s+(?P<a>[A-Z]{{3,8}})\b(?!\s+\(?(?i:[\w-]*\s?){{0,3}}(?i:{MEETINGS}|{EVENTS})\b)"
    rf"|(?<=during )(?:the )?(?P<b>[A-Z]{{3,8}})[ -]?\d{{1,2}}\b|(?<=at )(?:the )?(?P<c>[A-Z]{{3,8}})[ -]?\d{{1,2}}\b)"
)
_LEANS = re.compile(
    rf"\b(?:{LEANS})\s+(?:(?:the|this|that|these|such|its|an?|overall|said|above|same|existing"
    rf"|terms of)\s+)*(?:[\w&-]+\s+){{0,4}}$",
    re.IGNORECASE,
)
#: An instrument that a text leans on but whose making it states in the same breath.
_MADE_TOO = re.compile(
    r"\s+(?:of|dated)\s+(?:the\s+)?\d|(?:\s+(?:with|of)\s+(?:the\s+)?[A-Z]\w+)?\s+(?:signed|concluded|adopted"
    r"|reached|made)\b",
    re.IGNORECASE,
)
_RIGHT_STOPS = frozenset(
    """between during at was were is are has have had held from by with since under after before signed organized
    organised which who that where while when co-chaired chaired hosted jointly as into towards via over till
    until through""".split()
)
_REFERRING = frozenset(
    "this that the a an these those such same another said its their his her our any each every both".split()
)
_MARKS = frozenset(("-", "/", "&", "–", "'s", "’s", "'", "’"))


@dataclass(frozen=True, slots=True)
class Anchor:
    """A noun that a statement may hang on, at its place in the sentence's text."""

    #: instrument, meeting or event.
    kind: str
    noun: Span
    #: The noun with what stands before it, without an article.
    phrase: Span
    #: Where the phrase ends, with its "on …", "of …", "for …".
    end: int
    #: What instruments of this form are called; else the noun itself, small.
    name: str

    @property
    def whole(self) -> Span:
        """The phrase with what follows the noun."""
        return Span(self.phrase.start, max(self.end, self.phrase.end))


def find_anchors(sentence: Sentence, story: Story) -> tuple[Anchor, ...]:
    """The anchors of a sentence after its run-in heading, in order and apart."""
    found: list[Anchor] = []
    for kind, noun, name in sorted(_candidates(sentence, story), key=lambda c: (c[1].start, -c[1].end)):
        if found and noun.start < max(found[-1].noun.end, found[-1].phrase.end):
            continue
        if _is_verb(sentence, noun) or _in_name(sentence, noun, kind) or _is_counted(sentence, noun):
            continue
        anchor = Anchor(kind, noun, Span(_left(sentence, kind, noun.start), noun.end), _right(sentence, noun.end), name)
        _add(sentence, found, anchor)
    return tuple(found)


def _candidates(sentence: Sentence, story: Story) -> Iterator[tuple[str, Span, str]]:
    """(kind, place, name) of every noun that may be an anchor."""
    text, lead = sentence.text, sentence.lead
    for match in _INSTRUMENT.finditer(text, lead):
        yield "instrument", Span(*match.span()), instrument_name(match.group())
    for short, long in story.aliases:
        if _INSTRUMENT.fullmatch(long) and not _INSTRUMENT.fullmatch(short):
            for match in re.finditer(rf"(?<![\w(-]){re.escape(short)}(?![\w)-])", text[lead:]):
                yield "instrument", Span(lead + match.start(), lead + match.end()), instrument_name(long)
    for match in _GATHERING.finditer(text, lead):
        if not re.match(r"(?i)video", text[max(0, match.start() - 6) : match.start()]):
            yield "meeting" if match["meeting"] else "event", Span(*match.span()), match.group().lower()
    for match in _NUMBERED.finditer(text, lead):
        group = next(g for g in "abc" if match[g])
        yield "meeting", Span(match.start(group), match.end()), match.group().lower()


def _add(sentence: Sentence, found: list[Anchor], anchor: Anchor) -> None:
    """Append the anchor, or make it one with the last where both are of one phrase."""
    last = found[-1] if found else None
    if last is None or last.kind == "instrument" or anchor.kind == "instrument":
        inside = last is not None and last.kind != anchor.kind and anchor.noun.start < last.end
        if inside or (anchor.kind == "instrument" and _only_leant_on(sentence, anchor)):
            return
        if (
            last is None
            or last.kind != "instrument"
            or not re.fullmatch(r"\s*\(?", sentence.text[last.noun.end : anchor.noun.start])
        ):
            found.append(anchor)
        return
    gap = sentence.text[last.noun.end : anchor.phrase.start] if anchor.phrase.start > last.noun.end else ""
    if re.fullmatch(r"\s*(?:and|&|/|the|)\s*(?:an?\s+|the\s+)?", gap):
        kind = last.kind if "and" in gap else anchor.kind
        found[-1] = replace(anchor, kind=kind, phrase=Span(last.phrase.start, anchor.noun.end))
    elif last.end > anchor.noun.start and not re.search(
        rf"\b(?:{ORDINAL})\b", anchor.phrase.of(sentence.text), re.IGNORECASE
    ):
        found[-1] = replace(last, end=max(last.end, anchor.end))
    else:
        found.append(anchor)


def _only_leant_on(sentence: Sentence, anchor: Anchor) -> bool:
    """Whether the text merely leans on the instrument: "under this memorandum", "as per the agreement"."""
    before = sentence.text[sentence.lead : anchor.phrase.start]
    return bool(_LEANS.search(before)) and not _MADE_TOO.match(sentence.text, anchor.noun.end)


def _is_verb(sentence: Sentence, noun: Span) -> bool:
    word = sentence.word_at(noun.start)
    return word is not None and word.pos in ("VERB", "AUX") and word.text.islower() and word.end <= noun.end


def _in_name(sentence: Sentence, noun: Span, kind: str) -> bool:
    """Whether the noun is but a part of a body's or a person's name: "Forum Council", "Dialogue Institute"."""
    for name in sentence.names:
        if name.span.covers(noun) and name.kind in ("body", "person", "role"):
            inner = name.span.start + len(name.text)
            if kind != "meeting" or noun.end < inner:
                return True
    return False


def _is_counted(sentence: Sentence, noun: Span) -> bool:
    """Whether a number counts it: "4 sessions", "two joint committee meetings"."""
    return any(
        q.unit is None
        and q.span.end < noun.start
        and re.fullmatch(r"\s+(?:[\w&/-]+\s+){0,4}", sentence.text[q.span.end : noun.start])
        for q in sentence.quantities
    ) and noun.of(sentence.text).endswith("s")


def _left(sentence: Sentence, kind: str, start: int) -> int:
    """Where the phrase that ends in the noun begins, past any article."""
    words = [word for word in sentence.words if sentence.lead <= word.start and word.end <= start]
    depth, capitals = 0, False
    for word in reversed(words):
        if any(date.span.start <= word.start < date.span.end for date in sentence.dates):
            break
        depth += (word.text == ")") - (word.text == "(")
        joins = kind == "instrument" and word.text == "and" and _in_pair(sentence, word)
        if depth < 0 or (not depth and word.text != "(" and not joins and not _modifies(word, capitals)):
            break
        if not depth:
            start = word.start
            capitals = capitals or word.text[:1].isupper()
    while sentence.text[start : start + 1] in "-–'’&/ ":
        start += 1
    joined = re.search(r"\b[\w]+[-–]$", sentence.text[sentence.lead : start])
    return sentence.lead + joined.start() if joined else start


def _in_pair(sentence: Sentence, word: Word) -> bool:
    """Whether "and" joins two small nouns that stand before the anchor: "the science and trade pact"."""
    return bool(re.search(r"\b(?:the|an?|this)\s+(?:[a-z-]+\s+){1,2}$", sentence.text[: word.start]))


def _modifies(word: Word, capitals: bool) -> bool:
    low = word.text.lower()
    if word.text in _MARKS:
        return True
    if low in _REFERRING or not word.text[:1].isalnum() or (capitals and word.tag == "NNS" and word.text.islower()):
        return False
    numbered = bool(re.fullmatch(rf"(?:{ORDINAL})", low))
    return (
        numbered
        or low == "working"
        or (
            word.pos in ("ADJ", "NOUN", "PROPN")
            and not (word.pos == "NOUN" and word.tag == "NNS" and word.text.islower())
        )
    )


_QUOTED = re.compile(
    r"\s*(?:(?:on|of|for|titled|entitled|called|named)\s+)?(?:“[^”]{3,200}”|\"[^\"]{3,200}\"|‘[^’]{3,200}’)"
)


def _right(sentence: Sentence, end: int) -> int:
    """Where the phrase ends with its "on", "of" and "for"; quoted names are taken whole."""
    text = sentence.text
    if quoted := _QUOTED.match(text, end):
        return quoted.end()
    words = [word for word in sentence.words if word.start >= end]
    if (
        not words
        or words[0].text.lower() not in ("of", "on", "for", "concerning", "regarding", "in")
        or text[end : words[0].start].strip()
    ):
        return end
    last = end
    for i, word in enumerate(words[:22]):
        if _ends(sentence, words, i):
            break
        if word.pos not in ("ADP", "DET", "PART", "CCONJ"):
            last = word.end
    return last


def _ends(sentence: Sentence, words: Sequence[Word], at: int) -> bool:
    """Whether the phrase can't go on with this word."""
    word, following = words[at], words[at + 1] if at + 1 < len(words) else None
    low = word.text.lower()
    if word.tag in FINITE or low in _RIGHT_STOPS or (not word.text[:1].isalnum() and word.text not in _MARKS):
        return True
    if any(d.span.start <= place.start < d.span.end for d in sentence.dates for place in (word, following) if place):
        return True
    return _ends_by_word(sentence, words, at)


def _ends_by_word(sentence: Sentence, words: Sequence[Word], at: int) -> bool:
    """The same, for the small words that end a phrase only before some others."""
    word, following = words[at], words[at + 1] if at + 1 < len(words) else None
    low = word.text.lower()
    if low in ("in", "at"):
        return not re.match(r"(?:the )?(?:field|area|sphere|domain|framework)", sentence.text[word.end + 1 :])
    if low == "for" and following and (following.pos == "NUM" or following.tag == "VBG"):
        return True
    if (
        low == "on"
        and following
        and re.match(r"(?i)virtual|on-?line|the (?:occasion|sidelines|margins)", sentence.text[following.start :])
    ):
        return True
    if low in ("and", "or"):
        return (
            following is None
            or following.pos not in ("NOUN", "PROPN", "ADJ")
            or any(n.acts and n.span.start == following.start for n in sentence.names)
        )
    return low == "to" and following is not None and following.tag == "VB"
