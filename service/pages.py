"""What browsers and probes ask for: pages, the widget, the API's description, health, metrics."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from pathlib import Path

import flask_openapi3_swagger  # type: ignore[import-untyped]
from flask import Blueprint, Flask, Response, current_app, render_template, send_from_directory
from jinja2 import TemplateNotFound
from werkzeug.exceptions import NotFound

from index.searcher import Searcher

Snapshot = Callable[[], Searcher]

#: Swagger UI's own files, which come with the package: nothing is fetched from elsewhere.
_SWAGGER = Path(flask_openapi3_swagger.__file__).parent / "templates" / "swagger"


def add_pages(app: Flask, snapshot: Snapshot) -> None:
    """The question page, the source view, the facts, the operator's page, and the widget."""
    pages = Blueprint("pages", __name__)

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
        return send_from_directory(str(current_app.static_folder), "widget.js", mimetype="text/javascript")

    app.register_blueprint(pages)


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

    @pages.get("/docs/swagger/<path:name>")
    def swagger(name: str) -> Response:
        return send_from_directory(_SWAGGER, name)

    app.register_blueprint(pages)
