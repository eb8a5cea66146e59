"""Fact sheets and tables: "Founded: 1912", "Staff: 184", "Director | Dr. A" state facts without a verb."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from corpus.facts.anchors import Anchor
from corpus.facts.circumstances import completed
from corpus.facts.language import FINITE
from corpus.facts.lexicon import MEETINGS
from corpus.facts.statement import Draft, Rule, Sentence, Story
from corpus.facts.topics import capital, cased, squeezed, trimmed_span
from corpus.model import Span
from corpus.names import ROLES
from corpus.numbering import LABELS

RULES = (
    Rule("sheet number", "a line of a fact sheet or a table that gives a number", "Staff of the museum: 184"),
    Rule("sheet date", "a line of a fact sheet or a table that gives a date", "Founded: 1912"),
    Rule(
        "sheet person",
        "a line of a fact sheet or a table that says who holds an office",
        "Director: Dr. Jane Doe",
    ),
)

_LINE = re.compile(r"(?P<k>[^\W\d_][^:|\n]{1,58}?)\s*(?::\s+|\s\|\s|:$)(?P<v>[^\n]{1,120})")
_FOUNDED = re.compile(
    r"(?i)(?:date (?:of )?)?(?:founded|foundation|established|establishment|created|formed|incorporated"
    r"|constituted|formation)\b"
)
_BUILT = re.compile(
    r"(?i)(?:built|opened|opening|construction|completed|completion|commissioned|inaugurated|first light)\b"
)


_KEPT = re.compile(r"(?i)(?:last )?(?:updated|modified|revised|retrieved|accessed|published|printed|posted)(?: on)?")
_GATHERING = re.compile(rf"(?i)\b(?:{MEETINGS})\b")


def find(sentence: Sentence, story: Story, anchors: Sequence[Anchor]) -> Iterator[Draft]:
    """The fact of a line "key: value"; () for a sentence with a verb."""
    line = _LINE.fullmatch(sentence.text, sentence.lead if not sentence.heading else 0)
    if line is None or len(line["k"].split()) > 7 or _has_verb(sentence, line):
        return
    if any(d.sentence is sentence and d.rule == "table row" for d in story.drafts):
        return
    yield from _number(sentence, line)
    yield from _date(sentence, story, line)
    yield from _person(sentence, line)


def _has_verb(sentence: Sentence, line: re.Match[str]) -> bool:
    """Whether either side is a sentence of its own."""
    return any(w.tag in FINITE and w.start >= line.start("v") for w in sentence.words)


def _about(sentence: Sentence) -> str:
    """What the sheet is about: the document's title."""
    return cased(sentence.document.title)


def _number(sentence: Sentence, line: re.Match[str]) -> Iterator[Draft]:
    key = squeezed(line["k"])
    inside = [q for q in sentence.quantities if q.span.start >= line.start("v")]
    bare = [q for q in inside if "(" not in sentence.text[line.start("v") : q.span.start]]
    if any(line.start("v") <= d.span.start for d in sentence.dates) or len(bare) != 1:
        return
    if re.split(r"[\s_]", key.lower())[-1] in LABELS or re.search(r"\s{3}", line["v"]):
        return
    for quantity in bare:
        before = sentence.text[line.start("v") : quantity.span.start]
        if not re.fullmatch(r"(?i)\s*(?:about|over|more than|nearly|some|approx\.?|~|up to|around)?\s*", before):
            continue
        rest = re.match(r"\s?(?P<u>[^\W\d_][\w²³%/ -]{0,30}?)\s*(?:$|[|(,;])", sentence.text[quantity.span.end :])
        unit = quantity.unit or (rest["u"] if rest and len(rest["u"].split()) < 4 else key.lower())
        yield Draft(
            sentence,
            "statistic",
            "sheet number",
            f"{key}: {squeezed(line['v'].split('|')[0])} ({_about(sentence)})",
            trimmed_span(sentence, line.start(), line.end()),
            topic=key,
            value=quantity.value,
            unit=unit,
            approximate=quantity.approximate,
            anchor=quantity.span,
        )
        return


def _date(sentence: Sentence, story: Story, line: re.Match[str]) -> Iterator[Draft]:
    key, value = squeezed(line["k"]), line["v"]
    date = next((d for d in sentence.dates if d.span.start >= line.start("v")), None)
    priced = any(q.unit and q.span.start >= line.start("v") for q in sentence.quantities)
    if date is None or priced or _KEPT.fullmatch(key):
        return
    opens = not sentence.text[line.start("v") : date.span.start].strip(" ")
    edtf = completed(date, sentence, story)
    if edtf is None or not (opens or len(value.split()) <= 16):
        return
    kind = "body" if _FOUNDED.match(key) else "facility" if _BUILT.match(key) else "event"
    label = f"{_about(sentence)}: {key.lower()}" if opens else f"{key}: {squeezed(value)}"
    about = re.sub(
        r"(?i)^(?:draft |approved )?(?:minutes|notes|report|record|agenda) of (?:the )?", "", _about(sentence)
    )
    if key.lower() in ("date", "held", "held on", "date and time", "date and place", "when") and _GATHERING.search(
        about
    ):
        kind, label = "meeting", about
    quote = trimmed_span(sentence, line.start(), line.end())
    yield Draft(sentence, kind, "sheet date", capital(label), quote, topic=key, date=edtf, anchor=date.span)


def _person(sentence: Sentence, line: re.Match[str]) -> Iterator[Draft]:
    key = squeezed(line["k"])
    if not {w.lower() for w in re.findall(r"\w+", key)} & ROLES:
        return
    for name in sentence.names:
        if name.kind == "person" and name.span.start == line.start("v"):
            quote = Span(line.start(), name.span.end)
            label = squeezed(name.text)
            yield Draft(
                sentence,
                "person",
                "sheet person",
                label,
                quote,
                parties=(_about(sentence),),
                topic=key,
                anchor=name.span,
            )
