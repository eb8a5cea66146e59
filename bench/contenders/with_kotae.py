"""Kotae, asked as `KOTAE_ROW` says: "reader", "plain" (without it), or "float32" (plain, questions not in int8)."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import protocol

from index.encoder import OnnxEncoder
from index.searcher import Searcher
from index.store import Store


def opener(folder: Path, model: str) -> protocol.Search:
    """Opens what `kotae_building.py` built."""
    row, threads = os.environ["KOTAE_ROW"], int(os.environ["OMP_NUM_THREADS"])
    searcher = Searcher.open(Store(folder / "index"), reader=None if row == "reader" else "off", threads=threads)
    if row == "float32":
        searcher = replace(searcher, encoder=OnnxEncoder(folder / "float32", threads=threads))
    return lambda question, k: [hit.passage.id for hit in searcher.search(question, top_k=k)]


if __name__ == "__main__":
    protocol.main(None, opener)
