"""Kotae's index of the articles in FOLDER/articles: `kotae_building.py build FOLDER`.

It builds from files, since facts, headings and short names belong to its index; the passages that come of it are
those that every contender is given. Says the time and the memory, and the passages with what is encoded of each.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import time
from dataclasses import replace
from pathlib import Path

from protocol import peak_mb

from corpus.passages import encoded_text
from index.build import build
from index.encoder import MODEL, EncoderCard
from index.export import SentenceTransformerEncoder, export
from index.generation import Generation
from index.model import DEFAULT_MODEL, locate
from index.store import Store


def main() -> None:
    """Build, say what came of it, and lay an encoder by for the row whose questions it reads in float32."""
    folder = Path(sys.argv[2])
    out = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    store, files = Store(folder / "index"), locate(DEFAULT_MODEL)
    encoder = SentenceTransformerEncoder(files)
    with store.lock(), store.draft("encoder") as draft:
        export(encoder, draft)
        store.publish_encoder(files.digest, draft)
    began = time.perf_counter()
    build([folder / "articles"], store, DEFAULT_MODEL, encoder=encoder)
    seconds = time.perf_counter() - began
    said = {"seconds": seconds, "peak_mb": peak_mb(), "model": str(files.folder)}
    _float32(store.encoder_folder(files.digest), folder / "float32")
    print(json.dumps({**said, "passages": _rows(store.current())}), file=out, flush=True)


def _rows(generation: Generation) -> list[dict[str, str]]:
    titles = {name: document.title for name, document in generation.documents.items()}
    return [
        {"id": one.id, "text": encoded_text(one, titles[one.document_id]), "words": one.text}
        for one in generation.passages
    ]


def _float32(encoder: Path, folder: Path) -> None:
    """A copy of the exported encoder that encodes questions in float32 too."""
    shutil.copytree(encoder, folder)
    replace(EncoderCard.read(encoder), question_file=MODEL).write(folder)


if __name__ == "__main__":
    main()
