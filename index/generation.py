"""A generation: everything one build made, in a folder that never changes once it is written.

    manifest.json      what it was made from and of, and a digest of every other file; written last
    documents.jsonl    the sources' texts and headings
    passages.jsonl     where each passage and its sentences lie
    aliases.json       short forms and long forms
    vocabulary.json    the words of the sources and how often they stand there
    ledger.sqlite      the facts
    sentences.*        sentence vectors (FAISS) and the passage of each
    tokens.npy, …      token vectors as signs
    lexical/           BM25

Nothing else reads or writes these files.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from corpus.aliases import Aliases
from corpus.errors import DamagedError, NotFoundError
from corpus.model import Document, Fact, Passage
from index.dense import DenseIndex
from index.holding import Hold
from index.late import TokenIndex
from index.layout import FORMAT
from index.ledger import Ledger, write_ledger
from index.lexical import LexicalIndex
from index.model import file_digest
from index.rows import document_of, passage_of, passage_row
from index.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class SourceRecord:
    """A document as it was when the generation was built."""

    id: str
    title: str
    source: str
    digest: str
    #: The day of its file then, as ISO 8601; None where it has none. It makes no other generation.
    filed: str | None = None


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a generation was made from and of."""

    id: str
    #: When it was built: ISO 8601 in UTC.
    built_at: str
    #: The encoder's name, and the digest of its files.
    model: str
    model_digest: str
    sources: tuple[SourceRecord, ...]
    #: How many documents, passages, sentences and facts it holds.
    counts: Mapping[str, int]
    #: Every file but this one: path inside the folder -> SHA-256.
    files: Mapping[str, str]
    format: int = FORMAT


@dataclass(frozen=True, slots=True)
class Contents:
    """What a build hands over to be written."""

    documents: Sequence[Document]
    passages: Sequence[Passage]
    facts: Sequence[Fact]
    aliases: Aliases
    lexical: LexicalIndex
    dense: DenseIndex
    tokens: TokenIndex
    vocabulary: Vocabulary = field(default_factory=Vocabulary)


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class Generation:
    """One generation, opened: a snapshot that never changes while a request holds it. Equal to itself alone."""

    manifest: Manifest
    #: By id, in the order of the sources.
    documents: Mapping[str, Document]
    #: In document order; a passage's place here is its number in every index.
    passages: tuple[Passage, ...]
    aliases: Aliases
    ledger: Ledger
    lexical: LexicalIndex
    dense: DenseIndex
    tokens: TokenIndex
    #: Where each passage stands in `passages`.
    numbers: Mapping[str, int]
    #: Keeps its folder from being removed while this is in use.
    hold: Hold
    vocabulary: Vocabulary = field(default_factory=Vocabulary)

    @property
    def id(self) -> str:
        """Its name: a digest of what it was made from."""
        return self.manifest.id

    @property
    def built_at(self) -> datetime:
        """When it was built, in UTC."""
        return datetime.fromisoformat(self.manifest.built_at)

    def document(self, name: str) -> Document:
        """The document called `name`, or NotFoundError."""
        try:
            return self.documents[name]
        except KeyError:
            raise NotFoundError("document", name) from None

    def passage(self, name: str) -> Passage:
        """The passage called `name`, or NotFoundError."""
        try:
            return self.passages[self.numbers[name]]
        except KeyError:
            raise NotFoundError("passage", name) from None


def write(folder: Path, contents: Contents, manifest: Manifest) -> Manifest:
    """Write a generation into an empty folder; returns the manifest with the files' digests.

    Raises OSError or sqlite3.Error where there is no room for it.
    """
    _write_lines(folder / "documents.jsonl", map(asdict, contents.documents))
    _write_lines(folder / "passages.jsonl", map(passage_row, contents.passages))
    (folder / "aliases.json").write_text(json.dumps(list(contents.aliases.pairs), ensure_ascii=False), "utf-8")
    (folder / "vocabulary.json").write_text(json.dumps(contents.vocabulary.words, ensure_ascii=False), "utf-8")
    write_ledger(folder / "ledger.sqlite", contents.facts, contents.aliases)
    contents.dense.save(folder)
    contents.tokens.save(folder)
    contents.lexical.save(folder / "lexical")
    files = {name: file_digest(folder / name) for name in _files(folder)}
    manifest = replace(manifest, files=files)
    fields = asdict(manifest)
    sealed = json.dumps({**fields, "seal": _seal(fields)}, ensure_ascii=False, indent=1)
    (folder / "manifest.json").write_text(sealed, "utf-8")
    return manifest


def read_manifest(folder: Path) -> Manifest:
    """The manifest of the generation in `folder`.

    Raises DamagedError where it can't be read, was changed, or is of another format.
    """
    try:
        fields = json.loads((folder / "manifest.json").read_text("utf-8"))
        if (number := fields["format"]) != FORMAT:
            raise DamagedError(folder.name, f"its format is {number}, not {FORMAT}")
        if fields.pop("seal") != _seal(fields):
            raise DamagedError(folder.name, "manifest.json isn't what was written")
        fields["sources"] = tuple(SourceRecord(**source) for source in fields["sources"])
        return Manifest(**fields)
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise DamagedError(folder.name, f"manifest.json can't be read: {error}") from error


def open_generation(folder: Path) -> Generation:
    """Open the generation in `folder`, with every file checked against its digest.

    Raises DamagedError where a file is missing, was changed, or is of another format.
    """
    try:
        hold = Hold(folder)
    except OSError as error:
        raise DamagedError(folder.name, f"its folder can't be opened: {error.strerror}") from error
    manifest = read_manifest(folder)
    for name, digest in manifest.files.items():
        try:
            found = file_digest(folder / name)
        except OSError as error:
            raise DamagedError(manifest.id, f"{name} can't be read: {error.strerror}") from error
        if found != digest:
            raise DamagedError(manifest.id, f"{name} isn't what was written")
    documents = {row["id"]: document_of(row) for row in _read_lines(folder / "documents.jsonl")}
    passages = tuple(
        passage_of(row, documents[row["document_id"]].text) for row in _read_lines(folder / "passages.jsonl")
    )
    return Generation(
        manifest=manifest,
        documents=documents,
        passages=passages,
        aliases=Aliases(
            tuple((short, long) for short, long in json.loads((folder / "aliases.json").read_text("utf-8")))
        ),
        ledger=Ledger(folder / "ledger.sqlite"),
        lexical=LexicalIndex.load(folder / "lexical"),
        dense=DenseIndex.load(folder),
        tokens=TokenIndex.load(folder),
        numbers={passage.id: number for number, passage in enumerate(passages)},
        hold=hold,
        vocabulary=_vocabulary(folder / "vocabulary.json"),
    )


def _vocabulary(path: Path) -> Vocabulary:
    """The words that a build wrote; none where it was built before they were kept."""
    if not path.is_file():
        return Vocabulary()
    words = json.loads(path.read_text("utf-8"))
    return Vocabulary({word: (form, count) for word, (form, count) in words.items()})


def _seal(fields: Mapping[str, Any]) -> str:
    """A digest of a manifest's fields, as JSON gives them back."""
    return hashlib.sha256(json.dumps(fields, sort_keys=True).encode()).hexdigest()


def _write_lines(path: Path, rows: Iterable[Mapping[str, Any]]) -> None:
    with path.open("w", encoding="utf-8", errors="surrogatepass", newline="\n") as file:
        file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def _read_lines(path: Path) -> Iterator[Any]:
    with path.open(encoding="utf-8", errors="surrogatepass", newline="\n") as file:
        for line in file:
            yield json.loads(line)


def _files(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
