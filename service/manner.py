"""How questions are answered, whatever they ask: what the settings say of it."""

from __future__ import annotations

from dataclasses import dataclass

from service.settings import Settings


@dataclass(frozen=True, slots=True)
class Manner:
    """How to answer."""

    #: How probable it must be that the source answers; None is what was fitted.
    threshold: float | None = None


#: As without any setting.
PLAIN = Manner()


def manner_of(settings: Settings) -> Manner:
    """What the settings say."""
    return Manner(settings.threshold)
