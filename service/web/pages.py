"""What browsers and probes ask for: pages, the widget, the API's description, health, metrics."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from pathlib import Path

from flask import Blueprint, Flask, Response, current_app, render_template, request
from jinja2 import TemplateNotFound
from werkzeug.exceptions import NotFound

from index.searcher import Searcher
from service.web.bundle import joined

Snapshot = Callable[[], Searcher]


def add_pages(app: Flask, snapshot: Snapshot) -> None:
    """The question page, the source view, the facts, the operator's page, and the widget."""
    pages = Blueprint("pages", __name__)
    script = joined(Path(__file__).parent / "static" / "widget", "main.js")

    @pages.get("/")
    def home() -> str:
        return _page("index.html")

    @pages.get("/facts")
    def facts() -> str:
        return _page("facts.html")

    @pages.get("/admin")
    def admin() -> str:
        return _page("admin.html")

    @pages.get("/documents/<path:document_id>")
    def source(document_id: str) -> tuple[str, HTTPStatus]:
        known = document_id in snapshot().generation.documents
        # The page itself says which document there is none of.
        return _page("document.html"), HTTPStatus.OK if known else HTTPStatus.NOT_FOUND

    @pages.get("/widget.js")
    def widget() -> Response:
        response = Response(script, content_type="text/javascript; charset=utf-8")
        response.headers["Cache-Control"] = "no-cache"
        response.add_etag()
        return response.make_conditional(request)  # type: ignore[return-value]

    app.register_blueprint(pages)
    app.after_request(_whole)


def _whole(response: Response) -> Response:
    """A static file read to its end: compressed as a stream, it would be left open."""
    if request.endpoint == "static" and response.is_streamed:
        response.direct_passthrough = False
        response.get_data()
    return response


def _page(name: str) -> str:
    try:
        return render_template(name)
    except TemplateNotFound:
        raise NotFound from None


def add_description(app: Flask, describe: Callable[[], dict[str, object]]) -> None:
    """The OpenAPI description, and a page to try it on."""
    pages = Blueprint("description", __name__)

    @pages.get("/openapi.json")
    def description() -> Response:
        return current_app.json.response(describe())  # type: ignore[return-value]

    @pages.get("/docs")
    def docs() -> str:
        return _page("docs.html")

    app.register_blueprint(pages)
