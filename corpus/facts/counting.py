"""What a number counts: the noun phrase after it, and whether the two together are worth a line."""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.facts.language import Word
from corpus.facts.statement import Sentence
from corpus.model import Span
from corpus.quantities import Quantity

_VAGUE = frozenset(
    """ways things reasons others cases sides points aspects respects occasions kinds types sorts forms parts
    halves terms times words hands ends fold way part side time more day thing""".split()
)
#: Lengths of time.
TIME = re.compile(r"(?:year|month|week|day|hour|minute|second|decade|centur)", re.IGNORECASE)
#: Units of measure, which say little without what they are measured of.
MEASURE = re.compile(
    r"(?i)(?:[mckdnµ]?m[²³]?|[mkµ]?g|t|ha|[mcdh]?l|[kmgt]?wh?|[kmgt]?hz|k?v|h?pa|[kmgt]i?b|s|ms|h|min|dpi|ppm|px|°c|km/h|m/s"
    r"|mph|(?:square |cubic )?(?:kilo|centi|milli)?met(?:er|re)s?|(?:square )?miles?|feet|foot|inch(?:es)?|hectares?"
    r"|acres?|tonn?e?s?|kilograms?|grams?|lit(?:er|re)s?|degrees?|(?:kilo|mega|giga)?watts?|volts?"
    r"|(?:mega|giga|kilo)?bytes?|octets?|bits?)"
)
#: A number before a street's name is a house's.
_ADDRESS = re.compile(r"\b[A-Z]\w+ (?:St|Street|Road|Rd|Ave|Avenue|Lane|Blvd|Boulevard|Drive|Square|Way|Plaza)\b")
_BEFORE_NOUN = re.compile(
    r"\s*(?:no\.?\s?s?\.?\s+of|nos?\.|numbers?\s+of|(?:more|additional|further|other|different|such)(?=\s))\s*",
    re.IGNORECASE,
)
_REFERS = re.compile(
    r"\b(?:the|these|those|both|other|its|their|his|her|all|first|last|next|past|of)\s+$", re.IGNORECASE
)
_ABOUT = re.compile(
    r"(?:\b(?:about|around|approximately|approx\.?|some|nearly|almost|over|more than|less than|at least|up\s?to"
    r"|an? total of|nearly|fewer than"
    r"|no more than|not less than|an estimated)\s+|~\s*)+$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of a sentence with what it counts, and the numbers around it."""

    sentence: Sentence
    quantity: Quantity
    noun: Span | None
    #: The one before and the one after it in the sentence.
    before: Quantity | None
    after: Quantity | None

    @property
    def end(self) -> int:
        """Where the number with its noun ends."""
        return (self.noun or self.quantity.span).end

    @property
    def start(self) -> int:
        """Where its words begin, with "about" and "a total of"."""
        return opening(self.sentence, self.quantity)

    @property
    def clause(self) -> Span:
        """The main clause that it stands in."""
        return self.sentence.clause_at(self.quantity.span.start)

    @property
    def is_money(self) -> bool:
        """Whether its unit is a currency."""
        return self.quantity.unit not in (None, "percent")

    @property
    def is_measured(self) -> bool:
        """Whether it counts no things: it is a length of time, a measure, or a bare number."""
        noun = self.noun.of(self.sentence.text) if self.noun else ""
        return not noun or bool(TIME.search(noun) or MEASURE.fullmatch(noun))


def opening(sentence: Sentence, quantity: Quantity) -> int:
    """Where the words of a number begin, with "about" and "a total of"."""
    before = _ABOUT.search(sentence.text, 0, quantity.span.start)
    return before.start() if before else quantity.span.start


def counted_noun(sentence: Sentence, quantity: Quantity) -> Span | None:
    """The noun phrase that the number counts, right after it, up to its head noun."""
    text, start = sentence.text, quantity.span.end
    if skip := _BEFORE_NOUN.match(text, start):
        start = skip.end()
    if of := re.compile(r"\s*of\s+(?:the\s+|all\s+|its\s+|their\s+)*").match(text, start):
        if quantity.unit != "percent" and not quantity.value >= 1000:
            return None
        start = of.end()
    words = [w for w in sentence.words if w.start >= start]
    gap = text[start : words[0].start] if words else "."
    if gap.strip() not in ("", "-", "–") or len(gap) > 2 or not words[0].text[:1].isalpha():
        return None
    end = None
    for at, word in enumerate(words[:9]):
        following = words[at + 1] if at + 1 < len(words) else None
        measure = at == 0 and MEASURE.fullmatch(word.text)
        if not measure and not _in_phrase(word, following, at):
            break
        if measure or word.pos in ("NOUN", "PROPN"):
            end = word.end
            if (measure or word.tag in ("NNS", "NNPS")) and not _goes_on(following):
                break
    return Span(words[0].start, end) if end else None


def _goes_on(following: Word | None) -> bool:
    """Whether a plural is but a part of the noun: "students/researchers", "arms race"."""
    return following is not None and (following.text in ("/", "-") or following.tag in ("NN", "NNS", "NNPS"))


def _in_phrase(word: Word, following: Word | None, at: int) -> bool:
    """Whether the word goes on the noun phrase: a noun, an adjective, or what may stand before one."""
    if word.text in ("-", "/", "–", "'s", "’s", "’") or word.pos in ("ADJ", "NOUN", "PROPN"):
        return True
    if following is None:
        return False
    if word.tag == "RB":
        return word.text.endswith("ly") and following.pos in ("ADJ", "VERB", "NOUN", "PROPN")
    return word.tag in ("VBN", "VBG", "JJ") and at < 3 and following.pos in ("NOUN", "ADJ", "PROPN")


_AFTER = re.compile(r"\bafter\s+(?:the\s+|about\s+)?$", re.IGNORECASE)
_LATER = re.compile(r"\s+(?:later|ago|earlier|before|after|afterwards)\b", re.IGNORECASE)


def tells(sentence: Sentence, quantity: Quantity, noun: Span | None) -> bool:
    """Whether the number is worth a line: not "the two sides", "in two ways", "one of"."""
    if quantity.unit is not None or noun is None:
        return quantity.unit is not None or (quantity.value >= 100 and _is_subject(sentence, quantity))
    after = sentence.text[quantity.span.end : quantity.span.end + 2]
    if re.fullmatch(r"1[5-9]\d\d|20\d\d", quantity.span.of(sentence.text)) and after[1:].isupper():
        return False
    if quantity.value == 0 or _is_model(sentence, quantity) or _ADDRESS.search(noun.of(sentence.text)):
        return False
    said = quantity.span.of(sentence.text).lower()
    head = re.split(r"[\s-]", noun.of(sentence.text).lower())[-1]
    before = sentence.text[max(0, quantity.span.start - 20) : quantity.span.start]
    if head in _VAGUE or (said in ("two", "one") and _REFERS.search(before) and not TIME.match(head)):
        return False
    if _is_gap(sentence, head, before, noun.end):
        return False
    measured = re.match(r"(?:year|month|week|kilomet|mile|hectare|acre|tonne|decade|centur)", head)
    return said not in ("one", "1") or bool(measured)


def _is_gap(sentence: Sentence, head: str, before: str, end: int) -> bool:
    """Whether a length of time only tells when: "after three months", "two years later"."""
    return bool(TIME.match(head) and (_AFTER.search(before) or _LATER.match(sentence.text, end)))


def _is_model(sentence: Sentence, quantity: Quantity) -> bool:
    """Whether the number is part of a name: "the Motorola 68000 series", "Windows 95 machines"."""
    if not quantity.span.of(sentence.text).isdigit():
        return False
    before = next((w for w in reversed(sentence.words) if w.end + 1 == quantity.span.start), None)
    return before is not None and before.start > sentence.lead and before.pos == "PROPN" and before.text[:1].isupper()


def _is_subject(sentence: Sentence, quantity: Quantity) -> bool:
    """Whether the number alone is what a verb is about: "Four thousand emigrated"."""
    after = next((w for w in sentence.words if w.start >= quantity.span.end), None)
    last = sentence.word_at(quantity.span.end - 1)
    return (
        after is not None
        and last is not None
        and not re.fullmatch(r"\d{4}", quantity.span.of(sentence.text))
        and after.tag in ("VBD", "VBP")
        and last.dep in ("nsubj", "nsubjpass")
    )
