"""Path to Document: finds the sources and reads them. The only file access of this package."""

from __future__ import annotations

import hashlib
import os
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias
from urllib.parse import urlsplit

from corpus.errors import SourceError
from corpus.formats.decoding import clean, decode
from corpus.formats.html import read_html
from corpus.formats.markdown import read_markdown
from corpus.formats.markup import Marked
from corpus.formats.plain import read_plain
from corpus.model import Document

#: A larger file is refused: what it would cost to build and to serve is out of proportion to one source.
LARGEST = 32 * 1024 * 1024

#: What makes a text of a file's bytes, and is told its name; raises SourceError.
Read = Callable[[bytes, str], Marked]


def _plain(data: bytes, name: str) -> Marked:
    return read_plain(clean(decode(data, name)))


def _markdown(data: bytes, name: str) -> Marked:
    return read_markdown(clean(decode(data, name)))


def _rst(data: bytes, name: str) -> Marked:
    from corpus.formats.rst import read_rst  # noqa: PLC0415 - few have any

    return read_rst(clean(decode(data, name)))


def _html(data: bytes, name: str) -> Marked:
    return read_html(clean(decode(data, name, html=True)))


def _pdf(data: bytes, name: str) -> Marked:
    from corpus.formats.pdf import read_pdf  # noqa: PLC0415 - loads PDFium

    return read_pdf(data, name)


def _docx(data: bytes, name: str) -> Marked:
    from corpus.formats.docx import read_docx  # noqa: PLC0415 - few have any

    return read_docx(data, name)


_READERS: dict[str, Read] = {
    ".txt": _plain,
    ".text": _plain,
    ".rst": _rst,
    ".md": _markdown,
    ".markdown": _markdown,
    ".html": _html,
    ".htm": _html,
    ".xhtml": _html,
    ".pdf": _pdf,
    ".docx": _docx,
}
#: Files beside the sources that are not sources: what people add to the facts, and what they ask of every build.
ASIDE = ("facts.toml", "questions.jsonl")
#: Names without a suffix that hold prose; a folder's other files without one are left alone.
_NAMED = re.compile(r"(?:readme|changelog|changes|news|history|notes|contributing|authors|faq)\Z", re.IGNORECASE)
_KINDS = ", ".join(sorted(_READERS))


@dataclass(frozen=True, slots=True)
class Fetched:
    """The copy of what was found at an address."""

    address: str
    file: Path


#: What a build is made from: files, folders, and what was fetched.
Source: TypeAlias = Path | Fetched


@dataclass(frozen=True, slots=True)
class _Source:
    """A file to read: where it is, and its name among the others, outermost folder first."""

    file: Path
    #: As the person would write it.
    name: str
    parts: tuple[str, ...]
    #: The folders above, for telling namesakes apart.
    above: tuple[str, ...]


def read_sources(paths: Sequence[Source]) -> tuple[Document, ...]:
    """The documents of these sources, in order: a file is one, a folder all that it holds, by name.

    In a folder, hidden files and those of other kinds are passed over. A document's id is its path inside the
    folder ("reports/2020.md"), or the file's name; where two are alike, with as many of the folders above as
    tell them apart. That of what was fetched is its address without the scheme. What is given twice is read once.

    Raises SourceError where a path or a file can't be read, is too large, or holds no text.
    """
    if not paths:
        raise SourceError("no source", "name at least one file or folder to read")
    sources: dict[str, _Source] = {}
    for source in (source for path in paths for source in _sources(path)):
        sources.setdefault(os.path.realpath(source.file), source)
    named = _ids(tuple(sources.values()))
    return tuple(_document(source, id_) for source, id_ in named)


def _sources(path: Source) -> list[_Source]:
    if isinstance(path, Fetched):
        return [_Source(path.file, path.address, _address_parts(path.address), ())]
    above = path.absolute().parts[:-1]
    try:
        is_folder, is_file = path.is_dir(), path.is_file()
    except OSError as error:
        raise SourceError(_shown(path), f"it can't be reached ({error.strerror}): check its permissions") from error
    if is_folder:
        found = [_Source(f, _shown(f), f.relative_to(path).parts, (*above, path.name)) for f in _files(path)]
        if not found:
            raise SourceError(_shown(path), f"the folder holds no source: put a file there ({_KINDS})")
        return found
    if not is_file:
        raise SourceError(_shown(path), _missing(path))
    if path.suffix and path.suffix.lower() not in _READERS:
        raise SourceError(_shown(path), f"files of this kind can't be read: give one of {_KINDS}")
    return [_Source(path, _shown(path), (path.name,), above)]


def _address_parts(address: str) -> tuple[str, ...]:
    """An address as the parts of a path: "https://a.example/b/c?d=1" is a.example, b, and "c" with what it asks for."""
    parts = urlsplit(address)
    names = [name for name in parts.path.split("/") if name]
    asked = re.sub(r"[^\w.=-]+", "-", parts.query)
    return (parts.netloc, *names[:-1], "-".join(filter(None, (names[-1] if names else "", asked))) or "index")


def _shown(path: Path) -> str:
    """A path as text, whatever bytes it has; an address that was taken for one, as it was written."""
    return re.sub(r"\A(https?:)/(?!/)", r"\1//", os.fsencode(path).decode("utf-8", "replace"))


def _missing(path: Path) -> str:
    if path.is_symlink():
        return "the link leads nowhere: mend it or name another file"
    if path.exists():
        return "it is neither a file nor a folder: name one"
    if re.match("https?:/", str(path)):
        return "what is on the web is only fetched where --fetch names it"
    return "there is no such file or folder: check the path"


def _files(folder: Path) -> Iterator[Path]:
    """The sources in a folder and in those below it, by name; linked folders are not entered."""
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        raise SourceError(_shown(folder), f"it can't be listed ({error.strerror}): check its permissions") from error
    for entry in entries:
        path = folder / entry.name
        if entry.name.startswith(".") or entry.name in ASIDE:
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _files(path)
        # A pipe or a device is no source; a link that leads nowhere is one that can't be read.
        elif is_source(path) and (entry.is_file() or entry.is_symlink()):
            yield path


def is_source(path: Path) -> bool:
    """Whether a file in a folder is a source, by its name."""
    return path.suffix.lower() in _READERS or (not path.suffix and _NAMED.match(path.name) is not None)


def _ids(sources: Sequence[_Source]) -> list[tuple[_Source, str]]:
    """Each source with its id: its own path, lengthened by the folders above while it has namesakes."""
    depth = dict.fromkeys(range(len(sources)), 0)
    while True:
        names = [_name(source, depth[i]) for i, source in enumerate(sources)]
        counts = Counter(names)
        alike = [i for i, name in enumerate(names) if counts[name] > 1 and depth[i] < len(sources[i].above)]
        if not alike:
            return list(zip(sources, names, strict=True))
        for i in alike:
            depth[i] += 1


def _name(source: _Source, depth: int) -> str:
    above = source.above[len(source.above) - depth :]
    return _shown(Path(*above, *source.parts))


def _document(source: _Source, id_: str) -> Document:
    data = _bytes(source)
    marked = _READERS.get(source.file.suffix.lower(), _plain)(data, source.name)
    if not marked.text:
        raise SourceError(source.name, "it holds no text to answer from: leave it out or fill it")
    return Document(
        id=id_,
        title=marked.title or _readable(source.parts[-1]),
        source=source.name,
        digest=hashlib.sha256(data).hexdigest(),
        text=marked.text,
        headings=marked.headings,
        pages=marked.pages,
    )


def _bytes(source: _Source) -> bytes:
    if not source.file.is_file():
        raise SourceError(source.name, _missing(source.file))
    try:
        with source.file.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        raise SourceError(
            source.name, f"it can't be read ({error.strerror}): check the path and its permissions"
        ) from error
    if len(data) > LARGEST:
        raise SourceError(source.name, f"it is larger than {LARGEST // 2**20} MiB: split it into several files")
    return data


def _readable(file: str) -> str:
    """A title out of a file's name: "annual-report_2020.txt" is "annual report 2020"."""
    name = Path(_shown(Path(file)))
    return " ".join(re.sub(r"[-_]+", " ", name.stem).split()) or name.name
