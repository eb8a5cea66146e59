"""Replies as a person reads them on a terminal: the answer first, where it stands, then the rest."""

from __future__ import annotations

import json
import textwrap
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

from corpus.model import Document, Evidence, Fact
from index.generation import Generation, Manifest
from index.hits import Hit
from service.answers.answer import Reply
from service.web.gaps import Gap

#: Marks that turn the direction of the text around them, and so could make a line read as what it isn't.
_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_WIDTH = 96


def visible(text: str) -> str:
    """`text` on one line, with every character that acts on the terminal written out as its code."""
    return "".join(_escaped(c) if _acts(c) else c for c in " ".join(text.split()))


def _acts(character: str) -> bool:
    return character in _BIDI or unicodedata.category(character) in ("Cc", "Cs")


def _escaped(character: str) -> str:
    return f"\\u{ord(character):04x}"


def as_json(value: Any) -> str:
    """Indented JSON, its characters as they are but for those that act on a terminal."""
    return _inert(json.dumps(value, ensure_ascii=False, indent=2))


def table_text(table: bytes) -> str:
    """A CSV table for somebody who only looks at it."""
    return _inert(table.decode().replace("\r\n", "\n"))


def _inert(text: str) -> str:
    return "".join(_escaped(c) if c != "\n" and _acts(c) else c for c in text)


def _wrapped(text: str, indent: str) -> str:
    lines = textwrap.wrap(visible(text), _WIDTH, initial_indent=indent, subsequent_indent=indent,
                          break_on_hyphens=False, break_long_words=False)  # fmt: skip
    return "\n".join(lines)


def place(title: str, headings: Sequence[str], page: int | None = None) -> str:
    """Where something stands: document › headings, and on which page."""
    where = " › ".join(visible(part) for part in dict.fromkeys((title, *headings)))
    return where if page is None else f"{where}, page {page}"


def ask_text(reply: Reply, generation: Generation) -> str:
    """A whole reply."""
    parts = [f"Showing results for: {visible(reply.understood)}"] if reply.understood else []
    parts.append(_answer(reply, generation))
    if reply.facts:
        parts.append("Facts\n" + "\n".join(f"  {fact_line(hit.fact)}" for hit in reply.facts))
    if reply.hits:
        parts.append("Passages\n" + search_text(reply.hits, generation.documents))
    return "\n\n".join(parts)


def _answer(reply: Reply, generation: Generation) -> str:
    if reply.answer is None:
        return "The source does not say."
    lines = [visible(reply.answer.text)]
    for citation in reply.answer.citations:
        lines += ["", _wrapped(f"“{citation.quote}”", "  "), f"  — {_place_of(citation, generation)}"]
    return "\n".join(lines)


def _place_of(citation: Evidence, generation: Generation) -> str:
    passage = generation.passage(citation.passage_id)
    document = generation.document(citation.document_id)
    return place(document.title, passage.headings, document.page_at(citation.span.start))


def search_text(hits: Sequence[Hit], documents: Mapping[str, Document]) -> str:
    """Ranked passages."""
    return "\n\n".join(_hit(hit, documents) for hit in hits)


def _hit(hit: Hit, documents: Mapping[str, Document]) -> str:
    page = documents[hit.passage.document_id].page_at(hit.passage.span.start)
    where = place(hit.title, hit.passage.headings, page)
    return f"{hit.rank:3}. {where}  ({hit.score:.2f})\n{_wrapped(hit.passage.text, '     ')}"


def fact_line(fact: Fact) -> str:
    """A fact on one line: date, type, label, parties, number."""
    number = "" if fact.value is None else f"{fact.value:,.12g} {fact.unit or ''}".strip()
    rest = [visible(part) for part in ("; ".join(fact.parties), number) if part]
    return f"{fact.date or '–':<21} {fact.type:<10} {visible(fact.label)}" + "".join(f" | {part}" for part in rest)


def gap_text(gap: Gap) -> str:
    """A gap: how many met it, what they asked, what they said."""
    met = [f"{gap.unanswered} unanswered"] * bool(gap.unanswered) + [f"{gap.disliked} disliked"] * bool(gap.disliked)
    lines = [f"{', '.join(met)}, last {gap.last[:10]}"]
    lines += [f"  {visible(question)}" for question in gap.questions]
    return "\n".join(lines + [f"    “{visible(comment)}”" for comment in gap.comments])


def manifest_line(manifest: Manifest, *, served: bool) -> str:
    """A generation on one line; the served one is marked."""
    return f"{'*' if served else ' '} {manifest.id}  {manifest.built_at}  {counted(manifest.counts)}"


def counted(counts: Mapping[str, int]) -> str:
    """How many of what: "1 document, 43 passages"; the names are plurals in -s."""
    return ", ".join(f"{count} {name.removesuffix('s') if count == 1 else name}" for name, count in counts.items())
