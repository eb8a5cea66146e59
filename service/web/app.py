"""The web service: `create_app` puts the parts together."""

from __future__ import annotations

import time
from functools import partial

from flask import Response, g, request
from flask_openapi3.blueprint import APIBlueprint
from flask_openapi3.models.info import Info
from flask_openapi3.openapi import OpenAPI

from index.searcher import Searcher
from index.store import Store
from service import __version__
from service.answers.manner import manner_of
from service.metrics import REQUESTS, SECONDS
from service.settings import Settings
from service.upkeep.jobs import Jobs
from service.web import admin, api, journal, pages, probes, problems, replies, security
from service.web.bodies import MOST_BYTES, StrictRequest
from service.web.feedback import Feedback
from service.web.serving import Serving
from service.web.shapes import FieldProblem, ProblemOut
from service.web.suggestions import Suggestions

_ABOUT = (
    "Answers over documents, each tied to the exact words of the source. Offsets are half open and count "
    "Unicode code points of a document's text."
)


class KotaeApp(OpenAPI):
    """A Flask application whose requests are read strictly."""

    request_class = StrictRequest


def create_app(settings: Settings, searcher: Searcher | None = None, *, counted_in: str | None = None,
               follow: bool = False) -> KotaeApp:  # fmt: skip
    """The service by these settings; with a `searcher`, that one is served for good.

    `counted_in` is the folder in which several workers count together; with `follow` new generations are
    opened by a thread instead of the request that notices them.
    """
    app = KotaeApp(
        __name__,
        info=Info(title="Kotae", version=__version__, description=_ABOUT),
        security_schemes={"admin": {"type": "http", "scheme": "bearer"}},
        validation_error_model=ProblemOut,
        validation_error_callback=problems.invalid,
        doc_ui=False,
    )
    app.config["MAX_CONTENT_LENGTH"] = MOST_BYTES
    app.url_map.merge_slashes = False
    app.url_map.strict_slashes = False
    store = Store(settings.store)
    open_searcher = partial(Searcher.open, reader=settings.reader)
    serving = Serving(store, open_searcher) if searcher is None else Serving.fixed(searcher, store)
    journal.register(app)
    _count(app)
    replies.register(app)
    problems.register(app)
    security.register(app, settings, counted_in)
    suggested = Suggestions()
    app.register_api(_api(serving, store, settings, suggested))
    pages.add_pages(app, serving.snapshot)
    pages.add_description(app, lambda: app.api_doc)
    probes.add_probes(app, serving.snapshot, Jobs(store.folder), counted_in)
    if follow:
        serving.follow(suggested.of)
    return app


def _api(serving: Serving, store: Store, settings: Settings, suggested: Suggestions) -> APIBlueprint:
    blueprint = APIBlueprint(
        "api",
        __name__,
        url_prefix=security.API,
        abp_responses=problems.described(414, 422, 429, 503),
        operation_id_callback=lambda **named: named["name"],
    )
    blueprint.before_request(_refuse_repeated)
    feedback = Feedback(store.folder, days=settings.feedback_days)
    feedback.expire()  # whether or not anything is added to it from now on
    kept = feedback if settings.feedback else None
    api.add_asking(blueprint, api.Desk(serving.snapshot, manner_of(settings), kept, suggested))
    api.add_facts(blueprint, serving.snapshot)
    api.add_sources(blueprint, serving.snapshot)
    api.add_feedback(blueprint, kept)
    admin.add_index(blueprint, serving, store)
    admin.add_changes(blueprint, serving, store, settings)
    admin.add_gaps(blueprint, feedback, settings)
    return blueprint


def _refuse_repeated() -> Response | None:
    """422 for a query string that gives one field twice: either value would be a guess."""
    repeated = [name for name, values in request.args.lists() if len(values) > 1]
    if not repeated:
        return None
    return problems.unprocessable(FieldProblem(field=name, message="stands twice") for name in repeated)


def _count(app: OpenAPI) -> None:
    """Count every request and its seconds, by route."""

    @app.before_request
    def begin() -> None:
        g.began = time.perf_counter()

    @app.after_request
    def end(response: Response) -> Response:
        route = request.url_rule.rule if request.url_rule else "none"
        method = request.method if request.method in ("GET", "HEAD", "POST", "OPTIONS") else "other"
        REQUESTS.labels(route, method, str(response.status_code)).inc()
        if "began" in g:
            seconds = time.perf_counter() - g.began
            SECONDS.labels(route).observe(seconds)
            journal.log_request(method, route, response.status_code, seconds)
        return response
