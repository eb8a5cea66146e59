"""Labels of figures as a person would write them: the number with its noun, and who or what it is said of."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.facts.counting import Figure, opening
from corpus.facts.language import FINITE
from corpus.facts.topics import capital, joined, squeezed, subject_above
from corpus.quantities import Quantity

_STOPS = (
    r"were|was|has|have|had|who|which|that|and|including|with|by|is|are|will|would|could|can|leading|using"
    r"|as|but|while|where|when"
)
_TAIL = re.compile(
    rf"\s+(?:of|from|in|for|on|per|at|to be)\s+(?:[\w&'’/-]+\s*){{1,7}}?(?=\s*(?:[,.;:()](?!\d)|\b(?:{_STOPS})\b|$))",
    re.IGNORECASE,
)
#: "a diameter of more than 800 mm": what a measure is of.
_WHOSE = re.compile(r"\b(?:an?|the)\s+(?P<n>[a-z-]+(?:\s[a-z-]+){0,2}\s+of)\s+$")
_NEAR_TAIL = re.compile(r"\s+of\s+[\w-]+(?:\s+[\w-]+)?(?=\s+(?:for|in|to|of|from|amounting|worth|on|at)\b)")
_SUM_KIND = re.compile(
    r"(?:\b(?!of\b|and\b|the\b|a\b|an\b)[\w-]+\s+){0,2}?\b(?:grants?|loans?|funds?|funding|credits?|assistance"
    r"|investments?|aid|budget|award|package|prize"
    r"|scholarships?|contributions?|cost|price|subsid(?:y|ies)|outlay|income|revenues?|salary|fees?|turnover"
    r"|sales|deficit|debt)\s*(?:of|worth|at|:|amounting to|totalling)?\s*$",
    re.IGNORECASE,
)
#: A clause that says nothing without what stands before it.
_HANGS = re.compile(
    r"(?:at |in |for |by |of )?(?:which|who|whom|that|or|unless|if|with|as|because|for|to|up|down|compared)\b",
    re.IGNORECASE,
)
_SAYS_IT = re.compile(r"\s*(?:it|they|this|these|he|she)\b", re.IGNORECASE)
_RATE = re.compile(
    r"\s+(?:per|a|an|for|of|in|to)\s+(?:the\s+)?[\w-]+(?:\s+[\w-]+){0,3}?"
    r"(?=\s*(?:[,.;(](?!\d)|\band\b|\b(?:in|on|by|from|to|was|is|were)\b|$))"
)


def figure_label(figure: Figure, parties: Sequence[str]) -> str:
    """The figure with its noun and what hangs on it; a length of time or a measure with what it is said of."""
    if figure.is_money:
        return _sum_label(figure, figure.quantity, parties)
    phrase = _phrase(figure)
    if figure.is_measured and " of " not in phrase:
        return _said(figure, phrase, 18)
    return capital(phrase) + _by(phrase, parties)


def _said(figure: Figure, phrase: str, most: int) -> str:
    """The clause as a label where it stands alone; else the phrase, with the heading where the clause says "it"."""
    clause = _clause_text(figure)
    if _SAYS_IT.match(clause):
        above = subject_above(figure.sentence)
        return f"{capital(phrase)} ({above})" if above else capital(phrase)
    return capital(phrase if _HANGS.match(clause) or len(clause.split()) > most else clause)


def _clause_text(figure: Figure) -> str:
    """The clause up to the figure and its noun."""
    text = figure.sentence.text
    before = text[: figure.quantity.span.start]
    marks = [m.end() for m in re.finditer(r"[;,]\s", before)]
    marks += [before.rfind("(") + 1] if before.rfind("(") > before.rfind(")") else []
    end = figure.end if figure.noun or figure.quantity.unit else figure.clause.end
    said = text[max([figure.clause.start, *marks]) : end].strip(" •*.")
    return squeezed(re.sub(r"^\s*(?:and|while|but|also|initially|thus|then)\b,?", "", said, flags=re.IGNORECASE))


def _by(phrase: str, parties: Sequence[str]) -> str:
    return f" ({joined(parties)})" if 0 < len(parties) <= 3 and not all(p in phrase for p in parties) else ""


def _phrase(figure: Figure) -> str:
    """The figure, its noun, and "of …", "in …" up to the next figure or date."""
    sentence, text = figure.sentence, figure.sentence.text
    limit = opening(sentence, figure.after) if figure.after else len(text)
    limit = min([limit, *(d.span.start for d in sentence.dates if d.span.start >= figure.end)])
    limit = min([limit, *(w.start for w in sentence.words if w.tag in FINITE and w.start >= figure.end)])
    tail = _TAIL.match(text, figure.end, limit) or _NEAR_TAIL.match(text, figure.end, limit)
    start = figure.start
    if figure.is_measured and (whose := _WHOSE.search(text, figure.clause.start, start)):
        start = whose.start("n")
    phrase = squeezed(text[start : tail.end() if tail else figure.end])
    return re.sub(r"\s+(?:on|in|from|of|for|to|at|and|the|since then|so far)$", "", phrase)


def _sum_label(figure: Figure, quantity: Quantity, parties: Sequence[str]) -> str:
    """A sum with what it is: "Grant of 1 billion yen (JB)"; one in brackets with the sum that it explains."""
    sentence, text = figure.sentence, figure.sentence.text
    start = opening(sentence, quantity)
    said, before = squeezed(text[start : quantity.span.end]), text[max(0, start - 120) : start]
    if before.rfind("(") > before.rfind(")") and (main := _explained(figure, quantity)):
        return capital(f"{said}: {_sum_label(figure, main, parties)}")
    kind = _SUM_KIND.search(before)
    if kind and not _SAYS_IT.match(kind.group()):
        phrase = f"{kind.group().strip()} {said}"
        return capital(phrase) + _by(phrase, parties)
    rate = _RATE.match(text, quantity.span.end)
    if rate and not any(d.span.start < rate.end() and rate.start() < d.span.end for d in sentence.dates):
        phrase = f"{said} {squeezed(rate.group())}"
        return capital(phrase) + _by(phrase, parties)
    return _said(figure, said, 16)


def _explained(figure: Figure, quantity: Quantity) -> Quantity | None:
    """The sum right before the bracket that `quantity` stands in."""
    text = figure.sentence.text
    bracket = text.rfind("(", 0, quantity.span.start)
    earlier = [q for q in figure.sentence.quantities if q.span.end <= bracket]
    return earlier[-1] if earlier and bracket - earlier[-1].span.end < 12 else None
