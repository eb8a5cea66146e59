"""Windows of a few sentences: what the reader is trained on, and what it reads when asked."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

from corpus.model import Span

_END = re.compile(r"(?:[.!?][\"'”’)\]]*\s+(?=[\"'“‘(\[]?[A-Z0-9])|\n+)")
_NAME = re.compile(r"(?:[A-Z][\w’'-]+)(?:\s(?:(?:of|and|for|in|on|the)\s)?[A-Z][\w’'-]+){0,4}")


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of a context, perhaps under a heading; `answer` counts in `text`, None for no answer."""

    text: str
    answer: Span | None


def sentences(text: str) -> tuple[Span, ...]:
    """Rough sentences that cover `text`, white space included, in order."""
    cuts = [0, *(match.end() for match in _END.finditer(text)), len(text)]
    return tuple(Span(start, end) for start, end in pairwise(cuts) if start < end)


def around(text: str, focus: Span, budget: int, pieces: Callable[[str], int], chance: random.Random) -> Span:
    """The sentences that `focus` touches, grown to either side at random up to `budget` pieces.

    Where those sentences alone are longer, they are kept whole: the tokenizer cuts them around the answer.
    """
    parts = sentences(text)
    touched = [place for place, part in enumerate(parts) if part.meets(focus)]
    first, last = touched[0], touched[-1]
    used = pieces(text[parts[first].start : parts[last].end])
    while first > 0 or last + 1 < len(parts):
        left = first > 0 and (last + 1 == len(parts) or chance.random() < 0.5)
        part = parts[first - 1] if left else parts[last + 1]
        used += pieces(part.of(text))
        if used > budget:
            break
        first, last = (first - 1, last) if left else (first, last + 1)
    return Span(parts[first].start, parts[last].end)


def cut(text: str, stretch: Span, answer: Span | None, heading: str) -> Window:
    """The window of `stretch`, under `heading` (empty for none); the answer moves with it."""
    before = len(stretch.of(text)) - len(stretch.of(text).lstrip())
    shift = len(heading) - stretch.start - before
    moved = None if answer is None else Span(answer.start + shift, answer.end + shift)
    return Window(heading + stretch.of(text).strip(), moved)


def heading(text: str, chance: random.Random) -> str:
    """A path of one or two headings, such as may stand over `text`: names that it speaks of."""
    names = list(dict.fromkeys(match.group() for match in _NAME.finditer(text) if len(match.group()) > 3))
    if not names:
        return ""
    chosen = chance.sample(names, min(len(names), chance.choice((1, 1, 2))))
    return "".join(f"{name}. " for name in chosen)
