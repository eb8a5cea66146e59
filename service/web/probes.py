"""What machines ask for: alive, ready, and what was counted; at the root and under the API's base path."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime

from flask import Blueprint, Flask, Response

from corpus.errors import KotaeError
from index.searcher import Searcher
from service import metrics
from service.upkeep.jobs import Job, Jobs
from service.web import shapes
from service.web.replies import sent
from service.web.security import API

Snapshot = Callable[[], Searcher]


def add_probes(app: Flask, snapshot: Snapshot, jobs: Jobs, counted_in: str | None) -> None:
    """The probes; `counted_in` is the folder in which several workers count together."""
    probes = Blueprint("probes", __name__)

    @probes.get("/healthz")
    def live() -> Response:
        return sent(shapes.StatusReply(status="live"))

    @probes.get("/readyz")
    def ready() -> Response:
        return sent(shapes.StatusReply(status="ready"), snapshot().generation.id)

    @probes.get("/metrics")
    def counted() -> Response:
        text, media_type = metrics.exposition(counted_in, _gauges(snapshot, jobs))
        return Response(text, content_type=media_type)

    app.register_blueprint(probes)
    app.register_blueprint(probes, name="api_probes", url_prefix=API)


def _gauges(snapshot: Snapshot, jobs: Jobs) -> Iterator[tuple[str, str, float]]:
    """What lies in the store, so that no worker has to count it."""
    with suppress(KotaeError):
        age = time.time() - snapshot().generation.built_at.timestamp()
        yield "kotae_index_age_seconds", "How long ago the served generation was built.", age
    if durations := [seconds for job in jobs.remembered() if (seconds := _seconds(job)) is not None]:
        yield "kotae_build_last_seconds", "Seconds that the latest finished rebuild took.", durations[-1]
        yield "kotae_build_longest_seconds", "Seconds of the longest rebuild remembered.", max(durations)


def _seconds(job: Job) -> float | None:
    if job.finished_at is None:
        return None
    return (datetime.fromisoformat(job.finished_at) - datetime.fromisoformat(job.created_at)).total_seconds()
