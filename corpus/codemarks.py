"""The marks that Markdown puts around code: words of the source, which nobody reads aloud and no model learnt."""

from __future__ import annotations

MARK = "`"


def blanked(text: str) -> str:
    """`text` with a space for every mark, so that places in it stay as they are."""
    return text.replace(MARK, " ")


def dropped(text: str) -> str:
    """`text` without its marks."""
    return text.replace(MARK, "")
