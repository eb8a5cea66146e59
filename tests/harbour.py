"""Two invented documents with their passages and facts, as a real generation in a real store.

Only the encoder is a stand-in, whose ranking a reader can work out: each of `AXES` is a direction of its own.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

from words import WordEncoder

from corpus.aliases import Aliases
from corpus.model import Document, Evidence, Fact, Heading, Passage, Span, stable_id
from corpus.passages import encoded_text
from index.dense import DenseIndex
from index.generation import Contents, Manifest, SourceRecord, write
from index.late import TokenIndex
from index.lexical import LexicalIndex, terms
from index.searcher import Searcher
from index.store import Store
from index.vocabulary import Vocabulary

AXES = ("board", "charter", "lamps", "boats", "towns", "tide", "signed", "storm")

CHARTER = "The Lighthouse Board signed a charter with the Tide Office on 3 May 1999."
ABOUT = "The charter is not about boats."
LAMPS = "The board keeps 12 lamps."
TOWNS = "Its towns are Otaru, Hakodate and Nemuro."
STORM = "A storm put out nine lamps 🏮 in 2020."

NOTES_TEXT = f"Harbour notes\n\nCharter\n\n{CHARTER} {ABOUT}\n\nLamps\n\n{LAMPS} {TOWNS}\n"
REPORT_TEXT = f"=SUM(1) report\n\n{STORM}\n"


def at(text: str, words: str) -> Span:
    """Where these words stand."""
    start = text.index(words)
    return Span(start, start + len(words))


def document(name: str, title: str, text: str, *headings: str) -> Document:
    """A document of this text with these headings under its title."""
    levels = ((title, 1), *((heading, 2) for heading in headings))
    marks = tuple(Heading(at(text, words), level, words) for words, level in levels)
    return Document(name, title, name, hashlib.sha256(text.encode()).hexdigest(), text, marks)


NOTES = document("notes.txt", "Harbour notes", NOTES_TEXT, "Charter", "Lamps")
REPORT = document("reports/2020.md", "=SUM(1) report", REPORT_TEXT)


def passage(source: Document, heading: str, *sentences: str) -> Passage:
    """A passage of these sentences, which follow each other."""
    spans = tuple(at(source.text, sentence) for sentence in sentences)
    span = Span(spans[0].start, spans[-1].end)
    return Passage(stable_id(source.id, heading), source.id, span, span.of(source.text), (heading,), spans)


PASSAGES = (
    passage(NOTES, "Charter", CHARTER, ABOUT),
    passage(NOTES, "Lamps", LAMPS, TOWNS),
    passage(REPORT, "=SUM(1) report", STORM),
)


def sentences_of(of: Passage) -> list[str]:
    """The words of its sentences."""
    return [of.text[span.start - of.span.start : span.end - of.span.start] for span in of.sentences]


def evidence(of: Passage, words: str) -> Evidence:
    """These words of the passage."""
    span = at(of.text, words)
    return Evidence(of.document_id, of.id, Span(of.span.start + span.start, of.span.start + span.end), words)


FACTS = (
    Fact("f-charter", "agreement", "Charter of the Lighthouse Board", evidence(PASSAGES[0], CHARTER), "test",
         instrument="Charter", parties=("Lighthouse Board", "Tide Office"), date="1999-05-03"),
    Fact("f-lamps", "statistic", "Lamps of the board", evidence(PASSAGES[1], LAMPS), "test",
         parties=("Lighthouse Board",), value=12.0, unit="lamps"),
    Fact("f-storm", "event", "=HYPERLINK(storm)", evidence(PASSAGES[2], STORM), "test", date="2020"),
)  # fmt: skip


def encoder() -> WordEncoder:
    """The encoder that the harbour is built and asked with."""
    return WordEncoder(*AXES)


def publish(
    store: Store,
    name: str,
    *,
    documents: Sequence[Document] = (NOTES, REPORT),
    passages: Sequence[Passage] = PASSAGES,
    facts: Sequence[Fact] = FACTS,
) -> None:
    """Write a generation of these and make it the served one."""
    words = encoder()
    sentences = [text for one in passages for text in sentences_of(one)]
    contents = Contents(
        documents=documents,
        passages=passages,
        facts=facts,
        aliases=Aliases(),
        lexical=LexicalIndex.of(terms(encoded_text(one)) for one in passages),
        dense=DenseIndex.of(words.encode(sentences), [len(one.sentences) for one in passages]),
        tokens=TokenIndex.of(words.tokens([encoded_text(one) for one in passages]), words.dimension),
        vocabulary=Vocabulary.of(one.text for one in documents),
    )
    sources = tuple(SourceRecord(one.id, one.title, one.source, one.digest) for one in documents)
    counts = {"documents": len(documents), "passages": len(passages), "facts": len(facts)}
    manifest = Manifest(name, "2024-05-06T07:08:09+00:00", "words", "0" * 64, sources, counts, {})
    with store.lock(), store.draft(name) as draft:
        write(draft, contents, manifest)
        store.publish(name, draft)


def open_searcher(
    store: Store, name: str | None = None, like: Searcher | None = None, *, reader: str | None = None
) -> Searcher:
    """A searcher over the generation of that name, or the served one, with the words' encoder; nothing ever reads."""
    return Searcher(store.published(name) if name else store.current(), encoder())


def harbour(folder: Path, name: str = "gen1") -> Searcher:
    """A searcher over a new store in `folder`."""
    store = Store(folder)
    publish(store, name)
    return open_searcher(store)
