"""Path to Document: finds the sources and reads them. The only file access of this package."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Sequence
from pathlib import Path

from corpus.errors import SourceError
from corpus.headings import find_headings
from corpus.model import Document, Heading


def read_sources(paths: Sequence[Path]) -> tuple[Document, ...]:
    """The documents at these paths, files and folders, in order. Raises SourceError."""
    documents = []
    for path in paths:
        files = sorted(path.rglob("*.txt")) if path.is_dir() else [path]
        for file in files:
            name = file.relative_to(path).as_posix() if path.is_dir() else file.name
            documents.append(_read(file, name))
    if not documents:
        raise SourceError(", ".join(map(str, paths)), "no text file there: name a .txt, .md or .html file")
    return tuple(documents)


def _read(file: Path, name: str) -> Document:
    try:
        data = file.read_bytes()
        raw = data.decode("utf-8-sig")
    except OSError as error:
        raise SourceError(
            str(file), f"it can't be read ({error.strerror}): check the path and its permissions"
        ) from error
    except UnicodeDecodeError as error:
        raise SourceError(str(file), f"not UTF-8 at byte {error.start}: save it as UTF-8") from error
    text = unicodedata.normalize("NFC", raw).replace("\r\n", "\n").replace("\r", "\n")
    text = re.sub(r"[^\S\n]", " ", text)
    text = re.sub(r"\n[ \n]*\n", "\n\n", re.sub(r" +\n", "\n", text)).strip()
    if not text:
        raise SourceError(str(file), "it holds no text")
    headings = find_headings(text)
    opening: list[Heading] = []
    for heading in headings:
        if heading.run_in or text[: heading.span.start].strip() != "\n\n".join(h.text for h in opening):
            break
        opening.append(heading)
    title = max((h.text for h in opening), key=len, default=file.stem)
    return Document(name, title, str(file), hashlib.sha256(data).hexdigest(), text, headings)
