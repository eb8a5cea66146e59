"""Where a sentence's main clauses begin: "A did this and B did that" is two."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from corpus.facts.language import FINITE, Word
from corpus.model import Span

#: What stands right before a new clause.
_JOINT = re.compile(r"(?:\b(?:and|but|or|while|whereas|yet|so|where)|[;,:.–—])\s*$", re.IGNORECASE)
#: "… and the duration of the projects would be …", where a parser loses its way.
_NEW_SUBJECT = re.compile(
    r"\band\s+(?=(?:the|its|their|it|they|an?)\s+(?:[a-z-]+\s+){0,5}?(?:would|will|shall|was|were|is|are|has|have)\b)"
)
_SUBJECTS = frozenset(("nsubj", "nsubjpass", "csubj", "csubjpass", "expl"))


def find_clauses(text: str, words: Sequence[Word]) -> tuple[Span, ...]:
    """The main clauses in order; together they are the whole text.

    A clause is opened by a verb that is joined to another, or follows it after a semicolon, with its own subject.
    """
    children: dict[int, list[Word]] = {}
    for word in words:
        if word.head != word.index:
            children.setdefault(word.head, []).append(word)
    starts = {0}
    for word in words:
        if word.pos in ("VERB", "AUX") and word.dep in ("conj", "parataxis", "ROOT"):
            subject = any(child.dep in _SUBJECTS for child in children.get(word.index, ()))
            finite = word.tag in FINITE or any(
                c.tag in FINITE and c.dep in ("aux", "auxpass") for c in children.get(word.index, ())
            )
            if subject and finite:
                starts.add(_edge(word, children))
    starts |= {match.end() for match in _NEW_SUBJECT.finditer(text)}
    starts |= {m.end() for m in re.finditer(r";\s+", text) if any(w.tag in FINITE and w.start > m.end() for w in words)}
    marks = [*sorted(start for start in starts if start == 0 or _JOINT.search(text[:start])), len(text)]
    return tuple(Span(a, b) for a, b in pairwise(marks) if a < b)


def _edge(verb: Word, children: dict[int, list[Word]]) -> int:
    """Where the verb's own words begin: the leftmost of all that hang on it."""
    first, todo, seen = verb.start, [verb], {verb.index}
    while todo:
        for child in children.get(todo.pop().index, ()):
            if child.index not in seen and child.dep not in ("conj", "cc", "punct"):
                seen.add(child.index)
                todo.append(child)
                first = min(first, child.start)
    return first
