"""People, with the office they hold and the body it is of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from corpus.countries import countries
from corpus.facts.anchors import Anchor
from corpus.facts.language import FINITE
from corpus.facts.naming import Name
from corpus.facts.statement import Draft, Rule, Sentence, Story
from corpus.facts.topics import squeezed, trimmed_span
from corpus.model import Span
from corpus.names import ROLES, TITLE

RULES = (
    Rule(
        "person with office",
        "a person and the office that stands after or before the name",
        "The talks were led by Dr. Jane Doe, Director of the Marine Institute.",
    ),
    Rule(
        "person with title",
        "a person under a title of honour who signs, chairs, speaks or leads",
        "The accord was signed by H.E. Mr. John Roe.",
    ),
)

_ROLE = "|".join(sorted(ROLES, key=len, reverse=True))
_AFTER = re.compile(
    rf"\s*(?P<open>,|\(|–|-|—|\bwho (?:was|is) (?:the )?|\bas (?:the )?)\s*(?:the\s+|then\s+|a\s+|an\s+|former\s+)*"
    rf"(?P<r>(?-i:[A-Z][\w’'./-]*\s+){{0,4}}?(?:{_ROLE})\b)",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    rf"\b(?P<r>(?:(?:Prime|Foreign|Vice|Deputy|External Affairs|Finance|Defen[cs]e|Interior|Former"
    rf"|Chief)\s+)*(?i:{_ROLE}))\s+$"
)
_ENDS = re.compile(
    r"\s+(?:from\s+[A-Z]\w*|and (?:Mr|Dr|Ms|Prof|H\.|His|Her|representatives|co-)|led|was|were|is|has|had"
    r"|signed|over|under|on|during|who|which|at"
    r"|in|attended|visited|met|with|for his|for her|will|shared|said|also|made|gave|delivered|respectively"
    r"|to [a-z])\b|[.;](?:\s|$)",
    re.IGNORECASE,
)
_DEED = re.compile(
    r"\b(?:signed|co-?chaired|chaired|led|headed|delivered|attended|visited|inaugurated|represented|spoke"
    r"|addressed)\b[^,.;]{0,80}",
    re.IGNORECASE,
)


def find(sentence: Sentence, story: Story, anchors: Sequence[Anchor]) -> Iterator[Draft]:
    """The people of the sentence whose office or honour it states."""
    for name in sentence.names:
        if name.kind != "person" or name.span.start < sentence.lead or _names_else(sentence, name):
            continue
        role = _after(sentence, name) or _before(sentence, name)
        titled = TITLE.match(name.span.of(sentence.text)) and len(name.text.split()) > 1
        deed = _DEED.search(sentence.text, sentence.lead)
        if role is None and not (titled and deed):
            continue
        rule = "person with office" if role else "person with title"
        quote = _quote(sentence, name, role)
        topic = squeezed(role.of(sentence.text)) if role else _done(deed) if deed else None
        parties = _bodies(sentence, name, role)
        yield Draft(
            sentence,
            "person",
            rule,
            squeezed(name.text),
            quote,
            parties=parties,
            topic=topic,
            anchor=name.span,
        )


def _names_else(sentence: Sentence, name: Name) -> bool:
    """Whether it is no person's name after all: "Law Officers", or the king of "King X's War"."""
    last = name.text.split()[-1].lower()
    plural = last.endswith("s") and last[:-1] in ROLES
    return plural or re.match(r"['’]s\s+[A-Z]", sentence.text[name.span.end :]) is not None


def _done(deed: re.Match[str]) -> str:
    """What was done, without by whom."""
    return squeezed(re.split(r"\s+by\b", deed.group())[0])


def _quote(sentence: Sentence, name: Name, role: Span | None) -> Span:
    """The name with the office; the clause where there is none."""
    if role is None:
        clause = sentence.clause_at(name.span.start)
        return trimmed_span(sentence, clause.start, clause.end)
    end = max(name.span.end, role.end)
    if sentence.text[end : end + 1] == ")" and "(" in sentence.text[name.span.end : role.start]:
        end += 1
    return Span(min(name.span.start, role.start), end)


def _after(sentence: Sentence, name: Name) -> Span | None:
    """The office after the name: ", Director of X" up to where the sentence goes on, or its bracket closes."""
    match = _AFTER.match(sentence.text, name.span.end)
    if match is None or (re.fullmatch(r"(?i)(?:judge|count|head|fellow|chair)s?", match["r"]) and match["open"] != "("):
        return None
    ends = [m.start() for m in _ENDS.finditer(sentence.text, match.end())]
    ends += [n.span.start for n in sentence.names if n.kind == "person" and n.span.start > match.end()]
    ends += [w.start for w in sentence.words if w.start >= match.end() and w.tag in FINITE]
    if match["open"] == "(":
        ends = [_closing(sentence.text, match.end())]
    end = max(min([*ends, len(sentence.text), match.end() + 160]), match.end())
    text = re.sub(r"(?:[\s,–-]|\band\b)+$", "", sentence.text[match.start("r") : end])
    role = Span(match.start("r"), match.start("r") + len(text))
    others = (n for n in sentence.names if n.kind == "person" and n.span.start >= role.end)
    return None if any(not sentence.text[role.end : n.span.start].strip() for n in others) else role


def _closing(text: str, start: int) -> int:
    """Where the bracket that is open at `start` closes."""
    depth = 1
    for place in range(start, len(text)):
        depth += (text[place] == "(") - (text[place] == ")")
        if not depth:
            return place
    return len(text)


def _before(sentence: Sentence, name: Name) -> Span | None:
    """The office before the name: "President Z", "Minister of X Dr. Y"."""
    role = next((n for n in reversed(sentence.names) if n.kind == "role" and n.span.end <= name.span.start), None)
    if role and not sentence.text[role.span.end : name.span.start].strip():
        return role.span
    plain = sentence.text[: name.span.end - len(name.text)]
    title = _BEFORE.search(TITLE.sub("", plain) if plain.endswith(" ") and not _BEFORE.search(plain) else plain)
    if title and title["r"][0].isupper() and sentence.text.startswith(title["r"], title.start("r")):
        return Span(*title.span("r"))
    if role and re.fullmatch(r"\s*[-–—,]*\s*", sentence.text[role.span.end : name.span.start]):
        return role.span
    return None


def _bodies(sentence: Sentence, name: Name, role: Span | None) -> tuple[str, ...]:
    """The bodies that the office is of, failing that its country, or who the name is given to: "XYZ's Dr. A"."""
    owner = next(
        (
            n
            for n in sentence.names
            if n.acts and re.fullmatch(r"['’]s\s+", sentence.text[n.span.end : name.span.start])
        ),
        None,
    )
    if role is None:
        return (owner.canonical,) if owner else ()
    inside = [n for n in sentence.names if n.acts and role.start <= n.span.start < role.end]
    found = [n.country if n.country and n.text.startswith("Gov") else n.canonical for n in inside]
    if not found and owner:
        found = [owner.canonical]
    if not found and (of := re.search(r"\bof\s+(?:the\s+)?(?P<b>[A-Z].*)$", role.of(sentence.text))):
        body = of["b"].split(",")[0]
        found = (
            [body]
            if re.search(
                r"(?i)\b(?:institute|university|council|agency|society|centre|center|commission|authority|bank"
                r"|company|organi[sz]ation|department|college|school|academy|ministry)\b",
                body,
            )
            else []
        )
    if not found:
        found = [
            countries()[n.text]
            for n in sentence.names
            if n.kind == "place" and n.text in countries() and role.start <= n.span.start < role.end
        ][-1:]
    return tuple(dict.fromkeys(found))[:3]
