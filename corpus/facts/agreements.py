"""Agreements: instruments of any name that two or more sides sign, conclude, adopt or otherwise bring about."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from corpus.dates import FoundDate
from corpus.edtf import later, spoken
from corpus.facts.anchors import Anchor
from corpus.facts.circumstances import THEN, completed, dates_of, place_of
from corpus.facts.entries import FORCE
from corpus.facts.language import FINITE
from corpus.facts.lexicon import CONCLUDED
from corpus.facts.parties import after_words, between, carried, chain_after, pair_in, subject
from corpus.facts.statement import Draft, Rule, Sentence, Story
from corpus.facts.topics import about, capital, field_of, joined, purpose, short, squeezed, trimmed_span
from corpus.model import Span

RULES = (
    Rule(
        "instrument concluded",
        "an instrument that is signed, concluded, adopted or the like, before or after the verb",
        "A Memorandum of Understanding between the Ministry of Trade and Acme Institute was signed on 3 May 2011.",
    ),
    Rule(
        "plan agreed",
        "the undertaking that an agreed roadmap or action plan is, over its years",
        "The Roadmap for Clean Rivers from 2011 to 2015 was agreed upon in May 2010.",
    ),
    Rule(
        "instrument between parties",
        "an instrument with its parties and a date, or after “followed by”, without a verb of its own",
        "The truce was signed in May 1990 followed by a treaty between France and Spain in June 1992.",
    ),
    Rule(
        "instrument of a date",
        "a named instrument that the text only cites, with the date in its name or right after",
        "The borders are those of the Treaty of Utrecht (1713).",
    ),
)

_ARTICLES = (
    r"(?:(?:an?|the|their|its|another|new|several|two|three|some|upon|on|separate|first|also|bilateral|historic)\s+)*"
)
_ACTIVE = re.compile(rf"\b(?P<v>{CONCLUDED})\s+{_ARTICLES}(?:[\w-]+\s+){{0,2}}$", re.IGNORECASE)
_PASSIVE = re.compile(rf"\b(?P<v>{CONCLUDED})\b", re.IGNORECASE)
_REFERS = re.compile(
    r"\b(?:this|that|these|those|said|same|above|aforesaid|such|each|any|every|no|all"
    r"|an existing)\s+(?:[\w&-]+\s+){0,2}$",
    re.IGNORECASE,
)
#: Instruments that have nothing else by their name: a convention or a charter may be a gathering or a firm.
_SINGLE = frozenset(("Agreement", "Treaty", "Pact", "Protocol", "Accord", "Free Trade Agreement", "Truce"))
_TITLED = frozenset(("Treaty", "Convention", "Pact", "Truce", "Charter", "Protocol", "Agreement", "Declaration"))
_TITLE = re.compile(r"\s+of\s+(?:[A-Z][\w’'-]+)(?:\s+[A-Z][\w’'-]+)*")
_REFERENCE = re.compile(r"\b(?:the|this|said)\s+$", re.IGNORECASE)
_PART_OF = re.compile(
    r"\b(?:extension|renewal|extended|amendments?|termination|implementation|provisions?|signator\w+|articles?"
    r"|text|terms|scope|parties"
    r"|purposes?|context|framework|entry into force)\s+(?:of|to)\s+(?:the\s+|this\s+|an?\s+)?$",
    re.IGNORECASE,
)
_CITED = re.compile(
    r"(?:\s+(?:of|for|on)\s+(?:the\s+)?[A-Z][\w’'-]+(?:\s+[A-Z][\w’'-]+)*)?\s*(?:\(|of|,|in)?\s*(?:the\s+)?$"
)


def find(sentence: Sentence, story: Story, anchors: Sequence[Anchor]) -> Iterator[Draft]:
    """The agreements that the sentence states."""
    for at, anchor in enumerate(anchors):
        if anchor.kind != "instrument":
            continue
        rule = _stated(sentence, story, anchors, at)
        draft = _draft(sentence, story, anchors, at, rule) if rule else None
        if draft and (draft.date or draft.parties or draft.topic):
            yield draft
            yield from _planned(draft, anchor)
        elif sides := between(sentence, anchor.noun.end, _until(sentence, anchors, at)):
            story.mentioned[sentence.paragraph] = sides, about(sentence, anchor.noun.end, len(sentence.text))


def _planned(draft: Draft, anchor: Anchor) -> Iterator[Draft]:
    """The undertaking that an agreed plan is, over the years that it is for."""
    period = next((d.edtf for d in draft.sentence.dates if re.fullmatch(r"\d{4}/\d{4}", d.edtf)), None)
    if anchor.name in ("Roadmap", "Action Plan") and period:
        yield replace(draft, type="programme", rule="plan agreed", instrument=None, date=period, valid_until=None)


def _until(sentence: Sentence, anchors: Sequence[Anchor], at: int) -> int:
    """Where the next instrument begins."""
    return next((a.phrase.start for a in anchors[at + 1 :] if a.kind == "instrument"), len(sentence.text))


def _stated(sentence: Sentence, story: Story, anchors: Sequence[Anchor], at: int) -> str | None:
    """The rule by which the sentence states that the instrument came about; None where it only speaks of it."""
    anchor, text = anchors[at], sentence.text
    before, after = (
        text[sentence.lead : anchor.phrase.start],
        text[anchor.noun.end : _until(sentence, anchors, at)],
    )
    if _PART_OF.search(before) or _tells_on(sentence, story, anchor, after):
        return None
    active = _ACTIVE.search(before)
    if active and not _REFERS.search(before[-30:]) and not _prolongs(active["v"]):
        return "instrument concluded"
    for verb in _PASSIVE.finditer(after):
        if _own_verb(sentence, anchor, anchor.noun.end + verb.start()):
            return None if _prolongs(verb["v"]) else "instrument concluded"
    dates = dates_of(sentence, anchors, at)
    if re.search(r"\bfollowed by (?:an?|the)?\s*$", before) or (dates and re.match(r"[^.;]{0,80}?\bbetween\b", after)):
        return "instrument between parties" if not _REFERS.search(before) else None
    named = anchor.noun.of(text)[:1].isupper() and (
        len(anchor.phrase) > len(anchor.noun) or re.match(r"\s+(?:of\s+[A-Z]|(?:of|dated)\s+\d)", after)
    )
    return "instrument of a date" if named and dates and _cited(text, anchor, dates[0].span) else None


def _tells_on(sentence: Sentence, story: Story, anchor: Anchor, after: str) -> bool:
    """Whether "the agreement" is one told of before, of which the sentence tells more: who signed it, its force."""
    bare = anchor.phrase == anchor.noun and _REFERENCE.search(sentence.text[sentence.lead : anchor.phrase.start])
    told = bare and any(d.type == "agreement" and d.sentence is not sentence for d in story.drafts)
    return bool(told) and (not sentence.dates or FORCE.match(after.lstrip(" ,")) is not None)


def _prolongs(verb: str) -> bool:
    """What renews an agreement is an extension, a fact of its own."""
    return verb.lower() in ("renewed", "extended")


def _own_verb(sentence: Sentence, anchor: Anchor, place: int) -> bool:
    """Whether the verb is the instrument's own: nothing but parties, dates and the like comes between."""
    between_them = sentence.text[anchor.noun.end : place]
    word = sentence.word_at(place)
    if (
        ";" in between_them
        or len(between_them) > 420
        or (word is not None and word.pos in ("NOUN", "ADJ") and word.tag not in ("VBN", "VBD"))
    ):
        return False
    others = [w for w in sentence.words if anchor.noun.end <= w.start < place and w.tag in FINITE]
    return all(w.text.lower() in ("was", "were", "has", "have", "had", "is", "are") for w in others)


def _cited(text: str, anchor: Anchor, date: Span) -> bool:
    """Whether the date is one of the name: "Treaty of X (1713)", "the 1992 Y Pact", "Protocol of 3 June 1999"."""
    if date.start >= anchor.noun.end:
        return bool(_CITED.fullmatch(text[anchor.noun.end : date.start]))
    between_them = text[date.end : anchor.noun.start]
    return anchor.name in _SINGLE and bool(re.fullmatch(r"\s+(?:[A-Z][\w’'-]*\s+)*", between_them))


def _draft(sentence: Sentence, story: Story, anchors: Sequence[Anchor], at: int, rule: str) -> Draft:
    anchor, text = anchors[at], sentence.text
    until = _until(sentence, anchors, at)
    parties = _parties(sentence, story, anchor, until, cited=rule == "instrument of a date")
    aim = _matter(sentence, story, anchor, until)
    topic = aim.removeprefix("to ") if aim else None
    dates = dates_of(sentence, anchors, at)
    valid_until, dates = _period(sentence, anchor, dates)
    date = completed(dates[0], sentence, story) if dates else None
    place = place_of(sentence, Span(anchor.noun.end, max(until, anchor.noun.end + 1)))
    if THEN.match(text[sentence.lead :]) and (event := story.last(sentence, "meeting", "event")):
        date, place = date or event.date, place or event.place
    quote = trimmed_span(sentence, _start(sentence, anchors, at), until)
    label = _label(sentence, anchor, parties, aim)
    if label == anchor.name and date:
        label = f"{label} of {spoken(date)}"
    return Draft(
        sentence,
        "agreement", rule, label, quote, anchor.name, parties, topic, date, place,
        valid_until=valid_until or _validity(sentence, anchor.noun.end, until, date), anchor=anchor.noun,
    )  # fmt: skip


def _matter(sentence: Sentence, story: Story, anchor: Anchor, until: int) -> str | None:
    """What it is about, "to …" for a purpose: from the words nearest to it, then from its heading."""
    if direct := about(sentence, anchor.noun.end, until) or _modifiers(sentence, anchor):
        return direct
    for place in _joints(sentence, anchor, until):
        if found := about(sentence, place, until):
            return found
    field, aim = field_of(sentence, anchor.noun.end, until), purpose(sentence, anchor.noun.end, until)
    if aim and (field is None or len(aim.split()) > 2):
        return f"to {aim}" if re.search(rf"\bto\s+{re.escape(aim[:12])}", sentence.text) else aim
    return field or _of_heading(sentence, anchor)


def _joints(sentence: Sentence, anchor: Anchor, until: int) -> list[int]:
    """The places after its parties, and after its date, where "on …" or "for …" may say what it is about."""
    starts = (anchor.noun.end + m.end() for m in re.finditer(r"\bbetween\b", sentence.text[anchor.noun.end : until]))
    chains = [chain[-1].span.end for start in starts if (chain := chain_after(sentence, start))]
    return [*chains, *(d.span.end for d in sentence.dates if anchor.noun.end <= d.span.start < until)]


def _modifiers(sentence: Sentence, anchor: Anchor) -> str:
    """The matter before the noun: "science cooperation" of "the science cooperation agreement"."""
    words = [w.text for w in sentence.words if anchor.phrase.start <= w.start < anchor.noun.start]
    while words and re.fullmatch(r"(?i)new|first|second|bilateral|historic|formal|joint|last|final|recent", words[0]):
        del words[0]
    plain = [w for w in words if w.islower() and len(w) > 2]
    return " ".join(plain) if len(plain) > 1 and len(plain) == len(words) else ""


def _of_heading(sentence: Sentence, anchor: Anchor) -> str | None:
    """The matter that a run-in heading names: "MoC in the field of Healthcare:"."""
    heading = sentence.passage.headings[-1] if sentence.passage.headings else ""
    match = (
        re.search(r"\b(?:in the field of|on|for|regarding|concerning)\s+(?P<t>.+)", heading)
        if sentence.heading
        else None
    )
    return squeezed(match["t"]) if match and not re.search(r"\bbetween\b", heading) else None


def _label(sentence: Sentence, anchor: Anchor, parties: Sequence[str], aim: str | None) -> str:
    """As in "MoU between A and B on matters", "Treaty of X", or the title that stands in quotation marks."""
    text = sentence.text
    for quoted in re.finditer(r"“(?P<a>[^”]+)”|\"(?P<b>[^\"]+)\"", text):
        if quoted.start() < anchor.noun.start and anchor.noun.end <= quoted.end():
            return squeezed(quoted["a"] or quoted["b"])
    title = _TITLE.match(text, anchor.noun.end) if anchor.name in _TITLED else None
    if title:
        return capital(anchor.noun.of(text) + title.group())
    label = _called(sentence, anchor)
    if aim and aim == _modifiers(sentence, anchor):
        label, aim = f"{aim} {label if re.search(r'[a-z][A-Z]', label) else label.lower()}", None
    one = "of" if anchor.name in ("Joint Statement", "Declaration") else "with"
    sides = f" between {joined(parties)}" if len(parties) > 1 else f" {one} {parties[0]}" if parties else ""
    matter = "" if not aim else f" {short(aim)}" if aim.startswith("to ") else f" on {short(aim)}"
    return capital(f"{label}{'' if all(p in label for p in parties) else sides}{matter}")


def _called(sentence: Sentence, anchor: Anchor) -> str:
    """What the source calls it where that is a name of its own or a plural; else what facts call its form."""
    noun, phrase = anchor.noun.of(sentence.text), anchor.phrase.of(sentence.text)
    if anchor.name.endswith("Document") and noun.endswith("s"):
        return noun
    return squeezed(phrase) if phrase != noun and phrase[:1].isupper() and len(anchor.name) > 3 else anchor.name


def _start(sentence: Sentence, anchors: Sequence[Anchor], at: int) -> int:
    """Where the statement begins: at the instrument itself where one before it is stated too."""
    earlier = any(a.kind == "instrument" for a in anchors[:at])
    joins = re.search(r"\b(?:followed by|and|,|;)\s*(?:an?|the)?\s*$", sentence.text[: anchors[at].phrase.start])
    return anchors[at].phrase.start if earlier and joins else sentence.lead


def _period(sentence: Sentence, anchor: Anchor, dates: Sequence[FoundDate]) -> tuple[str | None, tuple[FoundDate, ...]]:
    """(valid until, dates without the period): "a roadmap from 2018 to 2022" holds until its last year."""
    if not dates or not re.fullmatch(r"\d{4}/\d{4}", dates[0].edtf):
        return None, tuple(dates)
    before = [d for d in sentence.dates if d.span.end <= anchor.phrase.start and "/" not in d.edtf]
    return dates[0].edtf[5:], tuple(before[-1:] or dates)


def _validity(sentence: Sentence, start: int, end: int, date: str | None) -> str | None:
    """Until when it holds: as stated, or reckoned from its date and "for a period of five years"."""
    for found in sentence.dates:
        if found.role == "until" and start <= found.span.start < end:
            return found.edtf
    for length in sentence.durations:
        before = sentence.text[max(0, length.span.start - 32) : length.span.start]
        held = re.search(r"\b(?:period of|valid for|term of|duration of|in force for)\s+(?:a\s+|another\s+)?$", before)
        if start <= length.span.start < end and held and date:
            return later(date, length.duration)
    return None


def _parties(sentence: Sentence, story: Story, anchor: Anchor, until: int, *, cited: bool) -> tuple[str, ...]:
    """The sides, from the words nearest to the instrument; what a reader carries over where they name none."""
    text = sentence.text
    found = between(sentence, anchor.noun.end, until) or pair_in(anchor.whole.of(text), story)
    if found or cited:
        return found
    active = _ACTIVE.search(text, sentence.lead, anchor.phrase.start)
    who = subject(sentence, active.start("v")) if active else ()
    others = after_words(sentence, "with|by", anchor.noun.end, until)
    found = tuple(dict.fromkeys((*who, *others)))
    if len(found) == 1 and found[0] in story.pair:
        return story.pair
    mentioned = story.mentioned.get(sentence.paragraph, ((), None))[0]
    return found or (mentioned if _REFERENCE.search(text[: anchor.phrase.start]) else ()) or carried(sentence, story)
