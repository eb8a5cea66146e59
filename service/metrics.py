"""What the service counts, in Prometheus' words."""

from __future__ import annotations

from collections.abc import Iterable

from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    generate_latest,
)
from prometheus_client import REGISTRY as OWN
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

#: Seconds: a warm question takes a few thousandths, a cold one some tenths.
_BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)

REQUESTS = Counter("kotae_requests", "Requests answered.", ("route", "method", "status"))
SECONDS = Histogram("kotae_request_seconds", "Seconds a request took.", ("route",), buckets=_BUCKETS)
STAGES = Histogram("kotae_stage_seconds", "Seconds that a stage of a question took.", ("stage",), buckets=_BUCKETS)
QUESTIONS = Counter("kotae_questions", "Questions asked: answered, or abstained from.", ("outcome",))
ANSWERS = Counter("kotae_answers", "Questions by the kind of answer they got.", ("kind",))
JUDGEMENTS = Counter("kotae_judgements", "What people thought of their answers.", ("helpful",))
WORDED = Counter("kotae_worded", "Answers given to the endpoint to word, by what came of it.", ("outcome",))
MISQUOTES = Counter("kotae_misquotes", "Quotes held back: not the source's words at their place.", ("what",))
BUILT_AT = Gauge("kotae_index_built_timestamp_seconds", "When the served generation was built.",
                 multiprocess_mode="mostrecent")  # fmt: skip


class Now(Collector):
    """Gauges of one moment: what they tell lies in the store, so that no worker has to count it."""

    def __init__(self, gauges: Iterable[tuple[str, str, float]]) -> None:
        self._gauges = tuple(gauges)

    def collect(self) -> Iterable[GaugeMetricFamily]:
        """Each gauge: name, help, value."""
        return [GaugeMetricFamily(*gauge) for gauge in self._gauges]


def exposition(shared: str | None, gauges: Iterable[tuple[str, str, float]] = ()) -> tuple[bytes, str]:
    """The text format and its media type: of every worker, where they count in the folder `shared`."""
    counted = OWN
    if shared is not None:
        counted = CollectorRegistry()
        MultiProcessCollector(counted, path=shared)  # type: ignore[no-untyped-call]
    moment = CollectorRegistry()
    moment.register(Now(gauges))
    return generate_latest(counted) + generate_latest(moment), CONTENT_TYPE_LATEST
