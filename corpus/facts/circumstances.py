"""When and where: which of a sentence's dates and places are those of which noun, and what a reader carries over."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.countries import countries
from corpus.dates import FoundDate
from corpus.facts.anchors import Anchor
from corpus.facts.language import FINITE
from corpus.facts.lexicon import CONCLUDED, HELD, STARTED, VIRTUAL
from corpus.facts.naming import Name
from corpus.facts.statement import Sentence, Story
from corpus.model import Span

#: What joins two things that took place together.
_SAME_TIME = re.compile(
    r"\b(?:during|at|on the (?:occasion|sidelines|margins) of|alongside|in conjunction with|coinciding with|through)\s+"
    r"(?:(?:the|a|an|his|her|its|their|this)\s+)?$",
    re.IGNORECASE,
)
_OPENING = re.compile(
    r"\W*(?:\w+,\s+)?(?:during|at|in|on the occasion of)\s+(?:the\s+|its\s+|their\s+)?", re.IGNORECASE
)
#: "On this occasion", "At the meeting": as of what the sentence before told.
THEN = re.compile(
    r"\W*(?:(?:on|at|during|in|under|through) (?:this|that|the|the same|its) "
    r"(?:occasion|meeting|visit|event|summit|workshop|dialogue|time|conference|margins|ceremony|session)\b|there\b)",
    re.IGNORECASE,
)
_VENUE = re.compile(
    rf"\b(?:{HELD}|{CONCLUDED}|{STARTED}|place|located|based|situated|born)\b[\s,‘’'\w-]{{0,16}}?$",
    re.IGNORECASE,
)
_OWN_VERB = re.compile(
    rf"(?:was|were|is|are|has|have|had|will|would|shall|did|came|took|entered|dates|{HELD}|{CONCLUDED}|{STARTED})$",
    re.IGNORECASE,
)
#: An act with its date: "Directive 85/337/EEC of 27 June 1985".
_ACT = re.compile(
    r"\b(?:Directive|Regulation|Decision|Recommendation|Resolution|Act|Law|Order|Ordinance|Decree|Judgment|Treaty|Convention|Protocol"
    r"|Agreement|Opinion|Letter|Report)s?\b[^.;]{0,40}\s(?:of|dated)\s+(?:the\s+)?$"
)
_IN = re.compile(r",?\s*\b(?:in|at|on)\s+(?:the\s+|city of\s+)*$", re.IGNORECASE)
_AFTER_PLACE = re.compile(
    r"\s*(?:$|[.,;)]|(?:on|in|from|during|to|between|where|and|with|at|by|for|through|as|under|since|,)\b)"
)


def dates_of(sentence: Sentence, anchors: Sequence[Anchor], at: int) -> tuple[FoundDate, ...]:
    """The dates at which what the anchor names took place: more than one only where the text gives several."""
    own = _own_dates(sentence, anchors, at)
    if own:
        return own
    if at + 1 < len(anchors) and _together(sentence, anchors[at], anchors[at + 1]):
        return _onward(sentence, anchors, at + 1)
    if at and (_together(sentence, anchors[at - 1], anchors[at]) or _opens(sentence, anchors[at - 1])):
        return _own_dates(sentence, anchors, at - 1)
    return ()


def _onward(sentence: Sentence, anchors: Sequence[Anchor], at: int) -> tuple[FoundDate, ...]:
    own = _own_dates(sentence, anchors, at)
    if not own and at + 1 < len(anchors) and _together(sentence, anchors[at], anchors[at + 1]):
        return _onward(sentence, anchors, at + 1)
    return own


def _own_dates(sentence: Sentence, anchors: Sequence[Anchor], at: int) -> tuple[FoundDate, ...]:
    """The dates in the anchor's phrase, between it and the next anchor, or at the head of its clause."""
    anchor = anchors[at]
    end = anchors[at + 1].phrase.start if at + 1 < len(anchors) else len(sentence.text)
    begin = anchors[at - 1].noun.end if at else sentence.lead
    clause = sentence.clause_at(anchor.noun.start)
    usable = [d for d in sentence.dates if d.role not in ("until", "before") and not in_name(sentence, d)]
    after = [d for d in usable if anchor.noun.end <= d.span.start < end and clause.covers(d.span)]
    after = [d for d in after if not _tells_else(sentence, anchor.noun.end, d.span.start)]
    inside = [
        d
        for d in usable
        if anchor.phrase.start - 8 <= d.span.start < anchor.noun.start and d.span.end >= anchor.phrase.start - 1
    ]
    before = [d for d in usable if begin <= d.span.start < anchor.phrase.start and _heads(sentence, clause, d)]
    if after:
        return _series(sentence, after)
    return tuple((inside or before)[:1])


def _tells_else(sentence: Sentence, start: int, end: int) -> bool:
    """Whether a verb that tells something else stands between a noun and a date."""
    subjects = {w.head for w in sentence.words if w.dep in ("nsubj", "nsubjpass") and start <= w.start < end}
    verbs = (w for w in sentence.words if start <= w.start < end and w.tag in FINITE and w.index in subjects)
    return any(not _OWN_VERB.match(verb.text) for verb in verbs)


def _heads(sentence: Sentence, clause: Span, date: FoundDate) -> bool:
    """Whether the date stands at the head of the clause: "On 3 May 2010, …"."""
    return len(re.findall(r"\w+", sentence.text[clause.start : date.span.start])) <= 4


def _series(sentence: Sentence, dates: Sequence[FoundDate]) -> tuple[FoundDate, ...]:
    """The first date, and the ones that "and" adds to it."""
    chosen = [dates[0]]
    for date in dates[1:]:
        gap = sentence.text[chosen[-1].span.end : date.span.start]
        if not re.fullmatch(r"\s*,?\s*(?:and|&|,)\s*(?:then\s+)?(?:again\s+)?(?:on|in|during)?\s*(?:the\s+)?", gap):
            break
        chosen.append(date)
    return tuple(chosen)


def in_name(sentence: Sentence, date: FoundDate) -> bool:
    """Whether it is part of a name or stands before a noun: "Laureate 2018", "“Vision 2025”", "the 1979 crisis"."""
    before = sentence.text[: date.span.start]
    if before.count("“") > before.count("”") or before.count('"') % 2 == 1:
        return True
    if not re.fullmatch(r"\d{4}", date.edtf):
        return False
    named = re.search(r"(?:[A-Z]\w+|\d)\s[A-Z][a-z]+\s$", before)
    if named and not re.search(r"\b(?:Year|F\.?Y\.?|In|Since|By|During|From|Of|Until)\s$", before):
        return True
    return modifies(sentence, date) and not _in_subject(sentence, date)


def of_act(sentence: Sentence, date: FoundDate) -> bool:
    """Whether the date is that of an act that the text names with it, or what something is compared with."""
    before = sentence.text[: date.span.start]
    return bool(
        _ACT.search(before)
        or re.search(
            r"\b(?:compared (?:to|with)|relative to|than in|against)\s+"
            r"(?:(?:[^,.;]|,(?=\d)){0,30}?\b(?:in|for|of)\s+)?(?:the\s+)?$",
            before,
        )
    )


def modifies(sentence: Sentence, date: FoundDate) -> bool:
    """Whether a year stands between an article and a noun: "the 1979 oil crisis"."""
    article = re.search(r"(?i)\b(?:the|a|an|its|their|his|her|this|that)\s+$", sentence.text[: date.span.start])
    following = next((w for w in sentence.words if w.start == date.span.end + 1), None)
    return bool(article) and following is not None and following.pos in ("NOUN", "PROPN", "ADJ")


def _in_subject(sentence: Sentence, date: FoundDate) -> bool:
    """Whether the year belongs to what its clause is about: "The 1979 referendum failed"."""
    clause = sentence.clause_at(date.span.start)
    return bool(re.fullmatch(r"\W*[Tt]he\s+", sentence.text[clause.start : date.span.start]))


def _together(sentence: Sentence, first: Anchor, second: Anchor) -> bool:
    """Whether the second took place with the first: "… signed during the visit …"."""
    return bool(_SAME_TIME.search(sentence.text[first.noun.end : second.phrase.start]))


def _opens(sentence: Sentence, first: Anchor) -> bool:
    """Whether the sentence opens with the first: "During the 3rd meeting on …, a plan was agreed"."""
    return bool(_OPENING.fullmatch(sentence.text[sentence.lead : first.phrase.start]))


def completed(date: FoundDate | None, sentence: Sentence, story: Story) -> str | None:
    """The date in EDTF, with the year that a reader carries from those before; None where there is none to carry."""
    if date is None:
        return None
    edtf = date.edtf
    if "XXXX" in edtf:
        said = [d.edtf[:4] for d in sentence.dates if d.span.start < date.span.start and d.edtf[:4].isdigit()][-1:]
        said += [d.edtf[:4] for other in story.before(sentence) for d in reversed(other.dates) if d.edtf[:4].isdigit()]
        if not said:
            return None
        edtf = edtf.replace("XXXX", said[0])
    if "/" in edtf or date.role == "on":
        return edtf
    if date.role in ("since", "after"):
        return f"{edtf}/.."
    not_until = re.search(r"(?i)\bnot until\s+(?:the\s+)?$", sentence.text[: date.span.start])
    return edtf if not_until else f"../{edtf}"


def place_of(sentence: Sentence, stretch: Span) -> str | None:
    """Where what the stretch states took place: a town before a country, "virtual" for what was held online."""
    if VIRTUAL.search(sentence.text, stretch.start, stretch.end):
        return "virtual"
    country = None
    for name in sentence.names:
        if not stretch.covers(name.span) or not _is_venue(sentence, name, stretch):
            continue
        if name.text not in countries():
            return _town(sentence, name) or _with_others(sentence, name)
        country = country or countries()[name.text]
    return country


def _is_venue(sentence: Sentence, name: Name, stretch: Span) -> bool:
    """Whether the name stands where a place stands: after "in" or "at", next to the verb or the date."""
    before, after = sentence.text[: name.span.start], sentence.text[name.span.end :]
    into = _IN.search(before)
    if into is None or name.kind in ("pair", "role", "person", "acronym") or not _AFTER_PLACE.match(after):
        return False
    if re.match(r"\s*(?:and|&)\s+[A-Z]", after) and name.kind != "body":
        return False
    dated = any(0 <= into.start() - d.span.end <= 1 for d in sentence.dates)
    dated_after = any(
        re.fullmatch(
            r"(?:,\s*[A-Z][\w ]+)?,?\s*(?:on|in|during|from)?\s*(?:the\s+)?",
            sentence.text[name.span.end : d.span.start],
        )
        for d in sentence.dates
        if d.span.start >= name.span.end
    )
    near = dated or bool(_VENUE.search(before[: into.start() + 1]))
    if name.kind == "place":
        return near or dated_after or name.span.start - stretch.start < 60
    return near and len(name.text.split()) <= (6 if name.kind == "body" else 3)


def _town(sentence: Sentence, venue: Name) -> str | None:
    """The town that a venue is in: "at the X Factory at XY (…), Leiden"."""
    if venue.kind == "place":
        return None
    for name in sentence.names:
        if name.kind == "place" and name.span.start > venue.span.end and name.text not in countries():
            gap = sentence.text[venue.span.end : name.span.start]
            return name.text if re.fullmatch(r"(?:\s+(?:at|in)\s+[^,.;]{0,90})?,\s*", gap) else None
    return None


def _with_others(sentence: Sentence, first: Name) -> str:
    """The place with the ones that a list adds to it."""
    names, end, joined = [first.text], first.span.end, False
    for name in sentence.names:
        if name.span.start < end:
            continue
        gap = sentence.text[end : name.span.start]
        if (
            not re.fullmatch(r"\s*(?:,|and|, and|&)\s*(?:the\s+)?", gap)
            or name.text in countries()
            or name.kind == "person"
        ):
            break
        names.append(name.text)
        end, joined = name.span.end, joined or "and" in gap or "&" in gap
    return names[0] if len(names) == 1 or not joined else f"{', '.join(names[:-1])} and {names[-1]}"
