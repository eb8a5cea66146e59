"""Figures: every number with what it counts or measures, and sums of money given, lent, spent or allotted."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from corpus.facts.agreements import of_headings
from corpus.facts.anchors import Anchor
from corpus.facts.circumstances import completed, place_of
from corpus.facts.language import Word
from corpus.facts.parties import canonical
from corpus.facts.statement import Draft, Rule, Sentence, Story
from corpus.facts.topics import capital, clause_span, joined, squeezed
from corpus.model import Span
from corpus.quantities import Quantity

RULES = (
    Rule("counted", "a number and the noun that it counts or measures",
         "The council has supported 277 joint projects and about 60 seminars."),
    Rule("share", "a percentage and what it is of", "Some 40% of the seats are reserved for women."),
    Rule("money", "a sum of money that is given, lent, spent or allotted",
         "The bank sanctioned a grant of 1 billion yen and a loan of up to 50 billion."),
    Rule("price", "any other sum of money", "The price of oil rose to $12 per barrel."),
)  # fmt: skip

_FUNDS = re.compile(
    r"\b(?:grants?|loans?|sanction\w*|fund(?:s|ed|ing)?|allocat\w+|invest\w*|budget\w*|worth|contribut\w+|aid|award\w*|pledg\w+|donat\w+|financ\w+"
    r"|provid\w+|assistance|support\w*|credit|spent|spend\w*|disburs\w+|cost\w*|outlay|package|subsid\w+|scholarship|endow\w+|prize|paid)\b",
    re.IGNORECASE,
)
_VAGUE = frozenset("ways things reasons others cases sides points aspects respects occasions kinds types sorts forms parts halves steps terms times words hands ends fold folds way part side time".split())
_OF = re.compile(r"\s*(?:no\.?s?\.?\s+of|nos?\.|numbers?\s+of|(?:more|additional|further|other|new|different)(?=\s))\s*", re.IGNORECASE)
_TOTAL = re.compile(r"(?:\b(?:a|the)\s+total\s+of|\ba\s+(?:group|team|sum|maximum|minimum)\s+of|\bin total,?)\s+(?:\w+\s+)?$", re.IGNORECASE)
_REFERS = re.compile(r"\b(?:the|these|those|both|other|its|their|his|her|all|first|last|next|past)\s+$", re.IGNORECASE)


def find(sentence: Sentence, story: Story, anchors: Sequence[Anchor]) -> Iterator[Draft]:
    """The figures that the sentence states, each once."""
    quantities = [q for q in sentence.quantities if q.span.start >= sentence.lead]
    for at, quantity in enumerate(quantities):
        noun = _noun(sentence, quantity)
        if quantity.unit is None and (noun is None or not _tells(sentence, quantity, noun)):
            continue
        yield _draft(sentence, story, quantities, at, noun)


def _noun(sentence: Sentence, quantity: Quantity) -> Span | None:
    """The noun phrase that the number counts, right after it: up to its head noun."""
    text, start = sentence.text, quantity.span.end
    if skip := _OF.match(text, start):
        start = skip.end()
    elif quantity.unit == "percent" and (of := re.match(r"\s+of\s+(?:the\s+|all\s+|its\s+|their\s+)*", text[start:])):
        start += of.end()
    words = [w for w in sentence.words if w.start >= start]
    if not words or text[start : words[0].start].strip() not in ("", "-", "–"):
        return None
    end, depth = None, 0
    for i, word in enumerate(words[:9]):
        following = words[i + 1] if i + 1 < len(words) else None
        if not _in_phrase(word, following, i):
            break
        if word.pos in ("NOUN", "PROPN") or word.tag in ("NNS", "NN"):
            end = word.end
            if word.tag == "NNS" and not (following and (following.text in ("/", "-") or following.tag in ("NN", "NNS"))):
                break
        depth += 1
    return Span(words[0].start, end) if end else None


def _in_phrase(word: Word, following: Word | None, at: int) -> bool:
    if word.text in ("-", "/", "–", "'s", "’s"):
        return True
    if word.pos in ("ADJ", "NOUN", "PROPN"):
        return True
    return word.tag in ("VBN", "VBG", "JJ") and at < 3 and following is not None and following.pos in ("NOUN", "ADJ", "PROPN")


def _tells(sentence: Sentence, quantity: Quantity, noun: Span) -> bool:
    """Whether the number is worth a line: not "the two sides", "in two ways", "one of"."""
    said = quantity.span.of(sentence.text).lower()
    head = noun.of(sentence.text).split()[-1].lower()
    before = sentence.text[max(0, quantity.span.start - 20) : quantity.span.start]
    if head in _VAGUE or (said in ("two", "one") and _REFERS.search(before)):
        return False
    return not (said == "one" and not re.search(r"(?:year|month|day|week|hour|kilomet|mile|hectare|acre|tonne)", head))


def _draft(sentence: Sentence, story: Story, quantities: Sequence[Quantity], at: int, noun: Span | None) -> Draft:
    quantity, text = quantities[at], sentence.text
    end = noun.end if noun else quantity.span.end
    money = quantity.unit not in (None, "percent")
    unit = quantity.unit or (squeezed(noun.of(text)) if noun else None)
    quote = _quote(sentence, quantities, at)
    parties = _parties(sentence, story, quantity, end)
    dated = [d for d in sentence.dates if d.role in ("on", "since") and sentence.lead <= d.span.start]
    date = completed(dated[0] if len(dated) == 1 else min(dated, key=lambda d: abs(d.span.start - quantity.span.start)), sentence, story) if dated else None
    funding = money and bool(_FUNDS.search(text, sentence.lead))
    rule = "money" if funding else "price" if money else "share" if quantity.unit == "percent" else "counted"
    return Draft(
        sentence, "funding" if funding else "statistic", rule, _label(sentence, quantity, noun, parties, at, quantities), quote, parties=parties,
        topic=_topic(sentence, quantity, noun), date=date, place=None, value=quantity.value, unit=unit, approximate=quantity.approximate,
        anchor=quantity.span,
    )  # fmt: skip


def _quote(sentence: Sentence, quantities: Sequence[Quantity], at: int) -> Span:
    """The item of a list of figures; else the clause."""
    start, end = sentence.lead, len(sentence.text)
    if len(quantities) > 2 and _listed(sentence, quantities):
        if at:
            start = _opening(sentence, quantities[at])
        if at + 1 < len(quantities):
            end = _opening(sentence, quantities[at + 1])
    else:
        for stop in re.finditer(r";\s", sentence.text):
            if stop.end() <= quantities[at].span.start:
                start = max(start, stop.end())
            elif stop.start() >= quantities[at].span.end:
                end = min(end, stop.start())
    return clause_span(sentence, start, end)


def _listed(sentence: Sentence, quantities: Sequence[Quantity]) -> bool:
    gaps = [sentence.text[a.span.end : _opening(sentence, b)] for a, b in zip(quantities, quantities[1:], strict=False)]
    return sum(bool(re.search(r"(?:,|\band|&)\s*$", gap)) for gap in gaps) * 3 >= len(gaps) * 2


def _opening(sentence: Sentence, quantity: Quantity) -> int:
    """Where the words of a figure begin, with "about" and "a total of"."""
    before = re.search(r"(?:\b(?:about|around|approximately|approx\.?|some|nearly|almost|over|more than|less than|at least|up to|an? total of|nearly)\s+|~\s*)+$", sentence.text[: quantity.span.start], re.IGNORECASE)
    return before.start() if before else quantity.span.start


def _label(sentence: Sentence, quantity: Quantity, noun: Span | None, parties: Sequence[str], at: int, quantities: Sequence[Quantity]) -> str:
    text = sentence.text
    start = _opening(sentence, quantity)
    end = noun.end if noun else quantity.span.end
    tail = re.match(r"\s+(?:of|from|in|for|on|to|per)\s+(?:[\w&'’/-]+\s*){1,6}?(?=\s*(?:[,.;:()]|\b(?:were|was|has|have|had|who|which|that|and|including|with|by|is|are|will|would|could)\b|$))", text[end:])
    limit = _opening(sentence, quantities[at + 1]) if at + 1 < len(quantities) else len(text)
    stop = end + tail.end() if tail and end + tail.end() <= limit else end
    phrase = squeezed(text[start:stop])
    return capital(f"{phrase} ({joined(parties)})" if parties and len(parties) <= 3 and not all(p in phrase for p in parties) else phrase)


def _topic(sentence: Sentence, quantity: Quantity, noun: Span | None) -> str | None:
    if noun:
        return squeezed(noun.of(sentence.text))
    return sentence.passage.headings[-1] if sentence.passage.headings else None


def _parties(sentence: Sentence, story: Story, quantity: Quantity, end: int) -> tuple[str, ...]:
    """Who acts: the bodies named before the number, those listed after it, those of the heading."""
    listed = re.match(r"[^.;:]{0,30}?(?::|,?\s*namely|,?\s*viz\.?)\s*", sentence.text[end:])
    if listed:
        names = [n for n in sentence.names if n.span.start >= end + listed.end() and n.kind != "place"]
        if len(names) > 1:
            return tuple(dict.fromkeys(n.canonical for n in names))
    before = [n for n in sentence.names if n.acts and sentence.lead <= n.span.start < quantity.span.start]
    after = [n for n in sentence.names if n.acts and n.span.start >= end]
    found = canonical(before) or canonical(after[:2])
    return found[:4] or of_headings(sentence, story)


__all__ = ["RULES", "Span", "find", "place_of"]
