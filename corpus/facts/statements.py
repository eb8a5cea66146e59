"""What else the text dates: a clause that tells when something came about, where no other rule has taken it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from corpus.dates import FoundDate
from corpus.facts.anchors import Anchor
from corpus.facts.circumstances import completed, in_name, modifies, of_act
from corpus.facts.language import FINITE, Word
from corpus.facts.parties import canonical
from corpus.facts.statement import Draft, Rule, Sentence, Story
from corpus.facts.topics import capital, squeezed, subject_above, trimmed_span
from corpus.model import Span

RULES = (
    Rule(
        "lifetime",
        "the years in brackets after a name",
        "The council met under Eleanor Ashdown (1204–1261) for the first time.",
    ),
    Rule(
        "dated statement",
        "a clause with a verb and a date that no other rule has taken",
        "In 1204 the crusaders captured the city.",
    ),
)

_LONGEST = 26
_GOVERNS = re.compile(
    r"(?:,?\s*\b(?:in|on|by|during|since|from|until|till|around|about|circa|between|throughout|after|before|at"
    r"|the|early|late|mid|the end of|the beginning of|the start of"
    r"|of|year|years|summer|winter|spring|autumn)\b[\s-]*)+$",
    re.IGNORECASE,
)
_OPENS = re.compile(
    r"[\W]*(?:(?:and|but|then|also|later|however|thus|finally),?\s+)?(?:(?:in|on|by|during|since|from|until"
    r"|till|around|about|circa|between|throughout"
    r"|after|before|as of|early|late|mid|the|end|of|start|beginning|at)[\s-]+)*",
    re.IGNORECASE,
)


def find(sentence: Sentence, story: Story, anchors: Sequence[Anchor]) -> Iterator[Draft]:
    """A draft for each date of the sentence that no other rule has taken: what the verb that it hangs on tells."""
    told = {date for d in story.drafts if d.sentence is sentence for date in (d.date, d.valid_until)}
    for date in sentence.dates:
        edtf = completed(date, sentence, story)
        if edtf is None or edtf in told or date.edtf in told or date.span.start < sentence.lead:
            continue
        if lifetime := _lifetime(sentence, date):
            yield lifetime
        elif _tells_when(sentence, date) and (body := _clause_of(sentence, date)):
            told.add(edtf)
            ends = date.role == "until" and re.search(
                r"(?i)\b(?:expir|laps|end)\w* (?:on|in)\s+$", sentence.text[: date.span.start]
            )
            yield _draft(sentence, body, date, date.edtf if ends else edtf)


def _lifetime(sentence: Sentence, date: FoundDate) -> Draft | None:
    """From when to when someone lived or something was: "A. Name (1249-1314)", "X dynasty (1115-1234)"."""
    text = sentence.text
    if "/" not in date.edtf or not re.match(r"\s*\)", text[date.span.end :]):
        return None
    for name in sentence.names:
        if re.fullmatch(r"\s*(?:[a-z]+\s+)?\(\s*(?:c\.\s*|r\.\s*)?", text[name.span.end : date.span.start]):
            noun = re.match(r"\s*(?P<n>[a-z]+)", text[name.span.end :])
            label = f"{name.text} {noun['n']}" if noun else name.text
            end = text.index(")", date.span.end) + 1
            kind = "person" if name.kind == "person" else "event"
            return Draft(
                sentence,
                kind,
                "lifetime",
                label,
                Span(name.span.start, end),
                date=date.edtf,
                anchor=date.span,
            )
    return None


def _tells_when(sentence: Sentence, date: FoundDate) -> bool:
    """Whether the date says when: it is no part of a name, no aside among other dates, and no "prior to"."""
    before = sentence.text[: date.span.start]
    aside = before.count("(") > before.count(")") or before.count("[") > before.count("]")
    earlier = re.search(
        r"(?i)(?:\b(?:prior to|earlier than)\s+(?:the\s+)?|\bcopyright\b.{0,20}|\(c\)\s*|©\s*)$", before
    )
    alone = len(sentence.dates) == 1
    return not (
        earlier
        or of_act(sentence, date)
        or in_name(sentence, date)
        or (not alone and (aside or modifies(sentence, date)))
    )


def _clause_of(sentence: Sentence, date: FoundDate) -> Span | None:
    """The words of the verb that the date hangs on; the whole clause where that is its main verb."""
    clause = sentence.clause_at(date.span.start)
    if not _is_clause(sentence, clause):
        return None
    words = {word.index: word for word in sentence.words}
    word = sentence.word_at(date.span.start)
    verb, seen = word, set()
    while verb and verb.index not in seen and (verb is word or verb.pos not in ("VERB", "AUX")):
        seen.add(verb.index)
        verb = words.get(verb.head)
    if verb is None or verb.dep == "ROOT":
        return clause
    own = [w for w in sentence.words if _hangs_on(w, verb, words)]
    inner = Span(min(w.start for w in own), max(w.end for w in own))
    subject = [
        w for w in own if w.head == verb.index and w.dep in ("nsubj", "nsubjpass") and w.pos in ("NOUN", "PROPN")
    ]
    whole = clause.covers(inner) and inner.covers(date.span) and len(own) > 5
    return inner if whole and subject else clause


def _hangs_on(word: Word, verb: Word, words: dict[int, Word]) -> bool:
    """Whether the verb is the word itself or above it."""
    for _ in range(len(words)):
        if word.index == verb.index:
            return True
        above = words.get(word.head)
        if above is None or above.index == word.index:
            return False
        word = above
    return False


def _is_clause(sentence: Sentence, body: Span) -> bool:
    """Whether the stretch has a finite verb, a subject and more than a few words."""
    words = [w for w in sentence.words if body.start <= w.start < body.end]
    verb = next((w for w in words if w.tag in FINITE), None)
    told = verb is not None and any(w.pos in ("NOUN", "PROPN", "PRON") and w.start < verb.start for w in words)
    return told and len(words) > 4


def _draft(sentence: Sentence, body: Span, date: FoundDate, edtf: str) -> Draft:
    subjects = {w.start for w in sentence.words if w.dep in ("nsubj", "nsubjpass")}
    inside = [n for n in sentence.names if body.covers(n.span)]
    acting = [n for n in inside if n.kind == "person" and any(n.span.start <= s < n.span.end for s in subjects)]
    sides = canonical(n for n in inside if n.kind == "body" or n in acting)
    return Draft(
        sentence,
        "event",
        "dated statement",
        _label(sentence, body, date),
        trimmed_span(sentence, body.start, body.end),
        parties=sides[:4],
        date=edtf,
        approximate=date.approximate,
        anchor=date.span,
    )


def _label(sentence: Sentence, body: Span, date: FoundDate) -> str:
    """The clause without a date that opens or closes it, cut where it is long."""
    before, after = sentence.text[body.start : date.span.start], sentence.text[date.span.end : body.end]
    opens, closes = _OPENS.fullmatch(before), re.fullmatch(r"[\s.,;]*", after)
    text = re.sub(
        r"^(?:and|but|that|which|who|when|where|while|although|because)\s+",
        "",
        body.of(sentence.text),
        flags=re.IGNORECASE,
    )
    if opens and not modifies(sentence, date):
        text = after.lstrip(" ,")
    elif closes and not re.search(r"\w\s+of\s+$", before):
        text = _GOVERNS.sub("", before)
    text = re.sub(r"\s*\([^()]{40,}\)", "", text)
    words = re.sub(r"[\s,]+(?:and|but|or|while)$", "", squeezed(text).rstrip(".")).split()
    named = any(" " in n.text and " ".join(words).startswith(n.text) for n in sentence.names)
    hangs = (len(words) < 4 and not named) or re.match(r"(?i)(?:it|they|he|she|this|these|the same)\b", " ".join(words))
    above = subject_above(sentence) if hangs else ""
    if len(words) <= _LONGEST:
        return capital(" ".join(words)) + (f" ({above})" if above else "")
    cut = " ".join(words[:_LONGEST])
    head = cut.rpartition(", ")[0]
    return capital(squeezed(head) if len(head.split()) > 8 else f"{cut} …")
