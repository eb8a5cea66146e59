"""Who may call what from where, and what a page may load."""

from __future__ import annotations

import hmac

from flask import Flask, Response, request
from flask_cors import CORS
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from werkzeug.exceptions import Forbidden, Unauthorized

from service.problems import problem
from service.settings import Settings

API = "/api/v1"
#: Asked by machines that must always get an answer.
ALWAYS = ("/healthz", "/readyz", "/metrics")

PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'self'"
)
#: For what is no page: nothing in it is ever run or loaded.
DATA_POLICY = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"


def _headers(response: Response) -> Response:
    page = response.mimetype == "text/html"
    anywhere = request.path == "/widget.js"
    response.headers.update(
        {
            "Content-Security-Policy": PAGE_POLICY if page else DATA_POLICY,
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "no-referrer",
            "Cross-Origin-Resource-Policy": "cross-origin" if anywhere else "same-origin",
        }
    )
    return response


def _differs_by_origin(response: Response) -> Response:
    response.vary.add("Origin")
    return response


def register(app: Flask, settings: Settings) -> None:
    """Headers on every reply, cross-origin use by allow-list, and the rate limit."""
    app.after_request(_headers)
    if settings.cors_origins:
        CORS(
            app,
            resources={rf"{API}/.*": {}, r"/widget\.js": {}},
            origins=list(settings.cors_origins),
            methods=["GET", "POST", "OPTIONS"],
            allow_headers=["Content-Type", "If-None-Match"],
            expose_headers=["ETag", "Kotae-Generation", "Retry-After"],
            always_send=False,
            max_age=600,
        )
        app.after_request(_differs_by_origin)
    if settings.rate_limit:
        _limit(app, settings.rate_limit)


def _limit(app: Flask, rate: str) -> None:
    """At most `rate` API calls for each address, counted over a moving window in this process."""
    limiter = Limiter(
        get_remote_address,
        app=app,
        application_limits=[rate],
        strategy="moving-window",
        storage_uri="memory://",
        headers_enabled=True,
    )

    @limiter.request_filter
    def unlimited() -> bool:
        # A browser asks OPTIONS before a call from another origin: both together are one call.
        preflight = request.method == "OPTIONS"
        return preflight or not request.path.startswith(API) or request.path.removeprefix(API) in ALWAYS


def check_admin(token: str | None) -> None:
    """Raises Forbidden where no token is set, and Unauthorized where the call doesn't carry it."""
    if token is None:
        raise Forbidden(response=problem(403, "Admin calls are off: start the service with KOTAE_ADMIN_TOKEN set."))
    shown = request.authorization
    if shown is None or shown.type != "bearer" or not hmac.compare_digest((shown.token or "").encode(), token.encode()):
        challenge = {"WWW-Authenticate": 'Bearer realm="kotae"'}
        raise Unauthorized(response=problem(401, "Send Authorization: Bearer and the admin token.", headers=challenge))
