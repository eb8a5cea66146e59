"""Sources in, a published generation out: the whole pipeline on one screen."""

from __future__ import annotations

import hashlib
import re
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path
from typing import TypeVar

import numpy as np

from corpus.aliases import Aliases, find_aliases
from corpus.curation import Curation, apply, curation_path, read_curation
from corpus.errors import DamagedError, RejectedError, SourceError, StoreError
from corpus.facts import extract_facts
from corpus.model import Document, Fact, Passage
from corpus.passages import cut, encoded_text
from corpus.reading import Source, read_sources
from index.dense import DenseIndex
from index.encoder import Encoder, OnnxEncoder, is_exported
from index.generation import FORMAT, Contents, Generation, Manifest, SourceRecord, open_generation, write
from index.late import TokenIndex
from index.lexical import LexicalIndex, terms
from index.model import ModelFiles, locate
from index.store import Store
from index.vocabulary import Vocabulary

#: Told of each step: what is being done, how much of it is done, out of how much.
Progress = Callable[[str, int, int], None]
#: Asked of a generation before it is served: raises RejectedError where it should not be.
Approve = Callable[[Generation], None]

#: What may be a short name.
_NAME = re.compile(r"\b[A-Z][\w&/+-]*[A-Za-z0-9]")

#: How many texts are encoded between two reports of progress.
_CHUNK = 256

Encoded = TypeVar("Encoded")


@dataclass(frozen=True, slots=True)
class BuildResult:
    """What a build left in place."""

    generation: str
    #: False where this very generation was served already.
    changed: bool
    counts: Mapping[str, int]
    #: What `facts.toml` wished and could not have, a line each: quotes that no longer stand, for the most part.
    unmet: tuple[str, ...] = ()


def build(
    sources: Sequence[Source],
    store: Store,
    model: str,
    *,
    force: bool = False,
    keep: int = 5,
    progress: Progress = lambda stage, done, total: None,
    encoder: Encoder | None = None,
    approve: Approve = lambda generation: None,
) -> BuildResult:
    """Build a generation from files and folders and serve it; nothing to do where nothing changed.

    `force` makes all of it again, the encoder's exported form too, and serves it unasked; else one that `approve`
    rejects is kept without being served. An `encoder` stands in for the model. Raises SourceError, ModelError,
    StoreError or RejectedError; whatever is raised, what was served before still is.
    """
    with store.lock():
        progress("reading", 0, 1)
        documents = read_sources(sources)
        files = locate(model)
        paths = [source for source in sources if isinstance(source, Path)]
        wishes = [read_curation(path) for path in dict.fromkeys(map(curation_path, paths))]
        name = generation_id(documents, files, wishes)
        progress("reading", 1, 1)
        if not force and (made := _intact(store, name)):
            served = store.current_id()
            if served != name:
                approve(made)
                store.publish(name, keep=keep)
            return BuildResult(name, served != name, made.manifest.counts)
        try:
            with store.draft(name) as draft:
                contents = _make(documents, encoder or _encoder(store, files, fresh=force), progress)
                contents, unmet = _curated(contents, wishes)
                manifest = write(draft, contents, _manifest(name, files, contents))
                made = open_generation(draft)
                try:
                    if not force:
                        approve(made)
                except RejectedError:
                    store.keep(name, draft)
                    raise
                store.publish(name, draft, keep=keep)
        except (OSError, sqlite3.Error) as error:
            reason = getattr(error, "strerror", None) or error
            raise StoreError(
                f"the index can't be written to {store.folder} ({reason}): what was served before still is"
            ) from error
        return BuildResult(name, True, manifest.counts, unmet)


def generation_id(documents: Sequence[Document], files: ModelFiles, wishes: Sequence[Curation] = ()) -> str:
    """A generation's name: a digest of everything that decides what is in it. 16 hex digits."""
    made_from = [str(FORMAT), files.digest, recipe()]
    made_from += [f"{document.id}\n{document.source}\n{document.digest}" for document in documents]
    made_from += [repr(wish) for wish in wishes]
    return hashlib.sha256("\n\n".join(made_from).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def recipe() -> str:
    """A digest of the code that cuts, extracts and indexes: another rule makes another generation."""
    code = hashlib.sha256()
    for package in ("corpus", "index"):
        spec = find_spec(package)
        assert spec is not None
        assert spec.origin is not None
        for path in sorted(Path(spec.origin).parent.rglob("*.py")):
            code.update(path.read_bytes())
    return code.hexdigest()


def _intact(store: Store, name: str) -> Generation | None:
    """The generation `name` where it lies in the store, whole."""
    if not store.has(name):
        return None
    try:
        return store.open(name)
    except DamagedError:
        return None


def _make(documents: Sequence[Document], encoder: Encoder, progress: Progress) -> Contents:
    aliases = find_aliases(document.text for document in documents)
    passages = _passages(documents, encoder, progress)
    facts = _facts(documents, passages, aliases, progress)
    titles = {document.id: document.title for document in documents}
    read = [encoded_text(passage, titles[passage.document_id]) for passage in passages]
    sentences = [text for passage in passages for text in sentence_texts(passage)]
    vectors = _in_chunks("encoding sentences", sentences, encoder.encode, progress)
    spelt = [spelt_out(text, aliases) for text in read]
    tokens = _in_chunks("encoding passages", spelt, encoder.tokens, progress)
    return Contents(
        documents=documents,
        passages=passages,
        facts=facts,
        aliases=aliases,
        lexical=LexicalIndex.of(map(terms, read)),
        dense=DenseIndex.of(np.concatenate(vectors), [len(passage.sentences) for passage in passages]),
        tokens=TokenIndex.of([vectors for chunk in tokens for vectors in chunk], encoder.dimension),
        vocabulary=Vocabulary.of(document.text for document in documents),
    )


def _curated(contents: Contents, wishes: Sequence[Curation]) -> tuple[Contents, tuple[str, ...]]:
    """The contents with their facts as people want them, and what of that could not be had."""
    unmet: tuple[str, ...] = ()
    facts = tuple(contents.facts)
    for wish in wishes:
        facts, missed = apply(wish, contents.documents, contents.passages, facts)
        unmet += missed
    return replace(contents, facts=facts), unmet


def spelt_out(text: str, aliases: Aliases) -> str:
    """The text, and after it the long forms of the short names that it uses without their long ones.

    They come last, so that an encoder that has no room for them cuts off nothing else.
    """
    said = text.casefold()
    longs = [long for short in _NAME.findall(text) for long in aliases.expansions(short)[:1]]
    unsaid = [long for long in dict.fromkeys(longs) if long.casefold() not in said]
    return "; ".join([text, *unsaid])


def sentence_texts(passage: Passage) -> list[str]:
    """The words of each of a passage's sentences, in order."""
    return [passage.words_at(span) for span in passage.sentences]


def _passages(documents: Sequence[Document], encoder: Encoder, progress: Progress) -> tuple[Passage, ...]:
    passages: list[Passage] = []
    for done, document in enumerate(documents):
        progress("cutting", done, len(documents))
        passages += cut(document, encoder.pieces, encoder.limit)
    progress("cutting", len(documents), len(documents))
    if not passages:
        raise SourceError(
            ", ".join(document.source for document in documents), "there are no words in it to answer from"
        )
    return tuple(passages)


def _facts(
    documents: Sequence[Document], passages: Sequence[Passage], aliases: Aliases, progress: Progress
) -> tuple[Fact, ...]:
    facts: list[Fact] = []
    for done, document in enumerate(documents):
        progress("finding facts", done, len(documents))
        facts += extract_facts(document, [p for p in passages if p.document_id == document.id], aliases)
    progress("finding facts", len(documents), len(documents))
    return tuple(facts)


def _in_chunks(
    stage: str, texts: Sequence[str], encode: Callable[[Sequence[str]], Encoded], progress: Progress
) -> list[Encoded]:
    """`encode` over the texts, chunk by chunk, with progress told between."""
    found = []
    for first in range(0, len(texts), _CHUNK):
        progress(stage, first, len(texts))
        found.append(encode(texts[first : first + _CHUNK]))
    progress(stage, len(texts), len(texts))
    return found


def _encoder(store: Store, files: ModelFiles, *, fresh: bool) -> Encoder:
    """The encoder to build with: sentence-transformers, or its exported form where only that is there.

    The exported form is made first, for the question path to run: where it is to be `fresh`, and where the
    store has no whole one.
    """
    folder = store.encoder_folder(files.digest)
    if find_spec("sentence_transformers") is None and is_exported(folder):
        return OnnxEncoder(folder, threads=0)
    from index.export import SentenceTransformerEncoder, export  # noqa: PLC0415 - torch takes seconds to import

    encoder = SentenceTransformerEncoder(files)
    if fresh or not is_exported(folder):
        with store.draft(folder.name) as draft:
            export(encoder, draft)
            store.publish_encoder(files.digest, draft)
    return encoder


def _manifest(name: str, files: ModelFiles, contents: Contents) -> Manifest:
    return Manifest(
        id=name,
        built_at=datetime.now(UTC).isoformat(timespec="seconds"),
        model=files.name,
        model_digest=files.digest,
        sources=tuple(SourceRecord(d.id, d.title, d.source, d.digest) for d in contents.documents),
        counts={
            "documents": len(contents.documents),
            "passages": len(contents.passages),
            "sentences": sum(len(passage.sentences) for passage in contents.passages),
            "facts": len(contents.facts),
        },
        files={},
    )
