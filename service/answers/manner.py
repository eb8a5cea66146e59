"""How questions are answered, whatever they ask: what the settings say of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from service.settings import Settings

if TYPE_CHECKING:
    from service.answers.writing import Writer


@dataclass(frozen=True, slots=True)
class Manner:
    """How to answer."""

    #: How probable it must be that the source answers; None is what was fitted.
    threshold: float | None = None
    #: Who words the answers; None leaves them in the source's words.
    writer: Writer | None = None


#: As without any setting.
PLAIN = Manner()


def manner_of(settings: Settings) -> Manner:
    """What the settings say."""
    return Manner(settings.threshold, _writer(settings))


def _writer(settings: Settings) -> Writer | None:
    """Nothing is imported for it where no endpoint is named."""
    if settings.generation_url is None or settings.generation_model is None:
        return None
    from service.answers.endpoint import Endpoint  # noqa: PLC0415
    from service.answers.writing import Writer  # noqa: PLC0415

    endpoint = Endpoint(
        settings.generation_url, settings.generation_model, settings.generation_key, settings.generation_seconds
    )
    return Writer(endpoint.complete)
