"""Meetings and events: what was held, celebrated, launched, visited, cancelled, with its date, place and sides."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from corpus.facts.anchors import Anchor
from corpus.facts.circumstances import completed, dates_of, place_of
from corpus.facts.lexicon import EVENTS, HELD, MEETINGS, ORDINAL, STARTED
from corpus.facts.naming import Name
from corpus.facts.parties import after_words, between, canonical, carried, pair_in, subject
from corpus.facts.statement import Draft, Rule, Sentence, Story
from corpus.facts.topics import about, capital, discussed, field_of, joined, purpose, squeezed, trimmed_span
from corpus.model import Span

RULES = (
    Rule(
        "meeting held",
        "a meeting, summit, dialogue or working group with a date or a number",
        "The 3rd Joint Committee Meeting was held in Lisbon on 4 June 2015.",
    ),
    Rule(
        "event held",
        "a workshop, seminar, ceremony, conference or the like with a date or a number",
        "The Institute organized a workshop on soil health in Nairobi in May 2019.",
    ),
    Rule(
        "named event held",
        "anything else with a name that was held, celebrated or observed, with the date",
        "The Harbour Lights Open Day was celebrated on 4 June 2015.",
    ),
)

_HELD = re.compile(rf"\b(?:{HELD})\b", re.IGNORECASE)
_ORDINAL = re.compile(rf"\b{ORDINAL}\b", re.IGNORECASE)
#: "3rd meeting of the X", "Meeting of the X": one of a series that X holds.
_SERIES = re.compile(rf"(?:{ORDINAL}\b|Meeting of the\b)", re.IGNORECASE)
_SMALL_PHRASE = re.compile(
    r"(?:(?:bilateral|joint|virtual|annual|committee|review|regular|high-level|summit)[\s-]+)*\w+",
    re.IGNORECASE,
)
_REFERS = re.compile(r"\b(?:the|this|that|these|such|same|said|its)\s+$", re.IGNORECASE)
_WAS_HELD = re.compile(
    r"\b(?:was|were)\s+(?:also\s+|jointly\s+)?(?:held|organi[sz]ed|celebrated|conducted|observed|hosted"
    r"|commemorated)\b|\btook place\b",
    re.IGNORECASE,
)
#: Words of a gathering's name that many gatherings share.
_PLAIN_NAME = re.compile(rf"(?:{MEETINGS}|{EVENTS}|joint|committee|group|{ORDINAL})", re.IGNORECASE)
_INSTANCE = re.compile(
    r"\b(?:such as|including|e\.g\.|like|through|annual|regular|various|other|future|organi[sz]ing"
    r"|to organi[sz]e|to hold|to convene|proposed)\s+(?:an?\s+|the\s+)?(?:[\w-]+\s+)?$",
    re.IGNORECASE,
)
_ORGANIZED = re.compile(
    r"\b(?:organi[sz]ed|hosted|held|convened|conducted|co-?organi[sz]ed|launched|celebrated|inaugurated"
    r"|attended|participated)\b[^.;,]{0,40}$",
    re.IGNORECASE,
)
_ORGANIZERS = (
    r"(?:organi[sz]ed|hosted|convened|held|conducted|co-?organi[sz]ed)\s+(?:jointly\s+)?(?:by"
    r"|in (?:association|collaboration|partnership|cooperation) with|jointly by|along with)"
    r"|co-?hosted by"
)


def find(sentence: Sentence, story: Story, anchors: Sequence[Anchor]) -> Iterator[Draft]:
    """The gatherings that the sentence states."""
    stated: list[Draft] = []
    for at, anchor in enumerate(anchors):
        if anchor.kind == "instrument" or anchor.name == "visit":
            continue
        dates = dates_of(sentence, anchors, at)
        if _is_stated(sentence, anchor, bool(dates)) and not _told_twice(sentence, anchors, at, bool(dates)):
            when = dict.fromkeys(completed(date, sentence, story) for date in dates or (None,))
            stated.extend(_draft(sentence, story, anchors, at, date) for date in when)
        elif re.match(r"[A-Z][\w&-]*(?: [A-Z&]|\Z)|[A-Z]\w+ on", phrase := anchor.whole.of(sentence.text)):
            story.spoken[sentence.paragraph] = squeezed(phrase)
    yield from stated
    if not stated:
        yield from _named(sentence, story)


def _named(sentence: Sentence, story: Story) -> Iterator[Draft]:
    """What was held under a name that no noun of `EVENTS` tells: "The X Open Day was celebrated on …"."""
    text = sentence.text
    verb = _WAS_HELD.search(text, sentence.lead)
    if verb is None:
        return
    clause = sentence.clause_at(verb.start())
    name = squeezed(
        re.sub(r"^(?:the|an?|this|that)\s+", "", text[clause.start : verb.start()].strip(), flags=re.IGNORECASE)
    )
    dates = [d for d in sentence.dates if verb.end() <= d.span.start < clause.end and d.role == "on"]
    dates = dates or [d for d in sentence.dates if sentence.text[: d.span.start].strip(" -*•–—(") == ""]
    if not dates or len(name.split()) < 2 or len(name.split()) > 25 or not re.search(r"[A-Z]", name):
        return
    heading = squeezed(sentence.heading)
    name = name.strip('“”"')
    label = capital(f"{heading}: {name}" if heading else name)
    bodies = after_words(sentence, _ORGANIZERS, verb.start(), clause.end) or carried(sentence, story)
    for date in dates:
        yield Draft(
            sentence, "event", "named event held", label, trimmed_span(sentence, clause.start, clause.end),
            parties=bodies,
            date=completed(date, sentence, story), place=place_of(sentence, clause), anchor=date.span,
        )  # fmt: skip


def _is_stated(sentence: Sentence, anchor: Anchor, dated: bool) -> bool:
    """Whether the sentence tells that it took place, or was to, and when or as which of its kind."""
    text, phrase = sentence.text, anchor.whole.of(sentence.text)
    before, after = text[sentence.lead : anchor.phrase.start], text[anchor.end :]
    numbered = bool(_ORDINAL.search(anchor.phrase.of(text)))
    if phrase.lower() in ("events", "visits", "meetings", "conferences", "sessions"):
        return False
    refers = _REFERS.search(before) and not numbered and not dated and " " not in phrase
    if _INSTANCE.search(before) or refers:
        return False
    if re.match(rf"[^.;]{{0,80}}?\b(?:was|were|been|is)\s+(?:{STARTED})\b", after) and not _HELD.search(after[:90]):
        return False
    held = _HELD.search(after[:220]) or _HELD.search(before[-80:])
    if dated:
        clause = sentence.clause_at(anchor.noun.start)
        return bool(held or re.search(r"\b(?:at|during|in|on)\s+(?:the\s+|a\s+|an\s+)?$", before) or len(clause) < 250)
    named = re.search(r"\b[A-Z]", phrase[1:])
    return bool(held and numbered and named and not re.search(r"[^s]s$", anchor.name))


def _told_twice(sentence: Sentence, anchors: Sequence[Anchor], at: int, dated: bool) -> bool:
    """Whether a later phrase, after a dash, tells of the same gathering more fully: "6th X – The sixth meeting …"."""
    number = _number(anchors[at].phrase.of(sentence.text))
    later = [a for a in anchors[at + 1 :] if number and _number(a.phrase.of(sentence.text)) == number]
    return bool(later) and not dated


def _number(phrase: str) -> int | None:
    """The number of an ordinal in figures or words."""
    match = _ORDINAL.search(phrase)
    if match is None:
        return None
    words = ORDINAL.partition(r"ninth)|")[2].rstrip(")").split("|")
    low = match.group().lower()
    return int(re.sub(r"\D", "", low)) if low[0].isdigit() else words.index(low) + 1 if low in words else None


def _draft(sentence: Sentence, story: Story, anchors: Sequence[Anchor], at: int, date: str | None) -> Draft:
    anchor, text = anchors[at], sentence.text
    until = next((a.phrase.start for a in anchors[at + 1 :] if a.kind != "instrument"), len(text))
    stretch = Span(anchor.phrase.start, max(until, anchor.noun.end))
    place = place_of(sentence, stretch)
    parties = _parties(sentence, story, anchor, until)
    of = _referent(sentence, story, anchor)
    if of and not between(sentence, anchor.noun.end, until):
        label, parties = f"{capital(squeezed(anchor.phrase.of(text)))} of the {of[0]}", of[1] or parties
    else:
        label = _label(sentence, anchor, parties, place)
    if re.search(r"\bcancell?ed\b", stretch.of(text)):
        label += " (cancelled)"
    elif re.search(r"\bpostponed?\b", text[sentence.lead : until]):
        label += " (postponed)"
        date = next((d.edtf for d in sentence.dates if d.role == "until"), date)
    topic = about(sentence, anchor.noun.end, until) or _earlier_topic(sentence, anchors, at)
    topic = topic or field_of(sentence, anchor.noun.end, until) or discussed(sentence, anchor.end, len(text))
    topic = topic or purpose(sentence, anchor.end, until)
    quote = trimmed_span(sentence, sentence.lead, len(text))
    kind = anchor.kind
    return Draft(
        sentence,
        kind,
        f"{kind} held",
        label,
        quote,
        parties=parties,
        topic=topic,
        date=date,
        place=place,
        anchor=anchor.noun,
    )


def _referent(sentence: Sentence, story: Story, anchor: Anchor) -> tuple[str, tuple[str, ...]] | None:
    """(name, sides) of what "its first session" is of: a body just named, or the gathering told of before."""
    text = sentence.text
    bare = anchor.end <= anchor.noun.end and _SMALL_PHRASE.fullmatch(_ORDINAL.sub("", anchor.phrase.of(text)).strip())
    if not bare or not _ORDINAL.search(anchor.phrase.of(text)):
        return None
    if re.search(r"\b[Ii]ts\s+$", text[: anchor.phrase.start]):
        named = [n for n in sentence.names if n.kind in ("body", "thing") and n.span.end <= anchor.phrase.start]
        name = named[-1].text if named else story.spoken.get(sentence.paragraph)
        if name:
            return name, ()
    earlier = story.last(sentence, "meeting")
    if earlier is None or not re.search(r"[A-Z]", earlier.label[1:]):
        return None
    name = re.sub(r"^.*? of the ", "", earlier.label) if _SERIES.match(earlier.label) else earlier.label
    name = re.sub(rf"(?i)^{ORDINAL}\s+", "", name) if _SERIES.match(earlier.label) else name
    return (name, earlier.parties) if "(" not in name and re.search(r"[A-Z]", name.partition(":")[0]) else None


def _earlier_topic(sentence: Sentence, anchors: Sequence[Anchor], at: int) -> str | None:
    """The matter of the phrase that `_told_twice` left out."""
    number = _number(anchors[at].phrase.of(sentence.text))
    for other in anchors[:at]:
        if number and _number(other.phrase.of(sentence.text)) == number:
            return about(sentence, other.noun.end, anchors[at].phrase.start)
    return None


def _label(sentence: Sentence, anchor: Anchor, parties: Sequence[str], place: str | None) -> str:
    phrase = anchor.whole.of(sentence.text)
    quoted = re.fullmatch(
        r"(?i)(?:an?\s+)?(?:event|programme|series|seminar series)\s+(?:on|titled|called)\s+[“\"](?P<q>.+)[”\"]",
        phrase,
    )
    label = capital(squeezed(quoted["q"] if quoted else phrase))
    plain = squeezed(_ORDINAL.sub("", phrase))
    if _SMALL_PHRASE.fullmatch(plain) and not re.search(r"[A-Z]", plain[1:]):
        if len(parties) > 1:
            return f"{label} of {joined(parties)}"
        if sentence.passage.headings:
            return f"{label}: {sentence.passage.headings[-1]}"
        return f"{label} in {place}" if place and place != "virtual" else label
    return label


def _parties(sentence: Sentence, story: Story, anchor: Anchor, until: int) -> tuple[str, ...]:
    """Who met or held it: as the sentence says; else as for the one of the same name, the heading, the document."""
    text, phrase = sentence.text, anchor.phrase.of(sentence.text)
    organized = _ORGANIZED.search(text, sentence.lead, anchor.phrase.start)
    inside = Span(anchor.noun.end, max(until, anchor.noun.end + 1))
    others = (n for n in sentence.names if n.acts and inside.covers(n.span) and not _calls(sentence, anchor, n))
    found = (
        between(sentence, anchor.noun.end, until)
        or (subject(sentence, organized.start()) if organized else ())
        or after_words(sentence, _ORGANIZERS, anchor.noun.end, len(text))
        or pair_in(anchor.whole.of(text), story)
        or canonical(others)
    )
    if re.fullmatch(r"[A-Z]+[ -]?\d+", phrase):
        return found
    if found or re.fullmatch(rf"(?i)(?:(?:{ORDINAL}|bilateral|virtual|joint)\s+)*[a-z]+", phrase):
        return found or carried(sentence, story, before=True)
    return (
        _same_series(phrase, story) or _of_innermost(sentence, story) or story.pair or story.named_by_heading(sentence)
    )


def _same_series(phrase: str, story: Story) -> tuple[str, ...]:
    """The sides of an earlier gathering of the same name."""
    names = {name for name in re.findall(r"\b[A-Z][\w-]{2,}", phrase) if not _PLAIN_NAME.fullmatch(name)}
    for draft in reversed(story.drafts):
        if (
            draft.type in ("meeting", "event", "programme")
            and draft.parties
            and names & set(re.findall(r"[\w-]+", draft.label))
        ):
            return draft.parties
    return ()


def _of_innermost(sentence: Sentence, story: Story) -> tuple[str, ...]:
    headings = sentence.passage.headings
    return story.headings.get(headings[-1], ()) if headings else ()


def _calls(sentence: Sentence, anchor: Anchor, name: Name) -> bool:
    """Whether the name is a part of the gathering's own, or its short form in brackets."""
    return name.span.start < anchor.noun.end or sentence.text[anchor.noun.end : name.span.start].strip() == "("
