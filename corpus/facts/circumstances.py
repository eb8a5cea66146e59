"""When and where: which of a sentence's dates and places belong to which of its nouns, and what a reader carries over."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from corpus.dates import FoundDate
from corpus.facts.anchors import Anchor
from corpus.facts.lexicon import CONCLUDED, HELD, VIRTUAL
from corpus.facts.statement import Sentence, Story

_SAME_TIME = re.compile(
    r"\b(?:during|at|in|on the (?:occasion|sidelines|margins) of|alongside|in conjunction with|coinciding with)\s+"
    r"(?:(?:the|a|an|his|her|its|their|this)\s+)?(?:[\w-]+\s+){0,3}$",
    re.IGNORECASE,
)
ON_THAT_OCCASION = re.compile(
    r"(?:\W*\b(?:on|at|during|in) (?:this|that|the|the same) (?:occasion|meeting|visit|event|summit|workshop|dialogue|time|conference|margins)\b|\W*there\b)",
    re.IGNORECASE,
)
_VENUE = re.compile(rf"(?:\b(?:{HELD}|{CONCLUDED}|place|set up|founded|born|based|located|situated|built)\b)[\w\s,‘’'-]{{0,14}}\b(?:in|at)\s+(?:the\s+|city of\s+)*$", re.IGNORECASE)


def dates_of(sentence: Sentence, anchors: Sequence[Anchor], at: int) -> tuple[FoundDate, ...]:
    """The dates at which what the anchor names took place: more than one only where the text gives several."""
    own = _stretch(sentence, anchors, at)
    if own:
        return own
    if at + 1 < len(anchors) and _together(sentence, anchors[at], anchors[at + 1]):
        return dates_of_later(sentence, anchors, at + 1)
    if at and _together(sentence, anchors[at - 1], anchors[at]):
        return _stretch(sentence, anchors, at - 1)
    if at and anchors[at - 1].kind != anchors[at].kind and _led_by(sentence, anchors[at - 1]):
        return _stretch(sentence, anchors, at - 1)
    return ()


def dates_of_later(sentence: Sentence, anchors: Sequence[Anchor], at: int) -> tuple[FoundDate, ...]:
    """The same, looking on only."""
    own = _stretch(sentence, anchors, at)
    if not own and at + 1 < len(anchors) and _together(sentence, anchors[at], anchors[at + 1]):
        return dates_of_later(sentence, anchors, at + 1)
    return own


def _stretch(sentence: Sentence, anchors: Sequence[Anchor], at: int) -> tuple[FoundDate, ...]:
    """The dates between the anchor and the next; failing that, those between it and the one before."""
    anchor = anchors[at]
    end = anchors[at + 1].phrase.start if at + 1 < len(anchors) else len(sentence.text)
    begin = anchors[at - 1].end if at else sentence.lead
    usable = [d for d in sentence.dates if d.role in ("on", "since", "after", "before") and not _names_what(sentence, d)]
    inside = [d for d in usable if anchor.phrase.start <= d.span.start < anchor.noun.start]
    after = [d for d in usable if anchor.noun.end <= d.span.start < end and not _elsewhere(sentence, anchor, d)]
    before = [d for d in usable if begin <= d.span.start < anchor.phrase.start]
    if after:
        return _series(sentence, after)
    return tuple(inside[:1] or before[-1:])


def _series(sentence: Sentence, dates: Sequence[FoundDate]) -> tuple[FoundDate, ...]:
    """The first date, and the ones that "and" adds to it."""
    chosen = [dates[0]]
    for date in dates[1:]:
        gap = sentence.text[chosen[-1].span.end : date.span.start]
        if not re.fullmatch(r"\s*,?\s*(?:and|&|,)\s*(?:then\s+)?(?:again\s+)?(?:on|in|during)?\s*(?:the\s+)?", gap):
            break
        chosen.append(date)
    return tuple(chosen)


def _names_what(sentence: Sentence, date: FoundDate) -> bool:
    """Whether the date is part of a title or a name: "Nobel Laureate 2018", "“Vision 2025”", "World Cup 2010"."""
    text = sentence.text
    quoted = text[: date.span.start].count("“") > text[: date.span.start].count("”")
    quoted = quoted or text[: date.span.start].count('"') % 2 == 1
    return quoted or bool(re.search(r"(?<!\bIn )(?<!\bThe )[A-Z][a-z]+\s$", text[: date.span.start]) and re.fullmatch(r"\d{4}", date.edtf) and not re.search(r"\b(?:Year|F\.?Y\.?|In|Since|By|During|From|Of|Until)\s$", text[: date.span.start]))


def _elsewhere(sentence: Sentence, anchor: Anchor, date: FoundDate) -> bool:
    """Whether a new clause with its own subject parts the two: "… and it has been extended in …"."""
    between = sentence.text[anchor.noun.end : date.span.start]
    return bool(re.search(r"[;]|\b(?:and|while|whereas|but|where)\s+(?:it|they|he|she|this|these|both sides|the \w+)\s+\w+", between))


def _together(sentence: Sentence, first: Anchor, second: Anchor) -> bool:
    """Whether the second took place with the first: "… signed during the visit …"."""
    return bool(_SAME_TIME.search(sentence.text[first.noun.end : second.noun.start]))


def _led_by(sentence: Sentence, first: Anchor) -> bool:
    """Whether the sentence opens with the first: "During the 3rd meeting on …, a plan was agreed"."""
    return bool(re.search(r"^\W*(?:[\w,]+\s+)?(?:during|at|in|on the occasion of)\b[\w\s]*$", sentence.text[sentence.lead : first.noun.start], re.IGNORECASE))


def completed(date: FoundDate, sentence: Sentence, story: Story) -> str | None:
    """The date with the year that a reader carries from the dates before; None where there is none to carry."""
    edtf = date.edtf
    if "XXXX" in edtf:
        earlier = [d for d in sentence.dates if d.span.start < date.span.start and d.edtf[:4].isdigit()]
        earlier += [d for other in story.before(sentence) for d in reversed(other.dates) if d.edtf[:4].isdigit()]
        if not earlier:
            return None
        edtf = edtf.replace("XXXX", earlier[-1 if earlier[-1] in sentence.dates else 0].edtf[:4])
    return f"{edtf}/.." if date.role == "since" and "/" not in edtf else edtf


def place_of(sentence: Sentence, start: int, end: int) -> str | None:
    """Where what the stretch states took place: a town before a country, "virtual" for what was held online."""
    if VIRTUAL.search(sentence.text, start, end):
        return "virtual"
    country = None
    for name in sentence.names:
        if not start <= name.span.start < end or not _is_venue(sentence, name.span.start, name.span.end, name.kind):
            continue
        if name.kind == "place" and name.country is None:
            from corpus.countries import countries

            if name.text in countries():
                country = country or countries()[name.text]
                continue
        return name.text
    return country


def _is_venue(sentence: Sentence, start: int, end: int, kind: str) -> bool:
    text = sentence.text
    before, after = text[:start], text[end:]
    if not re.search(r"\b(?:in|at)\s+(?:the\s+|city of\s+)*$", before, re.IGNORECASE) or kind in ("pair", "role"):
        return False
    preposition = re.search(r",?\s*\b(?:in|at)\s+(?:the\s+|city of\s+)*$", before, re.IGNORECASE)
    assert preposition is not None
    dated = any(abs(d.span.end - preposition.start()) <= 1 for d in sentence.dates)
    dated_after = any(re.fullmatch(r"(?:,\s*[A-Z][\w ]+)?,?\s*(?:on|in|during|from)?\s*(?:the\s+)?", text[end : d.span.start]) for d in sentence.dates if d.span.start >= end)
    if kind == "place":
        return bool(dated or dated_after or _VENUE.search(before) or re.search(rf"\w\s+(?:in|at)\s+$", before) and not after.lstrip().startswith("("))
    return kind in ("thing", "person") and bool(dated or _VENUE.search(before)) and len(text[start:end].split()) <= 3


def with_year(date: FoundDate, year: str) -> FoundDate:
    """The date in that year, where it states none."""
    return replace(date, edtf=date.edtf.replace("XXXX", year))
