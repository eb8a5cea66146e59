"""What the service counts, in Prometheus' words."""

from __future__ import annotations

from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    generate_latest,
)
from prometheus_client import REGISTRY as OWN
from prometheus_client.multiprocess import MultiProcessCollector

#: Seconds: a warm question takes a few thousandths, a cold one some tenths.
_BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)

REQUESTS = Counter("kotae_requests", "Requests answered.", ("route", "method", "status"))
SECONDS = Histogram("kotae_request_seconds", "Seconds a request took.", ("route",), buckets=_BUCKETS)
ANSWERS = Counter("kotae_answers", "Questions by the kind of answer they got.", ("kind",))
MISQUOTES = Counter("kotae_misquotes", "Quotes held back: not the source's words at their place.", ("what",))
BUILT_AT = Gauge("kotae_index_built_timestamp_seconds", "When the served generation was built.",
                 multiprocess_mode="mostrecent")  # fmt: skip


def exposition(shared: str | None) -> tuple[bytes, str]:
    """The text format and its media type: of every worker, where they count in the folder `shared`."""
    registry = OWN
    if shared is not None:
        registry = CollectorRegistry()
        MultiProcessCollector(registry, path=shared)  # type: ignore[no-untyped-call]
    return generate_latest(registry), CONTENT_TYPE_LATEST
