"""Bodies and publications: what a body is, when it was founded, what was published and by whom."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from corpus.facts.anchors import Anchor
from corpus.facts.circumstances import completed, place_of
from corpus.facts.lexicon import PUBLICATIONS
from corpus.facts.naming import Name
from corpus.facts.parties import canonical, subject
from corpus.facts.statement import Draft, Rule, Sentence, Story
from corpus.facts.topics import capital, joined, squeezed, trimmed_span
from corpus.model import Span

RULES = (
    Rule("body described", "a body and what it is: an apex body, a counterpart, an agency of another",
         "The Joint Fisheries Council, chaired by the ministry, is the apex body for fisheries."),
    Rule("body founded", "a body that was founded, established, renamed or dissolved, with the date",
         "The Marine Research Agency was established in 1971."),
    Rule("publication", "a book, report, booklet or the like that was published, issued or released",
         "The commemorative booklet Twenty Years of Soil Science has been published by the society."),
)  # fmt: skip

_IS = re.compile(
    r"\b(?:is|was|are|were|serves? as|acts? as)\s+(?:also\s+)?(?:an?|the"
    r"|one of the)\s+(?P<w>(?:[\w&’'-]+\s+){0,4}?)(?P<n>body|agency|counterpart(?: agency)?|organi[sz]ation"
    r"|institution|institute|committee|council|authority|commission|association|ministry|department|company"
    r"|regulator|university|partner|party|union|alliance)\b",
    re.IGNORECASE,
)
_FOUNDED = re.compile(
    r"\b(?:was|were|been)\s+(?:\w+ly\s+|first\s+)?(?P<v>founded|established|formed|created|set up|constituted"
    r"|renamed|dissolved|abolished|incorporated|inaugurated)\b",
    re.IGNORECASE,
)
_SETS_UP = re.compile(
    r"\b(?P<v>establish(?:es|ed)?|creat(?:es|ed)|founded|founds|sets? up|constitut(?:es|ed)|formed)\s+(?:an?\s+"
    r"|the\s+)(?:new\s+)?",
    re.IGNORECASE,
)
_PUBLISHED = re.compile(
    r"\b(?:published|released|issued|printed|brought out|authored|wrote|written|publishes)\b", re.IGNORECASE
)
_WORK = re.compile(rf"\b(?:{PUBLICATIONS})\b", re.IGNORECASE)


def find(sentence: Sentence, story: Story, anchors: Sequence[Anchor]) -> Iterator[Draft]:
    """The bodies and publications that the sentence states."""
    yield from _bodies(sentence, story)
    yield from _set_up(sentence, story)
    yield from _publications(sentence, story, anchors)


def _bodies(sentence: Sentence, story: Story) -> Iterator[Draft]:
    text = sentence.text
    for pattern, rule in ((_IS, "body described"), (_FOUNDED, "body founded")):
        for match in pattern.finditer(text, sentence.lead):
            body = _subject(sentence, match.start(), rule)
            if body is None:
                continue
            clause = sentence.clause_at(match.start())
            dates = [d for d in sentence.dates if clause.covers(d.span) and d.role in ("on", "since")]
            dates.sort(key=lambda d: abs(d.span.start - match.start()))
            if rule == "body founded" and not dates:
                continue
            others = [n for n in sentence.names if n.acts and n.span != body.span]
            parties = canonical(others)[:4]
            date = completed(dates[0], sentence, story) if dates and rule == "body founded" else None
            label = f"{body.text} ({body.canonical})" if body.canonical != body.text else body.text
            topic = (
                squeezed(text[match.start("n") - len(match["w"]) :].split(";")[0]).rstrip(".")[:160]
                if rule == "body described"
                else match["v"]
            )
            yield Draft(
                sentence,
                "body",
                rule,
                label,
                trimmed_span(sentence, sentence.lead, len(text)),
                parties=parties,
                topic=topic,
                date=date,
                place=place_of(sentence, Span(match.end(), clause.end)) if date else None,
                anchor=body.span,
            )
            return


def _set_up(sentence: Sentence, story: Story) -> Iterator[Draft]:
    """A body that someone sets up: "The Parties establish a Joint Lakes Commission"."""
    for verb in _SETS_UP.finditer(sentence.text, sentence.lead):
        body = next((n for n in sentence.names if n.kind == "body" and n.span.start == verb.end()), None)
        if body is None or len(body.text.split()) < 2:
            continue
        clause = sentence.clause_at(verb.start())
        dates = [d for d in sentence.dates if clause.covers(d.span) and d.role in ("on", "since")]
        date = completed(dates[0], sentence, story) if dates else None
        sides = subject(sentence, verb.start())
        quote = trimmed_span(sentence, clause.start, clause.end)
        yield Draft(
            sentence,
            "body",
            "body founded",
            body.text,
            quote,
            parties=sides,
            topic=verb["v"],
            date=date,
            anchor=body.span,
        )


def _subject(sentence: Sentence, verb: int, rule: str) -> Name | None:
    """The body that the verb is about: the first of its clause, with nothing but an aside before the verb."""
    clause = sentence.clause_at(verb)
    bodies = [
        n
        for n in sentence.names
        if n.kind == "body"
        and clause.start <= n.span.start
        and n.span.end <= verb
        and not re.search(r"(?i)\b(?:for|of|by|with|in|at|under)\s+(?:the\s+)?$", sentence.text[: n.span.start])
    ]
    direct = [n for n in bodies if not sentence.text[n.span.end : verb].strip(" ,)")]
    aside = [
        n
        for n in bodies
        if re.match(r"\s*(?:,|\(|[Cc]o-?chaired|chaired|headed|led|set up)", sentence.text[n.span.end : verb])
    ]
    return next(iter(direct if rule == "body founded" else [*aside, *direct]), None)


def _publications(sentence: Sentence, story: Story, anchors: Sequence[Anchor]) -> Iterator[Draft]:
    text = sentence.text
    verb = _PUBLISHED.search(text, sentence.lead)
    if verb is None:
        return
    for work in _WORK.finditer(text, sentence.lead):
        title = _title(text, work.end())
        passive = work.start() < verb.start() and re.search(
            r"\b(?:was|were|been|is|are)\s+(?:\w+ly\s+)?$", text[: verb.start()]
        )
        active = verb.end() <= work.start() <= verb.end() + 60
        if not (passive or active) or (title is None and not any(d.role == "on" for d in sentence.dates)):
            continue
        dates = [
            d for d in sentence.dates if d.role == "on" and not (title and title.start <= d.span.start < title.end)
        ]
        names = [n for n in sentence.names if (n.acts or n.kind == "person") and not (title and title.covers(n.span))]
        by = [n for n in names if re.search(r"\bby\s+(?:the\s+)?$", text[: n.span.start])] or [
            n for n in names if n.span.end <= verb.start()
        ]
        kind = _phrase(sentence, work.start(), work.end())
        name = squeezed(title.of(text)).strip('“”"') if title else None
        sides = canonical(by)[:4]
        label = capital(f"{kind}: {name}" if name else f"{kind} of {joined(sides)}" if sides else kind)
        date = completed(dates[0], sentence, story) if dates else None
        yield Draft(
            sentence,
            "publication",
            "publication",
            label,
            trimmed_span(sentence, sentence.lead, len(text)),
            parties=tuple(dict.fromkeys((*sides, *_named_in(sentence, title, story)))),
            topic=name,
            date=date,
            anchor=Span(*work.span()),
        )
        return


def _named_in(sentence: Sentence, title: Span | None, story: Story) -> tuple[str, ...]:
    """The bodies that a title is about."""
    return story.aliases.find(title.of(sentence.text)) if title else ()


def _title(text: str, start: int) -> Span | None:
    """The title right after the kind of work: in quotation marks, or in words that begin with a capital."""
    quoted = re.compile(
        r"\s*,?\s*(?:(?:on|titled|entitled|called|named),?\s+)?[“\"‘](?P<t>[^”\"’]{3,200})[”\"’]"
    ).match(text, start)
    if quoted:
        return Span(quoted.start("t"), quoted.end("t"))
    plain = re.compile(
        r"\s+(?:titled\s+|entitled\s+|called\s+)?(?P<t>[A-Z][\w’'-]*(?:\s+(?:[A-Z0-9][\w’'-]*|of|the|and|in|on"
        r"|for|to|years|a|an))*)[”\"]?"
    ).match(text, start)
    if plain and len(plain["t"].split()) > 2:
        return Span(plain.start("t"), plain.end("t"))
    return None


def _phrase(sentence: Sentence, start: int, end: int) -> str:
    for word in reversed([w for w in sentence.words if sentence.lead <= w.start and w.end <= start]):
        if word.pos not in ("ADJ", "NOUN", "PROPN"):
            break
        start = word.start
    return sentence.text[start:end]
