"""Who is named together: "between A and B", "A and B signed", "the X-Y treaty", and "both sides" of what came before."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from corpus.countries import PREFIXES, countries
from corpus.facts.naming import Name, find_names
from corpus.facts.statement import Sentence, Story
from corpus.names import BODY_HEADS

#: What may stand between two members of one chain.
_GAP = re.compile(
    r"(?:\s|,|/|\(|\)|&|['’]s\b|\b(?:and|with|the|as well as|together with|jointly|along with|both|its|of|from|represented|its|the)\b)*"
)
_COUNTRY_ROLE = re.compile(r"(?:Governments?|Govts?\.?|Republics?|Kingdoms?|States?)\s+of\s+(?:the\s+)?(?P<c>.+)", re.IGNORECASE)
BOTH = re.compile(
    r"\b(?:both|(?:the|these) two|the)\s+(?:the\s+)?(?P<n>sides|countries|agencies|parties|governments|nations|institutions|institutes"
    r"|organi[sz]ations|ministries|universities|leaders|ministers|companies|states)\b",
    re.IGNORECASE,
)
_OF_COUNTRIES = re.compile(r"sides|countries|governments|nations|leaders|states|ministers", re.IGNORECASE)


def chain_after(sentence: Sentence, start: int) -> tuple[Name, ...]:
    """The names that follow a place one after the other, with nothing but "and", commas and countries between them."""
    members: list[Name] = []
    at = start
    for name in sentence.names:
        if name.span.start < at:
            continue
        gap = sentence.text[at : name.span.start]
        if not _GAP.fullmatch(gap) or name.kind == "role" or (name.kind == "person" and members):
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
    """The names as parties, each once: bodies where there are any, else the countries; a government is its country."""
    names = [name for name in names if name.kind in ("body", "acronym", "place", "pair", "person", "thing")]
    bodies = [name for name in names if name.acts]
    chosen: list[str] = []
    for name in names:
        if bodies and len(bodies) > 1 and not name.acts:
            continue
        chosen += _parts(name)
    return tuple(dict.fromkeys(chosen))


def _parts(name: Name) -> list[str]:
    role = _COUNTRY_ROLE.fullmatch(name.text)
    if name.country and re.fullmatch(r"(?:Government|Govt\.?|Governments)", name.text):
        return [name.country]
    if role and role["c"] in countries():
        return [countries()[role["c"]]]
    if name.kind == "pair":
        return list(pair_members(name.text))
    if name.kind == "place":
        return [countries().get(name.text, name.text)]
    return [name.canonical]


def pair_members(text: str) -> tuple[str, ...]:
    """The members of "X-Y": India-Japan, DX-DY; () where it is no pair."""
    parts = re.split(r"\s?[-–/]\s?", text)
    if len(parts) != 2:
        return ()
    return tuple(countries().get(part) or PREFIXES.get(part) or part for part in parts)


_PAIR = re.compile(r"(?<![\w-])(?P<a>[^\W\d_][\w&.]*)\s?[-–]\s?(?P<b>[^\W\d_][\w&]*(?:/[A-Z]+)?)(?![\w-])")


def pair_in(text: str, story: Story) -> tuple[str, ...]:
    """The members of the first pair of countries, or of short forms, that the text names as one: "the X-Y treaty"."""
    for match in _PAIR.finditer(text):
        members = [_member(part, story) for part in (match["a"], match["b"])]
        if all(members):
            return tuple(member for member in members if member)
    return ()


def _member(part: str, story: Story) -> str | None:
    if part in countries() or part in PREFIXES:
        return countries().get(part) or PREFIXES[part]
    if story.aliases.expansions(part) or re.fullmatch(r"(?=(?:.*[A-Z]){2})[A-Z][A-Za-z&]{1,9}", part):
        return story.aliases.canonical(part)
    demonym = re.fullmatch(r"([A-Z][a-z]+?)(?:ese|ian|an|ish|i)", part)
    return next((c for c in countries() if demonym and c.startswith(demonym[1])), None) if demonym else None
