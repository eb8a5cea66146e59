"""Who takes part: "between A and B", "A and B signed", "the X-Y treaty", and "both sides" of what came before."""

from __future__ import annotations

import re
from collections.abc import Iterable

from corpus.countries import PREFIXES, countries
from corpus.facts.naming import Name
from corpus.facts.statement import Draft, Sentence, Story
from corpus.facts.tokens import ACRONYM
from corpus.money import CURRENCIES
from corpus.names import NOT_BODIES

#: What may stand between two members of one chain.
_GAP = re.compile(
    r"(?:\s|,|/|[()]|&|\b(?:and|with|the|as well as|together with|jointly|along with|both|its|of|from|their)\b)*",
    re.IGNORECASE,
)
_GOVERNMENT = re.compile(
    r"(?:Governments?|Govts?\.?|Republics?|Kingdoms?|States?|Peoples?)\s+of\s+(?:the\s+)?(?P<c>.+)",
    re.IGNORECASE,
)
#: "GoX": the government of a country, short.
_GOVERNMENT_SHORT = re.compile(r"G[oO][A-Z]{1,2}")
BOTH = re.compile(
    r"\b(?:both|(?:the|these) two|the)\s+(?:the\s+)?(?P<n>sides|countries|agencies|parties|governments|nations"
    r"|institutions"
    r"|institutes|organi[sz]ations|ministries|universities|leaders|ministers|companies|states)\b",
    re.IGNORECASE,
)
_COUNTRIES = re.compile(r"sides|countries|governments|nations|leaders|states|ministers|parties", re.IGNORECASE)
_PAIR = re.compile(r"(?<![\w-])(?P<a>[^\W\d_][\w&.]*)\s?[-–]\s?(?P<b>[^\W\d_][\w&]*(?:/[A-Z]+)?)(?![\w-])")
_DEMONYM = re.compile(r"([A-Z][a-z]{2,}?)(?:ese|ian|an|ish|i)")


def chain_after(sentence: Sentence, start: int) -> tuple[Name, ...]:
    """The names that follow a place one after the other, with nothing but "and", commas and the like between them."""
    members: list[Name] = []
    at = start
    for name in sentence.names:
        if name.span.start < at:
            continue
        if not _GAP.fullmatch(sentence.text[at : name.span.start]) or name.kind == "role":
            break
        if name.kind == "person" and members:
            break
        members.append(name)
        at = name.span.end
    return tuple(members)


def chain_before(sentence: Sentence, end: int) -> tuple[Name, ...]:
    """The same, for the names that lead up to a place."""
    members: list[Name] = []
    at = end
    for name in reversed(sentence.names):
        if name.span.end > at:
            continue
        if not _GAP.fullmatch(sentence.text[name.span.end : at]):
            break
        members.append(name)
        at = name.span.start
    return tuple(reversed(members))


def canonical(names: Iterable[Name]) -> tuple[str, ...]:
    """The names as parties, each once: bodies where there are two or more, else countries too."""
    kept = [n for n in names if n.kind != "role" and n.text not in NOT_BODIES and n.text not in CURRENCIES]
    bodies = [name for name in kept if name.acts and not _GOVERNMENT_SHORT.fullmatch(name.text)]
    kept = [name for name in kept if not (bodies and _GOVERNMENT_SHORT.fullmatch(name.text))]
    chosen = [part for name in kept if name.acts or len(bodies) < 2 for part in _parts(name)]
    return tuple(dict.fromkeys(chosen))


def _parts(name: Name) -> tuple[str, ...]:
    """The party that a name stands for: a government is its country; a pair is two."""
    if name.country and re.fullmatch(r"(?:Governments?|Govt\.?)", name.text):
        return (name.country,)
    government = _GOVERNMENT.fullmatch(name.text)
    if government and government["c"] in countries():
        return (countries()[government["c"]],)
    if name.kind == "pair":
        return pair_members(name.text)
    if name.kind == "place":
        return (countries().get(name.text, name.text),)
    return (name.canonical,)


def pair_members(text: str) -> tuple[str, ...]:
    """The members of "X-Y" by their full names; () where it is no pair."""
    parts = re.split(r"\s?[-–/]\s?", text)
    return tuple(countries().get(part) or PREFIXES.get(part) or part for part in parts) if len(parts) == 2 else ()


def pair_in(text: str, story: Story) -> tuple[str, ...]:
    """The members of the first pair of countries, or of short forms, that the text names as one: "the X-Y treaty"."""
    for match in _PAIR.finditer(text):
        members = [member for part in (match["a"], match["b"]) if (member := _member(part, story))]
        if len(members) == 2:
            return tuple(members)
    return ()


def _member(part: str, story: Story) -> str | None:
    if part in countries() or part in PREFIXES:
        return countries().get(part) or PREFIXES[part]
    if story.aliases.expansions(part) or (ACRONYM.fullmatch(part) and part not in NOT_BODIES):
        return story.aliases.canonical(part)
    demonym = _DEMONYM.fullmatch(part)
    return next((c for c in countries() if c.startswith(demonym[1])), None) if demonym else None


def led_by(heading: str, story: Story) -> tuple[str, ...]:
    """The short form that a heading opens with before a dash: "AB-Long Name of CD (CD)"."""
    first = re.match(r"(?P<s>[^\W\d_][\w&]*)\s?[-–]\s?(?=[A-Z])", heading)
    return (story.aliases.canonical(first["s"]),) if first and story.aliases.expansions(first["s"]) else ()


def between(sentence: Sentence, start: int, end: int) -> tuple[str, ...]:
    """Two or more parties named by the first "between" or "among" of a stretch that has them; else ()."""
    for match in re.finditer(r"\b(?:between|amongst?)\b", sentence.text[start:end]):
        chain = chain_after(sentence, start + match.end())
        if any(name.kind == "person" for name in chain):
            chain = tuple(name for name in chain if name.acts or name.kind == "person")
        if len(found := canonical(chain)) > 1:
            return found
    return ()


def subject(sentence: Sentence, verb: int) -> tuple[str, ...]:
    """The parties right before a verb, past its auxiliaries and adverbs."""
    helpers = re.search(
        r"(?:\s+(?:jointly|also|together|has|have|had|then|later|first|recently|formally|both|today|yesterday|officially|subsequently|finally))*\s*$",
        sentence.text[:verb],
    )
    chain = chain_before(sentence, helpers.start() if helpers else verb)
    return canonical(name for name in chain if name.kind != "thing" or _is_firm(sentence, name))


def _is_firm(sentence: Sentence, name: Name) -> bool:
    """Whether a parser takes a name without a body's word for an organisation all the same."""
    word = sentence.word_at(name.span.start)
    return word is not None and word.entity == "ORG" and "/" not in name.text


def after_words(sentence: Sentence, words: str, start: int, end: int) -> tuple[str, ...]:
    """The parties that the first of these words, a pattern, leads up to: "with", "by", "in association with"."""
    for match in re.finditer(rf"\b(?:{words})\b\s*(?:the\s+with\s+)?", sentence.text[start:end], re.IGNORECASE):
        chain = chain_after(sentence, start + match.end())
        if chain and chain[0].kind in ("body", "acronym", "place"):
            return canonical(name for name in chain if name.acts or name.kind == "place")
    return ()


def carried(sentence: Sentence, story: Story, *, before: bool = False) -> tuple[str, ...]:
    """The sides that a reader has in mind: "both countries" of the document; those of the paragraph, of headings.

    With `before`, what the same sentence tells comes after what those before it told.
    """
    both = BOTH.search(sentence.text)
    told = [d for d in reversed(story.drafts) if d.sentence.paragraph == sentence.paragraph and _sided(d)]
    if before:
        told.sort(key=lambda draft: draft.sentence is sentence)
    recent = told[0].parties if told else ()
    if both and _COUNTRIES.fullmatch(both["n"]) and story.pair:
        return recent if recent and both["n"].lower() in ("sides", "parties") else story.pair
    return recent or story.named_by_heading(sentence)


def _sided(draft: Draft) -> bool:
    """Whether the draft tells of two sides or more."""
    return len(draft.parties) > 1 and draft.type in ("agreement", "meeting", "event", "extension")
