"""The facts of a text, for tests that give their own."""

from __future__ import annotations

from corpus.aliases import find_aliases
from corpus.facts import extract_facts
from corpus.facts.reading import new_story, read_sentences
from corpus.facts.statement import Sentence
from corpus.model import Document, Fact, Heading, Passage, Span
from corpus.sentences import split_sentences


def document_of(text: str, *, title: str = "Text", run_in: str = "") -> tuple[Document, Passage]:
    """The text as a document of one passage; `run_in` is the run-in heading that it opens with, if any."""
    headings = (Heading(Span(0, len(run_in)), 2, run_in, run_in=True),) if run_in else ()
    document = Document("d", title, "text.txt", "0", text, headings)
    whole = Span(0, len(text))
    return document, Passage("p", "d", whole, text, (run_in,) if run_in else (), split_sentences(text, whole))


def facts_of(text: str, *, title: str = "Text", run_in: str = "") -> tuple[Fact, ...]:
    """Its facts, in the order of their evidence."""
    document, passage = document_of(text, title=title, run_in=run_in)
    return extract_facts(document, [passage], find_aliases([text]))


def facts_by(rule: str, text: str, *, title: str = "Text", run_in: str = "") -> tuple[Fact, ...]:
    """Those that one rule found."""
    return tuple(fact for fact in facts_of(text, title=title, run_in=run_in) if fact.rule == rule)


def sentences_of(text: str) -> list[Sentence]:
    """Its sentences as the rules read them."""
    document, passage = document_of(text)
    return list(read_sentences(document, [passage], new_story(document, find_aliases([text]))))
