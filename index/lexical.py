"""Terms and BM25: which passages share a question's words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path

import bm25s
import numpy as np
import Stemmer
from numpy.typing import NDArray

from corpus.dateforms import ORDINALS
from index.stages import stage

Scores = NDArray[np.float32]

#: Words that English uses to build a sentence rather than to name something, and those that ask.
STOP_WORDS = frozenset(
    "a an and are as at be been but by can could did do does for from had has have he her his how i if in "
    "into is it its may me my of on or our shall she should so such than that the their them then there "
    "these they this those to us was we were what when where which while who whom whose why will with "
    "would you your".split()
)

_WORD = re.compile(r"\d+(?:[.,]\d+)+|[^\W_]+(?:['’][^\W\d_]+)?")
_ORDINAL = re.compile(r"(?<![\w])(\d+)(?:st|nd|rd|th)\b", re.IGNORECASE)
_POSSESSIVE = re.compile(r"['’]s?$")
#: Ordinals as digits; "first" stays a word, being more than a number.
_SPELT = {word: str(number) for number, word in enumerate(ORDINALS[1:20], 2)}
_stemmer = Stemmer.Stemmer("english")
#: How stems of British spellings end, and those of American ones in their place; and stems that follow no rule.
_ENDINGS = (("is", "iz"), ("ys", "yz"), ("our", "or"), ("logu", "log"))
_LONG = 6
_AMERICAN = {
    "centr": "center", "theatr": "theater", "metr": "meter", "kilometr": "kilomet", "litr": "liter", "fibr": "fiber",
    "programm": "program", "licenc": "licens", "defenc": "defens", "offenc": "offens", "aluminium": "aluminum",
    "grey": "gray", "sulphur": "sulfur", "plough": "plow", "judgement": "judgment", "mould": "mold", "colour": "color",
    "recognis": "recogn", "recogniz": "recogn",
}  # fmt: skip


def words(text: str) -> list[str]:
    """The words of a text in order: NFKC, lower case, no possessives or thousands separators.

    3rd and third are 3, 1st is first.
    """
    text = _ORDINAL.sub(_as_number, unicodedata.normalize("NFKC", text)).casefold()
    return [_plain(word) for word in _WORD.findall(text)]


def _as_number(ordinal: re.Match[str]) -> str:
    return "first" if ordinal[1] == "1" else ordinal[1]


def terms(text: str) -> list[str]:
    """The stemmed words of a text, stop words left out, repeated as often as they occur."""
    return [stem(word) for word in words(text) if word not in STOP_WORDS]


def _plain(word: str) -> str:
    if word[0].isdigit():
        return word.replace(",", "")
    # Most words hold no apostrophe, and a question has thousands looked at.
    bare = word if word.isalpha() else _POSSESSIVE.sub("", word)
    return _SPELT.get(bare, bare)


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """The stem of a word in small letters (Porter 2); British and American spellings have the same one."""
    found = str(_stemmer.stemWord(word))
    if found in _AMERICAN:
        return _AMERICAN[found]
    return next(
        (found[: -len(end)] + other for end, other in _ENDINGS if len(found) > 5 and found.endswith(end)), found
    )


class LexicalIndex:
    """BM25 (Lucene's variant: Kamphuis et al. 2020; k1 1.2, b 0.75) over the terms of each passage."""

    def __init__(self, bm25: bm25s.BM25) -> None:
        self._bm25 = bm25
        self._vocabulary: dict[str, int] = bm25.vocab_dict
        self._starts: NDArray[np.int64] = np.asarray(bm25.scores["indptr"])
        self.size = int(bm25.scores["num_docs"])

    @classmethod
    def of(cls, texts: Iterable[Sequence[str]]) -> LexicalIndex:
        """An index over passages, each given as its terms."""
        passages = [list(text) for text in texts]
        # In order, so that the same passages make the same files in every process.
        known = sorted({"", *(term for passage in passages for term in passage)})
        vocabulary = {term: number for number, term in enumerate(known)}
        numbers = [[vocabulary[term] for term in passage] for passage in passages]
        bm25 = bm25s.BM25(k1=1.2, b=0.75, method="lucene")
        with np.errstate(invalid="ignore"):  # where no passage has a term, there is no mean length
            bm25.index((numbers, vocabulary), show_progress=False)
        return cls(bm25)

    @stage("words")
    def scores(self, question: Sequence[str]) -> Scores:
        """BM25 of every passage for a question's terms, shape (passages,); 0 where none is shared."""
        known = [self._vocabulary[term] for term in question if term in self._vocabulary]
        if not known:
            return np.zeros(self.size, dtype=np.float32)
        return np.asarray(self._bm25.get_scores_from_ids(known), dtype=np.float32)

    def holding(self, term: str) -> NDArray[np.int64]:
        """The numbers of the passages that hold a term."""
        number = self._vocabulary.get(term)
        first, last = (0, 0) if number is None else self._starts[number : number + 2]
        return np.asarray(self._bm25.scores["indices"][first:last], dtype=np.int64)

    def idf(self, term: str) -> float:
        """How telling a term is: ln(1 + (N - n + 0.5) / (n + 0.5)), n being the passages that hold it."""
        number = self._vocabulary.get(term)
        holding = 0 if number is None else int(self._starts[number + 1] - self._starts[number])
        return float(np.log1p((self.size - holding + 0.5) / (holding + 0.5)))

    def __contains__(self, term: object) -> bool:
        return term in self._vocabulary

    def save(self, folder: Path) -> None:
        """Write the index into a folder of its own."""
        self._bm25.save(str(folder), show_progress=False)

    @classmethod
    def load(cls, folder: Path) -> LexicalIndex:
        """The index in `folder`; its arrays stay on disk until they are read."""
        return cls(bm25s.BM25.load(str(folder), mmap=True, load_corpus=False))
