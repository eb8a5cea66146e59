"""Rows about ferries, and a tokenizer that spells words out: small enough to train on within a test."""

from __future__ import annotations

from tokenizers import Tokenizer
from tokenizers.models import WordPiece
from tokenizers.normalizers import BertNormalizer
from tokenizers.pre_tokenizers import BertPreTokenizer
from tokenizers.processors import TemplateProcessing

from training.rows import Row

_SIGNS = "abcdefghijklmnopqrstuvwxyz0123456789.?!"


def row(question: str, context: str, answer: str | None, source: str = "squad-train") -> Row:
    """A row whose answer stands at its first place in the context."""
    return Row(question, context, answer or "", context.index(answer) if answer else None, source)


def rows() -> list[Row]:
    """32 questions over 32 contexts, each answered by one of four places."""
    places = ("Oban", "Mallaig", "Ullapool", "Tarbert")
    return [
        row(f"When did ferry {at} leave {place}?", f"Ferry {at} left {place} in {1900 + at}.", place)
        for at, place in enumerate(places * 8)
    ]


def tokenizer() -> Tokenizer:
    """Letters and figures for word pieces; "[CLS]" is 2 and "[SEP]" 3, as in BERT's order."""
    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", *_SIGNS, *(f"##{sign}" for sign in _SIGNS)]
    made = Tokenizer(WordPiece({word: at for at, word in enumerate(words)}, unk_token="[UNK]"))
    made.normalizer, made.pre_tokenizer = BertNormalizer(), BertPreTokenizer()
    made.post_processor = TemplateProcessing(
        single="[CLS] $A [SEP]",
        pair="[CLS] $A [SEP] $B:1 [SEP]:1",
        special_tokens=[("[CLS]", 2), ("[SEP]", 3)],
    )
    return made
