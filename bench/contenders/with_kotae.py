"""Kotae, asked as `KOTAE_ROW` says: "reader", "plain" (without it), or "int8" (plain, the encoder quantised)."""

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
    if row == "int8":
        searcher = replace(searcher, encoder=OnnxEncoder(folder / "int8", threads=threads))
    return lambda question, k: [hit.passage.id for hit in searcher.search(question, top_k=k)]


if __name__ == "__main__":
    protocol.main(None, opener)
