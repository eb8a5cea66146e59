"""The nouns that statements hang on, with the phrases around them: instruments and gatherings, in order."""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.facts.language import Word
from corpus.facts.lexicon import EVENTS, INSTRUMENT, INSTRUMENTS, MEETINGS, ORDINAL
from corpus.facts.statement import Sentence
from corpus.model import Span

_NOUNS = re.compile(rf"\b(?:(?P<meeting>{MEETINGS})|(?P<event>{EVENTS}))\b", re.IGNORECASE)
_INSTRUMENT = re.compile(rf"(?<![\w-])(?:{INSTRUMENT.pattern})(?![\w/])|(?<![\w-])(?i:{'|'.join(form for form, _ in INSTRUMENTS[8:])}|memorand(?:um|a) of \w+|letters? of intent|implement(?:ing|ation) arrangements?)(?![\w/])", re.ASCII)
_NUMBERED = re.compile(rf"(?:\b{ORDINAL}\s+(?P<a>[A-Z]{{3,8}})\b(?!\s+[A-Za-z]*(?:{MEETINGS}|{EVENTS})\b)|\b(?P<b>[A-Z]{{3,8}})[ -]?\d{{1,2}}\b(?!\s*[%\d]))", re.IGNORECASE)
_RIGHT_STOPS = frozenset(
    """between during at was were is are has have had held from by with since under after before signed organized organised
    which who that where while when co-chaired chaired hosted jointly , ; : – — ( ) and or but as into towards via over till
    until""".split()
)
_FINITE = frozenset(("VBD", "VBZ", "VBP", "MD"))


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
        return Span(self.phrase.start, self.end)


def find_anchors(sentence: Sentence) -> tuple[Anchor, ...]:
    """The anchors of a sentence after its run-in heading, in order and apart."""
    found: list[Anchor] = []
    text = sentence.text
    matches = [("instrument", m) for m in _INSTRUMENT.finditer(text, sentence.lead)]
    matches += [("meeting" if m["meeting"] else "event", m) for m in _NOUNS.finditer(text, sentence.lead)]
    matches += [("meeting", m) for m in _numbered(sentence)]
    for kind, match in sorted(matches, key=lambda pair: (pair[1].start(), -pair[1].end())):
        noun = Span(*match.span())
        if found and noun.start < found[-1].noun.end:
            continue
        if _is_verb(sentence, noun) or _in_name(sentence, noun, kind):
            continue
        anchor = _anchor(sentence, kind, noun)
        if found and found[-1].phrase.meets(Span(anchor.phrase.start, anchor.noun.end)) and found[-1].kind != "instrument":
            found[-1] = Anchor(anchor.kind, anchor.noun, Span(found[-1].phrase.start, anchor.noun.end), anchor.end, anchor.name)
        elif not (found and found[-1].end > anchor.noun.start and kind != "instrument" and found[-1].kind != "instrument" and not re.match(rf".*\b(?:{ORDINAL})\b", anchor.phrase.of(text), re.I)):
            found.append(anchor)
    return tuple(found)


def _numbered(sentence: Sentence) -> list[re.Match[str]]:
    """ "the 3rd XYZ", "XYZ 26": a gathering called by its short form and its number."""
    return [
        m for m in _NUMBERED.finditer(sentence.text, sentence.lead)
        if (m["a"] or m["b"]).isupper() and re.search(r"\b(?:at|during|in|of|the|for|^\W*)\s*$", sentence.text[: m.start()])
        and (m["a"] is not None or re.search(r"\b(?:at|during) (?:the )?$", sentence.text[: m.start()]))
    ]  # fmt: skip


def _is_verb(sentence: Sentence, noun: Span) -> bool:
    word = sentence.word_at(noun.start)
    return word is not None and word.pos in ("VERB", "AUX") and len(noun) == word.end - word.start and word.text.islower()


def _in_name(sentence: Sentence, noun: Span, kind: str) -> bool:
    """Whether the noun is but a part of a body's or a person's name: "Dialogue Institute", "Forum Council"."""
    return any(name.span.meets(noun) and name.kind in ("body", "person", "role") and kind != "meeting" or
               (name.span.meets(noun) and name.kind == "body" and name.span.end > noun.end + 1 and name.text.find(noun.of(sentence.text)) + len(noun) < len(name.text)) for name in sentence.names)


def instrument_name(text: str) -> str:
    """What an instrument of this form is called in a fact."""
    for form, name in INSTRUMENTS:
        if re.fullmatch(form, text, re.IGNORECASE):
            return name
    return text


def _anchor(sentence: Sentence, kind: str, noun: Span) -> Anchor:
    start = _left(sentence, noun.start)
    end = _right(sentence, noun.end)
    said = noun.of(sentence.text)
    return Anchor(kind, noun, Span(start, noun.end), end, instrument_name(said) if kind == "instrument" else said.lower())


def _left(sentence: Sentence, start: int) -> int:
    """Where the phrase that ends in the noun begins, past any article."""
    words = [word for word in sentence.words if word.end <= start]
    depth = 0
    for word in reversed(words):
        if word.start < sentence.lead or any(date.span.start <= word.start < date.span.end for date in sentence.dates):
            break
        if word.text == ")":
            depth += 1
        elif word.text == "(" and depth:
            depth -= 1
        elif not depth and not _modifies(word):
            break
        if not depth:
            start = word.start
    return start


def _modifies(word: Word) -> bool:
    if word.text in ("-", "/", "&", "–", "'s", "’s", "’", "'"):
        return True
    if word.text in ("•", "*", '"', "“", "”") or word.text.lower() in ("this", "that", "the", "a", "an", "these", "such", "same", "another", "said"):
        return False
    return word.pos in ("ADJ", "NOUN", "PROPN") or (word.pos == "NUM" and bool(re.match(r"\d+(?:st|nd|rd|th)", word.text))) or word.text.lower() == "working"


def _right(sentence: Sentence, end: int) -> int:
    """Where the phrase ends with its "on", "of" and "for"; quoted names are taken whole."""
    text = sentence.text
    quoted = re.compile(r"\s*(?:(?:on|of|for|titled|entitled|called|named)\s+)?[“\"‘'](?P<q>[^”\"’']{3,200})[”\"’']").match(text, end)
    if quoted:
        return quoted.end()
    words = [word for word in sentence.words if word.start >= end]
    if not words or words[0].text.lower() not in ("of", "on", "for", "concerning", "regarding", "in") or text[end : words[0].start].strip():
        return end
    last = end
    for i, word in enumerate(words[:22]):
        following = words[i + 1] if i + 1 < len(words) else None
        low = word.text.lower()
        dated = any(d.span.start <= p.start < d.span.end for d in sentence.dates for p in (word, following) if p)
        if word.tag in _FINITE or dated or (low in _RIGHT_STOPS and not _listed(words, i)):
            break
        if low in ("in", "at") and not (following and re.match(r"the (?:field|area|sphere|domain|framework)|field", text[word.end + 1 :])):
            break
        if low == "to" and following and following.tag == "VB":
            break
        if word.pos not in ("ADP", "DET", "PART"):
            last = word.end
    return last


def _listed(words: list[Word], at: int) -> bool:
    """Whether "and" or a comma here joins two nouns of the phrase rather than two clauses or parties."""
    word, following = words[at], words[at + 1] if at + 1 < len(words) else None
    after = words[at + 2] if at + 2 < len(words) else None
    if word.text.lower() not in ("and", "&") or following is None:
        return False
    return following.pos in ("NOUN", "PROPN", "ADJ") and (after is None or after.tag not in _FINITE)
