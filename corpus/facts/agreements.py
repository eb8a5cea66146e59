"""Agreements: instruments of any name that two or more sides sign, conclude, renew or otherwise bring about."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from corpus.dates import find_durations
from corpus.edtf import later
from corpus.facts.anchors import Anchor
from corpus.facts.circumstances import completed, dates_of, place_of, ON_THAT_OCCASION
from corpus.facts.lexicon import CONCLUDED, LEANS
from corpus.facts.parties import BOTH, canonical, chain_after, chain_before, pair_in
from corpus.facts.statement import Draft, Rule, Sentence, Story
from corpus.facts.topics import about, clause_span, joined, purpose, short

RULES = (
    Rule("instrument concluded", "an instrument that is signed, concluded, renewed or the like, before or after the verb",
         "A Memorandum of Understanding between the Ministry of Trade and Acme Institute was signed on 3 May 2011."),
    Rule("instrument between parties", "an instrument with its parties and a date, or after “followed by”, without a verb of its own",
         "The treaty was signed in May 1990 followed by a protocol between France and Spain in June 1992."),
    Rule("instrument of a date", "a named instrument that the text only cites, with the date in or after its name",
         "The levels are those of the Treaty of Utrecht (1713)."),
)  # fmt: skip

_ACTIVE = re.compile(rf"\b(?:{CONCLUDED})\s+(?:(?:an?|the|their|its|another|new|several|two|three|some|into|upon|on|separate|first|also|bilateral)\s+)*$", re.IGNORECASE)
_PASSIVE = re.compile(rf"\b(?:was|were|is|are|be|been|being|has|have|had)?\s*(?:also\s+|subsequently\s+|recently\s+|formally\s+|finally\s+|then\s+|later\s+|jointly\s+)*(?:been\s+)?(?:also\s+)?(?P<v>{CONCLUDED})\b", re.IGNORECASE)
_LEANS = re.compile(rf"\b(?:{LEANS})\s+(?:(?:the|this|that|these|such|its|an?|overall|said|above|same|existing)\s+)*(?:[\w&-]+\s+){{0,3}}$", re.IGNORECASE)
_AGAIN = re.compile(r"\b(?:this|that|these|those|said|same|above|aforesaid|such|its|their|each|any|every|no|all)\s+(?:[\w&-]+\s+){0,2}$", re.IGNORECASE)


def find(sentence: Sentence, story: Story, anchors: Sequence[Anchor]) -> Iterator[Draft]:
    """The agreements that the sentence states."""
    for at, anchor in enumerate(anchors):
        if anchor.kind != "instrument" or _extends(sentence, anchor):
            continue
        rule = _stated(sentence, anchors, at)
        if rule:
            yield _draft(sentence, story, anchors, at, rule)


def _extends(sentence: Sentence, anchor: Anchor) -> bool:
    """Whether the words before make it an extension, which is a fact of its own."""
    before = sentence.text[sentence.lead : anchor.phrase.start]
    return bool(re.search(r"\b(?:extension|renewal|extended|amendment|termination|implementation|provisions?|signatory|signing ceremony) (?:of|to)\s+(?:the\s+|this\s+|an?\s+)?$", before, re.IGNORECASE))


def _next(anchors: Sequence[Anchor], at: int, length: int) -> int:
    """Where the next instrument begins."""
    return next((a.phrase.start for a in anchors[at + 1 :] if a.kind == "instrument"), length)


def _stated(sentence: Sentence, anchors: Sequence[Anchor], at: int) -> str | None:
    """The rule by which the sentence states that the instrument came about; None where it only speaks of it."""
    anchor, text = anchors[at], sentence.text
    before = text[sentence.lead : anchor.phrase.start]
    until = _next(anchors, at, len(text))
    after = text[anchor.noun.end : until]
    if _LEANS.search(before):
        return "instrument concluded" if re.match(r"(?:\s+[\w&]+){0,4}\s+(?:signed|concluded)\b", after) and dates_of(sentence, anchors, at) else None
    if _ACTIVE.search(before) and not _AGAIN.search(before[-30:]):
        return "instrument concluded"
    verb = _PASSIVE.search(after)
    if verb and _own_verb(sentence, anchor, anchor.noun.end + verb.start("v"), verb["v"]):
        return "instrument concluded"
    dated = dates_of(sentence, anchors, at)
    chain = re.match(r"[^.;]{0,80}?\bbetween\b", after)
    if (chain and dated) or re.search(r"\bfollowed by (?:an?|the)?\s*$", before):
        return "instrument between parties"
    if anchor.phrase.of(text)[:1].isupper() and anchor.noun.of(text)[:1].isupper() and _cited(text, anchor, dated):
        return "instrument of a date"
    return None


def _own_verb(sentence: Sentence, anchor: Anchor, place: int, verb: str) -> bool:
    """Whether the verb is the instrument's own: no other verb and no clause comes between."""
    between = sentence.text[anchor.noun.end : place]
    if re.search(r"[;]|\b(?:which|who|that|where|while)\s+\w+ed\b", between) or len(between) > 420:
        return False
    finite = [w for w in sentence.words if anchor.noun.end <= w.start < place and w.tag in ("VBD", "VBZ", "VBP", "MD") and w.pos in ("VERB", "AUX")]
    own = [w for w in finite if w.text.lower() not in ("was", "were", "has", "have", "had", "is", "are")]
    word = sentence.word_at(place)
    if word is not None and word.pos == "NOUN" and verb.lower() in ("made", "agreed"):
        return False
    return not own


def _cited(text: str, anchor: Anchor, dated: Sequence[object]) -> bool:
    """ "Treaty of X (1713)", "the 1992 Y Convention", "Protocol of 3 June 1999"."""
    after = text[anchor.noun.end : anchor.noun.end + 60]
    named = len(anchor.phrase) > len(anchor.noun) or re.match(r"\s+of\s+[A-Z]", after)
    return bool(dated and named and re.match(r"(?:\s+(?:of|for|on)\s+(?:the\s+)?[A-Z][\w’'-]+(?:\s+[A-Z][\w’'-]+)*)?\s*(?:\(|of|,|in)?\s*(?:the\s+)?\d", after)) or bool(dated and named and re.search(r"\d{4}\s+(?:[A-Z]\w+\s+)*$", text[: anchor.noun.start]))


def _draft(sentence: Sentence, story: Story, anchors: Sequence[Anchor], at: int, rule: str) -> Draft:
    anchor, text = anchors[at], sentence.text
    until = _next(anchors, at, len(text))
    parties = _parties(sentence, story, anchors, at, until)
    topic = about(sentence, anchor.noun.end, until) or purpose(sentence, anchor.noun.end, until)
    dates = dates_of(sentence, anchors, at)
    date = completed(dates[0], sentence, story) if dates else None
    place = place_of(sentence, anchor.noun.end, until)
    if ON_THAT_OCCASION.match(text[sentence.lead :]) and (event := story.last(sentence, "meeting", "event")):
        date, place = date or event.date, place or event.place
    quote = clause_span(sentence, _start(sentence, anchors, at), until)
    until_date, value, unit = _validity(sentence, anchor.noun.end, until, date)
    label = f"{anchor.name}{' between ' + joined(parties) if len(parties) > 1 else ' with ' + parties[0] if parties else ''}"
    label += f" on {short(topic)}" if topic else ""
    return Draft(sentence, "agreement", rule, label, quote, anchor.name, parties, topic, date, place, value, unit, valid_until=until_date, anchor=anchor.noun)


def _start(sentence: Sentence, anchors: Sequence[Anchor], at: int) -> int:
    """Where the statement begins: after the instrument before it, where there is one that is stated too."""
    earlier = [a for a in anchors[:at] if a.kind == "instrument"]
    if earlier and re.search(r"\b(?:followed by|and|,|;)\s*(?:an?|the)?\s*$", sentence.text[: anchors[at].phrase.start]):
        return anchors[at].phrase.start
    return sentence.lead


def _validity(sentence: Sentence, start: int, end: int, date: str | None) -> tuple[str | None, float | None, str | None]:
    """(valid until, value, unit): as stated, or reckoned from the date and "for a period of five years"."""
    for found in sentence.dates:
        if found.role == "until" and start <= found.span.start < end:
            return found.edtf, None, None
    for length in sentence.durations:
        before = sentence.text[max(0, length.span.start - 30) : length.span.start]
        if start <= length.span.start < end and re.search(r"\b(?:period of|valid for|for|term of|duration of)\s+(?:a\s+|another\s+|a further\s+)?$", before) and date:
            return later(date, length.duration), None, None
    return None, None, None


def _parties(sentence: Sentence, story: Story, anchors: Sequence[Anchor], at: int, until: int) -> tuple[str, ...]:
    """The sides, from the words nearest to the instrument; what a reader carries over where they name none."""
    anchor, text = anchors[at], sentence.text
    for match in re.finditer(r"\b(?:between|among|amongst)\b", text[anchor.noun.end : until]):
        found = canonical(chain_after(sentence, anchor.noun.end + match.end()))
        if len(found) > 1:
            return found
    pair = pair_in(anchor.phrase.of(text), story) or pair_in(text[anchor.noun.end : anchor.end], story)
    if pair:
        return pair
    active = re.search(rf"\b(?:has|have|had)?\s*(?:also\s+)?(?:{CONCLUDED})\b[^.;]{{0,40}}$", text[sentence.lead : anchor.phrase.start])
    subject: tuple[str, ...] = ()
    if active:
        subject = canonical(chain_before(sentence, sentence.lead + active.start()))
        if not subject and BOTH.search(text, sentence.lead, anchor.phrase.start):
            return carried(sentence, story)
    others: list[str] = []
    for match in re.finditer(r"\b(?:with|by)\b", text[anchor.noun.end : until]):
        chain = chain_after(sentence, anchor.noun.end + match.end())
        others += canonical([n for n in chain if n.acts or n.kind == "place"]) if chain and chain[0].kind != "person" else ()
        if others:
            break
    found = tuple(dict.fromkeys((*subject, *others)))
    if len(found) == 1 and found[0] in story.pair:
        return story.pair
    return found or carried(sentence, story)


def carried(sentence: Sentence, story: Story) -> tuple[str, ...]:
    """The sides that a reader has in mind: those of the paragraph before, of its headings, of the document."""
    both = BOTH.search(sentence.text)
    if both and both["n"].lower() in ("countries", "governments", "nations", "sides", "states") and story.pair:
        drafts = [d for d in story.drafts if d.sentence.paragraph == sentence.paragraph and len(d.parties) == 2]
        return drafts[-1].parties if drafts and both["n"].lower() == "sides" else story.pair
    for draft in reversed(story.drafts):
        if draft.sentence.paragraph == sentence.paragraph and len(draft.parties) > 1 and draft.type in ("agreement", "meeting", "event", "extension"):
            return draft.parties
    return of_headings(sentence, story)


def of_headings(sentence: Sentence, story: Story) -> tuple[str, ...]:
    """The bodies that the nearest heading names."""
    for heading in reversed(sentence.passage.headings):
        if named := story.heading_parties(heading):
            return named
    return ()
