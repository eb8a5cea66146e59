"""Extensions: how long an agreement was prolonged, each "till" for itself; and validity as first agreed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from corpus.dates import FoundDuration
from corpus.edtf import Duration, later
from corpus.facts.anchors import Anchor
from corpus.facts.circumstances import completed
from corpus.facts.parties import between, carried, subject
from corpus.facts.statement import Draft, Rule, Sentence, Story
from corpus.facts.topics import about, capital, field_of, joined, short, trimmed_span
from corpus.model import Span

RULES = (
    Rule("extension", "an agreement extended, renewed or prolonged, each extension with its own end",
         "The lease was extended for two years till 2014 with one year automatic extension till 2015."),
    Rule("validity", "how long an agreement holds from its start",
         "The pact was signed on 1 May 2010. Initially it was valid for 5 years i.e. till 30 April 2015."),
)  # fmt: skip

_MARK = re.compile(
    r"\b(?P<p>(?:(?:first|second|third|fourth|fifth|initial|further|automatic|subsequent|final|one[- ]year"
    r"|\d(?:st|nd|rd|th))\s+)*)"
    r"(?P<w>extensions?|extended|renewals?|renewed|prolonged|prolongation)\b(?!\s+(?:family|hours|over|across"
    r"|to all|its|their|from|into))",
    re.IGNORECASE,
)
#: What may be prolonged has not been.
_MAY = re.compile(
    r"\b(?:can|could|may|might|would|should|shall|if|unless|to)\s+(?:also\s+|then\s+)?be\s+(?:automatically\s+|tacitly\s+)?$",
    re.IGNORECASE,
)
_VALID = re.compile(
    r"\b(?:was|is|are|were|be|remains?|remained|shall be|will be)\s+(?:initially\s+)?(?:valid|in (?:force|effect))\b"
    r"|\b(?:shall|will) remain in (?:force|effect)\b",
    re.IGNORECASE,
)
_ABOUT_TIME = re.compile(
    r"\b(?:agreement|treat|mou|moc|memorand|contract|lease|licen[cs]e|pact|protocol|arrangement|project"
    r"|programme|phase|term|mandate|validity|cooperation|fellowship|period)",
    re.IGNORECASE,
)


def find(sentence: Sentence, story: Story, anchors: Sequence[Anchor]) -> Iterator[Draft]:
    """The extensions that the sentence states."""
    marks = [m for m in _MARK.finditer(sentence.text, sentence.lead) if not _MAY.search(sentence.text[: m.start()])]
    ends = [d for d in sentence.dates if d.role == "until"]
    timed = bool(ends or sentence.durations)
    known = (
        any(a.kind == "instrument" for a in anchors)
        or story.last(sentence, "agreement")
        or _ABOUT_TIME.search(sentence.text)
    )
    if marks and timed and known:
        for stretch, mark in _stretches(sentence, marks, [d.span for d in ends]):
            yield _draft(sentence, story, anchors, stretch, mark)
    elif timed and _VALID.search(sentence.text, sentence.lead) and known:
        yield _draft(sentence, story, anchors, Span(sentence.lead, len(sentence.text)), None)


def _stretches(
    sentence: Sentence, marks: Sequence[re.Match[str]], ends: Sequence[Span]
) -> Iterator[tuple[Span, re.Match[str]]]:
    """One stretch for each "till" that has an extension before it; the whole sentence where there is but one."""
    start = sentence.lead
    for i, end in enumerate(ends if len(ends) > 1 else [Span(0, len(sentence.text))]):
        stop = len(sentence.text) if i == len(ends) - 1 else end.end
        inside = [m for m in marks if start <= m.start() < stop]
        if inside:
            yield Span(start, stop), inside[0]
        start = stop


def _draft(
    sentence: Sentence, story: Story, anchors: Sequence[Anchor], stretch: Span, mark: re.Match[str] | None
) -> Draft:
    until = next((d for d in sentence.dates if d.role == "until" and stretch.start <= d.span.start < stretch.end), None)
    length = next((d for d in sentence.durations if stretch.start <= d.span.start < stretch.end), None)
    on = next((d for d in sentence.dates if d.role == "on" and stretch.start <= d.span.start < stretch.end), None)
    date = completed(on, sentence, story) if on else None
    own = next((a for a in anchors if a.kind == "instrument" and stretch.start <= a.noun.start), None)
    earlier = story.last(sentence, "agreement")
    parties = _parties(sentence, story, own, mark, earlier)
    instrument = own.name if own else earlier.instrument if earlier else None
    topic = (
        (about(sentence, own.noun.end, stretch.end) if own else None)
        or field_of(sentence, stretch.start, stretch.end)
        or (earlier.topic if earlier else None)
    )
    value, unit = _length(length)
    begins = date or (earlier.date if earlier and mark is None else None)
    valid_until = until.edtf if until else later(begins, length.duration) if begins and length else None
    what = capital(" ".join((mark["p"] + _noun(mark["w"])).split())) if mark else "Validity"
    label = f"{what} of the {instrument or 'agreement'}{' between ' + joined(parties) if len(parties) > 1 else ''}"
    label += f" on {short(topic, 8)}" if topic and len(parties) < 2 else ""
    return Draft(
        sentence, "extension" if mark else "statistic", "extension" if mark else "validity", label,
        trimmed_span(sentence, stretch.start, stretch.end), instrument, parties, topic, date, None, value, unit,
        valid_until=valid_until, anchor=Span(*mark.span()) if mark else None,
    )  # fmt: skip


def _noun(word: str) -> str:
    low = word.lower().rstrip("s") if word.lower().endswith("sions") else word.lower()
    return {"extended": "extension", "renewed": "renewal", "prolonged": "prolongation"}.get(low, low)


def _length(found: FoundDuration | None) -> tuple[float | None, str | None]:
    if found is None:
        return None, None
    length: Duration = found.duration
    for unit in ("years", "months", "days"):
        if number := getattr(length, unit):
            return float(number), unit if number > 1 else unit[:-1]
    return None, None


def _parties(
    sentence: Sentence, story: Story, own: Anchor | None, mark: re.Match[str] | None, earlier: Draft | None
) -> tuple[str, ...]:
    """The sides of the agreement, or those who signed its extension."""
    if own and (found := between(sentence, own.noun.end, len(sentence.text))):
        return found
    if earlier and not (own and sentence.paragraph != earlier.sentence.paragraph):
        return earlier.parties
    signed = re.search(r"\bsigned\b", sentence.text)
    if signed and mark and signed.start() < mark.start():
        names = [n for n in sentence.names if n.span.end <= signed.start() and (n.acts or n.kind == "role")]
        if bodies := tuple(dict.fromkeys(p for n in names for p in _body_of(n.text, n.canonical, n.kind))):
            return bodies
        return subject(sentence, signed.start())
    return carried(sentence, story)


def _body_of(text: str, canonical_name: str, kind: str) -> tuple[str, ...]:
    """The body that an office is of: "Director of X Institute" -> X Institute."""
    if kind != "role":
        return (canonical_name,)
    _, of, body = text.partition(" of ")
    return (body,) if of else ()
