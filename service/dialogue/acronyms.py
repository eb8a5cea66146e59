"""Short names that the sources never give, written out in the words that they do: "HDU", the Harbours Delivery Unit."""

from __future__ import annotations

import re

from index.generation import Generation

_ACRONYM = re.compile(r"\b[A-Z]{3,6}\b(?!['’-]\w{2})")
_SMALL = r"(?:\s+(?:of|for|and|the|on|in|to|&))*\s+"


def written_out(question: str, generation: Generation) -> str:
    """The question with each short name that the sources don't have as the only name of theirs with these initials."""

    def spelt(match: re.Match[str]) -> str:
        short = match.group()
        if short in generation.vocabulary or generation.aliases.find(short):
            return short
        names = _names(short, generation)
        return names.pop() if len(names) == 1 else short

    if not re.search(r"[a-z]", question):
        return question  # somebody shouts
    return _ACRONYM.sub(spelt, question)


def _names(short: str, generation: Generation) -> set[str]:
    """The runs of capitalised words whose initials these are, small words between them left out."""
    form = re.compile(r"\b" + _SMALL.join(rf"{letter}[a-z][\w’'-]*" for letter in short) + r"\b")
    texts = (document.text for document in generation.documents.values())
    return {" ".join(match.group().split()) for text in texts for match in form.finditer(text)}
