"""Makes a teacher to train of an MPNet encoder: `python -m training.start_teacher MPNET TOKENIZER OUT`.

MPNET is a folder of such a model (all-mpnet-base-v2, say) with its `vocab.txt`, TOKENIZER the `tokenizer.json` of the
reader that is to be taught. OUT gets a model with that tokenizer's numbers for words, so that both read the same pieces
and what the teacher says of one is said of the pupil's.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer
from transformers import AutoModelForQuestionAnswering

#: What MPNet calls BERT's special pieces.
_SPECIAL = {"[CLS]": "<s>", "[SEP]": "</s>", "[PAD]": "<pad>", "[MASK]": "<mask>"}
_UNKNOWN = "[UNK]"


def renumbered(words: Any, names: list[str], pieces: list[str]) -> Any:
    """The word vectors (names, d) in the order of `pieces`; those that `names` lacks are those of an unknown word."""
    places = {name: at for at, name in enumerate(names)}
    unknown = places[_UNKNOWN]
    return words[[places.get(_SPECIAL.get(piece, piece), unknown) for piece in pieces]].clone()


def main() -> None:
    """Writes the model and the tokenizer."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("mpnet", type=Path)
    parser.add_argument("tokenizer", type=Path)
    parser.add_argument("out", type=Path)
    options = parser.parse_args()
    tokenizer = Tokenizer.from_file(str(options.tokenizer))
    numbers = tokenizer.get_vocab()
    pieces = sorted(numbers, key=numbers.__getitem__)
    names = (options.mpnet / "vocab.txt").read_text("utf-8").splitlines()
    torch.manual_seed(0)  # the head's weights are new
    model: Any = AutoModelForQuestionAnswering.from_pretrained(options.mpnet, dtype=torch.float32)
    vectors = renumbered(model.get_input_embeddings().weight.data, names, pieces)
    renamed = torch.nn.Embedding(len(vectors), vectors.shape[1])
    renamed.weight.data = vectors
    model.set_input_embeddings(renamed)
    model.config.vocab_size, model.config.pad_token_id = len(pieces), tokenizer.token_to_id("[PAD]")
    model.save_pretrained(options.out)
    tokenizer.save(str(options.out / "tokenizer.json"))


if __name__ == "__main__":
    main()
