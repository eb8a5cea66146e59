"""Programmes and facilities: what was launched, set up, completed or joined, and named programmes at first mention."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from corpus.facts.agreements import carried, of_headings
from corpus.facts.anchors import Anchor
from corpus.facts.circumstances import completed, place_of
from corpus.facts.lexicon import FACILITIES, PROGRAMMES, STARTED
from corpus.facts.parties import canonical, pair_in
from corpus.facts.statement import Draft, Rule, Sentence, Story
from corpus.facts.topics import about, capital, clause_span, purpose, short, squeezed
from corpus.model import Span

RULES = (
    Rule("programme started", "a programme, project or scheme that was launched, completed, joined or the like",
         "The Rural Schools Programme was launched in 1998."),
    Rule("programme named", "the first mention of a programme by a name of its own",
         "Students came under the “Northern Lights Exchange Programme”."),
    Rule("facility", "a laboratory, station or other facility that was set up, opened or completed",
         "The first solar station was established by the agency in 2010."),
    Rule("facilities named", "several facilities that were set up together, each by its quoted name",
         "Two laboratories on “Soil and Water” and “Clean Air” were established in 2016 at Leiden."),
)  # fmt: skip

_STARTED = re.compile(rf"\b(?P<v>{STARTED})\b", re.IGNORECASE)
_NOUN = re.compile(rf"(?<![\w/])(?:(?P<programme>{PROGRAMMES})|(?P<facility>{FACILITIES}))(?![\w/])", re.IGNORECASE)
_QUOTED = re.compile(r"[“\"](?P<q>[^”\"]{4,160})[”\"]")
_NAMED = re.compile(r"(?i:programmes?|programs?|project|scheme|initiative|fellowships?|scholarships?|plan|mission)$")


def find(sentence: Sentence, story: Story, anchors: Sequence[Anchor]) -> Iterator[Draft]:
    """The undertakings that the sentence states."""
    stated = list(_started(sentence, story, anchors))
    yield from stated
    yield from _named(sentence, story, stated)


def _started(sentence: Sentence, story: Story, anchors: Sequence[Anchor]) -> Iterator[Draft]:
    text = sentence.text
    for verb in _STARTED.finditer(text, sentence.lead):
        word = sentence.word_at(verb.start())
        if word is None or (word.pos not in ("VERB", "AUX") and word.tag not in ("VBN", "VBD")):
            continue
        noun = _governed(sentence, verb)
        if noun is None or any(a.noun.meets(Span(*noun.span())) for a in anchors if a.kind != "instrument"):
            continue
        kind = "facility" if noun["facility"] else "programme"
        phrase = Span(_left(sentence, noun.start()), noun.end())
        dates = [d for d in sentence.dates if d.role in ("on", "since", "after", "before")]
        near = min(dates, key=lambda d: min(abs(d.span.start - verb.end()), abs(verb.start() - d.span.end)), default=None)
        definite = re.search(r"\b(?:the|this|that)\s+$", text[: phrase.start], re.IGNORECASE) and len(phrase.of(text).split()) == 1
        named = len(phrase.of(text).split()) > 1 and re.search(r"[A-Z]", phrase.of(text)[1:])
        if near is None and not named and not re.search(r"\b(?:has|have)\s+\w*\s*$", text[: verb.start()]):
            continue
        date = completed(near, sentence, story) if near else None
        quotes = [m for m in _QUOTED.finditer(text, phrase.end) if kind == "facility"]
        if len(quotes) > 1:
            for quoted in quotes:
                yield _draft(sentence, story, kind, "facilities named", f"{capital(_singular(phrase.of(text)))}: {squeezed(quoted['q'])}", Span(*quoted.span()), date, verb)
            return
        label = _label(sentence, story, phrase, noun, verb, bool(definite))
        yield _draft(sentence, story, kind, "facility" if kind == "facility" else "programme started", label, Span(*noun.span()), date, verb)
        return


def _governed(sentence: Sentence, verb: re.Match[str]) -> re.Match[str] | None:
    """The noun that the verb is about: its passive subject before it, or its object right after."""
    text = sentence.text
    clause = max((m.end() for m in re.finditer(r"[;]|,\s+(?:and|which|who|while)\s|\band\s+the\s", text[: verb.start()])), default=sentence.lead)
    passive = re.search(r"\b(?:was|were|is|been|be|being|are)\s+(?:\w+ly\s+|also\s+|first\s+)?$", text[: verb.start()])
    after = [m for m in _NOUN.finditer(text, verb.end(), min(len(text), verb.end() + 90)) if not re.search(r"\b(?:by|with|at|in|on|under|for|from|of|to|and|during)\b", text[verb.end() : m.start()])]
    before = [m for m in _NOUN.finditer(text, clause, verb.start())]
    into = [m for m in _NOUN.finditer(text, verb.end(), min(len(text), verb.end() + 40)) if re.match(r"\s+in\s+(?:this|the)\s+", text[verb.end() : m.start() + 1])]
    if verb["v"].lower() == "included":
        return into[0] if into else None
    if passive or verb["v"].lower().startswith("date"):
        heads = [m for m in before if not _inside_of(text, m)]
        return (heads or before or [None])[0] if before else None
    return after[0] if after else None


def _inside_of(text: str, noun: re.Match[str]) -> bool:
    return bool(re.search(r"\b(?:of|for|on|in|under|at|to)\s+(?:the\s+)?(?:[\w&’'-]+\s+){0,3}$", text[: noun.start()]))


def _left(sentence: Sentence, start: int) -> int:
    for word in reversed([w for w in sentence.words if sentence.lead <= w.start and w.end <= start]):
        modifies = word.pos in ("ADJ", "NOUN", "PROPN") or word.text in ("-", "&", "/", "’s", "'s")
        if not modifies or any(d.span.start <= word.start < d.span.end for d in sentence.dates) or word.text in ("•", '"', "“"):
            break
        start = word.start
    return start


def _singular(text: str) -> str:
    text = re.sub(r"(?i)laboratories$", "Laboratory", text)
    return text if text == text.rstrip("s") or text.endswith("ss") else text[:-1]


def _label(sentence: Sentence, story: Story, phrase: Span, noun: re.Match[str], verb: re.Match[str], definite: bool) -> str:
    text = sentence.text
    name = squeezed(phrase.of(text))
    topic = about(sentence, noun.end(), len(text)) or purpose(sentence, noun.end(), len(text))
    if definite and (earlier := story.last(sentence, "programme", "facility")):
        name = earlier.label.split(":")[0]
    elif definite and sentence.passage.headings:
        name = sentence.passage.headings[-1]
    said = verb["v"].lower()
    if said in ("included",):
        subject = text[sentence.lead : verb.start()].strip()
        where = sentence.passage.headings[-1] if definite or re.search(r"\bthis\b", text) and sentence.passage.headings else name
        subject = re.sub(r"(?i)^the |\s+(?:was|were|has been|been|is)$", "", subject)
        return f"{where}: inclusion of {subject}"
    label = f"{name}{' ' + said if said in ('completed', 'ended', 'closed', 'terminated', 'expanded', 'discontinued') else ''}"
    return capital(f"{label}: {short(topic)}" if topic and len(name.split()) < 3 else label)


def _draft(sentence: Sentence, story: Story, kind: str, rule: str, label: str, at: Span, date: str | None, verb: re.Match[str] | None) -> Draft:
    text = sentence.text
    names = [n for n in sentence.names if n.acts and sentence.lead <= n.span.start and not n.span.covers(at)]
    parties = canonical(names)[:4] or of_headings(sentence, story) or pair_in(text, story) or ()
    topic = about(sentence, at.end, len(text)) or purpose(sentence, at.end, len(text))
    place = place_of(sentence, at.start, len(text)) if verb else None
    quote = clause_span(sentence, sentence.lead, len(text))
    return Draft(sentence, kind, rule, label, quote, parties=parties, topic=topic, date=date, place=place, anchor=at)


def _named(sentence: Sentence, story: Story, stated: Sequence[Draft]) -> Iterator[Draft]:
    """A programme by its own name, where this is the first time that the document has it."""
    text = sentence.text
    quoted = [(m["q"], Span(*m.span())) for m in _QUOTED.finditer(text, sentence.lead)]
    named = [(n.text, n.span) for n in sentence.names if n.kind == "thing" and n.span.start >= sentence.lead]
    for name, span in [*quoted, *named]:
        known = any(name.lower() in d.label.lower() for d in story.drafts if d.type == "programme")
        new = _NAMED.search(name) or (any(_NAMED.search(w) for w in name.split()) and span in [s for _, s in quoted])
        if not new or len(name.split()) < 3 or known or any(name.lower() in d.label.lower() or (d.anchor and d.anchor.meets(span)) for d in stated):
            continue
        quote = clause_span(sentence, sentence.lead, len(text))
        names = [n for n in sentence.names if n.acts and sentence.lead <= n.span.start]
        parties = canonical(names)[:4] or of_headings(sentence, story)
        yield Draft(sentence, "programme", "programme named", squeezed(name), quote, parties=parties, topic=None, anchor=span)


__all__ = ["RULES", "carried", "find"]
