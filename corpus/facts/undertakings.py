"""Programmes and facilities: what was launched, set up, completed or joined, and named programmes at first mention."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from corpus.dates import FoundDate
from corpus.facts.anchors import Anchor
from corpus.facts.circumstances import completed, in_name, place_of
from corpus.facts.lexicon import FACILITIES, PROGRAMMES, STARTED
from corpus.facts.naming import Name
from corpus.facts.parties import canonical, carried
from corpus.facts.statement import Draft, Rule, Sentence, Story
from corpus.facts.topics import about, capital, joined, purpose, short, squeezed, trimmed_span
from corpus.model import Span

RULES = (
    Rule(
        "programme started",
        "a programme, project or scheme that was launched, completed, joined or the like",
        "The Rural Schools Programme was launched in 1998.",
    ),
    Rule(
        "programme named",
        "the first mention of a programme by a name of its own",
        "Students came under the “Northern Lights Exchange Programme”.",
    ),
    Rule(
        "facility",
        "a laboratory, station or other facility that was set up, opened or completed",
        "The first solar station was established by the agency in 2010.",
    ),
    Rule(
        "facilities named",
        "several facilities that were set up together, each by its quoted name",
        "Two laboratories on “Soil and Water” and “Clean Air” were established in 2016 at Leiden.",
    ),
)

_STARTED = re.compile(rf"\b(?P<v>{STARTED})\b", re.IGNORECASE)
NOUN = re.compile(rf"(?<![\w/])(?:(?P<programme>{PROGRAMMES})|(?P<facility>{FACILITIES}))(?![\w/-])", re.IGNORECASE)
_QUOTED = re.compile(r"“(?P<a>[^”]{4,160})”|\"(?P<b>[^\"]{4,160})\"")
_PROGRAMME = re.compile(r"(?i:programmes?|programs?|project|scheme|initiative|fellowships?|scholarships?|plan)$")
_PASSIVE = re.compile(r"\b(?:was|were|is|been|be|being|are)\s+(?:\w+ly\s+|also\s+|first\s+)?$", re.IGNORECASE)
_APART = re.compile(r"[;]|,\s+(?:and|which|who|while)\s|\band\s+the\s")
_BETWEEN = re.compile(r"\b(?:by|with|at|in|on|under|for|from|of|to|and|during|that|which)\b|,")
_ASIDE = re.compile(r",?\s+(?:since|after|when|where|which|who|while)\b")
_OF = re.compile(r" of (?!the\b)[\w -]+?(?=[,.;(]|$)")
#: What stands around the name in "The X was included".
_FRAME = re.compile(r"^the |\s+(?:was|were|has been|been|is)$", re.IGNORECASE)
#: Verbs whose outcome a label tells.
_TOLD = frozenset(("completed", "ended", "closed", "terminated", "expanded", "discontinued", "revived", "relaunched"))


#: What is done to buildings alone.
_BUILT = frozenset(("inaugurated", "opened", "built", "constructed", "completed", "commissioned", "unveiled"))


def find(sentence: Sentence, story: Story, anchors: Sequence[Anchor]) -> Iterator[Draft]:
    """The undertakings that the sentence states."""
    stated = list(_started(sentence, story, anchors))
    yield from stated
    yield from _named(sentence, story, [*stated, *(d for d in story.drafts if d.sentence is sentence)])


@dataclass(frozen=True, slots=True)
class Deed:
    """What was done to an undertaking: the verb, the noun that it governs, and the noun's phrase."""

    verb: str
    kind: str
    noun: Span
    phrase: Span
    clause: Span


def _started(sentence: Sentence, story: Story, anchors: Sequence[Anchor]) -> Iterator[Draft]:
    """The first undertaking of each clause that something was done to."""
    taken: set[int] = set()
    for verb in _STARTED.finditer(sentence.text, sentence.lead):
        word, clause = sentence.word_at(verb.start()), sentence.clause_at(verb.start())
        if word is None or word.tag not in ("VBN", "VBD", "VBZ", "VBP") or clause.start in taken:
            continue
        noun = _governed(sentence, verb, clause)
        if noun is None or any(a.noun.meets(Span(*noun.span())) for a in anchors):
            continue
        phrase = Span(left_of(sentence, noun.start()), noun.end())
        kind = "facility" if noun["facility"] else "programme"
        date = _date(sentence, verb, clause)
        if date or _is_new(sentence, verb, phrase, kind):
            taken.add(clause.start)
            deed = Deed(verb["v"].lower(), kind, Span(*noun.span()), phrase, clause)
            yield from _of_deed(sentence, story, deed, completed(date, sentence, story))


def _date(sentence: Sentence, verb: re.Match[str], clause: Span) -> FoundDate | None:
    """The date of the clause that is nearest to the verb."""
    usable = [d for d in sentence.dates if d.role != "until" and clause.covers(d.span) and not in_name(sentence, d)]
    return min(usable, key=lambda d: abs(d.span.start - verb.end()), default=None)


def _is_new(sentence: Sentence, verb: re.Match[str], phrase: Span, kind: str) -> bool:
    """Whether an undertaking without a date is worth a line: it has a name, or "has been launched"."""
    said = phrase.of(sentence.text)
    named = kind != "facility" and " " in said and re.search(r"[A-Z]", said[1:])
    return bool(named or re.search(r"\b(?:has|have)\s+(?:\w+\s+)?$", sentence.text[: verb.start()]))


def _of_deed(sentence: Sentence, story: Story, deed: Deed, date: str | None) -> Iterator[Draft]:
    """The undertaking; each by its quoted title where several were set up at once."""
    text = sentence.text
    quotes = [m for m in _QUOTED.finditer(text, deed.phrase.end) if deed.kind == "facility"]
    if len(quotes) > 1:
        kind = capital(_singular(squeezed(deed.phrase.of(text))))
        for quoted in quotes:
            title = squeezed(quoted["a"] or quoted["b"])
            draft = undertaking(sentence, story, deed, Span(*quoted.span()), title)
            yield replace(draft, rule="facilities named", label=f"{kind}: {title}", date=date)
        return
    topic = about(sentence, deed.noun.end, len(text)) or purpose(sentence, deed.noun.end, len(text))
    draft = undertaking(sentence, story, deed, deed.noun, topic)
    yield replace(draft, label=_label(sentence, story, deed, topic), date=date)


def _governed(sentence: Sentence, verb: re.Match[str], clause: Span) -> re.Match[str] | None:
    """The noun that the verb is about: its passive subject before it, or its object right after."""
    text = sentence.text
    start = max([clause.start, *(m.end() for m in _APART.finditer(text, clause.start, verb.start()))])
    if verb["v"].lower() == "included":
        into = re.compile(r"\s+in\s+(?:this|the)\s+(?:[\w-]+\s+){0,3}?").match(text, verb.end())
        return NOUN.match(text, into.end()) if into else None
    if _PASSIVE.search(text[: verb.start()]) or verb["v"].lower().startswith("date"):
        built = verb["v"].lower() in _BUILT
        before = [
            m
            for m in NOUN.finditer(text, start, verb.start())
            if _is_head(sentence, m) or (built and m["facility"] and _ends_name(sentence, m))
        ]
        heads = [m for m in before if not _hangs(text, start, m)]
        return next(iter(heads or before), None)
    after = [m for m in NOUN.finditer(text, verb.end(), verb.end() + 90) if _is_head(sentence, m)]
    return next((m for m in after if not _BETWEEN.search(text[verb.end() : m.start()])), None)


def _is_head(sentence: Sentence, noun: re.Match[str]) -> bool:
    """Whether the noun closes its phrase, and isn't a part of a body's name."""
    following = next((w for w in sentence.words if w.start >= noun.end()), None)
    if following and following.start <= noun.end() + 1 and following.pos in ("NOUN", "PROPN"):
        return False
    return not any(
        n.kind in ("body", "person") and n.span.start <= noun.start() < n.span.end and _is_own(n, noun)
        for n in sentence.names
    )


def _ends_name(sentence: Sentence, noun: re.Match[str]) -> bool:
    """Whether the noun closes a name: "X Observatory"."""
    return any(noun.end() == n.span.start + len(n.text) for n in sentence.names)


def _is_own(name: Name, noun: re.Match[str]) -> bool:
    """Whether the noun is a body's own word rather than a plural that names what was set up."""
    return noun.end() < name.span.start + len(name.text) or not noun.group().endswith("ies")


def _hangs(text: str, start: int, noun: re.Match[str]) -> bool:
    """Whether the noun hangs on another before it: "guidelines for the programme"."""
    return bool(
        re.search(
            r"\w\s+(?:of|for|on|in|under|at|to)\s+(?:the\s+|this\s+)?(?:[\w&’'-]+\s+){0,4}$",
            text[start : noun.start()],
        )
    )


def left_of(sentence: Sentence, start: int) -> int:
    """Where the phrase that ends in the noun at `start` begins."""
    for word in reversed([w for w in sentence.words if sentence.lead <= w.start and w.end <= start]):
        modifies = word.pos in ("ADJ", "NOUN", "PROPN") or word.text in ("-", "&", "/", "’s", "'s")
        if (
            not modifies
            or word.text in ("•", '"', "“")
            or any(d.span.start <= word.start < d.span.end for d in sentence.dates)
        ):
            break
        start = word.start
    return start


def _singular(text: str) -> str:
    text = re.sub(r"(?i)ies$", "y", text)
    return text[:-1] if re.search(r"[^s]s$", text) else text


def _label(sentence: Sentence, story: Story, deed: Deed, topic: str | None) -> str:
    """What it is called, with what became of it, what was taken into it, or what it is for."""
    text, name = sentence.text, squeezed(deed.phrase.of(sentence.text))
    if " " not in name and (of := _OF.match(text, deed.phrase.end)):
        name += of.group()
    if " " not in name:
        name = _resolved(sentence, story, deed.phrase, name)
    if deed.verb == "included":
        before = text[deed.clause.start : text.index(deed.verb, deed.clause.start)].strip()
        return f"{name}: inclusion of {_FRAME.sub('', before)}"
    if deed.verb in _TOLD:
        return capital(f"{name} {deed.verb}")
    if topic and (len(name.split()) < 3 or name.islower()):
        joint = re.search(rf"\b(\w+)\s+(?:the\s+)?{re.escape(topic[:10])}", text[deed.noun.end :])
        return capital(f"{name} {joint[1] if joint else 'on'} {short(topic)}")
    return capital(name)


def _resolved(sentence: Sentence, story: Story, phrase: Span, noun: str) -> str:
    """What "the project" is: the one last spoken of, else the heading, else with the names right before it."""
    refers = re.search(r"\b(?:the|this|that)\s+$", sentence.text[: phrase.start], re.IGNORECASE)
    if refers:
        for draft in reversed(story.drafts):
            same = draft.sentence.paragraph == sentence.paragraph and draft.type in ("programme", "facility")
            if same and re.search(
                rf"(?i)\b{noun[:6]}",
                draft.label + " " + (draft.anchor.of(draft.sentence.text) if draft.anchor else ""),
            ):
                return draft.label.partition(":")[0]
    heading = sentence.passage.headings[-1] if sentence.passage.headings else ""
    if heading and (refers or NOUN.search(heading)) and (sentence.heading or refers):
        return heading
    names = [n for n in sentence.names if n.acts and n.span.end <= phrase.start and phrase.start - n.span.start < 160]
    return f"{noun} of {joined(canonical(names))}" if len(names) > 1 else noun


def undertaking(sentence: Sentence, story: Story, deed: Deed, at: Span, topic: str | None) -> Draft:
    """All but the label and the date."""
    aside = _ASIDE.search(sentence.text, at.end)
    end = aside.start() if aside else len(sentence.text)
    beside = re.compile(r"\s*\(").match(sentence.text, max(at.end, _past_topic(sentence, at.end)))
    skip = beside.end() if beside else -1
    named = (
        n
        for n in sentence.names
        if n.acts and sentence.lead <= n.span.start < end and not n.span.meets(at) and n.span.start != skip
    )
    own = deed.phrase.of(sentence.text).lower()
    parties = tuple(p for p in canonical(named) if len(p) < 8 or p.lower()[:-3] not in own)[:4]
    if len(parties) == 1 and sentence.passage.headings:
        parties = tuple(dict.fromkeys((*parties, *story.headings.get(sentence.passage.headings[-1], ()))))
    return Draft(
        sentence,
        deed.kind,
        "facility" if deed.kind == "facility" else "programme started",
        "",
        trimmed_span(sentence, sentence.lead, len(sentence.text)),
        parties=parties or carried(sentence, story),
        topic=topic,
        place=place_of(sentence, Span(at.start, len(sentence.text))),
        anchor=at,
    )


def _past_topic(sentence: Sentence, start: int) -> int:
    """Where "for …" after an undertaking's noun ends, up to its short form in brackets."""
    match = re.compile(r"\s+(?:for|on|of|in)\s+[^.;()]{3,90}?(?=\s*\()").match(sentence.text, start)
    return match.end() if match else start


def _named(sentence: Sentence, story: Story, stated: Sequence[Draft]) -> Iterator[Draft]:
    """A programme by its own name, where this is the first time that the document has it."""
    text = sentence.text
    names = [(m["a"] or m["b"], Span(*m.span())) for m in _QUOTED.finditer(text, sentence.lead)]
    names += [(n.text, n.span) for n in sentence.names if n.kind == "thing" and n.span.start >= sentence.lead]
    for name, span in names:
        quoted = text[span.start] in '“"'
        own = _PROGRAMME.search(name) or (
            quoted and re.search(r"(?i)\b(?:programme|program|scheme|fellowship)\b", name)
        )
        if not own or len(name.split()) < 3 or (quoted and re.search(r"\bon\s+$", text[: span.start])):
            continue
        told = any(name.lower() in d.label.lower() or (d.anchor and d.anchor.meets(span)) for d in stated)
        known = any(name.lower() in d.label.lower() for d in story.drafts if d.type == "programme")
        bracketed = re.search(r"[”\"\w]\s*\($", text[: span.start])
        if not (told or known or bracketed):
            yield _first_mention(sentence, story, name, span)


def _first_mention(sentence: Sentence, story: Story, name: str, span: Span) -> Draft:
    other = re.compile(r"\s*\((?P<n>[A-Z][^()]{3,60})\)").match(sentence.text, span.end)
    owner = next(
        (
            n
            for n in sentence.names
            if n.kind == "place" and re.fullmatch(r"['’]s\s+", sentence.text[n.span.end : span.start])
        ),
        None,
    )
    parties = canonical([owner]) if owner else carried(sentence, story)
    label = squeezed(name) + (f" ({other['n']})" if other else "")
    quote = trimmed_span(sentence, sentence.lead, len(sentence.text))
    return Draft(sentence, "programme", "programme named", label, quote, parties=parties, anchor=span)
