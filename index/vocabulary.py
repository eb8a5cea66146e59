"""The words of the sources as they write them, for telling a slip of the pen from a word that they lack."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

_WORD = re.compile(r"[^\W\d_]+(?:&[^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Every word in small letters -> (its commonest form, how often it occurs)."""

    words: Mapping[str, tuple[str, int]] = field(default_factory=dict)

    @classmethod
    def of(cls, texts: Iterable[str]) -> Vocabulary:
        """The words of these texts. A form in small letters wins where it is not rare: others begin sentences."""
        forms: dict[str, Counter[str]] = {}
        for text in texts:
            for form, times in Counter(_WORD.findall(text)).items():
                forms.setdefault(form.casefold(), Counter())[form] += times
        return cls({word: (_usual(word, forms[word]), forms[word].total()) for word in sorted(forms)})

    def __contains__(self, word: object) -> bool:
        return isinstance(word, str) and word.casefold() in self.words

    def form(self, word: str) -> str:
        """The word as the sources mostly write it, in whatever case it is given; itself where they lack it."""
        return self.words.get(word.casefold(), (word, 0))[0]

    def count(self, word: str) -> int:
        """How often the sources use it."""
        return self.words.get(word.casefold(), ("", 0))[1]


def _usual(word: str, forms: Counter[str]) -> str:
    if 5 * forms[word] >= forms.total():
        return word
    return max(sorted(forms, reverse=True), key=lambda form: forms[form])
