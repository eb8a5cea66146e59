"""The marks that Markdown puts around code: words of the source, which nobody reads aloud and no model learnt."""

from __future__ import annotations

import re

MARK = "`"
_AROUND = re.compile(r"(?<!`)(`{1,3})(?![`\s])([^\n]{1,200}?)(?<![`\s])\1(?!`)")
_LEFT = re.compile(r"^`(?=\w|-)|(?<=\w)`$")


def blanked(text: str) -> str:
    """`text` with a space for every mark, so that places in it stay as they are."""
    return text.replace(MARK, " ")


def dropped(text: str) -> str:
    """`text` without the marks around words, and without one that a cut left at its end; others stay."""
    words = _AROUND.sub(r"\2", text)
    return _LEFT.sub("", words) if words.count(MARK) == 1 else words
