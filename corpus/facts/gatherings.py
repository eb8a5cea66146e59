"""Meetings and events: what was held, celebrated, launched, visited, cancelled, with its date, place and sides."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from corpus.facts.agreements import carried, of_headings
from corpus.facts.anchors import Anchor
from corpus.facts.circumstances import completed, dates_of, place_of
from corpus.facts.lexicon import HELD, ORDINAL
from corpus.facts.parties import BOTH, canonical, chain_after, chain_before, pair_in
from corpus.facts.statement import Draft, Rule, Sentence, Story
from corpus.facts.topics import about, capital, clause_span, joined, purpose, squeezed
from corpus.model import Span

RULES = (
    Rule("meeting held", "a meeting, summit, dialogue or working group with a date or a number",
         "The 3rd Joint Committee Meeting was held in Lisbon on 4 June 2015."),
    Rule("event held", "a workshop, seminar, ceremony, conference or the like with a date or a number",
         "The Institute organized a workshop on soil health in Nairobi in May 2019."),
    Rule("visit", "a visit of someone to some place, with a date",
         "The accord was signed during the visit of President Alvarez to Chile in March 2004."),
)  # fmt: skip

_HELD = re.compile(rf"\b(?:{HELD})\b", re.IGNORECASE)
_ORDINAL = re.compile(rf"\b{ORDINAL}\b", re.IGNORECASE)
_GENERIC = re.compile(r"(?:meetings?|events?|sessions?|visits?|talks|dialogues?|workshops?|conferences?|delegations?|lectures?|consultations?|working groups?|seminars?|crisis|games|missions?|tours?)", re.IGNORECASE)
_REFERS = re.compile(r"\b(?:the|this|that|these|such|same|said)\s+$", re.IGNORECASE)
_PLURAL = re.compile(r"(?:s|ia)\b", re.IGNORECASE)


def find(sentence: Sentence, story: Story, anchors: Sequence[Anchor]) -> Iterator[Draft]:
    """The gatherings that the sentence states."""
    for at, anchor in enumerate(anchors):
        if anchor.kind == "instrument":
            continue
        if anchor.name.startswith("visit"):
            yield from _visits(sentence, story, anchors, at)
            continue
        dates = dates_of(sentence, anchors, at)
        if _is_stated(sentence, anchor, bool(dates)):
            made = [completed(date, sentence, story) for date in dates] or [None]
            for date in dict.fromkeys(made):
                yield _draft(sentence, story, anchors, at, date)


def _is_stated(sentence: Sentence, anchor: Anchor, dated: bool) -> bool:
    text = sentence.text
    phrase = anchor.whole.of(text)
    before, after = text[sentence.lead : anchor.phrase.start], text[anchor.end :]
    named = bool(_ORDINAL.search(phrase)) or bool(re.search(r"\b[A-Z][\w&-]+", anchor.phrase.of(text)[1:])) or "“" in phrase or '"' in phrase
    refers = bool(_REFERS.search(before)) and not _ORDINAL.search(phrase) and len(phrase.split()) == 1
    if refers or re.search(r"\b(?:such as|including|e\.g\.|like|through|annual|regular|various|other|future)\s+(?:\w+\s+)?$", before):
        return False
    held = _HELD.search(after[:220]) or _HELD.search(before[-80:])
    if dated:
        near = re.match(r"[^.;]{0,60}", after)
        return bool(held or re.search(r"\b(?:at|during|in|on)\s+(?:the|a|an)?\s*$", before) or (near and any(sentence.lead <= d.span.start for d in sentence.dates)))
    return bool(held and _ORDINAL.search(phrase) and named and not _PLURAL.search(anchor.name[-1:]))


def _draft(sentence: Sentence, story: Story, anchors: Sequence[Anchor], at: int, date: str | None) -> Draft:
    anchor, text = anchors[at], sentence.text
    until = next((a.phrase.start for a in anchors[at + 1 :] if a.kind == anchor.kind), len(text))
    place = place_of(sentence, anchor.phrase.start, until)
    parties = _parties(sentence, story, anchor, until)
    label = _label(sentence, story, anchor, parties)
    topic = about(sentence, anchor.noun.end, until) or purpose(sentence, anchor.end, until)
    if re.search(r"\bcancell?ed\b", text[anchor.end : until]):
        label += " (cancelled)"
    elif re.search(r"\bpostponed?\b", text[sentence.lead : until]):
        label += " (postponed)"
        date = next((d.edtf for d in sentence.dates if d.role == "until"), date)
    kind = "meeting" if anchor.kind == "meeting" else "event"
    quote = clause_span(sentence, sentence.lead, len(text)) if len(anchors) < 4 else clause_span(sentence, sentence.lead, len(text))
    return Draft(sentence, kind, f"{kind} held", label, quote, parties=parties, topic=topic, date=date, place=place, anchor=anchor.noun)


def _label(sentence: Sentence, story: Story, anchor: Anchor, parties: Sequence[str]) -> str:
    label = capital(squeezed(anchor.whole.of(sentence.text)).strip("\"“”'"))
    plain = _ORDINAL.sub("", anchor.whole.of(sentence.text)).strip(" -“”\"")
    if _GENERIC.fullmatch(plain) or re.fullmatch(r"(?:bilateral|joint|virtual|annual|joint committee)\s+\w+", plain):
        if len(parties) > 1:
            return f"{label} of {joined(parties)}"
        if sentence.passage.headings:
            return f"{label}: {sentence.passage.headings[-1]}"
    return label


def _parties(sentence: Sentence, story: Story, anchor: Anchor, until: int) -> tuple[str, ...]:
    text = sentence.text
    between = re.search(r"\b(?:between|among)\b", text[anchor.noun.end : until])
    if between and len(found := canonical(chain_after(sentence, anchor.noun.end + between.end()))) > 1:
        return found
    if pair := pair_in(anchor.whole.of(text), story):
        return pair
    verb = re.search(r"\b(?:organi[sz]ed|hosted|held|convened|conducted|co-?organi[sz]ed|launched|celebrated|inaugurated)\b[^.;,]{0,40}$", text[sentence.lead : anchor.phrase.start])
    if verb and (found := canonical(chain_before(sentence, _before_adverb(text, sentence.lead + verb.start())))):
        return found
    by = re.search(r"\b(?:organi[sz]ed|hosted|convened|held|coordinated|led|co-?organi[sz]ed)\s+(?:jointly\s+)?(?:by|in association with|in collaboration with|with)\s+(?:the with\s+)?", text[anchor.noun.end :])
    if by and (found := canonical(n for n in chain_after(sentence, anchor.noun.end + by.end()) if n.kind != "thing")):
        return found
    names = [n for n in sentence.names if n.acts and anchor.phrase.start <= n.span.start < until]
    if names and (found := canonical(names)):
        return found
    if BOTH.search(text) or not sentence.passage.headings:
        return carried(sentence, story)
    return of_headings(sentence, story) or (story.pair if re.search(r"\b(?:JWG|JCM|bilateral|joint)\b", anchor.phrase.of(text), re.IGNORECASE) else ())


def _before_adverb(text: str, end: int) -> int:
    match = re.search(r"\s+(?:jointly|also|together|has|have|had)(?:\s+(?:also|jointly))?\s*$", text[:end])
    return match.start() if match else end


_TO = re.compile(r"\bto\s+(?:the\s+)?", re.IGNORECASE)
_OF = re.compile(r"\s+(?:of|by)\s+(?:the\s+)?(?P<w>(?:\w+\s+)?)", re.IGNORECASE)


def _visits(sentence: Sentence, story: Story, anchors: Sequence[Anchor], at: int) -> Iterator[Draft]:
    anchor, text = anchors[at], sentence.text
    dates = dates_of(sentence, anchors, at)
    if not dates and anchor.kind == "event":
        earlier = [d for d in sentence.dates if d.span.end <= anchor.phrase.start and d.role == "on"]
        dates = tuple(earlier[-1:])
    if not dates or anchor.name != "visit":
        return
    until = next((a.phrase.start for a in anchors[at + 1 :]), len(text))
    people = [n for n in sentence.names if n.kind in ("person", "role") and abs(n.span.start - anchor.noun.end) < 90 and n.span.start >= sentence.lead]
    who = next((n for n in people if n.span.start > anchor.noun.end), None) or next((n for n in reversed(people) if n.span.end <= anchor.phrase.start and anchor.phrase.start - n.span.end < 12), None)
    if who is None:
        return
    to = _TO.search(text, anchor.noun.end, min(until, anchor.noun.end + 80))
    place = next((n.text for n in sentence.names if to and n.span.start == to.end() and n.kind in ("place", "thing")), None)
    title = re.search(r"\b(?:Prime Minister|PM|President|King|Queen|Minister|Chancellor|Secretary|Premier)\s+(?:\w+\.?\s+)?$", text[: who.span.end - len(who.text)])
    called = (f"{title.group().strip()} " if title and who.kind == "person" else "") + who.text
    date = completed(dates[0], sentence, story)
    quote = clause_span(sentence, sentence.lead, len(text))
    parties = (who.text,) if who.kind == "person" else ()
    yield Draft(sentence, "event", "visit", f"Visit of {called}{' to ' + place if place else ''}", quote, parties=parties, topic=f"visit of {called}", date=date, place=place, anchor=anchor.noun)


__all__ = ["RULES", "Span", "find"]
