"""People, with the office they hold and the body it is of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from corpus.facts.anchors import Anchor
from corpus.facts.naming import Name
from corpus.facts.statement import Draft, Rule, Sentence, Story
from corpus.facts.topics import squeezed
from corpus.model import Span
from corpus.names import TITLE
from corpus.facts.lexicon import ROLES

RULES = (
    Rule("person with office", "a person and the office that stands after or before the name",
         "The talks were led by Dr. Jane Doe, Director of the Marine Institute."),
    Rule("person with title", "a person under a title of honour who signs, chairs, speaks or leads",
         "The accord was signed by H.E. Mr. John Roe."),
)  # fmt: skip

_ROLE = "|".join(sorted(ROLES, key=len, reverse=True))
_AFTER = re.compile(rf"\s*(?:,|\(|–|-|—|\bwho (?:was|is) (?:the )?|\bas (?:the )?)\s*(?:the\s+|then\s+|a\s+|an\s+|former\s+)*(?P<r>(?:[A-Z][\w’'./-]*\s+){{0,4}}?(?:{_ROLE})\b)", re.IGNORECASE)
_BEFORE = re.compile(rf"(?P<r>(?:[A-Z][\w’'.-]*\s+){{0,3}}\b(?:{_ROLE})\b[^.;:()]{{0,110}}?)\s*[,–-]*\s*$", re.IGNORECASE)
_ENDS = re.compile(r"\s+(?:from|and (?:Mr|Dr|Ms|Prof|H\.|representatives|co-)|led|was|were|is|has|had|signed|over|under|on|during|who|which|at the|in the presence|attended|visited|met|with|to|for his|for her|will|shared|said|also|made|in \d)\b|[.;)](?:\s|$)|\)", re.IGNORECASE)


def find(sentence: Sentence, story: Story, anchors: Sequence[Anchor]) -> Iterator[Draft]:
    """The people of the sentence whose office or honour it states."""
    people = [n for n in sentence.names if n.kind == "person" and n.span.start >= sentence.lead]
    for name in people:
        role = _after(sentence, name) or _before(sentence, name)
        titled = TITLE.match(name.span.of(sentence.text))
        if role is None and not (titled and len(name.text.split()) > 1):
            continue
        start, end = (min(name.span.start, role.start), max(name.span.end, role.end)) if role else (name.span.start, name.span.end)
        office = squeezed(role.of(sentence.text)) if role else None
        body = _body(sentence, role, name)
        rule = "person with office" if role else "person with title"
        quote = Span(start, end) if role else _clause(sentence, name)
        yield Draft(sentence, "person", rule, squeezed(name.text), quote, parties=body, topic=office or _deed(sentence), anchor=name.span)


def _after(sentence: Sentence, name: Name) -> Span | None:
    """The office after the name: ", Director of X" up to where the sentence goes on."""
    match = _AFTER.match(sentence.text, name.span.end)
    if match is None:
        return None
    ends = [m.start() for m in _ENDS.finditer(sentence.text, match.end())]
    others = [n.span.start for n in sentence.names if n.kind == "person" and n.span.start > match.end()]
    end = min([*ends, *others, len(sentence.text)])
    end = max(end, match.end())
    text = sentence.text[match.start("r") : end].rstrip(" ,-–")
    return Span(match.start("r"), match.start("r") + len(text))


def _before(sentence: Sentence, name: Name) -> Span | None:
    """The office before the name: "Minister of X Dr. Y", "President Z"."""
    title = re.search(rf"\b(?:(?:Prime|Foreign|Vice|Deputy|External Affairs|Finance|Defence)\s+)*(?:{_ROLE})\s+$", sentence.text[: name.span.end - len(name.text)], re.IGNORECASE)
    if title and title.group()[0].isupper():
        return Span(title.start(), title.start() + len(title.group().rstrip()))
    role = next((n for n in reversed(sentence.names) if n.kind == "role" and n.span.end <= name.span.start), None)
    if role and re.fullmatch(r"\s*[-–—,]*\s*", sentence.text[role.span.end : name.span.start]):
        return role.span
    return None


def _body(sentence: Sentence, role: Span | None, name: Name) -> tuple[str, ...]:
    """The body that the office is of, or that the name is given to: "XYZ's Dr. A"."""
    if role:
        inside = [n for n in sentence.names if n.acts and role.start <= n.span.start and n.span.end <= role.end + 1]
        if inside:
            return tuple(dict.fromkeys(n.canonical for n in inside))[:2]
        of = re.search(r"\b(?:of|at)\s+(?:the\s+)?(?P<b>[A-Z].+)$", role.of(sentence.text))
        if of:
            return (squeezed(of["b"]),)
    owner = next((n for n in sentence.names if n.acts and re.fullmatch(r"['’]s\s+", sentence.text[n.span.end : name.span.start])), None)
    return (owner.canonical,) if owner else ()


def _clause(sentence: Sentence, name: Name) -> Span:
    return Span(sentence.lead, len(sentence.text)) if len(sentence.text) < 400 else name.span


_DEED = re.compile(r"\b(?:signed|co-?chaired|chaired|led|headed|delivered|attended|visited|inaugurated|represented|spoke|addressed)\b[^,.;]{0,80}", re.IGNORECASE)


def _deed(sentence: Sentence) -> str | None:
    match = _DEED.search(sentence.text, sentence.lead)
    return squeezed(match.group()) if match else None
